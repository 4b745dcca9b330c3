/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The archive's file and its journal: actions, undo, redo. */

#include "config.h"

#include <glib/gstdio.h>

#include "cadre-action.h"
#include "cadre-journal.h"

typedef struct
{
  char *folder;
  char *path;
  CadreArchive *archive;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("cadre-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "a.cadre", NULL);
  fixture->archive = cadre_archive_create (fixture->path, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *command = g_strdup_printf ("rm -rf %s", fixture->folder);

  g_assert_finalize_object (fixture->archive);
  g_assert_cmpint (system (command), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
run_action (CadreArchive *archive,
            const char   *name,
            const char   *sql)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreAction) action = cadre_action_begin (archive, "edit", name, &error);

  g_assert_no_error (error);
  cadre_archive_execute (archive, sql, &error);
  g_assert_no_error (error);
  cadre_action_commit (action, &error);
  g_assert_no_error (error);
}

static char *
dump (CadreArchive *archive)
{
  return cadre_archive_query_text (archive,
                                   "SELECT json_group_array (json_object ('id', id, 'name', name, 'birth', birth)) FROM person",
                                   NULL);
}

static void
test_undo_redo (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;
  g_autofree char *name = NULL;

  run_action (fixture->archive, "add", "INSERT INTO person (name, birth) VALUES ('张三', '1985-03'), ('李四', NULL)");
  before = dump (fixture->archive);
  run_action (fixture->archive, "change",
              "UPDATE person SET birth = '1986' WHERE name = '张三'; DELETE FROM person WHERE name = '李四';");
  after = dump (fixture->archive);

  /* What was undone before a restart can be redone after it. */
  cadre_journal_undo (fixture->archive, &name, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, "change");
  undone = dump (fixture->archive);
  g_assert_cmpstr (undone, ==, before);

  g_assert_finalize_object (fixture->archive);
  fixture->archive = cadre_archive_open (fixture->path, CADRE_ARCHIVE_WRITE, &error);
  g_assert_no_error (error);

  cadre_journal_redo (fixture->archive, NULL, &error);
  g_assert_no_error (error);
  redone = dump (fixture->archive);
  g_assert_cmpstr (redone, ==, after);

  g_assert_false (cadre_journal_redo (fixture->archive, NULL, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_NOTHING_TO_DO);
}

static void
test_no_change_outside_an_action (Fixture       *fixture,
                                  gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (cadre_archive_execute (fixture->archive, "INSERT INTO person (name) VALUES ('张三')", &error));
  g_assert_nonnull (error);
}

static void
test_bulk (Fixture       *fixture,
           gconstpointer  data)
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
test_rollback (Fixture       *fixture,
               gconstpointer  data)
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
  run_action (fixture->archive, "next", "INSERT INTO person (name) VALUES ('李四')");
}

static void
test_second_writer (Fixture       *fixture,
                    gconstpointer  data)
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

#define ADD(name, function) g_test_add ("/journal/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("undo-redo", test_undo_redo);
  ADD ("no-change-outside-an-action", test_no_change_outside_an_action);
  ADD ("bulk", test_bulk);
  ADD ("rollback", test_rollback);
  ADD ("second-writer", test_second_writer);
#undef ADD

  return g_test_run ();
}
