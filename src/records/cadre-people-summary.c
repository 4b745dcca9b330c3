/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a person's row says of the present post, rank and education, kept up
 * with the histories. */

#define G_LOG_DOMAIN "cadre-records"

#include "config.h"

#include "cadre-people.h"

/* The posts held now as the forms print them, the main one first; its date
 * and level. A post name that begins with the unit is not given it twice. */
#define POSTS_HELD \
  "WITH held AS (SELECT a.person_id, a.post_level, a.since, row_number () OVER " \
  "  (PARTITION BY a.person_id ORDER BY a.is_main DESC, a.position, a.since DESC, a.id) AS n, " \
  "  CASE WHEN coalesce (a.unit_name, u.name) IS NULL OR a.post_name GLOB coalesce (a.unit_name, u.name) || '*' " \
  "    THEN a.post_name ELSE coalesce (a.unit_name, u.name) || a.post_name END AS text " \
  "  FROM appointment a LEFT JOIN unit u ON u.id = a.unit_id " \
  "  WHERE a.person_id BETWEEN ?1 AND ?2 AND a.status = '在任' AND a.print = 1), " \
  "now AS (SELECT m.person_id, m.since, m.post_level, " \
  "  (SELECT group_concat (text, '、') FROM (SELECT text FROM held h WHERE h.person_id = m.person_id ORDER BY n)) AS text " \
  "  FROM held m WHERE m.n = 1) "

/* The highest education of one mode; of equals the latest. */
#define EDUCATION(mode, education, degree, school) \
  "WITH best AS (SELECT e.person_id, e.education, e.degree, ifnull (e.school, '') || ifnull (e.major, '') AS school, " \
  "  ifnull (c.rank, 0) AS rank, row_number () OVER " \
  "  (PARTITION BY e.person_id ORDER BY ifnull (c.rank, 0) DESC, e.until DESC, e.id DESC) AS n " \
  "  FROM education e LEFT JOIN code c ON c.set_key = 'education' AND c.name = e.education " \
  "  WHERE e.person_id BETWEEN ?1 AND ?2 AND e.mode = '" mode "' AND e.education IS NOT NULL AND e.print = 1) " \
  "UPDATE person SET " education " = b.education, " degree " = b.degree, " school " = nullif (b.school, '') FROM best b " \
  "WHERE person.id = b.person_id AND b.n = 1 AND (" education " IS NULL OR b.rank > " \
  "  (SELECT ifnull (max (c.rank), 999) FROM code c WHERE c.set_key = 'education' AND c.name = person." education "))"

/* In the order they run: the level's date asks what the level was before. */
static const char * const refresh_sql[] = {
  POSTS_HELD
  "UPDATE person SET "
  "post_level_since = CASE WHEN now.post_level IS NULL OR now.post_level IS person.post_level THEN post_level_since ELSE "
  "  coalesce ((SELECT max (r.since) FROM rank_history r WHERE r.person_id = person.id AND r.scheme = '职务层次' "
  "             AND r.value = now.post_level), now.since) END, "
  "post_level = coalesce (now.post_level, person.post_level), "
  "post_full = now.text, "
  "post_short = CASE WHEN now.text IS post_full THEN post_short END, "
  "post_since = now.since "
  "FROM now WHERE person.id = now.person_id AND (post_full IS NULL OR now.since > post_since)",

  "WITH latest AS (SELECT person_id, value, since, row_number () OVER "
  "  (PARTITION BY person_id ORDER BY since DESC, id DESC) AS n FROM rank_history "
  "  WHERE person_id BETWEEN ?1 AND ?2 AND scheme IN ('职级', '职级2015') AND until IS NULL) "
  "UPDATE person SET rank = l.value, rank_since = l.since FROM latest l "
  "WHERE person.id = l.person_id AND l.n = 1 AND (rank IS NULL OR l.since > rank_since)",

  EDUCATION ("全日制", "fulltime_education", "fulltime_degree", "fulltime_school"),
  EDUCATION ("在职", "inservice_education", "inservice_degree", "inservice_school"),
};

/**
 * cadre_people_refresh_summaries:
 * @first_id: the first person
 * @last_id: the last person
 *
 * Brings post, level, rank and education in the rows of these people up to
 * their histories, inside a running action. Which of the two is right:
 *
 * - an empty column takes what the history says;
 * - a history that is newer than the column (its date is later) replaces it;
 *   of education, a higher one replaces a lower one;
 * - else what was typed stays, for offices word 全称 and 简称 by hand.
 *
 * A column that is newer than the history is left for cadrectl check to show:
 * nobody can tell an appointment's document from a register.
 */
gboolean
cadre_people_refresh_summaries (CadreArchive  *archive,
                                gint64         first_id,
                                gint64         last_id,
                                GError       **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (refresh_sql); i++)
    {
      g_autoptr(CadreStatement) update = cadre_archive_prepare (archive, refresh_sql[i], error);

      if (update == NULL)
        return FALSE;

      cadre_statement_bind_int64 (update, 1, first_id);
      cadre_statement_bind_int64 (update, 2, last_id);
      if (!cadre_statement_run (update, error))
        return FALSE;
    }

  return TRUE;
}
