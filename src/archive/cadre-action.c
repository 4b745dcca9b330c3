/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-action"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-action.h"
#include "cadre-archive-private.h"

struct _CadreAction
{
  CadreArchive *archive;
  gint64 id;
  char *detail;
  GPtrArray *bulk_tables;  /* names, while a bulk runs */
  GArray *bulk_before;     /* gint64: the highest id of each at its start */
  gboolean committed;
};

/* What was undone can no longer be redone once something else is done. */
static gboolean
drop_undone (CadreArchive  *archive,
             GError       **error)
{
  return cadre_archive_execute (archive,
                                "DELETE FROM change WHERE action_id IN (SELECT id FROM action WHERE state = 'undone');"
                                "UPDATE action SET state = 'dropped' WHERE state = 'undone';",
                                error);
}

static gboolean
insert_action (CadreAction  *self,
               const char   *kind,
               const char   *name,
               GError      **error)
{
  g_autoptr(CadreStatement) insert = NULL;
  g_autoptr(CadreStatement) set = NULL;

  insert = cadre_archive_prepare (self->archive, "INSERT INTO action (name, kind, actor) VALUES (?1, ?2, ?3)", error);
  set = cadre_archive_prepare (self->archive, "UPDATE journal SET action_id = ?1, bulk = 0", error);
  if (insert == NULL || set == NULL)
    return FALSE;

  cadre_statement_bind_text (insert, 1, name);
  cadre_statement_bind_text (insert, 2, kind);
  cadre_statement_bind_text (insert, 3, g_get_user_name ());
  if (!cadre_statement_run (insert, error))
    return FALSE;

  self->id = cadre_archive_last_row_id (self->archive);
  cadre_statement_bind_int64 (set, 1, self->id);
  return cadre_statement_run (set, error);
}

/**
 * cadre_action_begin:
 * @kind: edit, import, mend, sample, settings …
 * @name: what is done, in the user's language: it is what Undo will name
 *
 * Begins the transaction. There is one action at a time on an archive.
 *
 * Returns: (transfer full): the action, or %NULL with @error set
 */
CadreAction *
cadre_action_begin (CadreArchive  *archive,
                    const char    *kind,
                    const char    *name,
                    GError       **error)
{
  g_autoptr(CadreAction) self = NULL;

  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), NULL);
  g_return_val_if_fail (!archive->in_action, NULL);

  if (archive->mode != CADRE_ARCHIVE_WRITE)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_READ_ONLY, _("%s: the archive can only be read: %s"), archive->path,
                   archive->read_only_reason != NULL ? archive->read_only_reason : _("it was opened for reading"));
      return NULL;
    }

  if (!cadre_archive_execute (archive, "BEGIN IMMEDIATE", error))
    return NULL;

  self = g_new0 (CadreAction, 1);
  self->archive = g_object_ref (archive);
  archive->in_action = TRUE;

  if (!drop_undone (archive, error) || !insert_action (self, kind, name, error))
    return NULL;

  return g_steal_pointer (&self);
}

gint64
cadre_action_get_id (CadreAction *self)
{
  return self->id;
}

/**
 * cadre_action_set_detail:
 * @json: (nullable): what the log should know besides: a file, counts …
 */
void
cadre_action_set_detail (CadreAction *self,
                         const char  *json)
{
  g_free (self->detail);
  self->detail = g_strdup (json);
}

static gboolean
highest_id (CadreArchive  *archive,
            const char    *table,
            gint64        *id,
            GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT max (id) FROM %s", table);

  return cadre_archive_query_int64 (archive, sql, id, error);
}

/**
 * cadre_action_begin_bulk:
 *
 * From here to cadre_action_end_bulk(), inserts are journalled as one range
 * of keys a table and not one by one. Rows must get their keys from SQLite.
 */
gboolean
cadre_action_begin_bulk (CadreAction  *self,
                         GError      **error)
{
  g_return_val_if_fail (self->bulk_tables == NULL, FALSE);

  self->bulk_tables = _cadre_journal_list_tables (self->archive, error);
  if (self->bulk_tables == NULL)
    return FALSE;

  self->bulk_before = g_array_sized_new (FALSE, TRUE, sizeof (gint64), self->bulk_tables->len);
  g_array_set_size (self->bulk_before, self->bulk_tables->len);
  for (guint i = 0; i < self->bulk_tables->len; i++)
    if (!highest_id (self->archive, g_ptr_array_index (self->bulk_tables, i),
                     &g_array_index (self->bulk_before, gint64, i), error))
      return FALSE;

  return cadre_archive_execute (self->archive, "UPDATE journal SET bulk = 1", error);
}

/**
 * cadre_action_end_bulk:
 *
 * Journals what was inserted since cadre_action_begin_bulk().
 */
gboolean
cadre_action_end_bulk (CadreAction  *self,
                       GError      **error)
{
  g_autoptr(CadreStatement) insert = NULL;

  g_return_val_if_fail (self->bulk_tables != NULL, FALSE);

  insert = cadre_archive_prepare (self->archive,
                                  "INSERT INTO change (action_id, table_name, op, row_id, row_last) "
                                  "VALUES (?1, ?2, 'I', ?3, ?4)",
                                  error);
  if (insert == NULL)
    return FALSE;

  for (guint i = 0; i < self->bulk_tables->len; i++)
    {
      const char *table = g_ptr_array_index (self->bulk_tables, i);
      gint64 before = g_array_index (self->bulk_before, gint64, i);
      gint64 after;

      if (!highest_id (self->archive, table, &after, error))
        return FALSE;
      if (after <= before)
        continue;

      cadre_statement_bind_int64 (insert, 1, self->id);
      cadre_statement_bind_text (insert, 2, table);
      cadre_statement_bind_int64 (insert, 3, before + 1);
      cadre_statement_bind_int64 (insert, 4, after);
      if (!cadre_statement_run (insert, error))
        return FALSE;
    }

  g_clear_pointer (&self->bulk_tables, g_ptr_array_unref);
  g_clear_pointer (&self->bulk_before, g_array_unref);
  return cadre_archive_execute (self->archive, "UPDATE journal SET bulk = 0", error);
}

static gboolean
store_detail (CadreAction  *self,
              GError      **error)
{
  g_autoptr(CadreStatement) update = NULL;

  if (self->detail == NULL)
    return TRUE;

  update = cadre_archive_prepare (self->archive, "UPDATE action SET detail = ?2 WHERE id = ?1", error);
  if (update == NULL)
    return FALSE;

  cadre_statement_bind_int64 (update, 1, self->id);
  cadre_statement_bind_text (update, 2, self->detail);
  return cadre_statement_run (update, error);
}

/* An action that changed nothing would be an Undo that does nothing. */
static gboolean
forget_if_empty (CadreAction  *self,
                 GError      **error)
{
  g_autoptr(CadreStatement) delete = NULL;

  delete = cadre_archive_prepare (self->archive,
                                  "DELETE FROM action WHERE id = ?1 "
                                  "AND NOT EXISTS (SELECT 1 FROM change WHERE action_id = ?1)",
                                  error);
  if (delete == NULL)
    return FALSE;

  cadre_statement_bind_int64 (delete, 1, self->id);
  return cadre_statement_run (delete, error);
}

/**
 * cadre_action_commit:
 *
 * Makes it so. After a failure the action is still to be freed, which rolls
 * it back.
 */
gboolean
cadre_action_commit (CadreAction  *self,
                     GError      **error)
{
  if (self->bulk_tables != NULL && !cadre_action_end_bulk (self, error))
    return FALSE;

  if (!store_detail (self, error) ||
      !forget_if_empty (self, error) ||
      !cadre_archive_execute (self->archive, "UPDATE journal SET action_id = NULL; COMMIT", error))
    return FALSE;

  self->committed = TRUE;
  self->archive->in_action = FALSE;
  return TRUE;
}

void
cadre_action_free (CadreAction *self)
{
  if (self == NULL)
    return;

  if (!self->committed)
    {
      /* A cancelled action must be able to roll back. */
      g_clear_object (&self->archive->cancellable);
      if (self->archive->db != NULL && !sqlite3_get_autocommit (self->archive->db))
        sqlite3_exec (self->archive->db, "ROLLBACK", NULL, NULL, NULL);
      self->archive->in_action = FALSE;
    }

  g_clear_pointer (&self->bulk_tables, g_ptr_array_unref);
  g_clear_pointer (&self->bulk_before, g_array_unref);
  g_object_unref (self->archive);
  g_free (self->detail);
  g_free (self);
}
