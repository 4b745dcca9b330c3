/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-unit-picker"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-unit-picker.h"

struct _CadreUnitPicker
{
  AdwBin parent_instance;

  GtkCustomFilter *filter;

  GtkEditable *search;
  GtkListView *list;
};

enum
{
  PICKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CadreUnitPicker, cadre_unit_picker, ADW_TYPE_BIN)

static gboolean
matches (gpointer item,
         gpointer data)
{
  CadreUnitPicker *self = data;
  const char *text = gtk_editable_get_text (self->search);
  const char *short_name = cadre_unit_get_short_name (item);

  return *text == '\0' || strstr (cadre_unit_get_name (item), text) != NULL ||
         (short_name != NULL && strstr (short_name, text) != NULL);
}

static void
search_changed_cb (CadreUnitPicker *self)
{
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
unit_activated_cb (CadreUnitPicker *self,
                   guint            position)
{
  g_autoptr(CadreUnit) unit = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (self->list)), position);

  if (unit != NULL)
    g_signal_emit (self, signals[PICKED], 0, unit);
}

static void
search_activated_cb (CadreUnitPicker *self)
{
  unit_activated_cb (self, 0);
}

static void
cadre_unit_picker_dispose (GObject *object)
{
  CadreUnitPicker *self = CADRE_UNIT_PICKER (object);

  g_clear_object (&self->filter);

  G_OBJECT_CLASS (cadre_unit_picker_parent_class)->dispose (object);
}

static void
cadre_unit_picker_class_init (CadreUnitPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cadre_unit_picker_dispose;

  signals[PICKED] = g_signal_new ("picked", CADRE_TYPE_UNIT_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, CADRE_TYPE_UNIT);

  g_type_ensure (CADRE_TYPE_UNIT);
  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-unit-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreUnitPicker, search);
  gtk_widget_class_bind_template_child (widget_class, CadreUnitPicker, list);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, unit_activated_cb);
}

static void
cadre_unit_picker_init (CadreUnitPicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cadre_unit_picker_set_session:
 *
 * To be called once: whose units to choose from.
 */
void
cadre_unit_picker_set_session (CadreUnitPicker *self,
                               CadreSession    *session)
{
  g_autoptr(GtkFilterListModel) filtered = NULL;
  g_autoptr(GtkNoSelection) selection = NULL;
  GListModel *units = cadre_unit_tree_get_all (cadre_session_get_units (session));

  g_return_if_fail (CADRE_IS_UNIT_PICKER (self));
  g_return_if_fail (self->filter == NULL);

  self->filter = gtk_custom_filter_new (matches, self, NULL);
  filtered = gtk_filter_list_model_new (g_object_ref (units), GTK_FILTER (g_object_ref (self->filter)));
  selection = gtk_no_selection_new (G_LIST_MODEL (g_steal_pointer (&filtered)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
}

typedef struct
{
  CadreUnitPickedFunc picked;
  gpointer user_data;
  GDestroyNotify free_data;
  GtkWindow *window;
} Ask;

static void
ask_free_cb (gpointer  data,
             GClosure *closure)
{
  Ask *ask = data;

  if (ask->free_data != NULL)
    ask->free_data (ask->user_data);
  g_free (ask);
}

static void
asked_cb (CadreUnitPicker *picker,
          CadreUnit       *unit,
          Ask             *ask)
{
  GtkWindow *window = ask->window;

  ask->picked (unit, ask->user_data);
  gtk_window_close (window);
}

/**
 * cadre_unit_picker_ask:
 * @title: what the unit is for: “Move to Unit”
 * @picked: called if one is chosen
 * @free_data: (nullable): frees @user_data in any case
 *
 * Asks for a unit in a dialog.
 */
void
cadre_unit_picker_ask (GtkWindow           *parent,
                       CadreSession        *session,
                       const char          *title,
                       CadreUnitPickedFunc  picked,
                       gpointer             user_data,
                       GDestroyNotify       free_data)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  CadreUnitPicker *picker = g_object_new (CADRE_TYPE_UNIT_PICKER, "vexpand", TRUE, "margin-start", 12,
                                          "margin-end", 12, "margin-top", 6, "margin-bottom", 12, NULL);
  g_autoptr(GtkEventController) keys = gtk_shortcut_controller_new ();
  Ask *ask = g_new0 (Ask, 1);

  ask->picked = picked;
  ask->user_data = user_data;
  ask->free_data = free_data;
  ask->window = GTK_WINDOW (window);
  g_signal_connect_data (picker, "picked", G_CALLBACK (asked_cb), ask, ask_free_cb, 0);
  cadre_unit_picker_set_session (picker, session);

  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (picker));
  adw_window_set_content (ADW_WINDOW (window), box);

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_named_action_new ("window.close")));
  /* Before the search entry, which would only clear itself. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (window, g_steal_pointer (&keys));
  gtk_window_set_title (GTK_WINDOW (window), title);
  gtk_window_set_default_size (GTK_WINDOW (window), 420, 520);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_window_present (GTK_WINDOW (window));
}
