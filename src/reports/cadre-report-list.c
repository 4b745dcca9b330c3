/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lists: a row for each row of a query, in groups if the definition says so;
 * one list, or one for each person or class (a form, a roll). */

#define G_LOG_DOMAIN "cadre-report-list"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cadre-content.h"
#include "cadre-report-private.h"

/* Rows looked at before the layout, to see how wide the columns must be. */
#define SAMPLE_ROWS 300

/* A workbook of more sheets than this nobody opens. */
#define MAX_TABLES 500

/* A value of the query's result. */
typedef struct
{
  char *text;
  double number;
  gboolean numeric;
} Value;

typedef struct
{
  CadreStatement *rows;         /* NULL at the end */
  GPtrArray *columns;
  const CadreReportTableDef *def;
  char *subtotal, *total, *empty;
  int *results;                 /* by column: of the query's result, or -1 */
  CadreReportContext *context;
  GPtrArray *photos;            /* GBytes of the row being shown */
  int group_result;

  GQueue sample;                /* Value arrays read ahead */
  Value *current;               /* the one from the sample, or NULL: the query's row */
  int n_results;
  gboolean pending;             /* a row is at hand */
  gboolean ended;

  char *group;                  /* the group being shown */
  guint n_group, n_all;
  guint group_row, first_row;   /* positions, for formulas */
  double *group_sums, *all_sums;
  gboolean total_done;
} List;

static void
values_free (Value *values,
             int    n)
{
  for (int i = 0; i < n; i++)
    g_free (values[i].text);
  g_free (values);
}

static void
list_free (gpointer data)
{
  List *self = data;
  Value *values;

  while ((values = g_queue_pop_head (&self->sample)) != NULL)
    values_free (values, self->n_results);
  if (self->current != NULL)
    values_free (self->current, self->n_results);
  g_clear_pointer (&self->rows, cadre_statement_free);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->photos, g_ptr_array_unref);
  _cadre_report_context_unref (self->context);
  g_free (self->subtotal);
  g_free (self->total);
  g_free (self->empty);
  g_free (self->results);
  g_free (self->group);
  g_free (self->group_sums);
  g_free (self->all_sums);
  g_free (self);
}

static const char *
get_text (List *self,
          int   result)
{
  const char *text;

  if (result < 0)
    return "";
  text = self->current != NULL ? self->current[result].text : cadre_statement_get_text (self->rows, result);

  return text != NULL ? text : "";
}

static gboolean
get_number (List   *self,
            int     result,
            double *number)
{
  GType type;

  if (result < 0)
    return FALSE;
  if (self->current != NULL)
    {
      *number = self->current[result].number;
      return self->current[result].numeric;
    }

  type = cadre_statement_get_column_type (self->rows, result);
  *number = cadre_statement_get_double (self->rows, result);
  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE;
}

static Value *
copy_row (List *self)
{
  Value *values = g_new0 (Value, self->n_results);

  for (int i = 0; i < self->n_results; i++)
    {
      GType type = cadre_statement_get_column_type (self->rows, i);

      values[i].numeric = type == G_TYPE_INT64 || type == G_TYPE_DOUBLE;
      values[i].number = values[i].numeric ? cadre_statement_get_double (self->rows, i) : 0;
      values[i].text = cadre_statement_dup_text (self->rows, i);
    }

  return values;
}

/* After a row has been shown, and all have forgotten its texts. */
static void
drop_current (List *self)
{
  if (self->current != NULL)
    values_free (self->current, self->n_results);
  self->current = NULL;
}

static gboolean
fetch (List    *self,
       GError **error)
{
  GError *failure = NULL;

  drop_current (self);
  self->current = g_queue_pop_head (&self->sample);
  if (self->current == NULL && self->rows != NULL && !cadre_statement_step (self->rows, &failure))
    g_clear_pointer (&self->rows, cadre_statement_free);

  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }

  self->pending = self->current != NULL || self->rows != NULL;
  self->ended = !self->pending;
  return TRUE;
}

/* What cannot be had is left out: the archive's check tells of it. */
static GBytes *
load_photo (CadreReportContext *context,
            const char         *hash)
{
  return hash != NULL ? cadre_content_get (_cadre_report_context_get_archive (context), hash, NULL) : NULL;
}

/* Somebody without a photo has an empty cell. */
static void
add_photo (List             *self,
           CadreReportTable *table,
           guint             i)
{
  CadreReportCell *cell = _cadre_report_table_add_cell (table, i, "");
  GBytes *photo = load_photo (self->context, get_text (self, self->results[i]));

  if (photo == NULL)
    return;

  g_ptr_array_add (self->photos, photo);
  cell->kind = CADRE_REPORT_CELL_PHOTO;
  cell->photo = photo;
}

static void
add_value (List             *self,
           CadreReportTable *table,
           guint             i)
{
  const CadreReportColumn *column = self->columns->pdata[i];
  CadreReportCell *cell;
  double number;

  if (column->value == CADRE_REPORT_VALUE_SERIAL)
    {
      _cadre_report_table_add_number (table, i, self->n_all);
      return;
    }

  if ((column->kind == CADRE_REPORT_CELL_NUMBER || column->kind == CADRE_REPORT_CELL_PERCENT) &&
      get_number (self, self->results[i], &number))
    {
      _cadre_report_table_add_number (table, i, number);
      self->group_sums[i] += number;
      self->all_sums[i] += number;
      return;
    }

  if (column->kind == CADRE_REPORT_CELL_PHOTO)
    {
      add_photo (self, table, i);
      return;
    }

  cell = _cadre_report_table_add_cell (table, i, get_text (self, self->results[i]));
  cell->kind = column->kind == CADRE_REPORT_CELL_DIGITS ? CADRE_REPORT_CELL_DIGITS : CADRE_REPORT_CELL_TEXT;
  cell->align = column->align;
}

static void
make_body (List             *self,
           CadreReportTable *table)
{
  _cadre_report_table_begin_row (table, CADRE_REPORT_ROW_BODY);
  _cadre_report_table_set_row_height (table, self->def->row_height);
  if (self->n_all == 0 && self->group == NULL)
    self->first_row = _cadre_report_table_get_position (table);
  self->n_group++;
  self->n_all++;
  g_ptr_array_set_size (self->photos, 0);
  for (guint i = 0; i < self->columns->len; i++)
    add_value (self, table, i);
  _cadre_report_table_count_record (table);
}

static void
make_group (List             *self,
            CadreReportTable *table)
{
  CadreReportCell *cell;

  g_free (self->group);
  self->group = g_strdup (get_text (self, self->group_result));
  if (self->n_all == 0)
    self->first_row = _cadre_report_table_get_position (table);
  self->group_row = _cadre_report_table_get_position (table) + 1;
  self->n_group = 0;
  memset (self->group_sums, 0, sizeof (double) * self->columns->len);

  _cadre_report_table_begin_row (table, CADRE_REPORT_ROW_GROUP);
  cell = _cadre_report_table_add_cell (table, 0, *self->group != '\0' ? self->group : "（未填单位）");
  cell->columns = self->columns->len;
  cell->align = CADRE_REPORT_ALIGN_LEFT;
}

/* Column 0 is A, 26 is AA. */
char *
_cadre_report_column_name (guint column)
{
  char name[8];
  guint n = sizeof name - 1;

  name[n] = '\0';
  for (column++; column > 0 && n > 0; column = (column - 1) / 26)
    name[--n] = (char) ('A' + (column - 1) % 26);

  return g_strdup (name + n);
}

static char *
fill_count (const char *label,
            guint       n)
{
  GString *text = g_string_new (label);
  g_autofree char *count = g_strdup_printf ("%u", n);

  g_string_replace (text, "{n}", count, 0);
  return g_string_free (text, FALSE);
}

/* 小计 or 合计: the number of rows, and the sums of the columns that have
 * them. SUBTOTAL leaves out other subtotals, so that groups are not counted
 * twice. */
static void
make_sums (List               *self,
           CadreReportTable   *table,
           CadreReportRowKind  kind,
           const char         *label,
           guint               first_row,
           guint               n,
           const double       *sums)
{
  guint last_row = _cadre_report_table_get_position (table), span = 0;
  CadreReportCell *cell;

  _cadre_report_table_begin_row (table, kind);
  while (span < self->columns->len && !((CadreReportColumn *) self->columns->pdata[span])->totals)
    span++;

  cell = _cadre_report_table_add_cell (table, 0, _cadre_report_table_keep (table, fill_count (label, n)));
  cell->columns = MAX (span, 1);
  cell->align = span == self->columns->len ? CADRE_REPORT_ALIGN_LEFT : CADRE_REPORT_ALIGN_CENTER;

  for (guint i = MAX (span, 1); i < self->columns->len; i++)
    if (((CadreReportColumn *) self->columns->pdata[i])->totals)
      {
        g_autofree char *name = _cadre_report_column_name (i);

        cell = _cadre_report_table_add_number (table, i, sums[i]);
        cell->formula = _cadre_report_table_keep (table, g_strdup_printf ("SUBTOTAL(9,%s%u:%s%u)", name, first_row + 1,
                                                                          name, last_row));
      }
}

static void
make_empty (List             *self,
            CadreReportTable *table)
{
  CadreReportCell *cell;

  _cadre_report_table_begin_row (table, CADRE_REPORT_ROW_BODY);
  cell = _cadre_report_table_add_cell (table, 0, self->empty);
  cell->columns = self->columns->len;
}

static gboolean
list_next (gpointer           body,
           CadreReportTable  *table,
           GError           **error)
{
  List *self = body;
  gboolean changed;

  if (!self->pending && !self->ended && !fetch (self, error))
    return FALSE;

  changed = self->pending && self->group_result >= 0 &&
            (self->group == NULL || !g_str_equal (self->group, get_text (self, self->group_result)));

  if (self->group != NULL && (changed || self->ended) && self->subtotal != NULL && self->n_group > 0)
    {
      make_sums (self, table, CADRE_REPORT_ROW_SUBTOTAL, self->subtotal, self->group_row, self->n_group, self->group_sums);
      self->n_group = 0;
      return TRUE;
    }
  if (changed)
    {
      make_group (self, table);
      return TRUE;
    }
  if (self->pending)
    {
      /* A copy lives on until the next row is asked for. */
      make_body (self, table);
      self->pending = FALSE;
      return TRUE;
    }
  if (self->total_done)
    return FALSE;

  self->total_done = TRUE;
  /* A form need not have rows. */
  if (self->n_all == 0 && self->empty != NULL && *self->empty != '\0')
    make_empty (self, table);
  else if (self->n_all > 0 && self->total != NULL)
    make_sums (self, table, CADRE_REPORT_ROW_TOTAL, self->total, self->first_row, self->n_all, self->all_sums);
  else
    return FALSE;
  return TRUE;
}

static const CadreReportBody list_body = { list_next, list_free };

static int
find_result (CadreStatement *rows,
             const char     *name)
{
  for (int i = 0; name != NULL && i < cadre_statement_n_columns (rows); i++)
    if (g_str_equal (cadre_statement_column_name (rows, i), name))
      return i;

  return -1;
}

static gboolean
match_results (List    *self,
               GError **error)
{
  self->results = g_new0 (int, self->columns->len);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const CadreReportColumn *column = self->columns->pdata[i];

      self->results[i] = find_result (self->rows, column->key);
      if (self->results[i] < 0 && column->value == CADRE_REPORT_VALUE_RESULT)
        {
          g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("the query has no column “%s” for “%s”"),
                       column->key != NULL ? column->key : "", column->head);
          return FALSE;
        }
    }

  self->group_result = find_result (self->rows, self->def->group);
  return TRUE;
}

static gboolean
take_sample (List              *self,
             CadreReportTable  *table,
             GError           **error)
{
  GError *failure = NULL;
  Value *values;

  for (guint n = 0; n < SAMPLE_ROWS; n++)
    {
      if (!cadre_statement_step (self->rows, &failure))
        {
          g_clear_pointer (&self->rows, cadre_statement_free);
          break;
        }
      values = copy_row (self);
      g_queue_push_tail (&self->sample, values);
      for (guint i = 0; i < self->columns->len; i++)
        if (self->results[i] >= 0 && values[self->results[i]].text != NULL &&
            ((CadreReportColumn *) self->columns->pdata[i])->kind != CADRE_REPORT_CELL_PHOTO)
          _cadre_report_table_need_width (table, i, values[self->results[i]].text);
    }

  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

static List *
list_new (const CadreReportTableDef *def,
          GPtrArray                 *columns,
          CadreStatement            *rows,
          CadreReportContext        *context)
{
  List *self = g_new0 (List, 1);

  self->def = def;
  self->columns = g_ptr_array_ref (columns);
  self->rows = rows;
  self->context = _cadre_report_context_ref (context);
  self->photos = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->n_results = cadre_statement_n_columns (rows);
  self->subtotal = g_strdup (def->subtotal);
  self->total = g_strdup (def->total);
  self->empty = g_strdup (def->empty);
  self->group_sums = g_new0 (double, columns->len);
  self->all_sums = g_new0 (double, columns->len);

  return self;
}

/* Takes @rows. The table is NULL without an error where the list is empty and
 * nothing is said for that. */
static gboolean
make_table (CadreReport                *report,
            const CadreReportTableDef  *def,
            GPtrArray                  *columns,
            CadreStatement             *rows,
            CadreReportContext         *context,
            CadreReportMetrics         *metrics,
            CadreReportTable          **made,
            GError                    **error)
{
  g_autoptr(CadreReportTable) table = _cadre_report_table_new (report, def, columns, context, metrics);
  List *list = list_new (def, columns, rows, context);

  _cadre_report_table_set_body (table, &list_body, list);
  if (!match_results (list, error) || !take_sample (list, table, error))
    return FALSE;

  *made = g_queue_is_empty (&list->sample) && def->empty == NULL ? NULL : g_steal_pointer (&table);
  return TRUE;
}

/**
 * _cadre_report_add_list:
 *
 * Adds the table of a list to @tables, unless it has nothing to show.
 */
gboolean
_cadre_report_add_list (CadreReport                *report,
                        const CadreReportTableDef  *def,
                        CadreReportContext         *context,
                        CadreReportMetrics         *metrics,
                        GPtrArray                  *tables,
                        GError                    **error)
{
  CadreStatement *rows = _cadre_report_context_prepare (context, def->sql, error);
  CadreReportTable *table = NULL;

  if (rows == NULL || !make_table (report, def, def->columns, rows, context, metrics, &table, error))
    return FALSE;

  if (table != NULL)
    g_ptr_array_add (tables, table);
  return TRUE;
}

/* ------------------------------------------------- a table for each of many */

/* What the row about a person or class says, by name. */
static GHashTable *
read_values (CadreStatement *each)
{
  GHashTable *values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (int i = 0; i < cadre_statement_n_columns (each); i++)
    g_hash_table_insert (values, g_strdup (cadre_statement_column_name (each, i)), cadre_statement_dup_text (each, i));

  return values;
}

static char *
fill_in (const char *template,
         GHashTable *values)
{
  GString *text = g_string_new (template);
  GHashTableIter iter;
  const char *name, *value;

  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, (gpointer *) &value))
    {
      g_autofree char *macro = g_strconcat ("{", name, "}", NULL);

      g_string_replace (text, macro, value != NULL ? value : "", 0);
    }

  return g_string_free (text, FALSE);
}

static void
bind_each (CadreStatement *statement,
           GHashTable     *values)
{
  const char *each = g_hash_table_lookup (values, "each");
  int index = cadre_statement_find_parameter (statement, ":each");

  if (index > 0 && each != NULL)
    cadre_statement_bind_int64 (statement, index, g_ascii_strtoll (each, NULL, 10));
}

static CadreReportColumn *
column_copy (const CadreReportColumn *self)
{
  CadreReportColumn *copy = g_memdup2 (self, sizeof *self);

  copy->upper = g_strdup (self->upper);
  copy->head = g_strdup (self->head);
  copy->key = g_strdup (self->key);
  copy->expression = g_strdup (self->expression);
  copy->dividend = g_strdup (self->dividend);
  copy->divisor = g_strdup (self->divisor);

  return copy;
}

/* The parts of the marks differ from class to class: "extra" columns stand
 * in the place of the column whose value is "extra", one for each row of
 * extra.sql. */
static gboolean
add_extra_columns (const CadreReportTableDef  *def,
                   const CadreReportColumn    *pattern,
                   GHashTable                 *values,
                   CadreReportContext         *context,
                   GPtrArray                  *columns,
                   GString                    *expressions,
                   GError                    **error)
{
  g_autoptr(CadreStatement) extra = _cadre_report_context_prepare (context, def->extra_sql, error);
  GError *failure = NULL;

  if (extra == NULL)
    return FALSE;

  bind_each (extra, values);
  while (cadre_statement_step (extra, &failure))
    {
      CadreReportColumn *column = column_copy (pattern);
      g_autofree char *id = cadre_statement_dup_text (extra, 0);
      g_autoptr(GString) expression = g_string_new (def->extra_expression);

      g_free (column->head);
      g_free (column->key);
      column->head = cadre_statement_dup_text (extra, 1);
      column->key = g_strconcat ("extra_", id, NULL);
      g_ptr_array_add (columns, column);
      g_string_replace (expression, "{id}", id, 0);
      g_string_append_printf (expressions, ", (%s) AS %s", expression->str, column->key);
    }

  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

static GPtrArray *
resolve_columns (const CadreReportTableDef  *def,
                 GHashTable                 *values,
                 CadreReportContext         *context,
                 GString                    *sql,
                 GError                    **error)
{
  g_autoptr(GPtrArray) columns = NULL;
  g_autoptr(GString) expressions = g_string_new (NULL);

  if (def->extra_sql == NULL)
    return g_ptr_array_ref (def->columns);

  columns = g_ptr_array_new_with_free_func ((GDestroyNotify) _cadre_report_column_free);
  for (guint i = 0; i < def->columns->len; i++)
    {
      const CadreReportColumn *column = def->columns->pdata[i];

      if (g_strcmp0 (column->key, "extra") != 0)
        g_ptr_array_add (columns, column_copy (column));
      else if (!add_extra_columns (def, column, values, context, columns, expressions, error))
        return NULL;
    }
  g_string_replace (sql, "{extra}", expressions->str, 0);

  return g_steal_pointer (&columns);
}

static gboolean
add_one (CadreReport                *report,
         const CadreReportTableDef  *def,
         GHashTable                 *values,
         CadreReportContext         *context,
         CadreReportMetrics         *metrics,
         GPtrArray                  *tables,
         GError                    **error)
{
  g_autoptr(GString) sql = g_string_new (def->sql);
  g_autoptr(GPtrArray) columns = resolve_columns (def, values, context, sql, error);
  CadreStatement *rows = columns != NULL ? _cadre_report_context_prepare (context, sql->str, error) : NULL;
  CadreReportTable *table = NULL;
  g_autoptr(GBytes) photo = NULL;
  g_autofree char *name = NULL, *title = NULL, *left = NULL, *right = NULL;

  if (rows == NULL)
    return FALSE;

  bind_each (rows, values);
  if (!make_table (report, def, columns, rows, context, metrics, &table, error))
    return FALSE;
  if (table == NULL)
    return TRUE;

  g_ptr_array_add (tables, table);
  name = fill_in (cadre_report_table_get_name (table), values);
  title = fill_in (cadre_report_table_get_title (table), values);
  photo = load_photo (context, g_hash_table_lookup (values, "photo"));
  _cadre_report_table_set_name (table, name);
  _cadre_report_table_set_title (table, title);
  left = fill_in (_cadre_report_table_get_left (table), values);
  right = fill_in (_cadre_report_table_get_right (table), values);
  _cadre_report_table_set_info (table, left, right);
  _cadre_report_table_set_form (table, def->form_head, def->form_foot, values, photo);

  return TRUE;
}

/**
 * _cadre_report_add_each:
 *
 * Adds a table for each row of the definition's each_sql.
 */
gboolean
_cadre_report_add_each (CadreReport                *report,
                        const CadreReportTableDef  *def,
                        CadreReportContext         *context,
                        CadreReportMetrics         *metrics,
                        GPtrArray                  *tables,
                        GError                    **error)
{
  g_autoptr(CadreStatement) each = _cadre_report_context_prepare (context, def->each_sql, error);
  GError *failure = NULL;
  guint n = 0;

  if (each == NULL)
    return FALSE;

  while (cadre_statement_step (each, &failure))
    {
      g_autoptr(GHashTable) values = read_values (each);

      if (++n > MAX_TABLES)
        {
          g_set_error (error, CADRE_ERROR, CADRE_ERROR_LIMIT,
                       _("more than %d sheets; choose a smaller unit or fewer people"), MAX_TABLES);
          return FALSE;
        }
      if (!add_one (report, def, values, context, metrics, tables, error))
        return FALSE;
    }

  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}
