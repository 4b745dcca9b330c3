/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How fast a rule set is asked of everybody in the archive.
 *
 *   bench-eligibility [PEOPLE [RUNS]]     100,000, 5 runs
 *
 * The rule sets are the shipped ones, of twelve rules with the hours among
 * them; the people are those of the sample, with some ten studies each. */

#include "config.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <time.h>

#include "cadre-eligibility.h"
#include "cadre-sample.h"

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
run_set (CadreArchive   *archive,
         CadreCatalogue *catalogue,
         const char     *key,
         int             runs)
{
  const CadreDate as_of = { 2025, 12, 31 };
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM eligibility_rule_set WHERE key = '%s'", key);
  g_autoptr(GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(CadreEligibility) rules = NULL;
  g_autoptr(CadreLongList) list = NULL;
  g_autoptr(GError) error = NULL;
  gint64 set_id = 0;

  if (!cadre_archive_query_int64 (archive, sql, &set_id, &error) ||
      !(rules = cadre_eligibility_load (archive, catalogue, set_id, &error)))
    g_error ("%s", error->message);

  for (int i = 0; i < runs; i++)
    {
      double start = now (), seconds;

      g_clear_pointer (&list, cadre_long_list_free);
      list = cadre_eligibility_run (rules, archive, 0, &as_of, &error);
      if (list == NULL)
        g_error ("%s", error->message);
      seconds = now () - start;
      g_array_append_val (times, seconds);
    }

  if (list == NULL)
    return;
  g_array_sort (times, compare_doubles);
  g_print ("%-20s %u people x %u rules, %u left: median %.2f s, best %.2f s\n", key, list->n_people,
           cadre_eligibility_get_rules (rules)->len, list->ids->len, g_array_index (times, double, times->len / 2),
           g_array_index (times, double, 0));
}

int
main (int    argc,
      char **argv)
{
  int n_people = argc > 1 ? atoi (argv[1]) : 100000;
  int runs = argc > 2 ? atoi (argv[2]) : 5;
  g_autofree char *folder = g_dir_make_tmp ("bench-eligibility-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.cadre", NULL);
  g_autofree char *lock = g_strconcat (path, "-lock", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreArchive) archive = cadre_archive_create (path, &error);
  g_autoptr(CadreCatalogue) catalogue = NULL;

  if (archive == NULL || !cadre_sample_fill (archive, (guint) n_people, 1, NULL, NULL, NULL, &error) ||
      !(catalogue = cadre_catalogue_new (archive, &error)))
    g_error ("%s", error->message);

  run_set (archive, catalogue, "village-secretary", runs);
  run_set (archive, catalogue, "head", runs);
  run_set (archive, catalogue, "reserve", runs);

  g_clear_object (&archive);
  g_unlink (path);
  g_unlink (lock);
  g_rmdir (folder);
  return 0;
}
