/* SPDX-License-Identifier: GPL-3.0-or-later */

/* 综合考评: totals, ranks, grades, caps and ties, worked out by hand. */

#include "config.h"

#include <string.h>

#include "cadre-journal.h"
#include "cadre-round.h"
#include "cadre-test.h"

/* 学习 40 (理论 60, 出勤 computed 40), 履职 60 scored by 上级 60 and 群众 40 with the highest and lowest left out, a deduction of at
 * most 5 and a veto. */
static const char scheme_sql[] =
  "DELETE FROM scheme;"
  "INSERT INTO scheme (id, key, name) VALUES (1, 'village', '村支书综合考评');"
  "INSERT INTO scorer_group (id, scheme_id, name, weight) VALUES (1, 1, '上级', 60), (2, 1, '群众', 40);"
  "INSERT INTO indicator (id, scheme_id, parent_id, position, key, name, weight, nature, way, full, cap, formula, trim) VALUES "
  "  (1, 1, NULL, 1, 'study', '学习', 40, 'score', 'group', 100, NULL, NULL, 0),"
  "  (2, 1, 1, 1, 'theory', '理论测试', 60, 'score', 'imported', 100, NULL, NULL, 0),"
  "  (3, 1, 1, 2, 'hours', '学时完成', 40, 'score', 'computed', 100, NULL, 'min (学时 / 40, 1) * 100', 0),"
  "  (4, 1, NULL, 2, 'duty', '履职', 60, 'score', 'entered', 100, NULL, NULL, 1),"
  "  (5, 1, NULL, 3, 'fault', '扣分', NULL, 'deduction', 'entered', 100, 5, NULL, 0),"
  "  (6, 1, NULL, 4, 'veto', '一票否决', NULL, 'veto', 'entered', 100, NULL, NULL, 0);"
  "INSERT INTO assessment_round (id, scheme_id, name, year, as_of, state) VALUES (1, 1, '2017年度', 2017, '2017-12-31', 'scoring');";

/* Ten people of one unit: the cap of 20 % gives two 优秀. */
static const char people_sql[] =
  "INSERT INTO unit (id, name) VALUES (1, '某镇');"
  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10) "
  "INSERT INTO person (id, name, unit_id, category) SELECT i, '某' || i, 1, iif (i = 10, '事业单位管理人员', '综合管理类公务员') FROM n;"
  "INSERT INTO participant (id, round_id, person_id, unit_id) SELECT 100 - id, 1, id, 1 FROM person;"
  "INSERT INTO study (person_id, year, title, hours) SELECT id, 2017, '某班', 40 FROM person;";

static void
give (CadreArchive *archive,
      int           person,
      int           indicator,
      const char   *group,
      const char   *scorer,
      double        value)
{
  g_autofree char *sql = g_strdup_printf ("INSERT INTO score (participant_id, indicator_id, group_id, scorer, value) "
                                          "VALUES (%d, %d, %s, '%s', %g)", 100 - person, indicator, group, scorer, value);

  cadre_test_do (archive, "score", sql);
}

static CadreRoundSummary
compute (CadreArchive *archive)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreAction) action = cadre_action_begin (archive, "edit", "compute", &error);
  CadreRoundSummary summary;

  g_assert_no_error (error);
  cadre_round_compute (archive, 1, &summary, &error);
  g_assert_no_error (error);
  cadre_action_commit (action, &error);
  g_assert_no_error (error);

  return summary;
}

static char *
get_result (CadreArchive *archive,
            int           person)
{
  g_autofree char *sql = g_strdup_printf ("SELECT printf ('%%.2f', total) || ' ' || rank_all || ' ' || grade || coalesce (' ' || detail, '') "
                                          "FROM result WHERE participant_id = %d ORDER BY version DESC", 100 - person);

  return cadre_test_text (archive, sql);
}

/* Everybody has the same but for the theory mark: total = 0.4 * (0.6 * mark + 40) + 0.6 * 95. */
static void
give_all (CadreArchive *archive,
          const double *marks)
{
  for (int person = 1; person <= 10; person++)
    {
      give (archive, person, 2, "NULL", "", marks[person - 1]);
      give (archive, person, 4, "1", "甲", 95);
      give (archive, person, 4, "2", "乙", 95);
    }
}

static void
test_total (CadreTestArchive *fixture,
            gconstpointer     data)
{
  g_autofree char *result = NULL;

  cadre_test_do (fixture->archive, "scheme", scheme_sql);
  cadre_test_do (fixture->archive, "people", people_sql);
  /* 学习 = 0.6 * 80 + 0.4 * 100 * (20/40) = 68; 履职: 上级 (70 and 100 left out) 85, 群众 92.5 of two -> 0.6 * 85 + 0.4 * 92.5 = 88;
   * 扣分 7, capped at 5. 0.4 * 68 + 0.6 * 88 - 5 = 75. */
  cadre_test_do (fixture->archive, "hours", "UPDATE study SET hours = 20 WHERE person_id = 1");
  give (fixture->archive, 1, 2, "NULL", "", 80);
  give (fixture->archive, 1, 4, "1", "甲", 70);
  give (fixture->archive, 1, 4, "1", "乙", 85);
  give (fixture->archive, 1, 4, "1", "丙", 100);
  give (fixture->archive, 1, 4, "2", "丁", 90);
  give (fixture->archive, 1, 4, "2", "戊", 95);
  give (fixture->archive, 1, 5, "NULL", "", 7);
  compute (fixture->archive);
  result = get_result (fixture->archive, 1);
  g_assert_cmpstr (result, ==, "75.00 1 称职");
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (*) FROM result WHERE total IS NULL"), ==, 9);
}

/* A second computation in plain SQL of what give_all() makes. */
static void
test_against_sql (CadreTestArchive *fixture,
                  gconstpointer     data)
{
  static const double marks[] = { 100, 99, 98.5, 97, 60, 50, 40, 30, 20, 10 };

  cadre_test_do (fixture->archive, "scheme", scheme_sql);
  cadre_test_do (fixture->archive, "people", people_sql);
  give_all (fixture->archive, marks);
  compute (fixture->archive);
  g_assert_cmpint (cadre_test_int (fixture->archive,
                                   "SELECT count (*) FROM result r JOIN score s ON s.participant_id = r.participant_id AND s.indicator_id = 2 "
                                   "WHERE r.total = round (0.4 * (0.6 * s.value + 40) + 57, 2) "
                                   "AND r.rank_all = (SELECT 1 + count (*) FROM score h WHERE h.indicator_id = 2 AND h.value > s.value)"), ==, 10);
}

static const struct
{
  const char *what;
  double marks[10];
  const char *changes;
  const char *expected[4];   /* of persons 1, 2, 3 and 10 */
} cap_cases[] = {
  { "two of ten", { 100, 99, 98, 50, 50, 50, 50, 50, 50, 50 }, "",
    { "97.00 1 优秀", "96.76 2 优秀", "96.52 3 称职 {\"capped\":true,\"short_of\":0.24}", "85.00 4 合格" } },
  { "a tie at the last place: neither", { 100, 99, 99, 50, 50, 50, 50, 50, 50, 50 }, "",
    { "97.00 1 优秀", "96.76 2 称职 {\"capped\":true,\"short_of\":0.24}", "96.76 2 称职 {\"capped\":true,\"short_of\":0.24}", "85.00 4 合格" } },
  { "a tie at the last place: both", { 100, 99, 99, 50, 50, 50, 50, 50, 50, 50 }, "UPDATE scheme SET tie_rule = 'all'",
    { "97.00 1 优秀", "96.76 2 优秀", "96.76 2 优秀", "85.00 4 合格" } },
  { "25 % of ten, down", { 100, 99, 98, 50, 50, 50, 50, 50, 50, 50 }, "UPDATE assessment_round SET excellent_cap = 0.25",
    { "97.00 1 优秀", "96.76 2 优秀", "96.52 3 称职 {\"capped\":true,\"short_of\":0.24}", "85.00 4 合格" } },
  { "25 % of ten, nearest", { 100, 99, 98, 50, 50, 50, 50, 50, 50, 50 },
    "UPDATE assessment_round SET excellent_cap = 0.25, cap_rounding = 'nearest'",
    { "97.00 1 优秀", "96.76 2 优秀", "96.52 3 优秀", "85.00 4 合格" } },
  { "those outside are no base", { 100, 99, 98, 50, 50, 50, 50, 50, 50, 50 },
    "UPDATE participant SET takes_part = 0, outside_as = '不定等次', reason = '试用期' WHERE person_id IN (8, 9)",
    { "97.00 1 优秀", "96.76 2 称职 {\"capped\":true,\"short_of\":0.24}", "96.52 3 称职 {\"capped\":true,\"short_of\":0.48}", "85.00 4 合格" } },
  { "a veto", { 100, 99, 98, 50, 50, 50, 50, 50, 50, 50 },
    "INSERT INTO score (participant_id, indicator_id, value) VALUES (99, 6, 1)",
    { "97.00 1 不称职 {\"vetoed\":true}", "96.76 2 优秀", "96.52 3 优秀", "85.00 4 合格" } },
};

static void
test_caps (CadreTestArchive *fixture,
           gconstpointer     data)
{
  static const int persons[] = { 1, 2, 3, 10 };

  cadre_test_do (fixture->archive, "scheme", scheme_sql);
  cadre_test_do (fixture->archive, "people", people_sql);
  for (guint i = 0; i < G_N_ELEMENTS (cap_cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", cap_cases[i].what);
      give_all (fixture->archive, cap_cases[i].marks);
      if (*cap_cases[i].changes != '\0')
        cadre_test_do (fixture->archive, "change", cap_cases[i].changes);
      compute (fixture->archive);
      for (guint j = 0; j < G_N_ELEMENTS (persons); j++)
        {
          g_autofree char *result = get_result (fixture->archive, persons[j]);

          g_assert_cmpstr (result, ==, cap_cases[i].expected[j]);
        }

      cadre_test_do (fixture->archive, "reset",
                     "DELETE FROM result; DELETE FROM score; UPDATE scheme SET tie_rule = NULL;"
                     "UPDATE assessment_round SET excellent_cap = 0.2, cap_rounding = 'down', state = 'scoring';"
                     "UPDATE participant SET takes_part = 1, outside_as = NULL, reason = NULL;");
    }
}

/* The order in which scores came in does not matter, and computing again changes nothing. */
static void
test_order (CadreTestArchive *fixture,
            gconstpointer     data)
{
  static const double marks[] = { 88, 91, 73, 91, 60, 55, 99, 12, 44, 70 };
  static const char results_sql[] = "SELECT group_concat (participant_id || ':' || total || ':' || rank_unit || ':' || grade) "
                                    "FROM (SELECT * FROM result ORDER BY participant_id)";
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  gint64 n_actions;

  cadre_test_do (fixture->archive, "scheme", scheme_sql);
  cadre_test_do (fixture->archive, "people", people_sql);
  give_all (fixture->archive, marks);
  compute (fixture->archive);
  first = cadre_test_text (fixture->archive, results_sql);

  n_actions = cadre_test_int (fixture->archive, "SELECT count (*) FROM action");
  compute (fixture->archive);
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (*) FROM action"), ==, n_actions);

  cadre_test_do (fixture->archive, "turn round",
                 "CREATE TEMP TABLE turned AS SELECT * FROM score ORDER BY id DESC; DELETE FROM score; DELETE FROM result;"
                 "INSERT INTO score (participant_id, indicator_id, group_id, scorer, value) "
                 "SELECT participant_id, indicator_id, group_id, scorer, value FROM turned;");
  compute (fixture->archive);
  second = cadre_test_text (fixture->archive, results_sql);
  g_assert_cmpstr (first, ==, second);
}

static void
test_lock (CadreTestArchive *fixture,
           gconstpointer     data)
{
  static const double marks[] = { 100, 99, 98, 50, 50, 50, 50, 50, 50, 50 };
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  CadreRoundSummary summary;

  cadre_test_do (fixture->archive, "scheme", scheme_sql);
  cadre_test_do (fixture->archive, "people", people_sql);
  cadre_test_do (fixture->archive, "outside",
                 "UPDATE participant SET takes_part = 0, outside_as = '不定等次', reason = '试用期' WHERE person_id = 9");
  give_all (fixture->archive, marks);
  summary = compute (fixture->archive);
  g_assert_cmpuint (summary.n_outside, ==, 1);
  before = cadre_test_dump (fixture->archive);

  {
    g_autoptr(CadreAction) action = cadre_action_begin (fixture->archive, "edit", "lock", &error);

    g_assert_true (cadre_round_lock (fixture->archive, 1, "2018-01-15", "利考〔2018〕1号", &error));
    g_assert_no_error (error);
    g_assert_true (cadre_action_commit (action, &error));
  }
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (*) FROM assessment WHERE year = 2017"), ==, 10);
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (*) FROM assessment WHERE conclusion = '不定等次' AND reason = '试用期'"), ==, 1);

  /* Locked is locked; open it and the old version stays beside the new. */
  g_assert_false (cadre_round_compute (fixture->archive, 1, &summary, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_INVALID);
  g_clear_error (&error);
  {
    g_autoptr(CadreAction) action = cadre_action_begin (fixture->archive, "edit", "re-open", &error);

    g_assert_false (cadre_round_reopen (fixture->archive, 1, "", &error));
    g_clear_error (&error);
    g_assert_true (cadre_round_reopen (fixture->archive, 1, "漏登一人", &error));
    g_assert_true (cadre_action_commit (action, &error));
  }
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (DISTINCT version) FROM result"), ==, 2);

  g_assert_true (cadre_journal_undo (fixture->archive, NULL, &error));
  g_assert_true (cadre_journal_undo (fixture->archive, NULL, &error));
  after = cadre_test_dump (fixture->archive);
  g_assert_cmpstr (before, ==, after);
}

static void
test_explain (CadreTestArchive *fixture,
              gconstpointer     data)
{
  static const double marks[] = { 90, 99, 98, 50, 50, 50, 50, 50, 50, 50 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) reasons = NULL;
  const CadreScoreReason *hours;

  cadre_test_do (fixture->archive, "scheme", scheme_sql);
  cadre_test_do (fixture->archive, "people", people_sql);
  give_all (fixture->archive, marks);
  reasons = cadre_round_explain (fixture->archive, 1, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reasons->len, ==, 6);

  hours = g_ptr_array_index (reasons, 2);
  g_assert_cmpstr (hours->name, ==, "学时完成");
  g_assert_cmpuint (hours->depth, ==, 1);
  g_assert_cmpstr (hours->value, ==, "100");
  g_assert_cmpstr (hours->part, ==, "40");
  g_assert_cmpstr (g_ptr_array_index (hours->sources, 0), ==, "学时 = 40");

  /* 0.6 * 90 + 0.4 * 100 = 94; of that 40 of 100. */
  g_assert_cmpstr (((CadreScoreReason *) g_ptr_array_index (reasons, 0))->value, ==, "94");
  g_assert_cmpstr (((CadreScoreReason *) g_ptr_array_index (reasons, 0))->part, ==, "37.6");
}

static const struct
{
  const char *change;
  const char *says;
} bad_schemes[] = {
  { "UPDATE indicator SET weight = 50 WHERE id = 1", "110" },
  { "UPDATE indicator SET formula = 'min (学时 / 40' WHERE id = 3", "学时完成" },
  { "UPDATE indicator SET formula = '学分' WHERE id = 3", "学分" },
  { "UPDATE scorer_group SET weight = 30 WHERE id = 1", "70" },
};

static void
test_bad_scheme (CadreTestArchive *fixture,
                 gconstpointer     data)
{
  cadre_test_do (fixture->archive, "scheme", scheme_sql);
  for (guint i = 0; i < G_N_ELEMENTS (bad_schemes); i++)
    {
      g_autoptr(GError) error = NULL;
      CadreRoundSummary summary;

      cadre_test_do (fixture->archive, "spoil", bad_schemes[i].change);
      g_assert_false (cadre_round_compute (fixture->archive, 1, &summary, &error));
      g_assert_error (error, CADRE_ERROR, CADRE_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, bad_schemes[i].says));
      g_assert_true (cadre_journal_undo (fixture->archive, NULL, NULL));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) \
  g_test_add ("/round/" name, CadreTestArchive, NULL, cadre_test_set_up, function, cadre_test_tear_down)
  ADD ("total", test_total);
  ADD ("against-sql", test_against_sql);
  ADD ("caps", test_caps);
  ADD ("order", test_order);
  ADD ("lock", test_lock);
  ADD ("explain", test_explain);
  ADD ("bad-scheme", test_bad_scheme);
#undef ADD

  return g_test_run ();
}
