/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pages of training: the list of classes, a class, its grid. */

#include "config.h"

#include "cadre-application.h"
#include "cadre-class-page.h"
#include "cadre-entry-grid.h"
#include "cadre-training-page.h"
#include "cadre-ui-test.h"
#include "cadre-window.h"

#define BASE \
  "INSERT INTO unit (id, name, path) VALUES (1, '某局', '00001.');" \
  "INSERT INTO person (id, unit_id, name) VALUES (1, 1, '甲'), (2, 1, '乙'), (3, 1, '丙');" \
  "INSERT INTO class (id, name, year, since, until, hours, state) VALUES (1, '专题班', 2025, '2025-03-03', '2025-03-07', 40, 'running');" \
  "INSERT INTO mark_part (id, class_id, name, weight) VALUES (1, 1, '理论测试', 100);" \
  "INSERT INTO session (id, class_id, date, topic, hours) VALUES (1, 1, '2025-03-04', '党课', 4);" \
  "INSERT INTO enrolment (class_id, person_id, position, state) VALUES (1, 1, 1, 'present'), (1, 2, 2, 'present'), (1, 3, 3, 'present');"

/* The @nth widget of a type below @widget. */
static GtkWidget *
find_widget (GtkWidget *widget,
             GType      type,
             guint     *nth)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && (*nth)-- == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type, nth);

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

static void
test_class (CadreTestArchive *fixture,
            gconstpointer     data)
{
  g_autoptr(CadreApplication) application = cadre_application_new ();
  g_autoptr(GError) error = NULL;
  CadreWindow *window;
  CadreSession *session;
  GtkWidget *page, *roll, *attendance;
  guint first = 0, second = 1;

  cadre_test_do (fixture->archive, "base", BASE);
  g_clear_object (&fixture->archive);
  g_application_register (G_APPLICATION (application), NULL, &error);
  window = cadre_window_new (GTK_APPLICATION (application), fixture->path);
  gtk_window_present (GTK_WINDOW (window));
  cadre_ui_test_wait (cadre_window_get_session (window) != NULL && CADRE_IS_PAGE (cadre_window_get_page (window)));
  session = cadre_window_get_session (window);
  cadre_window_show_page (window, "training");
  wait_for_jobs (window);
  g_assert_true (CADRE_IS_TRAINING_PAGE (cadre_window_get_page (window)));

  gtk_widget_activate_action (cadre_window_get_page (window), "win.open-class", "x", (gint64) 1);
  cadre_ui_test_wait (CADRE_IS_CLASS_PAGE (cadre_window_get_page (window)));
  wait_for_jobs (window);
  page = cadre_window_get_page (window);
  g_assert_cmpstr (cadre_page_get_title (CADRE_PAGE (page)), ==, "专题班");

  /* A column of marks out of a spreadsheet is one action: the composite follows. */
  roll = find_widget (page, CADRE_TYPE_ENTRY_GRID, &first);
  cadre_entry_grid_paste (CADRE_ENTRY_GRID (roll), 0, 8, "92\n80.5\n59\n77\n");
  cadre_ui_test_wait (cadre_session_get_undo_name (session) != NULL);
  wait_for_jobs (window);
  g_assert_cmpint (ask (fixture, "SELECT group_concat (CAST (round (score * 10) AS INTEGER), '') = '920805590' FROM enrolment"), ==, 1);
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM action WHERE kind = 'class'"), ==, 1);

  attendance = find_widget (page, CADRE_TYPE_ENTRY_GRID, &second);
  cadre_entry_grid_paste (CADRE_ENTRY_GRID (attendance), 0, 1, "出勤\n请假");
  wait_for_jobs (window);
  cadre_ui_test_wait (ask (fixture, "SELECT count (*) FROM attendance") == 2);
  g_assert_cmpint (ask (fixture, "SELECT leave_hours FROM attendance WHERE status = '请假'"), ==, 4);
  wait_for_jobs (window);

  gtk_window_destroy (GTK_WINDOW (window));
  cadre_ui_test_settle ();
}

int
main (int    argc,
      char **argv)
{
  cadre_ui_test_init (&argc, &argv);
  g_test_add ("/training/class", CadreTestArchive, NULL, cadre_test_set_up, test_class, cadre_test_tear_down);

  return g_test_run ();
}
