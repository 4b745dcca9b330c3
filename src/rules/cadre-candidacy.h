/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Candidates of a round, and their way through its stages: on, one stage at a
 * time and with what the stage demands; back or out, with a reason. Each is
 * done inside a CadreAction, and undone as one. */

#pragma once

#include "cadre-eligibility.h"
#include "cadre-promotion.h"

G_BEGIN_DECLS

/**
 * CadreCandidateState:
 *
 * How far a candidacy got.
 */
typedef enum
{
  CADRE_CANDIDATE_RUNNING,
  CADRE_CANDIDATE_OUT,
  CADRE_CANDIDATE_APPOINTED,
} CadreCandidateState;

/**
 * CadreCandidate:
 *
 * Someone in a round. Free with cadre_candidate_free().
 */
typedef struct
{
  gint64 id;
  gint64 round_id;
  gint64 person_id;
  char *name;
  char *post;               /* 现任职务, or NULL */
  char *photo;              /* hash of a content, or NULL */
  char *source;             /* 村支书 …, or NULL */
  gint64 stage_id;          /* 0 where none is known */
  CadreDate since;          /* in this stage; year 0 where unknown */
  CadreCandidateState state;
  gint64 unit_id;           /* 拟任单位, or 0 */
  char *unit;               /* or NULL */
  char *target_post;        /* 拟任职务, or NULL */
  char *target_level;       /* 拟任职务层次 or 职级, or NULL */
  char *out_reason;         /* or NULL */
  char *exception_ground;   /* 破格 …, or NULL */
  char *exception_document; /* or NULL */
} CadreCandidate;

/**
 * CadreStageRecord:
 * @date: ISO; a day where the stage appoints or gives notice
 * @document: (nullable): 文号
 * @members_due: 应到, who has a vote; @members_present: 实到
 * @notice_from: (nullable): first day of public notice; @notice_until: its last
 * @attachment: (nullable): a file to keep with the stage
 * @result: (nullable): in words
 *
 * What is written down when a candidate enters a stage. Votes are -1 where
 * none were taken.
 */
typedef struct
{
  const char *date;
  const char *document;
  int members_due;
  int members_present;
  int votes_for;
  int votes_against;
  int votes_abstain;
  const char *notice_from;
  const char *notice_until;
  const char *attachment;
  const char *result;
  const char *note;
} CadreStageRecord;

#define CADRE_STAGE_RECORD_INIT \
  { .members_due = -1, .members_present = -1, .votes_for = -1, .votes_against = -1, .votes_abstain = -1 }

/**
 * CadreStageEvent:
 *
 * One line of a candidacy's history.
 */
typedef struct
{
  gint64 id;
  gint64 stage_id;
  char *stage;
  char *direction;          /* in, back, out */
  char *date;               /* ISO, or NULL */
  char *text;               /* document, votes, notice, result: for people */
} CadreStageEvent;

void        cadre_candidate_free          (CadreCandidate          *self);

GPtrArray  *cadre_candidate_list          (CadreArchive            *archive,
                                           gint64                   round_id,
                                           GError                 **error);
CadreCandidate *cadre_candidate_get       (CadreArchive            *archive,
                                           gint64                   id,
                                           GError                 **error);
gint64      cadre_candidate_add           (CadreArchive            *archive,
                                           gint64                   round_id,
                                           gint64                   person_id,
                                           const char              *date,
                                           GError                 **error);
gboolean    cadre_candidate_set_target    (CadreArchive            *archive,
                                           gint64                   id,
                                           gint64                   unit_id,
                                           const char              *post,
                                           const char              *level,
                                           GError                 **error);
gboolean    cadre_candidate_set_exception (CadreArchive            *archive,
                                           gint64                   id,
                                           const char              *ground,
                                           const char              *document,
                                           GError                 **error);
gboolean    cadre_candidate_load_rules    (CadreArchive            *archive,
                                           CadreCatalogue          *catalogue,
                                           const CadrePromotionRound *round,
                                           CadreEligibility       **rules,
                                           CadreDate               *as_of,
                                           GError                 **error);
GPtrArray  *cadre_candidate_check         (CadreArchive            *archive,
                                           CadreCatalogue          *catalogue,
                                           gint64                   id,
                                           CadreEligibility       **rules,
                                           GError                 **error);

gboolean    cadre_candidate_advance       (CadreArchive            *archive,
                                           CadreCatalogue          *catalogue,
                                           gint64                   id,
                                           const CadreStageRecord  *record,
                                           GError                 **error);
gboolean    cadre_candidate_go_back       (CadreArchive            *archive,
                                           gint64                   id,
                                           gint64                   stage_id,
                                           const char              *date,
                                           const char              *reason,
                                           GError                 **error);
gboolean    cadre_candidate_leave         (CadreArchive            *archive,
                                           gint64                   id,
                                           const char              *date,
                                           const char              *reason,
                                           GError                 **error);

GPtrArray  *cadre_candidate_list_events   (CadreArchive            *archive,
                                           gint64                   id,
                                           GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreCandidate, cadre_candidate_free)

G_END_DECLS
