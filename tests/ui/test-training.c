/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pages of training: the list of classes, a class, its grid. */

#include "config.h"

#include "cadre-application.h"
#include "cadre-class-actions.h"
#include "cadre-class-page.h"
#include "cadre-entry-grid.h"
#include "cadre-field-editor.h"
#include "cadre-history-dialog.h"
#include "cadre-menu-page.h"
#include "cadre-record-group.h"
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

static CadreWindow *
open_window (CadreTestArchive *fixture,
             const char       *sql)
{
  GApplication *application = g_application_get_default ();
  g_autoptr(GError) error = NULL;
  CadreWindow *window;

  if (application == NULL)
    {
      application = G_APPLICATION (cadre_application_new ());
      g_application_set_flags (application, G_APPLICATION_NON_UNIQUE);
      g_application_register (application, NULL, &error);
      g_assert_no_error (error);
    }
  cadre_test_do (fixture->archive, "base", sql);
  g_clear_object (&fixture->archive);
  window = cadre_window_new (GTK_APPLICATION (application), fixture->path);
  gtk_window_present (GTK_WINDOW (window));
  cadre_ui_test_wait (cadre_window_get_session (window) != NULL && CADRE_IS_PAGE (cadre_window_get_page (window)));
  cadre_window_show_page (window, "training");
  wait_for_jobs (window);
  return window;
}

/* The archive as it is once the base is in it. */
static char *
dump (CadreTestArchive *fixture)
{
  g_autoptr(CadreArchive) reader = cadre_archive_open (fixture->path, CADRE_ARCHIVE_READ, NULL);

  return cadre_test_dump (reader);
}

static void
undone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (cadre_session_finish (CADRE_SESSION (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

/* Takes back all that the window did: nothing is left of it. */
static void
undo_all (CadreWindow      *window,
          CadreTestArchive *fixture,
          const char       *before)
{
  g_autofree char *after = NULL;

  for (gint64 n = ask (fixture, "SELECT count (*) FROM action WHERE name <> 'base'"); n > 0; n--)
    {
      gboolean done = FALSE;

      cadre_session_undo (cadre_window_get_session (window), NULL, undone_cb, &done);
      cadre_ui_test_wait (done);
      wait_for_jobs (window);
    }
  after = dump (fixture);
  g_assert_cmpstr (after, ==, before);
}

static void
close_window (CadreWindow *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  cadre_ui_test_settle ();
}

static void
click (CadreWindow *window,
       const char  *button)
{
  GtkWidget *widget = cadre_ui_test_find_named (cadre_window_get_page (window), button);

  g_assert_true (gtk_widget_get_visible (widget));
  g_assert_true (gtk_widget_get_sensitive (widget));
  g_signal_emit_by_name (widget, "clicked");
  wait_for_jobs (window);
}

/* What the line of @group with this key does. */
static void
activate_line (CadreWindow *window,
               const char  *box,
               guint        nth,
               gint64       key)
{
  GtkWidget *group = find_widget (cadre_ui_test_find_named (cadre_window_get_page (window), box), CADRE_TYPE_RECORD_GROUP, &nth);

  g_signal_emit_by_name (group, "record-activated", key);
  wait_for_jobs (window);
}

/* Presses + of the group, types the name, presses Add. */
static void
add_to_group (CadreWindow *window,
              const char  *box,
              guint        nth,
              const char  *name)
{
  GtkWidget *group = find_widget (cadre_ui_test_find_named (cadre_window_get_page (window), box), CADRE_TYPE_RECORD_GROUP, &nth);
  GtkWidget *dialog;

  g_signal_emit_by_name (group, "add");
  cadre_ui_test_wait (cadre_ui_test_find_dialog (GTK_WINDOW (window)) != NULL);
  dialog = cadre_ui_test_find_dialog (GTK_WINDOW (window));
  gtk_editable_set_text (GTK_EDITABLE (cadre_ui_test_find_field (dialog, "name")), name);
  g_signal_emit_by_name (cadre_ui_test_find_named (dialog, "add_button"), "clicked");
  cadre_ui_test_wait (cadre_ui_test_find_dialog (GTK_WINDOW (window)) == NULL);
  wait_for_jobs (window);
}

/* Types into a field of the class's form. */
static void
set_fact (CadreWindow *window,
          const char  *key,
          const char  *text)
{
  GtkWidget *row = cadre_ui_test_find_field (cadre_window_get_page (window), key);

  gtk_editable_set_text (GTK_EDITABLE (row), text);
  g_assert_true (cadre_field_editor_commit (CADRE_FIELD_EDITOR (row)));
  wait_for_jobs (window);
}

/* What belongs to nobody is added by the page of training, too. */
static void
test_add (CadreTestArchive *fixture,
          gconstpointer     data)
{
  CadreWindow *window = open_window (fixture, BASE);

  add_to_group (window, "menu_box", 0, "秋季选学");
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM menu_round WHERE name = '秋季选学'"), ==, 1);
  add_to_group (window, "menu_box", 1, "公文");
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM course WHERE name = '公文'"), ==, 1);

  close_window (window);
}

static void
test_class (CadreTestArchive *fixture,
            gconstpointer     data)
{
  CadreWindow *window = open_window (fixture, BASE);
  CadreSession *session = cadre_window_get_session (window);
  GtkWidget *page, *roll, *attendance;
  guint first = 0, second = 1;

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

  close_window (window);
}

/* The 中青班 from the plan to the archive: a line of the plan becomes a class;
 * it is called up, its people are named and settled on, it runs, is closed,
 * stands in the résumés and is archived; and undo takes all of it back. */
static void
test_long_class (CadreTestArchive *fixture,
                 gconstpointer     data)
{
  CadreWindow *window = open_window (fixture,
    "INSERT INTO unit (id, name, path) VALUES (1, '某局', '00001.');"
    "INSERT INTO person (id, unit_id, name, category, post_full, post_level) VALUES (1, 1, '甲', '综合管理类公务员', '某局科员', '科员'), "
    "(2, 1, '乙', '综合管理类公务员', '某局副科长', '科员');"
    "INSERT INTO training_plan (id, year, title, target, places, organiser) VALUES (1, CAST (strftime ('%Y', 'now', 'localtime') AS INTEGER), "
    "'中青班', '优秀年轻干部', 2, '组织部')");
  g_autoptr(GArray) people = g_array_new (FALSE, FALSE, sizeof (gint64));
  const gint64 ids[] = { 1, 2 };
  g_autofree char *before = dump (fixture);
  GtkWidget *page;
  gint64 id;
  guint first = 0;

  /* The key of “Make a Class of This Line”. */
  activate_line (window, "plan_box", 0, -2 * 1 - 1);
  cadre_ui_test_wait (CADRE_IS_CLASS_PAGE (cadre_window_get_page (window)));
  wait_for_jobs (window);
  id = ask (fixture, "SELECT id FROM class WHERE plan_id = 1 AND state = 'draft'");
  page = cadre_window_get_page (window);
  g_assert_false (gtk_widget_get_sensitive (cadre_ui_test_find_named (page, "next_button")));

  set_fact (window, "since", "2025-03-03");
  set_fact (window, "until", "2025-06-20");
  set_fact (window, "hours", "640");
  set_fact (window, "certificate_pattern", "中青〔{year}〕{number:03}");

  /* What the hours said before is told by the button beside them. */
  g_signal_emit_by_name (cadre_ui_test_find_field (page, "hours"), "history");
  cadre_ui_test_wait (cadre_ui_test_find_dialog (GTK_WINDOW (window)) != NULL);
  g_assert_true (CADRE_IS_HISTORY_DIALOG (cadre_ui_test_find_dialog (GTK_WINDOW (window))));
  gtk_window_destroy (GTK_WINDOW (cadre_ui_test_find_dialog (GTK_WINDOW (window))));
  wait_for_jobs (window);

  click (window, "next_button");
  g_assert_cmpint (ask (fixture, "SELECT state = 'called' FROM class"), ==, 1);

  g_array_append_vals (people, ids, 2);
  cadre_class_actions_add (window, id, "中青班", people);
  wait_for_jobs (window);
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM enrolment WHERE state = 'nominated'"), ==, 2);
  click (window, "next_button");
  click (window, "next_button");
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM enrolment WHERE state = 'enrolled' AND post_then IS NOT NULL"), ==, 2);
  click (window, "next_button");
  g_assert_cmpint (ask (fixture, "SELECT state = 'running' FROM class"), ==, 1);

  /* The column of the state: 已报到. */
  cadre_entry_grid_paste (CADRE_ENTRY_GRID (find_widget (page, CADRE_TYPE_ENTRY_GRID, &first)), 0, 3, "已报到\n已报到");
  wait_for_jobs (window);
  cadre_ui_test_wait (ask (fixture, "SELECT count (*) FROM enrolment WHERE state = 'present'") == 2);
  wait_for_jobs (window);
  click (window, "next_button");
  cadre_ui_test_wait (ask (fixture, "SELECT count (*) FROM class WHERE state = 'closed'") == 1);
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM study WHERE class_id IS NOT NULL AND hours = 640 AND certificate_no IS NOT NULL"), ==, 2);
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM certificate"), ==, 2);
  wait_for_jobs (window);
  gtk_widget_activate_action (page, "class.resume", NULL);
  wait_for_jobs (window);
  cadre_ui_test_wait (ask (fixture, "SELECT count (*) FROM resume_entry") == 2);
  wait_for_jobs (window);
  click (window, "next_button");
  g_assert_cmpint (ask (fixture, "SELECT state = 'archived' FROM class"), ==, 1);

  undo_all (window, fixture, before);
  close_window (window);
}

static gboolean
delete_job (CadreJob      *job,
            CadreArchive  *archive,
            gpointer       data,
            GError       **error)
{
  return cadre_archive_execute (archive, "DELETE FROM class WHERE id = 1", error);
}

/* A class that is deleted takes its own page away, not the one over it. */
static void
test_deleted (CadreTestArchive *fixture,
              gconstpointer     data)
{
  CadreWindow *window = open_window (fixture, BASE);
  GtkWidget *training = cadre_window_get_page (window);
  GtkWidget *person;

  gtk_widget_activate_action (training, "win.open-class", "x", (gint64) 1);
  wait_for_jobs (window);
  gtk_widget_activate_action (training, "win.open-person", "x", (gint64) 1);
  wait_for_jobs (window);
  person = cadre_window_get_page (window);
  g_assert_cmpstr (cadre_page_get_title (CADRE_PAGE (person)), ==, "甲");

  cadre_window_act (window, "edit", "Delete the class", delete_job, NULL, NULL, NULL, NULL);
  cadre_ui_test_wait (ask (fixture, "SELECT count (*) FROM class") == 0);
  wait_for_jobs (window);
  g_assert_true (cadre_window_get_page (window) == person);

  cadre_window_pop (window);
  cadre_ui_test_wait (cadre_window_get_page (window) == training);
  wait_for_jobs (window);
  close_window (window);
}

/* One seat for two, a course that too few chose; then the classes. */
static void
test_menu_round (CadreTestArchive *fixture,
                 gconstpointer     data)
{
  CadreWindow *window = open_window (fixture, BASE
    "INSERT INTO course (id, name, hours) VALUES (1, '党史', 8), (2, '公文', 4);"
    "INSERT INTO menu_round (id, name, state) VALUES (1, '春季选学', 'draft');"
    "INSERT INTO menu_offer (id, round_id, course_id, seats, minimum) VALUES (1, 1, 1, 1, 1), (2, 1, 2, 9, 2);"
    "INSERT INTO menu_choice (id, offer_id, person_id, chosen_at) VALUES (1, 1, 1, '2025-03-02T08:00:00Z'), (2, 1, 2, '2025-03-01T08:00:00Z'), "
    "(3, 2, 3, '2025-03-01T08:00:00Z');");
  g_autofree char *before = dump (fixture);
  GtkWidget *page;

  activate_line (window, "menu_box", 0, 1);
  cadre_ui_test_wait (CADRE_IS_MENU_PAGE (cadre_window_get_page (window)));
  wait_for_jobs (window);
  page = cadre_window_get_page (window);
  g_assert_cmpstr (cadre_page_get_title (CADRE_PAGE (page)), ==, "春季选学");

  click (window, "next_button");
  g_assert_cmpint (ask (fixture, "SELECT state = 'open' FROM menu_round"), ==, 1);
  click (window, "next_button");
  click (window, "next_button");
  g_assert_cmpint (ask (fixture, "SELECT group_concat (state, ',') = 'missed,given,missed' FROM (SELECT state FROM menu_choice ORDER BY id)"), ==, 1);
  click (window, "next_button");
  g_assert_cmpint (ask (fixture, "SELECT count (*) FROM class c JOIN enrolment e ON e.class_id = c.id WHERE e.person_id = 2 AND c.state = 'rolled'"), ==, 1);
  g_assert_false (gtk_widget_get_visible (cadre_ui_test_find_named (page, "next_button")));

  undo_all (window, fixture, before);
  close_window (window);
}

static void
test_recognise (CadreTestArchive *fixture,
                gconstpointer     data)
{
  CadreWindow *window = open_window (fixture,
    "INSERT INTO unit (id, name, path) VALUES (1, '某局', '00001.');"
    "INSERT INTO person (id, unit_id, name, category, post_level) VALUES (1, 1, '甲', '综合管理类公务员', '科员');"
    "INSERT INTO class (name, year, state) VALUES ('班', 2025, 'draft');"
    "INSERT INTO study (person_id, year, since, title, mode, hours_claimed) VALUES (1, 2025, '2025-03-03', '讲村级财务', '讲课', 3), "
    "(1, 2025, '2025-04-03', '读书', '自学', 10)");
  GtkWidget *page = cadre_window_get_page (window);
  GtkWidget *box = cadre_ui_test_find_named (page, "claims_box");
  guint entry = 0, button = 0;
  GtkWidget *recognise;

  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (cadre_ui_test_find_named (page, "tabs")), "claims");
  wait_for_jobs (window);
  gtk_editable_set_text (GTK_EDITABLE (find_widget (box, GTK_TYPE_ENTRY, &entry)), "干教科");
  for (recognise = find_widget (box, GTK_TYPE_BUTTON, &button); !gtk_widget_has_css_class (recognise, "suggested-action");)
    {
      button = ++entry;
      recognise = find_widget (box, GTK_TYPE_BUTTON, &button);
    }
  g_assert_true (gtk_widget_get_sensitive (recognise));
  g_signal_emit_by_name (recognise, "clicked");
  wait_for_jobs (window);
  cadre_ui_test_wait (ask (fixture, "SELECT count (*) FROM study WHERE recognised_by = '干教科'") == 1);
  g_assert_cmpint (ask (fixture, "SELECT hours FROM study WHERE mode = '讲课'"), ==, 15);
  g_assert_cmpint (ask (fixture, "SELECT hours IS NULL FROM study WHERE mode = '自学'"), ==, 1);
  wait_for_jobs (window);
  close_window (window);
}

int
main (int    argc,
      char **argv)
{
  cadre_ui_test_init (&argc, &argv);
#define ADD(name, function) \
  g_test_add ("/training/" name, CadreTestArchive, NULL, cadre_test_set_up, function, cadre_test_tear_down)
  ADD ("add", test_add);
  ADD ("class", test_class);
  ADD ("deleted", test_deleted);
  ADD ("long-class", test_long_class);
  ADD ("menu-round", test_menu_round);
  ADD ("recognise", test_recognise);
#undef ADD

  return g_test_run ();
}
