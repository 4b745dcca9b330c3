/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Summaries: a query gives facts, a row each with a person; columns count or
 * sum the facts that fulfil an expression, in rows by unit or level. Because
 * the lists of names are read from the same facts, a figure and its list can
 * never differ. */

#define G_LOG_DOMAIN "cadre-report-summary"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "cadre-report-summary-private.h"

typedef struct
{
  Summary *shared;
  guint row;
} FiguresBody;

/* ------------------------------------------------------------------- facts */

Summary *
_cadre_report_summary_ref (Summary *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
_cadre_report_summary_unref (Summary *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  if (self->facts != NULL)
    _cadre_report_drop_table (self->context, self->facts);
  _cadre_report_context_unref (self->context);
  g_object_unref (self->report);
  g_free (self->facts);
  g_free (self->key);
  g_free (self->label);
  g_free (self->order);
  g_ptr_array_unref (self->labels);
  g_ptr_array_unref (self->texts);
  g_array_unref (self->figures);
  g_free (self->links);
  g_free (self->back);
  g_free (self);
}

/**
 * _cadre_report_summary_column:
 *
 * Returns: (transfer none): what the definition says of column @i
 */
CadreReportColumn *
_cadre_report_summary_column (Summary *self,
                              guint    i)
{
  return self->def->columns->pdata[i];
}

/**
 * _cadre_report_summary_figure:
 * @row: the number of rows for the total row
 *
 * Returns: (transfer none): the figure, good until the next row is read
 */
double *
_cadre_report_summary_figure (Summary *self,
                              guint    row,
                              guint    column)
{
  return &g_array_index (self->figures, double, row * self->n_columns + column);
}

/* Rows that are always there get numbers; their key is the number. */
static void
set_fixed_keys (Summary *self)
{
  GString *key = g_string_new ("CASE");

  for (guint i = 0; i < self->def->fixed_rows->len; i++)
    {
      const CadreReportFixedRow *row = self->def->fixed_rows->pdata[i];

      g_string_append_printf (key, " WHEN %s THEN %u", row->where, i);
    }
  g_string_append (key, " END");

  self->key = g_string_free (key, FALSE);
  self->label = g_strdup ("NULL");
  self->order = g_strdup (self->key);
}

static gboolean
gather_facts (Summary  *self,
              GError  **error)
{
  g_autoptr(CadreStatement) create = NULL;
  g_autofree char *sql = NULL;

  self->facts = _cadre_report_context_name_table (self->context, "facts", error);
  if (self->facts == NULL)
    return FALSE;

  sql = g_strdup_printf ("CREATE TEMP TABLE %s AS %s", self->facts, self->def->sql);
  create = _cadre_report_context_prepare (self->context, sql, error);
  return create != NULL && cadre_statement_run (create, error);
}

/* ----------------------------------------------------------------- figures */

gboolean
_cadre_report_summary_is_counted (const CadreReportColumn *column)
{
  return column->value == CADRE_REPORT_VALUE_COUNT || column->value == CADRE_REPORT_VALUE_PEOPLE;
}

static void
append_figure (GString                 *sql,
               const CadreReportColumn *column)
{
  switch (column->value)
    {
    case CADRE_REPORT_VALUE_COUNT:
      g_string_append_printf (sql, ", count (*) FILTER (WHERE %s)", column->expression);
      break;
    case CADRE_REPORT_VALUE_PEOPLE:
      g_string_append_printf (sql, ", count (DISTINCT person_id) FILTER (WHERE %s)", column->expression);
      break;
    case CADRE_REPORT_VALUE_SUM:
      g_string_append_printf (sql, ", total (%s)", column->expression);
      break;
    case CADRE_REPORT_VALUE_MEAN:
      g_string_append_printf (sql, ", avg (%s)", column->expression);
      break;
    case CADRE_REPORT_VALUE_DISTINCT:
      g_string_append_printf (sql, ", count (DISTINCT %s)", column->expression);
      break;
    case CADRE_REPORT_VALUE_RESULT:
      /* What all the facts of a row say alike: 培训对象 of a line of the plan. */
      g_string_append_printf (sql, ", max (%s)", column->key != NULL ? column->key : "NULL");
      break;
    case CADRE_REPORT_VALUE_SERIAL:
    case CADRE_REPORT_VALUE_ROW:
    case CADRE_REPORT_VALUE_RATIO:
    case CADRE_REPORT_VALUE_BLANK:
    default:
      g_string_append (sql, ", NULL");
      break;
    }
}

static char *
figures_sql (Summary  *self,
             gboolean  whole)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "SELECT %s, %s", whole ? "NULL" : self->key, whole ? "NULL" : self->label);
  for (guint i = 0; i < self->n_columns; i++)
    append_figure (sql, _cadre_report_summary_column (self, i));
  g_string_append_printf (sql, " FROM temp.%s WHERE (%s) IS NOT NULL", self->facts, self->key);
  if (!whole)
    g_string_append_printf (sql, " GROUP BY %s ORDER BY %s, %s", self->key, self->order, self->key);

  return g_string_free (sql, FALSE);
}

guint
_cadre_report_summary_find (Summary    *self,
                            const char *key)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (g_strcmp0 (_cadre_report_summary_column (self, i)->key, key) == 0)
      return i;

  return self->n_columns;
}

static void
compute_ratios (Summary *self,
                guint    row)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      const CadreReportColumn *column = _cadre_report_summary_column (self, i);
      double dividend, divisor;

      if (column->value != CADRE_REPORT_VALUE_RATIO)
        continue;
      divisor = *_cadre_report_summary_figure (self, row, _cadre_report_summary_find (self, column->divisor));
      dividend = *_cadre_report_summary_figure (self, row, _cadre_report_summary_find (self, column->dividend));
      *_cadre_report_summary_figure (self, row, i) = divisor != 0 ? dividend / divisor : 0;
    }
}

static void
read_figures (Summary        *self,
              CadreStatement *query,
              guint           row)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (_cadre_report_summary_column (self, i)->value == CADRE_REPORT_VALUE_RESULT)
      self->texts->pdata[row * self->n_columns + i] = cadre_statement_dup_text (query, (int) i + 2);
    else
      *_cadre_report_summary_figure (self, row, i) = cadre_statement_get_double (query, (int) i + 2);
}

static void
grow (Summary *self,
      guint    n_rows)
{
  g_array_set_size (self->figures, n_rows * self->n_columns);
  g_ptr_array_set_size (self->texts, (int) (n_rows * self->n_columns));
}

static gboolean
read_rows (Summary  *self,
           GError  **error)
{
  g_autofree char *sql = figures_sql (self, FALSE);
  g_autoptr(CadreStatement) query = cadre_archive_prepare (_cadre_report_context_get_archive (self->context), sql, error);
  GError *failure = NULL;

  if (query == NULL)
    return FALSE;

  for (guint i = 0; self->def->fixed_rows != NULL && i < self->def->fixed_rows->len; i++)
    g_ptr_array_add (self->labels, g_strdup (((CadreReportFixedRow *) self->def->fixed_rows->pdata[i])->label));
  grow (self, self->labels->len);

  while (cadre_statement_step (query, &failure))
    {
      guint row = self->labels->len;

      if (self->def->fixed_rows != NULL)
        row = (guint) cadre_statement_get_int64 (query, 0);
      else
        {
          g_ptr_array_add (self->labels, cadre_statement_is_null (query, 1) ? g_strdup ("（未填单位）")
                                                                            : cadre_statement_dup_text (query, 1));
          grow (self, row + 1);
        }
      read_figures (self, query, row);
    }

  self->n_rows = self->labels->len;
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

static gboolean
read_total (Summary  *self,
            GError  **error)
{
  g_autofree char *sql = figures_sql (self, TRUE);
  g_autoptr(CadreStatement) query = cadre_archive_prepare (_cadre_report_context_get_archive (self->context), sql, error);

  grow (self, self->n_rows + 1);
  if (query == NULL || !cadre_statement_step (query, error))
    return FALSE;

  read_figures (self, query, self->n_rows);
  for (guint row = 0; row <= self->n_rows; row++)
    compute_ratios (self, row);

  return TRUE;
}

static gboolean
check_columns (Summary  *self,
               GError  **error)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      const CadreReportColumn *column = _cadre_report_summary_column (self, i);

      if (column->value == CADRE_REPORT_VALUE_RATIO &&
          (_cadre_report_summary_find (self, column->dividend) == self->n_columns ||
           _cadre_report_summary_find (self, column->divisor) == self->n_columns))
        {
          g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("“%s” is a ratio of figures that are not there"),
                       column->head);
          return FALSE;
        }
    }

  return TRUE;
}

/* ------------------------------------------------------------- the figures */

/* Where the rows' figures add up to the total, a formula says so; where a
 * person is in several rows, each once in the total, it cannot. */
gboolean
_cadre_report_summary_adds_up (Summary *self,
                               guint    column)
{
  double sum = 0;

  for (guint row = 0; row < self->n_rows; row++)
    sum += *_cadre_report_summary_figure (self, row, column);
  return fabs (sum - *_cadre_report_summary_figure (self, self->n_rows, column)) < 1e-6;
}

static char *
make_formula (Summary *self,
              guint    row,
              guint    column,
              guint    position)
{
  const CadreReportColumn *def = _cadre_report_summary_column (self, column);

  if (def->value == CADRE_REPORT_VALUE_RATIO)
    {
      g_autofree char *dividend = _cadre_report_column_name (_cadre_report_summary_find (self, def->dividend));
      g_autofree char *divisor = _cadre_report_column_name (_cadre_report_summary_find (self, def->divisor));

      return g_strdup_printf ("IF(%s%u=0,0,%s%u/%s%u)", divisor, position + 1, dividend, position + 1,
                              divisor, position + 1);
    }
  if (row == self->n_rows && self->n_rows > 0 && def->value != CADRE_REPORT_VALUE_MEAN &&
      _cadre_report_summary_adds_up (self, column))
    {
      g_autofree char *name = _cadre_report_column_name (column);

      return g_strdup_printf ("SUM(%s%u:%s%u)", name, self->first_row + 1, name, self->first_row + self->n_rows);
    }

  return NULL;
}

static void
add_figure (Summary          *self,
            CadreReportTable *table,
            guint             row,
            guint             i)
{
  const CadreReportColumn *column = _cadre_report_summary_column (self, i);
  gboolean total = row == self->n_rows;
  CadreReportCell *cell;
  char *formula;

  switch (column->value)
    {
    case CADRE_REPORT_VALUE_SERIAL:
      if (!total)
        _cadre_report_table_add_number (table, i, row + 1);
      return;

    case CADRE_REPORT_VALUE_ROW:
      cell = _cadre_report_table_add_cell (table, i, total ? self->def->total : self->labels->pdata[row]);
      cell->align = total ? CADRE_REPORT_ALIGN_CENTER : column->align;
      return;

    case CADRE_REPORT_VALUE_RESULT:
      if (total || self->texts->pdata[row * self->n_columns + i] == NULL)
        return;
      cell = _cadre_report_table_add_cell (table, i, self->texts->pdata[row * self->n_columns + i]);
      cell->kind = column->kind == CADRE_REPORT_CELL_DIGITS ? CADRE_REPORT_CELL_DIGITS : CADRE_REPORT_CELL_TEXT;
      cell->align = column->align;
      return;

    case CADRE_REPORT_VALUE_BLANK:
      return;

    case CADRE_REPORT_VALUE_COUNT:
    case CADRE_REPORT_VALUE_PEOPLE:
    case CADRE_REPORT_VALUE_SUM:
    case CADRE_REPORT_VALUE_MEAN:
    case CADRE_REPORT_VALUE_DISTINCT:
    case CADRE_REPORT_VALUE_RATIO:
    default:
      break;
    }

  /* No part of nothing: of classes that no plan named none was done. */
  if (column->value == CADRE_REPORT_VALUE_RATIO &&
      *_cadre_report_summary_figure (self, row, _cadre_report_summary_find (self, column->divisor)) == 0)
    return;

  cell = _cadre_report_table_add_number (table, i, *_cadre_report_summary_figure (self, row, i));
  formula = make_formula (self, row, i, _cadre_report_table_get_position (table));
  if (formula != NULL)
    cell->formula = _cadre_report_table_keep (table, formula);
  if (self->links != NULL && self->links[row * self->n_columns + i].last_row > 0)
    {
      CadreReportLink *link = &self->links[row * self->n_columns + i];

      link->table = self->names_table;
      cell->link = link;
    }
}

static gboolean
figures_next (gpointer           data,
              CadreReportTable  *table,
              GError           **error)
{
  FiguresBody *body = data;
  Summary *self = body->shared;
  guint end = self->n_rows + (self->def->total != NULL ? 1 : 0);

  if (body->row >= end)
    return FALSE;

  _cadre_report_table_begin_row (table, body->row == self->n_rows ? CADRE_REPORT_ROW_TOTAL : CADRE_REPORT_ROW_BODY);
  for (guint i = 0; i < self->n_columns; i++)
    add_figure (self, table, body->row, i);
  if (body->row < self->n_rows)
    _cadre_report_table_count_record (table);
  body->row++;

  return TRUE;
}

static void
figures_free (gpointer data)
{
  FiguresBody *body = data;

  _cadre_report_summary_unref (body->shared);
  g_free (body);
}

static const CadreReportBody figures_body = { figures_next, figures_free };

static Summary *
summary_new (CadreReport               *report,
             const CadreReportTableDef *def,
             CadreReportContext        *context)
{
  Summary *self = g_new0 (Summary, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->report = g_object_ref (report);
  self->def = def;
  self->context = _cadre_report_context_ref (context);
  self->labels = g_ptr_array_new_with_free_func (g_free);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->figures = g_array_new (FALSE, TRUE, sizeof (double));
  self->n_columns = def->columns->len;
  if (def->fixed_rows != NULL)
    set_fixed_keys (self);
  else
    {
      self->key = g_strdup (def->row_key);
      self->label = g_strdup (def->row_label);
      self->order = g_strdup (def->row_order);
    }

  return self;
}

static gboolean
has_facts (Summary *self)
{
  g_autofree char *sql = g_strdup_printf ("SELECT EXISTS (SELECT 1 FROM temp.%s)", self->facts);
  gint64 some = 0;

  return cadre_archive_query_int64 (_cadre_report_context_get_archive (self->context), sql, &some, NULL) && some != 0;
}

static void
add_tables (Summary            *self,
            CadreReportMetrics *metrics,
            GPtrArray          *tables)
{
  CadreReportTable *table = _cadre_report_table_new (self->report, self->def, NULL, self->context, metrics);
  FiguresBody *body = g_new0 (FiguresBody, 1);

  body->shared = _cadre_report_summary_ref (self);
  _cadre_report_table_set_body (table, &figures_body, body);
  _cadre_report_table_share_index (table, &self->table);
  self->first_row = _cadre_report_table_n_rows_above (table);
  for (guint i = 0; i < self->n_columns; i++)
    for (guint row = 0; row < self->n_rows; row++)
      {
        gboolean label = _cadre_report_summary_column (self, i)->value == CADRE_REPORT_VALUE_ROW;
        const char *text = label ? self->labels->pdata[row] : self->texts->pdata[row * self->n_columns + i];

        if (text != NULL)
          _cadre_report_table_need_width (table, i, text);
      }

  _cadre_report_summary_add_charts (self, table);
  g_ptr_array_add (tables, table);
  if (self->def->names != NULL)
    g_ptr_array_add (tables, _cadre_report_summary_make_names (self, metrics));
}

/**
 * _cadre_report_add_summary:
 *
 * Adds the table of figures and the table of names behind them, unless there
 * are no facts.
 */
gboolean
_cadre_report_add_summary (CadreReport                *report,
                           const CadreReportTableDef  *def,
                           CadreReportContext         *context,
                           CadreReportMetrics         *metrics,
                           GPtrArray                  *tables,
                           GError                    **error)
{
  Summary *self = summary_new (report, def, context);
  gboolean done;

  done = check_columns (self, error) && gather_facts (self, error);
  if (done && has_facts (self))
    {
      done = read_rows (self, error) && read_total (self, error);
      if (done)
        add_tables (self, metrics, tables);
    }

  _cadre_report_summary_unref (self);
  return done;
}
