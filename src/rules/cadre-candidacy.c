/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-candidacy"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cadre-attachment.h"
#include "cadre-candidacy-private.h"

/* Since when someone is in a stage: the last time that it was entered. */
#define LIST_CANDIDATES \
  "SELECT c.id, c.round_id, c.person_id, p.name, coalesce (c.post_then, p.post_short, p.post_full), p.photo, c.source_kind, " \
  "c.stage_id, (SELECT e.date FROM stage_event e WHERE e.candidacy_id = c.id AND e.stage_id = c.stage_id " \
  "  AND e.direction <> 'out' ORDER BY e.id DESC LIMIT 1), c.state, c.target_unit_id, u.name, c.target_post, " \
  "c.target_level, c.out_reason, c.exception_ground, c.exception_document " \
  "FROM candidacy c JOIN person p ON p.id = c.person_id LEFT JOIN unit u ON u.id = c.target_unit_id"

#define ADD_CANDIDATE \
  "INSERT INTO candidacy (round_id, person_id, stage_id, source_kind, post_then) " \
  "SELECT r.id, p.id, (SELECT id FROM stage WHERE pipeline_id = r.pipeline_id ORDER BY position, id LIMIT 1), " \
  "l.source_kind, coalesce (p.post_full, p.post_short) " \
  "FROM promotion_round r JOIN pipeline l ON l.id = r.pipeline_id JOIN person p ON p.id = ?2 WHERE r.id = ?1"

#define ADD_EVENT \
  "INSERT INTO stage_event (candidacy_id, stage_id, direction, date, document, members_due, members_present, votes_for, " \
  "votes_against, votes_abstain, notice_from, notice_until, result, note) " \
  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"

#define LIST_EVENTS \
  "SELECT e.id, e.stage_id, s.name, e.direction, e.date, " \
  "rtrim (ifnull (e.document || '；', '') || ifnull ('应到' || e.members_due || '人、实到' || e.members_present || '人，同意' || " \
  "e.votes_for || '、不同意' || e.votes_against || '、弃权' || e.votes_abstain || '；', '') || " \
  "ifnull ('公示' || e.notice_from || '至' || e.notice_until || '；', '') || ifnull (e.result || '；', '') || " \
  "ifnull (e.note, ''), '；') " \
  "FROM stage_event e JOIN stage s ON s.id = e.stage_id WHERE e.candidacy_id = ?1 ORDER BY e.id"

static const char *const states[] = {
  [CADRE_CANDIDATE_RUNNING] = "running",
  [CADRE_CANDIDATE_OUT] = "out",
  [CADRE_CANDIDATE_APPOINTED] = "appointed",
};

void
cadre_candidate_free (CadreCandidate *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->post);
  g_free (self->photo);
  g_free (self->source);
  g_free (self->unit);
  g_free (self->target_post);
  g_free (self->target_level);
  g_free (self->out_reason);
  g_free (self->exception_ground);
  g_free (self->exception_document);
  g_free (self);
}

static void
event_free (gpointer data)
{
  CadreStageEvent *self = data;

  g_free (self->stage);
  g_free (self->direction);
  g_free (self->date);
  g_free (self->text);
  g_free (self);
}

static gpointer
read_candidate (CadreStatement *row)
{
  CadreCandidate *candidate = g_new0 (CadreCandidate, 1);
  const char *since = cadre_statement_get_text (row, 8);

  candidate->id = cadre_statement_get_int64 (row, 0);
  candidate->round_id = cadre_statement_get_int64 (row, 1);
  candidate->person_id = cadre_statement_get_int64 (row, 2);
  candidate->name = cadre_statement_dup_text (row, 3);
  candidate->post = cadre_statement_dup_text (row, 4);
  candidate->photo = cadre_statement_dup_text (row, 5);
  candidate->source = cadre_statement_dup_text (row, 6);
  candidate->stage_id = cadre_statement_get_int64 (row, 7);
  if (since == NULL || !cadre_date_parse (since, &candidate->since))
    candidate->since = (CadreDate) { 0 };
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (states[i], cadre_statement_get_text (row, 9)) == 0)
      candidate->state = i;
  candidate->unit_id = cadre_statement_get_int64 (row, 10);
  candidate->unit = cadre_statement_dup_text (row, 11);
  candidate->target_post = cadre_statement_dup_text (row, 12);
  candidate->target_level = cadre_statement_dup_text (row, 13);
  candidate->out_reason = cadre_statement_dup_text (row, 14);
  candidate->exception_ground = cadre_statement_dup_text (row, 15);
  candidate->exception_document = cadre_statement_dup_text (row, 16);

  return candidate;
}

/**
 * cadre_candidate_list:
 *
 * Returns: (transfer full) (element-type CadreCandidate): who is or was in a
 *   round, in unit order; %NULL with @error set
 */
GPtrArray *
cadre_candidate_list (CadreArchive  *archive,
                      gint64         round_id,
                      GError       **error)
{
  g_autoptr(CadreStatement) rows = NULL;

  rows = cadre_archive_prepare (archive, LIST_CANDIDATES " LEFT JOIN unit o ON o.id = p.unit_id WHERE c.round_id = ?1 "
                                "ORDER BY o.path IS NULL, o.path, p.position, p.id", error);
  if (rows != NULL)
    cadre_statement_bind_int64 (rows, 1, round_id);

  return cadre_statement_read_all (rows, read_candidate, (GDestroyNotify) cadre_candidate_free, error);
}

/**
 * cadre_candidate_get:
 *
 * Returns: (transfer full): one candidate, or %NULL with @error set
 */
CadreCandidate *
cadre_candidate_get (CadreArchive  *archive,
                     gint64         id,
                     GError       **error)
{
  g_autoptr(CadreStatement) row = cadre_archive_prepare (archive, LIST_CANDIDATES " WHERE c.id = ?1", error);

  if (row == NULL)
    return NULL;

  cadre_statement_bind_int64 (row, 1, id);
  if (cadre_statement_step (row, error))
    return read_candidate (row);
  if (cadre_statement_is_done (row))
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("There is no candidate number %ld"), (glong) id);
  return NULL;
}

static void
bind_given (CadreStatement *statement,
            int             index,
            const char     *text)
{
  cadre_statement_bind_text (statement, index, text != NULL && *text != '\0' ? text : NULL);
}

static void
bind_count (CadreStatement *statement,
            int             index,
            gboolean        has,
            int             n)
{
  if (has && n >= 0)
    cadre_statement_bind_int64 (statement, index, n);
}

static gint64
add_event (CadreArchive            *archive,
           gint64                   candidacy_id,
           const CadreStage        *stage,
           const char              *direction,
           const CadreStageRecord  *record,
           GError                 **error)
{
  g_autoptr(CadreStatement) insert = cadre_archive_prepare (archive, ADD_EVENT, error);

  if (insert == NULL)
    return 0;

  cadre_statement_bind_int64 (insert, 1, candidacy_id);
  cadre_statement_bind_int64 (insert, 2, stage->id);
  cadre_statement_bind_text (insert, 3, direction);
  bind_given (insert, 4, record->date);
  bind_given (insert, 5, record->document);
  bind_count (insert, 6, stage->needs_votes, record->members_due);
  bind_count (insert, 7, stage->needs_votes, record->members_present);
  bind_count (insert, 8, stage->needs_votes, record->votes_for);
  bind_count (insert, 9, stage->needs_votes, record->votes_against);
  bind_count (insert, 10, stage->needs_votes, record->votes_abstain);
  bind_given (insert, 11, stage->notice_days > 0 ? record->notice_from : NULL);
  bind_given (insert, 12, stage->notice_days > 0 ? record->notice_until : NULL);
  bind_given (insert, 13, record->result);
  bind_given (insert, 14, record->note);
  return cadre_statement_run (insert, error) ? cadre_archive_last_row_id (archive) : 0;
}

/**
 * cadre_candidate_add:
 * @date: ISO, when the first stage was
 *
 * Takes someone into a round, at its first stage. What the person's post is
 * now is kept with it. To be called inside an action.
 *
 * Returns: the id of the candidacy; 0 with @error set, also for someone who
 *   is in the round
 */
gint64
cadre_candidate_add (CadreArchive  *archive,
                     gint64         round_id,
                     gint64         person_id,
                     const char    *date,
                     GError       **error)
{
  g_autoptr(CadrePromotionRound) round = cadre_promotion_round_get (archive, round_id, error);
  g_autoptr(CadrePipeline) pipeline = round != NULL ? cadre_pipeline_get (archive, round->pipeline_id, error) : NULL;
  g_autoptr(CadreStatement) insert = NULL;
  g_autoptr(CadreStatement) known = NULL;
  CadreStageRecord record = CADRE_STAGE_RECORD_INIT;
  const CadreStage *first;
  gint64 id;

  if (pipeline == NULL)
    return 0;
  if (!round->is_open || pipeline->stages->len == 0)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID,
                   round->is_open ? _("The pipeline “%s” has no stages; enter them first")
                                  : _("The round “%s” is closed; open it again or choose another"),
                   round->is_open ? pipeline->name : round->name);
      return 0;
    }

  first = g_ptr_array_index (pipeline->stages, 0);
  record.date = date;
  if (!_cadre_stage_check_record (archive, first, &record, NULL, FALSE, error))
    return 0;

  known = cadre_archive_prepare (archive, "SELECT 1 FROM candidacy WHERE round_id = ?1 AND person_id = ?2", error);
  insert = cadre_archive_prepare (archive, ADD_CANDIDATE, error);
  if (known == NULL || insert == NULL)
    return 0;

  cadre_statement_bind_int64 (known, 1, round_id);
  cadre_statement_bind_int64 (known, 2, person_id);
  if (cadre_statement_step (known, error))
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("Person number %ld is in this round already"), (glong) person_id);
      return 0;
    }
  if (!cadre_statement_is_done (known))
    return 0;

  cadre_statement_bind_int64 (insert, 1, round_id);
  cadre_statement_bind_int64 (insert, 2, person_id);
  if (!cadre_statement_run (insert, error))
    return 0;
  if (cadre_archive_n_changed (archive) == 0)
    {
      g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("There is no such person; choose one who is there"));
      return 0;
    }

  id = cadre_archive_last_row_id (archive);
  return add_event (archive, id, first, "in", &record, error) > 0 ? id : 0;
}

static gboolean
update_texts (CadreArchive  *archive,
              const char    *sql,
              gint64         id,
              const char    *a,
              const char    *b,
              gint64         unit_id,
              GError       **error)
{
  g_autoptr(CadreStatement) update = cadre_archive_prepare (archive, sql, error);
  int unit;

  if (update == NULL)
    return FALSE;

  unit = cadre_statement_find_parameter (update, ":unit");
  cadre_statement_bind_int64 (update, cadre_statement_find_parameter (update, ":id"), id);
  bind_given (update, cadre_statement_find_parameter (update, ":a"), a);
  bind_given (update, cadre_statement_find_parameter (update, ":b"), b);
  if (unit > 0 && unit_id > 0)
    cadre_statement_bind_int64 (update, unit, unit_id);
  return cadre_statement_run (update, error);
}

/**
 * cadre_candidate_set_target:
 * @unit_id: 拟任单位, 0 for none
 * @post: (nullable): 拟任职务
 * @level: (nullable): 拟任职务层次, or the rank of a rank's pipeline
 *
 * Says what someone is to become, inside an action.
 */
gboolean
cadre_candidate_set_target (CadreArchive  *archive,
                            gint64         id,
                            gint64         unit_id,
                            const char    *post,
                            const char    *level,
                            GError       **error)
{
  return update_texts (archive, "UPDATE candidacy SET target_unit_id = :unit, target_post = :a, target_level = :b "
                       "WHERE id = :id", id, post, level, unit_id, error);
}

/**
 * cadre_candidate_set_exception:
 * @ground: 破格理由
 * @document: by which it was allowed
 *
 * Says on what ground rules that are not met are left aside, inside an action.
 */
gboolean
cadre_candidate_set_exception (CadreArchive  *archive,
                               gint64         id,
                               const char    *ground,
                               const char    *document,
                               GError       **error)
{
  return update_texts (archive, "UPDATE candidacy SET exception_ground = :a, exception_document = :b WHERE id = :id",
                       id, ground, document, 0, error);
}

/**
 * cadre_candidate_load_rules:
 * @rules: (out) (nullable): the rule set of the pipeline of @round; %NULL where it has none
 * @as_of: (out): the day on which it is asked: that of the round, or today
 *
 * Loads once what cadre_eligibility_check() then asks of each of the round.
 */
gboolean
cadre_candidate_load_rules (CadreArchive               *archive,
                            CadreCatalogue             *catalogue,
                            const CadrePromotionRound  *round,
                            CadreEligibility          **rules,
                            CadreDate                  *as_of,
                            GError                    **error)
{
  g_autoptr(CadrePipeline) pipeline = cadre_pipeline_get (archive, round->pipeline_id, error);

  *rules = NULL;
  *as_of = round->as_of.year > 0 ? round->as_of : cadre_date_today ();
  if (pipeline == NULL || pipeline->rule_set_id == 0)
    return pipeline != NULL;

  *rules = cadre_eligibility_load (archive, catalogue, pipeline->rule_set_id, error);
  return *rules != NULL;
}

/**
 * cadre_candidate_check:
 * @rules: (out) (nullable): the rules, which the findings need
 *
 * Asks the rules of the round of one candidate.
 *
 * Returns: (transfer full) (element-type CadreEligibilityFinding): empty where
 *   the pipeline has no rule set; %NULL with @error set
 */
GPtrArray *
cadre_candidate_check (CadreArchive      *archive,
                       CadreCatalogue    *catalogue,
                       gint64             id,
                       CadreEligibility **rules,
                       GError           **error)
{
  g_autoptr(CadreCandidate) candidate = cadre_candidate_get (archive, id, error);
  g_autoptr(CadrePromotionRound) round = candidate != NULL ? cadre_promotion_round_get (archive, candidate->round_id, error) : NULL;
  CadreDate as_of;

  *rules = NULL;
  if (round == NULL || !cadre_candidate_load_rules (archive, catalogue, round, rules, &as_of, error))
    return NULL;

  return cadre_eligibility_check (*rules, archive, candidate->person_id, &as_of, error);
}

/* What is not met needs a ground and a document (破格, 条例 9) before anything
 * goes on. */
static gboolean
check_exception (CadreArchive          *archive,
                 CadreCatalogue        *catalogue,
                 const CadreCandidate  *candidate,
                 GError               **error)
{
  g_autoptr(CadreEligibility) rules = NULL;
  g_autoptr(GPtrArray) findings = cadre_candidate_check (archive, catalogue, candidate->id, &rules, error);
  g_autoptr(GString) names = g_string_new (NULL);

  if (findings == NULL)
    return FALSE;
  if (cadre_eligibility_count_gaps (findings, TRUE) == 0 ||
      (candidate->exception_ground != NULL && candidate->exception_document != NULL))
    return TRUE;

  for (guint i = 0; i < findings->len; i++)
    {
      const CadreEligibilityFinding *finding = g_ptr_array_index (findings, i);

      if (finding->rule->is_must && finding->state != CADRE_ELIGIBILITY_MET)
        g_string_append_printf (names, "%s%s（%s）", names->len > 0 ? "；" : "", finding->rule->name, finding->value);
    }
  g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID,
               _("%s does not meet: %s. Give the ground and the document of the exception first, or take the candidate out"),
               candidate->name, names->str);
  return FALSE;
}

static CadrePipeline *
pipeline_of (CadreArchive          *archive,
             const CadreCandidate  *candidate,
             GError               **error)
{
  g_autoptr(CadrePromotionRound) round = cadre_promotion_round_get (archive, candidate->round_id, error);

  return round != NULL ? cadre_pipeline_get (archive, round->pipeline_id, error) : NULL;
}

/* The place of a stage among those of the pipeline; -1 for none. */
static int
place_of (const CadrePipeline *pipeline,
          gint64               stage_id)
{
  for (guint i = 0; i < pipeline->stages->len; i++)
    if (((CadreStage *) g_ptr_array_index (pipeline->stages, i))->id == stage_id)
      return (int) i;

  return -1;
}

/* When the present stage was, or till when its public notice runs: NULL where
 * that was not written down. */
static gboolean
find_last_date (CadreArchive  *archive,
                gint64         candidacy_id,
                char         **date,
                gboolean      *is_notice,
                GError       **error)
{
  g_autoptr(CadreStatement) row = NULL;

  *date = NULL;
  *is_notice = FALSE;
  row = cadre_archive_prepare (archive, "SELECT ifnull (notice_until, date), notice_until IS NOT NULL FROM stage_event "
                               "WHERE candidacy_id = ?1 AND direction <> 'out' ORDER BY id DESC LIMIT 1", error);
  if (row == NULL)
    return FALSE;

  cadre_statement_bind_int64 (row, 1, candidacy_id);
  if (!cadre_statement_step (row, error))
    return cadre_statement_is_done (row);

  *date = cadre_statement_dup_text (row, 0);
  *is_notice = cadre_statement_get_int64 (row, 1) != 0;
  return TRUE;
}

static gboolean
set_stage (CadreArchive         *archive,
           gint64                id,
           gint64                stage_id,
           CadreCandidateState   state,
           const char           *out_reason,
           GError              **error)
{
  g_autoptr(CadreStatement) update = NULL;

  update = cadre_archive_prepare (archive, "UPDATE candidacy SET stage_id = ?2, state = ?3, out_reason = ?4 WHERE id = ?1", error);
  if (update == NULL)
    return FALSE;

  cadre_statement_bind_int64 (update, 1, id);
  cadre_statement_bind_int64 (update, 2, stage_id);
  cadre_statement_bind_text (update, 3, states[state]);
  bind_given (update, 4, out_reason);
  return cadre_statement_run (update, error);
}

static gboolean
keep_attachment (CadreArchive  *archive,
                 gint64         event_id,
                 const char    *path,
                 GError       **error)
{
  return path == NULL || *path == '\0' || cadre_attachment_add (archive, "stage_event", event_id, path, error) != 0;
}

static const CadreStage *
find_next (const CadreCandidate  *candidate,
           const CadrePipeline   *pipeline,
           GError               **error)
{
  int next = place_of (pipeline, candidate->stage_id) + 1;

  if (candidate->state == CADRE_CANDIDATE_OUT)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("%s is out (%s); take the candidate back to a stage first"),
                 candidate->name, candidate->out_reason != NULL ? candidate->out_reason : "");
  else if (next >= (int) pipeline->stages->len)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("%s is at the last stage"), candidate->name);
  else
    return g_ptr_array_index (pipeline->stages, next);

  return NULL;
}

/**
 * cadre_candidate_advance:
 * @record: what the next stage demands
 *
 * Takes a candidate to the next stage; no stage is left out. Where it is the
 * one that appoints, posts, level, dates and document are written to the
 * archive, and probation and hours debt get their reminders. To be called
 * inside an action.
 *
 * Returns: %FALSE with @error set, which says what is missing and why
 */
gboolean
cadre_candidate_advance (CadreArchive            *archive,
                         CadreCatalogue          *catalogue,
                         gint64                   id,
                         const CadreStageRecord  *record,
                         GError                 **error)
{
  g_autoptr(CadreCandidate) candidate = cadre_candidate_get (archive, id, error);
  g_autoptr(CadrePipeline) pipeline = candidate != NULL ? pipeline_of (archive, candidate, error) : NULL;
  const CadreStage *next = pipeline != NULL ? find_next (candidate, pipeline, error) : NULL;
  g_autofree char *not_before = NULL;
  gboolean is_after_notice;
  gboolean appointed;
  gint64 event;

  /* Once appointed, the rules of the way there were left behind. */
  if (next == NULL || (candidate->state == CADRE_CANDIDATE_RUNNING && !check_exception (archive, catalogue, candidate, error)))
    return FALSE;

  if (!find_last_date (archive, id, &not_before, &is_after_notice, error) ||
      !_cadre_stage_check_record (archive, next, record, not_before, is_after_notice, error))
    return FALSE;

  event = add_event (archive, id, next, "in", record, error);
  if (event == 0 || !keep_attachment (archive, event, record->attachment, error))
    return FALSE;

  appointed = next->appoints || candidate->state == CADRE_CANDIDATE_APPOINTED;
  return set_stage (archive, id, next->id, appointed ? CADRE_CANDIDATE_APPOINTED : CADRE_CANDIDATE_RUNNING, NULL, error) &&
         (!next->appoints || _cadre_candidate_appoint (archive, candidate, next, record, error));
}

static gboolean
check_return (const CadreCandidate  *candidate,
              const char            *reason,
              GError               **error)
{
  if (candidate->state == CADRE_CANDIDATE_APPOINTED)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID,
                 _("%s is appointed: undo the appointment, or end the post in the person's archive"), candidate->name);
  else if (reason == NULL || *reason == '\0')
    g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("Say why: a reason is kept with it"));
  else
    return TRUE;

  return FALSE;
}

/**
 * cadre_candidate_go_back:
 * @stage_id: this stage or one before it
 * @date: (nullable): ISO
 * @reason: why
 *
 * Takes a candidate back to an earlier stage; one who is out comes back in so.
 * To be called inside an action.
 */
gboolean
cadre_candidate_go_back (CadreArchive  *archive,
                         gint64         id,
                         gint64         stage_id,
                         const char    *date,
                         const char    *reason,
                         GError       **error)
{
  g_autoptr(CadreCandidate) candidate = cadre_candidate_get (archive, id, error);
  g_autoptr(CadrePipeline) pipeline = candidate != NULL ? pipeline_of (archive, candidate, error) : NULL;
  CadreStageRecord record = CADRE_STAGE_RECORD_INIT;
  CadreStage target = { .id = stage_id };
  int now, to;

  if (pipeline == NULL || !check_return (candidate, reason, error))
    return FALSE;

  now = place_of (pipeline, candidate->stage_id);
  to = place_of (pipeline, stage_id);
  if (to < 0 || to > now || (to == now && candidate->state == CADRE_CANDIDATE_RUNNING))
    {
      g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("One goes back to an earlier stage only"));
      return FALSE;
    }

  record.date = date;
  record.note = reason;
  return add_event (archive, id, &target, "back", &record, error) > 0 &&
         set_stage (archive, id, stage_id, CADRE_CANDIDATE_RUNNING, NULL, error);
}

/**
 * cadre_candidate_leave:
 * @date: (nullable): ISO
 * @reason: why
 *
 * Takes a candidate out of the round. To be called inside an action.
 */
gboolean
cadre_candidate_leave (CadreArchive  *archive,
                       gint64         id,
                       const char    *date,
                       const char    *reason,
                       GError       **error)
{
  g_autoptr(CadreCandidate) candidate = cadre_candidate_get (archive, id, error);
  CadreStageRecord record = CADRE_STAGE_RECORD_INIT;
  CadreStage stage = { 0 };

  if (candidate == NULL || !check_return (candidate, reason, error))
    return FALSE;
  if (candidate->state == CADRE_CANDIDATE_OUT)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("%s is out already"), candidate->name);
      return FALSE;
    }

  stage.id = candidate->stage_id;
  record.date = date;
  record.note = reason;
  return add_event (archive, id, &stage, "out", &record, error) > 0 &&
         set_stage (archive, id, candidate->stage_id, CADRE_CANDIDATE_OUT, reason, error);
}

static gpointer
read_event (CadreStatement *row)
{
  CadreStageEvent *event = g_new0 (CadreStageEvent, 1);

  event->id = cadre_statement_get_int64 (row, 0);
  event->stage_id = cadre_statement_get_int64 (row, 1);
  event->stage = cadre_statement_dup_text (row, 2);
  event->direction = cadre_statement_dup_text (row, 3);
  event->date = cadre_statement_dup_text (row, 4);
  event->text = cadre_statement_dup_text (row, 5);

  return event;
}

/**
 * cadre_candidate_list_events:
 *
 * Returns: (transfer full) (element-type CadreStageEvent): the whole history
 *   of a candidacy, oldest first; %NULL with @error set
 */
GPtrArray *
cadre_candidate_list_events (CadreArchive  *archive,
                             gint64         id,
                             GError       **error)
{
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (archive, LIST_EVENTS, error);

  if (rows != NULL)
    cadre_statement_bind_int64 (rows, 1, id);

  return cadre_statement_read_all (rows, read_event, event_free, error);
}
