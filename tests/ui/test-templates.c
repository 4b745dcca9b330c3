/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every template can be made, shown and taken down without a complaint. */

#include "config.h"

#include "cadre-application.h"
#include "cadre-column-chooser.h"
#include "cadre-job-bar.h"
#include "cadre-pages.h"
#include "cadre-person-view.h"
#include "cadre-tag-dialog.h"
#include "cadre-ui-test.h"
#include "cadre-unit-picker.h"
#include "cadre-window.h"

static GType (* const widgets[]) (void) = {
  cadre_column_chooser_get_type,
  cadre_job_bar_get_type,
  cadre_person_view_get_type,
  cadre_tag_dialog_get_type,
  cadre_unit_picker_get_type,
};

static void
test_widgets (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (widgets); i++)
    {
      GtkWidget *widget = g_object_ref_sink (g_object_new (widgets[i] (), NULL));

      if (GTK_IS_WINDOW (widget))
        gtk_window_destroy (GTK_WINDOW (widget));
      else
        g_object_run_dispose (G_OBJECT (widget));
      g_assert_finalize_object (widget);
    }
}

/* Each page, with an archive and shown. */
static void
test_pages (CadreTestArchive *fixture,
            gconstpointer     data)
{
  g_autoptr(CadreSession) session = NULL;
  guint n_pages;
  const CadrePageInfo *pages = cadre_pages_get (&n_pages);

  cadre_ui_test_add_people (fixture->archive, 300);
  g_clear_object (&fixture->archive);
  session = cadre_ui_test_open (fixture->path);

  for (guint i = 0; i < n_pages; i++)
    {
      GtkWidget *window = gtk_window_new ();
      GtkWidget *page = g_object_new (pages[i].get_type (), "session", session, NULL);

      gtk_window_set_child (GTK_WINDOW (window), page);
      gtk_window_present (GTK_WINDOW (window));
      cadre_ui_test_next_frame (page);
      cadre_page_find (CADRE_PAGE (page));
      cadre_ui_test_wait (g_list_model_get_n_items (cadre_session_get_jobs (session)) == 0);
      cadre_ui_test_settle ();
      g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
      gtk_window_destroy (GTK_WINDOW (window));
      cadre_ui_test_settle ();
      g_assert_null (page);
    }
}

static void
test_window (CadreTestArchive *fixture,
             gconstpointer     data)
{
  g_autoptr(CadreApplication) application = cadre_application_new ();
  g_autoptr(GError) error = NULL;
  CadreWindow *window;

  g_clear_object (&fixture->archive);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  window = cadre_window_new (GTK_APPLICATION (application), fixture->path);
  gtk_window_present (GTK_WINDOW (window));
  cadre_ui_test_wait (cadre_window_get_session (window) != NULL && CADRE_IS_PAGE (cadre_window_get_page (window)));
  cadre_ui_test_next_frame (GTK_WIDGET (window));

  /* Nothing to undo yet, nothing to go back to. */
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "undo"));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "back"));
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "find"));

  gtk_window_destroy (GTK_WINDOW (window));
  cadre_ui_test_settle ();
}

int
main (int    argc,
      char **argv)
{
  cadre_ui_test_init (&argc, &argv);

  g_test_add_func ("/templates/widgets", test_widgets);
  g_test_add ("/templates/pages", CadreTestArchive, NULL, cadre_test_set_up, test_pages, cadre_test_tear_down);
  g_test_add ("/templates/window", CadreTestArchive, NULL, cadre_test_set_up, test_window, cadre_test_tear_down);

  return g_test_run ();
}
