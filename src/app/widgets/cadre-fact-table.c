/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-fact-table"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cadre-cell.h"
#include "cadre-fact-table.h"
#include "cadre-scroll-cure.h"

struct _CadreFactRow
{
  GObject parent_instance;

  gint64 id;
  gboolean dim;
  char **texts;
  guint styled_column;
  const char *style;       /* a style class, interned; NULL: none */
};

struct _CadreFactTable
{
  AdwBin parent_instance;

  GListStore *store;
  GtkCustomFilter *filter;
  GtkSingleSelection *selection;
  GtkColumnView *view;
  GtkWidget *nothing;
  char *search;
};

enum
{
  SELECTED,
  ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CadreFactRow, cadre_fact_row, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (CadreFactTable, cadre_fact_table, ADW_TYPE_BIN)

/* ---------------------------------------------------------------------- a row */

static void
cadre_fact_row_finalize (GObject *object)
{
  g_strfreev (CADRE_FACT_ROW (object)->texts);

  G_OBJECT_CLASS (cadre_fact_row_parent_class)->finalize (object);
}

static void
cadre_fact_row_class_init (CadreFactRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cadre_fact_row_finalize;
}

static void
cadre_fact_row_init (CadreFactRow *self)
{
}

/**
 * cadre_fact_row_new:
 * @dim: shown as of no more weight
 * @texts: one for each column
 *
 * Returns: (transfer full): a row
 */
CadreFactRow *
cadre_fact_row_new (gint64              id,
                    gboolean            dim,
                    const char * const *texts)
{
  CadreFactRow *self = g_object_new (CADRE_TYPE_FACT_ROW, NULL);

  self->id = id;
  self->dim = dim;
  self->texts = g_strdupv ((char **) texts);
  return self;
}

gint64
cadre_fact_row_get_id (CadreFactRow *self)
{
  return self->id;
}

gboolean
cadre_fact_row_is_dim (CadreFactRow *self)
{
  return self->dim;
}

const char *
cadre_fact_row_get_text (CadreFactRow *self,
                         guint         column)
{
  return self->texts[column];
}

/**
 * cadre_fact_row_set_style:
 * @column: the cell that is shown so
 * @style: a style class: success, warning, error
 */
void
cadre_fact_row_set_style (CadreFactRow *self,
                          guint         column,
                          const char   *style)
{
  self->styled_column = column;
  self->style = g_intern_string (style);
}

/* ------------------------------------------------------------------- the cells */

static void
setup_cell_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               gpointer                  width)
{
  guint n = GPOINTER_TO_UINT (width);

  gtk_list_item_set_child (item, cadre_cell_new (n > 0 ? n : 10, n > 0 ? n : 30));
}

static void
bind_cell_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              gpointer                  column)
{
  CadreFactRow *row = gtk_list_item_get_item (item);
  GtkWidget *cell = gtk_list_item_get_child (item);

  const char *classes[] = { row->dim ? "dim-label" : NULL, NULL };

  if (row->style != NULL && row->styled_column == GPOINTER_TO_UINT (column))
    classes[0] = row->style;
  gtk_inscription_set_text (GTK_INSCRIPTION (cell), row->texts[GPOINTER_TO_UINT (column)]);
  gtk_widget_set_css_classes (cell, classes);
}

/* ------------------------------------------------------------------- the table */

static gboolean
matches (gpointer item,
         gpointer data)
{
  CadreFactTable *self = data;
  CadreFactRow *row = item;

  if (self->search == NULL)
    return TRUE;

  for (guint i = 0; row->texts[i] != NULL; i++)
    {
      g_autofree char *folded = g_utf8_casefold (row->texts[i], -1);

      if (strstr (folded, self->search) != NULL)
        return TRUE;
    }

  return FALSE;
}

static void
selected_cb (CadreFactTable *self)
{
  g_signal_emit (self, signals[SELECTED], 0);
}

static void
activated_cb (CadreFactTable *self,
              guint           position)
{
  gtk_single_selection_set_selected (self->selection, position);
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static void
items_changed_cb (CadreFactTable *self)
{
  gtk_widget_set_visible (self->nothing, g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0);
}

static void
cadre_fact_table_dispose (GObject *object)
{
  CadreFactTable *self = CADRE_FACT_TABLE (object);

  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->filter);
  g_clear_object (&self->store);
  g_clear_pointer (&self->search, g_free);

  G_OBJECT_CLASS (cadre_fact_table_parent_class)->dispose (object);
}

static void
cadre_fact_table_class_init (CadreFactTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cadre_fact_table_dispose;

  signals[SELECTED] = g_signal_new ("selected", CADRE_TYPE_FACT_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  signals[ACTIVATED] = g_signal_new ("activated", CADRE_TYPE_FACT_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 0);
}

static void
cadre_fact_table_init (CadreFactTable *self)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkFilterListModel *filtered;

  self->store = g_list_store_new (CADRE_TYPE_FACT_ROW);
  self->filter = gtk_custom_filter_new (matches, self, NULL);
  filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->store)), GTK_FILTER (g_object_ref (self->filter)));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (filtered));
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection))));
  self->nothing = gtk_label_new (_("Nothing Found"));

  gtk_widget_add_css_class (GTK_WIDGET (self), "plan-view");
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_widget_add_css_class (self->nothing, "dim-label");
  gtk_widget_set_halign (self->nothing, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->nothing, GTK_ALIGN_CENTER);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  cadre_scroll_cure_add (GTK_SCROLLED_WINDOW (scroller));
  gtk_overlay_set_child (GTK_OVERLAY (overlay), scroller);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->nothing);
  gtk_widget_set_vexpand (overlay, TRUE);
  adw_bin_set_child (ADW_BIN (self), overlay);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * cadre_fact_table_set_columns:
 * @label: what the rows are, for a screen reader
 *
 * To be called once.
 */
void
cadre_fact_table_set_columns (CadreFactTable        *self,
                              const char            *label,
                              const CadreFactColumn *columns,
                              guint                  n_columns)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  for (guint i = 0; i < n_columns; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr(GtkColumnViewColumn) column = NULL;

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cell_cb), GUINT_TO_POINTER (columns[i].width));
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cell_cb), GUINT_TO_POINTER (i));
      column = gtk_column_view_column_new (_(columns[i].title), factory);
      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_column_set_expand (column, columns[i].width == 0);
      gtk_column_view_append_column (self->view, column);
    }
}

/**
 * cadre_fact_table_set_rows:
 * @rows: (element-type CadreFactRow): all of them
 */
void
cadre_fact_table_set_rows (CadreFactTable *self,
                           GPtrArray      *rows)
{
  g_list_store_remove_all (self->store);
  g_list_store_splice (self->store, 0, 0, rows->pdata, rows->len);
}

/**
 * cadre_fact_table_set_search:
 * @text: (nullable): only rows that have this anywhere
 */
void
cadre_fact_table_set_search (CadreFactTable *self,
                             const char     *text)
{
  g_free (self->search);
  self->search = text != NULL && *text != '\0' ? g_utf8_casefold (text, -1) : NULL;
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * cadre_fact_table_n_rows:
 *
 * Returns: how many there are, found or not
 */
guint
cadre_fact_table_n_rows (CadreFactTable *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->store));
}

/**
 * cadre_fact_table_get_selected:
 *
 * Returns: (transfer none) (nullable): the selected row
 */
CadreFactRow *
cadre_fact_table_get_selected (CadreFactTable *self)
{
  return self->selection != NULL ? gtk_single_selection_get_selected_item (self->selection) : NULL;
}

/**
 * cadre_fact_table_select:
 *
 * Selects the row of this id, where it is shown.
 */
void
cadre_fact_table_select (CadreFactTable *self,
                         gint64          id)
{
  GListModel *model = G_LIST_MODEL (self->selection);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(CadreFactRow) row = g_list_model_get_item (model, i);

      if (row->id == id)
        {
          gtk_single_selection_set_selected (self->selection, i);
          return;
        }
    }
}
