/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Summaries: a query gives facts, a row each with a person; columns count or
 * sum the facts that fulfil an expression, in rows by unit or level. Because
 * the lists of names are read from the same facts, a figure and its list can
 * never differ. */

#define G_LOG_DOMAIN "cadre-report-summary"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "cadre-report-private.h"

/* Shared by the table of figures and the table of names behind them. */
typedef struct
{
  gatomicrefcount ref_count;

  CadreReport *report;              /* keeps def alive */
  const CadreReportTableDef *def;
  CadreReportContext *context;
  char *facts;                      /* name of the temporary table */
  char *key, *label, *order;        /* SQL over facts: of the row a fact is in */

  GPtrArray *labels;                /* of rows */
  GArray *figures;                  /* double: rows × columns, then the total row */
  guint n_rows, n_columns;

  guint table, names_table;         /* places among the tables */
  guint first_row, names_first_row;
  CadreReportLink *links;           /* by figure; last_row 0: none */
  CadreReportLink *back;            /* of a list's head to its figure */
} Summary;

typedef struct
{
  Summary *shared;
  guint row;
} FiguresBody;

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

/* ------------------------------------------------------------------- facts */

static Summary *
summary_ref (Summary *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static void
summary_unref (Summary *self)
{
  g_autofree char *drop = NULL;

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  drop = g_strdup_printf ("DROP TABLE IF EXISTS temp.%s", self->facts);
  cadre_archive_execute (_cadre_report_context_get_archive (self->context), drop, NULL);
  _cadre_report_context_unref (self->context);
  g_object_unref (self->report);
  g_free (self->facts);
  g_free (self->key);
  g_free (self->label);
  g_free (self->order);
  g_ptr_array_unref (self->labels);
  g_array_unref (self->figures);
  g_free (self->links);
  g_free (self->back);
  g_free (self);
}

static CadreReportColumn *
get_column (Summary *self,
            guint    i)
{
  return self->def->columns->pdata[i];
}

static double *
figure (Summary *self,
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
  g_autofree char *sql = g_strdup_printf ("CREATE TEMP TABLE %s AS %s", self->facts, self->def->sql);
  g_autoptr(CadreStatement) create = _cadre_report_context_prepare (self->context, sql, error);

  return create != NULL && cadre_statement_run (create, error);
}

/* ----------------------------------------------------------------- figures */

static gboolean
is_counted (const CadreReportColumn *column)
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
    append_figure (sql, get_column (self, i));
  g_string_append_printf (sql, " FROM temp.%s WHERE (%s) IS NOT NULL", self->facts, self->key);
  if (!whole)
    g_string_append_printf (sql, " GROUP BY %s ORDER BY %s, %s", self->key, self->order, self->key);

  return g_string_free (sql, FALSE);
}

static guint
find_column (Summary    *self,
             const char *key)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (g_strcmp0 (get_column (self, i)->key, key) == 0)
      return i;

  return self->n_columns;
}

static void
compute_ratios (Summary *self,
                guint    row)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      const CadreReportColumn *column = get_column (self, i);
      double divisor;

      if (column->value != CADRE_REPORT_VALUE_RATIO)
        continue;
      divisor = *figure (self, row, find_column (self, column->divisor));
      *figure (self, row, i) = divisor != 0 ? *figure (self, row, find_column (self, column->dividend)) / divisor : 0;
    }
}

static void
read_figures (Summary        *self,
              CadreStatement *query,
              guint           row)
{
  for (guint i = 0; i < self->n_columns; i++)
    *figure (self, row, i) = cadre_statement_get_double (query, (int) i + 2);
}

static void
grow (Summary *self,
      guint    n_rows)
{
  g_array_set_size (self->figures, n_rows * self->n_columns);
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
      const CadreReportColumn *column = get_column (self, i);

      if (column->value == CADRE_REPORT_VALUE_RATIO &&
          (find_column (self, column->dividend) == self->n_columns ||
           find_column (self, column->divisor) == self->n_columns))
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
static gboolean
adds_up (Summary *self,
         guint    column)
{
  double sum = 0;

  for (guint row = 0; row < self->n_rows; row++)
    sum += *figure (self, row, column);
  return fabs (sum - *figure (self, self->n_rows, column)) < 1e-6;
}

static char *
make_formula (Summary *self,
              guint    row,
              guint    column,
              guint    position)
{
  const CadreReportColumn *def = get_column (self, column);

  if (def->value == CADRE_REPORT_VALUE_RATIO)
    {
      g_autofree char *dividend = _cadre_report_column_name (find_column (self, def->dividend));
      g_autofree char *divisor = _cadre_report_column_name (find_column (self, def->divisor));

      return g_strdup_printf ("IF(%s%u=0,0,%s%u/%s%u)", divisor, position + 1, dividend, position + 1,
                              divisor, position + 1);
    }
  if (row == self->n_rows && self->n_rows > 0 && def->value != CADRE_REPORT_VALUE_MEAN && adds_up (self, column))
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
  const CadreReportColumn *column = get_column (self, i);
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

  cell = _cadre_report_table_add_number (table, i, *figure (self, row, i));
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

  summary_unref (body->shared);
  g_free (body);
}

static const CadreReportBody figures_body = { figures_next, figures_free };

/* --------------------------------------------------------------- the names */

static guint
figure_count (Summary *self,
              guint    row,
              guint    column)
{
  return (guint) (*figure (self, row, column) + 0.5);
}

/* The whole column has a list of its own where it is not its rows' lists one
 * after the other. */
static gboolean
has_own_list (Summary *self,
              guint    column)
{
  return !adds_up (self, column);
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

      if (!is_counted (get_column (self, column)) || total == 0)
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
  const CadreReportColumn *def = get_column (self, column);
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
  cell->link = back;
}

/* Names in the order of the rows, and within them in the order of units and
 * of people in them. */
static CadreStatement *
prepare_names (Summary   *self,
               guint      i,
               gboolean   whole,
               GError   **error)
{
  const CadreReportColumn *column = get_column (self, i);
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
      if (!is_counted (get_column (self, body->column)) || figure_count (self, self->n_rows, body->column) == 0)
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
  summary_unref (body->shared);
  g_free (body);
}

static const CadreReportBody names_body = { names_next, names_free };

static CadreReportTable *
make_names_table (Summary            *self,
                  CadreReportMetrics *metrics)
{
  CadreReportTable *table = _cadre_report_table_new (self->report, self->def->names, NULL, self->context, metrics);
  NamesBody *body = g_new0 (NamesBody, 1);
  gsize n_figures = (gsize) (self->n_rows + 1) * self->n_columns;

  body->shared = summary_ref (self);
  body->whole = TRUE;
  _cadre_report_table_set_body (table, &names_body, body);
  _cadre_report_table_share_index (table, &self->names_table);

  self->names_first_row = _cadre_report_table_n_rows_above (table);
  self->back = g_new0 (CadreReportLink, n_figures);
  place_names (self);

  return table;
}

/* ------------------------------------------------------------------ charts */

static char *
chart_label (Summary    *self,
             const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  return g_strjoinv ("", lines);
}

/* Columns side by side, of the total row: names are their heads. */
static gboolean
chart_of_columns (Summary                    *self,
                  const CadreReportChartSpec *spec,
                  CadreReportChart           *chart)
{
  guint n = g_strv_length (spec->figures), first = find_column (self, spec->figures[0]);

  if (first + n > self->n_columns)
    return FALSE;

  chart->n_values = n;
  chart->labels = g_new0 (char *, n + 1);
  chart->values = g_new0 (double, n);
  for (guint i = 0; i < n; i++)
    {
      chart->labels[i] = chart_label (self, get_column (self, first + i)->head);
      chart->values[i] = *figure (self, self->n_rows, first + i);
    }
  chart->percent = get_column (self, first)->kind == CADRE_REPORT_CELL_PERCENT;

  chart->names.row = chart->names.last_row = self->first_row - 1;
  chart->figures.row = chart->figures.last_row = self->first_row + self->n_rows;
  chart->names.column = chart->figures.column = first;
  chart->names.last_column = chart->figures.last_column = first + n - 1;
  return TRUE;
}

/* One column, over the rows: names are their labels. */
static gboolean
chart_of_rows (Summary                    *self,
               const CadreReportChartSpec *spec,
               CadreReportChart           *chart)
{
  guint column = find_column (self, spec->column), label = 0;

  while (label < self->n_columns && get_column (self, label)->value != CADRE_REPORT_VALUE_ROW)
    label++;
  if (column == self->n_columns || label == self->n_columns || self->n_rows == 0)
    return FALSE;

  chart->n_values = self->n_rows;
  chart->labels = g_new0 (char *, self->n_rows + 1);
  chart->values = g_new0 (double, self->n_rows);
  for (guint row = 0; row < self->n_rows; row++)
    {
      chart->labels[row] = g_strdup (self->labels->pdata[row]);
      chart->values[row] = *figure (self, row, column);
    }
  chart->percent = get_column (self, column)->kind == CADRE_REPORT_CELL_PERCENT;

  chart->names.row = chart->figures.row = self->first_row;
  chart->names.last_row = chart->figures.last_row = self->first_row + self->n_rows - 1;
  chart->names.column = chart->names.last_column = label;
  chart->figures.column = chart->figures.last_column = column;
  return TRUE;
}

static void
add_charts (Summary          *self,
            CadreReportTable *table)
{
  for (guint i = 0; i < self->def->charts->len; i++)
    {
      const CadreReportChartSpec *spec = self->def->charts->pdata[i];
      CadreReportChart *chart = g_new0 (CadreReportChart, 1);

      chart->kind = spec->kind;
      chart->title = _cadre_report_context_expand (self->context, spec->title != NULL ? spec->title : "");
      if (spec->column != NULL ? chart_of_rows (self, spec, chart)
                               : spec->figures[0] != NULL && chart_of_columns (self, spec, chart))
        _cadre_report_table_add_chart (table, chart);
      else
        _cadre_report_chart_free (chart);
    }
}

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
  self->facts = g_strdup_printf ("facts_%p", (void *) self);
  self->labels = g_ptr_array_new_with_free_func (g_free);
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

  body->shared = summary_ref (self);
  _cadre_report_table_set_body (table, &figures_body, body);
  _cadre_report_table_share_index (table, &self->table);
  self->first_row = _cadre_report_table_n_rows_above (table);
  for (guint i = 0; i < self->n_columns; i++)
    for (guint row = 0; get_column (self, i)->value == CADRE_REPORT_VALUE_ROW && row < self->n_rows; row++)
      _cadre_report_table_need_width (table, i, self->labels->pdata[row]);

  add_charts (self, table);
  g_ptr_array_add (tables, table);
  if (self->def->names != NULL)
    g_ptr_array_add (tables, make_names_table (self, metrics));
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

  summary_unref (self);
  return done;
}
