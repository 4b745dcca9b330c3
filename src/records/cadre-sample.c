/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Fills an archive with invented people: for trying the program out, for the
 * benchmarks and for pictures. The same number and seed make the same rows. */

#define G_LOG_DOMAIN "cadre-sample"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cadre-action.h"
#include "cadre-sample-private.h"

#define WORDS_PATH CADRE_RESOURCE_PATH "/sample-words/"

/* The published figures (利川, 2017): they come out of the sample by SQL. */
#define N_SECRETARIES_PROMOTED 6
#define N_RECRUITED 14
#define N_FROM_KEY_POSTS 33

/* A bulk insert of this size is half again as fast with a larger cache. */
#define CACHE_LARGE "PRAGMA cache_size = -131072"
#define CACHE_USUAL "PRAGMA cache_size = -16384"

static const struct
{
  const char *table;
  const char *columns;
} rows[SAMPLE_N_ROWS] = {
  [SAMPLE_ROW_UNIT] = { "unit", "uuid, parent_id, position, path, name, short_name, code, kind, level, division" },
  [SAMPLE_ROW_UNIT_STATUS] = { "unit_status", "unit_id, status, since, until, document, must_be_covered, sender_id" },
  [SAMPLE_ROW_UNIT_YEAR] = { "unit_year", "unit_id, year, households, people, poor_households, poor_people, "
                             "collective_income, industries" },
  [SAMPLE_ROW_PERSON] = { "person", "uuid, unit_id, position, name, id_number, sex, birth, native_place, birth_place, "
                          "ethnic_group, health, work_start, political_status, party_joined, category, "
                          "management_level, establishment, post_full, post_short, post_since, post_level, "
                          "post_level_since, rank, rank_since, registered_on, fulltime_education, fulltime_degree, "
                          "fulltime_school, inservice_education, inservice_school, grassroots_two_years, "
                          "resume_text, rewards_text, assessments_text, phone" },
  [SAMPLE_ROW_APPOINTMENT] = { "appointment", "uuid, person_id, unit_id, unit_name, post_name, post_level, is_main, "
                               "is_leader, is_team_member, member_kind, is_key_post, since, document, "
                               "selection_mode, reason, change_kind, status, until, end_reason, candidacy_id" },
  [SAMPLE_ROW_RANK] = { "rank_history", "person_id, scheme, value, since, until, document" },
  [SAMPLE_ROW_EDUCATION] = { "education", "person_id, mode, education, degree, since, until, school, major, years" },
  [SAMPLE_ROW_FAMILY] = { "family", "person_id, position, relation, name, birth, political_status, post" },
  [SAMPLE_ROW_REWARD] = { "reward", "person_id, nature, kind, name, decided_on, effective_until, organ, document" },
  [SAMPLE_ROW_ASSESSMENT] = { "assessment", "uuid, person_id, year, conclusion, reason, unit_then_id, post_then" },
  [SAMPLE_ROW_CLASS] = { "class", "uuid, name, term, year, training_kind, class_kind, theme, organiser, undertaker, "
                         "institution, institution_kind, mode, place, target, since, until, days, hours, state, "
                         "call_document" },
  [SAMPLE_ROW_SEGMENT] = { "segment", "class_id, position, title, mode, place, institution, since, until, days, "
                           "hours" },
  [SAMPLE_ROW_SESSION] = { "session", "class_id, segment_id, date, period, topic, teacher_name, teacher_title, "
                           "classroom, hours" },
  [SAMPLE_ROW_ENROLMENT] = { "enrolment", "class_id, person_id, position, state, group_name, office, post_then, "
                             "level_then, unit_then_id, leave_hours, score, result, completion, is_outstanding" },
  [SAMPLE_ROW_ATTENDANCE] = { "attendance", "session_id, enrolment_id, status, leave_hours" },
  [SAMPLE_ROW_MARK_PART] = { "mark_part", "class_id, position, name, weight" },
  [SAMPLE_ROW_MARK] = { "mark", "enrolment_id, part_id, score" },
  [SAMPLE_ROW_CERTIFICATE] = { "certificate", "enrolment_id, number, issued_on, at_closing" },
  [SAMPLE_ROW_STUDY] = { "study", "uuid, person_id, class_id, year, since, until, title, training_kind, mode, "
                         "organiser, institution, required, days, hours_claimed, hours, leave_hours, recognised_by, "
                         "paper_level, score, result, completion, post_then, level_then, category_then, "
                         "unit_then_id, source" },
  [SAMPLE_ROW_POSTING] = { "posting", "uuid, person_id, kind, unit_id, sender_id, sender_post, sender_level, "
                           "post_name, party_moved, document, since, term_years, planned_end, until, end_reason, "
                           "recall_cause, end_document, predecessor_id, phone" },
  [SAMPLE_ROW_PRESENCE] = { "presence", "posting_id, month, days, leave_days" },
  [SAMPLE_ROW_APPRAISAL] = { "appraisal", "posting_id, year, term, conclusion, score" },
  [SAMPLE_ROW_ACHIEVEMENT] = { "achievement", "posting_id, year, measure, measure_unit, baseline, value" },
  [SAMPLE_ROW_POSTING_EVENT] = { "posting_event", "posting_id, kind, date, text, result" },
  [SAMPLE_ROW_RESERVE] = { "reserve", "person_id, unit_id, status, direction, since, mentor, measures, present_work, "
                           "post_name, appraisal" },
  [SAMPLE_ROW_PIPELINE] = { "pipeline", "key, name, source_kind, target" },
  [SAMPLE_ROW_ROUND] = { "promotion_round", "uuid, pipeline_id, name, year, as_of, places, quota_share, quota_base, "
                         "quota_rounding, document, state" },
  [SAMPLE_ROW_CANDIDACY] = { "candidacy", "uuid, round_id, person_id, state, source_kind, post_then, target_unit_id, "
                             "target_post, target_level" },
};

int
_cadre_sample_below (CadreSample *self,
                     int          n)
{
  return n <= 1 ? 0 : g_rand_int_range (self->rand, 0, n);
}

int
_cadre_sample_between (CadreSample *self,
                       int          low,
                       int          high)
{
  return low + _cadre_sample_below (self, high - low + 1);
}

gboolean
_cadre_sample_chance (CadreSample *self,
                      int          percent)
{
  return _cadre_sample_below (self, 100) < percent;
}

const char *
_cadre_sample_uuid (CadreSample *self,
                    char         uuid[33])
{
  for (int i = 0; i < 4; i++)
    g_snprintf (uuid + 8 * i, 9, "%08x", g_rand_int (self->rand));
  return uuid;
}

const char *
_cadre_sample_month (int  month,
                     char text[11])
{
  g_snprintf (text, 11, "%04d-%02d", CLAMP (month / 12, 0, 9999), month % 12 + 1);
  return text;
}

const char *
_cadre_sample_day (int  month,
                   int  day,
                   char text[11])
{
  g_snprintf (text, 11, "%04d-%02d-%02d", CLAMP (month / 12, 0, 9999), month % 12 + 1, CLAMP (day, 1, 28));
  return text;
}

static char *
insert_sql (SampleRow row)
{
  GString *sql = g_string_new (NULL);

  g_string_printf (sql, "INSERT INTO %s (%s) VALUES (?", rows[row].table, rows[row].columns);
  for (const char *p = strchr (rows[row].columns, ','); p != NULL; p = strchr (p + 1, ','))
    g_string_append (sql, ", ?");
  g_string_append_c (sql, ')');

  return g_string_free (sql, FALSE);
}

gboolean
_cadre_sample_insert (CadreSample  *self,
                      SampleRow     row,
                      gint64       *id,
                      GError      **error,
                      const char   *format,
                      ...)
{
  CadreStatement *insert = self->inserts[row];
  va_list args;

  g_assert (strlen (format) == self->n_columns[row]);

  va_start (args, format);
  for (int i = 1; *format != '\0'; format++, i++)
    {
      char uuid[33];
      gint64 integer;
      double number;

      switch (*format)
        {
        case 'i':
        case 'I':
          integer = va_arg (args, gint64);
          if (*format == 'I' && integer == 0)
            cadre_statement_bind_null (insert, i);
          else
            cadre_statement_bind_int64 (insert, i, integer);
          break;
        case 'd':
        case 'D':
          number = va_arg (args, double);
          if (*format == 'D' && number < 0)
            cadre_statement_bind_null (insert, i);
          else
            cadre_statement_bind_double (insert, i, number);
          break;
        case 'u':
          cadre_statement_bind_text (insert, i, _cadre_sample_uuid (self, uuid));
          break;
        default:
          cadre_statement_bind_text (insert, i, va_arg (args, const char *));
          break;
        }
    }
  va_end (args);

  if (!cadre_statement_run (insert, error))
    return FALSE;
  if (id != NULL)
    *id = cadre_archive_last_row_id (self->archive);
  return TRUE;
}

static char **
load_words (const char  *name,
            const char  *separator,
            int         *n,
            GError     **error)
{
  g_autofree char *path = g_strconcat (WORDS_PATH, name, NULL);
  g_autoptr(GBytes) bytes = g_resources_lookup_data (path, 0, error);
  g_autofree char *text = NULL;
  char **words;

  if (bytes == NULL)
    return NULL;

  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  words = g_strsplit (g_strchomp (text), separator, -1);
  if (n != NULL)
    *n = (int) g_strv_length (words);

  return words;
}

/* "王 720": how often a surname is met, as running sums to draw from. */
static void
sum_surnames (CadreSample *self)
{
  int sum = 0;

  self->words.surname_sums = g_new (int, self->words.n_surnames);
  for (int i = 0; i < self->words.n_surnames; i++)
    {
      char *space = strchr (self->words.surnames[i], ' ');

      if (space != NULL)
        {
          *space = '\0';
          sum += atoi (space + 1);
        }
      self->words.surname_sums[i] = sum;
    }
}

static gboolean
load_all_words (CadreSample  *self,
                GError      **error)
{
  g_auto(GStrv) village = load_words ("village-names.txt", "\n", NULL, error);

  if (village == NULL || g_strv_length (village) < 2 ||
      !(self->words.surnames = load_words ("surnames.txt", "\n", &self->words.n_surnames, error)) ||
      !(self->words.given[0] = load_words ("given-male.txt", " ", &self->words.n_given[0], error)) ||
      !(self->words.given[1] = load_words ("given-female.txt", " ", &self->words.n_given[1], error)) ||
      !(self->words.minority = load_words ("names-minority.txt", "\n", &self->words.n_minority, error)) ||
      !(self->words.counties = load_words ("counties.txt", "\n", &self->words.n_counties, error)) ||
      !(self->words.townships = load_words ("townships.txt", "\n", &self->words.n_townships, error)) ||
      !(self->words.departments = load_words ("departments.txt", "\n", &self->words.n_departments, error)))
    return FALSE;

  self->words.village_heads = g_strsplit (village[0], " ", -1);
  self->words.village_tails = g_strsplit (village[1], " ", -1);
  sum_surnames (self);
  return TRUE;
}

static gboolean
prepare_inserts (CadreSample  *self,
                 GError      **error)
{
  for (int i = 0; i < SAMPLE_N_ROWS; i++)
    {
      g_autofree char *sql = insert_sql (i);

      for (const char *p = rows[i].columns; p != NULL; p = strchr (p + 1, ','))
        self->n_columns[i]++;
      self->inserts[i] = cadre_archive_prepare (self->archive, sql, error);
      if (self->inserts[i] == NULL)
        return FALSE;
    }

  return TRUE;
}

static void
free_unit (gpointer data)
{
  SampleUnit *unit = data;

  g_free (unit->name);
  g_free (unit->short_name);
  g_free (unit);
}

static CadreSample *
sample_new (CadreArchive *archive,
            guint         n_people,
            guint         seed)
{
  CadreSample *self = g_new0 (CadreSample, 1);

  self->archive = archive;
  self->rand = g_rand_new_with_seed (seed);
  self->units = g_ptr_array_new_with_free_func (free_unit);
  self->classes = g_array_new (FALSE, TRUE, sizeof (SampleClass));
  self->people = g_new0 (SamplePerson, n_people);
  self->n_people = n_people;
  self->id_numbers = g_hash_table_new (NULL, NULL);
  self->left[SAMPLE_WAY_SECRETARY] = N_SECRETARIES_PROMOTED;
  self->left[SAMPLE_WAY_RECRUIT] = N_RECRUITED;
  self->left[SAMPLE_WAY_KEY_POST] = N_FROM_KEY_POSTS;

  return self;
}

static void
sample_free (CadreSample *self)
{
  for (int i = 0; i < SAMPLE_N_ROWS; i++)
    cadre_statement_free (self->inserts[i]);
  for (guint i = 0; i < self->n_people; i++)
    {
      g_free (self->people[i].name);
      for (int s = 0; s < self->people[i].n_steps; s++)
        {
          g_free (self->people[i].steps[s].post);
          g_free (self->people[i].steps[s].full);
        }
    }
  g_free (self->people);
  g_rand_free (self->rand);
  g_ptr_array_unref (self->units);
  g_array_unref (self->classes);
  g_hash_table_unref (self->id_numbers);
  g_strfreev (self->words.surnames);
  g_free (self->words.surname_sums);
  g_strfreev (self->words.given[0]);
  g_strfreev (self->words.given[1]);
  g_strfreev (self->words.minority);
  g_strfreev (self->words.counties);
  g_strfreev (self->words.townships);
  g_strfreev (self->words.village_heads);
  g_strfreev (self->words.village_tails);
  g_strfreev (self->words.departments);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreSample, sample_free)

/* A unit's people: who leads it, and the rest by what kind of unit it is. */
static SamplePopulation
population_of (CadreSample      *self,
               const SampleUnit *unit,
               int               position)
{
  switch (unit->kind)
    {
    case SAMPLE_UNIT_COUNTY:
      return SAMPLE_COUNTY_LEADER;
    case SAMPLE_UNIT_VILLAGE:
      return position == 0 ? SAMPLE_SECRETARY : position % 2 == 1 ? SAMPLE_VILLAGE : SAMPLE_RESERVE;
    case SAMPLE_UNIT_TOWNSHIP:
      if (position < 9)
        return position < 2 ? SAMPLE_HEAD : SAMPLE_DEPUTY;
      return _cadre_sample_chance (self, 65) ? SAMPLE_CLERK : SAMPLE_MANAGER;
    case SAMPLE_UNIT_DEPARTMENT:
    default:
      if (position < 4)
        return position < 1 ? SAMPLE_HEAD : SAMPLE_DEPUTY;
      if (!unit->is_institution)
        return _cadre_sample_chance (self, 85) ? SAMPLE_CLERK : SAMPLE_MANAGER;
      return _cadre_sample_chance (self, 35) ? SAMPLE_MANAGER : SAMPLE_SPECIALIST;
    }
}

/* The published cases are all in the first county. */
static SampleWay
way_of (CadreSample      *self,
        const SampleUnit *unit,
        SamplePopulation  population)
{
  SampleWay way = SAMPLE_WAY_USUAL;

  if (unit->county != 0)
    return SAMPLE_WAY_USUAL;
  if (unit->kind == SAMPLE_UNIT_TOWNSHIP && population == SAMPLE_DEPUTY)
    way = SAMPLE_WAY_SECRETARY;
  else if (unit->kind == SAMPLE_UNIT_TOWNSHIP && population == SAMPLE_CLERK)
    way = SAMPLE_WAY_RECRUIT;
  else if (unit->kind == SAMPLE_UNIT_DEPARTMENT && population == SAMPLE_HEAD)
    way = SAMPLE_WAY_KEY_POST;

  if (way == SAMPLE_WAY_USUAL || self->left[way] == 0)
    return SAMPLE_WAY_USUAL;
  self->left[way]--;
  return way;
}

static gboolean
add_people (CadreSample          *self,
            CadreSampleProgress   progress,
            gpointer              progress_data,
            GCancellable         *cancellable,
            GError              **error)
{
  guint n = 0;

  for (guint i = 0; i < self->units->len; i++)
    {
      const SampleUnit *unit = g_ptr_array_index (self->units, i);

      for (int position = 0; position < unit->n_people; position++, n++)
        {
          SamplePerson *person = &self->people[n];

          person->unit = unit;
          person->population = population_of (self, unit, position);
          person->way = way_of (self, unit, person->population);
          if (!_cadre_sample_add_person (self, person, error))
            return FALSE;

          if (n % 1000 == 0)
            {
              if (g_cancellable_set_error_if_cancelled (cancellable, error))
                return FALSE;
              if (progress != NULL)
                progress (n, self->n_people, progress_data);
            }
        }
    }

  return TRUE;
}

static gboolean
fill (CadreSample          *self,
      CadreSampleProgress   progress,
      gpointer              progress_data,
      GCancellable         *cancellable,
      GError              **error)
{
  return load_all_words (self, error) &&
         prepare_inserts (self, error) &&
         _cadre_sample_add_units (self, self->n_people, error) &&
         _cadre_sample_add_classes (self, error) &&
         _cadre_sample_add_rounds (self, error) &&
         add_people (self, progress, progress_data, cancellable, error) &&
         _cadre_sample_add_long_class (self, error) &&
         _cadre_sample_add_postings (self, error) &&
         _cadre_sample_add_ways (self, error) &&
         _cadre_sample_add_plan (self, error);
}

/**
 * cadre_sample_fill:
 * @n_people: how many, at least 1; units, classes and postings grow with them
 * @seed: the same seed and number make the same archive, uuids included
 * @progress: (nullable): told every thousand people
 * @cancellable: (nullable): cancelling rolls everything back
 *
 * Fills @archive with invented people of all the populations of a county, and
 * about ten study records each, in one action that one undo takes back. Facts
 * go up to %CADRE_SAMPLE_AS_OF. ID numbers carry division codes that no
 * county has, so that none can be a real person's.
 *
 * Returns: %FALSE with @error set if it failed; nothing was changed then
 */
gboolean
cadre_sample_fill (CadreArchive         *archive,
                   guint                 n_people,
                   guint                 seed,
                   CadreSampleProgress   progress,
                   gpointer              progress_data,
                   GCancellable         *cancellable,
                   GError              **error)
{
  g_autoptr(CadreAction) action = NULL;
  gboolean ok;

  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), FALSE);
  g_return_val_if_fail (n_people > 0, FALSE);

  action = cadre_action_begin (archive, "sample", _("Fill with invented people"), error);
  if (action == NULL || !cadre_action_begin_bulk (action, error) ||
      !cadre_archive_execute (archive, CACHE_LARGE, error))
    return FALSE;

  {
    g_autoptr(CadreSample) self = sample_new (archive, n_people, seed);

    ok = fill (self, progress, progress_data, cancellable, error);
  }

  ok = ok && cadre_action_end_bulk (action, error) && cadre_action_commit (action, error);
  return cadre_archive_execute (archive, CACHE_USUAL, ok ? error : NULL) && ok;
}
