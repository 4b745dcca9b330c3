/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GtkColumnView -> CadrePersonSelection -> CadrePersonList -> worker -> SQL.
 * Sorting and filtering happen in SQL only: the view's sorter merely says
 * which header was pressed. */

#define G_LOG_DOMAIN "cadre-person-view"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-cell.h"
#include "cadre-person-actions.h"
#include "cadre-person-columns.h"
#include "cadre-person-page.h"
#include "cadre-person-view.h"
#include "cadre-scroll-cure.h"
#include "cadre-window.h"

/* A query longer than this shows that it goes on. */
#define PATIENCE_MS 300

struct _CadrePersonView
{
  AdwBin parent_instance;

  CadreSession *session;
  CadrePersonList *list;
  CadrePersonSelection *selection;
  GSimpleActionGroup *actions;
  GSettings *settings;
  GtkWidget *context_popover;
  guint patience;
  gboolean sorting;        /* the program sorts, not a press on a header */
  gboolean arranging;      /* the program places columns, not a drag */
  gboolean fresh_order;    /* the next answer begins at its top */
  CadrePersonColumn probed;

  GtkScrolledWindow *scroller;
  GtkColumnView *column_view;
  GtkWidget *nobody;
  GtkLabel *count;
  GtkSpinner *spinner;
  GtkWidget *stop_button;
  GMenuModel *context_menu;
};

G_DEFINE_FINAL_TYPE (CadrePersonView, cadre_person_view, ADW_TYPE_BIN)

/* ------------------------------------------------------------------- the cells */

static void
row_filled_cb (CadrePersonRow *row,
               GParamSpec     *pspec,
               GtkInscription *cell)
{
  CadrePersonColumn column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (cell), "column"));

  gtk_inscription_set_text (cell, cadre_person_row_get_text (row, column));
}

static void
setup_cell_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               gpointer                  column)
{
  const CadrePersonColumnInfo *info = cadre_person_columns_get_info (GPOINTER_TO_UINT (column));
  guint chars = info->width > 0 ? (guint) info->width * 2 : 0;
  GtkWidget *cell = cadre_cell_new (chars > 0 ? chars : 20, chars > 0 ? chars : 24);

  g_object_set_data (G_OBJECT (cell), "column", column);
  g_object_set_data (G_OBJECT (cell), "item", item);
  gtk_list_item_set_child (item, cell);
}

static void
bind_cell_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              gpointer                  column)
{
  CadrePersonRow *row = gtk_list_item_get_item (item);
  GtkInscription *cell = GTK_INSCRIPTION (gtk_list_item_get_child (item));

  gtk_inscription_set_text (cell, cadre_person_row_get_text (row, GPOINTER_TO_UINT (column)));
  g_signal_connect (row, "notify::loaded", G_CALLBACK (row_filled_cb), cell);
}

static void
unbind_cell_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                gpointer                  column)
{
  g_signal_handlers_disconnect_by_data (gtk_list_item_get_item (item), gtk_list_item_get_child (item));
}

/* ---------------------------------------------------------------- the columns */

/* GTK 4.8 does not say by which column a view is sorted. But its sorter asks
 * the columns' sorters in turn: the first to be asked is the one. */
typedef struct
{
  CadrePersonView *view;
  CadrePersonColumn column;
} Probe;

static int
probe_func (gconstpointer a,
            gconstpointer b,
            gpointer      data)
{
  Probe *probe = data;

  if (probe->view->probed == CADRE_PERSON_N_COLUMNS)
    probe->view->probed = probe->column;

  return GTK_ORDERING_SMALLER;
}

static GtkColumnViewColumn *
column_new (CadrePersonView   *self,
            CadrePersonColumn  column)
{
  const CadrePersonColumnInfo *info = cadre_person_columns_get_info (column);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *view_column = gtk_column_view_column_new (_(info->title), factory);
  g_autoptr(GtkCustomSorter) sorter = NULL;
  Probe *probe = g_new0 (Probe, 1);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cell_cb), GUINT_TO_POINTER (column));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell_cb), GUINT_TO_POINTER (column));
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cell_cb), GUINT_TO_POINTER (column));

  probe->view = self;
  probe->column = column;
  sorter = gtk_custom_sorter_new (probe_func, probe, g_free);
  gtk_column_view_column_set_sorter (view_column, GTK_SORTER (sorter));
  gtk_column_view_column_set_resizable (view_column, TRUE);
  gtk_column_view_column_set_expand (view_column, info->width == 0);
  g_object_set_data (G_OBJECT (view_column), "column", GUINT_TO_POINTER (column));

  return view_column;
}

static void
remove_columns (CadrePersonView *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->column_view);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->column_view, column);
    }
}

static gboolean
has_columns (CadrePersonView  *self,
             char            **keys)
{
  GListModel *columns = gtk_column_view_get_columns (self->column_view);
  guint n = g_list_model_get_n_items (columns);

  if (n == 0 || n != g_strv_length (keys))
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (column), "column")) != cadre_person_columns_find (keys[i]))
        return FALSE;
    }

  return TRUE;
}

static void
arrange_columns (CadrePersonView *self)
{
  g_auto(GStrv) keys = g_settings_get_strv (self->settings, "people-columns");

  if (has_columns (self, keys))
    return;

  self->arranging = TRUE;
  remove_columns (self);
  for (guint i = 0; keys[i] != NULL; i++)
    {
      CadrePersonColumn column = cadre_person_columns_find (keys[i]);
      g_autoptr(GtkColumnViewColumn) view_column = NULL;

      if (column == CADRE_PERSON_N_COLUMNS)
        continue;
      view_column = column_new (self, column);
      gtk_column_view_append_column (self->column_view, view_column);
    }
  self->arranging = FALSE;
}

/* Columns that were dragged keep their place. */
static gboolean
keep_columns_cb (gpointer data)
{
  CadrePersonView *self = data;
  GListModel *columns = gtk_column_view_get_columns (self->column_view);
  g_autoptr(GStrvBuilder) keys = g_strv_builder_new ();
  g_auto(GStrv) strv = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      CadrePersonColumn which = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (column), "column"));

      g_strv_builder_add (keys, cadre_person_column_get_key (which));
    }
  strv = g_strv_builder_end (keys);
  g_settings_set_strv (self->settings, "people-columns", (const char * const *) strv);

  return G_SOURCE_REMOVE;
}

static void
columns_changed_cb (CadrePersonView *self)
{
  if (!self->arranging)
    g_idle_add_full (G_PRIORITY_DEFAULT, keep_columns_cb, g_object_ref (self), g_object_unref);
}

/* ------------------------------------------------------------------- the order */

static void
set_order_state (CadrePersonView *self,
                 const char      *state)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "order");

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (state));
}

static void
header_pressed_cb (CadrePersonView *self)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (self->column_view);
  g_autoptr(GObject) one = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr(GObject) other = g_object_new (G_TYPE_OBJECT, NULL);
  GtkOrdering ordering;

  if (self->sorting || self->arranging || self->list == NULL)
    return;

  self->probed = CADRE_PERSON_N_COLUMNS;
  ordering = gtk_sorter_compare (sorter, one, other);
  self->fresh_order = TRUE;
  if (self->probed == CADRE_PERSON_N_COLUMNS)
    {
      cadre_person_list_set_order (self->list, CADRE_PERSON_ORDER_UNIT, 0, FALSE);
      set_order_state (self, "unit");
      return;
    }

  cadre_person_list_set_order (self->list, CADRE_PERSON_ORDER_COLUMN, self->probed, ordering == GTK_ORDERING_LARGER);
  set_order_state (self, cadre_person_column_get_key (self->probed));
}

static GtkColumnViewColumn *
find_column (CadrePersonView   *self,
             CadrePersonColumn  column)
{
  GListModel *columns = gtk_column_view_get_columns (self->column_view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) view_column = g_list_model_get_item (columns, i);

      if (GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (view_column), "column")) == column)
        return view_column;
    }

  return NULL;
}

/* unit, pinyin, strokes, or the key of a column */
static void
order_changed (GSimpleAction *action,
               GVariant      *state,
               gpointer       data)
{
  static const char * const nicks[] = { "unit", "pinyin", "strokes", NULL };
  CadrePersonView *self = data;
  const char *nick = g_variant_get_string (state, NULL);
  CadrePersonColumn column = CADRE_PERSON_NAME;
  CadrePersonOrder order = 0;

  while (nicks[order] != NULL && !g_str_equal (nicks[order], nick))
    order++;
  if (order == CADRE_PERSON_ORDER_COLUMN)
    column = cadre_person_columns_find (nick);
  if (column == CADRE_PERSON_N_COLUMNS)
    return;

  self->sorting = TRUE;
  gtk_column_view_sort_by_column (self->column_view,
                                  order == CADRE_PERSON_ORDER_COLUMN ? find_column (self, column) : NULL,
                                  GTK_SORT_ASCENDING);
  self->sorting = FALSE;

  g_simple_action_set_state (action, state);
  if (order != CADRE_PERSON_ORDER_COLUMN)
    g_settings_set_string (self->settings, "people-order", nick);
  if (self->list != NULL)
    {
      self->fresh_order = TRUE;
      cadre_person_list_set_order (self->list, order, column, FALSE);
    }
}

/* ------------------------------------------------------------------- the count */

static void
update_count (CadrePersonView *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  guint n_selected = cadre_person_selection_get_n (self->selection);
  g_autofree char *text = NULL;

  if (n_selected > 0)
    text = g_strdup_printf (ngettext ("%u of %u person selected", "%u of %u people selected", n), n_selected, n);
  else
    text = g_strdup_printf (ngettext ("%u person", "%u people", n), n);
  gtk_label_set_label (self->count, text);
  cadre_person_actions_update (self->actions, self);
}

static gboolean
lose_patience_cb (gpointer data)
{
  CadrePersonView *self = data;

  self->patience = 0;
  gtk_spinner_set_spinning (self->spinner, TRUE);
  gtk_widget_set_visible (self->stop_button, TRUE);
  return G_SOURCE_REMOVE;
}

static void
loading_changed_cb (CadrePersonView *self)
{
  gboolean loading = cadre_person_list_is_loading (self->list);

  g_clear_handle_id (&self->patience, g_source_remove);
  if (loading)
    {
      self->patience = g_timeout_add (PATIENCE_MS, lose_patience_cb, self);
      return;
    }

  gtk_spinner_set_spinning (self->spinner, FALSE);
  gtk_widget_set_visible (self->stop_button, FALSE);
  gtk_widget_set_visible (self->nobody, g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0);
  update_count (self);
  if (self->fresh_order)
    {
      guint first = cadre_person_selection_get_first (self->selection);

      self->fresh_order = FALSE;
      cadre_person_view_scroll_to (self, first != G_MAXUINT ? first : 0);
    }
}

static void
stop_clicked_cb (CadrePersonView *self)
{
  self->fresh_order = FALSE;
  cadre_person_list_cancel (self->list);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
list_failed_cb (CadrePersonView *self,
                const GError    *error)
{
  CadreWindow *window = cadre_window_of (GTK_WIDGET (self));

  if (window != NULL)
    cadre_window_show_error (window, _("The people cannot be listed"), error);
}

static void
session_changed_cb (CadrePersonView     *self,
                    const char * const  *tables)
{
  if (g_strv_contains (tables, "person") || g_strv_contains (tables, "unit") || g_strv_contains (tables, "person_tag"))
    cadre_person_list_refresh (self->list);
}

/* --------------------------------------------------------------- mouse and keys */

static void
row_activated_cb (CadrePersonView *self,
                  guint            position)
{
  cadre_person_view_open (self, position);
}

static GtkListItem *
find_item (GtkWidget *view,
           double     x,
           double     y)
{
  GtkWidget *widget = gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT);

  while (widget != NULL && widget != view)
    {
      GtkWidget *child = GTK_IS_INSCRIPTION (widget) ? widget : gtk_widget_get_first_child (widget);
      GtkListItem *item = child != NULL ? g_object_get_data (G_OBJECT (child), "item") : NULL;

      if (item != NULL)
        return item;
      widget = gtk_widget_get_parent (widget);
    }

  return NULL;
}

static void
context_pressed_cb (GtkGestureClick *gesture,
                    int              n_press,
                    double           x,
                    double           y,
                    CadrePersonView *self)
{
  GtkListItem *item = find_item (GTK_WIDGET (self->column_view), x, y);

  if (item == NULL)
    return;

  if (!gtk_list_item_get_selected (item))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), gtk_list_item_get_position (item), TRUE);
  if (self->context_popover == NULL)
    {
      self->context_popover = gtk_popover_menu_new_from_model (self->context_menu);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->context_popover), FALSE);
      gtk_widget_set_halign (self->context_popover, GTK_ALIGN_START);
      gtk_widget_set_parent (self->context_popover, GTK_WIDGET (self->column_view));
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->context_popover), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->context_popover));
}

static gboolean
cadre_person_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CADRE_PERSON_VIEW (widget)->column_view));
}

/* ------------------------------------------------------------------- the object */

static void
cadre_person_view_dispose (GObject *object)
{
  CadrePersonView *self = CADRE_PERSON_VIEW (object);

  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_pointer (&self->context_popover, gtk_widget_unparent);
  if (self->column_view != NULL)
    {
      self->arranging = TRUE;
      gtk_column_view_set_model (self->column_view, NULL);
    }
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (cadre_person_view_parent_class)->dispose (object);
}

static void
cadre_person_view_finalize (GObject *object)
{
  CadrePersonView *self = CADRE_PERSON_VIEW (object);

  g_clear_object (&self->actions);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (cadre_person_view_parent_class)->finalize (object);
}

static void
cadre_person_view_class_init (CadrePersonViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cadre_person_view_dispose;
  object_class->finalize = cadre_person_view_finalize;
  widget_class->grab_focus = cadre_person_view_grab_focus;

  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-person-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CadrePersonView, scroller);
  gtk_widget_class_bind_template_child (widget_class, CadrePersonView, column_view);
  gtk_widget_class_bind_template_child (widget_class, CadrePersonView, nobody);
  gtk_widget_class_bind_template_child (widget_class, CadrePersonView, count);
  gtk_widget_class_bind_template_child (widget_class, CadrePersonView, spinner);
  gtk_widget_class_bind_template_child (widget_class, CadrePersonView, stop_button);
  gtk_widget_class_bind_template_child (widget_class, CadrePersonView, context_menu);
  gtk_widget_class_bind_template_callback (widget_class, stop_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, context_pressed_cb);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "people.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "people.copy", NULL);
}

static const GActionEntry order_entry = { "order", NULL, "s", "'unit'", order_changed };

static void
cadre_person_view_init (CadrePersonView *self)
{
  self->settings = g_settings_new (CADRE_SETTINGS_ID);
  self->actions = g_simple_action_group_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  cadre_scroll_cure_add (self->scroller);

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), &order_entry, 1, self);
  cadre_person_actions_add (self->actions, self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "people", G_ACTION_GROUP (self->actions));

  arrange_columns (self);
  g_signal_connect_object (self->settings, "changed::people-columns", G_CALLBACK (arrange_columns), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_columns (self->column_view), "items-changed",
                           G_CALLBACK (columns_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_sorter (self->column_view), "changed",
                           G_CALLBACK (header_pressed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * cadre_person_view_set_session:
 *
 * To be called once: whose people to show. Until then the view is empty.
 */
void
cadre_person_view_set_session (CadrePersonView *self,
                               CadreSession    *session)
{
  g_autofree char *order = NULL;

  g_return_if_fail (CADRE_IS_PERSON_VIEW (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  self->list = cadre_person_list_new (cadre_session_get_path (session));
  self->selection = cadre_person_selection_new (self->list);

  order = g_settings_get_string (self->settings, "people-order");
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "order", g_variant_new_string (order));

  g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (loading_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "failed", G_CALLBACK (list_failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::n-selected", G_CALLBACK (update_count), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_column_view_set_model (self->column_view, GTK_SELECTION_MODEL (self->selection));
}

/**
 * cadre_person_view_get_session:
 *
 * Returns: (transfer none) (nullable): the archive
 */
CadreSession *
cadre_person_view_get_session (CadrePersonView *self)
{
  g_return_val_if_fail (CADRE_IS_PERSON_VIEW (self), NULL);

  return self->session;
}

/**
 * cadre_person_view_get_list:
 *
 * Returns: (transfer none) (nullable): the people; its filters may be set
 */
CadrePersonList *
cadre_person_view_get_list (CadrePersonView *self)
{
  g_return_val_if_fail (CADRE_IS_PERSON_VIEW (self), NULL);

  return self->list;
}

/**
 * cadre_person_view_get_selection:
 *
 * Returns: (transfer none) (nullable): who is selected
 */
CadrePersonSelection *
cadre_person_view_get_selection (CadrePersonView *self)
{
  g_return_val_if_fail (CADRE_IS_PERSON_VIEW (self), NULL);

  return self->selection;
}

/**
 * cadre_person_view_get_actions:
 *
 * Returns: (transfer none): to be inserted as `people` where its buttons are
 */
GActionGroup *
cadre_person_view_get_actions (CadrePersonView *self)
{
  g_return_val_if_fail (CADRE_IS_PERSON_VIEW (self), NULL);

  return G_ACTION_GROUP (self->actions);
}

/**
 * cadre_person_view_get_columns:
 *
 * Returns: (transfer none): the column view itself
 */
GtkColumnView *
cadre_person_view_get_columns (CadrePersonView *self)
{
  g_return_val_if_fail (CADRE_IS_PERSON_VIEW (self), NULL);

  return self->column_view;
}

/**
 * cadre_person_view_set_text:
 * @text: (nullable): shows those whom this finds
 */
void
cadre_person_view_set_text (CadrePersonView *self,
                            const char      *text)
{
  g_return_if_fail (CADRE_IS_PERSON_VIEW (self));

  if (self->list == NULL)
    return;

  self->fresh_order = TRUE;
  cadre_person_list_set_text (self->list, text);
  self->fresh_order = cadre_person_list_is_loading (self->list);
}

/**
 * cadre_person_view_open:
 *
 * Opens the archive of a person, from which one can go on to the others of the
 * list.
 */
void
cadre_person_view_open (CadrePersonView *self,
                        guint            position)
{
  CadreWindow *window;

  g_return_if_fail (CADRE_IS_PERSON_VIEW (self));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-person", "x",
                              cadre_person_list_get_id (self->list, position));
  window = cadre_window_of (GTK_WIDGET (self));
  if (window != NULL && CADRE_IS_PERSON_PAGE (cadre_window_get_page (window)))
    cadre_person_page_set_list (CADRE_PERSON_PAGE (cadre_window_get_page (window)), self->list);
}

/**
 * cadre_person_view_scroll_to:
 *
 * Brings a row into sight.
 */
void
cadre_person_view_scroll_to (CadrePersonView *self,
                             guint            position)
{
  GtkWidget *rows;

  g_return_if_fail (CADRE_IS_PERSON_VIEW (self));

  if (self->list == NULL || position >= g_list_model_get_n_items (G_LIST_MODEL (self->list)))
    return;

  /* GTK 4.8 has no function for it, but the list inside has the action. */
  rows = gtk_widget_get_last_child (GTK_WIDGET (self->column_view));
  gtk_widget_activate_action (rows, "list.scroll-to-item", "u", position);
}

/**
 * cadre_person_view_select:
 *
 * Selects one row alone and brings it into sight.
 */
void
cadre_person_view_select (CadrePersonView *self,
                          guint            position)
{
  g_return_if_fail (CADRE_IS_PERSON_VIEW (self));

  if (self->selection == NULL)
    return;

  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  cadre_person_view_scroll_to (self, position);
}
