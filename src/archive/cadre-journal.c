/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Taking actions back. An action's `change` rows always say how to reverse
 * it. Reversing replays them from the last to the first while the triggers
 * write the changes that would reverse that again: so undo and redo are one
 * operation, and both survive a restart. */

#define G_LOG_DOMAIN "cadre-journal"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-archive-private.h"
#include "cadre-journal.h"

void
cadre_journal_entry_free (CadreJournalEntry *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->kind);
  g_free (self->actor);
  g_free (self->happened_at);
  g_free (self->state);
  g_free (self->detail);
  g_free (self);
}

void
cadre_field_change_free (CadreFieldChange *self)
{
  if (self == NULL)
    return;

  g_free (self->action_name);
  g_free (self->actor);
  g_free (self->happened_at);
  g_free (self->table);
  g_free (self->op);
  g_free (self->field);
  g_free (self->old_value);
  g_free (self->new_value);
  g_free (self);
}

static GPtrArray *
column_names (CadreArchive  *archive,
              const char    *table,
              GError       **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(CadreStatement) statement = NULL;

  statement = cadre_archive_prepare (archive, "SELECT name FROM pragma_table_info (?1)", error);
  if (statement == NULL)
    return NULL;

  cadre_statement_bind_text (statement, 1, table);
  while (cadre_statement_step (statement, NULL))
    g_ptr_array_add (names, cadre_statement_dup_text (statement, 0));

  return g_steal_pointer (&names);
}

/* INSERT INTO t (a, b) VALUES (?1 ->> '$.a', ?1 ->> '$.b') */
static char *
insert_back_sql (CadreArchive  *archive,
                 const char    *table,
                 GError       **error)
{
  g_autoptr(GPtrArray) columns = column_names (archive, table, error);
  g_autoptr(GString) names = g_string_new (NULL);
  g_autoptr(GString) values = g_string_new (NULL);

  if (columns == NULL)
    return NULL;

  for (guint i = 0; i < columns->len; i++)
    {
      const char *c = g_ptr_array_index (columns, i);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", c);
      g_string_append_printf (values, "%s?1 ->> '$.%s'", i > 0 ? ", " : "", c);
    }

  return g_strdup_printf ("INSERT INTO %s (%s) VALUES (%s)", table, names->str, values->str);
}

/* UPDATE t SET a = ?1 ->> '$.a' … WHERE id = ?2, for the columns in @old. */
static char *
update_back_sql (CadreArchive  *archive,
                 const char    *table,
                 const char    *old,
                 GError       **error)
{
  g_autoptr(CadreStatement) keys = cadre_archive_prepare (archive, "SELECT key FROM json_each (?1)", error);
  g_autoptr(GString) sql = g_string_new (NULL);

  if (keys == NULL)
    return NULL;

  cadre_statement_bind_text (keys, 1, old);
  while (cadre_statement_step (keys, NULL))
    {
      const char *c = cadre_statement_get_text (keys, 0);

      g_string_append_printf (sql, "%s%s = ?1 ->> '$.%s'", sql->len > 0 ? ", " : "", c, c);
    }

  if (sql->len == 0)
    return NULL;

  return g_strdup_printf ("UPDATE %s SET %s WHERE id = ?2", table, sql->str);
}

static gboolean
run_with_old (CadreArchive  *archive,
              const char    *sql,
              const char    *old,
              gint64         row_id,
              GError       **error)
{
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (archive, sql, error);

  if (statement == NULL)
    return FALSE;

  cadre_statement_bind_text (statement, 1, old);
  if (row_id > 0)
    cadre_statement_bind_int64 (statement, 2, row_id);
  return cadre_statement_run (statement, error);
}

static gboolean
delete_rows (CadreArchive  *archive,
             const char    *table,
             gint64         first,
             gint64         last,
             GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM %s WHERE id BETWEEN ?1 AND ?2", table);
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (archive, sql, error);

  if (statement == NULL)
    return FALSE;

  cadre_statement_bind_int64 (statement, 1, first);
  cadre_statement_bind_int64 (statement, 2, last);
  return cadre_statement_run (statement, error);
}

static gboolean
reverse_change (CadreArchive    *archive,
                CadreStatement  *change,
                GHashTable      *inserts,
                GError         **error)
{
  const char *table = cadre_statement_get_text (change, 0);
  const char *op = cadre_statement_get_text (change, 1);
  gint64 first = cadre_statement_get_int64 (change, 2);
  gint64 last = cadre_statement_get_int64 (change, 3);
  const char *old = cadre_statement_get_text (change, 4);
  g_autofree char *update = NULL;

  switch (op[0])
    {
    case 'I':
      return delete_rows (archive, table, first, last, error);

    case 'D':
      if (!g_hash_table_contains (inserts, table))
        {
          char *sql = insert_back_sql (archive, table, error);

          if (sql == NULL)
            return FALSE;
          g_hash_table_insert (inserts, g_strdup (table), sql);
        }
      return run_with_old (archive, g_hash_table_lookup (inserts, table), old, 0, error);

    default:
      update = update_back_sql (archive, table, old, error);
      return update == NULL || run_with_old (archive, update, old, last, error);
    }
}

static gboolean
reverse_changes (CadreArchive  *archive,
                 gint64         action_id,
                 gint64         up_to,
                 GError       **error)
{
  g_autoptr(GHashTable) inserts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(CadreStatement) changes = NULL;
  g_autoptr(GError) local_error = NULL;

  changes = cadre_archive_prepare (archive,
                                   "SELECT table_name, op, row_id, row_last, old FROM change "
                                   "WHERE action_id = ?1 AND id <= ?2 ORDER BY id DESC",
                                   error);
  if (changes == NULL)
    return FALSE;

  cadre_statement_bind_int64 (changes, 1, action_id);
  cadre_statement_bind_int64 (changes, 2, up_to);
  while (cadre_statement_step (changes, &local_error))
    if (!reverse_change (archive, changes, inserts, error))
      return FALSE;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return TRUE;
}

static gboolean
run_for_action (CadreArchive  *archive,
                const char    *sql,
                gint64         action_id,
                gint64         second,
                const char    *third,
                GError       **error)
{
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (archive, sql, error);

  if (statement == NULL)
    return FALSE;

  cadre_statement_bind_int64 (statement, 1, action_id);
  if (second >= 0)
    cadre_statement_bind_int64 (statement, 2, second);
  if (third != NULL)
    cadre_statement_bind_text (statement, 3, third);
  return cadre_statement_run (statement, error);
}

static gboolean
reverse_action (CadreArchive  *archive,
                gint64         action_id,
                const char    *new_state,
                GError       **error)
{
  gint64 up_to = 0;

  return cadre_archive_execute (archive, "PRAGMA defer_foreign_keys = ON", error) &&
         cadre_archive_query_int64 (archive, "SELECT max (id) FROM change", &up_to, error) &&
         run_for_action (archive, "UPDATE journal SET action_id = ?1, bulk = 0", action_id, -1, NULL, error) &&
         reverse_changes (archive, action_id, up_to, error) &&
         run_for_action (archive, "DELETE FROM change WHERE action_id = ?1 AND id <= ?2", action_id, up_to, NULL, error) &&
         run_for_action (archive, "UPDATE action SET state = ?3 WHERE id = ?1 AND ?2 = ?2", action_id, 0, new_state, error) &&
         cadre_archive_execute (archive, "UPDATE journal SET action_id = NULL", error);
}

static gboolean
find_action (CadreArchive  *archive,
             const char    *sql,
             const char    *nothing,
             gint64        *id,
             char         **name,
             GError       **error)
{
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (archive, sql, error);

  if (statement == NULL)
    return FALSE;

  if (!cadre_statement_step (statement, NULL))
    {
      g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_NOTHING_TO_DO, nothing);
      return FALSE;
    }

  *id = cadre_statement_get_int64 (statement, 0);
  *name = cadre_statement_dup_text (statement, 1);
  return TRUE;
}

static gboolean
reverse_found (CadreArchive  *archive,
               const char    *find_sql,
               const char    *nothing,
               const char    *new_state,
               char         **name,
               GError       **error)
{
  g_autofree char *found = NULL;
  gint64 id;

  if (archive->mode != CADRE_ARCHIVE_WRITE)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_READ_ONLY, _("%s: the archive can only be read"), archive->path);
      return FALSE;
    }

  if (!cadre_archive_execute (archive, "BEGIN IMMEDIATE", error))
    return FALSE;

  if (!find_action (archive, find_sql, nothing, &id, &found, error) ||
      !reverse_action (archive, id, new_state, error) ||
      !cadre_archive_execute (archive, "COMMIT", error))
    {
      sqlite3_exec (archive->db, "ROLLBACK", NULL, NULL, NULL);
      return FALSE;
    }

  if (name != NULL)
    *name = g_steal_pointer (&found);
  return TRUE;
}

/**
 * cadre_journal_undo:
 * @name: (out) (optional): what was undone
 *
 * Takes back the last action that is done.
 */
gboolean
cadre_journal_undo (CadreArchive  *archive,
                    char         **name,
                    GError       **error)
{
  return reverse_found (archive,
                        "SELECT id, name FROM action WHERE state = 'done' ORDER BY id DESC LIMIT 1",
                        _("There is nothing to undo"), "undone", name, error);
}

/**
 * cadre_journal_redo:
 * @name: (out) (optional): what was done again
 *
 * Does again the action that was undone last.
 */
gboolean
cadre_journal_redo (CadreArchive  *archive,
                    char         **name,
                    GError       **error)
{
  return reverse_found (archive,
                        "SELECT id, name FROM action WHERE state = 'undone' ORDER BY id LIMIT 1",
                        _("There is nothing to redo"), "done", name, error);
}
