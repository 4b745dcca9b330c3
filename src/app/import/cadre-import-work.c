/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-importer"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-import-edit.h"
#include "cadre-import-work.h"
#include "cadre-sheet.h"

/**
 * cadre_import_work_new:
 *
 * Returns: (transfer full): work of a kind, with nothing to do it on
 */
CadreImportWork *
cadre_import_work_new (CadreImportWorkKind kind)
{
  CadreImportWork *self = g_new0 (CadreImportWork, 1);

  self->kind = kind;
  self->cancellable = g_cancellable_new ();
  self->edits = cadre_import_edits_new ();
  return self;
}

void
cadre_import_work_free (gpointer data)
{
  CadreImportWork *self = data;

  g_clear_object (&self->cancellable);
  g_clear_object (&self->task);
  g_clear_object (&self->plan);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_clear_object (&self->catalogue);
  g_clear_pointer (&self->edits, g_ptr_array_unref);
  g_free (self->path);
  g_strfreev (self->order);
  g_free (self->sheet);
  g_free (self->import_kind);
  g_clear_pointer (&self->heads, g_hash_table_unref);
  g_strfreev (self->sheets);
  g_free (self->caveat);
  cadre_import_row_free (self->found);
  g_free (self);
}

/* ------------------------------------------------------------- on the threads */

static void
progress_cb (double   done,
             gpointer job)
{
  cadre_job_report (job, done);
}

static gboolean
look_at_file (CadreImportWork  *self,
              GError          **error)
{
  g_autoptr(CadreWorkbook) workbook = cadre_workbook_open (self->path, self->cancellable, error);
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  GPtrArray *sheets;

  if (workbook == NULL)
    return FALSE;

  sheets = cadre_workbook_get_sheets (workbook);
  for (guint i = 0; i < sheets->len; i++)
    g_strv_builder_add (names, ((CadreSheetInfo *) g_ptr_array_index (sheets, i))->name);
  self->sheets = g_strv_builder_end (names);
  self->caveat = g_strdup (cadre_workbook_get_caveat (workbook));
  return TRUE;
}

static gboolean
read_file (CadreImportWork  *self,
           CadreJob         *job,
           CadreArchive     *archive,
           GError          **error)
{
  /* The plan keeps its connection; the job's goes on to other jobs. */
  g_autoptr(CadreArchive) reader = cadre_archive_open_reader (archive, error);
  CadrePlanRequest request = {
    .path = self->path, .sheet = self->sheet, .kind = self->import_kind, .heads = self->heads,
    .order = (const char * const *) self->order, .empty_erases = self->empty_erases,
  };

  if (reader == NULL)
    return FALSE;
  self->catalogue = cadre_catalogue_new (reader, error);
  if (self->catalogue == NULL)
    return FALSE;
  self->kinds = cadre_import_kinds_load (self->catalogue, error);
  if (self->kinds == NULL || !look_at_file (self, error))
    return FALSE;

  self->plan = cadre_plan_new (reader, self->catalogue, &request, progress_cb, job, self->cancellable, error);
  if (self->plan == NULL || cadre_import_edits_apply (self->edits, self->plan, error))
    return self->plan != NULL;

  g_clear_object (&self->plan);
  return FALSE;
}

static gboolean
work_job (CadreJob      *job,
          CadreArchive  *archive,
          gpointer       data,
          GError       **error)
{
  CadreImportWork *self = data;

  switch (self->kind)
    {
    case CADRE_IMPORT_READ:
      return read_file (self, job, archive, error);
    case CADRE_IMPORT_EDIT:
      return cadre_import_edits_apply (self->edits, self->plan, error);
    case CADRE_IMPORT_LOAD_ROW:
      self->found = cadre_import_row_load (self->plan, self->catalogue, archive, self->edits, self->row, error);
      return self->found != NULL;
    case CADRE_IMPORT_WRITE_REFUSED:
      return cadre_plan_write_refused (self->plan, self->path, error);
    case CADRE_IMPORT_APPLY:
      return cadre_plan_apply (self->plan, archive, &self->result, progress_cb, job, self->cancellable, error);
    default:
      g_assert_not_reached ();
    }
}

/* ------------------------------------------------------------------ in the window */

static char *
title_of (CadreImportWork *self)
{
  g_autofree char *base = self->path != NULL ? g_path_get_basename (self->path) : NULL;

  switch (self->kind)
    {
    case CADRE_IMPORT_READ:
      return g_strdup_printf (_("Reading “%s”"), base);
    case CADRE_IMPORT_APPLY:
      return g_strdup (_("Taking in the rows"));
    case CADRE_IMPORT_WRITE_REFUSED:
      return g_strdup_printf (_("Writing “%s”"), base);
    case CADRE_IMPORT_EDIT:
    case CADRE_IMPORT_LOAD_ROW:
    default:
      return NULL;
    }
}

/**
 * cadre_import_work_answer:
 * @error: (nullable): why it was not done
 *
 * Tells who waits for it.
 */
void
cadre_import_work_answer (CadreImportWork *self,
                          GError          *error)
{
  if (self->task == NULL)
    return;

  if (error != NULL)
    g_task_return_error (self->task, g_error_copy (error));
  else if (self->kind == CADRE_IMPORT_LOAD_ROW)
    g_task_return_pointer (self->task, g_steal_pointer (&self->found), (GDestroyNotify) cadre_import_row_free);
  else
    g_task_return_boolean (self->task, TRUE);
}

typedef struct
{
  CadreImportWork *work;
  CadreImportWorkFunc done;
  gpointer owner;
} Waiting;

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autofree Waiting *waiting = data;
  g_autoptr(GObject) owner = waiting->owner;
  g_autoptr(GError) error = NULL;

  cadre_session_finish (CADRE_SESSION (source), result, &error);
  waiting->done (waiting->work, error, owner);
}

/**
 * cadre_import_work_run:
 * @self: (transfer full): freed when @done has returned
 * @owner: (type GObject): kept until then
 *
 * Does the work in a job of the session's.
 */
void
cadre_import_work_run (CadreImportWork     *self,
                       CadreSession        *session,
                       CadreImportWorkFunc  done,
                       gpointer             owner)
{
  g_autofree char *title = title_of (self);
  Waiting *waiting = g_new (Waiting, 1);

  *waiting = (Waiting) { self, done, g_object_ref (owner) };
  (self->kind == CADRE_IMPORT_APPLY ? cadre_session_write : cadre_session_read) (session, title, work_job, self,
                                                                                 cadre_import_work_free,
                                                                                 self->cancellable, done_cb, waiting);
}
