/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reading the journal: what was done, by whom, to whom; and what a field said
 * before. */

#define G_LOG_DOMAIN "cadre-journal"

#include "config.h"

#include <string.h>

#include "cadre-archive-private.h"
#include "cadre-journal.h"

#define ENTRY_COLUMNS \
  "a.id, a.name, a.kind, a.actor, a.happened_at, a.state, a.detail, " \
  "(SELECT sum (row_last - row_id + 1) FROM change WHERE action_id = a.id)"

void
cadre_journal_entry_free (CadreJournalEntry *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->kind);
  g_free (self->actor);
  g_free (self->happened_at);
  g_free (self->state);
  g_free (self->detail);
  g_free (self);
}

void
cadre_field_change_free (CadreFieldChange *self)
{
  if (self == NULL)
    return;

  g_free (self->action_name);
  g_free (self->actor);
  g_free (self->happened_at);
  g_free (self->table);
  g_free (self->op);
  g_free (self->field);
  g_free (self->old_value);
  g_free (self->new_value);
  g_free (self);
}

/* The tables whose rows belong to a row of another (ON DELETE CASCADE): child,
 * the referring column, parent. */
static const char ownership_sql[] =
  "SELECT t.name, f.\"from\", f.\"table\" FROM sqlite_schema AS t, pragma_foreign_key_list (t.name) AS f "
  "WHERE t.type = 'table' AND f.on_delete = 'CASCADE' AND f.\"to\" = 'id' "
  "AND t.name NOT IN ('person_key', 'change') AND f.\"table\" <> t.name ORDER BY t.rowid, f.seq";

typedef struct
{
  char *child;
  char *column;
  char *parent;
} Ownership;

static void
ownership_free (gpointer data)
{
  Ownership *self = data;

  g_free (self->child);
  g_free (self->column);
  g_free (self->parent);
  g_free (self);
}

static GPtrArray *
list_ownership (CadreArchive  *archive,
                GError       **error)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func (ownership_free);
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (archive, ownership_sql, error);

  if (statement == NULL)
    return NULL;

  while (cadre_statement_step (statement, error))
    {
      Ownership *one = g_new0 (Ownership, 1);

      one->child = cadre_statement_dup_text (statement, 0);
      one->column = cadre_statement_dup_text (statement, 1);
      one->parent = cadre_statement_dup_text (statement, 2);
      g_ptr_array_add (list, one);
    }

  return cadre_statement_is_done (statement) ? g_steal_pointer (&list) : NULL;
}

/* "SELECT 'person', ?1 UNION SELECT 'study', id FROM study WHERE person_id =
 * ?1 …": the rows of a person there are now, and the rows of those. Each
 * branch uses the index on its foreign key. */
static void
append_owned (GString    *sql,
              GPtrArray  *ownership,
              const char *table,
              const char *ids,
              guint       depth)
{
  g_string_append_printf (sql, "%sSELECT '%s', id FROM %s WHERE id IN (%s)", sql->len > 0 ? " UNION " : "",
                          table, table, ids);
  if (depth == 0)
    return;

  for (guint i = 0; i < ownership->len; i++)
    {
      const Ownership *one = g_ptr_array_index (ownership, i);
      g_autofree char *children = NULL;

      if (!g_str_equal (one->parent, table))
        continue;

      children = g_strdup_printf ("SELECT id FROM %s WHERE %s IN (%s)", one->child, one->column, ids);
      append_owned (sql, ownership, one->child, children, depth - 1);
    }
}

/* Rows of the person that are gone are found by what their change kept. */
static char *
person_actions_sql (CadreArchive  *archive,
                    GError       **error)
{
  g_autoptr(GPtrArray) ownership = list_ownership (archive, error);
  g_autoptr(GString) owned = g_string_new (NULL);

  if (ownership == NULL)
    return NULL;

  /* A mark belongs to an enrolment, which belongs to the person: two steps. */
  append_owned (owned, ownership, "person", "SELECT ?1", 2);

  return g_strdup_printf ("WITH owned (tab, row) AS MATERIALIZED (%s), "
                          "touched (action_id) AS ("
                          "SELECT c.action_id FROM owned CROSS JOIN change AS c INDEXED BY change_row "
                          "ON c.table_name = owned.tab AND c.row_id = owned.row "
                          "UNION SELECT c.action_id FROM owned CROSS JOIN change AS c INDEXED BY change_range "
                          "ON c.row_last > c.row_id AND c.table_name = owned.tab AND c.row_last >= owned.row "
                          "AND c.row_id <= owned.row "
                          "UNION SELECT action_id FROM change WHERE table_name = 'person' AND row_id = ?1 "
                          "UNION SELECT action_id FROM change WHERE person_id = ?1) "
                          "SELECT " ENTRY_COLUMNS " FROM touched JOIN action AS a ON a.id = touched.action_id "
                          "ORDER BY a.id DESC LIMIT ?2",
                          owned->str);
}

static CadreJournalEntry *
read_entry (CadreStatement *row)
{
  CadreJournalEntry *entry = g_new0 (CadreJournalEntry, 1);

  entry->id = cadre_statement_get_int64 (row, 0);
  entry->name = cadre_statement_dup_text (row, 1);
  entry->kind = cadre_statement_dup_text (row, 2);
  entry->actor = cadre_statement_dup_text (row, 3);
  entry->happened_at = cadre_statement_dup_text (row, 4);
  entry->state = cadre_statement_dup_text (row, 5);
  entry->detail = cadre_statement_dup_text (row, 6);
  entry->n_changes = cadre_statement_get_int64 (row, 7);

  return entry;
}

/**
 * cadre_journal_list:
 * @person_id: only actions that touched this person's records, 0 for all
 * @limit: at most so many, 0 for all
 *
 * Returns: (transfer full) (element-type CadreJournalEntry): the actions,
 *   newest first
 */
GPtrArray *
cadre_journal_list (CadreArchive  *archive,
                    gint64         person_id,
                    guint          limit,
                    GError       **error)
{
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_journal_entry_free);
  g_autofree char *sql = NULL;
  g_autoptr(CadreStatement) statement = NULL;

  sql = person_id > 0 ? person_actions_sql (archive, error)
                      : g_strdup ("SELECT " ENTRY_COLUMNS " FROM action AS a "
                                  "WHERE ?1 IS NOT NULL ORDER BY a.id DESC LIMIT ?2");
  if (sql == NULL)
    return NULL;
  statement = cadre_archive_prepare (archive, sql, error);
  if (statement == NULL)
    return NULL;

  cadre_statement_bind_int64 (statement, 1, person_id);
  cadre_statement_bind_int64 (statement, 2, limit > 0 ? (gint64) limit : -1);
  while (cadre_statement_step (statement, error))
    g_ptr_array_add (entries, read_entry (statement));

  if (!cadre_statement_is_done (statement))
    return NULL;

  return g_steal_pointer (&entries);
}

/* Every change of one row, oldest first, with the old value of one field (or
 * of each field that it replaced). Ranges and single keys by their indexes. */
static const char history_sql[] =
  "WITH c AS ("
  "SELECT * FROM change INDEXED BY change_row WHERE table_name = ?1 AND row_id = ?2 "
  "UNION SELECT * FROM change INDEXED BY change_range WHERE row_last > row_id AND table_name = ?1 "
  "AND row_last >= ?2 AND row_id <= ?2) "
  "SELECT a.id, a.name, a.actor, a.happened_at, c.op, j.key, j.value "
  "FROM c JOIN action AS a ON a.id = c.action_id LEFT JOIN json_each (c.old) AS j ON c.op = 'U' "
  "WHERE a.state = 'done' AND (?3 IS NULL OR c.op <> 'U' OR j.key = ?3) ORDER BY c.action_id, c.id, j.key";

static CadreFieldChange *
read_change (CadreStatement *row,
             const char     *table,
             gint64          row_id)
{
  CadreFieldChange *change = g_new0 (CadreFieldChange, 1);

  change->action_id = cadre_statement_get_int64 (row, 0);
  change->action_name = cadre_statement_dup_text (row, 1);
  change->actor = cadre_statement_dup_text (row, 2);
  change->happened_at = cadre_statement_dup_text (row, 3);
  change->table = g_strdup (table);
  change->row_id = row_id;
  change->op = cadre_statement_dup_text (row, 4);
  change->field = cadre_statement_dup_text (row, 5);
  change->old_value = cadre_statement_dup_text (row, 6);

  return change;
}

static char *
present_value (CadreArchive *archive,
               const char   *table,
               gint64        row_id,
               const char   *field)
{
  g_autofree char *sql = g_strdup_printf ("SELECT \"%s\" FROM \"%s\" WHERE id = %" G_GINT64_FORMAT,
                                          field, table, row_id);

  return cadre_archive_query_text (archive, sql, NULL);
}

/* What a change wrote is what the next one found, or what stands now. */
static void
fill_new_values (CadreArchive *archive,
                 GPtrArray    *changes)
{
  g_autoptr(GHashTable) later = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = changes->len; i-- > 0; )
    {
      CadreFieldChange *change = g_ptr_array_index (changes, i);
      CadreFieldChange *next;

      if (change->field == NULL)
        continue;

      next = g_hash_table_lookup (later, change->field);
      change->new_value = next != NULL ? g_strdup (next->old_value)
                                       : present_value (archive, change->table, change->row_id, change->field);
      g_hash_table_insert (later, change->field, change);
    }
}

/**
 * cadre_journal_history:
 * @field: (nullable): a column of the table, or all
 *
 * What a record said before: who changed it, when, from what to what.
 *
 * Returns: (transfer full) (element-type CadreFieldChange): oldest first;
 *   the first is the insert, without values
 */
GPtrArray *
cadre_journal_history (CadreArchive  *archive,
                       const char    *table,
                       gint64         row_id,
                       const char    *field,
                       GError       **error)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_field_change_free);
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (archive, history_sql, error);

  if (statement == NULL)
    return NULL;

  cadre_statement_bind_text (statement, 1, table);
  cadre_statement_bind_int64 (statement, 2, row_id);
  cadre_statement_bind_text (statement, 3, field);
  while (cadre_statement_step (statement, error))
    g_ptr_array_add (changes, read_change (statement, table, row_id));

  if (!cadre_statement_is_done (statement))
    return NULL;

  fill_new_values (archive, changes);
  return g_steal_pointer (&changes);
}

/**
 * cadre_journal_format_time:
 * @utc: as the journal keeps it
 *
 * Returns: (transfer full): the time here: 2026-11-24 22:45
 */
char *
cadre_journal_format_time (const char *utc)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (utc, NULL);
  g_autoptr(GDateTime) here = time != NULL ? g_date_time_to_local (time) : NULL;

  return here != NULL ? g_date_time_format (here, "%Y-%m-%d %H:%M") : g_strdup (utc);
}
