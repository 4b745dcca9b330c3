/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A round of 综合考评: computed, locked, re-opened. */

#define G_LOG_DOMAIN "cadre-round"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-round-private.h"

/* What a person decided stays; a row that says the same is not touched, so
 * that computing twice changes nothing. */
static const char store_sql[] =
  "INSERT INTO result (participant_id, version, total, rank_unit, rank_level, rank_all, grade_computed, grade, detail) "
  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8) "
  "ON CONFLICT (participant_id, version) DO UPDATE SET total = excluded.total, rank_unit = excluded.rank_unit, "
  "  rank_level = excluded.rank_level, rank_all = excluded.rank_all, grade_computed = excluded.grade_computed, "
  "  grade = iif (decided_reason IS NULL, excluded.grade, grade), detail = excluded.detail "
  "WHERE (total, rank_unit, rank_level, rank_all, grade_computed, detail) IS NOT "
  "  (excluded.total, excluded.rank_unit, excluded.rank_level, excluded.rank_all, excluded.grade_computed, excluded.detail)";

static void
bind_rank (CadreStatement *statement,
           int             index,
           guint           rank)
{
  if (rank > 0)
    cadre_statement_bind_int64 (statement, index, rank);
}

static gboolean
store_entry (CadreRound            *self,
             CadreStatement        *store,
             const CadreRoundEntry *entry,
             gint64                 version,
             GError               **error)
{
  const CadreGradeLine *grade = g_ptr_array_index (self->scheme->grades, entry->grade);
  g_autofree char *short_of = cadre_decimal_format (entry->short_of, self->scheme->places);
  g_autofree char *detail = entry->capped ? g_strdup_printf ("{\"capped\":true,\"short_of\":%s}", short_of)
                            : entry->vetoed ? g_strdup ("{\"vetoed\":true}") : NULL;

  cadre_statement_bind_int64 (store, 1, entry->id);
  cadre_statement_bind_int64 (store, 2, version);
  for (int i = 3; i <= 8; i++)
    cadre_statement_bind_null (store, i);
  if (!entry->open)
    {
      cadre_statement_bind_double (store, 3, cadre_decimal_to_double (entry->total));
      bind_rank (store, 4, entry->rank_unit);
      bind_rank (store, 5, entry->rank_level);
      bind_rank (store, 6, entry->rank_all);
      cadre_statement_bind_text (store, 7, entry->civil_servant ? grade->civil_servant : grade->other);
    }
  cadre_statement_bind_text (store, 8, detail);

  return cadre_statement_run (store, error);
}

static gboolean
get_version (CadreRound  *self,
             gint64      *version,
             GError     **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT coalesce (max (r.version), 1) FROM participant t JOIN result r "
                                          "ON r.participant_id = t.id WHERE t.round_id = %" G_GINT64_FORMAT, self->id);

  return cadre_archive_query_int64 (self->archive, sql, version, error);
}

/* Whoever no longer takes part has no result of this version. */
static gboolean
remove_outsiders (CadreRound  *self,
                  gint64       version,
                  GError     **error)
{
  g_autoptr(CadreStatement) statement = NULL;

  statement = cadre_archive_prepare (self->archive,
                                     "DELETE FROM result WHERE version = ?2 AND participant_id IN "
                                     "(SELECT id FROM participant WHERE round_id = ?1 AND NOT takes_part)", error);
  if (statement == NULL)
    return FALSE;

  cadre_statement_bind_int64 (statement, 1, self->id);
  cadre_statement_bind_int64 (statement, 2, version);
  return cadre_statement_run (statement, error);
}

static gboolean
store (CadreRound         *self,
       CadreRoundSummary  *summary,
       GError            **error)
{
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (self->archive, store_sql, error);
  gint64 version;

  if (statement == NULL || !get_version (self, &version, error) || !remove_outsiders (self, version, error))
    return FALSE;

  *summary = (CadreRoundSummary) { .n_participants = self->entries->len, .n_outside = self->n_outside };
  for (guint i = 0; i < self->entries->len; i++)
    {
      const CadreRoundEntry *entry = &g_array_index (self->entries, CadreRoundEntry, i);

      summary->n_open += entry->open;
      summary->n_vetoed += entry->vetoed;
      summary->n_capped += entry->capped;
      if (!store_entry (self, statement, entry, version, error))
        return FALSE;
    }

  return TRUE;
}

/*
 * _cadre_round_run:
 * @sql: changes something
 * @id: ?1
 * @first: (nullable): ?2
 * @second: (nullable): ?3
 */
gboolean
_cadre_round_run (CadreArchive  *archive,
                  const char    *sql,
                  gint64         id,
                  const char    *first,
                  const char    *second,
                  GError       **error)
{
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (archive, sql, error);

  if (statement == NULL)
    return FALSE;

  cadre_statement_bind_int64 (statement, 1, id);
  if (first != NULL)
    cadre_statement_bind_text (statement, 2, first);
  if (second != NULL)
    cadre_statement_bind_text (statement, 3, second);
  return cadre_statement_run (statement, error);
}

static gboolean
check_state (CadreArchive  *archive,
             gint64         round_id,
             gboolean       locked,
             GError       **error)
{
  g_autoptr(CadreStatement) row = NULL;
  gboolean is_locked;

  /* Asked with each score that is entered. */
  row = cadre_archive_prepare (archive, "SELECT state = 'locked' FROM assessment_round WHERE id = ?1", error);
  if (row == NULL)
    return FALSE;

  cadre_statement_bind_int64 (row, 1, round_id);
  if (!cadre_statement_step (row, error))
    {
      if (cadre_statement_is_done (row))
        g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("The round is no longer there"));
      return FALSE;
    }
  is_locked = cadre_statement_get_int64 (row, 0) != 0;
  if (is_locked == locked)
    return TRUE;

  g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID,
                       locked ? _("This round is not locked") : _("This round is locked; re-open it first, with the reason"));
  return FALSE;
}

/*
 * _cadre_round_check_open:
 *
 * Returns: whether the round may be changed
 */
gboolean
_cadre_round_check_open (CadreArchive  *archive,
                         gint64         round_id,
                         GError       **error)
{
  return check_state (archive, round_id, FALSE, error);
}

/*
 * _cadre_round_touch:
 *
 * What was computed no longer holds; to be called after each change.
 */
gboolean
_cadre_round_touch (CadreArchive  *archive,
                    gint64         round_id,
                    GError       **error)
{
  return _cadre_round_run (archive, "UPDATE assessment_round SET state = 'scoring' WHERE id = ?1 AND state IN ('draft', 'computed')",
                           round_id, NULL, NULL, error);
}

/**
 * cadre_round_compute:
 * @summary: (out): what came of it
 *
 * Computes totals, ranks and grades of all who take part and stores them; to
 * be called inside an action. Decisions that people made stay.
 */
gboolean
cadre_round_compute (CadreArchive       *archive,
                     gint64              round_id,
                     CadreRoundSummary  *summary,
                     GError            **error)
{
  g_autoptr(CadreRound) self = NULL;

  if (!check_state (archive, round_id, FALSE, error))
    return FALSE;

  self = _cadre_round_load (archive, round_id, error);
  if (self == NULL || !_cadre_round_score (self, error))
    return FALSE;

  _cadre_round_rank (self);
  _cadre_round_grade (self);

  return store (self, summary, error) &&
         _cadre_round_run (archive, "UPDATE assessment_round SET state = 'computed' WHERE id = ?1 AND state <> 'computed'",
                           round_id, NULL, NULL, error);
}

/* The result of each who took part, and 不定等次 or 不进行考核 of those who did not,
 * become their assessment of the year. */
static const char archive_sql[] =
  "INSERT INTO assessment (person_id, year, kind, conclusion, score, reason, unit_then_id, post_then, document, result_id) "
  "SELECT t.person_id, o.year, o.kind, coalesce (r.grade, t.outside_as), r.total, t.reason, t.unit_id, p.post_full, ?3, r.id "
  "FROM assessment_round o JOIN scheme s ON s.id = o.scheme_id AND s.into_archive "
  "JOIN participant t ON t.round_id = o.id JOIN person p ON p.id = t.person_id "
  "LEFT JOIN result r ON r.participant_id = t.id AND t.takes_part AND r.version = "
  "  (SELECT max (v.version) FROM result v WHERE v.participant_id = t.id) "
  "WHERE o.id = ?1 AND coalesce (r.grade, t.outside_as) IS NOT NULL "
  "ON CONFLICT (person_id, year, kind) DO UPDATE SET conclusion = excluded.conclusion, score = excluded.score, "
  "  reason = excluded.reason, unit_then_id = excluded.unit_then_id, post_then = excluded.post_then, "
  "  document = excluded.document, result_id = excluded.result_id";

/* A trial is no result; and more than the usual share needs its document. */
static gboolean
check_lockable (CadreArchive  *archive,
                gint64         round_id,
                GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT iif (trial_of IS NOT NULL, 1, iif (excellent_cap > "
                                          G_STRINGIFY (CADRE_ROUND_USUAL_CAP) " AND cap_approval IS NULL, 2, iif (state <> 'computed', 3, 0))) "
                                          "FROM assessment_round WHERE id = %" G_GINT64_FORMAT, round_id);
  gint64 fault = 0;

  if (!cadre_archive_query_int64 (archive, sql, &fault, error))
    return FALSE;
  if (fault == 0)
    return TRUE;

  g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID,
                       fault == 1 ? _("A trial cannot be locked; keep it first") :
                       fault == 3 ? _("Something changed since the results were computed; compute again") :
                       _("More than a fifth needs the number of the document that approves it"));
  return FALSE;
}

/**
 * cadre_round_lock:
 * @date: ISO, when it was approved
 * @document: (nullable): the approval's number
 *
 * Fixes the results and, where the scheme says so, writes them to the archive as the year's assessments;
 * to be called inside an action. Refused while a total is open.
 */
gboolean
cadre_round_lock (CadreArchive  *archive,
                  gint64         round_id,
                  const char    *date,
                  const char    *document,
                  GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM participant t WHERE t.round_id = %" G_GINT64_FORMAT
                                          " AND t.takes_part AND (SELECT r.grade FROM result r WHERE r.participant_id = t.id "
                                          "ORDER BY r.version DESC LIMIT 1) IS NULL", round_id);
  gint64 n_open = 0;

  if (!check_state (archive, round_id, FALSE, error) ||
      !check_lockable (archive, round_id, error) ||
      !cadre_archive_query_int64 (archive, sql, &n_open, error))
    return FALSE;

  if (n_open > 0)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID,
                   g_dngettext (GETTEXT_PACKAGE, "%d person has no grade yet; enter the missing scores and compute again",
                                "%d people have no grade yet; enter the missing scores and compute again", (gulong) n_open),
                   (int) n_open);
      return FALSE;
    }

  return _cadre_round_run (archive, "UPDATE assessment_round SET state = 'locked', locked_on = ?2, lock_document = ?3 WHERE id = ?1",
                           round_id, date, document, error) &&
         _cadre_round_run (archive, archive_sql, round_id, NULL, document, error);
}

/**
 * cadre_round_reopen:
 * @reason: why; kept with the round
 *
 * Opens a locked round for changes; to be called inside an action. The locked
 * results stay as they are, the next ones are a new version beside them.
 */
gboolean
cadre_round_reopen (CadreArchive  *archive,
                    gint64         round_id,
                    const char    *reason,
                    GError       **error)
{
  if (reason == NULL || *reason == '\0')
    {
      g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("Give the reason for re-opening the round"));
      return FALSE;
    }

  return check_state (archive, round_id, TRUE, error) &&
         _cadre_round_run (archive, "UPDATE assessment_round SET state = 'scoring', reopened_reason = ?2 WHERE id = ?1",
                           round_id, reason, NULL, error) &&
         _cadre_round_run (archive,
                           "INSERT INTO result (participant_id, version, total, rank_unit, rank_level, rank_all, grade_computed, grade, "
                           "  decided_reason, decided_document, detail) "
                           "SELECT r.participant_id, r.version + 1, r.total, r.rank_unit, r.rank_level, r.rank_all, r.grade_computed, r.grade, "
                           "  r.decided_reason, r.decided_document, r.detail FROM participant t JOIN result r ON r.participant_id = t.id "
                           "WHERE t.round_id = ?1 AND r.version = (SELECT max (v.version) FROM result v WHERE v.participant_id = t.id)",
                           round_id, NULL, NULL, error);
}
