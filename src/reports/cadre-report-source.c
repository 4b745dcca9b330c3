/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a report's queries need that SQL does not compute: each source of data
 * is worked out once for all reports of a context, and put into a temporary
 * table that the queries name in braces. */

#define G_LOG_DOMAIN "cadre-report-source"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-report-private.h"

static const struct
{
  const char *key;         /* what a definition calls it */
  const char *table;       /* what queries call it, in braces */
  gboolean (*fill) (CadreReportContext  *context,
                    const char          *table,
                    GError             **error);
} sources[] = {
  { "hours", "hours_state", _cadre_report_fill_hours },
  { "scores", "score_parts", _cadre_report_fill_scores },
  { "presence", "presence_months", _cadre_report_fill_presence },
  { "eligibility", "eligibility_findings", _cadre_report_fill_eligibility },
};

/**
 * _cadre_report_drop_table:
 * @table: its name in the archive
 *
 * Refused while something is being read of such a table; then it goes with the
 * connection.
 */
void
_cadre_report_drop_table (CadreReportContext *context,
                           const char         *table)
{
  g_autofree char *sql = g_strdup_printf ("DROP TABLE IF EXISTS temp.%s; DROP TABLE IF EXISTS temp.%s_each", table, table);

  cadre_archive_execute (_cadre_report_context_get_archive (context), sql, NULL);
}

/**
 * _cadre_report_prepare_source:
 * @key: of one of those there are
 *
 * Computes a source of data, once for all the reports of @context.
 */
gboolean
_cadre_report_prepare_source (CadreReportContext  *context,
                              const char          *key,
                              GError             **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      g_autofree char *table = NULL;

      if (!g_str_equal (sources[i].key, key))
        continue;
      if (_cadre_report_context_has_table (context, sources[i].table))
        return TRUE;

      table = _cadre_report_context_name_table (context, sources[i].table, error);
      if (table == NULL)
        return FALSE;
      if (!sources[i].fill (context, table, error))
        {
          _cadre_report_drop_table (context, table);
          return FALSE;
        }
      _cadre_report_context_take_table (context, sources[i].table, g_steal_pointer (&table));
      return TRUE;
    }

  g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("there is no source of data “%s”"), key);
  return FALSE;
}
