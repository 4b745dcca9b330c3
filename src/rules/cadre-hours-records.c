/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The study records that standings are computed from, person by person. Those
 * of few people are sought by their keys; those of all others are read a year
 * at a time in order of persons, which is one range of the index
 * study_by_year. */

#define G_LOG_DOMAIN "cadre-hours"

#include "config.h"

#include <string.h>

#include "cadre-hours-private.h"

/* What read_record() expects; all of it is in the index study_by_year. */
#define COLUMNS \
  "SELECT person_id, mode, hours, days, hours_claimed, since, until, leave_hours, required, paper_level, study.id, year "

/* A class that runs on into a later year is registered in an earlier one, of
 * the last so many. */
#define YEARS_BEFORE 4
#define RUNS_ON "AND substr (since, 1, 4) < substr (until, 1, 4) "

/* ?1 is the year, ?2 a JSON array of the keys that are sought, in order. */
#define SOUGHT_BY(index) \
  COLUMNS "FROM json_each (?2) AS sought CROSS JOIN study INDEXED BY " index " " \
  "WHERE year = ?1 AND person_id = sought.value "

/* Rows in order of persons, the next one at hand. */
typedef struct
{
  CadreStatement *rows;
  HoursRecord next;
  gboolean of_sought;          /* or else of all the others */
  gboolean at_end;
} Stream;

struct _HoursRecords
{
  CadreArchive *archive;
  const CadreHoursRules *rules;
  char *sought;                /* JSON */
  GArray *streams;             /* Stream, the earliest year first */
};

static void
clear_stream (gpointer data)
{
  cadre_statement_free (((Stream *) data)->rows);
}

static gint64
get_amount (CadreStatement *row,
            int             column)
{
  double value = cadre_statement_get_double (row, column);

  if (value == 0 && cadre_statement_is_null (row, column))
    return -1;
  return (gint64) (value * CADRE_HOURS_UNIT + 0.5);
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

static void
read_record (const CadreHoursRules *rules,
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
advance (HoursRecords  *self,
         Stream        *stream,
         GError       **error)
{
  stream->at_end = !cadre_statement_step (stream->rows, error);
  if (!stream->at_end)
    read_record (self->rules, stream->rows, &stream->next);

  return !stream->at_end || cadre_statement_is_done (stream->rows);
}

static gboolean
add_stream (HoursRecords  *self,
            const char    *sql,
            gboolean       of_sought,
            int            year,
            GError       **error)
{
  Stream stream = { .rows = cadre_archive_prepare (self->archive, sql, error), .of_sought = of_sought };

  if (stream.rows == NULL)
    return FALSE;

  cadre_statement_bind_int64 (stream.rows, 1, year);
  if (of_sought)
    cadre_statement_bind_text (stream.rows, 2, self->sought);
  g_array_append_val (self->streams, stream);
  return advance (self, &g_array_index (self->streams, Stream, self->streams->len - 1), error);
}

/* All years of which any regime asks. */
static gboolean
add_sought (HoursRecords  *self,
            GError       **error)
{
  int first = self->rules->first_month / 12;

  for (int year = first - YEARS_BEFORE; year < first; year++)
    if (!add_stream (self, SOUGHT_BY ("study_over_new_year") RUNS_ON, TRUE, year, error))
      return FALSE;
  for (int year = first; year <= self->rules->as_of.year; year++)
    if (!add_stream (self, SOUGHT_BY ("study_by_year"), TRUE, year, error))
      return FALSE;

  return TRUE;
}

/* Only the years of which yearly regimes ask. */
static gboolean
add_others (HoursRecords  *self,
            GError       **error)
{
  int first = self->rules->stream_year;

  /* Few: they are sorted. */
  if (!add_stream (self, COLUMNS "FROM study INDEXED BY study_over_new_year "
                   "WHERE year BETWEEN ?1 - " G_STRINGIFY (YEARS_BEFORE) " AND ?1 - 1 " RUNS_ON
                   "ORDER BY person_id, year, study.id", FALSE, first, error))
    return FALSE;
  for (int year = first; year <= self->rules->as_of.year; year++)
    if (!add_stream (self, COLUMNS "FROM study INDEXED BY study_by_year WHERE year = ?1 ORDER BY person_id", FALSE,
                     year, error))
      return FALSE;

  return TRUE;
}

static char *
list_keys (const GArray *keys)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < keys->len; i++)
    g_string_append_printf (json, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", g_array_index (keys, gint64, i));
  g_string_append_c (json, ']');

  return g_string_free (json, FALSE);
}

/*
 * _cadre_hours_records_open:
 * @sought: (element-type gint64): the keys of those whose records of all
 *   years are wanted, in order
 * @others: whether all others' records of the years that yearly regimes look
 *   at are wanted, too
 *
 * Returns: (transfer full): what to read records from, or %NULL with @error set
 */
HoursRecords *
_cadre_hours_records_open (CadreArchive           *archive,
                           const CadreHoursRules  *rules,
                           const GArray           *sought,
                           gboolean                others,
                           GError                **error)
{
  g_autoptr(HoursRecords) self = g_new0 (HoursRecords, 1);

  self->archive = g_object_ref (archive);
  self->rules = rules;
  self->sought = list_keys (sought);
  self->streams = g_array_new (FALSE, FALSE, sizeof (Stream));
  g_array_set_clear_func (self->streams, clear_stream);

  if ((sought->len > 0 && !add_sought (self, error)) || (others && !add_others (self, error)))
    return NULL;
  return g_steal_pointer (&self);
}

void
_cadre_hours_records_free (HoursRecords *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->streams);
  g_object_unref (self->archive);
  g_free (self->sought);
  g_free (self);
}

/*
 * _cadre_hours_records_read:
 * @person_id: higher than in the call before
 * @is_sought: whether it is one of those sought
 * @records: (element-type HoursRecord): to append to, in order of years
 */
gboolean
_cadre_hours_records_read (HoursRecords  *self,
                           gint64         person_id,
                           gboolean       is_sought,
                           GArray        *records,
                           GError       **error)
{
  for (guint i = 0; i < self->streams->len; i++)
    {
      Stream *stream = &g_array_index (self->streams, Stream, i);

      while (stream->of_sought == is_sought && !stream->at_end && stream->next.person_id <= person_id)
        {
          if (stream->next.person_id == person_id)
            g_array_append_val (records, stream->next);
          if (!advance (self, stream, error))
            return FALSE;
        }
    }

  return TRUE;
}
