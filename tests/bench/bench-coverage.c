/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How fast the coverage of all villages on a day is reckoned.
 *
 *   bench-coverage [VILLAGES [RUNS]]     10,000, 9 runs
 *
 * Each village had two statuses and three postings, one of them going on. */

#include "config.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <time.h>

#include "cadre-action.h"
#include "cadre-coverage.h"

static const char *const fill[] = {
  "CREATE TEMP TABLE n AS WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ?1) SELECT i FROM n",
  "INSERT INTO unit (id, name, path, kind) SELECT i, '第' || i || '村', printf ('%05d.', i), '村' FROM temp.n",
  "INSERT INTO person (id, name) SELECT i, '第' || i || '人' FROM temp.n",
  "INSERT INTO unit_status (unit_id, status, since, until) SELECT i, '建档立卡贫困村', '2014-01', '2020-12' FROM temp.n "
  "UNION ALL SELECT i, '脱贫村', '2021-01', NULL FROM temp.n",
  "INSERT INTO posting (person_id, unit_id, kind, since, until, term_years, tied_to_status) "
  "SELECT i, i, '第一书记', '2015-09', '2018-03', 2, 1 FROM temp.n UNION ALL "
  "SELECT i, i, '第一书记', '2018-05-10', '2021-05-31', 2, 1 FROM temp.n UNION ALL "
  "SELECT i, i, '第一书记', '2021-06-01', NULL, 2, 1 FROM temp.n WHERE i % 10 > 0",
};

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

static void
fill_archive (CadreArchive *archive,
              int           n_villages)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreAction) action = cadre_action_begin (archive, "sample", "bench", &error);

  for (guint i = 0; action != NULL && i < G_N_ELEMENTS (fill); i++)
    {
      g_autofree char *sql = NULL;
      g_auto(GStrv) parts = g_strsplit (fill[i], "?1", 2);

      sql = parts[1] != NULL ? g_strdup_printf ("%s%d%s", parts[0], n_villages, parts[1]) : g_strdup (parts[0]);
      if (!cadre_archive_execute (archive, sql, &error))
        break;
    }
  if (error != NULL || !cadre_action_commit (action, &error))
    g_error ("%s", error->message);
}

int
main (int    argc,
      char **argv)
{
  int n_villages = argc > 1 ? atoi (argv[1]) : 10000;
  int runs = argc > 2 ? atoi (argv[2]) : 9;
  g_autofree char *folder = g_dir_make_tmp ("bench-coverage-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.cadre", NULL);
  g_autofree char *lock = g_strconcat (path, "-lock", NULL);
  g_autoptr(CadreArchive) archive = cadre_archive_create (path, NULL);
  g_autoptr(GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  const CadreCoverageQuery query = { .as_of = { 2025, 12, 31 } };
  CadreCoverageCount count = { 0 };

  if (archive == NULL)
    g_error ("%s: cannot be made", path);
  fill_archive (archive, n_villages);

  for (int i = 0; i < runs; i++)
    {
      double start = now (), seconds;
      g_autoptr(GPtrArray) villages = cadre_coverage_load (archive, &query, NULL);

      if (villages == NULL)
        g_error ("coverage failed");
      cadre_coverage_count (villages, &query.as_of, 90, &count);
      seconds = now () - start;
      g_array_append_val (times, seconds);
    }

  g_array_sort (times, compare_doubles);
  g_print ("%u villages, %u covered: median %.1f ms, best %.1f ms\n", count.n, count.n_covered,
           g_array_index (times, double, times->len / 2) * 1000, g_array_index (times, double, 0) * 1000);

  g_clear_object (&archive);
  g_unlink (path);
  g_unlink (lock);
  g_rmdir (folder);
  return 0;
}
