/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-report-editor"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-report-edit.h"
#include "cadre-report-editor.h"

struct _CadreReportEditor
{
  AdwWindow parent_instance;

  CadreWindow *window;
  CadreReportEdit *edit;
  guint table;           /* the one shown */
  gboolean filling;      /* what changes is not the user's doing */
  GArray *groups;        /* gint: column of each choice of grouping */

  GtkWidget *content;
  GtkWidget *back_button;
  GtkInfoBar *fault_bar;
  GtkLabel *fault_label;
  GtkEditable *name_row;
  AdwComboRow *table_row;
  GtkEditable *title_row;
  AdwComboRow *group_row;
  GtkListBox *columns;
};

G_DEFINE_FINAL_TYPE (CadreReportEditor, cadre_report_editor, ADW_TYPE_WINDOW)

/* --------------------------------------------------------------------- columns */

static void show_groups (CadreReportEditor *self);

static guint
get_index (GtkWidget *widget)
{
  return (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX_ROW)));
}

static void
shown_toggled_cb (CadreReportEditor *self,
                  GtkCheckButton    *check)
{
  cadre_report_edit_set_shown (self->edit, self->table, get_index (GTK_WIDGET (check)), gtk_check_button_get_active (check));
}

static void
head_changed_cb (CadreReportEditor *self,
                 GtkEditable       *entry)
{
  const char *head = gtk_editable_get_text (entry);

  if (*head != '\0')
    cadre_report_edit_set_head (self->edit, self->table, get_index (GTK_WIDGET (entry)), head);
}

static void
move (CadreReportEditor *self,
      GtkWidget         *button,
      int                by)
{
  int from = (int) get_index (button);
  int to = from + by;
  GtkListBoxRow *row;

  if (to < 0 || to >= (int) cadre_report_edit_get_n_columns (self->edit, self->table))
    return;

  cadre_report_edit_move (self->edit, self->table, (guint) from, (guint) to);
  row = g_object_ref (gtk_list_box_get_row_at_index (self->columns, from));
  gtk_list_box_remove (self->columns, GTK_WIDGET (row));
  gtk_list_box_insert (self->columns, GTK_WIDGET (row), to);
  gtk_widget_grab_focus (button);
  show_groups (self);
  g_object_unref (row);
}

static void
up_clicked_cb (CadreReportEditor *self,
               GtkWidget         *button)
{
  move (self, button, -1);
}

static void
down_clicked_cb (CadreReportEditor *self,
                 GtkWidget         *button)
{
  move (self, button, 1);
}

static GtkWidget *
move_button_new (CadreReportEditor *self,
                 const char        *icon_name,
                 const char        *label,
                 GCallback          callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
column_row_new (CadreReportEditor *self,
                guint              column)
{
  g_autofree char *head = cadre_report_edit_dup_head (self->edit, self->table, column);
  g_autofree char *shown = g_strdup_printf (_("Show %s"), head);
  g_autofree char *called = g_strdup_printf (_("Head of %s"), head);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *entry = gtk_entry_new ();

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), cadre_report_edit_is_shown (self->edit, self->table, column));
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, shown, -1);
  g_signal_connect_object (check, "toggled", G_CALLBACK (shown_toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_editable_set_text (GTK_EDITABLE (entry), head);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, called, -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (head_changed_cb), self, G_CONNECT_SWAPPED);

  gtk_widget_add_css_class (box, "report-column");
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), move_button_new (self, "go-up-symbolic", _("Further Left"), G_CALLBACK (up_clicked_cb)));
  gtk_box_append (GTK_BOX (box), move_button_new (self, "go-down-symbolic", _("Further Right"), G_CALLBACK (down_clicked_cb)));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

static void
show_columns (CadreReportEditor *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->columns, 0)) != NULL)
    gtk_list_box_remove (self->columns, GTK_WIDGET (row));
  for (guint i = 0; i < cadre_report_edit_get_n_columns (self->edit, self->table); i++)
    gtk_list_box_append (self->columns, column_row_new (self, i));
}

/* -------------------------------------------------------------------- grouping */

static void
show_groups (CadreReportEditor *self)
{
  g_autoptr(GtkStringList) choices = gtk_string_list_new ((const char *[]) { _("Not Grouped"), NULL });
  int group = cadre_report_edit_get_group (self->edit, self->table);
  int none = -1;
  guint chosen = 0;

  g_array_set_size (self->groups, 0);
  g_array_append_val (self->groups, none);
  for (guint i = 0; i < cadre_report_edit_get_n_columns (self->edit, self->table); i++)
    {
      g_autofree char *head = NULL;
      int column = (int) i;

      if (!cadre_report_edit_can_group (self->edit, self->table, i))
        continue;
      if (column == group)
        chosen = self->groups->len;
      head = cadre_report_edit_dup_head (self->edit, self->table, i);
      gtk_string_list_append (choices, head);
      g_array_append_val (self->groups, column);
    }

  self->filling = TRUE;
  adw_combo_row_set_model (self->group_row, G_LIST_MODEL (choices));
  adw_combo_row_set_selected (self->group_row, chosen);
  gtk_widget_set_visible (GTK_WIDGET (self->group_row), self->groups->len > 1);
  self->filling = FALSE;
}

static void
group_selected_cb (CadreReportEditor *self)
{
  guint chosen = adw_combo_row_get_selected (self->group_row);

  if (!self->filling && self->edit != NULL && chosen < self->groups->len)
    cadre_report_edit_set_group (self->edit, self->table, g_array_index (self->groups, int, chosen));
}

/* --------------------------------------------------------------- name and table */

static void
name_changed_cb (CadreReportEditor *self)
{
  if (!self->filling && self->edit != NULL)
    cadre_report_edit_set_name (self->edit, gtk_editable_get_text (self->name_row));
}

static void
title_changed_cb (CadreReportEditor *self)
{
  if (!self->filling && self->edit != NULL)
    cadre_report_edit_set_title (self->edit, self->table, gtk_editable_get_text (self->title_row));
}

static void
show_table (CadreReportEditor *self)
{
  g_autofree char *title = cadre_report_edit_dup_title (self->edit, self->table);

  self->filling = TRUE;
  gtk_editable_set_text (self->title_row, title);
  self->filling = FALSE;
  show_columns (self);
  show_groups (self);
}

static void
table_selected_cb (CadreReportEditor *self)
{
  if (self->filling || self->edit == NULL)
    return;

  self->table = adw_combo_row_get_selected (self->table_row);
  show_table (self);
}

static void
show (CadreReportEditor *self)
{
  g_autoptr(GtkStringList) tables = gtk_string_list_new (NULL);
  guint n = cadre_report_edit_get_n_tables (self->edit);

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (tables, cadre_report_edit_get_table (self->edit, i));
  self->filling = TRUE;
  gtk_editable_set_text (self->name_row, cadre_report_edit_get_name (self->edit));
  adw_combo_row_set_model (self->table_row, G_LIST_MODEL (tables));
  gtk_widget_set_visible (GTK_WIDGET (self->table_row), n > 1);
  gtk_widget_set_visible (self->back_button, cadre_report_edit_is_custom (self->edit));
  self->filling = FALSE;
  show_table (self);
}

/* --------------------------------------------------------------------- the jobs */

typedef struct
{
  char *key;
  gboolean copy;
  CadreReportEdit *edit;
  char *fault;
} Work;

static void
work_free (gpointer data)
{
  Work *self = data;

  g_free (self->key);
  g_free (self->fault);
  g_clear_object (&self->edit);
  g_free (self);
}

static gboolean
load_job (CadreJob      *job,
          CadreArchive  *archive,
          gpointer       data,
          GError       **error)
{
  Work *self = data;

  self->edit = cadre_report_edit_load (archive, self->key, error);
  return self->edit != NULL;
}

static gboolean
save_job (CadreJob      *job,
          CadreArchive  *archive,
          gpointer       data,
          GError       **error)
{
  Work *self = data;
  g_autoptr(GError) fault = NULL;

  if (cadre_report_edit_save (self->edit, archive, &fault))
    return TRUE;

  self->fault = g_strdup (fault->message);
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

static gboolean
delete_job (CadreJob      *job,
            CadreArchive  *archive,
            gpointer       data,
            GError       **error)
{
  return cadre_report_edit_delete (archive, ((Work *) data)->key, error);
}

static void
done_cb (gboolean done,
         gpointer data,
         gpointer user_data)
{
  g_autoptr(CadreReportEditor) self = user_data;
  Work *work = data;

  /* The window under it was closed meanwhile. */
  if (self->content == NULL)
    return;

  gtk_widget_set_sensitive (self->content, TRUE);
  if (done)
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  gtk_label_set_label (self->fault_label, work->fault != NULL ? work->fault : "");
  gtk_info_bar_set_revealed (self->fault_bar, work->fault != NULL);
}

/* Nothing changes the definition while another thread writes it. */
static void
act (CadreReportEditor *self,
     const char        *name,
     CadreJobFunc       func)
{
  Work *work = g_new0 (Work, 1);

  work->key = g_strdup (cadre_report_edit_get_key (self->edit));
  work->edit = g_object_ref (self->edit);
  /* An entry that is made insensitive while it is written in complains that nobody told it of the focus going. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_set_sensitive (self->content, FALSE);
  cadre_window_act (self->window, "edit", name, func, work, work_free, done_cb, g_object_ref (self));
}

static void
save_clicked_cb (CadreReportEditor *self)
{
  g_autofree char *name = g_strdup_printf (_("Change the report “%s”"), cadre_report_edit_get_name (self->edit));

  act (self, name, save_job);
}

static void
back_clicked_cb (CadreReportEditor *self)
{
  g_autofree char *name = g_strdup_printf (_("Drop the office's own report “%s”"), cadre_report_edit_get_name (self->edit));

  act (self, name, delete_job);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(CadreReportEditor) self = data;
  g_autoptr(GError) error = NULL;
  Work *work = cadre_session_get_data (result);

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      cadre_window_show_error (self->window, _("The report cannot be changed"), error);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }

  self->edit = g_steal_pointer (&work->edit);
  show (self);
  if (work->copy)
    {
      g_autofree char *name = g_strdup_printf (_("%s (copy)"), cadre_report_edit_get_name (self->edit));

      cadre_report_edit_make_copy (self->edit, name);
      gtk_editable_set_text (self->name_row, name);
      gtk_widget_set_visible (self->back_button, FALSE);
    }
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
}

/* ------------------------------------------------------------------ the object */

static void
cadre_report_editor_finalize (GObject *object)
{
  CadreReportEditor *self = CADRE_REPORT_EDITOR (object);

  g_clear_object (&self->window);
  g_clear_object (&self->edit);
  g_array_unref (self->groups);

  G_OBJECT_CLASS (cadre_report_editor_parent_class)->finalize (object);
}

static void
cadre_report_editor_class_init (CadreReportEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cadre_report_editor_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-report-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreReportEditor, content);
  gtk_widget_class_bind_template_child (widget_class, CadreReportEditor, back_button);
  gtk_widget_class_bind_template_child (widget_class, CadreReportEditor, fault_bar);
  gtk_widget_class_bind_template_child (widget_class, CadreReportEditor, fault_label);
  gtk_widget_class_bind_template_child (widget_class, CadreReportEditor, name_row);
  gtk_widget_class_bind_template_child (widget_class, CadreReportEditor, table_row);
  gtk_widget_class_bind_template_child (widget_class, CadreReportEditor, title_row);
  gtk_widget_class_bind_template_child (widget_class, CadreReportEditor, group_row);
  gtk_widget_class_bind_template_child (widget_class, CadreReportEditor, columns);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, title_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, table_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, group_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
}

static void
cadre_report_editor_init (CadreReportEditor *self)
{
  self->groups = g_array_new (FALSE, FALSE, sizeof (int));
  gtk_widget_init_template (GTK_WIDGET (self));
  cadre_window_leave_faults_to (GTK_WINDOW (self));
}

/**
 * cadre_report_editor_open:
 * @key: of a report
 * @copy: whether another report is made of it
 *
 * Opens the definition of a report over @window.
 */
void
cadre_report_editor_open (CadreWindow *window,
                          const char  *key,
                          gboolean     copy)
{
  CadreReportEditor *self = g_object_new (CADRE_TYPE_REPORT_EDITOR, "transient-for", window, NULL);
  Work *work = g_new0 (Work, 1);

  self->window = g_object_ref (window);
  work->key = g_strdup (key);
  work->copy = copy;
  cadre_session_read (cadre_window_get_session (window), _("Open a Report's Definition"), load_job, work, work_free, NULL,
                      loaded_cb, g_object_ref (self));
}
