/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-workdays"

#include "config.h"

#include <string.h>

#include "cadre-workdays.h"

struct _CadreWorkdays
{
  GHashTable *exceptions;  /* julian day -> whether it is worked */
  GHashTable *years;       /* years of which the calendar knows something */
};

static guint32
get_julian (const CadreDate *day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, day->day, (GDateMonth) day->month, (GDateYear) day->year);

  return g_date_get_julian (&date);
}

static CadreDate
from_julian (guint32 julian)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, julian);

  return (CadreDate) { .year = (gint16) g_date_get_year (&date),
                       .month = (guint8) g_date_get_month (&date),
                       .day = (guint8) g_date_get_day (&date) };
}

void
cadre_workdays_free (CadreWorkdays *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->exceptions);
  g_hash_table_unref (self->years);
  g_free (self);
}

/**
 * cadre_workdays_load:
 *
 * Reads the calendar that the archive has now.
 *
 * Returns: (transfer full): the calendar, or %NULL with @error set
 */
CadreWorkdays *
cadre_workdays_load (CadreArchive  *archive,
                     GError       **error)
{
  g_autoptr(CadreWorkdays) self = g_new0 (CadreWorkdays, 1);
  g_autoptr(CadreStatement) row = NULL;

  self->exceptions = g_hash_table_new (NULL, NULL);
  self->years = g_hash_table_new (NULL, NULL);

  row = cadre_archive_prepare (archive, "SELECT date, kind FROM holiday", error);
  if (row == NULL)
    return NULL;

  while (cadre_statement_step (row, error))
    {
      CadreDate day;

      if (!cadre_date_parse (cadre_statement_get_text (row, 0), &day) || !cadre_date_is_complete (&day))
        continue;
      g_hash_table_insert (self->exceptions, GUINT_TO_POINTER (get_julian (&day)),
                           GINT_TO_POINTER (strcmp (cadre_statement_get_text (row, 1), "work") == 0));
      g_hash_table_add (self->years, GINT_TO_POINTER ((int) day.year));
    }

  if (!cadre_statement_is_done (row))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * cadre_workdays_knows:
 *
 * Returns: whether the holidays of @year were entered; where they were not,
 *   only weekends count as off and a reader should be told
 */
gboolean
cadre_workdays_knows (const CadreWorkdays *self,
                      int                  year)
{
  return g_hash_table_contains (self->years, GINT_TO_POINTER (year));
}

static gboolean
is_workday (const CadreWorkdays *self,
            guint32              julian)
{
  gpointer worked;

  if (g_hash_table_lookup_extended (self->exceptions, GUINT_TO_POINTER (julian), NULL, &worked))
    return GPOINTER_TO_INT (worked);

  /* Day 1 of the Julian count, 1 January of the year 1, was a Monday. */
  return (julian - 1) % 7 < 5;
}

/**
 * cadre_workdays_is:
 * @day: a whole date
 *
 * Returns: whether @day is worked
 */
gboolean
cadre_workdays_is (const CadreWorkdays *self,
                   const CadreDate     *day)
{
  g_return_val_if_fail (cadre_date_is_complete (day), FALSE);

  return is_workday (self, get_julian (day));
}

/**
 * cadre_workdays_count:
 * @first: a whole date, counted itself
 * @last: the same
 *
 * Returns: how many days from @first to @last are worked
 */
guint
cadre_workdays_count (const CadreWorkdays *self,
                      const CadreDate     *first,
                      const CadreDate     *last)
{
  guint n = 0;

  g_return_val_if_fail (cadre_date_is_complete (first) && cadre_date_is_complete (last), 0);

  for (guint32 day = get_julian (first), end = get_julian (last); day <= end; day++)
    n += is_workday (self, day);

  return n;
}

/**
 * cadre_workdays_after:
 * @first: a whole date
 * @n: how many working days, at least 1
 *
 * For a public notice (任前公示, not less than five working days: 党政领导干部选拔任用
 * 工作条例 2019, 42) that begins on @first, which counts if it is worked.
 *
 * Returns: the @n-th working day from @first on
 */
CadreDate
cadre_workdays_after (const CadreWorkdays *self,
                      const CadreDate     *first,
                      guint                n)
{
  guint32 day;

  g_return_val_if_fail (cadre_date_is_complete (first) && n > 0, *first);

  day = get_julian (first);
  for (;; day++)
    if (is_workday (self, day) && --n == 0)
      return from_julian (day);
}
