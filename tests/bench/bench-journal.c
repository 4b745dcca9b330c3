/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the journal costs: the same changes with and without its triggers;
 * how long taking an import back is; how long opening takes.
 *
 *   bench-journal [ROWS [RUNS]]     100,000 rows, 3 runs: the best of each
 *
 * Changes in seconds of the processor, opening by the clock.
 */

#include "config.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <time.h>

#include "cadre-action.h"
#include "cadre-journal.h"
#include "cadre-test.h"

#define SMALL_ACTIONS 100
#define OPENINGS 20

/* Seconds of the processor: what the machine does besides does not count. */
static double
now (void)
{
  return (double) clock () / CLOCKS_PER_SEC;
}

typedef struct
{
  guint rows;
  gboolean journalled;
  CadreTestArchive fixture;
} Bench;

static void
fail (const char   *what,
      const GError *error)
{
  g_printerr ("%s: %s\n", what, error != NULL ? error->message : "failed");
  exit (1);
}

static void
execute (Bench      *self,
         const char *sql)
{
  g_autoptr(GError) error = NULL;

  if (!cadre_archive_execute (self->fixture.archive, sql, &error))
    fail (sql, error);
}

static void
drop_triggers (Bench *self)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  {
    g_autoptr(CadreStatement) rows = NULL;

    rows = cadre_archive_prepare (self->fixture.archive,
                                  "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name GLOB '*_journal_*'",
                                  NULL);
    while (cadre_statement_step (rows, NULL))
      g_ptr_array_add (names, cadre_statement_dup_text (rows, 0));
  }

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *sql = g_strdup_printf ("DROP TRIGGER %s", (char *) g_ptr_array_index (names, i));

      execute (self, sql);
    }
}

static void
set_up (Bench *self)
{
  cadre_test_set_up (&self->fixture, NULL);
  if (!self->journalled)
    drop_triggers (self);
}

/* Each of @n rows by a statement with its number bound. */
static void
run_rows (Bench      *self,
          const char *sql,
          guint       n)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (self->fixture.archive, sql, &error);

  for (guint i = 1; statement != NULL && i <= n; i++)
    {
      cadre_statement_bind_int64 (statement, 1, i);
      if (!cadre_statement_run (statement, &error))
        break;
    }
  if (error != NULL)
    fail (sql, error);
}

/* One transaction of @n statements: an action, or a bare one. */
static double
change (Bench      *self,
        const char *sql,
        guint       n,
        gboolean    bulk)
{
  double start = now ();

  if (self->journalled)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(CadreAction) action = cadre_action_begin (self->fixture.archive, "import", "bench", &error);

      if (action == NULL || (bulk && !cadre_action_begin_bulk (action, &error)))
        fail ("begin", error);
      run_rows (self, sql, n);
      if (!cadre_action_commit (action, &error))
        fail ("commit", error);
    }
  else
    {
      execute (self, bulk ? "PRAGMA cache_size = -65536; BEGIN IMMEDIATE" : "PRAGMA cache_size = -16384; BEGIN IMMEDIATE");
      run_rows (self, sql, n);
      execute (self, "COMMIT; PRAGMA cache_size = -16384");
    }

  return now () - start;
}

static const char add_person[] =
  "INSERT INTO person (name, sex, birth, id_number, post_full, post_level, rank, phone, work_start) VALUES "
  "('张' || char (19968 + ?1 % 5000), '男', '1985-03', printf ('4228021985%08d', ?1), '某乡镇人民政府副乡镇长', "
  "'乡科级副职', '三级主任科员', printf ('138%08d', ?1), '2006-07')";

static const char add_study[] =
  "INSERT INTO study (person_id, year, since, until, title, mode, organiser, days, hours) VALUES "
  "(?1, 2017, '2017-03-06', '2017-03-17', '县委党校第' || (?1 % 40) || '期进修班', '脱产', '县委组织部', 10, 80.5)";

static const struct
{
  const char *what;
  const char *sql;
  gboolean bulk;
  gboolean small;    /* many actions of one row */
} steps[] = {
  { "insert people, by ranges", add_person, TRUE, FALSE },
  { "insert study records, by ranges", add_study, TRUE, FALSE },
  { "insert study records, one by one", add_study, FALSE, FALSE },
  { "update one field of each person", "UPDATE person SET phone = '139' WHERE id = ?1", FALSE, FALSE },
  { "update five fields of each study record",
    "UPDATE study SET hours = 8.25, days = 1, mode = '网络', organiser = NULL, note = 'x' WHERE id = ?1", FALSE, FALSE },
  { "delete study records", "DELETE FROM study WHERE id = ?1", FALSE, FALSE },
  { "change one row, an action each", "UPDATE person SET note = 'n' || ?1 WHERE id = ?1", FALSE, TRUE },
};

static void
measure_changes (Bench  *self,
                 double *best)
{
  set_up (self);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      double seconds = 0;

      if (!steps[i].small)
        seconds = change (self, steps[i].sql, self->rows, steps[i].bulk);
      for (guint j = 0; steps[i].small && j < SMALL_ACTIONS; j++)
        seconds += change (self, steps[i].sql, 1, FALSE);
      best[i] = best[i] == 0 ? seconds : MIN (best[i], seconds);
    }
  cadre_test_tear_down (&self->fixture, NULL);
}

static double
reverse (Bench      *self,
         gboolean  (*how) (CadreArchive *, char **, GError **))
{
  g_autoptr(GError) error = NULL;
  double start = now ();

  if (!how (self->fixture.archive, NULL, &error))
    fail ("reverse", error);

  return now () - start;
}

static void
measure_undo (guint       rows,
              const char *what,
              const char *sql)
{
  Bench bench = { .rows = rows, .journalled = TRUE };
  double import, undo, redo, again;

  set_up (&bench);
  if (sql != add_person)
    change (&bench, add_person, rows, TRUE);
  import = change (&bench, sql, rows, TRUE);
  undo = reverse (&bench, cadre_journal_undo);
  redo = reverse (&bench, cadre_journal_redo);
  again = reverse (&bench, cadre_journal_undo);
  g_print ("%-42s import %7.3f s  undo %7.3f s (%.2f)  redo %7.3f s (%.2f)  undo again %7.3f s\n",
           what, import, undo, undo / import, redo, redo / import, again);
  cadre_test_tear_down (&bench.fixture, NULL);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
measure_opening (guint             rows,
                 CadreArchiveMode  mode,
                 const char       *what)
{
  Bench bench = { .rows = rows, .journalled = TRUE };
  double times[OPENINGS];
  double used;

  set_up (&bench);
  change (&bench, add_person, rows, TRUE);
  g_clear_object (&bench.fixture.archive);
  used = now ();
  for (guint i = 0; i < OPENINGS; i++)
    {
      g_autoptr(GError) error = NULL;
      gint64 start = g_get_monotonic_time ();
      g_autoptr(CadreArchive) archive = cadre_archive_open (bench.fixture.path, mode, &error);
      gint64 n = 0;

      if (archive == NULL || !cadre_archive_query_int64 (archive, "SELECT max (id) FROM person", &n, &error))
        fail ("open", error);
      times[i] = (g_get_monotonic_time () - start) / 1e3;
    }
  used = (now () - used) * 1e3 / OPENINGS;
  qsort (times, OPENINGS, sizeof (double), compare_doubles);
  g_print ("%-42s %.1f ms (median of %d; least %.1f, most %.1f), %.1f ms of the processor\n", what,
           times[OPENINGS / 2], OPENINGS, times[0], times[OPENINGS - 1], used);
  cadre_test_tear_down (&bench.fixture, NULL);
}

int
main (int    argc,
      char **argv)
{
  guint rows = argc > 1 ? (guint) atoi (argv[1]) : 100000;
  int runs = argc > 2 ? atoi (argv[2]) : 3;
  double bare[G_N_ELEMENTS (steps)] = { 0 };
  double journalled[G_N_ELEMENTS (steps)] = { 0 };

  for (int run = 0; run < runs; run++)
    {
      Bench without = { .rows = rows, .journalled = FALSE };
      Bench with = { .rows = rows, .journalled = TRUE };

      measure_changes (&without, bare);
      measure_changes (&with, journalled);
    }

  g_print ("%u rows, best of %d\n", rows, runs);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    g_print ("%-42s bare %7.3f s  journalled %7.3f s  ratio %.2f\n", steps[i].what, bare[i], journalled[i],
             journalled[i] / bare[i]);

  measure_undo (rows, "people", add_person);
  measure_undo (rows, "study records", add_study);
  measure_opening (rows, CADRE_ARCHIVE_WRITE, "open for writing");
  measure_opening (rows, CADRE_ARCHIVE_READ, "open for reading");

  return 0;
}
