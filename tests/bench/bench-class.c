/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How fast a large class is closed and re-opened.
 *
 *   bench-class [STUDENTS [RUNS]]     5,000, 5 runs
 */

#include "config.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <time.h>

#include "cadre-action.h"
#include "cadre-class-close.h"

#define SESSIONS 20

static void
fill (CadreArchive *archive,
      int           n)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreAction) action = cadre_action_begin (archive, "sample", "bench", &error);
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO unit (id, name, path) VALUES (1, '某局', '00001.');"
    "INSERT INTO class (id, name, year, since, until, organiser, institution, state, certificate_pattern) VALUES "
    "(1, '轮训班', 2025, '2025-03-03', '2025-03-14', '组织部', '党校', 'running', '利党培〔{year}〕{number:05}');"
    "INSERT INTO segment (class_id, position, title, mode, days, hours) VALUES (1, 1, '党校学习', '脱产', 8, 64), (1, 2, '实践', '实践', 2, 16);"
    "INSERT INTO mark_part (id, class_id, name, weight) VALUES (1, 1, '理论测试', 40), (2, 1, '调研报告', 60);"
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
    "INSERT INTO person (id, unit_id, name, category, post_full, post_level) SELECT i, 1, '学员' || i, '综合管理类公务员', '某局干部', '科员' FROM n;"
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
    "INSERT INTO session (class_id, date, topic, hours) SELECT 1, '2025-03-03', '课', 4 FROM n;"
    "INSERT INTO enrolment (class_id, person_id, position, state, score, result) SELECT 1, id, id, 'present', 80, '良好' FROM person;"
    "INSERT INTO attendance (session_id, enrolment_id, status) SELECT s.id, e.id, iif ((e.id + s.id) %% 40 = 0, '请假', '出勤') FROM session s, enrolment e;"
    "INSERT INTO mark (enrolment_id, part_id, score) SELECT e.id, m.id, 80 FROM enrolment e, mark_part m;", n, SESSIONS);

  if (action == NULL || !cadre_action_begin_bulk (action, &error) || !cadre_archive_execute (archive, sql, &error) ||
      !cadre_action_commit (action, &error))
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
time_step (CadreArchive *archive,
           gboolean      closing)
{
  g_autoptr(GError) error = NULL;
  CadreDate on = { 2025, 3, 14 };
  double start = now ();
  g_autoptr(CadreAction) action = cadre_action_begin (archive, "class", "step", &error);

  if (action == NULL ||
      !(closing ? cadre_class_close (archive, 1, &on, NULL, &error) : cadre_class_reopen (archive, 1, &error)) ||
      !cadre_action_commit (action, &error))
    g_error ("%s", error->message);

  return now () - start;
}

int
main (int    argc,
      char **argv)
{
  int n = argc > 1 ? atoi (argv[1]) : 5000, runs = argc > 2 ? atoi (argv[2]) : 5;
  g_autofree char *folder = g_dir_make_tmp ("bench-class-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.cadre", NULL);
  g_autofree char *lock = g_strconcat (path, "-lock", NULL);
  g_autoptr(CadreArchive) archive = cadre_archive_create (path, NULL);

  fill (archive, n);
  for (int i = 0; i < runs; i++)
    {
      double closing = time_step (archive, TRUE), reopening = time_step (archive, FALSE);

      g_print ("class of %d: closed in %.3f s, re-opened in %.3f s\n", n, closing, reopening);
    }

  g_clear_object (&archive);
  g_unlink (path);
  g_unlink (lock);
  g_rmdir (folder);
  return 0;
}
