/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-overview"

#include "config.h"

#include <json-glib/json-glib.h>

#include "cadre-coverage.h"
#include "cadre-hours.h"
#include "cadre-overview.h"

static void
group_free (gpointer data)
{
  CadreOverviewGroup *group = data;

  g_free (group->label);
  g_free (group);
}

void
cadre_overview_count_free (CadreOverviewCount *self)
{
  g_ptr_array_unref (self->groups);
  g_free (self);
}

void
cadre_overview_line_free (CadreOverviewLine *self)
{
  g_free (self->title);
  g_free (self->note);
  g_free (self);
}

/**
 * cadre_overview_expand_title:
 * @title: an item's title, translated
 *
 * Returns: (transfer full): the title with its years
 */
char *
cadre_overview_expand_title (const char      *title,
                             const CadreDate *as_of)
{
  g_autoptr(GString) text = g_string_new (title);
  g_autofree char *year = g_strdup_printf ("%d", as_of->year);
  g_autofree char *last = g_strdup_printf ("%d", as_of->year - 1);

  g_string_replace (text, "{year}", year, 0);
  g_string_replace (text, "{last}", last, 0);

  return g_strdup (text->str);
}

/**
 * cadre_overview_prepare_hours:
 *
 * Computes everybody's hours for the items that need them, for this
 * connection.
 *
 * Returns: %FALSE with @error set if it failed
 */
gboolean
cadre_overview_prepare_hours (CadreArchive     *archive,
                              const CadreDate  *as_of,
                              GError          **error)
{
  g_autoptr(CadreHoursRules) rules = cadre_hours_rules_load (archive, as_of, error);

  return rules != NULL && cadre_hours_fill_table (archive, rules, 0, error);
}

static void
add_village (JsonBuilder         *json,
             const CadreCoverage *village)
{
  g_autofree char *since = cadre_date_format (&village->since, CADRE_DATE_ISO);
  g_autoptr(GString) holders = g_string_new (NULL);

  for (guint i = 0; i < village->holders->len; i++)
    g_string_append_printf (holders, "%s%s", i > 0 ? "、" : "",
                            ((const CadreHolder *) g_ptr_array_index (village->holders, i))->name);

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "id");
  json_builder_add_int_value (json, village->unit_id);
  json_builder_set_member_name (json, "is_covered");
  json_builder_add_boolean_value (json, village->is_covered);
  json_builder_set_member_name (json, "days");
  json_builder_add_int_value (json, village->uncovered_days);
  /* Where nobody ever was, nobody left either. */
  json_builder_set_member_name (json, "since");
  json_builder_add_string_value (json, village->last != NULL ? since : NULL);
  json_builder_set_member_name (json, "holders");
  json_builder_add_string_value (json, holders->str);
  json_builder_end_object (json);
}

/* What the page of postings shows of each village. */
static char *
describe_villages (CadreArchive     *archive,
                   const CadreDate  *as_of,
                   GError          **error)
{
  const CadreCoverageQuery query = { .as_of = *as_of };
  g_autoptr(GPtrArray) villages = cadre_coverage_load (archive, &query, error);
  g_autoptr(JsonBuilder) json = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;

  if (villages == NULL)
    return NULL;

  json_builder_begin_array (json);
  for (guint i = 0; i < villages->len; i++)
    add_village (json, g_ptr_array_index (villages, i));
  json_builder_end_array (json);
  root = json_builder_get_root (json);

  return json_to_string (root, FALSE);
}

static CadreStatement *
prepare (CadreArchive     *archive,
         const char       *sql,
         const CadreDate  *as_of,
         GError          **error)
{
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (archive, sql, error);
  g_autofree char *date = cadre_date_format (as_of, CADRE_DATE_ISO);
  int parameter;

  if (statement == NULL)
    return NULL;

  parameter = cadre_statement_find_parameter (statement, ":as_of");
  if (parameter > 0)
    cadre_statement_bind_text (statement, parameter, date);

  parameter = cadre_statement_find_parameter (statement, ":villages");
  if (parameter > 0)
    {
      g_autofree char *villages = describe_villages (archive, as_of, error);

      if (villages == NULL)
        return NULL;
      cadre_statement_bind_text (statement, parameter, villages);
    }

  return g_steal_pointer (&statement);
}

static gboolean
has_column (CadreArchive             *archive,
            const CadreOverviewItem  *item,
            const char               *name,
            gboolean                 *found,
            GError                  **error)
{
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (archive, item->sql, error);

  if (statement == NULL)
    return FALSE;

  *found = FALSE;
  for (int i = 0; i < cadre_statement_n_columns (statement); i++)
    if (g_strcmp0 (cadre_statement_column_name (statement, i), name) == 0)
      *found = TRUE;

  return TRUE;
}

/* The whole first, then group by group. */
static char *
make_count_sql (CadreArchive             *archive,
                const CadreOverviewItem  *item,
                GError                  **error)
{
  gboolean labels, values;

  if (!has_column (archive, item, "label", &labels, error) || !has_column (archive, item, "value", &values, error))
    return NULL;

  if (!labels)
    return g_strdup_printf ("SELECT NULL, count (DISTINCT id), %s FROM (%s)", values ? "total (value)" : "0", item->sql);

  return g_strdup_printf ("WITH item AS MATERIALIZED (%s) "
                          "SELECT NULL, count (DISTINCT id), %s, NULL AS place FROM item "
                          "UNION ALL "
                          "SELECT label, count (DISTINCT id), %s, min (rank) FROM item WHERE label IS NOT NULL GROUP BY label "
                          "ORDER BY place",
                          item->sql, values ? "total (value)" : "0", values ? "total (value)" : "0");
}

static gboolean
count_base (CadreArchive             *archive,
            const CadreOverviewItem  *item,
            const CadreDate          *as_of,
            CadreOverviewCount       *count,
            GError                  **error)
{
  g_autoptr(CadreStatement) statement = NULL;
  g_autoptr(GError) local_error = NULL;

  if (item->base_sql == NULL)
    return TRUE;

  statement = prepare (archive, item->base_sql, as_of, error);
  if (statement == NULL)
    return FALSE;
  if (cadre_statement_step (statement, &local_error))
    count->base = cadre_statement_get_int64 (statement, 0);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static void
take_group (CadreStatement     *row,
            CadreOverviewCount *count)
{
  CadreOverviewGroup *group;

  if (cadre_statement_is_null (row, 0))
    {
      count->count = cadre_statement_get_int64 (row, 1);
      count->value = cadre_statement_get_double (row, 2);
      return;
    }

  group = g_new0 (CadreOverviewGroup, 1);
  group->label = cadre_statement_dup_text (row, 0);
  group->count = cadre_statement_get_int64 (row, 1);
  group->value = cadre_statement_get_double (row, 2);
  g_ptr_array_add (count->groups, group);
}

/**
 * cadre_overview_count:
 * @item: if it needs hours, after cadre_overview_prepare_hours()
 * @as_of: a full date
 *
 * Returns: (transfer full): what @item comes to, or %NULL with @error set
 */
CadreOverviewCount *
cadre_overview_count (CadreArchive             *archive,
                      const CadreOverviewItem  *item,
                      const CadreDate          *as_of,
                      GError                  **error)
{
  g_autoptr(CadreOverviewCount) count = g_new0 (CadreOverviewCount, 1);
  g_autofree char *sql = NULL;
  g_autoptr(CadreStatement) rows = NULL;

  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), NULL);

  count->groups = g_ptr_array_new_with_free_func (group_free);
  sql = make_count_sql (archive, item, error);
  if (sql == NULL)
    return NULL;
  rows = prepare (archive, sql, as_of, error);
  if (rows == NULL)
    return NULL;

  while (cadre_statement_step (rows, error))
    take_group (rows, count);
  if (!cadre_statement_is_done (rows))
    return NULL;

  return count_base (archive, item, as_of, count, error) ? g_steal_pointer (&count) : NULL;
}

/**
 * cadre_overview_list_ids:
 * @label: (nullable): only those of one group
 *
 * Returns: (transfer full) (element-type gint64): the keys of what
 *   cadre_overview_count() counted, or %NULL with @error set
 */
GArray *
cadre_overview_list_ids (CadreArchive             *archive,
                         const CadreOverviewItem  *item,
                         const char               *label,
                         const CadreDate          *as_of,
                         GError                  **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT DISTINCT id FROM (%s)%s", item->sql,
                                          label != NULL ? " WHERE label = :label" : "");
  g_autoptr(CadreStatement) rows = prepare (archive, sql, as_of, error);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (rows == NULL)
    return NULL;
  if (label != NULL)
    cadre_statement_bind_text (rows, cadre_statement_find_parameter (rows, ":label"), label);

  while (cadre_statement_step (rows, error))
    {
      gint64 id = cadre_statement_get_int64 (rows, 0);

      g_array_append_val (ids, id);
    }
  if (!cadre_statement_is_done (rows))
    return NULL;

  return g_steal_pointer (&ids);
}

/**
 * cadre_overview_list_lines:
 * @item: one whose record is not a person
 *
 * Returns: (transfer full) (element-type CadreOverviewLine): what it counts,
 *   or %NULL with @error set
 */
GPtrArray *
cadre_overview_list_lines (CadreArchive             *archive,
                           const CadreOverviewItem  *item,
                           const CadreDate          *as_of,
                           GError                  **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id, title, note FROM (%s)", item->sql);
  g_autoptr(CadreStatement) rows = prepare (archive, sql, as_of, error);
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_overview_line_free);

  if (rows == NULL)
    return NULL;

  while (cadre_statement_step (rows, error))
    {
      CadreOverviewLine *line = g_new0 (CadreOverviewLine, 1);

      line->id = cadre_statement_get_int64 (rows, 0);
      line->title = cadre_statement_dup_text (rows, 1);
      line->note = cadre_statement_dup_text (rows, 2);
      g_ptr_array_add (lines, line);
    }
  if (!cadre_statement_is_done (rows))
    return NULL;

  return g_steal_pointer (&lines);
}
