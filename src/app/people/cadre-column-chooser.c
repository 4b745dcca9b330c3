/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-column-chooser"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-column-chooser.h"
#include "cadre-person-columns.h"

struct _CadreColumnChooser
{
  GtkPopover parent_instance;

  GSettings *settings;
  gboolean filling;

  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (CadreColumnChooser, cadre_column_chooser, GTK_TYPE_POPOVER)

static const char *
row_key (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "key");
}

/* What is checked, in the order of the rows. */
static void
keep (CadreColumnChooser *self)
{
  g_autoptr(GStrvBuilder) keys = g_strv_builder_new ();
  g_auto(GStrv) strv = NULL;
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (gtk_check_button_get_active (g_object_get_data (G_OBJECT (row), "check")))
      g_strv_builder_add (keys, row_key (row));

  strv = g_strv_builder_end (keys);
  /* A list without columns could not be brought back. */
  if (strv[0] != NULL)
    g_settings_set_strv (self->settings, "people-columns", (const char * const *) strv);
}

static void
toggled_cb (CadreColumnChooser *self)
{
  if (!self->filling)
    keep (self);
}

static void
move_row (CadreColumnChooser *self,
          GtkWidget          *button,
          int                 by)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW);
  int index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) + by;

  if (index < 0)
    return;

  g_object_ref (row);
  gtk_list_box_remove (self->list, row);
  gtk_list_box_insert (self->list, row, index);
  g_object_unref (row);
  gtk_widget_grab_focus (button);
  keep (self);
}

static void
up_clicked_cb (CadreColumnChooser *self,
               GtkWidget          *button)
{
  move_row (self, button, -1);
}

static void
down_clicked_cb (CadreColumnChooser *self,
                 GtkWidget          *button)
{
  move_row (self, button, 1);
}

static GtkWidget *
move_button_new (CadreColumnChooser *self,
                 const char         *icon_name,
                 const char         *label,
                 GCallback           callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
row_new (CadreColumnChooser *self,
         CadrePersonColumn   column,
         gboolean            shown)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *check = gtk_check_button_new_with_label (_(cadre_person_columns_get_info (column)->title));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), shown);
  gtk_widget_set_hexpand (check, TRUE);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), move_button_new (self, "go-up-symbolic", _("Further Left"), G_CALLBACK (up_clicked_cb)));
  gtk_box_append (GTK_BOX (box), move_button_new (self, "go-down-symbolic", _("Further Right"),
                                                  G_CALLBACK (down_clicked_cb)));

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  g_object_set_data (G_OBJECT (row), "key", (gpointer) cadre_person_column_get_key (column));
  g_object_set_data (G_OBJECT (row), "check", check);
  return row;
}

/* Those shown in their order, then the others. */
static void
fill (CadreColumnChooser *self)
{
  g_auto(GStrv) keys = g_settings_get_strv (self->settings, "people-columns");
  GtkListBoxRow *row;

  self->filling = TRUE;
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));

  for (guint i = 0; keys[i] != NULL; i++)
    {
      CadrePersonColumn column = cadre_person_columns_find (keys[i]);

      if (column < CADRE_PERSON_N_COLUMNS)
        gtk_list_box_append (self->list, row_new (self, column, TRUE));
    }
  for (guint i = 0; i < CADRE_PERSON_N_COLUMNS; i++)
    if (!g_strv_contains ((const char * const *) keys, cadre_person_column_get_key (i)))
      gtk_list_box_append (self->list, row_new (self, i, FALSE));
  self->filling = FALSE;
}

static void
reset_clicked_cb (CadreColumnChooser *self)
{
  g_settings_reset (self->settings, "people-columns");
  fill (self);
}

static void
cadre_column_chooser_map (GtkWidget *widget)
{
  fill (CADRE_COLUMN_CHOOSER (widget));

  GTK_WIDGET_CLASS (cadre_column_chooser_parent_class)->map (widget);
}

static void
cadre_column_chooser_dispose (GObject *object)
{
  CadreColumnChooser *self = CADRE_COLUMN_CHOOSER (object);

  g_clear_object (&self->settings);

  G_OBJECT_CLASS (cadre_column_chooser_parent_class)->dispose (object);
}

static void
cadre_column_chooser_class_init (CadreColumnChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cadre_column_chooser_dispose;
  widget_class->map = cadre_column_chooser_map;

  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-column-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreColumnChooser, list);
  gtk_widget_class_bind_template_callback (widget_class, reset_clicked_cb);
}

static void
cadre_column_chooser_init (CadreColumnChooser *self)
{
  self->settings = g_settings_new (CADRE_SETTINGS_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cadre_column_chooser_new (void)
{
  return g_object_new (CADRE_TYPE_COLUMN_CHOOSER, NULL);
}
