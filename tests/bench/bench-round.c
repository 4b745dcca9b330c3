/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An assessment of many people by many indicators, composed, ranked and
 * graded; against one bare SQL statement that does the same sums.
 *
 * bench-round [PEOPLE] [INDICATORS] [RUNS] */

#include "config.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <time.h>

#include "cadre-action.h"
#include "cadre-round.h"

/* Totals by weight, ranks in the unit and among all, grades by line and cap. */
static const char bare_sql[] =
  "WITH totals AS (SELECT t.id, t.unit_id, round (sum (s.value * i.weight) / 100, 2) AS total FROM participant t "
  "  CROSS JOIN score s ON s.participant_id = t.id JOIN indicator i ON i.id = s.indicator_id WHERE t.round_id = 1 AND t.takes_part GROUP BY t.id), "
  "ranked AS (SELECT *, rank () OVER (PARTITION BY unit_id ORDER BY total DESC) AS in_unit, rank () OVER (ORDER BY total DESC) AS in_all, "
  "  count (*) OVER (PARTITION BY unit_id) AS base FROM totals) "
  "SELECT count (*), sum (total >= 90 AND in_unit <= CAST (base * 0.2 AS INTEGER)) FROM ranked";

static void
fill (CadreArchive *archive,
      int           people,
      int           indicators)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreAction) action = cadre_action_begin (archive, "sample", "fill", &error);
  g_autofree char *sql = g_strdup_printf (
    "DELETE FROM scheme;"
    "INSERT INTO scheme (id, key, name) VALUES (1, 'x', '方案');"
    "INSERT INTO assessment_round (id, scheme_id, name, year, as_of) VALUES (1, 1, '轮', 2025, '2025-12-31');"
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
    "INSERT INTO indicator (id, scheme_id, position, key, name, weight) SELECT i, 1, i, 'k' || i, '指标' || i, 100.0 / %d FROM n;"
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) "
    "INSERT INTO unit (id, name, path) SELECT i, '单位' || i, printf ('%%05d.', i) FROM n;"
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
    "INSERT INTO person (id, name, unit_id) SELECT i, '某', 1 + i %% 200 FROM n;"
    "INSERT INTO participant (id, round_id, person_id, unit_id) SELECT id, 1, id, unit_id FROM person;"
    "INSERT INTO score (participant_id, indicator_id, value) SELECT p.id, i.id, 70 + (p.id * 7919 + i.id * 104729) %% 301 / 10.0 "
    "FROM participant p, indicator i;", indicators, indicators, people);

  if (action == NULL || !cadre_action_begin_bulk (action, &error) || !cadre_archive_execute (archive, sql, &error) ||
      !cadre_action_end_bulk (action, &error) || !cadre_action_commit (action, &error))
    g_error ("%s", error->message);
}

/* Time of the processor, in seconds: a busy machine does not lengthen it. */
static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

static double
time_bare (CadreArchive *archive)
{
  double start = now ();
  g_autoptr(CadreStatement) row = cadre_archive_prepare (archive, bare_sql, NULL);

  if (!cadre_statement_step (row, NULL))
    g_error ("no row");
  return now () - start;
}

/* The same, and every result stored in an action that can be undone. */
static double
time_store (CadreArchive *archive)
{
  g_autoptr(GError) error = NULL;
  double start = now ();
  g_autoptr(CadreAction) action = cadre_action_begin (archive, "assessment", "compute", &error);
  CadreRoundSummary summary;

  if (action == NULL || !cadre_round_compute (archive, 1, &summary, &error) || !cadre_action_commit (action, &error))
    g_error ("%s", error->message);
  return now () - start;
}

static void
forget (CadreArchive *archive)
{
  g_autoptr(CadreAction) action = cadre_action_begin (archive, "sample", "forget", NULL);

  if (!cadre_action_begin_bulk (action, NULL) || !cadre_archive_execute (archive, "DELETE FROM result", NULL) ||
      !cadre_action_end_bulk (action, NULL) || !cadre_action_commit (action, NULL))
    g_error ("the results are still there");
}

int
main (int    argc,
      char **argv)
{
  int people = argc > 1 ? atoi (argv[1]) : 100000, indicators = argc > 2 ? atoi (argv[2]) : 20, runs = argc > 3 ? atoi (argv[3]) : 3;
  g_autofree char *folder = g_dir_make_tmp ("bench-round-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.cadre", NULL);
  g_autofree char *lock = g_strconcat (path, "-lock", NULL);
  g_autoptr(CadreArchive) archive = cadre_archive_create (path, NULL);

  fill (archive, people, indicators);
  for (int i = 0; i < runs; i++)
    {
      double computed = time_store (archive), bare = time_bare (archive);

      g_print ("%d people by %d indicators: composed, ranked, graded and stored in %.3f s; bare SQL %.3f s; ratio %.2f\n", people,
               indicators, computed, bare, computed / bare);
      forget (archive);
    }

  g_clear_object (&archive);
  g_unlink (path);
  g_unlink (lock);
  g_rmdir (folder);
  return 0;
}
