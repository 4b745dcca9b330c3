/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-person-selection"

#include "config.h"

#include "cadre-person-selection.h"

struct _CadrePersonSelection
{
  GObject parent_instance;

  CadrePersonList *list;
  GtkBitset *positions;  /* what the view asks for */
  GtkBitset *ids;        /* who they are; row ids fit into 32 bits by far */
};

enum
{
  PROP_0,
  PROP_N_SELECTED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void list_model_iface_init (GListModelInterface *iface);
static void selection_model_iface_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CadrePersonSelection, cadre_person_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_iface_init))

static void
tell_n_selected (CadrePersonSelection *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_SELECTED]);
}

static GtkBitset *
ids_at (CadrePersonSelection *self,
        GtkBitset            *positions)
{
  GtkBitset *ids = gtk_bitset_new_empty ();
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, positions, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    gtk_bitset_add (ids, (guint) cadre_person_list_get_id (self->list, position));

  return ids;
}

/* Where those who are selected stand among the rows [first, first + n). */
static void
find_selected (CadrePersonSelection *self,
               guint                 first,
               guint                 n)
{
  if (gtk_bitset_is_empty (self->ids))
    return;

  for (guint i = first; i < first + n; i++)
    if (gtk_bitset_contains (self->ids, (guint) cadre_person_list_get_id (self->list, i)))
      gtk_bitset_add (self->positions, i);
}

/* Who was selected and is still there stays so. A list that is made anew is
 * empty for a moment: who they are is kept until it is whole. */
static void
items_changed_cb (CadrePersonSelection *self,
                  guint                 position,
                  guint                 removed,
                  guint                 added,
                  GListModel           *list)
{
  gtk_bitset_splice (self->positions, position, removed, added);
  find_selected (self, position, added);
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

/* The list is whole: who has left it leaves the selection. */
static void
list_settled_cb (CadrePersonSelection *self)
{
  if (gtk_bitset_get_size (self->positions) == gtk_bitset_get_size (self->ids))
    return;

  gtk_bitset_unref (self->ids);
  self->ids = ids_at (self, self->positions);
  tell_n_selected (self);
}

/* ----------------------------------------------------------------- the model */

static GType
get_item_type (GListModel *model)
{
  return CADRE_TYPE_PERSON_ROW;
}

static guint
get_n_items (GListModel *model)
{
  CadrePersonSelection *self = CADRE_PERSON_SELECTION (model);

  return self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  CadrePersonSelection *self = CADRE_PERSON_SELECTION (model);

  return self->list != NULL ? g_list_model_get_item (G_LIST_MODEL (self->list), position) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static gboolean
is_selected (GtkSelectionModel *model,
             guint              position)
{
  return gtk_bitset_contains (CADRE_PERSON_SELECTION (model)->positions, position);
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model,
                        guint              position,
                        guint              n_items)
{
  return gtk_bitset_ref (CADRE_PERSON_SELECTION (model)->positions);
}

/* Of the rows in @mask, those in @selected are to be selected, the others
 * not. All other ways to change the selection come down to this. */
static gboolean
set_selection (GtkSelectionModel *model,
               GtkBitset         *selected,
               GtkBitset         *mask)
{
  CadrePersonSelection *self = CADRE_PERSON_SELECTION (model);
  g_autoptr(GtkBitset) wanted = gtk_bitset_copy (selected);
  g_autoptr(GtkBitset) changed = NULL;
  guint first, last;

  if (self->list == NULL)
    return FALSE;

  gtk_bitset_intersect (wanted, mask);
  changed = gtk_bitset_copy (self->positions);
  gtk_bitset_intersect (changed, mask);
  gtk_bitset_difference (changed, wanted);
  gtk_bitset_remove_range_closed (changed, g_list_model_get_n_items (G_LIST_MODEL (self->list)), G_MAXUINT);
  if (gtk_bitset_is_empty (changed))
    return TRUE;

  gtk_bitset_difference (self->positions, changed);
  gtk_bitset_unref (self->ids);
  self->ids = ids_at (self, self->positions);

  first = gtk_bitset_get_minimum (changed);
  last = gtk_bitset_get_maximum (changed);
  gtk_selection_model_selection_changed (model, first, last - first + 1);
  tell_n_selected (self);
  return TRUE;
}

static void
selection_model_iface_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection_in_range;
  iface->set_selection = set_selection;
}

/* ---------------------------------------------------------------- the object */

static void
cadre_person_selection_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_N_SELECTED:
      g_value_set_uint (value, cadre_person_selection_get_n (CADRE_PERSON_SELECTION (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cadre_person_selection_dispose (GObject *object)
{
  g_clear_object (&CADRE_PERSON_SELECTION (object)->list);

  G_OBJECT_CLASS (cadre_person_selection_parent_class)->dispose (object);
}

static void
cadre_person_selection_finalize (GObject *object)
{
  CadrePersonSelection *self = CADRE_PERSON_SELECTION (object);

  gtk_bitset_unref (self->positions);
  gtk_bitset_unref (self->ids);

  G_OBJECT_CLASS (cadre_person_selection_parent_class)->finalize (object);
}

static void
cadre_person_selection_class_init (CadrePersonSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cadre_person_selection_get_property;
  object_class->dispose = cadre_person_selection_dispose;
  object_class->finalize = cadre_person_selection_finalize;

  properties[PROP_N_SELECTED] = g_param_spec_uint ("n-selected", NULL, NULL, 0, G_MAXUINT, 0,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cadre_person_selection_init (CadrePersonSelection *self)
{
  self->positions = gtk_bitset_new_empty ();
  self->ids = gtk_bitset_new_empty ();
}

/**
 * cadre_person_selection_new:
 * @list: (transfer none): the people
 *
 * Returns: (transfer full): a selection of nobody
 */
CadrePersonSelection *
cadre_person_selection_new (CadrePersonList *list)
{
  CadrePersonSelection *self = g_object_new (CADRE_TYPE_PERSON_SELECTION, NULL);

  self->list = g_object_ref (list);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "notify::n-items", G_CALLBACK (list_settled_cb), self, G_CONNECT_SWAPPED);
  return self;
}

guint
cadre_person_selection_get_n (CadrePersonSelection *self)
{
  g_return_val_if_fail (CADRE_IS_PERSON_SELECTION (self), 0);

  return (guint) gtk_bitset_get_size (self->ids);
}

/**
 * cadre_person_selection_get_ids:
 *
 * Returns: (transfer full) (element-type gint64): who is selected, in the
 *   order of the list
 */
GArray *
cadre_person_selection_get_ids (CadrePersonSelection *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GtkBitsetIter iter;
  guint position;

  g_return_val_if_fail (CADRE_IS_PERSON_SELECTION (self), ids);

  for (gboolean more = gtk_bitset_iter_init_first (&iter, self->positions, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      gint64 id = cadre_person_list_get_id (self->list, position);

      g_array_append_val (ids, id);
    }

  return ids;
}

/**
 * cadre_person_selection_get_first:
 *
 * Returns: the position of the first who is selected, %G_MAXUINT if nobody is
 */
guint
cadre_person_selection_get_first (CadrePersonSelection *self)
{
  g_return_val_if_fail (CADRE_IS_PERSON_SELECTION (self), G_MAXUINT);

  return gtk_bitset_is_empty (self->positions) ? G_MAXUINT : gtk_bitset_get_minimum (self->positions);
}
