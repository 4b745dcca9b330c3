/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Appointment forms out of the window: one person's as a file, those of
 * several as a folder. */

#define G_LOG_DOMAIN "cadre-form-export"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-form-export.h"
#include "cadre-forms.h"

/* So many sentences fit a dialog. */
#define MAX_WARNINGS 12

typedef struct
{
  CadreWindow *window;
  CadreSession *session;
  GArray *persons;
  char *path;
  CadreFormsResult result;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_object_unref (export->window);
  g_object_unref (export->session);
  g_array_unref (export->persons);
  g_free (export->path);
  cadre_forms_result_clear (&export->result);
  g_free (export);
}

static gboolean
write_forms (CadreJob      *job,
             CadreArchive  *archive,
             gpointer       data,
             GError       **error)
{
  Export *export = data;
  g_autoptr(CadreCatalogue) catalogue = cadre_catalogue_new (archive, error);

  return catalogue != NULL &&
         cadre_forms_export (archive, catalogue, export->persons, export->path, NULL, &export->result,
                             cadre_job_get_cancellable (job), error);
}

/* What the official program will cut has to be shortened by somebody. */
static void
show_warnings (Export *export)
{
  GPtrArray *warnings = export->result.warnings;
  g_autoptr(GString) text = g_string_new (NULL);
  GtkWidget *dialog;

  for (guint i = 0; i < MIN (warnings->len, MAX_WARNINGS); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (const char *) g_ptr_array_index (warnings, i));
  if (warnings->len > MAX_WARNINGS)
    g_string_append_printf (text, ngettext ("\n… and %u more", "\n… and %u more", warnings->len - MAX_WARNINGS),
                            warnings->len - MAX_WARNINGS);

  dialog = adw_message_dialog_new (GTK_WINDOW (export->window), _("Some Texts Are Too Long for the Official Program"), text->str);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Export *export = cadre_session_get_data (result);
  g_autoptr(GError) error = NULL;
  g_autofree char *base = NULL;
  g_autofree char *text = NULL;

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      cadre_window_show_error (export->window, _("The appointment forms could not be written"), error);
      return;
    }

  base = g_path_get_basename (export->path);
  text = g_strdup_printf (_("Written to %s"), base);
  cadre_window_toast (export->window, text);
  if (export->result.warnings->len > 0)
    show_warnings (export);
}

static void
response_cb (GtkNativeDialog *dialog,
             int              response,
             gpointer         data)
{
  Export *export = data;
  g_autoptr(GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  export->path = file != NULL ? g_file_get_path (file) : NULL;
  if (export->path != NULL)
    cadre_session_read (export->session, _("Writing Appointment Forms"), write_forms, export, export_free, NULL,
                        written_cb, NULL);
  else
    export_free (export);
  g_object_unref (dialog);
}

/**
 * cadre_form_export_ask:
 * @persons: (element-type gint64): whose forms
 * @name: (nullable): of the one person
 *
 * Asks where to, and writes the 干部任免审批表 there: a file of one person, a
 * folder of several.
 */
void
cadre_form_export_ask (CadreWindow  *window,
                       CadreSession *session,
                       GArray       *persons,
                       const char   *name)
{
  gboolean one = persons->len == 1 && name != NULL;
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (one ? _("Export the Appointment Form")
                                                                  : _("Export Appointment Forms to a Folder"),
                                                              GTK_WINDOW (window),
                                                              one ? GTK_FILE_CHOOSER_ACTION_SAVE
                                                                  : GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL, NULL);
  Export *export = g_new0 (Export, 1);

  export->window = g_object_ref (window);
  export->session = g_object_ref (session);
  export->persons = g_array_ref (persons);
  if (one)
    {
      g_autofree char *file_name = g_strconcat (name, ".lrmx", NULL);

      gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), file_name);
    }
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), export);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
