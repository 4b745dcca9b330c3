/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-unit-tree"

#include "config.h"

#include "cadre-unit-private.h"

struct _CadreUnitTree
{
  GObject parent_instance;

  GListStore *roots;
  GListStore *all;    /* those above before those below */
  GHashTable *by_id;  /* the unit's own id -> CadreUnit, owned */
};

G_DEFINE_FINAL_TYPE (CadreUnitTree, cadre_unit_tree, G_TYPE_OBJECT)

static void
cadre_unit_tree_finalize (GObject *object)
{
  CadreUnitTree *self = CADRE_UNIT_TREE (object);

  g_object_unref (self->roots);
  g_object_unref (self->all);
  g_hash_table_unref (self->by_id);

  G_OBJECT_CLASS (cadre_unit_tree_parent_class)->finalize (object);
}

static void
cadre_unit_tree_class_init (CadreUnitTreeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cadre_unit_tree_finalize;
}

static void
cadre_unit_tree_init (CadreUnitTree *self)
{
  self->roots = g_list_store_new (CADRE_TYPE_UNIT);
  self->all = g_list_store_new (CADRE_TYPE_UNIT);
  self->by_id = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_object_unref);
}

CadreUnitTree *
cadre_unit_tree_new (void)
{
  return g_object_new (CADRE_TYPE_UNIT_TREE, NULL);
}

/* Makes @store hold @units, telling only of the part that differs: a view
 * asks only once whether a unit can be opened. */
static void
replace_items (GListStore *store,
               GPtrArray  *units)
{
  GListModel *model = G_LIST_MODEL (store);
  guint n = g_list_model_get_n_items (model);
  guint shorter = MIN (n, units->len);
  guint head = 0, tail = 0;

  for (; head < shorter; head++)
    {
      g_autoptr(CadreUnit) unit = g_list_model_get_item (model, head);

      if (unit != g_ptr_array_index (units, head) || unit->other_shape)
        break;
    }
  for (; tail < shorter - head; tail++)
    {
      g_autoptr(CadreUnit) unit = g_list_model_get_item (model, n - 1 - tail);

      if (unit != g_ptr_array_index (units, units->len - 1 - tail) || unit->other_shape)
        break;
    }

  if (n - head - tail > 0 || units->len - head - tail > 0)
    g_list_store_splice (store, head, n - head - tail, units->pdata + head, units->len - head - tail);
}

/* The units that are there, each the object that it was before if it was. */
static GPtrArray *
keep_objects (CadreUnitTree *self,
              GPtrArray     *units)
{
  GPtrArray *kept = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTable *by_id = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_object_unref);

  for (guint i = 0; i < units->len; i++)
    {
      CadreUnit *fresh = g_ptr_array_index (units, i);
      CadreUnit *unit = g_hash_table_lookup (self->by_id, &fresh->id);

      if (unit != NULL)
        _cadre_unit_update (unit, fresh);
      else
        unit = fresh;
      g_ptr_array_add (kept, g_object_ref (unit));
      g_hash_table_insert (by_id, &unit->id, g_object_ref (unit));
    }

  g_hash_table_unref (self->by_id);
  self->by_id = by_id;
  return kept;
}

static void
add_child (GHashTable *children,
           gpointer    parent,
           CadreUnit  *unit)
{
  GPtrArray *units = g_hash_table_lookup (children, parent);

  if (units == NULL)
    {
      units = g_ptr_array_new ();
      g_hash_table_insert (children, parent, units);
    }
  g_ptr_array_add (units, unit);
}

/**
 * cadre_unit_tree_fill:
 * @units: (element-type CadreUnit): as cadre_units_load() gives them
 */
void
cadre_unit_tree_fill (CadreUnitTree *self,
                      GPtrArray     *units)
{
  g_autoptr(GHashTable) children = NULL;
  g_autoptr(GPtrArray) kept = NULL;
  g_autoptr(GPtrArray) none = g_ptr_array_new ();
  GPtrArray *roots;

  g_return_if_fail (CADRE_IS_UNIT_TREE (self));

  kept = keep_objects (self, units);
  children = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < kept->len; i++)
    {
      CadreUnit *unit = g_ptr_array_index (kept, i);

      add_child (children, g_hash_table_lookup (self->by_id, &unit->parent_id), unit);
    }

  /* From below, so that a unit that comes into sight has its children. */
  for (guint i = kept->len; i > 0; i--)
    {
      CadreUnit *unit = g_ptr_array_index (kept, i - 1);
      GPtrArray *below = g_hash_table_lookup (children, unit);

      unit->other_shape = (below != NULL) != (g_list_model_get_n_items (G_LIST_MODEL (unit->children)) > 0);
      replace_items (unit->children, below != NULL ? below : none);
    }
  roots = g_hash_table_lookup (children, NULL);
  replace_items (self->roots, roots != NULL ? roots : none);
  replace_items (self->all, kept);
}

/**
 * cadre_unit_tree_get_roots:
 *
 * Returns: (transfer none): the topmost #CadreUnit
 */
GListModel *
cadre_unit_tree_get_roots (CadreUnitTree *self)
{
  g_return_val_if_fail (CADRE_IS_UNIT_TREE (self), NULL);

  return G_LIST_MODEL (self->roots);
}

/**
 * cadre_unit_tree_get_all:
 *
 * Returns: (transfer none): every #CadreUnit, those above before those below
 */
GListModel *
cadre_unit_tree_get_all (CadreUnitTree *self)
{
  g_return_val_if_fail (CADRE_IS_UNIT_TREE (self), NULL);

  return G_LIST_MODEL (self->all);
}

/**
 * cadre_unit_tree_find:
 *
 * Returns: (transfer none) (nullable): the unit of this id
 */
CadreUnit *
cadre_unit_tree_find (CadreUnitTree *self,
                      gint64         id)
{
  g_return_val_if_fail (CADRE_IS_UNIT_TREE (self), NULL);

  return g_hash_table_lookup (self->by_id, &id);
}
