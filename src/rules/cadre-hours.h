/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"
#include "cadre-date.h"

G_BEGIN_DECLS

/* Amounts of hours, days and months are whole thousandths, so that sums are
 * exact: 7.5学时 is 7500. */
#define CADRE_HOURS_UNIT 1000

/**
 * CadreHoursAlternative:
 * @CADRE_HOURS_NOT_MET: none of them, yet
 * @CADRE_HOURS_BY_MONTHS: 3个月
 * @CADRE_HOURS_BY_DAYS: 12天
 * @CADRE_HOURS_BY_HOURS: 90学时
 *
 * By which of its alternatives a regime is met: any one of them will do.
 */
typedef enum
{
  CADRE_HOURS_NOT_MET,
  CADRE_HOURS_BY_MONTHS,
  CADRE_HOURS_BY_DAYS,
  CADRE_HOURS_BY_HOURS,
} CadreHoursAlternative;

/**
 * CadreHoursAmount:
 *
 * An amount of study in thousandths. A requirement of 0 is none.
 */
typedef struct
{
  gint64 months;
  gint64 days;
  gint64 hours;
} CadreHoursAmount;

/**
 * CadreHoursRecord:
 *
 * What one study record did for one standing, and why.
 */
typedef struct
{
  gint64 study_id;
  char *title;
  char *mode;
  char *since;           /* ISO, may be NULL */
  char *until;
  gint64 hours;          /* counted */
  gint64 days;
  gboolean counted;
  char *reason;          /* one sentence, with the clause; for people */
} CadreHoursRecord;

/**
 * CadreHoursStanding:
 *
 * How a person stands under one regime as of a date. Strings that name the
 * regime belong to the #CadreHoursRules that made it.
 */
typedef struct
{
  gint64 person_id;
  gint64 unit_id;              /* the person's unit now, 0 for none */
  const char *set_name;        /* the rule set … */
  const char *set_source;
  const char *regime_key;      /* five-year, annual, online, village … */
  const char *regime_name;
  const char *clause;
  const char *counter;         /* 集中, 网络 or 全部 */
  const char *period;          /* year, plan or rolling5 */
  CadreDate from;              /* the period … */
  CadreDate until;
  int months_held;             /* of its months, those under this regime */
  int months_total;
  CadreHoursAmount required;   /* pro rata where months_held < months_total */
  CadreHoursAmount done;       /* carried hours included */
  CadreHoursAmount missing;    /* to each alternative; 0 all once it is met */
  gint64 offline_hours;        /* 集中 done in the period */
  gint64 online_hours;         /* 网络 done in the period */
  gint64 other_hours;          /* counted by neither: 其他 */
  gint64 carried_hours;        /* brought in from the year before */
  gint64 required_share;       /* 必修 minimum in hours, 0 for none */
  gint64 required_done;        /* 必修 done */
  gboolean is_met;
  CadreHoursAlternative met_by;
  CadreDate debt_due;          /* year 0: no debt */
  GPtrArray *records;          /* CadreHoursRecord; NULL in the bulk pass */
} CadreHoursStanding;

/**
 * CadreHoursFunc:
 * @standing: good during the call only
 *
 * Returns: %FALSE to stop
 */
typedef gboolean (*CadreHoursFunc) (const CadreHoursStanding *standing,
                                    gpointer                  data);

/**
 * CadreHoursRules:
 *
 * The rule sets in force at a date, read once.
 */
typedef struct _CadreHoursRules CadreHoursRules;

CadreHoursRules *cadre_hours_rules_load   (CadreArchive          *archive,
                                           const CadreDate       *as_of,
                                           GError               **error);
void             cadre_hours_rules_free   (CadreHoursRules       *self);

GPtrArray       *cadre_hours_get_standing (CadreArchive          *archive,
                                           const CadreHoursRules *rules,
                                           gint64                 person_id,
                                           GError               **error);
gboolean         cadre_hours_compute_all  (CadreArchive          *archive,
                                           const CadreHoursRules *rules,
                                           gint64                 unit_id,
                                           CadreHoursFunc         func,
                                           gpointer               data,
                                           GError               **error);
gboolean         cadre_hours_fill_table   (CadreArchive          *archive,
                                           const CadreHoursRules *rules,
                                           gint64                 unit_id,
                                           GError               **error);

void             cadre_hours_standing_free (CadreHoursStanding   *self);
char            *cadre_hours_format       (gint64                 thousandths);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreHoursRules, cadre_hours_rules_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreHoursStanding, cadre_hours_standing_free)

G_END_DECLS
