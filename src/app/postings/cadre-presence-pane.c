/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-presence-pane"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-entry-grid.h"
#include "cadre-presence-data.h"
#include "cadre-presence-pane.h"
#include "cadre-unit-picker.h"
#include "cadre-window.h"

struct _CadrePresencePane
{
  CadrePane parent_instance;

  gint64 unit_id;
  gboolean filling;        /* the rules are being put in */
  gboolean has_units;
  GPtrArray *rules;        /* CadrePresenceRule, in the order of the list */
  CadreEntryGrid *grid;

  GtkLabel *summary_label;
  GtkSpinButton *year_spin;
  GtkToggleButton *open_button;
  GtkDropDown *rule_drop;
  GtkLabel *unit_label;
  GtkPopover *unit_popover;
  CadreUnitPicker *unit_picker;
  GtkStack *stack;
  GtkBox *grid_box;
};

G_DEFINE_FINAL_TYPE (CadrePresencePane, cadre_presence_pane, CADRE_TYPE_PANE)

static int
get_year (CadrePresencePane *self)
{
  return gtk_spin_button_get_value_as_int (self->year_spin);
}

/* ---- showing */

static void
show_rules (CadrePresencePane *self,
            CadrePresenceData *data)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  g_clear_pointer (&self->rules, g_ptr_array_unref);
  self->rules = g_ptr_array_ref (data->rules);
  for (guint i = 0; i < data->rules->len; i++)
    {
      const CadrePresenceRule *rule = g_ptr_array_index (data->rules, i);

      gtk_string_list_append (names, rule->name);
      if (g_str_equal (rule->key, data->rule->key))
        selected = i;
    }

  self->filling = TRUE;
  gtk_drop_down_set_model (self->rule_drop, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->rule_drop, selected);
  self->filling = FALSE;
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->rule_drop), data->rule->clause);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  CadrePresencePane *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  CadrePresenceData *data = cadre_session_get_data (result);

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        cadre_window_show_error (cadre_window_of (GTK_WIDGET (self)), _("The days in the villages cannot be shown"), error);
      return;
    }

  show_rules (self, data);
  text = g_strdup_printf (_("%u posted in %d · %u with too few days · %u with months missing"), data->n_postings, data->year,
                          data->n_short, data->n_missing);
  gtk_label_set_label (self->summary_label, text);
  cadre_entry_grid_set_columns (self->grid, data->columns);
  cadre_entry_grid_set_rows (self->grid, data->rows);
  gtk_stack_set_visible_child_name (self->stack, data->rows->len > 0 ? "grid" : data->n_postings > 0 ? "none" : "empty");
}

static void
cadre_presence_pane_load (CadrePane *pane)
{
  CadrePresencePane *self = CADRE_PRESENCE_PANE (pane);

  if (!self->has_units)
    cadre_unit_picker_set_session (self->unit_picker, cadre_pane_get_session (pane));
  self->has_units = TRUE;
  cadre_session_read (cadre_pane_get_session (pane), _("Count Days"), cadre_presence_data_load,
                      cadre_presence_data_new (get_year (self), self->unit_id, gtk_toggle_button_get_active (self->open_button)),
                      cadre_presence_data_free, cadre_pane_get_cancellable (pane), loaded_cb, self);
}

static void
cadre_presence_pane_find (CadrePane *pane)
{
  gtk_widget_grab_focus (GTK_WIDGET (CADRE_PRESENCE_PANE (pane)->year_spin));
}

/* ---- changing */

/* What was refused shows again what stands. */
static void
edited_done_cb (gboolean done,
                gpointer data,
                gpointer user_data)
{
  g_autoptr(CadrePresencePane) self = user_data;

  if (!done)
    cadre_pane_reload (CADRE_PANE (self));
}

static void
edited_cb (CadrePresencePane *self,
           GPtrArray         *edits)
{
  CadreWindow *window = cadre_window_of (GTK_WIDGET (self));
  g_autofree char *name = g_strdup_printf (_("Enter days in the village of %d"), get_year (self));

  if (window != NULL && cadre_window_get_session (window) != NULL)
    cadre_window_act (window, "posting", name, cadre_presence_edit_job, cadre_presence_edit_new (get_year (self), edits),
                      cadre_presence_edit_free, edited_done_cb, g_object_ref (self));
}

static gboolean
rule_job (CadreJob      *job,
          CadreArchive  *archive,
          gpointer       data,
          GError       **error)
{
  return cadre_archive_set_setting (archive, CADRE_PRESENCE_SETTING, data, error);
}

static void
rule_changed_cb (CadrePresencePane *self)
{
  guint selected = gtk_drop_down_get_selected (self->rule_drop);
  const CadrePresenceRule *rule;
  g_autofree char *name = NULL;

  if (self->filling || self->rules == NULL || selected >= self->rules->len)
    return;

  rule = g_ptr_array_index (self->rules, selected);
  name = g_strdup_printf (_("Judge days in the village by: %s"), rule->name);
  cadre_window_act (cadre_window_of (GTK_WIDGET (self)), "edit", name, rule_job, g_strdup (rule->key), g_free, NULL, NULL);
}

static void
query_changed_cb (CadrePresencePane *self)
{
  if (self->grid != NULL)
    cadre_pane_reload (CADRE_PANE (self));
}

static void
show_unit (CadrePresencePane *self,
           gint64             unit_id,
           const char        *name)
{
  self->unit_id = unit_id;
  gtk_label_set_label (self->unit_label, name);
  gtk_popover_popdown (self->unit_popover);
  cadre_pane_reload (CADRE_PANE (self));
}

static void
unit_picked_cb (CadrePresencePane *self,
                CadreUnit         *unit)
{
  show_unit (self, cadre_unit_get_id (unit), cadre_unit_get_name (unit));
}

static void
all_units_clicked_cb (CadrePresencePane *self)
{
  show_unit (self, 0, _("All Units"));
}

/* ---- making */

static void
cadre_presence_pane_finalize (GObject *object)
{
  g_clear_pointer (&CADRE_PRESENCE_PANE (object)->rules, g_ptr_array_unref);

  G_OBJECT_CLASS (cadre_presence_pane_parent_class)->finalize (object);
}

static void
cadre_presence_pane_class_init (CadrePresencePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cadre_presence_pane_finalize;
  CADRE_PANE_CLASS (klass)->load = cadre_presence_pane_load;
  CADRE_PANE_CLASS (klass)->find = cadre_presence_pane_find;

  g_type_ensure (CADRE_TYPE_UNIT_PICKER);
  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-presence-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CadrePresencePane, summary_label);
  gtk_widget_class_bind_template_child (widget_class, CadrePresencePane, year_spin);
  gtk_widget_class_bind_template_child (widget_class, CadrePresencePane, open_button);
  gtk_widget_class_bind_template_child (widget_class, CadrePresencePane, rule_drop);
  gtk_widget_class_bind_template_child (widget_class, CadrePresencePane, unit_label);
  gtk_widget_class_bind_template_child (widget_class, CadrePresencePane, unit_popover);
  gtk_widget_class_bind_template_child (widget_class, CadrePresencePane, unit_picker);
  gtk_widget_class_bind_template_child (widget_class, CadrePresencePane, stack);
  gtk_widget_class_bind_template_child (widget_class, CadrePresencePane, grid_box);
  gtk_widget_class_bind_template_callback (widget_class, query_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, rule_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, unit_picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_units_clicked_cb);
}

static void
cadre_presence_pane_init (CadrePresencePane *self)
{
  GtkWidget *grid = NULL;

  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
  gtk_spin_button_set_value (self->year_spin, cadre_date_today ().year);

  grid = cadre_entry_grid_new (_("Days in the Village"));
  gtk_widget_set_vexpand (grid, TRUE);
  g_signal_connect_object (grid, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->grid_box, grid);
  self->grid = CADRE_ENTRY_GRID (grid);
}
