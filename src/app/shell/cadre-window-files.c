/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files that come to the window: chosen, dropped, or handed over by the
 * desktop. A spreadsheet goes to the page that takes sheets in, an archive
 * gets a window of its own. */

#define G_LOG_DOMAIN "cadre-window-files"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-import-page.h"
#include "cadre-window-private.h"

static const char * const sheet_suffixes[] = { ".xlsx", ".xlsm", ".xls", ".csv", ".txt" };

/**
 * cadre_window_is_sheet:
 *
 * Returns: whether a file is to be taken in, not opened as an archive
 */
gboolean
cadre_window_is_sheet (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (guint i = 0; i < G_N_ELEMENTS (sheet_suffixes); i++)
    if (g_str_has_suffix (lower, sheet_suffixes[i]))
      return TRUE;

  return FALSE;
}

/**
 * cadre_window_import:
 * @path: a spreadsheet
 *
 * Shows what taking a sheet in would do, as soon as the archive is open.
 */
void
cadre_window_import (CadreWindow *self,
                     const char  *path)
{
  GtkWidget *page;

  g_return_if_fail (CADRE_IS_WINDOW (self));

  if (cadre_window_get_session (self) == NULL)
    {
      g_object_set_data_full (G_OBJECT (self), "import", g_strdup (path), g_free);
      return;
    }

  cadre_window_show_page (self, "import");
  page = cadre_window_get_page (self);
  if (CADRE_IS_IMPORT_PAGE (page))
    cadre_import_page_open (CADRE_IMPORT_PAGE (page), path);
}

/* What came before the archive was open. */
void
_cadre_window_import_waiting (CadreWindow *self)
{
  g_autofree char *path = g_object_steal_data (G_OBJECT (self), "import");

  if (path != NULL)
    cadre_window_import (self, path);
}

/* ------------------------------------------------------------------- choosing */

static void
import_response_cb (GtkNativeDialog *dialog,
                    int              response,
                    CadreWindow     *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      cadre_window_import (self, g_file_peek_path (file));
    }
  g_object_unref (dialog);
}

static void
import_file_activated (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Choose a Sheet"), GTK_WINDOW (data),
                                                              GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Spreadsheets and Texts"));
  for (guint i = 0; i < G_N_ELEMENTS (sheet_suffixes); i++)
    gtk_file_filter_add_suffix (filter, sheet_suffixes[i] + 1);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (import_response_cb), data, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* ------------------------------------------------------------------- dropping */

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         CadreWindow   *self)
{
  const GSList *files = g_value_get_boxed (value);
  const char *path = files != NULL ? g_file_peek_path (files->data) : NULL;

  if (path == NULL)
    return FALSE;

  if (cadre_window_is_sheet (path))
    {
      cadre_window_import (self, path);
    }
  else if (g_str_has_suffix (path, CADRE_ARCHIVE_SUFFIX))
    {
      GFile *file = files->data;

      g_application_open (G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))), &file, 1, "");
    }
  else
    {
      cadre_window_toast (self, _("Only spreadsheets and archives can be dropped here"));
      return FALSE;
    }

  return TRUE;
}

static const GActionEntry entries[] = {
  { "import-file", import_file_activated },
};

void
_cadre_window_add_files (CadreWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
