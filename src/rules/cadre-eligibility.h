/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who fits a rule set of promotion (任职资格条件), rule by rule: what each asks,
 * what the archive says, the records behind it, and the clause. A gap does not
 * forbid: a person decides, and says by what ground and document. */

#pragma once

#include "cadre-catalogue.h"
#include "cadre-date.h"

G_BEGIN_DECLS

/**
 * CadreEligibilityRule:
 *
 * One rule of a set, as it stands in the archive.
 */
typedef struct
{
  gint64 id;
  char *key;
  char *name;
  char *clause;             /* or NULL */
  char *exception;          /* on what ground it may be left aside: 破格 …, or NULL */
  gboolean is_must;         /* severity error: without it an exception is asked for; else it is a mark only */
} CadreEligibilityRule;

/**
 * CadreEligibilityState:
 * @CADRE_ELIGIBILITY_MET: the rule is met
 * @CADRE_ELIGIBILITY_NOT_MET: it is not
 * @CADRE_ELIGIBILITY_UNKNOWN: the archive does not say, which counts as not met
 *
 * How someone stands by a rule.
 */
typedef enum
{
  CADRE_ELIGIBILITY_MET,
  CADRE_ELIGIBILITY_NOT_MET,
  CADRE_ELIGIBILITY_UNKNOWN,
} CadreEligibilityState;

/**
 * CadreEligibilityRecord:
 *
 * A record that a finding rests on.
 */
typedef struct
{
  char *kind;               /* of record: appointment, assessment … */
  gint64 id;
  char *text;
} CadreEligibilityRecord;

/**
 * CadreEligibilityFinding:
 *
 * One rule of one person.
 */
typedef struct
{
  const CadreEligibilityRule *rule; /* of the set, which must outlive it */
  CadreEligibilityState state;
  char *value;              /* the actual value, as people read it */
  GPtrArray *records;       /* CadreEligibilityRecord */
} CadreEligibilityFinding;

/**
 * CadreLongList:
 *
 * Who of everybody fits, and how many each rule took out. Free with
 * cadre_long_list_free().
 */
typedef struct
{
  guint n_people;           /* looked at: those who serve */
  GArray *ids;              /* gint64: who meets every must, in unit order */
  GArray *n_without;        /* guint, a rule: a must: whom it took out of those that the musts before it left;
                             * a mark: who of those left is without it */
} CadreLongList;

/**
 * CadreEligibility:
 *
 * A rule set that is ready to be asked. Free with cadre_eligibility_free().
 */
typedef struct _CadreEligibility CadreEligibility;

CadreEligibility *cadre_eligibility_load       (CadreArchive      *archive,
                                                CadreCatalogue    *catalogue,
                                                gint64             set_id,
                                                GError           **error);
void              cadre_eligibility_free       (CadreEligibility  *self);

GPtrArray        *cadre_eligibility_get_rules  (CadreEligibility  *self);
char             *cadre_eligibility_to_filter  (CadreEligibility  *self);

GPtrArray        *cadre_eligibility_check      (CadreEligibility  *self,
                                                CadreArchive      *archive,
                                                gint64             person_id,
                                                const CadreDate   *as_of,
                                                GError           **error);
guint             cadre_eligibility_count_gaps (GPtrArray         *findings,
                                                gboolean           musts_only);
CadreLongList    *cadre_eligibility_run        (CadreEligibility  *self,
                                                CadreArchive      *archive,
                                                gint64             unit_id,
                                                const CadreDate   *as_of,
                                                GError           **error);
void              cadre_long_list_free         (CadreLongList     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreEligibility, cadre_eligibility_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreLongList, cadre_long_list_free)

G_END_DECLS
