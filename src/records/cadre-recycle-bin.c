/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The recycle bin is the journal: what an action deleted, and nothing brought
 * back since. */

#define G_LOG_DOMAIN "cadre-records"

#include "config.h"

#include <string.h>

#include "cadre-recycle-bin.h"

void
cadre_deleted_record_free (CadreDeletedRecord *self)
{
  if (self == NULL)
    return;

  g_free (self->label);
  g_free (self->person);
  g_free (self->action_name);
  g_free (self->actor);
  g_free (self->happened_at);
  g_free (self);
}

/* Only deletions are in this index, so it is the shortest way through the
 * journal. What went with its person comes back with its person. */
static char *
sql_for (const CadreRecordKind *kind)
{
  return g_strdup_printf ("SELECT c.row_id, c.old ->> '$.%s', p.name, a.id, a.name, a.actor, a.happened_at "
                          "FROM change c INDEXED BY change_deleted JOIN action a ON a.id = c.action_id "
                          "LEFT JOIN person p ON p.id = c.old ->> '$.person_id' "
                          "WHERE c.op = 'D' AND c.table_name = ?1 AND a.state = 'done' "
                          "AND NOT EXISTS (SELECT 1 FROM \"%s\" r WHERE r.id = c.row_id) "
                          "AND (c.old ->> '$.person_id' IS NULL OR p.id IS NOT NULL) ORDER BY c.id DESC",
                          kind->label_field != NULL ? kind->label_field : "id", kind->key);
}

static CadreDeletedRecord *
read_record (CadreArchive          *archive,
             CadreCatalogue        *catalogue,
             const CadreRecordKind *kind,
             CadreStatement        *row)
{
  const CadreField *field = kind->label_field != NULL ? cadre_record_kind_get_field (kind, kind->label_field) : NULL;
  const char *canonical = cadre_statement_get_text (row, 1);
  CadreDeletedRecord *record = g_new0 (CadreDeletedRecord, 1);

  record->kind = kind;
  record->record_id = cadre_statement_get_int64 (row, 0);
  if (canonical != NULL && field != NULL)
    record->label = cadre_record_format_value (archive, catalogue, field, canonical);
  record->person = cadre_statement_dup_text (row, 2);
  record->action_id = cadre_statement_get_int64 (row, 3);
  record->action_name = cadre_statement_dup_text (row, 4);
  record->actor = cadre_statement_dup_text (row, 5);
  record->happened_at = cadre_statement_dup_text (row, 6);
  return record;
}

static gboolean
list_kind (CadreArchive           *archive,
           CadreCatalogue         *catalogue,
           const CadreRecordKind  *kind,
           GPtrArray              *records,
           GError                **error)
{
  g_autofree char *sql = sql_for (kind);
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (archive, sql, error);

  if (rows == NULL)
    return FALSE;

  cadre_statement_bind_text (rows, 1, kind->key);
  while (cadre_statement_step (rows, error))
    g_ptr_array_add (records, read_record (archive, catalogue, kind, rows));

  return cadre_statement_is_done (rows);
}

static int
compare_latest_first (gconstpointer a,
                      gconstpointer b)
{
  const CadreDeletedRecord *x = *(CadreDeletedRecord * const *) a;
  const CadreDeletedRecord *y = *(CadreDeletedRecord * const *) b;

  return (x->action_id < y->action_id) - (x->action_id > y->action_id);
}

/**
 * cadre_recycle_bin_list:
 *
 * The records that were deleted by themselves and are not back; deleted
 * people are those of cadre_people_list_deleted(). One comes back by
 * cadre_journal_undo_one() of its action, with what went in the same action.
 *
 * Returns: (transfer full) (element-type CadreDeletedRecord): the last one
 *   first; %NULL with @error set
 */
GPtrArray *
cadre_recycle_bin_list (CadreArchive    *archive,
                        CadreCatalogue  *catalogue,
                        GError         **error)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_deleted_record_free);
  GPtrArray *kinds = cadre_catalogue_get_kinds (catalogue);

  for (guint i = 0; i < kinds->len; i++)
    {
      const CadreRecordKind *kind = g_ptr_array_index (kinds, i);

      if (!g_str_equal (kind->key, "person") && !list_kind (archive, catalogue, kind, records, error))
        return NULL;
    }
  g_ptr_array_sort (records, compare_latest_first);

  return g_steal_pointer (&records);
}
