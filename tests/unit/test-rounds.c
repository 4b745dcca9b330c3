/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A round of 综合考评 from its people to a trial, by the schemes that are shipped. */

#include "config.h"

#include <string.h>

#include "cadre-journal.h"
#include "cadre-round-results.h"
#include "cadre-round-sample.h"
#include "cadre-round-scores.h"
#include "cadre-rounds.h"
#include "cadre-sample.h"
#include "cadre-scheme-edit.h"
#include "cadre-test.h"

/* Ten of one unit, by 公务员年度考核量化测评 with 主管领导 60 and 民主测评 40. */
static const char people_sql[] =
  "INSERT INTO unit (id, name, kind, path) VALUES (1, '某镇', '乡镇', '00001.');"
  "INSERT INTO unit (id, parent_id, name, kind, path) VALUES (2, 1, '某村', '村', '00001.00001.');"
  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10) "
  "INSERT INTO person (id, name, unit_id, category, post_level) "
  "SELECT i, '某' || i, iif (i = 10, 2, 1), iif (i = 10, '村（社区）干部', '综合管理类公务员'), iif (i = 9, '试用期人员', NULL) FROM n;"
  "INSERT INTO study (person_id, year, title, hours) SELECT id, 2025, '专题班', 90 FROM person;"
  "INSERT INTO reward (person_id, nature, name, decided_on, effective_until) VALUES (8, '处分', '记过', '2025-06-01', '2026-06-01');";

#define DO(archive, call) G_STMT_START { \
    g_autoptr(GError) do_error = NULL; \
    g_autoptr(CadreAction) do_action = cadre_action_begin (archive, "assessment", #call, &do_error); \
    g_assert_no_error (do_error); \
    { GError **error = &do_error; g_assert_true (call); } \
    g_assert_no_error (do_error); \
    cadre_action_commit (do_action, &do_error); \
    g_assert_no_error (do_error); \
  } G_STMT_END

/* What is said of a call that must be refused. */
#define REFUSE(archive, call, says) G_STMT_START { \
    g_autoptr(GError) do_error = NULL; \
    g_autoptr(CadreAction) do_action = cadre_action_begin (archive, "assessment", #call, NULL); \
    { GError **error = &do_error; g_assert_false (call); } \
    g_assert_nonnull (do_error); \
    g_assert_nonnull (strstr (do_error->message, says)); \
    g_assert_nonnull (do_action); \
  } G_STMT_END

static gint64
make_round (CadreArchive *archive)
{
  static const gint64 ids[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 };
  gint64 scheme_id, round_id = 0;

  cadre_test_do (archive, "people", people_sql);
  scheme_id = cadre_scheme_identify (archive, "civil-servant", NULL);
  DO (archive, (round_id = cadre_round_create (archive, scheme_id, "2025年度考核", 2025, error)) != 0);
  DO (archive, cadre_round_add_people (archive, round_id, ids, G_N_ELEMENTS (ids), NULL, error));
  return round_id;
}

static gint64
get_id (CadreArchive *archive,
        const char   *table,
        const char   *where)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE %s", table, where);

  return cadre_test_int (archive, sql);
}

/* Everybody's leader gives 100 - 2 × person, the others 90. */
static void
give_scores (CadreArchive *archive,
             gint64        round_id)
{
  g_autofree char *sql = g_strdup_printf ("INSERT INTO score (participant_id, indicator_id, group_id, scorer, value) "
                                          "SELECT t.id, i.id, g.id, g.name, iif (g.name = '主管领导', 100 - 2 * t.person_id, 90) "
                                          "FROM participant t JOIN assessment_round o ON o.id = t.round_id "
                                          "JOIN indicator i ON i.scheme_id = o.scheme_id AND i.way = 'entered' AND i.nature = 'score' "
                                          "JOIN scorer_group g ON g.scheme_id = o.scheme_id WHERE o.id = %" G_GINT64_FORMAT, round_id);

  cadre_test_do (archive, "scores", sql);
}

static gboolean
compute (CadreArchive  *archive,
         gint64         round_id,
         GError       **error)
{
  CadreRoundSummary summary;

  return cadre_round_compute (archive, round_id, &summary, error);
}

/* The schemes of a new archive have no fault. */
static void
test_shipped (CadreTestArchive *fixture,
              gconstpointer     data)
{
  g_autoptr(GPtrArray) list = cadre_schemes_list (fixture->archive, NULL);

  g_assert_cmpuint (list->len, ==, 3);
  for (guint i = 0; i < list->len; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(CadreScheme) scheme = cadre_scheme_load (fixture->archive, ((CadreSchemeInfo *) g_ptr_array_index (list, i))->id, &error);
      g_autoptr(GPtrArray) faults = NULL;

      g_assert_no_error (error);
      faults = cadre_scheme_find_faults (scheme);
      g_assert_cmpuint (faults->len, ==, 0);
    }
}

/* Worked by hand: 0.9 × (0.6 × leader + 0.4 × 90) + 0.1 × 100; and by SQL. 10 is assessed by the township, and 合格. */
static void
test_round (CadreTestArchive *fixture,
            gconstpointer     data)
{
  CadreArchive *archive = fixture->archive;
  gint64 round_id = make_round (archive);
  g_autoptr(GPtrArray) results = NULL;
  g_autoptr(GArray) pools = NULL;
  const CadreRoundResult *first, *third;
  const CadreRoundPool *pool;

  g_assert_cmpint (cadre_test_int (archive, "SELECT unit_id FROM participant WHERE person_id = 10"), ==, 1);
  DO (archive, cadre_round_take_suggestions (archive, round_id, NULL, error));
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM participant WHERE NOT takes_part AND person_id IN (8, 9)"), ==, 2);
  give_scores (archive, round_id);
  DO (archive, compute (archive, round_id, error));

  results = cadre_round_list_results (archive, round_id, NULL);
  first = g_ptr_array_index (results, 0);
  third = g_ptr_array_index (results, 2);
  g_assert_cmpuint (results->len, ==, 10);
  g_assert_cmpint (first->person_id, ==, 1);
  g_assert_cmpfloat (first->total, ==, 95.32);
  g_assert_cmpstr (first->grade, ==, "优秀");
  /* 20 % of eight is 1.6: one. The second and third reached the line: 94.24, 93.16. */
  g_assert_cmpstr (third->grade, ==, "称职");
  g_assert_true (third->capped);
  g_assert_cmpfloat (third->short_of, ==, 2.16);
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM result r JOIN participant t ON t.id = r.participant_id "
                                   "WHERE r.total = round (0.9 * (0.6 * (100 - 2 * t.person_id) + 36) + 10, 2)"), ==, 8);
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM result r JOIN participant t ON t.id = r.participant_id "
                                   "WHERE t.person_id = 10 AND r.grade = '合格'"), ==, 1);

  pools = cadre_round_list_pools (archive, round_id, NULL);
  g_assert_cmpuint (pools->len, ==, 1);
  pool = &g_array_index (pools, CadreRoundPool, 0);
  g_assert_cmpuint (pool->base, ==, 8);
  g_assert_cmpint (pool->share, ==, 16 * CADRE_DECIMAL_ONE / 10);
  g_assert_cmpuint (pool->places, ==, 1);
  g_assert_cmpuint (pool->n_reached, ==, 5);
  g_assert_cmpuint (pool->n_given, ==, 1);
}

static void
test_scores (CadreTestArchive *fixture,
             gconstpointer     data)
{
  CadreArchive *archive = fixture->archive;
  gint64 round_id = make_round (archive);
  gint64 virtue = get_id (archive, "indicator", "key = 'virtue'"), hours = get_id (archive, "indicator", "key = 'hours' AND weight = 10");
  gint64 leader = get_id (archive, "scorer_group", "name = '主管领导'"), person = get_id (archive, "participant", "person_id = 1");
  g_autofree char *before = cadre_test_dump (archive);
  g_autofree char *after = NULL;
  g_autoptr(GPtrArray) sheets = NULL;
  const CadreScoreSheet *sheet;

  REFUSE (archive, cadre_round_set_score (archive, person, virtue, leader, "甲", "101", NULL, error), "101");
  REFUSE (archive, cadre_round_set_score (archive, person, virtue, leader, "甲", "优", NULL, error), "优");
  REFUSE (archive, cadre_round_set_score (archive, person, hours, 0, "", "90", NULL, error), "学时完成");
  DO (archive, cadre_round_set_score (archive, person, virtue, leader, "甲", " 92.5 ", NULL, error));
  DO (archive, cadre_round_set_score (archive, person, virtue, leader, "甲", "93", NULL, error));
  DO (archive, cadre_round_set_score (archive, person, virtue, leader, "甲", "93", "打分表.xlsx", error));
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM score WHERE source = '打分表.xlsx'"), ==, 1);
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM score WHERE value = 93"), ==, 1);

  sheets = cadre_round_list_sheets (archive, round_id, NULL);
  g_assert_cmpuint (sheets->len, ==, 3);
  sheet = g_ptr_array_index (sheets, 1);
  g_assert_cmpstr (sheet->scorer, ==, "甲");
  g_assert_cmpuint (sheet->n_given, ==, 1);
  g_assert_cmpuint (sheet->n_expected, ==, 50);

  DO (archive, cadre_round_set_score (archive, person, virtue, leader, "甲", "", NULL, error));
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM score"), ==, 0);
  for (int i = 0; i < 4; i++)
    g_assert_true (cadre_journal_undo (archive, NULL, NULL));
  after = cadre_test_dump (archive);
  g_assert_cmpstr (before, ==, after);
}

/* Each thing done to a round, and what must be refused meanwhile. Undoing all of them leaves the archive as it was. */
static void
test_undo (CadreTestArchive *fixture,
           gconstpointer     data)
{
  CadreArchive *archive = fixture->archive;
  gint64 round_id = make_round (archive), third;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gint64 n_actions, trial_id = 0;

  give_scores (archive, round_id);
  before = cadre_test_dump (archive);
  n_actions = cadre_test_int (archive, "SELECT count (*) FROM action");
  third = get_id (archive, "participant", "person_id = 3");

  REFUSE (archive, cadre_round_set_outside (archive, third, "不定等次", "", error), "reason");
  DO (archive, cadre_round_set_outside (archive, third, "不定等次", "被立案", error));
  DO (archive, cadre_round_set_outside (archive, third, NULL, NULL, error));
  REFUSE (archive, cadre_round_decide (archive, third, "优秀", "突出贡献", NULL, error), "compute");
  DO (archive, compute (archive, round_id, error));
  REFUSE (archive, cadre_round_decide (archive, third, "卓越", "突出贡献", NULL, error), "卓越");
  REFUSE (archive, cadre_round_decide (archive, third, "优秀", NULL, NULL, error), "reason");
  DO (archive, cadre_round_decide (archive, third, "优秀", "突出贡献", "县组〔2026〕2号", error));
  REFUSE (archive, cadre_round_set_cap (archive, round_id, 0.25, NULL, NULL, NULL, error), "approves");
  DO (archive, cadre_round_set_cap (archive, round_id, 0.25, "州组〔2026〕1号", "nearest", "all", error));
  REFUSE (archive, cadre_round_lock (archive, round_id, "2026-01-20", "县组〔2026〕3号", error), "compute again");
  DO (archive, compute (archive, round_id, error));
  /* 25 % of ten, 2.5, nearest: three; the decision is the third's anyway, and stays. */
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM result WHERE grade = '优秀'"), ==, 3);

  /* Without 民主测评 and 学时 the order stays; a cap of 10 % takes two. */
  DO (archive, (trial_id = cadre_round_try (archive, round_id, "只看主管领导", error)) != 0);
  DO (archive, cadre_round_set_cap (archive, trial_id, 0.1, NULL, NULL, NULL, error));
  {
    g_autoptr(GPtrArray) changes = NULL;
    guint n = 0;

    /* Who moved since is assessed where the round says. */
    cadre_test_do (archive, "move", "UPDATE person SET unit_id = NULL");
    changes = cadre_round_compare (archive, trial_id, &n, NULL);
    g_assert_cmpuint (changes->len, ==, 10);
    g_assert_cmpuint (n, ==, 2);
    g_assert_cmpstr (((CadreRoundChange *) g_ptr_array_index (changes, 0))->grade_before, ==, "优秀");
    g_assert_cmpstr (((CadreRoundChange *) g_ptr_array_index (changes, 0))->grade_after, ==, "称职");
    g_assert_nonnull (((CadreRoundChange *) g_ptr_array_index (changes, 0))->unit);
  }
  REFUSE (archive, cadre_round_lock (archive, trial_id, "2026-01-20", NULL, error), "trial");
  DO (archive, cadre_round_keep_trial (archive, trial_id, error));
  DO (archive, compute (archive, round_id, error));
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM result WHERE grade_computed = '优秀'"), ==, 1);
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM result WHERE grade = '优秀'"), ==, 2);

  DO (archive, (trial_id = cadre_round_try (archive, round_id, "再试", error)) != 0);
  DO (archive, cadre_round_drop_trial (archive, trial_id, error));
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM scheme WHERE key = 'civil-servant'"), ==, 2);

  DO (archive, cadre_round_lock (archive, round_id, "2026-01-20", "县组〔2026〕3号", error));
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM assessment WHERE year = 2025 AND kind = '年度考核'"), ==, 10);
  REFUSE (archive, cadre_scheme_set (archive, cadre_scheme_identify (archive, "civil-servant", NULL), "hours", "weight", "5", error), "copy");
  REFUSE (archive, cadre_round_set_outside (archive, third, "不定等次", "被立案", error), "locked");
  DO (archive, cadre_round_reopen (archive, round_id, "漏登一人", error));
  DO (archive, cadre_round_remove_person (archive, third, error));
  DO (archive, (trial_id = cadre_round_try (archive, round_id, "删前试一", error)) != 0);
  DO (archive, (trial_id = cadre_round_try (archive, round_id, "删前试二", error)) != 0);
  DO (archive, cadre_round_delete (archive, round_id, error));
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM assessment_round"), ==, 0);
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM scheme WHERE key = 'civil-servant'"), ==, 2);

  while (cadre_test_int (archive, "SELECT count (*) FROM action WHERE state = 'done'") > n_actions &&
         cadre_journal_undo (archive, NULL, NULL))
    ;
  after = cadre_test_dump (archive);
  g_assert_cmpstr (before, ==, after);
}

/* A copy is the next version; weights that do not make 100 are told, and stop the computing. */
static void
test_scheme (CadreTestArchive *fixture,
             gconstpointer     data)
{
  CadreArchive *archive = fixture->archive;
  gint64 first = cadre_scheme_identify (archive, "village-secretary", NULL), copy = 0;
  g_autoptr(CadreScheme) scheme = NULL;
  g_autoptr(GPtrArray) faults = NULL;

  DO (archive, (copy = cadre_scheme_copy (archive, first, "本县方案", error)) != 0);
  g_assert_cmpint (cadre_scheme_identify (archive, "village-secretary/2", NULL), ==, copy);
  DO (archive, cadre_scheme_set (archive, copy, "study", "weight", "50", error));
  REFUSE (archive, cadre_scheme_set (archive, copy, "hours", "formula", "min (学时 / 40", error), "40");
  scheme = cadre_scheme_load (archive, copy, NULL);
  faults = cadre_scheme_find_faults (scheme);
  g_assert_cmpuint (faults->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (faults, 0), "110"));
  g_assert_cmpint (cadre_test_int (archive, "SELECT sum (weight) FROM indicator WHERE parent_id = (SELECT id FROM indicator WHERE key = 'study' AND scheme_id = "
                                   "(SELECT id FROM scheme WHERE name = '本县方案'))"), ==, 100);
}

/* Three at 90.00 for one place: 履职 decides; without it the place stays empty. 培训班成绩 that nobody has leaves its weight to the others. */
static void
test_tie_indicator (CadreTestArchive *fixture,
                    gconstpointer     data)
{
  CadreArchive *archive = fixture->archive;

  cadre_test_do (archive, "scheme",
                 "DELETE FROM scheme;"
                 "INSERT INTO scheme (id, key, name, tie_rule) VALUES (1, 'x', '方案', 'indicator:duty');"
                 "INSERT INTO indicator (id, scheme_id, key, name, weight, way, missing) VALUES (1, 1, 'study', '学习', 40, 'entered', NULL), "
                 "  (2, 1, 'duty', '履职', 40, 'entered', NULL), (3, 1, 'class', '培训班成绩', 20, 'computed', 'leave-out');"
                 "UPDATE indicator SET formula = '培训成绩' WHERE id = 3;"
                 "INSERT INTO unit (id, name) VALUES (1, '某局');"
                 "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) "
                 "INSERT INTO person (id, name, unit_id) SELECT i, '某' || i, 1 FROM n;"
                 "INSERT INTO assessment_round (id, scheme_id, name, year, as_of) VALUES (1, 1, '轮', 2025, '2025-12-31');"
                 "INSERT INTO participant (id, round_id, person_id, unit_id) SELECT id, 1, id, 1 FROM person;"
                 "INSERT INTO score (participant_id, indicator_id, value) VALUES (1, 1, 92), (1, 2, 88), (2, 1, 90), (2, 2, 90), (3, 1, 88), (3, 2, 92), "
                 "  (4, 1, 70), (4, 2, 70), (5, 1, 60), (5, 2, 60);");
  DO (archive, compute (archive, 1, error));
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM result WHERE total = 90"), ==, 3);
  g_assert_cmpint (cadre_test_int (archive, "SELECT participant_id FROM result WHERE grade = '优秀'"), ==, 3);
  cadre_test_do (archive, "none", "UPDATE scheme SET tie_rule = 'none'");
  DO (archive, compute (archive, 1, error));
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM result WHERE grade = '优秀'"), ==, 0);
  cadre_test_do (archive, "nobody", "UPDATE scheme SET tie_rule = 'indicator:x'");
  REFUSE (archive, compute (archive, 1, error), "“x”");
}

/* Of a figure computed from the archive, the records behind it are told. */
static void
test_sources (CadreTestArchive *fixture,
              gconstpointer     data)
{
  gint64 round_id = make_round (fixture->archive);
  g_autoptr(GPtrArray) reasons = cadre_round_explain (fixture->archive, round_id, 1, NULL);
  const CadreScoreReason *hours = g_ptr_array_index (reasons, 5);

  g_assert_cmpstr (hours->name, ==, "学时完成");
  g_assert_cmpstr (g_ptr_array_index (hours->sources, 0), ==, "学时 = 90");
  g_assert_cmpstr (g_ptr_array_index (hours->sources, 1), ==, "专题班（90）");
  g_assert_cmpstr (hours->part, ==, "10");
}

/* The rounds of a sample: one locked with its records in the archive. */
static void
test_sample (CadreTestArchive *fixture,
             gconstpointer     data)
{
  g_autoptr(GError) error = NULL;

  cadre_sample_fill (fixture->archive, 600, 1, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (cadre_round_sample_add (fixture->archive, &error));
  g_assert_no_error (error);
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (*) FROM assessment_round"), >=, 2);
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (*) FROM assessment a JOIN result r ON r.id = a.result_id WHERE a.year = 2024 "
                                   "AND a.conclusion = r.grade AND a.score = r.total"), ==,
                   cadre_test_int (fixture->archive, "SELECT count (*) FROM result r JOIN participant t ON t.id = r.participant_id "
                                   "JOIN assessment_round o ON o.id = t.round_id WHERE o.state = 'locked'"));
}

static void
test_cadrectl (CadreTestArchive *fixture,
               gconstpointer     data)
{
  g_autofree char *out = NULL;

  make_round (fixture->archive);
  g_clear_object (&fixture->archive);
  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "-a", fixture->path, "round", "2025年度考核", "--score", "某1", "--group", "主管领导",
                                        "--scorer", "甲", "--value", "德=95", "--value", "ability=90", NULL), ==, 0);
  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "-a", fixture->path, "round", "2025年度考核", "--compute", NULL), ==, 0);
  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "-a", fixture->path, "round", "2025年度考核", "--lock", NULL), ==, 1);
  g_assert_cmpint (cadre_test_cadrectl (&out, NULL, "-a", fixture->path, "--json", "round", "2025年度考核", "--results", NULL), ==, 0);
  g_assert_nonnull (strstr (out, "\"takes_part\" : true"));
  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "-a", fixture->path, "scheme", "civil-servant", "--copy", "试", "--set", "hours.weight=5", NULL),
                   ==, 0);
  g_clear_pointer (&out, g_free);
  g_assert_cmpint (cadre_test_cadrectl (&out, NULL, "-a", fixture->path, "scheme", "civil-servant/2", NULL), ==, 0);
  g_assert_nonnull (strstr (out, "95"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) \
  g_test_add ("/rounds/" name, CadreTestArchive, NULL, cadre_test_set_up, function, cadre_test_tear_down)
  ADD ("shipped", test_shipped);
  ADD ("round", test_round);
  ADD ("scores", test_scores);
  ADD ("undo", test_undo);
  ADD ("scheme", test_scheme);
  ADD ("tie-indicator", test_tie_indicator);
  ADD ("sources", test_sources);
  ADD ("sample", test_sample);
  ADD ("cadrectl", test_cadrectl);
#undef ADD

  return g_test_run ();
}
