/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The source of data "presence": each month of the year that is over and each
 * first secretary posted in it, judged by the office's rule, as the temporary
 * table presence_months. */

#define G_LOG_DOMAIN "cadre-report-presence"

#include "config.h"

#include "cadre-presence.h"
#include "cadre-report-private.h"

/* %s: the table's name. */
#define CREATE_TABLE \
  "CREATE TEMP TABLE %s (posting_id INTEGER, month TEXT, days REAL, leave_days REAL, required REAL, state TEXT, " \
  "PRIMARY KEY (posting_id, month)) WITHOUT ROWID"
#define ADD_MONTH "INSERT INTO temp.%s VALUES (?1, ?2, ?3, ?4, ?5, ?6)"

static const char *const states[] = {
  [CADRE_PRESENCE_MET] = "达标",
  [CADRE_PRESENCE_SHORT] = "不达标",
  [CADRE_PRESENCE_MISSING] = "未报",
  [CADRE_PRESENCE_NOT_JUDGED] = "起止日不明",
};

static gboolean
add_month (CadreStatement            *add,
           const CadrePresenceMonth  *month,
           GError                   **error)
{
  g_autofree char *text = cadre_date_format (&month->month, CADRE_DATE_ISO);

  cadre_statement_bind_int64 (add, 1, month->posting_id);
  cadre_statement_bind_text (add, 2, text);
  if (month->state != CADRE_PRESENCE_MISSING)
    {
      cadre_statement_bind_double (add, 3, month->days);
      cadre_statement_bind_double (add, 4, month->leave_days);
    }
  else
    {
      cadre_statement_bind_null (add, 3);
      cadre_statement_bind_null (add, 4);
    }
  cadre_statement_bind_double (add, 5, month->required);
  cadre_statement_bind_text (add, 6, states[month->state]);

  return cadre_statement_run (add, error);
}

/**
 * _cadre_report_fill_presence:
 * @table: the name of the table to make
 *
 * Judges the months of the report's year that are over as of its date.
 */
gboolean
_cadre_report_fill_presence (CadreReportContext  *context,
                             const char          *table,
                             GError             **error)
{
  CadreArchive *archive = _cadre_report_context_get_archive (context);
  CadrePresenceQuery query = { .year = _cadre_report_context_get_year (context), .unit_id = _cadre_report_context_get_unit (context) };
  g_autoptr(CadrePresenceRule) rule = cadre_presence_rule_load (archive, error);
  g_autoptr(CadreWorkdays) workdays = rule != NULL ? cadre_workdays_load (archive, error) : NULL;
  g_autoptr(GPtrArray) years = NULL;
  g_autoptr(CadreStatement) add = NULL;
  g_autofree char *create = g_strdup_printf (CREATE_TABLE, table);
  g_autofree char *add_sql = g_strdup_printf (ADD_MONTH, table);

  if (workdays == NULL || !cadre_date_parse (_cadre_report_context_get_as_of (context), &query.today))
    return FALSE;
  years = cadre_presence_list_year (archive, rule, workdays, &query, error);
  if (years == NULL || !cadre_archive_execute (archive, create, error))
    return FALSE;
  add = cadre_archive_prepare (archive, add_sql, error);
  if (add == NULL)
    return FALSE;

  for (guint i = 0; i < years->len; i++)
    {
      const CadrePresenceYear *year = g_ptr_array_index (years, i);

      for (guint m = 0; m < G_N_ELEMENTS (year->months); m++)
        if (year->months[m] != NULL && !add_month (add, year->months[m], error))
          return FALSE;
    }

  return TRUE;
}
