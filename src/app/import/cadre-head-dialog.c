/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-head-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-head-dialog.h"

struct _CadreHeadDialog
{
  AdwWindow parent_instance;

  CadreImporter *importer;
  GtkStringList *labels;    /* what a column may be taken as; the first is nothing */
  GPtrArray *targets;       /* PART.FIELD for each of them; "" for nothing */
  GHashTable *chosen;       /* head -> target */
  gboolean filling;

  GtkWidget *apply_button;
  AdwPreferencesGroup *group;
  GtkSwitch *erase_switch;
};

G_DEFINE_FINAL_TYPE (CadreHeadDialog, cadre_head_dialog, ADW_TYPE_WINDOW)

/* Which record of a row a field is of, where a kind of record comes more than
 * once. */
static const struct
{
  const char *part;
  const char *title;
} part_titles[] = {
  { "town", N_("township") },
  { "village", N_("village") },
  { "unit", N_("unit") },
  { "parent", N_("unit above") },
  { "group", N_("group") },
  { "offline", N_("offline") },
  { "online", N_("online") },
  { "lecture", N_("lecturing") },
  { "other", N_("other") },
};

/* Why a column is taken as it is. */
static const struct
{
  const char *source;
  const char *text;
} sources[] = {
  { "given", N_("You chose this") },
  { "remembered", N_("Learned from an earlier sheet") },
  { "known", N_("Known by its head") },
  { "mark", N_("A column of marks") },
  { "ignored", N_("Nothing to take in") },
  { "duplicate", N_("Says what another column says") },
  { "unknown", N_("Not known") },
};

static const char *
source_text (const char *source)
{
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    if (g_str_equal (sources[i].source, source))
      return _(sources[i].text);

  return "";
}

/* ---------------------------------------------------------------- the choices */

static char *
label_of (const CadreImportPart *part,
          const CadreField      *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (part_titles); i++)
    if (g_str_equal (part_titles[i].part, part->name))
      return g_strdup_printf ("%s (%s, %s)", field->label, part->record->label, _(part_titles[i].title));

  return g_strdup_printf ("%s (%s)", field->label, part->record->label);
}

static void
add_targets (CadreHeadDialog       *self,
             const CadreImportPart *part)
{
  for (guint i = 0; i < part->record->fields->len; i++)
    {
      const CadreField *field = g_ptr_array_index (part->record->fields, i);
      g_autofree char *label = NULL;

      if (field->read_only)
        continue;
      label = label_of (part, field);
      gtk_string_list_append (self->labels, label);
      g_ptr_array_add (self->targets, g_strdup_printf ("%s.%s", part->name, field->key));
    }
}

/* The main record of the rows first. */
static void
list_targets (CadreHeadDialog       *self,
              const CadreImportKind *kind)
{
  guint main_part = cadre_import_kind_get_main (kind);

  gtk_string_list_append (self->labels, _("Not Taken"));
  g_ptr_array_add (self->targets, g_strdup (""));
  add_targets (self, cadre_import_kind_get_part (kind, main_part));
  for (guint i = 0; i < cadre_import_kind_n_parts (kind); i++)
    if (i != main_part && !cadre_import_kind_get_part (kind, i)->columns)
      add_targets (self, cadre_import_kind_get_part (kind, i));
}

static guint
find_target (CadreHeadDialog       *self,
             const CadrePlanColumn *column)
{
  g_autofree char *target = column->field != NULL ? g_strdup_printf ("%s.%s", column->part, column->field->key)
                                                  : g_strdup ("");

  for (guint i = 0; i < self->targets->len; i++)
    if (g_str_equal (g_ptr_array_index (self->targets, i), target))
      return i;

  return GTK_INVALID_LIST_POSITION;
}

/* ------------------------------------------------------------------- the rows */

static void
selected_cb (CadreHeadDialog *self,
             GParamSpec      *pspec,
             GtkDropDown     *choice)
{
  guint selected = gtk_drop_down_get_selected (choice);

  if (self->filling || selected == GTK_INVALID_LIST_POSITION)
    return;

  g_hash_table_insert (self->chosen, g_strdup (g_object_get_data (G_OBJECT (choice), "head")),
                       g_strdup (g_ptr_array_index (self->targets, selected)));
  gtk_widget_set_sensitive (self->apply_button, TRUE);
}

/* What the column has in the first rows, to know it by. */
static char *
sample_of (CadrePlan *plan,
           guint32    column)
{
  for (guint i = 0; i < MIN (cadre_plan_n_rows (plan), 20); i++)
    {
      const char *text = cadre_table_get_text (cadre_plan_get_table (plan), cadre_plan_get_sheet_row (plan, i), column, FALSE);

      if (text != NULL && *text != '\0')
        return g_strdup (text);
    }

  return NULL;
}

static void
add_row (CadreHeadDialog       *self,
         CadrePlan             *plan,
         const CadrePlanColumn *column)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *choice = gtk_drop_down_new (g_object_ref (G_LIST_MODEL (self->labels)),
                                         gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  g_autofree char *sample = sample_of (plan, column->column);
  g_autofree char *subtitle = sample != NULL ? g_strdup_printf (_("%s; for example %s"), source_text (column->source), sample)
                                             : g_strdup (source_text (column->source));
  guint target = find_target (self, column);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), column->head);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);

  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (choice, 260, -1);
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (choice), TRUE);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), target);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, column->head, -1);
  g_object_set_data_full (G_OBJECT (choice), "head", g_strdup (column->head), g_free);
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), choice);
  adw_preferences_group_add (self->group, row);
}

static void
fill (CadreHeadDialog *self,
      CadrePlan       *plan)
{
  const CadrePlanColumn *last = NULL;

  list_targets (self, cadre_plan_get_kind (plan));
  for (guint i = 0; i < cadre_plan_n_columns (plan); i++)
    {
      const CadrePlanColumn *column = cadre_plan_get_column (plan, i);

      /* A column that is taken apart comes once for each piece. */
      if (last == NULL || last->column != column->column)
        add_row (self, plan, column);
      last = column;
    }

  self->filling = TRUE;
  gtk_switch_set_active (self->erase_switch, cadre_importer_get_empty_erases (self->importer));
  self->filling = FALSE;
}

static void
erase_changed_cb (CadreHeadDialog *self)
{
  if (!self->filling)
    gtk_widget_set_sensitive (self->apply_button, TRUE);
}

static void
apply_clicked_cb (CadreHeadDialog *self)
{
  cadre_importer_set_heads (self->importer, self->chosen, gtk_switch_get_active (self->erase_switch));
  gtk_window_close (GTK_WINDOW (self));
}

static void
cadre_head_dialog_dispose (GObject *object)
{
  CadreHeadDialog *self = CADRE_HEAD_DIALOG (object);

  g_clear_object (&self->importer);
  g_clear_object (&self->labels);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  g_clear_pointer (&self->chosen, g_hash_table_unref);

  G_OBJECT_CLASS (cadre_head_dialog_parent_class)->dispose (object);
}

static void
cadre_head_dialog_class_init (CadreHeadDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cadre_head_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-head-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreHeadDialog, apply_button);
  gtk_widget_class_bind_template_child (widget_class, CadreHeadDialog, group);
  gtk_widget_class_bind_template_child (widget_class, CadreHeadDialog, erase_switch);
  gtk_widget_class_bind_template_callback (widget_class, apply_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, erase_changed_cb);
}

static void
cadre_head_dialog_init (CadreHeadDialog *self)
{
  self->labels = gtk_string_list_new (NULL);
  self->targets = g_ptr_array_new_with_free_func (g_free);
  self->chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cadre_head_dialog_show:
 * @importer: with a plan
 */
void
cadre_head_dialog_show (CadreWindow   *parent,
                        CadreImporter *importer)
{
  CadrePlan *plan = cadre_importer_get_plan (importer);
  CadreHeadDialog *self;

  /* A job has it for a moment. */
  if (plan == NULL)
    return;

  self = g_object_new (CADRE_TYPE_HEAD_DIALOG, "transient-for", parent, NULL);
  self->importer = g_object_ref (importer);
  fill (self, plan);
  gtk_window_present (GTK_WINDOW (self));
}
