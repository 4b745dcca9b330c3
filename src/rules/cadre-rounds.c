/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rounds of 综合考评: made of a scheme, listed, and who is in them. */

#define G_LOG_DOMAIN "cadre-round"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-round-private.h"
#include "cadre-round-results.h"
#include "cadre-rounds.h"

static const struct
{
  const char *key;
  const char *name;
} states[] = {
  { "draft", "草拟" },
  { "scoring", "评分中" },
  { "computed", "已计算" },
  { "locked", "已锁定" },
};

/* What a round came to is its newest results; a trial has none of its own. */
#define INFO_SQL \
  "SELECT o.id, o.scheme_id, o.name, s.name, s.version, o.year, o.kind, o.as_of, o.state, o.excellent_cap, o.cap_approval, " \
  "o.cap_rounding, o.cap_pool, o.locked_on, o.lock_document, o.reopened_reason, " \
  "count (t.id) FILTER (WHERE t.takes_part), count (t.id) FILTER (WHERE NOT t.takes_part), count (r.grade), " \
  "count (r.id) FILTER (WHERE r.grade IN (coalesce (s.grade_words ->> '$[0].civil', '优秀'), " \
  "                                       coalesce (s.grade_words ->> '$[0].other', '优秀'))), " \
  "count (r.id) FILTER (WHERE r.detail ->> 'capped'), count (r.decided_reason), " \
  "(SELECT count (*) FROM assessment_round n WHERE n.trial_of = o.id) " \
  "FROM assessment_round o JOIN scheme s ON s.id = o.scheme_id LEFT JOIN participant t ON t.round_id = o.id " \
  "LEFT JOIN result r ON r.participant_id = t.id AND t.takes_part AND r.version = " \
  "  (SELECT max (v.version) FROM result v WHERE v.participant_id = t.id) "

void
cadre_round_info_free (CadreRoundInfo *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->scheme);
  g_free (self->kind);
  g_free (self->as_of);
  g_free (self->state);
  g_free (self->cap_approval);
  g_free (self->cap_rounding);
  g_free (self->cap_pool);
  g_free (self->locked_on);
  g_free (self->lock_document);
  g_free (self->reopened_reason);
  g_free (self);
}

static gpointer
read_info (CadreStatement *row)
{
  CadreRoundInfo *info = g_new0 (CadreRoundInfo, 1);

  info->id = cadre_statement_get_int64 (row, 0);
  info->scheme_id = cadre_statement_get_int64 (row, 1);
  info->name = cadre_statement_dup_text (row, 2);
  info->scheme = cadre_statement_dup_text (row, 3);
  info->scheme_version = (int) cadre_statement_get_int64 (row, 4);
  info->year = (int) cadre_statement_get_int64 (row, 5);
  info->kind = cadre_statement_dup_text (row, 6);
  info->as_of = cadre_statement_dup_text (row, 7);
  info->state = cadre_statement_dup_text (row, 8);
  info->cap = cadre_statement_get_double (row, 9);
  info->cap_approval = cadre_statement_dup_text (row, 10);
  info->cap_rounding = cadre_statement_dup_text (row, 11);
  info->cap_pool = cadre_statement_dup_text (row, 12);
  info->locked_on = cadre_statement_dup_text (row, 13);
  info->lock_document = cadre_statement_dup_text (row, 14);
  info->reopened_reason = cadre_statement_dup_text (row, 15);
  info->n_participants = (guint) cadre_statement_get_int64 (row, 16);
  info->n_outside = (guint) cadre_statement_get_int64 (row, 17);
  info->n_graded = (guint) cadre_statement_get_int64 (row, 18);
  info->n_excellent = (guint) cadre_statement_get_int64 (row, 19);
  info->n_capped = (guint) cadre_statement_get_int64 (row, 20);
  info->n_decided = (guint) cadre_statement_get_int64 (row, 21);
  info->n_trials = (guint) cadre_statement_get_int64 (row, 22);
  return info;
}

/**
 * cadre_rounds_list:
 * @year: 0 for all
 *
 * Returns: (transfer full) (element-type CadreRoundInfo): the rounds, the
 *   latest first, without trials; or %NULL with @error set
 */
GPtrArray *
cadre_rounds_list (CadreArchive  *archive,
                   int            year,
                   GError       **error)
{
  g_autoptr(CadreStatement) row = NULL;

  row = cadre_archive_prepare (archive, INFO_SQL "WHERE o.trial_of IS NULL AND (?1 = 0 OR o.year = ?1) "
                               "GROUP BY o.id ORDER BY o.year DESC, o.id DESC", error);
  if (row == NULL)
    return NULL;

  cadre_statement_bind_int64 (row, 1, year);
  return cadre_statement_read_all (row, read_info, (GDestroyNotify) cadre_round_info_free, error);
}

/**
 * cadre_round_get:
 *
 * Returns: (transfer full): the round, or %NULL with @error set
 */
CadreRoundInfo *
cadre_round_get (CadreArchive  *archive,
                 gint64         round_id,
                 GError       **error)
{
  g_autoptr(CadreStatement) row = cadre_archive_prepare (archive, INFO_SQL "WHERE o.id = ?1 GROUP BY o.id", error);
  g_autoptr(GError) local_error = NULL;

  if (row == NULL)
    return NULL;

  cadre_statement_bind_int64 (row, 1, round_id);
  if (cadre_statement_step (row, &local_error))
    return read_info (row);

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("The round is no longer there"));
  return NULL;
}

/**
 * cadre_round_identify:
 * @text: the name of a round, or a part of it that only one has
 *
 * Returns: its id, or 0 with @error set
 */
gint64
cadre_round_identify (CadreArchive  *archive,
                      const char    *text,
                      GError       **error)
{
  g_autoptr(CadreStatement) row = NULL;
  gint64 id = 0;
  guint n = 0;

  row = cadre_archive_prepare (archive,
                               "SELECT id FROM assessment_round WHERE trial_of IS NULL AND name = ?1 UNION ALL "
                               "SELECT id FROM assessment_round WHERE trial_of IS NULL AND instr (name, ?1) > 0 AND NOT EXISTS "
                               "(SELECT 1 FROM assessment_round WHERE trial_of IS NULL AND name = ?1) LIMIT 2", error);
  if (row == NULL)
    return 0;

  cadre_statement_bind_text (row, 1, text);
  for (; cadre_statement_step (row, error); n++)
    id = cadre_statement_get_int64 (row, 0);

  if (!cadre_statement_is_done (row))
    return 0;
  if (n == 0)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("There is no round “%s”; “cadrectl rounds” lists them"), text);
  else if (n > 1)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_AMBIGUOUS, _("“%s” fits more than one round; write more of the name"), text);

  return n == 1 ? id : 0;
}

/**
 * cadre_round_state_get_name:
 *
 * Returns: the word of the field for a state
 */
const char *
cadre_round_state_get_name (const char *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (states[i].key, state) == 0)
      return states[i].name;

  return states[0].name;
}

/**
 * cadre_round_create:
 * @name: what it is called
 * @year: the year assessed; the round is as of its last day
 *
 * Makes a round with the scheme's caps; to be called inside an action.
 *
 * Returns: its id, or 0 with @error set
 */
gint64
cadre_round_create (CadreArchive  *archive,
                    gint64         scheme_id,
                    const char    *name,
                    int            year,
                    GError       **error)
{
  g_autoptr(CadreStatement) insert = NULL;

  if (name == NULL || *name == '\0' || year < 1900 || year > 2200)
    {
      g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("A round needs a name and a year"));
      return 0;
    }

  insert = cadre_archive_prepare (archive,
                                  "INSERT INTO assessment_round (scheme_id, name, year, as_of, excellent_cap, cap_rounding, cap_pool) "
                                  "SELECT id, ?2, ?3, ?3 || '-12-31', excellent_cap, cap_rounding, cap_pool FROM scheme WHERE id = ?1",
                                  error);
  if (insert == NULL)
    return 0;

  cadre_statement_bind_int64 (insert, 1, scheme_id);
  cadre_statement_bind_text (insert, 2, name);
  cadre_statement_bind_int64 (insert, 3, year);
  if (!cadre_statement_run (insert, error))
    return 0;
  if (cadre_archive_n_changed (archive) > 0)
    return cadre_archive_last_row_id (archive);

  g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("The scheme is no longer there"));
  return 0;
}

/* A trial has a copy of the scheme, which would stay and pass for the newest version were the trial only cascaded away. */
static gboolean
drop_trials (CadreArchive  *archive,
             gint64         round_id,
             GError       **error)
{
  g_autoptr(GArray) trials = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (archive, "SELECT id FROM assessment_round WHERE trial_of = ?1", error);

  if (rows == NULL)
    return FALSE;
  cadre_statement_bind_int64 (rows, 1, round_id);
  while (cadre_statement_step (rows, error))
    {
      gint64 trial_id = cadre_statement_get_int64 (rows, 0);

      g_array_append_val (trials, trial_id);
    }
  if (!cadre_statement_is_done (rows))
    return FALSE;

  for (guint i = 0; i < trials->len; i++)
    if (!cadre_round_drop_trial (archive, g_array_index (trials, gint64, i), error))
      return FALSE;

  return TRUE;
}

/**
 * cadre_round_delete:
 *
 * Removes a round that is not locked, with its people, scores and trials; to be called inside an action.
 */
gboolean
cadre_round_delete (CadreArchive  *archive,
                    gint64         round_id,
                    GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM assessment_round WHERE id = %" G_GINT64_FORMAT, round_id);

  return _cadre_round_check_open (archive, round_id, error) && drop_trials (archive, round_id, error) &&
         cadre_archive_execute (archive, sql, error);
}

/**
 * cadre_round_set_cap:
 * @cap: the share of those who take part that may have the highest grade
 * @approval: (nullable): the document that allows more than 20 %
 * @rounding: (nullable): down, nearest or up; %NULL leaves it
 * @pool: (nullable): unit or all; %NULL leaves it
 *
 * To be called inside an action. More than 20 % needs @approval (公务员考核规定 2020, 10).
 */
gboolean
cadre_round_set_cap (CadreArchive  *archive,
                     gint64         round_id,
                     double         cap,
                     const char    *approval,
                     const char    *rounding,
                     const char    *pool,
                     GError       **error)
{
  g_autoptr(CadreStatement) update = NULL;

  if (!(cap >= 0 && cap <= 1))
    {
      g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("A cap is a share from 0 % to 100 %"));
      return FALSE;
    }
  if (cap > CADRE_ROUND_USUAL_CAP && (approval == NULL || *approval == '\0'))
    {
      g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("More than a fifth needs the number of the document that approves it"));
      return FALSE;
    }
  if (!_cadre_round_check_open (archive, round_id, error))
    return FALSE;

  update = cadre_archive_prepare (archive,
                                  "UPDATE assessment_round SET excellent_cap = ?2, cap_approval = nullif (?3, ''), "
                                  "cap_rounding = coalesce (?4, cap_rounding), cap_pool = coalesce (?5, cap_pool) WHERE id = ?1",
                                  error);
  if (update == NULL)
    return FALSE;

  cadre_statement_bind_int64 (update, 1, round_id);
  cadre_statement_bind_double (update, 2, cap);
  cadre_statement_bind_text (update, 3, approval);
  cadre_statement_bind_text (update, 4, rounding);
  cadre_statement_bind_text (update, 5, pool);
  return cadre_statement_run (update, error) && _cadre_round_touch (archive, round_id, error);
}
