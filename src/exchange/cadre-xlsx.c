/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The workbook's own part: which sheets there are and where. */

#define G_LOG_DOMAIN "cadre-xlsx"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cadre-xlsx-private.h"

static const char *const elements[] = { "workbook", "sheet", "workbookPr", NULL };

enum { WORKBOOK, SHEET, PROPERTIES };

typedef struct
{
  CadreReader parent;

  CadreZip *zip;
  char *workbook_part;
  GPtrArray *relations;   /* of the workbook part */
  GPtrArray *sheet_parts; /* of char, in the order of the sheets */
  gboolean is_workbook;
  gboolean since_1904;

  gboolean common_read;   /* @strings and @styles are read */
  CadreSharedStrings strings;
  GArray *styles;
} CadreXlsx;

/* A workbook's other sheets hold a chart, a dialogue or old macros. */
static void
add_sheet (CadreXlsx   *self,
           CadreXml    *xml,
           const char **attributes,
           int          n_attributes)
{
  g_autofree char *name = cadre_xml_dup (attributes, n_attributes, "name");
  g_autofree char *id = cadre_xml_dup (attributes, n_attributes, "id");
  g_autofree char *state = cadre_xml_dup (attributes, n_attributes, "state");
  CadreRelation *relation = id != NULL ? cadre_relations_find (self->relations, id, NULL) : NULL;

  if (name == NULL || (relation != NULL && !g_str_equal (relation->type, "worksheet")))
    return;
  if (relation == NULL)
    {
      g_set_error (cadre_xml_fail (xml), CADRE_ERROR, CADRE_ERROR_DAMAGED,
                   _("%s: the workbook does not say where its sheet “%s” is; open it in the spreadsheet program and save it again"),
                   self->parent.name, name);
      return;
    }
  if (self->parent.sheets->len >= self->parent.limits->sheets)
    {
      g_set_error (cadre_xml_fail (xml), CADRE_ERROR, CADRE_ERROR_LIMIT,
                   _("%s: more than %u sheets; split the workbook"), self->parent.name, self->parent.limits->sheets);
      return;
    }

  g_ptr_array_add (self->parent.sheets, cadre_sheet_info_new (name, state != NULL && !g_str_equal (state, "visible")));
  g_ptr_array_add (self->sheet_parts, g_strdup (relation->target));
}

static void
start_cb (CadreXml    *xml,
          int          element,
          const char **attributes,
          int          n_attributes,
          gpointer     user_data)
{
  CadreXlsx *self = user_data;

  switch (element)
    {
    case WORKBOOK:
      self->is_workbook = TRUE;
      break;

    case SHEET:
      add_sheet (self, xml, attributes, n_attributes);
      break;

    case PROPERTIES:
      self->since_1904 = cadre_xml_is_true (attributes, n_attributes, "date1904");
      break;

    default:
      break;
    }
}

/* Other things come in a zip, too. */
static gboolean
find_workbook_part (CadreXlsx     *self,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_autoptr(GPtrArray) relations = cadre_relations_read (self->zip, "", cancellable, error);
  CadreRelation *relation;
  const char *name = self->parent.name;

  if (relations == NULL)
    return FALSE;

  relation = cadre_relations_find (relations, NULL, "officeDocument");
  if (relation != NULL && !g_str_has_suffix (relation->target, ".bin"))
    {
      self->workbook_part = g_strdup (relation->target);
      return TRUE;
    }

  if (relation != NULL)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_FORMAT,
                 _("%s: this is a binary workbook (.xlsb); open it in the spreadsheet program and save it as .xlsx"), name);
  else if (cadre_zip_has (self->zip, "content.xml"))
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_FORMAT,
                 _("%s: this is an OpenDocument file; open it in the spreadsheet program and save it as .xlsx"), name);
  else
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_FORMAT,
                 _("%s: this is a zip file without a workbook in it; unpack it and take the spreadsheet out"), name);
  return FALSE;
}

static gboolean
read_workbook_part (CadreXlsx     *self,
                    GCancellable  *cancellable,
                    GError       **error)
{
  static const CadreXmlVisitor visitor = { .elements = elements, .start = start_cb };

  self->relations = cadre_relations_read (self->zip, self->workbook_part, cancellable, error);
  if (self->relations == NULL ||
      !cadre_zip_parse (self->zip, self->workbook_part, NULL, &visitor, self, cancellable, error))
    return FALSE;

  if (!self->is_workbook)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_FORMAT,
                 _("%s: this is an Office file, but not a workbook; ask for the spreadsheet itself"), self->parent.name);
  else if (self->parent.sheets->len == 0)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_FORMAT, _("%s: the workbook has no sheet with cells"), self->parent.name);

  return self->is_workbook && self->parent.sheets->len > 0;
}

static gboolean
xlsx_open (CadreReader   *reader,
           GCancellable  *cancellable,
           GError       **error)
{
  CadreXlsx *self = (CadreXlsx *) reader;

  self->sheet_parts = g_ptr_array_new_with_free_func (g_free);
  self->zip = cadre_zip_open (reader->path, reader->name, reader->limits, cancellable, error);

  return self->zip != NULL && find_workbook_part (self, cancellable, error) &&
         read_workbook_part (self, cancellable, error);
}

/* Texts and styles, for all sheets; both parts may be missing. */
static gboolean
read_common (CadreXlsx     *self,
             GCancellable  *cancellable,
             GError       **error)
{
  CadreRelation *strings = cadre_relations_find (self->relations, NULL, "sharedStrings");
  CadreRelation *styles = cadre_relations_find (self->relations, NULL, "styles");

  if (self->common_read)
    return TRUE;

  cadre_shared_strings_clear (&self->strings);
  if (strings != NULL && cadre_zip_has (self->zip, strings->target) &&
      !cadre_shared_strings_read (&self->strings, self->zip, strings->target, self->parent.limits, cancellable, error))
    return FALSE;

  if (styles != NULL && cadre_zip_has (self->zip, styles->target))
    {
      self->styles = cadre_xlsx_styles_read (self->zip, styles->target, self->parent.limits, cancellable, error);
      if (self->styles == NULL)
        return FALSE;
    }

  self->common_read = TRUE;
  return TRUE;
}

static gboolean
xlsx_read (CadreReader              *reader,
           int                       sheet,
           const CadreSheetVisitor  *visitor,
           gpointer                  user_data,
           GCancellable             *cancellable,
           GError                  **error)
{
  CadreXlsx *self = (CadreXlsx *) reader;
  CadreSheetInfo *info = g_ptr_array_index (reader->sheets, sheet);
  g_autofree char *name = g_strdup_printf (_("%s, sheet “%s”"), reader->name, info->name);
  CadreXlsxSheetState *state;
  CadreXlsxSheet task;
  gboolean ok;

  if (!read_common (self, cancellable, error))
    return FALSE;

  task = (CadreXlsxSheet) {
    name, reader->limits, &self->strings, self->styles, self->since_1904, visitor, user_data,
  };
  state = cadre_xlsx_sheet_begin (&task);
  ok = cadre_zip_parse (self->zip, g_ptr_array_index (self->sheet_parts, sheet), name, &cadre_xlsx_sheet_visitor, state,
                        cancellable, error);
  cadre_xlsx_sheet_end (state);

  return ok;
}

static void
xlsx_clear (CadreReader *reader)
{
  CadreXlsx *self = (CadreXlsx *) reader;

  cadre_shared_strings_clear (&self->strings);
  g_clear_pointer (&self->styles, g_array_unref);
  g_clear_pointer (&self->relations, g_ptr_array_unref);
  g_clear_pointer (&self->sheet_parts, g_ptr_array_unref);
  g_clear_pointer (&self->zip, cadre_zip_free);
  g_free (self->workbook_part);
}

const CadreReaderClass cadre_xlsx_reader_class = {
  .size = sizeof (CadreXlsx),
  .open = xlsx_open,
  .read = xlsx_read,
  .clear = xlsx_clear,
};
