/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The results of a round as people read them, and decisions about them. */

#define G_LOG_DOMAIN "cadre-round"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-round-private.h"
#include "cadre-round-results.h"

/* Who has a total by rank, then who has none, then who does not take part. */
static const char results_sql[] =
  "SELECT t.id, p.id, p.name, coalesce (u.short_name, u.name), coalesce (p.post_short, p.post_full), t.takes_part, t.outside_as, t.reason, "
  "r.total, r.rank_unit, r.rank_level, r.rank_all, r.grade_computed, r.grade, r.detail ->> 'capped', r.detail ->> 'vetoed', "
  "r.detail ->> 'short_of', r.decided_reason, r.decided_document "
  "FROM participant t JOIN person p ON p.id = t.person_id LEFT JOIN unit u ON u.id = t.unit_id "
  "LEFT JOIN result r ON r.participant_id = t.id AND t.takes_part AND r.version = "
  "  (SELECT max (v.version) FROM result v WHERE v.participant_id = t.id) "
  "WHERE t.round_id = ?1 ORDER BY t.takes_part DESC, r.rank_all IS NULL, r.rank_all, u.path, p.position, p.id";

void
cadre_round_result_free (CadreRoundResult *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->unit);
  g_free (self->post);
  g_free (self->outside_as);
  g_free (self->reason);
  g_free (self->grade_computed);
  g_free (self->grade);
  g_free (self->decided_reason);
  g_free (self->decided_document);
  g_free (self);
}

static gpointer
read_result (CadreStatement *row)
{
  CadreRoundResult *result = g_new0 (CadreRoundResult, 1);

  result->participant_id = cadre_statement_get_int64 (row, 0);
  result->person_id = cadre_statement_get_int64 (row, 1);
  result->name = cadre_statement_dup_text (row, 2);
  result->unit = cadre_statement_dup_text (row, 3);
  result->post = cadre_statement_dup_text (row, 4);
  result->takes_part = cadre_statement_get_int64 (row, 5) != 0;
  result->outside_as = cadre_statement_dup_text (row, 6);
  result->reason = cadre_statement_dup_text (row, 7);
  result->has_total = !cadre_statement_is_null (row, 8);
  result->total = cadre_statement_get_double (row, 8);
  result->rank_unit = (guint) cadre_statement_get_int64 (row, 9);
  result->rank_level = (guint) cadre_statement_get_int64 (row, 10);
  result->rank_all = (guint) cadre_statement_get_int64 (row, 11);
  result->grade_computed = cadre_statement_dup_text (row, 12);
  result->grade = cadre_statement_dup_text (row, 13);
  result->capped = cadre_statement_get_int64 (row, 14) != 0;
  result->vetoed = cadre_statement_get_int64 (row, 15) != 0;
  result->short_of = cadre_statement_get_double (row, 16);
  result->decided_reason = cadre_statement_dup_text (row, 17);
  result->decided_document = cadre_statement_dup_text (row, 18);
  return result;
}

/**
 * cadre_round_list_results:
 *
 * Returns: (transfer full) (element-type CadreRoundResult): everybody in the
 *   round by rank, those without a total after, those outside last; or %NULL
 *   with @error set
 */
GPtrArray *
cadre_round_list_results (CadreArchive  *archive,
                          gint64         round_id,
                          GError       **error)
{
  g_autoptr(CadreStatement) row = cadre_archive_prepare (archive, results_sql, error);

  if (row == NULL)
    return NULL;

  cadre_statement_bind_int64 (row, 1, round_id);
  return cadre_statement_read_all (row, read_result, (GDestroyNotify) cadre_round_result_free, error);
}

/**
 * cadre_round_list_pools:
 *
 * Works the cap out again from the scores as they stand.
 *
 * Returns: (transfer full) (element-type CadreRoundPool): in each pool what
 *   the cap gave, by unit; or %NULL with @error set
 */
GArray *
cadre_round_list_pools (CadreArchive  *archive,
                        gint64         round_id,
                        GError       **error)
{
  g_autoptr(CadreRound) round = _cadre_round_load (archive, round_id, error);

  if (round == NULL || !_cadre_round_score (round, error))
    return NULL;

  _cadre_round_grade (round);
  return g_array_ref (round->pools);
}

static gboolean
check_grade (CadreArchive  *archive,
             gint64         round_id,
             const char    *grade,
             GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT scheme_id FROM assessment_round WHERE id = %" G_GINT64_FORMAT, round_id);
  g_autoptr(CadreScheme) scheme = NULL;
  g_autoptr(GString) words = g_string_new (NULL);
  gint64 scheme_id = 0;

  scheme = cadre_archive_query_int64 (archive, sql, &scheme_id, error) ? cadre_scheme_load (archive, scheme_id, error) : NULL;
  if (scheme == NULL)
    return FALSE;

  for (guint i = 0; i < scheme->grades->len; i++)
    {
      const CadreGradeLine *line = g_ptr_array_index (scheme->grades, i);

      if (g_strcmp0 (line->civil_servant, grade) == 0 || g_strcmp0 (line->other, grade) == 0)
        return TRUE;
      g_string_append_printf (words, "%s%s", i > 0 ? "、" : "", line->civil_servant);
      if (g_strcmp0 (line->civil_servant, line->other) != 0)
        g_string_append_printf (words, "、%s", line->other);
    }

  g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("“%s” is no grade of this scheme; there are %s"), grade, words->str);
  return FALSE;
}

/**
 * cadre_round_decide:
 * @grade: (nullable): what people decided; %NULL takes the decision back
 * @reason: (nullable): why; needed with @grade
 * @document: (nullable): the number of the decision
 *
 * A grade other than the computed one, shown as such from then on and kept
 * when the round is computed again. To be called inside an action.
 */
gboolean
cadre_round_decide (CadreArchive  *archive,
                    gint64         participant_id,
                    const char    *grade,
                    const char    *reason,
                    const char    *document,
                    GError       **error)
{
  g_autoptr(CadreStatement) update = NULL;
  gint64 round_id = _cadre_round_open_for (archive, participant_id, error);

  if (round_id == 0)
    return FALSE;
  if (grade != NULL && (reason == NULL || *reason == '\0'))
    {
      g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("Give the reason for the decision"));
      return FALSE;
    }
  if (grade != NULL && !check_grade (archive, round_id, grade, error))
    return FALSE;

  update = cadre_archive_prepare (archive,
                                  "UPDATE result SET grade = coalesce (?2, grade_computed), decided_reason = ?3, decided_document = nullif (?4, '') "
                                  "WHERE participant_id = ?1 AND version = (SELECT max (version) FROM result WHERE participant_id = ?1)",
                                  error);
  if (update == NULL)
    return FALSE;

  cadre_statement_bind_int64 (update, 1, participant_id);
  cadre_statement_bind_text (update, 2, grade);
  cadre_statement_bind_text (update, 3, grade != NULL ? reason : NULL);
  cadre_statement_bind_text (update, 4, grade != NULL ? document : NULL);
  if (!cadre_statement_run (update, error))
    return FALSE;
  if (cadre_archive_n_changed (archive) > 0)
    return TRUE;

  g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("There is no result yet; compute the round first"));
  return FALSE;
}
