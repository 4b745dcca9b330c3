/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tags: given, taken, counted. */

#include "config.h"

#include "cadre-tags.h"
#include "cadre-test.h"

static void
test_give_and_take (CadreTestArchive *fixture,
                    gconstpointer     data)
{
  CadreArchive *archive = fixture->archive;
  const gint64 ids[] = { 1, 2, 3 };
  g_autoptr(GPtrArray) tags = NULL;
  g_autoptr(GError) error = NULL;
  CadreAction *action;
  const CadreTag *tag;

  cadre_test_do (archive, "people", "INSERT INTO person (id, name) VALUES (1, '甲'), (2, '乙'), (3, '丙')");

  action = cadre_action_begin (archive, "edit", "tag", &error);
  g_assert_true (cadre_tags_give (archive, "中青班", ids, 2, &error));
  g_assert_true (cadre_tags_give (archive, "中青班", ids, 3, &error));
  g_assert_false (cadre_tags_give (archive, "", ids, 3, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (cadre_tags_take (archive, "中青班", ids + 2, 1, &error));
  cadre_action_commit (action, &error);
  cadre_action_free (action);
  g_assert_no_error (error);

  tags = cadre_tags_list (archive, ids + 1, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tags->len, ==, 1);
  tag = g_ptr_array_index (tags, 0);
  g_assert_cmpstr (tag->name, ==, "中青班");
  g_assert_cmpuint (tag->n_people, ==, 2);
  g_assert_cmpuint (tag->n_asked, ==, 1);

  action = cadre_action_begin (archive, "edit", "untag", &error);
  g_assert_true (cadre_tags_take (archive, "中青班", ids, 3, &error));
  cadre_action_commit (action, &error);
  cadre_action_free (action);
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM tag"), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/tags/give-and-take", CadreTestArchive, NULL, cadre_test_set_up, test_give_and_take,
              cadre_test_tear_down);

  return g_test_run ();
}
