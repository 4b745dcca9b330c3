/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The life of a class: what each step demands and does; closing and
 * re-opening are inverse; undo restores what was. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "cadre-certificate.h"
#include "cadre-class-close.h"
#include "cadre-class-roll.h"
#include "cadre-hours.h"
#include "cadre-journal.h"
#include "cadre-sample.h"
#include "cadre-test.h"

/* Seven days of eight hours; a village cadre and a teacher who has an archive.
 * Person 1 moved up after the class began. */
#define BASE \
  "INSERT INTO unit (id, name, path) VALUES (1, '某局', '00001.'), (2, '某乡', '00002.');" \
  "INSERT INTO person (id, unit_id, name, category, post_full, post_since, post_level, post_level_since) VALUES " \
  "(1, 1, '甲', '综合管理类公务员', '某局副局长', '2025-06', '乡科级副职', '2025-06'), " \
  "(2, 1, '乙', '综合管理类公务员', '某局干部', '2020-01', '科员', '2020-01'), " \
  "(3, 2, '丙', '村（社区）干部', '村支书', '2021-01', NULL, NULL), " \
  "(4, 1, '丁', '综合管理类公务员', '某局局长', '2019-01', '乡科级正职', '2019-01');" \
  "INSERT INTO appointment (person_id, unit_id, post_name, is_main, since, until, status) VALUES " \
  "(1, 2, '副乡长', 1, '2020-01', '2025-06', '已免');" \
  "INSERT INTO rank_history (person_id, scheme, value, since, until) VALUES (1, '职务层次', '科员', '2018-01', '2025-06');" \
  "INSERT INTO class (id, name, year, since, until, mode, organiser, institution, state, certificate_pattern) VALUES " \
  "(1, '专题班', 2025, '2025-03-03', '2025-03-11', '脱产', '组织部', '党校', 'running', '利党培〔{year}〕{number:04}');"

#define SEGMENTS \
  "INSERT INTO segment (class_id, position, title, mode, days, hours) VALUES (1, 1, '党校学习', '脱产', 5, 40), " \
  "(1, 2, '实践', '实践', 2, NULL), (1, 3, '网上学习', '网络', NULL, 10);"

#define ENROL \
  "INSERT INTO enrolment (class_id, person_id, position, state) VALUES (1, 1, 1, 'present'), (1, 2, 2, 'present'), " \
  "(1, 3, 3, 'present');"

typedef gboolean (*Step) (CadreArchive *archive, gint64 class_id, GError **error);

static gboolean
close_today (CadreArchive  *archive,
             gint64         class_id,
             GError       **error)
{
  CadreDate on = { 2025, 3, 12 };

  return cadre_class_close (archive, class_id, &on, NULL, error);
}

static gboolean
act (CadreArchive *archive,
     Step          step,
     gint64        class_id,
     GError      **error)
{
  g_autoptr(CadreAction) action = cadre_action_begin (archive, "class", "step", NULL);

  g_assert_nonnull (action);
  return step (archive, class_id, error) && cadre_action_commit (action, error);
}

static void
act_ok (CadreArchive *archive,
        Step          step,
        gint64        class_id)
{
  g_autoptr(GError) error = NULL;

  act (archive, step, class_id, &error);
  g_assert_no_error (error);
}

static void
assert_text (CadreArchive *archive,
             const char   *sql,
             const char   *expected)
{
  g_autofree char *text = cadre_test_text (archive, sql);

  g_assert_cmpstr (text, ==, expected);
}

static gboolean
needs_have (CadreArchive *archive,
            const char   *part,
            gboolean      must)
{
  g_autoptr(GPtrArray) needs = cadre_class_list_needs (archive, 1, NULL);

  for (guint i = 0; i < needs->len; i++)
    {
      const CadreClassNeed *need = g_ptr_array_index (needs, i);

      if (strstr (need->text, part) != NULL && need->must == must)
        return TRUE;
    }

  return FALSE;
}

static void
test_life (CadreTestArchive *fixture,
           gconstpointer     data)
{
  CadreArchive *archive = fixture->archive;
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreClassSummary) summary = NULL;
  const gint64 people[] = { 1, 2, 2 };
  CadreAction *action;
  guint n = 0;

  cadre_test_do (archive, "base", BASE "UPDATE class SET state = 'draft', since = NULL");
  g_assert_false (act (archive, cadre_class_advance, 1, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (needs_have (archive, "hours or days", TRUE));
  g_assert_true (needs_have (archive, "document number", FALSE));

  cadre_test_do (archive, "facts", "UPDATE class SET since = '2025-03-03', days = 7");
  act_ok (archive, cadre_class_advance, 1);
  assert_text (archive, "SELECT state FROM class", "called");
  g_assert_true (needs_have (archive, "Nobody", TRUE));

  cadre_test_do (archive, "quota", "INSERT INTO class_quota (class_id, unit_id, places) VALUES (1, 1, 1)");
  action = cadre_action_begin (archive, "class", "add", NULL);
  g_assert_true (cadre_class_add_students (archive, 1, people, 3, &n, &error));
  cadre_action_commit (action, &error);
  cadre_action_free (action);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 2);
  g_assert_true (needs_have (archive, "more people than they have places: 1", FALSE));
  g_assert_true (needs_have (archive, "not replied: 1", FALSE));

  act_ok (archive, cadre_class_advance, 1);
  assert_text (archive, "SELECT group_concat (state) FROM enrolment", "nominated,nominated");
  act_ok (archive, cadre_class_advance, 1);
  /* As it was on 3 March: before the promotion in June. */
  assert_text (archive, "SELECT state || post_then || level_then || unit_then_id FROM enrolment WHERE person_id = 1",
               "enrolled某乡副乡长科员2");
  assert_text (archive, "SELECT post_then FROM enrolment WHERE person_id = 2", "某局干部");
  act_ok (archive, cadre_class_advance, 1);
  assert_text (archive, "SELECT group_concat (state) FROM enrolment", "present,present");

  g_assert_false (act (archive, cadre_class_advance, 1, &error));
  g_clear_error (&error);
  act_ok (archive, cadre_class_step_back, 1);
  assert_text (archive, "SELECT c.state || min (e.state) FROM class c, enrolment e", "rolledenrolled");
  act_ok (archive, cadre_class_advance, 1);
  act_ok (archive, close_today, 1);
  act_ok (archive, cadre_class_advance, 1);
  summary = cadre_class_get (archive, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (summary->state, ==, CADRE_CLASS_ARCHIVED);
  g_assert_cmpuint (summary->n_finished, ==, 2);
  g_assert_cmpuint (summary->n_records, ==, 2);
  g_assert_cmpfloat (summary->hours, ==, 56);
  g_assert_false (summary->is_long);
  g_assert_false (act (archive, cadre_class_reopen, 1, &error));
}

static void
test_closing (CadreTestArchive *fixture,
              gconstpointer     data)
{
  CadreArchive *archive = fixture->archive;
  g_autofree char *before = NULL;
  g_autofree char *closed = NULL;
  g_autofree char *after = NULL;
  g_autofree char *undone = NULL;
  g_autoptr(GError) error = NULL;

  /* 40 + 2 days of 8 = 56 集中, 10 网络: 66; a seventh is 9.43. Two sessions by 丁. */
  cadre_test_do (archive, "base", BASE SEGMENTS ENROL
                 "UPDATE enrolment SET leave_hours = 9 WHERE person_id = 2;"
                 "UPDATE enrolment SET leave_hours = 9, absent_hours = 1, comment = '一般' WHERE person_id = 3;"
                 "INSERT INTO session (class_id, date, topic, teacher_id, hours) VALUES (1, '2025-03-04', '党课', 4, 3), "
                 "(1, '2025-03-06', '案例', 4, 2);");
  before = cadre_test_dump (archive);
  act_ok (archive, close_today, 1);

  assert_text (archive, "SELECT group_concat (state) FROM enrolment", "finished,finished,void");
  assert_text (archive, "SELECT mode || ' ' || hours || ' ' || hours_claimed || ' ' || days FROM study WHERE person_id = 1 AND mode = '脱产'",
               "脱产 56.0 56.0 7.0");
  assert_text (archive, "SELECT title || ' ' || hours FROM study WHERE person_id = 1 AND mode = '网络'", "专题班（网络） 10.0");
  assert_text (archive, "SELECT post_then || level_then || category_then || unit_then_id FROM study WHERE person_id = 1 AND mode = '脱产'",
               "某乡副乡长科员综合管理类公务员2");
  assert_text (archive, "SELECT certificate_no FROM study WHERE person_id = 2 AND mode = '脱产'", "利党培〔2025〕0002");
  assert_text (archive, "SELECT count (*) || completion || hours || (certificate_no IS NULL) || (note LIKE '%1/7%') FROM study WHERE person_id = 3",
               "1未完成0.011");
  assert_text (archive, "SELECT title || hours_claimed || (hours IS NULL) || since || until FROM study WHERE person_id = 4",
               "《党课》等2讲（专题班）5.012025-03-042025-03-06");
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM certificate"), ==, 2);

  closed = cadre_test_dump (archive);
  act_ok (archive, cadre_class_reopen, 1);
  after = cadre_test_dump (archive);
  g_assert_cmpstr (after, ==, before);

  g_clear_pointer (&after, g_free);
  cadre_journal_undo (archive, NULL, &error);
  g_assert_no_error (error);
  undone = cadre_test_dump (archive);
  g_assert_cmpstr (undone, ==, closed);
  cadre_journal_undo (archive, NULL, &error);
  g_assert_no_error (error);
  after = cadre_test_dump (archive);
  g_assert_cmpstr (after, ==, before);
}

/* What closing recognises is what the rules of hours count. */
static void
test_standing (CadreTestArchive *fixture,
               gconstpointer     data)
{
  CadreArchive *archive = fixture->archive;
  CadreDate as_of = { 2025, 12, 31 };
  g_autoptr(CadreHoursRules) rules = NULL;
  g_autoptr(GError) error = NULL;
  static const struct { gint64 person; const char *regime; double hours; } expected[] = {
    { 2, "annual", 56 }, { 2, "online", 10 }, { 3, "village", 0 }, { 4, "annual", 25 },
  };

  cadre_test_do (archive, "base", BASE SEGMENTS ENROL
                 "UPDATE enrolment SET leave_hours = 9 WHERE person_id = 2;"
                 "UPDATE enrolment SET leave_hours = 10 WHERE person_id = 3;"
                 "INSERT INTO session (class_id, date, topic, teacher_id, hours) VALUES (1, '2025-03-04', '党课', 4, 5)");
  act_ok (archive, close_today, 1);
  rules = cadre_hours_rules_load (archive, &as_of, &error);
  g_assert_true (cadre_hours_fill_table (archive, rules, 0, &error));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT done_hours * 1000 FROM temp.hours_standing WHERE person_id = %d AND regime = '%s'",
                                              (int) expected[i].person, expected[i].regime);

      g_assert_cmpint (cadre_test_int (archive, sql), ==, (gint64) (expected[i].hours * 1000));
    }
}

/* What was there before stays: an imported record, a certificate given early. */
static void
test_foreign (CadreTestArchive *fixture,
              gconstpointer     data)
{
  CadreArchive *archive = fixture->archive;
  CadreDate on = { 2025, 3, 12 };
  CadreClassClosing closing = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;
  CadreAction *action;

  cadre_test_do (archive, "base", BASE SEGMENTS ENROL
                 "INSERT INTO study (person_id, class_id, year, title, mode, hours, source) VALUES (1, 1, 2025, '专题班', '脱产', 56, '成绩册.xlsx');"
                 "INSERT INTO certificate (enrolment_id, number) SELECT id, '利党培〔2025〕0041' FROM enrolment WHERE person_id = 2;");
  before = cadre_test_dump (archive);
  action = cadre_action_begin (archive, "class", "close", NULL);
  cadre_class_close (archive, 1, &on, &closing, &error);
  cadre_action_commit (action, &error);
  cadre_action_free (action);
  g_assert_no_error (error);
  g_assert_cmpuint (closing.n_kept, ==, 1);
  g_assert_cmpuint (closing.n_finished, ==, 2);
  g_assert_cmpuint (closing.n_certificates, ==, 1);
  assert_text (archive, "SELECT certificate_no FROM study WHERE person_id = 2 AND mode = '脱产'", "利党培〔2025〕0041");
  assert_text (archive, "SELECT certificate_no FROM study WHERE person_id = 3 AND mode = '脱产'", "利党培〔2025〕0042");
  act_ok (archive, cadre_class_reopen, 1);
  after = cadre_test_dump (archive);
  g_assert_cmpstr (after, ==, before);
}

static void
test_certificates (CadreTestArchive *fixture,
                   gconstpointer     data)
{
  CadreArchive *archive = fixture->archive;
  g_autoptr(GError) error = NULL;
  g_autofree char *bad = NULL;
  CadreAction *action;
  gint64 id;

  cadre_test_do (archive, "base", BASE SEGMENTS ENROL);
  act_ok (archive, close_today, 1);
  bad = cadre_certificate_format ("利党培", 2025, 1, &error);
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_INVALID);
  g_assert_null (bad);
  g_clear_error (&error);

  action = cadre_action_begin (archive, "class", "re-issue", NULL);
  g_assert_cmpint (cadre_certificate_reissue (archive, 1, "", "2025-04-01", &error), ==, 0);
  g_clear_error (&error);
  id = cadre_certificate_reissue (archive, 1, "姓名有误", "2025-04-01", &error);
  g_assert_no_error (error);
  cadre_action_commit (action, &error);
  cadre_action_free (action);
  g_assert_cmpint (id, ==, 4);
  assert_text (archive, "SELECT certificate_no FROM study WHERE person_id = 1 AND mode = '脱产'", "利党培〔2025〕0004");
  assert_text (archive, "SELECT revoke_reason FROM certificate WHERE id = 1", "姓名有误");

  g_assert_false (act (archive, cadre_class_reopen, 1, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_INVALID);
}

/* Each with its arithmetic: mark / full × weight, rounded half up to 0.01. */
static const struct
{
  const char *marks;     /* of 理论 30%, 报告 30% of 50, 党性 40% */
  double score;
  const char *word;
} compositions[] = {
  { "90;45;90", 90, "优秀" },
  { "89.9;45;90", 89.97, "良好" },
  { "75;37.5;75", 75, "良好" },
  { "70.05;35;70", 70.02, "合格" },        /* 21.015 + 21 + 28 = 70.015 */
  { "33.35;16.675;33.35", 33.35, "不合格" },
  { "60;30;", NAN, NULL },
};

static void
test_marks (CadreTestArchive *fixture,
            gconstpointer     data)
{
  CadreArchive *archive = fixture->archive;
  g_autoptr(GError) error = NULL;
  guint n = 0;
  CadreAction *action;

  cadre_test_do (archive, "base", BASE ENROL
                 "UPDATE class SET hours = 56;"
                 "INSERT INTO mark_part (id, class_id, position, name, weight, full) VALUES (1, 1, 1, '理论测试', 30, 100), "
                 "(2, 1, 2, '调研报告', 30, 50), (3, 1, 3, '党性分析', 40, 100)");
  for (guint i = 0; i < G_N_ELEMENTS (compositions); i++)
    {
      g_auto(GStrv) marks = g_strsplit (compositions[i].marks, ";", -1);

      action = cadre_action_begin (archive, "class", "marks", NULL);
      g_assert_true (cadre_class_set_marks (archive, (CadreMark[]) { { 1, 1, marks[0] }, { 1, 2, marks[1] }, { 1, 3, marks[2] } },
                                            3, &error));
      cadre_action_commit (action, &error);
      cadre_action_free (action);
      g_assert_no_error (error);
      assert_text (archive, "SELECT result FROM enrolment WHERE id = 1", compositions[i].word);
      if (!isnan (compositions[i].score))
        g_assert_cmpint (cadre_test_int (archive, "SELECT round (score * 100) FROM enrolment WHERE id = 1"), ==,
                         lround (compositions[i].score * 100));
      else
        g_assert_cmpint (cadre_test_int (archive, "SELECT score IS NULL FROM enrolment WHERE id = 1"), ==, 1);
    }

  action = cadre_action_begin (archive, "class", "marks", NULL);
  g_assert_false (cadre_class_set_marks (archive, &(CadreMark) { 1, 2, "51" }, 1, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_INVALID);
  g_clear_error (&error);
  cadre_action_free (action);

  /* The composites of one class only would follow. */
  cadre_test_do (archive, "another class", "INSERT INTO class (id, name) VALUES (92, '另一班'); "
                 "INSERT INTO mark_part (id, class_id, position, name, weight) VALUES (92, 92, 1, '测试', 100); "
                 "INSERT INTO enrolment (id, class_id, person_id, state) SELECT 92, 92, person_id, state FROM enrolment WHERE id = 1");
  action = cadre_action_begin (archive, "class", "marks", NULL);
  g_assert_false (cadre_class_set_marks (archive, (CadreMark[]) { { 1, 1, "80" }, { 92, 92, "80" } }, 2, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_INVALID);
  g_clear_error (&error);
  cadre_action_free (action);
  cadre_test_do (archive, "one class", "DELETE FROM class WHERE id = 92");

  /* Marks from a sheet: the composite is told to be missing, and computed. */
  cadre_test_do (archive, "sheet", "DELETE FROM mark; INSERT INTO mark (enrolment_id, part_id, score) "
                 "SELECT e.id, m.id, CASE e.id WHEN 3 THEN 40 ELSE 50 END FROM enrolment e, mark_part m; UPDATE mark_part SET weight = 41 WHERE id = 3");
  g_assert_true (needs_have (archive, "do not make 100", TRUE));
  cadre_test_do (archive, "weight", "UPDATE mark_part SET weight = 40 WHERE id = 3");
  g_assert_true (needs_have (archive, "what their marks make: 3", TRUE));
  g_assert_false (act (archive, close_today, 1, &error));
  g_clear_error (&error);
  action = cadre_action_begin (archive, "class", "compute", NULL);
  g_assert_true (cadre_class_compute_scores (archive, 1, &n, &error));
  g_assert_cmpuint (n, ==, 3);
  /* One place for three: the two best share it, so nobody gets it. */
  g_assert_true (cadre_class_choose_outstanding (archive, 1, 34, &n, &error));
  g_assert_cmpuint (n, ==, 0);
  g_assert_true (cadre_class_choose_outstanding (archive, 1, 67, &n, &error));
  g_assert_cmpuint (n, ==, 2);
  cadre_action_commit (action, &error);
  cadre_action_free (action);
  g_assert_false (needs_have (archive, "what their marks make", TRUE));
  act_ok (archive, close_today, 1);
  assert_text (archive, "SELECT group_concat (score || is_outstanding, ' ') FROM study WHERE mode = '脱产'", "65.01 65.01 52.00");
}

/* The sample's 中青班: re-opened and closed again by the rules, and undone. */
static void
test_sample (CadreTestArchive *fixture,
             gconstpointer     data)
{
  CadreArchive *archive = fixture->archive;
  g_autofree char *before = NULL;
  g_autofree char *open = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreClassSummary) summary = NULL;
  CadreAction *action;
  gint64 id;
  guint n = 0;

  cadre_sample_fill (archive, 600, 1, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  id = cadre_class_identify (archive, "中青年干部培训班", &error);
  g_assert_no_error (error);
  summary = cadre_class_get (archive, id, &error);
  g_assert_true (summary->is_long);
  g_assert_cmpfloat (summary->hours, ==, 640);

  before = cadre_test_dump (archive);
  act_ok (archive, cadre_class_reopen, id);
  open = cadre_test_dump (archive);
  act_ok (archive, close_today, id);
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM study WHERE hours = 640"), ==, summary->n_finished);
  act_ok (archive, cadre_class_reopen, id);
  after = cadre_test_dump (archive);
  g_assert_cmpstr (after, ==, open);
  for (guint i = 0; i < 3; i++)
    g_assert_true (cadre_journal_undo (archive, NULL, &error));
  g_free (after);
  after = cadre_test_dump (archive);
  g_assert_cmpstr (after, ==, before);

  action = cadre_action_begin (archive, "class", "resume", NULL);
  g_assert_true (cadre_class_offer_resume (archive, id, &n, &error));
  g_assert_cmpuint (n, ==, summary->n_finished);
  g_assert_true (cadre_class_offer_resume (archive, id, &n, &error));
  g_assert_cmpuint (n, ==, 0);
  cadre_action_commit (action, &error);
  cadre_action_free (action);
}

int
main (int    argc,
      char **argv)
{
  static const struct { const char *path; void (*test) (CadreTestArchive *, gconstpointer); } tests[] = {
    { "/class/life", test_life },
    { "/class/closing", test_closing },
    { "/class/standing", test_standing },
    { "/class/foreign", test_foreign },
    { "/class/certificates", test_certificates },
    { "/class/marks", test_marks },
    { "/class/sample", test_sample },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, CadreTestArchive, NULL, cadre_test_set_up, tests[i].test, cadre_test_tear_down);

  return g_test_run ();
}
