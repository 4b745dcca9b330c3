/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The seats of the menu, as worked examples; and whom to call up. */

#include "config.h"

#include "cadre-call-up.h"
#include "cadre-journal.h"
#include "cadre-menu.h"
#include "cadre-test.h"

#define BASE \
  "INSERT INTO unit (id, name, path) VALUES (1, '某局', '00001.');" \
  "INSERT INTO person (id, unit_id, name, category, post_level) VALUES (1, 1, '甲', '综合管理类公务员', '科员'), " \
  "(2, 1, '乙', '综合管理类公务员', '科员'), (3, 1, '丙', '综合管理类公务员', '科员');" \
  "INSERT INTO course (id, name, hours) VALUES (1, '党史', 8), (2, '公文', 4), (3, '公文提高', 4);" \
  "INSERT INTO course_prerequisite (course_id, required_id) VALUES (3, 2);" \
  "INSERT INTO menu_round (id, name, state) VALUES (1, '春季', 'closed');"

#define CHOICE "INSERT INTO menu_choice (offer_id, person_id, priority, chosen_at) VALUES "

/* What each choice got, in the order of entry: 1 given, 0 missed; and the
 * reason of the first that missed. */
static const struct
{
  const char *name;
  const char *sql;
  const char *given;
  const char *reason;
  guint n_dropped;
} examples[] = {
  { "earlier-choice", "INSERT INTO menu_offer (id, round_id, course_id, seats) VALUES (1, 1, 1, 1);"
    CHOICE "(1, 1, 1, '2025-03-02T09:00:00Z'), (1, 2, 1, '2025-03-02T08:00:00Z')", "01", "名额1人已满", 0 },
  { "same-time-first-entry", "INSERT INTO menu_offer (id, round_id, course_id, seats) VALUES (1, 1, 1, 1);"
    CHOICE "(1, 2, 1, '2025-03-02T08:00:00Z'), (1, 1, 1, '2025-03-02T08:00:00Z')", "10", "名额1人已满", 0 },
  /* A first choice that came later goes before a second choice. */
  { "first-choices-first", "INSERT INTO menu_offer (id, round_id, course_id, seats) VALUES (1, 1, 1, 1);"
    CHOICE "(1, 1, 2, '2025-03-01T08:00:00Z'), (1, 2, 1, '2025-03-09T08:00:00Z')", "01", "名额1人已满", 0 },
  { "limit", "UPDATE menu_round SET limit_per_person = 1; INSERT INTO menu_offer (id, round_id, course_id, seats) VALUES (1, 1, 1, 9), (2, 1, 2, 9);"
    CHOICE "(1, 1, 2, '2025-03-01T08:00:00Z'), (2, 1, 1, '2025-03-01T08:00:00Z')", "01", "已达每人限选1门", 0 },
  { "prerequisite", "INSERT INTO menu_offer (id, round_id, course_id) VALUES (1, 1, 3);"
    "INSERT INTO study (person_id, year, title, mode) VALUES (2, 2024, '公文', '脱产');"
    CHOICE "(1, 1, 1, '2025-03-01T08:00:00Z'), (1, 2, 1, '2025-03-01T08:00:00Z')", "01", "未完成先修课程：公文", 0 },
  /* 2 needs two and has one: it is dropped, and its person falls to the second choice. */
  { "too-few", "UPDATE menu_round SET limit_per_person = 1; INSERT INTO menu_offer (id, round_id, course_id, seats, minimum) VALUES (1, 1, 1, 2, 1), (2, 1, 2, 9, 2);"
    CHOICE "(2, 1, 1, '2025-03-01T08:00:00Z'), (1, 1, 2, '2025-03-01T08:00:00Z'), (1, 2, 1, '2025-03-01T08:00:00Z')", "011",
    "选课人数不足2人，不开班", 1 },
  { "withdrawn", "INSERT INTO menu_offer (id, round_id, course_id, seats) VALUES (1, 1, 1, 1);"
    CHOICE "(1, 1, 1, '2025-03-01T08:00:00Z'), (1, 2, 1, '2025-03-02T08:00:00Z'); UPDATE menu_choice SET state = 'withdrawn' WHERE person_id = 1",
    "01", NULL, 0 },
};

static void
test_assign (CadreTestArchive *fixture,
             gconstpointer     data)
{
  guint i = GPOINTER_TO_UINT (data);
  CadreArchive *archive = fixture->archive;
  g_autofree char *sql = g_strconcat (BASE, examples[i].sql, NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *given = NULL;
  g_autofree char *reason = NULL;
  g_autoptr(GError) error = NULL;
  CadreMenuResult result = { 0 };
  CadreAction *action;
  guint n = 0;

  cadre_test_do (archive, "base", sql);
  before = cadre_test_dump (archive);
  action = cadre_action_begin (archive, "menu", "assign", NULL);
  cadre_menu_assign (archive, 1, &result, &error);
  g_assert_no_error (error);
  cadre_action_commit (action, &error);
  cadre_action_free (action);

  given = cadre_test_text (archive, "SELECT group_concat (state = 'given', '') FROM (SELECT state FROM menu_choice ORDER BY id)");
  reason = cadre_test_text (archive, "SELECT reason FROM menu_choice WHERE state = 'missed' ORDER BY id LIMIT 1");
  g_assert_cmpstr (given, ==, examples[i].given);
  g_assert_cmpstr (reason, ==, examples[i].reason);
  g_assert_cmpuint (result.n_dropped, ==, examples[i].n_dropped);
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM menu_choice WHERE state = 'given'"), ==, result.n_given);

  action = cadre_action_begin (archive, "menu", "classes", NULL);
  cadre_menu_make_classes (archive, 1, &n, &error);
  g_assert_no_error (error);
  cadre_action_commit (action, &error);
  cadre_action_free (action);
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM class WHERE state = 'rolled'"), ==, n);
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM enrolment"), ==, result.n_given);
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM session s JOIN menu_offer o USING (class_id, course_id)"), ==, n);

  g_assert_true (cadre_journal_undo (archive, NULL, &error));
  g_assert_true (cadre_journal_undo (archive, NULL, &error));
  after = cadre_test_dump (archive);
  g_assert_cmpstr (after, ==, before);
}

/* Annual regime: 90 hours. 甲 has none and is in a coming class of 30; 乙 has 60
 * and a long class in 2019; 丙 has a long class in 2024 and nothing this year. */
static void
test_call_up (CadreTestArchive *fixture,
              gconstpointer     data)
{
  static const struct { double over; const char *before; const char *people; } queries[] = {
    { 0, NULL, "丙90.0/90.0 甲90.0/60.0 乙30.0/30.0 " },
    { 40, NULL, "丙90.0/90.0 甲90.0/60.0 " },
    { 0, "2021", "甲90.0/60.0 乙30.0/30.0 " },
    { 40, "2021", "甲90.0/60.0 " },
  };

  cadre_test_do (fixture->archive, "base", BASE
                 "INSERT INTO class (id, name, year, since, until, hours, state) VALUES (1, '秋季班', 2025, '2025-10-13', '2025-10-16', 30, 'called'), "
                 "(2, '旧班', 2019, '2019-03-01', '2019-03-31', 160, 'archived');"
                 "INSERT INTO enrolment (class_id, person_id, state) VALUES (1, 1, 'nominated');"
                 "INSERT INTO study (person_id, class_id, year, since, until, title, mode, days, hours) VALUES "
                 "(2, 2, 2019, '2019-03-01', '2019-03-31', '旧班', '脱产', 20, 160), (3, 2, 2024, '2024-03-01', '2024-03-31', '旧班', '脱产', 20, 160), "
                 "(2, NULL, 2025, '2025-03-03', '2025-03-10', '讲座', '脱产', 7, 60)");
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      CadreCallUpQuery query = { .as_of = { 2025, 6, 30 }, .missing_over = queries[i].over, .last_long_before = queries[i].before };
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) list = cadre_call_up_list (fixture->archive, &query, &error);
      g_autoptr(GString) people = g_string_new (NULL);

      g_assert_no_error (error);
      for (guint n = 0; n < list->len; n++)
        {
          const CadreCallUp *one = g_ptr_array_index (list, n);

          if (g_str_equal (one->regime, "annual"))
            g_string_append_printf (people, "%s%.1f/%.1f ", one->name, one->missing, one->forecast);
        }
      g_assert_cmpstr (people->str, ==, queries[i].people);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *path = g_strconcat ("/menu/", examples[i].name, NULL);

      g_test_add (path, CadreTestArchive, GUINT_TO_POINTER (i), cadre_test_set_up, test_assign, cadre_test_tear_down);
    }
  g_test_add ("/call-up", CadreTestArchive, NULL, cadre_test_set_up, test_call_up, cadre_test_tear_down);

  return g_test_run ();
}
