/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-certificate-actions"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-certificate-actions.h"
#include "cadre-certificate.h"
#include "cadre-date.h"
#include "cadre-record-dialog.h"

/* What was asked about, and then what a job takes. */
typedef struct
{
  CadreWindow *window;
  gint64 id;
  char *title;
  gboolean replace;        /* a new one is issued in its place */
  char *reason;
} Question;

static Question *
question_new (CadreWindow *window,
              gint64       id,
              const char  *title)
{
  Question *self = g_new0 (Question, 1);

  self->window = g_object_ref (window);
  self->id = id;
  self->title = g_strdup (title);
  return self;
}

static void
question_free (gpointer data)
{
  Question *self = data;

  g_object_unref (self->window);
  g_free (self->title);
  g_free (self->reason);
  g_free (self);
}

static void
free_question_cb (gpointer  data,
                  GClosure *closure)
{
  question_free (data);
}

static gboolean
certificate_job (CadreJob      *job,
                 CadreArchive  *archive,
                 gpointer       data,
                 GError       **error)
{
  Question *self = data;
  CadreDate today = cadre_date_today ();
  g_autofree char *on = cadre_date_format (&today, CADRE_DATE_ISO);

  return self->replace ? cadre_certificate_reissue (archive, self->id, self->reason, on, error) != 0
                       : cadre_certificate_revoke (archive, self->id, self->reason, on, error);
}

static void
answered_cb (AdwMessageDialog *dialog,
             const char       *response,
             Question         *asked)
{
  GtkEditable *entry = GTK_EDITABLE (adw_message_dialog_get_extra_child (dialog));
  g_autoptr(GString) name = NULL;
  Question *answer;

  if (g_str_equal (response, "cancel"))
    return;
  if (g_str_equal (response, "open"))
    {
      cadre_record_dialog_open (asked->window, "certificate", asked->id);
      return;
    }

  answer = question_new (asked->window, asked->id, asked->title);
  answer->replace = g_str_equal (response, "reissue");
  answer->reason = g_strdup (gtk_editable_get_text (entry));
  name = g_string_new (answer->replace ? _("Re-issue the certificate %s") : _("Revoke the certificate %s"));
  g_string_replace (name, "%s", asked->title, 1);
  cadre_window_act (asked->window, "class", name->str, certificate_job, answer, question_free, NULL, NULL);
}

static void
reason_changed_cb (GtkEditable      *entry,
                   AdwMessageDialog *dialog)
{
  gboolean given = *gtk_editable_get_text (entry) != '\0';

  adw_message_dialog_set_response_enabled (dialog, "revoke", given);
  adw_message_dialog_set_response_enabled (dialog, "reissue", given);
}

/**
 * cadre_certificate_actions_ask:
 * @title: its number and whose it is
 *
 * Asks what is to be done with a certificate, and why, and does it.
 */
void
cadre_certificate_actions_ask (CadreWindow *window,
                               gint64       certificate_id,
                               const char  *title)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (window), _("Certificate"), title);
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("Reason"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Reason"), -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "open", _("_Details"),
                                    "revoke", _("_Revoke"), "reissue", _("Re-_issue"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "revoke", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "reissue", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  reason_changed_cb (GTK_EDITABLE (entry), ADW_MESSAGE_DIALOG (dialog));
  g_signal_connect (entry, "changed", G_CALLBACK (reason_changed_cb), dialog);
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), question_new (window, certificate_id, title),
                         free_question_cb, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}
