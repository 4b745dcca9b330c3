/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A dialog that asks for a few texts before something is done: the reason,
 * the document's number. */

#define G_LOG_DOMAIN "cadre-ask"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-ask.h"

/* Of many questions on a low screen some are out of sight; pixels. */
#define MAX_HEIGHT 420

/* What the rows' card throws must not be cut off. */
#define SHADOW 3

typedef struct
{
  GPtrArray *rows;         /* AdwEntryRow or AdwComboRow */
  GArray *needed;          /* gboolean */
  CadreAnsweredFunc answered;
  gpointer user_data;
  GDestroyNotify free_user_data;
} Asking;

static void
asking_free (gpointer data)
{
  Asking *self = data;

  if (self->free_user_data != NULL)
    self->free_user_data (self->user_data);
  g_ptr_array_unref (self->rows);
  g_array_unref (self->needed);
  g_free (self);
}

static char *
get_answer (GtkWidget *row)
{
  GObject *item;

  if (ADW_IS_ENTRY_ROW (row))
    return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  item = adw_combo_row_get_selected_item (ADW_COMBO_ROW (row));
  return g_strdup (item != NULL ? gtk_string_object_get_string (GTK_STRING_OBJECT (item)) : "");
}

static void
check (AdwMessageDialog *dialog)
{
  Asking *self = g_object_get_data (G_OBJECT (dialog), "asking");
  gboolean whole = TRUE;

  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autofree char *answer = get_answer (g_ptr_array_index (self->rows, i));

      whole &= *answer != '\0' || !g_array_index (self->needed, gboolean, i);
    }
  adw_message_dialog_set_response_enabled (dialog, "accept", whole);
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response)
{
  Asking *self = g_object_get_data (G_OBJECT (dialog), "asking");
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) answers = NULL;

  if (!g_str_equal (response, "accept"))
    return;

  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autofree char *answer = get_answer (g_ptr_array_index (self->rows, i));

      g_strv_builder_add (builder, answer);
    }
  answers = g_strv_builder_end (builder);
  self->answered ((const char * const *) answers, self->user_data);
}

static GtkWidget *
make_row (const CadreQuestion *question)
{
  g_autoptr(GtkStringList) list = NULL;
  GtkWidget *row;

  if (question->choices == NULL)
    {
      row = g_object_new (ADW_TYPE_ENTRY_ROW, "title", question->title, "activates-default", TRUE, NULL);
      gtk_editable_set_text (GTK_EDITABLE (row), question->text != NULL ? question->text : "");
      return row;
    }

  list = gtk_string_list_new (question->choices);
  row = g_object_new (ADW_TYPE_COMBO_ROW, "title", question->title, "model", list, NULL);
  for (guint i = 0; question->choices[i] != NULL; i++)
    if (g_strcmp0 (question->choices[i], question->text) == 0)
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);

  return row;
}

/**
 * cadre_ask:
 * @body: (nullable): what it is about
 * @accept: the button's label, with its mnemonic
 * @answered: called where the button was pressed
 *
 * Returns: (transfer none): the dialog, shown
 */
GtkWidget *
cadre_ask (GtkWindow           *parent,
           const char          *heading,
           const char          *body,
           const char          *accept,
           const CadreQuestion *questions,
           guint                n_questions,
           CadreAnsweredFunc    answered,
           gpointer             user_data,
           GDestroyNotify       free_user_data)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, body);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  Asking *self = g_new0 (Asking, 1);

  self->rows = g_ptr_array_new ();
  self->needed = g_array_new (FALSE, FALSE, sizeof (gboolean));
  self->answered = answered;
  self->user_data = user_data;
  self->free_user_data = free_user_data;
  g_object_set_data_full (G_OBJECT (dialog), "asking", self, asking_free);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "accept", accept, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "accept", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "accept");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  for (guint i = 0; i < n_questions; i++)
    {
      GtkWidget *row = make_row (&questions[i]);

      g_ptr_array_add (self->rows, row);
      g_array_append_val (self->needed, questions[i].needed);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
      if (ADW_IS_ENTRY_ROW (row))
        g_signal_connect_object (row, "changed", G_CALLBACK (check), dialog, G_CONNECT_SWAPPED);
    }

  gtk_widget_set_size_request (group, 380, -1);
  g_object_set (group, "margin-start", SHADOW, "margin-end", SHADOW, "margin-top", SHADOW, "margin-bottom", SHADOW, NULL);
  g_object_set (scroller, "child", group, "hscrollbar-policy", GTK_POLICY_NEVER, "propagate-natural-height", TRUE,
                "max-content-height", MAX_HEIGHT, NULL);
  if (n_questions > 0)
    adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), scroller);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), NULL);
  check (ADW_MESSAGE_DIALOG (dialog));
  gtk_window_present (GTK_WINDOW (dialog));

  return dialog;
}
