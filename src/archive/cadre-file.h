/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "cadre-error.h"

G_BEGIN_DECLS

/**
 * CadreFileReplace:
 *
 * A file that is being written beside its final place. Committing puts it
 * there whole or not at all; freeing it uncommitted removes it and leaves
 * what was there before.
 */
typedef struct _CadreFileReplace CadreFileReplace;

CadreFileReplace *cadre_file_replace_begin    (const char        *path,
                                               GError           **error);
const char       *cadre_file_replace_get_temporary (CadreFileReplace *self);
gboolean          cadre_file_replace_commit   (CadreFileReplace  *self,
                                               GError           **error);
void              cadre_file_replace_free     (CadreFileReplace  *self);

gboolean          cadre_file_write            (const char        *path,
                                               const char        *data,
                                               gssize             length,
                                               GError           **error);
gboolean          cadre_file_sync             (const char        *path,
                                               GError           **error);
void              cadre_file_sync_folder_of   (const char        *path);
gboolean          cadre_file_set_error        (GError           **error,
                                               const char        *path,
                                               int                saved_errno);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreFileReplace, cadre_file_replace_free)

G_END_DECLS
