/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The triggers that write the journal, made from the schema itself, so that
 * no table and no column can be forgotten. */

#define G_LOG_DOMAIN "cadre-journal"

#include "config.h"

#include "cadre-archive-private.h"

/* Tables that are no one's data: the journal itself, derived tables that are
 * rebuilt from others, and content, which is immutable and named by its hash. */
#define NOT_JOURNALLED \
  "name NOT IN ('action', 'change', 'person_key', 'content') " \
  "AND name NOT LIKE 'sqlite_%' AND name NOT GLOB '*_fts*'"

/* SQLite gives a function at least so many arguments; a table may have more
 * columns than one call takes. */
#define MAX_ARGUMENTS 100

static GPtrArray *
query_names (CadreArchive  *self,
             const char    *sql,
             GError       **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (self, sql, error);

  if (statement == NULL)
    return NULL;

  while (cadre_statement_step (statement, error))
    g_ptr_array_add (names, cadre_statement_dup_text (statement, 0));

  if (!cadre_statement_is_done (statement))
    return NULL;

  return g_steal_pointer (&names);
}

/* An expression for the JSON object of the values of @row ("OLD." or ""):
 * those that the update replaced, or all that are not NULL. */
static char *
old_values (GPtrArray  *columns,
            const char *row,
            gboolean    changed_only)
{
  guint per_call = (MAX_ARGUMENTS - 1) / (changed_only ? 2 : 1);
  GString *sql = g_string_new ("'{' || trim (");

  for (guint first = 0; first < columns->len; first += per_call)
    {
      guint end = MIN (first + per_call, columns->len);

      g_string_append_printf (sql, "%s%s ('", first > 0 ? " || ',' || " : "", changed_only ? "cadre_changed" : "cadre_row");
      for (guint i = first; i < end; i++)
        g_string_append_printf (sql, "%s|", (const char *) g_ptr_array_index (columns, i));
      g_string_append_c (sql, '\'');
      for (guint i = first; i < end; i++)
        {
          const char *column = g_ptr_array_index (columns, i);

          g_string_append_printf (sql, ", %s%s", row, column);
          if (changed_only)
            g_string_append_printf (sql, ", NEW.%s", column);
        }
      g_string_append_c (sql, ')');
    }
  g_string_append (sql, ", ',') || '}'");

  return g_string_free (sql, FALSE);
}

/* @table, @changed, @whole and @person stand for the table and its
 * expressions. An update that changed nothing is not noted; LIMIT keeps the
 * expression from being worked out twice. */
static const char trigger_template[] =
  "CREATE TRIGGER @table_journal_insert AFTER INSERT ON @table WHEN cadre_is_noted ('@table', NEW.id, 1) BEGIN "
  "INSERT INTO change (action_id, id, table_name, op, row_id, row_last) "
  "VALUES (cadre_action (), cadre_change (), '@table', 'I', NEW.id, NEW.id); END;"
  "CREATE TRIGGER @table_journal_update AFTER UPDATE ON @table WHEN cadre_is_noted ('@table', OLD.id, 0) BEGIN "
  "INSERT INTO change (action_id, id, table_name, op, row_id, row_last, old) "
  "SELECT cadre_action (), cadre_change (), '@table', 'U', OLD.id, NEW.id, old FROM (SELECT @changed AS old LIMIT 1) "
  "WHERE old <> '{}'; END;"
  "CREATE TRIGGER @table_journal_delete AFTER DELETE ON @table WHEN cadre_is_noted ('@table', OLD.id, 0) BEGIN "
  "INSERT INTO change (action_id, id, table_name, op, row_id, row_last, person_id, old) "
  "VALUES (cadre_action (), cadre_change (), '@table', 'D', OLD.id, OLD.id, @person, @whole); END;"
  "CREATE TRIGGER @table_journal_key BEFORE UPDATE OF id ON @table BEGIN "
  "SELECT RAISE (ABORT, 'the key of a row never changes'); END;";

static gboolean
has_person (GPtrArray *columns)
{
  return g_ptr_array_find_with_equal_func (columns, "person_id", g_str_equal, NULL);
}

static GPtrArray *
query_columns (CadreArchive  *self,
               const char    *table,
               GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT name FROM pragma_table_info ('%s')", table);

  return query_names (self, sql, error);
}

static const char note_rows_template[] =
  "INSERT INTO change (action_id, id, table_name, op, row_id, row_last, person_id, old) "
  "SELECT cadre_action (), cadre_change (), '@table', 'D', id, id, @person, @whole FROM @table "
  "WHERE id BETWEEN ?1 AND ?2 AND cadre_is_noted ('@table', id, 0)";

/*
 * _cadre_journal_note_rows_sql:
 *
 * Notes many rows as deleted as one statement: three times as fast as by the
 * trigger.
 *
 * Returns: (transfer full): SQL that notes the rows from ?1 to ?2 before they
 *   are deleted, or %NULL with @error set
 */
char *
_cadre_journal_note_rows_sql (CadreArchive  *self,
                              const char    *table,
                              GError       **error)
{
  g_autoptr(GPtrArray) columns = query_columns (self, table, error);
  g_autoptr(GString) sql = g_string_new (note_rows_template);
  g_autofree char *whole = NULL;

  if (columns == NULL)
    return NULL;

  whole = old_values (columns, "", FALSE);
  g_string_replace (sql, "@table", table, 0);
  g_string_replace (sql, "@whole", whole, 0);
  g_string_replace (sql, "@person", has_person (columns) ? "person_id" : "NULL", 0);

  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static gboolean
install_for_table (CadreArchive  *self,
                   const char    *table,
                   GError       **error)
{
  g_autoptr(GPtrArray) columns = query_columns (self, table, error);
  g_autoptr(GString) sql = g_string_new (trigger_template);
  g_autofree char *changed = NULL;
  g_autofree char *whole = NULL;

  if (columns == NULL)
    return FALSE;

  changed = old_values (columns, "OLD.", TRUE);
  whole = old_values (columns, "OLD.", FALSE);
  g_string_replace (sql, "@table", table, 0);
  g_string_replace (sql, "@changed", changed, 0);
  g_string_replace (sql, "@whole", whole, 0);
  g_string_replace (sql, "@person", has_person (columns) ? "OLD.person_id" : "NULL", 0);

  return cadre_archive_execute (self, sql->str, error);
}

/*
 * _cadre_journal_drop_triggers:
 *
 * A migration is no action: it runs without them.
 */
gboolean
_cadre_journal_drop_triggers (CadreArchive  *self,
                              GError       **error)
{
  g_autoptr(GPtrArray) names = NULL;

  names = query_names (self,
                       "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name GLOB '*_journal_*'",
                       error);
  if (names == NULL)
    return FALSE;

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *sql = g_strdup_printf ("DROP TRIGGER %s", (char *) g_ptr_array_index (names, i));

      if (!cadre_archive_execute (self, sql, error))
        return FALSE;
    }

  return TRUE;
}

/*
 * _cadre_journal_install_triggers:
 *
 * Makes the triggers anew; called when the schema has changed.
 */
gboolean
_cadre_journal_install_triggers (CadreArchive  *self,
                                 GError       **error)
{
  g_autoptr(GPtrArray) tables = _cadre_journal_list_tables (self, error);

  if (tables == NULL || !_cadre_journal_drop_triggers (self, error))
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
                      error);
}
