/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Standings of one person with every record's reason, and of everybody in one
 * pass. */

#define G_LOG_DOMAIN "cadre-hours"

#include "config.h"

#include <math.h>
#include <string.h>

#include "cadre-hours-private.h"

/* Up to so many people, each one's records are sought out; above it a whole
 * year is read in one go. */
#define MOST_SOUGHT 3000

static void
record_free (gpointer data)
{
  CadreHoursRecord *record = data;

  g_free (record->title);
  g_free (record->mode);
  g_free (record->since);
  g_free (record->until);
  g_free (record->reason);
  g_free (record);
}

void
cadre_hours_standing_free (CadreHoursStanding *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_free (self);
}

typedef struct
{
  const CadreHoursRules *rules;
  GPtrArray *records;
} Telling;

static void
tell_cb (const HoursRegime *regime,
         const HoursRecord *record,
         const HoursCount  *count,
         gpointer           data)
{
  Telling *telling = data;
  CadreHoursRecord *told = g_new0 (CadreHoursRecord, 1);

  told->study_id = record->id;
  told->counted = count->verdict == HOURS_COUNTED || count->verdict == HOURS_MADE_GOOD;
  told->hours = told->counted ? count->hours : 0;
  told->days = told->counted ? count->days : 0;
  told->reason = _cadre_hours_explain (telling->rules, regime, record, count);
  g_ptr_array_add (telling->records, told);
}

/* Titles and dates as they are stored, for showing. */
static gboolean
describe (CadreArchive  *archive,
          GPtrArray     *records,
          GError       **error)
{
  g_autoptr(CadreStatement) row = NULL;

  row = cadre_archive_prepare (archive, "SELECT title, mode, since, until FROM study WHERE id = ?1", error);
  if (row == NULL)
    return FALSE;

  for (guint i = 0; i < records->len; i++)
    {
      CadreHoursRecord *record = g_ptr_array_index (records, i);

      cadre_statement_reset (row);
      cadre_statement_bind_int64 (row, 1, record->study_id);
      if (!cadre_statement_step (row, error))
        {
          if (cadre_statement_is_done (row))
            continue;
          return FALSE;
        }
      record->title = cadre_statement_dup_text (row, 0);
      record->mode = cadre_statement_dup_text (row, 1);
      record->since = cadre_statement_dup_text (row, 2);
      record->until = cadre_statement_dup_text (row, 3);
    }

  return TRUE;
}

/* Was anyone ever under it in its period? */
static gboolean
was_under (const CadreHoursRules *rules,
           const HoursRegime     *regime,
           const HoursSpans      *spans)
{
  int last = HOURS_MONTH_INDEX (regime->until) - rules->first_month;

  for (int i = MAX (0, last - regime->months_total + 1); i <= last && i < spans->n_months; i++)
    if (spans->by_month[regime->slot][i] == regime)
      return TRUE;

  return FALSE;
}

/**
 * cadre_hours_get_standing:
 * @rules: as of which day, and by which sets
 *
 * One person's standings: one for each regime under which the person stood in
 * the period that holds the as-of date; pro rata where that was for a part of
 * it only (see cadre-hours-spans.c). Each tells of every record whether it
 * counts, how much and why.
 *
 * Returns: (transfer full) (element-type CadreHoursStanding): standings, none
 *   for someone whom no regime fits; they use strings of @rules. %NULL with
 *   @error set if the archive cannot be read or there is no such person
 */
GPtrArray *
cadre_hours_get_standing (CadreArchive           *archive,
                          const CadreHoursRules  *rules,
                          gint64                  person_id,
                          GError                **error)
{
  g_autoptr(GPtrArray) standings = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_hours_standing_free);
  g_autoptr(GArray) records = g_array_new (FALSE, FALSE, sizeof (HoursRecord));
  g_autoptr(GArray) sought = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(HoursRecords) reader = NULL;
  g_autoptr(HoursSpans) spans = NULL;

  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), NULL);

  spans = _cadre_hours_load_spans (archive, rules, person_id, error);
  if (spans == NULL)
    return NULL;

  g_array_append_val (sought, person_id);
  reader = _cadre_hours_records_open (archive, rules, sought, FALSE, error);
  if (reader == NULL || !_cadre_hours_records_read (reader, person_id, TRUE, records, error))
    return NULL;

  for (guint i = 0; i < rules->regimes->len; i++)
    {
      const HoursRegime *regime = g_ptr_array_index (rules->regimes, i);
      g_autoptr(GPtrArray) told = g_ptr_array_new_with_free_func (record_free);
      Telling telling = { rules, told };
      CadreHoursStanding *standing;

      if (!was_under (rules, regime, spans))
        continue;

      standing = g_new0 (CadreHoursStanding, 1);
      g_ptr_array_add (standings, standing);
      _cadre_hours_compute (rules, regime, (HoursRecord *) records->data, records->len, spans, tell_cb, &telling,
                            standing);
      standing->person_id = person_id;
      standing->unit_id = spans->unit_id;
      standing->records = g_steal_pointer (&told);
      if (!describe (archive, standing->records, error))
        return NULL;
    }

  return g_steal_pointer (&standings);
}

static gboolean
compute_someone (CadreArchive           *archive,
                 const CadreHoursRules  *rules,
                 const HoursPerson      *someone,
                 GArray                 *records,
                 CadreHoursFunc          func,
                 gpointer                data,
                 gboolean               *go_on,
                 GError                **error)
{
  g_autoptr(HoursSpans) spans = NULL;

  if (someone->has_changed)
    {
      spans = _cadre_hours_load_spans (archive, rules, someone->id, error);
      if (spans == NULL)
        return FALSE;
    }

  for (guint i = 0; i < rules->regimes->len && *go_on; i++)
    {
      const HoursRegime *regime = g_ptr_array_index (rules->regimes, i);
      CadreHoursStanding standing;

      if (spans != NULL ? !was_under (rules, regime, spans) : someone->regimes[regime->slot] != regime)
        continue;

      _cadre_hours_compute (rules, regime, (HoursRecord *) records->data, records->len, spans, NULL, NULL, &standing);
      standing.person_id = someone->id;
      standing.unit_id = someone->unit_id;
      *go_on = func (&standing, data);
    }

  return TRUE;
}

/* The keys of those whose records are sought, not met with in a whole year. */
static GArray *
list_sought (GArray   *people,
             gboolean  all)
{
  GArray *sought = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < people->len; i++)
    {
      const HoursPerson *someone = &g_array_index (people, HoursPerson, i);

      if (all || !someone->is_yearly)
        g_array_append_val (sought, someone->id);
    }

  return sought;
}

/**
 * cadre_hours_compute_all:
 * @unit_id: a unit, with all below it; 0 for everybody
 * @func: (scope call): gets each standing, in order of the people's keys
 *
 * The standings of all people in service, as cadre_hours_get_standing() has
 * them but without the records: the same code computes both.
 *
 * Returns: %FALSE with @error set if the archive cannot be read
 */
gboolean
cadre_hours_compute_all (CadreArchive           *archive,
                         const CadreHoursRules  *rules,
                         gint64                  unit_id,
                         CadreHoursFunc          func,
                         gpointer                data,
                         GError                **error)
{
  g_autoptr(GArray) people = NULL;
  g_autoptr(GArray) sought = NULL;
  g_autoptr(GArray) records = g_array_new (FALSE, FALSE, sizeof (HoursRecord));
  g_autoptr(HoursRecords) reader = NULL;
  gboolean all_sought, go_on = TRUE;

  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), FALSE);

  people = _cadre_hours_list_people (archive, rules, unit_id, error);
  if (people == NULL)
    return FALSE;

  all_sought = people->len <= MOST_SOUGHT;
  sought = list_sought (people, all_sought);
  reader = _cadre_hours_records_open (archive, rules, sought, !all_sought, error);
  if (reader == NULL)
    return FALSE;

  for (guint i = 0; i < people->len && go_on; i++)
    {
      const HoursPerson *someone = &g_array_index (people, HoursPerson, i);

      g_array_set_size (records, 0);
      if (!_cadre_hours_records_read (reader, someone->id, all_sought || !someone->is_yearly, records, error) ||
          !compute_someone (archive, rules, someone, records, func, data, &go_on, error))
        return FALSE;
    }

  return TRUE;
}

typedef struct
{
  CadreStatement *insert;
  GError *error;
} Filling;

static void
bind_amount (CadreStatement *insert,
             int             index,
             gint64          thousandths)
{
  cadre_statement_bind_double (insert, index, (double) thousandths / CADRE_HOURS_UNIT);
}

static gboolean
fill_cb (const CadreHoursStanding *standing,
         gpointer                  data)
{
  Filling *filling = data;
  CadreStatement *insert = filling->insert;
  g_autofree char *due = standing->debt_due.year > 0 ? cadre_date_format (&standing->debt_due, CADRE_DATE_ISO) : NULL;

  cadre_statement_bind_int64 (insert, 1, standing->person_id);
  cadre_statement_bind_int64 (insert, 2, standing->unit_id);
  cadre_statement_bind_text (insert, 3, standing->regime_key);
  cadre_statement_bind_text (insert, 4, standing->regime_name);
  cadre_statement_bind_text (insert, 5, standing->counter);
  bind_amount (insert, 6, standing->required.hours);
  bind_amount (insert, 7, standing->required.days);
  bind_amount (insert, 8, standing->required.months);
  bind_amount (insert, 9, standing->done.hours);
  bind_amount (insert, 10, standing->done.days);
  bind_amount (insert, 11, standing->done.months);
  bind_amount (insert, 12, standing->missing.hours);
  bind_amount (insert, 13, standing->missing.days);
  bind_amount (insert, 14, standing->missing.months);
  bind_amount (insert, 15, standing->offline_hours);
  bind_amount (insert, 16, standing->online_hours);
  bind_amount (insert, 17, standing->other_hours);
  cadre_statement_bind_int64 (insert, 18, standing->is_met);
  cadre_statement_bind_int64 (insert, 19, standing->met_by);
  cadre_statement_bind_text (insert, 20, due);

  return cadre_statement_run (insert, &filling->error);
}

#define CREATE_TABLE \
  "DROP TABLE IF EXISTS temp.hours_standing_of;" \
  "DROP TABLE IF EXISTS temp.hours_standing;" \
  "CREATE TEMP TABLE hours_standing (person_id INTEGER, unit_id INTEGER, regime TEXT, regime_name TEXT, counter TEXT, " \
  "required_hours REAL, required_days REAL, required_months REAL, done_hours REAL, done_days REAL, done_months REAL, " \
  "missing_hours REAL, missing_days REAL, missing_months REAL, offline_hours REAL, online_hours REAL, " \
  "other_hours REAL, is_met INTEGER, met_by INTEGER, debt_due TEXT, PRIMARY KEY (person_id, regime)) WITHOUT ROWID"

/* What the table was filled with: the day, the unit, and which state of the
 * archive. */
#define NOTE_TABLE \
  "DROP TABLE IF EXISTS temp.hours_standing_of;" \
  "CREATE TEMP TABLE hours_standing_of AS SELECT %d AS day, %" G_GINT64_FORMAT " AS unit, %" G_GINT64_FORMAT " AS version"
#define IS_NOTED \
  "SELECT EXISTS (SELECT 1 FROM temp.hours_standing_of WHERE day = %d AND unit = %" G_GINT64_FORMAT \
  " AND version = %" G_GINT64_FORMAT ")"

/* A connection that writes cannot tell: its own changes do not change the
 * version that it sees. */
static gboolean
is_filled (CadreArchive           *archive,
           const CadreHoursRules  *rules,
           gint64                  unit_id,
           gint64                  version)
{
  g_autofree char *sql = g_strdup_printf (IS_NOTED, rules->as_of_day, unit_id, version);
  gint64 found = 0;

  return cadre_archive_is_read_only (archive) && cadre_archive_query_int64 (archive, sql, &found, NULL) && found != 0;
}

/**
 * cadre_hours_fill_table:
 *
 * Puts the standings of cadre_hours_compute_all() into the temporary table
 * `hours_standing` of this connection, for reports to join with. Amounts are
 * in hours, days and months there; `met_by` is a #CadreHoursAlternative. A
 * connection that only reads can do this; it keeps them until the archive
 * changes, or another day or unit is asked for.
 *
 * Returns: %FALSE with @error set if it failed
 */
gboolean
cadre_hours_fill_table (CadreArchive           *archive,
                        const CadreHoursRules  *rules,
                        gint64                  unit_id,
                        GError                **error)
{
  g_autoptr(CadreStatement) insert = NULL;
  g_autofree char *note = NULL;
  Filling filling = { 0 };
  gint64 version = 0;

  /* Taken first: what changes from here on makes it old. */
  if (!cadre_archive_query_int64 (archive, "PRAGMA data_version", &version, error))
    return FALSE;
  if (is_filled (archive, rules, unit_id, version))
    return TRUE;
  if (!cadre_archive_execute (archive, CREATE_TABLE, error))
    return FALSE;

  insert = cadre_archive_prepare (archive,
                                  "INSERT INTO temp.hours_standing VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
                                  "?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)", error);
  if (insert == NULL)
    return FALSE;

  filling.insert = insert;
  if (!cadre_hours_compute_all (archive, rules, unit_id, fill_cb, &filling, error))
    return FALSE;

  if (filling.error != NULL)
    {
      g_propagate_error (error, filling.error);
      return FALSE;
    }

  note = g_strdup_printf (NOTE_TABLE, rules->as_of_day, unit_id, version);
  return cadre_archive_execute (archive, note, error);
}
