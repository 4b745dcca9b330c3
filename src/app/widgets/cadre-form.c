/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-form"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-field-row.h"
#include "cadre-form.h"
#include "cadre-text-row.h"

/* Whose record it is, is said by where the form stands. */
#define OWNER "person_id"

struct _CadreForm
{
  AdwBin parent_instance;

  CadreCatalogue *catalogue;
  const CadreRecordKind *kind;
  gboolean is_new;
  GHashTable *editors;   /* key -> CadreFieldEditor */
};

enum
{
  SIGNAL_EDITED,
  SIGNAL_HISTORY,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CadreForm, cadre_form, ADW_TYPE_BIN)

static void
edited_cb (CadreFieldEditor *editor,
           const char       *text,
           CadreForm        *self)
{
  g_autofree char *key = cadre_field_editor_dup_key (editor);

  g_signal_emit (self, signals[SIGNAL_EDITED], 0, key, text);
}

static void
history_cb (CadreFieldEditor *editor,
            CadreForm        *self)
{
  g_autofree char *key = cadre_field_editor_dup_key (editor);

  g_signal_emit (self, signals[SIGNAL_HISTORY], 0, key);
}

static void
bind_editor (CadreForm        *self,
             CadreFieldEditor *editor)
{
  char *key = cadre_field_editor_dup_key (editor);
  const CadreField *field = cadre_record_kind_get_field (self->kind, key);

  if (field == NULL)
    {
      g_critical ("the form of %s names a field “%s” that the catalogue does not have", self->kind->key, key);
      g_free (key);
      return;
    }

  cadre_field_editor_set_field (editor, self->catalogue, field);
  g_signal_connect (editor, "edited", G_CALLBACK (edited_cb), self);
  g_signal_connect (editor, "history", G_CALLBACK (history_cb), self);
  if (!self->is_new)
    cadre_field_editor_add_history (editor, field->label);
  g_hash_table_insert (self->editors, key, editor);
}

static gboolean
is_asked_for (CadreForm        *self,
              const CadreField *field)
{
  return !g_str_equal (field->key, OWNER) && !(self->is_new && field->read_only) &&
         !g_hash_table_contains (self->editors, field->key);
}

/* The fields that no template placed. */
static void
add_others (CadreForm           *self,
            AdwPreferencesGroup *group,
            gboolean             custom)
{
  for (guint i = 0; i < self->kind->fields->len; i++)
    {
      const CadreField *field = g_ptr_array_index (self->kind->fields, i);
      GtkWidget *row;

      if (field->custom != custom || !is_asked_for (self, field))
        continue;

      row = field->kind == CADRE_FIELD_LONG_TEXT ? cadre_text_row_new (field->key) : cadre_field_row_new (field->key);
      adw_preferences_group_add (group, row);
      bind_editor (self, CADRE_FIELD_EDITOR (row));
      gtk_widget_set_visible (GTK_WIDGET (group), TRUE);
    }
}

static GtkWidget *
add_group (GtkWidget  *box,
           const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_widget_set_visible (group, FALSE);
  gtk_box_append (GTK_BOX (box), group);

  return group;
}

/* A template's root is its object “form”. */
static gboolean
load_template (CadreForm *self,
               GtkWidget *box)
{
  g_autofree char *path = g_strdup_printf (CADRE_RESOURCE_PATH "/ui/forms/%s.ui", self->kind->key);
  g_autoptr(GtkBuilder) builder = NULL;
  g_autoptr(GSList) objects = NULL;

  if (!g_resources_get_info (path, 0, NULL, NULL, NULL))
    return FALSE;

  builder = gtk_builder_new_from_resource (path);
  objects = gtk_builder_get_objects (builder);
  for (GSList *l = objects; l != NULL; l = l->next)
    if (CADRE_IS_FIELD_EDITOR (l->data))
      bind_editor (self, l->data);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (gtk_builder_get_object (builder, "form")));

  return TRUE;
}

static void
build (CadreForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  if (!load_template (self, box))
    add_others (self, ADW_PREFERENCES_GROUP (add_group (box, "")), FALSE);
  add_others (self, ADW_PREFERENCES_GROUP (add_group (box, _("Fields of This Office"))), TRUE);

  adw_bin_set_child (ADW_BIN (self), box);
}

static void
cadre_form_finalize (GObject *object)
{
  CadreForm *self = CADRE_FORM (object);

  g_clear_object (&self->catalogue);
  g_hash_table_unref (self->editors);

  G_OBJECT_CLASS (cadre_form_parent_class)->finalize (object);
}

static void
cadre_form_class_init (CadreFormClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cadre_form_finalize;

  signals[SIGNAL_EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_HISTORY] = g_signal_new ("history", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (CADRE_TYPE_FIELD_ROW);
  g_type_ensure (CADRE_TYPE_TEXT_ROW);
}

static void
cadre_form_init (CadreForm *self)
{
  self->editors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * cadre_form_new:
 * @kind: of @catalogue, which the form keeps
 * @is_new: whether the record is yet to be made: then nothing that is only
 *   shown is there
 *
 * Returns: (transfer floating): the form
 */
GtkWidget *
cadre_form_new (CadreCatalogue        *catalogue,
                const CadreRecordKind *kind,
                gboolean               is_new)
{
  CadreForm *self = g_object_new (CADRE_TYPE_FORM, NULL);

  self->catalogue = g_object_ref (catalogue);
  self->kind = kind;
  self->is_new = is_new;
  build (self);

  return GTK_WIDGET (self);
}

/**
 * cadre_form_set_shown:
 * @shown: key -> the value as people read it; what is missing is empty
 */
void
cadre_form_set_shown (CadreForm  *self,
                      GHashTable *shown)
{
  GHashTableIter iter;
  gpointer key, editor;

  g_return_if_fail (CADRE_IS_FORM (self));

  g_hash_table_iter_init (&iter, self->editors);
  while (g_hash_table_iter_next (&iter, &key, &editor))
    cadre_field_editor_set_shown (editor, g_hash_table_lookup (shown, key));
}

/**
 * cadre_form_set_fault:
 * @message: what the archive said of the field's value
 */
void
cadre_form_set_fault (CadreForm  *self,
                      const char *key,
                      const char *message)
{
  CadreFieldEditor *editor;

  g_return_if_fail (CADRE_IS_FORM (self));

  editor = g_hash_table_lookup (self->editors, key);
  if (editor != NULL)
    cadre_field_editor_set_fault (editor, message, TRUE);
}

/**
 * cadre_form_set_warning:
 * @message: what is doubtful of the field's value
 */
void
cadre_form_set_warning (CadreForm  *self,
                        const char *key,
                        const char *message)
{
  CadreFieldEditor *editor;

  g_return_if_fail (CADRE_IS_FORM (self));

  editor = g_hash_table_lookup (self->editors, key);
  if (editor != NULL)
    cadre_field_editor_set_fault (editor, message, FALSE);
}

/**
 * cadre_form_leave_out:
 * @key: of a field
 *
 * Asks for a field no more: whose record it is, say, is known.
 */
void
cadre_form_leave_out (CadreForm  *self,
                      const char *key)
{
  CadreFieldEditor *editor;

  g_return_if_fail (CADRE_IS_FORM (self));

  editor = g_hash_table_lookup (self->editors, key);
  if (editor == NULL)
    return;

  gtk_widget_set_visible (GTK_WIDGET (editor), FALSE);
  g_hash_table_remove (self->editors, key);
}

/* What is needed and was never typed has no fault yet: nobody was there. */
static gboolean
take (CadreForm        *self,
      const CadreField *field,
      CadreFieldEditor *editor)
{
  g_autofree char *text = NULL;

  if (!cadre_field_editor_commit (editor))
    return FALSE;

  text = cadre_field_editor_get_text (editor);
  if (!self->is_new || !field->required || *text != '\0')
    return TRUE;

  cadre_field_editor_set_fault (editor, _("is needed"), TRUE);
  return FALSE;
}

/**
 * cadre_form_commit:
 *
 * Hands over what is still being typed.
 *
 * Returns: %FALSE if something cannot be taken, or is missing in a new record;
 *   the keyboard is there then
 */
gboolean
cadre_form_commit (CadreForm *self)
{
  g_return_val_if_fail (CADRE_IS_FORM (self), TRUE);

  for (guint i = 0; i < self->kind->fields->len; i++)
    {
      const CadreField *field = g_ptr_array_index (self->kind->fields, i);
      CadreFieldEditor *editor = g_hash_table_lookup (self->editors, field->key);

      if (editor != NULL && !take (self, field, editor))
        {
          gtk_widget_grab_focus (GTK_WIDGET (editor));
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * cadre_form_get_catalogue:
 *
 * Returns: (transfer none): by which the form was made; any thread may ask it
 */
CadreCatalogue *
cadre_form_get_catalogue (CadreForm *self)
{
  g_return_val_if_fail (CADRE_IS_FORM (self), NULL);

  return self->catalogue;
}

const CadreRecordKind *
cadre_form_get_kind (CadreForm *self)
{
  g_return_val_if_fail (CADRE_IS_FORM (self), NULL);

  return self->kind;
}

/**
 * cadre_form_get_texts:
 *
 * Returns: (transfer full) (element-type utf8 utf8): key -> what stands in
 *   its entry, where something does
 */
GHashTable *
cadre_form_get_texts (CadreForm *self)
{
  GHashTable *texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer key, editor;

  g_return_val_if_fail (CADRE_IS_FORM (self), texts);

  g_hash_table_iter_init (&iter, self->editors);
  while (g_hash_table_iter_next (&iter, &key, &editor))
    {
      char *text = cadre_field_editor_get_text (editor);

      if (*text != '\0')
        g_hash_table_insert (texts, g_strdup (key), text);
      else
        g_free (text);
    }

  return texts;
}
