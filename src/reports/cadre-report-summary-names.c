/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The lists of names behind a summary's figures: read from the same facts, in
 * the order of the figures, each list with a link back to its figure. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cadre-report-summary-private.h"

typedef struct
{
  Summary *shared;
  guint column, row;                /* the figure whose names come next */
  guint left;                       /* names of it still to come */
  guint serial;
  gboolean whole;                   /* at the whole column: its head, or its own list */
  gboolean by_row;                  /* @names is in the order of the rows */
  CadreStatement *names;            /* of the column */
  int *results;
} NamesBody;

static guint
figure_count (Summary *self,
              guint    row,
              guint    column)
{
  return (guint) (*_cadre_report_summary_figure (self, row, column) + 0.5);
}

/* The whole column has a list of its own where it is not its rows' lists one
 * after the other. */
static gboolean
has_own_list (Summary *self,
              guint    column)
{
  return self->def->total != NULL && !_cadre_report_summary_adds_up (self, column);
}

static void
set_link (CadreReportLink *link,
          guint            row,
          guint            last_row,
          guint            last_column)
{
  link->row = row;
  link->last_row = last_row;
  link->last_column = last_column;
}

/* Where each list of names will stand: under a head for its column, a head
 * for each figure and its names under that. */
static void
place_names (Summary *self)
{
  guint position = self->names_first_row, last_column = self->def->names->columns->len - 1;

  self->links = g_new0 (CadreReportLink, (self->n_rows + 1) * self->n_columns);
  for (guint column = 0; column < self->n_columns; column++)
    {
      guint head = position, total = figure_count (self, self->n_rows, column);

      if (!_cadre_report_summary_is_counted (_cadre_report_summary_column (self, column)) || total == 0)
        continue;

      position++;
      if (has_own_list (self, column))
        {
          position += total;
          set_link (&self->links[self->n_rows * self->n_columns + column], head, position - 1, last_column);
        }
      for (guint row = 0; row < self->n_rows; row++)
        {
          guint n = figure_count (self, row, column);

          if (n == 0)
            continue;
          set_link (&self->links[row * self->n_columns + column], position, position + n, last_column);
          position += 1 + n;
        }
      if (!has_own_list (self, column))
        set_link (&self->links[self->n_rows * self->n_columns + column], head, position - 1, last_column);
    }
}

static char *
describe_figure (Summary *self,
                 guint    row,
                 guint    column)
{
  const CadreReportColumn *def = _cadre_report_summary_column (self, column);
  /* 优秀 · 人数 is 优秀. */
  gboolean plain = def->upper != NULL && (g_str_equal (def->head, "人数") || g_str_equal (def->head, "人"));
  g_autofree char *head = g_strconcat (def->upper != NULL ? def->upper : "", def->upper != NULL && !plain ? "·" : "",
                                       plain ? "" : def->head, NULL);
  const char *unit = def->value == CADRE_REPORT_VALUE_PEOPLE || self->def->fact == NULL ? "人" : self->def->fact;

  for (char *line_break = strchr (head, '\n'); line_break != NULL; line_break = strchr (head, '\n'))
    memmove (line_break, line_break + 1, strlen (line_break));

  return g_strdup_printf ("↩ %s　%s：%u%s", row == self->n_rows ? (self->def->total != NULL ? self->def->total : "合计")
                                                                 : (char *) self->labels->pdata[row],
                          head, figure_count (self, row, column), unit);
}

static void
make_names_head (NamesBody        *body,
                 CadreReportTable *table)
{
  Summary *self = body->shared;
  guint row = body->whole ? self->n_rows : body->row;
  CadreReportLink *back = &self->back[row * self->n_columns + body->column];
  CadreReportCell *cell;

  back->table = self->table;
  back->row = back->last_row = self->first_row + row;
  back->column = back->last_column = body->column;

  _cadre_report_table_begin_row (table, CADRE_REPORT_ROW_GROUP);
  cell = _cadre_report_table_add_cell (table, 0, _cadre_report_table_keep (table, describe_figure (self, row, body->column)));
  cell->columns = self->def->names->columns->len;
  cell->align = CADRE_REPORT_ALIGN_LEFT;
  /* Without a total row, the head of a whole column has no figure. */
  cell->link = row < self->n_rows || self->def->total != NULL ? back : NULL;
}

/* Names in the order of the rows, and within them in the order of units and
 * of people in them. */
static CadreStatement *
prepare_names (Summary   *self,
               guint      i,
               gboolean   whole,
               GError   **error)
{
  const CadreReportColumn *column = _cadre_report_summary_column (self, i);
  GString *sql = g_string_new ("SELECT * FROM temp.");
  CadreStatement *names;

  g_string_append_printf (sql, "%s WHERE (%s) IS NOT NULL AND (%s)", self->facts, self->key, column->expression);
  if (column->value == CADRE_REPORT_VALUE_PEOPLE)
    g_string_append_printf (sql, " GROUP BY %s%sperson_id", whole ? "" : self->key, whole ? "" : ", ");
  g_string_append (sql, " ORDER BY ");
  if (!whole)
    g_string_append_printf (sql, "%s, %s, ", self->order, self->key);
  g_string_append (sql, self->def->names->order != NULL ? self->def->names->order : "person_id");

  names = cadre_archive_prepare (_cadre_report_context_get_archive (self->context), sql->str, error);
  g_string_free (sql, TRUE);
  return names;
}

static void
match_names (NamesBody *body)
{
  GPtrArray *columns = body->shared->def->names->columns;

  if (body->results != NULL)
    return;

  body->results = g_new0 (int, columns->len);
  for (guint i = 0; i < columns->len; i++)
    {
      const char *key = ((CadreReportColumn *) columns->pdata[i])->key;

      body->results[i] = -1;
      for (int j = 0; key != NULL && j < cadre_statement_n_columns (body->names); j++)
        if (g_str_equal (cadre_statement_column_name (body->names, j), key))
          body->results[i] = j;
    }
}

static gboolean
open_names (NamesBody  *body,
            gboolean    whole,
            GError    **error)
{
  g_clear_pointer (&body->names, cadre_statement_free);
  body->names = prepare_names (body->shared, body->column, whole, error);
  body->by_row = !whole;
  if (body->names == NULL)
    return FALSE;

  match_names (body);
  return TRUE;
}

static void
add_name_cell (NamesBody        *body,
               CadreReportTable *table,
               guint             i)
{
  const CadreReportColumn *column = body->shared->def->names->columns->pdata[i];
  int result = body->results[i];
  const char *text = "";
  CadreReportCell *cell;

  if (column->value == CADRE_REPORT_VALUE_SERIAL)
    {
      _cadre_report_table_add_number (table, i, body->serial);
      return;
    }

  if (result >= 0 && column->kind == CADRE_REPORT_CELL_NUMBER && !cadre_statement_is_null (body->names, result))
    {
      _cadre_report_table_add_number (table, i, cadre_statement_get_double (body->names, result));
      return;
    }

  if (result >= 0 && !cadre_statement_is_null (body->names, result))
    text = cadre_statement_get_text (body->names, result);
  cell = _cadre_report_table_add_cell (table, i, text);
  cell->kind = column->kind == CADRE_REPORT_CELL_DIGITS ? CADRE_REPORT_CELL_DIGITS : CADRE_REPORT_CELL_TEXT;
  cell->align = column->align;
}

static gboolean
make_name (NamesBody         *body,
           CadreReportTable  *table,
           GError           **error)
{
  if (!cadre_statement_step (body->names, error))
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_FAILED,
                             _("the archive changed while the report was being written; write it again"));
      return FALSE;
    }

  body->left--;
  body->serial++;
  _cadre_report_table_begin_row (table, CADRE_REPORT_ROW_BODY);
  for (guint i = 0; i < body->shared->def->names->columns->len; i++)
    add_name_cell (body, table, i);
  _cadre_report_table_count_record (table);

  return TRUE;
}

/* On to the next figure that has names. */
static gboolean
find_next_figure (NamesBody *body)
{
  Summary *self = body->shared;

  for (; body->column < self->n_columns; body->column++, body->row = 0, body->whole = TRUE)
    {
      if (!_cadre_report_summary_is_counted (_cadre_report_summary_column (self, body->column)) ||
          figure_count (self, self->n_rows, body->column) == 0)
        continue;
      if (body->whole)
        return TRUE;
      for (; body->row < self->n_rows; body->row++)
        if (figure_count (self, body->row, body->column) > 0)
          return TRUE;
    }

  return FALSE;
}

static gboolean
names_next (gpointer           data,
            CadreReportTable  *table,
            GError           **error)
{
  NamesBody *body = data;
  Summary *self = body->shared;

  if (body->left > 0)
    return make_name (body, table, error);

  if (!find_next_figure (body))
    return FALSE;

  body->serial = 0;
  if (body->whole)
    {
      gboolean own = has_own_list (self, body->column);

      if (!open_names (body, own, error))
        return FALSE;
      body->left = own ? figure_count (self, self->n_rows, body->column) : 0;
      make_names_head (body, table);
      body->whole = FALSE;
      return TRUE;
    }

  /* The rows' lists follow one another in one query. */
  if (!body->by_row && !open_names (body, FALSE, error))
    return FALSE;
  body->left = figure_count (self, body->row, body->column);
  make_names_head (body, table);
  body->row++;
  return TRUE;
}

static void
names_free (gpointer data)
{
  NamesBody *body = data;

  g_clear_pointer (&body->names, cadre_statement_free);
  g_free (body->results);
  _cadre_report_summary_unref (body->shared);
  g_free (body);
}

static const CadreReportBody names_body = { names_next, names_free };

CadreReportTable *
_cadre_report_summary_make_names (Summary            *self,
                                  CadreReportMetrics *metrics)
{
  CadreReportTable *table = _cadre_report_table_new (self->report, self->def->names, NULL, self->context, metrics);
  NamesBody *body = g_new0 (NamesBody, 1);
  gsize n_figures = (gsize) (self->n_rows + 1) * self->n_columns;

  body->shared = _cadre_report_summary_ref (self);
  body->whole = TRUE;
  _cadre_report_table_set_body (table, &names_body, body);
  _cadre_report_table_share_index (table, &self->names_table);

  self->names_first_row = _cadre_report_table_n_rows_above (table);
  self->back = g_new0 (CadreReportLink, n_figures);
  place_names (self);

  return table;
}
