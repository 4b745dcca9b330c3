/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Everybody in service, under which regimes they stand, and who stood under
 * others within a period. */

#define G_LOG_DOMAIN "cadre-hours"

#include "config.h"

#include <string.h>

#include "cadre-hours-private.h"
#include "cadre-units.h"

/* People are sorted by digits of their keys, so many bits at a time. */
#define DIGIT_BITS 11
#define N_DIGITS (1 << DIGIT_BITS)
#define DIGIT(key, shift) ((key) >> (shift) & (N_DIGITS - 1))

#define PEOPLE_COLUMNS "id, unit_id, category, post_level, rank, management_level, registered_on"

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
           const HoursPerson     *someone)
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
  const HoursPerson *one = a, *two = b;

  return one->id < two->id ? -1 : one->id > two->id;
}

/* One digit of the keys, from @shift on, puts @from into order in @to. */
static void
sort_by_digit (const GArray *from,
               GArray       *to,
               int           shift)
{
  guint places[N_DIGITS + 1] = { 0 };

  for (guint i = 0; i < from->len; i++)
    places[DIGIT (g_array_index (from, HoursPerson, i).id, shift) + 1]++;
  for (guint i = 1; i < N_DIGITS; i++)
    places[i] += places[i - 1];
  for (guint i = 0; i < from->len; i++)
    {
      const HoursPerson *someone = &g_array_index (from, HoursPerson, i);

      g_array_index (to, HoursPerson, places[DIGIT (someone->id, shift)]++) = *someone;
    }
}

/* By their keys, digit by digit from the lowest: comparing them two by two
 * took a sixth of computing everybody's hours. */
static GArray *
sort_people (GArray *people,
             gint64  last_id)
{
  g_autoptr(GArray) sorted = g_array_copy (people);
  g_autoptr(GArray) other = g_array_ref (people);

  for (int shift = 0; last_id >> shift > 0; shift += DIGIT_BITS)
    {
      GArray *done = g_steal_pointer (&other);

      sort_by_digit (sorted, done, shift);
      other = g_steal_pointer (&sorted);
      sorted = done;
    }

  return g_steal_pointer (&sorted);
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

  path = cadre_units_get_path (archive, unit_id, error);
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
  g_autoptr(GArray) people = g_array_new (FALSE, TRUE, sizeof (HoursPerson));
  g_autoptr(CadreStatement) rows = query_people (archive, unit_id, error);
  Class class = { 0 };
  gint64 last_id = 0;

  if (rows == NULL)
    return NULL;

  while (cadre_statement_step (rows, error))
    {
      HoursPerson someone = { .id = cadre_statement_get_int64 (rows, 0), .unit_id = cadre_statement_get_int64 (rows, 1) };
      HoursDay registered = _cadre_hours_parse_day (cadre_statement_get_text (rows, 6));

      match_class (rules, rows, &class);
      memcpy (someone.regimes, class.regimes, sizeof someone.regimes);
      last_id = MAX (last_id, someone.id);
      someone.has_changed = registered >= window_of (rules, &someone) / 10000 * 10000;
      g_array_append_val (people, someone);
    }

  class_clear (&class);
  return cadre_statement_is_done (rows) ? sort_people (people, last_id) : NULL;
}

static HoursPerson *
find_someone (GArray *people,
              gint64  id)
{
  HoursPerson key = { .id = id };
  guint index;

  return g_array_binary_search (people, &key, compare_people, &index) ? &g_array_index (people, HoursPerson, index)
                                                                      : NULL;
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

  rows = cadre_archive_prepare (archive, "SELECT person_id, scheme, value FROM rank_history "
                                "INDEXED BY rank_history_by_until WHERE until >= ?1", error);
  if (rows == NULL)
    return FALSE;

  cadre_statement_bind_text (rows, 1, from);
  while (cadre_statement_step (rows, error))
    {
      gboolean is_rank = g_strcmp0 (cadre_statement_get_text (rows, 1), "职级") == 0;
      const char *value = cadre_statement_get_text (rows, 2);
      const HoursRegime *regime = _cadre_hours_match (rules, HOURS_SLOT_MAIN, NULL, is_rank ? NULL : value,
                                                      is_rank ? value : NULL, NULL);
      HoursPerson *someone;

      if (regime == NULL || regime->period == HOURS_PERIOD_YEAR)
        continue;
      someone = find_someone (people, cadre_statement_get_int64 (rows, 0));
      if (someone != NULL && someone->regimes[HOURS_SLOT_MAIN] != regime)
        someone->has_changed = TRUE;
    }

  return cadre_statement_is_done (rows);
}

/* Whose level or rank began within a period of theirs. */
static gboolean
mark_changed (CadreArchive           *archive,
              const CadreHoursRules  *rules,
              GArray                 *people,
              GError                **error)
{
  g_autoptr(CadreStatement) rows = NULL;
  char from[5];

  rows = cadre_archive_prepare (archive, "SELECT person_id, since FROM rank_history INDEXED BY rank_history_by_since "
                                "WHERE since >= ?1", error);
  if (rows == NULL)
    return FALSE;

  g_snprintf (from, sizeof from, "%04d", CLAMP (rules->first_month / 12, 0, 9999));
  cadre_statement_bind_text (rows, 1, from);
  while (cadre_statement_step (rows, error))
    {
      HoursPerson *someone = find_someone (people, cadre_statement_get_int64 (rows, 0));

      if (someone != NULL &&
          _cadre_hours_parse_day (cadre_statement_get_text (rows, 1)) >= window_of (rules, someone) / 10000 * 10000)
        someone->has_changed = TRUE;
    }

  return cadre_statement_is_done (rows) && mark_left (archive, rules, people, from, error);
}

/* Whether yearly regimes are all that someone stood under. */
static gboolean
is_yearly (const HoursPerson *someone)
{
  for (int slot = 0; slot < HOURS_N_SLOTS; slot++)
    if (someone->regimes[slot] != NULL && someone->regimes[slot]->period != HOURS_PERIOD_YEAR)
      return FALSE;

  return !someone->has_changed;
}

/*
 * _cadre_hours_list_people:
 * @unit_id: a unit, with all below it; 0 for everybody
 *
 * Returns: (transfer full) (element-type HoursPerson): those in service, in
 *   order of their keys, or %NULL with @error set
 */
GArray *
_cadre_hours_list_people (CadreArchive           *archive,
                          const CadreHoursRules  *rules,
                          gint64                  unit_id,
                          GError                **error)
{
  g_autoptr(GArray) people = list_people (archive, rules, unit_id, error);

  if (people == NULL || !mark_changed (archive, rules, people, error))
    return NULL;

  for (guint i = 0; i < people->len; i++)
    {
      HoursPerson *someone = &g_array_index (people, HoursPerson, i);

      someone->is_yearly = is_yearly (someone);
    }

  return g_steal_pointer (&people);
}
