/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The lazy list of people: what it asks for, what it keeps, what it tells. */

#include "config.h"

#include "cadre-person-list.h"
#include "cadre-test.h"

#define N_PEOPLE 5000

typedef struct
{
  CadreTestArchive base;
  CadrePersonList *list;
  guint n_signals;
  guint position, removed, added;
} Fixture;

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  gpointer    data)
{
  Fixture *fixture = data;

  fixture->n_signals++;
  fixture->position = position;
  fixture->removed = removed;
  fixture->added = added;
}

static void
settle (Fixture *fixture)
{
  while (cadre_person_list_is_loading (fixture->list))
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for_row (CadrePersonRow *row)
{
  while (!cadre_person_row_is_loaded (row))
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *sql = NULL;

  cadre_test_set_up (&fixture->base, data);
  sql = g_strdup_printf ("INSERT INTO unit (id, name, path) VALUES (1, '乙局', '00002.'), (2, '甲局', '00001.');"
                         "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
                         "INSERT INTO person (name, unit_id, birth) "
                         "SELECT '某' || i, 1 + i %% 2, '19' || (60 + i %% 40) FROM n;"
                         "INSERT INTO person (name) VALUES ('无单位');", N_PEOPLE - 1);
  cadre_test_do (fixture->base.archive, "test", sql);

  fixture->list = cadre_person_list_new (fixture->base.path);
  g_signal_connect (fixture->list, "items-changed", G_CALLBACK (items_changed_cb), fixture);
  settle (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->list);
  cadre_test_tear_down (&fixture->base, data);
}

static char *
name_at (Fixture *fixture,
         guint    position)
{
  g_autoptr(CadrePersonRow) row = g_list_model_get_item (G_LIST_MODEL (fixture->list), position);

  wait_for_row (row);
  return g_strdup (cadre_person_row_get_text (row, CADRE_PERSON_NAME));
}

static void
test_unit_order (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *first = name_at (fixture, 0);
  g_autofree char *last = name_at (fixture, N_PEOPLE - 1);

  /* 甲局 stands first by its path; who has no unit stands last. */
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, N_PEOPLE);
  g_assert_cmpstr (first, ==, "某1");
  g_assert_cmpstr (last, ==, "无单位");
}

static void
test_only_rows_in_use_live (Fixture       *fixture,
                            gconstpointer  data)
{
  GListModel *model = G_LIST_MODEL (fixture->list);
  g_autoptr(CadrePersonRow) kept = g_list_model_get_item (model, 7);

  for (guint i = 0; i < N_PEOPLE; i += 3)
    {
      g_autoptr(CadrePersonRow) row = g_list_model_get_item (model, i);

      g_assert_nonnull (row);
    }

  g_assert_cmpuint (cadre_person_list_n_live_rows (fixture->list), ==, 1);
  wait_for_row (kept);
  g_assert_null (g_list_model_get_item (model, N_PEOPLE));
}

static void
test_small_change_is_a_small_signal (Fixture       *fixture,
                                     gconstpointer  data)
{
  g_autoptr(CadrePersonRow) before = g_list_model_get_item (G_LIST_MODEL (fixture->list), 10);
  g_autoptr(CadrePersonRow) after = g_list_model_get_item (G_LIST_MODEL (fixture->list), 3000);
  g_autoptr(CadrePersonRow) again = NULL;
  g_autofree char *sql = NULL;
  gint64 id = cadre_person_row_get_id (before);

  wait_for_row (before);
  wait_for_row (after);
  sql = g_strdup_printf ("UPDATE person SET name = '改名' WHERE id = %" G_GINT64_FORMAT ";"
                         "DELETE FROM person WHERE id = (SELECT id FROM person WHERE unit_id = 2 LIMIT 1 OFFSET 100)", id);
  fixture->n_signals = 0;
  cadre_test_do (fixture->base.archive, "test", sql);
  cadre_person_list_refresh (fixture->list);
  settle (fixture);

  g_assert_cmpuint (fixture->n_signals, ==, 1);
  g_assert_cmpuint (fixture->position, ==, 100);
  g_assert_cmpuint (fixture->removed, ==, 1);
  g_assert_cmpuint (fixture->added, ==, 0);

  /* Who stays in sight is the same object, with the new text, one place up. */
  while (g_strcmp0 (cadre_person_row_get_text (before, CADRE_PERSON_NAME), "改名") != 0)
    g_main_context_iteration (NULL, TRUE);
  again = g_list_model_get_item (G_LIST_MODEL (fixture->list), 2999);
  g_assert_true (again == after);
  g_assert_cmpuint (cadre_person_list_find (fixture->list, id), ==, 10);
}

static void
test_newest_query_wins (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autofree char *first = NULL;

  for (int i = 0; i < 50; i++)
    cadre_person_list_set_order (fixture->list, CADRE_PERSON_ORDER_COLUMN, CADRE_PERSON_BIRTH, i % 2 == 0);
  cadre_person_list_set_unit (fixture->list, 2);
  settle (fixture);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, N_PEOPLE / 2);
  first = name_at (fixture, 0);
  g_assert_cmpstr (first, ==, "某1");
}

/* The list is searched as cadrectl find searches: names, sounds, units. */
static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  GListModel *model = G_LIST_MODEL (fixture->list);
  g_autofree char *name = NULL;

  cadre_person_list_set_text (fixture->list, "无单");
  settle (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 1);
  name = name_at (fixture, 0);
  g_assert_cmpstr (name, ==, "无单位");

  cadre_person_list_set_text (fixture->list, "wdw");
  settle (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 1);

  cadre_person_list_set_text (fixture->list, "乙局 某");
  settle (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, N_PEOPLE / 2 - 1);

  cadre_person_list_set_unit (fixture->list, 2);
  settle (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 0);
  cadre_person_list_set_text (fixture->list, NULL);
  settle (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, N_PEOPLE / 2);
}

static void
test_orders_of_names (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *by_pinyin = NULL;
  g_autofree char *by_strokes = NULL;

  cadre_test_do (fixture->base.archive, "test", "DELETE FROM person; INSERT INTO person (name) VALUES ('张一'), ('丁二'), ('曾三')");
  cadre_person_list_set_order (fixture->list, CADRE_PERSON_ORDER_PINYIN, CADRE_PERSON_NAME, FALSE);
  cadre_person_list_refresh (fixture->list);
  settle (fixture);
  by_pinyin = name_at (fixture, 1);
  g_assert_cmpstr (by_pinyin, ==, "曾三");

  cadre_person_list_set_order (fixture->list, CADRE_PERSON_ORDER_STROKES, CADRE_PERSON_NAME, FALSE);
  settle (fixture);
  by_strokes = name_at (fixture, 1);
  g_assert_cmpstr (by_strokes, ==, "张一");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/person-list/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("unit-order", test_unit_order);
  ADD ("only-rows-in-use-live", test_only_rows_in_use_live);
  ADD ("small-change-is-a-small-signal", test_small_change_is_a_small_signal);
  ADD ("newest-query-wins", test_newest_query_wins);
  ADD ("search", test_search);
  ADD ("orders-of-names", test_orders_of_names);
#undef ADD

  return g_test_run ();
}
