/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"
#include "cadre-date.h"

G_BEGIN_DECLS

/**
 * CadreCareerKind:
 * @CADRE_CAREER_POST: a post held (任职)
 * @CADRE_CAREER_POSTING: a posting to a village or host (驻村、挂职)
 * @CADRE_CAREER_STUDY: a class or other study of two days or more
 * @CADRE_CAREER_GRADE: a yearly assessment (年度考核)
 *
 * The kinds of facts that a career is drawn from.
 */
typedef enum
{
  CADRE_CAREER_POST,
  CADRE_CAREER_POSTING,
  CADRE_CAREER_STUDY,
  CADRE_CAREER_GRADE,
} CadreCareerKind;

/**
 * CadreCareerFact:
 *
 * One dated fact of a career. Free with cadre_career_fact_free().
 */
typedef struct
{
  CadreCareerKind kind;
  gint64 id;                /* the record's key in its table */
  CadreDate since;          /* year 0 where the record has no date */
  CadreDate until;          /* year 0 where it goes on */
  guint level;              /* of a post: 0 without one, higher is higher */
  char *level_name;         /* 乡科级副职, or NULL */
  char *title;              /* post, host and kind, class, conclusion */
} CadreCareerFact;

void        cadre_career_fact_free       (CadreCareerFact       *self);

GPtrArray  *cadre_career_list            (CadreArchive          *archive,
                                          gint64                 person_id,
                                          const CadreDate       *as_of,
                                          GError               **error);
const char *cadre_career_kind_get_record (CadreCareerKind        kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreCareerFact, cadre_career_fact_free)

G_END_DECLS
