/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files that come to the window: chosen, dropped, or handed over by the
 * desktop. A spreadsheet goes to the page that takes sheets in, an archive
 * gets a window of its own. */

#define G_LOG_DOMAIN "cadre-window-files"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-import-page.h"
#include "cadre-name.h"
#include "cadre-window-private.h"

static const char * const sheet_suffixes[] = { ".xlsx", ".xlsm", ".xls", ".csv", ".txt", ".lrmx", ".lrm" };

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

  return g_file_test (path, G_FILE_TEST_IS_DIR);
}

/**
 * cadre_window_import:
 * @path: a spreadsheet, an appointment form or a folder of forms
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
  if (!CADRE_IS_IMPORT_PAGE (page))
    return;

  cadre_importer_set_order (cadre_import_page_get_importer (CADRE_IMPORT_PAGE (page)), NULL);
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

  gtk_file_filter_set_name (filter, _("Spreadsheets, Texts and Forms"));
  for (guint i = 0; i < G_N_ELEMENTS (sheet_suffixes); i++)
    gtk_file_filter_add_suffix (filter, sheet_suffixes[i] + 1);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (import_response_cb), data, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* ------------------------------------------------------------ a folder of forms */

/* The names that were pasted; %NULL for none. */
static char **
get_names (GtkTextView *view)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) names = NULL;

  g_object_get (gtk_text_view_get_buffer (view), "text", &text, NULL);
  names = cadre_names_split (text);
  return names != NULL && names[0] != NULL ? g_steal_pointer (&names) : NULL;
}

static void
order_response_cb (AdwMessageDialog *dialog,
                   const char       *response,
                   CadreWindow      *self)
{
  GtkScrolledWindow *scroller = GTK_SCROLLED_WINDOW (adw_message_dialog_get_extra_child (dialog));
  g_auto(GStrv) names = get_names (GTK_TEXT_VIEW (gtk_scrolled_window_get_child (scroller)));
  GtkWidget *page;

  if (!g_str_equal (response, "read"))
    return;

  cadre_window_show_page (self, "import");
  page = cadre_window_get_page (self);
  if (!CADRE_IS_IMPORT_PAGE (page))
    return;

  cadre_importer_set_order (cadre_import_page_get_importer (CADRE_IMPORT_PAGE (page)), (const char * const *) names);
  cadre_import_page_open (CADRE_IMPORT_PAGE (page), g_object_get_data (G_OBJECT (dialog), "path"));
}

static void
ask_order (CadreWindow *self,
           const char  *path)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Order of the Forms"),
                                              _("Paste a list of names to read the forms in its order, or leave it empty."));
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new ();

  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Names"), -1);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_widget_add_css_class (scroller, "card");
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 140);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);

  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), scroller);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "read", _("_Read"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "read", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "read");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "path", g_strdup (path), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (order_response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
folder_response_cb (GtkNativeDialog *dialog,
                    int              response,
                    CadreWindow     *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      ask_order (self, g_file_peek_path (file));
    }
  g_object_unref (dialog);
}

static void
import_folder_activated (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Choose a Folder of Appointment Forms"), GTK_WINDOW (data),
                                                              GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (folder_response_cb), data, 0);
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
      cadre_window_toast (self, _("Only spreadsheets, appointment forms and archives can be dropped here"));
      return FALSE;
    }

  return TRUE;
}

static const GActionEntry entries[] = {
  { "import-file", import_file_activated },
  { "import-folder", import_folder_activated },
};

void
_cadre_window_add_files (CadreWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
