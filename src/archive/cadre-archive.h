/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "cadre-error.h"
#include "cadre-statement.h"

G_BEGIN_DECLS

/* "CdAr": marks the file as ours; the MIME type knows it by this. */
#define CADRE_ARCHIVE_APPLICATION_ID 0x43644172

#define CADRE_ARCHIVE_SUFFIX ".cadre"

/**
 * CadreArchiveMode:
 * @CADRE_ARCHIVE_READ: read only; works beside a writer
 * @CADRE_ARCHIVE_WRITE: for changing; one at a time
 */
typedef enum
{
  CADRE_ARCHIVE_READ,
  CADRE_ARCHIVE_WRITE,
} CadreArchiveMode;

#define CADRE_TYPE_ARCHIVE (cadre_archive_get_type ())
G_DECLARE_FINAL_TYPE (CadreArchive, cadre_archive, CADRE, ARCHIVE, GObject)

char           *cadre_archive_default_path   (void);

CadreArchive   *cadre_archive_create         (const char       *path,
                                              GError          **error);
CadreArchive   *cadre_archive_open           (const char       *path,
                                              CadreArchiveMode  mode,
                                              GError          **error);
CadreArchive   *cadre_archive_open_reader    (CadreArchive     *self,
                                              GError          **error);
gboolean        cadre_archive_close          (CadreArchive     *self,
                                              GError          **error);

const char     *cadre_archive_get_path       (CadreArchive     *self);
gboolean        cadre_archive_is_read_only   (CadreArchive     *self);
const char     *cadre_archive_get_read_only_reason (CadreArchive *self);
int             cadre_archive_get_schema_version (CadreArchive *self);

void            cadre_archive_set_cancellable (CadreArchive    *self,
                                               GCancellable    *cancellable);

CadreStatement *cadre_archive_prepare        (CadreArchive     *self,
                                              const char       *sql,
                                              GError          **error);
gboolean        cadre_archive_execute        (CadreArchive     *self,
                                              const char       *sql,
                                              GError          **error);
gboolean        cadre_archive_query_int64    (CadreArchive     *self,
                                              const char       *sql,
                                              gint64           *value,
                                              GError          **error);
char           *cadre_archive_query_text     (CadreArchive     *self,
                                              const char       *sql,
                                              GError          **error);
gint64          cadre_archive_last_row_id    (CadreArchive     *self);
gint64          cadre_archive_n_changed      (CadreArchive     *self);

char           *cadre_archive_get_setting    (CadreArchive     *self,
                                              const char       *key);
gboolean        cadre_archive_set_setting    (CadreArchive     *self,
                                              const char       *key,
                                              const char       *value,
                                              GError          **error);

G_END_DECLS
