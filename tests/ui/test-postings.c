/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page of postings: villages are covered, someone is recalled and
 * followed, and it all goes back. */

#include "config.h"

#include "cadre-application.h"
#include "cadre-batch-pane.h"
#include "cadre-entry-grid.h"
#include "cadre-fact-table.h"
#include "cadre-posting-dialog.h"
#include "cadre-postings-page.h"
#include "cadre-ui-test.h"
#include "cadre-village-page.h"
#include "cadre-window.h"

#define BASE \
  "INSERT INTO unit (id, name, path) VALUES (1, '某局', '00001.'), (2, '某村', '00002.');" \
  "INSERT INTO unit_status (unit_id, status, since, must_be_covered) VALUES (2, '软弱涣散村', '2024-01', 1);" \
  "INSERT INTO person (id, unit_id, name, political_status, work_start) VALUES (1, 1, '甲某', '中共党员', '2010-07'), " \
  "(2, 1, '乙某', '中共党员', '2010-07');" \
  "INSERT INTO reserve (person_id, status, since) VALUES (1, '后备', '2020');" \
  "INSERT INTO posting (id, person_id, unit_id, kind, since) VALUES (1, 1, 2, '第一书记', '2024-03');"

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
  g_clear_object (&self->base.archive);
  self->window = cadre_window_new (get_application (), self->base.path);
  gtk_window_present (GTK_WINDOW (self->window));
  cadre_ui_test_wait (cadre_window_get_session (self->window) != NULL && CADRE_IS_PAGE (cadre_window_get_page (self->window)));
  cadre_window_show_page (self->window, "postings");
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

/* The widget that the template calls so. */
static GtkWidget *
find_named (GtkWidget  *widget,
            const char *name)
{
  if (g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), name) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_named (child, name);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static GtkWidget *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);

      if (CADRE_IS_POSTING_DIALOG (window) && gtk_widget_get_mapped (window))
        return window;
    }

  return NULL;
}

static void
type (GtkWidget  *dialog,
      const char *row,
      const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find_named (dialog, row)), text);
}

static GtkWidget *
open_dialog (Fixture    *self,
             const char *action)
{
  GtkWidget *table = find_named (cadre_window_get_page (self->window), "table");

  g_assert_true (gtk_widget_activate_action (table, action, NULL));
  cadre_ui_test_wait (find_dialog () != NULL);
  wait_for_jobs (self);
  return find_dialog ();
}

static void
apply (Fixture   *self,
       GtkWidget *dialog)
{
  g_signal_emit_by_name (find_named (dialog, "apply_button"), "clicked");
  cadre_ui_test_wait (find_dialog () == NULL);
  wait_for_jobs (self);
}

static void
test_recall (Fixture       *self,
             gconstpointer  data)
{
  GtkWidget *dialog = open_dialog (self, "postings.recall");

  g_assert_true (gtk_widget_get_visible (find_named (dialog, "cause_row")));
  g_assert_true (gtk_widget_get_visible (find_named (dialog, "reserve_row")));
  type (dialog, "until_row", "2025-06");
  type (dialog, "end_document_row", "县组文〔2025〕8号");
  type (dialog, "person_row", "乙某");
  type (dialog, "since_row", "2025-07");
  gtk_switch_set_active (GTK_SWITCH (find_named (dialog, "reserve_switch")), TRUE);
  apply (self, dialog);

  g_assert_cmpint (ask (self, "SELECT count (*) FROM posting WHERE id = 1 AND until = '2025-06' AND end_reason = '召回' "
                        "AND recall_cause IS NOT NULL AND end_document = '县组文〔2025〕8号'"), ==, 1);
  g_assert_cmpint (ask (self, "SELECT count (*) FROM posting WHERE person_id = 2 AND unit_id = 2 AND since = '2025-07' "
                        "AND predecessor_id = 1"), ==, 1);
  g_assert_cmpint (ask (self, "SELECT count (*) FROM reserve WHERE until IS NULL"), ==, 0);

  /* What was not decided can be, on the page of the village. */
  gtk_widget_activate_action (cadre_window_get_page (self->window), "win.open-village", "x", (gint64) 2);
  cadre_ui_test_wait (CADRE_IS_VILLAGE_PAGE (cadre_window_get_page (self->window)));
  wait_for_jobs (self);
  g_assert_cmpstr (cadre_page_get_title (CADRE_PAGE (cadre_window_get_page (self->window))), ==, "某村");

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL);
  wait_for_jobs (self);
  cadre_ui_test_wait (ask (self, "SELECT count (*) FROM posting WHERE until IS NULL") == 1);
  g_assert_cmpint (ask (self, "SELECT count (*) FROM posting WHERE id = 1 AND until IS NULL"), ==, 1);
  g_assert_cmpint (ask (self, "SELECT count (*) FROM reserve WHERE until IS NULL"), ==, 1);
  wait_for_jobs (self);
}

/* Without a successor nobody is named: the village is uncovered. */
static void
test_end (Fixture       *self,
          gconstpointer  data)
{
  GtkWidget *dialog = open_dialog (self, "postings.end");

  g_assert_false (gtk_widget_get_visible (find_named (dialog, "cause_row")));
  type (dialog, "until_row", "2025-06-30");
  apply (self, dialog);
  g_assert_cmpint (ask (self, "SELECT count (*) FROM posting WHERE until = '2025-06-30' AND end_reason = '任满'"), ==, 1);

  dialog = open_dialog (self, "postings.post");
  type (dialog, "person_row", "乙某");
  type (dialog, "since_row", "2025-07-01");
  apply (self, dialog);
  g_assert_cmpint (ask (self, "SELECT count (*) FROM posting WHERE person_id = 2 AND term_years = 2"), ==, 1);
}

static GtkWidget *
find_type (GtkWidget *widget,
           GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static GtkWidget *
show_pane (Fixture    *self,
           const char *name)
{
  AdwViewStack *stack = ADW_VIEW_STACK (find_type (cadre_window_get_page (self->window), ADW_TYPE_VIEW_STACK));

  adw_view_stack_set_visible_child_name (stack, name);
  wait_for_jobs (self);
  return adw_view_stack_get_visible_child (stack);
}

/* Months and appraisals typed into the grid: one action for what is pasted. */
static void
test_presence (Fixture       *self,
               gconstpointer  data)
{
  CadreEntryGrid *grid = CADRE_ENTRY_GRID (find_type (show_pane (self, "presence"), CADRE_TYPE_ENTRY_GRID));

  cadre_entry_grid_paste (grid, 0, 3, "18+2");
  wait_for_jobs (self);
  cadre_ui_test_wait (ask (self, "SELECT count (*) FROM presence") == 1);
  g_assert_cmpint (ask (self, "SELECT count (*) FROM presence WHERE month LIKE '%-01' AND days = 18 AND leave_days = 2"), ==, 1);
  wait_for_jobs (self);

  cadre_entry_grid_paste (grid, 0, 17, "优秀");
  wait_for_jobs (self);
  cadre_ui_test_wait (ask (self, "SELECT count (*) FROM appraisal WHERE term = '年度' AND conclusion = '优秀'") == 1);
  wait_for_jobs (self);
}

/* Nobody is there: someone is proposed, and one button sends all. */
static void
test_batch (Fixture       *self,
            gconstpointer  data)
{
  GtkWidget *dialog = open_dialog (self, "postings.end");
  GtkWidget *pane;

  type (dialog, "until_row", "2025-06-30");
  apply (self, dialog);
  pane = show_pane (self, "batch");
  type (pane, "since_entry", "2025-07-01");
  type (pane, "document_entry", "县组文〔2025〕9号");
  g_signal_emit_by_name (find_named (pane, "post_button"), "clicked");
  wait_for_jobs (self);
  cadre_ui_test_wait (ask (self, "SELECT count (*) FROM posting") == 2);
  g_assert_cmpint (ask (self, "SELECT count (*) FROM posting WHERE unit_id = 2 AND since = '2025-07-01' AND "
                        "document = '县组文〔2025〕9号' AND predecessor_id = 1"), ==, 1);
  wait_for_jobs (self);
}

static const char *
page_of (GtkWidget *pane)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (find_named (pane, "stack")));
}

/* Who is left out by hand stays out when the proposals are made anew. */
static void
test_batch_by_hand (Fixture       *self,
                    gconstpointer  data)
{
  GtkWidget *dialog = open_dialog (self, "postings.end");
  GtkWidget *pane, *post;

  type (dialog, "until_row", "2025-06-30");
  apply (self, dialog);

  /* That nobody is needed is said once it is known. */
  pane = find_type (cadre_window_get_page (self->window), CADRE_TYPE_BATCH_PANE);
  g_assert_cmpstr (page_of (pane), ==, "waiting");
  show_pane (self, "batch");
  g_assert_cmpstr (page_of (pane), ==, "list");

  post = find_named (pane, "post_button");
  cadre_fact_table_select (CADRE_FACT_TABLE (find_named (pane, "table")), 2);
  g_assert_true (gtk_widget_get_sensitive (post));
  g_signal_emit_by_name (find_named (pane, "leave_out_button"), "clicked");
  g_assert_false (gtk_widget_get_sensitive (post));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_named (pane, "ending_check")), TRUE);
  wait_for_jobs (self);
  g_assert_cmpstr (page_of (pane), ==, "list");
  g_assert_false (gtk_widget_get_sensitive (post));
}

int
main (int    argc,
      char **argv)
{
  cadre_ui_test_init (&argc, &argv);
  g_test_add ("/postings/recall", Fixture, NULL, set_up, test_recall, tear_down);
  g_test_add ("/postings/batch", Fixture, NULL, set_up, test_batch, tear_down);
  g_test_add ("/postings/batch-by-hand", Fixture, NULL, set_up, test_batch_by_hand, tear_down);
  g_test_add ("/postings/presence", Fixture, NULL, set_up, test_presence, tear_down);
  g_test_add ("/postings/end", Fixture, NULL, set_up, test_end, tear_down);

  return g_test_run ();
}
