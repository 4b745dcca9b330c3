/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The source of data "eligibility": how each candidate who still runs in a
 * round of the year stands by each rule of its way up, as the temporary table
 * eligibility_findings, a row for each candidate and rule. */

#define G_LOG_DOMAIN "cadre-report-eligibility"

#include "config.h"

#include "cadre-candidacy.h"
#include "cadre-report-private.h"

/* %s: the table's name. */
#define CREATE_TABLE \
  "CREATE TEMP TABLE %s (round_id INTEGER, candidacy_id INTEGER, person_id INTEGER, rule_id INTEGER, position INTEGER, rule TEXT, " \
  "clause TEXT, exception TEXT, must INTEGER, state TEXT, mark TEXT, value TEXT, PRIMARY KEY (candidacy_id, rule_id)) WITHOUT ROWID"
#define ADD_FINDING "INSERT INTO temp.%s VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"

static const struct
{
  const char *name, *mark;
} states[] = {
  [CADRE_ELIGIBILITY_MET] = { "符合", "√" },
  [CADRE_ELIGIBILITY_NOT_MET] = { "不符合", "×" },
  [CADRE_ELIGIBILITY_UNKNOWN] = { "未载明", "？" },
};

static gboolean
add_finding (CadreStatement                 *add,
             const CadreCandidate           *candidate,
             const CadreEligibilityFinding  *finding,
             guint                           position,
             GError                        **error)
{
  cadre_statement_bind_int64 (add, 1, candidate->round_id);
  cadre_statement_bind_int64 (add, 2, candidate->id);
  cadre_statement_bind_int64 (add, 3, candidate->person_id);
  cadre_statement_bind_int64 (add, 4, finding->rule->id);
  cadre_statement_bind_int64 (add, 5, position);
  cadre_statement_bind_text (add, 6, finding->rule->name);
  cadre_statement_bind_text (add, 7, finding->rule->clause);
  cadre_statement_bind_text (add, 8, finding->rule->exception);
  cadre_statement_bind_int64 (add, 9, finding->rule->is_must);
  cadre_statement_bind_text (add, 10, states[finding->state].name);
  cadre_statement_bind_text (add, 11, states[finding->state].mark);
  cadre_statement_bind_text (add, 12, finding->value);

  return cadre_statement_run (add, error);
}

static gboolean
add_candidate (CadreStatement        *add,
               CadreArchive          *archive,
               CadreEligibility      *rules,
               const CadreCandidate  *candidate,
               const CadreDate       *as_of,
               GError               **error)
{
  g_autoptr(GPtrArray) findings = cadre_eligibility_check (rules, archive, candidate->person_id, as_of, error);

  if (findings == NULL)
    return FALSE;

  for (guint i = 0; i < findings->len; i++)
    if (!add_finding (add, candidate, g_ptr_array_index (findings, i), i, error))
      return FALSE;

  return TRUE;
}

/* Once appointed, the rules of the way there were left behind; who is out is
 * not looked at any more. */
static gboolean
add_round (CadreStatement            *add,
           CadreReportContext        *context,
           CadreCatalogue            *catalogue,
           const CadrePromotionRound *round,
           GError                   **error)
{
  CadreArchive *archive = _cadre_report_context_get_archive (context);
  g_autoptr(GPtrArray) candidates = cadre_candidate_list (archive, round->id, error);
  g_autoptr(CadreEligibility) rules = NULL;
  CadreDate as_of;

  if (candidates == NULL || !cadre_candidate_load_rules (archive, catalogue, round, &rules, &as_of, error))
    return FALSE;
  if (round->as_of.year == 0 && !cadre_date_parse (_cadre_report_context_get_as_of (context), &as_of))
    return FALSE;

  for (guint i = 0; rules != NULL && i < candidates->len; i++)
    {
      const CadreCandidate *candidate = g_ptr_array_index (candidates, i);

      if (candidate->state == CADRE_CANDIDATE_RUNNING &&
          !add_candidate (add, archive, rules, candidate, &as_of, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * _cadre_report_fill_eligibility:
 * @table: the name of the table to make
 *
 * Asks the rules of the rounds of the report's year of those who run in them,
 * as of the day of the round, or of the report where it has none.
 */
gboolean
_cadre_report_fill_eligibility (CadreReportContext  *context,
                                const char          *table,
                                GError             **error)
{
  CadreArchive *archive = _cadre_report_context_get_archive (context);
  g_autoptr(CadreCatalogue) catalogue = cadre_catalogue_new (archive, error);
  g_autoptr(GPtrArray) rounds = NULL;
  g_autoptr(CadreStatement) add = NULL;
  g_autofree char *create = g_strdup_printf (CREATE_TABLE, table);
  g_autofree char *add_sql = g_strdup_printf (ADD_FINDING, table);

  rounds = catalogue != NULL ? cadre_promotion_round_list (archive, _cadre_report_context_get_year (context), error) : NULL;
  if (rounds == NULL || !cadre_archive_execute (archive, create, error))
    return FALSE;
  add = cadre_archive_prepare (archive, add_sql, error);
  if (add == NULL)
    return FALSE;

  for (guint i = 0; i < rounds->len; i++)
    if (!add_round (add, context, catalogue, g_ptr_array_index (rounds, i), error))
      return FALSE;

  return TRUE;
}
