/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"
#include "cadre-job.h"
#include "cadre-unit.h"

G_BEGIN_DECLS

/**
 * CadreJobFunc:
 * @job: report progress to it
 * @archive: the connection, the job's own while it runs; it stops with
 *   %G_IO_ERROR_CANCELLED when the job is cancelled
 * @data: what the job takes, and where it leaves what it found
 *
 * Work for a #CadreSession. It runs on another thread and must touch nothing
 * of the window.
 *
 * Returns: %FALSE with @error set if it failed
 */
typedef gboolean (*CadreJobFunc) (CadreJob      *job,
                                  CadreArchive  *archive,
                                  gpointer       data,
                                  GError       **error);

/**
 * CadreSession:
 *
 * An open archive as a window uses it: one thread that writes, a few that
 * read, and never a wait. All functions are called on one thread, which gets
 * the answers too.
 *
 * Signal `changed (char **tables)`: an action was done, undone or done again
 * and touched these tables; who shows them asks again.
 *
 * Properties: `undo-name` and `redo-name`, what Undo and Redo would take back
 * or do again, %NULL where there is nothing.
 */
#define CADRE_TYPE_SESSION (cadre_session_get_type ())
G_DECLARE_FINAL_TYPE (CadreSession, cadre_session, CADRE, SESSION, GObject)

void          cadre_session_open_async    (const char           *path,
                                           gboolean              create,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
CadreSession *cadre_session_open_finish   (GAsyncResult         *result,
                                           GError              **error);
void          cadre_session_close         (CadreSession         *self);

const char   *cadre_session_get_path      (CadreSession         *self);
const char   *cadre_session_get_read_only_reason (CadreSession  *self);
gboolean      cadre_session_is_read_only  (CadreSession         *self);
const char   *cadre_session_get_undo_name (CadreSession         *self);
const char   *cadre_session_get_redo_name (CadreSession         *self);
GListModel   *cadre_session_get_jobs      (CadreSession         *self);
CadreUnitTree *cadre_session_get_units    (CadreSession         *self);

void          cadre_session_read          (CadreSession         *self,
                                           const char           *title,
                                           CadreJobFunc          func,
                                           gpointer              data,
                                           GDestroyNotify        free_data,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
void          cadre_session_act           (CadreSession         *self,
                                           const char           *kind,
                                           const char           *name,
                                           CadreJobFunc          func,
                                           gpointer              data,
                                           GDestroyNotify        free_data,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
void          cadre_session_write         (CadreSession         *self,
                                           const char           *title,
                                           CadreJobFunc          func,
                                           gpointer              data,
                                           GDestroyNotify        free_data,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
void          cadre_session_undo          (CadreSession         *self,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
void          cadre_session_redo          (CadreSession         *self,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean      cadre_session_finish        (CadreSession         *self,
                                           GAsyncResult         *result,
                                           GError              **error);
gpointer      cadre_session_get_data      (GAsyncResult         *result);
const char   *cadre_session_get_action_name (GAsyncResult       *result);

G_END_DECLS
