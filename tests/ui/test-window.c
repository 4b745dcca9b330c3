/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window as a whole: what opens over what, and the way back. */

#include "config.h"

#include "cadre-pages.h"
#include "cadre-person-data.h"
#include "cadre-person-page.h"
#include "cadre-person-view.h"
#include "cadre-report-editor.h"
#include "cadre-ui-test.h"
#include "cadre-window.h"

typedef struct
{
  CadreTestArchive base;
  CadreWindow *window;
} Fixture;

/* Pages slide in and out: some frames pass until one is in its place. */
static void
settle (Fixture *fixture)
{
  cadre_ui_test_idle (cadre_window_get_session (fixture->window));
  for (guint i = 0; i < 30; i++)
    cadre_ui_test_next_frame (GTK_WIDGET (fixture->window));
}

static void
set_up_window (Fixture *fixture)
{
  fixture->window = g_object_new (CADRE_TYPE_WINDOW, "path", fixture->base.path, NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  cadre_ui_test_wait (cadre_window_get_session (fixture->window) != NULL);
  cadre_window_show_page (fixture->window, "people");
  settle (fixture);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  cadre_test_set_up (&fixture->base, NULL);
  cadre_ui_test_add_people (fixture->base.archive, 100);
  g_clear_object (&fixture->base.archive);
  set_up_window (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  cadre_ui_test_settle ();
  cadre_test_tear_down (&fixture->base, NULL);
}

/* The width of the window when it is first opened, less that of the sidebar and the line beside it. */
#define ROOM (1180 - 201)

/* A page that needs more would fold the sidebar away. */
static void
test_fits (Fixture       *fixture,
           gconstpointer  data)
{
  guint n_pages;
  const CadrePageInfo *pages = cadre_pages_get (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    {
      int least;

      cadre_window_show_page (fixture->window, pages[i].name);
      settle (fixture);
      gtk_widget_measure (cadre_window_get_page (fixture->window), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      g_test_message ("%s: at least %d", pages[i].name, least);
      g_assert_cmpint (least, <=, ROOM);
    }
}

static void
test_back (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *people = cadre_window_get_page (fixture->window);

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.open-person", "x", (gint64) 5);
  settle (fixture);
  g_assert_true (CADRE_IS_PERSON_PAGE (cadre_window_get_page (fixture->window)));

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.back", NULL);
  settle (fixture);
  g_assert_true (cadre_window_get_page (fixture->window) == people);
}

static gint64
get_person (Fixture *fixture)
{
  gint64 id;

  g_object_get (cadre_window_get_page (fixture->window), "record-id", &id, NULL);
  return id;
}

static CadrePersonView *
find_view (GtkWidget *widget)
{
  CadrePersonView *found = CADRE_IS_PERSON_VIEW (widget) ? CADRE_PERSON_VIEW (widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_view (child);

  return found;
}

static void
test_neighbours (Fixture       *fixture,
                 gconstpointer  data)
{
  CadrePersonView *view = find_view (cadre_window_get_page (fixture->window));
  CadrePersonList *list = cadre_person_view_get_list (view);
  GtkWidget *page;

  cadre_ui_test_wait (g_list_model_get_n_items (G_LIST_MODEL (list)) == 100);
  cadre_person_view_open (view, 0);
  settle (fixture);
  page = cadre_window_get_page (fixture->window);
  g_assert_cmpint (get_person (fixture), ==, cadre_person_list_get_id (list, 0));

  gtk_widget_activate_action (page, "person.previous", NULL);
  gtk_widget_activate_action (page, "person.next", NULL);
  gtk_widget_activate_action (page, "person.next", NULL);
  settle (fixture);
  g_assert_cmpint (get_person (fixture), ==, cadre_person_list_get_id (list, 2));
  gtk_widget_activate_action (page, "person.previous", NULL);
  settle (fixture);
  g_assert_cmpint (get_person (fixture), ==, cadre_person_list_get_id (list, 1));

  /* The page is the same: the tab that was chosen stays. */
  g_assert_true (cadre_window_get_page (fixture->window) == page);
}

/* Pages go with their window, and with them whatever reads the archive: a file that is replaced must not be open. */
static void
test_closed (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *people = cadre_window_get_page (fixture->window);
  CadreWindow *window = fixture->window;

  g_object_add_weak_pointer (G_OBJECT (people), (gpointer *) &people);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  cadre_ui_test_settle ();
  g_assert_null (window);
  g_assert_null (people);

  set_up_window (fixture);
}

static GtkWindow *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
        return window;
    }

  return NULL;
}

static void
test_report_editor (Fixture       *fixture,
                    gconstpointer  data)
{
  cadre_report_editor_open (fixture->window, data, TRUE);
  settle (fixture);
  g_assert_nonnull (find_window (CADRE_TYPE_REPORT_EDITOR));
  gtk_window_destroy (find_window (CADRE_TYPE_REPORT_EDITOR));
  settle (fixture);
  g_assert_null (find_window (CADRE_TYPE_REPORT_EDITOR));
}

/* The journal keeps the time of Greenwich; people read the time here. */
static void
test_time_here (CadreTestArchive *base,
                gconstpointer     data)
{
  CadreDate today = cadre_date_today ();
  CadrePersonData *person = cadre_person_data_new (1, &today);
  g_autoptr(GError) error = NULL;
  const CadrePersonLine *line;

  cadre_test_do (base->archive, "add", "INSERT INTO person (id, name) VALUES (1, '甲某')");
  cadre_archive_execute (base->archive, "UPDATE action SET happened_at = '2026-02-28T23:30:00Z'", &error);
  g_assert_no_error (error);
  cadre_person_data_load (NULL, base->archive, person, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (person->actions->len, ==, 1);
  line = g_ptr_array_index (person->actions, 0);
  g_assert_true (g_str_has_prefix (line->subtitle, "2026-03-01 07:30 · "));
  cadre_person_data_free (person);
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "CST-8", TRUE);
  cadre_ui_test_init (&argc, &argv);

  g_test_add ("/window/time-here", CadreTestArchive, NULL, cadre_test_set_up, test_time_here, cadre_test_tear_down);
  g_test_add ("/window/fits", Fixture, NULL, set_up, test_fits, tear_down);
  g_test_add ("/window/closed", Fixture, NULL, set_up, test_closed, tear_down);
  g_test_add ("/window/back", Fixture, NULL, set_up, test_back, tear_down);
  g_test_add ("/window/neighbours", Fixture, NULL, set_up, test_neighbours, tear_down);
  g_test_add ("/window/report-editor/list", Fixture, "cadre-roster", set_up, test_report_editor, tear_down);
  g_test_add ("/window/report-editor/summary", Fixture, "training-statistics", set_up, test_report_editor, tear_down);

  return g_test_run ();
}
