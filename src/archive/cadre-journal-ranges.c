/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rows that an action adds above the highest key of their table are new as
 * long as it runs: nothing that is done to them need be noted but that they
 * are there, and that by their range of keys when the action ends. */

#define G_LOG_DOMAIN "cadre-journal"

#include "config.h"

#include "cadre-archive-private.h"

typedef struct
{
  char *table;
  gint64 before;   /* its highest key when the action came to it, or more */
} Range;

static void
range_free (gpointer data)
{
  Range *self = data;

  g_free (self->table);
  g_free (self);
}

/* The highest key of a table, or @id if that is higher; with @is_new, the
 * highest but for @id. */
static gint64
find_last (CadreArchive *self,
           const char   *table,
           gint64        id,
           gboolean      is_new)
{
  g_autofree char *sql = g_strdup_printf ("SELECT max (id) FROM %s WHERE id <> ?1", table);
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (self, sql, NULL);
  gint64 last;

  /* Where this fails nothing is taken to be new. */
  if (statement == NULL)
    return G_MAXINT64;

  cadre_statement_bind_int64 (statement, 1, id);
  last = cadre_statement_step (statement, NULL) ? cadre_statement_get_int64 (statement, 0) : G_MAXINT64;
  return is_new ? last : MAX (last, id);
}

static Range *
begin_range (CadreArchive *self,
             const char   *table,
             gint64        id,
             gboolean      is_new)
{
  Range *range = g_new0 (Range, 1);

  range->table = g_strdup (table);
  range->before = find_last (self, table, id, is_new);

  if (self->ranges == NULL)
    self->ranges = g_ptr_array_new_with_free_func (range_free);
  g_ptr_array_add (self->ranges, range);
  return range;
}

static Range *
find_range (CadreArchive *self,
            const char   *table)
{
  for (guint i = 0; self->ranges != NULL && i < self->ranges->len; i++)
    {
      Range *range = g_ptr_array_index (self->ranges, i);

      if (g_str_equal (range->table, table))
        return range;
    }

  return NULL;
}

/*
 * _cadre_journal_is_noted:
 * @id: a row that was just inserted, changed or deleted
 * @is_new: whether it was inserted
 *
 * Returns: whether that must be noted by itself
 */
gboolean
_cadre_journal_is_noted (CadreArchive *self,
                         const char   *table,
                         gint64        id,
                         gboolean      is_new)
{
  Range *range = find_range (self, table);

  if (range == NULL)
    range = begin_range (self, table, id, is_new);
  return id <= range->before;
}

static const char note_range_sql[] =
  "INSERT INTO change (action_id, id, table_name, op, row_id, row_last) "
  "SELECT cadre_action (), cadre_change (), '@table', 'I', first, last FROM "
  "(SELECT (SELECT min (id) FROM @table WHERE id > ?1) AS first, (SELECT max (id) FROM @table) AS last) "
  "WHERE first IS NOT NULL";

static gboolean
note_range (CadreArchive  *self,
            const Range   *range,
            GError       **error)
{
  g_autoptr(GString) sql = g_string_new (note_range_sql);
  g_autoptr(CadreStatement) insert = NULL;

  g_string_replace (sql, "@table", range->table, 0);
  insert = cadre_archive_prepare (self, sql->str, error);
  if (insert == NULL)
    return FALSE;

  cadre_statement_bind_int64 (insert, 1, range->before);
  return cadre_statement_run (insert, error);
}

/*
 * _cadre_journal_note_ranges:
 *
 * Notes the rows that are new, in the order in which the action came to their
 * tables: taking them back begins with those that refer to others.
 */
gboolean
_cadre_journal_note_ranges (CadreArchive  *self,
                            GError       **error)
{
  for (guint i = 0; self->ranges != NULL && i < self->ranges->len; i++)
    if (!note_range (self, g_ptr_array_index (self->ranges, i), error))
      return FALSE;

  g_clear_pointer (&self->ranges, g_ptr_array_unref);
  return TRUE;
}
