/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who is short of hours, what is planned for them, and when they last were in
 * a long class: whom to chase and whom to call up. */

#define G_LOG_DOMAIN "cadre-call-up"

#include "config.h"

#include "cadre-call-up.h"
#include "cadre-class-sql.h"
#include "cadre-hours.h"

#define LONG_DAYS 15

/* ?1 first and ?2 last day of the year, ?3 hours missing, ?4 before when, ?5
 * days of a long class, ?6 limit. 网络 is counted apart, here as in the rules. */
static const char list_sql[] =
  "WITH parts (class_id, online, hours) AS ("
  "SELECT c.id, s.mode = '网络', coalesce (s.hours, s.days * 8, 0) FROM class c JOIN segment s ON s.class_id = c.id "
  "UNION ALL SELECT c.id, c.mode = '网络', coalesce (c.hours, c.days * 8, 0) FROM class c "
  "WHERE NOT EXISTS (SELECT 1 FROM segment s WHERE s.class_id = c.id)), "
  "planned (person_id, online, hours) AS (SELECT e.person_id, t.online, sum (t.hours) FROM class c "
  "JOIN enrolment e ON e.class_id = c.id JOIN parts t ON t.class_id = c.id "
  "WHERE c.since BETWEEN ?1 AND ?2 AND c.state NOT IN ('closed', 'archived') "
  "AND e.state IN ('nominated', 'enrolled', 'present') GROUP BY e.person_id, t.online), "
  "short AS (SELECT p.id, p.name, coalesce (u.short_name, u.name) AS unit, coalesce (p.post_short, p.post_full) AS post, "
  "h.regime, h.regime_name, h.required_hours, h.done_hours, h.missing_hours, ifnull (n.hours, 0) AS planned, "
  "(SELECT s.id FROM study s WHERE s.person_id = p.id AND s.class_id IS NOT NULL AND s.days >= ?5 "
  " ORDER BY ifnull (s.until, s.since) DESC LIMIT 1) AS long_id, u.path, p.position "
  "FROM temp.hours_standing h JOIN person p ON p.id = h.person_id LEFT JOIN unit u ON u.id = p.unit_id "
  "LEFT JOIN planned n ON n.person_id = p.id AND n.online = (h.counter = '网络') "
  "WHERE h.is_met = 0 AND h.missing_hours > ?3 AND p.status = '现职人员') "
  "SELECT short.id, short.name, short.unit, short.post, regime, regime_name, required_hours, done_hours, missing_hours, planned, "
  "max (0, missing_hours - planned), s.title, coalesce (s.until, s.since) "
  "FROM short LEFT JOIN study s ON s.id = short.long_id "
  "WHERE ?4 IS NULL OR s.id IS NULL OR coalesce (s.until, s.since) < ?4 "
  "ORDER BY max (0, missing_hours - planned) DESC, missing_hours DESC, short.path, short.position, short.id LIMIT ?6";

void
cadre_call_up_free (CadreCallUp *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->unit);
  g_free (self->post);
  g_free (self->regime);
  g_free (self->regime_name);
  g_free (self->last_long_title);
  g_free (self->last_long_until);
  g_free (self);
}

static gpointer
read_row (CadreStatement *row)
{
  CadreCallUp *self = g_new0 (CadreCallUp, 1);

  self->person_id = cadre_statement_get_int64 (row, 0);
  self->name = cadre_statement_dup_text (row, 1);
  self->unit = cadre_statement_dup_text (row, 2);
  self->post = cadre_statement_dup_text (row, 3);
  self->regime = cadre_statement_dup_text (row, 4);
  self->regime_name = cadre_statement_dup_text (row, 5);
  self->required = cadre_statement_get_double (row, 6);
  self->done = cadre_statement_get_double (row, 7);
  self->missing = cadre_statement_get_double (row, 8);
  self->planned = cadre_statement_get_double (row, 9);
  self->forecast = cadre_statement_get_double (row, 10);
  self->last_long_title = cadre_statement_dup_text (row, 11);
  self->last_long_until = cadre_statement_dup_text (row, 12);

  return self;
}

/**
 * cadre_call_up_list:
 *
 * Who stands under a regime that is not met, the shortest at the end of the
 * year first. Whoever never was in a long class fits any date. Fills the
 * temporary table `hours_standing` of this connection.
 *
 * Returns: (transfer full) (element-type CadreCallUp): them, or %NULL with
 *   @error set
 */
GPtrArray *
cadre_call_up_list (CadreArchive            *archive,
                    const CadreCallUpQuery  *query,
                    GError                 **error)
{
  g_autoptr(CadreHoursRules) rules = cadre_hours_rules_load (archive, &query->as_of, error);
  g_autoptr(CadreStatement) rows = NULL;
  g_autofree char *first = g_strdup_printf ("%04d", query->as_of.year);
  g_autofree char *last = g_strdup_printf ("%04d-12-31", query->as_of.year);

  if (rules == NULL || !cadre_hours_fill_table (archive, rules, query->unit_id, error))
    return NULL;

  rows = cadre_archive_prepare (archive, list_sql, error);
  if (rows == NULL)
    return NULL;
  cadre_statement_bind_text (rows, 1, first);
  cadre_statement_bind_text (rows, 2, last);
  cadre_statement_bind_double (rows, 3, query->missing_over);
  cadre_statement_bind_text (rows, 4, query->last_long_before);
  cadre_statement_bind_double (rows, 5, query->long_days > 0 ? query->long_days : LONG_DAYS);
  cadre_statement_bind_int64 (rows, 6, query->limit > 0 ? (gint64) query->limit : -1);
  return cadre_statement_read_all (rows, read_row, (GDestroyNotify) cadre_call_up_free, error);
}
