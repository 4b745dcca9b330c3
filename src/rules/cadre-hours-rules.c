/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule sets in force at a date, read from their tables. */

#define G_LOG_DOMAIN "cadre-hours"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cadre-hours-private.h"

static const struct { const char *name; HoursCounter counter; } counters[] = {
  { "集中", HOURS_OFFLINE }, { "网络", HOURS_ONLINE }, { "其他", HOURS_OTHER }, { "不计", HOURS_NONE }, { "全部", HOURS_ALL },
};

static const struct { const char *name; HoursPeriod period; int years; } periods[] = {
  { "year", HOURS_PERIOD_YEAR, 1 }, { "plan", HOURS_PERIOD_PLAN, 5 }, { "rolling5", HOURS_PERIOD_ROLLING, 5 },
};

HoursDay
_cadre_hours_parse_day (const char *text)
{
  int day = 0, part = 0, n_parts = 1;

  if (text == NULL)
    return 0;
  for (; *text != '\0'; text++)
    if (g_ascii_isdigit (*text))
      part = part * 10 + (*text - '0');
    else if (*text == '-' && n_parts < 3)
      {
        day = day * 100 + part;
        part = 0;
        n_parts++;
      }

  for (day = day * 100 + part; n_parts < 3; n_parts++)
    day *= 100;
  return day;
}

HoursDay
_cadre_hours_from_date (const CadreDate *date)
{
  return HOURS_DAY (date->year, date->month, date->day);
}

CadreDate
_cadre_hours_to_date (HoursDay day)
{
  CadreDate date = { (gint16) (day / 10000), (guint8) (day / 100 % 100), (guint8) (day % 100) };

  return date;
}

static HoursCounter
parse_counter (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (counters); i++)
    if (g_strcmp0 (counters[i].name, name) == 0)
      return counters[i].counter;
  return HOURS_NONE;
}

static gint64
get_amount (CadreStatement *row,
            int             column)
{
  return cadre_statement_is_null (row, column) ? -1 : llround (cadre_statement_get_double (row, column) * CADRE_HOURS_UNIT);
}

static void
factor_free (gpointer data)
{
  HoursFactor *factor = data;

  g_free (factor->mode);
  g_free (factor->clause);
  g_free (factor);
}

static void
set_free (gpointer data)
{
  HoursSet *set = data;

  g_free (set->name);
  g_free (set->source);
  g_ptr_array_unref (set->factors);
  g_ptr_array_unref (set->by_mode);
  g_free (set);
}

static void
scope_free (gpointer data)
{
  HoursScope *scope = data;

  g_free (scope->category);
  g_free (scope->level);
  g_free (scope->rank);
  g_free (scope->management);
  g_free (scope);
}

static void
regime_free (gpointer data)
{
  HoursRegime *regime = data;

  g_free (regime->key);
  g_free (regime->name);
  g_free (regime->clause);
  g_free (regime->counter_name);
  g_free (regime->period_name);
  g_ptr_array_unref (regime->scopes);
  g_free (regime);
}

void
cadre_hours_rules_free (CadreHoursRules *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->regimes);
  g_ptr_array_unref (self->sets);
  g_ptr_array_unref (self->modes);
  g_free (self);
}

/* A part such as 0.142857 means 1/7: exactly one seventh must not be more. */
static void
set_leave_part (HoursSet *set,
                double    part)
{
  double inverse = part > 0 ? 1 / part : 0;

  if (part <= 0)
    return;
  if (fabs (inverse - round (inverse)) < 0.01)
    {
      set->leave_num = 1;
      set->leave_den = llround (inverse);
    }
  else
    {
      set->leave_num = llround (part * 1000000);
      set->leave_den = 1000000;
    }
}

static gboolean
load_factors (CadreHoursRules  *self,
              CadreArchive     *archive,
              HoursSet         *set,
              GError          **error)
{
  g_autoptr(CadreStatement) rows = NULL;

  rows = cadre_archive_prepare (archive,
                                "SELECT mode, counter, hours_per_day, multiplier, fixed_hours, cap_per_record, "
                                "cap_per_year, clause FROM hours_factor WHERE set_id = ?1 ORDER BY id", error);
  if (rows == NULL)
    return FALSE;

  cadre_statement_bind_int64 (rows, 1, set->id);
  while (cadre_statement_step (rows, error))
    {
      HoursFactor *factor = g_new0 (HoursFactor, 1);

      factor->mode = cadre_statement_dup_text (rows, 0);
      factor->counter = parse_counter (cadre_statement_get_text (rows, 1));
      factor->per_day = get_amount (rows, 2);
      factor->multiplier = get_amount (rows, 3);
      factor->fixed = get_amount (rows, 4);
      factor->cap_record = get_amount (rows, 5);
      factor->cap_year = get_amount (rows, 6);
      factor->clause = cadre_statement_dup_text (rows, 7);
      g_ptr_array_add (set->factors, factor);
      if (!g_ptr_array_find_with_equal_func (self->modes, factor->mode, g_str_equal, NULL))
        g_ptr_array_add (self->modes, g_strdup (factor->mode));
    }

  if (!cadre_statement_is_done (rows))
    return FALSE;

  return TRUE;
}

static gboolean
load_sets (CadreHoursRules  *self,
           CadreArchive     *archive,
           const char       *as_of,
           GError          **error)
{
  g_autoptr(CadreStatement) rows = NULL;
  g_autoptr(GError) local_error = NULL;

  /* The newest first: an office's own set goes before the general one. */
  rows = cadre_archive_prepare (archive,
                                "SELECT id, name, source, year_start, hours_per_day, split_years, leave_voids_over, "
                                "carry_over, carry_over_cap FROM hours_rule_set "
                                "WHERE valid_from <= ?1 AND (valid_until IS NULL OR valid_until >= ?1) "
                                "ORDER BY valid_from DESC, id DESC", error);
  if (rows == NULL)
    return FALSE;

  cadre_statement_bind_text (rows, 1, as_of);
  while (cadre_statement_step (rows, &local_error))
    {
      HoursSet *set = g_new0 (HoursSet, 1);
      const char *start = cadre_statement_get_text (rows, 3);

      set->factors = g_ptr_array_new_with_free_func (factor_free);
      set->by_mode = g_ptr_array_new ();
      set->id = cadre_statement_get_int64 (rows, 0);
      set->name = cadre_statement_dup_text (rows, 1);
      set->source = cadre_statement_dup_text (rows, 2);
      set->start_month = CLAMP (atoi (start), 1, 12);
      set->start_day = CLAMP (atoi (start + 3), 1, 28);
      set->per_day = get_amount (rows, 4);
      set->split_years = cadre_statement_get_int64 (rows, 5) != 0;
      set_leave_part (set, cadre_statement_get_double (rows, 6));
      set->carry_over = cadre_statement_get_int64 (rows, 7) != 0;
      set->carry_cap = get_amount (rows, 8);
      g_ptr_array_add (self->sets, set);
      if (!load_factors (self, archive, set, &local_error))
        break;
    }

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return TRUE;
}

/* Which factor each mode has in each set. */
static void
index_factors (CadreHoursRules *self)
{
  for (guint s = 0; s < self->sets->len; s++)
    {
      HoursSet *set = g_ptr_array_index (self->sets, s);

      for (guint m = 0; m < self->modes->len; m++)
        {
          HoursFactor *found = NULL;

          for (guint f = 0; f < set->factors->len && found == NULL; f++)
            {
              HoursFactor *factor = g_ptr_array_index (set->factors, f);

              if (g_str_equal (factor->mode, g_ptr_array_index (self->modes, m)))
                found = factor;
            }
          g_ptr_array_add (set->by_mode, found);
        }
    }
}

/* The period of a regime that the as-of date lies in. */
static void
set_period (CadreHoursRules *self,
            HoursRegime     *regime,
            int              plan_start)
{
  const HoursSet *set = regime->set;
  CadreDate from = { self->as_of.year, (guint8) set->start_month, (guint8) set->start_day };
  CadreDate until;
  int years = periods[regime->period].years;

  if (regime->period == HOURS_PERIOD_ROLLING)
    {
      from = cadre_date_add_months (&self->as_of, -12 * years);
      from = cadre_date_add_days (&from, 1);
    }
  else
    {
      if (cadre_date_compare (&from, &self->as_of) > 0)
        from.year--;
      /* A year that starts in December is named after the one it ends in. */
      if (regime->period == HOURS_PERIOD_PLAN && plan_start > 0)
        from.year = (gint16) (plan_start - (set->start_month > 1 ? 1 : 0) +
                              (from.year + (set->start_month > 1 ? 1 : 0) - plan_start) / years * years);
    }

  until = cadre_date_add_months (&from, 12 * years);
  until = cadre_date_add_days (&until, -1);
  regime->from = _cadre_hours_from_date (&from);
  regime->until = _cadre_hours_from_date (&until);
  regime->months_total = 12 * years;
}

static gboolean
load_scopes (CadreArchive  *archive,
             HoursRegime   *regime,
             gint64         regime_id,
             GError       **error)
{
  g_autoptr(CadreStatement) rows = NULL;

  rows = cadre_archive_prepare (archive,
                                "SELECT category, post_level, rank, management_level FROM hours_scope "
                                "WHERE regime_id = ?1 ORDER BY id", error);
  if (rows == NULL)
    return FALSE;

  cadre_statement_bind_int64 (rows, 1, regime_id);
  while (cadre_statement_step (rows, error))
    {
      HoursScope *scope = g_new0 (HoursScope, 1);

      scope->category = cadre_statement_dup_text (rows, 0);
      scope->level = cadre_statement_dup_text (rows, 1);
      scope->rank = cadre_statement_dup_text (rows, 2);
      scope->management = cadre_statement_dup_text (rows, 3);
      g_ptr_array_add (regime->scopes, scope);
    }

  if (!cadre_statement_is_done (rows))
    return FALSE;

  return TRUE;
}

static HoursRegime *
read_regime (CadreHoursRules *self,
             CadreStatement  *row,
             const HoursSet  *set)
{
  HoursRegime *regime = g_new0 (HoursRegime, 1);
  const char *period = cadre_statement_get_text (row, 5);

  regime->set = set;
  regime->scopes = g_ptr_array_new_with_free_func (scope_free);
  regime->key = cadre_statement_dup_text (row, 1);
  regime->name = cadre_statement_dup_text (row, 2);
  regime->clause = cadre_statement_dup_text (row, 3);
  regime->counter_name = cadre_statement_dup_text (row, 4);
  regime->counter = parse_counter (regime->counter_name);
  regime->slot = regime->counter == HOURS_ONLINE ? HOURS_SLOT_ONLINE : HOURS_SLOT_MAIN;
  regime->period_name = g_strdup (period);
  for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
    if (g_str_equal (periods[i].name, period))
      regime->period = periods[i].period;
  regime->required.months = MAX (0, get_amount (row, 7));
  regime->required.days = MAX (0, get_amount (row, 8));
  regime->required.hours = MAX (0, get_amount (row, 9));
  regime->required_share = MAX (0, get_amount (row, 10));
  regime->debt_months = (int) cadre_statement_get_int64 (row, 11);
  set_period (self, regime, (int) cadre_statement_get_int64 (row, 6));

  return regime;
}

static gboolean
load_regimes (CadreHoursRules  *self,
              CadreArchive     *archive,
              const HoursSet   *set,
              GError          **error)
{
  g_autoptr(CadreStatement) rows = NULL;
  g_autoptr(GError) local_error = NULL;

  rows = cadre_archive_prepare (archive,
                                "SELECT id, key, name, clause, counter, period, plan_start, months, days, hours, "
                                "required_share, debt_months FROM hours_regime WHERE set_id = ?1 ORDER BY position",
                                error);
  if (rows == NULL)
    return FALSE;

  cadre_statement_bind_int64 (rows, 1, set->id);
  while (cadre_statement_step (rows, &local_error))
    {
      HoursRegime *regime = read_regime (self, rows, set);

      g_ptr_array_add (self->regimes, regime);
      if (!load_scopes (archive, regime, cadre_statement_get_int64 (rows, 0), &local_error))
        break;
    }

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return TRUE;
}

/* From which year and month on anything matters to any regime. */
static void
set_bounds (CadreHoursRules *self)
{
  self->first_month = HOURS_MONTH_INDEX (self->as_of_day);
  self->last_month = self->first_month;
  self->stream_year = self->as_of.year;

  for (guint i = 0; i < self->regimes->len; i++)
    {
      const HoursRegime *regime = g_ptr_array_index (self->regimes, i);
      int carry = regime->set->carry_over && regime->period == HOURS_PERIOD_YEAR ? 1 : 0;

      self->first_month = MIN (self->first_month, HOURS_MONTH_INDEX (regime->from) - 12 * carry);
      self->last_month = MAX (self->last_month, HOURS_MONTH_INDEX (regime->until));
      if (regime->period == HOURS_PERIOD_YEAR)
        self->stream_year = MIN (self->stream_year, HOURS_YEAR (regime->from) - carry);
    }
}

/**
 * cadre_hours_rules_load:
 * @as_of: the day to which everything is computed, complete to the day
 *
 * Reads the rule sets in force on @as_of. A person stands under the first
 * regime that fits, of the 集中 (or 全部) ones and of the 网络 ones each; sets
 * are tried from the newest, regimes by their position.
 *
 * Returns: (transfer full): the rules, or %NULL with @error set, also when no
 *   rule set is in force on that day
 */
CadreHoursRules *
cadre_hours_rules_load (CadreArchive     *archive,
                        const CadreDate  *as_of,
                        GError          **error)
{
  g_autoptr(CadreHoursRules) self = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), NULL);
  g_return_val_if_fail (cadre_date_is_complete (as_of), NULL);

  self = g_new0 (CadreHoursRules, 1);
  self->as_of = *as_of;
  self->as_of_day = _cadre_hours_from_date (as_of);
  self->sets = g_ptr_array_new_with_free_func (set_free);
  self->regimes = g_ptr_array_new_with_free_func (regime_free);
  self->modes = g_ptr_array_new_with_free_func (g_free);

  text = cadre_date_format (as_of, CADRE_DATE_ISO);
  if (!load_sets (self, archive, text, error))
    return NULL;
  if (self->sets->len == 0)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND,
                   _("%s: no hours rule set is in force on %s; add one whose dates include it"),
                   cadre_archive_get_path (archive), text);
      return NULL;
    }

  index_factors (self);
  for (guint i = 0; i < self->sets->len; i++)
    if (!load_regimes (self, archive, g_ptr_array_index (self->sets, i), error))
      return NULL;
  set_bounds (self);

  return g_steal_pointer (&self);
}

static gboolean
fits (const char *wanted,
      const char *value)
{
  return wanted == NULL || (value != NULL && g_str_equal (wanted, value));
}

/*
 * _cadre_hours_match:
 *
 * Returns: (nullable): the first regime of @slot that fits
 */
const HoursRegime *
_cadre_hours_match (const CadreHoursRules *rules,
                    HoursSlot              slot,
                    const char            *category,
                    const char            *level,
                    const char            *rank,
                    const char            *management)
{
  for (guint i = 0; i < rules->regimes->len; i++)
    {
      const HoursRegime *regime = g_ptr_array_index (rules->regimes, i);

      if (regime->slot != slot)
        continue;
      for (guint s = 0; s < regime->scopes->len; s++)
        {
          const HoursScope *scope = g_ptr_array_index (regime->scopes, s);

          if (fits (scope->category, category) && fits (scope->level, level) && fits (scope->rank, rank) &&
              fits (scope->management, management))
            return regime;
        }
    }

  return NULL;
}
