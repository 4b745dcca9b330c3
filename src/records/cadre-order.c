/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-records"

#include "config.h"

#include "cadre-order-private.h"

/* The ids of the siblings in their order, with @id where it is to stand. */
static GArray *
new_order (CadreArchive  *archive,
           const char    *siblings_sql,
           gint64         parent_id,
           gint64         id,
           gint64         before_id,
           GError       **error)
{
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (archive, siblings_sql, error);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean placed = FALSE;

  if (rows == NULL)
    return NULL;

  if (parent_id > 0)
    cadre_statement_bind_int64 (rows, 1, parent_id);
  while (cadre_statement_step (rows, error))
    {
      gint64 sibling = cadre_statement_get_int64 (rows, 0);

      if (sibling == id)
        continue;
      if (sibling == before_id)
        {
          g_array_append_val (ids, id);
          placed = TRUE;
        }
      g_array_append_val (ids, sibling);
    }
  if (!cadre_statement_is_done (rows))
    return NULL;
  if (!placed)
    g_array_append_val (ids, id);

  return g_steal_pointer (&ids);
}

/*
 * _cadre_order_place:
 * @siblings_sql: ids of the rows under ?1 in order, @id among them
 * @before_id: the sibling to stand before; 0 for the end
 *
 * Numbers the siblings from 1 on; only rows whose number changes are touched.
 */
gboolean
_cadre_order_place (CadreArchive  *archive,
                    const char    *table,
                    const char    *siblings_sql,
                    gint64         parent_id,
                    gint64         id,
                    gint64         before_id,
                    GError       **error)
{
  g_autoptr(GArray) ids = new_order (archive, siblings_sql, parent_id, id, before_id, error);
  g_autofree char *sql = g_strdup_printf ("UPDATE %s SET position = ?2 WHERE id = ?1 AND position <> ?2", table);
  g_autoptr(CadreStatement) update = ids != NULL ? cadre_archive_prepare (archive, sql, error) : NULL;

  if (update == NULL)
    return FALSE;

  for (guint i = 0; i < ids->len; i++)
    {
      cadre_statement_bind_int64 (update, 1, g_array_index (ids, gint64, i));
      cadre_statement_bind_int64 (update, 2, i + 1);
      if (!cadre_statement_run (update, error))
        return FALSE;
    }

  return TRUE;
}
