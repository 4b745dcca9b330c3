/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Many inserts at once, journalled by ranges of keys: a row by row journal
 * would cost as much again as the rows. */

#define G_LOG_DOMAIN "cadre-journal"

#include "config.h"

#include "cadre-archive-private.h"

static gboolean
for_each_table (CadreArchive  *self,
                const char    *template,
                gint64         action_id,
                GError       **error)
{
  g_autoptr(GPtrArray) tables = _cadre_journal_list_tables (self, error);

  if (tables == NULL)
    return FALSE;

  for (guint i = 0; i < tables->len; i++)
    {
      g_autoptr(GString) sql = g_string_new (template);
      g_autoptr(CadreStatement) statement = NULL;

      g_string_replace (sql, "@table", g_ptr_array_index (tables, i), 0);
      statement = cadre_archive_prepare (self, sql->str, error);
      if (statement == NULL)
        return FALSE;

      cadre_statement_bind_int64 (statement, 1, action_id);
      if (!cadre_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

/*
 * _cadre_journal_begin_bulk:
 *
 * Notes the highest key of each table: rows above it are new from now on, and
 * the triggers let them pass.
 */
gboolean
_cadre_journal_begin_bulk (CadreArchive  *self,
                           GError       **error)
{
  return for_each_table (self,
                         "INSERT INTO journal_bulk (table_name, before) "
                         "SELECT '@table', ifnull (max (id), 0) FROM @table",
                         0, error);
}

/*
 * _cadre_journal_end_bulk:
 *
 * Writes the ranges, in the order of the schema, so that taking them back
 * begins with the rows that refer to others; and adds the rows to the search
 * index, whose triggers let them pass, too.
 */
gboolean
_cadre_journal_end_bulk (CadreArchive  *self,
                         gint64         action_id,
                         GError       **error)
{
  return for_each_table (self,
                         "INSERT INTO change (action_id, table_name, op, row_id, row_last) "
                         "SELECT ?1, table_name, 'I', before + 1, (SELECT max (id) FROM @table) FROM journal_bulk "
                         "WHERE table_name = '@table' AND EXISTS (SELECT 1 FROM @table WHERE id > before)",
                         action_id, error) &&
         _cadre_search_index_end_bulk (self, error) &&
         cadre_archive_execute (self, "DELETE FROM journal_bulk", error);
}
