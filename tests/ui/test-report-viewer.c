/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A report in the window: its pages come, keys turn them, and what is
 * exported is there. */

#include "config.h"

#include "cadre-application.h"
#include "cadre-report-output.h"
#include "cadre-report-view.h"
#include "cadre-report-viewer.h"
#include "cadre-sample.h"
#include "cadre-ui-test.h"

static void
set_up (CadreTestArchive *fixture,
        gconstpointer     data)
{
  g_autoptr(GError) error = NULL;

  cadre_test_set_up (fixture, data);
  cadre_sample_fill (fixture->archive, 120, 7, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->archive);
}

static GtkWidget *
find_widget (GtkWidget *widget,
             GType      type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);
  return found;
}

static void
try_view (CadreWindow *window)
{
  CadreReportView *view;
  GtkWidget *page;

  cadre_report_viewer_open (window, "cadre-roster", NULL, NULL);
  page = cadre_window_get_page (window);
  g_assert_true (CADRE_IS_REPORT_VIEWER (page));
  view = CADRE_REPORT_VIEW (find_widget (page, CADRE_TYPE_REPORT_VIEW));
  cadre_ui_test_wait (cadre_report_view_get_page (view) == 1);
  cadre_ui_test_wait (g_list_model_get_n_items (cadre_session_get_jobs (cadre_window_get_session (window))) == 0);
  cadre_ui_test_next_frame (GTK_WIDGET (window));
  g_assert_cmpstr (cadre_page_get_title (CADRE_PAGE (page)), ==, "干部花名册");

  gtk_widget_activate_action (GTK_WIDGET (view), "report.turn", "i", 1);
  cadre_ui_test_next_frame (GTK_WIDGET (window));
  g_assert_cmpuint (cadre_report_view_get_page (view), ==, 2);

  /* Another size, the same page. */
  gtk_widget_activate_action (GTK_WIDGET (view), "report.zoom", "i", 1);
  cadre_ui_test_next_frame (GTK_WIDGET (window));
  g_assert_cmpuint (cadre_report_view_get_page (view), ==, 2);
}

static void
try_export (CadreWindow *window,
            const char  *folder)
{
  static const struct
  {
    const char *name;
    const char *magic;
  } files[] = {
    { "r.xlsx", "PK" },
    { "r.pdf", "%PDF-" },
  };
  g_autoptr(CadreReportRequest) request = cadre_report_request_new ("cadre-roster", "花名册");

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i].name, NULL);
      g_autofree char *content = NULL;

      cadre_report_output_write (window, request, path);
      cadre_ui_test_wait (g_file_test (path, G_FILE_TEST_EXISTS));
      g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
      g_assert_true (g_str_has_prefix (content, files[i].magic));
    }
}

/* A process has one application. */
static void
test_viewer (CadreTestArchive *fixture,
             gconstpointer     data)
{
  g_autoptr(CadreApplication) application = cadre_application_new ();
  g_autoptr(GError) error = NULL;
  CadreWindow *window;

  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  window = cadre_window_new (GTK_APPLICATION (application), fixture->path);
  gtk_window_present (GTK_WINDOW (window));
  cadre_ui_test_wait (cadre_window_get_session (window) != NULL && CADRE_IS_PAGE (cadre_window_get_page (window)));

  try_view (window);
  try_export (window, fixture->folder);
  cadre_ui_test_wait (g_list_model_get_n_items (cadre_session_get_jobs (cadre_window_get_session (window))) == 0);
  gtk_window_destroy (GTK_WINDOW (window));
  cadre_ui_test_settle ();
}

int
main (int    argc,
      char **argv)
{
  cadre_ui_test_init (&argc, &argv);

  g_test_add ("/report-viewer", CadreTestArchive, NULL, set_up, test_viewer, cadre_test_tear_down);

  return g_test_run ();
}
