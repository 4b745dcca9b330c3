/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-record-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-field-edit.h"
#include "cadre-history-dialog.h"
#include "cadre-record-dialog.h"
#include "cadre-record-typed.h"

struct _CadreRecordDialog
{
  AdwWindow parent_instance;

  CadreWindow *window;
  char *kind_key;
  gint64 id;               /* 0 while it is yet to be added */
  char *owner_field;       /* what a new one belongs to: person_id, class_id … */
  gint64 owner_id;
  CadreForm *form;

  GtkInfoBar *fault_bar;
  GtkLabel *fault_label;
  AdwClamp *clamp;
  GtkWidget *add_button;
  GtkWidget *delete_button;
};

G_DEFINE_FINAL_TYPE (CadreRecordDialog, cadre_record_dialog, ADW_TYPE_WINDOW)

/* What a job takes and leaves. */
typedef struct
{
  char *kind_key;
  gint64 id;
  char *owner_field;
  gint64 owner_id;
  char *key;               /* of the field that cannot be taken */
  GHashTable *texts;
  CadreCatalogue *catalogue;
  GHashTable *shown;
  char *fault;
} RecordJob;

static void
record_job_free (gpointer data)
{
  RecordJob *job = data;

  g_free (job->kind_key);
  g_free (job->owner_field);
  g_free (job->key);
  g_free (job->fault);
  g_clear_pointer (&job->texts, g_hash_table_unref);
  g_clear_pointer (&job->shown, g_hash_table_unref);
  g_clear_object (&job->catalogue);
  g_free (job);
}

static RecordJob *
record_job_new (CadreRecordDialog *self)
{
  RecordJob *job = g_new0 (RecordJob, 1);

  job->kind_key = g_strdup (self->kind_key);
  job->id = self->id;
  job->owner_field = g_strdup (self->owner_field);
  job->owner_id = self->owner_id;
  if (self->form != NULL)
    job->catalogue = g_object_ref (cadre_form_get_catalogue (self->form));
  return job;
}

/* ---- on the worker */

static gboolean
load_job (CadreJob      *job,
          CadreArchive  *archive,
          gpointer       data,
          GError       **error)
{
  RecordJob *self = data;
  const CadreRecordKind *kind;

  self->catalogue = cadre_catalogue_new (archive, error);
  if (self->catalogue == NULL)
    return FALSE;

  kind = cadre_catalogue_get_kind (self->catalogue, self->kind_key);
  self->shown = self->id != 0 ? cadre_record_get_shown (archive, self->catalogue, kind, self->id, error)
                              : cadre_record_new_values ();
  return self->shown != NULL;
}

static gboolean
add_job (CadreJob      *job,
         CadreArchive  *archive,
         gpointer       data,
         GError       **error)
{
  RecordJob *self = data;
  g_autoptr(GError) local_error = NULL;
  const char *owner;

  /* Where the form asks for it, what was typed there goes first. */
  owner = self->owner_field != NULL ? g_hash_table_lookup (self->texts, self->owner_field) : NULL;
  if (self->owner_field != NULL && (owner == NULL || *owner == '\0'))
    g_hash_table_insert (self->texts, g_strdup (self->owner_field), g_strdup_printf ("%" G_GINT64_FORMAT, self->owner_id));
  if (cadre_record_add_typed (archive, self->catalogue, cadre_catalogue_get_kind (self->catalogue, self->kind_key), self->texts,
                              &self->key, &local_error) != 0)
    return TRUE;

  self->fault = g_strdup (local_error->message);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
delete_job (CadreJob      *job,
            CadreArchive  *archive,
            gpointer       data,
            GError       **error)
{
  RecordJob *self = data;

  return cadre_record_delete (archive, cadre_catalogue_get_kind (self->catalogue, self->kind_key), self->id, error);
}

/* ---- in the window */

/* What is wrong with the record as a whole, where it is seen: the window's own
 * word of it is behind the dialog. */
static void
show_fault (CadreRecordDialog *self,
            const char        *message)
{
  gtk_label_set_label (self->fault_label, message);
  gtk_info_bar_set_revealed (self->fault_bar, TRUE);
}

static void
done_cb (gboolean done,
         gpointer data,
         gpointer user_data)
{
  g_autoptr(CadreRecordDialog) self = user_data;
  RecordJob *job = data;

  if (done)
    gtk_window_destroy (GTK_WINDOW (self));
  else if (job->fault != NULL && job->key != NULL)
    cadre_form_set_fault (self->form, job->key, job->fault);
  else if (job->fault != NULL)
    show_fault (self, job->fault);
}

static void
act (CadreRecordDialog *self,
     const char        *format,
     CadreJobFunc       func,
     RecordJob         *job)
{
  g_autofree char *name = g_strdup_printf ("%s %s", format, gtk_window_get_title (GTK_WINDOW (self)));

  cadre_window_act (self->window, "edit", name, func, job, record_job_free, done_cb, g_object_ref (self));
}

static void
edited_cb (CadreRecordDialog *self,
           const char        *key,
           const char        *text)
{
  g_autofree char *name = NULL;

  if (self->id == 0)
    return;

  name = g_strdup_printf (_("Change %s"), gtk_window_get_title (GTK_WINDOW (self)));
  cadre_field_edit (self->window, self->form, self->id, key, text, name);
}

static void
history_cb (CadreRecordDialog *self,
            const char        *key)
{
  cadre_history_dialog_show (GTK_WINDOW (self), self->kind_key, self->id, key);
}

static void
add_clicked_cb (CadreRecordDialog *self)
{
  RecordJob *job;

  gtk_info_bar_set_revealed (self->fault_bar, FALSE);
  if (!cadre_form_commit (self->form))
    return;

  job = record_job_new (self);
  job->texts = cadre_form_get_texts (self->form);
  act (self, _("Add"), add_job, job);
}

static void
delete_clicked_cb (CadreRecordDialog *self)
{
  act (self, _("Delete"), delete_job, record_job_new (self));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CadreRecordDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  RecordJob *job = cadre_session_get_data (result);
  const CadreRecordKind *kind;
  const CadreField *owner;

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      cadre_window_show_error (self->window, _("The record cannot be shown"), error);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }

  kind = cadre_catalogue_get_kind (job->catalogue, self->kind_key);
  owner = self->owner_field != NULL ? cadre_record_kind_get_field (kind, self->owner_field) : NULL;
  gtk_window_set_title (GTK_WINDOW (self), kind->label);
  self->form = CADRE_FORM (cadre_form_new (job->catalogue, kind, self->id == 0));
  /* A year is proposed; what the record belongs to is not asked for. */
  if (owner != NULL && owner->kind == CADRE_FIELD_INTEGER)
    g_hash_table_insert (job->shown, g_strdup (owner->key), g_strdup_printf ("%" G_GINT64_FORMAT, self->owner_id));
  else if (owner != NULL)
    cadre_form_leave_out (self->form, owner->key);
  cadre_form_set_shown (self->form, job->shown);
  g_signal_connect_object (self->form, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "history", G_CALLBACK (history_cb), self, G_CONNECT_SWAPPED);
  adw_clamp_set_child (self->clamp, GTK_WIDGET (self->form));
  gtk_window_present (GTK_WINDOW (self));
}

static gboolean
cadre_record_dialog_close_request (GtkWindow *window)
{
  CadreRecordDialog *self = CADRE_RECORD_DIALOG (window);

  /* What is being typed is saved; what cannot be taken keeps the window. */
  if (self->id != 0 && self->form != NULL && !cadre_form_commit (self->form))
    return TRUE;

  return GTK_WINDOW_CLASS (cadre_record_dialog_parent_class)->close_request (window);
}

static void
cadre_record_dialog_finalize (GObject *object)
{
  CadreRecordDialog *self = CADRE_RECORD_DIALOG (object);

  g_clear_object (&self->window);
  g_free (self->kind_key);
  g_free (self->owner_field);

  G_OBJECT_CLASS (cadre_record_dialog_parent_class)->finalize (object);
}

static void
cadre_record_dialog_class_init (CadreRecordDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = cadre_record_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = cadre_record_dialog_close_request;

  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-record-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreRecordDialog, fault_bar);
  gtk_widget_class_bind_template_child (widget_class, CadreRecordDialog, fault_label);
  gtk_widget_class_bind_template_child (widget_class, CadreRecordDialog, clamp);
  gtk_widget_class_bind_template_child (widget_class, CadreRecordDialog, add_button);
  gtk_widget_class_bind_template_child (widget_class, CadreRecordDialog, delete_button);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_clicked_cb);
}

static void
cadre_record_dialog_init (CadreRecordDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cadre_window_leave_faults_to (GTK_WINDOW (self));
}

static void
show_dialog (CadreWindow *window,
             const char  *kind,
             gint64       id,
             const char  *owner_field,
             gint64       owner_id)
{
  CadreRecordDialog *self = g_object_new (CADRE_TYPE_RECORD_DIALOG, "transient-for", window, NULL);
  CadreSession *session = cadre_window_get_session (window);
  gboolean writable = !cadre_session_is_read_only (session);

  self->window = g_object_ref (window);
  self->kind_key = g_strdup (kind);
  self->id = id;
  self->owner_field = g_strdup (owner_field);
  self->owner_id = owner_id;
  gtk_widget_set_visible (self->add_button, id == 0);
  gtk_widget_set_visible (self->delete_button, id != 0 && writable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->clamp), writable);

  cadre_session_read (session, _("Open a Record"), load_job, record_job_new (self), record_job_free, NULL,
                      loaded_cb, g_object_ref (self));
}

/**
 * cadre_record_dialog_open:
 * @kind: as the catalogue names it
 * @id: the record's key
 *
 * Opens a record over @window.
 */
void
cadre_record_dialog_open (CadreWindow *window,
                          const char  *kind,
                          gint64       id)
{
  show_dialog (window, kind, id, NULL, 0);
}

/**
 * cadre_record_dialog_add:
 * @person_id: whose it will be
 *
 * Opens an empty form for a new record over @window.
 */
void
cadre_record_dialog_add (CadreWindow *window,
                         const char  *kind,
                         gint64       person_id)
{
  show_dialog (window, kind, 0, "person_id", person_id);
}

/**
 * cadre_record_dialog_add_to:
 * @owner_field: (nullable): the field that says what it belongs to: class_id,
 *   year …; %NULL: it belongs to nothing
 * @owner_id: its value there, unless another is typed
 *
 * As cadre_record_dialog_add(), for records of something else than a person.
 */
void
cadre_record_dialog_add_to (CadreWindow *window,
                            const char  *kind,
                            const char  *owner_field,
                            gint64       owner_id)
{
  show_dialog (window, kind, 0, owner_field, owner_id);
}
