/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-text-row"

#include "config.h"

#include "cadre-text-row.h"

struct _CadreTextRow
{
  AdwPreferencesRow parent_instance;

  char *key;
  CadreCatalogue *catalogue;
  const CadreField *field;
  char *shown;
  GtkBox *head;
  GtkLabel *label;
  GtkTextView *view;
  GtkTextBuffer *buffer;
};

enum
{
  PROP_0,
  PROP_KEY,
};

static void field_editor_iface_init (CadreFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CadreTextRow, cadre_text_row, ADW_TYPE_PREFERENCES_ROW,
                               G_IMPLEMENT_INTERFACE (CADRE_TYPE_FIELD_EDITOR, field_editor_iface_init))

static char *
cadre_text_row_get_text (CadreFieldEditor *editor)
{
  CadreTextRow *self = CADRE_TEXT_ROW (editor);
  char *text = NULL;

  g_object_get (self->buffer, "text", &text, NULL);
  return text;
}

static gboolean
is_edited (CadreTextRow *self)
{
  g_autofree char *text = cadre_text_row_get_text (CADRE_FIELD_EDITOR (self));

  return g_strcmp0 (text, self->shown != NULL ? self->shown : "") != 0;
}

static void
cadre_text_row_set_fault (CadreFieldEditor *editor,
                          const char       *message,
                          gboolean          is_error)
{
  CadreTextRow *self = CADRE_TEXT_ROW (editor);
  g_autofree char *title = cadre_field_editor_dup_title (self->field, message);

  gtk_label_set_label (self->label, title);
  gtk_widget_remove_css_class (GTK_WIDGET (self->label), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->label), "warning");
  if (message != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->label), is_error ? "error" : "warning");
}

static gboolean
cadre_text_row_commit (CadreFieldEditor *editor)
{
  CadreTextRow *self = CADRE_TEXT_ROW (editor);
  g_autofree char *text = NULL;
  g_autofree char *message = NULL;
  gboolean fine;

  if (self->field == NULL || !is_edited (self))
    return TRUE;

  text = cadre_text_row_get_text (editor);
  fine = cadre_field_editor_check (self->catalogue, self->field, text, &message);
  cadre_text_row_set_fault (editor, message, !fine);
  if (!fine)
    return FALSE;

  g_free (self->shown);
  self->shown = g_strdup (text);
  /* From now on Ctrl+Z is the window's. */
  gtk_text_buffer_set_enable_undo (self->buffer, FALSE);
  gtk_text_buffer_set_enable_undo (self->buffer, TRUE);
  cadre_field_editor_edited (editor, text);
  return TRUE;
}

static void
commit_cb (CadreTextRow *self)
{
  cadre_text_row_commit (CADRE_FIELD_EDITOR (self));
}

static void
cadre_text_row_set_field (CadreFieldEditor *editor,
                          CadreCatalogue   *catalogue,
                          const CadreField *field)
{
  CadreTextRow *self = CADRE_TEXT_ROW (editor);

  g_return_if_fail (self->field == NULL);

  self->catalogue = g_object_ref (catalogue);
  self->field = field;
  /* Its dates stand under each other as on the form. */
  if (g_str_equal (field->key, "resume_text"))
    gtk_widget_add_css_class (GTK_WIDGET (self->view), "resume-text");
  gtk_label_set_label (self->label, field->label);
  gtk_text_view_set_editable (self->view, !field->read_only);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, field->label, -1);
}

static void
cadre_text_row_set_shown (CadreFieldEditor *editor,
                          const char       *text)
{
  CadreTextRow *self = CADRE_TEXT_ROW (editor);
  gboolean edited = is_edited (self);

  g_free (self->shown);
  self->shown = g_strdup (text);
  if (!edited)
    gtk_text_buffer_set_text (self->buffer, text != NULL ? text : "", -1);
}

static void
cadre_text_row_add_button (CadreFieldEditor *editor,
                           GtkWidget        *button)
{
  gtk_box_append (CADRE_TEXT_ROW (editor)->head, button);
}

static void
field_editor_iface_init (CadreFieldEditorInterface *iface)
{
  iface->add_button = cadre_text_row_add_button;
  iface->set_field = cadre_text_row_set_field;
  iface->set_shown = cadre_text_row_set_shown;
  iface->get_text = cadre_text_row_get_text;
  iface->set_fault = cadre_text_row_set_fault;
  iface->commit = cadre_text_row_commit;
}

static void
cadre_text_row_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_KEY:
      g_value_set_string (value, CADRE_TEXT_ROW (object)->key);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cadre_text_row_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_KEY:
      CADRE_TEXT_ROW (object)->key = g_value_dup_string (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cadre_text_row_finalize (GObject *object)
{
  CadreTextRow *self = CADRE_TEXT_ROW (object);

  g_clear_object (&self->catalogue);
  g_free (self->key);
  g_free (self->shown);

  G_OBJECT_CLASS (cadre_text_row_parent_class)->finalize (object);
}

static void
cadre_text_row_class_init (CadreTextRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = cadre_text_row_get_property;
  object_class->set_property = cadre_text_row_set_property;
  object_class->finalize = cadre_text_row_finalize;
  g_object_class_override_property (object_class, PROP_KEY, "key");

  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-text-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreTextRow, head);
  gtk_widget_class_bind_template_child (widget_class, CadreTextRow, label);
  gtk_widget_class_bind_template_child (widget_class, CadreTextRow, view);
  gtk_widget_class_bind_template_child (widget_class, CadreTextRow, buffer);
  gtk_widget_class_bind_template_callback (widget_class, commit_cb);
}

static void
cadre_text_row_init (CadreTextRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cadre_text_row_new (const char *key)
{
  return g_object_new (CADRE_TYPE_TEXT_ROW, "key", key, NULL);
}
