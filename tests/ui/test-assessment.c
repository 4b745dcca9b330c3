/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An assessment of 300 people in the window, from the pasted scores to the
 * lock, with a tie at the last place that the cap leaves. */

#include "config.h"

#include "cadre-application.h"
#include "cadre-assessment-page.h"
#include "cadre-entry-grid.h"
#include "cadre-fact-table.h"
#include "cadre-record-group.h"
#include "cadre-round-page.h"
#include "cadre-scheme-page.h"
#include "cadre-score-page.h"
#include "cadre-trial-page.h"
#include "cadre-ui-test.h"
#include "cadre-window.h"

/* Of 300, 20 % are 60; the sixtieth and the sixty-first have the same. */
#define N_PEOPLE 300
#define N_ALONE 59

#define BASE \
  "DELETE FROM scheme;" \
  "INSERT INTO scheme (id, key, name, cap_pool) VALUES (1, 'x', '综合考评', 'all');" \
  "INSERT INTO indicator (id, scheme_id, position, key, name, weight, way) VALUES (1, 1, 0, 'duty', '履职', 60, 'entered'), " \
  "  (2, 1, 1, 'study', '学习', 40, 'entered');" \
  "INSERT INTO unit (id, name, path) VALUES (1, '某局', '00001.');" \
  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300) " \
  "INSERT INTO person (id, unit_id, position, name, category) SELECT i, 1, i, '某' || i, '综合管理类公务员' FROM n;" \
  "INSERT INTO assessment_round (id, scheme_id, name, year, as_of, cap_pool) VALUES (1, 1, '2025年度综合考评', 2025, '2025-12-31', 'all');" \
  "INSERT INTO participant (id, round_id, person_id, unit_id) SELECT id, 1, id, 1 FROM person;"

/* The first widget of a type below @widget that is shown. */
static GtkWidget *
find_widget (GtkWidget *widget,
             GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gint64
ask (CadreTestArchive *fixture,
     const char       *sql)
{
  g_autoptr(CadreArchive) reader = cadre_archive_open (fixture->path, CADRE_ARCHIVE_READ, NULL);

  return cadre_test_int (reader, sql);
}

static void
wait_for_jobs (CadreWindow *window)
{
  cadre_ui_test_settle ();
  cadre_ui_test_wait (g_list_model_get_n_items (cadre_session_get_jobs (cadre_window_get_session (window))) == 0);
  cadre_ui_test_settle ();
}

static GtkWidget *
open_page (CadreWindow *window,
           const char  *action,
           gint64       id)
{
  gtk_widget_activate_action (cadre_window_get_page (window), action, "x", id);
  wait_for_jobs (window);
  return cadre_window_get_page (window);
}

/* A line for each person: 履职, 学习. */
static char *
make_scores (void)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < N_PEOPLE; i++)
    {
      double score = i < N_ALONE ? 96 + i * 0.05 : i < N_ALONE + 2 ? 95 : 80;

      g_string_append_printf (text, "%g\t%g\n", score, score);
    }

  return g_string_free (text, FALSE);
}

static void
answer_rows (GtkWidget           *widget,
             const char * const **answers)
{
  if (**answers == NULL)
    return;

  if (ADW_IS_ENTRY_ROW (widget))
    {
      gtk_editable_set_text (GTK_EDITABLE (widget), *(*answers)++);
      return;
    }
  if (ADW_IS_COMBO_ROW (widget))
    {
      GListModel *choices = adw_combo_row_get_model (ADW_COMBO_ROW (widget));
      const char *wanted = *(*answers)++;
      guint i = 0;

      while (!g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (choices), i), wanted))
        i++;
      adw_combo_row_set_selected (ADW_COMBO_ROW (widget), i);
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    answer_rows (child, answers);
}

/* Answers the questions of the dialog in their order. */
static void
answer (CadreWindow        *window,
        const char * const *answers)
{
  GtkWidget *dialog;

  cadre_ui_test_wait (cadre_ui_test_find_dialog (GTK_WINDOW (window)) != NULL);
  dialog = cadre_ui_test_find_dialog (GTK_WINDOW (window));
  g_assert_true (ADW_IS_MESSAGE_DIALOG (dialog));
  answer_rows (dialog, &answers);
  g_assert_null (*answers);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "accept");
  /* A button would have closed it, too. */
  gtk_window_destroy (GTK_WINDOW (dialog));
  wait_for_jobs (window);
}

static GtkWidget *
find_button (CadreWindow *window,
             const char  *name)
{
  return cadre_ui_test_find_named (cadre_window_get_page (window), name);
}

static void
click (CadreWindow *window,
       const char  *name)
{
  GtkWidget *button = find_button (window, name);

  g_assert_true (gtk_widget_get_visible (button));
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  cadre_ui_test_settle ();
}

static void
select_row (CadreWindow *window,
            const char  *box,
            gint64       id)
{
  cadre_fact_table_select (CADRE_FACT_TABLE (find_widget (find_button (window, box), CADRE_TYPE_FACT_TABLE)), id);
  cadre_ui_test_settle ();
}

/* What changes somebody's place in the round. */
static const char *const changing[] = {
  "set_aside_button", "take_back_button", "remove_button", "scorer_button", "decide_button", "undecide_button",
};

static CadreWindow *
open_window (CadreTestArchive *fixture,
             gconstpointer     application)
{
  CadreWindow *window;

  cadre_test_do (fixture->archive, "base", BASE);
  g_clear_object (&fixture->archive);
  window = cadre_window_new (GTK_APPLICATION ((gpointer) application), fixture->path);
  gtk_window_present (GTK_WINDOW (window));
  cadre_ui_test_wait (cadre_window_get_session (window) != NULL && CADRE_IS_PAGE (cadre_window_get_page (window)));
  cadre_window_show_page (window, "assessment");
  wait_for_jobs (window);
  return window;
}

static void
test_round (CadreTestArchive *fixture,
            gconstpointer     data)
{
  static const char *const decision[] = { "优秀", "抢险救灾表现突出", "县组〔2026〕2号", NULL };
  static const char *const trial[] = { "名额减半", NULL };
  static const char *const approval[] = { "县组〔2026〕3号", NULL };
  static const char *const reason[] = { "漏登一项", NULL };
  g_autofree char *scores = make_scores ();
  CadreWindow *window = open_window (fixture, data);
  CadreSession *session = cadre_window_get_session (window);
  GtkWidget *page;

  g_assert_true (CADRE_IS_ASSESSMENT_PAGE (cadre_window_get_page (window)));

  /* Two columns out of a spreadsheet are one action. */
  page = open_page (window, "win.open-round", 1);
  g_assert_true (CADRE_IS_ROUND_PAGE (page));
  cadre_entry_grid_paste (CADRE_ENTRY_GRID (find_widget (page, CADRE_TYPE_ENTRY_GRID)), 0, 2, scores);
  cadre_ui_test_wait (cadre_session_get_undo_name (session) != NULL);
  wait_for_jobs (window);
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM score"), ==, 2 * N_PEOPLE);
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM action WHERE kind = 'assessment'"), ==, 1);

  /* A tie at the last place, and the scheme's rule gives it to neither. */
  gtk_widget_activate_action (page, "round.compute", NULL);
  wait_for_jobs (window);
  cadre_ui_test_wait (ask (fixture, "SELECT count (*) FROM result") == N_PEOPLE);
  wait_for_jobs (window);
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM result WHERE grade = '优秀'"), ==, N_ALONE);
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM result WHERE detail ->> 'capped' AND detail ->> 'short_of' = 1"), ==, 2);

  /* People decide for one of the two. */
  g_assert_false (gtk_widget_get_sensitive (find_button (window, "undecide_button")));
  select_row (window, "results_box", N_ALONE + 1);
  click (window, "decide_button");
  answer (window, decision);
  cadre_ui_test_wait (ask (fixture, "SELECT count (*) FROM result WHERE decided_document = '县组〔2026〕2号'") == 1);
  wait_for_jobs (window);

  /* A trial at 10 % says whose grade would change, and is dropped. */
  gtk_widget_activate_action (page, "round.try", NULL);
  answer (window, trial);
  cadre_ui_test_wait (CADRE_IS_TRIAL_PAGE (cadre_window_get_page (window)));
  wait_for_jobs (window);
  page = cadre_window_get_page (window);
  g_assert_cmpuint (cadre_fact_table_n_rows (CADRE_FACT_TABLE (find_widget (page, CADRE_TYPE_FACT_TABLE))), ==, N_PEOPLE);
  click (window, "drop_button");
  cadre_ui_test_wait (CADRE_IS_ROUND_PAGE (cadre_window_get_page (window)));
  wait_for_jobs (window);
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM scheme"), ==, 1);

  select_row (window, "results_box", 1);
  click (window, "why_button");
  cadre_ui_test_wait (CADRE_IS_SCORE_PAGE (cadre_window_get_page (window)));
  wait_for_jobs (window);
  cadre_window_pop (window);
  wait_for_jobs (window);
  page = open_page (window, "win.open-scheme", 1);
  g_assert_true (CADRE_IS_SCHEME_PAGE (page));
  cadre_window_pop (window);
  wait_for_jobs (window);
  page = cadre_window_get_page (window);
  g_assert_true (CADRE_IS_ROUND_PAGE (page));

  /* The lock asks for the document, and the archive has the year's assessments. */
  click (window, "next_button");
  answer (window, approval);
  cadre_ui_test_wait (ask (fixture, "SELECT count (*) FROM assessment WHERE year = 2025 AND document = '县组〔2026〕3号'") == N_PEOPLE);
  wait_for_jobs (window);
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM assessment WHERE conclusion = '优秀'"), ==, N_ALONE + 1);

  /* What is locked stays as it is, until the round is re-opened. */
  select_row (window, "people_box", 2);
  select_row (window, "results_box", 2);
  for (guint i = 0; i < G_N_ELEMENTS (changing); i++)
    g_assert_false (gtk_widget_get_sensitive (find_button (window, changing[i])));
  gtk_widget_activate_action (page, "round.reopen", NULL);
  answer (window, reason);
  cadre_ui_test_wait (ask (fixture, "SELECT reopened_reason = '漏登一项' FROM assessment_round WHERE id = 1") == 1);
  wait_for_jobs (window);

  gtk_window_destroy (GTK_WINDOW (window));
  cadre_ui_test_settle ();
}

/* The cells of a row of the tree that can be typed in. */
#define N_TYPED 5

static GtkWidget *
find_nth (GtkWidget *widget,
          GType      type,
          guint      n,
          guint     *i)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && (*i)++ == n)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_nth (child, type, n, i);

  return found;
}

static void
add (CadreWindow        *window,
     const char * const *answers)
{
  click (window, "add_button");
  answer (window, answers);
  wait_for_jobs (window);
}

/* The keyboard goes into the row of an indicator, as a click on its name brings it there. */
static void
go_to_row (CadreWindow *window,
           guint        n)
{
  GtkWidget *grid = find_widget (cadre_window_get_page (window), CADRE_TYPE_ENTRY_GRID);
  GtkWidget *text = NULL;
  guint i = 0;

  cadre_ui_test_next_frame (grid);
  text = find_nth (grid, GTK_TYPE_TEXT, n * N_TYPED, &i);
  g_assert_nonnull (text);
  gtk_widget_grab_focus (text);
  cadre_ui_test_settle ();
}

/* A scheme is made, its tree grown, moved and cut by the buttons of its page; each is one action. */
static void
test_scheme (CadreTestArchive *fixture,
             gconstpointer     data)
{
  static const char *const name[] = { "村干部考评", NULL };
  static const char *const first[] = { "At the Top", "学习", "得分", NULL };
  static const char *const second[] = { "At the Top", "履职", "得分", NULL };
  static const char *const below[] = { "学习", "理论测试", "得分", NULL };
  static const char *const scorers[] = { "群众", "100", NULL };
  CadreWindow *window = open_window (fixture, data);
  gint64 id;

  g_signal_emit_by_name (find_widget (find_button (window, "schemes_box"), CADRE_TYPE_RECORD_GROUP), "add");
  answer (window, name);
  cadre_ui_test_wait (CADRE_IS_SCHEME_PAGE (cadre_window_get_page (window)));
  wait_for_jobs (window);
  id = ask (fixture, "SELECT id FROM scheme WHERE name = '村干部考评'");
  g_assert_cmpint (id, >, 1);
  g_assert_false (gtk_widget_get_sensitive (find_button (window, "remove_button")));

  add (window, first);
  add (window, second);
  add (window, below);
  g_assert_cmpint (ask (fixture, "SELECT group_concat (name || weight, ' ') = '学习100.0 履职0.0 理论测试100.0' FROM "
                                 "(SELECT name, weight FROM indicator WHERE scheme_id > 1 ORDER BY id)"), ==, 1);
  g_assert_cmpint (ask (fixture, "SELECT way = 'group' FROM indicator WHERE scheme_id > 1 AND name = '学习'"), ==, 1);

  go_to_row (window, 2);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (find_button (window, "current_label"))), ==, "履职");
  g_assert_false (gtk_widget_get_sensitive (find_button (window, "down_button")));
  click (window, "up_button");
  wait_for_jobs (window);
  g_assert_cmpint (ask (fixture, "SELECT name = '履职' FROM indicator WHERE scheme_id > 1 AND parent_id IS NULL ORDER BY position LIMIT 1"),
                   ==, 1);

  click (window, "scorers_button");
  answer (window, scorers);
  g_assert_cmpint (ask (fixture, "SELECT weight FROM scorer_group WHERE scheme_id > 1 AND name = '群众'"), ==, 100);

  /* What is gone leaves the one above to be scored itself. */
  go_to_row (window, 2);
  click (window, "remove_button");
  wait_for_jobs (window);
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM indicator WHERE scheme_id > 1"), ==, 2);
  g_assert_cmpint (ask (fixture, "SELECT way = 'entered' FROM indicator WHERE scheme_id > 1 AND name = '学习'"), ==, 1);
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM action WHERE kind = 'assessment' AND state = 'done'"), ==, 7);

  click (window, "delete_button");
  cadre_ui_test_wait (CADRE_IS_ASSESSMENT_PAGE (cadre_window_get_page (window)));
  wait_for_jobs (window);
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM scheme"), ==, 1);

  gtk_window_destroy (GTK_WINDOW (window));
  cadre_ui_test_settle ();
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(CadreApplication) application = NULL;
  g_autoptr(GError) error = NULL;

  cadre_ui_test_init (&argc, &argv);
  application = cadre_application_new ();
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_test_add ("/assessment/scheme", CadreTestArchive, application, cadre_test_set_up, test_scheme, cadre_test_tear_down);
  g_test_add ("/assessment/round", CadreTestArchive, application, cadre_test_set_up, test_round, cadre_test_tear_down);

  return g_test_run ();
}
