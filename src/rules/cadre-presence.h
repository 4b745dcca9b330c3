/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-workdays.h"

G_BEGIN_DECLS

/* The setting that names the rule of this office: a key of data/rules/presence.json. */
#define CADRE_PRESENCE_SETTING "presence.rule"

/**
 * CadrePresenceRule:
 * @days: days in the village a month; 0 where @share counts
 * @share: the part of the working days, by the calendar of holidays
 *
 * How much someone who was sent has to be in the village. Free with
 * cadre_presence_rule_free().
 */
typedef struct
{
  char *key;
  char *name;
  char *clause;
  double days;
  double share;
} CadrePresenceRule;

/**
 * CadrePresenceState:
 * @CADRE_PRESENCE_MET: enough days
 * @CADRE_PRESENCE_SHORT: too few
 * @CADRE_PRESENCE_MISSING: nothing was written down
 * @CADRE_PRESENCE_NOT_JUDGED: the posting began or ended in that month, on a day nobody knows
 */
typedef enum
{
  CADRE_PRESENCE_MET,
  CADRE_PRESENCE_SHORT,
  CADRE_PRESENCE_MISSING,
  CADRE_PRESENCE_NOT_JUDGED,
} CadrePresenceState;

/**
 * CadrePresenceMonth:
 *
 * One month of one posting. Free with cadre_presence_month_free().
 */
typedef struct
{
  gint64 posting_id;
  gint64 person_id;
  char *name;
  char *unit;               /* or NULL */
  CadreDate month;
  double days, leave_days;
  double required;
  CadrePresenceState state;
} CadrePresenceMonth;

/**
 * CadrePresenceYear:
 *
 * A posting in one year. Free with cadre_presence_year_free().
 */
typedef struct
{
  gint64 posting_id;
  gint64 person_id;
  gint64 unit_id;
  char *name;
  char *unit;               /* or NULL */
  char *township;           /* or NULL */
  CadrePresenceMonth *months[12]; /* of those that are over; NULL: not posted then, or still to come */
  double days, leave_days;
  guint n_met, n_short, n_missing;
  guint n_diaries, n_visits, n_checks, n_absent, n_talks;
  char *first_half, *second_half, *whole; /* appraisals: what each found, or NULL */
} CadrePresenceYear;

/**
 * CadrePresenceQuery:
 * @kind: the kind of posting; %NULL: 第一书记
 * @year: which
 * @today: months that are not over by then are not asked about
 * @unit_id: postings to this unit and those below it; 0: all
 */
typedef struct
{
  const char *kind;
  int year;
  CadreDate today;
  gint64 unit_id;
} CadrePresenceQuery;

/**
 * CadreAppraisalLimit:
 * @CADRE_APPRAISAL_NO_LIMIT: any grade
 * @CADRE_APPRAISAL_NOT_EXCELLENT: found absent once or twice: not to be commended
 * @CADRE_APPRAISAL_UNFIT: three times: 不称职, and a letter to who sent the person
 *
 * What spot checks come to, if it is so decided: rules warn, people decide.
 */
typedef enum
{
  CADRE_APPRAISAL_NO_LIMIT,
  CADRE_APPRAISAL_NOT_EXCELLENT,
  CADRE_APPRAISAL_UNFIT,
} CadreAppraisalLimit;

CadrePresenceRule *cadre_presence_rule_load    (CadreArchive             *archive,
                                                GError                  **error);
void               cadre_presence_rule_free    (CadrePresenceRule        *self);

GPtrArray         *cadre_presence_rules_list   (GError                  **error);

void               cadre_presence_year_free    (CadrePresenceYear        *self);
GPtrArray         *cadre_presence_list_year    (CadreArchive             *archive,
                                                const CadrePresenceRule  *rule,
                                                const CadreWorkdays      *workdays,
                                                const CadrePresenceQuery *query,
                                                GError                  **error);
CadreAppraisalLimit cadre_presence_get_limit   (guint                     n_absent);

void               cadre_presence_month_free   (CadrePresenceMonth       *self);
GPtrArray         *cadre_presence_list         (CadreArchive             *archive,
                                                const CadrePresenceRule  *rule,
                                                const CadreWorkdays      *workdays,
                                                const char               *kind,
                                                const CadreDate          *first,
                                                const CadreDate          *last,
                                                GError                  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadrePresenceRule, cadre_presence_rule_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadrePresenceYear, cadre_presence_year_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadrePresenceMonth, cadre_presence_month_free)

G_END_DECLS
