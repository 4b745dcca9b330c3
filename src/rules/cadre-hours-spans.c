/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Under which regime a person stood in each month: category, level and rank
 * at that date, not today's.
 *
 * The pro-rata rule. A month belongs to the class held on its first day, so a
 * promotion in the course of a month takes effect with the next one. Of a
 * regime's requirement a person owes the part (months held) / (months of the
 * period), to the nearest thousandth; months that have not come yet go to the
 * class held on the as-of date. A study record belongs to the regime of the
 * month in which it begins. */

#define G_LOG_DOMAIN "cadre-hours"

#include "config.h"

#include "cadre-hours-private.h"

typedef struct
{
  gboolean is_rank;         /* 职级, otherwise 职务层次 */
  char *value;
  HoursDay since, until;
  gint64 order;             /* of the level among the levels, higher is more */
} Held;

typedef struct
{
  char *category;
  char *category_before;    /* until registered as a civil servant */
  char *level;
  char *rank;
  char *management;
  HoursDay registered;
  gint64 unit_id;
  GArray *held;             /* Held, by since */
} Person;

static void
clear_held (gpointer data)
{
  g_free (((Held *) data)->value);
}

static void
person_clear (Person *person)
{
  g_free (person->category);
  g_free (person->category_before);
  g_free (person->level);
  g_free (person->rank);
  g_free (person->management);
  g_clear_pointer (&person->held, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Person, person_clear)

/* Known only to the month or year, it cannot be said to be so on a first day. */
static HoursDay
complete (HoursDay day)
{
  if (day / 100 % 100 == 0)
    day += 100;
  return day % 100 == 0 ? day + 2 : day;
}

static gboolean
load_held (CadreArchive  *archive,
           gint64         person_id,
           Person        *person,
           GError       **error)
{
  g_autoptr(CadreStatement) rows = NULL;

  rows = cadre_archive_prepare (archive,
                                "SELECT h.scheme = '职级', h.value, h.since, h.until, "
                                "(SELECT rank FROM code WHERE set_key = 'post-level' AND name = h.value) "
                                "FROM rank_history h WHERE h.person_id = ?1 AND h.scheme IN ('职务层次', '职级') "
                                "ORDER BY h.since, h.id", error);
  if (rows == NULL)
    return FALSE;

  cadre_statement_bind_int64 (rows, 1, person_id);
  while (cadre_statement_step (rows, error))
    {
      Held held = {
        .is_rank = cadre_statement_get_int64 (rows, 0) != 0,
        .value = cadre_statement_dup_text (rows, 1),
        .since = _cadre_hours_parse_day (cadre_statement_get_text (rows, 2)),
        .until = _cadre_hours_parse_day (cadre_statement_get_text (rows, 3)),
        .order = cadre_statement_get_int64 (rows, 4),
      };

      g_array_append_val (person->held, held);
    }

  if (!cadre_statement_is_done (rows))
    return FALSE;

  return TRUE;
}

/* What a study record before the registration froze (then-columns). */
static gboolean
load_category_before (CadreArchive  *archive,
                      gint64         person_id,
                      const char    *registered,
                      Person        *person,
                      GError       **error)
{
  g_autoptr(CadreStatement) row = NULL;
  g_autoptr(GError) local_error = NULL;

  row = cadre_archive_prepare (archive,
                               "SELECT category_then FROM study WHERE person_id = ?1 AND category_then IS NOT NULL "
                               "AND since < ?2 ORDER BY since DESC LIMIT 1", error);
  if (row == NULL)
    return FALSE;

  cadre_statement_bind_int64 (row, 1, person_id);
  cadre_statement_bind_text (row, 2, registered);
  if (cadre_statement_step (row, &local_error))
    person->category_before = cadre_statement_dup_text (row, 0);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return TRUE;
}

static gboolean
load_person (CadreArchive  *archive,
             gint64         person_id,
             HoursDay       from,
             Person        *person,
             GError       **error)
{
  g_autoptr(CadreStatement) row = NULL;
  g_autoptr(GError) local_error = NULL;

  person->held = g_array_new (FALSE, FALSE, sizeof (Held));
  g_array_set_clear_func (person->held, clear_held);

  row = cadre_archive_prepare (archive,
                               "SELECT category, post_level, rank, management_level, registered_on, unit_id "
                               "FROM person WHERE id = ?1", error);
  if (row == NULL)
    return FALSE;

  cadre_statement_bind_int64 (row, 1, person_id);
  if (!cadre_statement_step (row, &local_error))
    {
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, "%s: no such person",
                     cadre_archive_get_path (archive));
      return FALSE;
    }

  person->category = cadre_statement_dup_text (row, 0);
  person->level = cadre_statement_dup_text (row, 1);
  person->rank = cadre_statement_dup_text (row, 2);
  person->management = cadre_statement_dup_text (row, 3);
  person->registered = _cadre_hours_parse_day (cadre_statement_get_text (row, 4));
  person->unit_id = cadre_statement_get_int64 (row, 5);

  if (person->registered >= from / 10000 * 10000 &&
      !load_category_before (archive, person_id, cadre_statement_get_text (row, 4), person, error))
    return FALSE;

  return load_held (archive, person_id, person, error);
}

/* The value of one scheme on @day: the present one where there is no history. */
static const char *
held_on (const Person *person,
         gboolean      is_rank,
         HoursDay      day)
{
  const char *value = NULL;
  gboolean any = FALSE;

  for (guint i = 0; i < person->held->len; i++)
    {
      const Held *held = &g_array_index (person->held, Held, i);

      if (held->is_rank != is_rank)
        continue;
      any = TRUE;
      if (complete (held->since) <= day)
        value = held->until == 0 || complete (held->until) > day ? held->value : NULL;
    }

  if (!any)
    return is_rank ? person->rank : person->level;
  return value;
}

static void
find_promotion (HoursSpans   *spans,
                const Person *person,
                HoursDay      from,
                HoursDay      as_of)
{
  gint64 order = 0;

  for (guint i = 0; i < person->held->len; i++)
    {
      const Held *held = &g_array_index (person->held, Held, i);

      if (held->is_rank || held->order == 0)
        continue;
      if (order > 0 && held->order > order && held->since >= from && complete (held->since) <= as_of)
        spans->promoted = held->since;
      order = held->order;
    }
}

/*
 * _cadre_hours_load_spans:
 *
 * Returns: (transfer full): the regimes of one person by month
 */
HoursSpans *
_cadre_hours_load_spans (CadreArchive           *archive,
                         const CadreHoursRules  *rules,
                         gint64                  person_id,
                         GError                **error)
{
  g_autoptr(HoursSpans) self = NULL;
  g_auto(Person) person = { 0 };
  HoursDay from = HOURS_DAY (rules->first_month / 12, rules->first_month % 12 + 1, 1);

  if (!load_person (archive, person_id, from, &person, error))
    return NULL;

  self = g_new0 (HoursSpans, 1);
  self->id = person_id;
  self->unit_id = person.unit_id;
  self->n_months = rules->last_month - rules->first_month + 1;
  for (int slot = 0; slot < HOURS_N_SLOTS; slot++)
    self->by_month[slot] = g_new0 (const HoursRegime *, self->n_months);

  for (int i = 0; i < self->n_months; i++)
    {
      int month = rules->first_month + i;
      HoursDay day = MIN (HOURS_DAY (month / 12, month % 12 + 1, 1), rules->as_of_day);
      const char *category = person.category_before != NULL && complete (person.registered) > day
                             ? person.category_before : person.category;

      for (int slot = 0; slot < HOURS_N_SLOTS; slot++)
        self->by_month[slot][i] = _cadre_hours_match (rules, slot, category, held_on (&person, FALSE, day),
                                                      held_on (&person, TRUE, day), person.management);
    }
  find_promotion (self, &person, from, rules->as_of_day);

  return g_steal_pointer (&self);
}

void
_cadre_hours_spans_free (HoursSpans *self)
{
  if (self == NULL)
    return;

  for (int slot = 0; slot < HOURS_N_SLOTS; slot++)
    g_free (self->by_month[slot]);
  g_free (self);
}
