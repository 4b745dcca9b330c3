/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the window does by name, and how it tells what was done. */

#define G_LOG_DOMAIN "cadre-window-actions"

#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "cadre-error-dialog.h"
#include "cadre-name.h"
#include "cadre-pages.h"
#include "cadre-record.h"
#include "cadre-round-sample.h"
#include "cadre-sample.h"
#include "cadre-window-private.h"

/* So much of an action's name, in characters, fits into the menu. */
#define MAX_NAME 40

/* ------------------------------------------------------------------- telling */

static AdwToast *
toast_new (const char *text)
{
  /* A toast's title is markup. */
  g_autofree char *title = g_markup_escape_text (text, -1);

  return adw_toast_new (title);
}

/**
 * cadre_window_toast:
 * @text: what was done, plain text
 */
void
cadre_window_toast (CadreWindow *self,
                    const char  *text)
{
  g_return_if_fail (CADRE_IS_WINDOW (self));

  _cadre_window_add_toast (self, toast_new (text));
}

/**
 * cadre_window_toast_action:
 * @text: what was done, plain text
 * @label: of its button, with a mnemonic
 * @action: what the button does: win.undo
 * @target: (nullable) (transfer floating): to what
 */
void
cadre_window_toast_action (CadreWindow *self,
                           const char  *text,
                           const char  *label,
                           const char  *action,
                           GVariant    *target)
{
  AdwToast *toast = toast_new (text);

  g_return_if_fail (CADRE_IS_WINDOW (self));

  adw_toast_set_button_label (toast, label);
  adw_toast_set_action_name (toast, action);
  adw_toast_set_action_target_value (toast, target);
  _cadre_window_add_toast (self, toast);
}

static void
toast_with_action (CadreWindow *self,
                   const char  *text,
                   const char  *label,
                   const char  *action)
{
  cadre_window_toast_action (self, text, label, action, NULL);
}

/**
 * cadre_window_toast_done:
 * @name: the last action's
 *
 * Tells that something was done, and offers to undo it.
 */
void
cadre_window_toast_done (CadreWindow *self,
                         const char  *name)
{
  g_return_if_fail (CADRE_IS_WINDOW (self));

  toast_with_action (self, name, _("_Undo"), "win.undo");
}

static GtkWindow *
find_dialog_over (GtkWindow *window)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) dialog = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (dialog) == window && gtk_window_get_modal (dialog) &&
          gtk_widget_get_mapped (GTK_WIDGET (dialog)))
        return dialog;
    }

  return NULL;
}

/* The modal dialog in front, or the window itself. */
static GtkWindow *
find_front (CadreWindow *self)
{
  GtkWindow *front = GTK_WINDOW (self);
  GtkWindow *over;

  while ((over = find_dialog_over (front)) != NULL)
    front = over;

  return front;
}

#define TELLS_FAULTS "cadre-tells-faults"

/**
 * cadre_window_leave_faults_to:
 * @dialog: that shows itself what is wrong with what was typed there
 *
 * Lets cadre_window_act() say no more than a toast where @dialog is in front.
 */
void
cadre_window_leave_faults_to (GtkWindow *dialog)
{
  g_object_set_data (G_OBJECT (dialog), TELLS_FAULTS, GINT_TO_POINTER (TRUE));
}

static void
show_error_toast (CadreWindow  *self,
                  const char   *what,
                  const GError *error)
{
  AdwToast *toast = toast_new (what);

  adw_toast_set_timeout (toast, 0);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_button_label (toast, _("_Details"));
  adw_toast_set_action_name (toast, "win.details");
  adw_toast_set_action_target_value (toast, g_variant_new ("(sss)", what, error->message,
                                                           g_quark_to_string (error->domain)));
  _cadre_window_add_toast (self, toast);
}

/**
 * cadre_window_show_error:
 * @what: what did not work: “The people could not be deleted”
 * @error: why; a cancellation is not told
 *
 * Tells of a failure: a toast that stays, with the whole story behind it; or
 * the story at once over a modal dialog, which hides toasts.
 */
void
cadre_window_show_error (CadreWindow  *self,
                         const char   *what,
                         const GError *error)
{
  GtkWindow *front;

  g_return_if_fail (CADRE_IS_WINDOW (self));

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  front = find_front (self);
  if (front == GTK_WINDOW (self))
    show_error_toast (self, what, error);
  else
    cadre_error_dialog_show (front, what, error->message, g_quark_to_string (error->domain));
}

/* -------------------------------------------------------------------- doing */

typedef struct
{
  CadreWindow *window;
  char *name;
  CadreDoneFunc done;
  gpointer user_data;
} Act;

static void
act_free (Act *act)
{
  g_object_unref (act->window);
  g_free (act->name);
  g_free (act);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Act, act_free)

static void
acted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(Act) act = data;
  g_autoptr(GError) error = NULL;
  gboolean done = cadre_session_finish (CADRE_SESSION (source), result, &error);

  if (!done)
    {
      g_autofree char *what = g_strdup_printf (_("Not done: %s"), act->name);

      if (g_object_get_data (G_OBJECT (find_front (act->window)), TELLS_FAULTS) != NULL)
        show_error_toast (act->window, what, error);
      else
        cadre_window_show_error (act->window, what, error);
    }
  else if (g_strcmp0 (cadre_session_get_undo_name (CADRE_SESSION (source)), act->name) == 0)
    {
      cadre_window_toast_done (act->window, act->name);
    }

  if (act->done != NULL)
    act->done (done, cadre_session_get_data (result), act->user_data);
}

/**
 * cadre_window_act:
 * @kind: as cadre_action_begin() takes it
 * @name: what is done: “Delete 3 people”; Undo will name it
 * @func: makes the changes, on the writer's thread, inside the action
 * @data: for @func
 * @free_data: (nullable): frees @data
 * @done: (nullable): told at the end
 *
 * Does one thing that a user did, and tells of it with Undo, or of what went
 * wrong.
 */
void
cadre_window_act (CadreWindow    *self,
                  const char     *kind,
                  const char     *name,
                  CadreJobFunc    func,
                  gpointer        data,
                  GDestroyNotify  free_data,
                  CadreDoneFunc   done,
                  gpointer        user_data)
{
  Act *act = g_new0 (Act, 1);

  g_return_if_fail (CADRE_IS_WINDOW (self));

  act->window = g_object_ref (self);
  act->name = g_strdup (name);
  act->done = done;
  act->user_data = user_data;
  cadre_session_act (cadre_window_get_session (self), kind, name, func, data, free_data, NULL, acted_cb, act);
}

static void
undone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(CadreWindow) self = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      cadre_window_show_error (self, _("Undo did not work"), error);
      return;
    }

  text = g_strdup_printf (_("Undone: %s"), cadre_session_get_action_name (result));
  toast_with_action (self, text, _("_Redo"), "win.redo");
}

static void
redone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(CadreWindow) self = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      cadre_window_show_error (self, _("Redo did not work"), error);
      return;
    }

  text = g_strdup_printf (_("Done again: %s"), cadre_session_get_action_name (result));
  toast_with_action (self, text, _("_Undo"), "win.undo");
}

static void
undo_activated (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  CadreWindow *self = data;

  cadre_session_undo (cadre_window_get_session (self), NULL, undone_cb, g_object_ref (self));
}

static void
redo_activated (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  CadreWindow *self = data;

  cadre_session_redo (cadre_window_get_session (self), NULL, redone_cb, g_object_ref (self));
}

/* ------------------------------------------------------------ going to places */

static void
page_activated (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  cadre_window_show_page (data, g_variant_get_string (parameter, NULL));
}

static void
page_changed (GSimpleAction *action,
              GVariant      *state,
              gpointer       data)
{
  g_simple_action_set_state (action, state);
}

static void
back_activated (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  cadre_window_pop (data);
}

static void
find_activated (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  GtkWidget *page = cadre_window_get_page (data);

  if (CADRE_IS_PAGE (page))
    cadre_page_find (CADRE_PAGE (page));
}

static void
details_activated (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       data)
{
  const char *what, *why, *domain;

  g_variant_get (parameter, "(&s&s&s)", &what, &why, &domain);
  cadre_error_dialog_show (GTK_WINDOW (data), what, why, domain);
}

static void
file_opened_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(CadreWindow) self = data;
  g_autoptr(GError) error = NULL;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (self), result, &error))
    cadre_window_show_error (self, _("No program here opens this file"), error);
}

/* In the program that the desktop, or the portal, has for such files. */
static void
open_file_activated (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       data)
{
  g_autofree char *uri = g_filename_to_uri (g_variant_get_string (parameter, NULL), NULL, NULL);

  if (uri != NULL)
    gtk_show_uri_full (GTK_WINDOW (data), uri, GDK_CURRENT_TIME, NULL, file_opened_cb, g_object_ref (data));
}

static void
detail_activated_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     CadreWindow   *self)
{
  guint n_details;
  const CadreDetailInfo *details = cadre_pages_get_details (&n_details);

  for (guint i = 0; i < n_details; i++)
    if (g_str_equal (details[i].action, g_action_get_name (G_ACTION (action))))
      cadre_window_push (self, g_object_new (details[i].get_type (),
                                             "session", cadre_window_get_session (self),
                                             "nested", TRUE,
                                             "record-id", g_variant_get_int64 (parameter),
                                             NULL));
}

static void
add_detail_actions (CadreWindow *self)
{
  guint n_details;
  const CadreDetailInfo *details = cadre_pages_get_details (&n_details);

  for (guint i = 0; i < n_details; i++)
    {
      g_autoptr(GSimpleAction) action = g_simple_action_new (details[i].action, G_VARIANT_TYPE_INT64);

      g_signal_connect_object (action, "activate", G_CALLBACK (detail_activated_cb), self, 0);
      g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (action));
    }
}

/* --------------------------------------------------------------- other archives */

static void
add_archive_filter (GtkFileChooser *chooser)
{
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Archives"));
  gtk_file_filter_add_pattern (filter, "*" CADRE_ARCHIVE_SUFFIX);
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
open_file (CadreWindow *self,
           GFile       *file)
{
  GApplication *application = G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));

  g_application_open (application, &file, 1, "");
}

static void
open_response_cb (GtkNativeDialog *dialog,
                  int              response,
                  CadreWindow     *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      open_file (self, file);
    }
  g_object_unref (dialog);
}

static void
open_archive_activated (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Open Archive"), GTK_WINDOW (data),
                                                              GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  add_archive_filter (GTK_FILE_CHOOSER (dialog));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (open_response_cb), data, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
create_archive (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreArchive) archive = cadre_archive_create (data, &error);

  if (archive == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  CadreWindow *self = CADRE_WINDOW (source);
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file = g_file_new_for_path (g_task_get_task_data (G_TASK (result)));

  if (g_task_propagate_boolean (G_TASK (result), &error))
    open_file (self, file);
  else
    cadre_window_show_error (self, _("The archive could not be made"), error);
}

static void
new_response_cb (GtkNativeDialog *dialog,
                 int              response,
                 CadreWindow     *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      g_autoptr(GTask) task = g_task_new (self, NULL, created_cb, NULL);
      char *path = g_file_get_path (file);

      if (!g_str_has_suffix (path, CADRE_ARCHIVE_SUFFIX))
        {
          char *whole = g_strconcat (path, CADRE_ARCHIVE_SUFFIX, NULL);

          g_free (path);
          path = whole;
        }
      g_task_set_task_data (task, path, g_free);
      g_task_run_in_thread (task, create_archive);
    }
  g_object_unref (dialog);
}

static void
new_archive_activated (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("New Archive"), GTK_WINDOW (data),
                                                              GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  add_archive_filter (GTK_FILE_CHOOSER (dialog));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), _("Archive.cadre"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (new_response_cb), data, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* A separate archive of invented people. */

#define N_SAMPLE_PEOPLE 2000

static void
sample_progress (guint    done,
                 guint    total,
                 gpointer job)
{
  cadre_job_report (job, (double) done / total);
}

static gboolean
make_sample (CadreJob      *job,
             CadreArchive  *archive,
             gpointer       data,
             GError       **error)
{
  const char *path = data;
  g_autoptr(CadreArchive) sample = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;

  sample = cadre_archive_create (path, error);
  if (sample == NULL)
    return FALSE;
  if (cadre_sample_fill (sample, N_SAMPLE_PEOPLE, 1, sample_progress, job, cadre_job_get_cancellable (job), error) &&
      cadre_round_sample_add (sample, error))
    return TRUE;

  cadre_archive_close (sample, NULL);
  g_unlink (path);
  return FALSE;
}

static void
sample_made_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(CadreWindow) self = data;
  g_autoptr(GFile) file = g_file_new_for_path (cadre_session_get_data (result));
  g_autoptr(GError) error = NULL;

  if (cadre_session_finish (CADRE_SESSION (source), result, &error))
    open_file (self, file);
  else
    cadre_window_show_error (self, _("The sample archive could not be made"), error);
}

static void
sample_activated (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  g_autofree char *path = cadre_archive_default_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  char *sample = g_build_filename (folder, "sample" CADRE_ARCHIVE_SUFFIX, NULL);

  cadre_session_write (cadre_window_get_session (data), _("Making a sample archive"), make_sample, sample, g_free,
                       NULL, sample_made_cb, g_object_ref (data));
}

/* --------------------------------------------------------------------- a person */

static gboolean
add_person (CadreJob      *job,
            CadreArchive  *archive,
            gpointer       data,
            GError       **error)
{
  g_autoptr(CadreCatalogue) catalogue = cadre_catalogue_new (archive, error);
  g_autoptr(GHashTable) values = cadre_record_new_values ();

  if (catalogue == NULL)
    return FALSE;

  g_hash_table_insert (values, g_strdup ("name"), g_strdup (data));
  return cadre_record_insert (archive, cadre_catalogue_get_kind (catalogue, "person"), values, error) != 0;
}

static void
name_given_cb (AdwMessageDialog *dialog,
               const char       *response,
               CadreWindow      *self)
{
  GtkEditable *entry = GTK_EDITABLE (adw_message_dialog_get_extra_child (dialog));
  char *given = cadre_name_normalize (gtk_editable_get_text (entry));
  g_autofree char *name = NULL;

  if (!g_str_equal (response, "add") || *given == '\0')
    {
      g_free (given);
      return;
    }

  name = g_strdup_printf (_("Add %s"), given);
  cadre_window_act (self, "edit", name, add_person, given, g_free, NULL, NULL);
}

static void
add_person_activated (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       data)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (data), _("Add a Person"), NULL);
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("Name"));
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Name"), -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "add", _("_Add"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "add", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "add");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (name_given_cb), data, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}

/* ------------------------------------------------------------------ the actions */

static const GActionEntry entries[] = {
  { "undo", undo_activated },
  { "redo", redo_activated },
  { "page", page_activated, "s", "''", page_changed },
  { "back", back_activated },
  { "find", find_activated },
  { "details", details_activated, "(sss)" },
  { "open-file", open_file_activated, "s" },
  { "open-archive", open_archive_activated },
  { "new-archive", new_archive_activated },
  { "sample", sample_activated },
  { "add-person", add_person_activated },
};

void
_cadre_window_add_actions (CadreWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  add_detail_actions (self);
  _cadre_window_update_actions (self);
}

static void
set_enabled (CadreWindow *self,
             const char  *name,
             gboolean     enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/* “Undo: Delete 3 people” in the main menu; a long name is cut. */
static void
append_reverse (GMenu      *menu,
                const char *verb,
                const char *name,
                const char *action)
{
  g_autoptr(GString) label = g_string_new (verb);

  if (name != NULL)
    {
      g_autofree char *start = g_utf8_substring (name, 0, MIN (g_utf8_strlen (name, -1), MAX_NAME));
      g_autoptr(GString) escaped = g_string_new (start);

      /* An underscore would make a mnemonic. */
      g_string_replace (escaped, "_", "__", 0);
      g_string_append_printf (label, ": %s%s", escaped->str, strlen (start) < strlen (name) ? "…" : "");
    }
  g_menu_append (menu, label->str, action);
}

void
_cadre_window_update_actions (CadreWindow *self)
{
  CadreSession *session = cadre_window_get_session (self);
  const char *undo = session != NULL ? cadre_session_get_undo_name (session) : NULL;
  const char *redo = session != NULL ? cadre_session_get_redo_name (session) : NULL;
  gboolean writable = session != NULL && !cadre_session_is_read_only (session);
  GMenu *menu = _cadre_window_get_undo_menu (self);
  GtkWidget *page = cadre_window_get_page (self);
  gboolean nested = FALSE;

  if (CADRE_IS_PAGE (page))
    g_object_get (page, "nested", &nested, NULL);

  set_enabled (self, "undo", writable && undo != NULL);
  set_enabled (self, "redo", writable && redo != NULL);
  set_enabled (self, "page", session != NULL);
  set_enabled (self, "find", session != NULL);
  set_enabled (self, "sample", session != NULL);
  set_enabled (self, "import-file", session != NULL);
  set_enabled (self, "import-folder", session != NULL);
  set_enabled (self, "add-person", writable);
  set_enabled (self, "back", nested);

  g_menu_remove_all (menu);
  append_reverse (menu, _("_Undo"), undo, "win.undo");
  append_reverse (menu, _("_Redo"), redo, "win.redo");
}
