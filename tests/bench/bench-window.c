/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How fast the window is: bench-window PEOPLE
 *
 * Start to the first painted list against a bare window in the same run, a
 * key press to the painted answer, a random jump, and the memory it all
 * takes. Figures are milliseconds. */

#include "config.h"

#include <stdlib.h>

#include "cadre-page.h"
#include "cadre-people-page.h"
#include "cadre-person-view.h"
#include "cadre-ui-test.h"

#define N_JUMPS 100
#define N_KEYS 20

static double
since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static void
painted_cb (GdkFrameClock *clock,
            gboolean      *painted)
{
  *painted = TRUE;
}

/* Until the frame that shows what was asked for is on the screen. */
static void
wait_painted (GtkWidget *widget)
{
  gboolean painted = FALSE;
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &painted);

  gtk_widget_queue_draw (widget);
  cadre_ui_test_wait (painted);
  g_signal_handler_disconnect (clock, handler);
}

static double
time_bare_window (gint64 start)
{
  GtkWidget *window = g_object_new (ADW_TYPE_APPLICATION_WINDOW, "default-width", 1180, "default-height", 740, NULL);
  double ms;

  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), adw_header_bar_new ());
  gtk_window_present (GTK_WINDOW (window));
  wait_painted (window);
  ms = since (start);
  gtk_window_destroy (GTK_WINDOW (window));
  return ms;
}

static gboolean
is_row_loaded (CadrePersonList *list,
               guint            position)
{
  g_autoptr(CadrePersonRow) row = g_list_model_get_item (G_LIST_MODEL (list), position);

  return row == NULL || cadre_person_row_is_loaded (row);
}

static GtkWidget *
find_view (GtkWidget *widget)
{
  if (CADRE_IS_PERSON_VIEW (widget))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_view (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static glong
resident_mib (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;

  line = strstr (status, "VmRSS:");
  return line != NULL ? strtol (line + strlen ("VmRSS:"), NULL, 10) / 1024 : 0;
}

static void
bench_keys (GtkWidget       *window,
            CadrePersonView *view,
            CadrePersonList *list)
{
  static const char * const typed[] = { "王", "王某", "王某1", "张", "无此人" };
  double sum = 0, worst = 0;

  for (int i = 0; i < N_KEYS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      double ms;

      cadre_person_view_set_text (view, typed[i % (int) G_N_ELEMENTS (typed)]);
      cadre_ui_test_wait (!cadre_person_list_is_loading (list) && is_row_loaded (list, 0));
      wait_painted (window);
      ms = since (start);
      sum += ms;
      worst = MAX (worst, ms);
    }
  cadre_person_view_set_text (view, NULL);
  cadre_ui_test_wait (!cadre_person_list_is_loading (list));
  g_print ("key press to painted: %.1f on average, %.1f at worst\n", sum / N_KEYS, worst);
}

static void
bench_jumps (GtkWidget       *window,
             CadrePersonView *view,
             CadrePersonList *list)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);
  double sum = 0, worst = 0;

  for (int i = 0; i < N_JUMPS; i++)
    {
      guint position = (guint) g_rand_int_range (rand, 0, (gint32) n);
      gint64 start = g_get_monotonic_time ();
      double ms;

      cadre_person_view_scroll_to (view, position);
      cadre_ui_test_wait (is_row_loaded (list, position));
      wait_painted (window);
      ms = since (start);
      sum += ms;
      worst = MAX (worst, ms);
    }
  g_print ("random jump to painted: %.1f on average, %.1f at worst\n", sum / N_JUMPS, worst);
}

int
main (int    argc,
      char **argv)
{
  guint n_people = argc > 1 ? (guint) strtoul (argv[1], NULL, 10) : 100000;
  g_autofree char *folder = cadre_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "a.cadre", NULL);
  g_autoptr(GError) error = NULL;
  CadreArchive *archive = cadre_archive_create (path, &error);
  CadreSession *session;
  CadrePersonList *list;
  CadrePersonView *view;
  GtkWidget *window, *page;
  double bare, warm, whole;
  gint64 start;

  g_assert_no_error (error);
  cadre_ui_test_add_people (archive, n_people);
  g_object_unref (archive);

  start = g_get_monotonic_time ();
  adw_init ();
  bare = time_bare_window (start);

  /* What the second window finds loaded already, the first has paid for: the
   * whole start is the first window and what the list adds to a second. */
  warm = time_bare_window (g_get_monotonic_time ());
  start = g_get_monotonic_time ();
  session = cadre_ui_test_open (path);
  window = g_object_new (ADW_TYPE_APPLICATION_WINDOW, "default-width", 1180, "default-height", 740, NULL);
  page = g_object_new (cadre_people_page_get_type (), "session", session, NULL);
  view = CADRE_PERSON_VIEW (find_view (page));
  list = cadre_person_view_get_list (view);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  cadre_ui_test_wait (!cadre_person_list_is_loading (list) && is_row_loaded (list, 0));
  wait_painted (window);
  whole = bare + since (start) - warm;

  g_print ("people: %u\n", n_people);
  g_print ("bare window: %.1f; first list: %.1f; ratio %.2f\n", bare, whole, whole / bare);
  bench_keys (window, view, list);
  bench_jumps (window, view, list);
  g_print ("row objects: %u; resident: %ld MiB\n", cadre_person_list_n_live_rows (list), resident_mib ());

  gtk_window_destroy (GTK_WINDOW (window));
  cadre_ui_test_settle ();
  g_object_unref (session);
  cadre_test_remove (folder);
  return 0;
}
