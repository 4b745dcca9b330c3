/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Someone is sent, recalled and followed; and all of it taken back. */

#include "config.h"

#include <string.h>

#include "cadre-posting-actions.h"
#include "cadre-test.h"

#define SCENE \
  "INSERT INTO unit (id, name, path) VALUES (1, '云岭县农业局', '00001.'), (2, '梨洞村', '00002.'), (3, '杉坝村', '00003.');" \
  "INSERT INTO person (id, name, unit_id, post_full) VALUES (1, '张三', 1, '云岭县农业局股长'), (2, '李四', 1, '云岭县农业局干部');" \
  "INSERT INTO reserve (person_id, status, since) VALUES (1, '后备', '2015')"

static gint64
begin (CadreArchive  *archive,
       gint64         person_id,
       gint64         unit_id,
       const char    *since,
       GError       **error)
{
  const CadrePostingOrder order = { .person_id = person_id, .unit_id = unit_id, .kind = "第一书记", .since = since,
                                    .term_years = 2, .is_tied = TRUE, .document = "县组文〔2015〕42号" };
  g_autoptr(CadreAction) action = cadre_action_begin (archive, "edit", "post", NULL);
  gint64 id = cadre_posting_begin (archive, &order, error);

  if (id != 0)
    g_assert_true (cadre_action_commit (action, NULL));
  return id;
}

static gboolean
end (CadreArchive              *archive,
     const CadrePostingEnding  *ending,
     GError                   **error)
{
  g_autoptr(CadreAction) action = cadre_action_begin (archive, "edit", "end", NULL);

  return cadre_posting_end (archive, ending, error) && cadre_action_commit (action, error);
}

static void
test_recall (CadreTestArchive *fixture,
             gconstpointer     data)
{
  CadreArchive *archive = fixture->archive;
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) proposed = NULL;
  g_autoptr(GArray) left = NULL;
  g_autofree char *sender = NULL;
  gint64 first, second;
  CadrePostingEnding ending = { .until = "2016-05", .reason = "召回", .cause = "三次缺岗", .document = "县组文〔2016〕7号" };

  cadre_test_do (archive, "scene", SCENE);
  first = begin (archive, 1, 2, "2015-09", &error);
  g_assert_no_error (error);
  g_assert_cmpint (cadre_posting_find_current (archive, 1, NULL), ==, first);
  sender = cadre_test_text (archive, "SELECT sender_id || sender_post FROM posting");
  g_assert_cmpstr (sender, ==, "1云岭县农业局股长");

  ending.posting_id = first;
  g_assert_true (end (archive, &ending, &error));
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM posting WHERE until = '2016-05' AND "
                                   "recall_cause = '三次缺岗' AND end_document = '县组文〔2016〕7号'"), ==, 1);

  /* Nothing follows by itself. */
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM reserve WHERE until IS NULL"), ==, 1);
  proposed = cadre_posting_list_consequences (archive, first, &error);
  g_assert_cmpuint (proposed->len, ==, 2);
  for (guint i = 0; i < proposed->len; i++)
    {
      g_autoptr(CadreAction) action = cadre_action_begin (archive, "edit", "decide", NULL);

      g_assert_true (cadre_posting_decide (archive, first, g_array_index (proposed, CadrePostingConsequence, i), &error));
      g_assert_true (cadre_action_commit (action, NULL));
    }
  left = cadre_posting_list_consequences (archive, first, NULL);
  g_assert_cmpuint (left->len, ==, 0);
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM reserve WHERE until = '2016-05' AND status = '调整' "
                                   "AND exit_reason = '召回：三次缺岗'"), ==, 1);

  second = begin (archive, 2, 2, "2016-07", &error);
  g_assert_no_error (error);
  g_assert_cmpint (cadre_test_int (archive, "SELECT predecessor_id FROM posting WHERE person_id = 2"), ==, first);
  g_assert_cmpint (second, >, first);
}

static void
test_refusals (CadreTestArchive *fixture,
               gconstpointer     data)
{
  static const CadrePostingEnding refused[] = {
    { .until = "2014-12", .reason = "任满" },
    { .until = "2015-08", .reason = "任满" },
    { .until = "next year", .reason = "任满" },
    { .until = "2016-05" },
    { .until = "2016-05", .reason = "召回", .document = "7号" },
    { .until = "2016-05", .reason = "召回", .cause = "三次缺岗" },
    { .until = "2016-05", .reason = "任满", .cause = "三次缺岗" },
  };
  g_autoptr(GError) error = NULL;
  CadrePostingEnding taken = { .until = "2015", .reason = "病" };
  gint64 id;

  cadre_test_do (fixture->archive, "scene", SCENE);
  id = begin (fixture->archive, 1, 2, "2015-09", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      CadrePostingEnding ending = refused[i];

      ending.posting_id = id;
      g_assert_false (end (fixture->archive, &ending, &error));
      g_assert_error (error, CADRE_ERROR, CADRE_ERROR_INVALID);
      g_clear_error (&error);
    }

  g_assert_cmpint (begin (fixture->archive, 1, 3, "2016-01", &error), ==, 0);
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "梨洞村"));
  g_clear_error (&error);
  g_assert_cmpint (begin (fixture->archive, 99, 3, "2016-01", &error), ==, 0);
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* 2015 alone may be after September. */
  taken.posting_id = id;
  g_assert_true (end (fixture->archive, &taken, &error));
  g_assert_false (end (fixture->archive, &taken, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_INVALID);
}

/* A fault of the database is told as such, not as a posting that is not there. */
static void
test_fault (CadreTestArchive *fixture,
            gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  CadrePostingEnding ending = { .until = "2016-05", .reason = "任满" };

  cadre_test_do (fixture->archive, "scene", SCENE);
  ending.posting_id = begin (fixture->archive, 1, 2, "2015-09", NULL);
  g_assert_true (cadre_archive_execute (fixture->archive, "CREATE TEMP VIEW posting AS SELECT id, person_id, json ('{') AS since, "
                                        "until FROM main.posting", &error));
  g_assert_false (end (fixture->archive, &ending, &error));
  g_assert_nonnull (strstr (error->message, "JSON"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/posting-actions/recall", CadreTestArchive, NULL, cadre_test_set_up, test_recall, cadre_test_tear_down);
  g_test_add ("/posting-actions/refusals", CadreTestArchive, NULL, cadre_test_set_up, test_refusals, cadre_test_tear_down);
  g_test_add ("/posting-actions/fault", CadreTestArchive, NULL, cadre_test_set_up, test_fault, cadre_test_tear_down);

  return g_test_run ();
}
