/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Backups: whole archives in a folder "backups" beside the archive, named
 * NAME.TIME.REASON.cadre (or …REASON.pinned.cadre), time in UTC. Each is
 * copied page by page while work goes on, read through, synced and only then
 * given its name; only then do old ones go. */

#define G_LOG_DOMAIN "cadre-backup"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "cadre-archive-private.h"
#include "cadre-backup.h"
#include "cadre-file.h"
#include "cadre-recovery.h"

/* Pages copied between two looks at the cancellable: 8 MiB. */
#define PAGES_PER_STEP 2048

#define WAIT_FOR_WRITER_MS 50
#define MAX_WAITS 100

#define PINNED ".pinned"

/* A backup whose time is at most so far ahead was made in this very moment,
 * by another name of it; one further ahead was made by a clock gone wrong. */
#define MOMENT_SECONDS 60

void
cadre_backup_free (CadreBackup *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_free (self->made_at);
  g_free (self->reason);
  g_free (self);
}

/**
 * cadre_backup_folder:
 *
 * Returns: (transfer full): where the backups of this archive are
 */
char *
cadre_backup_folder (const char *archive_path)
{
  g_autofree char *folder = g_path_get_dirname (archive_path);

  return g_build_filename (folder, "backups", NULL);
}

static char *
stem_of (const char *archive_path)
{
  char *stem = g_path_get_basename (archive_path);

  if (g_str_has_suffix (stem, CADRE_ARCHIVE_SUFFIX))
    stem[strlen (stem) - strlen (CADRE_ARCHIVE_SUFFIX)] = '\0';
  return stem;
}

/* ------------------------------------------------------------- copying */

static int
copy_pages (sqlite3_backup       *copy,
            CadreBackupProgress   progress,
            gpointer              data,
            GCancellable         *cancellable)
{
  guint waits = 0;
  int rc;

  do
    {
      if (g_cancellable_is_cancelled (cancellable))
        return SQLITE_INTERRUPT;

      rc = sqlite3_backup_step (copy, PAGES_PER_STEP);
      if (rc == SQLITE_BUSY || rc == SQLITE_LOCKED)
        {
          if (++waits > MAX_WAITS)
            return rc;
          g_usleep (WAIT_FOR_WRITER_MS * 1000);
        }
      else if (progress != NULL && sqlite3_backup_pagecount (copy) > 0)
        progress (1.0 - (double) sqlite3_backup_remaining (copy) / sqlite3_backup_pagecount (copy), data);
    }
  while (rc == SQLITE_OK || rc == SQLITE_BUSY || rc == SQLITE_LOCKED);

  return rc;
}

/* A backup is one file that can be read anywhere: no write-ahead log. */
static int
finish_copy (sqlite3 *target)
{
  return sqlite3_exec (target, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
}

static gboolean
copy_database (CadreArchive         *archive,
               const char           *path,
               CadreBackupProgress   progress,
               gpointer              data,
               GCancellable         *cancellable,
               GError              **error)
{
  /* Errors are told as of the target. */
  g_autoptr(CadreArchive) target = g_object_new (CADRE_TYPE_ARCHIVE, NULL);
  sqlite3_backup *copy;
  int rc;

  target->path = g_strdup (path);
  rc = sqlite3_open_v2 (path, &target->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_exec (target->db, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", NULL, NULL, NULL);
  if (rc != SQLITE_OK)
    return _cadre_archive_set_error (target, error, rc);

  copy = sqlite3_backup_init (target->db, "main", archive->db, "main");
  if (copy == NULL)
    return _cadre_archive_set_error (target, error, sqlite3_extended_errcode (target->db));

  rc = copy_pages (copy, progress, data, cancellable);
  sqlite3_backup_finish (copy);
  if (rc == SQLITE_DONE)
    rc = finish_copy (target->db);

  return rc == SQLITE_OK ? TRUE : _cadre_archive_set_error (target, error, rc);
}

static gboolean
is_same_file (const char *a,
              const char *b)
{
  GStatBuf x, y;

  return g_stat (a, &x) == 0 && g_stat (b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/**
 * cadre_backup_copy_to:
 * @path: replaced if it is there, once the copy is whole and sound
 * @progress: (nullable): told how far it is
 *
 * Copies the archive as it is at one moment. Others may go on working.
 */
gboolean
cadre_backup_copy_to (CadreArchive         *archive,
                      const char           *path,
                      CadreBackupProgress   progress,
                      gpointer              data,
                      GCancellable         *cancellable,
                      GError              **error)
{
  g_autoptr(CadreFileReplace) file = NULL;
  g_autoptr(GError) fault = NULL;

  if (is_same_file (path, archive->path))
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_FAILED,
                   _("%s: this is the archive itself; name another file for its backup"), path);
      return FALSE;
    }

  file = cadre_file_replace_begin (path, error);
  if (file == NULL ||
      !copy_database (archive, cadre_file_replace_get_temporary (file), progress, data, cancellable, error))
    return FALSE;

  if (cadre_recovery_diagnose (cadre_file_replace_get_temporary (file), TRUE, &fault) == CADRE_CONDITION_DAMAGED)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_DAMAGED,
                   _("%s: the copy is not sound, so it was not kept; run cadrectl check on %s"), path, archive->path);
      return FALSE;
    }

  return cadre_file_replace_commit (file, error);
}

/* ------------------------------------------------------------- the names */

/* @name is STEM.TIME.REASON.cadre; NULL where it is something else. */
static CadreBackup *
parse_name (const char *folder,
            const char *stem,
            const char *name)
{
  g_autoptr(CadreBackup) backup = NULL;
  g_autofree char *inner = NULL;
  g_auto(GStrv) parts = NULL;
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr(GDateTime) time = NULL;
  gsize stem_length = strlen (stem);

  if (!g_str_has_prefix (name, stem) || name[stem_length] != '.' || !g_str_has_suffix (name, CADRE_ARCHIVE_SUFFIX))
    return NULL;

  inner = g_strndup (name + stem_length + 1, strlen (name) - stem_length - 1 - strlen (CADRE_ARCHIVE_SUFFIX));
  parts = g_strsplit (inner, ".", 3);
  if (g_strv_length (parts) < 2)
    return NULL;
  time = g_date_time_new_from_iso8601 (parts[0], utc);
  if (time == NULL)
    return NULL;

  backup = g_new0 (CadreBackup, 1);
  backup->path = g_build_filename (folder, name, NULL);
  backup->made_at = g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");
  backup->reason = g_strdup (parts[1]);
  backup->pinned = g_strcmp0 (parts[2], PINNED + 1) == 0;

  return g_steal_pointer (&backup);
}

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  const CadreBackup *x = *(CadreBackup * const *) a;
  const CadreBackup *y = *(CadreBackup * const *) b;

  int order = -g_strcmp0 (x->made_at, y->made_at);

  return order != 0 ? order : -g_strcmp0 (x->path, y->path);
}

static GPtrArray *
list_names (const char *archive_path)
{
  GPtrArray *backups = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_backup_free);
  g_autofree char *folder = cadre_backup_folder (archive_path);
  g_autofree char *stem = stem_of (archive_path);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      CadreBackup *backup = parse_name (folder, stem, name);

      if (backup != NULL)
        g_ptr_array_add (backups, backup);
    }
  g_ptr_array_sort (backups, compare_newest_first);

  return backups;
}

/* Two in one second: the later takes the next second that is free, so that
 * the order of the names is the order of the making. */
static char *
name_new (CadreArchive *archive,
          const char   *reason)
{
  g_autoptr(GPtrArray) backups = list_names (archive->path);
  g_autofree char *folder = cadre_backup_folder (archive->path);
  g_autofree char *stem = stem_of (archive->path);
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  gint64 second = g_date_time_to_unix (now);
  g_autoptr(GDateTime) free_time = NULL;
  g_autofree char *time = NULL;
  g_autofree char *name = NULL;

  for (guint i = backups->len; i-- > 0; )
    {
      CadreBackup *backup = g_ptr_array_index (backups, i);
      g_autoptr(GDateTime) made_at = g_date_time_new_from_iso8601 (backup->made_at, NULL);
      gint64 taken = g_date_time_to_unix (made_at);

      if (taken >= second && taken <= second + MOMENT_SECONDS)
        second = taken + 1;
    }

  free_time = g_date_time_new_from_unix_utc (second);
  time = g_date_time_format (free_time, "%Y%m%dT%H%M%SZ");
  name = g_strconcat (stem, ".", time, ".", reason, CADRE_ARCHIVE_SUFFIX, NULL);
  return g_build_filename (folder, name, NULL);
}

static void
read_facts (CadreBackup *self)
{
  g_autoptr(CadreArchive) archive = cadre_archive_open (self->path, CADRE_ARCHIVE_READ, NULL);
  GStatBuf status;

  self->n_people = self->n_study = -1;
  if (g_stat (self->path, &status) == 0)
    self->size = status.st_size;
  if (archive == NULL)
    return;

  self->schema_version = archive->schema_version;
  if (!cadre_archive_query_int64 (archive, "SELECT count (*) FROM person", &self->n_people, NULL) ||
      !cadre_archive_query_int64 (archive, "SELECT count (*) FROM study", &self->n_study, NULL))
    self->n_people = self->n_study = -1;
}

/**
 * cadre_backup_list:
 * @archive_path: an archive; it need not be there or be sound
 *
 * Returns: (transfer full) (element-type CadreBackup): its backups, newest
 *   first; those with @schema_version 0 cannot be read
 */
GPtrArray *
cadre_backup_list (const char  *archive_path,
                   GError     **error)
{
  GPtrArray *backups = list_names (archive_path);

  for (guint i = 0; i < backups->len; i++)
    read_facts (g_ptr_array_index (backups, i));

  return backups;
}

/**
 * cadre_backup_set_pinned:
 *
 * Returns: (transfer full): the backup's new path, or %NULL with @error set
 */
char *
cadre_backup_set_pinned (const char  *backup_path,
                         gboolean     pinned,
                         GError     **error)
{
  g_autofree char *base = g_str_has_suffix (backup_path, CADRE_ARCHIVE_SUFFIX)
                          ? g_strndup (backup_path, strlen (backup_path) - strlen (CADRE_ARCHIVE_SUFFIX))
                          : g_strdup (backup_path);
  g_autofree char *path = NULL;

  if (g_str_has_suffix (base, PINNED))
    base[strlen (base) - strlen (PINNED)] = '\0';
  path = g_strconcat (base, pinned ? PINNED : "", CADRE_ARCHIVE_SUFFIX, NULL);

  if (g_rename (backup_path, path) != 0)
    {
      cadre_file_set_error (error, backup_path, errno);
      return NULL;
    }

  return g_steal_pointer (&path);
}

/* -------------------------------------------------------------- thinning */

/* The newest backup of each of the last so many days, weeks and months that
 * have one is kept; and the last few, whatever day they are of. */
static const struct
{
  const char *period;   /* two times with the same text are of one period */
  guint kept;
} periods[] = {
  { "%Y-%m-%dT%H:%M:%S", 3 },
  { "%Y-%m-%d", 12 },
  { "%G-W%V", 10 },
  { "%Y-%m", 9 },
};

static void
keep_of_period (GPtrArray  *backups,
                gboolean   *keep,
                const char *period,
                guint       n_kept)
{
  g_autofree char *last = NULL;

  for (guint i = 0; i < backups->len && n_kept > 0; i++)
    {
      CadreBackup *backup = g_ptr_array_index (backups, i);
      g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (backup->made_at, NULL);
      g_autofree char *name = g_date_time_format (time, period);

      if (backup->pinned || g_strcmp0 (name, last) == 0)
        continue;

      keep[i] = TRUE;
      n_kept--;
      g_free (last);
      last = g_steal_pointer (&name);
    }
}

static gboolean
is_one_of (const char         *path,
           const char * const *others)
{
  for (guint i = 0; others[i] != NULL; i++)
    if (is_same_file (path, others[i]))
      return TRUE;

  return FALSE;
}

/* @in_use: backups that stay, whatever their times say */
static gboolean
thin (const char          *archive_path,
      const char * const  *in_use,
      GError             **error)
{
  g_autoptr(GPtrArray) backups = list_names (archive_path);
  g_autofree gboolean *keep = g_new0 (gboolean, backups->len + 1);

  for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
    keep_of_period (backups, keep, periods[i].period, periods[i].kept);

  for (guint i = 0; i < backups->len; i++)
    {
      CadreBackup *backup = g_ptr_array_index (backups, i);

      if (!keep[i] && !backup->pinned && !is_one_of (backup->path, in_use) && g_unlink (backup->path) != 0)
        return cadre_file_set_error (error, backup->path, errno);
    }

  return TRUE;
}

/**
 * cadre_backup_thin:
 *
 * Deletes the backups that are neither pinned nor among the last 12 daily, 10
 * weekly and 9 monthly ones.
 */
gboolean
cadre_backup_thin (const char  *archive_path,
                   GError     **error)
{
  const char *nothing[] = { NULL };

  return thin (archive_path, nothing, error);
}

/* ---------------------------------------------------------------- making */

/* @restored: (nullable): a backup that is being put back */
static char *
make (CadreArchive         *archive,
      const char           *reason,
      const char           *restored,
      CadreBackupProgress   progress,
      gpointer              data,
      GCancellable         *cancellable,
      GError              **error)
{
  g_autofree char *folder = cadre_backup_folder (archive->path);
  g_autofree char *path = name_new (archive, reason);
  const char *in_use[] = { path, restored, NULL };
  g_autoptr(GError) local_error = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      cadre_file_set_error (error, folder, errno);
      return NULL;
    }

  if (!cadre_backup_copy_to (archive, path, progress, data, cancellable, error))
    return NULL;

  /* The backup is made; one too many does no harm. */
  if (!thin (archive->path, in_use, &local_error))
    g_debug ("%s", local_error->message);

  return g_steal_pointer (&path);
}

/**
 * cadre_backup_make:
 * @reason: manual, import, migration …: letters and hyphens
 * @progress: (nullable): told how far it is
 *
 * Makes a backup, reads it through, and then thins out the old ones.
 *
 * Returns: (transfer full): its path, or %NULL with @error set; then the old
 *   ones are all there still
 */
char *
cadre_backup_make (CadreArchive         *archive,
                   const char           *reason,
                   CadreBackupProgress   progress,
                   gpointer              data,
                   GCancellable         *cancellable,
                   GError              **error)
{
  g_return_val_if_fail (strchr (reason, '.') == NULL && strchr (reason, '/') == NULL, NULL);
  g_return_val_if_fail (!archive->in_action, NULL);

  return make (archive, reason, NULL, progress, data, cancellable, error);
}

/**
 * cadre_backup_before:
 * @reason: import, migration …
 *
 * To be called before anything large is done. An archive in which nothing has
 * been done yet needs no backup.
 */
gboolean
cadre_backup_before (CadreArchive         *archive,
                     const char           *reason,
                     CadreBackupProgress   progress,
                     gpointer              data,
                     GCancellable         *cancellable,
                     GError              **error)
{
  g_autofree char *path = NULL;
  gint64 any = 0;

  if (!cadre_archive_query_int64 (archive, "SELECT EXISTS (SELECT 1 FROM action)", &any, error))
    return FALSE;
  if (!any)
    return TRUE;

  path = cadre_backup_make (archive, reason, progress, data, cancellable, error);
  return path != NULL;
}

/* ------------------------------------------------------------- restoring */

static gboolean
refuse_if_read_only (CadreArchive  *archive,
                     GError       **error)
{
  if (!cadre_archive_is_read_only (archive))
    return TRUE;

  g_set_error (error, CADRE_ERROR, CADRE_ERROR_BUSY, _("%s: cannot be replaced: %s"),
               archive->path, archive->read_only_reason);
  return FALSE;
}

/* Backs up what is there and takes its log into it, which succeeds only for
 * one who has the file alone. The writer's lock stays with @lock. */
static gboolean
retire_good (const char  *path,
             const char  *backup_path,
             CadreArchive *lock,
             char       **kept,
             GError     **error)
{
  g_autoptr(CadreArchive) archive = cadre_archive_open (path, CADRE_ARCHIVE_WRITE, error);
  g_autofree char *mode = NULL;

  if (archive == NULL || !refuse_if_read_only (archive, error))
    return FALSE;

  *kept = make (archive, "restore", backup_path, NULL, NULL, NULL, error);
  if (*kept == NULL)
    return FALSE;

  mode = cadre_archive_query_text (archive, "PRAGMA journal_mode = DELETE", NULL);
  if (g_strcmp0 (mode, "delete") != 0)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_BUSY,
                   _("%s: another program is reading the archive; close it and try again"), path);
      return FALSE;
    }

  lock->lock_fd = archive->lock_fd;
  archive->lock_fd = -1;
  return cadre_archive_close (archive, error);
}

static gboolean
retire_bad (const char   *path,
            CadreArchive *lock,
            char        **kept,
            GError      **error)
{
  if (!_cadre_archive_lock (lock, NULL, error))
    return FALSE;

  *kept = cadre_recovery_set_aside (path, error);
  return *kept != NULL;
}

static gboolean
retire (const char   *path,
        const char   *backup_path,
        CadreArchive *lock,
        char        **kept,
        GError      **error)
{
  CadreCondition condition = cadre_recovery_diagnose (path, TRUE, NULL);

  switch (condition)
    {
    case CADRE_CONDITION_MISSING:
      return _cadre_archive_lock (lock, NULL, error);
    case CADRE_CONDITION_GOOD:
      return retire_good (path, backup_path, lock, kept, error);
    case CADRE_CONDITION_UNREADABLE:
      cadre_recovery_diagnose (path, FALSE, error);
      return FALSE;
    default:
      return retire_bad (path, lock, kept, error);
    }
}

static gboolean
copy_file (const char  *from,
           const char  *to,
           GError     **error)
{
  g_autoptr(GFile) source = g_file_new_for_path (from);
  g_autoptr(GFile) target = g_file_new_for_path (to);
  g_autoptr(GError) local_error = NULL;

  if (g_file_copy (source, target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL,
                   &local_error))
    return g_chmod (to, 0600) == 0 || cadre_file_set_error (error, to, errno);

  return cadre_file_set_error (error, to, g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ? ENOSPC : EIO);
}

/**
 * cadre_backup_restore:
 * @archive_path: the archive, which must not be open; it may be missing or
 *   damaged
 * @backup_path: a sound archive; it stays where it is
 * @kept: (out) (optional): where the present state went: a backup of its own,
 *   or, where it was damaged, the file set aside; %NULL if there was none
 *
 * Puts a backup in the place of the archive. Refused while another program
 * has the archive open.
 */
gboolean
cadre_backup_restore (const char  *archive_path,
                      const char  *backup_path,
                      char       **kept,
                      GError     **error)
{
  g_autoptr(CadreArchive) lock = g_object_new (CADRE_TYPE_ARCHIVE, NULL);
  g_autoptr(CadreFileReplace) file = NULL;
  g_autofree char *old = NULL;

  lock->path = g_strdup (archive_path);
  if (cadre_recovery_diagnose (backup_path, TRUE, error) != CADRE_CONDITION_GOOD)
    return FALSE;

  /* The copy first: if the disk is full, nothing has happened yet. */
  file = cadre_file_replace_begin (archive_path, error);
  if (file == NULL ||
      !copy_file (backup_path, cadre_file_replace_get_temporary (file), error) ||
      !retire (archive_path, backup_path, lock, &old, error) ||
      !cadre_file_replace_commit (file, error))
    return FALSE;

  if (kept != NULL)
    *kept = g_steal_pointer (&old);
  return TRUE;
}
