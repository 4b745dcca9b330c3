/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-record-group"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-record-group.h"
#include "cadre-term.h"

struct _CadreRecordGroup
{
  AdwBin parent_instance;

  AdwPreferencesGroup *group;
  GPtrArray *rows;
  GHashTable *expanded;   /* titles of the lines that the user opened */
  GtkWidget *empty_row;
};

enum
{
  SIGNAL_RECORD_ACTIVATED,
  SIGNAL_ADD,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CadreRecordGroup, cadre_record_group, ADW_TYPE_BIN)

static GQuark
id_quark (void)
{
  return g_quark_from_static_string ("cadre-record-id");
}

static void
row_activated_cb (AdwActionRow     *row,
                  CadreRecordGroup *self)
{
  gint64 *id = g_object_get_qdata (G_OBJECT (row), id_quark ());

  g_signal_emit (self, signals[SIGNAL_RECORD_ACTIVATED], 0, *id);
}

static void
add_clicked_cb (CadreRecordGroup *self)
{
  g_signal_emit (self, signals[SIGNAL_ADD], 0);
}

static void
cadre_record_group_finalize (GObject *object)
{
  g_ptr_array_unref (CADRE_RECORD_GROUP (object)->rows);
  g_hash_table_unref (CADRE_RECORD_GROUP (object)->expanded);

  G_OBJECT_CLASS (cadre_record_group_parent_class)->finalize (object);
}

static void
cadre_record_group_class_init (CadreRecordGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cadre_record_group_finalize;

  signals[SIGNAL_RECORD_ACTIVATED] = g_signal_new ("record-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_ADD] = g_signal_new ("add", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 0);
}

static void
cadre_record_group_init (CadreRecordGroup *self)
{
  self->rows = g_ptr_array_new ();
  self->expanded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->empty_row = g_object_new (ADW_TYPE_ACTION_ROW, "title", _("Nothing recorded"), "sensitive", FALSE,
                                  "visible", FALSE, NULL);
  adw_preferences_group_add (self->group, self->empty_row);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
}

/**
 * cadre_record_group_new:
 * @title: what the records are
 * @writable: whether one may be added
 *
 * Returns: (transfer floating): an empty group
 */
GtkWidget *
cadre_record_group_new (const char *title,
                        gboolean    writable)
{
  CadreRecordGroup *self = g_object_new (CADRE_TYPE_RECORD_GROUP, NULL);
  g_autofree char *label = g_strdup_printf (_("Add %s"), title);
  GtkWidget *button;

  adw_preferences_group_set_title (self->group, title);
  if (!writable)
    return GTK_WIDGET (self);

  button = gtk_button_new_from_icon_name ("list-add-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (add_clicked_cb), self);
  adw_preferences_group_set_header_suffix (self->group, button);

  return GTK_WIDGET (self);
}

/**
 * cadre_record_group_set_terms:
 * @keys: see cadre_term_explain()
 *
 * Puts a button beside the title of a group that nobody adds to, which tells
 * what the terms in its lines mean.
 */
void
cadre_record_group_set_terms (CadreRecordGroup *self,
                              const char       *keys)
{
  g_return_if_fail (CADRE_IS_RECORD_GROUP (self));

  adw_preferences_group_set_header_suffix (self->group, cadre_term_new (keys));
}

/**
 * cadre_record_group_clear:
 *
 * Takes out all lines; until lines are added it says that there are none. A
 * new group says nothing: what there is, is yet to be found out.
 */
void
cadre_record_group_clear (CadreRecordGroup *self)
{
  g_return_if_fail (CADRE_IS_RECORD_GROUP (self));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  gtk_widget_set_visible (self->empty_row, TRUE);
}

static GtkWidget *
line_new (CadreRecordGroup *self,
          gint64            id,
          const char       *title,
          const char       *subtitle,
          const char       *trailing)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, "subtitle",
                                 subtitle != NULL ? subtitle : "", "title-lines", 2, "activatable", TRUE, NULL);

  if (trailing != NULL && *trailing != '\0')
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_label_new (trailing));
  g_object_set_qdata_full (G_OBJECT (row), id_quark (), g_memdup2 (&id, sizeof id), g_free);
  g_signal_connect (row, "activated", G_CALLBACK (row_activated_cb), self);

  return row;
}

static void
add_row (CadreRecordGroup *self,
         GtkWidget        *row)
{
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
  gtk_widget_set_visible (self->empty_row, FALSE);
}

/**
 * cadre_record_group_add_line:
 * @subtitle: (nullable): what else there is to say
 * @trailing: (nullable): what is compared down the lines: hours, a grade
 */
void
cadre_record_group_add_line (CadreRecordGroup *self,
                             gint64            id,
                             const char       *title,
                             const char       *subtitle,
                             const char       *trailing)
{
  g_return_if_fail (CADRE_IS_RECORD_GROUP (self));

  add_row (self, line_new (self, id, title, subtitle, trailing));
}

/**
 * cadre_record_group_add_link:
 * @label: where it leads
 * @action: that opens what has this @id
 *
 * Adds a button to the line that was added last.
 */
void
cadre_record_group_add_link (CadreRecordGroup *self,
                             const char       *label,
                             const char       *action,
                             gint64            id)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("go-jump-symbolic");

  g_return_if_fail (CADRE_IS_RECORD_GROUP (self));
  g_return_if_fail (self->rows->len > 0);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", id);
  adw_action_row_add_suffix (g_ptr_array_index (self->rows, self->rows->len - 1), button);
}

static void
expanded_cb (AdwExpanderRow   *row,
             GParamSpec       *pspec,
             CadreRecordGroup *self)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));

  if (adw_expander_row_get_expanded (row))
    g_hash_table_add (self->expanded, g_strdup (title));
  else
    g_hash_table_remove (self->expanded, title);
}

/**
 * cadre_record_group_add_expander:
 *
 * Adds a line that shows on demand what it is made of. One that the user
 * opened is open when it is added again.
 *
 * Returns: (transfer none): the line, for cadre_record_group_add_part()
 */
GtkWidget *
cadre_record_group_add_expander (CadreRecordGroup *self,
                                 const char       *title,
                                 const char       *subtitle,
                                 const char       *trailing)
{
  GtkWidget *row;

  g_return_val_if_fail (CADRE_IS_RECORD_GROUP (self), NULL);

  row = g_object_new (ADW_TYPE_EXPANDER_ROW, "use-markup", FALSE, "title", title, "subtitle", subtitle,
                      "expanded", g_hash_table_contains (self->expanded, title), NULL);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), gtk_label_new (trailing));
  g_signal_connect (row, "notify::expanded", G_CALLBACK (expanded_cb), self);
  add_row (self, row);

  return row;
}

void
cadre_record_group_add_part (CadreRecordGroup *self,
                             GtkWidget        *expander,
                             gint64            id,
                             const char       *title,
                             const char       *subtitle,
                             const char       *trailing)
{
  GtkWidget *row = line_new (self, id, title, subtitle, trailing);

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
}
