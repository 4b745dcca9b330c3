/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Puts a backup in the place of the archive: first what differs is shown,
 * then the window is closed, since a file that is replaced must not be open,
 * and opened again. */

#define G_LOG_DOMAIN "cadre-restore"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-backup.h"
#include "cadre-catalogue.h"
#include "cadre-journal.h"
#include "cadre-restore.h"

/* So many actions that would be lost are named. */
#define MAX_NAMED 6

/* Threads that were reading let go of the file a little after the window. */
#define MAX_TRIES 40
#define PAUSE_US 100000

/* ------------------------------------------------------------ what would differ */

typedef struct
{
  char *label;
  gint64 n_now;
  gint64 n_then;
} Difference;

typedef struct
{
  CadreWindow *window;
  char *backup_path;
  char *made_at;
  GPtrArray *differences;  /* Difference */
  GPtrArray *lost;         /* names of actions */
  gint64 n_lost;           /* -1: the backup is of another history */
} Preview;

static void
difference_free (gpointer data)
{
  g_free (((Difference *) data)->label);
  g_free (data);
}

static void
preview_free (gpointer data)
{
  Preview *self = data;

  g_object_unref (self->window);
  g_free (self->backup_path);
  g_free (self->made_at);
  g_ptr_array_unref (self->differences);
  g_ptr_array_unref (self->lost);
  g_free (self);
}

static gboolean
compare_counts (CadreArchive  *now,
                CadreArchive  *then,
                Preview       *preview,
                GError       **error)
{
  g_autoptr(CadreCatalogue) catalogue = cadre_catalogue_new (now, error);
  GPtrArray *kinds = catalogue != NULL ? cadre_catalogue_get_kinds (catalogue) : NULL;

  for (guint i = 0; kinds != NULL && i < kinds->len; i++)
    {
      const CadreRecordKind *kind = g_ptr_array_index (kinds, i);
      g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM \"%s\"", kind->key);
      Difference *difference = g_new0 (Difference, 1);

      g_ptr_array_add (preview->differences, difference);
      difference->label = g_strdup (kind->label);
      if (!cadre_archive_query_int64 (now, sql, &difference->n_now, error) ||
          !cadre_archive_query_int64 (then, sql, &difference->n_then, error))
        return FALSE;
    }

  return kinds != NULL;
}

static gboolean
list_lost (CadreArchive  *now,
           CadreArchive  *then,
           Preview       *preview,
           GError       **error)
{
  g_autofree char *last = cadre_archive_query_text (then, "SELECT id || ' ' || happened_at FROM action ORDER BY id DESC LIMIT 1", NULL);
  gint64 last_id = last != NULL ? g_ascii_strtoll (last, NULL, 10) : 0;
  g_autofree char *same_sql = g_strdup_printf ("SELECT id || ' ' || happened_at FROM action WHERE id = %" G_GINT64_FORMAT, last_id);
  g_autofree char *same = cadre_archive_query_text (now, same_sql, NULL);
  g_autoptr(CadreStatement) rows = NULL;

  preview->n_lost = -1;
  if (g_strcmp0 (last, same) != 0)
    return TRUE;

  preview->n_lost = 0;
  rows = cadre_archive_prepare (now, "SELECT name FROM action WHERE id > ?1 AND state = 'done' ORDER BY id DESC", error);
  if (rows == NULL)
    return FALSE;
  cadre_statement_bind_int64 (rows, 1, last_id);
  while (cadre_statement_step (rows, error))
    {
      preview->n_lost++;
      if (preview->lost->len < MAX_NAMED)
        g_ptr_array_add (preview->lost, cadre_statement_dup_text (rows, 0));
    }

  return cadre_statement_is_done (rows);
}

static gboolean
compare (CadreJob      *job,
         CadreArchive  *archive,
         gpointer       data,
         GError       **error)
{
  Preview *preview = data;
  g_autoptr(CadreArchive) backup = cadre_archive_open (preview->backup_path, CADRE_ARCHIVE_READ, error);

  return backup != NULL && compare_counts (archive, backup, preview, error) &&
         list_lost (archive, backup, preview, error);
}

/* --------------------------------------------------------------------- asking */

static void
put (GtkGrid    *grid,
     int         column,
     int         line,
     const char *text,
     const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_widget_set_hexpand (label, column == 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (grid, label, column, line, 1, 1);
}

static void
put_count (GtkGrid          *grid,
           int               line,
           const Difference *difference)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, difference->n_now);
  g_autofree char *then = g_strdup_printf ("%" G_GINT64_FORMAT, difference->n_then);

  put (grid, 0, line, difference->label, NULL);
  put (grid, 1, line, now, NULL);
  put (grid, 2, line, then, difference->n_now != difference->n_then ? "warning" : NULL);
}

static GtkWidget *
counts_new (const Preview *preview)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  int line = 1;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 24);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  gtk_widget_set_margin_end (grid, 12);
  put (GTK_GRID (grid), 0, 0, _("Records"), "caption-heading");
  put (GTK_GRID (grid), 1, 0, _("Now"), "caption-heading");
  put (GTK_GRID (grid), 2, 0, _("In the Backup"), "caption-heading");

  /* What differs first. */
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < preview->differences->len; i++)
      {
        const Difference *difference = g_ptr_array_index (preview->differences, i);

        if ((difference->n_now != difference->n_then) == (pass == 0) && difference->n_now + difference->n_then > 0)
          put_count (GTK_GRID (grid), line++, difference);
      }

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 260);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), grid);
  return scroller;
}

static char *
describe_lost (const Preview *preview)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (preview->n_lost < 0)
    return g_strdup (_("The backup is of another history than the archive, so what was done since cannot be listed."));
  if (preview->n_lost == 0)
    return g_strdup (_("Nothing was done since."));

  g_string_printf (text, ngettext ("%d action done since would be gone:", "%d actions done since would be gone:",
                                   (gulong) preview->n_lost), (int) preview->n_lost);
  for (guint i = 0; i < preview->lost->len; i++)
    g_string_append_printf (text, "\n• %s", (const char *) g_ptr_array_index (preview->lost, i));
  if (preview->n_lost > preview->lost->len)
    g_string_append (text, "\n• …");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
answered_cb (gpointer dialog)
{
  CadreWindow *window = CADRE_WINDOW (gtk_window_get_transient_for (dialog));
  g_autofree char *backup = g_strdup (g_object_get_data (dialog, "backup"));

  gtk_window_set_transient_for (dialog, NULL);
  gtk_window_destroy (dialog);
  if (window != NULL)
    cadre_restore_run (window, backup);
  return G_SOURCE_REMOVE;
}

/* Later: a window that goes while a dialog of its own still answers is looked
 * at by GTK after it is gone. */
static void
response_cb (AdwMessageDialog *dialog,
             const char       *response)
{
  if (g_str_equal (response, "restore"))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, answered_cb, g_object_ref (dialog), g_object_unref);
}

static void
compared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Preview *preview = cadre_session_get_data (result);
  g_autoptr(GError) error = NULL;
  g_autofree char *when = cadre_journal_format_time (preview->made_at);
  g_autofree char *heading = g_strdup_printf (_("Go Back to the Backup of %s?"), when);
  g_autofree char *lost = NULL;
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      cadre_window_show_error (preview->window, _("The backup cannot be compared with the archive"), error);
      return;
    }

  lost = describe_lost (preview);
  body = g_strdup_printf ("%s\n\n%s", lost, _("The archive as it is now is kept as a backup."));
  dialog = adw_message_dialog_new (GTK_WINDOW (preview->window), heading, body);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), counts_new (preview));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "restore", _("_Go Back"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "restore", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "backup", g_strdup (preview->backup_path), g_free);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * cadre_restore_ask:
 * @backup_path: a backup of the window's archive
 * @made_at: when it was made, UTC
 *
 * Shows what differs between the archive and a backup, and goes back to it if
 * that is wanted.
 */
void
cadre_restore_ask (CadreWindow *window,
                   const char  *backup_path,
                   const char  *made_at)
{
  Preview *preview = g_new0 (Preview, 1);

  preview->window = g_object_ref (window);
  preview->backup_path = g_strdup (backup_path);
  preview->made_at = g_strdup (made_at);
  preview->differences = g_ptr_array_new_with_free_func (difference_free);
  preview->lost = g_ptr_array_new_with_free_func (g_free);
  cadre_session_read (cadre_window_get_session (window), _("Comparing the backup"), compare, preview, preview_free,
                      NULL, compared_cb, NULL);
}

/* ------------------------------------------------------------------ going back */

typedef struct
{
  char *path;
  char *backup_path;
  GtkWindow *progress;
} Restore;

static void
restore_free (gpointer data)
{
  Restore *self = data;

  g_free (self->path);
  g_free (self->backup_path);
  g_free (self);
}

static void
restore_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Restore *restore = data;
  g_autoptr(GError) error = NULL;
  gboolean done = FALSE;

  for (guint i = 0; i < MAX_TRIES && !done; i++)
    {
      g_clear_error (&error);
      done = cadre_backup_restore (restore->path, restore->backup_path, NULL, &error);
      if (!done && !g_error_matches (error, CADRE_ERROR, CADRE_ERROR_BUSY))
        break;
      if (!done)
        g_usleep (PAUSE_US);
    }

  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
restored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  GtkApplication *application = GTK_APPLICATION (source);
  Restore *restore = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;
  CadreWindow *window = cadre_window_new (application, restore->path);

  gtk_window_present (GTK_WINDOW (window));
  gtk_window_destroy (restore->progress);
  if (g_task_propagate_boolean (G_TASK (result), &error))
    cadre_window_toast (window, _("The archive is as the backup was; how it was before is kept as a backup"));
  else
    cadre_window_show_error (window, _("The backup could not be put back; the archive is as before"), error);
}

/* In the place of the window, so that the program goes on. */
static GtkWindow *
progress_new (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *spinner = gtk_spinner_new ();

  gtk_widget_set_size_request (spinner, 48, 48);
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_spinner_start (GTK_SPINNER (spinner));
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _("Going Back to the Backup…"));
  adw_status_page_set_child (ADW_STATUS_PAGE (page), spinner);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), page);
  gtk_window_set_title (GTK_WINDOW (window), _("Going Back to the Backup…"));
  gtk_window_set_default_size (GTK_WINDOW (window), 480, 320);
  gtk_window_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}

static void
cancel_jobs (CadreSession *session)
{
  GListModel *jobs = cadre_session_get_jobs (session);

  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr(CadreJob) job = g_list_model_get_item (jobs, i);

      g_cancellable_cancel (cadre_job_get_cancellable (job));
    }
}

/**
 * cadre_restore_run:
 * @backup_path: a backup of the window's archive
 *
 * Puts the backup in the archive's place. The window goes, and another comes.
 */
void
cadre_restore_run (CadreWindow *window,
                   const char  *backup_path)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (window));
  g_autoptr(CadreSession) session = g_object_ref (cadre_window_get_session (window));
  g_autoptr(GTask) task = g_task_new (application, NULL, restored_cb, NULL);
  Restore *restore = g_new0 (Restore, 1);

  restore->path = g_strdup (cadre_window_get_path (window));
  restore->backup_path = g_strdup (backup_path);
  restore->progress = progress_new (application);
  g_task_set_task_data (task, restore, restore_free);

  gtk_window_close (GTK_WINDOW (window));
  cancel_jobs (session);
  cadre_session_close (session);
  g_task_run_in_thread (task, restore_thread);
}
