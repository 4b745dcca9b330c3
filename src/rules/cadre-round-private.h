/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-round.h"
#include "cadre-score-private.h"

G_BEGIN_DECLS

/* 优秀 over this share needs the number of an approval (公务员考核规定 2020, 10). */
#define CADRE_ROUND_USUAL_CAP 0.2

/* One person in a round. */
typedef struct
{
  gint64 id;                   /* participant */
  gint64 person_id;
  gint64 unit_id;
  guint level;                 /* equal for equal 职务层次 */
  gboolean civil_servant;      /* which words a grade has */
  gboolean open;
  gboolean vetoed;
  CadreDecimal total;
  CadreDecimal tie;            /* what decides between equal totals, where the scheme says so */
  guint rank_unit, rank_level, rank_all;
  guint grade;                 /* line of the scheme */
  gboolean capped;
  CadreDecimal short_of;       /* what was missing to the last who got it */
} CadreRoundEntry;

/* A round as it is worked on. */
typedef struct
{
  CadreArchive *archive;
  gint64 id;
  gint64 people_id;            /* the round whose people and scores it has: of a trial the tried one */
  int year;
  CadreDecimal cap;            /* share of the highest grade */
  gboolean cap_rounds_up;
  gboolean cap_rounds_down;
  gboolean pool_is_unit;
  CadreScheme *scheme;
  GArray *pools;               /* CadreRoundPool, once graded */
  GArray *entries;             /* CadreRoundEntry, by person */
  GPtrArray *facts;            /* CadreDecimal arrays, in the order of the formulas */
  GPtrArray *facts_known;      /* gboolean arrays */
  guint n_outside;
} CadreRound;

CadreRound *_cadre_round_load  (CadreArchive *archive,
                                gint64        id,
                                GError      **error);
void        _cadre_round_free  (CadreRound   *self);
gboolean    _cadre_round_score (CadreRound   *self,
                                GError      **error);
gboolean    _cadre_round_get_fact (CadreRound   *self,
                                   guint         entry,
                                   guint         fact,
                                   CadreDecimal *value);
gboolean    _cadre_round_check_open (CadreArchive *archive,
                                     gint64        round_id,
                                     GError      **error);
gboolean    _cadre_round_run        (CadreArchive *archive,
                                     const char   *sql,
                                     gint64        id,
                                     const char   *first,
                                     const char   *second,
                                     GError      **error);
gboolean    _cadre_round_touch      (CadreArchive *archive,
                                     gint64        round_id,
                                     GError      **error);
gint64      _cadre_round_open_for   (CadreArchive *archive,
                                     gint64        participant_id,
                                     GError      **error);
void        _cadre_round_rank  (CadreRound   *self);
void        _cadre_round_grade (CadreRound   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreRound, _cadre_round_free)

G_END_DECLS
