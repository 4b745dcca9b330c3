/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-bin-pane"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-bin-pane.h"
#include "cadre-fact-table.h"
#include "cadre-journal.h"
#include "cadre-people.h"
#include "cadre-recycle-bin.h"
#include "cadre-take-back.h"

struct _CadreBinPane
{
  CadrePane parent_instance;

  GtkStack *stack;
  GtkEditable *search;
  CadreFactTable *table;
  GtkWidget *restore_button;
};

G_DEFINE_FINAL_TYPE (CadreBinPane, cadre_bin_pane, CADRE_TYPE_PANE)

enum
{
  COLUMN_WHEN,
  COLUMN_KIND,
  COLUMN_WHO,
  COLUMN_WHAT,
  COLUMN_ACTION,
};

static const CadreFactColumn columns[] = {
  { N_("Deleted"), 17 },
  { N_("Kind"), 12 },
  { N_("Person"), 12 },
  { N_("What"), 0 },
  { N_("In the Action"), 24 },
  { N_("By"), 10 },
};

static CadreFactRow *
person_row_new (const CadreDeletedPerson *person,
                const char               *kind)
{
  g_autofree char *when = cadre_journal_format_time (person->happened_at);
  CadreDate born = cadre_date_from_iso (person->birth != NULL ? person->birth : "");
  g_autofree char *birth = born.year > 0 ? cadre_date_format (&born, CADRE_DATE_DOTTED) : g_strdup ("");
  g_autofree char *what = g_strjoin (" ", birth,
                                     person->post != NULL ? person->post : "", NULL);
  const char *texts[] = { when, kind, person->name, g_strstrip (what), person->action_name, person->actor, NULL };

  return cadre_fact_row_new (person->action_id, FALSE, texts);
}

static CadreFactRow *
record_row_new (const CadreDeletedRecord *record)
{
  g_autofree char *when = cadre_journal_format_time (record->happened_at);
  const char *texts[] = {
    when, record->kind->label, record->person != NULL ? record->person : "",
    record->label != NULL ? record->label : "", record->action_name, record->actor, NULL,
  };

  return cadre_fact_row_new (record->action_id, FALSE, texts);
}

static gboolean
list_deleted (CadreJob      *job,
              CadreArchive  *archive,
              gpointer       data,
              GError       **error)
{
  GPtrArray *rows = data;
  g_autoptr(CadreCatalogue) catalogue = cadre_catalogue_new (archive, error);
  g_autoptr(GPtrArray) people = NULL;
  g_autoptr(GPtrArray) records = NULL;

  if (catalogue == NULL)
    return FALSE;
  people = cadre_people_list_deleted (archive, error);
  records = people != NULL ? cadre_recycle_bin_list (archive, catalogue, error) : NULL;
  if (records == NULL)
    return FALSE;

  for (guint i = 0; i < people->len; i++)
    g_ptr_array_add (rows, person_row_new (g_ptr_array_index (people, i),
                                           cadre_catalogue_get_kind (catalogue, "person")->label));
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (rows, record_row_new (g_ptr_array_index (records, i)));
  return TRUE;
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  CadreBinPane *self = data;
  g_autoptr(GError) error = NULL;
  GPtrArray *rows;

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        cadre_window_show_error (cadre_window_of (GTK_WIDGET (self)), _("The recycle bin cannot be listed"), error);
      return;
    }

  rows = cadre_session_get_data (result);
  cadre_fact_table_set_rows (self->table, rows);
  gtk_stack_set_visible_child_name (self->stack, rows->len > 0 ? "list" : "empty");
}

static void
cadre_bin_pane_load (CadrePane *pane)
{
  cadre_session_read (cadre_pane_get_session (pane), _("Listing what was deleted"), list_deleted,
                      g_ptr_array_new_with_free_func (g_object_unref), (GDestroyNotify) g_ptr_array_unref,
                      cadre_pane_get_cancellable (pane), listed_cb, pane);
}

static void
cadre_bin_pane_find (CadrePane *pane)
{
  gtk_widget_grab_focus (GTK_WIDGET (CADRE_BIN_PANE (pane)->search));
}

static void
search_changed_cb (CadreBinPane *self)
{
  cadre_fact_table_set_search (self->table, gtk_editable_get_text (self->search));
}

static void
selected_cb (CadreBinPane *self)
{
  CadreSession *session = cadre_pane_get_session (CADRE_PANE (self));

  gtk_widget_set_sensitive (self->restore_button, cadre_fact_table_get_selected (self->table) != NULL &&
                            session != NULL && !cadre_session_is_read_only (session));
}

static void
restore_clicked_cb (CadreBinPane *self)
{
  CadreFactRow *row = cadre_fact_table_get_selected (self->table);

  if (row != NULL)
    cadre_take_back (cadre_window_of (GTK_WIDGET (self)), cadre_fact_row_get_id (row),
                     cadre_fact_row_get_text (row, COLUMN_ACTION));
}

static void
cadre_bin_pane_class_init (CadreBinPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  CADRE_PANE_CLASS (klass)->load = cadre_bin_pane_load;
  CADRE_PANE_CLASS (klass)->find = cadre_bin_pane_find;

  g_type_ensure (CADRE_TYPE_FACT_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-bin-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreBinPane, stack);
  gtk_widget_class_bind_template_child (widget_class, CadreBinPane, search);
  gtk_widget_class_bind_template_child (widget_class, CadreBinPane, table);
  gtk_widget_class_bind_template_child (widget_class, CadreBinPane, restore_button);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, restore_clicked_cb);
}

static void
cadre_bin_pane_init (CadreBinPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cadre_fact_table_set_columns (self->table, _("Deleted People and Records"), columns, G_N_ELEMENTS (columns));
  gtk_text_set_placeholder_text (GTK_TEXT (gtk_editable_get_delegate (self->search)),
                                 _("Find by name, record, action…"));
}
