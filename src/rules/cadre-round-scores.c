/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Entering scores, and how far each scorer has come. */

#define G_LOG_DOMAIN "cadre-round"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cadre-round-private.h"
#include "cadre-round-scores.h"

/* The office's sheet is there always; a group's without a name where nobody has scored for it yet. */
static const char sheets_sql[] =
  "SELECT 0, NULL, '', count (s.id) FROM assessment_round o LEFT JOIN participant t ON t.round_id = o.id AND t.takes_part "
  "LEFT JOIN score s ON s.participant_id = t.id AND s.group_id IS NULL AND s.indicator_id IN "
  "  (SELECT i.id FROM indicator i WHERE i.scheme_id = o.scheme_id AND i.nature = 'score') WHERE o.id = ?1 "
  "UNION ALL SELECT * FROM (SELECT g.id, g.name, coalesce (c.scorer, ''), coalesce (c.n, 0) FROM assessment_round o "
  "JOIN scorer_group g ON g.scheme_id = o.scheme_id LEFT JOIN "
  "  (SELECT s.group_id, s.scorer, count (*) AS n FROM participant t JOIN score s ON s.participant_id = t.id "
  "   WHERE t.round_id = ?1 AND t.takes_part AND s.group_id IS NOT NULL GROUP BY 1, 2) c ON c.group_id = g.id "
  "WHERE o.id = ?1 ORDER BY g.id, c.scorer)";

void
cadre_score_sheet_free (CadreScoreSheet *self)
{
  if (self == NULL)
    return;

  g_free (self->group);
  g_free (self->scorer);
  g_free (self);
}

/**
 * cadre_score_sheet_has:
 * @group_id: of a sheet, 0 for the office's
 *
 * Returns: whether the indicator is entered on such a sheet
 */
gboolean
cadre_score_sheet_has (const CadreIndicator *indicator,
                       gint64                group_id)
{
  return !indicator->is_group && indicator->formula == NULL && indicator->by_scorers == (group_id != 0);
}

static guint
count_indicators (const CadreScheme *scheme,
                  gint64             group_id)
{
  guint n = 0;

  for (guint i = 0; i < scheme->indicators->len; i++)
    {
      const CadreIndicator *indicator = g_ptr_array_index (scheme->indicators, i);

      n += indicator->nature == CADRE_INDICATOR_SCORE && cadre_score_sheet_has (indicator, group_id);
    }

  return n;
}

static CadreScheme *
load_scheme (CadreArchive  *archive,
             gint64         round_id,
             gint64        *n_people,
             GError       **error)
{
  g_autofree char *scheme_sql = g_strdup_printf ("SELECT scheme_id FROM assessment_round WHERE id = %" G_GINT64_FORMAT, round_id);
  g_autofree char *people_sql = g_strdup_printf ("SELECT count (*) FROM participant WHERE takes_part AND round_id = %" G_GINT64_FORMAT,
                                                 round_id);
  gint64 scheme_id = 0;

  if (!cadre_archive_query_int64 (archive, scheme_sql, &scheme_id, error) ||
      !cadre_archive_query_int64 (archive, people_sql, n_people, error))
    return NULL;

  return cadre_scheme_load (archive, scheme_id, error);
}

/**
 * cadre_round_list_sheets:
 *
 * Returns: (transfer full) (element-type CadreScoreSheet): the office's sheet
 *   first, then those of each group by scorer, with how far each has come;
 *   or %NULL with @error set
 */
GPtrArray *
cadre_round_list_sheets (CadreArchive  *archive,
                         gint64         round_id,
                         GError       **error)
{
  g_autoptr(GPtrArray) sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_score_sheet_free);
  g_autoptr(CadreScheme) scheme = NULL;
  g_autoptr(CadreStatement) row = NULL;
  gint64 n_people = 0;

  scheme = load_scheme (archive, round_id, &n_people, error);
  row = scheme != NULL ? cadre_archive_prepare (archive, sheets_sql, error) : NULL;
  if (row == NULL)
    return NULL;

  cadre_statement_bind_int64 (row, 1, round_id);
  while (cadre_statement_step (row, error))
    {
      CadreScoreSheet *sheet = g_new0 (CadreScoreSheet, 1);

      sheet->group_id = cadre_statement_get_int64 (row, 0);
      sheet->group = cadre_statement_dup_text (row, 1);
      sheet->scorer = cadre_statement_dup_text (row, 2);
      sheet->n_given = (guint) cadre_statement_get_int64 (row, 3);
      sheet->n_expected = (guint) n_people * count_indicators (scheme, sheet->group_id);
      g_ptr_array_add (sheets, sheet);
    }

  return cadre_statement_is_done (row) ? g_steal_pointer (&sheets) : NULL;
}

/* By whom an indicator is given; ?1 of a scheme without groups by the office. */
#define CHECK_SQL \
  "SELECT name, full, nature, way, way = 'entered' AND nature = 'score' AND " \
  "EXISTS (SELECT 1 FROM scorer_group g WHERE g.scheme_id = i.scheme_id) FROM indicator i WHERE id = ?1"

/* What is typed must be a number that the indicator can have, on a sheet that has it. */
static gboolean
check_score (CadreArchive  *archive,
             gint64         indicator_id,
             gint64         group_id,
             const char    *text,
             CadreDecimal  *value,
             GError       **error)
{
  g_autoptr(CadreStatement) row = NULL;
  CadreDecimal full;
  const char *nature;

  row = cadre_archive_prepare (archive, CHECK_SQL, error);
  if (row == NULL)
    return FALSE;

  cadre_statement_bind_int64 (row, 1, indicator_id);
  if (!cadre_statement_step (row, error))
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("The indicator is no longer there"));
      return FALSE;
    }

  nature = cadre_statement_get_text (row, 2);
  full = cadre_decimal_from_double (cadre_statement_get_double (row, 1));
  if (strcmp (cadre_statement_get_text (row, 3), "computed") == 0 || strcmp (cadre_statement_get_text (row, 3), "group") == 0)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("“%s” is computed; it cannot be entered"), cadre_statement_get_text (row, 0));
      return FALSE;
    }
  if ((cadre_statement_get_int64 (row, 4) != 0) != (group_id != 0))
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID,
                   group_id == 0 ? _("“%s” is given by those who score; say who they are")
                                 : _("“%s” is entered by the office; leave out who scores"), cadre_statement_get_text (row, 0));
      return FALSE;
    }
  if (cadre_decimal_parse (text, value) && *value >= 0 && (strcmp (nature, "score") != 0 || *value <= full))
    return TRUE;

  g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("%s: “%s” is no score from 0 to %g"), cadre_statement_get_text (row, 0),
               text, cadre_decimal_to_double (full));
  return FALSE;
}

/**
 * cadre_round_check_score:
 * @group_id: 0 where the office enters it
 * @text: as typed
 *
 * Returns: whether cadre_round_set_score() would take it; %FALSE with @error
 *   set
 */
gboolean
cadre_round_check_score (CadreArchive  *archive,
                         gint64         participant_id,
                         gint64         indicator_id,
                         gint64         group_id,
                         const char    *text,
                         GError       **error)
{
  CadreDecimal value;

  return _cadre_round_open_for (archive, participant_id, error) != 0 &&
         check_score (archive, indicator_id, group_id, text, &value, error);
}

/**
 * cadre_round_scores_changed:
 *
 * Says that scores of a round were written, so that it is to be computed
 * again; to be called inside the action.
 */
gboolean
cadre_round_scores_changed (CadreArchive  *archive,
                            gint64         round_id,
                            GError       **error)
{
  return _cadre_round_touch (archive, round_id, error);
}

/**
 * cadre_round_set_score:
 * @group_id: 0 where the office enters it
 * @scorer: "" where nobody is named
 * @text: as typed; nothing takes the score away
 * @source: (nullable): where it came from
 *
 * To be called inside an action.
 */
gboolean
cadre_round_set_score (CadreArchive  *archive,
                       gint64         participant_id,
                       gint64         indicator_id,
                       gint64         group_id,
                       const char    *scorer,
                       const char    *text,
                       const char    *source,
                       GError       **error)
{
  g_autoptr(CadreStatement) store = NULL;
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  CadreDecimal value = 0;
  gint64 round_id = _cadre_round_open_for (archive, participant_id, error);
  gboolean empty = *trimmed == '\0';

  if (round_id == 0 || (!empty && !check_score (archive, indicator_id, group_id, trimmed, &value, error)))
    return FALSE;

  store = cadre_archive_prepare (archive,
                                 empty ? "DELETE FROM score WHERE participant_id = ?1 AND indicator_id = ?2 AND ifnull (group_id, 0) = ?3 "
                                         "AND scorer = ?4"
                                 : "INSERT INTO score (participant_id, indicator_id, group_id, scorer, value, source) "
                                   "VALUES (?1, ?2, nullif (?3, 0), ?4, ?5, ?6) "
                                   "ON CONFLICT (participant_id, indicator_id, ifnull (group_id, 0), scorer) "
                                   "DO UPDATE SET value = excluded.value, source = excluded.source "
                                   "WHERE value <> excluded.value OR "
                                   "(excluded.source IS NOT NULL AND source IS NOT excluded.source)",
                                 error);
  if (store == NULL)
    return FALSE;

  cadre_statement_bind_int64 (store, 1, participant_id);
  cadre_statement_bind_int64 (store, 2, indicator_id);
  cadre_statement_bind_int64 (store, 3, group_id);
  cadre_statement_bind_text (store, 4, scorer);
  if (!empty)
    {
      cadre_statement_bind_double (store, 5, cadre_decimal_to_double (value));
      cadre_statement_bind_text (store, 6, source);
    }

  return cadre_statement_run (store, error) &&
         (cadre_archive_n_changed (archive) == 0 || _cadre_round_touch (archive, round_id, error));
}
