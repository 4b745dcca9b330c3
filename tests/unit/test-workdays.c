/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Working days by the announced calendar. */

#include "config.h"

#include "cadre-test.h"
#include "cadre-workdays.h"

/* Each day was announced so by the State Council's office. */
static const struct
{
  const char *day;
  gboolean worked;
  const char *why;
} days[] = {
  { "2017-09-29", TRUE, "a Friday" },
  { "2017-09-30", TRUE, "a Saturday worked for National Day" },
  { "2017-10-02", FALSE, "National Day, a Monday" },
  { "2017-10-08", FALSE, "National Day, a Sunday" },
  { "2017-10-09", TRUE, "a Monday" },
  { "2017-10-14", FALSE, "a Saturday" },
  { "2020-01-31", FALSE, "the prolonged Spring Festival" },
  { "2024-02-18", TRUE, "a Sunday worked for the Spring Festival" },
  { "2018-12-31", FALSE, "New Year's holiday of 2019" },
};

/* A public notice of five working days and when it has run. */
static const struct
{
  const char *first;
  guint n;
  const char *last;
} notices[] = {
  { "2017-11-06", 5, "2017-11-10" },
  { "2017-11-08", 5, "2017-11-14" },
  { "2017-11-11", 5, "2017-11-17" },   /* begins on a Saturday */
  { "2017-09-28", 5, "2017-10-10" },   /* over National Day: 28, 29, 30, 9, 10 */
  { "2024-02-08", 5, "2024-02-20" },   /* over the Spring Festival: 8, 9, 18, 19, 20 */
};

static CadreDate
date (const char *text)
{
  CadreDate date;

  g_assert_true (cadre_date_parse (text, &date));
  return date;
}

static void
test_days (CadreTestArchive *fixture,
           gconstpointer     data)
{
  g_autoptr(CadreWorkdays) workdays = cadre_workdays_load (fixture->archive, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      CadreDate day = date (days[i].day);

      g_test_message ("%s: %s", days[i].day, days[i].why);
      g_assert_cmpint (cadre_workdays_is (workdays, &day), ==, days[i].worked);
    }
}

static void
test_notices (CadreTestArchive *fixture,
              gconstpointer     data)
{
  g_autoptr(CadreWorkdays) workdays = cadre_workdays_load (fixture->archive, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (notices); i++)
    {
      CadreDate first = date (notices[i].first);
      CadreDate last = cadre_workdays_after (workdays, &first, notices[i].n);
      g_autofree char *text = cadre_date_format (&last, CADRE_DATE_ISO);

      g_assert_cmpstr (text, ==, notices[i].last);
      g_assert_cmpuint (cadre_workdays_count (workdays, &first, &last), ==, notices[i].n);
    }
}

/* An office enters a year itself. */
static void
test_new_year (CadreTestArchive *fixture,
               gconstpointer     data)
{
  g_autoptr(CadreWorkdays) before = cadre_workdays_load (fixture->archive, NULL);
  g_autoptr(CadreWorkdays) after = NULL;
  CadreDate day = date ("2030-01-01");

  g_assert_false (cadre_workdays_knows (before, 2030));
  g_assert_true (cadre_workdays_is (before, &day));
  cadre_test_do (fixture->archive, "calendar", "INSERT INTO holiday (date, kind, name) VALUES ('2030-01-01', 'off', '元旦')");

  after = cadre_workdays_load (fixture->archive, NULL);
  g_assert_true (cadre_workdays_knows (after, 2030));
  g_assert_false (cadre_workdays_is (after, &day));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) \
  g_test_add ("/workdays/" name, CadreTestArchive, NULL, cadre_test_set_up, function, cadre_test_tear_down)
  ADD ("days", test_days);
  ADD ("notices", test_notices);
  ADD ("new-year", test_new_year);
#undef ADD

  return g_test_run ();
}
