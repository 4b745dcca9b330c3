/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-tag-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-tag-dialog.h"
#include "cadre-tags.h"

struct _CadreTagDialog
{
  AdwWindow parent_instance;

  CadreWindow *window;
  GArray *person_ids;
  GCancellable *cancellable;
  GPtrArray *checks;  /* GtkCheckButton, with the tag's name */

  GtkWidget *apply_button;
  GtkEditable *new_row;
  AdwPreferencesGroup *group;
};

G_DEFINE_FINAL_TYPE (CadreTagDialog, cadre_tag_dialog, ADW_TYPE_WINDOW)

/* ------------------------------------------------------------------- the change */

typedef struct
{
  GArray *person_ids;
  GPtrArray *given;
  GPtrArray *taken;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_array_unref (change->person_ids);
  g_ptr_array_unref (change->given);
  g_ptr_array_unref (change->taken);
  g_free (change);
}

static gboolean
make_change (CadreJob      *job,
             CadreArchive  *archive,
             gpointer       data,
             GError       **error)
{
  Change *change = data;
  const gint64 *ids = (const gint64 *) (gpointer) change->person_ids->data;

  for (guint i = 0; i < change->given->len; i++)
    if (!cadre_tags_give (archive, g_ptr_array_index (change->given, i), ids, change->person_ids->len, error))
      return FALSE;
  for (guint i = 0; i < change->taken->len; i++)
    if (!cadre_tags_take (archive, g_ptr_array_index (change->taken, i), ids, change->person_ids->len, error))
      return FALSE;

  return TRUE;
}

static void
apply_clicked_cb (CadreTagDialog *self)
{
  Change *change = g_new0 (Change, 1);
  g_autofree char *name = NULL;

  change->person_ids = g_array_ref (self->person_ids);
  change->given = g_ptr_array_new_with_free_func (g_free);
  change->taken = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->checks->len; i++)
    {
      GtkCheckButton *check = g_ptr_array_index (self->checks, i);
      char *tag = g_strdup (g_object_get_data (G_OBJECT (check), "tag"));

      if (g_object_get_data (G_OBJECT (check), "touched") == NULL)
        g_free (tag);
      else if (gtk_check_button_get_active (check))
        g_ptr_array_add (change->given, tag);
      else
        g_ptr_array_add (change->taken, tag);
    }

  name = g_strdup_printf (ngettext ("Tag %u person", "Tag %u people", self->person_ids->len), self->person_ids->len);
  cadre_window_act (self->window, "edit", name, make_change, change, change_free, NULL, NULL);
  gtk_window_close (GTK_WINDOW (self));
}

/* --------------------------------------------------------------------- the rows */

static void
toggled_cb (CadreTagDialog *self,
            GtkCheckButton *check)
{
  gtk_check_button_set_inconsistent (check, FALSE);
  g_object_set_data (G_OBJECT (check), "touched", GINT_TO_POINTER (TRUE));
  gtk_widget_set_sensitive (self->apply_button, TRUE);
}

static GtkCheckButton *
add_row (CadreTagDialog *self,
         const char     *tag,
         const char     *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), tag);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, tag, -1);
  g_object_set_data_full (G_OBJECT (check), "tag", g_strdup (tag), g_free);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_preferences_group_add (self->group, row);
  gtk_widget_set_visible (GTK_WIDGET (self->group), TRUE);
  g_ptr_array_add (self->checks, check);

  return GTK_CHECK_BUTTON (check);
}

static GtkCheckButton *
find_check (CadreTagDialog *self,
            const char     *tag)
{
  for (guint i = 0; i < self->checks->len; i++)
    if (g_str_equal (g_object_get_data (g_ptr_array_index (self->checks, i), "tag"), tag))
      return g_ptr_array_index (self->checks, i);

  return NULL;
}

static void
new_applied_cb (CadreTagDialog *self)
{
  g_autofree char *tag = g_strstrip (g_strdup (gtk_editable_get_text (self->new_row)));
  GtkCheckButton *check;

  if (*tag == '\0')
    return;

  check = find_check (self, tag);
  if (check == NULL)
    {
      check = add_row (self, tag, NULL);
      g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
    }
  gtk_check_button_set_active (check, TRUE);
  toggled_cb (self, check);
  gtk_editable_set_text (self->new_row, "");
}

/* --------------------------------------------------------------------- loading */

typedef struct
{
  GArray *person_ids;
  GPtrArray *tags;
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_array_unref (load->person_ids);
  g_clear_pointer (&load->tags, g_ptr_array_unref);
  g_free (load);
}

static gboolean
load_tags (CadreJob      *job,
           CadreArchive  *archive,
           gpointer       data,
           GError       **error)
{
  Load *load = data;

  load->tags = cadre_tags_list (archive, (const gint64 *) (gpointer) load->person_ids->data, load->person_ids->len,
                                error);
  return load->tags != NULL;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GError) error = NULL;
  CadreTagDialog *self = data;
  Load *load = cadre_session_get_data (result);

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        cadre_window_show_error (self->window, _("The tags cannot be listed"), error);
      return;
    }

  for (guint i = 0; i < load->tags->len; i++)
    {
      const CadreTag *tag = g_ptr_array_index (load->tags, i);
      g_autofree char *subtitle = g_strdup_printf (ngettext ("%u person", "%u people", tag->n_people), tag->n_people);
      GtkCheckButton *check = add_row (self, tag->name, subtitle);

      gtk_check_button_set_active (check, tag->n_asked == self->person_ids->len);
      gtk_check_button_set_inconsistent (check, tag->n_asked > 0 && tag->n_asked < self->person_ids->len);
      g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
    }
}

static void
cadre_tag_dialog_dispose (GObject *object)
{
  CadreTagDialog *self = CADRE_TAG_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->window);
  g_clear_pointer (&self->person_ids, g_array_unref);
  g_clear_pointer (&self->checks, g_ptr_array_unref);

  G_OBJECT_CLASS (cadre_tag_dialog_parent_class)->dispose (object);
}

static void
cadre_tag_dialog_class_init (CadreTagDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cadre_tag_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-tag-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreTagDialog, apply_button);
  gtk_widget_class_bind_template_child (widget_class, CadreTagDialog, new_row);
  gtk_widget_class_bind_template_child (widget_class, CadreTagDialog, group);
  gtk_widget_class_bind_template_callback (widget_class, apply_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_applied_cb);
}

static void
cadre_tag_dialog_init (CadreTagDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->checks = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cadre_tag_dialog_show:
 * @person_ids: (element-type gint64): whose tags to change
 */
void
cadre_tag_dialog_show (CadreWindow *parent,
                       GArray      *person_ids)
{
  CadreTagDialog *self = g_object_new (CADRE_TYPE_TAG_DIALOG, "transient-for", parent, NULL);
  Load *load = g_new0 (Load, 1);

  self->window = g_object_ref (parent);
  self->person_ids = g_array_ref (person_ids);
  load->person_ids = g_array_ref (person_ids);
  cadre_session_read (cadre_window_get_session (parent), NULL, load_tags, load, load_free, self->cancellable,
                      loaded_cb, self);
  gtk_window_present (GTK_WINDOW (self));
}
