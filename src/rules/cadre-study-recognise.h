/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"
#include "cadre-date.h"

G_BEGIN_DECLS

/**
 * CadreStudyQuery:
 *
 * Which study waits for recognition: outside classes, claimed but with no
 * recognised hours yet.
 */
typedef struct
{
  int year;
  gint64 unit_id;          /* and those below it; 0 for everybody */
  const char *mode;        /* 网络 中心组 自学 论文 讲课 考试 …; NULL: any */
  guint limit;             /* 0: all */
} CadreStudyQuery;

/**
 * CadreStudyClaim:
 *
 * A record of study as it waits, and what the rules give it. Free with
 * cadre_study_claim_free().
 */
typedef struct
{
  gint64 study_id;
  gint64 person_id;
  char *name;
  char *unit;
  char *title;
  char *mode;
  char *since;             /* ISO, or NULL */
  double claimed;          /* hours; NAN where only days are given */
  double hours;            /* by the rules: caps of the year included */
  gboolean counts;         /* %FALSE: no rule gives it hours */
  char *rule;              /* the set of rules, or NULL */
  char *reason;            /* one sentence, with the clause; for people */
} CadreStudyClaim;

void       cadre_study_claim_free   (CadreStudyClaim        *self);
GPtrArray *cadre_study_list_claims  (CadreArchive           *archive,
                                     const CadreStudyQuery  *query,
                                     GError                **error);
gboolean   cadre_study_recognise    (CadreArchive           *archive,
                                     GPtrArray              *claims,
                                     const char             *by,
                                     const CadreDate        *on,
                                     guint                  *n_recognised,
                                     GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreStudyClaim, cadre_study_claim_free)

G_END_DECLS
