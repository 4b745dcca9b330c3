/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-backup-pane"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-backup.h"
#include "cadre-backup-pane.h"
#include "cadre-journal.h"
#include "cadre-restore.h"

struct _CadreBackupPane
{
  CadrePane parent_instance;

  GPtrArray *rows;          /* GtkWidget */

  AdwPreferencesGroup *group;
  GtkWidget *make_button;
  GtkWidget *empty_row;
};

G_DEFINE_FINAL_TYPE (CadreBackupPane, cadre_backup_pane, CADRE_TYPE_PANE)

/* Why a backup was made, as its name says. */
static const struct
{
  const char *reason;
  const char *text;
} reasons[] = {
  { "manual", N_("Made by hand") },
  { "import", N_("Before an import") },
  { "migration", N_("Before a new version of the program changed the file") },
  { "restore", N_("Before going back to a backup") },
};

static const char *
reason_text (const char *reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_str_equal (reasons[i].reason, reason))
      return _(reasons[i].text);

  return reason;
}

static char *
describe (const CadreBackup *backup)
{
  g_autofree char *size = g_format_size ((guint64) backup->size);
  g_autofree char *people = NULL;

  if (backup->n_people < 0)
    return g_strdup_printf (_("%s · %s · cannot be read"), reason_text (backup->reason), size);

  people = g_strdup_printf (ngettext ("%d person", "%d people", (gulong) backup->n_people), (int) backup->n_people);
  return g_strdup_printf (_("%s · %s, %d study records · %s"), reason_text (backup->reason), people,
                          (int) backup->n_study, size);
}

/* -------------------------------------------------------------------- pinning */

static void
pin_toggled_cb (CadreBackupPane *self,
                GtkToggleButton *button)
{
  const CadreBackup *backup = g_object_get_data (G_OBJECT (button), "backup");
  g_autoptr(GError) error = NULL;
  g_autofree char *path = cadre_backup_set_pinned (backup->path, gtk_toggle_button_get_active (button), &error);

  if (path == NULL)
    cadre_window_show_error (cadre_window_of (GTK_WIDGET (self)), _("The backup could not be pinned"), error);
  cadre_pane_reload (CADRE_PANE (self));
}

static void
restore_clicked_cb (CadreBackupPane *self,
                    GtkWidget       *button)
{
  const CadreBackup *backup = g_object_get_data (G_OBJECT (button), "backup");

  cadre_restore_ask (cadre_window_of (GTK_WIDGET (self)), backup->path, backup->made_at);
}

/* ---------------------------------------------------------------------- listing */

static void
add_row (CadreBackupPane *self,
         CadreBackup     *backup)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *pin = gtk_toggle_button_new ();
  GtkWidget *restore = gtk_button_new_with_label (_("Go Back…"));
  g_autofree char *when = cadre_journal_format_time (backup->made_at);
  g_autofree char *subtitle = describe (backup);
  g_autofree char *pin_label = g_strdup_printf (_("Keep for Good: %s"), when);
  g_autofree char *restore_label = g_strdup_printf (_("Go Back to %s"), when);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), when);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  g_object_set_data_full (G_OBJECT (row), "backup", backup, (GDestroyNotify) cadre_backup_free);

  gtk_button_set_icon_name (GTK_BUTTON (pin), "view-pin-symbolic");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (pin), backup->pinned);
  gtk_widget_set_tooltip_text (pin, _("Keep for Good"));
  gtk_widget_add_css_class (pin, "flat");
  gtk_widget_set_valign (pin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (pin), GTK_ACCESSIBLE_PROPERTY_LABEL, pin_label, -1);
  g_object_set_data (G_OBJECT (pin), "backup", backup);
  g_signal_connect_object (pin, "toggled", G_CALLBACK (pin_toggled_cb), self, G_CONNECT_SWAPPED);

  gtk_widget_set_valign (restore, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (restore, backup->n_people >= 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (restore), GTK_ACCESSIBLE_PROPERTY_LABEL, restore_label, -1);
  g_object_set_data (G_OBJECT (restore), "backup", backup);
  g_signal_connect_object (restore, "clicked", G_CALLBACK (restore_clicked_cb), self, G_CONNECT_SWAPPED);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), pin);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), restore);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static gboolean
list_backups (CadreJob      *job,
              CadreArchive  *archive,
              gpointer       data,
              GError       **error)
{
  GPtrArray **backups = data;

  *backups = cadre_backup_list (cadre_archive_get_path (archive), error);
  return *backups != NULL;
}

static void
free_backups (gpointer data)
{
  GPtrArray **backups = data;

  g_clear_pointer (backups, g_ptr_array_unref);
  g_free (backups);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  CadreBackupPane *self = data;
  g_autoptr(GError) error = NULL;
  GPtrArray *backups;

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        cadre_window_show_error (cadre_window_of (GTK_WIDGET (self)), _("The backups cannot be listed"), error);
      return;
    }

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  backups = *(GPtrArray **) cadre_session_get_data (result);
  gtk_widget_set_visible (self->empty_row, backups->len == 0);
  g_ptr_array_set_free_func (backups, NULL);
  for (guint i = 0; i < backups->len; i++)
    add_row (self, g_ptr_array_index (backups, i));
}

static void
cadre_backup_pane_load (CadrePane *pane)
{
  CadreSession *session = cadre_pane_get_session (pane);

  gtk_widget_set_sensitive (CADRE_BACKUP_PANE (pane)->make_button, !cadre_session_is_read_only (session));
  cadre_session_read (session, _("Looking at the backups"), list_backups, g_new0 (GPtrArray *, 1), free_backups,
                      cadre_pane_get_cancellable (pane), listed_cb, pane);
}

/* ----------------------------------------------------------------------- making */

static void
progress_cb (double   fraction,
             gpointer job)
{
  cadre_job_report (job, fraction);
}

static gboolean
make_backup (CadreJob      *job,
             CadreArchive  *archive,
             gpointer       data,
             GError       **error)
{
  g_autofree char *path = cadre_backup_make (archive, "manual", progress_cb, job, cadre_job_get_cancellable (job), error);

  return path != NULL;
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(CadreBackupPane) self = data;
  CadreWindow *window = cadre_window_of (GTK_WIDGET (self));
  g_autoptr(GError) error = NULL;
  gboolean made = cadre_session_finish (CADRE_SESSION (source), result, &error);

  if (window == NULL)
    return;
  if (made)
    cadre_window_toast (window, _("The backup is made"));
  else
    cadre_window_show_error (window, _("No backup was made"), error);
  cadre_pane_reload (CADRE_PANE (self));
}

static void
make_clicked_cb (CadreBackupPane *self)
{
  cadre_session_write (cadre_pane_get_session (CADRE_PANE (self)), _("Making a backup"), make_backup, NULL,
                       NULL, NULL, made_cb, g_object_ref (self));
}

static void
folder_clicked_cb (CadreBackupPane *self)
{
  CadreSession *session = cadre_pane_get_session (CADRE_PANE (self));
  g_autofree char *folder = cadre_backup_folder (cadre_session_get_path (session));
  g_autofree char *uri = g_filename_to_uri (folder, NULL, NULL);

  if (uri != NULL && g_file_test (folder, G_FILE_TEST_IS_DIR))
    gtk_show_uri (GTK_WINDOW (cadre_window_of (GTK_WIDGET (self))), uri, GDK_CURRENT_TIME);
  else
    cadre_window_toast (cadre_window_of (GTK_WIDGET (self)), _("There is no backup yet"));
}

static void
cadre_backup_pane_finalize (GObject *object)
{
  g_ptr_array_unref (CADRE_BACKUP_PANE (object)->rows);

  G_OBJECT_CLASS (cadre_backup_pane_parent_class)->finalize (object);
}

static void
cadre_backup_pane_class_init (CadreBackupPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cadre_backup_pane_finalize;
  CADRE_PANE_CLASS (klass)->load = cadre_backup_pane_load;

  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-backup-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreBackupPane, group);
  gtk_widget_class_bind_template_child (widget_class, CadreBackupPane, make_button);
  gtk_widget_class_bind_template_child (widget_class, CadreBackupPane, empty_row);
  gtk_widget_class_bind_template_callback (widget_class, make_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, folder_clicked_cb);
}

static void
cadre_backup_pane_init (CadreBackupPane *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
