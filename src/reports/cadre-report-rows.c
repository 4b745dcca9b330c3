/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rows that every table has around its body: title, 填报单位 line, form,
 * heads, notes and sign-off line. */

#include "config.h"

#include <string.h>

#include "cadre-report-table-private.h"

/**
 * _cadre_report_rows_n_form:
 *
 * Returns: how many rows @form takes, which may be %NULL
 */
guint
_cadre_report_rows_n_form (GPtrArray *form)
{
  return form != NULL ? form->len : 0;
}

static CadreReportCell *
add_span (CadreReportTable *self,
          guint             column,
          guint             columns,
          const char       *text,
          CadreReportAlign  align)
{
  CadreReportCell *cell = _cadre_report_table_add_cell (self, column, text);

  cell->columns = columns;
  cell->align = align;

  return cell;
}

static gboolean
make_title (CadreReportTable *self,
            guint             i)
{
  if (i > 0)
    return FALSE;

  _cadre_report_table_begin_row (self, CADRE_REPORT_ROW_TITLE);
  self->row.height = self->title_height;
  add_span (self, 0, self->columns->len, self->title, CADRE_REPORT_ALIGN_CENTER)->link =
    self->title_linked ? &self->title_link : NULL;
  return TRUE;
}

/* The column at which the text on the left has had room enough. */
static guint
split_column (CadreReportTable *self,
              const char       *left)
{
  double need = _cadre_report_layout_text_width (self, CADRE_REPORT_ROW_INFO, left);
  guint column = 1;

  while (column < self->columns->len - 1 && _cadre_report_layout_sum_widths (self, 0, column) < need)
    column++;
  return column;
}

static gboolean
make_info (CadreReportTable *self,
           guint             i)
{
  guint split;

  if (i > 0 || (*self->left == '\0' && *self->right == '\0'))
    return FALSE;

  _cadre_report_table_begin_row (self, CADRE_REPORT_ROW_INFO);
  /* The height is one line's: both texts may run over empty columns. */
  self->row.height = _cadre_report_layout_least_height (CADRE_REPORT_ROW_INFO);
  if (self->columns->len < 2)
    {
      add_span (self, 0, 1, self->left, CADRE_REPORT_ALIGN_LEFT);
      return TRUE;
    }

  split = *self->left != '\0' ? split_column (self, self->left) : 1;
  add_span (self, 0, split, self->left, CADRE_REPORT_ALIGN_LEFT);
  add_span (self, split, self->columns->len - split, self->right, CADRE_REPORT_ALIGN_RIGHT);
  return TRUE;
}

static void
add_form_cell (CadreReportTable          *self,
               const CadreReportFormCell *form,
               guint                      column)
{
  const char *value = form->value != NULL ? g_hash_table_lookup (self->form_values, form->value) : NULL;
  CadreReportCell *cell;

  if (form->label != NULL && form->value != NULL)
    value = _cadre_report_table_keep (self, g_strconcat (form->label, value, NULL));
  else if (form->label != NULL)
    value = form->label;

  cell = add_span (self, column, MIN (form->columns, self->columns->len - column), value != NULL ? value : "", form->align);
  cell->rows = form->rows;
  if (form->photo)
    {
      cell->photo = self->photo;
      cell->kind = self->photo != NULL ? CADRE_REPORT_CELL_PHOTO : CADRE_REPORT_CELL_TEXT;
      cell->text = self->photo != NULL ? "" : "照片";
    }
  self->row.height = MAX (self->row.height, form->height);
}

static gboolean
is_prose (GPtrArray *cells)
{
  return cells->len > 0 && ((const CadreReportFormCell *) cells->pdata[0])->prose;
}

static gboolean
make_form (CadreReportTable *self,
           GPtrArray        *form,
           guint             i)
{
  GPtrArray *cells;
  guint column = 0;

  if (i >= _cadre_report_rows_n_form (form))
    return FALSE;

  cells = form->pdata[i];
  _cadre_report_table_begin_row (self, is_prose (cells) ? CADRE_REPORT_ROW_PROSE : CADRE_REPORT_ROW_FORM);
  for (guint j = 0; j < cells->len; j++)
    {
      const CadreReportFormCell *cell = cells->pdata[j];

      while (column < self->columns->len && self->busy[column] > 0)
        column++;
      if (column >= self->columns->len)
        break;
      add_form_cell (self, cell, column);
      for (guint k = 0; k < cell->columns && column < self->columns->len; k++)
        self->busy[column++] = cell->rows;
    }

  for (column = 0; column < self->columns->len; column++)
    if (self->busy[column] > 0)
      self->busy[column]--;
  return TRUE;
}

static gboolean
make_form_head (CadreReportTable *self,
                guint             i)
{
  return make_form (self, self->form_head, i);
}

static gboolean
make_form_foot (CadreReportTable *self,
                guint             i)
{
  return make_form (self, self->form_foot, i);
}

/* Neighbours under one upper head share its cell. */
static guint
count_siblings (CadreReportTable *self,
                guint             first)
{
  const CadreReportColumn *column = self->columns->pdata[first];
  guint n = 1;

  while (column->upper != NULL && first + n < self->columns->len)
    {
      const CadreReportColumn *next = self->columns->pdata[first + n];

      if (next->upper == NULL || !g_str_equal (next->upper, column->upper))
        break;
      n++;
    }

  return n;
}

/* A head that does not stand on one line, but in two halves does, is halved:
 * 考核等次 is 考核 over 等次, not 考核等 over 次. */
static const char *
fold_head (CadreReportTable *self,
           guint             column,
           const char       *head)
{
  double width = _cadre_report_layout_sum_widths (self, column, 1);
  const char *middle = g_utf8_offset_to_pointer (head, (g_utf8_strlen (head, -1) + 1) / 2);
  g_autofree char *half = g_strndup (head, (gsize) (middle - head));

  if (strchr (head, '\n') != NULL || _cadre_report_layout_text_width (self, CADRE_REPORT_ROW_HEAD, head) <= width ||
      _cadre_report_layout_text_width (self, CADRE_REPORT_ROW_HEAD, half) > width)
    return head;

  return _cadre_report_table_keep (self, g_strconcat (half, "\n", middle, NULL));
}

static gboolean
make_head (CadreReportTable *self,
           guint             level)
{
  if (level >= self->head_levels)
    return FALSE;

  _cadre_report_table_begin_row (self, CADRE_REPORT_ROW_HEAD);
  for (guint i = 0; i < self->columns->len;)
    {
      const CadreReportColumn *column = self->columns->pdata[i];
      guint n = level + 1 < self->head_levels ? count_siblings (self, i) : 1;

      if (level == 0)
        {
          CadreReportCell *cell = add_span (self, i, n, column->upper != NULL ? column->upper : fold_head (self, i, column->head),
                                            CADRE_REPORT_ALIGN_CENTER);

          if (column->upper == NULL)
            cell->rows = self->head_levels;
        }
      else if (column->upper != NULL)
        add_span (self, i, 1, fold_head (self, i, column->head), CADRE_REPORT_ALIGN_CENTER);
      i += n;
    }

  return TRUE;
}

static gboolean
make_note (CadreReportTable *self,
           guint             i)
{
  if (i >= self->notes->len)
    return FALSE;

  _cadre_report_table_begin_row (self, CADRE_REPORT_ROW_NOTE);
  add_span (self, 0, self->columns->len, self->notes->pdata[i], CADRE_REPORT_ALIGN_LEFT);
  return TRUE;
}

/* The parts of the sign-off line share the width as evenly as columns allow. */
static gboolean
make_sign (CadreReportTable *self,
           guint             i)
{
  g_auto(GStrv) parts = NULL;
  guint n_parts, column = 0;
  double total;

  if (i > 0 || self->sign == NULL)
    return FALSE;

  _cadre_report_table_begin_row (self, CADRE_REPORT_ROW_SIGN);
  parts = g_strsplit (self->sign, "|", -1);
  n_parts = MIN (g_strv_length (parts), self->columns->len);
  total = _cadre_report_layout_sum_widths (self, 0, self->columns->len);
  for (guint part = 0; part < n_parts; part++)
    {
      guint end = column + 1;

      while (end < self->columns->len - (n_parts - part - 1) &&
             (part + 1 == n_parts || _cadre_report_layout_sum_widths (self, 0, end) < total * (part + 1) / n_parts))
        end++;
      add_span (self, column, end - column, _cadre_report_table_keep (self, g_strdup (parts[part])), CADRE_REPORT_ALIGN_LEFT);
      column = end;
    }

  return TRUE;
}

/**
 * _cadre_report_rows_make:
 *
 * Makes the next row of the stage at which the table is.
 *
 * Returns: %FALSE at the end of the stage, and with @error set
 */
gboolean
_cadre_report_rows_make (CadreReportTable  *self,
                         GError           **error)
{
  static gboolean (*const stages[]) (CadreReportTable *, guint) = {
    [STAGE_TITLE] = make_title,
    [STAGE_INFO] = make_info,
    [STAGE_FORM_HEAD] = make_form_head,
    [STAGE_HEAD] = make_head,
    [STAGE_FORM_FOOT] = make_form_foot,
    [STAGE_NOTES] = make_note,
    [STAGE_SIGN] = make_sign,
  };

  if (self->stage == STAGE_BODY)
    return self->body != NULL && self->body->next (self->body_data, self, error);

  return stages[self->stage] (self, self->stage_row);
}
