/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Filters as SQL. Values never stand in the text: the nth value of a filter
 * is the parameter :fn, an argument of its nth condition :an_key, the date
 * :as_of; binding walks the filter as writing does. */

#define G_LOG_DOMAIN "cadre-records"

#include "config.h"

#include <string.h>

#include "cadre-filter-private.h"

typedef struct
{
  GString *sql;
  const char *person;         /* the alias of the table */
  CadreStatement *statement;  /* to bind; NULL while writing */
  guint n_values;
  guint n_leaves;
} Walk;

static const char * const operators[] = {
  [COMPARISON_EQUAL] = "=",
  [COMPARISON_NOT_EQUAL] = "<>",
  [COMPARISON_LESS] = "<",
  [COMPARISON_AT_MOST] = "<=",
  [COMPARISON_MORE] = ">",
  [COMPARISON_AT_LEAST] = ">=",
};

static gboolean
is_order (CadreFilterComparison comparison)
{
  return comparison >= COMPARISON_LESS && comparison <= COMPARISON_AT_LEAST;
}

/* An expression or query of a fact, with this person and these arguments. */
static char *
write_fact (const Walk            *walk,
            const CadreFilterNode *node,
            const char            *text)
{
  g_autoptr(GString) sql = g_string_new (text);

  g_string_replace (sql, "@", walk->person, 0);
  for (guint i = 0; i < node->fact->parameters->len; i++)
    {
      const CadreFactParameter *parameter = g_ptr_array_index (node->fact->parameters, i);
      g_autofree char *from = g_strdup_printf (":%s", parameter->key);
      g_autofree char *to = g_strdup_printf (":a%u_%s", walk->n_leaves, parameter->key);

      g_string_replace (sql, from, to, 0);
    }

  return g_strdup_printf ("(%s)", sql->str);
}

/* What a condition looks at. */
static char *
subject (const Walk            *walk,
         const CadreFilterNode *node)
{
  if (node->field == NULL)
    return write_fact (walk, node, node->fact->sql);

  return node->field->custom ? g_strdup_printf ("(%s.custom ->> '$.%s')", walk->person, node->field->key)
                             : g_strdup_printf ("%s.%s", walk->person, node->field->key);
}

/* The order of a code table's values, not of their characters. */
static char *
code_order (const char *set,
            const char *value)
{
  return g_strdup_printf ("(SELECT min (rank) FROM code WHERE set_key = '%s' AND name = %s)", set, value);
}

/* A month holds its days: up to 1985-03 is up to its end. '~' sorts after
 * whatever may follow. */
static void
write_date (Walk                  *walk,
            const char            *what,
            CadreFilterComparison  comparison)
{
  guint n = walk->n_values + 1;

  if (comparison == COMPARISON_EQUAL || comparison == COMPARISON_NOT_EQUAL)
    g_string_append_printf (walk->sql, "%s(%s BETWEEN :f%u AND :f%u || '~')",
                            comparison == COMPARISON_NOT_EQUAL ? "NOT " : "", what, n, n);
  else if (comparison == COMPARISON_AT_MOST || comparison == COMPARISON_MORE)
    g_string_append_printf (walk->sql, "%s %s :f%u || '~'", what, operators[comparison], n);
  else
    g_string_append_printf (walk->sql, "%s %s :f%u", what, operators[comparison], n);
}

static void
write_order (Walk                  *walk,
             const CadreFilterNode *node,
             const char            *what)
{
  const char *set = node->field != NULL && node->field->kind == CADRE_FIELD_CODE ? node->field->code_set : NULL;
  g_autofree char *parameter = g_strdup_printf (":f%u", walk->n_values + 1);
  g_autofree char *left = set != NULL && is_order (node->comparison) ? code_order (set, what) : g_strdup (what);
  g_autofree char *right = set != NULL && is_order (node->comparison) ? code_order (set, parameter) : g_strdup (parameter);

  if (_cadre_filter_node_value_kind (node) == CADRE_FIELD_DATE)
    write_date (walk, what, node->comparison);
  else if (node->comparison == COMPARISON_NOT_EQUAL)
    g_string_append_printf (walk->sql, "%s IS NOT %s", left, right);
  else
    g_string_append_printf (walk->sql, "%s %s %s", left, operators[node->comparison], right);
}

static void
write_leaf (Walk                  *walk,
            const CadreFilterNode *node)
{
  g_autofree char *what = subject (walk, node);
  guint n = walk->n_values + 1;

  /* What is not known does not fit: an unknown answer is no. */
  g_string_append (walk->sql, "ifnull (");
  switch (node->comparison)
    {
    case COMPARISON_CONTAINS:
      g_string_append_printf (walk->sql, "instr (%s, :f%u) > 0", what, n);
      break;
    case COMPARISON_BEGINS:
      g_string_append_printf (walk->sql, "substr (%s, 1, length (:f%u)) = :f%u", what, n, n);
      break;
    case COMPARISON_IN:
      g_string_append_printf (walk->sql, "%s IN (", what);
      for (guint i = 0; i < node->values->len; i++)
        g_string_append_printf (walk->sql, "%s:f%u", i > 0 ? ", " : "", n + i);
      g_string_append_c (walk->sql, ')');
      break;
    case COMPARISON_WITHIN:
      g_string_append_printf (walk->sql, "%s IN (SELECT s.id FROM unit t JOIN unit s "
                              "ON s.path BETWEEN t.path AND t.path || '~' WHERE t.id = :f%u)", what, n);
      break;
    case COMPARISON_EMPTY:
      g_string_append_printf (walk->sql, "%s IS NULL", what);
      break;
    case COMPARISON_FILLED:
      g_string_append_printf (walk->sql, "%s IS NOT NULL", what);
      break;
    case COMPARISON_TRUE:
      g_string_append (walk->sql, what);
      break;
    default:
      write_order (walk, node, what);
    }
  g_string_append (walk->sql, ", 0)");
}

static void
bind_text (CadreStatement *statement,
           const char     *name,
           const char     *text)
{
  int parameter = cadre_statement_find_parameter (statement, name);

  if (parameter > 0)
    cadre_statement_bind_text (statement, parameter, text);
}

/* An expression has no type of its own: a number must be bound as one. */
static void
bind_leaf (Walk                  *walk,
           const CadreFilterNode *node)
{
  CadreFieldKind kind = _cadre_filter_node_value_kind (node);
  gboolean is_number = kind == CADRE_FIELD_NUMBER || kind == CADRE_FIELD_INTEGER || kind == CADRE_FIELD_BOOL ||
                       kind >= CADRE_FIELD_UNIT;

  for (guint i = 0; i < node->values->len; i++)
    {
      g_autofree char *name = g_strdup_printf (":f%u", walk->n_values + 1 + i);
      const char *value = g_ptr_array_index (node->values, i);
      int parameter = cadre_statement_find_parameter (walk->statement, name);

      if (is_number && parameter > 0)
        cadre_statement_bind_double (walk->statement, parameter, g_ascii_strtod (value, NULL));
      else
        bind_text (walk->statement, name, value);
    }

  for (guint i = 0; i < node->arguments->len; i++)
    {
      const CadreFactParameter *parameter = g_ptr_array_index (node->fact->parameters, i);
      g_autofree char *name = g_strdup_printf (":a%u_%s", walk->n_leaves, parameter->key);

      bind_text (walk->statement, name, g_ptr_array_index (node->arguments, i));
    }
}

static void
walk_node (Walk                  *walk,
           const CadreFilterNode *node)
{
  if (node->kind == NODE_LEAF)
    {
      if (walk->statement != NULL)
        bind_leaf (walk, node);
      else
        write_leaf (walk, node);
      walk->n_values += node->values->len;
      walk->n_leaves++;
      return;
    }

  g_string_append (walk->sql, node->kind == NODE_NOT ? "NOT (" : "(");
  for (guint i = 0; i < node->of->len; i++)
    {
      if (i > 0)
        g_string_append (walk->sql, node->kind == NODE_OR ? " OR " : " AND ");
      walk_node (walk, g_ptr_array_index (node->of, i));
    }
  g_string_append_c (walk->sql, ')');
}

/**
 * cadre_filter_to_sql:
 * @person: what the table `person` is called in the query
 *
 * Returns: (transfer full): a condition for a WHERE clause; its parameters are
 *   bound by cadre_filter_bind()
 */
char *
cadre_filter_to_sql (CadreFilter *self,
                     const char  *person)
{
  Walk walk = { .sql = g_string_new (NULL), .person = person };

  walk_node (&walk, self->root);
  return g_string_free (walk.sql, FALSE);
}

void
cadre_filter_term_free (CadreFilterTerm *self)
{
  if (self == NULL)
    return;

  g_free (self->condition);
  g_free (self->value);
  g_free (self->records);
  g_free (self);
}

/* What a group compares is what the first condition in it does. */
static const CadreFilterNode *
first_leaf (const CadreFilterNode *node)
{
  while (node->kind != NODE_LEAF)
    node = g_ptr_array_index (node->of, 0);

  return node;
}

/**
 * cadre_filter_list_terms:
 * @person: what the table `person` is called in the query
 *
 * Takes a filter that is one “and” apart, to ask for each condition by itself;
 * any other filter is one term. All their parameters are bound by
 * cadre_filter_bind(), whichever of them a statement holds.
 *
 * Returns: (transfer full) (element-type CadreFilterTerm): in the filter's order
 */
GPtrArray *
cadre_filter_list_terms (CadreFilter *self,
                         const char  *person)
{
  g_autoptr(GPtrArray) terms = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_filter_term_free);
  Walk walk = { .person = person };
  guint n = self->root->kind == NODE_AND ? self->root->of->len : 1;

  for (guint i = 0; i < n; i++)
    {
      const CadreFilterNode *node = self->root->kind == NODE_AND ? g_ptr_array_index (self->root->of, i) : self->root;
      const CadreFilterNode *leaf = first_leaf (node);
      CadreFilterTerm *term = g_new0 (CadreFilterTerm, 1);

      term->field = leaf->field;
      term->fact = leaf->fact;
      term->value = subject (&walk, leaf);
      if (leaf->fact != NULL && leaf->fact->records != NULL)
        term->records = write_fact (&walk, leaf, leaf->fact->records);
      walk.sql = g_string_new (NULL);
      walk_node (&walk, node);
      term->condition = g_string_free (walk.sql, FALSE);
      g_ptr_array_add (terms, term);
    }

  return g_steal_pointer (&terms);
}

/**
 * cadre_filter_bind:
 * @statement: a statement that holds the condition of cadre_filter_to_sql()
 * @as_of: the declared date; a month or year counts to its end
 */
void
cadre_filter_bind (CadreFilter     *self,
                   CadreStatement  *statement,
                   const CadreDate *as_of)
{
  g_autoptr(GString) unused = g_string_new (NULL);
  Walk walk = { .sql = unused, .person = "", .statement = statement };
  CadreDate day = *as_of;
  g_autofree char *iso = NULL;

  if (day.month == 0)
    day.month = 12;
  if (day.day == 0)
    day.day = g_date_get_days_in_month (day.month, day.year);
  iso = cadre_date_format (&day, CADRE_DATE_ISO);

  walk_node (&walk, self->root);
  bind_text (statement, ":as_of", iso);
}
