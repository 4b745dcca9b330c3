/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GtkColumnView -> GtkNoSelection -> GListStore of CadreGridRow. A cell is a
 * GtkText, so that a row costs little; rows that stay are changed in place,
 * so that the keyboard stays where it is when others' changes come in. */

#define G_LOG_DOMAIN "cadre-entry-grid"

#include "config.h"

#include <string.h>

#include "cadre-entry-grid.h"
#include "cadre-scroll-cure.h"

struct _CadreGridRow
{
  GObject parent_instance;

  gint64 id;
  GStrv texts;
};

G_DEFINE_FINAL_TYPE (CadreGridRow, cadre_grid_row, G_TYPE_OBJECT)

enum
{
  ROW_CHANGED,
  ROW_N_SIGNALS,
};

static guint row_signals[ROW_N_SIGNALS];

struct _CadreEntryGrid
{
  AdwBin parent_instance;

  GtkColumnView *view;
  GListStore *store;
  GPtrArray *columns;        /* CadreGridColumn */
  GPtrArray *cells;          /* GtkText that are bound */
  guint wanted_row;          /* the cell that the keyboard goes to once it is there */
  guint wanted_column;
  gint64 current;            /* the row where the keyboard was last; 0: none */
};

enum
{
  EDITED,
  MOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CadreEntryGrid, cadre_entry_grid, ADW_TYPE_BIN)

CadreGridColumn *
cadre_grid_column_new (const char *key,
                       const char *title,
                       int         width,
                       gboolean    editable,
                       gboolean    numeric)
{
  CadreGridColumn *self = g_new0 (CadreGridColumn, 1);

  self->key = g_strdup (key);
  self->title = g_strdup (title);
  self->width = width;
  self->editable = editable;
  self->numeric = numeric;
  return self;
}

void
cadre_grid_column_free (CadreGridColumn *self)
{
  if (self == NULL)
    return;

  g_free (self->key);
  g_free (self->title);
  g_free (self);
}

void
cadre_grid_edit_free (CadreGridEdit *self)
{
  if (self == NULL)
    return;

  g_free (self->key);
  g_free (self->text);
  g_free (self);
}

static void
cadre_grid_row_finalize (GObject *object)
{
  g_strfreev (CADRE_GRID_ROW (object)->texts);

  G_OBJECT_CLASS (cadre_grid_row_parent_class)->finalize (object);
}

static void
cadre_grid_row_class_init (CadreGridRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cadre_grid_row_finalize;
  row_signals[ROW_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 0);
}

static void
cadre_grid_row_init (CadreGridRow *self)
{
}

/**
 * cadre_grid_row_new:
 * @texts: (transfer full): one for each column
 */
CadreGridRow *
cadre_grid_row_new (gint64 id,
                    GStrv  texts)
{
  CadreGridRow *self = g_object_new (CADRE_TYPE_GRID_ROW, NULL);

  self->id = id;
  self->texts = texts;
  return self;
}

/* ---- a cell */

/* What a bound cell stands for hangs on it. */
static CadreGridRow *
get_row (GtkWidget *cell)
{
  return g_object_get_data (G_OBJECT (cell), "row");
}

static guint
get_column (GtkWidget *cell)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (cell), "column"));
}

static CadreEntryGrid *
get_grid (GtkWidget *cell)
{
  return CADRE_ENTRY_GRID (gtk_widget_get_ancestor (cell, CADRE_TYPE_ENTRY_GRID));
}

static guint
find_position (CadreEntryGrid *self,
               CadreGridRow   *row)
{
  guint position = GTK_INVALID_LIST_POSITION;

  g_list_store_find (self->store, row, &position);
  return position;
}

/* Is there another text than was shown last? */
static gboolean
is_typed (GtkWidget *cell)
{
  return g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (cell)), g_object_get_data (G_OBJECT (cell), "shown")) != 0;
}

static void
show_text (GtkWidget *cell)
{
  CadreGridRow *row = get_row (cell);
  const char *text = row != NULL ? row->texts[get_column (cell)] : "";

  if (GTK_IS_LABEL (cell))
    {
      gtk_label_set_label (GTK_LABEL (cell), text);
      gtk_widget_set_tooltip_text (cell, *text != '\0' ? text : NULL);
    }
  /* What is being typed stays; what only stands there follows. */
  else if (!gtk_widget_has_focus (cell) || !is_typed (cell))
    {
      g_object_set_data_full (G_OBJECT (cell), "shown", g_strdup (text), g_free);
      if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (cell)), text) != 0)
        gtk_editable_set_text (GTK_EDITABLE (cell), text);
    }
}

static void
add_edit (CadreEntryGrid *self,
          GPtrArray      *edits,
          CadreGridRow   *row,
          guint           column,
          const char     *text)
{
  const CadreGridColumn *about = g_ptr_array_index (self->columns, column);
  CadreGridEdit *edit;
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  if (!about->editable || g_strcmp0 (row->texts[column], stripped) == 0)
    return;

  edit = g_new0 (CadreGridEdit, 1);
  edit->row_id = row->id;
  edit->key = g_strdup (about->key);
  edit->text = g_steal_pointer (&stripped);
  g_ptr_array_add (edits, edit);
}

static void
emit_edits (CadreEntryGrid *self,
            GPtrArray      *edits)
{
  if (edits->len > 0)
    g_signal_emit (self, signals[EDITED], 0, edits);
}

static void
commit (GtkWidget *cell)
{
  CadreEntryGrid *self = get_grid (cell);
  CadreGridRow *row = get_row (cell);
  g_autoptr(GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_grid_edit_free);

  if (self == NULL || row == NULL || gtk_widget_in_destruction (GTK_WIDGET (self)) || !is_typed (cell))
    return;

  g_object_set_data_full (G_OBJECT (cell), "shown", g_strdup (gtk_editable_get_text (GTK_EDITABLE (cell))), g_free);
  add_edit (self, edits, row, get_column (cell), gtk_editable_get_text (GTK_EDITABLE (cell)));
  emit_edits (self, edits);
}

static gboolean
focus_cell (CadreEntryGrid *self,
            guint           position,
            guint           column)
{
  g_autoptr(CadreGridRow) row = g_list_model_get_item (G_LIST_MODEL (self->store), position);

  for (guint i = 0; i < self->cells->len; i++)
    {
      GtkWidget *cell = g_ptr_array_index (self->cells, i);

      if (row != NULL && get_row (cell) == row && get_column (cell) == column && gtk_widget_get_mapped (cell))
        {
          gtk_widget_grab_focus (cell);
          gtk_editable_select_region (GTK_EDITABLE (cell), 0, -1);
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
focus_wanted_cb (gpointer data)
{
  CadreEntryGrid *self = data;

  focus_cell (self, self->wanted_row, self->wanted_column);
  return G_SOURCE_REMOVE;
}

static void
move_by (GtkWidget *cell,
         int        by)
{
  CadreEntryGrid *self = get_grid (cell);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  guint position = find_position (self, get_row (cell));

  if (position == GTK_INVALID_LIST_POSITION || (by < 0 && position == 0) || (by > 0 && position + 1 >= n))
    return;

  self->wanted_row = by < 0 ? position - 1 : position + 1;
  self->wanted_column = get_column (cell);
  gtk_widget_activate_action (cell, "list.scroll-to-item", "u", self->wanted_row);
  if (!focus_cell (self, self->wanted_row, self->wanted_column))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, focus_wanted_cb, g_object_ref (self), g_object_unref);
}

static void
activate_cb (GtkWidget *cell)
{
  commit (cell);
  move_by (cell, 1);
}

static void
focus_left_cb (GtkEventController *controller)
{
  GtkWidget *cell = gtk_event_controller_get_widget (controller);

  commit (cell);
  gtk_editable_select_region (GTK_EDITABLE (cell), 0, 0);
}

static void
set_current (CadreEntryGrid *self,
             gint64          id)
{
  if (self->current == id)
    return;

  self->current = id;
  g_signal_emit (self, signals[MOVED], 0);
}

static void
focus_entered_cb (GtkEventController *controller)
{
  GtkWidget *cell = gtk_event_controller_get_widget (controller);

  if (get_grid (cell) != NULL && get_row (cell) != NULL)
    set_current (get_grid (cell), get_row (cell)->id);
}

/* A click on what is not for typing goes to the row's first cell that is. */
static void
label_clicked_cb (GtkGestureClick *gesture)
{
  GtkWidget *cell = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  CadreEntryGrid *self = get_grid (cell);
  CadreGridRow *row = get_row (cell);

  guint position;

  if (self == NULL || row == NULL)
    return;

  position = find_position (self, row);
  for (guint i = 0; i < self->columns->len; i++)
    if (focus_cell (self, position, i))
      return;
}

static void
pasted_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GtkWidget) cell = user_data;
  CadreEntryGrid *self = get_grid (cell);
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (self == NULL || text == NULL || get_row (cell) == NULL)
    return;

  g_strchomp (text);
  if (strpbrk (text, "\n\t") == NULL)
    {
      int position, start, end;

      if (gtk_editable_get_selection_bounds (GTK_EDITABLE (cell), &start, &end))
        gtk_editable_delete_selection (GTK_EDITABLE (cell));
      position = gtk_editable_get_position (GTK_EDITABLE (cell));
      gtk_editable_insert_text (GTK_EDITABLE (cell), text, -1, &position);
      gtk_editable_set_position (GTK_EDITABLE (cell), position);
      return;
    }

  cadre_entry_grid_paste (self, find_position (self, get_row (cell)), get_column (cell), text);
}

static gboolean
key_pressed_cb (GtkEventController *controller,
                guint               keyval,
                guint               keycode,
                GdkModifierType     state)
{
  GtkWidget *cell = gtk_event_controller_get_widget (controller);

  switch (keyval)
    {
    case GDK_KEY_Up:
    case GDK_KEY_Down:
      commit (cell);
      move_by (cell, keyval == GDK_KEY_Up ? -1 : 1);
      return TRUE;

    case GDK_KEY_Escape:
      gtk_editable_set_text (GTK_EDITABLE (cell), get_row (cell) != NULL ? get_row (cell)->texts[get_column (cell)] : "");
      return TRUE;

    case GDK_KEY_v:
    case GDK_KEY_V:
      if ((state & gtk_accelerator_get_default_mod_mask ()) != GDK_CONTROL_MASK)
        return FALSE;
      gdk_clipboard_read_text_async (gtk_widget_get_clipboard (cell), NULL, pasted_cb, g_object_ref (cell));
      return TRUE;

    default:
      return FALSE;
    }
}

static GtkWidget *
make_entry (const CadreGridColumn *column)
{
  GtkWidget *cell = gtk_text_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (cell), column->width);
  gtk_editable_set_alignment (GTK_EDITABLE (cell), column->numeric ? 1 : 0);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), NULL);
  g_signal_connect (focus, "enter", G_CALLBACK (focus_entered_cb), NULL);
  g_signal_connect (focus, "leave", G_CALLBACK (focus_left_cb), NULL);
  g_signal_connect (cell, "activate", G_CALLBACK (activate_cb), NULL);
  gtk_widget_add_controller (cell, keys);
  gtk_widget_add_controller (cell, focus);
  gtk_widget_add_css_class (cell, "grid-entry");
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, column->title, -1);

  return cell;
}

static GtkWidget *
make_label (const CadreGridColumn *column)
{
  GtkWidget *cell = g_object_new (GTK_TYPE_LABEL, "xalign", column->numeric ? 1.0 : 0.0, "ellipsize", PANGO_ELLIPSIZE_END,
                                  "width-chars", column->width, NULL);
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (click, "released", G_CALLBACK (label_clicked_cb), NULL);
  gtk_widget_add_controller (cell, GTK_EVENT_CONTROLLER (click));
  return cell;
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item,
          gpointer            data)
{
  const CadreGridColumn *column = data;
  GtkWidget *cell = column->editable ? make_entry (column) : make_label (column);

  g_object_set_data (G_OBJECT (cell), "column", g_object_get_data (G_OBJECT (factory), "column"));
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, cell);
}

static void
bind_cb (CadreEntryGrid     *self,
         GtkListItem        *item,
         GtkListItemFactory *factory)
{
  GtkWidget *cell = gtk_list_item_get_child (item);
  CadreGridRow *row = gtk_list_item_get_item (item);

  g_object_set_data_full (G_OBJECT (cell), "row", g_object_ref (row), g_object_unref);
  g_signal_connect_object (row, "changed", G_CALLBACK (show_text), cell, G_CONNECT_SWAPPED);
  if (GTK_IS_TEXT (cell))
    g_ptr_array_add (self->cells, cell);
  show_text (cell);
}

static void
unbind_cb (CadreEntryGrid     *self,
           GtkListItem        *item,
           GtkListItemFactory *factory)
{
  GtkWidget *cell = gtk_list_item_get_child (item);

  g_signal_handlers_disconnect_matched (gtk_list_item_get_item (item), G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, cell);
  g_ptr_array_remove (self->cells, cell);
  g_object_set_data (G_OBJECT (cell), "row", NULL);
}

/* ---- the grid */

static void
cadre_entry_grid_dispose (GObject *object)
{
  CadreEntryGrid *self = CADRE_ENTRY_GRID (object);

  /* The cells go first: they call back when they are unbound. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (cadre_entry_grid_parent_class)->dispose (object);
}

static void
cadre_entry_grid_finalize (GObject *object)
{
  CadreEntryGrid *self = CADRE_ENTRY_GRID (object);

  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->cells);

  G_OBJECT_CLASS (cadre_entry_grid_parent_class)->finalize (object);
}

static void
cadre_entry_grid_class_init (CadreEntryGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cadre_entry_grid_dispose;
  object_class->finalize = cadre_entry_grid_finalize;
  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cadre_entry_grid_init (CadreEntryGrid *self)
{
  GtkWidget *scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "vexpand", TRUE, "hexpand", TRUE, NULL);

  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_grid_column_free);
  self->cells = g_ptr_array_new ();
  self->store = g_list_store_new (CADRE_TYPE_GRID_ROW);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->store))))));
  gtk_column_view_set_show_column_separators (self->view, TRUE);
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "entry-grid");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

/**
 * cadre_entry_grid_new:
 * @label: what it is called for those who do not see it
 */
GtkWidget *
cadre_entry_grid_new (const char *label)
{
  CadreEntryGrid *self = g_object_new (CADRE_TYPE_ENTRY_GRID, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return GTK_WIDGET (self);
}

static gboolean
same_columns (CadreEntryGrid *self,
              GPtrArray      *columns)
{
  if (columns->len != self->columns->len)
    return FALSE;

  for (guint i = 0; i < columns->len; i++)
    {
      const CadreGridColumn *a = g_ptr_array_index (columns, i), *b = g_ptr_array_index (self->columns, i);

      if (g_strcmp0 (a->key, b->key) != 0 || g_strcmp0 (a->title, b->title) != 0 || a->editable != b->editable)
        return FALSE;
    }

  return TRUE;
}

/* What the columns leave of the width. Without it GTK 4.8 takes a grid that is
 * narrower than its place for one pulled past its end, and paints a glow. */
static void
add_rest (CadreEntryGrid *self)
{
  g_autoptr(GtkColumnViewColumn) rest = gtk_column_view_column_new ("", gtk_signal_list_item_factory_new ());

  gtk_column_view_column_set_expand (rest, TRUE);
  gtk_column_view_append_column (self->view, rest);
}

/**
 * cadre_entry_grid_set_columns:
 * @columns: (element-type CadreGridColumn): kept; equal ones change nothing.
 *   Others take all rows away
 */
void
cadre_entry_grid_set_columns (CadreEntryGrid *self,
                              GPtrArray      *columns)
{
  GListModel *shown = gtk_column_view_get_columns (self->view);

  if (same_columns (self, columns))
    return;

  g_list_store_remove_all (self->store);
  while (g_list_model_get_n_items (shown) > 0)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (shown, 0);

      gtk_column_view_remove_column (self->view, column);
    }

  g_ptr_array_unref (self->columns);
  self->columns = g_ptr_array_ref (columns);
  for (guint i = 0; i < columns->len; i++)
    {
      CadreGridColumn *about = g_ptr_array_index (columns, i);
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr(GtkColumnViewColumn) column = NULL;

      g_object_set_data (G_OBJECT (factory), "column", GUINT_TO_POINTER (i));
      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), about);
      g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
      column = gtk_column_view_column_new (about->title, factory);
      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_append_column (self->view, column);
    }
  add_rest (self);
}

static gboolean
same_rows (CadreEntryGrid *self,
           GPtrArray      *rows)
{
  if (rows->len != g_list_model_get_n_items (G_LIST_MODEL (self->store)))
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr(CadreGridRow) old = g_list_model_get_item (G_LIST_MODEL (self->store), i);

      if (old->id != CADRE_GRID_ROW (g_ptr_array_index (rows, i))->id)
        return FALSE;
    }

  return TRUE;
}

/**
 * cadre_entry_grid_set_rows:
 * @rows: (element-type CadreGridRow): with a text for each column
 */
void
cadre_entry_grid_set_rows (CadreEntryGrid *self,
                           GPtrArray      *rows)
{
  if (!same_rows (self, rows))
    {
      g_list_store_splice (self->store, 0, g_list_model_get_n_items (G_LIST_MODEL (self->store)), rows->pdata, rows->len);
      return;
    }

  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr(CadreGridRow) old = g_list_model_get_item (G_LIST_MODEL (self->store), i);
      CadreGridRow *new = g_ptr_array_index (rows, i);

      /* Told even where it is the same: a cell may show what was refused. */
      g_strfreev (old->texts);
      old->texts = g_strdupv (new->texts);
      g_signal_emit (old, row_signals[ROW_CHANGED], 0);
    }
}

/**
 * cadre_entry_grid_get_current:
 *
 * Returns: the key of the row where the keyboard is, or was last; 0 where it
 *   was in none. The row may be gone
 */
gint64
cadre_entry_grid_get_current (CadreEntryGrid *self)
{
  return self->current;
}

/**
 * cadre_entry_grid_paste:
 * @position: the row of the first line
 * @column: the column of its first cell
 * @text: lines, their cells parted by tabs, as spreadsheets copy them
 *
 * Pastes over what is there; what lies beyond the grid, and cells that are not
 * for typing, are passed over.
 */
void
cadre_entry_grid_paste (CadreEntryGrid *self,
                        guint           position,
                        guint           column,
                        const char     *text)
{
  g_autoptr(GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_grid_edit_free);
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr(CadreGridRow) row = g_list_model_get_item (G_LIST_MODEL (self->store), position + i);
      g_auto(GStrv) cells = g_strsplit (lines[i], "\t", -1);

      for (guint n = 0; row != NULL && cells[n] != NULL && column + n < self->columns->len; n++)
        add_edit (self, edits, row, column + n, cells[n]);
    }

  /* Nothing is being typed any more: what was pasted is shown. */
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  emit_edits (self, edits);
}
