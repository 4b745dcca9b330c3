/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-coverage.h"
#include "cadre-posting-actions.h"

G_BEGIN_DECLS

/**
 * CadrePostingCriteria:
 * @as_of: a complete date: villages uncovered on it, people as they are then
 * @unit_id: villages of this unit and those below it; 0: all
 * @ending_days: villages count, too, where every term ends within so many
 *   days; 0: only where nobody is
 * @party_members: 正式党员 only
 * @work_years: at least so many years of work (county rule: 2)
 * @below_age: not yet so old; 0: any age
 * @expertise: (nullable): wanted words, parted by spaces: 茶叶 农学
 *
 * Who may be sent. Nobody is ever proposed for the village or township of
 * origin, who is posted already, works in a village, was recalled, or is
 * under a sanction.
 */
typedef struct
{
  CadreDate as_of;
  gint64 unit_id;
  guint ending_days;
  gboolean party_members;
  double work_years;
  guint below_age;
  const char *expertise;
} CadrePostingCriteria;

/**
 * CadrePostingProposal:
 * @person_id: 0 where nobody fits
 * @reasons: (nullable): why this one: 派出单位、专长：茶叶
 * @n_eligible: how many fit this village
 *
 * A village and who might be sent. Free with cadre_posting_proposal_free().
 */
typedef struct
{
  gint64 unit_id;
  char *unit;
  char *township;          /* or NULL */
  char *standing;          /* why the village needs someone */
  GArray *ending_ids;      /* gint64: the postings whose terms end, but for those of which the end is written down */
  gint64 person_id;
  char *person;            /* or NULL */
  char *post;              /* or NULL */
  char *reasons;
  guint n_eligible;
} CadrePostingProposal;

void                  cadre_posting_proposal_free (CadrePostingProposal        *self);
CadrePostingProposal *cadre_posting_proposal_copy (const CadrePostingProposal  *self);
GPtrArray            *cadre_posting_propose       (CadreArchive                *archive,
                                                   const CadrePostingCriteria  *criteria,
                                                   GError                     **error);
gboolean              cadre_posting_begin_all     (CadreArchive                *archive,
                                                   GPtrArray                   *proposals,
                                                   const CadrePostingOrder     *order,
                                                   guint                       *n_begun,
                                                   GError                     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadrePostingProposal, cadre_posting_proposal_free)

G_END_DECLS
