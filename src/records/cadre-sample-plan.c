/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The last year's plan of training, which its classes fulfil; the places that
 * each unit was given; and a round of the menu, with its choices in and its
 * seats still to be given. All of it follows from what there is already, so
 * that no draw of chance is needed. */

#define G_LOG_DOMAIN "cadre-sample"

#include "config.h"

#include "cadre-sample-private.h"

/* A class without its term: 2025年云岭县科级干部进修班. */
#define PLAN_TITLE "replace (c.name, ifnull (c.term, ''), '')"

/* Text that a uuid can be: the same in every sample. */
#define COURSE_UUID "printf ('%032x', 7919 + k.key)"

/* ?1 is the last year. */
static const char * const statements[] = {
  "INSERT INTO training_plan (year, position, title, purpose, target, places, organiser, period, days, hours, budget) "
  "SELECT ?1, row_number () OVER (ORDER BY min (c.since), min (c.id)), " PLAN_TITLE ", c.theme || '教育', c.target, "
  "CAST (sum ((SELECT count (*) FROM enrolment e WHERE e.class_id = c.id)) / 5 + 1 AS INTEGER) * 5, c.organiser, "
  "CAST (substr (min (c.since), 6, 2) AS INTEGER) || '月' || iif (substr (min (c.since), 6, 2) < substr (max (c.since), 6, 2), "
  "'—' || CAST (substr (max (c.since), 6, 2) AS INTEGER) || '月', ''), max (c.days), max (c.hours), "
  "round (sum ((SELECT count (*) FROM enrolment e WHERE e.class_id = c.id)) * max (c.days) * 0.02, 1) "
  "FROM class c WHERE c.year = ?1 GROUP BY " PLAN_TITLE ", c.organiser",

  /* What was planned and not held. */
  "INSERT INTO training_plan (year, position, title, purpose, target, places, organiser, period, days, hours, budget, note) "
  "SELECT ?1, count (*) + 1, ?1 || '年统计业务培训班', '统计法治', '各单位统计人员', 60, max (organiser), '11月', 3, 24, 3.6, '因场地维修推迟' "
  "FROM training_plan WHERE year = ?1",

  "UPDATE class SET plan_id = (SELECT p.id FROM training_plan p WHERE p.year = ?1 AND p.title = "
  "replace (class.name, ifnull (class.term, ''), '') AND p.organiser = class.organiser) WHERE year = ?1 "
  "AND NOT (class_kind = '业务培训班' AND theme = '能力')",

  "INSERT INTO class_quota (class_id, unit_id, places, replied_on) SELECT e.class_id, e.unit_then_id, "
  "count (*) + (e.unit_then_id % 7 = 0), date (max (c.since), '-7 days') FROM class c JOIN enrolment e ON e.class_id = c.id "
  "WHERE c.year = ?1 AND e.unit_then_id IS NOT NULL GROUP BY e.class_id, e.unit_then_id",

  "INSERT INTO course (uuid, code, name, kind, classroom, target_groups, hours, teacher, valid_from, valid_until) "
  "SELECT " COURSE_UUID ", printf ('C%02d', k.key + 1), k.value ->> 0, k.value ->> 1, k.value ->> 2, '村级后备干部', "
  "k.value ->> 3, k.value ->> 4, ?1 || '-01-01', ?1 || '-12-31' FROM json_each ('["
  "[\"党史国史专题\",\"党性教育\",\"信念课堂\",8,\"县委党校教研室\"],[\"村级党建实务\",\"党性教育\",\"信念课堂\",8,\"县委组织部\"],"
  "[\"茶叶种植与加工\",\"农业技术\",\"实践课堂\",16,\"县茶叶产业发展中心\"],[\"农村电子商务\",\"产业发展\",\"实践课堂\",16,\"县商务局\"],"
  "[\"村级财务与集体经济\",\"产业发展\",\"专家课堂\",8,\"县农业农村局\"],[\"依法治村与矛盾调解\",\"政策法规\",\"专家课堂\",8,\"县司法局\"],"
  "[\"公文写作与信息报送\",\"综合能力\",\"专家课堂\",8,\"县委办公室\"],[\"农村电子商务（提高）\",\"产业发展\",\"实践课堂\",16,\"县商务局\"]]') k",

  "INSERT INTO course_prerequisite (course_id, required_id) SELECT a.id, b.id FROM course a, course b "
  "WHERE a.code = 'C08' AND b.code = 'C04'",

  "INSERT INTO menu_round (name, opens_on, closes_on, limit_per_person, state) "
  "VALUES (?1 || '年秋季村级后备干部选学', ?1 || '-09-01', ?1 || '-09-20', 2, 'closed')",

  "INSERT INTO menu_offer (round_id, course_id, seats, minimum) SELECT r.id, n.id, 30 + n.id % 3 * 10, 10 "
  "FROM menu_round r, course n ORDER BY n.id",

  /* Three wishes each, of the reserves of the villages. */
  "INSERT INTO menu_choice (offer_id, person_id, priority, chosen_at) "
  "SELECT o.id, p.id, w.value, printf ('%d-09-%02dT%02d:%02d:00Z', ?1, 1 + p.n % 19, 1 + p.n % 9, p.n * 7 % 60) "
  "FROM (SELECT id, row_number () OVER (ORDER BY id) AS n FROM person WHERE category LIKE '村%' ORDER BY id LIMIT 120) p "
  "JOIN json_each ('[1, 2, 3]') w JOIN (SELECT id, row_number () OVER (ORDER BY id) - 1 AS k FROM menu_offer) o "
  "ON o.k = (p.n * p.n % 5 + w.value * (1 + p.n % 2)) % 8 ORDER BY p.n, w.value",
};

/*
 * _cadre_sample_add_plan:
 *
 * After everything that the plan is for.
 */
gboolean
_cadre_sample_add_plan (CadreSample  *self,
                        GError      **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      g_autoptr(CadreStatement) statement = cadre_archive_prepare (self->archive, statements[i], error);
      int year;

      if (statement == NULL)
        return FALSE;
      year = cadre_statement_find_parameter (statement, "?1");
      if (year > 0)
        cadre_statement_bind_int64 (statement, year, SAMPLE_LAST_YEAR);
      if (!cadre_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}
