/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"

G_BEGIN_DECLS

/**
 * CadreFind:
 *
 * What someone typed to find people, taken apart. Words are separated by
 * spaces, and a person must have all of them. A word is found
 * - anywhere in the name, former name, post, note, and in the unit's full or
 *   short name: one character is enough, width and case do not matter;
 * - of letters, also at the beginning of the name's pinyin or of its
 *   initials: zhangs, zs; ü is v or u;
 * - of digits, also at the beginning of the ID number.
 *
 * Immutable; one thread at a time. Free with cadre_find_free().
 */
typedef struct _CadreFind CadreFind;

CadreFind  *cadre_find_new           (const char      *text);
void        cadre_find_free          (CadreFind       *self);
const char *cadre_find_get_condition (CadreFind       *self);
void        cadre_find_bind          (CadreFind       *self,
                                      CadreStatement  *statement);

GArray     *cadre_find_people        (CadreArchive    *archive,
                                      const char      *text,
                                      guint            limit,
                                      GError         **error);
gboolean    cadre_find_count         (CadreArchive    *archive,
                                      const char      *text,
                                      gint64          *count,
                                      GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreFind, cadre_find_free)

G_END_DECLS
