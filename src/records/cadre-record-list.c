/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The records of one owner in order, and as they stood on a date. */

#define G_LOG_DOMAIN "cadre-record"

#include "config.h"

#include "cadre-record-private.h"

/* How records of a kind stand in time. @start is when one begins to be known;
 * @end the field that ends it, and @with_end what is told of its end: on an
 * earlier date none of these was there yet. */
static const struct
{
  const char *kind;
  const char *order;
  const char *start;
  const char *end;
  const char *with_end[6];
} timelines[] = {
  { "appointment", "since, position, id", "since", "until", { "end_document", "end_mode", "end_reason" } },
  { "rank_history", "scheme, since, id", "since", "until" },
  { "education", "until, id", "ifnull (until, since)" },
  { "professional_title", "since, id", "since" },
  { "resume_entry", "position, id", "since", "until" },
  { "family", "position, id" },
  { "reward", "decided_on, id", "decided_on", "revoked_on" },
  { "assessment", "year, kind, id", "year || '-12-31'" },
  { "study", "year, since, id", "ifnull (since, year || '-12-31')" },
  { "posting", "since, id", "since", "until", { "end_reason", "end_document", "recall_cause", "recall_detail" } },
  { "presence", "month, id", "month" },
  { "posting_event", "date, id", "date" },
  { "appraisal", "year, term, id", "year || '-12-31'" },
  { "achievement", "year, id", "year || '-12-31'" },
  { "reserve", "since, id", "since", "until", { "exit_reason" } },
  { "unit_status", "since, id", "since", "until" },
  { "unit_year", "year, id", "year || '-12-31'" },
  { "segment", "position, id", "since" },
  { "session", "date, id", "date" },
  { "enrolment", "position, id" },
  { "class_quota", "id" },
  { "mark_part", "position, id" },
  { "stage_event", "id", "date" },
};

static int
find_timeline (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (timelines); i++)
    if (g_str_equal (timelines[i].kind, kind))
      return (int) i;

  return -1;
}

void
cadre_record_free (CadreRecord *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->values);
  g_free (self);
}

static char *
list_sql (const CadreRecordKind *kind,
          const char            *owner_field,
          gboolean               as_of)
{
  int timeline = find_timeline (kind->key);
  const char *start = timeline >= 0 ? timelines[timeline].start : NULL;
  GString *sql = g_string_new ("SELECT id, ");

  _cadre_record_append_columns (kind, sql);
  g_string_append_printf (sql, " FROM %s WHERE %s = ?1", kind->key, owner_field);
  /* A partial date is taken from its first day; what has none was always there. */
  if (as_of && start != NULL)
    g_string_append_printf (sql, " AND (%s <= ?2 OR (%s) IS NULL)", start, start);
  g_string_append_printf (sql, " ORDER BY %s", timeline >= 0 ? timelines[timeline].order : "id");

  return g_string_free (sql, FALSE);
}

/**
 * cadre_record_list_sql:
 *
 * Returns: (transfer full): the query behind cadre_record_list_of(); ?1 is the
 *   owner's id. For looking at its plan.
 */
char *
cadre_record_list_sql (const CadreRecordKind *kind,
                       const char            *owner_field)
{
  return list_sql (kind, owner_field, FALSE);
}

/* What is known only since after the date goes. */
static void
forget_end (const CadreRecordKind *kind,
            GHashTable            *values,
            const char            *as_of)
{
  int timeline = find_timeline (kind->key);
  const char *end = timeline >= 0 ? timelines[timeline].end : NULL;
  const char *until = end != NULL ? g_hash_table_lookup (values, end) : NULL;

  if (until == NULL || g_strcmp0 (until, as_of) <= 0)
    return;

  g_hash_table_remove (values, end);
  for (guint i = 0; timelines[timeline].with_end[i] != NULL; i++)
    g_hash_table_remove (values, timelines[timeline].with_end[i]);
  if (g_str_equal (kind->key, "appointment"))
    g_hash_table_insert (values, g_strdup ("status"), g_strdup ("在任"));
}

static GPtrArray *
run_list (CadreArchive           *archive,
          const CadreRecordKind  *kind,
          const char             *sql,
          gint64                  owner_id,
          const char             *as_of,
          GError                **error)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_record_free);
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (archive, sql, error);

  if (rows == NULL)
    return NULL;

  cadre_statement_bind_int64 (rows, 1, owner_id);
  if (as_of != NULL && cadre_statement_find_parameter (rows, "?2") > 0)
    cadre_statement_bind_text (rows, 2, as_of);
  while (cadre_statement_step (rows, error))
    {
      CadreRecord *record = g_new0 (CadreRecord, 1);

      record->id = cadre_statement_get_int64 (rows, 0);
      record->values = _cadre_record_read (kind, rows, 1);
      if (as_of != NULL)
        forget_end (kind, record->values, as_of);
      g_ptr_array_add (records, record);
    }

  return cadre_statement_is_done (rows) ? g_steal_pointer (&records) : NULL;
}

/**
 * cadre_record_list_of:
 * @owner_field: the field that names the owner: person_id, posting_id …
 *
 * Returns: (transfer full) (element-type CadreRecord): the records of one
 *   owner, oldest first or in their own order; %NULL with @error set
 */
GPtrArray *
cadre_record_list_of (CadreArchive           *archive,
                      const CadreRecordKind  *kind,
                      const char             *owner_field,
                      gint64                  owner_id,
                      GError                **error)
{
  g_autofree char *sql = NULL;

  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), NULL);
  g_return_val_if_fail (cadre_record_kind_get_field (kind, owner_field) != NULL, NULL);

  sql = list_sql (kind, owner_field, FALSE);
  return run_list (archive, kind, sql, owner_id, NULL, error);
}

/**
 * cadre_record_list:
 *
 * Returns: (transfer full) (element-type CadreRecord): the records of a
 *   person, in order, or %NULL with @error set
 */
GPtrArray *
cadre_record_list (CadreArchive           *archive,
                   const CadreRecordKind  *kind,
                   gint64                  person_id,
                   GError                **error)
{
  return cadre_record_list_of (archive, kind, "person_id", person_id, error);
}

/**
 * cadre_record_list_as_of:
 * @as_of: the declared date; a month or year counts to its end
 *
 * The records of a person as they stood on a date, by one rule: what had
 * begun by then is there, and what ended later had not ended yet. A partial
 * date is taken from its first day; a record without a date is always there;
 * what belongs to a whole year (考核, and 学时 without a date) is there from the
 * last day of that year.
 *
 * Returns: (transfer full) (element-type CadreRecord): the records, in order,
 *   or %NULL with @error set
 */
GPtrArray *
cadre_record_list_as_of (CadreArchive           *archive,
                         const CadreRecordKind  *kind,
                         gint64                  person_id,
                         const CadreDate        *as_of,
                         GError                **error)
{
  g_autofree char *sql = NULL;
  g_autofree char *iso = NULL;
  g_autofree char *end = NULL;

  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), NULL);

  sql = list_sql (kind, "person_id", TRUE);
  iso = cadre_date_format (as_of, CADRE_DATE_ISO);
  /* '~' sorts after every day of the month, and after every month. */
  end = cadre_date_is_complete (as_of) ? g_strdup (iso) : g_strconcat (iso, "~", NULL);
  return run_list (archive, kind, sql, person_id, end, error);
}
