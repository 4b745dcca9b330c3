/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"

G_BEGIN_DECLS

/* Larger files make an archive that no longer goes through the post. */
#define CADRE_ATTACHMENT_MAX_MEGABYTES 32

/**
 * CadreAttachment:
 *
 * A file kept with a record.
 */
typedef struct
{
  gint64 id;
  char *name;
  char *media;       /* image/jpeg … */
  char *added_on;    /* ISO date */
  char *note;        /* or NULL */
  gint64 size;       /* bytes */
} CadreAttachment;

void       cadre_attachment_free   (CadreAttachment  *self);
GPtrArray *cadre_attachment_list   (CadreArchive     *archive,
                                    const char       *record_kind,
                                    gint64            record_id,
                                    GError          **error);
gint64     cadre_attachment_add    (CadreArchive     *archive,
                                    const char       *record_kind,
                                    gint64            record_id,
                                    const char       *path,
                                    GError          **error);
gboolean   cadre_attachment_write  (CadreArchive     *archive,
                                    gint64            id,
                                    const char       *path,
                                    GError          **error);
gboolean   cadre_attachment_delete (CadreArchive     *archive,
                                    gint64            id,
                                    GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreAttachment, cadre_attachment_free)

G_END_DECLS
