/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-archive"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "cadre-archive-private.h"
#include "cadre-file.h"
#include "cadre-recovery.h"

/* Virtual machine steps between two looks at the cancellable: about 1 ms. */
#define STEPS_PER_CHECK 10000

/* How long a reader or writer waits for the other's moment of exclusion. */
#define BUSY_TIMEOUT_MS 5000

G_DEFINE_FINAL_TYPE (CadreArchive, cadre_archive, G_TYPE_OBJECT)

/* The message of an SQLite error in words that tell a user what to do. */
static const struct
{
  int sqlite_code;
  CadreError code;
  const char *text;
} sqlite_errors[] = {
  { SQLITE_NOTADB, CADRE_ERROR_NOT_AN_ARCHIVE, N_("this file is not a cadre archive") },
  { SQLITE_CORRUPT, CADRE_ERROR_DAMAGED, N_("the archive is damaged; restore it from a backup (cadrectl backups)") },
  { SQLITE_FULL, CADRE_ERROR_NO_SPACE, N_("the disk is full; nothing was changed. Make room and try again") },
  { SQLITE_READONLY, CADRE_ERROR_READ_ONLY, N_("the archive can only be read") },
  { SQLITE_BUSY, CADRE_ERROR_BUSY, N_("another program is using the archive; try again") },
  { SQLITE_IOERR, CADRE_ERROR_FAILED, N_("the disk could not be read or written; nothing was changed") },
  { SQLITE_CANTOPEN, CADRE_ERROR_NOT_FOUND, N_("the file cannot be opened") },
  { SQLITE_CONSTRAINT, CADRE_ERROR_INVALID, N_("a value breaks a rule of the archive") },
};

static gboolean
is_no_room (int saved_errno)
{
  return saved_errno == ENOSPC || saved_errno == EDQUOT || saved_errno == EFBIG;
}

/* The system's reason, where SQLite only says that it could not write: of the
 * file, of its journal, or of what it did last. */
static int
find_no_room (sqlite3 *db)
{
  sqlite3_file *journal = NULL;
  int saved_errno = 0;

  if (db == NULL)
    return 0;
  if (sqlite3_file_control (db, "main", SQLITE_FCNTL_LAST_ERRNO, &saved_errno) == SQLITE_OK && is_no_room (saved_errno))
    return saved_errno;
  if (sqlite3_file_control (db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &journal) == SQLITE_OK && journal != NULL &&
      journal->pMethods != NULL &&
      journal->pMethods->xFileControl (journal, SQLITE_FCNTL_LAST_ERRNO, &saved_errno) == SQLITE_OK && is_no_room (saved_errno))
    return saved_errno;

  saved_errno = sqlite3_system_errno (db);
  return is_no_room (saved_errno) ? saved_errno : 0;
}

gboolean
_cadre_archive_set_error (CadreArchive  *self,
                          GError       **error,
                          int            code)
{
  if ((code & 0xff) == SQLITE_INTERRUPT)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Cancelled"));
      return FALSE;
    }

  if ((code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_CANTOPEN)
    {
      int saved_errno = find_no_room (self->db);

      if (saved_errno != 0)
        return cadre_file_set_error (error, self->path, saved_errno);
    }

  for (guint i = 0; i < G_N_ELEMENTS (sqlite_errors); i++)
    if (sqlite_errors[i].sqlite_code == (code & 0xff))
      {
        g_set_error (error, CADRE_ERROR, sqlite_errors[i].code, "%s: %s (%s)",
                     self->path, _(sqlite_errors[i].text),
                     self->db != NULL ? sqlite3_errmsg (self->db) : sqlite3_errstr (code));
        return FALSE;
      }

  g_set_error (error, CADRE_ERROR, CADRE_ERROR_FAILED, "%s: %s", self->path,
               self->db != NULL ? sqlite3_errmsg (self->db) : sqlite3_errstr (code));
  return FALSE;
}

static int
progress_cb (gpointer data)
{
  CadreArchive *self = data;

  return g_cancellable_is_cancelled (self->cancellable);
}

/*
 * _cadre_archive_roll_back:
 *
 * Also when the work was cancelled: then the cancellable would stop this too.
 */
void
_cadre_archive_roll_back (CadreArchive *self)
{
  _cadre_journal_end_action (self);
  if (self->db == NULL || sqlite3_get_autocommit (self->db))
    return;

  sqlite3_progress_handler (self->db, 0, NULL, NULL);
  sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
  sqlite3_progress_handler (self->db, STEPS_PER_CHECK, progress_cb, self);
}

static void
cadre_archive_dispose (GObject *object)
{
  CadreArchive *self = CADRE_ARCHIVE (object);

  cadre_archive_close (self, NULL);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (cadre_archive_parent_class)->dispose (object);
}

static void
cadre_archive_finalize (GObject *object)
{
  CadreArchive *self = CADRE_ARCHIVE (object);

  g_clear_pointer (&self->statements, g_hash_table_unref);
  g_free (self->path);
  g_free (self->read_only_reason);

  G_OBJECT_CLASS (cadre_archive_parent_class)->finalize (object);
}

static void
cadre_archive_class_init (CadreArchiveClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cadre_archive_dispose;
  object_class->finalize = cadre_archive_finalize;
}

static void
finalize_statement (gpointer data)
{
  sqlite3_finalize (data);
}

static void
cadre_archive_init (CadreArchive *self)
{
  self->lock_fd = -1;
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_statement);
}

/**
 * cadre_archive_default_path:
 *
 * Where the archive lives when none is named: in the user's data folder, so
 * that the program works at first start with no question asked.
 *
 * Returns: (transfer full): a path
 */
char *
cadre_archive_default_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "cadre-archive", "archive" CADRE_ARCHIVE_SUFFIX, NULL);
}

static gboolean
configure (CadreArchive  *self,
           GError       **error)
{
  int rc;

  sqlite3_busy_timeout (self->db, BUSY_TIMEOUT_MS);
  sqlite3_progress_handler (self->db, STEPS_PER_CHECK, progress_cb, self);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  rc = _cadre_search_register (self);
  if (rc == SQLITE_OK)
    rc = _cadre_journal_register (self);
  if (rc == SQLITE_OK)
    rc = _cadre_span_functions_register (self);
  if (rc != SQLITE_OK)
    return _cadre_archive_set_error (self, error, rc);

  return cadre_archive_execute (self,
                                "PRAGMA foreign_keys = ON;"
                                /* REPLACE deletes rows: that too is journalled. */
                                "PRAGMA recursive_triggers = ON;"
                                "PRAGMA synchronous = FULL;"
                                "PRAGMA cell_size_check = ON;"
                                "PRAGMA journal_size_limit = 16777216;"
                                "PRAGMA cache_size = -16384;"
                                "PRAGMA temp_store = MEMORY;",
                                error);
}

static void
close_database (CadreArchive *self)
{
  g_hash_table_remove_all (self->statements);
  g_clear_pointer (&self->db, sqlite3_close_v2);
}

static gboolean
open_database (CadreArchive  *self,
               const char    *name,
               int            flags,
               GError       **error)
{
  int rc = sqlite3_open_v2 (name, &self->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);

  if (rc != SQLITE_OK)
    _cadre_archive_set_error (self, error, rc);
  else if (configure (self, error))
    return TRUE;

  close_database (self);
  return FALSE;
}

static gboolean
read_version (CadreArchive  *self,
              GError       **error)
{
  gint64 version = 0;

  if (!cadre_archive_query_int64 (self, "PRAGMA user_version", &version, error))
    return FALSE;

  self->schema_version = (int) version;
  return TRUE;
}

/* In a place that cannot be written, a closed archive in WAL mode can be read
 * only as what it is there: a file that does not change. */
static gboolean
open_unchanging (CadreArchive  *self,
                 GError       **error)
{
  g_autofree char *absolute = g_canonicalize_filename (self->path, NULL);
  g_autofree char *uri = g_filename_to_uri (absolute, NULL, error);
  g_autofree char *name = g_strconcat (uri, "?immutable=1", NULL);

  return uri != NULL &&
         open_database (self, name, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error) &&
         read_version (self, error);
}

static gboolean
open_for_reading (CadreArchive  *self,
                  GError       **error)
{
  g_autoptr(GError) local_error = NULL;

  self->mode = CADRE_ARCHIVE_READ;
  if (open_database (self, self->path, SQLITE_OPEN_READONLY, &local_error) && read_version (self, &local_error))
    return TRUE;

  close_database (self);
  if (!_cadre_place_has_wal (self->path) && open_unchanging (self, NULL))
    return TRUE;

  close_database (self);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
open_for_writing (CadreArchive  *self,
                  GError       **error)
{
  return open_database (self, self->path, SQLITE_OPEN_READWRITE, error) &&
         _cadre_place_set_journal_mode (self, error) &&
         read_version (self, error);
}

/* Fills a new file that nobody else knows yet. */
static gboolean
build (const char  *path,
       const char  *temporary,
       GError     **error)
{
  g_autoptr(CadreArchive) self = g_object_new (CADRE_TYPE_ARCHIVE, NULL);

  self->path = g_strdup (path);
  self->mode = CADRE_ARCHIVE_WRITE;

  return open_database (self, temporary, SQLITE_OPEN_READWRITE, error) &&
         cadre_archive_execute (self, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF", error) &&
         _cadre_archive_migrate (self, error) &&
         cadre_archive_close (self, error);
}

/**
 * cadre_archive_create:
 * @path: where; must not exist yet
 *
 * Makes an empty archive, readable by its owner only, and opens it for
 * writing. It is there whole or not at all.
 *
 * Returns: (transfer full): the archive, or %NULL with @error set
 */
CadreArchive *
cadre_archive_create (const char  *path,
                      GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr(CadreFileReplace) file = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_FAILED,
                   _("%s: a file of this name is there already; choose another name"), path);
      return NULL;
    }

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      cadre_file_set_error (error, folder, errno);
      return NULL;
    }

  file = cadre_file_replace_begin (path, error);
  if (file == NULL ||
      !build (path, cadre_file_replace_get_temporary (file), error) ||
      !cadre_file_replace_commit (file, error))
    return NULL;

  return cadre_archive_open (path, CADRE_ARCHIVE_WRITE, error);
}

/* Why this process cannot write the file, or NULL. */
static char *
find_obstacle (CadreArchive *self)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *holder = NULL;
  g_autoptr(GError) error = NULL;

  if (g_access (self->path, W_OK) != 0)
    return g_strdup (_("the file cannot be written here"));
  if (g_access (folder, W_OK) != 0)
    return g_strdup (_("its folder cannot be written"));
  if (!_cadre_archive_lock (self, &holder, &error))
    return g_strdup (error->message);
  if (holder != NULL)
    return g_strdup_printf (_("it is being edited by %s"), holder);

  return NULL;
}

/**
 * cadre_archive_open:
 * @path: an archive
 * @mode: for writing, this becomes the one writer; where another instance is
 *   that already, or the file is of a newer version, or cannot be written,
 *   the archive opens for reading and cadre_archive_get_read_only_reason()
 *   says why
 *
 * An archive of an older version is migrated when it is opened for writing.
 *
 * Returns: (transfer full): the archive, or %NULL with @error set
 */
CadreArchive *
cadre_archive_open (const char        *path,
                    CadreArchiveMode   mode,
                    GError           **error)
{
  g_autoptr(CadreArchive) self = g_object_new (CADRE_TYPE_ARCHIVE, NULL);
  g_autoptr(GError) fault = NULL;
  CadreCondition condition = cadre_recovery_diagnose (path, FALSE, &fault);

  self->path = g_strdup (path);
  if (condition != CADRE_CONDITION_GOOD && condition != CADRE_CONDITION_NEWER)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return NULL;
    }

  if (mode == CADRE_ARCHIVE_READ)
    return open_for_reading (self, error) ? g_steal_pointer (&self) : NULL;

  self->read_only_reason = condition == CADRE_CONDITION_NEWER
                           ? g_strdup (_("it was made by a newer version of this program; update the program"))
                           : find_obstacle (self);

  if (self->read_only_reason != NULL)
    return open_for_reading (self, error) ? g_steal_pointer (&self) : NULL;

  self->mode = CADRE_ARCHIVE_WRITE;
  return open_for_writing (self, error) && _cadre_archive_migrate (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * cadre_archive_open_reader:
 *
 * A second connection for another thread.
 *
 * Returns: (transfer full): the archive, for reading
 */
CadreArchive *
cadre_archive_open_reader (CadreArchive  *self,
                           GError       **error)
{
  g_return_val_if_fail (CADRE_IS_ARCHIVE (self), NULL);

  return cadre_archive_open (self->path, CADRE_ARCHIVE_READ, error);
}

/**
 * cadre_archive_close:
 *
 * Gives back the file and the writer's lock. All statements must have been
 * freed. Also done when the archive is disposed of.
 */
gboolean
cadre_archive_close (CadreArchive  *self,
                     GError       **error)
{
  int rc = SQLITE_OK;

  g_hash_table_remove_all (self->statements);
  if (self->db != NULL)
    {
      sqlite3_progress_handler (self->db, 0, NULL, NULL);
      if (self->mode == CADRE_ARCHIVE_WRITE)
        sqlite3_exec (self->db, "PRAGMA analysis_limit = 400; PRAGMA optimize", NULL, NULL, NULL);
      rc = sqlite3_close_v2 (self->db);
      self->db = NULL;
    }
  _cadre_archive_unlock (self);

  return rc == SQLITE_OK ? TRUE : _cadre_archive_set_error (self, error, rc);
}

const char *
cadre_archive_get_path (CadreArchive *self)
{
  g_return_val_if_fail (CADRE_IS_ARCHIVE (self), NULL);

  return self->path;
}

gboolean
cadre_archive_is_read_only (CadreArchive *self)
{
  g_return_val_if_fail (CADRE_IS_ARCHIVE (self), TRUE);

  return self->mode == CADRE_ARCHIVE_READ;
}

/**
 * cadre_archive_get_read_only_reason:
 *
 * Returns: (nullable): why an archive that was opened for writing is not
 *   writable, as the end of a sentence
 */
const char *
cadre_archive_get_read_only_reason (CadreArchive *self)
{
  g_return_val_if_fail (CADRE_IS_ARCHIVE (self), NULL);

  return self->read_only_reason;
}

int
cadre_archive_get_schema_version (CadreArchive *self)
{
  g_return_val_if_fail (CADRE_IS_ARCHIVE (self), 0);

  return self->schema_version;
}

/**
 * cadre_archive_set_cancellable:
 * @cancellable: (nullable): looked at about every millisecond while a
 *   statement runs; cancelling makes it fail with %G_IO_ERROR_CANCELLED
 */
void
cadre_archive_set_cancellable (CadreArchive *self,
                               GCancellable *cancellable)
{
  g_return_if_fail (CADRE_IS_ARCHIVE (self));

  g_set_object (&self->cancellable, cancellable);
}

/**
 * cadre_archive_prepare:
 * @sql: one statement; prepared once and kept
 *
 * Returns: (transfer full): a statement to bind and step, or %NULL
 */
CadreStatement *
cadre_archive_prepare (CadreArchive  *self,
                       const char    *sql,
                       GError       **error)
{
  sqlite3_stmt *stmt = NULL;
  gpointer key = NULL, value = NULL;
  int rc;

  g_return_val_if_fail (CADRE_IS_ARCHIVE (self), NULL);

  if (g_hash_table_steal_extended (self->statements, sql, &key, &value))
    {
      g_free (key);
      return _cadre_statement_new (self, value);
    }

  rc = sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
  if (rc != SQLITE_OK)
    {
      _cadre_archive_set_error (self, error, rc);
      return NULL;
    }

  return _cadre_statement_new (self, stmt);
}

/**
 * cadre_archive_execute:
 * @sql: statements without parameters, separated by ';'
 */
gboolean
cadre_archive_execute (CadreArchive  *self,
                       const char    *sql,
                       GError       **error)
{
  int rc = sqlite3_exec (self->db, sql, NULL, NULL, NULL);

  return rc == SQLITE_OK ? TRUE : _cadre_archive_set_error (self, error, rc);
}

/**
 * cadre_archive_query_int64:
 * @value: (out): the first column of the first row, 0 if there is none
 */
gboolean
cadre_archive_query_int64 (CadreArchive  *self,
                           const char    *sql,
                           gint64        *value,
                           GError       **error)
{
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (self, sql, error);
  g_autoptr(GError) local_error = NULL;

  if (statement == NULL)
    return FALSE;

  *value = cadre_statement_step (statement, &local_error) ? cadre_statement_get_int64 (statement, 0) : 0;
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * cadre_archive_query_text:
 *
 * Returns: (transfer full) (nullable): the first column of the first row
 */
char *
cadre_archive_query_text (CadreArchive  *self,
                          const char    *sql,
                          GError       **error)
{
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (self, sql, error);

  if (statement == NULL || !cadre_statement_step (statement, error))
    return NULL;

  return cadre_statement_dup_text (statement, 0);
}

gint64
cadre_archive_last_row_id (CadreArchive *self)
{
  return sqlite3_last_insert_rowid (self->db);
}

/**
 * cadre_archive_n_changed:
 *
 * Returns: how many rows the last statement changed, triggers not counted
 */
gint64
cadre_archive_n_changed (CadreArchive *self)
{
  return sqlite3_changes64 (self->db);
}

/**
 * cadre_archive_get_setting:
 *
 * Returns: (transfer full) (nullable): what this office set
 */
char *
cadre_archive_get_setting (CadreArchive *self,
                           const char   *key)
{
  g_autoptr(CadreStatement) statement = NULL;

  statement = cadre_archive_prepare (self, "SELECT value FROM setting WHERE key = ?1", NULL);
  if (statement == NULL)
    return NULL;

  cadre_statement_bind_text (statement, 1, key);
  return cadre_statement_step (statement, NULL) ? cadre_statement_dup_text (statement, 0) : NULL;
}

/**
 * cadre_archive_set_setting:
 *
 * To be called inside an action, as every change is.
 */
gboolean
cadre_archive_set_setting (CadreArchive  *self,
                           const char    *key,
                           const char    *value,
                           GError       **error)
{
  g_autoptr(CadreStatement) statement = NULL;

  statement = cadre_archive_prepare (self,
                                     "INSERT INTO setting (key, value) VALUES (?1, ?2) "
                                     "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                                     error);
  if (statement == NULL)
    return FALSE;

  cadre_statement_bind_text (statement, 1, key);
  cadre_statement_bind_text (statement, 2, value);
  return cadre_statement_run (statement, error);
}
