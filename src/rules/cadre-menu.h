/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"

G_BEGIN_DECLS

/**
 * CadreMenuResult:
 *
 * What giving the seats came to.
 */
typedef struct
{
  guint n_given;
  guint n_missed;
  guint n_dropped;         /* courses for which too few people were left */
} CadreMenuResult;

gboolean cadre_menu_assign       (CadreArchive     *archive,
                                  gint64            round_id,
                                  CadreMenuResult  *result,
                                  GError          **error);
gboolean cadre_menu_make_classes (CadreArchive     *archive,
                                  gint64            round_id,
                                  guint            *n_classes,
                                  GError          **error);

G_END_DECLS
