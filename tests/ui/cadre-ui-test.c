/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cadre-ui-test.h"

/**
 * cadre_ui_test_init:
 *
 * Prepares GTK and libadwaita for a test program.
 */
void
cadre_ui_test_init (int    *argc,
                    char ***argv)
{
  g_test_init (argc, argv, NULL);
  adw_init ();
}

static void
drop_triggers (CadreArchive *archive)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(CadreStatement) triggers = NULL;
  g_autoptr(GError) error = NULL;

  triggers = cadre_archive_prepare (archive,
                                    "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'person'",
                                    &error);
  g_assert_no_error (error);
  while (cadre_statement_step (triggers, NULL))
    g_string_append_printf (sql, "DROP TRIGGER %s;", cadre_statement_get_text (triggers, 0));
  g_clear_pointer (&triggers, cadre_statement_free);

  cadre_archive_execute (archive, sql->str, &error);
  g_assert_no_error (error);
}

/**
 * cadre_ui_test_add_people:
 *
 * Adds so many people of invented names, fast: without the journal and the
 * search index, which lists do not need.
 */
void
cadre_ui_test_add_people (CadreArchive *archive,
                          guint         n_people)
{
  g_autofree char *sql = NULL;
  g_autoptr(GError) error = NULL;

  drop_triggers (archive);
  sql = g_strdup_printf ("BEGIN;"
                         "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %u) "
                         "INSERT INTO person (uuid, name, sex, birth, post_full, post_level) "
                         "SELECT printf ('%%032x', i), substr ('王李张刘陈杨黄赵吴周', 1 + i %% 10, 1) || '某' || i, "
                         "CASE i %% 2 WHEN 0 THEN '男' ELSE '女' END, printf ('19%%02d-%%02d', 60 + i %% 38, 1 + i %% 12), "
                         "'县委组织部副部长', '乡科级副职' FROM n;"
                         "COMMIT", n_people);
  cadre_archive_execute (archive, sql, &error);
  g_assert_no_error (error);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GError) error = NULL;
  CadreSession **session = data;

  *session = cadre_session_open_finish (result, &error);
  g_assert_no_error (error);
}

/**
 * cadre_ui_test_open:
 *
 * Returns: (transfer full): an open session
 */
CadreSession *
cadre_ui_test_open (const char *path)
{
  CadreSession *session = NULL;

  cadre_session_open_async (path, TRUE, NULL, opened_cb, &session);
  cadre_ui_test_wait (session != NULL);
  return session;
}

/**
 * cadre_ui_test_settle:
 *
 * Does what is to be done at once.
 */
void
cadre_ui_test_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/**
 * cadre_ui_test_idle:
 *
 * Waits until no job goes on, and what they found is shown.
 */
void
cadre_ui_test_idle (CadreSession *session)
{
  GListModel *jobs = cadre_session_get_jobs (session);

  cadre_ui_test_settle ();
  cadre_ui_test_wait (g_list_model_get_n_items (jobs) == 0);
  cadre_ui_test_settle ();
}

static gboolean
ticked_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       data)
{
  int *frames = data;

  return ++*frames < 2 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/**
 * cadre_ui_test_next_frame:
 *
 * Waits until what was asked for has been painted.
 */
void
cadre_ui_test_next_frame (GtkWidget *widget)
{
  int frames = 0;

  gtk_widget_add_tick_callback (widget, ticked_cb, &frames, NULL);
  cadre_ui_test_wait (frames >= 2);
}
