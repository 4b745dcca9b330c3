/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GtkListView -> GtkSingleSelection -> GtkTreeListModel -> CadreUnitTree. */

#define G_LOG_DOMAIN "cadre-units-page"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-person-view.h"
#include "cadre-record-dialog.h"
#include "cadre-unit-actions.h"
#include "cadre-unit-facts.h"
#include "cadre-units-page.h"

struct _CadreUnitsPage
{
  CadrePage parent_instance;

  GtkSingleSelection *selection;
  GSimpleActionGroup *actions;
  gint64 unit_id;     /* the one selected */
  gint64 moving_id;   /* the one that an action moves: it stays selected */
  gboolean opened;    /* the first unit shows what is below it */

  GtkStack *stack;
  GtkListView *tree;
  CadrePersonView *view;
  CadreUnitFacts *facts;
};

G_DEFINE_FINAL_TYPE (CadreUnitsPage, cadre_units_page, CADRE_TYPE_PAGE)

static CadreUnitTree *
get_units (CadreUnitsPage *self)
{
  return cadre_session_get_units (cadre_page_get_session (CADRE_PAGE (self)));
}

static CadreUnit *
get_unit (CadreUnitsPage *self)
{
  return cadre_unit_tree_find (get_units (self), self->unit_id);
}

static CadreWindow *
get_window (CadreUnitsPage *self)
{
  return cadre_window_of (GTK_WIDGET (self));
}

/* ----------------------------------------------------------------- moving it */

static GListModel *
get_siblings (CadreUnitsPage *self,
              CadreUnit      *unit)
{
  CadreUnit *parent = cadre_unit_tree_find (get_units (self), cadre_unit_get_parent_id (unit));

  return parent != NULL ? cadre_unit_get_children (parent) : cadre_unit_tree_get_roots (get_units (self));
}

static gint64
sibling_at (GListModel *siblings,
            guint       position)
{
  g_autoptr(CadreUnit) unit = g_list_model_get_item (siblings, position);

  return unit != NULL ? cadre_unit_get_id (unit) : 0;
}

static void
move_by (CadreUnitsPage *self,
         int             by)
{
  CadreUnit *unit = get_unit (self);
  GListModel *siblings = get_siblings (self, unit);
  guint n = g_list_model_get_n_items (siblings);
  guint position = 0;

  while (position < n && sibling_at (siblings, position) != self->unit_id)
    position++;
  if (by < 0 ? position == 0 : position + 1 >= n)
    return;

  self->moving_id = self->unit_id;
  cadre_unit_actions_move (get_window (self), unit, cadre_unit_get_parent_id (unit),
                           sibling_at (siblings, by < 0 ? position - 1 : position + 2));
}

/* -------------------------------------------------------------------- dragging */

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source,
                 double         x,
                 double         y,
                 GtkListItem   *item)
{
  g_autoptr(CadreUnit) unit = gtk_tree_list_row_get_item (gtk_list_item_get_item (item));

  return gdk_content_provider_new_typed (CADRE_TYPE_UNIT, unit);
}

/* On the upper half of a row: before it. On the lower: the last under it. */
static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         GtkListItem   *item)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  CadreUnitsPage *self = CADRE_UNITS_PAGE (gtk_widget_get_ancestor (row, CADRE_TYPE_UNITS_PAGE));
  g_autoptr(CadreUnit) onto = gtk_tree_list_row_get_item (gtk_list_item_get_item (item));
  CadreUnit *unit = g_value_get_object (value);

  if (unit == onto || cadre_session_is_read_only (cadre_page_get_session (CADRE_PAGE (self))))
    return FALSE;

  self->moving_id = cadre_unit_get_id (unit);
  if (y < gtk_widget_get_height (row) / 2.0)
    cadre_unit_actions_move (get_window (self), unit, cadre_unit_get_parent_id (onto), cadre_unit_get_id (onto));
  else
    cadre_unit_actions_move (get_window (self), unit, cadre_unit_get_id (onto), 0);
  return TRUE;
}

/* -------------------------------------------------------------------- the rows */

static void
setup_row_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item)
{
  GtkWidget *expander = gtk_tree_expander_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = gtk_label_new (NULL);
  GtkWidget *count = gtk_label_new (NULL);
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (CADRE_TYPE_UNIT, GDK_ACTION_MOVE);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (count, "dim-label");
  gtk_widget_add_css_class (count, "numeric");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), count);
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), box);
  gtk_list_item_set_child (item, expander);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (drag_prepare_cb), item, 0);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), item, 0);
  gtk_widget_add_controller (expander, GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (expander, GTK_EVENT_CONTROLLER (target));
}

static void
bind_row_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *item)
{
  GtkTreeListRow *row = gtk_list_item_get_item (item);
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (item));
  GtkWidget *name = gtk_widget_get_first_child (gtk_tree_expander_get_child (expander));
  GtkWidget *count = gtk_widget_get_next_sibling (name);
  g_autoptr(CadreUnit) unit = gtk_tree_list_row_get_item (row);

  gtk_tree_expander_set_list_row (expander, row);
  g_object_set_data (G_OBJECT (item), "name-binding",
                     g_object_bind_property (unit, "name", name, "label", G_BINDING_SYNC_CREATE));
  g_object_set_data (G_OBJECT (item), "count-binding",
                     g_object_bind_property (unit, "n-people", count, "label", G_BINDING_SYNC_CREATE));
}

static void
unbind_row_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item)
{
  g_binding_unbind (g_object_steal_data (G_OBJECT (item), "name-binding"));
  g_binding_unbind (g_object_steal_data (G_OBJECT (item), "count-binding"));
  gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (gtk_list_item_get_child (item)), NULL);
}

static GListModel *
get_children (gpointer item,
              gpointer data)
{
  GListModel *children = cadre_unit_get_children (item);

  return g_list_model_get_n_items (children) > 0 ? g_object_ref (children) : NULL;
}

static void
row_activated_cb (CadreUnitsPage *self,
                  guint           position)
{
  g_autoptr(GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
}

/* The expander has these keys too, but the keyboard is on the row. */
static gboolean
tree_key_pressed_cb (GtkEventControllerKey *controller,
                     guint                  keyval,
                     guint                  keycode,
                     GdkModifierType        state,
                     CadreUnitsPage        *self)
{
  GtkTreeListRow *row = gtk_single_selection_get_selected_item (self->selection);

  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0 || row == NULL)
    return GDK_EVENT_PROPAGATE;
  if (keyval != GDK_KEY_Right && keyval != GDK_KEY_Left)
    return GDK_EVENT_PROPAGATE;

  gtk_tree_list_row_set_expanded (row, keyval == GDK_KEY_Right);
  return GDK_EVENT_STOP;
}

/* --------------------------------------------------------------- the selection */

static void
update_actions (CadreUnitsPage *self)
{
  static const char * const names[] = { "edit", "up", "down", "under", "merge", "delete" };
  gboolean writable = !cadre_session_is_read_only (cadre_page_get_session (CADRE_PAGE (self)));

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), names[i]);

      g_simple_action_set_enabled (G_SIMPLE_ACTION (action), writable && get_unit (self) != NULL);
    }
}

static void
selected_cb (CadreUnitsPage *self)
{
  GtkTreeListRow *row = gtk_single_selection_get_selected_item (self->selection);
  g_autoptr(CadreUnit) unit = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

  if (unit != NULL)
    {
      self->unit_id = cadre_unit_get_id (unit);
      cadre_person_list_set_unit (cadre_person_view_get_list (self->view), self->unit_id);
      cadre_unit_facts_set_unit (self->facts, self->unit_id);
      cadre_page_set_subtitle (CADRE_PAGE (self), cadre_unit_get_name (unit));
    }
  update_actions (self);
}

/* A unit that was moved is selected where it stands now. */
static void
units_changed_cb (CadreUnitsPage *self)
{
  GListModel *rows = G_LIST_MODEL (self->selection);
  gboolean empty = g_list_model_get_n_items (cadre_unit_tree_get_roots (get_units (self))) == 0;

  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "tree");
  if (!self->opened && !empty)
    {
      g_autoptr(GtkTreeListRow) first = g_list_model_get_item (rows, 0);

      self->opened = TRUE;
      gtk_tree_list_row_set_expanded (first, TRUE);
    }
  for (guint i = 0; self->moving_id != 0 && i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(GtkTreeListRow) row = g_list_model_get_item (rows, i);
      g_autoptr(CadreUnit) unit = gtk_tree_list_row_get_item (row);

      if (cadre_unit_get_id (unit) == self->moving_id)
        {
          gtk_single_selection_set_selected (self->selection, i);
          break;
        }
    }
  self->moving_id = 0;
  selected_cb (self);
}

/* ------------------------------------------------------------------ the actions */

static void
unit_activated (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  CadreUnitsPage *self = data;
  const char *name = g_action_get_name (G_ACTION (action));
  CadreUnit *unit = get_unit (self);
  CadreWindow *window = get_window (self);

  if (g_str_equal (name, "add"))
    cadre_unit_actions_add (window, unit);
  else if (g_str_equal (name, "edit"))
    cadre_record_dialog_open (window, "unit", self->unit_id);
  else if (g_str_equal (name, "up"))
    move_by (self, -1);
  else if (g_str_equal (name, "down"))
    move_by (self, 1);
  else if (g_str_equal (name, "under"))
    cadre_unit_actions_under (window, unit);
  else if (g_str_equal (name, "merge"))
    cadre_unit_actions_merge (window, unit);
  else
    cadre_unit_actions_delete (window, unit);
}

static const GActionEntry entries[] = {
  { "add", unit_activated },
  { "edit", unit_activated },
  { "up", unit_activated },
  { "down", unit_activated },
  { "under", unit_activated },
  { "merge", unit_activated },
  { "delete", unit_activated },
};

/* -------------------------------------------------------------------- the page */

static GtkWidget *
cadre_units_page_get_focus (CadrePage *page)
{
  return GTK_WIDGET (CADRE_UNITS_PAGE (page)->tree);
}

static void
cadre_units_page_constructed (GObject *object)
{
  CadreUnitsPage *self = CADRE_UNITS_PAGE (object);
  CadreSession *session = cadre_page_get_session (CADRE_PAGE (self));
  GtkTreeListModel *rows;

  G_OBJECT_CLASS (cadre_units_page_parent_class)->constructed (object);

  if (session == NULL)
    return;

  cadre_person_view_set_session (self->view, session);
  cadre_unit_facts_set_session (self->facts, session);
  rows = gtk_tree_list_model_new (g_object_ref (cadre_unit_tree_get_roots (get_units (self))), FALSE, FALSE,
                                  get_children, NULL, NULL);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (rows));
  gtk_list_view_set_model (self->tree, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (cadre_unit_tree_get_all (get_units (self)), "items-changed", G_CALLBACK (units_changed_cb),
                           self, G_CONNECT_SWAPPED);
  units_changed_cb (self);
}

static void
cadre_units_page_finalize (GObject *object)
{
  CadreUnitsPage *self = CADRE_UNITS_PAGE (object);

  g_clear_object (&self->selection);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (cadre_units_page_parent_class)->finalize (object);
}

static void
cadre_units_page_class_init (CadreUnitsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = cadre_units_page_constructed;
  object_class->finalize = cadre_units_page_finalize;
  CADRE_PAGE_CLASS (klass)->get_focus = cadre_units_page_get_focus;

  g_type_ensure (CADRE_TYPE_PERSON_VIEW);
  g_type_ensure (CADRE_TYPE_UNIT_FACTS);
  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-units-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreUnitsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CadreUnitsPage, tree);
  gtk_widget_class_bind_template_child (widget_class, CadreUnitsPage, view);
  gtk_widget_class_bind_template_child (widget_class, CadreUnitsPage, facts);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, tree_key_pressed_cb);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "unit.up", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "unit.down", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "unit.edit", NULL);
}

static void
cadre_units_page_init (CadreUnitsPage *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->actions = g_simple_action_group_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "unit", G_ACTION_GROUP (self->actions));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_row_cb), NULL);
  gtk_list_view_set_factory (self->tree, factory);
}
