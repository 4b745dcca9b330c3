/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of the hours rules share. */

#pragma once

#include "cadre-hours.h"

G_BEGIN_DECLS

/* A date as one number, 20250301; a missing day or month is 00. */
typedef int HoursDay;

#define HOURS_DAY(year, month, day) ((year) * 10000 + (month) * 100 + (day))
#define HOURS_YEAR(date) ((date) / 10000)
#define HOURS_MONTH_INDEX(date) ((date) / 10000 * 12 + (date) / 100 % 100 - 1)

/* What a regime asks for and a record gives: 集中 and 网络 are counted apart. */
typedef enum
{
  HOURS_OFFLINE,
  HOURS_ONLINE,
  HOURS_OTHER,
  HOURS_NONE,
  HOURS_ALL,
} HoursCounter;

/* A person stands under one regime of each slot. */
typedef enum
{
  HOURS_SLOT_MAIN,     /* 集中 or 全部 */
  HOURS_SLOT_ONLINE,
  HOURS_N_SLOTS,
} HoursSlot;

typedef enum
{
  HOURS_PERIOD_YEAR,
  HOURS_PERIOD_PLAN,
  HOURS_PERIOD_ROLLING,
} HoursPeriod;

/* Amounts are thousandths; -1 is "not given". */
typedef struct
{
  char *mode;
  HoursCounter counter;
  gint64 per_day;
  gint64 multiplier;
  gint64 fixed;
  gint64 cap_record;
  gint64 cap_year;
  char *clause;
} HoursFactor;

typedef struct
{
  gint64 id;
  char *name;
  char *source;
  int start_month, start_day;
  gint64 per_day;
  gboolean split_years;
  gint64 leave_num, leave_den;  /* more leave than this part voids; 0: no such rule */
  gboolean carry_over;
  gint64 carry_cap;
  GPtrArray *factors;           /* HoursFactor */
  GPtrArray *by_mode;           /* HoursFactor or NULL, by the index in modes */
} HoursSet;

typedef struct
{
  char *category;
  char *level;
  char *rank;
  char *management;
} HoursScope;

typedef struct
{
  const HoursSet *set;
  char *key;
  char *name;
  char *clause;
  char *counter_name;
  char *period_name;
  HoursCounter counter;
  HoursSlot slot;
  HoursPeriod period;
  CadreHoursAmount required;
  gint64 required_share;
  int debt_months;
  HoursDay from, until;
  int months_total;
  GPtrArray *scopes;            /* HoursScope */
} HoursRegime;

struct _CadreHoursRules
{
  CadreDate as_of;
  HoursDay as_of_day;
  GPtrArray *sets;
  GPtrArray *regimes;           /* in the order in which they are tried */
  GPtrArray *modes;             /* char */
  int first_month, last_month;  /* of all periods together */
  int stream_year;              /* the first year that yearly regimes read */
};

/* One study record as the rules see it. */
typedef struct
{
  gint64 id;
  gint64 person_id;
  int year;
  int mode;                     /* index in modes, -1 for an unknown one */
  HoursDay since, until;
  gint64 days, claimed, hours, leave;
  gboolean required;
} HoursRecord;

/* Someone whose class changed within a period, or whose standing is to be
 * explained. Regimes by month, from the rules' first month on. */
typedef struct
{
  gint64 id;
  gint64 unit_id;
  const HoursRegime **by_month[HOURS_N_SLOTS];
  int n_months;
  HoursDay promoted;            /* the last rise in 职务层次 up to the as-of date, 0 for none */
} HoursSpans;

typedef enum
{
  HOURS_COUNTED,
  HOURS_MADE_GOOD,              /* after the promotion, against the debt */
  HOURS_NO_FACTOR,
  HOURS_MODE_NOT_COUNTED,
  HOURS_OTHER_COUNTER,
  HOURS_VOID,
  HOURS_OUTSIDE,
  HOURS_AFTER_AS_OF,
  HOURS_OTHER_REGIME,
  HOURS_NOTHING_GIVEN,
  HOURS_CAP_USED_UP,
} HoursVerdict;

typedef enum
{
  HOURS_RECOGNISED,
  HOURS_FIXED,
  HOURS_CLAIMED,
  HOURS_FROM_DAYS,
} HoursBasis;

/* What one record gives, and everything that a sentence about it needs. */
typedef struct
{
  HoursVerdict verdict;
  HoursBasis basis;
  const HoursFactor *factor;
  gint64 hours, days, months;
  gint64 whole_hours;           /* before splitting and caps */
  int days_in, days_total;      /* of its calendar days those in the period; 0: all */
  gboolean capped;
} HoursCount;

typedef void (*HoursTell) (const HoursRegime *regime,
                           const HoursRecord *record,
                           const HoursCount  *count,
                           gpointer           data);

HoursDay           _cadre_hours_parse_day   (const char             *text);
HoursDay           _cadre_hours_from_date   (const CadreDate        *date);
CadreDate          _cadre_hours_to_date     (HoursDay                day);
const HoursRegime *_cadre_hours_match       (const CadreHoursRules  *rules,
                                             HoursSlot               slot,
                                             const char             *category,
                                             const char             *level,
                                             const char             *rank,
                                             const char             *management);
HoursSpans        *_cadre_hours_load_spans  (CadreArchive           *archive,
                                             const CadreHoursRules  *rules,
                                             gint64                  person_id,
                                             GError                **error);
void               _cadre_hours_spans_free  (HoursSpans             *self);

gint64             _cadre_hours_whole       (const HoursSet         *set,
                                             const HoursRecord      *record,
                                             HoursCount             *count);
gboolean           _cadre_hours_is_void     (const HoursSet         *set,
                                             const HoursRecord      *record);
void               _cadre_hours_compute     (const CadreHoursRules  *rules,
                                             const HoursRegime      *regime,
                                             const HoursRecord      *records,
                                             guint                   n_records,
                                             const HoursSpans       *spans,
                                             HoursTell               tell,
                                             gpointer                data,
                                             CadreHoursStanding     *standing);
char              *_cadre_hours_explain     (const CadreHoursRules  *rules,
                                             const HoursRegime      *regime,
                                             const HoursRecord      *record,
                                             const HoursCount       *count);

/* Someone in service, and the regimes of today's class. */
typedef struct
{
  gint64 id;
  gint64 unit_id;
  const HoursRegime *regimes[HOURS_N_SLOTS];
  gboolean has_changed;         /* within a period: months are to be told apart */
  gboolean is_yearly;           /* only yearly regimes look at the records */
} HoursPerson;

GArray            *_cadre_hours_list_people (CadreArchive           *archive,
                                             const CadreHoursRules  *rules,
                                             gint64                  unit_id,
                                             GError                **error);

/* What reads study records person by person. */
typedef struct _HoursRecords HoursRecords;

HoursRecords      *_cadre_hours_records_open (CadreArchive          *archive,
                                             const CadreHoursRules  *rules,
                                             const GArray           *sought,
                                             gboolean                others,
                                             GError                **error);
void               _cadre_hours_records_free (HoursRecords          *self);
gboolean           _cadre_hours_records_read (HoursRecords          *self,
                                             gint64                  person_id,
                                             gboolean                is_sought,
                                             GArray                 *records,
                                             GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HoursRecords, _cadre_hours_records_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HoursSpans, _cadre_hours_spans_free)

G_END_DECLS
