/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"

G_BEGIN_DECLS

/**
 * CadreTag:
 *
 * A word that people are marked with. Free with cadre_tag_free().
 */
typedef struct
{
  gint64 id;
  char *name;
  guint n_people;  /* who bear it */
  guint n_asked;   /* of those asked about */
} CadreTag;

void       cadre_tag_free   (CadreTag      *self);

GPtrArray *cadre_tags_list  (CadreArchive  *archive,
                             const gint64  *person_ids,
                             guint          n_person_ids,
                             GError       **error);
gboolean   cadre_tags_give  (CadreArchive  *archive,
                             const char    *name,
                             const gint64  *person_ids,
                             guint          n_person_ids,
                             GError       **error);
gboolean   cadre_tags_take  (CadreArchive  *archive,
                             const char    *name,
                             const gint64  *person_ids,
                             guint          n_person_ids,
                             GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreTag, cadre_tag_free)

G_END_DECLS
