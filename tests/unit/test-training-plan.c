/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The year's plan against what was done, places against names, the states of
 * a menu round, and the recognition of study: each change undone again. */

#include "config.h"

#include <math.h>

#include "cadre-hours.h"
#include "cadre-journal.h"
#include "cadre-menu.h"
#include "cadre-study-recognise.h"
#include "cadre-test.h"
#include "cadre-training-plan.h"

#define BASE \
  "INSERT INTO unit (id, parent_id, name, path) VALUES (1, NULL, '某县', '00001.'), (2, 1, '某局', '00001.00001.'), " \
  "(3, 1, '某乡', '00001.00002.'), (4, 3, '某村', '00001.00002.00001.');" \
  "INSERT INTO person (id, unit_id, name, category, post_level) VALUES (1, 2, '甲', '综合管理类公务员', '科员'), " \
  "(2, 2, '乙', '综合管理类公务员', '科员'), (3, 4, '丙', '村（社区）干部', NULL), (4, 3, '丁', '综合管理类公务员', '科员');" \
  "INSERT INTO training_plan (id, year, position, title, target, places, organiser, days, hours) VALUES " \
  "(1, 2025, 1, '青年干部班', '青年干部', 10, '组织部', 5, 40), (2, 2025, 2, '统计业务班', NULL, 6, '统计局', 2, 16), " \
  "(3, 2024, 1, '青年干部班', NULL, 9, NULL, NULL, NULL);"

static CadreAction *
begin (CadreTestArchive *fixture)
{
  CadreAction *action = cadre_action_begin (fixture->archive, "test", "test", NULL);

  g_assert_nonnull (action);
  return action;
}

static void
commit (CadreAction *action)
{
  g_autoptr(GError) error = NULL;

  cadre_action_commit (action, &error);
  g_assert_no_error (error);
  cadre_action_free (action);
}

/* Takes back @n actions and asserts that nothing is left of them. */
static void
undo_to (CadreTestArchive *fixture,
         const char       *before,
         guint             n)
{
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;

  while (n-- > 0)
    cadre_journal_undo (fixture->archive, NULL, &error);
  g_assert_no_error (error);
  after = cadre_test_dump (fixture->archive);
  g_assert_cmpstr (after, ==, before);
}

static void
test_plan (CadreTestArchive *fixture,
           gconstpointer     data)
{
  CadreArchive *archive = fixture->archive;
  g_autoptr(GPtrArray) lines = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *second = NULL;
  CadreAction *action;
  const CadrePlanLine *line;
  gint64 class_id;

  cadre_test_do (archive, "base", BASE);
  before = cadre_test_dump (archive);
  g_assert_cmpint (cadre_training_plan_identify (archive, 2025, "青年", &error), ==, 1);
  g_assert_cmpint (cadre_training_plan_identify (archive, 2025, "班", &error), ==, 0);
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_AMBIGUOUS);
  g_clear_error (&error);
  g_assert_cmpint (cadre_training_plan_identify (archive, 2024, "统计", &error), ==, 0);
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  action = begin (fixture);
  class_id = cadre_training_plan_make_class (archive, 1, &error);
  g_assert_no_error (error);
  commit (action);
  g_assert_cmpint (class_id, >, 0);
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM class WHERE plan_id = 1 AND name = '青年干部班' AND year = 2025 "
                                   "AND organiser = '组织部' AND target = '青年干部' AND days = 5 AND hours = 40 AND state = 'draft'"), ==, 1);

  action = begin (fixture);
  cadre_training_plan_make_class (archive, 1, &error);
  g_assert_no_error (error);
  commit (action);
  second = cadre_test_text (archive, "SELECT name || term FROM class ORDER BY id DESC LIMIT 1");
  g_assert_cmpstr (second, ==, "青年干部班第2期第2期");

  action = begin (fixture);
  g_assert_cmpint (cadre_training_plan_make_class (archive, 99, &error), ==, 0);
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  cadre_action_free (action);

  cadre_test_do (archive, "run", "UPDATE class SET state = 'closed' WHERE id = (SELECT min (id) FROM class);"
                 "INSERT INTO enrolment (class_id, person_id, state) SELECT min (c.id), 1, 'finished' FROM class c;"
                 "INSERT INTO enrolment (class_id, person_id, state) SELECT min (c.id), 2, 'void' FROM class c;"
                 "INSERT INTO enrolment (class_id, person_id, state) SELECT max (c.id), 1, 'enrolled' FROM class c;"
                 "INSERT INTO enrolment (class_id, person_id, state) SELECT max (c.id), 4, 'declined' FROM class c");
  lines = cadre_training_plan_list (archive, 2025, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (lines->len, ==, 2);
  line = g_ptr_array_index (lines, 0);
  g_assert_cmpuint (line->n_places, ==, 10);
  g_assert_cmpuint (line->n_classes, ==, 2);
  g_assert_cmpuint (line->n_closed, ==, 1);
  g_assert_cmpuint (line->n_students, ==, 3);
  g_assert_cmpuint (line->n_finished, ==, 1);
  line = g_ptr_array_index (lines, 1);
  g_assert_cmpuint (line->n_classes + line->n_students, ==, 0);

  undo_to (fixture, before, 3);
}

/* Those of a village count for the township that has the places; where the
 * village has places of its own, for it. */
static void
test_quotas (CadreTestArchive *fixture,
             gconstpointer     data)
{
  static const struct { const char *sql; guint named[3]; } steps[] = {
    { "INSERT INTO class (id, name, state) VALUES (1, '班', 'called'); INSERT INTO class_quota (class_id, unit_id, places) VALUES (1, 2, 2), (1, 3, 1)",
      { 0, 0, 0 } },
    { "INSERT INTO enrolment (class_id, person_id, state) VALUES (1, 1, 'nominated'), (1, 2, 'declined'), (1, 3, 'nominated'), (1, 4, 'nominated')",
      { 1, 2, 0 } },
    { "INSERT INTO class_quota (class_id, unit_id, places) VALUES (1, 4, 1)", { 1, 1, 1 } },
  };

  cadre_test_do (fixture->archive, "base", BASE);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr(GPtrArray) quotas = NULL;
      g_autoptr(GError) error = NULL;

      cadre_test_do (fixture->archive, "step", steps[i].sql);
      quotas = cadre_class_list_quotas (fixture->archive, 1, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (quotas->len, ==, i < 2 ? 2 : 3);
      for (guint n = 0; n < quotas->len; n++)
        g_assert_cmpuint (((const CadreQuotaLine *) g_ptr_array_index (quotas, n))->n_named, ==, steps[i].named[n]);
    }
}

static void
test_round (CadreTestArchive *fixture,
            gconstpointer     data)
{
  CadreArchive *archive = fixture->archive;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) choices = NULL;
  g_autoptr(GPtrArray) offers = NULL;
  g_autoptr(CadreMenuRound) round = NULL;
  g_autofree char *before = NULL;
  g_autofree char *wished = NULL;
  CadreAction *action;

  cadre_test_do (archive, "base", BASE
                 "INSERT INTO course (id, name, hours) VALUES (1, '党史', 8);"
                 "INSERT INTO menu_round (id, name, state) VALUES (1, '春季选学', 'closed'), (2, '秋季选学', 'draft');"
                 "INSERT INTO menu_offer (id, round_id, course_id, seats) VALUES (1, 1, 1, 1);"
                 "INSERT INTO menu_choice (offer_id, person_id, chosen_at) VALUES (1, 1, '2025-03-02T08:00:00Z'), (1, 2, '2025-03-01T08:00:00Z')");
  before = cadre_test_dump (archive);
  g_assert_cmpint (cadre_menu_identify (archive, "春季", NULL), ==, 1);
  g_assert_cmpint (cadre_menu_identify (archive, "选学", &error), ==, 0);
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_AMBIGUOUS);
  g_clear_error (&error);

  action = begin (fixture);
  g_assert_true (cadre_menu_assign (archive, 1, NULL, &error));
  commit (action);
  round = cadre_menu_get_round (archive, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (round->state, ==, "assigned");
  g_assert_cmpuint (round->n_given, ==, 1);
  g_assert_cmpuint (round->n_missed, ==, 1);
  g_assert_cmpuint (round->n_people, ==, 2);
  offers = cadre_menu_list_offers (archive, 1, &error);
  g_assert_cmpuint (((const CadreMenuOffer *) g_ptr_array_index (offers, 0))->n_first, ==, 2);
  choices = cadre_menu_list_choices (archive, 1, &error);
  g_assert_cmpstr (((const CadreMenuChoice *) g_ptr_array_index (choices, 0))->name, ==, "乙");
  g_assert_cmpstr (((const CadreMenuChoice *) g_ptr_array_index (choices, 1))->reason, ==, "名额1人已满");

  /* Opened again, all are wishes again. */
  action = begin (fixture);
  g_assert_true (cadre_menu_set_state (archive, 1, "open", &error));
  commit (action);
  wished = cadre_test_text (archive, "SELECT group_concat (state || ifnull (reason, ''), ',') FROM menu_choice");
  g_assert_cmpstr (wished, ==, "wished,wished");

  action = begin (fixture);
  g_assert_true (cadre_menu_assign (archive, 1, NULL, &error));
  g_assert_true (cadre_menu_make_classes (archive, 1, NULL, &error));
  commit (action);
  action = begin (fixture);
  g_assert_false (cadre_menu_set_state (archive, 1, "open", &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_INVALID);
  cadre_action_free (action);

  undo_to (fixture, before, 3);
}

/* 讲课 counts five times; a lecture up to four hours; 自学 gives no hours and is
 * left; a 论文 that is recognised already is not asked for again. Each is
 * computed a second time from the rules by plain SQL. */
static void
test_recognise (CadreTestArchive *fixture,
                gconstpointer     data)
{
  CadreArchive *archive = fixture->archive;
  CadreStudyQuery query = { .year = 2025 };
  CadreDate on = { 2025, 12, 20 };
  g_autoptr(GPtrArray) claims = NULL;
  g_autoptr(GPtrArray) left = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;
  CadreAction *action;
  double total = 0;
  guint n = 0;

  cadre_test_do (archive, "base", BASE
                 "INSERT INTO study (id, person_id, year, since, title, mode, hours_claimed, hours) VALUES "
                 "(1, 1, 2025, '2025-03-03', '讲村级财务', '讲课', 3, NULL), (2, 1, 2025, '2025-04-01', '讲座', '专题讲座', 6, NULL), "
                 "(3, 1, 2025, '2025-05-01', '论文', '论文', 12, 12), (4, 2, 2025, '2025-05-01', '读书', '自学', 10, NULL), "
                 "(5, 1, 2024, '2024-05-01', '读书', '自学', 10, NULL)");
  before = cadre_test_dump (archive);
  claims = cadre_study_list_claims (archive, &query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (claims->len, ==, 3);
  for (guint i = 0; i < claims->len; i++)
    {
      const CadreStudyClaim *claim = g_ptr_array_index (claims, i);
      g_autofree char *sql = g_strdup_printf (
        "SELECT CAST (round (1000 * min (ifnull (f.cap_per_year, 1e9), ifnull (f.cap_per_record, 1e9), ifnull (f.fixed_hours, s.hours_claimed * f.multiplier))) "
        "AS INTEGER) FROM study s JOIN hours_rule_set r ON r.key = 'ordinance-2023' JOIN hours_factor f ON f.set_id = r.id AND f.mode = s.mode "
        "WHERE s.id = %" G_GINT64_FORMAT, claim->study_id);

      g_test_message ("%s %s: %g, %s", claim->name, claim->mode, claim->hours, claim->reason);
      g_assert_cmpint (claim->counts, ==, !g_str_equal (claim->mode, "自学"));
      if (!claim->counts)
        continue;
      g_assert_cmpint ((gint64) round (claim->hours * 1000), ==, cadre_test_int (archive, sql));
      total += claim->hours;
    }

  action = begin (fixture);
  g_assert_false (cadre_study_recognise (archive, claims, "", &on, &n, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (cadre_study_recognise (archive, claims, "组织部干教科", &on, &n, &error));
  commit (action);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM study WHERE recognised_by = '组织部干教科' AND recognised_on = '2025-12-20' "
                                   "AND rule LIKE '%：%' AND hours IS NOT NULL"), ==, 2);
  g_assert_cmpint (cadre_test_int (archive, "SELECT CAST (sum (hours) * 1000 AS INTEGER) FROM study WHERE recognised_by IS NOT NULL"), ==,
                   (gint64) round (total * 1000));
  left = cadre_study_list_claims (archive, &query, &error);
  g_assert_cmpuint (left->len, ==, 1);

  undo_to (fixture, before, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) \
  g_test_add ("/training/" name, CadreTestArchive, NULL, cadre_test_set_up, function, cadre_test_tear_down)
  ADD ("plan", test_plan);
  ADD ("quotas", test_quotas);
  ADD ("round", test_round);
  ADD ("recognise", test_recognise);
#undef ADD

  return g_test_run ();
}
