/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-error-dialog"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "cadre-error-dialog.h"

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             const char       *text)
{
  if (g_str_equal (response, "copy"))
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (dialog)), text);
}

static void
free_text_cb (gpointer  text,
              GClosure *closure)
{
  g_free (text);
}

/**
 * cadre_error_dialog_show:
 * @what: what did not work
 * @why: the error's message: what, where, and the cure
 * @domain: where it came from, for who is asked for help
 *
 * Shows the whole story of a failure, to be read and copied.
 */
void
cadre_error_dialog_show (GtkWindow  *parent,
                         const char *what,
                         const char *why,
                         const char *domain)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, what, NULL);
  GtkWidget *label = gtk_label_new (why);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  char *text = g_strdup_printf ("%s\n%s\n%s %s (%s)", what, why, PACKAGE_NAME, PACKAGE_VERSION, domain);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 300);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), label);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), scroller);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "copy", _("_Copy"), "close", _("_Close"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), text, free_text_cb, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
