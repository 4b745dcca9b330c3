/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who takes part in a round, and who does not and why. */

#define G_LOG_DOMAIN "cadre-round"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-round-private.h"
#include "cadre-rounds.h"

/* Whom a rule has outside, by the records of the archive up to the round's
 * day: ?1 the round. 公务员考核规定 2020, 21 and 22; the words are those of ZB18. */
static const char suggest_sql[] =
  "SELECT t.id, p.name, '新录用公务员试用期年度考核不确定等次', '试用期' FROM assessment_round o JOIN participant t ON t.round_id = o.id "
  "JOIN person p ON p.id = t.person_id WHERE o.id = ?1 AND t.takes_part AND p.post_level = '试用期人员' "
  "UNION ALL "
  "SELECT t.id, p.name, '受政纪处分期间年度考核不确定等次', '受处分期间：' || coalesce (w.name, w.kind, w.nature) || '（' || w.decided_on || '）' "
  "FROM assessment_round o JOIN participant t ON t.round_id = o.id JOIN person p ON p.id = t.person_id "
  "JOIN reward w ON w.person_id = p.id WHERE o.id = ?1 AND t.takes_part AND coalesce (p.post_level, '') <> '试用期人员' "
  "AND w.id = (SELECT max (x.id) FROM reward x WHERE x.person_id = p.id AND x.nature <> '奖励' AND x.decided_on <= o.as_of "
  "            AND x.effective_until >= o.as_of) "
  "ORDER BY 1";

#define SET_OUTSIDE "UPDATE participant SET takes_part = 0, outside_as = ?2, reason = ?3 WHERE id = ?1"

/*
 * _cadre_round_open_for:
 *
 * Returns: the round of a participant if it may be changed, or 0 with @error set
 */
gint64
_cadre_round_open_for (CadreArchive  *archive,
                       gint64         participant_id,
                       GError       **error)
{
  g_autoptr(CadreStatement) row = cadre_archive_prepare (archive, "SELECT round_id FROM participant WHERE id = ?1", error);
  gint64 round_id = 0;

  if (row == NULL)
    return 0;

  cadre_statement_bind_int64 (row, 1, participant_id);
  if (cadre_statement_step (row, error))
    round_id = cadre_statement_get_int64 (row, 0);
  else if (cadre_statement_is_done (row))
    g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("This person is no longer in the round"));

  return round_id != 0 && _cadre_round_check_open (archive, round_id, error) ? round_id : 0;
}

/**
 * cadre_round_add_people:
 * @n_added: (out) (optional): how many were not in it yet
 *
 * Puts people into a round, in the unit where they are, those of villages in
 * their township, which assesses them; to be called inside an action.
 */
gboolean
cadre_round_add_people (CadreArchive  *archive,
                        gint64         round_id,
                        const gint64  *person_ids,
                        guint          n_person_ids,
                        guint         *n_added,
                        GError       **error)
{
  g_autoptr(CadreStatement) insert = NULL;
  guint n = 0;

  if (!_cadre_round_check_open (archive, round_id, error))
    return FALSE;

  insert = cadre_archive_prepare (archive,
                                  "INSERT INTO participant (round_id, person_id, unit_id) "
                                  "SELECT ?1, p.id, iif (u.kind IN ('村', '社区'), u.parent_id, p.unit_id) "
                                  "FROM person p LEFT JOIN unit u ON u.id = p.unit_id WHERE p.id = ?2 "
                                  "ON CONFLICT (round_id, person_id) DO NOTHING", error);
  if (insert == NULL)
    return FALSE;

  for (guint i = 0; i < n_person_ids; i++)
    {
      cadre_statement_bind_int64 (insert, 1, round_id);
      cadre_statement_bind_int64 (insert, 2, person_ids[i]);
      if (!cadre_statement_run (insert, error))
        return FALSE;
      n += cadre_archive_n_changed (archive) > 0;
    }

  if (n_added != NULL)
    *n_added = n;
  return _cadre_round_touch (archive, round_id, error);
}

/**
 * cadre_round_remove_person:
 *
 * Takes somebody out of a round, scores and all; to be called inside an action.
 */
gboolean
cadre_round_remove_person (CadreArchive  *archive,
                           gint64         participant_id,
                           GError       **error)
{
  gint64 round_id = _cadre_round_open_for (archive, participant_id, error);

  return round_id != 0 && _cadre_round_run (archive, "DELETE FROM participant WHERE id = ?1", participant_id, NULL, NULL, error) &&
         _cadre_round_touch (archive, round_id, error);
}

/**
 * cadre_round_set_outside:
 * @as: (nullable): 不定等次 or 不进行考核, of the code table; %NULL: takes part again
 * @reason: (nullable): why; needed with @as
 *
 * Sets somebody aside: no result, and no part of the base of the cap. To be
 * called inside an action.
 */
gboolean
cadre_round_set_outside (CadreArchive  *archive,
                         gint64         participant_id,
                         const char    *as,
                         const char    *reason,
                         GError       **error)
{
  gboolean outside = as != NULL && *as != '\0';
  gint64 round_id;

  if (outside && (reason == NULL || *reason == '\0'))
    {
      g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("Give the reason why this person does not take part"));
      return FALSE;
    }
  round_id = _cadre_round_open_for (archive, participant_id, error);
  if (round_id == 0)
    return FALSE;

  return _cadre_round_run (archive,
                           outside ? SET_OUTSIDE
                                   : "UPDATE participant SET takes_part = 1, outside_as = NULL, reason = NULL WHERE id = ?1",
                           participant_id, outside ? as : NULL, outside ? reason : NULL, error) &&
         _cadre_round_touch (archive, round_id, error);
}

/**
 * cadre_round_find_participant:
 *
 * Returns: the id of a person's part in a round, or 0 with @error set
 */
gint64
cadre_round_find_participant (CadreArchive  *archive,
                              gint64         round_id,
                              gint64         person_id,
                              GError       **error)
{
  g_autoptr(CadreStatement) row = NULL;

  row = cadre_archive_prepare (archive, "SELECT id FROM participant WHERE round_id = ?1 AND person_id = ?2", error);
  if (row == NULL)
    return 0;

  cadre_statement_bind_int64 (row, 1, round_id);
  cadre_statement_bind_int64 (row, 2, person_id);
  if (cadre_statement_step (row, error))
    return cadre_statement_get_int64 (row, 0);

  if (cadre_statement_is_done (row))
    g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("This person is not in this round"));
  return 0;
}

void
cadre_round_outside_free (CadreRoundOutside *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->as);
  g_free (self->reason);
  g_free (self);
}

/**
 * cadre_round_suggest_outside:
 *
 * Returns: (transfer full) (element-type CadreRoundOutside): who is counted
 *   in though the archive says 试用期 or 处分期; or %NULL with @error set
 */
GPtrArray *
cadre_round_suggest_outside (CadreArchive  *archive,
                             gint64         round_id,
                             GError       **error)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_round_outside_free);
  g_autoptr(CadreStatement) row = cadre_archive_prepare (archive, suggest_sql, error);

  if (row == NULL)
    return NULL;

  cadre_statement_bind_int64 (row, 1, round_id);
  while (cadre_statement_step (row, error))
    {
      CadreRoundOutside *one = g_new0 (CadreRoundOutside, 1);

      one->participant_id = cadre_statement_get_int64 (row, 0);
      one->name = cadre_statement_dup_text (row, 1);
      one->as = cadre_statement_dup_text (row, 2);
      one->reason = cadre_statement_dup_text (row, 3);
      g_ptr_array_add (list, one);
    }

  return cadre_statement_is_done (row) ? g_steal_pointer (&list) : NULL;
}

/**
 * cadre_round_take_suggestions:
 * @n_taken: (out) (optional): how many were set aside
 *
 * Sets all aside whom cadre_round_suggest_outside() names; to be called inside an action.
 */
gboolean
cadre_round_take_suggestions (CadreArchive  *archive,
                              gint64         round_id,
                              guint         *n_taken,
                              GError       **error)
{
  g_autoptr(GPtrArray) list = cadre_round_suggest_outside (archive, round_id, error);

  if (list == NULL || !_cadre_round_check_open (archive, round_id, error))
    return FALSE;

  for (guint i = 0; i < list->len; i++)
    {
      const CadreRoundOutside *one = g_ptr_array_index (list, i);

      if (!_cadre_round_run (archive, SET_OUTSIDE, one->participant_id, one->as, one->reason, error))
        return FALSE;
    }

  if (n_taken != NULL)
    *n_taken = list->len;
  return list->len == 0 || _cadre_round_touch (archive, round_id, error);
}
