/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which villages are covered: worked examples, and the sample archive counted
 * again in plain SQL. */

#include "config.h"

#include <string.h>

#include "cadre-coverage.h"
#include "cadre-overview.h"
#include "cadre-sample.h"
#include "cadre-test.h"

#define PEOPLE \
  "INSERT INTO person (id, name) VALUES (1, '张三'), (2, '李四'), (3, '王五');" \
  "INSERT INTO unit (id, name, path) VALUES (1, '云岭县', '00001.');" \
  "INSERT INTO unit (id, parent_id, name, path) VALUES (2, 1, '清溪乡', '00001.00001.'), (3, 1, '红椿乡', '00001.00002.');" \
  "INSERT INTO unit (id, parent_id, name, path, kind) VALUES (10, 2, '梨洞村', '00001.00001.00001.', '村')," \
  " (11, 3, '杉坝村', '00001.00002.00001.', '村');"

/* One village, what is known of it, and how it stands on a day. */
static const struct
{
  const char *what;
  const char *statuses;  /* since, until */
  const char *postings;  /* person, since, until */
  const char *as_of;
  gboolean must, covered, is_double;
  const char *since;
  guint uncovered_days;
  const char *gap_from, *gap_to;
  guint gap_days;
  gboolean gap_is_least;
} examples[] = {
  { "nobody ever", "('2015-03-10', NULL)", NULL, "2015-03-19", TRUE, FALSE, FALSE, "2015-03-10", 10 },
  { "not yet", "('2015-03-10', NULL)", NULL, "2015-03-09" },
  { "no longer", "('2015-03-10', '2018-12')", NULL, "2019-01-01" },
  { "the month of the end is in it", "('2015-03-10', '2018-12')", NULL, "2018-12-31", TRUE, FALSE, FALSE, "2015-03-10",
    1393 },
  { "one who stays", "('2014-01', NULL)", "(1, '2015-09-01', NULL)", "2016-01-01", TRUE, TRUE, FALSE, "2015-09-01" },
  { "on the last day", "('2014-01', NULL)", "(1, '2015-09-01', '2017-09-01')", "2017-09-01", TRUE, TRUE, FALSE,
    "2015-09-01" },
  { "the day after", "('2014-01', NULL)", "(1, '2015-09-01', '2017-09-01')", "2017-09-02", TRUE, FALSE, FALSE,
    "2017-09-02", 1 },
  { "days between exact dates", "('2014-01', NULL)", "(1, '2015-09-01', '2017-08-31'), (2, '2017-09-11', NULL)",
    "2018-01-01", TRUE, TRUE, FALSE, "2017-09-11", 0, "2017-09-01", "2017-09-10", 10, FALSE },
  { "July is empty for sure", "('2014-01', NULL)", "(1, '2015-09', '2018-06'), (2, '2018-08', NULL)", "2019-01-01",
    TRUE, TRUE, FALSE, "2018-08", 0, "2018-07", "2018-07", 31, TRUE },
  { "one month after the other", "('2014-01', NULL)", "(1, '2015-09', '2018-06'), (2, '2018-07', NULL)", "2019-01-01",
    TRUE, TRUE, FALSE, "2015-09" },
  { "a gap that nobody had to fill", "('2014-01', '2016-12-31'), ('2019-01-01', NULL)",
    "(1, '2015-01-01', '2016-12-31'), (2, '2019-01-01', NULL)", "2019-06-01", TRUE, TRUE, FALSE, "2019-01-01" },
  { "a gap that somebody had to fill in part", "('2014-01', '2016-12-31'), ('2019-01-01', NULL)",
    "(1, '2015-01-01', '2016-12-31'), (2, '2019-01-06', NULL)", "2019-06-01", TRUE, TRUE, FALSE, "2019-01-06", 0,
    "2019-01-01", "2019-01-05", 5, FALSE },
  { "from one status to the next", "('2014-01', '2020-12'), ('2021-01', NULL)", "(1, '2015-09-01', '2020-06-30')",
    "2021-01-01", TRUE, FALSE, FALSE, "2020-07-01", 185 },
  { "two who stay", "('2014-01', NULL)", "(1, '2015-09', NULL), (2, '2016-01', NULL)", "2016-02-01", TRUE, TRUE, TRUE,
    "2015-09" },
  { "handing over", "('2014-01', NULL)", "(1, '2015-09', '2016-01'), (2, '2016-01', NULL)", "2016-01-15", TRUE, TRUE,
    FALSE, "2015-09" },
  { "a day that no calendar has", "('2014-01', NULL)", "(1, '2015-09-01', '2018-06-31')", "2018-07-10", TRUE, FALSE, FALSE,
    "2018-07", 10 },
  { "the status ends this month", "('2014-01', '2018-07')", NULL, "2018-07-10", TRUE, FALSE, FALSE, "2014-01", 1652 },
  { "the first stays longer than the second", "('2014-01', NULL)",
    "(1, '2015-09-01', '2018-09-01'), (2, '2016-01-01', '2017-01-01')", "2018-01-01", TRUE, TRUE, FALSE, "2015-09-01" },
};

/* 不脱贫不脱钩, and the term. */
static const struct
{
  const char *statuses;
  const char *posting;   /* since, term_years, planned_end, tied_to_status */
  const char *planned_end;
} ends[] = {
  { "('2014-01', '2018-12')", "('2015-09', 2, NULL, 0)", "2017-09" },
  { "('2014-01', '2018-12')", "('2015-09', 1.5, NULL, 0)", "2017-03" },
  { "('2014-01', '2018-12')", "('2015-09-01', 2, '2018-01', 0)", "2018-01" },
  { "('2014-01', '2018-12')", "('2015', 2, NULL, 0)", "2017" },
  { "('2014-01', '2018-12')", "('2015', 2.5, NULL, 0)", "2017" },
  { "('2014-01', '2018-12')", "('2015-09', NULL, NULL, 0)", "" },
  { "('2014-01', '2018-12')", "('2015-09', 2, '2017-09', 1)", "2018-12" },
  { "('2014-01', NULL)", "('2015-09', 2, '2017-09', 1)", "" },
  { "('2014-01', '2018-12'), ('2015-03', '2019-06')", "('2015-09', NULL, NULL, 1)", "2019-06" },
  { "('2014-01', '2018-12'), ('2019-01', NULL)", "('2015-09', NULL, NULL, 1)", "2018-12" },
};

static GPtrArray *
load (CadreArchive *archive,
      const char   *as_of,
      gint64        unit_id)
{
  g_autoptr(GError) error = NULL;
  CadreCoverageQuery query = { .unit_id = unit_id };
  GPtrArray *villages;

  g_assert_true (cadre_date_parse (as_of, &query.as_of));
  villages = cadre_coverage_load (archive, &query, &error);
  g_assert_no_error (error);
  return villages;
}

static void
assert_date (const CadreDate *date,
             const char      *text)
{
  g_autofree char *written = cadre_date_format (date, CADRE_DATE_ISO);

  g_assert_cmpstr (written, ==, text != NULL ? text : "");
}

static void
insert_each (CadreArchive *archive,
             const char   *sql,
             const char   *rows)
{
  g_autofree char *insert = g_strdup_printf ("%s (VALUES %s)", sql, rows);

  cadre_test_do (archive, "example", insert);
}

static void
set_up_example (CadreArchive *archive,
                const char   *statuses)
{
  cadre_test_do (archive, "clear", "DELETE FROM posting; DELETE FROM unit_status");
  insert_each (archive, "INSERT INTO unit_status (unit_id, status, since, until) SELECT 10, '软弱涣散村', * FROM", statuses);
}

static gint64
count_item (CadreArchive *archive,
            const char   *key,
            const char   *as_of,
            gint64       *base)
{
  g_autoptr(CadreOverviewCount) count = NULL;
  g_autoptr(GError) error = NULL;
  const CadreOverviewItem *items;
  CadreDate day;
  guint n, i = 0;

  items = cadre_overview_get_items (&n);
  while (i < n && !g_str_equal (items[i].key, key))
    i++;
  g_assert_cmpuint (i, <, n);
  g_assert_true (cadre_date_parse (as_of, &day));
  count = cadre_overview_count (archive, &items[i], &day, &error);
  g_assert_no_error (error);
  if (base != NULL)
    *base = count->base;
  return count->count;
}

/* The overview says of the village what the page says. */
static void
assert_overview (CadreArchive *archive,
                 guint         number)
{
  const char *as_of = examples[number].as_of;
  gboolean is_empty = examples[number].must && !examples[number].covered;
  gint64 n_must;

  g_assert_cmpint (count_item (archive, "covered", as_of, &n_must), ==, examples[number].must && examples[number].covered);
  g_assert_cmpint (n_must, ==, examples[number].must);
  g_assert_cmpint (count_item (archive, "uncovered", as_of, NULL), ==, is_empty);
  g_assert_cmpint (count_item (archive, "uncovered-long", as_of, NULL), ==, is_empty && examples[number].uncovered_days > 30);
}

static void
test_examples (CadreTestArchive *fixture,
               gconstpointer     data)
{
  cadre_test_do (fixture->archive, "people", PEOPLE);
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autoptr(GPtrArray) villages = NULL;
      const CadreCoverage *village;

      g_test_message ("%s", examples[i].what);
      set_up_example (fixture->archive, examples[i].statuses);
      if (examples[i].postings != NULL)
        insert_each (fixture->archive,
                     "INSERT INTO posting (unit_id, kind, person_id, since, until) SELECT 10, '第一书记', * FROM",
                     examples[i].postings);

      villages = load (fixture->archive, examples[i].as_of, 0);
      g_assert_cmpuint (villages->len, ==, examples[i].must);
      assert_overview (fixture->archive, i);
      if (!examples[i].must)
        continue;

      village = g_ptr_array_index (villages, 0);
      g_assert_cmpint (village->is_covered, ==, examples[i].covered);
      g_assert_cmpint (village->is_double, ==, examples[i].is_double);
      g_assert_cmpuint (village->uncovered_days, ==, examples[i].uncovered_days);
      g_assert_cmpint (village->holders->len > 0, ==, examples[i].covered);
      assert_date (&village->since, examples[i].since);
      g_assert_cmpuint (village->gaps->len, ==, examples[i].gap_days > 0);
      if (village->gaps->len > 0)
        {
          const CadreCoverageGap *gap = &g_array_index (village->gaps, CadreCoverageGap, 0);

          g_assert_cmpuint (gap->days, ==, examples[i].gap_days);
          g_assert_cmpint (gap->is_least, ==, examples[i].gap_is_least);
          assert_date (&gap->from, examples[i].gap_from);
          assert_date (&gap->to, examples[i].gap_to);
        }
    }
}

static void
test_ends (CadreTestArchive *fixture,
           gconstpointer     data)
{
  cadre_test_do (fixture->archive, "people", PEOPLE);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autoptr(GPtrArray) villages = NULL;
      const CadreCoverage *village;

      set_up_example (fixture->archive, ends[i].statuses);
      insert_each (fixture->archive, "INSERT INTO posting (unit_id, kind, person_id, since, term_years, planned_end, "
                   "tied_to_status) SELECT 10, '第一书记', 1, * FROM", ends[i].posting);
      villages = load (fixture->archive, "2016-01-01", 0);
      village = g_ptr_array_index (villages, 0);
      assert_date (&((CadreHolder *) g_ptr_array_index (village->holders, 0))->planned_end, ends[i].planned_end);
      g_assert_cmpint (count_item (fixture->archive, "terms-ending", "2017-06-30", NULL), ==,
                       *ends[i].planned_end != '\0' && strcmp (ends[i].planned_end, "2017-08") <= 0);
    }
}

static void
test_scope (CadreTestArchive *fixture,
            gconstpointer     data)
{
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GPtrArray) one = NULL;
  g_autoptr(GPtrArray) other_kind = NULL;
  g_autoptr(GError) error = NULL;
  CadreCoverageQuery query = { .as_of = { 2016, 1, 1 }, .kind = "工作队员" };
  CadreCoverageCount count;

  cadre_test_do (fixture->archive, "two villages", PEOPLE
                 "INSERT INTO unit_status (unit_id, status, since, must_be_covered, sender_id) VALUES"
                 " (10, '软弱涣散村', '2015', 1, NULL), (10, '建档立卡贫困村', '2014', 1, 3), (11, '脱贫村', '2015', 1, NULL),"
                 " (11, '软弱涣散村', '2015', 0, NULL);"
                 "INSERT INTO posting (unit_id, kind, person_id, since, planned_end) VALUES (10, '第一书记', 1, '2015', '2016-03')");
  all = load (fixture->archive, "2016-01-01", 0);
  one = load (fixture->archive, "2016-01-01", 3);
  other_kind = cadre_coverage_load (fixture->archive, &query, NULL);
  g_assert_null (cadre_coverage_load (fixture->archive, &(CadreCoverageQuery) { .as_of = query.as_of, .unit_id = 99 }, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND);

  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpstr (((CadreCoverage *) g_ptr_array_index (one, 0))->unit, ==, "杉坝村");
  g_assert_cmpstr (((CadreCoverage *) g_ptr_array_index (one, 0))->statuses, ==, "脱贫村");
  g_assert_cmpstr (((CadreCoverage *) g_ptr_array_index (all, 0))->statuses, ==, "建档立卡贫困村、软弱涣散村");
  g_assert_cmpstr (((CadreCoverage *) g_ptr_array_index (all, 0))->sender, ==, "红椿乡");
  g_assert_false (((CadreCoverage *) g_ptr_array_index (other_kind, 0))->is_covered);

  cadre_coverage_count (all, &query.as_of, 89, &count);
  g_assert_cmpuint (count.n_covered, ==, 1);
  g_assert_cmpuint (count.n_uncovered, ==, 1);
  g_assert_cmpuint (count.n_ending, ==, 0);
  /* 2016-03-31 is 90 days away. */
  cadre_coverage_count (all, &query.as_of, 90, &count);
  g_assert_cmpuint (count.n_ending, ==, 1);
}

/* The sample, on days of its history, against one query a figure. */
static void
test_second_computation (CadreTestArchive *fixture,
                         gconstpointer     data)
{
  static const char *const days[] = { "2015-12-31", "2016-06-30", "2017-06-15", "2018-07-15", "2024-06-01", "2025-12-31" };

  g_assert_true (cadre_sample_fill (fixture->archive, 1200, 1, NULL, NULL, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr(GPtrArray) villages = load (fixture->archive, days[i], 0);
      g_autofree char *must = NULL;
      g_autofree char *covered = NULL;
      CadreCoverageCount count;

      cadre_coverage_count (villages, &(CadreDate) { 2025, 12, 31 }, 0, &count);
      must = g_strdup_printf ("SELECT count (DISTINCT unit_id) FROM unit_status WHERE must_be_covered AND since <= '%s' "
                              "AND ifnull (until || '-31', '9') >= '%s'", days[i], days[i]);
      covered = g_strdup_printf ("SELECT count (DISTINCT s.unit_id) FROM unit_status s JOIN posting g USING (unit_id) "
                                 "WHERE must_be_covered AND s.since <= '%s' AND ifnull (s.until || '-31', '9') >= '%s' "
                                 "AND g.kind = '第一书记' AND g.since <= '%s' AND ifnull (g.until || '-31', '9') >= '%s'",
                                 days[i], days[i], days[i], days[i]);
      g_test_message ("%s: %u of %u", days[i], count.n_covered, count.n);
      g_assert_cmpint (count.n, ==, cadre_test_int (fixture->archive, must));
      g_assert_cmpint (count.n_covered, ==, cadre_test_int (fixture->archive, covered));
      g_assert_cmpint (count.n_covered + count.n_uncovered, ==, count.n);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/coverage/examples", CadreTestArchive, NULL, cadre_test_set_up, test_examples, cadre_test_tear_down);
  g_test_add ("/coverage/ends", CadreTestArchive, NULL, cadre_test_set_up, test_ends, cadre_test_tear_down);
  g_test_add ("/coverage/scope", CadreTestArchive, NULL, cadre_test_set_up, test_scope, cadre_test_tear_down);
  g_test_add ("/coverage/second-computation", CadreTestArchive, NULL, cadre_test_set_up, test_second_computation,
              cadre_test_tear_down);

  return g_test_run ();
}
