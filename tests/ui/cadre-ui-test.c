/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cadre-field-editor.h"
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

static gboolean
has_name (GtkWidget  *widget,
          const char *name)
{
  return g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), name) == 0;
}

static gboolean
has_key (GtkWidget  *widget,
         const char *key)
{
  g_autofree char *own = CADRE_IS_FIELD_EDITOR (widget) ? cadre_field_editor_dup_key (CADRE_FIELD_EDITOR (widget)) : NULL;

  return g_strcmp0 (own, key) == 0;
}

static GtkWidget *
find (GtkWidget  *widget,
      gboolean  (* matches) (GtkWidget *, const char *),
      const char *text)
{
  if (matches (widget, text))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, matches, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/**
 * cadre_ui_test_find_named:
 *
 * Returns: (transfer none) (nullable): what a template below @widget calls so
 */
GtkWidget *
cadre_ui_test_find_named (GtkWidget  *widget,
                          const char *name)
{
  return find (widget, has_name, name);
}

/**
 * cadre_ui_test_find_field:
 *
 * Returns: (transfer none) (nullable): the row of a field in a form below @widget
 */
GtkWidget *
cadre_ui_test_find_field (GtkWidget  *widget,
                          const char *key)
{
  return find (widget, has_key, key);
}

/**
 * cadre_ui_test_find_dialog:
 *
 * Returns: (transfer none) (nullable): the dialog that shows over @window
 */
GtkWidget *
cadre_ui_test_find_dialog (GtkWindow *window)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) dialog = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (dialog) == window && gtk_widget_get_mapped (GTK_WIDGET (dialog)))
        return GTK_WIDGET (dialog);
    }

  return NULL;
}
