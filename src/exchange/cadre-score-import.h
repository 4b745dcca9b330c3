/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"

G_BEGIN_DECLS

/**
 * CadreScoreImport:
 *
 * What a sheet of scores came to.
 */
typedef struct
{
  guint n_people;
  guint n_scores;
} CadreScoreImport;

gboolean cadre_score_import (CadreArchive      *archive,
                             gint64             round_id,
                             gint64             group_id,
                             const char        *scorer,
                             const char        *path,
                             CadreScoreImport  *summary,
                             GError           **error);

G_END_DECLS
