/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-field-editor"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cadre-field-editor.h"
#include "cadre-term.h"

G_DEFINE_INTERFACE (CadreFieldEditor, cadre_field_editor, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_EDITED,
  SIGNAL_HISTORY,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
cadre_field_editor_default_init (CadreFieldEditorInterface *iface)
{
  g_object_interface_install_property (iface,
                                       g_param_spec_string ("key", NULL, NULL, NULL,
                                                            G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY |
                                                            G_PARAM_STATIC_STRINGS));

  signals[SIGNAL_EDITED] = g_signal_new ("edited", CADRE_TYPE_FIELD_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_HISTORY] = g_signal_new ("history", CADRE_TYPE_FIELD_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

/**
 * cadre_field_editor_dup_key:
 *
 * Returns: (transfer full): the field's key, as the template named it
 */
char *
cadre_field_editor_dup_key (CadreFieldEditor *self)
{
  char *key = NULL;

  g_return_val_if_fail (CADRE_IS_FIELD_EDITOR (self), NULL);

  g_object_get (self, "key", &key, NULL);
  return key;
}

/**
 * cadre_field_editor_set_field:
 * @field: of @catalogue, which is kept
 *
 * Makes it what the catalogue says of the field. To be called once.
 */
void
cadre_field_editor_set_field (CadreFieldEditor *self,
                              CadreCatalogue   *catalogue,
                              const CadreField *field)
{
  g_return_if_fail (CADRE_IS_FIELD_EDITOR (self));

  CADRE_FIELD_EDITOR_GET_IFACE (self)->set_field (self, catalogue, field);
  if (field->glossary != NULL)
    cadre_term_explain (GTK_WIDGET (self), field->glossary);
}

/**
 * cadre_field_editor_set_shown:
 * @text: (nullable): the value as people read it
 *
 * Shows a value. What somebody is typing is not replaced.
 */
void
cadre_field_editor_set_shown (CadreFieldEditor *self,
                              const char       *text)
{
  g_return_if_fail (CADRE_IS_FIELD_EDITOR (self));

  CADRE_FIELD_EDITOR_GET_IFACE (self)->set_shown (self, text);
}

/**
 * cadre_field_editor_get_text:
 *
 * Returns: (transfer full): what stands in it now
 */
char *
cadre_field_editor_get_text (CadreFieldEditor *self)
{
  g_return_val_if_fail (CADRE_IS_FIELD_EDITOR (self), NULL);

  return CADRE_FIELD_EDITOR_GET_IFACE (self)->get_text (self);
}

/**
 * cadre_field_editor_set_fault:
 * @message: (nullable): what is wrong, or %NULL for nothing
 * @is_error: whether it cannot be taken; else it is only doubtful
 */
void
cadre_field_editor_set_fault (CadreFieldEditor *self,
                              const char       *message,
                              gboolean          is_error)
{
  g_return_if_fail (CADRE_IS_FIELD_EDITOR (self));

  CADRE_FIELD_EDITOR_GET_IFACE (self)->set_fault (self, message, is_error);
}

/**
 * cadre_field_editor_commit:
 *
 * Hands over what was typed, if it was changed and can be taken.
 *
 * Returns: %FALSE if it has a fault; it stays in the entry
 */
gboolean
cadre_field_editor_commit (CadreFieldEditor *self)
{
  g_return_val_if_fail (CADRE_IS_FIELD_EDITOR (self), TRUE);

  return CADRE_FIELD_EDITOR_GET_IFACE (self)->commit (self);
}

static void
history_clicked_cb (CadreFieldEditor *self)
{
  g_signal_emit (self, signals[SIGNAL_HISTORY], 0);
}

/**
 * cadre_field_editor_add_history:
 * @label: of the field
 *
 * Adds a button to ask for the history; it is seen while the field is pointed
 * at or has the keyboard.
 */
void
cadre_field_editor_add_history (CadreFieldEditor *self,
                                const char       *label)
{
  g_autofree char *name = g_strdup_printf (_("History of %s"), label);
  GtkWidget *button;

  g_return_if_fail (CADRE_IS_FIELD_EDITOR (self));

  button = gtk_button_new_from_icon_name ("document-open-recent-symbolic");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "field-history");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (history_clicked_cb), self);
  CADRE_FIELD_EDITOR_GET_IFACE (self)->add_button (self, button);
}

/**
 * cadre_field_editor_edited:
 *
 * For those who implement it: the user is done with @text.
 */
void
cadre_field_editor_edited (CadreFieldEditor *self,
                           const char       *text)
{
  g_return_if_fail (CADRE_IS_FIELD_EDITOR (self));

  g_signal_emit (self, signals[SIGNAL_EDITED], 0, text);
}

/**
 * cadre_field_editor_dup_title:
 * @message: (nullable): a fault or a warning, which may begin with the label
 *
 * For those who implement it.
 *
 * Returns: (transfer full): the label, and what there is to tell of the field
 */
char *
cadre_field_editor_dup_title (const CadreField *field,
                              const char       *message)
{
  if (message == NULL)
    return g_strdup (field->label);

  if (g_str_has_prefix (message, field->label))
    {
      message += strlen (field->label);
      while (*message == ':' || *message == ' ' || g_utf8_get_char (message) == 0xff1a)
        message = g_utf8_next_char (message);
    }
  return g_strdup_printf ("%s — %s", field->label, message);
}

/**
 * cadre_field_editor_check:
 * @message: (out) (nullable) (transfer full): what to tell beside the field
 *
 * Checks a text without the archive: units and persons are looked up only
 * when they are saved.
 *
 * Returns: whether it can be taken
 */
gboolean
cadre_field_editor_check (CadreCatalogue   *catalogue,
                          const CadreField *field,
                          const char       *text,
                          char            **message)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *value = NULL;

  *message = NULL;
  if (field->required && *text == '\0')
    {
      *message = g_strdup (_("is needed"));
      return FALSE;
    }

  if (field->kind == CADRE_FIELD_UNIT || field->kind == CADRE_FIELD_PERSON || field->kind == CADRE_FIELD_RECORD)
    return TRUE;

  value = cadre_catalogue_parse_value (catalogue, field, text, message, &error);
  if (value != NULL)
    return TRUE;

  g_free (*message);
  *message = g_strdup (error->message);
  return FALSE;
}
