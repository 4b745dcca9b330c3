/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Standings of one person with every record's reason, and of everybody in
 * one pass over the index study_by_year. */

#define G_LOG_DOMAIN "cadre-hours"

#include "config.h"

#include <math.h>
#include <string.h>

#include "cadre-hours-private.h"

/* Up to so many people, each one's records are sought out; above it a whole
 * year is read in one go. */
#define MOST_SOUGHT 3000

#define PEOPLE_COLUMNS "id, unit_id, category, post_level, rank, management_level, registered_on"

typedef struct
{
  gint64 id;
  gint64 unit_id;
  const HoursRegime *regimes[HOURS_N_SLOTS];
  gboolean has_changed;         /* within a period: months are to be told apart */
} Someone;

/* Rows of one year in order of persons, the next one at hand. */
typedef struct
{
  CadreStatement *rows;
  HoursRecord next;
  gboolean at_end;
} Stream;

static void
clear_stream (gpointer data)
{
  cadre_statement_free (((Stream *) data)->rows);
}

static gint64
get_amount (CadreStatement *row,
            int             column)
{
  if (cadre_statement_is_null (row, column))
    return -1;
  return (gint64) (cadre_statement_get_double (row, column) * CADRE_HOURS_UNIT + 0.5);
}

static int
find_mode (const CadreHoursRules *rules,
           const char            *mode,
           const char            *paper_level)
{
  if (paper_level != NULL)
    {
      g_autofree char *exact = g_strconcat (mode, "·", paper_level, NULL);
      int found = find_mode (rules, exact, NULL);

      if (found >= 0)
        return found;
    }

  for (guint i = 0; i < rules->modes->len; i++)
    if (strcmp (g_ptr_array_index (rules->modes, i), mode) == 0)
      return (int) i;
  return -1;
}

void
_cadre_hours_read_record (const CadreHoursRules *rules,
                          CadreStatement        *row,
                          HoursRecord           *record)
{
  record->person_id = cadre_statement_get_int64 (row, 0);
  record->mode = find_mode (rules, cadre_statement_get_text (row, 1), cadre_statement_get_text (row, 9));
  record->hours = get_amount (row, 2);
  record->days = get_amount (row, 3);
  record->claimed = get_amount (row, 4);
  record->since = _cadre_hours_parse_day (cadre_statement_get_text (row, 5));
  record->until = _cadre_hours_parse_day (cadre_statement_get_text (row, 6));
  record->leave = get_amount (row, 7);
  record->required = cadre_statement_get_int64 (row, 8) != 0;
  record->id = cadre_statement_get_int64 (row, 10);
  record->year = (int) cadre_statement_get_int64 (row, 11);
}

static gboolean
read_rows (const CadreHoursRules  *rules,
           CadreStatement         *rows,
           GArray                 *records,
           GError                **error)
{
  g_autoptr(GError) local_error = NULL;
  HoursRecord record;

  while (cadre_statement_step (rows, &local_error))
    {
      _cadre_hours_read_record (rules, rows, &record);
      g_array_append_val (records, record);
    }

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return TRUE;
}

gboolean
_cadre_hours_reader_open (HoursReader   *self,
                          CadreArchive  *archive,
                          GError       **error)
{
  self->over = cadre_archive_prepare (archive, HOURS_OVER_NEW_YEAR "AND person_id = ?2 ORDER BY year, id", error);
  if (self->over == NULL)
    return FALSE;

  self->one = cadre_archive_prepare (archive, "SELECT " HOURS_RECORD_COLUMNS " FROM study INDEXED BY study_by_year "
                                     "WHERE year = ?1 AND person_id = ?2", error);
  return self->one != NULL;
}

void
_cadre_hours_reader_clear (HoursReader *self)
{
  g_clear_pointer (&self->over, cadre_statement_free);
  g_clear_pointer (&self->one, cadre_statement_free);
}

/*
 * _cadre_hours_read_person:
 *
 * Appends to @records all that any regime may look at, in order of years.
 */
gboolean
_cadre_hours_read_person (HoursReader            *reader,
                          const CadreHoursRules  *rules,
                          gint64                  person_id,
                          GArray                 *records,
                          GError                **error)
{
  int first = rules->first_month / 12;

  cadre_statement_reset (reader->over);
  cadre_statement_bind_int64 (reader->over, 1, first);
  cadre_statement_bind_int64 (reader->over, 2, person_id);
  if (!read_rows (rules, reader->over, records, error))
    return FALSE;

  for (int year = first; year <= rules->as_of.year; year++)
    {
      cadre_statement_reset (reader->one);
      cadre_statement_bind_int64 (reader->one, 1, year);
      cadre_statement_bind_int64 (reader->one, 2, person_id);
      if (!read_rows (rules, reader->one, records, error))
        return FALSE;
    }

  return TRUE;
}

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
      if (!cadre_statement_step (row, NULL))
        continue;
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
  g_autoptr(HoursSpans) spans = NULL;
  g_auto(HoursReader) reader = { 0 };

  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), NULL);

  spans = _cadre_hours_load_spans (archive, rules, person_id, error);
  if (spans == NULL || !_cadre_hours_reader_open (&reader, archive, error) ||
      !_cadre_hours_read_person (&reader, rules, person_id, records, error))
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

/* People who are neighbours in the index person_by_level have one class: it is
 * matched once for them all. */
typedef struct
{
  char *text[4];                /* category, level, rank, management */
  const HoursRegime *regimes[HOURS_N_SLOTS];
} Class;

static void
class_clear (Class *class)
{
  for (int i = 0; i < 4; i++)
    g_clear_pointer (&class->text[i], g_free);
}

static void
match_class (const CadreHoursRules *rules,
             CadreStatement        *row,
             Class                 *class)
{
  gboolean same = TRUE;

  for (int i = 0; i < 4 && same; i++)
    same = g_strcmp0 (class->text[i], cadre_statement_get_text (row, 2 + i)) == 0;
  if (same && class->text[0] != NULL)
    return;

  class_clear (class);
  for (int i = 0; i < 4; i++)
    class->text[i] = cadre_statement_dup_text (row, 2 + i);
  for (int slot = 0; slot < HOURS_N_SLOTS; slot++)
    class->regimes[slot] = _cadre_hours_match (rules, slot, class->text[0], class->text[1], class->text[2],
                                               class->text[3]);
}

/* The first day that any of someone's regimes looks at. */
static HoursDay
window_of (const CadreHoursRules *rules,
           const Someone         *someone)
{
  HoursDay from = HOURS_DAY (rules->as_of.year, 1, 1);

  for (int slot = 0; slot < HOURS_N_SLOTS; slot++)
    {
      const HoursRegime *regime = someone->regimes[slot];

      if (regime == NULL)
        continue;
      from = MIN (from, regime->set->carry_over && regime->period == HOURS_PERIOD_YEAR ? regime->from - 10000
                                                                                       : regime->from);
    }

  return from;
}

static int
compare_people (gconstpointer a,
                gconstpointer b)
{
  const Someone *one = a, *two = b;

  return one->id < two->id ? -1 : one->id > two->id;
}

static char *
unit_path (CadreArchive  *archive,
           gint64         unit_id,
           GError       **error)
{
  g_autoptr(CadreStatement) row = cadre_archive_prepare (archive, "SELECT path FROM unit WHERE id = ?1", error);

  if (row == NULL)
    return NULL;

  cadre_statement_bind_int64 (row, 1, unit_id);
  if (cadre_statement_step (row, NULL))
    return cadre_statement_dup_text (row, 0);

  g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, "%s: no such unit", cadre_archive_get_path (archive));
  return NULL;
}

static CadreStatement *
query_people (CadreArchive  *archive,
              gint64         unit_id,
              GError       **error)
{
  g_autofree char *path = NULL;
  CadreStatement *rows;

  if (unit_id == 0)
    return cadre_archive_prepare (archive,
                                  "SELECT " PEOPLE_COLUMNS " FROM person INDEXED BY person_by_level "
                                  "WHERE status = '现职人员'", error);

  path = unit_path (archive, unit_id, error);
  if (path == NULL)
    return NULL;

  /* ':' follows the '.' and the digits of a path: a unit and all below it. */
  rows = cadre_archive_prepare (archive,
                                "SELECT " PEOPLE_COLUMNS " FROM person WHERE status = '现职人员' AND unit_id IN "
                                "(SELECT id FROM unit WHERE id = ?2 OR (path >= ?1 AND path < ?1 || ':'))", error);
  if (rows == NULL)
    return NULL;
  cadre_statement_bind_text (rows, 1, path);
  cadre_statement_bind_int64 (rows, 2, unit_id);
  return rows;
}

static GArray *
list_people (CadreArchive           *archive,
             const CadreHoursRules  *rules,
             gint64                  unit_id,
             GError                **error)
{
  g_autoptr(GArray) people = g_array_new (FALSE, TRUE, sizeof (Someone));
  g_autoptr(CadreStatement) rows = query_people (archive, unit_id, error);
  g_autoptr(GError) local_error = NULL;
  Class class = { 0 };

  if (rows == NULL)
    return NULL;

  while (cadre_statement_step (rows, &local_error))
    {
      Someone someone = { .id = cadre_statement_get_int64 (rows, 0), .unit_id = cadre_statement_get_int64 (rows, 1) };
      HoursDay registered = _cadre_hours_parse_day (cadre_statement_get_text (rows, 6));

      match_class (rules, rows, &class);
      memcpy (someone.regimes, class.regimes, sizeof someone.regimes);
      someone.has_changed = registered >= window_of (rules, &someone) / 10000 * 10000;
      g_array_append_val (people, someone);
    }

  class_clear (&class);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  g_array_sort (people, compare_people);
  return g_steal_pointer (&people);
}

static Someone *
find_someone (GArray *people,
              gint64  id)
{
  Someone key = { .id = id };
  guint index;

  return g_array_binary_search (people, &key, compare_people, &index) ? &g_array_index (people, Someone, index) : NULL;
}

/* Who gave up, in the course of a plan, a level or rank of longer periods. */
static gboolean
mark_left (CadreArchive           *archive,
           const CadreHoursRules  *rules,
           GArray                 *people,
           const char             *from,
           GError                **error)
{
  g_autoptr(CadreStatement) rows = NULL;
  g_autoptr(GError) local_error = NULL;

  rows = cadre_archive_prepare (archive, "SELECT person_id, scheme, value FROM rank_history "
                                "INDEXED BY rank_history_by_until WHERE until >= ?1", error);
  if (rows == NULL)
    return FALSE;

  cadre_statement_bind_text (rows, 1, from);
  while (cadre_statement_step (rows, &local_error))
    {
      gboolean is_rank = g_strcmp0 (cadre_statement_get_text (rows, 1), "职级") == 0;
      const char *value = cadre_statement_get_text (rows, 2);
      const HoursRegime *regime = _cadre_hours_match (rules, HOURS_SLOT_MAIN, NULL, is_rank ? NULL : value,
                                                      is_rank ? value : NULL, NULL);
      Someone *someone;

      if (regime == NULL || regime->period == HOURS_PERIOD_YEAR)
        continue;
      someone = find_someone (people, cadre_statement_get_int64 (rows, 0));
      if (someone != NULL && someone->regimes[HOURS_SLOT_MAIN] != regime)
        someone->has_changed = TRUE;
    }

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return TRUE;
}

/* Whose level or rank began within a period of theirs. */
static gboolean
mark_changed (CadreArchive           *archive,
              const CadreHoursRules  *rules,
              GArray                 *people,
              GError                **error)
{
  g_autoptr(CadreStatement) rows = NULL;
  g_autoptr(GError) local_error = NULL;
  char from[5];

  rows = cadre_archive_prepare (archive, "SELECT person_id, since FROM rank_history INDEXED BY rank_history_by_since "
                                "WHERE since >= ?1", error);
  if (rows == NULL)
    return FALSE;

  g_snprintf (from, sizeof from, "%04d", CLAMP (rules->first_month / 12, 0, 9999));
  cadre_statement_bind_text (rows, 1, from);
  while (cadre_statement_step (rows, &local_error))
    {
      Someone *someone = find_someone (people, cadre_statement_get_int64 (rows, 0));

      if (someone != NULL &&
          _cadre_hours_parse_day (cadre_statement_get_text (rows, 1)) >= window_of (rules, someone) / 10000 * 10000)
        someone->has_changed = TRUE;
    }

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return mark_left (archive, rules, people, from, error);
}

static gboolean
advance (const CadreHoursRules  *rules,
         Stream                 *stream,
         GError                **error)
{
  g_autoptr(GError) local_error = NULL;

  if (cadre_statement_step (stream->rows, &local_error))
    {
      _cadre_hours_read_record (rules, stream->rows, &stream->next);
      return TRUE;
    }

  stream->at_end = TRUE;
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return TRUE;
}

static gboolean
add_stream (CadreArchive           *archive,
            const CadreHoursRules  *rules,
            GArray                 *streams,
            const char             *sql,
            int                     year,
            GError                **error)
{
  Stream stream = { .rows = cadre_archive_prepare (archive, sql, error) };

  if (stream.rows == NULL)
    return FALSE;

  cadre_statement_bind_int64 (stream.rows, 1, year);
  g_array_append_val (streams, stream);
  return advance (rules, &g_array_index (streams, Stream, streams->len - 1), error);
}

static gboolean
open_streams (CadreArchive           *archive,
              const CadreHoursRules  *rules,
              GArray                 *streams,
              GError                **error)
{
  if (!add_stream (archive, rules, streams, HOURS_OVER_NEW_YEAR "ORDER BY person_id, year, id", rules->stream_year,
                   error))
    return FALSE;

  for (int year = rules->stream_year; year <= rules->as_of.year; year++)
    if (!add_stream (archive, rules, streams, "SELECT " HOURS_RECORD_COLUMNS " FROM study INDEXED BY study_by_year "
                     "WHERE year = ?1 ORDER BY person_id", year, error))
      return FALSE;

  return TRUE;
}

static gboolean
read_streams (const CadreHoursRules  *rules,
              GArray                 *streams,
              gint64                  person_id,
              GArray                 *records,
              GError                **error)
{
  for (guint i = 0; i < streams->len; i++)
    {
      Stream *stream = &g_array_index (streams, Stream, i);

      while (!stream->at_end && stream->next.person_id <= person_id)
        {
          if (stream->next.person_id == person_id)
            g_array_append_val (records, stream->next);
          if (!advance (rules, stream, error))
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
is_yearly (const Someone *someone)
{
  for (int slot = 0; slot < HOURS_N_SLOTS; slot++)
    if (someone->regimes[slot] != NULL && someone->regimes[slot]->period != HOURS_PERIOD_YEAR)
      return FALSE;

  return !someone->has_changed;
}

static gboolean
compute_someone (CadreArchive           *archive,
                 const CadreHoursRules  *rules,
                 const Someone          *someone,
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
  g_autoptr(GArray) records = g_array_new (FALSE, FALSE, sizeof (HoursRecord));
  g_autoptr(GArray) streams = g_array_new (FALSE, TRUE, sizeof (Stream));
  g_auto(HoursReader) reader = { 0 };
  gboolean go_on = TRUE, seek;

  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), FALSE);

  g_array_set_clear_func (streams, clear_stream);
  people = list_people (archive, rules, unit_id, error);
  if (people == NULL || !mark_changed (archive, rules, people, error) ||
      !_cadre_hours_reader_open (&reader, archive, error))
    return FALSE;

  seek = people->len <= MOST_SOUGHT;
  if (!seek && !open_streams (archive, rules, streams, error))
    return FALSE;

  for (guint i = 0; i < people->len && go_on; i++)
    {
      const Someone *someone = &g_array_index (people, Someone, i);

      g_array_set_size (records, 0);
      if (!(seek || !is_yearly (someone) ? _cadre_hours_read_person (&reader, rules, someone->id, records, error)
                                         : read_streams (rules, streams, someone->id, records, error)) ||
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
  "DROP TABLE IF EXISTS temp.hours_standing;" \
  "CREATE TEMP TABLE hours_standing (person_id INTEGER, unit_id INTEGER, regime TEXT, regime_name TEXT, counter TEXT, " \
  "required_hours REAL, required_days REAL, required_months REAL, done_hours REAL, done_days REAL, done_months REAL, " \
  "missing_hours REAL, missing_days REAL, missing_months REAL, offline_hours REAL, online_hours REAL, " \
  "other_hours REAL, is_met INTEGER, met_by INTEGER, debt_due TEXT, PRIMARY KEY (person_id, regime)) WITHOUT ROWID"

/**
 * cadre_hours_fill_table:
 *
 * Puts the standings of cadre_hours_compute_all() into the temporary table
 * `hours_standing` of this connection, for reports to join with. Amounts are
 * in hours, days and months there; `met_by` is a #CadreHoursAlternative. A
 * connection that only reads can do this.
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
  Filling filling = { 0 };

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

  return TRUE;
}
