/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the place of an archive allows. A write-ahead log lets readers work
 * beside the writer, but its index is memory that all of them share: that
 * needs a file system of this machine, as needs a rename that lasts. Anywhere
 * else a rollback journal is used. */

#define G_LOG_DOMAIN "cadre-place"

#include "config.h"

#include <glib/gstdio.h>
#include <linux/magic.h>
#include <string.h>
#include <sys/vfs.h>

#include "cadre-archive-private.h"

#ifndef F2FS_SUPER_MAGIC
#define F2FS_SUPER_MAGIC 0xf2f52010
#endif
#define BCACHEFS_MAGIC 0xca451a4e
#define ZFS_MAGIC 0x2fc12fc1

/* Known to be safe. What is not named is not trusted: NFS, SMB, 9p, FUSE (the
 * document portal, NTFS-3G, sshfs), FAT, exFAT … */
static const guint32 safe_file_systems[] = {
  EXT4_SUPER_MAGIC, /* ext2, ext3, ext4 */
  XFS_SUPER_MAGIC,
  BTRFS_SUPER_MAGIC,
  F2FS_SUPER_MAGIC,
  BCACHEFS_MAGIC,
  ZFS_MAGIC,
  TMPFS_MAGIC,
  OVERLAYFS_SUPER_MAGIC,
};

static gboolean
allows_wal (const char *path)
{
  struct statfs status;

  if (statfs (path, &status) != 0)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (safe_file_systems); i++)
    if ((guint32) status.f_type == safe_file_systems[i])
      return TRUE;

  return FALSE;
}

/*
 * _cadre_place_has_wal:
 *
 * Whether changes wait beside the file to be taken into it.
 */
gboolean
_cadre_place_has_wal (const char *path)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  GStatBuf status;

  return g_stat (wal, &status) == 0 && status.st_size > 0;
}

/*
 * _cadre_place_set_journal_mode:
 *
 * Called before the database is read for the first time. A reader who is at
 * work can keep the mode from changing; then it stays as it was.
 */
gboolean
_cadre_place_set_journal_mode (CadreArchive  *self,
                               GError       **error)
{
  g_autofree char *mode = NULL;

  if (allows_wal (self->path))
    mode = cadre_archive_query_text (self, "PRAGMA journal_mode = WAL", NULL);
  /* Where no memory can be shared, a file that comes in WAL mode opens only
   * for one process alone. */
  else if (cadre_archive_execute (self, "PRAGMA locking_mode = EXCLUSIVE", error))
    {
      mode = cadre_archive_query_text (self, "PRAGMA journal_mode = DELETE", NULL);
      return cadre_archive_execute (self, "PRAGMA locking_mode = NORMAL; SELECT 1 FROM sqlite_schema LIMIT 1", error);
    }

  g_debug ("%s: journal mode %s", self->path, mode != NULL ? mode : "unchanged");
  return TRUE;
}
