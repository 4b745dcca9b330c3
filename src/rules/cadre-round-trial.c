/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What if: a trial is a round beside another, with a copy of its scheme and
 * caps of its own, and none of the people: those and their scores are the
 * other's, so nothing of it can grow old. */

#define G_LOG_DOMAIN "cadre-round"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-round-private.h"
#include "cadre-round-results.h"
#include "cadre-scheme-edit.h"

void
cadre_round_change_free (CadreRoundChange *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->unit);
  g_free (self->grade_before);
  g_free (self->grade_after);
  g_free (self);
}

/**
 * cadre_round_try:
 * @name: what the trial is called
 *
 * Begins a trial; to be called inside an action. Change its scheme (a copy)
 * and its cap, then cadre_round_compare().
 *
 * Returns: the trial's id, or 0 with @error set
 */
gint64
cadre_round_try (CadreArchive  *archive,
                 gint64         round_id,
                 const char    *name,
                 GError       **error)
{
  g_autoptr(CadreStatement) insert = NULL;
  g_autofree char *sql = g_strdup_printf ("SELECT scheme_id FROM assessment_round WHERE trial_of IS NULL AND id = %" G_GINT64_FORMAT,
                                          round_id);
  gint64 scheme_id = 0, copy_id;

  if (!cadre_archive_query_int64 (archive, sql, &scheme_id, error))
    return 0;
  copy_id = cadre_scheme_copy (archive, scheme_id, name, error);
  if (copy_id == 0)
    return 0;

  insert = cadre_archive_prepare (archive,
                                  "INSERT INTO assessment_round (scheme_id, name, year, kind, as_of, excellent_cap, cap_approval, cap_base, "
                                  "  cap_rounding, cap_pool, trial_of) "
                                  "SELECT ?2, ?3, year, kind, as_of, excellent_cap, cap_approval, cap_base, cap_rounding, cap_pool, id "
                                  "FROM assessment_round WHERE id = ?1", error);
  if (insert == NULL)
    return 0;

  cadre_statement_bind_int64 (insert, 1, round_id);
  cadre_statement_bind_int64 (insert, 2, copy_id);
  cadre_statement_bind_text (insert, 3, name);
  return cadre_statement_run (insert, error) ? cadre_archive_last_row_id (archive) : 0;
}

static gint64
get_tried (CadreArchive  *archive,
           gint64         trial_id,
           GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT coalesce ((SELECT trial_of FROM assessment_round WHERE id = %" G_GINT64_FORMAT "), 0)",
                                          trial_id);
  gint64 round_id = 0;

  if (cadre_archive_query_int64 (archive, sql, &round_id, error) && round_id == 0)
    g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("This is no trial"));
  return round_id;
}

static CadreRound *
compute (CadreArchive  *archive,
         gint64         round_id,
         GError       **error)
{
  g_autoptr(CadreRound) round = _cadre_round_load (archive, round_id, error);

  if (round == NULL || !_cadre_round_score (round, error))
    return NULL;

  _cadre_round_rank (round);
  _cadre_round_grade (round);
  return g_steal_pointer (&round);
}

static char *
dup_grade (const CadreRound      *round,
           const CadreRoundEntry *entry)
{
  const CadreGradeLine *line = g_ptr_array_index (round->scheme->grades, entry->grade);

  return entry->open ? NULL : g_strdup (entry->civil_servant ? line->civil_servant : line->other);
}

static gint
compare_changes (gconstpointer a,
                 gconstpointer b)
{
  const CadreRoundChange *left = *(CadreRoundChange * const *) a;
  const CadreRoundChange *right = *(CadreRoundChange * const *) b;
  gboolean left_changed = g_strcmp0 (left->grade_before, left->grade_after) != 0;
  gboolean right_changed = g_strcmp0 (right->grade_before, right->grade_after) != 0;

  if (left_changed != right_changed)
    return left_changed ? -1 : 1;
  if (left->rank_before != right->rank_before)
    return left->rank_before < right->rank_before ? -1 : 1;
  return left->person_id < right->person_id ? -1 : 1;
}

/* The unit is the one in which somebody is assessed, not that of today. */
static gboolean
name_changes (CadreArchive  *archive,
              gint64         round_id,
              GPtrArray     *changes,
              GError       **error)
{
  g_autoptr(GHashTable) by_person = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr(CadreStatement) rows = NULL;

  rows = cadre_archive_prepare (archive, "SELECT p.id, p.name, coalesce (u.short_name, u.name) FROM participant t "
                                "JOIN person p ON p.id = t.person_id LEFT JOIN unit u ON u.id = t.unit_id "
                                "WHERE t.round_id = ?1", error);
  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < changes->len; i++)
    {
      CadreRoundChange *change = g_ptr_array_index (changes, i);

      g_hash_table_insert (by_person, &change->person_id, change);
    }

  cadre_statement_bind_int64 (rows, 1, round_id);
  while (cadre_statement_step (rows, error))
    {
      gint64 person_id = cadre_statement_get_int64 (rows, 0);
      CadreRoundChange *change = g_hash_table_lookup (by_person, &person_id);

      if (change == NULL)
        continue;
      change->name = cadre_statement_dup_text (rows, 1);
      change->unit = cadre_statement_dup_text (rows, 2);
    }

  return cadre_statement_is_done (rows);
}

/**
 * cadre_round_compare:
 * @n_grades_changed: (out) (optional): who would have another grade
 *
 * Computes a round and a trial of it as they stand; nothing is stored.
 *
 * Returns: (transfer full) (element-type CadreRoundChange): everybody who
 *   takes part, those whose grade changes first; or %NULL with @error set
 */
GPtrArray *
cadre_round_compare (CadreArchive  *archive,
                     gint64         trial_id,
                     guint         *n_grades_changed,
                     GError       **error)
{
  gint64 round_id = get_tried (archive, trial_id, error);
  g_autoptr(CadreRound) before = round_id != 0 ? compute (archive, round_id, error) : NULL;
  g_autoptr(CadreRound) after = before != NULL ? compute (archive, trial_id, error) : NULL;
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_round_change_free);
  guint n = 0;

  if (after == NULL)
    return NULL;

  for (guint i = 0; i < before->entries->len; i++)
    {
      const CadreRoundEntry *a = &g_array_index (before->entries, CadreRoundEntry, i);
      const CadreRoundEntry *b = &g_array_index (after->entries, CadreRoundEntry, i);
      CadreRoundChange *change = g_new0 (CadreRoundChange, 1);

      change->person_id = a->person_id;
      change->open_before = a->open;
      change->open_after = b->open;
      change->total_before = cadre_decimal_to_double (a->total);
      change->total_after = cadre_decimal_to_double (b->total);
      change->rank_before = a->rank_all;
      change->rank_after = b->rank_all;
      change->grade_before = dup_grade (before, a);
      change->grade_after = dup_grade (after, b);
      n += g_strcmp0 (change->grade_before, change->grade_after) != 0;
      g_ptr_array_add (changes, change);
    }

  if (!name_changes (archive, round_id, changes, error))
    return NULL;
  g_ptr_array_sort (changes, compare_changes);
  if (n_grades_changed != NULL)
    *n_grades_changed = n;
  return g_steal_pointer (&changes);
}

static gboolean
run (CadreArchive  *archive,
     const char    *sql,
     gint64         round_id,
     gint64         trial_id,
     GError       **error)
{
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (archive, sql, error);

  if (statement == NULL)
    return FALSE;

  cadre_statement_bind_int64 (statement, 1, round_id);
  if (trial_id != 0)
    cadre_statement_bind_int64 (statement, 2, trial_id);
  return cadre_statement_run (statement, error);
}

/* Scores of ?1 for what the scheme of ?2 no longer has, or no longer scores. */
static const char drop_scores_sql[] =
  "DELETE FROM score WHERE participant_id IN (SELECT id FROM participant WHERE round_id = ?1) AND ("
  "  NOT EXISTS (SELECT 1 FROM indicator i JOIN indicator n ON n.key = i.key AND n.way <> 'group' "
  "    AND n.scheme_id = (SELECT scheme_id FROM assessment_round WHERE id = ?2) WHERE i.id = score.indicator_id) "
  "  OR group_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM scorer_group g JOIN scorer_group n ON n.name = g.name "
  "    AND n.scheme_id = (SELECT scheme_id FROM assessment_round WHERE id = ?2) WHERE g.id = score.group_id))";

/* The scores of ?1 go over to the indicators and groups of the scheme of ?2. */
static const char move_scores_sql[] =
  "UPDATE score SET indicator_id = (SELECT n.id FROM indicator i JOIN indicator n ON n.key = i.key "
  "    AND n.scheme_id = (SELECT scheme_id FROM assessment_round WHERE id = ?2) WHERE i.id = score.indicator_id), "
  "  group_id = (SELECT n.id FROM scorer_group g JOIN scorer_group n ON n.name = g.name "
  "    AND n.scheme_id = (SELECT scheme_id FROM assessment_round WHERE id = ?2) WHERE g.id = score.group_id) "
  "WHERE participant_id IN (SELECT id FROM participant WHERE round_id = ?1)";

/**
 * cadre_round_keep_trial:
 *
 * Gives a round the scheme and the caps of its trial, which is gone then, and
 * takes away the scores that the scheme no longer asks for; to be called
 * inside an action. The round is to be computed again.
 */
gboolean
cadre_round_keep_trial (CadreArchive  *archive,
                        gint64         trial_id,
                        GError       **error)
{
  gint64 round_id = get_tried (archive, trial_id, error);

  return round_id != 0 && _cadre_round_check_open (archive, round_id, error) &&
         run (archive, drop_scores_sql, round_id, trial_id, error) &&
         run (archive, move_scores_sql, round_id, trial_id, error) &&
         run (archive,
              "UPDATE assessment_round SET (scheme_id, excellent_cap, cap_approval, cap_rounding, cap_pool) = "
              "(SELECT scheme_id, excellent_cap, cap_approval, cap_rounding, cap_pool FROM assessment_round WHERE id = ?2) WHERE id = ?1",
              round_id, trial_id, error) &&
         run (archive, "DELETE FROM assessment_round WHERE id = ?1", trial_id, 0, error) &&
         _cadre_round_touch (archive, round_id, error);
}

/**
 * cadre_round_drop_trial:
 *
 * Removes a trial and its copy of the scheme; to be called inside an action.
 */
gboolean
cadre_round_drop_trial (CadreArchive  *archive,
                        gint64         trial_id,
                        GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT scheme_id FROM assessment_round WHERE id = %" G_GINT64_FORMAT, trial_id);
  gint64 scheme_id = 0;

  return get_tried (archive, trial_id, error) != 0 &&
         cadre_archive_query_int64 (archive, sql, &scheme_id, error) &&
         run (archive, "DELETE FROM assessment_round WHERE id = ?1", trial_id, 0, error) &&
         run (archive, "DELETE FROM scheme WHERE id = ?1", scheme_id, 0, error);
}
