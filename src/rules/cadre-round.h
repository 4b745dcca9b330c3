/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-scheme.h"

G_BEGIN_DECLS

/**
 * CadreRoundSummary:
 *
 * What computing a round of 综合考评 came to.
 */
typedef struct
{
  guint n_participants;
  guint n_outside;      /* 不定等次, 不进行考核 */
  guint n_open;         /* scores missing that the scheme waits for */
  guint n_vetoed;
  guint n_capped;       /* reached the highest grade's line, and the cap took it */
} CadreRoundSummary;

/**
 * CadreRoundPool:
 *
 * Those among whom the highest grade is shared out: a unit, or all. @share is
 * what the cap makes of @base before it is rounded to @places.
 */
typedef struct
{
  gint64 unit_id;       /* 0: all together */
  guint base;           /* who take part */
  CadreDecimal share;
  guint places;
  guint n_reached;      /* the line of the highest grade */
  guint n_given;
  guint n_tied;         /* who tie at the last place */
  CadreDecimal last;    /* the total of the last who got it */
} CadreRoundPool;

gboolean cadre_round_compute (CadreArchive       *archive,
                              gint64              round_id,
                              CadreRoundSummary  *summary,
                              GError            **error);
gboolean cadre_round_lock    (CadreArchive       *archive,
                              gint64              round_id,
                              const char         *date,
                              const char         *document,
                              GError            **error);
gboolean cadre_round_reopen  (CadreArchive       *archive,
                              gint64              round_id,
                              const char         *reason,
                              GError            **error);

/**
 * CadreScoreReason:
 *
 * One line of “why this score”: an indicator, in the tree's order, with what
 * it came to and from what. Free with cadre_score_reason_free().
 */
typedef struct
{
  guint depth;          /* 0 at the top */
  gint64 indicator_id;
  char *name;
  char *clause;         /* or NULL */
  char *weight;         /* 30 of 100, or NULL where it has none */
  char *value;          /* out of 100, or points; NULL: not known */
  char *part;           /* what it brings its parent; NULL: nothing */
  GPtrArray *sources;   /* (element-type utf8): the scores or facts behind it */
} CadreScoreReason;

void       cadre_score_reason_free (CadreScoreReason  *self);

GPtrArray *cadre_round_explain     (CadreArchive      *archive,
                                    gint64             round_id,
                                    gint64             person_id,
                                    GError           **error);

/**
 * CadreRoundExplainFunc:
 * @reasons: (element-type CadreScoreReason): of one person
 *
 * Returns: %FALSE to stop
 */
typedef gboolean (*CadreRoundExplainFunc) (gint64     person_id,
                                           GPtrArray *reasons,
                                           gpointer   data);

gboolean   cadre_round_explain_all (CadreArchive           *archive,
                                    gint64                  round_id,
                                    GHashTable             *persons,
                                    gboolean                with_sources,
                                    CadreRoundExplainFunc   func,
                                    gpointer                data,
                                    GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreScoreReason, cadre_score_reason_free)

G_END_DECLS
