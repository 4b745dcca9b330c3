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
  gboolean in_bulk;
  gboolean committed;
};

/*
 * _cadre_journal_drop_undone:
 *
 * What was undone can no longer be redone once something else is done.
 */
gboolean
_cadre_journal_drop_undone (CadreArchive  *archive,
                            GError       **error)
{
  return cadre_archive_execute (archive,
                                "DELETE FROM change WHERE action_id IN (SELECT id FROM action WHERE state = 'undone');"
                                "UPDATE action SET state = 'dropped' WHERE state = 'undone';",
                                error);
}

/*
 * _cadre_journal_set_action:
 *
 * Has the triggers note what is done from now on as done by this action.
 */
gboolean
_cadre_journal_set_action (CadreArchive  *archive,
                           gint64         action_id,
                           GError       **error)
{
  g_autoptr(CadreStatement) last = NULL;
  g_autoptr(GError) local_error = NULL;

  last = cadre_archive_prepare (archive, "SELECT max (id) FROM change WHERE action_id = ?1", error);
  if (last == NULL)
    return FALSE;

  cadre_statement_bind_int64 (last, 1, action_id);
  archive->last_change = cadre_statement_step (last, &local_error) ? cadre_statement_get_int64 (last, 0) : 0;
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  archive->action_id = action_id;
  return TRUE;
}

/*
 * _cadre_journal_end_action:
 *
 * Has the triggers refuse changes again.
 */
void
_cadre_journal_end_action (CadreArchive *archive)
{
  archive->action_id = 0;
  archive->deletes_noted = FALSE;
  g_clear_pointer (&archive->ranges, g_ptr_array_unref);
  g_clear_pointer (&archive->unindexed, g_hash_table_unref);
}

static gboolean
insert_action (CadreAction  *self,
               const char   *kind,
               const char   *name,
               GError      **error)
{
  g_autoptr(CadreStatement) insert = NULL;

  insert = cadre_archive_prepare (self->archive, "INSERT INTO action (name, kind, actor) VALUES (?1, ?2, ?3)", error);
  if (insert == NULL)
    return FALSE;

  cadre_statement_bind_text (insert, 1, name);
  cadre_statement_bind_text (insert, 2, kind);
  cadre_statement_bind_text (insert, 3, g_get_user_name ());
  if (!cadre_statement_run (insert, error))
    return FALSE;

  self->id = cadre_archive_last_row_id (self->archive);
  return _cadre_journal_set_action (self->archive, self->id, error);
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

  if (!insert_action (self, kind, name, error))
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

/**
 * cadre_action_begin_bulk:
 *
 * From here to cadre_action_end_bulk(), rows that get a key above those that
 * are there are not found by searching yet: they are indexed at the end in
 * one go, which is ten times as fast.
 */
gboolean
cadre_action_begin_bulk (CadreAction  *self,
                         GError      **error)
{
  g_return_val_if_fail (!self->in_bulk, FALSE);

  /* Indexes of many tables grow at once: at 100,000 people one of 64 MiB costs
   * a fifth as much time again. What is not needed is not taken. */
  self->in_bulk = cadre_archive_execute (self->archive, "PRAGMA cache_size = -262144", error) &&
                  _cadre_search_index_begin_bulk (self->archive, error);
  return self->in_bulk;
}

/**
 * cadre_action_end_bulk:
 *
 * Indexes what was inserted since cadre_action_begin_bulk().
 */
gboolean
cadre_action_end_bulk (CadreAction  *self,
                       GError      **error)
{
  g_return_val_if_fail (self->in_bulk, FALSE);

  if (!_cadre_search_index_end_bulk (self->archive, error))
    return FALSE;

  self->in_bulk = FALSE;
  return cadre_archive_execute (self->archive, "PRAGMA cache_size = -16384", error);
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

static gboolean
has_changes (CadreAction  *self,
             gboolean     *result,
             GError      **error)
{
  g_autoptr(CadreStatement) statement = NULL;
  g_autoptr(GError) local_error = NULL;

  statement = cadre_archive_prepare (self->archive, "SELECT 1 FROM change WHERE action_id = ?1 LIMIT 1", error);
  if (statement == NULL)
    return FALSE;

  cadre_statement_bind_int64 (statement, 1, self->id);
  *result = cadre_statement_step (statement, &local_error);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* An action that changed nothing would be an Undo that does nothing; and it
 * takes no Redo away. */
static gboolean
forget (CadreAction  *self,
        GError      **error)
{
  g_autoptr(CadreStatement) delete = NULL;

  delete = cadre_archive_prepare (self->archive, "DELETE FROM action WHERE id = ?1", error);
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
  gboolean changed = FALSE;

  if (self->in_bulk && !cadre_action_end_bulk (self, error))
    return FALSE;

  if (!_cadre_journal_note_ranges (self->archive, error) ||
      !has_changes (self, &changed, error) ||
      !(changed ? store_detail (self, error) && _cadre_journal_drop_undone (self->archive, error) : forget (self, error)) ||
      !cadre_archive_execute (self->archive, "COMMIT", error))
    return FALSE;

  _cadre_journal_end_action (self->archive);

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
      _cadre_archive_roll_back (self->archive);
      self->archive->in_action = FALSE;
    }

  g_object_unref (self->archive);
  g_free (self->detail);
  g_free (self);
}
