/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One writer at a time: an advisory lock on a small file beside the archive,
 * in which the holder leaves its name. The kernel drops the lock when the
 * process ends, however it ends. An open-file-description lock, since a
 * classic one would vanish as soon as any reader in this process closes the
 * file. */

#define G_LOG_DOMAIN "cadre-lock"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cadre-archive-private.h"

#define MAX_HOLDER 200

/* By whatever name the file is opened, its lock is one. */
static char *
lock_path (CadreArchive *self)
{
  char *real = realpath (self->path, NULL);
  char *path = g_strconcat (real != NULL ? real : self->path, "-lock", NULL);

  free (real);
  return path;
}

static char *
describe_self (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *since = g_date_time_format (now, "%Y-%m-%d %H:%M");

  return g_strdup_printf ("%s@%s (%s, %s)", g_get_user_name (), g_get_host_name (),
                          g_get_prgname () != NULL ? g_get_prgname () : "cadre-archive", since);
}

static char *
read_holder (int fd)
{
  char buffer[MAX_HOLDER + 1];
  gssize n = pread (fd, buffer, MAX_HOLDER, 0);

  if (n <= 0)
    return g_strdup (_("another program"));
  buffer[n] = '\0';

  return g_utf8_make_valid (buffer, -1);
}

/*
 * _cadre_archive_lock:
 * @holder: (out) (optional): who holds it, when somebody else does; then the
 *   call succeeds without having the lock
 */
gboolean
_cadre_archive_lock (CadreArchive  *self,
                     char         **holder,
                     GError       **error)
{
  g_autofree char *path = lock_path (self);
  g_autofree char *text = NULL;
  struct flock range = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

  self->lock_fd = open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (self->lock_fd < 0)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_READ_ONLY, "%s: %s", path, g_strerror (errno));
      return FALSE;
    }

  if (fcntl (self->lock_fd, F_OFD_SETLK, &range) != 0)
    {
      g_autofree char *who = read_holder (self->lock_fd);

      close (self->lock_fd);
      self->lock_fd = -1;
      if (holder == NULL)
        {
          g_set_error (error, CADRE_ERROR, CADRE_ERROR_BUSY, _("%s: it is being edited by %s"), self->path, who);
          return FALSE;
        }
      *holder = g_steal_pointer (&who);
      return TRUE;
    }

  text = describe_self ();
  if (ftruncate (self->lock_fd, 0) != 0 ||
      pwrite (self->lock_fd, text, MIN (strlen (text), MAX_HOLDER), 0) < 0)
    g_debug ("cannot write the holder's name: %s", g_strerror (errno));

  return TRUE;
}

/* The file stays: removing it would let two writers lock two files of one
 * name. */
void
_cadre_archive_unlock (CadreArchive *self)
{
  if (self->lock_fd >= 0)
    close (self->lock_fd);
  self->lock_fd = -1;
}
