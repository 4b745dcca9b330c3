/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-plan"

#include "config.h"

#include "cadre-unit-index.h"

typedef struct
{
  gint64 id;
  gint64 parent_id;
  const char *name;
  guint next;               /* index + 1 of the next with this name */
} Unit;

struct _CadreUnitIndex
{
  GStringChunk *texts;
  GArray *units;            /* Unit; a short name is a second row of the same id */
  GHashTable *by_name;      /* -> index + 1 */
  GHashTable *by_id;        /* id -> name */
};

void
cadre_unit_index_free (CadreUnitIndex *self)
{
  if (self == NULL)
    return;

  g_string_chunk_free (self->texts);
  g_array_unref (self->units);
  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->by_id);
  g_free (self);
}

static void
add_name (CadreUnitIndex *self,
          gint64          id,
          gint64          parent_id,
          const char     *name)
{
  Unit unit = { .id = id, .parent_id = parent_id, .name = g_string_chunk_insert_const (self->texts, name) };
  guint index = self->units->len + 1;

  unit.next = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_name, unit.name));
  g_array_append_val (self->units, unit);
  g_hash_table_insert (self->by_name, (gpointer) unit.name, GUINT_TO_POINTER (index));
  if (!g_hash_table_contains (self->by_id, &id))
    g_hash_table_insert (self->by_id, g_memdup2 (&id, sizeof id), (gpointer) unit.name);
}

/**
 * cadre_unit_index_add:
 * @id: below 0 for a unit still to be made
 */
void
cadre_unit_index_add (CadreUnitIndex *self,
                      gint64          id,
                      gint64          parent_id,
                      const char     *name)
{
  add_name (self, id, parent_id, name);
}

CadreUnitIndex *
cadre_unit_index_new (CadreArchive  *archive,
                      GError       **error)
{
  g_autoptr(CadreUnitIndex) self = g_new0 (CadreUnitIndex, 1);
  g_autoptr(CadreStatement) select = NULL;

  self->texts = g_string_chunk_new (16 * 1024);
  self->units = g_array_new (FALSE, FALSE, sizeof (Unit));
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_id = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  select = cadre_archive_prepare (archive, "SELECT id, ifnull (parent_id, 0), name, short_name FROM unit ORDER BY id", error);
  if (select == NULL)
    return NULL;

  while (cadre_statement_step (select, error))
    {
      gint64 id = cadre_statement_get_int64 (select, 0);
      gint64 parent_id = cadre_statement_get_int64 (select, 1);
      const char *name = cadre_statement_get_text (select, 2);
      const char *short_name = cadre_statement_get_text (select, 3);

      add_name (self, id, parent_id, name);
      if (short_name != NULL && *short_name != '\0' && !g_str_equal (short_name, name))
        add_name (self, id, parent_id, short_name);
    }
  if (!cadre_statement_is_done (select))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * cadre_unit_index_find:
 * @parent_id: 0 for any
 * @id: (out): the unit, where there is one
 *
 * Under a parent, a unit that stands under none will do where no other has
 * the name: it was named before without its parent.
 *
 * Returns: how many units of the archive it may be
 */
guint
cadre_unit_index_find (CadreUnitIndex *self,
                       const char     *name,
                       gint64          parent_id,
                       gint64         *id)
{
  guint n = 0, n_orphans = 0;
  gint64 orphan = 0;

  *id = 0;
  for (guint i = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_name, name)); i > 0;)
    {
      const Unit *unit = &g_array_index (self->units, Unit, i - 1);

      i = unit->next;
      if (unit->id <= 0)
        continue;
      if (parent_id != 0 && unit->parent_id == 0)
        {
          orphan = unit->id;
          n_orphans++;
        }
      if (parent_id != 0 && unit->parent_id != parent_id)
        continue;
      if (unit->id == *id)
        continue;
      *id = unit->id;
      n++;
    }

  if (n == 0 && n_orphans == 1)
    {
      *id = orphan;
      return 1;
    }

  return n;
}

/**
 * cadre_unit_index_find_new:
 *
 * Returns: the reference of a unit of that name still to be made, or 0
 */
gint64
cadre_unit_index_find_new (CadreUnitIndex *self,
                           const char     *name,
                           gint64          parent_id)
{
  for (guint i = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_name, name)); i > 0;)
    {
      const Unit *unit = &g_array_index (self->units, Unit, i - 1);

      if (unit->id < 0 && (unit->parent_id == parent_id || parent_id == 0))
        return unit->id;
      i = unit->next;
    }

  return 0;
}

/**
 * cadre_unit_index_get_name:
 *
 * Returns: (nullable): the unit's name
 */
const char *
cadre_unit_index_get_name (CadreUnitIndex *self,
                           gint64          id)
{
  return g_hash_table_lookup (self->by_id, &id);
}
