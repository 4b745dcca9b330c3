/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Assessment rounds of the invented people of a sample archive, by the
 * schemes that are shipped: one locked, one computed, so that a first look at
 * the page shows what it is for. */

#define G_LOG_DOMAIN "cadre-round"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-action.h"
#include "cadre-round.h"
#include "cadre-round-sample.h"
#include "cadre-rounds.h"
#include "cadre-scheme-edit.h"

/* At most so many of one round: a township's and a county's sample are both quick to make. */
#define MOST_PEOPLE 300

#define SECRETARIES_SQL "SELECT p.id FROM person p WHERE p.category LIKE '村%' AND p.post_full LIKE '%党支部书记、村委会主任' ORDER BY p.id"
#define FIRST_SECRETARIES_SQL \
  "SELECT DISTINCT g.person_id FROM posting g WHERE g.kind = '第一书记' AND ifnull (g.until, '9999') > '2025-06' AND EXISTS " \
  "(SELECT 1 FROM appraisal a WHERE a.posting_id = g.id AND a.year = 2025 AND a.score IS NOT NULL) ORDER BY g.person_id"

static const struct
{
  const char *scheme;
  const char *name;
  int year;
  const char *people_sql;
  const char *locked_on;   /* or NULL */
  const char *document;
} rounds[] = {
  { "village-secretary", "2024年度村党组织书记综合考评", 2024, SECRETARIES_SQL, "2025-01-20", "县组〔2025〕4号" },
  { "village-secretary", "2025年度村党组织书记综合考评", 2025, SECRETARIES_SQL, NULL, NULL },
  { "first-secretary", "2025年度第一书记考核", 2025, FIRST_SECRETARIES_SQL, NULL, NULL },
};

/* Draws that are the same each time: a mixed number of the person, the
 * indicator, the scorer and the round, from 0 to 99. */
#define DRAW(n) "(((t.person_id * 7919 + i.id * 104729 + o.year * 31 + " n " * 15485863) * 2654435761) / 65536 % 100)"

/* ?1 the round. Everybody is more or less good at everything: 75 to 93, and a scorer's own 0 to 6. */
static const char *const scores_sql[] = {
  "INSERT INTO score (participant_id, indicator_id, group_id, scorer, value, source) "
  "SELECT t.id, i.id, g.id, c.scorer, min (100, 75 + (t.person_id * 40503 + o.year) % 19 + " DRAW ("g.id + c.n") " % 7), '考评组评分表' "
  "FROM assessment_round o JOIN participant t ON t.round_id = o.id AND t.takes_part "
  "JOIN indicator i ON i.scheme_id = o.scheme_id AND i.way = 'entered' AND i.nature = 'score' "
  "JOIN scorer_group g ON g.scheme_id = o.scheme_id "
  "JOIN (SELECT '上级' AS name, 1 AS n, '乡镇党委书记' AS scorer UNION ALL SELECT '上级', 2, '乡镇长' UNION ALL "
  "      SELECT '上级', 3, '包村领导' UNION ALL SELECT '同级', 4, '村“两委”' UNION ALL SELECT '群众', 5, '党员代表' UNION ALL "
  "      SELECT '群众', 6, '村民代表') c ON c.name = g.name WHERE o.id = ?1",

  "INSERT INTO score (participant_id, indicator_id, value, source) "
  "SELECT t.id, i.id, CASE i.key WHEN 'presence' THEN 195 + " DRAW ("1") " % 46 ELSE 60 + " DRAW ("2") " % 39 END, "
  "CASE i.key WHEN 'presence' THEN '乡镇考勤台账' ELSE '理论测试成绩册' END "
  "FROM assessment_round o JOIN participant t ON t.round_id = o.id AND t.takes_part "
  "JOIN indicator i ON i.scheme_id = o.scheme_id AND i.way = 'imported' WHERE o.id = ?1",

  "INSERT INTO score (participant_id, indicator_id, value, source) "
  "SELECT t.id, i.id, 2, '通报批评' FROM assessment_round o JOIN participant t ON t.round_id = o.id AND t.takes_part "
  "JOIN indicator i ON i.scheme_id = o.scheme_id AND i.nature = 'deduction' WHERE o.id = ?1 AND " DRAW ("3") " < 4",
};

static GArray *
find_people (CadreArchive  *archive,
             const char    *sql,
             GError       **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(CadreStatement) row = cadre_archive_prepare (archive, sql, error);
  g_autoptr(GError) local_error = NULL;

  if (row == NULL)
    return NULL;

  while (ids->len < MOST_PEOPLE && cadre_statement_step (row, &local_error))
    {
      gint64 id = cadre_statement_get_int64 (row, 0);

      g_array_append_val (ids, id);
    }

  if (local_error == NULL)
    return g_steal_pointer (&ids);

  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

static gboolean
give_scores (CadreArchive  *archive,
             gint64         round_id,
             GError       **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (scores_sql); i++)
    {
      g_autoptr(CadreStatement) insert = cadre_archive_prepare (archive, scores_sql[i], error);

      if (insert == NULL)
        return FALSE;
      cadre_statement_bind_int64 (insert, 1, round_id);
      if (!cadre_statement_run (insert, error))
        return FALSE;
    }

  return TRUE;
}

/* One was ill for most of the year. */
static gboolean
set_one_aside (CadreArchive  *archive,
               gint64         round_id,
               gint64         person_id,
               GError       **error)
{
  gint64 participant_id = cadre_round_find_participant (archive, round_id, person_id, error);

  return participant_id != 0 &&
         cadre_round_set_outside (archive, participant_id, "病、事假累计超过考核年度半年不进行考核", "病假累计超过半年", error);
}

static gboolean
add_round (CadreArchive  *archive,
           guint          index,
           GError       **error)
{
  g_autoptr(GArray) people = find_people (archive, rounds[index].people_sql, error);
  gint64 scheme_id, round_id;
  CadreRoundSummary summary;

  if (people == NULL || people->len < 2)
    return people != NULL;

  scheme_id = cadre_scheme_identify (archive, rounds[index].scheme, error);
  round_id = scheme_id != 0 ? cadre_round_create (archive, scheme_id, rounds[index].name, rounds[index].year, error) : 0;
  if (round_id == 0 ||
      !cadre_round_add_people (archive, round_id, (const gint64 *) (gpointer) people->data, people->len, NULL, error) ||
      !cadre_round_take_suggestions (archive, round_id, NULL, error) ||
      !set_one_aside (archive, round_id, g_array_index (people, gint64, people->len / 2), error) ||
      !give_scores (archive, round_id, error) ||
      !cadre_round_compute (archive, round_id, &summary, error))
    return FALSE;

  return rounds[index].locked_on == NULL ||
         cadre_round_lock (archive, round_id, rounds[index].locked_on, rounds[index].document, error);
}

/**
 * cadre_round_sample_add:
 *
 * Assesses people of a sample archive, in an action of its own.
 */
gboolean
cadre_round_sample_add (CadreArchive  *archive,
                        GError       **error)
{
  g_autoptr(CadreAction) action = cadre_action_begin (archive, "sample", _("Assess invented people"), error);

  if (action == NULL || !cadre_action_begin_bulk (action, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (rounds); i++)
    if (!add_round (archive, i, error))
      return FALSE;

  return cadre_action_end_bulk (action, error) && cadre_action_commit (action, error);
}
