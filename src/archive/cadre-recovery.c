/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files that are not what they should be: found out before anything is done
 * with them, named in a sentence with the cure, and moved out of the way
 * without losing a byte. */

#define G_LOG_DOMAIN "cadre-recovery"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "cadre-archive-private.h"
#include "cadre-file.h"
#include "cadre-recovery.h"

/* The head of an SQLite file: https://www.sqlite.org/fileformat2.html#the_database_header */
#define HEAD_SIZE 100
#define MAGIC "SQLite format 3"
#define AT_PAGE_SIZE 16
#define AT_CHANGES 24
#define AT_PAGES 28
#define AT_VERSION 60
#define AT_APPLICATION 68
#define AT_PAGES_VALID_FOR 92

typedef struct
{
  guint8 head[HEAD_SIZE];
  gsize n_read;
  goffset size;
} Head;

static const struct
{
  CadreCondition condition;
  CadreError code;
  const char *text;
} sentences[] = {
  { CADRE_CONDITION_EMPTY, CADRE_ERROR_NOT_AN_ARCHIVE,
    N_("the file is empty; move it away and restore a backup (cadrectl backups), or create a new archive") },
  { CADRE_CONDITION_NOT_AN_ARCHIVE, CADRE_ERROR_NOT_AN_ARCHIVE,
    N_("this file is not a cadre archive; name another, or import it if it is a sheet") },
  { CADRE_CONDITION_TRUNCATED, CADRE_ERROR_DAMAGED,
    N_("the end of the archive is missing; restore it from a backup (cadrectl backups)") },
  { CADRE_CONDITION_DAMAGED, CADRE_ERROR_DAMAGED,
    N_("the archive is damaged; restore it from a backup (cadrectl backups)") },
  { CADRE_CONDITION_NEWER, CADRE_ERROR_NEWER,
    N_("the archive was made by a newer version of this program; update the program to change it") },
};

static CadreCondition
report (CadreCondition   condition,
        const char      *path,
        GError         **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (sentences[i].condition == condition)
      g_set_error (error, CADRE_ERROR, sentences[i].code, "%s: %s", path, _(sentences[i].text));

  return condition;
}

static guint32
read_number (const Head *self,
             gsize       offset)
{
  guint32 number;

  memcpy (&number, self->head + offset, sizeof number);
  return GUINT32_FROM_BE (number);
}

static CadreCondition
read_head (const char  *path,
           Head        *self,
           GError     **error)
{
  GStatBuf status;
  gssize n = -1;
  int fd = -1;
  int saved;

  /* Nothing but a file is opened: a pipe would wait for ever. */
  if (g_stat (path, &status) == 0)
    {
      if (S_ISREG (status.st_mode))
        fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
      else if (S_ISDIR (status.st_mode))
        errno = EISDIR;
      else
        {
          g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_AN_ARCHIVE,
                       _("%s: this is a pipe or a device and no file; name an archive"), path);
          return CADRE_CONDITION_UNREADABLE;
        }
    }
  if (fd >= 0)
    n = read (fd, self->head, HEAD_SIZE);

  saved = errno;
  if (fd >= 0)
    close (fd);
  if (n < 0)
    {
      cadre_file_set_error (error, path, saved);
      return saved == ENOENT || saved == ENOTDIR ? CADRE_CONDITION_MISSING : CADRE_CONDITION_UNREADABLE;
    }

  self->n_read = (gsize) n;
  self->size = status.st_size;
  return CADRE_CONDITION_GOOD;
}

/* While changes wait in a journal beside it, the file's own length says
 * nothing. */
static gboolean
has_journal (const char *path)
{
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);
  GStatBuf status;

  return _cadre_place_has_wal (path) || (g_stat (journal, &status) == 0 && status.st_size > 0);
}

static gboolean
is_short (const char *path,
          const Head *self)
{
  guint32 page_size = read_number (self, AT_PAGE_SIZE) >> 16;

  if (read_number (self, AT_CHANGES) != read_number (self, AT_PAGES_VALID_FOR) || has_journal (path))
    return FALSE;

  return self->size < (goffset) read_number (self, AT_PAGES) * (page_size == 1 ? 65536 : page_size);
}

static CadreCondition
judge_head (const char *path,
            const Head *self)
{
  if (self->n_read == 0)
    return CADRE_CONDITION_EMPTY;
  if (self->n_read < sizeof MAGIC || memcmp (self->head, MAGIC, sizeof MAGIC) != 0)
    return CADRE_CONDITION_NOT_AN_ARCHIVE;
  if (self->n_read < HEAD_SIZE)
    return CADRE_CONDITION_TRUNCATED;
  if (read_number (self, AT_APPLICATION) != CADRE_ARCHIVE_APPLICATION_ID)
    return CADRE_CONDITION_NOT_AN_ARCHIVE;
  if (is_short (path, self))
    return CADRE_CONDITION_TRUNCATED;
  if (read_number (self, AT_VERSION) > (guint32) _cadre_archive_newest_schema ())
    return CADRE_CONDITION_NEWER;

  return CADRE_CONDITION_GOOD;
}

static gboolean
is_sound (const char *path)
{
  g_autoptr(CadreArchive) archive = cadre_archive_open (path, CADRE_ARCHIVE_READ, NULL);
  g_autofree char *verdict = NULL;

  if (archive != NULL)
    verdict = cadre_archive_query_text (archive, "PRAGMA integrity_check (1)", NULL);

  return g_strcmp0 (verdict, "ok") == 0;
}

/**
 * cadre_recovery_diagnose:
 * @path: what should be an archive
 * @thorough: also read all of it, which takes a second for each 300 MB
 *
 * Looks at a file without changing it.
 *
 * Returns: its condition; with @error set to a sentence that says what is the
 *   matter and what to do unless it is %CADRE_CONDITION_GOOD
 */
CadreCondition
cadre_recovery_diagnose (const char  *path,
                         gboolean     thorough,
                         GError     **error)
{
  Head head = { 0 };
  CadreCondition condition = read_head (path, &head, error);

  if (condition != CADRE_CONDITION_GOOD)
    return condition;

  condition = judge_head (path, &head);
  if (thorough && (condition == CADRE_CONDITION_GOOD || condition == CADRE_CONDITION_NEWER) && !is_sound (path))
    condition = CADRE_CONDITION_DAMAGED;

  return report (condition, path, error);
}

/**
 * cadre_recovery_set_aside:
 * @path: a file that cannot be used
 *
 * Renames it, with what waits in its journal, so that a good one can take its
 * place. Nothing is deleted: somebody may yet get records out of it.
 *
 * Returns: (transfer full): its new name, or %NULL with @error set
 */
char *
cadre_recovery_set_aside (const char  *path,
                          GError     **error)
{
  static const char * const suffixes[] = { "-wal", "-journal", "" };
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y%m%dT%H%M%S");
  g_autofree char *aside = g_strdup_printf ("%s.%s.damaged", path, time);

  for (int n = 2; g_file_test (aside, G_FILE_TEST_EXISTS); n++)
    {
      g_free (aside);
      aside = g_strdup_printf ("%s.%s-%d.damaged", path, time, n);
    }

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (path, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (aside, suffixes[i], NULL);

      if (g_rename (from, to) != 0 && (errno != ENOENT || *suffixes[i] == '\0'))
        {
          cadre_file_set_error (error, from, errno);
          return NULL;
        }
    }

  cadre_file_sync_folder_of (path);
  return g_steal_pointer (&aside);
}
