/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-person-page"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-content.h"
#include "cadre-form-export.h"
#include "cadre-person-page-actions.h"
#include "cadre-photo.h"
#include "cadre-record.h"
#include "cadre-report-workbook.h"
#include "cadre-report.h"
#include "cadre-window.h"

/* The report of one person's training, 干部教育培训登记表. */
#define REGISTER_FORM "training-record"

static gint64
get_person (CadrePage *page)
{
  gint64 id = 0;

  g_object_get (page, "record-id", &id, NULL);
  return id;
}

static CadreWindow *
get_window (CadrePage *page)
{
  return cadre_window_of (GTK_WIDGET (page));
}

/* ------------------------------------------------------------------- the photo */

/* Where the new photo comes from; nothing: there shall be none. */
typedef struct
{
  gint64 person_id;
  char *path;
  GdkTexture *texture;
} NewPhoto;

static void
new_photo_free (gpointer data)
{
  NewPhoto *photo = data;

  g_free (photo->path);
  g_clear_object (&photo->texture);
  g_free (photo);
}

static GBytes *
make_photo (const NewPhoto  *photo,
            GError         **error)
{
  g_autoptr(GdkPixbuf) picture = NULL;

  if (photo->path != NULL)
    return cadre_photo_read (photo->path, error);

  picture = gdk_pixbuf_get_from_texture (photo->texture);
  return cadre_photo_from (picture, error);
}

static gboolean
set_photo_job (CadreJob      *job,
               CadreArchive  *archive,
               gpointer       data,
               GError       **error)
{
  const NewPhoto *photo = data;
  g_autoptr(CadreCatalogue) catalogue = cadre_catalogue_new (archive, error);
  g_autoptr(GHashTable) values = cadre_record_new_values ();
  g_autoptr(GBytes) jpeg = NULL;
  char *hash = NULL;

  if (catalogue == NULL)
    return FALSE;

  if (photo->path != NULL || photo->texture != NULL)
    {
      jpeg = make_photo (photo, error);
      hash = jpeg != NULL ? cadre_content_add (archive, jpeg, "image/jpeg", error) : NULL;
      if (hash == NULL)
        return FALSE;
    }

  g_hash_table_insert (values, g_strdup ("photo"), hash != NULL ? hash : g_strdup (""));
  return cadre_record_update (archive, cadre_catalogue_get_kind (catalogue, "person"), photo->person_id, values, error);
}

static void
set_photo (CadrePage  *page,
           const char *path,
           GdkTexture *texture)
{
  NewPhoto *photo = g_new0 (NewPhoto, 1);
  g_autofree char *name = g_strdup_printf (path != NULL || texture != NULL ? _("Change the photo of %s")
                                                                          : _("Remove the photo of %s"),
                                           cadre_page_get_title (page));

  photo->person_id = get_person (page);
  photo->path = g_strdup (path);
  photo->texture = texture != NULL ? g_object_ref (texture) : NULL;
  cadre_window_act (get_window (page), "edit", name, set_photo_job, photo, new_photo_free, NULL, NULL);
}

/**
 * cadre_person_page_drop:
 * @value: files, or a picture
 *
 * Takes what was dropped on the photo.
 *
 * Returns: whether it can be one
 */
gboolean
cadre_person_page_drop (CadrePage    *page,
                        const GValue *value)
{
  const GSList *files;

  if (cadre_session_is_read_only (cadre_page_get_session (page)))
    return FALSE;

  if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    {
      set_photo (page, NULL, g_value_get_object (value));
      return TRUE;
    }

  files = G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST) ? g_value_get_boxed (value) : NULL;
  if (files == NULL || g_file_peek_path (files->data) == NULL)
    return FALSE;

  set_photo (page, g_file_peek_path (files->data), NULL);
  return TRUE;
}

static void
photo_response_cb (GtkNativeDialog *dialog,
                   int              response,
                   CadrePage       *page)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      set_photo (page, g_file_peek_path (file), NULL);
    }
  g_object_unref (dialog);
}

static void
choose_photo_activated (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Choose a Photo"), GTK_WINDOW (get_window (data)),
                                                              GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Pictures"));
  gtk_file_filter_add_pixbuf_formats (filter);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (photo_response_cb), data, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
pasted_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(CadrePage) page = data;
  g_autoptr(GdkTexture) texture = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source), result, NULL);

  if (get_window (page) == NULL)
    return;
  if (texture != NULL)
    set_photo (page, NULL, texture);
  else
    cadre_window_toast (get_window (page), _("There is no picture to paste"));
}

static void
paste_photo_activated (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       data)
{
  gdk_clipboard_read_texture_async (gtk_widget_get_clipboard (data), NULL, pasted_cb, g_object_ref (data));
}

static void
remove_photo_activated (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       data)
{
  set_photo (data, NULL, NULL);
}

/* ----------------------------------------------------------- the register form */

typedef struct
{
  gint64 person_id;
  char *path;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_free (export->path);
  g_free (export);
}

static gboolean
export_form (CadreJob      *job,
             CadreArchive  *archive,
             gpointer       data,
             GError       **error)
{
  const Export *export = data;
  CadreReportScope scope = { .persons = &export->person_id, .n_persons = 1 };
  g_autoptr(GPtrArray) reports = cadre_reports_load (archive, error);
  CadreReport *report = reports != NULL ? cadre_reports_find (reports, REGISTER_FORM, error) : NULL;
  g_autoptr(GPtrArray) tables = report != NULL ? cadre_report_build (report, archive, &scope, error) : NULL;
  CadreReportWorkbookInfo info = { 0 };

  if (tables == NULL)
    return FALSE;

  info.title = cadre_report_get_name (report);
  return cadre_report_write_workbook (tables, &info, export->path, cadre_job_get_cancellable (job), error);
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(CadreWindow) window = data;
  const Export *export = cadre_session_get_data (result);
  g_autoptr(GError) error = NULL;
  g_autofree char *base = NULL;
  g_autofree char *text = NULL;

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      cadre_window_show_error (window, _("The register form could not be written"), error);
      return;
    }

  base = g_path_get_basename (export->path);
  text = g_strdup_printf (_("Written to %s"), base);
  cadre_window_toast (window, text);
}

static void
export_response_cb (GtkNativeDialog *dialog,
                    int              response,
                    CadrePage       *page)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      Export *export = g_new0 (Export, 1);

      export->person_id = get_person (page);
      export->path = g_file_get_path (file);
      cadre_session_read (cadre_page_get_session (page), _("Writing the Register Form"), export_form, export, export_free,
                          NULL, exported_cb, g_object_ref (get_window (page)));
    }
  g_object_unref (dialog);
}

static void
export_form_activated (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Export the Register Form"), GTK_WINDOW (get_window (data)),
                                                              GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  g_autofree char *name = g_strdup_printf ("干部教育培训登记表-%s.xlsx", cadre_page_get_title (data));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (export_response_cb), data, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* --------------------------------------------------------- the appointment form */

static void
export_appointment_form_activated (GSimpleAction *action,
                                   GVariant      *parameter,
                                   gpointer       data)
{
  g_autoptr(GArray) persons = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 id = get_person (data);

  g_array_append_val (persons, id);
  cadre_form_export_ask (get_window (data), cadre_page_get_session (data), persons, cadre_page_get_title (data));
}

/* -------------------------------------------------------------------- deleting */

static gboolean
delete_job (CadreJob      *job,
            CadreArchive  *archive,
            gpointer       data,
            GError       **error)
{
  g_autoptr(CadreCatalogue) catalogue = cadre_catalogue_new (archive, error);

  return catalogue != NULL &&
         cadre_record_delete (archive, cadre_catalogue_get_kind (catalogue, "person"), *(gint64 *) data, error);
}

/* The page goes back by itself when the person is not there any more. */
static void
delete_activated (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  gint64 id = get_person (data);
  g_autofree char *name = g_strdup_printf (_("Delete %s"), cadre_page_get_title (data));

  cadre_window_act (get_window (data), "edit", name, delete_job, g_memdup2 (&id, sizeof id), g_free, NULL, NULL);
}

/* ------------------------------------------------------------------ the actions */

/* How many of the first only read. */
#define N_READING 2

static const GActionEntry entries[] = {
  { "export-form", export_form_activated },
  { "export-appointment-form", export_appointment_form_activated },
  { "choose-photo", choose_photo_activated },
  { "paste-photo", paste_photo_activated },
  { "remove-photo", remove_photo_activated },
  { "delete", delete_activated },
};

/**
 * cadre_person_page_actions_new:
 * @page: a page with a property `record-id`
 *
 * Returns: (transfer full): its actions; in an archive that is only read,
 *   those that change it are off
 */
GSimpleActionGroup *
cadre_person_page_actions_new (CadrePage *page)
{
  GSimpleActionGroup *actions = g_simple_action_group_new ();
  CadreSession *session = cadre_page_get_session (page);
  gboolean writable = session != NULL && !cadre_session_is_read_only (session);

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), page);
  for (guint i = N_READING; i < G_N_ELEMENTS (entries); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (actions), entries[i].name)),
                                 writable);

  return actions;
}
