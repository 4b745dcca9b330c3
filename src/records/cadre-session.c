/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Requests wait in a queue for the thread that writes, or in a pool for those
 * that read. Each comes back to the context of who asked: there the session
 * tells what changed, and then gives the answer. */

#define G_LOG_DOMAIN "cadre-session"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-action.h"
#include "cadre-journal.h"
#include "cadre-session.h"

#define MAX_READERS 2

struct _CadreSession
{
  GObject parent_instance;

  char *path;
  char *read_only_reason;
  gboolean read_only;
  gboolean closed;
  char *undo_name;
  char *redo_name;
  GListStore *jobs;
  CadreUnitTree *units;      /* NULL until somebody asks */

  GThread *writer;
  GAsyncQueue *requests;     /* for the writer */
  GThreadPool *readers;
  GAsyncQueue *connections;  /* idle ones, of the readers */
};

typedef enum
{
  REQUEST_OPEN,
  REQUEST_ACT,
  REQUEST_WRITE,
  REQUEST_UNDO,
  REQUEST_REDO,
  REQUEST_READ,
  REQUEST_QUIT,
} RequestKind;

typedef struct
{
  RequestKind kind;
  CadreJob *job;
  GTask *task;
  CadreJobFunc func;
  gpointer data;
  GDestroyNotify free_data;
  gboolean create;
  char *action_kind;
  char *action_name;

  /* What the thread found. */
  GError *error;
  char **tables;
  gboolean names_known;
  char *undo_name;
  char *redo_name;
  gboolean read_only;
  char *read_only_reason;
} Request;

enum
{
  PROP_0,
  PROP_PATH,
  PROP_READ_ONLY_REASON,
  PROP_UNDO_NAME,
  PROP_REDO_NAME,
  N_PROPS,
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CadreSession, cadre_session, G_TYPE_OBJECT)

static void
request_free (gpointer data)
{
  Request *request = data;

  if (request->free_data != NULL && request->data != NULL)
    request->free_data (request->data);
  g_clear_object (&request->job);
  g_clear_error (&request->error);
  g_clear_pointer (&request->tables, g_strfreev);
  g_free (request->action_kind);
  g_free (request->action_name);
  g_free (request->undo_name);
  g_free (request->redo_name);
  g_free (request->read_only_reason);
  g_free (request);
}

/* ------------------------------------------------------- back with the asker */

static void
take_name (CadreSession  *self,
           char         **name,
           char         **new_name,
           GParamSpec    *pspec)
{
  if (g_strcmp0 (*name, *new_name) == 0)
    return;

  g_free (*name);
  *name = g_steal_pointer (new_name);
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
forget_job (CadreSession *self,
            CadreJob     *job)
{
  guint position;

  if (g_list_store_find (self->jobs, job, &position))
    g_list_store_remove (self->jobs, position);
}

static gboolean
load_units (CadreJob      *job,
            CadreArchive  *archive,
            gpointer       data,
            GError       **error)
{
  GPtrArray **units = data;

  *units = cadre_units_load (archive, error);
  return *units != NULL;
}

static void
free_units (gpointer data)
{
  GPtrArray **units = data;

  g_clear_pointer (units, g_ptr_array_unref);
  g_free (units);
}

static void
units_loaded_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  CadreSession *self = CADRE_SESSION (source);
  GPtrArray **units = cadre_session_get_data (result);

  if (cadre_session_finish (self, result, NULL))
    cadre_unit_tree_fill (self->units, *units);
}

static void
refresh_units (CadreSession  *self,
               char         **tables)
{
  if (self->units == NULL || self->closed)
    return;
  if (tables != NULL && !g_strv_contains ((const char * const *) tables, "unit") &&
      !g_strv_contains ((const char * const *) tables, "person"))
    return;

  cadre_session_read (self, NULL, load_units, g_new0 (GPtrArray *, 1), free_units, NULL, units_loaded_cb, NULL);
}

static gboolean
complete_cb (gpointer data)
{
  g_autoptr(GTask) task = data;
  CadreSession *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);

  forget_job (self, request->job);

  if (request->kind == REQUEST_OPEN)
    {
      self->read_only = request->read_only;
      self->read_only_reason = g_steal_pointer (&request->read_only_reason);
    }
  if (request->names_known)
    {
      take_name (self, &self->undo_name, &request->undo_name, properties[PROP_UNDO_NAME]);
      take_name (self, &self->redo_name, &request->redo_name, properties[PROP_REDO_NAME]);
    }
  if (request->tables != NULL && request->tables[0] != NULL)
    {
      refresh_units (self, request->tables);
      g_signal_emit (self, signals[CHANGED], 0, request->tables);
    }

  if (request->error != NULL)
    g_task_return_error (task, g_steal_pointer (&request->error));
  else
    g_task_return_boolean (task, TRUE);

  return G_SOURCE_REMOVE;
}

static void
send_back (Request *request)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, complete_cb, request->task, NULL);
  g_source_attach (source, g_task_get_context (request->task));
}

/* ------------------------------------------------------------- on the threads */

static char **
touched_tables (CadreArchive *archive,
                const char   *condition,
                gint64        id)
{
  g_autoptr(GStrvBuilder) tables = g_strv_builder_new ();
  g_autofree char *sql = g_strdup_printf ("SELECT DISTINCT table_name FROM change WHERE action_id %s ?1", condition);
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (archive, sql, NULL);

  if (statement == NULL)
    return NULL;

  cadre_statement_bind_int64 (statement, 1, id);
  while (cadre_statement_step (statement, NULL))
    g_strv_builder_add (tables, cadre_statement_get_text (statement, 0));

  return g_strv_builder_end (tables);
}

static void
read_names (CadreArchive *archive,
            Request      *request)
{
  request->undo_name = cadre_archive_query_text (archive,
                                                 "SELECT name FROM action WHERE state = 'done' ORDER BY id DESC LIMIT 1",
                                                 NULL);
  request->redo_name = cadre_archive_query_text (archive,
                                                 "SELECT name FROM action WHERE state = 'undone' ORDER BY id LIMIT 1",
                                                 NULL);
  request->names_known = TRUE;
}

static gint64
find_action (CadreArchive *archive,
             const char   *sql)
{
  gint64 id = 0;

  cadre_archive_query_int64 (archive, sql, &id, NULL);
  return id;
}

static gboolean
do_act (CadreArchive  *archive,
        Request       *request,
        GError       **error)
{
  g_autoptr(CadreAction) action = cadre_action_begin (archive, request->action_kind, request->action_name, error);

  if (action == NULL || !request->func (request->job, archive, request->data, error))
    return FALSE;

  /* From here on it is too late to cancel. */
  cadre_archive_set_cancellable (archive, NULL);
  if (!cadre_action_commit (action, error))
    return FALSE;

  request->tables = touched_tables (archive, "=", cadre_action_get_id (action));
  return TRUE;
}

static gboolean
do_write (CadreArchive  *archive,
          Request       *request,
          GError       **error)
{
  gint64 before = find_action (archive, "SELECT max (id) FROM action");
  gboolean done = request->func (request->job, archive, request->data, error);

  cadre_archive_set_cancellable (archive, NULL);
  request->tables = touched_tables (archive, ">", before);
  return done;
}

static gboolean
do_reverse (CadreArchive  *archive,
            Request       *request,
            GError       **error)
{
  gboolean undo = request->kind == REQUEST_UNDO;
  gint64 id;

  g_clear_pointer (&request->action_name, g_free);
  if (!(undo ? cadre_journal_undo : cadre_journal_redo) (archive, &request->action_name, error))
    return FALSE;

  cadre_archive_set_cancellable (archive, NULL);
  id = find_action (archive, undo ? "SELECT min (id) FROM action WHERE state = 'undone'"
                                  : "SELECT max (id) FROM action WHERE state = 'done'");
  request->tables = touched_tables (archive, "=", id);
  return TRUE;
}

static void
do_request (CadreArchive *archive,
            Request      *request)
{
  GCancellable *cancellable = cadre_job_get_cancellable (request->job);

  if (g_cancellable_set_error_if_cancelled (cancellable, &request->error))
    return;

  cadre_archive_set_cancellable (archive, cancellable);
  switch (request->kind)
    {
    case REQUEST_ACT:
      do_act (archive, request, &request->error);
      break;
    case REQUEST_WRITE:
      do_write (archive, request, &request->error);
      break;
    case REQUEST_UNDO:
    case REQUEST_REDO:
      do_reverse (archive, request, &request->error);
      break;
    case REQUEST_READ:
      request->func (request->job, archive, request->data, &request->error);
      break;
    case REQUEST_OPEN:
    case REQUEST_QUIT:
    default:
      break;
    }
  cadre_archive_set_cancellable (archive, NULL);

  if (request->kind != REQUEST_READ)
    read_names (archive, request);
}

static CadreArchive *
open_archive (Request *request)
{
  const char *path = cadre_session_get_path (g_task_get_source_object (request->task));
  g_autoptr(CadreArchive) archive = NULL;

  if (request->create && !g_file_test (path, G_FILE_TEST_EXISTS))
    archive = cadre_archive_create (path, &request->error);
  else
    archive = cadre_archive_open (path, CADRE_ARCHIVE_WRITE, &request->error);
  if (archive == NULL)
    return NULL;

  request->read_only = cadre_archive_is_read_only (archive);
  request->read_only_reason = g_strdup (cadre_archive_get_read_only_reason (archive));
  read_names (archive, request);
  return g_steal_pointer (&archive);
}

static gpointer
write_thread (gpointer data)
{
  g_autoptr(GAsyncQueue) requests = data;
  g_autoptr(CadreArchive) archive = NULL;

  for (;;)
    {
      Request *request = g_async_queue_pop (requests);

      if (request->kind == REQUEST_QUIT)
        {
          request_free (request);
          return NULL;
        }

      if (request->kind == REQUEST_OPEN)
        archive = open_archive (request);
      else
        do_request (archive, request);
      send_back (request);
    }
}

static void
read_func (gpointer data,
           gpointer user_data)
{
  Request *request = data;
  GAsyncQueue *connections = user_data;
  CadreArchive *archive = g_async_queue_try_pop (connections);

  if (archive == NULL)
    archive = cadre_archive_open (cadre_session_get_path (g_task_get_source_object (request->task)),
                                  CADRE_ARCHIVE_READ, &request->error);
  if (archive != NULL)
    {
      do_request (archive, request);
      g_async_queue_push (connections, archive);
    }
  send_back (request);
}

/* -------------------------------------------------------------------- requests */

static void
ask (CadreSession        *self,
     Request             *request,
     const char          *title,
     GCancellable        *cancellable,
     GAsyncReadyCallback  callback,
     gpointer             user_data)
{
  request->job = cadre_job_new (title, cancellable);
  request->task = g_task_new (self, cancellable, callback, user_data);
  /* What is done is done, even if somebody cancels now. A query is dropped:
   * who asked may be gone. */
  g_task_set_check_cancellable (request->task, request->kind == REQUEST_READ);
  g_task_set_task_data (request->task, request, request_free);

  if (self->closed)
    {
      g_task_return_new_error (request->task, G_IO_ERROR, G_IO_ERROR_CLOSED, _("The archive is closed"));
      g_object_unref (request->task);
      return;
    }

  g_list_store_append (self->jobs, request->job);
  if (request->kind == REQUEST_READ)
    g_thread_pool_push (self->readers, request, NULL);
  else
    g_async_queue_push (self->requests, request);
}

static Request *
request_new (RequestKind     kind,
             CadreJobFunc    func,
             gpointer        data,
             GDestroyNotify  free_data)
{
  Request *request = g_new0 (Request, 1);

  request->kind = kind;
  request->func = func;
  request->data = data;
  request->free_data = free_data;
  return request;
}

static void
cadre_session_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  CadreSession *self = CADRE_SESSION (object);

  switch (prop_id)
    {
    case PROP_PATH:
      g_value_set_string (value, self->path);
      break;
    case PROP_READ_ONLY_REASON:
      g_value_set_string (value, self->read_only_reason);
      break;
    case PROP_UNDO_NAME:
      g_value_set_string (value, self->undo_name);
      break;
    case PROP_REDO_NAME:
      g_value_set_string (value, self->redo_name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cadre_session_dispose (GObject *object)
{
  cadre_session_close (CADRE_SESSION (object));

  G_OBJECT_CLASS (cadre_session_parent_class)->dispose (object);
}

static void
cadre_session_finalize (GObject *object)
{
  CadreSession *self = CADRE_SESSION (object);

  g_clear_object (&self->jobs);
  g_clear_object (&self->units);
  g_async_queue_unref (self->requests);
  g_async_queue_unref (self->connections);
  g_free (self->path);
  g_free (self->read_only_reason);
  g_free (self->undo_name);
  g_free (self->redo_name);

  G_OBJECT_CLASS (cadre_session_parent_class)->finalize (object);
}

static void
cadre_session_class_init (CadreSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cadre_session_get_property;
  object_class->dispose = cadre_session_dispose;
  object_class->finalize = cadre_session_finalize;

#define READABLE_STRING(name) g_param_spec_string (name, NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS)
  properties[PROP_PATH] = READABLE_STRING ("path");
  properties[PROP_READ_ONLY_REASON] = READABLE_STRING ("read-only-reason");
  properties[PROP_UNDO_NAME] = READABLE_STRING ("undo-name");
  properties[PROP_REDO_NAME] = READABLE_STRING ("redo-name");
#undef READABLE_STRING
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", CADRE_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRV);
}

static void
cadre_session_init (CadreSession *self)
{
  self->jobs = g_list_store_new (CADRE_TYPE_JOB);
  self->requests = g_async_queue_new ();
  self->connections = g_async_queue_new_full (g_object_unref);
  self->readers = g_thread_pool_new (read_func, self->connections, MAX_READERS, FALSE, NULL);
  self->writer = g_thread_new ("writer", write_thread, g_async_queue_ref (self->requests));
}

/**
 * cadre_session_open_async:
 * @path: the archive
 * @create: make an empty archive where there is none
 *
 * Opens an archive for a window. One that cannot be written opens all the
 * same; cadre_session_get_read_only_reason() says why.
 */
void
cadre_session_open_async (const char          *path,
                          gboolean             create,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(CadreSession) self = g_object_new (CADRE_TYPE_SESSION, NULL);
  Request *request = request_new (REQUEST_OPEN, NULL, NULL, NULL);

  self->path = g_strdup (path);
  request->create = create;
  ask (self, request, _("Opening the archive"), cancellable, callback, user_data);
}

/**
 * cadre_session_open_finish:
 *
 * Returns: (transfer full): the session, or %NULL with @error set
 */
CadreSession *
cadre_session_open_finish (GAsyncResult  *result,
                           GError       **error)
{
  g_autoptr(CadreSession) self = CADRE_SESSION (g_async_result_get_source_object (result));

  if (g_task_propagate_boolean (G_TASK (result), error))
    return g_steal_pointer (&self);

  cadre_session_close (self);
  return NULL;
}

/**
 * cadre_session_close:
 *
 * Lets what was asked for come to its end, refuses what is new and gives the
 * file back. Waits for that.
 */
void
cadre_session_close (CadreSession *self)
{
  g_return_if_fail (CADRE_IS_SESSION (self));

  if (self->closed)
    return;

  self->closed = TRUE;
  g_async_queue_push (self->requests, request_new (REQUEST_QUIT, NULL, NULL, NULL));
  g_thread_join (self->writer);
  g_thread_pool_free (self->readers, FALSE, TRUE);
  for (CadreArchive *archive; (archive = g_async_queue_try_pop (self->connections)) != NULL;)
    g_object_unref (archive);
}

const char *
cadre_session_get_path (CadreSession *self)
{
  g_return_val_if_fail (CADRE_IS_SESSION (self), NULL);

  return self->path;
}

/**
 * cadre_session_get_read_only_reason:
 *
 * Returns: (nullable): why the archive cannot be changed, as the end of a
 *   sentence
 */
const char *
cadre_session_get_read_only_reason (CadreSession *self)
{
  g_return_val_if_fail (CADRE_IS_SESSION (self), NULL);

  return self->read_only_reason;
}

gboolean
cadre_session_is_read_only (CadreSession *self)
{
  g_return_val_if_fail (CADRE_IS_SESSION (self), TRUE);

  return self->read_only;
}

const char *
cadre_session_get_undo_name (CadreSession *self)
{
  g_return_val_if_fail (CADRE_IS_SESSION (self), NULL);

  return self->undo_name;
}

const char *
cadre_session_get_redo_name (CadreSession *self)
{
  g_return_val_if_fail (CADRE_IS_SESSION (self), NULL);

  return self->redo_name;
}

/**
 * cadre_session_get_jobs:
 *
 * Returns: (transfer none): the #CadreJob that wait or run, oldest first
 */
GListModel *
cadre_session_get_jobs (CadreSession *self)
{
  g_return_val_if_fail (CADRE_IS_SESSION (self), NULL);

  return G_LIST_MODEL (self->jobs);
}

/**
 * cadre_session_get_units:
 *
 * Returns: (transfer none): the units; the tree fills itself soon and follows
 *   every change
 */
CadreUnitTree *
cadre_session_get_units (CadreSession *self)
{
  g_return_val_if_fail (CADRE_IS_SESSION (self), NULL);

  if (self->units == NULL)
    {
      self->units = cadre_unit_tree_new ();
      refresh_units (self, NULL);
    }

  return self->units;
}

/**
 * cadre_session_read:
 * @title: (nullable): what to show should it take long
 * @func: asks the archive
 * @data: for @func, in and out; in @callback cadre_session_get_data() has it
 * @free_data: frees @data after @callback
 *
 * Runs a query beside others. It sees all that was committed before. Once
 * @cancellable is cancelled, @callback gets %G_IO_ERROR_CANCELLED for certain.
 */
void
cadre_session_read (CadreSession        *self,
                    const char          *title,
                    CadreJobFunc         func,
                    gpointer             data,
                    GDestroyNotify       free_data,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_return_if_fail (CADRE_IS_SESSION (self));

  ask (self, request_new (REQUEST_READ, func, data, free_data), title, cancellable, callback, user_data);
}

/**
 * cadre_session_act:
 * @kind: as cadre_action_begin() takes it
 * @name: what the user does, in their language: Undo names it, and it is
 *   shown while it goes on
 * @func: makes the changes, inside the action
 *
 * Does one thing that a user did. If @func fails or is cancelled, nothing
 * has happened.
 */
void
cadre_session_act (CadreSession        *self,
                   const char          *kind,
                   const char          *name,
                   CadreJobFunc         func,
                   gpointer             data,
                   GDestroyNotify       free_data,
                   GCancellable        *cancellable,
                   GAsyncReadyCallback  callback,
                   gpointer             user_data)
{
  Request *request = request_new (REQUEST_ACT, func, data, free_data);

  g_return_if_fail (CADRE_IS_SESSION (self));

  request->action_kind = g_strdup (kind);
  request->action_name = g_strdup (name);
  ask (self, request, name, cancellable, callback, user_data);
}

/**
 * cadre_session_write:
 *
 * Runs work that needs the writing connection and begins its own action, or
 * none: applying an import, checking, backing up.
 */
void
cadre_session_write (CadreSession        *self,
                     const char          *title,
                     CadreJobFunc         func,
                     gpointer             data,
                     GDestroyNotify       free_data,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_return_if_fail (CADRE_IS_SESSION (self));

  ask (self, request_new (REQUEST_WRITE, func, data, free_data), title, cancellable, callback, user_data);
}

/**
 * cadre_session_undo:
 *
 * Takes back the last action; cadre_session_get_action_name() says which.
 */
void
cadre_session_undo (CadreSession        *self,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_return_if_fail (CADRE_IS_SESSION (self));

  ask (self, request_new (REQUEST_UNDO, NULL, NULL, NULL), _("Undoing"), cancellable, callback, user_data);
}

/**
 * cadre_session_redo:
 *
 * Does again what was undone last.
 */
void
cadre_session_redo (CadreSession        *self,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_return_if_fail (CADRE_IS_SESSION (self));

  ask (self, request_new (REQUEST_REDO, NULL, NULL, NULL), _("Redoing"), cancellable, callback, user_data);
}

/**
 * cadre_session_finish:
 *
 * Returns: %FALSE with @error set if the work failed or was cancelled
 */
gboolean
cadre_session_finish (CadreSession  *self,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cadre_session_get_data:
 *
 * Returns: (transfer none): what was given as `data`, with what the work
 *   left there
 */
gpointer
cadre_session_get_data (GAsyncResult *result)
{
  Request *request = g_task_get_task_data (G_TASK (result));

  return request->data;
}

/**
 * cadre_session_get_action_name:
 *
 * Returns: (nullable): the name of the action that was done, undone or redone
 */
const char *
cadre_session_get_action_name (GAsyncResult *result)
{
  Request *request = g_task_get_task_data (G_TASK (result));

  return request->action_name;
}
