/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The triggers that write the journal, made from the schema itself, so that
 * no table and no column can be forgotten. */

#define G_LOG_DOMAIN "cadre-journal"

#include "config.h"

#include "cadre-archive-private.h"

/* Tables that are no one's data: the journal itself, derived tables that are
 * rebuilt from others, and content, which is immutable and named by its hash. */
#define NOT_JOURNALLED \
  "name NOT IN ('action', 'change', 'journal', 'journal_bulk', 'person_key', 'content') " \
  "AND name NOT LIKE 'sqlite_%' AND name NOT GLOB '*_fts*'"

/* A change outside an action could not be undone or explained: refuse it. */
#define CURRENT_ACTION \
  "(SELECT ifnull (action_id, RAISE (ABORT, 'change outside an action')) FROM journal WHERE id = 1)"

/* Rows that a running bulk added are journalled by their range at its end. */
#define NOT_NEW_IN_BULK(row) \
  "NOT EXISTS (SELECT 1 FROM journal_bulk WHERE table_name = '@table' AND before < " row ".id)"

static GPtrArray *
query_names (CadreArchive  *self,
             const char    *sql,
             GError       **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (self, sql, error);
  g_autoptr(GError) local_error = NULL;

  if (statement == NULL)
    return NULL;

  while (cadre_statement_step (statement, &local_error))
    g_ptr_array_add (names, cadre_statement_dup_text (statement, 0));

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  return g_steal_pointer (&names);
}

typedef struct
{
  char *name;
  gboolean is_real;
} Column;

static void
column_free (gpointer data)
{
  Column *self = data;

  g_free (self->name);
  g_free (self);
}

static GPtrArray *
query_columns (CadreArchive  *self,
               const char    *table,
               GError       **error)
{
  g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func (column_free);
  g_autoptr(CadreStatement) statement = NULL;
  g_autoptr(GError) local_error = NULL;

  statement = cadre_archive_prepare (self, "SELECT name, type = 'REAL' FROM pragma_table_info (?1)", error);
  if (statement == NULL)
    return NULL;

  cadre_statement_bind_text (statement, 1, table);
  while (cadre_statement_step (statement, &local_error))
    {
      Column *column = g_new0 (Column, 1);

      column->name = cadre_statement_dup_text (statement, 0);
      column->is_real = cadre_statement_get_int64 (statement, 1) != 0;
      g_ptr_array_add (columns, column);
    }

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  return g_steal_pointer (&columns);
}

/* ',"c":' and the old value as JSON. json_quote() rounds a REAL to 15 digits;
 * quote() gives as many as bring the same number back. */
static void
append_pair (GString      *sql,
             const Column *column)
{
  if (column->is_real)
    g_string_append_printf (sql, "',\"%s\":' || lower (quote (OLD.%s))", column->name, column->name);
  else
    g_string_append_printf (sql, "',\"%s\":' || json_quote (OLD.%s)", column->name, column->name);
}

/* An expression for the JSON object of a row's old values: those that the
 * update replaced, or all that are not NULL. */
static char *
old_values (GPtrArray *columns,
            gboolean   changed_only)
{
  GString *sql = g_string_new ("'{' || substr (");

  for (guint i = 0; i < columns->len; i++)
    {
      const Column *c = g_ptr_array_index (columns, i);

      g_string_append (sql, i > 0 ? " || iif (" : "iif (");
      if (changed_only)
        g_string_append_printf (sql, "OLD.%s IS NEW.%s, '', ", c->name, c->name);
      else
        g_string_append_printf (sql, "OLD.%s IS NULL, '', ", c->name);
      append_pair (sql, c);
      g_string_append_c (sql, ')');
    }
  g_string_append (sql, ", 2) || '}'");

  return g_string_free (sql, FALSE);
}

/* @table, @changed and @whole stand for the table and its expressions. An
 * update that changed nothing is not noted; LIMIT keeps the expression from
 * being worked out twice. */
static const char trigger_template[] =
  "CREATE TRIGGER @table_journal_insert AFTER INSERT ON @table WHEN " NOT_NEW_IN_BULK ("NEW") " BEGIN "
  "INSERT INTO change (action_id, table_name, op, row_id, row_last) "
  "VALUES (" CURRENT_ACTION ", '@table', 'I', NEW.id, NEW.id); END;"
  "CREATE TRIGGER @table_journal_update AFTER UPDATE ON @table WHEN " NOT_NEW_IN_BULK ("OLD") " BEGIN "
  "INSERT INTO change (action_id, table_name, op, row_id, row_last, old) "
  "SELECT " CURRENT_ACTION ", '@table', 'U', OLD.id, NEW.id, old FROM (SELECT @changed AS old LIMIT 1) "
  "WHERE old <> '{}'; END;"
  "CREATE TRIGGER @table_journal_delete AFTER DELETE ON @table WHEN " NOT_NEW_IN_BULK ("OLD") " BEGIN "
  "INSERT INTO change (action_id, table_name, op, row_id, row_last, old) "
  "VALUES (" CURRENT_ACTION ", '@table', 'D', OLD.id, OLD.id, @whole); END;";

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

  changed = old_values (columns, TRUE);
  whole = old_values (columns, FALSE);
  g_string_replace (sql, "@table", table, 0);
  g_string_replace (sql, "@changed", changed, 0);
  g_string_replace (sql, "@whole", whole, 0);

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
