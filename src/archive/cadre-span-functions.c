/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What rules of years ask in SQL: the aggregate cadre_months (since, until),
 * and cadre_add_years (date, years), which ends a term. */

#define G_LOG_DOMAIN "cadre-archive"

#include "config.h"

#include <sqlite3.h>

#include "cadre-archive-private.h"
#include "cadre-date.h"

/* No term lasts longer. */
#define MAX_YEARS 100

/* Months since the year 0; up to, not with, @until. */
typedef struct
{
  int since, until;
} Span;

/* The month of an ISO date that may lack month and day; then January. */
static int
read_month (sqlite3_value *value)
{
  const CadreDate date = cadre_date_from_iso ((const char *) sqlite3_value_text (value));

  return date.year > 0 ? date.year * 12 + MAX (date.month, 1) : -1;
}

static void
months_step (sqlite3_context  *context,
             int               n_arguments,
             sqlite3_value   **arguments)
{
  GArray **spans = sqlite3_aggregate_context (context, sizeof (GArray *));
  const Span span = { read_month (arguments[0]), read_month (arguments[1]) };

  if (spans == NULL)
    {
      sqlite3_result_error_nomem (context);
      return;
    }
  if (*spans == NULL)
    *spans = g_array_new (FALSE, FALSE, sizeof (Span));
  if (span.since >= 0 && span.until > span.since)
    g_array_append_val (*spans, span);
}

static int
compare_spans (gconstpointer a,
               gconstpointer b)
{
  return ((const Span *) a)->since - ((const Span *) b)->since;
}

/* What several spans cover counts once: two posts may be held at one time. */
static int
count_months (GArray *spans)
{
  int until = 0, n = 0;

  g_array_sort (spans, compare_spans);
  for (guint i = 0; i < spans->len; i++)
    {
      const Span *span = &g_array_index (spans, Span, i);

      n += MAX (0, span->until - MAX (span->since, until));
      until = MAX (until, span->until);
    }

  return n;
}

/* NULL where there was no row: nothing is known then. */
static void
months_final (sqlite3_context *context)
{
  GArray **spans = sqlite3_aggregate_context (context, 0);

  if (spans == NULL || *spans == NULL)
    return;

  sqlite3_result_int (context, count_months (*spans));
  g_clear_pointer (spans, g_array_unref);
}

/* NULL where one of the two is not known. */
static void
add_years_func (sqlite3_context  *context,
                int               n_arguments,
                sqlite3_value   **arguments)
{
  const CadreDate since = cadre_date_from_iso ((const char *) sqlite3_value_text (arguments[0]));
  double years = sqlite3_value_double (arguments[1]);
  CadreDate end;

  if (since.year == 0 || !(years > 0 && years <= MAX_YEARS))
    return;

  end = cadre_date_add_years (&since, years);
  sqlite3_result_text (context, cadre_date_format (&end, CADRE_DATE_ISO), -1, g_free);
}

/*
 * _cadre_span_functions_register:
 *
 * Returns: an SQLite code
 */
int
_cadre_span_functions_register (CadreArchive *self)
{
  const int flags = SQLITE_UTF8 | SQLITE_INNOCUOUS | SQLITE_DETERMINISTIC;
  int rc = sqlite3_create_function_v2 (self->db, "cadre_months", 2, flags, NULL, NULL, months_step, months_final, NULL);

  return rc != SQLITE_OK ? rc : sqlite3_create_function_v2 (self->db, "cadre_add_years", 2, flags, NULL, add_years_func,
                                                            NULL, NULL, NULL);
}
