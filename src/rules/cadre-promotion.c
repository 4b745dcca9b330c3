/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-promotion"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "cadre-promotion.h"

#define LIST_PIPELINES \
  "SELECT p.id, p.key, p.name, p.source_kind, p.target, p.rule_set_id, s.name FROM pipeline p " \
  "LEFT JOIN eligibility_rule_set s ON s.id = p.rule_set_id"

#define LIST_STAGES \
  "SELECT id, name, clause, needs_date, needs_document, needs_votes, needs_attachment, appoints, notice_working_days, " \
  "probation_months FROM stage WHERE pipeline_id = ?1 ORDER BY position, id"

#define LIST_ROUNDS \
  "SELECT r.id, r.pipeline_id, p.name, r.name, r.year, r.as_of, r.places, r.quota_share, r.quota_base, r.quota_rounding, " \
  "r.document, r.state = 'open', " \
  "(SELECT count (*) FROM candidacy c WHERE c.round_id = r.id AND c.state = 'running'), " \
  "(SELECT count (*) FROM candidacy c WHERE c.round_id = r.id AND c.state = 'out'), " \
  "(SELECT count (*) FROM candidacy c WHERE c.round_id = r.id AND c.state = 'appointed') " \
  "FROM promotion_round r JOIN pipeline p ON p.id = r.pipeline_id"

#define ADD_ROUND \
  "INSERT INTO promotion_round (pipeline_id, name, year, as_of, places, quota_share, quota_base, quota_rounding, document) " \
  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"

/* What is in force that day; a unit without a line of its own goes by the
 * leaders' posts of its sheet (正职、副职领导职数). */
#define LIST_SLOTS \
  "WITH slots (unit_id, level, approved, document) AS (" \
  "  SELECT q.unit_id, q.level, q.approved, q.document FROM post_quota q WHERE ifnull (q.valid_from, '') <= ?2 " \
  "  AND NOT EXISTS (SELECT 1 FROM post_quota n WHERE n.unit_id = q.unit_id AND n.level = q.level " \
  "    AND ifnull (n.valid_from, '') <= ?2 AND ifnull (n.valid_from, '') > ifnull (q.valid_from, '')) " \
  "  UNION ALL SELECT u.id, l.level, l.approved, NULL FROM unit u JOIN " \
  "    (SELECT id, '乡科级正职' AS level, leaders_chief AS approved FROM unit WHERE leaders_chief > 0 " \
  "     UNION ALL SELECT id, '乡科级副职', leaders_deputy FROM unit WHERE leaders_deputy > 0) l ON l.id = u.id " \
  "  WHERE NOT EXISTS (SELECT 1 FROM post_quota q WHERE q.unit_id = u.id)) " \
  "SELECT s.unit_id, u.name, s.level, s.approved, (SELECT count (*) FROM person p WHERE p.unit_id = s.unit_id " \
  "  AND p.post_level = s.level AND p.status = '现职人员'), s.document " \
  "FROM slots s JOIN unit u ON u.id = s.unit_id LEFT JOIN code c ON c.set_key = 'post-level' AND c.name = s.level " \
  "WHERE ?1 = 0 OR u.path BETWEEN (SELECT path FROM unit WHERE id = ?1) AND (SELECT path || '~' FROM unit WHERE id = ?1) " \
  "ORDER BY u.path, c.rank DESC"

static const char *const roundings[] = {
  [CADRE_ROUNDING_DOWN] = "down",
  [CADRE_ROUNDING_NEAREST] = "nearest",
  [CADRE_ROUNDING_UP] = "up",
};

void
cadre_stage_free (CadreStage *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->clause);
  g_free (self);
}

void
cadre_pipeline_free (CadrePipeline *self)
{
  if (self == NULL)
    return;

  g_free (self->key);
  g_free (self->name);
  g_free (self->source);
  g_free (self->target);
  g_free (self->rule_set);
  g_clear_pointer (&self->stages, g_ptr_array_unref);
  g_free (self);
}

void
cadre_promotion_round_free (CadrePromotionRound *self)
{
  if (self == NULL)
    return;

  g_free (self->pipeline);
  g_free (self->name);
  g_free (self->document);
  g_free (self);
}

void
cadre_post_slots_free (CadrePostSlots *self)
{
  if (self == NULL)
    return;

  g_free (self->unit);
  g_free (self->level);
  g_free (self->document);
  g_free (self);
}

static gpointer
read_stage (CadreStatement *row)
{
  CadreStage *stage = g_new0 (CadreStage, 1);

  stage->id = cadre_statement_get_int64 (row, 0);
  stage->name = cadre_statement_dup_text (row, 1);
  stage->clause = cadre_statement_dup_text (row, 2);
  stage->needs_date = cadre_statement_get_int64 (row, 3) != 0;
  stage->needs_document = cadre_statement_get_int64 (row, 4) != 0;
  stage->needs_votes = cadre_statement_get_int64 (row, 5) != 0;
  stage->needs_attachment = cadre_statement_get_int64 (row, 6) != 0;
  stage->appoints = cadre_statement_get_int64 (row, 7) != 0;
  stage->notice_days = (int) cadre_statement_get_int64 (row, 8);
  stage->probation_months = (int) cadre_statement_get_int64 (row, 9);

  return stage;
}

static gpointer
read_pipeline (CadreStatement *row)
{
  CadrePipeline *pipeline = g_new0 (CadrePipeline, 1);

  pipeline->id = cadre_statement_get_int64 (row, 0);
  pipeline->key = cadre_statement_dup_text (row, 1);
  pipeline->name = cadre_statement_dup_text (row, 2);
  pipeline->source = cadre_statement_dup_text (row, 3);
  pipeline->target = cadre_statement_dup_text (row, 4);
  pipeline->rule_set_id = cadre_statement_get_int64 (row, 5);
  pipeline->rule_set = cadre_statement_dup_text (row, 6);

  return pipeline;
}

static gboolean
fill_stages (CadreArchive   *archive,
             CadrePipeline  *pipeline,
             GError        **error)
{
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (archive, LIST_STAGES, error);

  if (rows == NULL)
    return FALSE;

  cadre_statement_bind_int64 (rows, 1, pipeline->id);
  pipeline->stages = cadre_statement_read_all (rows, read_stage, (GDestroyNotify) cadre_stage_free, error);
  return pipeline->stages != NULL;
}

/**
 * cadre_pipeline_list:
 *
 * Returns: (transfer full) (element-type CadrePipeline): all, as they were
 *   entered; %NULL with @error set
 */
GPtrArray *
cadre_pipeline_list (CadreArchive  *archive,
                     GError       **error)
{
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (archive, LIST_PIPELINES " ORDER BY p.id", error);
  g_autoptr(GPtrArray) list = cadre_statement_read_all (rows, read_pipeline, (GDestroyNotify) cadre_pipeline_free, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    if (!fill_stages (archive, g_ptr_array_index (list, i), error))
      return NULL;

  return g_steal_pointer (&list);
}

/**
 * cadre_pipeline_get:
 *
 * Returns: (transfer full): one pipeline with its stages, or %NULL with @error
 *   set
 */
CadrePipeline *
cadre_pipeline_get (CadreArchive  *archive,
                    gint64         id,
                    GError       **error)
{
  g_autoptr(CadreStatement) row = cadre_archive_prepare (archive, LIST_PIPELINES " WHERE p.id = ?1", error);
  g_autoptr(CadrePipeline) pipeline = NULL;
  g_autoptr(GError) local_error = NULL;

  if (row == NULL)
    return NULL;

  cadre_statement_bind_int64 (row, 1, id);
  if (cadre_statement_step (row, &local_error))
    pipeline = read_pipeline (row);
  else if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("There is no pipeline number %ld"), (glong) id);

  return pipeline != NULL && fill_stages (archive, pipeline, error) ? g_steal_pointer (&pipeline) : NULL;
}

static gpointer
read_round (CadreStatement *row)
{
  CadrePromotionRound *round = g_new0 (CadrePromotionRound, 1);
  const char *as_of = cadre_statement_get_text (row, 5);
  const char *rounding = cadre_statement_get_text (row, 9);

  round->id = cadre_statement_get_int64 (row, 0);
  round->pipeline_id = cadre_statement_get_int64 (row, 1);
  round->pipeline = cadre_statement_dup_text (row, 2);
  round->name = cadre_statement_dup_text (row, 3);
  round->year = (int) cadre_statement_get_int64 (row, 4);
  if (as_of == NULL || !cadre_date_parse (as_of, &round->as_of))
    round->as_of = (CadreDate) { 0 };
  round->places = cadre_statement_is_null (row, 6) ? -1 : (int) cadre_statement_get_int64 (row, 6);
  round->quota_share = cadre_statement_get_double (row, 7);
  round->quota_base = (int) cadre_statement_get_int64 (row, 8);
  for (guint i = 0; i < G_N_ELEMENTS (roundings); i++)
    if (g_strcmp0 (roundings[i], rounding) == 0)
      round->rounding = i;
  round->document = cadre_statement_dup_text (row, 10);
  round->is_open = cadre_statement_get_int64 (row, 11) != 0;
  round->n_running = (guint) cadre_statement_get_int64 (row, 12);
  round->n_out = (guint) cadre_statement_get_int64 (row, 13);
  round->n_appointed = (guint) cadre_statement_get_int64 (row, 14);

  return round;
}

/**
 * cadre_promotion_round_list:
 * @year: 0 for all years
 *
 * Returns: (transfer full) (element-type CadrePromotionRound): the newest
 *   first; %NULL with @error set
 */
GPtrArray *
cadre_promotion_round_list (CadreArchive  *archive,
                            int            year,
                            GError       **error)
{
  g_autoptr(CadreStatement) rows = NULL;

  rows = cadre_archive_prepare (archive, LIST_ROUNDS " WHERE ?1 = 0 OR r.year = ?1 ORDER BY r.year DESC, r.id DESC", error);
  if (rows != NULL)
    cadre_statement_bind_int64 (rows, 1, year);

  return cadre_statement_read_all (rows, read_round, (GDestroyNotify) cadre_promotion_round_free, error);
}

/**
 * cadre_promotion_round_get:
 *
 * Returns: (transfer full): one round, or %NULL with @error set
 */
CadrePromotionRound *
cadre_promotion_round_get (CadreArchive  *archive,
                           gint64         id,
                           GError       **error)
{
  g_autoptr(CadreStatement) row = cadre_archive_prepare (archive, LIST_ROUNDS " WHERE r.id = ?1", error);
  g_autoptr(GError) local_error = NULL;

  if (row == NULL)
    return NULL;

  cadre_statement_bind_int64 (row, 1, id);
  if (cadre_statement_step (row, &local_error))
    return read_round (row);

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("There is no round number %ld"), (glong) id);
  return NULL;
}

static gboolean
check_round (const CadrePromotionRound  *round,
             GError                    **error)
{
  if (round->name == NULL || *round->name == '\0')
    g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("Give the round a name"));
  else if (round->year < 1900 || round->year > 2200)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("%d is not a year"), round->year);
  else if (round->quota_share < 0 || round->quota_share > 1)
    g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("A share is between 0 and 100 %"));
  else if (round->quota_share > 0 && round->quota_base <= 0)
    g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID,
                         _("A share needs its base: how many places the year has in all"));
  else
    return TRUE;

  return FALSE;
}

/**
 * cadre_promotion_round_add:
 * @round: its pipeline, name, year and what else is known of it
 *
 * Adds a round, inside a running action.
 *
 * Returns: its id; 0 with @error set
 */
gint64
cadre_promotion_round_add (CadreArchive               *archive,
                           const CadrePromotionRound  *round,
                           GError                    **error)
{
  g_autoptr(CadreStatement) insert = NULL;
  g_autofree char *as_of = cadre_date_format (&round->as_of, CADRE_DATE_ISO);

  if (!check_round (round, error))
    return 0;
  insert = cadre_archive_prepare (archive, ADD_ROUND, error);
  if (insert == NULL)
    return 0;

  cadre_statement_bind_int64 (insert, 1, round->pipeline_id);
  cadre_statement_bind_text (insert, 2, round->name);
  cadre_statement_bind_int64 (insert, 3, round->year);
  cadre_statement_bind_text (insert, 4, round->as_of.year > 0 ? as_of : NULL);
  if (round->places >= 0)
    cadre_statement_bind_int64 (insert, 5, round->places);
  if (round->quota_share > 0)
    {
      cadre_statement_bind_double (insert, 6, round->quota_share);
      cadre_statement_bind_int64 (insert, 7, round->quota_base);
      cadre_statement_bind_text (insert, 8, roundings[round->rounding]);
    }
  cadre_statement_bind_text (insert, 9, round->document);

  return cadre_statement_run (insert, error) ? cadre_archive_last_row_id (archive) : 0;
}

/**
 * cadre_promotion_quota:
 * @base: how many places there are in all
 * @share: the part kept, 0.15; exact to a millionth
 *
 * Returns: how many places are kept: 15 % of 94 is 14.1, which is 14 rounded
 *   down and 15 rounded up
 */
int
cadre_promotion_quota (int           base,
                       double        share,
                       CadreRounding rounding)
{
  gint64 millionths = (gint64) base * llround (share * 1e6);
  gint64 add = rounding == CADRE_ROUNDING_UP ? 999999 : rounding == CADRE_ROUNDING_NEAREST ? 500000 : 0;

  return (int) ((millionths + add) / 1000000);
}

/**
 * cadre_promotion_round_get_places:
 *
 * Returns: the places as they were set, else by share and base; -1 where
 *   nothing was
 */
int
cadre_promotion_round_get_places (const CadrePromotionRound *self)
{
  if (self->places >= 0)
    return self->places;

  return self->quota_share > 0 ? cadre_promotion_quota (self->quota_base, self->quota_share, self->rounding) : -1;
}

static gpointer
read_slots (CadreStatement *row)
{
  CadrePostSlots *slots = g_new0 (CadrePostSlots, 1);

  slots->unit_id = cadre_statement_get_int64 (row, 0);
  slots->unit = cadre_statement_dup_text (row, 1);
  slots->level = cadre_statement_dup_text (row, 2);
  slots->approved = (int) cadre_statement_get_int64 (row, 3);
  slots->filled = (int) cadre_statement_get_int64 (row, 4);
  slots->document = cadre_statement_dup_text (row, 5);

  return slots;
}

/**
 * cadre_post_slots_list:
 * @unit_id: a unit and those below it; 0 for all
 * @as_of: which approval is in force; who fills a post is as the archive
 *   stands now
 *
 * Returns: (transfer full) (element-type CadrePostSlots): 职数 in unit order;
 *   vacant and over are the difference; %NULL with @error set
 */
GPtrArray *
cadre_post_slots_list (CadreArchive     *archive,
                       gint64            unit_id,
                       const CadreDate  *as_of,
                       GError          **error)
{
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (archive, LIST_SLOTS, error);
  g_autofree char *day = cadre_date_format (as_of, CADRE_DATE_ISO);

  if (rows != NULL)
    {
      cadre_statement_bind_int64 (rows, 1, unit_id);
      cadre_statement_bind_text (rows, 2, day);
    }

  return cadre_statement_read_all (rows, read_slots, (GDestroyNotify) cadre_post_slots_free, error);
}
