/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tree of units: its shape, its counts, and that objects outlive a
 * change, so that a view keeps what is open. */

#include "config.h"

#include "cadre-test.h"
#include "cadre-unit.h"

static void
fill (CadreUnitTree *tree,
      CadreArchive  *archive)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) units = cadre_units_load (archive, &error);

  g_assert_no_error (error);
  cadre_unit_tree_fill (tree, units);
}

static void
test_fill_again (CadreTestArchive *fixture,
                 gconstpointer     data)
{
  g_autoptr(CadreUnitTree) tree = cadre_unit_tree_new ();
  CadreUnit *town, *village;

  cadre_test_do (fixture->archive, "units",
                 "INSERT INTO unit (id, parent_id, position, path, name) VALUES "
                 "(1, NULL, 1, '00001.', '甲镇'), (2, NULL, 2, '00002.', '乙镇'), "
                 "(3, 1, 1, '00001.00001.', '大坪村'), (4, 1, 2, '00001.00002.', '小坪村');"
                 "INSERT INTO person (name, unit_id) VALUES ('甲', 1), ('乙', 3), ('丙', 4), ('丁', 4)");
  fill (tree, fixture->archive);

  town = cadre_unit_tree_find (tree, 1);
  village = cadre_unit_tree_find (tree, 4);
  g_assert_cmpuint (g_list_model_get_n_items (cadre_unit_tree_get_roots (tree)), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (cadre_unit_tree_get_all (tree)), ==, 4);
  g_assert_cmpuint (g_list_model_get_n_items (cadre_unit_get_children (town)), ==, 2);
  g_assert_cmpuint (cadre_unit_get_n_people (town), ==, 4);
  g_assert_cmpuint (cadre_unit_get_n_people (village), ==, 2);
  g_assert_cmpuint (cadre_unit_get_depth (village), ==, 1);
  g_assert_cmpstr (cadre_unit_get_above (village), ==, "甲镇");

  /* It goes to another town, and gets another name. */
  cadre_test_do (fixture->archive, "move",
                 "UPDATE unit SET parent_id = 2, path = '00002.00001.', name = '新坪村' WHERE id = 4");
  fill (tree, fixture->archive);
  g_assert_true (cadre_unit_tree_find (tree, 4) == village);
  g_assert_true (cadre_unit_tree_find (tree, 1) == town);
  g_assert_cmpstr (cadre_unit_get_name (village), ==, "新坪村");
  g_assert_cmpstr (cadre_unit_get_above (village), ==, "乙镇");
  g_assert_cmpuint (g_list_model_get_n_items (cadre_unit_get_children (town)), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (cadre_unit_get_children (cadre_unit_tree_find (tree, 2))), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/unit-tree/fill-again", CadreTestArchive, NULL, cadre_test_set_up, test_fill_again,
              cadre_test_tear_down);

  return g_test_run ();
}
