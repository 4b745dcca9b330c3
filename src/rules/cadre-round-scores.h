/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The scores of a round, as they come in: by the office, and by those who
 * score, each on a sheet of their own. */

#pragma once

#include "cadre-scheme.h"

G_BEGIN_DECLS

/**
 * CadreScoreSheet:
 *
 * What one scorer gave, or (@group_id 0) what the office enters once for
 * each person. Free with cadre_score_sheet_free().
 */
typedef struct
{
  gint64 group_id;
  char *group;             /* 上级 …, or NULL */
  char *scorer;            /* "" for a group's sheet without a name */
  guint n_given;           /* scores */
  guint n_expected;        /* people who take part × the sheet's indicators */
} CadreScoreSheet;

void       cadre_score_sheet_free     (CadreScoreSheet    *self);

GPtrArray *cadre_round_list_sheets    (CadreArchive       *archive,
                                       gint64              round_id,
                                       GError            **error);
gboolean   cadre_score_sheet_has      (const CadreIndicator *indicator,
                                       gint64              group_id);

gboolean   cadre_round_check_score    (CadreArchive       *archive,
                                       gint64              participant_id,
                                       gint64              indicator_id,
                                       gint64              group_id,
                                       const char         *text,
                                       GError            **error);
gboolean   cadre_round_scores_changed (CadreArchive       *archive,
                                       gint64              round_id,
                                       GError            **error);
gboolean   cadre_round_set_score      (CadreArchive       *archive,
                                       gint64              participant_id,
                                       gint64              indicator_id,
                                       gint64              group_id,
                                       const char         *scorer,
                                       const char         *text,
                                       const char         *source,
                                       GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreScoreSheet, cadre_score_sheet_free)

G_END_DECLS
