/* SPDX-License-Identifier: GPL-3.0-or-later */

/* sheet: prints a sheet as the readers see it. */

#define G_LOG_DOMAIN "cadrectl"

#include "config.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

#include "cadre-sheet.h"
#include "cadrectl-json.h"
#include "cadrectl.h"

typedef struct _Printer Printer;

typedef struct
{
  const char *name;
  char separator;
  void (*put) (const char *text);
} Format;

struct _Printer
{
  const Format *format;
  guint32 row;          /* the row being printed */
  guint32 column;       /* the next column in it */
  gboolean begun;       /* a row is */
  gboolean row_hidden;
  JsonBuilder *cells;   /* of the row, for JSON */
  gboolean first_row;
  GString *merges;
};

/* A tab, a line break and the backslash itself are written \t, \n and \\, so
 * that a line is a row and a tab a new cell. */
static void
put_tsv (const char *text)
{
  for (; *text != '\0'; text++)
    switch (*text)
      {
      case '\t': fputs ("\\t", stdout); break;
      case '\n': fputs ("\\n", stdout); break;
      case '\r': fputs ("\\r", stdout); break;
      case '\\': fputs ("\\\\", stdout); break;
      default: putchar (*text); break;
      }
}

static void
put_csv (const char *text)
{
  if (strpbrk (text, ",\"\n\r") == NULL)
    {
      fputs (text, stdout);
      return;
    }

  putchar ('"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        putchar ('"');
      putchar (*text);
    }
  putchar ('"');
}

static const Format formats[] = {
  { "tsv", '\t', put_tsv },
  { "csv", ',', put_csv },
  { "json", '\0', NULL },
};

/* Line N is row N, so that what is printed can be found again. */
static gboolean
row_as_text (guint32  row,
             gboolean hidden,
             gpointer user_data)
{
  Printer *self = user_data;

  for (guint32 i = self->row; i < row; i++)
    putchar ('\n');
  self->row = row;
  self->column = 0;
  self->begun = TRUE;

  return TRUE;
}

static gboolean
cell_as_text (const CadreCell *cell,
              gpointer         user_data)
{
  Printer *self = user_data;

  for (; self->column < cell->column; self->column++)
    putchar (self->format->separator);
  self->format->put (cell->text);

  return TRUE;
}

static const char *const type_names[] = {
  [CADRE_CELL_EMPTY] = "empty",
  [CADRE_CELL_TEXT] = "text",
  [CADRE_CELL_NUMBER] = "number",
  [CADRE_CELL_DATE] = "date",
  [CADRE_CELL_BOOL] = "bool",
  [CADRE_CELL_ERROR] = "error",
};

/* A row is printed as soon as it is whole: a long sheet takes no memory. */
static void
flush_json_row (Printer *self)
{
  g_autoptr(JsonGenerator) generator = NULL;
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *text = NULL;

  if (self->cells == NULL)
    return;

  json_builder_end_array (self->cells);
  json_builder_end_object (self->cells);
  root = json_builder_get_root (self->cells);
  generator = json_generator_new ();
  json_generator_set_root (generator, root);
  text = json_generator_to_data (generator, NULL);
  g_print ("%s\n    %s", self->first_row ? "" : ",", text);

  self->first_row = FALSE;
  g_clear_object (&self->cells);
}

static gboolean
row_as_json (guint32  row,
             gboolean hidden,
             gpointer user_data)
{
  Printer *self = user_data;

  flush_json_row (self);
  self->cells = json_builder_new ();
  json_builder_begin_object (self->cells);
  json_builder_set_member_name (self->cells, "row");
  json_builder_add_int_value (self->cells, (gint64) row + 1);
  json_builder_set_member_name (self->cells, "hidden");
  json_builder_add_boolean_value (self->cells, hidden);
  json_builder_set_member_name (self->cells, "cells");
  json_builder_begin_array (self->cells);

  return TRUE;
}

static gboolean
cell_as_json (const CadreCell *cell,
              gpointer         user_data)
{
  Printer *self = user_data;
  g_autofree char *name = cadre_cell_name (cell->row, cell->column);

  json_builder_begin_object (self->cells);
  json_builder_set_member_name (self->cells, "cell");
  json_builder_add_string_value (self->cells, name);
  json_builder_set_member_name (self->cells, "type");
  json_builder_add_string_value (self->cells, type_names[cell->type]);
  json_builder_set_member_name (self->cells, "text");
  json_builder_add_string_value (self->cells, cell->text);
  json_builder_end_object (self->cells);

  return TRUE;
}

static void
merge_as_json (guint32  top,
               guint32  left,
               guint32  bottom,
               guint32  right,
               gpointer user_data)
{
  Printer *self = user_data;
  g_autofree char *from = cadre_cell_name (top, left);
  g_autofree char *to = cadre_cell_name (bottom, right);

  g_string_append_printf (self->merges, "%s\"%s:%s\"", self->merges->len > 0 ? ", " : "", from, to);
}

static void
print_json_string (const char *key,
                   const char *value)
{
  g_autoptr(JsonNode) node = json_node_init_string (json_node_alloc (), value);
  g_autofree char *text = json_to_string (node, FALSE);

  g_print ("  \"%s\": %s,\n", key, text);
}

static gboolean
print_as_json (CadreWorkbook  *workbook,
               const char     *file,
               int             sheet,
               GError        **error)
{
  const CadreSheetVisitor visitor = { cell_as_json, row_as_json, merge_as_json };
  CadreSheetInfo *info = g_ptr_array_index (cadre_workbook_get_sheets (workbook), sheet);
  g_autoptr(GString) merges = g_string_new (NULL);
  Printer self = { .first_row = TRUE, .merges = merges };
  g_autofree char *base = g_filename_display_name (file);
  gboolean ok;

  g_print ("{\n");
  print_json_string ("file", base);
  print_json_string ("sheet", info->name);
  g_print ("  \"hidden\": %s,\n  \"rows\": [", info->hidden ? "true" : "false");
  ok = cadre_workbook_read_sheet (workbook, sheet, &visitor, &self, NULL, error);
  flush_json_row (&self);
  g_print ("\n  ],\n  \"merges\": [%s]\n}\n", merges->str);

  return ok;
}

static gboolean
print_as_text (CadreWorkbook  *workbook,
               int             sheet,
               const Format   *format,
               GError        **error)
{
  const CadreSheetVisitor visitor = { cell_as_text, row_as_text, NULL };
  Printer self = { .format = format };
  gboolean ok = cadre_workbook_read_sheet (workbook, sheet, &visitor, &self, NULL, error);

  if (self.begun)
    putchar ('\n');
  return ok;
}

/* One line a sheet: number, name, and whether it is hidden. */
static void
list_sheets (CadreWorkbook *workbook,
             gboolean       as_json)
{
  GPtrArray *sheets = cadre_workbook_get_sheets (workbook);
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < sheets->len; i++)
    {
      CadreSheetInfo *info = g_ptr_array_index (sheets, i);

      if (!as_json)
        g_print ("%u\t%s%s%s\n", i + 1, info->name, info->hidden ? "\t" : "", info->hidden ? _("hidden") : "");
      json_builder_begin_object (builder);
      cadrectl_json_int (builder, "number", i + 1);
      cadrectl_json_text (builder, "name", info->name);
      cadrectl_json_bool (builder, "hidden", info->hidden);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  if (!as_json)
    return;
  cadrectl_print_json (builder);
}

static const Format *
find_format (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].name, name))
      return &formats[i];

  return NULL;
}

static gboolean
print_sheet (const char    *file,
             const char    *sheet_name,
             gboolean       list,
             const Format  *format,
             GError       **error)
{
  g_autoptr(CadreWorkbook) workbook = cadre_workbook_open (file, NULL, error);
  int sheet;

  if (workbook == NULL)
    return FALSE;
  if (list)
    {
      list_sheets (workbook, format->put == NULL);
      return TRUE;
    }

  if (cadre_workbook_get_caveat (workbook) != NULL)
    g_printerr ("%s: %s\n", file, cadre_workbook_get_caveat (workbook));
  sheet = cadre_workbook_find_sheet (workbook, sheet_name, error);
  if (sheet < 0)
    return FALSE;

  return format->put != NULL ? print_as_text (workbook, sheet, format, error)
                             : print_as_json (workbook, file, sheet, error);
}

int
cadrectl_sheet (Cadrectl *self,
                int       argc,
                char    **argv)
{
  g_autofree char *sheet_name = NULL;
  g_autofree char *format_name = NULL;
  gboolean list = FALSE;
  const Format *format;
  g_autoptr(GError) error = NULL;
  const GOptionEntry entries[] = {
    { "sheet", 's', 0, G_OPTION_ARG_STRING, &sheet_name, N_("The sheet to print: its name or number; the first by default"), N_("SHEET") },
    { "list", 'l', 0, G_OPTION_ARG_NONE, &list, N_("List the sheets and whether they are hidden"), NULL },
    { "format", 'f', 0, G_OPTION_ARG_STRING, &format_name, N_("tsv (the default), csv or json"), N_("FORMAT") },
    { NULL }
  };
  int status;

  if (!cadrectl_parse ("sheet",
                       _("Prints a sheet of a workbook or text file as it will be read: dates as ISO, whole numbers "
                         "without “.0”. Line N is row N. In tsv a tab, a line break and a backslash within a cell are "
                         "written \\t, \\n and \\\\."),
                       entries, &argc, &argv, &status))
    return status;

  if (argc != 2)
    return cadrectl_usage (_("sheet: name one file"));
  format = find_format (format_name != NULL ? format_name : self->json ? "json" : "tsv");
  if (format == NULL)
    return cadrectl_usage (_("sheet: “%s” is not a format; there are tsv, csv and json"), format_name);

  if (!print_sheet (argv[1], sheet_name, list, format, &error))
    return cadrectl_fail (error);
  return 0;
}
