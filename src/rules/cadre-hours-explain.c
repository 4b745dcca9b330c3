/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One sentence a record: counted with how much and why, or why not. */

#define G_LOG_DOMAIN "cadre-hours"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-hours-private.h"

/**
 * cadre_hours_format:
 *
 * Returns: (transfer full): an amount as people write it: 7.5, 90
 */
char *
cadre_hours_format (gint64 thousandths)
{
  char text[32];

  return g_strdup (g_ascii_formatd (text, sizeof text, "%.15g", (double) thousandths / CADRE_HOURS_UNIT));
}

static char *
explain_basis (const HoursRegime *regime,
               const HoursRecord *record,
               const HoursCount  *count)
{
  const HoursFactor *factor = count->factor;
  g_autofree char *claimed = cadre_hours_format (MAX (0, record->claimed));
  g_autofree char *days = cadre_hours_format (MAX (0, record->days));
  g_autofree char *per_day = cadre_hours_format (factor->per_day >= 0 ? factor->per_day : regime->set->per_day);
  g_autofree char *times = cadre_hours_format (factor->multiplier);
  g_autofree char *whole = cadre_hours_format (count->whole_hours);

  switch (count->basis)
    {
    case HOURS_RECOGNISED:
      return g_strdup_printf (_("%s hours as recognised"), whole);
    case HOURS_FIXED:
      return g_strdup_printf (_("%s hours, fixed for this kind"), whole);
    case HOURS_CLAIMED:
      return factor->multiplier == CADRE_HOURS_UNIT ? g_strdup_printf (_("%s hours as claimed"), claimed)
                                                    : g_strdup_printf (_("%s hours claimed, times %s"), claimed, times);
    case HOURS_FROM_DAYS:
    default:
      return g_strdup_printf (_("%s days at %s hours"), days, per_day);
    }
}

static char *
explain_counted (const HoursRegime *regime,
                 const HoursRecord *record,
                 const HoursCount  *count)
{
  g_autofree char *basis = explain_basis (regime, record, count);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _("Counted: %s"), basis);
  if (count->days_total > 0)
    g_string_append_printf (text, _("; %d of its %d days lie in the period"), count->days_in, count->days_total);
  if (count->capped)
    g_string_append (text, _("; cut to the limit"));
  if (count->verdict == HOURS_MADE_GOOD)
    g_string_append (text, _("; after the promotion, against the debt"));
  if (count->factor->clause != NULL)
    g_string_append_printf (text, _(" (%s)"), count->factor->clause);

  return g_string_free (text, FALSE);
}

/*
 * _cadre_hours_explain:
 *
 * Returns: (transfer full): the sentence, with the clause
 */
char *
_cadre_hours_explain (const CadreHoursRules *rules,
                      const HoursRegime     *regime,
                      const HoursRecord     *record,
                      const HoursCount      *count)
{
  const char *clause = count->factor != NULL && count->factor->clause != NULL ? count->factor->clause : regime->set->name;

  switch (count->verdict)
    {
    case HOURS_COUNTED:
    case HOURS_MADE_GOOD:
      return explain_counted (regime, record, count);
    case HOURS_NO_FACTOR:
      return g_strdup_printf (_("Not counted: the rule set has no rule for this kind of study (%s)"), regime->set->name);
    case HOURS_MODE_NOT_COUNTED:
      return g_strdup_printf (_("Not counted: study of this kind gives no hours (%s)"), clause);
    case HOURS_OTHER_COUNTER:
      return g_strdup_printf (_("Not counted here: it goes to another counter, this regime asks for %s (%s)"),
                              regime->counter_name, clause);
    case HOURS_VOID:
      return g_strdup_printf (_("Not counted: leave was more than %d/%d of the hours, which voids the class (%s)"),
                              (int) regime->set->leave_num, (int) regime->set->leave_den, regime->clause);
    case HOURS_OUTSIDE:
      return g_strdup_printf (_("Not counted: outside the period (%s)"), regime->name);
    case HOURS_AFTER_AS_OF:
      return g_strdup (_("Not counted: after the as-of date"));
    case HOURS_OTHER_REGIME:
      return g_strdup_printf (_("Not counted here: another regime held when it began, by the level of that time (%s)"),
                              regime->clause);
    case HOURS_NOTHING_GIVEN:
      return g_strdup (_("Not counted: neither hours nor days are given"));
    case HOURS_CAP_USED_UP:
    default:
      return g_strdup_printf (_("Not counted: the year's limit for this kind is used up (%s)"), clause);
    }
}
