/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How fast everybody's hours are computed, beside bare SQL aggregates over the
 * covering index: of the year that yearly regimes look at, of the three years
 * of the plan that the others do, and of all years.
 *
 *   bench-hours [PEOPLE [RUNS [ARCHIVE]]]     100,000, 5 runs, a sample made
 *                                             for it unless one is named
 */

#include "config.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <time.h>

#include "cadre-hours.h"
#include "cadre-sample.h"

/* A year of everybody, summed: nothing but the index is read. */
#define BARE(year) \
  "SELECT count(*) FROM (SELECT person_id, sum (hours), sum (days) FROM study WHERE year = " #year " GROUP BY person_id)"
#define BARE_PLAN "SELECT (" BARE (2023) ") + (" BARE (2024) ") + (" BARE (2025) ")"
/* All years of everybody. */
#define BARE_ALL "SELECT count(*) FROM (SELECT person_id, sum (hours), sum (days) FROM study INDEXED BY study_by_person GROUP BY person_id)"

typedef struct
{
  guint n;
  guint n_met;
} Tally;

static gboolean
tally_cb (const CadreHoursStanding *standing,
          gpointer                  data)
{
  Tally *tally = data;

  tally->n++;
  tally->n_met += standing->is_met;
  return TRUE;
}

/* Time of the processor, in seconds: a busy machine does not lengthen it. */
static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static double
median (GArray *times)
{
  g_array_sort (times, compare_doubles);
  return g_array_index (times, double, times->len / 2);
}

static double
time_sql (CadreArchive *archive,
          const char   *sql,
          int           runs)
{
  g_autoptr(GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (int i = 0; i < runs; i++)
    {
      double start = now (), seconds;
      gint64 n = 0;

      if (!cadre_archive_query_int64 (archive, sql, &n, NULL))
        g_error ("%s", sql);
      seconds = now () - start;
      g_array_append_val (times, seconds);
    }

  return median (times);
}

static double
time_rules (CadreArchive *archive,
            int           runs,
            Tally        *tally)
{
  g_autoptr(GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  CadreDate as_of = { 2025, 12, 31 };

  for (int i = 0; i < runs; i++)
    {
      g_autoptr(CadreHoursRules) rules = NULL;
      g_autoptr(GError) error = NULL;
      double start = now (), seconds;

      *tally = (Tally) { 0 };
      rules = cadre_hours_rules_load (archive, &as_of, &error);
      if (rules == NULL || !cadre_hours_compute_all (archive, rules, 0, tally_cb, tally, &error))
        g_error ("%s", error->message);
      seconds = now () - start;
      g_array_append_val (times, seconds);
    }

  return median (times);
}

static CadreArchive *
make_sample (const char *path,
             guint       n_people)
{
  g_autoptr(GError) error = NULL;
  CadreArchive *archive = cadre_archive_create (path, &error);
  double start = now ();

  if (archive == NULL || !cadre_sample_fill (archive, n_people, 1, NULL, NULL, NULL, &error))
    g_error ("%s", error->message);
  g_print ("sample of %u people: %.1f s\n", n_people, now () - start);
  return archive;
}

int
main (int    argc,
      char **argv)
{
  guint n_people = argc > 1 ? (guint) atoi (argv[1]) : 100000;
  int runs = argc > 2 ? atoi (argv[2]) : 5;
  g_autofree char *folder = g_dir_make_tmp ("bench-hours-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.cadre", NULL);
  g_autoptr(CadreArchive) archive = NULL;
  double bare, bare_plan, bare_all, rules;
  Tally tally = { 0 };

  archive = argc > 3 ? cadre_archive_open (argv[3], CADRE_ARCHIVE_READ, NULL) : make_sample (path, n_people);
  if (archive == NULL)
    g_error ("%s: cannot be opened", argv[3]);

  bare = time_sql (archive, BARE (2025), runs);
  bare_plan = time_sql (archive, BARE_PLAN, runs);
  bare_all = time_sql (archive, BARE_ALL, runs);
  rules = time_rules (archive, runs, &tally);
  g_print ("bare aggregate, one year: %.3f s\n", bare);
  g_print ("bare aggregate, three years: %.3f s\n", bare_plan);
  g_print ("bare aggregate, all years: %.3f s\n", bare_all);
  g_print ("all standings (%u, %u met): %.3f s, %.2f x one year, %.2f x three years, %.2f x all years\n", tally.n,
           tally.n_met, rules, rules / bare, rules / bare_plan, rules / bare_all);

  g_clear_object (&archive);
  if (argc <= 3)
    {
      g_autofree char *lock = g_strconcat (path, "-lock", NULL);

      g_unlink (path);
      g_unlink (lock);
    }
  g_rmdir (folder);
  return 0;
}
