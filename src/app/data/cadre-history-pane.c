/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-history-pane"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-fact-table.h"
#include "cadre-history-pane.h"
#include "cadre-journal.h"
#include "cadre-take-back.h"

/* Older ones are in the archive still; nobody scrolls so far. */
#define MAX_ACTIONS 5000

struct _CadreHistoryPane
{
  CadrePane parent_instance;

  GtkStack *stack;
  GtkEditable *search;
  CadreFactTable *table;
  GtkWidget *undo_button;
};

G_DEFINE_FINAL_TYPE (CadreHistoryPane, cadre_history_pane, CADRE_TYPE_PANE)

enum
{
  COLUMN_WHEN,
  COLUMN_WHAT,
};

static const CadreFactColumn columns[] = {
  { N_("When"), 17 },
  { N_("What Was Done"), 0 },
  { N_("By"), 12 },
  { N_("Rows"), 8 },
  { N_("State"), 10 },
};

static const char *
state_name (const char *state)
{
  if (g_str_equal (state, "undone"))
    return _("Undone");
  if (g_str_equal (state, "dropped"))
    return _("Dropped");
  return "";
}

static CadreFactRow *
row_new (const CadreJournalEntry *entry)
{
  g_autofree char *when = cadre_journal_format_time (entry->happened_at);
  g_autofree char *n = g_strdup_printf ("%" G_GINT64_FORMAT, entry->n_changes);
  const char *texts[] = { when, entry->name, entry->actor, n, state_name (entry->state), NULL };

  return cadre_fact_row_new (entry->id, !g_str_equal (entry->state, "done"), texts);
}

static gboolean
list_actions (CadreJob      *job,
              CadreArchive  *archive,
              gpointer       data,
              GError       **error)
{
  GPtrArray *rows = data;
  g_autoptr(GPtrArray) entries = cadre_journal_list (archive, 0, MAX_ACTIONS, error);

  if (entries == NULL)
    return FALSE;

  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (rows, row_new (g_ptr_array_index (entries, i)));
  return TRUE;
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  CadreHistoryPane *self = data;
  g_autoptr(GError) error = NULL;
  GPtrArray *rows;

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        cadre_window_show_error (cadre_window_of (GTK_WIDGET (self)), _("The history cannot be listed"), error);
      return;
    }

  rows = cadre_session_get_data (result);
  cadre_fact_table_set_rows (self->table, rows);
  gtk_stack_set_visible_child_name (self->stack, rows->len > 0 ? "list" : "empty");
}

static void
cadre_history_pane_load (CadrePane *pane)
{
  cadre_session_read (cadre_pane_get_session (pane), _("Listing what was done"), list_actions,
                      g_ptr_array_new_with_free_func (g_object_unref), (GDestroyNotify) g_ptr_array_unref,
                      cadre_pane_get_cancellable (pane), listed_cb, pane);
}

static void
cadre_history_pane_find (CadrePane *pane)
{
  gtk_widget_grab_focus (GTK_WIDGET (CADRE_HISTORY_PANE (pane)->search));
}

static void
search_changed_cb (CadreHistoryPane *self)
{
  cadre_fact_table_set_search (self->table, gtk_editable_get_text (self->search));
}

static void
selected_cb (CadreHistoryPane *self)
{
  CadreFactRow *row = cadre_fact_table_get_selected (self->table);
  CadreSession *session = cadre_pane_get_session (CADRE_PANE (self));

  gtk_widget_set_sensitive (self->undo_button, row != NULL && !cadre_fact_row_is_dim (row) &&
                            session != NULL && !cadre_session_is_read_only (session));
}

static void
undo_clicked_cb (CadreHistoryPane *self)
{
  CadreFactRow *row = cadre_fact_table_get_selected (self->table);

  if (row != NULL)
    cadre_take_back (cadre_window_of (GTK_WIDGET (self)), cadre_fact_row_get_id (row),
                     cadre_fact_row_get_text (row, COLUMN_WHAT));
}

static void
cadre_history_pane_class_init (CadreHistoryPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  CADRE_PANE_CLASS (klass)->load = cadre_history_pane_load;
  CADRE_PANE_CLASS (klass)->find = cadre_history_pane_find;

  g_type_ensure (CADRE_TYPE_FACT_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-history-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreHistoryPane, stack);
  gtk_widget_class_bind_template_child (widget_class, CadreHistoryPane, search);
  gtk_widget_class_bind_template_child (widget_class, CadreHistoryPane, table);
  gtk_widget_class_bind_template_child (widget_class, CadreHistoryPane, undo_button);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, undo_clicked_cb);
}

static void
cadre_history_pane_init (CadreHistoryPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cadre_fact_table_set_columns (self->table, _("Actions"), columns, G_N_ELEMENTS (columns));
  gtk_text_set_placeholder_text (GTK_TEXT (gtk_editable_get_delegate (self->search)),
                                 _("Find by what was done, who did it, when…"));
}
