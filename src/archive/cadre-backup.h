/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"

G_BEGIN_DECLS

/**
 * CadreBackup:
 *
 * One backup of an archive. Free with cadre_backup_free().
 */
typedef struct
{
  char *path;
  char *made_at;        /* UTC, ISO 8601: 2026-11-24T22:45:01Z */
  char *reason;         /* manual, import, migration, restore … */
  gboolean pinned;      /* never thinned out */
  gint64 size;          /* bytes */
  int schema_version;   /* 0 where it cannot be read */
  gint64 n_people;      /* -1 where it cannot be read */
  gint64 n_study;
} CadreBackup;

/**
 * CadreBackupProgress:
 * @fraction: how much is done, 0–1
 */
typedef void (*CadreBackupProgress) (double   fraction,
                                     gpointer data);

void       cadre_backup_free       (CadreBackup          *self);

char      *cadre_backup_folder     (const char           *archive_path);
GPtrArray *cadre_backup_list       (const char           *archive_path,
                                    GError              **error);
char      *cadre_backup_make       (CadreArchive         *archive,
                                    const char           *reason,
                                    CadreBackupProgress   progress,
                                    gpointer              data,
                                    GCancellable         *cancellable,
                                    GError              **error);
gboolean   cadre_backup_before     (CadreArchive         *archive,
                                    const char           *reason,
                                    CadreBackupProgress   progress,
                                    gpointer              data,
                                    GCancellable         *cancellable,
                                    GError              **error);
gboolean   cadre_backup_copy_to    (CadreArchive         *archive,
                                    const char           *path,
                                    CadreBackupProgress   progress,
                                    gpointer              data,
                                    GCancellable         *cancellable,
                                    GError              **error);
char      *cadre_backup_set_pinned (const char           *backup_path,
                                    gboolean              pinned,
                                    GError              **error);
gboolean   cadre_backup_thin       (const char           *archive_path,
                                    GError              **error);
gboolean   cadre_backup_restore    (const char           *archive_path,
                                    const char           *backup_path,
                                    char                **kept,
                                    GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreBackup, cadre_backup_free)

G_END_DECLS
