/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a round came to: each one's result, how the cap was worked out,
 * decisions of people, and trials of other weights and caps. */

#pragma once

#include "cadre-round.h"

G_BEGIN_DECLS

/**
 * CadreRoundResult:
 *
 * One who is in a round. Free with cadre_round_result_free().
 */
typedef struct
{
  gint64 participant_id;
  gint64 person_id;
  char *name;
  char *unit;
  char *post;
  gboolean takes_part;
  char *outside_as;        /* 不定等次 …, or NULL */
  char *reason;            /* why outside */
  gboolean has_total;
  double total;
  guint rank_unit, rank_level, rank_all;   /* 0: none */
  char *grade_computed;
  char *grade;
  gboolean capped, vetoed;
  double short_of;         /* what was missing to the last who got the highest grade */
  char *decided_reason;    /* of a decision by people, or NULL */
  char *decided_document;
} CadreRoundResult;

void       cadre_round_result_free   (CadreRoundResult  *self);

GPtrArray *cadre_round_list_results  (CadreArchive      *archive,
                                      gint64             round_id,
                                      GError           **error);
GArray    *cadre_round_list_pools    (CadreArchive      *archive,
                                      gint64             round_id,
                                      GError           **error);
gboolean   cadre_round_decide        (CadreArchive      *archive,
                                      gint64             participant_id,
                                      const char        *grade,
                                      const char        *reason,
                                      const char        *document,
                                      GError           **error);

/**
 * CadreRoundChange:
 *
 * One person in a round and in a trial of it. Free with cadre_round_change_free().
 */
typedef struct
{
  gint64 person_id;
  char *name;
  char *unit;
  gboolean open_before, open_after;
  double total_before, total_after;
  guint rank_before, rank_after;
  char *grade_before;      /* as computed; NULL: open */
  char *grade_after;
} CadreRoundChange;

void       cadre_round_change_free   (CadreRoundChange  *self);

gint64     cadre_round_try           (CadreArchive      *archive,
                                      gint64             round_id,
                                      const char        *name,
                                      GError           **error);
GPtrArray *cadre_round_compare       (CadreArchive      *archive,
                                      gint64             trial_id,
                                      guint             *n_grades_changed,
                                      GError           **error);
gboolean   cadre_round_keep_trial    (CadreArchive      *archive,
                                      gint64             trial_id,
                                      GError           **error);
gboolean   cadre_round_drop_trial    (CadreArchive      *archive,
                                      gint64             trial_id,
                                      GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreRoundResult, cadre_round_result_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreRoundChange, cadre_round_change_free)

G_END_DECLS
