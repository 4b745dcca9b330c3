/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writing users' files so that a full disk, a crash or a power cut leaves
 * either the old file or the new one: a temporary file in the same folder,
 * synced, then renamed. */

#define G_LOG_DOMAIN "cadre-file"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cadre-file.h"

struct _CadreFileReplace
{
  char *path;        /* links resolved */
  char *temporary;   /* NULL once committed */
};

static const struct
{
  int saved_errno;
  CadreError code;
  const char *text;
} errors[] = {
  { ENOSPC, CADRE_ERROR_NO_SPACE, N_("the disk is full; make room and try again") },
  { EDQUOT, CADRE_ERROR_NO_SPACE, N_("your share of the disk is used up; make room and try again") },
  { EFBIG, CADRE_ERROR_NO_SPACE, N_("the file would be larger than this place allows; choose another place") },
  { EACCES, CADRE_ERROR_READ_ONLY, N_("you may not read or write here; choose another place or ask for the right to it") },
  { EPERM, CADRE_ERROR_READ_ONLY, N_("you may not read or write here; choose another place or ask for the right to it") },
  { EROFS, CADRE_ERROR_READ_ONLY, N_("this place can only be read; choose another") },
  { ENOENT, CADRE_ERROR_NOT_FOUND, N_("there is no such file or folder") },
  { ENOTDIR, CADRE_ERROR_NOT_FOUND, N_("a part of this path is not a folder") },
  { EISDIR, CADRE_ERROR_FAILED, N_("this is a folder; name a file") },
  { ENAMETOOLONG, CADRE_ERROR_FAILED, N_("the name is too long") },
};

/**
 * cadre_file_set_error:
 * @path: the file that could not be read or written
 * @saved_errno: why
 *
 * Sets @error to a sentence with the file and the cure.
 *
 * Returns: %FALSE
 */
gboolean
cadre_file_set_error (GError     **error,
                      const char  *path,
                      int          saved_errno)
{
  g_autofree char *shown = g_filename_display_name (path);

  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    if (errors[i].saved_errno == saved_errno)
      {
        g_set_error (error, CADRE_ERROR, errors[i].code, "%s: %s", shown, _(errors[i].text));
        return FALSE;
      }

  g_set_error (error, CADRE_ERROR, CADRE_ERROR_FAILED, "%s: %s", shown, g_strerror (saved_errno));
  return FALSE;
}

/* What a link names is replaced, not the link. */
static char *
resolve (const char *path)
{
  char *real = realpath (path, NULL);
  char *copy = g_strdup (real != NULL ? real : path);

  free (real);
  return copy;
}

/* Some writers go by the suffix, so it stays; the rest of a name may be as
 * long as a name can be. */
static char *
temporary_name (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  const char *suffix = strrchr (base, '.');

  return g_strconcat (".cadre-XXXXXX", suffix, NULL);
}

/**
 * cadre_file_replace_begin:
 * @path: where the file shall be; what is there now stays until the commit
 *
 * Makes an empty temporary file, readable by its owner only, in the folder
 * of @path. Write to cadre_file_replace_get_temporary().
 *
 * Returns: (transfer full): the replacement, or %NULL with @error set
 */
CadreFileReplace *
cadre_file_replace_begin (const char  *path,
                          GError     **error)
{
  g_autoptr(CadreFileReplace) self = g_new0 (CadreFileReplace, 1);
  g_autofree char *folder = NULL;
  g_autofree char *base = NULL;
  g_autofree char *temporary = NULL;
  int fd;

  self->path = resolve (path);
  if (g_file_test (self->path, G_FILE_TEST_IS_DIR))
    {
      cadre_file_set_error (error, path, EISDIR);
      return NULL;
    }

  folder = g_path_get_dirname (self->path);
  base = temporary_name (self->path);
  temporary = g_build_filename (folder, base, NULL);

  fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      cadre_file_set_error (error, path, errno);
      return NULL;
    }
  close (fd);

  self->temporary = g_steal_pointer (&temporary);
  return g_steal_pointer (&self);
}

/**
 * cadre_file_replace_get_temporary:
 *
 * Returns: the path to write to, which keeps the suffix of the final one
 */
const char *
cadre_file_replace_get_temporary (CadreFileReplace *self)
{
  return self->temporary;
}

/**
 * cadre_file_sync:
 *
 * Returns once the file's data are on the disk.
 */
gboolean
cadre_file_sync (const char  *path,
                 GError     **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  int saved;

  if (fd < 0)
    return cadre_file_set_error (error, path, errno);

  saved = fsync (fd) == 0 ? 0 : errno;
  close (fd);
  return saved == 0 ? TRUE : cadre_file_set_error (error, path, saved);
}

/**
 * cadre_file_sync_folder_of:
 *
 * Makes a rename or a new name last. Places that cannot do this (some network
 * folders) are let be.
 */
void
cadre_file_sync_folder_of (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return;
  if (fsync (fd) != 0)
    g_debug ("%s: cannot be synced: %s", folder, g_strerror (errno));
  close (fd);
}

/**
 * cadre_file_replace_commit:
 *
 * Syncs what was written and renames it into place. A file that was there
 * keeps its permissions; a new one is its owner's only, as these are records
 * of persons.
 *
 * Returns: %FALSE with @error set if it failed; then the old file is still
 *   there
 */
gboolean
cadre_file_replace_commit (CadreFileReplace  *self,
                           GError           **error)
{
  GStatBuf old;

  g_return_val_if_fail (self->temporary != NULL, FALSE);

  if (!cadre_file_sync (self->temporary, error))
    return FALSE;

  if (g_stat (self->path, &old) == 0 && g_chmod (self->temporary, old.st_mode & 0777) != 0)
    g_debug ("%s: permissions not kept: %s", self->path, g_strerror (errno));

  if (g_rename (self->temporary, self->path) != 0)
    return cadre_file_set_error (error, self->path, errno);

  g_clear_pointer (&self->temporary, g_free);
  cadre_file_sync_folder_of (self->path);
  return TRUE;
}

void
cadre_file_replace_free (CadreFileReplace *self)
{
  if (self == NULL)
    return;

  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_free (self->temporary);
  g_free (self->path);
  g_free (self);
}

static gboolean
write_all (CadreFileReplace  *self,
           const char        *data,
           gsize              length,
           GError           **error)
{
  int fd = g_open (self->temporary, O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
  int saved = fd < 0 ? errno : 0;

  while (saved == 0 && length > 0)
    {
      gssize n = write (fd, data, length);

      if (n < 0 && errno != EINTR)
        saved = errno;
      else if (n > 0)
        {
          data += n;
          length -= n;
        }
    }

  if (fd >= 0 && close (fd) != 0 && saved == 0)
    saved = errno;

  return saved == 0 ? TRUE : cadre_file_set_error (error, self->path, saved);
}

/**
 * cadre_file_write:
 * @length: of @data in bytes, or -1 if it ends with a zero
 *
 * Writes a whole file, which is then there whole or not at all.
 */
gboolean
cadre_file_write (const char  *path,
                  const char  *data,
                  gssize       length,
                  GError     **error)
{
  g_autoptr(CadreFileReplace) file = cadre_file_replace_begin (path, error);

  return file != NULL &&
         write_all (file, data, length >= 0 ? (gsize) length : strlen (data), error) &&
         cadre_file_replace_commit (file, error);
}
