/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Days in the village, against what the office asks for. */

#define G_LOG_DOMAIN "cadre-presence"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "cadre-coverage.h"
#include "cadre-presence.h"
#include "cadre-units.h"

#define RULES_PATH CADRE_RESOURCE_PATH "/rules/presence.json"

/* ?1 and ?2 the first and last month, ?3 the kind of posting. */
#define MONTHS \
  "WITH RECURSIVE m (month) AS (VALUES (?1) UNION ALL " \
  "SELECT strftime ('%Y-%m', month || '-01', '+1 month') FROM m WHERE month < ?2) " \
  "SELECT g.id, g.person_id, n.name, u.name, m.month, p.days, p.leave_days, g.since, g.until " \
  "FROM m JOIN posting g ON g.kind = ?3 AND (g.since IS NULL OR substr (g.since, 1, 7) <= m.month) " \
  "AND (g.until IS NULL OR substr (g.until, 1, 7) >= substr (m.month, 1, min (length (g.until), 7))) " \
  "JOIN person n ON n.id = g.person_id LEFT JOIN unit u ON u.id = g.unit_id " \
  "LEFT JOIN presence p ON p.posting_id = g.id AND p.month = m.month ORDER BY m.month, u.path, g.id"

void
cadre_presence_rule_free (CadrePresenceRule *self)
{
  if (self == NULL)
    return;

  g_free (self->key);
  g_free (self->name);
  g_free (self->clause);
  g_free (self);
}

void
cadre_presence_month_free (CadrePresenceMonth *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->unit);
  g_free (self);
}

static CadrePresenceRule *
rule_parse (JsonObject *object)
{
  CadrePresenceRule *self = g_new0 (CadrePresenceRule, 1);

  self->key = g_strdup (json_object_get_string_member (object, "key"));
  self->name = g_strdup (json_object_get_string_member (object, "name"));
  self->clause = g_strdup (json_object_get_string_member (object, "clause"));
  self->days = json_object_get_double_member_with_default (object, "days", 0);
  if (self->days <= 0)
    self->share = json_object_get_double_member (object, "numerator") / json_object_get_double_member (object, "denominator");
  return self;
}

/**
 * cadre_presence_rules_list:
 *
 * Returns: (transfer full) (element-type CadrePresenceRule): those there are
 *   to choose from, or %NULL with @error set
 */
GPtrArray *
cadre_presence_rules_list (GError **error)
{
  g_autoptr(GPtrArray) rules = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_presence_rule_free);
  g_autoptr(GBytes) bytes = g_resources_lookup_data (RULES_PATH, 0, error);
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonArray *array;

  if (bytes == NULL || !json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL),
                                                    (gssize) g_bytes_get_size (bytes), error))
    return NULL;

  array = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (array); i++)
    g_ptr_array_add (rules, rule_parse (json_array_get_object_element (array, i)));

  return g_steal_pointer (&rules);
}

/**
 * cadre_presence_rule_load:
 *
 * Reads the rule that the setting %CADRE_PRESENCE_SETTING names; the first of
 * those there are where it names none.
 *
 * Returns: (transfer full): the rule, or %NULL with @error set
 */
CadrePresenceRule *
cadre_presence_rule_load (CadreArchive  *archive,
                          GError       **error)
{
  g_autofree char *key = cadre_archive_get_setting (archive, CADRE_PRESENCE_SETTING);
  g_autoptr(GPtrArray) rules = cadre_presence_rules_list (error);

  if (rules == NULL)
    return NULL;

  for (guint i = 0; i < rules->len; i++)
    {
      const CadrePresenceRule *rule = g_ptr_array_index (rules, i);

      if (key == NULL || g_str_equal (rule->key, key))
        return g_ptr_array_steal_index (rules, i);
    }

  g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND,
               _("There is no rule of presence “%s”; choose one of those there are in the setting %s"), key,
               CADRE_PRESENCE_SETTING);
  return NULL;
}

/* How many days someone had to be there in a month or a part of it, not
 * rounded. Of a part of a month a part of the days is asked, by its working days. */
static double
get_required (const CadrePresenceRule *rule,
              const CadreWorkdays     *workdays,
              const CadreDate         *month,
              guint8                   first_day,
              guint8                   last_day)
{
  guint8 n_days = g_date_get_days_in_month ((GDateMonth) month->month, (GDateYear) month->year);
  CadreDate first = { month->year, month->month, first_day }, last = { month->year, month->month, last_day };
  CadreDate begin = { month->year, month->month, 1 }, end = { month->year, month->month, n_days };
  double part = first_day <= last_day ? cadre_workdays_count (workdays, &first, &last) : 0;

  if (rule->days <= 0)
    return rule->share * part;
  return rule->days * part / cadre_workdays_count (workdays, &begin, &end);
}

/* Whether a posting began or ended within the month; on which day, if that is known. */
static gboolean
is_within (const char      *text,
           const CadreDate *month,
           guint8          *day,
           gboolean        *is_known)
{
  CadreDate date;

  if (text == NULL || !cadre_date_parse (text, &date) || date.year != month->year ||
      (date.month != 0 && date.month != month->month))
    return FALSE;

  *is_known = date.day > 0;
  if (date.day > 0)
    *day = date.day;
  return TRUE;
}

static CadrePresenceMonth *
month_new (CadreStatement          *row,
           const CadrePresenceRule *rule,
           const CadreWorkdays     *workdays)
{
  CadrePresenceMonth *self = g_new0 (CadrePresenceMonth, 1);
  gboolean known_first = TRUE, known_last = TRUE;
  guint8 first = 1, last;

  self->posting_id = cadre_statement_get_int64 (row, 0);
  self->person_id = cadre_statement_get_int64 (row, 1);
  self->name = cadre_statement_dup_text (row, 2);
  self->unit = cadre_statement_dup_text (row, 3);
  cadre_date_parse (cadre_statement_get_text (row, 4), &self->month);
  self->days = cadre_statement_get_double (row, 5);
  self->leave_days = cadre_statement_get_double (row, 6);

  last = g_date_get_days_in_month ((GDateMonth) self->month.month, (GDateYear) self->month.year);
  is_within (cadre_statement_get_text (row, 7), &self->month, &first, &known_first);
  is_within (cadre_statement_get_text (row, 8), &self->month, &last, &known_last);
  self->required = get_required (rule, workdays, &self->month, first, last);

  /* A thousandth less is the same number of days. */
  if (cadre_statement_is_null (row, 5))
    self->state = CADRE_PRESENCE_MISSING;
  else if (self->days > self->required - 0.001)
    self->state = CADRE_PRESENCE_MET;
  else
    self->state = known_first && known_last ? CADRE_PRESENCE_SHORT : CADRE_PRESENCE_NOT_JUDGED;
  return self;
}

/**
 * cadre_presence_list:
 * @kind: the kind of posting
 * @first: the first month
 * @last: the last one
 *
 * Judges each month of each posting of a kind that went on in it. Months that
 * are not over are the caller's to leave out.
 *
 * Returns: (transfer full) (element-type CadrePresenceMonth): by month and
 *   unit, or %NULL with @error set
 */
GPtrArray *
cadre_presence_list (CadreArchive             *archive,
                     const CadrePresenceRule  *rule,
                     const CadreWorkdays      *workdays,
                     const char               *kind,
                     const CadreDate          *first,
                     const CadreDate          *last,
                     GError                  **error)
{
  g_autoptr(GPtrArray) months = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_presence_month_free);
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (archive, MONTHS, error);
  const CadreDate from = { first->year, first->month, 0 }, to = { last->year, last->month, 0 };
  g_autofree char *from_text = cadre_date_format (&from, CADRE_DATE_ISO);
  g_autofree char *to_text = cadre_date_format (&to, CADRE_DATE_ISO);

  if (rows == NULL)
    return NULL;

  cadre_statement_bind_text (rows, 1, from_text);
  cadre_statement_bind_text (rows, 2, to_text);
  cadre_statement_bind_text (rows, 3, kind);
  while (cadre_statement_step (rows, error))
    g_ptr_array_add (months, month_new (rows, rule, workdays));
  if (!cadre_statement_is_done (rows))
    return NULL;

  return g_steal_pointer (&months);
}

/* ---- a year */

/* ?1 the year, ?2 the kind, ?3 the path of the unit to keep to. Of checks
 * those count as absent whose result says so. */
#define YEAR \
  "SELECT g.id, g.person_id, n.name, g.unit_id, u.name, t.name, " \
  "(SELECT sum (p.days) FROM presence p WHERE p.posting_id = g.id AND substr (p.month, 1, 4) = ?1), " \
  "(SELECT sum (p.leave_days) FROM presence p WHERE p.posting_id = g.id AND substr (p.month, 1, 4) = ?1), " \
  "sum (e.kind = '民情日记'), sum (e.kind = '走访'), sum (e.kind = '抽查'), " \
  "sum (e.kind = '抽查' AND e.result IN ('缺岗', '不在岗', '脱岗', '未在村')), sum (e.kind = '约谈'), " \
  "(SELECT a.conclusion FROM appraisal a WHERE a.posting_id = g.id AND a.year = CAST (?1 AS INTEGER) AND a.term = '上半年'), " \
  "(SELECT a.conclusion FROM appraisal a WHERE a.posting_id = g.id AND a.year = CAST (?1 AS INTEGER) AND a.term = '下半年'), " \
  "(SELECT a.conclusion FROM appraisal a WHERE a.posting_id = g.id AND a.year = CAST (?1 AS INTEGER) AND a.term = '年度') " \
  "FROM posting g JOIN person n ON n.id = g.person_id LEFT JOIN unit u ON u.id = g.unit_id " \
  "LEFT JOIN unit t ON t.id = u.parent_id " \
  "LEFT JOIN posting_event e ON e.posting_id = g.id AND substr (e.date, 1, 4) = ?1 " \
  "WHERE g.kind = ?2 AND (g.since IS NULL OR substr (g.since, 1, 4) <= ?1) AND (g.until IS NULL OR substr (g.until, 1, 4) >= ?1) " \
  "AND (?3 IS NULL OR (u.path >= ?3 AND u.path < ?3 || '~')) " \
  "GROUP BY g.id ORDER BY u.path, g.since, g.id"

void
cadre_presence_year_free (CadrePresenceYear *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (self->months); i++)
    cadre_presence_month_free (self->months[i]);
  g_free (self->name);
  g_free (self->unit);
  g_free (self->township);
  g_free (self->first_half);
  g_free (self->second_half);
  g_free (self->whole);
  g_free (self);
}

static CadrePresenceYear *
year_new (CadreStatement *row)
{
  CadrePresenceYear *self = g_new0 (CadrePresenceYear, 1);

  self->posting_id = cadre_statement_get_int64 (row, 0);
  self->person_id = cadre_statement_get_int64 (row, 1);
  self->name = cadre_statement_dup_text (row, 2);
  self->unit_id = cadre_statement_get_int64 (row, 3);
  self->unit = cadre_statement_dup_text (row, 4);
  self->township = cadre_statement_dup_text (row, 5);
  self->days = cadre_statement_get_double (row, 6);
  self->leave_days = cadre_statement_get_double (row, 7);
  self->n_diaries = (guint) cadre_statement_get_int64 (row, 8);
  self->n_visits = (guint) cadre_statement_get_int64 (row, 9);
  self->n_checks = (guint) cadre_statement_get_int64 (row, 10);
  self->n_absent = (guint) cadre_statement_get_int64 (row, 11);
  self->n_talks = (guint) cadre_statement_get_int64 (row, 12);
  self->first_half = cadre_statement_dup_text (row, 13);
  self->second_half = cadre_statement_dup_text (row, 14);
  self->whole = cadre_statement_dup_text (row, 15);
  return self;
}

static void
take_month (CadrePresenceYear  *self,
            CadrePresenceMonth *month)
{
  self->months[month->month.month - 1] = month;
  self->n_met += month->state == CADRE_PRESENCE_MET;
  self->n_short += month->state == CADRE_PRESENCE_SHORT;
  self->n_missing += month->state == CADRE_PRESENCE_MISSING;
}

static gboolean
take_months (CadreArchive              *archive,
             const CadrePresenceRule   *rule,
             const CadreWorkdays       *workdays,
             const CadrePresenceQuery  *query,
             GHashTable                *by_posting,
             GError                   **error)
{
  const CadreDate tomorrow = cadre_date_add_days (&query->today, 1);
  const CadreDate next_month = { tomorrow.year, tomorrow.month, 1 };
  /* A month is over with its last day. */
  const CadreDate over = cadre_date_add_days (&next_month, -1);
  const CadreDate first = { (gint16) query->year, 1, 0 };
  const CadreDate last = { (gint16) query->year, query->year < over.year ? 12 : over.month, 0 };
  g_autoptr(GPtrArray) months = NULL;

  if (query->year > over.year)
    return TRUE;

  months = cadre_presence_list (archive, rule, workdays, query->kind != NULL ? query->kind : CADRE_FIRST_SECRETARY, &first, &last,
                                error);
  if (months == NULL)
    return FALSE;

  g_ptr_array_set_free_func (months, NULL);
  for (guint i = 0; i < months->len; i++)
    {
      CadrePresenceMonth *month = g_ptr_array_index (months, i);
      CadrePresenceYear *year = g_hash_table_lookup (by_posting, &month->posting_id);

      if (year != NULL)
        take_month (year, month);
      else
        cadre_presence_month_free (month);
    }

  return TRUE;
}

/**
 * cadre_presence_list_year:
 *
 * What was written down of each posting in a year, its months judged by the
 * rule, its checks and appraisals.
 *
 * Returns: (transfer full) (element-type CadrePresenceYear): in the order of
 *   units, or %NULL with @error set
 */
GPtrArray *
cadre_presence_list_year (CadreArchive              *archive,
                          const CadrePresenceRule   *rule,
                          const CadreWorkdays       *workdays,
                          const CadrePresenceQuery  *query,
                          GError                   **error)
{
  g_autoptr(GPtrArray) years = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_presence_year_free);
  g_autoptr(GHashTable) by_posting = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (archive, YEAR, error);
  g_autofree char *year_text = g_strdup_printf ("%04d", query->year);
  g_autofree char *path = NULL;

  if (rows == NULL)
    return NULL;
  if (query->unit_id != 0)
    {
      path = cadre_units_get_path (archive, query->unit_id, error);
      if (path == NULL)
        return NULL;
    }

  cadre_statement_bind_text (rows, 1, year_text);
  cadre_statement_bind_text (rows, 2, query->kind != NULL ? query->kind : CADRE_FIRST_SECRETARY);
  cadre_statement_bind_text (rows, 3, path);
  while (cadre_statement_step (rows, error))
    {
      CadrePresenceYear *year = year_new (rows);

      g_ptr_array_add (years, year);
      g_hash_table_insert (by_posting, &year->posting_id, year);
    }
  if (!cadre_statement_is_done (rows))
    return NULL;

  return take_months (archive, rule, workdays, query, by_posting, error) ? g_steal_pointer (&years) : NULL;
}

/**
 * cadre_presence_get_limit:
 * @n_absent: how often a spot check found nobody in a year
 *
 * 驻村干部管理办法: absent once or twice, not to be commended (不得评优);
 * three times, 不称职 and a letter to the sending unit.
 */
CadreAppraisalLimit
cadre_presence_get_limit (guint n_absent)
{
  return n_absent >= 3 ? CADRE_APPRAISAL_UNFIT : n_absent > 0 ? CADRE_APPRAISAL_NOT_EXCELLENT : CADRE_APPRAISAL_NO_LIMIT;
}
