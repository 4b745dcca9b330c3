/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A sheet's part streaming by. Nothing is allocated for a cell. */

#define G_LOG_DOMAIN "cadre-xlsx-sheet"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "cadre-xlsx-private.h"

static const char *const elements[] = { "c", "v", "is", "t", "row", "rPh", "sheetData", "mergeCell", "worksheet", NULL };

enum { CELL, VALUE, INLINE, TEXT, ROW, PHONETIC, SHEET_DATA, MERGE, WORKSHEET };

#define NOWHERE G_MAXUINT32

/* What a cell says its value is (ECMA-376 part 1, 18.18.11). */
typedef enum
{
  VALUE_NUMBER,
  VALUE_SHARED,
  VALUE_TEXT,     /* of a formula */
  VALUE_INLINE,
  VALUE_BOOL,
  VALUE_ERROR,
  VALUE_DATE,     /* ISO 8601, strict form only */
} ValueType;

static const struct
{
  const char *name;
  ValueType type;
} value_types[] = {
  { "s", VALUE_SHARED },
  { "n", VALUE_NUMBER },
  { "str", VALUE_TEXT },
  { "inlineStr", VALUE_INLINE },
  { "b", VALUE_BOOL },
  { "e", VALUE_ERROR },
  { "d", VALUE_DATE },
};

struct _CadreXlsxSheetState
{
  const CadreXlsxSheet *sheet;

  guint32 row;          /* of the row that is open */
  guint32 next_row;
  guint32 column;
  guint32 next_column;
  guint64 cells;
  guint merges;

  gboolean in_data;
  gboolean in_row;
  gboolean in_cell;
  gboolean in_inline;
  int phonetic_depth;
  gboolean collecting;
  gboolean preserve;
  gsize run_start;

  ValueType type;
  guint32 style;
  GString *text;
  char number[CADRE_NUMBER_TEXT_SIZE];
};

static void
fail_at_cell (CadreXlsxSheetState *self,
              CadreXml            *xml,
              CadreError           code,
              const char          *text)
{
  g_autofree char *cell = cadre_cell_name (self->row, self->column);

  g_set_error (cadre_xml_fail (xml), CADRE_ERROR, (int) code, _("%s, cell %s: %s"), self->sheet->name, cell, text);
}

static void
fail_at_row (CadreXlsxSheetState *self,
             CadreXml            *xml,
             CadreError           code,
             const char          *text)
{
  g_set_error (cadre_xml_fail (xml), CADRE_ERROR, (int) code, _("%s, row %u: %s"), self->sheet->name, self->next_row + 1, text);
}

static const char *
save_again (void)
{
  return _("the rows or cells are out of order or beyond the sheet; open the workbook in the spreadsheet program and save it again");
}

/* Reads "BC12" (or "BC"); what does not fit the sheet is no reference. */
static gboolean
parse_reference (const CadreSheetLimits  *limits,
                 const char              *text,
                 gsize                    length,
                 guint32                 *row,
                 guint32                 *column)
{
  guint32 c = 0, r = 0;
  gsize i = 0;

  for (; i < length && i < 4 && g_ascii_isalpha (text[i]); i++)
    c = c * 26 + (guint32) (g_ascii_toupper (text[i]) - 'A' + 1);
  if (i == 0 || c > limits->columns || length - i > 7 || length == i)
    return FALSE;
  for (; i < length && g_ascii_isdigit (text[i]); i++)
    r = r * 10 + (guint32) (text[i] - '0');
  if (i < length || r == 0 || r > limits->rows)
    return FALSE;

  *row = r - 1;
  *column = c - 1;
  return TRUE;
}

static gboolean
is_true (const char *value,
         gsize       length)
{
  return (length == 1 && *value == '1') || (length == 4 && memcmp (value, "true", 4) == 0);
}

static void
start_row (CadreXlsxSheetState  *self,
           CadreXml             *xml,
           const char          **attributes,
           int                   n_attributes)
{
  const CadreSheetVisitor *visitor = self->sheet->visitor;
  guint32 row = self->next_row;
  gboolean hidden = FALSE;

  for (int i = 0; i < n_attributes; i++, attributes += 5)
    {
      gsize length = (gsize) (attributes[4] - attributes[3]);

      if (g_str_equal (attributes[0], "r"))
        {
          if (!cadre_xml_number (attributes[3], length, &row) || row == 0)
            row = NOWHERE;
          else
            row--;
        }
      else if (g_str_equal (attributes[0], "hidden"))
        hidden = is_true (attributes[3], length);
    }

  if (row < self->next_row || row >= self->sheet->limits->rows)
    {
      fail_at_row (self, xml, CADRE_ERROR_DAMAGED, save_again ());
      return;
    }

  self->in_row = TRUE;
  self->row = row;
  self->next_row = row + 1;
  self->next_column = 0;
  if (visitor->row != NULL && !visitor->row (row, hidden, self->sheet->user_data))
    cadre_xml_stop (xml);
}

static ValueType
parse_type (const char *value,
            gsize       length)
{
  for (guint i = 0; i < G_N_ELEMENTS (value_types); i++)
    if (strncmp (value, value_types[i].name, length) == 0 && value_types[i].name[length] == '\0')
      return value_types[i].type;

  return VALUE_NUMBER;
}

static void
start_cell (CadreXlsxSheetState  *self,
            CadreXml             *xml,
            const char          **attributes,
            int                   n_attributes)
{
  guint32 row = self->row, column = self->next_column;
  gboolean good = TRUE;

  self->type = VALUE_NUMBER;
  self->style = 0;
  for (int i = 0; i < n_attributes; i++, attributes += 5)
    {
      const char *value = attributes[3];
      gsize length = (gsize) (attributes[4] - value);

      if (attributes[0][0] == '\0' || attributes[0][1] != '\0')
        continue;
      if (attributes[0][0] == 'r')
        good = parse_reference (self->sheet->limits, value, length, &row, &column);
      else if (attributes[0][0] == 's')
        {
          if (!cadre_xml_number (value, length, &self->style))
            self->style = NOWHERE;
        }
      else if (attributes[0][0] == 't')
        self->type = parse_type (value, length);
    }

  self->column = self->next_column;
  if (!good || row != self->row || column < self->next_column || column >= self->sheet->limits->columns)
    {
      fail_at_cell (self, xml, CADRE_ERROR_DAMAGED, save_again ());
      return;
    }

  self->in_cell = TRUE;
  self->column = column;
  self->next_column = column + 1;
  g_string_truncate (self->text, 0);
}

static void
add_merge (CadreXlsxSheetState  *self,
           CadreXml             *xml,
           const char          **attributes,
           int                   n_attributes)
{
  const CadreSheetVisitor *visitor = self->sheet->visitor;
  gsize length;
  const char *reference = cadre_xml_attribute (attributes, n_attributes, "ref", &length);
  const char *colon = reference != NULL ? memchr (reference, ':', length) : NULL;
  guint32 top, left, bottom, right;

  if (visitor->merge == NULL || colon == NULL ||
      !parse_reference (self->sheet->limits, reference, (gsize) (colon - reference), &top, &left) ||
      !parse_reference (self->sheet->limits, colon + 1, length - (gsize) (colon + 1 - reference), &bottom, &right))
    return;

  if (++self->merges > self->sheet->limits->merges)
    {
      fail_at_row (self, xml, CADRE_ERROR_LIMIT, _("more merged cells than any sheet has; split the workbook"));
      return;
    }

  visitor->merge (MIN (top, bottom), MIN (left, right), MAX (top, bottom), MAX (left, right), self->sheet->user_data);
}

static void
start_cb (CadreXml    *xml,
          int          element,
          const char **attributes,
          int          n_attributes,
          gpointer     user_data)
{
  CadreXlsxSheetState *self = user_data;

  switch (element)
    {
    case CELL:
      if (self->in_row && !self->in_cell)
        start_cell (self, xml, attributes, n_attributes);
      break;

    case VALUE:
      /* <is> says it better, where a writer gives both. */
      if (self->in_cell && self->text->len == 0)
        {
          self->collecting = TRUE;
          self->run_start = 0;
          self->preserve = self->type == VALUE_TEXT || self->type == VALUE_INLINE;
        }
      break;

    case INLINE:
      if (self->in_cell && self->type == VALUE_INLINE)
        {
          self->in_inline = TRUE;
          g_string_truncate (self->text, 0);
        }
      break;

    case PHONETIC:
      self->phonetic_depth++;
      break;

    case TEXT:
      if (self->in_inline && self->phonetic_depth == 0)
        {
          self->collecting = TRUE;
          self->run_start = self->text->len;
          self->preserve = cadre_xlsx_is_preserved (attributes, n_attributes);
        }
      break;

    case ROW:
      if (self->in_data && !self->in_row)
        start_row (self, xml, attributes, n_attributes);
      break;

    case SHEET_DATA:
      self->in_data = TRUE;
      break;

    case MERGE:
      add_merge (self, xml, attributes, n_attributes);
      break;

    default:
      break;
    }
}

static gboolean
set_shared (CadreXlsxSheetState *self,
            CadreXml            *xml,
            CadreCell           *cell)
{
  const CadreSharedStrings *strings = self->sheet->strings;
  guint32 index;

  if (!cadre_xml_number (self->text->str, self->text->len, &index) || index >= strings->n)
    {
      fail_at_cell (self, xml, CADRE_ERROR_DAMAGED,
                    _("it refers to a text that the workbook does not have; open the workbook in the spreadsheet program and save it again"));
      return FALSE;
    }

  cell->text = strings->bytes + strings->offsets[index];
  return TRUE;
}

static CadreNumberKind
kind_of_style (CadreXlsxSheetState *self)
{
  GArray *styles = self->sheet->styles;

  if (styles == NULL || self->style >= styles->len)
    return CADRE_NUMBER_PLAIN;

  return (CadreNumberKind) g_array_index (styles, guint8, self->style);
}

/* Whether a number is spelt as this program spells it: 42, but not 042, +42,
 * 42.0 or 4.2E1. The usual case, and then it need not be printed. */
static gboolean
is_spelt_alike (const GString *text)
{
  if (text->len > 15 || text->str[0] == '\0' || (text->str[0] == '0' && text->len > 1))
    return FALSE;

  return strspn (text->str, "0123456789") == text->len;
}

static void
set_number (CadreXlsxSheetState *self,
            CadreCell           *cell)
{
  CadreNumberKind kind = kind_of_style (self);

  cell->text = self->text->str;
  if (!cadre_number_parse (self->text->str, self->text->len, &cell->number))
    return; /* no number, whatever the cell says: its text */

  cell->type = CADRE_CELL_NUMBER;
  if (kind != CADRE_NUMBER_PLAIN && cadre_number_date_text (cell->number, kind, self->sheet->since_1904, self->number))
    {
      cell->type = CADRE_CELL_DATE;
      cell->text = self->number;
    }
  else if (!is_spelt_alike (self->text))
    cell->text = cadre_number_text (cell->number, self->number);
}

/* A date without a time is written to the day: 2019-03-01T00:00:00. */
static void
set_iso_date (CadreXlsxSheetState *self,
              CadreCell           *cell)
{
  static const char *const midnights[] = { "Z", ".000", "T00:00:00", NULL };

  cell->type = CADRE_CELL_DATE;
  for (const char *const *m = midnights; *m != NULL; m++)
    if (g_str_has_suffix (self->text->str, *m))
      g_string_truncate (self->text, self->text->len - strlen (*m));
  cell->text = self->text->str;
}

static void
set_bool (CadreXlsxSheetState *self,
          CadreCell           *cell)
{
  cell->type = CADRE_CELL_BOOL;
  cell->number = is_true (self->text->str, self->text->len);
  cell->text = cell->number != 0 ? "TRUE" : "FALSE";
}

static gboolean
fill_cell (CadreXlsxSheetState *self,
           CadreXml            *xml,
           CadreCell           *cell)
{
  cell->type = CADRE_CELL_TEXT;
  cell->text = self->text->str;

  switch (self->type)
    {
    case VALUE_SHARED:
      return set_shared (self, xml, cell);

    case VALUE_NUMBER:
      set_number (self, cell);
      return TRUE;

    case VALUE_BOOL:
      set_bool (self, cell);
      return TRUE;

    case VALUE_ERROR:
      cell->type = CADRE_CELL_ERROR;
      return TRUE;

    case VALUE_DATE:
      set_iso_date (self, cell);
      return TRUE;

    case VALUE_TEXT:
    case VALUE_INLINE:
    default:
      cadre_text_unify_lines (self->text);
      return TRUE;
    }
}

static void
end_cell (CadreXlsxSheetState *self,
          CadreXml            *xml)
{
  CadreCell cell = { .row = self->row, .column = self->column };

  self->in_cell = FALSE;
  if (self->text->len == 0 || !fill_cell (self, xml, &cell) || *cell.text == '\0')
    return;

  if (++self->cells > self->sheet->limits->cells)
    fail_at_cell (self, xml, CADRE_ERROR_LIMIT, _("more cells than are read from one sheet; split the workbook"));
  else if (!self->sheet->visitor->cell (&cell, self->sheet->user_data))
    cadre_xml_stop (xml);
}

static void
end_cb (CadreXml *xml,
        int       element,
        gpointer  user_data)
{
  CadreXlsxSheetState *self = user_data;

  switch (element)
    {
    case CELL:
      if (self->in_cell)
        end_cell (self, xml);
      break;

    case VALUE:
    case TEXT:
      if (self->collecting)
        cadre_xlsx_append_text (self->text, self->run_start, self->preserve);
      self->collecting = FALSE;
      break;

    case INLINE:
      self->in_inline = FALSE;
      break;

    case PHONETIC:
      self->phonetic_depth--;
      break;

    case ROW:
      self->in_row = FALSE;
      break;

    case SHEET_DATA:
      self->in_data = FALSE;
      break;

    default:
      break;
    }
}

static void
text_cb (CadreXml   *xml,
         const char *text,
         int         length,
         gpointer    user_data)
{
  CadreXlsxSheetState *self = user_data;

  if (!self->collecting)
    return;

  g_string_append_len (self->text, text, length);
  if (self->text->len > self->sheet->limits->cell_bytes)
    fail_at_cell (self, xml, CADRE_ERROR_LIMIT, _("a text is longer than any cell can hold; shorten it"));
}

const CadreXmlVisitor cadre_xlsx_sheet_visitor = {
  .elements = elements,
  .start = start_cb,
  .end = end_cb,
  .text = text_cb,
};

/**
 * cadre_xlsx_sheet_begin:
 * @sheet: must live as long
 *
 * Returns: (transfer full): the user data for #cadre_xlsx_sheet_visitor
 */
CadreXlsxSheetState *
cadre_xlsx_sheet_begin (const CadreXlsxSheet *sheet)
{
  CadreXlsxSheetState *self = g_new0 (CadreXlsxSheetState, 1);

  self->sheet = sheet;
  self->text = g_string_sized_new (256);

  return self;
}

void
cadre_xlsx_sheet_end (CadreXlsxSheetState *self)
{
  g_string_free (self->text, TRUE);
  g_free (self);
}
