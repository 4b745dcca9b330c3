/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The source of data "hours": how everybody stands by the rules of training
 * hours, as the temporary table hours_state, a row for each person. Two rules
 * for one person (class study, and online study) stand in one row, a line of
 * text each; in hours_state_each, each in its own row. */

#define G_LOG_DOMAIN "cadre-report-hours"

#include "config.h"

#include "cadre-hours.h"
#include "cadre-report-private.h"

/* %s: the table's name. */
#define CREATE_TABLE \
  "CREATE TEMP TABLE %s (person_id INTEGER PRIMARY KEY, is_met INTEGER, offline_hours REAL, online_hours REAL, " \
  "other_hours REAL, all_hours REAL, period_text TEXT, required_hours REAL, required_online REAL, required_text TEXT, " \
  "done_text TEXT, missing_text TEXT, debt_text TEXT, remark TEXT)"

#define CREATE_EACH \
  "CREATE TEMP TABLE %s_each (person_id INTEGER, regime TEXT, name TEXT, clause TEXT, period_text TEXT, " \
  "is_met INTEGER, required_hours REAL, done_hours REAL, missing_hours REAL, missing_text TEXT, PRIMARY KEY (person_id, regime))"

#define ADD_EACH "INSERT OR IGNORE INTO temp.%s_each VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"

/* The rule over online study adds to what the main one says. */
#define ADD_STANDING \
  "INSERT INTO temp.%s AS hours_state VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) " \
  "ON CONFLICT (person_id) DO UPDATE SET is_met = min (is_met, excluded.is_met), " \
  "offline_hours = coalesce (offline_hours, excluded.offline_hours), " \
  "online_hours = coalesce (online_hours, excluded.online_hours), " \
  "other_hours = coalesce (other_hours, excluded.other_hours), " \
  "all_hours = coalesce (all_hours, excluded.all_hours), " \
  "period_text = coalesce (period_text, excluded.period_text), " \
  "required_hours = coalesce (required_hours, excluded.required_hours), " \
  "required_online = coalesce (required_online, excluded.required_online), " \
  "required_text = required_text || char (10) || excluded.required_text, " \
  "done_text = done_text || char (10) || excluded.done_text, " \
  "missing_text = coalesce (missing_text || char (10) || excluded.missing_text, missing_text, excluded.missing_text), " \
  "debt_text = coalesce (debt_text, excluded.debt_text), " \
  "remark = coalesce (remark, excluded.remark)"

typedef struct
{
  CadreArchive *archive;
  char *sql;
  char *each_sql;
  GError *error;
} Filling;

static double
to_number (gint64 thousandths)
{
  return (double) thousandths / CADRE_HOURS_UNIT;
}

static void
append_amount (GString    *text,
               const char *between,
               gint64      amount,
               const char *unit)
{
  g_autofree char *number = cadre_hours_format (amount);

  g_string_append_printf (text, "%s%s%s", text->len > 0 ? between : "", number, unit);
}

/* The amounts of @of whose requirement there is: 12天或90学时. */
static char *
describe (const CadreHoursStanding *standing,
          const CadreHoursAmount   *of,
          const char               *between)
{
  g_autoptr(GString) text = g_string_new (NULL);
  gboolean online = g_str_equal (standing->counter, "网络");

  if (standing->required.months > 0)
    append_amount (text, between, of->months, "个月");
  if (standing->required.days > 0)
    append_amount (text, between, of->days, "天");
  if (standing->required.hours > 0)
    append_amount (text, between, of->hours, "学时");

  return g_strconcat (online ? "网络" : "", text->str, NULL);
}

static char *
describe_period (const CadreHoursStanding *standing)
{
  const CadreDate *from = &standing->from, *until = &standing->until;

  if (from->month != 1 || until->month != 12)
    return g_strdup_printf ("%d.%02d—%d.%02d", from->year, from->month, until->year, until->month);
  if (from->year == until->year)
    return g_strdup_printf ("%d年", from->year);

  return g_strdup_printf ("%d—%d年", from->year, until->year);
}

/* Why less is asked for than the rule says. */
static char *
describe_remark (const CadreHoursStanding *standing)
{
  if (standing->months_held >= standing->months_total)
    return NULL;

  return g_strdup_printf ("按%d个月折算", standing->months_held);
}

static void
bind_main (CadreStatement           *add,
           const CadreHoursStanding *standing)
{
  g_autofree char *period = describe_period (standing);
  g_autofree char *remark = describe_remark (standing);

  cadre_statement_bind_double (add, 3, to_number (standing->offline_hours));
  cadre_statement_bind_double (add, 4, to_number (standing->online_hours));
  cadre_statement_bind_double (add, 5, to_number (standing->other_hours));
  cadre_statement_bind_double (add, 6, to_number (standing->offline_hours + standing->online_hours + standing->other_hours));
  cadre_statement_bind_text (add, 7, period);
  if (standing->required.hours > 0)
    cadre_statement_bind_double (add, 8, to_number (standing->required.hours));
  cadre_statement_bind_text (add, 14, remark);
}

static gboolean
add_each (Filling                  *filling,
          const CadreHoursStanding *standing,
          const char               *missing)
{
  g_autoptr(CadreStatement) add = cadre_archive_prepare (filling->archive, filling->each_sql, &filling->error);
  g_autofree char *period = describe_period (standing);

  if (add == NULL)
    return FALSE;

  cadre_statement_bind_int64 (add, 1, standing->person_id);
  cadre_statement_bind_text (add, 2, standing->regime_key);
  cadre_statement_bind_text (add, 3, standing->regime_name);
  cadre_statement_bind_text (add, 4, standing->clause);
  cadre_statement_bind_text (add, 5, period);
  cadre_statement_bind_int64 (add, 6, standing->is_met);
  cadre_statement_bind_double (add, 7, to_number (standing->required.hours));
  cadre_statement_bind_double (add, 8, to_number (standing->done.hours));
  cadre_statement_bind_double (add, 9, standing->is_met ? 0 : to_number (standing->missing.hours));
  cadre_statement_bind_text (add, 10, standing->is_met ? NULL : missing);

  return cadre_statement_run (add, &filling->error);
}

static gboolean
add_standing (const CadreHoursStanding *standing,
              gpointer                  data)
{
  Filling *filling = data;
  g_autoptr(CadreStatement) add = cadre_archive_prepare (filling->archive, filling->sql, &filling->error);
  g_autofree char *required = describe (standing, &standing->required, "或");
  g_autofree char *done = describe (standing, &standing->done, "，");
  g_autofree char *missing = describe (standing, &standing->missing, "或");
  g_autofree char *due = standing->debt_due.year != 0 ? cadre_date_format (&standing->debt_due, CADRE_DATE_DOTTED) : NULL;

  if (add == NULL)
    return FALSE;

  cadre_statement_bind_int64 (add, 1, standing->person_id);
  cadre_statement_bind_int64 (add, 2, standing->is_met);
  if (g_str_equal (standing->counter, "网络"))
    cadre_statement_bind_double (add, 9, to_number (standing->required.hours));
  else
    bind_main (add, standing);
  cadre_statement_bind_text (add, 10, required);
  cadre_statement_bind_text (add, 11, done);
  cadre_statement_bind_text (add, 12, standing->is_met ? NULL : missing);
  cadre_statement_bind_text (add, 13, due);

  return cadre_statement_run (add, &filling->error) && add_each (filling, standing, missing);
}

/**
 * _cadre_report_fill_hours:
 * @table: the name of the table to make
 *
 * Computes the standings of everybody in the report's unit.
 */
gboolean
_cadre_report_fill_hours (CadreReportContext  *context,
                          const char          *table,
                          GError             **error)
{
  Filling filling = { .archive = _cadre_report_context_get_archive (context) };
  g_autoptr(CadreHoursRules) rules = NULL;
  g_autofree char *create = g_strdup_printf (CREATE_TABLE, table);
  g_autofree char *create_each = g_strdup_printf (CREATE_EACH, table);
  g_autofree char *add = g_strdup_printf (ADD_STANDING, table);
  g_autofree char *each = g_strdup_printf (ADD_EACH, table);
  CadreDate as_of;

  filling.sql = add;
  filling.each_sql = each;
  if (!cadre_date_parse (_cadre_report_context_get_as_of (context), &as_of) ||
      (rules = cadre_hours_rules_load (filling.archive, &as_of, error)) == NULL ||
      !cadre_archive_execute (filling.archive, create, error) ||
      !cadre_archive_execute (filling.archive, create_each, error) ||
      !cadre_hours_compute_all (filling.archive, rules, _cadre_report_context_get_unit (context), add_standing,
                                &filling, error))
    return FALSE;

  if (filling.error != NULL)
    g_propagate_error (error, filling.error);
  return filling.error == NULL;
}
