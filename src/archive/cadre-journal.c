/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Taking actions back. An action's `change` rows always say how to reverse
 * it. Reversing replays them from the last to the first while the triggers
 * write the changes that would reverse that again: so undo and redo are one
 * operation, and both survive a restart.
 *
 * Foreign keys are off meanwhile: what they did (rows deleted with their
 * parent, references made NULL) went through the triggers and is among the
 * changes, so that replaying gives the exact state before; doing it a second
 * time would delete rows that are needed, and RESTRICT would refuse states
 * that pass. */

#define G_LOG_DOMAIN "cadre-journal"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-archive-private.h"
#include "cadre-journal.h"

/* INSERT INTO t (a, b) VALUES (?1 ->> '$.a', ?1 ->> '$.b'). A column newer
 * than the change gets its default. */
static char *
insert_back_sql (CadreArchive  *archive,
                 const char    *table,
                 GError       **error)
{
  g_autoptr(CadreStatement) columns = NULL;
  g_autoptr(GString) names = g_string_new (NULL);
  g_autoptr(GString) values = g_string_new (NULL);

  columns = cadre_archive_prepare (archive,
                                   "SELECT name, iif (\"notnull\", dflt_value, NULL) FROM pragma_table_info (?1)",
                                   error);
  if (columns == NULL)
    return NULL;

  cadre_statement_bind_text (columns, 1, table);
  while (cadre_statement_step (columns, error))
    {
      const char *name = cadre_statement_get_text (columns, 0);
      const char *preset = cadre_statement_get_text (columns, 1);
      const char *comma = names->len > 0 ? ", " : "";

      g_string_append_printf (names, "%s%s", comma, name);
      if (preset != NULL)
        g_string_append_printf (values, "%sifnull (?1 ->> '$.%s', (%s))", comma, name, preset);
      else
        g_string_append_printf (values, "%s?1 ->> '$.%s'", comma, name);
    }
  if (!cadre_statement_is_done (columns))
    return NULL;

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
  while (cadre_statement_step (keys, error))
    {
      const char *c = cadre_statement_get_text (keys, 0);

      g_string_append_printf (sql, "%s%s = ?1 ->> '$.%s'", sql->len > 0 ? ", " : "", c, c);
    }

  if (!cadre_statement_is_done (keys) || sql->len == 0)
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
run_with_keys (CadreArchive  *archive,
               const char    *sql,
               gint64         first,
               gint64         last,
               GError       **error)
{
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (archive, sql, error);

  if (statement == NULL)
    return FALSE;

  cadre_statement_bind_int64 (statement, 1, first);
  cadre_statement_bind_int64 (statement, 2, last);
  return cadre_statement_run (statement, error);
}

static gboolean
delete_rows (CadreArchive  *archive,
             const char    *table,
             gint64         first,
             gint64         last,
             GError       **error)
{
  g_autofree char *note = _cadre_journal_note_rows_sql (archive, table, error);
  g_autofree char *delete = g_strdup_printf ("DELETE FROM %s WHERE id BETWEEN ?1 AND ?2", table);
  gboolean ok;

  if (note == NULL || !run_with_keys (archive, note, first, last, error))
    return FALSE;

  archive->deletes_noted = TRUE;
  ok = run_with_keys (archive, delete, first, last, error);
  archive->deletes_noted = FALSE;

  return ok;
}

/* Inserts that follow one another are taken back as one range. */
typedef struct
{
  CadreArchive *archive;
  GHashTable *inserts;   /* table -> the SQL that puts a row back */
  char *table;           /* of the range, NULL for none */
  gint64 first;
  gint64 last;
} Reversal;

static gboolean
flush_range (Reversal  *self,
             GError   **error)
{
  gboolean ok = self->table == NULL || delete_rows (self->archive, self->table, self->first, self->last, error);

  g_clear_pointer (&self->table, g_free);
  return ok;
}

static gboolean
reverse_insert (Reversal    *self,
                const char  *table,
                gint64       first,
                gint64       last,
                GError     **error)
{
  if (g_strcmp0 (self->table, table) == 0 && last == self->first - 1)
    {
      self->first = first;
      return TRUE;
    }

  if (!flush_range (self, error))
    return FALSE;

  self->table = g_strdup (table);
  self->first = first;
  self->last = last;
  return TRUE;
}

static gboolean
reverse_delete (Reversal    *self,
                const char  *table,
                const char  *old,
                GError     **error)
{
  if (!g_hash_table_contains (self->inserts, table))
    {
      char *sql = insert_back_sql (self->archive, table, error);

      if (sql == NULL)
        return FALSE;
      g_hash_table_insert (self->inserts, g_strdup (table), sql);
    }

  return run_with_old (self->archive, g_hash_table_lookup (self->inserts, table), old, 0, error);
}

static gboolean
reverse_change (Reversal        *self,
                CadreStatement  *change,
                GError         **error)
{
  const char *table = cadre_statement_get_text (change, 0);
  const char *op = cadre_statement_get_text (change, 1);
  gint64 first = cadre_statement_get_int64 (change, 2);
  gint64 last = cadre_statement_get_int64 (change, 3);
  const char *old = cadre_statement_get_text (change, 4);
  g_autofree char *update = NULL;

  if (op[0] == 'I')
    return reverse_insert (self, table, first, last, error);

  if (!flush_range (self, error))
    return FALSE;
  if (op[0] == 'D')
    return reverse_delete (self, table, old, error);

  update = update_back_sql (self->archive, table, old, error);
  return update != NULL && run_with_old (self->archive, update, old, last, error);
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
  Reversal reversal = { .archive = archive, .inserts = inserts };

  changes = cadre_archive_prepare (archive,
                                   "SELECT table_name, op, row_id, row_last, old FROM change "
                                   "WHERE action_id = ?1 AND id <= ?2 ORDER BY id DESC",
                                   error);
  if (changes == NULL)
    return FALSE;

  cadre_statement_bind_int64 (changes, 1, action_id);
  cadre_statement_bind_int64 (changes, 2, up_to);
  while (cadre_statement_step (changes, &local_error))
    if (!reverse_change (&reversal, changes, error))
      {
        g_free (reversal.table);
        return FALSE;
      }

  if (local_error != NULL)
    {
      g_free (reversal.table);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return flush_range (&reversal, error);
}

static gboolean
delete_changes (CadreArchive  *archive,
                gint64         action_id,
                gint64         up_to,
                GError       **error)
{
  g_autoptr(CadreStatement) statement = NULL;

  statement = cadre_archive_prepare (archive, "DELETE FROM change WHERE action_id = ?1 AND id <= ?2", error);
  if (statement == NULL)
    return FALSE;

  cadre_statement_bind_int64 (statement, 1, action_id);
  cadre_statement_bind_int64 (statement, 2, up_to);
  return cadre_statement_run (statement, error);
}

static gboolean
set_state (CadreArchive  *archive,
           gint64         action_id,
           const char    *state,
           GError       **error)
{
  g_autoptr(CadreStatement) statement = NULL;

  statement = cadre_archive_prepare (archive, "UPDATE action SET state = ?2 WHERE id = ?1", error);
  if (statement == NULL)
    return FALSE;

  cadre_statement_bind_int64 (statement, 1, action_id);
  cadre_statement_bind_text (statement, 2, state);
  return cadre_statement_run (statement, error);
}

/* Reverses what action @from did up to its change @up_to; the triggers note
 * it as done by the action that is set. */
static gboolean
replay (CadreArchive  *archive,
        gint64         from,
        gint64         up_to,
        GError       **error)
{
  if (!_cadre_search_index_begin_bulk (archive, error) ||
      !reverse_changes (archive, from, up_to, error) ||
      !_cadre_search_index_end_bulk (archive, error) ||
      !_cadre_journal_note_ranges (archive, error))
    return FALSE;

  _cadre_journal_end_action (archive);
  return TRUE;
}

static gboolean
reverse_action (CadreArchive  *archive,
                gint64         action_id,
                const char    *new_state,
                GError       **error)
{
  gint64 up_to;

  if (!_cadre_journal_set_action (archive, action_id, error))
    return FALSE;

  up_to = archive->last_change;
  return replay (archive, action_id, up_to, error) &&
         delete_changes (archive, action_id, up_to, error) &&
         set_state (archive, action_id, new_state, error);
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
  g_autoptr(GError) local_error = NULL;

  if (statement == NULL)
    return FALSE;

  if (!cadre_statement_step (statement, &local_error))
    {
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_NOTHING_TO_DO, nothing);
      return FALSE;
    }

  *id = cadre_statement_get_int64 (statement, 0);
  *name = cadre_statement_dup_text (statement, 1);
  return TRUE;
}

static gboolean
begin_reversal (CadreArchive  *archive,
                GError       **error)
{
  g_return_val_if_fail (!archive->in_action, FALSE);

  if (archive->mode != CADRE_ARCHIVE_WRITE)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_READ_ONLY, _("%s: the archive can only be read: %s"), archive->path,
                   archive->read_only_reason != NULL ? archive->read_only_reason : _("it was opened for reading"));
      return FALSE;
    }

  if (!cadre_archive_execute (archive, "PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE", error))
    {
      sqlite3_exec (archive->db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
      return FALSE;
    }

  return TRUE;
}

static gboolean
end_reversal (CadreArchive  *archive,
              gboolean       ok,
              GError       **error)
{
  ok = ok && cadre_archive_execute (archive, "COMMIT", error);
  if (!ok)
    _cadre_archive_roll_back (archive);
  sqlite3_exec (archive->db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);

  return ok;
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

  if (!begin_reversal (archive, error))
    return FALSE;

  if (!end_reversal (archive,
                     find_action (archive, find_sql, nothing, &id, &found, error) &&
                     reverse_action (archive, id, new_state, error),
                     error))
    return FALSE;

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

/* The first later action that changed a row that action ?1 changed too, unless
 * both changed other fields of it. A range meets a row, a row a range, and a
 * range a range; each by its own index. */
static const char conflict_sql[] =
  "WITH mine AS (SELECT * FROM change WHERE action_id = ?1), "
  "theirs (action_id, op, old, mine_op, mine_old) AS ("
  "SELECT c.action_id, c.op, c.old, mine.op, mine.old FROM mine CROSS JOIN change AS c INDEXED BY change_row "
  "ON c.table_name = mine.table_name AND c.row_id BETWEEN mine.row_id AND mine.row_last AND c.action_id > ?1 "
  "UNION ALL "
  "SELECT c.action_id, c.op, c.old, mine.op, mine.old FROM mine CROSS JOIN change AS c INDEXED BY change_range "
  "ON c.row_last > c.row_id AND c.table_name = mine.table_name AND c.row_last >= mine.row_id "
  "AND c.row_id <= mine.row_last AND c.action_id > ?1) "
  "SELECT a.id, a.name FROM theirs JOIN action AS a ON a.id = theirs.action_id "
  "WHERE a.state = 'done' AND NOT (theirs.op = 'U' AND mine_op = 'U' AND NOT EXISTS ("
  "SELECT 1 FROM json_each (theirs.old) AS x JOIN json_each (mine_old) AS y ON x.key = y.key)) "
  "ORDER BY a.id LIMIT 1";

/* The first later action that made @row_id of @table. */
static const char maker_sql[] =
  "SELECT a.id, a.name FROM action AS a JOIN change AS c ON c.action_id = a.id "
  "WHERE a.state = 'done' AND c.table_name = ?1 AND ?2 BETWEEN c.row_id AND c.row_last ORDER BY a.id DESC LIMIT 1";

static gboolean
refuse (const char  *name,
        const char  *later,
        GError     **error)
{
  g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID,
               _("“%s” cannot be taken back alone: “%s” came later and depends on it; take that back first"),
               name, later);
  return FALSE;
}

static gboolean
check_conflicts (CadreArchive  *archive,
                 gint64         action_id,
                 const char    *name,
                 GError       **error)
{
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (archive, conflict_sql, error);
  g_autoptr(GError) local_error = NULL;

  if (statement == NULL)
    return FALSE;

  cadre_statement_bind_int64 (statement, 1, action_id);
  if (cadre_statement_step (statement, &local_error))
    return refuse (name, cadre_statement_get_text (statement, 1), error);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Rows that refer to what is no longer there were made by a later action. */
static gboolean
check_references (CadreArchive  *archive,
                  const char    *name,
                  GError       **error)
{
  g_autoptr(CadreStatement) broken = NULL;
  g_autoptr(CadreStatement) maker = NULL;
  g_autoptr(GError) local_error = NULL;

  broken = cadre_archive_prepare (archive, "SELECT \"table\", rowid FROM pragma_foreign_key_check LIMIT 1", error);
  maker = cadre_archive_prepare (archive, maker_sql, error);
  if (broken == NULL || maker == NULL)
    return FALSE;

  if (cadre_statement_step (broken, &local_error))
    {
      cadre_statement_bind_text (maker, 1, cadre_statement_get_text (broken, 0));
      cadre_statement_bind_int64 (maker, 2, cadre_statement_get_int64 (broken, 1));
      return refuse (name, cadre_statement_step (maker, NULL) ? cadre_statement_get_text (maker, 1)
                                                              : cadre_statement_get_text (broken, 0), error);
    }
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
find_done (CadreArchive  *archive,
           gint64         action_id,
           char         **name,
           GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id, name FROM action WHERE state = 'done' AND id = %" G_GINT64_FORMAT,
                                          action_id);
  gint64 id;

  return find_action (archive, sql, _("There is no such action, or it was taken back already"), &id, name, error);
}

static gboolean
take_back_alone (CadreArchive  *archive,
                 gint64         action_id,
                 char         **name,
                 GError       **error)
{
  g_autofree char *title = NULL;
  g_autoptr(CadreStatement) insert = NULL;

  if (!find_done (archive, action_id, name, error) ||
      !check_conflicts (archive, action_id, *name, error))
    return FALSE;

  insert = cadre_archive_prepare (archive, "INSERT INTO action (name, kind, actor) VALUES (?1, 'undo', ?2)", error);
  if (insert == NULL)
    return FALSE;

  title = g_strdup_printf (_("Take back “%s”"), *name);
  cadre_statement_bind_text (insert, 1, title);
  cadre_statement_bind_text (insert, 2, g_get_user_name ());
  return cadre_statement_run (insert, error) &&
         _cadre_journal_set_action (archive, cadre_archive_last_row_id (archive), error) &&
         replay (archive, action_id, G_MAXINT64, error) &&
         check_references (archive, *name, error) &&
         _cadre_journal_drop_undone (archive, error);
}

/**
 * cadre_journal_undo_one:
 * @action_id: an action that is done, not only the last
 * @name: (out) (optional): what was taken back
 *
 * Takes one earlier action back where nothing later depends on it. That is an
 * action of its own, which Undo takes back in turn. Refused where a later
 * action changed the same rows or refers to them; the message names it.
 */
gboolean
cadre_journal_undo_one (CadreArchive  *archive,
                        gint64         action_id,
                        char         **name,
                        GError       **error)
{
  g_autofree char *found = NULL;

  if (!begin_reversal (archive, error) ||
      !end_reversal (archive, take_back_alone (archive, action_id, &found, error), error))
    return FALSE;

  if (name != NULL)
    *name = g_steal_pointer (&found);
  return TRUE;
}
