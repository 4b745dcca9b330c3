/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The triggers that write the journal, made from the schema itself, so that
 * no table and no column can be forgotten. */

#define G_LOG_DOMAIN "cadre-journal"

#include "config.h"

#include "cadre-archive-private.h"

/* Tables that are no one's data: the journal itself, derived tables that are
 * rebuilt from others, and content, which is immutable and named by its hash. */
#define NOT_JOURNALLED \
  "name NOT IN ('action', 'change', 'journal', 'person_key', 'content') " \
  "AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'person\\_fts%' ESCAPE '\\'"

#define CURRENT_ACTION "(SELECT action_id FROM journal WHERE id = 1)"

/* A change outside an action could not be undone or explained: refuse it. */
#define REQUIRE_ACTION \
  "SELECT RAISE (ABORT, 'change outside an action') WHERE " CURRENT_ACTION " IS NULL; "

static GPtrArray *
query_names (CadreArchive  *self,
             const char    *sql,
             const char    *parameter,
             GError       **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (self, sql, error);
  g_autoptr(GError) local_error = NULL;

  if (statement == NULL)
    return NULL;

  if (parameter != NULL)
    cadre_statement_bind_text (statement, 1, parameter);
  while (cadre_statement_step (statement, &local_error))
    g_ptr_array_add (names, cadre_statement_dup_text (statement, 0));

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  return g_steal_pointer (&names);
}

/* An expression for the JSON object of a row's old values: all of them, or
 * those only that the update replaced. */
static char *
old_values (GPtrArray *columns,
            gboolean   changed_only)
{
  GString *sql = g_string_new (changed_only ? "(SELECT json_group_object (k, v) FROM ("
                                            : "json_object (");

  for (guint i = 0; i < columns->len; i++)
    {
      const char *c = g_ptr_array_index (columns, i);

      if (changed_only)
        g_string_append_printf (sql, "%sSELECT '%s' AS k, OLD.%s AS v WHERE OLD.%s IS NOT NEW.%s",
                                i > 0 ? " UNION ALL " : "", c, c, c, c);
      else
        g_string_append_printf (sql, "%s'%s', OLD.%s", i > 0 ? ", " : "", c, c);
    }
  g_string_append (sql, changed_only ? "))" : ")");

  return g_string_free (sql, FALSE);
}

/* @table, @changed and @whole stand for the table and its expressions. */
static const char trigger_template[] =
  "DROP TRIGGER IF EXISTS @table_journal_insert;"
  "DROP TRIGGER IF EXISTS @table_journal_update;"
  "DROP TRIGGER IF EXISTS @table_journal_delete;"
  "CREATE TRIGGER @table_journal_insert AFTER INSERT ON @table "
  "WHEN (SELECT bulk FROM journal WHERE id = 1) = 0 BEGIN "
  REQUIRE_ACTION
  "INSERT INTO change (action_id, table_name, op, row_id, row_last) "
  "VALUES (" CURRENT_ACTION ", '@table', 'I', NEW.id, NEW.id); END;"
  "CREATE TRIGGER @table_journal_update AFTER UPDATE ON @table BEGIN "
  REQUIRE_ACTION
  "INSERT INTO change (action_id, table_name, op, row_id, row_last, old) "
  "VALUES (" CURRENT_ACTION ", '@table', 'U', OLD.id, NEW.id, @changed); END;"
  "CREATE TRIGGER @table_journal_delete AFTER DELETE ON @table BEGIN "
  REQUIRE_ACTION
  "INSERT INTO change (action_id, table_name, op, row_id, row_last, old) "
  "VALUES (" CURRENT_ACTION ", '@table', 'D', OLD.id, OLD.id, @whole); END;";

static gboolean
install_for_table (CadreArchive  *self,
                   const char    *table,
                   GError       **error)
{
  g_autoptr(GPtrArray) columns = query_names (self, "SELECT name FROM pragma_table_info (?1)", table, error);
  g_autoptr(GString) sql = g_string_new (trigger_template);
  g_autofree char *changed = NULL;
  g_autofree char *whole = NULL;

  if (columns == NULL)
    return FALSE;

  changed = old_values (columns, TRUE);
  whole = old_values (columns, FALSE);
  g_string_replace (sql, "@table", table, 0);
  g_string_replace (sql, "@changed", changed, 0);
  g_string_replace (sql, "@whole", whole, 0);

  return cadre_archive_execute (self, sql->str, error);
}

gboolean
_cadre_journal_install_triggers (CadreArchive  *self,
                                 GError       **error)
{
  g_autoptr(GPtrArray) tables = _cadre_journal_list_tables (self, error);

  if (tables == NULL)
    return FALSE;

  for (guint i = 0; i < tables->len; i++)
    if (!install_for_table (self, g_ptr_array_index (tables, i), error))
      return FALSE;

  return TRUE;
}

/*
 * _cadre_journal_list_tables:
 *
 * Returns: (transfer full) (element-type utf8): the tables of records
 */
GPtrArray *
_cadre_journal_list_tables (CadreArchive  *self,
                            GError       **error)
{
  return query_names (self,
                      "SELECT name FROM sqlite_schema WHERE type = 'table' AND " NOT_JOURNALLED
                      " AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY rowid",
                      NULL, error);
}
