/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reckoning with dates: months and years on, days between. */

#include "config.h"

#include <math.h>

#include "cadre-date.h"

/**
 * cadre_date_add_months:
 *
 * The precision stays: a year alone moves by whole years only. A day that
 * the month does not have becomes its last one.
 */
CadreDate
cadre_date_add_months (const CadreDate *date,
                       int              months)
{
  CadreDate result = *date;
  int total;

  if (date->year == 0)
    return result;
  if (date->month == 0)
    {
      result.year += months / 12;
      return result;
    }

  total = date->year * 12 + date->month - 1 + months;
  result.year = total / 12;
  result.month = total % 12 + 1;
  if (date->day != 0)
    result.day = MIN (date->day, g_date_get_days_in_month ((GDateMonth) result.month, (GDateYear) result.year));

  return result;
}

/**
 * cadre_date_add_days:
 *
 * Returns: the day @days later; a date without a day stays as it is
 */
CadreDate
cadre_date_add_days (const CadreDate *date,
                     int              days)
{
  GDate day;
  gint64 julian;

  if (!cadre_date_is_complete (date))
    return *date;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, date->day, date->month, date->year);
  julian = (gint64) g_date_get_julian (&day) + days;
  if (julian < 1 || julian > G_MAXINT32)
    return *date;
  g_date_set_julian (&day, (guint32) julian);

  return (CadreDate) { g_date_get_year (&day), g_date_get_month (&day), g_date_get_day (&day) };
}

/**
 * cadre_date_add_years:
 * @years: half a year is 0.5
 *
 * Returns: the date so many years later, as exact as it is: a year alone moves
 *   by whole years only
 */
CadreDate
cadre_date_add_years (const CadreDate *date,
                      double           years)
{
  return cadre_date_add_months (date, (int) lround (years * 12));
}

/**
 * cadre_date_step:
 *
 * Returns: as many days later as @steps; months for a date known to the month,
 *   years for one known to the year
 */
CadreDate
cadre_date_step (const CadreDate *date,
                 int              steps)
{
  if (date->day > 0)
    return cadre_date_add_days (date, steps);

  return cadre_date_add_months (date, date->month > 0 ? steps : steps * 12);
}

static guint32
get_julian (int year,
            int month,
            int day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return g_date_get_julian (&date);
}

/**
 * cadre_date_get_first_day:
 *
 * Returns: the number of the first day that @date may be, counted from the
 *   1st of January of the year 1; that day for a date of which nothing is known
 */
guint32
cadre_date_get_first_day (const CadreDate *date)
{
  if (date->year == 0)
    return 1;

  return get_julian (date->year, MAX (date->month, 1), MAX (date->day, 1));
}

/**
 * cadre_date_get_last_day:
 *
 * Returns: the number of the last day that @date may be; %G_MAXUINT32 for a
 *   date of which nothing is known, since that is an end which did not come
 */
guint32
cadre_date_get_last_day (const CadreDate *date)
{
  int month = date->month > 0 ? date->month : 12;

  if (date->year == 0)
    return G_MAXUINT32;

  return get_julian (date->year, month, date->day > 0 ? date->day : g_date_get_days_in_month ((GDateMonth) month, (GDateYear) date->year));
}

/**
 * cadre_date_from_day:
 * @day: as cadre_date_get_first_day() counts
 */
CadreDate
cadre_date_from_day (guint32 day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);

  return (CadreDate) { (gint16) g_date_get_year (&date), (guint8) g_date_get_month (&date), (guint8) g_date_get_day (&date) };
}

/**
 * cadre_date_months_between:
 *
 * Returns: the whole months from @from to @to, negative if @to is earlier.
 *   Days count only where both are known; years alone count as whole years.
 */
int
cadre_date_months_between (const CadreDate *from,
                           const CadreDate *to)
{
  int months = (to->year - from->year) * 12;

  if (from->month == 0 || to->month == 0)
    return months;

  months += to->month - from->month;
  if (from->day == 0 || to->day == 0)
    return months;

  if (months > 0 && to->day < from->day)
    months--;
  else if (months < 0 && to->day > from->day)
    months++;

  return months;
}

/**
 * cadre_date_age:
 * @birth: with month or day precision; a year alone counts whole years
 * @as_of: the declared date
 *
 * 计算到当月的实足年龄, as the official form counts it: full years to the month,
 * the day left out. 35岁以下 in the tables means an age of at most 35, not yet
 * 36.
 *
 * Returns: the age in years, -1 where a date is missing or @as_of is earlier
 */
int
cadre_date_age (const CadreDate *birth,
                const CadreDate *as_of)
{
  CadreDate from = { birth->year, birth->month, 0 };
  CadreDate to = { as_of->year, as_of->month, 0 };
  int months;

  if (from.year == 0 || to.year == 0)
    return -1;

  months = cadre_date_months_between (&from, &to);
  return months < 0 ? -1 : months / 12;
}
