/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The session: actions and queries on other threads, what it tells of them. */

#include "config.h"

#include "cadre-session.h"
#include "cadre-test.h"

typedef struct
{
  char *folder;
  CadreSession *session;
  GAsyncResult *result;
  char *tables;      /* of the last signal, joined with ',' */
  guint n_changes;
} Fixture;

static void
ready_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  Fixture *fixture = data;

  g_set_object (&fixture->result, result);
}

static void
wait_for_answer (Fixture *fixture)
{
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
finish (Fixture  *fixture,
        GError  **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  wait_for_answer (fixture);
  result = g_steal_pointer (&fixture->result);
  return cadre_session_finish (fixture->session, result, error);
}

static void
changed_cb (CadreSession *session,
            char        **tables,
            gpointer      data)
{
  Fixture *fixture = data;

  g_free (fixture->tables);
  fixture->tables = g_strjoinv (",", tables);
  fixture->n_changes++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;

  fixture->folder = cadre_test_folder_new ();
  path = g_build_filename (fixture->folder, "new", "a.cadre", NULL);
  cadre_session_open_async (path, TRUE, NULL, ready_cb, fixture);
  wait_for_answer (fixture);
  fixture->session = cadre_session_open_finish (fixture->result, &error);
  g_clear_object (&fixture->result);
  g_assert_no_error (error);
  g_assert_false (cadre_session_is_read_only (fixture->session));
  g_signal_connect (fixture->session, "changed", G_CALLBACK (changed_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->session);
  g_free (fixture->tables);
  cadre_test_remove (fixture->folder);
  g_free (fixture->folder);
}

static gboolean
add_unit (CadreJob      *job,
          CadreArchive  *archive,
          gpointer       data,
          GError       **error)
{
  return cadre_archive_execute (archive, data, error);
}

static gboolean
count_units (CadreJob      *job,
             CadreArchive  *archive,
             gpointer       data,
             GError       **error)
{
  return cadre_archive_query_int64 (archive, "SELECT count (*) FROM unit", data, error);
}

static gint64
n_units (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  gint64 n = -1;

  cadre_session_read (fixture->session, NULL, count_units, &n, NULL, NULL, ready_cb, fixture);
  finish (fixture, &error);
  g_assert_no_error (error);
  return n;
}

static void
act (Fixture     *fixture,
     const char  *name,
     const char  *sql,
     GError     **error)
{
  cadre_session_act (fixture->session, "edit", name, add_unit, g_strdup (sql), g_free, NULL, ready_cb, fixture);
  finish (fixture, error);
}

static void
test_act_undo_redo (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (cadre_session_get_undo_name (fixture->session));
  act (fixture, "Add a unit", "INSERT INTO unit (name) VALUES ('甲局')", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (fixture->tables, ==, "unit");
  g_assert_cmpstr (cadre_session_get_undo_name (fixture->session), ==, "Add a unit");
  g_assert_cmpint (n_units (fixture), ==, 1);

  cadre_session_undo (fixture->session, NULL, ready_cb, fixture);
  wait_for_answer (fixture);
  g_assert_cmpstr (cadre_session_get_action_name (fixture->result), ==, "Add a unit");
  g_assert_true (finish (fixture, NULL));
  g_assert_cmpuint (fixture->n_changes, ==, 2);
  g_assert_cmpstr (fixture->tables, ==, "unit");
  g_assert_null (cadre_session_get_undo_name (fixture->session));
  g_assert_cmpstr (cadre_session_get_redo_name (fixture->session), ==, "Add a unit");
  g_assert_cmpint (n_units (fixture), ==, 0);

  cadre_session_redo (fixture->session, NULL, ready_cb, fixture);
  g_assert_true (finish (fixture, NULL));
  g_assert_cmpint (n_units (fixture), ==, 1);
  g_assert_null (cadre_session_get_redo_name (fixture->session));

  cadre_session_redo (fixture->session, NULL, ready_cb, fixture);
  g_assert_false (finish (fixture, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_NOTHING_TO_DO);
}

static void
test_failed_action_leaves_nothing (Fixture       *fixture,
                                   gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  act (fixture, "Add", "INSERT INTO unit (name) VALUES ('甲局'); INSERT INTO unit (name) VALUES ('')", &error);
  g_assert_nonnull (error);
  g_assert_cmpuint (fixture->n_changes, ==, 0);
  g_assert_null (cadre_session_get_undo_name (fixture->session));
  g_assert_cmpint (n_units (fixture), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (cadre_session_get_jobs (fixture->session)), ==, 0);
}

static void
test_cancelled_action_leaves_nothing (Fixture       *fixture,
                                      gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  /* It would go on for ever. */
  cadre_session_act (fixture->session, "edit", "Add", add_unit,
                     (gpointer) "INSERT INTO unit (name) VALUES ('甲局');"
                                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max (i) FROM n",
                     NULL, cancellable, ready_cb, fixture);
  g_assert_cmpuint (g_list_model_get_n_items (cadre_session_get_jobs (fixture->session)), ==, 1);
  g_usleep (20000);
  g_cancellable_cancel (cancellable);
  g_assert_false (finish (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (n_units (fixture), ==, 0);

  g_clear_error (&error);
  act (fixture, "Add", "INSERT INTO unit (name) VALUES ('乙局')", &error);
  g_assert_no_error (error);
  g_assert_cmpint (n_units (fixture), ==, 1);
}

static void
test_close_keeps_what_was_asked (Fixture       *fixture,
                                 gconstpointer  data)
{
  g_autofree char *path = g_strdup (cadre_session_get_path (fixture->session));
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(GError) error = NULL;

  cadre_session_act (fixture->session, "edit", "Add", add_unit,
                     (gpointer) "INSERT INTO unit (name) VALUES ('甲局')", NULL, NULL, ready_cb, fixture);
  cadre_session_close (fixture->session);
  g_assert_true (finish (fixture, NULL));

  archive = cadre_archive_open (path, CADRE_ARCHIVE_READ, &error);
  g_assert_no_error (error);
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM unit"), ==, 1);
  cadre_session_act (fixture->session, "edit", "Add", add_unit, NULL, NULL, NULL, ready_cb, fixture);
  g_assert_false (finish (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

static void
test_missing_file (void)
{
  Fixture fixture = { 0 };
  g_autoptr(GError) error = NULL;

  cadre_session_open_async ("/nonexistent/a.cadre", FALSE, NULL, ready_cb, &fixture);
  wait_for_answer (&fixture);
  g_assert_null (cadre_session_open_finish (fixture.result, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND);
  g_clear_object (&fixture.result);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/session/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("act-undo-redo", test_act_undo_redo);
  ADD ("failed-action-leaves-nothing", test_failed_action_leaves_nothing);
  ADD ("cancelled-action-leaves-nothing", test_cancelled_action_leaves_nothing);
  ADD ("close-keeps-what-was-asked", test_close_keeps_what_was_asked);
#undef ADD
  g_test_add_func ("/session/missing-file", test_missing_file);

  return g_test_run ();
}
