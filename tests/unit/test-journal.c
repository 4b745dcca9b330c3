/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The archive's file and its journal: actions, undo, redo. */

#include "config.h"

#include "cadre-journal.h"
#include "cadre-test.h"

static void
test_undo_redo (CadreTestArchive *fixture,
                gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;
  g_autofree char *name = NULL;

  cadre_test_do (fixture->archive, "add", "INSERT INTO person (name, birth) VALUES ('张三', '1985-03'), ('李四', NULL)");
  before = cadre_test_dump (fixture->archive);
  cadre_test_do (fixture->archive, "change",
              "UPDATE person SET birth = '1986' WHERE name = '张三'; DELETE FROM person WHERE name = '李四';");
  after = cadre_test_dump (fixture->archive);

  /* What was undone before a restart can be redone after it. */
  cadre_journal_undo (fixture->archive, &name, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, "change");
  undone = cadre_test_dump (fixture->archive);
  g_assert_cmpstr (undone, ==, before);

  cadre_test_reopen (fixture);

  cadre_journal_redo (fixture->archive, NULL, &error);
  g_assert_no_error (error);
  redone = cadre_test_dump (fixture->archive);
  g_assert_cmpstr (redone, ==, after);

  g_assert_false (cadre_journal_redo (fixture->archive, NULL, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_NOTHING_TO_DO);
}

static void
test_no_change_outside_an_action (CadreTestArchive *fixture,
                                  gconstpointer     data)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (cadre_archive_execute (fixture->archive, "INSERT INTO person (name) VALUES ('张三')", &error));
  g_assert_nonnull (error);
}

static void
test_bulk (CadreTestArchive *fixture,
           gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreAction) action = NULL;
  gint64 n = 0;

  action = cadre_action_begin (fixture->archive, "import", "bulk", &error);
  g_assert_no_error (error);
  g_assert_true (cadre_action_begin_bulk (action, &error));
  cadre_archive_execute (fixture->archive,
                         "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) "
                         "INSERT INTO person (name) SELECT '某' || i FROM n", &error);
  g_assert_no_error (error);
  g_assert_true (cadre_action_commit (action, &error));
  g_clear_pointer (&action, cadre_action_free);

  cadre_archive_query_int64 (fixture->archive, "SELECT count (*) FROM change", &n, &error);
  g_assert_cmpint (n, ==, 1);
  cadre_journal_undo (fixture->archive, NULL, &error);
  g_assert_no_error (error);
  cadre_archive_query_int64 (fixture->archive, "SELECT count (*) FROM person", &n, &error);
  g_assert_cmpint (n, ==, 0);
  cadre_journal_redo (fixture->archive, NULL, &error);
  g_assert_no_error (error);
  cadre_archive_query_int64 (fixture->archive, "SELECT count (*) FROM person", &n, &error);
  g_assert_cmpint (n, ==, 1000);
}

static void
test_rollback (CadreTestArchive *fixture,
               gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  gint64 n = -1;

  {
    g_autoptr(CadreAction) action = cadre_action_begin (fixture->archive, "edit", "given up", &error);

    g_assert_no_error (error);
    cadre_archive_execute (fixture->archive, "INSERT INTO person (name) VALUES ('张三')", &error);
    g_assert_no_error (error);
  }

  cadre_archive_query_int64 (fixture->archive, "SELECT count (*) FROM person", &n, &error);
  g_assert_cmpint (n, ==, 0);
  cadre_test_do (fixture->archive, "next", "INSERT INTO person (name) VALUES ('李四')");
}

static void
test_second_writer (CadreTestArchive *fixture,
                    gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreArchive) second = cadre_archive_open (fixture->path, CADRE_ARCHIVE_WRITE, &error);

  g_assert_no_error (error);
  g_assert_true (cadre_archive_is_read_only (second));
  g_assert_nonnull (strstr (cadre_archive_get_read_only_reason (second), g_get_user_name ()));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/journal/" name, CadreTestArchive, NULL, cadre_test_set_up, function, cadre_test_tear_down)
  ADD ("undo-redo", test_undo_redo);
  ADD ("no-change-outside-an-action", test_no_change_outside_an_action);
  ADD ("bulk", test_bulk);
  ADD ("rollback", test_rollback);
  ADD ("second-writer", test_second_writer);
#undef ADD

  return g_test_run ();
}
