/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Report definitions: JSON in data/reports, or in the table
 * report_definition, where an office keeps the ones that it changed or made.
 * README.md describes the members. */

#define G_LOG_DOMAIN "cadre-report-definition"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cadre-report-private.h"

typedef struct
{
  const char *word;
  int value;
} Word;

static const Word scopes[] = {
  { "unit", CADRE_REPORT_SCOPE_UNIT },
  { "as_of", CADRE_REPORT_SCOPE_AS_OF },
  { "year", CADRE_REPORT_SCOPE_YEAR },
  { "class", CADRE_REPORT_SCOPE_CLASS },
  { "persons", CADRE_REPORT_SCOPE_PERSONS },
  { NULL }
};

static const Word chart_kinds[] = {
  { "column", CADRE_REPORT_CHART_COLUMN },
  { "bar", CADRE_REPORT_CHART_BAR },
  { "pie", CADRE_REPORT_CHART_PIE },
  { NULL }
};

static const Word aligns[] = {
  { "center", CADRE_REPORT_ALIGN_CENTER },
  { "left", CADRE_REPORT_ALIGN_LEFT },
  { "right", CADRE_REPORT_ALIGN_RIGHT },
  { "spread", CADRE_REPORT_ALIGN_SPREAD },
  { NULL }
};

/* What a column is called in a definition, and how it looks for that. */
static const struct
{
  const char *word;
  CadreReportCellKind kind;
  CadreReportAlign align;
  guint decimals;
} looks[] = {
  { "text", CADRE_REPORT_CELL_TEXT, CADRE_REPORT_ALIGN_CENTER, 0 },
  { "prose", CADRE_REPORT_CELL_TEXT, CADRE_REPORT_ALIGN_LEFT, 0 },
  { "name", CADRE_REPORT_CELL_TEXT, CADRE_REPORT_ALIGN_SPREAD, 0 },
  { "digits", CADRE_REPORT_CELL_DIGITS, CADRE_REPORT_ALIGN_CENTER, 0 },
  { "integer", CADRE_REPORT_CELL_NUMBER, CADRE_REPORT_ALIGN_CENTER, 0 },
  { "number", CADRE_REPORT_CELL_NUMBER, CADRE_REPORT_ALIGN_CENTER, 1 },
  { "percent", CADRE_REPORT_CELL_PERCENT, CADRE_REPORT_ALIGN_CENTER, 1 },
  { "photo", CADRE_REPORT_CELL_PHOTO, CADRE_REPORT_ALIGN_CENTER, 0 },
};

static gboolean
find_word (const Word  *words,
           const char  *word,
           int         *value,
           GError     **error)
{
  for (; words->word != NULL; words++)
    if (g_str_equal (words->word, word))
      {
        *value = words->value;
        return TRUE;
      }

  g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("“%s” is not known here"), word);
  return FALSE;
}

/* A member that is a text, or an array of lines. */
static char *
get_text (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  GString *text;
  JsonArray *lines;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return json_node_dup_string (node);

  lines = json_node_get_array (node);
  text = g_string_new (NULL);
  for (guint i = 0; i < json_array_get_length (lines); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", json_array_get_string_element (lines, i));

  return g_string_free (text, FALSE);
}

static char **
get_texts (JsonObject *object,
           const char *name)
{
  g_autoptr(GStrvBuilder) texts = g_strv_builder_new ();
  JsonArray *array = json_object_has_member (object, name) ? json_object_get_array_member (object, name) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_strv_builder_add (texts, json_array_get_string_element (array, i));

  return g_strv_builder_end (texts);
}

static guint
get_count (JsonObject *object,
           const char *name,
           guint       fallback)
{
  return (guint) CLAMP (json_object_get_int_member_with_default (object, name, fallback), 0, 1000);
}

CadreReportColumn *
_cadre_report_column_new (void)
{
  CadreReportColumn *self = g_new0 (CadreReportColumn, 1);

  self->width = 4;
  return self;
}

void
_cadre_report_column_free (CadreReportColumn *self)
{
  g_free (self->upper);
  g_free (self->head);
  g_free (self->key);
  g_free (self->expression);
  g_free (self->dividend);
  g_free (self->divisor);
  g_free (self);
}

static gboolean
parse_look (CadreReportColumn  *column,
            const char         *word,
            GError            **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (g_str_equal (looks[i].word, word))
      {
        column->kind = looks[i].kind;
        column->align = looks[i].align;
        column->decimals = looks[i].decimals;
        return TRUE;
      }

  g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("a column cannot be of kind “%s”"), word);
  return FALSE;
}

/* What the figure is: one of the members count, people, sum … serial. */
static void
parse_value (CadreReportColumn *column,
             JsonObject        *object)
{
  static const struct
  {
    const char *member;
    CadreReportValue value;
  } figures[] = {
    { "count", CADRE_REPORT_VALUE_COUNT },
    { "people", CADRE_REPORT_VALUE_PEOPLE },
    { "sum", CADRE_REPORT_VALUE_SUM },
    { "mean", CADRE_REPORT_VALUE_MEAN },
    { "distinct", CADRE_REPORT_VALUE_DISTINCT },
  };

  column->key = get_text (object, "value");
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    if (json_object_has_member (object, figures[i].member))
      {
        column->value = figures[i].value;
        column->expression = get_text (object, figures[i].member);
        column->kind = CADRE_REPORT_CELL_NUMBER;
      }

  if (json_object_has_member (object, "ratio"))
    {
      g_auto(GStrv) keys = get_texts (object, "ratio");

      column->value = CADRE_REPORT_VALUE_RATIO;
      column->kind = CADRE_REPORT_CELL_PERCENT;
      column->decimals = 1;
      if (g_strv_length (keys) == 2)
        {
          column->dividend = g_strdup (keys[0]);
          column->divisor = g_strdup (keys[1]);
        }
    }

  if (json_object_get_boolean_member_with_default (object, "serial", FALSE))
    {
      column->value = CADRE_REPORT_VALUE_SERIAL;
      column->kind = CADRE_REPORT_CELL_NUMBER;
    }
  else if (json_object_get_boolean_member_with_default (object, "row", FALSE))
    column->value = CADRE_REPORT_VALUE_ROW;
  else if (json_object_get_boolean_member_with_default (object, "blank", FALSE))
    column->value = CADRE_REPORT_VALUE_BLANK;
}

static gboolean
parse_head (CadreReportColumn  *column,
            JsonObject         *object,
            GError            **error)
{
  JsonNode *head = json_object_get_member (object, "head");

  if (head != NULL && JSON_NODE_HOLDS_ARRAY (head))
    {
      JsonArray *levels = json_node_get_array (head);

      if (json_array_get_length (levels) == 2)
        {
          column->upper = g_strdup (json_array_get_string_element (levels, 0));
          column->head = g_strdup (json_array_get_string_element (levels, 1));
        }
    }
  else if (head != NULL)
    column->head = json_node_dup_string (head);

  if (column->head == NULL)
    g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("a column has no “head” of one or two levels"));
  return column->head != NULL;
}

static CadreReportColumn *
parse_column (JsonObject  *object,
              GError     **error)
{
  CadreReportColumn *column = _cadre_report_column_new ();
  int align = 0;

  parse_value (column, object);
  if (!parse_head (column, object, error) ||
      (json_object_has_member (object, "kind") &&
       !parse_look (column, json_object_get_string_member (object, "kind"), error)) ||
      (json_object_has_member (object, "align") &&
       !find_word (aligns, json_object_get_string_member (object, "align"), &align, error)) ||
      (column->value == CADRE_REPORT_VALUE_RATIO && column->divisor == NULL))
    {
      if (column->value == CADRE_REPORT_VALUE_RATIO && error != NULL && *error == NULL)
        g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("“ratio” needs the keys of two figures"));
      _cadre_report_column_free (column);
      return NULL;
    }

  if (json_object_has_member (object, "align"))
    column->align = align;
  column->width = json_object_get_double_member_with_default (object, "width", column->width);
  column->decimals = get_count (object, "decimals", column->decimals);
  column->grows = json_object_get_boolean_member_with_default (object, "grows",
                                                               column->align == CADRE_REPORT_ALIGN_LEFT);
  column->totals = json_object_get_boolean_member_with_default (object, "total", FALSE);

  return column;
}

static GPtrArray *
parse_columns (JsonObject  *object,
               const char  *name,
               GError     **error)
{
  g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func ((GDestroyNotify) _cadre_report_column_free);
  JsonArray *array = json_object_has_member (object, name) ? json_object_get_array_member (object, name) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      CadreReportColumn *column = parse_column (json_array_get_object_element (array, i), error);

      if (column == NULL)
        {
          g_prefix_error (error, _("“%s”, number %u: "), name, i + 1);
          return NULL;
        }
      g_ptr_array_add (columns, column);
    }

  return g_steal_pointer (&columns);
}

static void
fixed_row_free (gpointer data)
{
  CadreReportFixedRow *self = data;

  g_free (self->label);
  g_free (self->where);
  g_free (self);
}

static GPtrArray *
parse_fixed_rows (JsonArray *array)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (fixed_row_free);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      CadreReportFixedRow *row = g_new0 (CadreReportFixedRow, 1);

      row->label = get_text (object, "label");
      row->where = get_text (object, "where");
      g_ptr_array_add (rows, row);
    }

  return rows;
}

static void
form_cell_free (gpointer data)
{
  CadreReportFormCell *self = data;

  g_free (self->label);
  g_free (self->value);
  g_free (self);
}

static CadreReportFormCell *
parse_form_cell (JsonObject *object)
{
  CadreReportFormCell *cell = g_new0 (CadreReportFormCell, 1);
  int align = CADRE_REPORT_ALIGN_CENTER;

  cell->label = get_text (object, "label");
  cell->value = get_text (object, "value");
  cell->columns = get_count (object, "columns", 1);
  cell->rows = get_count (object, "rows", 1);
  cell->height = json_object_get_double_member_with_default (object, "height", 0);
  cell->photo = json_object_get_boolean_member_with_default (object, "photo", FALSE);
  cell->prose = json_object_get_boolean_member_with_default (object, "prose", FALSE);
  if (json_object_has_member (object, "align"))
    find_word (aligns, json_object_get_string_member (object, "align"), &align, NULL);
  cell->align = align;

  return cell;
}

static GPtrArray *
parse_form (JsonObject *object,
            const char *name)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  JsonArray *array = json_object_has_member (object, name) ? json_object_get_array_member (object, name) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonArray *cells = json_array_get_array_element (array, i);
      GPtrArray *row = g_ptr_array_new_with_free_func (form_cell_free);

      for (guint j = 0; j < json_array_get_length (cells); j++)
        g_ptr_array_add (row, parse_form_cell (json_array_get_object_element (cells, j)));
      g_ptr_array_add (rows, row);
    }

  return rows;
}

static void
chart_spec_free (gpointer data)
{
  CadreReportChartSpec *self = data;

  g_free (self->title);
  g_strfreev (self->figures);
  g_free (self->column);
  g_free (self);
}

static GPtrArray *
parse_charts (JsonObject  *object,
              GError     **error)
{
  g_autoptr(GPtrArray) charts = g_ptr_array_new_with_free_func (chart_spec_free);
  JsonArray *array = json_object_has_member (object, "charts") ? json_object_get_array_member (object, "charts") : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *chart = json_array_get_object_element (array, i);
      CadreReportChartSpec *spec = g_new0 (CadreReportChartSpec, 1);
      int kind = 0;

      g_ptr_array_add (charts, spec);
      if (!find_word (chart_kinds, json_object_get_string_member_with_default (chart, "kind", "column"), &kind, error))
        return NULL;
      spec->kind = kind;
      spec->title = get_text (chart, "title");
      spec->figures = get_texts (chart, "figures");
      spec->column = get_text (chart, "column");
    }

  return g_steal_pointer (&charts);
}

static void
table_def_free (gpointer data)
{
  CadreReportTableDef *self = data;

  g_free (self->name);
  g_free (self->title);
  g_free (self->left);
  g_free (self->right);
  g_free (self->sql);
  g_free (self->each_sql);
  g_free (self->extra_sql);
  g_free (self->extra_expression);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_free (self->group);
  g_free (self->subtotal);
  g_free (self->total);
  g_free (self->row_key);
  g_free (self->row_label);
  g_free (self->row_order);
  g_clear_pointer (&self->fixed_rows, g_ptr_array_unref);
  g_free (self->fact);
  g_clear_pointer (&self->names, table_def_free);
  g_free (self->order);
  g_clear_pointer (&self->form_head, g_ptr_array_unref);
  g_clear_pointer (&self->form_foot, g_ptr_array_unref);
  g_clear_pointer (&self->charts, g_ptr_array_unref);
  g_strfreev (self->notes);
  g_free (self->sign);
  g_free (self->empty);
  g_free (self);
}

static void
parse_page (CadreReportTableDef *table,
            JsonObject          *object)
{
  JsonObject *page = json_object_has_member (object, "page") ? json_object_get_object_member (object, "page") : NULL;

  if (page == NULL)
    return;

  table->a3 = g_str_equal (json_object_get_string_member_with_default (page, "paper", "A4"), "A3");
  table->landscape = json_object_get_boolean_member_with_default (page, "landscape", FALSE);
}

/* "rows" makes a table a summary: how facts are gathered into rows. */
static void
parse_rows (CadreReportTableDef *table,
            JsonObject          *object)
{
  JsonNode *rows = json_object_get_member (object, "rows");

  if (rows == NULL)
    return;

  table->summary = TRUE;
  if (JSON_NODE_HOLDS_ARRAY (rows))
    {
      table->fixed_rows = parse_fixed_rows (json_node_get_array (rows));
      return;
    }

  table->row_key = get_text (json_node_get_object (rows), "key");
  table->row_label = get_text (json_node_get_object (rows), "label");
  table->row_order = get_text (json_node_get_object (rows), "order");
}

/* "names": what the lists behind a summary's figures show. */
static gboolean
parse_names (CadreReportTableDef  *table,
             JsonObject           *object,
             GError              **error)
{
  CadreReportTableDef *names;
  JsonObject *member;

  if (!json_object_has_member (object, "names"))
    return TRUE;

  member = json_object_get_object_member (object, "names");
  table->names = names = g_new0 (CadreReportTableDef, 1);
  names->appendix = TRUE;
  names->name = g_strdup ("名单");
  names->title = g_strconcat (table->title, "（名单）", NULL);
  names->left = g_strdup (table->left);
  names->right = g_strdup ("点击组名返回统计表");
  names->order = get_text (member, "order");
  names->frozen = get_count (member, "frozen", 0);
  parse_page (names, member);
  names->columns = parse_columns (member, "columns", error);
  names->charts = g_ptr_array_new ();

  return names->columns != NULL;
}

static gboolean
check_table (const CadreReportTableDef  *table,
             GError                    **error)
{
  const char *missing = NULL;

  if (table->name == NULL)
    missing = "name";
  else if (table->title == NULL)
    missing = "title";
  else if (table->columns->len == 0)
    missing = "columns";
  else if (table->summary && table->sql == NULL)
    missing = "sql";
  else if (table->summary && table->fixed_rows == NULL &&
           (table->row_key == NULL || table->row_label == NULL || table->row_order == NULL))
    missing = "rows";

  if (missing != NULL)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("a table has no “%s”"), missing);
  return missing == NULL;
}

static CadreReportTableDef *
parse_table (JsonObject  *object,
             GError     **error)
{
  CadreReportTableDef *table = g_new0 (CadreReportTableDef, 1);

  table->name = get_text (object, "name");
  table->title = get_text (object, "title");
  table->left = get_text (object, "left");
  table->right = get_text (object, "right");
  table->sql = get_text (object, "sql");
  table->each_sql = get_text (object, "each_sql");
  table->extra_sql = get_text (object, "extra_sql");
  table->extra_expression = get_text (object, "extra_expression");
  table->group = get_text (object, "group");
  table->subtotal = get_text (object, "subtotal");
  table->total = get_text (object, "total");
  table->notes = get_texts (object, "notes");
  table->sign = get_text (object, "sign");
  table->empty = get_text (object, "empty");
  table->frozen = get_count (object, "frozen", 0);
  table->fact = get_text (object, "fact");
  table->title_height = json_object_get_double_member_with_default (object, "title_height", 0);
  table->row_height = json_object_get_double_member_with_default (object, "row_height", 0);
  table->form_head = parse_form (object, "form");
  table->form_foot = parse_form (object, "foot");
  parse_page (table, object);
  parse_rows (table, object);

  table->columns = parse_columns (object, "columns", error);
  table->charts = table->columns != NULL ? parse_charts (object, error) : NULL;
  if (table->charts != NULL && parse_names (table, object, error) && check_table (table, error))
    return table;

  table_def_free (table);
  return NULL;
}

static gboolean
parse_scope (JsonObject             *object,
             const char             *name,
             CadreReportScopeFlags  *flags,
             GError                **error)
{
  g_auto(GStrv) words = get_texts (object, name);
  int flag;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (!find_word (scopes, words[i], &flag, error))
        return FALSE;
      *flags |= flag;
    }

  return TRUE;
}

/**
 * _cadre_report_definition_parse:
 *
 * Fills @self from the definition @object.
 */
gboolean
_cadre_report_definition_parse (CadreReport  *self,
                                JsonObject   *object,
                                GError      **error)
{
  JsonArray *tables;

  if (!_cadre_report_check_shape (object, error))
    return FALSE;

  tables = json_object_has_member (object, "tables") ? json_object_get_array_member (object, "tables") : NULL;
  self->key = get_text (object, "key");
  self->name = get_text (object, "name");
  self->purpose = get_text (object, "purpose");
  self->description = get_text (object, "description");
  self->source = get_text (object, "source");
  self->personal = json_object_get_boolean_member_with_default (object, "personal", FALSE);
  self->tables = g_ptr_array_new_with_free_func (table_def_free);

  if (self->key == NULL || self->name == NULL || self->purpose == NULL || tables == NULL)
    {
      g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID,
                           _("a report needs “key”, “name”, “purpose” and “tables”"));
      return FALSE;
    }

  if (!parse_scope (object, "scope", &self->scope, error) || !parse_scope (object, "needs", &self->needs, error))
    return FALSE;
  self->scope |= self->needs;

  for (guint i = 0; i < json_array_get_length (tables); i++)
    {
      CadreReportTableDef *table = parse_table (json_array_get_object_element (tables, i), error);

      if (table == NULL)
        {
          g_prefix_error (error, _("table %u: "), i + 1);
          return FALSE;
        }
      g_ptr_array_add (self->tables, table);
    }

  return TRUE;
}
