/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of people as a view sees it: few row objects whatever its length,
 * a selection by identity, an order that headers and menu agree on. */

#include "config.h"

#include "cadre-person-view.h"
#include "cadre-ui-test.h"

/* Rows that GTK 4.8 keeps for a view, and some for those on the way. */
#define FEW_ROWS 420

typedef struct
{
  CadreTestArchive base;
  CadreSession *session;
  GtkWidget *window;
  CadrePersonView *view;
  CadrePersonList *list;
  GtkSelectionModel *selection;
} Fixture;

static void
settle (Fixture *fixture)
{
  cadre_ui_test_wait (!cadre_person_list_is_loading (fixture->list));
  cadre_ui_test_settle ();
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  cadre_test_set_up (&fixture->base, NULL);
  cadre_ui_test_add_people (fixture->base.archive, GPOINTER_TO_UINT (data));
  g_clear_object (&fixture->base.archive);
  fixture->session = cadre_ui_test_open (fixture->base.path);

  fixture->window = gtk_window_new ();
  fixture->view = g_object_new (CADRE_TYPE_PERSON_VIEW, NULL);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 700);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->view));
  cadre_person_view_set_session (fixture->view, fixture->session);
  fixture->list = cadre_person_view_get_list (fixture->view);
  fixture->selection = GTK_SELECTION_MODEL (cadre_person_view_get_selection (fixture->view));
  gtk_window_present (GTK_WINDOW (fixture->window));
  settle (fixture);
  cadre_ui_test_next_frame (fixture->window);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  cadre_ui_test_settle ();
  g_assert_finalize_object (fixture->session);
  cadre_test_tear_down (&fixture->base, NULL);
}

static void
test_few_rows (Fixture       *fixture,
               gconstpointer  data)
{
  guint n = GPOINTER_TO_UINT (data);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, n);
  g_assert_cmpuint (cadre_person_list_n_live_rows (fixture->list), <=, FEW_ROWS);

  for (guint i = 1; i <= 20; i++)
    {
      cadre_person_view_scroll_to (fixture->view, (guint) ((guint64) i * 7919 * 131 % n));
      cadre_ui_test_next_frame (fixture->window);
    }
  cadre_person_view_scroll_to (fixture->view, n - 1);
  cadre_ui_test_next_frame (fixture->window);
  g_assert_cmpuint (cadre_person_list_n_live_rows (fixture->list), <=, FEW_ROWS);

  gtk_selection_model_select_all (fixture->selection);
  cadre_ui_test_next_frame (fixture->window);
  g_assert_cmpuint (cadre_person_selection_get_n (CADRE_PERSON_SELECTION (fixture->selection)), ==, n);
  g_assert_cmpuint (cadre_person_list_n_live_rows (fixture->list), <=, FEW_ROWS);
}

static void
test_selection_is_of_people (Fixture       *fixture,
                             gconstpointer  data)
{
  CadrePersonSelection *selection = CADRE_PERSON_SELECTION (fixture->selection);
  gint64 id = cadre_person_list_get_id (fixture->list, 5);
  g_autoptr(GArray) ids = NULL;
  guint position;

  gtk_selection_model_select_item (fixture->selection, 5, TRUE);
  cadre_person_list_set_order (fixture->list, CADRE_PERSON_ORDER_COLUMN, CADRE_PERSON_BIRTH, TRUE);
  settle (fixture);

  position = cadre_person_list_find (fixture->list, id);
  g_assert_cmpuint (position, !=, 5);
  g_assert_cmpuint (cadre_person_selection_get_first (selection), ==, position);
  ids = cadre_person_selection_get_ids (selection);
  g_assert_cmpuint (ids->len, ==, 1);
  g_assert_cmpint (g_array_index (ids, gint64, 0), ==, id);

  /* Who is not found is not selected either: no action on people unseen. */
  cadre_person_view_set_text (fixture->view, "无此人");
  settle (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 0);
  g_assert_cmpuint (cadre_person_selection_get_n (selection), ==, 0);
  cadre_person_view_set_text (fixture->view, NULL);
  settle (fixture);
  g_assert_cmpuint (cadre_person_selection_get_n (selection), ==, 0);
}

static void
test_filter (Fixture       *fixture,
             gconstpointer  data)
{
  cadre_person_list_set_filter (fixture->list, "{\"field\":\"sex\",\"is\":\"=\",\"value\":\"女\"}");
  settle (fixture);
  g_assert_true (cadre_person_list_is_filtered (fixture->list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 2500);

  cadre_person_view_set_text (fixture->view, "王");
  settle (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), <, 2500);
  cadre_person_view_set_text (fixture->view, NULL);
  cadre_person_list_set_filter (fixture->list, NULL);
  settle (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 5000);
}

/* Who stops a query has the list as it was, and it goes on to be of use. */
static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  guint n = GPOINTER_TO_UINT (data);

  cadre_person_view_set_text (fixture->view, "某1");
  g_assert_true (cadre_person_list_is_loading (fixture->list));
  cadre_person_list_cancel (fixture->list);
  g_assert_false (cadre_person_list_is_loading (fixture->list));
  settle (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, n);

  cadre_person_view_set_text (fixture->view, "无此人");
  settle (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 0);
}

static char *
order_of (Fixture *fixture)
{
  g_autoptr(GVariant) state = g_action_group_get_action_state (cadre_person_view_get_actions (fixture->view), "order");

  return g_variant_dup_string (state, NULL);
}

static void
test_headers_sort (Fixture       *fixture,
                   gconstpointer  data)
{
  GtkColumnView *columns = cadre_person_view_get_columns (fixture->view);
  g_autoptr(GtkColumnViewColumn) birth = g_list_model_get_item (gtk_column_view_get_columns (columns), 2);
  g_autofree char *by_header = NULL;
  g_autofree char *by_menu = NULL;
  g_autoptr(CadrePersonRow) first = NULL;

  gtk_column_view_sort_by_column (columns, birth, GTK_SORT_DESCENDING);
  settle (fixture);
  by_header = order_of (fixture);
  g_assert_cmpstr (by_header, ==, "birth");
  first = g_list_model_get_item (G_LIST_MODEL (fixture->list), 0);
  cadre_ui_test_wait (cadre_person_row_is_loaded (first));
  g_assert_true (g_str_has_prefix (cadre_person_row_get_text (first, CADRE_PERSON_BIRTH), "1997"));

  g_action_group_activate_action (cadre_person_view_get_actions (fixture->view), "order",
                                  g_variant_new_string ("unit"));
  settle (fixture);
  by_menu = order_of (fixture);
  g_assert_cmpstr (by_menu, ==, "unit");
}

int
main (int    argc,
      char **argv)
{
  cadre_ui_test_init (&argc, &argv);

#define ADD(name, n, function) \
  g_test_add ("/person-view/" name, Fixture, GUINT_TO_POINTER (n), set_up, function, tear_down)
  ADD ("few-rows", 1000000, test_few_rows);
  ADD ("selection-is-of-people", 5000, test_selection_is_of_people);
  ADD ("filter", 5000, test_filter);
  ADD ("cancel", 100000, test_cancel);
  ADD ("headers-sort", 5000, test_headers_sort);
#undef ADD

  return g_test_run ();
}
