/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-attachment-group"

#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "cadre-attachment-group.h"
#include "cadre-attachment.h"
#include "cadre-record-dialog.h"
#include "cadre-window.h"

struct _CadreAttachmentGroup
{
  AdwBin parent_instance;

  CadreSession *session;
  char *record_kind;
  gint64 record_id;
  gboolean writable;
  GPtrArray *rows;
  GtkWidget *empty_row;
  AdwPreferencesGroup *group;
};

G_DEFINE_FINAL_TYPE (CadreAttachmentGroup, cadre_attachment_group, ADW_TYPE_BIN)

static CadreWindow *
get_window (CadreAttachmentGroup *self)
{
  return cadre_window_of (GTK_WIDGET (self));
}

/* Each button and each row is about one attachment. */
static const CadreAttachment *
get_attachment (gpointer widget)
{
  return g_object_get_data (widget, "attachment");
}

/* ---------------------------------------------------------------------- adding */

typedef struct
{
  char *record_kind;
  gint64 record_id;
  GStrv paths;
} Add;

static void
add_free (gpointer data)
{
  Add *self = data;

  g_free (self->record_kind);
  g_strfreev (self->paths);
  g_free (self);
}

static gboolean
add_job (CadreJob      *job,
         CadreArchive  *archive,
         gpointer       data,
         GError       **error)
{
  const Add *self = data;

  for (guint i = 0; self->paths[i] != NULL; i++)
    if (cadre_attachment_add (archive, self->record_kind, self->record_id, self->paths[i], error) == 0)
      return FALSE;

  return TRUE;
}

/**
 * cadre_attachment_group_add:
 * @paths: files to keep with the record
 *
 * Adds files: all of them, or none and it is told why.
 */
void
cadre_attachment_group_add (CadreAttachmentGroup *self,
                            GStrv                 paths)
{
  guint n = g_strv_length (paths);
  g_autofree char *base = NULL;
  g_autofree char *name = NULL;
  Add *add;

  g_return_if_fail (CADRE_IS_ATTACHMENT_GROUP (self));

  if (n == 0)
    return;

  base = g_path_get_basename (paths[0]);
  name = n == 1 ? g_strdup_printf (_("Attach “%s”"), base)
                : g_strdup_printf (ngettext ("Attach %u file", "Attach %u files", n), n);
  add = g_new0 (Add, 1);
  add->record_kind = g_strdup (self->record_kind);
  add->record_id = self->record_id;
  add->paths = g_strdupv (paths);
  cadre_window_act (get_window (self), "edit", name, add_job, add, add_free, NULL, NULL);
}

static void
add_path (GStrvBuilder *paths,
          GFile        *file)
{
  if (g_file_peek_path (file) != NULL)
    g_strv_builder_add (paths, g_file_peek_path (file));
}

static gboolean
drop_cb (CadreAttachmentGroup *self,
         const GValue         *value)
{
  g_autoptr(GStrvBuilder) paths = g_strv_builder_new ();
  g_auto(GStrv) strv = NULL;

  for (const GSList *l = g_value_get_boxed (value); l != NULL; l = l->next)
    add_path (paths, l->data);
  strv = g_strv_builder_end (paths);
  cadre_attachment_group_add (self, strv);
  return strv[0] != NULL;
}

static void
add_response_cb (GtkNativeDialog      *dialog,
                 int                   response,
                 CadreAttachmentGroup *self)
{
  g_autoptr(GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
  g_autoptr(GStrvBuilder) paths = g_strv_builder_new ();
  g_auto(GStrv) strv = NULL;

  for (guint i = 0; response == GTK_RESPONSE_ACCEPT && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);

      add_path (paths, file);
    }
  strv = g_strv_builder_end (paths);
  cadre_attachment_group_add (self, strv);
  g_object_unref (dialog);
}

static void
add_clicked_cb (CadreAttachmentGroup *self)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Attach Files"), GTK_WINDOW (get_window (self)),
                                                              GTK_FILE_CHOOSER_ACTION_OPEN, _("_Attach"), NULL);

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (add_response_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* --------------------------------------------------------- opening and exporting */

typedef struct
{
  CadreWindow *window;
  gint64 id;
  char *path;
  gboolean open;
} Write;

static void
write_free (gpointer data)
{
  Write *self = data;

  g_object_unref (self->window);
  g_free (self->path);
  g_free (self);
}

static gboolean
write_job (CadreJob      *job,
           CadreArchive  *archive,
           gpointer       data,
           GError       **error)
{
  const Write *self = data;

  return cadre_attachment_write (archive, self->id, self->path, error);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  const Write *self = cadre_session_get_data (result);
  g_autoptr(GError) error = NULL;
  g_autofree char *base = g_path_get_basename (self->path);
  g_autofree char *text = NULL;

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      cadre_window_show_error (self->window, _("The attachment could not be written"), error);
      return;
    }

  if (self->open)
    {
      gtk_widget_activate_action (GTK_WIDGET (self->window), "win.open-file", "s", self->path);
      return;
    }
  text = g_strdup_printf (_("Exported: %s"), base);
  cadre_window_toast_action (self->window, text, _("_Open"), "win.open-file", g_variant_new_string (self->path));
}

static void
write_to (CadreAttachmentGroup *self,
          gint64                id,
          const char           *path,
          gboolean              open)
{
  Write *write = g_new0 (Write, 1);

  write->window = g_object_ref (get_window (self));
  write->id = id;
  write->path = g_strdup (path);
  write->open = open;
  cadre_session_read (self->session, _("Writing an Attachment"), write_job, write, write_free, NULL, written_cb, NULL);
}

/* A copy that the desktop's program reads: where only the user can see it,
 * and gone when the session ends. */
static char *
make_copy_path (const CadreAttachment *attachment)
{
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, attachment->id);
  g_autofree char *folder = g_build_filename (g_get_user_runtime_dir (), PACKAGE_NAME, key, NULL);
  g_autofree char *name = g_strdelimit (g_strdup (attachment->name), "/", '_');

  g_mkdir_with_parents (folder, 0700);
  return g_build_filename (folder, name, NULL);
}

static void
row_activated_cb (AdwActionRow         *row,
                  CadreAttachmentGroup *self)
{
  const CadreAttachment *attachment = get_attachment (row);
  g_autofree char *path = make_copy_path (attachment);

  write_to (self, attachment->id, path, TRUE);
}

static void
export_response_cb (GtkNativeDialog      *dialog,
                    int                   response,
                    CadreAttachmentGroup *self)
{
  gint64 *id = g_object_get_data (G_OBJECT (dialog), "id");

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      if (g_file_peek_path (file) != NULL)
        write_to (self, *id, g_file_peek_path (file), FALSE);
    }
  g_object_unref (dialog);
}

static void
export_clicked_cb (CadreAttachmentGroup *self,
                   GtkButton            *button)
{
  const CadreAttachment *attachment = get_attachment (button);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Export"), GTK_WINDOW (get_window (self)),
                                                              GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), attachment->name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_object_set_data_full (G_OBJECT (dialog), "id", g_memdup2 (&attachment->id, sizeof attachment->id), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (export_response_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
edit_clicked_cb (CadreAttachmentGroup *self,
                 GtkButton            *button)
{
  cadre_record_dialog_open (get_window (self), "attachment", get_attachment (button)->id);
}

/* -------------------------------------------------------------------- deleting */

static gboolean
delete_job (CadreJob      *job,
            CadreArchive  *archive,
            gpointer       data,
            GError       **error)
{
  return cadre_attachment_delete (archive, *(gint64 *) data, error);
}

static void
delete_clicked_cb (CadreAttachmentGroup *self,
                   GtkButton            *button)
{
  const CadreAttachment *attachment = get_attachment (button);
  g_autofree char *name = g_strdup_printf (_("Delete “%s”"), attachment->name);

  cadre_window_act (get_window (self), "edit", name, delete_job, g_memdup2 (&attachment->id, sizeof attachment->id),
                    g_free, NULL, NULL);
}

/* --------------------------------------------------------------------- showing */

/* In the order of the buttons. */
static const struct
{
  const char *icon_name;
  const char *label;
  void (* clicked) (CadreAttachmentGroup *self,
                    GtkButton            *button);
  gboolean writes;
} buttons[] = {
  { "document-edit-symbolic", N_("Rename %s or Write a Note"), edit_clicked_cb, TRUE },
  { "document-save-symbolic", N_("Export %s"), export_clicked_cb, FALSE },
  { "user-trash-symbolic", N_("Delete %s"), delete_clicked_cb, TRUE },
};

static void
add_buttons (CadreAttachmentGroup  *self,
             AdwActionRow          *row,
             const CadreAttachment *attachment)
{
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      GtkWidget *button = gtk_button_new_from_icon_name (buttons[i].icon_name);
      g_auto(GStrv) parts = g_strsplit (_(buttons[i].label), "%s", 2);
      g_autofree char *label = g_strjoinv (attachment->name, parts);

      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_tooltip_text (button, label);
      gtk_widget_set_visible (button, self->writable || !buttons[i].writes);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
      g_object_set_data (G_OBJECT (button), "attachment", (gpointer) attachment);
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (buttons[i].clicked), self);
      adw_action_row_add_suffix (row, button);
    }
}

static void
add_row (CadreAttachmentGroup *self,
         CadreAttachment      *attachment)
{
  g_autofree char *size = g_format_size_full ((guint64) attachment->size, G_FORMAT_SIZE_IEC_UNITS);
  gboolean has_note = attachment->note != NULL && *attachment->note != '\0';
  g_autofree char *subtitle = g_strjoin (" · ", attachment->added_on, size, has_note ? attachment->note : NULL, NULL);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", attachment->name, "subtitle", subtitle,
                                 "title-lines", 2, "activatable", TRUE, NULL);

  g_object_set_data_full (G_OBJECT (row), "attachment", attachment, (GDestroyNotify) cadre_attachment_free);
  add_buttons (self, ADW_ACTION_ROW (row), attachment);
  g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), self, 0);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

typedef struct
{
  char *record_kind;
  gint64 record_id;
  GPtrArray *found;
} List;

static void
list_free (gpointer data)
{
  List *self = data;

  g_free (self->record_kind);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_free (self);
}

static gboolean
list_job (CadreJob      *job,
          CadreArchive  *archive,
          gpointer       data,
          GError       **error)
{
  List *self = data;

  self->found = cadre_attachment_list (archive, self->record_kind, self->record_id, error);
  return self->found != NULL;
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(CadreAttachmentGroup) self = data;
  g_autoptr(GError) error = NULL;
  List *list = cadre_session_get_data (result);

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      if (get_window (self) != NULL)
        cadre_window_show_error (get_window (self), _("The attachments cannot be listed"), error);
      return;
    }

  /* Asked before it was about another record. */
  if (list->record_id != self->record_id)
    return;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  gtk_widget_set_visible (self->empty_row, list->found->len == 0);

  /* The rows take them over. */
  g_ptr_array_set_free_func (list->found, NULL);
  for (guint i = 0; i < list->found->len; i++)
    add_row (self, g_ptr_array_index (list->found, i));
}

/**
 * cadre_attachment_group_load:
 *
 * Asks the archive what there is.
 */
void
cadre_attachment_group_load (CadreAttachmentGroup *self)
{
  List *list = g_new0 (List, 1);

  g_return_if_fail (CADRE_IS_ATTACHMENT_GROUP (self));

  list->record_kind = g_strdup (self->record_kind);
  list->record_id = self->record_id;
  cadre_session_read (self->session, NULL, list_job, list, list_free, NULL, listed_cb, g_object_ref (self));
}

/**
 * cadre_attachment_group_set_record:
 *
 * Is about another record of the kind from now on; to be loaded then.
 */
void
cadre_attachment_group_set_record (CadreAttachmentGroup *self,
                                   gint64                record_id)
{
  g_return_if_fail (CADRE_IS_ATTACHMENT_GROUP (self));

  self->record_id = record_id;
}

/* ------------------------------------------------------------------ the object */

static void
cadre_attachment_group_finalize (GObject *object)
{
  CadreAttachmentGroup *self = CADRE_ATTACHMENT_GROUP (object);

  g_clear_object (&self->session);
  g_free (self->record_kind);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (cadre_attachment_group_parent_class)->finalize (object);
}

static void
cadre_attachment_group_class_init (CadreAttachmentGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cadre_attachment_group_finalize;
}

static void
cadre_attachment_group_init (CadreAttachmentGroup *self)
{
  g_autofree char *description = g_strdup_printf (_("Scans and documents, each of at most %d MiB: drop them here"),
                                                  CADRE_ATTACHMENT_MAX_MEGABYTES);

  self->rows = g_ptr_array_new ();
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _("Attachments"));
  adw_preferences_group_set_description (self->group, description);
  self->empty_row = g_object_new (ADW_TYPE_ACTION_ROW, "title", _("Nothing attached"), "sensitive", FALSE,
                                  "visible", FALSE, NULL);
  adw_preferences_group_add (self->group, self->empty_row);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
}

static void
let_add (CadreAttachmentGroup *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  GtkWidget *button = gtk_button_new_from_icon_name ("list-add-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, _("Attach Files…"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Attach Files"), -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (add_clicked_cb), self);
  adw_preferences_group_set_header_suffix (self->group, button);

  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/**
 * cadre_attachment_group_new:
 * @record_kind: as the catalogue names it
 *
 * Returns: (transfer floating): a group that shows what is kept with a record
 *   once it is loaded
 */
GtkWidget *
cadre_attachment_group_new (CadreSession *session,
                            const char   *record_kind,
                            gint64        record_id)
{
  CadreAttachmentGroup *self = g_object_new (CADRE_TYPE_ATTACHMENT_GROUP, NULL);

  self->session = g_object_ref (session);
  self->record_kind = g_strdup (record_kind);
  self->record_id = record_id;
  self->writable = !cadre_session_is_read_only (session);
  if (self->writable)
    let_add (self);

  return GTK_WIDGET (self);
}
