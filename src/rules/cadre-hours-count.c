/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The arithmetic: what one record counts, and what they come to. The same
 * code serves one person and everybody, so that the two never differ. */

#define G_LOG_DOMAIN "cadre-hours"

#include "config.h"

#include <string.h>

#include "cadre-hours-private.h"

/* Years of one period that have caps of their own: five, and one cut. */
#define MAX_YEARS 7
#define MAX_FACTORS 64         /* as many as has_used has bits */

/* A month of 脱产 study is 30 days of the calendar from its first day to its
 * last; where only study days are known, 22 of them. */
#define DAYS_PER_MONTH 30
#define STUDY_DAYS_PER_MONTH 22

typedef struct
{
  const CadreHoursRules *rules;
  const HoursRegime *regime;
  HoursDay from;               /* of the period, or the one before it for a carry-over */
  HoursDay last;               /* the earlier of its end and the as-of date */
  const HoursSpans *spans;
  HoursDay debt_from, debt_until;
  guint64 has_used;            /* a bit for each factor: which rows of `used` are filled */
  gint64 used[MAX_FACTORS][MAX_YEARS];
} Counter;

/* Field by field: `used` is too large to be cleared for each standing, and
 * most need none of it. */
static void
counter_init (Counter               *self,
              const CadreHoursRules *rules,
              const HoursRegime     *regime,
              const HoursSpans      *spans)
{
  self->rules = rules;
  self->regime = regime;
  self->from = regime->from;
  self->last = MIN (regime->until, rules->as_of_day);
  self->spans = spans;
  self->debt_from = self->debt_until = 0;
  self->has_used = 0;
}

static gint64
scale (gint64 amount,
       gint64 numerator,
       gint64 denominator)
{
  return numerator == denominator ? amount : (amount * numerator + denominator / 2) / denominator;
}

static int
julian (HoursDay day)
{
  GDateYear year = (GDateYear) CLAMP (day / 10000, 1, 9999);
  GDateMonth month = (GDateMonth) CLAMP (day / 100 % 100, 1, 12);
  GDate date;

  /* The 31st of a shorter month is its last day. */
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) CLAMP (day % 100, 1, g_date_get_days_in_month (month, year)), month, year);

  return (int) g_date_get_julian (&date);
}

static HoursDay
first_day (HoursDay day)
{
  if (day / 100 % 100 == 0)
    day += 100;
  return day % 100 == 0 ? day + 1 : day;
}

static HoursDay
last_day (HoursDay day)
{
  if (day / 100 % 100 == 0)
    day += 1200;
  return day % 100 == 0 ? day + 31 : day;
}

/* The regime of the month in which the record begins. */
static const HoursRegime *
regime_on (const Counter *self,
           HoursDay       day)
{
  int i = CLAMP (HOURS_MONTH_INDEX (day) - self->rules->first_month, 0, self->spans->n_months - 1);

  return self->spans->by_month[self->regime->slot][i];
}

/* Does it belong to this regime, by its dates? */
static HoursVerdict
place (const Counter *self,
       HoursDay       since,
       HoursDay       until)
{
  gboolean in_debt = self->debt_until > 0 && since >= self->debt_from && since <= self->debt_until;

  if (since > self->rules->as_of_day)
    return HOURS_AFTER_AS_OF;
  if (in_debt)
    return HOURS_MADE_GOOD;
  if (since > self->last || until < self->from)
    return HOURS_OUTSIDE;
  /* What began before the first day counts with the class of that day. */
  if (self->spans != NULL && regime_on (self, MAX (since, self->from)) != self->regime)
    return HOURS_OTHER_REGIME;

  return HOURS_COUNTED;
}

/*
 * _cadre_hours_whole:
 * @count: its factor says how; told on what they are based
 *
 * Returns: hours as recognised, or else by the rule: fixed, claimed, or from
 *   days
 */
gint64
_cadre_hours_whole (const HoursSet    *set,
                    const HoursRecord *record,
                    HoursCount        *count)
{
  const HoursFactor *factor = count->factor;
  gint64 per_day = factor->per_day >= 0 ? factor->per_day : set->per_day;
  gint64 hours;

  if (record->hours >= 0)
    {
      count->basis = HOURS_RECOGNISED;
      return record->hours;
    }
  if (factor->fixed >= 0)
    {
      count->basis = HOURS_FIXED;
      hours = factor->fixed;
    }
  else if (record->claimed >= 0)
    {
      count->basis = HOURS_CLAIMED;
      hours = scale (record->claimed, factor->multiplier, CADRE_HOURS_UNIT);
    }
  else
    {
      count->basis = HOURS_FROM_DAYS;
      hours = record->days < 0 ? 0 : scale (scale (record->days, per_day, CADRE_HOURS_UNIT), factor->multiplier,
                                            CADRE_HOURS_UNIT);
    }

  if (factor->cap_record >= 0 && hours > factor->cap_record)
    {
      hours = factor->cap_record;
      count->capped = TRUE;
    }

  return hours;
}

/*
 * _cadre_hours_is_void:
 *
 * 请假超过总学时七分之一: as many hours as the class has, by claim or days.
 */
gboolean
_cadre_hours_is_void (const HoursSet    *set,
                      const HoursRecord *record)
{
  gint64 total = record->claimed >= 0 ? record->claimed
                 : record->days >= 0 ? scale (record->days, set->per_day, CADRE_HOURS_UNIT)
                 : record->hours;

  return set->leave_den > 0 && record->leave > 0 && total > 0 &&
         record->leave * set->leave_den > total * set->leave_num;
}

/* The part of a class that lies within the period, by days of the calendar. */
static void
split (const Counter *self,
       HoursDay       since,
       HoursDay       until,
       HoursCount    *count)
{
  HoursDay from = MAX (since, self->from), to = MIN (until, self->last);

  if (count->verdict == HOURS_MADE_GOOD || (from == since && to == until))
    return;
  count->days_total = julian (until) - julian (since) + 1;
  count->days_in = MAX (0, julian (to) - julian (from) + 1);
}

static gint64
months_of (const Counter     *self,
           const HoursRecord *record,
           HoursDay           since,
           HoursDay           until)
{
  int total;

  if (self->regime->required.months == 0 || record->days < CADRE_HOURS_UNIT)
    return 0;

  total = record->until > 0 ? julian (until) - julian (since) + 1 : 0;
  if ((gint64) total * CADRE_HOURS_UNIT >= record->days)
    return scale ((gint64) total * CADRE_HOURS_UNIT, 1, DAYS_PER_MONTH);
  return scale (record->days, 1, STUDY_DAYS_PER_MONTH);
}

/* 上限: what the year's cap of this mode leaves. */
static void
cap_by_year (Counter     *self,
             HoursDay     since,
             HoursCount  *count)
{
  const HoursSet *set = self->regime->set;
  int year = CLAMP (HOURS_YEAR (MAX (since, self->from)) - HOURS_YEAR (self->from), 0, MAX_YEARS - 1);
  guint index = 0;
  gint64 left;

  if (count->factor->cap_year < 0)
    return;
  while (index < set->factors->len && g_ptr_array_index (set->factors, index) != count->factor)
    index++;
  index = MIN (index, MAX_FACTORS - 1);
  if ((self->has_used & G_GUINT64_CONSTANT (1) << index) == 0)
    {
      self->has_used |= G_GUINT64_CONSTANT (1) << index;
      memset (self->used[index], 0, sizeof self->used[index]);
    }

  left = MAX (0, count->factor->cap_year - self->used[index][year]);
  if (count->hours > left)
    {
      count->hours = left;
      count->capped = TRUE;
      if (left == 0)
        count->verdict = HOURS_CAP_USED_UP;
    }
  self->used[index][year] += count->hours;
}

static void
count_record (Counter           *self,
              const HoursRecord *record,
              HoursCount        *count)
{
  const HoursSet *set = self->regime->set;
  /* A record without a date is of its year; one without an end, of one day. */
  HoursDay since = record->since > 0 ? first_day (record->since) : HOURS_DAY (record->year, 1, 1);
  HoursDay until = record->until > 0 ? MAX (since, last_day (record->until)) : since;

  *count = (HoursCount) { 0 };
  count->factor = record->mode >= 0 ? g_ptr_array_index (set->by_mode, record->mode) : NULL;
  if (!set->split_years)
    until = since;

  count->verdict = place (self, since, until);
  if (count->verdict != HOURS_COUNTED && count->verdict != HOURS_MADE_GOOD)
    return;
  if (count->factor == NULL)
    count->verdict = HOURS_NO_FACTOR;
  else if (count->factor->counter == HOURS_NONE)
    count->verdict = HOURS_MODE_NOT_COUNTED;
  else if (_cadre_hours_is_void (set, record))
    count->verdict = HOURS_VOID;
  if (count->verdict != HOURS_COUNTED && count->verdict != HOURS_MADE_GOOD)
    return;

  count->whole_hours = count->hours = _cadre_hours_whole (set, record, count);
  count->days = MAX (0, record->days);
  count->months = count->factor->counter == HOURS_OFFLINE ? months_of (self, record, since, until) : 0;
  if (count->hours == 0 && count->days == 0)
    {
      count->verdict = HOURS_NOTHING_GIVEN;
      return;
    }

  split (self, since, until, count);
  if (count->days_total > 0)
    {
      count->hours = scale (count->hours, count->days_in, count->days_total);
      count->days = scale (count->days, count->days_in, count->days_total);
      count->months = scale (count->months, count->days_in, count->days_total);
    }
  cap_by_year (self, since, count);
}

static gboolean
counts_for (const HoursRegime *regime,
            const HoursFactor *factor)
{
  return regime->counter == HOURS_ALL || regime->counter == factor->counter;
}

static void
add_up (Counter            *self,
        const HoursRecord  *records,
        guint               n_records,
        HoursTell           tell,
        gpointer            data,
        CadreHoursStanding *standing)
{
  for (guint i = 0; i < n_records; i++)
    {
      HoursCount count;
      gboolean counted;

      count_record (self, &records[i], &count);
      counted = count.verdict == HOURS_COUNTED || count.verdict == HOURS_MADE_GOOD;
      if (counted)
        {
          HoursCounter counter = count.factor->counter;

          standing->offline_hours += counter == HOURS_OFFLINE ? count.hours : 0;
          standing->online_hours += counter == HOURS_ONLINE ? count.hours : 0;
          standing->other_hours += counter == HOURS_OTHER ? count.hours : 0;
          if (!counts_for (self->regime, count.factor))
            count.verdict = HOURS_OTHER_COUNTER;
          else
            {
              standing->done.hours += count.hours;
              standing->done.days += counter == HOURS_OFFLINE ? count.days : 0;
              standing->done.months += count.months;
              standing->required_done += records[i].required ? count.hours : 0;
            }
        }
      if (tell != NULL)
        tell (self->regime, &records[i], &count, data);
    }
}

static gint64
lack (gint64 required,
      gint64 done)
{
  return MAX (0, required - done);
}

static void
judge (CadreHoursStanding *standing)
{
  const CadreHoursAmount *required = &standing->required, *done = &standing->done;

  standing->met_by = CADRE_HOURS_NOT_MET;
  if (standing->required_done >= standing->required_share)
    {
      if (required->months > 0 && done->months >= required->months)
        standing->met_by = CADRE_HOURS_BY_MONTHS;
      else if (required->days > 0 && done->days >= required->days)
        standing->met_by = CADRE_HOURS_BY_DAYS;
      else if (done->hours >= required->hours && (required->hours > 0 || (required->days == 0 && required->months == 0)))
        standing->met_by = CADRE_HOURS_BY_HOURS;
    }

  standing->is_met = standing->met_by != CADRE_HOURS_NOT_MET;
  standing->missing = (CadreHoursAmount) { 0 };
  if (!standing->is_met)
    {
      standing->missing.months = lack (required->months, done->months);
      standing->missing.days = lack (required->days, done->days);
      standing->missing.hours = MAX (lack (required->hours, done->hours),
                                     lack (standing->required_share, standing->required_done));
    }
}

/* The surplus of the year before, of those who were under the regime then. */
static gint64
carried (const Counter      *self,
         const HoursRecord  *records,
         guint               n_records)
{
  const HoursRegime *regime = self->regime;
  CadreHoursStanding before = { 0 };
  Counter counter;
  gint64 surplus;

  if (!regime->set->carry_over || regime->period != HOURS_PERIOD_YEAR)
    return 0;

  counter_init (&counter, self->rules, regime, self->spans);
  counter.from = regime->from - 10000;
  counter.last = regime->until - 10000;
  add_up (&counter, records, n_records, NULL, NULL, &before);
  surplus = MAX (0, before.done.hours - regime->required.hours);
  return regime->set->carry_cap >= 0 ? MIN (surplus, regime->set->carry_cap) : surplus;
}

static int
count_months (const CadreHoursRules *rules,
              const HoursRegime     *regime,
              const HoursSpans      *spans)
{
  int last = HOURS_MONTH_INDEX (regime->until) - rules->first_month;
  int held = 0;

  if (spans == NULL)
    return regime->months_total;
  for (int i = last - regime->months_total + 1; i <= last; i++)
    held += i >= 0 && i < spans->n_months && spans->by_month[regime->slot][i] == regime;

  return held;
}

static void
reset (CadreHoursStanding *standing)
{
  standing->done = (CadreHoursAmount) { 0 };
  standing->offline_hours = standing->online_hours = standing->other_hours = 0;
  standing->required_done = 0;
}

/* Short at a promotion: it is to be made good within a year (条例第十四条), and
 * what is studied in that time counts against the debt. */
static void
settle_debt (Counter            *self,
             const HoursRecord  *records,
             guint               n_records,
             HoursTell           tell,
             gpointer            data,
             CadreHoursStanding *standing)
{
  CadreDate promoted = _cadre_hours_to_date (first_day (self->spans->promoted));
  CadreDate due = cadre_date_add_months (&promoted, self->regime->debt_months);
  Counter counter;

  standing->debt_due = due;
  if (standing->months_held == standing->months_total)
    return;

  counter_init (&counter, self->rules, self->regime, self->spans);
  counter.debt_from = first_day (self->spans->promoted);
  counter.debt_until = _cadre_hours_from_date (&due);
  reset (standing);
  add_up (&counter, records, n_records, tell, data, standing);
  standing->done.hours += standing->carried_hours;
  judge (standing);
  if (standing->is_met)
    standing->debt_due = (CadreDate) { 0 };
}

/*
 * _cadre_hours_compute:
 * @records: of one person, all that begin or end in the period, any order
 * @spans: (nullable): by month, where the class changed; %NULL for someone who
 *   stood under @regime throughout
 * @tell: (nullable): told of each record
 */
void
_cadre_hours_compute (const CadreHoursRules *rules,
                      const HoursRegime     *regime,
                      const HoursRecord     *records,
                      guint                  n_records,
                      const HoursSpans      *spans,
                      HoursTell              tell,
                      gpointer               data,
                      CadreHoursStanding    *standing)
{
  Counter counter;
  gboolean may_owe = spans != NULL && spans->promoted >= regime->from && regime->debt_months > 0;
  int held = count_months (rules, regime, spans), total = regime->months_total;

  *standing = (CadreHoursStanding) {
    .set_name = regime->set->name, .set_source = regime->set->source, .regime_key = regime->key,
    .regime_name = regime->name, .clause = regime->clause, .counter = regime->counter_name,
    .period = regime->period_name, .from = _cadre_hours_to_date (regime->from),
    .until = _cadre_hours_to_date (regime->until), .months_held = held, .months_total = total,
    .required = { scale (regime->required.months, held, total), scale (regime->required.days, held, total),
                  scale (regime->required.hours, held, total) },
    .required_share = scale (regime->required_share, held, total),
  };

  counter_init (&counter, rules, regime, spans);
  standing->carried_hours = carried (&counter, records, n_records);
  add_up (&counter, records, n_records, may_owe ? NULL : tell, data, standing);
  standing->done.hours += standing->carried_hours;
  judge (standing);

  if (may_owe && !standing->is_met)
    {
      settle_debt (&counter, records, n_records, tell, data, standing);
      if (held < total)
        return;
    }
  if (may_owe && tell != NULL)
    {
      CadreHoursStanding again = { 0 };

      counter.has_used = 0;
      add_up (&counter, records, n_records, tell, data, &again);
    }
}
