/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page of promotion: from the long list to the appointment by actions and
 * keys alone, with what each stage demands; and one undo takes it back. */

#include "config.h"

#include "cadre-application.h"
#include "cadre-board-pane.h"
#include "cadre-fact-table.h"
#include "cadre-long-list-dialog.h"
#include "cadre-move-dialog.h"
#include "cadre-ui-test.h"
#include "cadre-window.h"

#define BASE \
  "INSERT INTO unit (id, name, short_name, kind, path) VALUES (1, '南坪乡', '南坪乡', '乡镇', '00001.'), " \
  "(2, '农业局', '农业局', '机关', '00002.'); " \
  "INSERT INTO person (id, name, unit_id, birth, work_start, post_full, post_level, post_level_since, fulltime_education, " \
  "grassroots_two_years) VALUES (1, '甲某', 1, '1985-03', '2008-07', '南坪乡副乡长', '乡科级副职', '2018-01', '大学', 1), " \
  "(2, '乙某', 1, '1986-03', '2009-07', '南坪乡副乡长', '乡科级副职', '2019-01', '大学', 1), " \
  "(3, '丙某', 1, '1986-03', '2009-07', '南坪乡科员', '科员', '2019-01', '大学', 1); " \
  "INSERT INTO assessment (person_id, year, kind, conclusion) SELECT p.id, y.value, '年度考核', '称职' " \
  "FROM person p, json_each ('[2022,2023,2024]') y; " \
  "INSERT INTO promotion_round (id, pipeline_id, name, year, as_of, places) SELECT 1, id, '2025年正科级', 2025, '2025-06-30', 1 " \
  "FROM pipeline WHERE key = 'head'; "

/* In the second stage: one runs, and one is appointed. */
#define CANDIDATES \
  "INSERT INTO candidacy (id, round_id, person_id, stage_id, state) SELECT p.id, 1, p.id, s.id, " \
  "iif (p.id = 1, 'running', 'appointed') FROM person p, (SELECT id FROM stage WHERE pipeline_id = " \
  "(SELECT pipeline_id FROM promotion_round) ORDER BY position LIMIT 1 OFFSET 1) s WHERE p.id IN (1, 2); "

typedef struct
{
  CadreTestArchive base;
  CadreWindow *window;
} Fixture;

/* The one of this process. */
static GtkApplication *
get_application (void)
{
  GApplication *application = g_application_get_default ();
  g_autoptr(GError) error = NULL;

  if (application == NULL)
    {
      application = G_APPLICATION (cadre_application_new ());
      g_application_set_flags (application, G_APPLICATION_NON_UNIQUE);
      g_application_register (application, NULL, &error);
      g_assert_no_error (error);
    }

  return GTK_APPLICATION (application);
}

static void
wait_for_jobs (Fixture *self)
{
  cadre_ui_test_settle ();
  cadre_ui_test_wait (g_list_model_get_n_items (cadre_session_get_jobs (cadre_window_get_session (self->window))) == 0);
  cadre_ui_test_settle ();
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  cadre_test_set_up (&self->base, NULL);
  cadre_test_do (self->base.archive, "base", BASE);
  if (data != NULL)
    cadre_test_do (self->base.archive, "candidates", data);
  g_clear_object (&self->base.archive);
  self->window = cadre_window_new (get_application (), self->base.path);
  gtk_window_present (GTK_WINDOW (self->window));
  cadre_ui_test_wait (cadre_window_get_session (self->window) != NULL && CADRE_IS_PAGE (cadre_window_get_page (self->window)));
  cadre_window_show_page (self->window, "promotion");
  wait_for_jobs (self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  cadre_ui_test_settle ();
  cadre_test_tear_down (&self->base, NULL);
}

static gint64
ask (Fixture    *self,
     const char *sql)
{
  g_autoptr(CadreArchive) reader = cadre_archive_open (self->base.path, CADRE_ARCHIVE_READ, NULL);

  return cadre_test_int (reader, sql);
}

static GtkWidget *
find_dialog (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type) && gtk_widget_get_mapped (window))
        return window;
    }

  return NULL;
}

static GtkWidget *
open_dialog (Fixture    *self,
             const char *action,
             GType       type)
{
  GtkWidget *pane = cadre_ui_test_find_named (cadre_window_get_page (self->window), "board_pane");

  g_assert_true (gtk_widget_activate_action (pane, action, NULL));
  cadre_ui_test_wait (find_dialog (type) != NULL);
  wait_for_jobs (self);
  return find_dialog (type);
}

static void
type (GtkWidget  *dialog,
      const char *row,
      const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (cadre_ui_test_find_named (dialog, row)), text);
}

/* Moves the chosen candidate on, with these rows filled in (name, text …). */
static void
move_on (Fixture           *self,
         const char *const *rows)
{
  GtkWidget *dialog = open_dialog (self, "board.advance", CADRE_TYPE_MOVE_DIALOG);

  for (guint i = 0; rows[i] != NULL; i += 2)
    {
      g_assert_true (gtk_widget_get_visible (cadre_ui_test_find_named (dialog, rows[i])));
      type (dialog, rows[i], rows[i + 1]);
    }
  g_signal_emit_by_name (cadre_ui_test_find_named (dialog, "apply_button"), "clicked");
  cadre_ui_test_wait (find_dialog (CADRE_TYPE_MOVE_DIALOG) == NULL);
  wait_for_jobs (self);
}

/* The first card of all columns gets the keyboard. */
static void
choose_card (Fixture *self)
{
  GtkWidget *box = cadre_ui_test_find_named (cadre_window_get_page (self->window), "columns_box");

  for (GtkWidget *column = gtk_widget_get_first_child (box); column != NULL; column = gtk_widget_get_next_sibling (column))
    {
      GtkWidget *view = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (gtk_widget_get_last_child (column)));
      GtkWidget *list = GTK_IS_VIEWPORT (view) ? gtk_viewport_get_child (GTK_VIEWPORT (view)) : view;
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0);

      if (row != NULL)
        {
          gtk_list_box_select_row (GTK_LIST_BOX (list), row);
          return;
        }
    }

  g_assert_not_reached ();
}

static void
take_from_long_list (Fixture *self)
{
  GtkWidget *dialog = open_dialog (self, "board.long-list", CADRE_TYPE_LONG_LIST_DIALOG);
  GtkWidget *table = cadre_ui_test_find_named (dialog, "table");

  cadre_ui_test_wait (cadre_fact_table_n_rows (CADRE_FACT_TABLE (table)) == 2);
  cadre_fact_table_select (CADRE_FACT_TABLE (table), 1);
  g_signal_emit_by_name (cadre_ui_test_find_named (dialog, "add_button"), "clicked");
  wait_for_jobs (self);
  g_assert_cmpint (ask (self, "SELECT person_id FROM candidacy"), ==, 1);

  /* Moves are later than the day on which this was done. */
  gtk_window_destroy (GTK_WINDOW (dialog));
  wait_for_jobs (self);
}

static void
test_journey (Fixture       *self,
              gconstpointer  data)
{
  static const char *const decision[] = {
    "date_row", "2090-01-04", "document_row", "常委会纪要〔2090〕1号", "due_row", "11", "present_row", "9", "for_row", "8",
    "against_row", "1", "abstain_row", "0", "post_row", "局长", NULL,
  };
  static const char *const notice[] = {
    "date_row", "2090-01-05", "from_row", "2090-01-05", "until_row", "2090-01-13", NULL,
  };
  static const char *const date[] = { "date_row", "2090-01-03", NULL };

  take_from_long_list (self);
  choose_card (self);
  for (guint i = 0; i < 3; i++)
    move_on (self, date);
  move_on (self, decision);
  g_assert_cmpint (ask (self, "SELECT votes_for FROM stage_event WHERE members_due = 11"), ==, 8);
  move_on (self, notice);
  g_assert_cmpint (ask (self, "SELECT count (*) FROM stage_event WHERE notice_until = '2090-01-13'"), ==, 1);
  g_assert_cmpint (ask (self, "SELECT count (*) FROM stage_event"), ==, 6);
  g_assert_cmpint (ask (self, "SELECT count (*) FROM candidacy WHERE target_post = '局长'"), ==, 1);
}

static void
test_out (Fixture       *self,
          gconstpointer  data)
{
  GtkWidget *dialog;

  take_from_long_list (self);
  choose_card (self);
  dialog = open_dialog (self, "board.out", CADRE_TYPE_MOVE_DIALOG);
  g_assert_false (gtk_widget_get_visible (cadre_ui_test_find_named (dialog, "document_row")));
  type (dialog, "reason_row", "本人放弃");
  g_signal_emit_by_name (cadre_ui_test_find_named (dialog, "apply_button"), "clicked");
  cadre_ui_test_wait (find_dialog (CADRE_TYPE_MOVE_DIALOG) == NULL);
  wait_for_jobs (self);
  g_assert_cmpint (ask (self, "SELECT count (*) FROM candidacy WHERE state = 'out' AND out_reason = '本人放弃'"), ==, 1);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL));
  wait_for_jobs (self);
  g_assert_cmpint (ask (self, "SELECT count (*) FROM candidacy WHERE state = 'running'"), ==, 1);
}

/* Drops the card of a candidate on a column, the last one being those who are out. */
static gboolean
drop (Fixture *self,
      gint64   id,
      int      column)
{
  GtkWidget *box = cadre_ui_test_find_named (cadre_window_get_page (self->window), "columns_box");
  GtkWidget *onto = column < 0 ? gtk_widget_get_last_child (box) : gtk_widget_get_first_child (box);
  g_autoptr(GListModel) controllers = NULL;
  g_auto(GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  for (int i = 0; i < column; i++)
    onto = gtk_widget_get_next_sibling (onto);
  controllers = gtk_widget_observe_controllers (onto);
  g_value_init (&value, G_TYPE_INT64);
  g_value_set_int64 (&value, id);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        g_signal_emit_by_name (controller, "drop", &value, 5.0, 5.0, &taken);
    }
  wait_for_jobs (self);

  return taken;
}

static void
test_drop (Fixture       *self,
           gconstpointer  data)
{
  g_assert_false (drop (self, 1, 1));
  g_assert_true (drop (self, 1, 3));
  g_assert_null (find_dialog (CADRE_TYPE_MOVE_DIALOG));

  /* Of one who is appointed nothing is taken back by a drop. */
  g_assert_false (drop (self, 2, -1));
  g_assert_false (drop (self, 2, 0));
  g_assert_null (find_dialog (CADRE_TYPE_MOVE_DIALOG));

  g_assert_true (drop (self, 1, -1));
  g_assert_nonnull (find_dialog (CADRE_TYPE_MOVE_DIALOG));
  gtk_window_destroy (GTK_WINDOW (find_dialog (CADRE_TYPE_MOVE_DIALOG)));
}

int
main (int    argc,
      char **argv)
{
  cadre_ui_test_init (&argc, &argv);
  g_test_add ("/promotion/journey", Fixture, NULL, set_up, test_journey, tear_down);
  g_test_add ("/promotion/out", Fixture, NULL, set_up, test_out, tear_down);
  g_test_add ("/promotion/drop", Fixture, CANDIDATES, set_up, test_drop, tear_down);
  return g_test_run ();
}
