/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the overview asks of an archive: a new line of it is an entry here.
 * Each query has the parameter :as_of, a full date, and may have :villages. */

#define G_LOG_DOMAIN "cadre-overview"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-coverage.h"
#include "cadre-overview.h"

/* How many days ahead an end is told of. */
#define AHEAD "60"

/* As the reports count: those who served on that day. */
#define IN_SERVICE \
  "p.status = '现职人员' AND (p.work_start IS NULL OR p.work_start <= :as_of) " \
  "AND (p.retired_on IS NULL OR p.retired_on > :as_of) "

#define N_IN_SERVICE "SELECT count (*) FROM person p WHERE " IN_SERVICE

/* A month that is written without a day ends with its last one. */
#define ENDS_SOON(date) \
  date " <= substr (date (:as_of, '+" AHEAD " days'), 1, length (" date ")) "
#define IS_OVER(date) \
  date " < substr (:as_of, 1, length (" date ")) "

/* The last day, or month, in post counts. */
#define IS_THERE(posting) \
  "(" posting ".until IS NULL OR " posting ".until >= substr (:as_of, 1, length (" posting ".until))) "

/* First secretaries who are there. */
#define ON_DUTY \
  "FROM posting g WHERE g.kind = '" CADRE_FIRST_SECRETARY "' AND ifnull (g.since, '') <= :as_of AND " IS_THERE ("g")

/* The month before that of the day, which is over. */
#define LAST_MONTH \
  "strftime ('%Y-%m', substr (:as_of, 1, 7) || '-01', '-1 month')"

#define DAYS_ALLOWED \
  "ifnull ((SELECT CAST (value AS INTEGER) FROM setting WHERE key = '" CADRE_COVERAGE_ALLOWED_SETTING "'), " \
  G_STRINGIFY (CADRE_COVERAGE_ALLOWED_DAYS) ")"

#define YEAR "CAST (substr (:as_of, 1, 4) AS INTEGER)"

/* The villages to which somebody must be sent, as cadre_coverage_load() finds them. */
#define VILLAGES \
  "FROM json_each (:villages) v JOIN unit u ON u.id = v.value ->> 'id' "

/* Hours as the training statistics count them. */
#define STUDY_HOURS \
  "coalesce (s.hours, s.hours_claimed, s.days * (SELECT r.hours_per_day FROM hours_rule_set r " \
  "  WHERE r.valid_from <= :as_of AND (r.valid_until IS NULL OR r.valid_until > :as_of) " \
  "  ORDER BY r.valid_from DESC LIMIT 1), s.days * 8)"
#define STUDY_OF_YEAR \
  "FROM study s JOIN person p ON p.id = s.person_id " \
  "WHERE s.year = " YEAR " AND (s.since IS NULL OR s.since <= :as_of) AND " IN_SERVICE

/* Whole years; a birth known to the month counts from that month on. */
#define AGE \
  "(substr (:as_of, 1, 4) - substr (p.birth, 1, 4) - (substr (:as_of, 6, length (p.birth) - 5) < substr (p.birth, 6)))"

/* The higher of the two educations of the form. */
#define EDUCATION_RANK \
  "max (ifnull ((SELECT c.rank FROM code c WHERE c.set_key = 'education' AND c.name = p.fulltime_education), 0), " \
  "     ifnull ((SELECT c.rank FROM code c WHERE c.set_key = 'education' AND c.name = p.inservice_education), 0))"

static const CadreOverviewItem items[] = {
  /* ---- what needs a person */
  {
    "terms-ending", CADRE_OVERVIEW_TASK, CADRE_OVERVIEW_COUNT, N_("Postings whose term is ending"), "person", FALSE,
    "SELECT id, iif (" IS_OVER ("ends") ", '已过任期', '" AHEAD "天内期满') AS label, iif (" IS_OVER ("ends") ", 1, 2) AS rank "
    "FROM (SELECT g.person_id AS id, " CADRE_POSTING_PLANNED_END " AS ends "
    "      FROM posting g WHERE " IS_THERE ("g") "AND ifnull (g.since, '') <= :as_of) WHERE " ENDS_SOON ("ends"),
    .glossary = "village-bound",
  },
  {
    "uncovered", CADRE_OVERVIEW_TASK, CADRE_OVERVIEW_COUNT, N_("Villages that must have a first secretary and have none"), "unit", FALSE,
    "SELECT u.id, u.name AS title, ifnull ('自 ' || replace (v.value ->> 'since', '-', '.') || ' 起空缺', '尚未派过') AS note "
    VILLAGES "WHERE NOT v.value ->> 'is_covered'",
    .glossary = "coverage",
  },
  {
    "uncovered-long", CADRE_OVERVIEW_TASK, CADRE_OVERVIEW_COUNT, N_("Villages without a first secretary for too long"), "unit", FALSE,
    "SELECT u.id, u.name AS title, '空缺 ' || (v.value ->> 'days') || ' 天' AS note "
    VILLAGES "WHERE v.value ->> 'days' > " DAYS_ALLOWED " ORDER BY v.value ->> 'days' DESC",
    .glossary = "coverage",
  },
  {
    "presence-missing", CADRE_OVERVIEW_TASK, CADRE_OVERVIEW_COUNT, N_("Days in the village not written down"), "person", FALSE,
    "SELECT g.person_id AS id, CAST (substr (" LAST_MONTH ", 6) AS INTEGER) || '月' AS label, 1 AS rank " ON_DUTY
    "AND (g.since IS NULL OR substr (g.since, 1, 7) <= " LAST_MONTH ") "
    "AND NOT EXISTS (SELECT 1 FROM presence r WHERE r.posting_id = g.id AND r.month = " LAST_MONTH ")",
    .glossary = "presence",
  },
  {
    /* The half year from July on, the year from the January after it: of those who were there for half of it. */
    "appraisal-due", CADRE_OVERVIEW_TASK, CADRE_OVERVIEW_COUNT, N_("Appraisals in the village due"), "person", FALSE,
    "SELECT g.person_id AS id, (" YEAR " - 1) || '年度' AS label, 1 AS rank " ON_DUTY
    "AND (g.since IS NULL OR substr (g.since, 1, 7) <= (" YEAR " - 1) || '-07') "
    "AND NOT EXISTS (SELECT 1 FROM appraisal r WHERE r.posting_id = g.id AND r.year = " YEAR " - 1 AND r.term = '年度') "
    "UNION ALL SELECT g.person_id, " YEAR " || '上半年', 2 " ON_DUTY
    "AND substr (:as_of, 6, 2) >= '07' AND (g.since IS NULL OR substr (g.since, 1, 7) <= " YEAR " || '-03') "
    "AND NOT EXISTS (SELECT 1 FROM appraisal r WHERE r.posting_id = g.id AND r.year = " YEAR " AND r.term IN ('上半年', '年度'))",
    .glossary = "recall",
  },
  {
    "hours-short", CADRE_OVERVIEW_TASK, CADRE_OVERVIEW_COUNT, N_("Hours short in {year}"), "person", TRUE,
    "SELECT h.person_id AS id, CASE WHEN h.missing_hours <= 30 THEN '差30学时以内' WHEN h.missing_hours <= 60 THEN '差30至60学时' "
    "  ELSE '差60学时以上' END AS label, CASE WHEN h.missing_hours <= 30 THEN 1 WHEN h.missing_hours <= 60 THEN 2 ELSE 3 END AS rank "
    "FROM temp.hours_standing h WHERE h.is_met = 0 AND h.counter <> '网络' "
    "AND h.regime IN (SELECT key FROM hours_regime WHERE period = 'year')",
    .glossary = "hours-90",
  },
  {
    "online-short", CADRE_OVERVIEW_TASK, CADRE_OVERVIEW_COUNT, N_("Online hours short in {year}"), "person", TRUE,
    "SELECT h.person_id AS id FROM temp.hours_standing h WHERE h.is_met = 0 AND h.counter = '网络' "
    "AND h.regime IN (SELECT key FROM hours_regime WHERE period = 'year')",
    .glossary = "hours-online",
  },
  {
    "debts", CADRE_OVERVIEW_TASK, CADRE_OVERVIEW_COUNT, N_("Hours to make good after a promotion"), "person", TRUE,
    "SELECT h.person_id AS id, iif (h.debt_due < :as_of, '已过期限', replace (substr (h.debt_due, 1, 7), '-', '.') || ' 前') AS label, "
    "  h.debt_due AS rank FROM temp.hours_standing h WHERE h.is_met = 0 AND h.debt_due IS NOT NULL",
    .glossary = "hours-debt",
  },
  {
    "probation", CADRE_OVERVIEW_TASK, CADRE_OVERVIEW_COUNT, N_("Probation ending"), "person", FALSE,
    "SELECT a.person_id AS id, iif (" IS_OVER ("a.probation_until") ", '已期满', '" AHEAD "天内期满') AS label, "
    "  iif (" IS_OVER ("a.probation_until") ", 1, 2) AS rank "
    "FROM appointment a WHERE a.status = '在任' AND a.probation_until IS NOT NULL AND a.since <= :as_of "
    /* Those that ended long ago were dealt with. */
    "AND a.probation_until >= substr (date (:as_of, '-" AHEAD " days'), 1, length (a.probation_until)) "
    "AND " ENDS_SOON ("a.probation_until"),
    .glossary = "probation",
  },
  {
    "notices", CADRE_OVERVIEW_TASK, CADRE_OVERVIEW_COUNT, N_("Public notices running"), "person", FALSE,
    "SELECT c.person_id AS id, '至 ' || replace (e.notice_until, '-', '.') AS label, e.notice_until AS rank "
    "FROM stage_event e JOIN candidacy c ON c.id = e.candidacy_id "
    "WHERE e.notice_until >= :as_of AND ifnull (e.notice_from, e.date) <= :as_of AND c.state = 'running'",
    .glossary = "working-days",
  },
  {
    "reminders", CADRE_OVERVIEW_TASK, CADRE_OVERVIEW_COUNT, N_("Reminders due"), "reminder", FALSE,
    "SELECT id, subject AS title, kind || ' · ' || replace (due_on, '-', '.') AS note FROM reminder "
    "WHERE done_on IS NULL AND due_on <= :as_of ORDER BY due_on",
  },
  {
    "unrecognised", CADRE_OVERVIEW_TASK, CADRE_OVERVIEW_COUNT, N_("Hours claimed and not yet recognised"), "person", FALSE,
    "SELECT s.person_id AS id, s.year || '年度' AS label, -s.year AS rank FROM study s "
    "WHERE s.year BETWEEN " YEAR " - 1 AND " YEAR " AND s.hours IS NULL AND s.hours_claimed > 0 "
    "AND (s.since IS NULL OR s.since <= :as_of)",
    .glossary = "hours-recognised",
  },
  {
    "classes-overdue", CADRE_OVERVIEW_TASK, CADRE_OVERVIEW_COUNT, N_("Classes over and not yet closed"), "class", FALSE,
    "SELECT id, name AS title, replace (ifnull (since, ''), '-', '.') || '–' || replace (until, '-', '.') AS note FROM class "
    "WHERE state NOT IN ('closed', 'archived') AND " IS_OVER ("until") "ORDER BY until",
  },
  {
    "classes-running", CADRE_OVERVIEW_TASK, CADRE_OVERVIEW_COUNT, N_("Classes running"), "class", FALSE,
    "SELECT id, name AS title, replace (since, '-', '.') || '–' || replace (ifnull (until, ''), '-', '.') AS note FROM class "
    "WHERE state NOT IN ('closed', 'archived') AND since <= :as_of AND (until IS NULL OR NOT " IS_OVER ("until") ") "
    "ORDER BY since",
  },
  {
    "birth-differs", CADRE_OVERVIEW_TASK, CADRE_OVERVIEW_COUNT, N_("Birth differs from the ID number"), "person", FALSE,
    "SELECT p.id FROM person p WHERE p.status = '现职人员' AND length (p.id_number) = 18 "
    "AND p.birth <> substr (substr (p.id_number, 7, 4) || '-' || substr (p.id_number, 11, 2) || '-' || "
    "                       substr (p.id_number, 13, 2), 1, length (p.birth))",
    .glossary = "birth",
  },
  {
    "basics-missing", CADRE_OVERVIEW_TASK, CADRE_OVERVIEW_COUNT, N_("Sex or birth missing"), "person", FALSE,
    "SELECT p.id FROM person p WHERE p.status = '现职人员' AND (p.sex IS NULL OR p.birth IS NULL)",
  },

  /* ---- what leaders ask for */
  {
    "people", CADRE_OVERVIEW_FIGURE, CADRE_OVERVIEW_COUNT, N_("People in service"), "person", FALSE,
    "SELECT p.id FROM person p WHERE " IN_SERVICE,
  },
  {
    "first-secretaries", CADRE_OVERVIEW_FIGURE, CADRE_OVERVIEW_COUNT, N_("First secretaries on duty"), "person", FALSE,
    "SELECT g.person_id AS id " ON_DUTY,
  },
  {
    "covered", CADRE_OVERVIEW_FIGURE, CADRE_OVERVIEW_OF, N_("Villages covered"), "unit", FALSE,
    "SELECT u.id, u.name AS title, v.value ->> 'holders' AS note " VILLAGES "WHERE v.value ->> 'is_covered'",
    "SELECT json_array_length (:villages)",
    .glossary = "coverage",
  },
  {
    "trained", CADRE_OVERVIEW_FIGURE, CADRE_OVERVIEW_SHARE, N_("Took part in training in {year}"), "person", FALSE,
    "SELECT s.person_id AS id " STUDY_OF_YEAR,
    N_IN_SERVICE,
    .glossary = "people-times",
  },
  {
    "mean-hours", CADRE_OVERVIEW_FIGURE, CADRE_OVERVIEW_MEAN, N_("Hours a person in {year}"), "person", FALSE,
    "SELECT s.person_id AS id, " STUDY_HOURS " AS value " STUDY_OF_YEAR,
    N_IN_SERVICE,
  },
  {
    "met", CADRE_OVERVIEW_FIGURE, CADRE_OVERVIEW_SHARE, N_("Met what is required"), "person", TRUE,
    "SELECT h.person_id AS id FROM temp.hours_standing h GROUP BY h.person_id HAVING min (h.is_met) = 1",
    N_IN_SERVICE,
    .glossary = "hours-90",
  },
  {
    "ways-up", CADRE_OVERVIEW_FIGURE, CADRE_OVERVIEW_COUNT, N_("Ways up in {year}"), "person", FALSE,
    "SELECT c.person_id AS id FROM candidacy c JOIN promotion_round r ON r.id = c.round_id "
    "WHERE c.state = 'appointed' AND r.year = " YEAR " "
    "UNION SELECT g.person_id FROM posting g WHERE g.end_reason = '提拔' AND substr (g.until, 1, 4) = substr (:as_of, 1, 4) "
    "AND g.until <= :as_of",
  },

  /* ---- beside each other */
  {
    "classes-of-people", CADRE_OVERVIEW_CHART, CADRE_OVERVIEW_COUNT, N_("People by Kind"), "person", FALSE,
    "SELECT p.id, CASE WHEN p.post_level LIKE '县处级%' OR p.rank IN ('一级调研员', '二级调研员', '三级调研员', '四级调研员') THEN '县处级' "
    "  WHEN p.category LIKE '村%' THEN '村干部' WHEN p.post_level LIKE '乡科级%' THEN '乡科级' ELSE '一般干部' END AS label, "
    "  CASE WHEN p.post_level LIKE '县处级%' OR p.rank IN ('一级调研员', '二级调研员', '三级调研员', '四级调研员') THEN 1 "
    "  WHEN p.category LIKE '村%' THEN 4 WHEN p.post_level LIKE '乡科级%' THEN 2 ELSE 3 END AS rank "
    "FROM person p WHERE " IN_SERVICE,
  },
  {
    /* 35岁以下 is everybody who is not yet 36. */
    "ages", CADRE_OVERVIEW_CHART, CADRE_OVERVIEW_COUNT, N_("Age"), "person", FALSE,
    "SELECT id, CASE WHEN age < 36 THEN '35岁以下' WHEN age < 41 THEN '36–40' WHEN age < 46 THEN '41–45' WHEN age < 51 THEN '46–50' "
    "  WHEN age < 56 THEN '51–55' ELSE '56岁以上' END AS label, age AS rank "
    "FROM (SELECT p.id, " AGE " AS age FROM person p WHERE p.birth IS NOT NULL AND " IN_SERVICE ")",
    .glossary = "age",
  },
  {
    "education", CADRE_OVERVIEW_CHART, CADRE_OVERVIEW_COUNT, N_("Education"), "person", FALSE,
    "SELECT id, CASE level WHEN 6 THEN '研究生' WHEN 5 THEN '大学' WHEN 4 THEN '大专' WHEN 3 THEN '中专高中' WHEN 0 THEN '未填' ELSE '初中以下' END AS label, "
    "  iif (level = 0, 1, -level) AS rank "
    "FROM (SELECT p.id, " EDUCATION_RANK " AS level FROM person p WHERE " IN_SERVICE ")",
  },
  {
    "hours-by-month", CADRE_OVERVIEW_CHART, CADRE_OVERVIEW_SUM, N_("Hours by Month of {year}"), "person", FALSE,
    "SELECT s.person_id AS id, CAST (substr (ifnull (s.until, s.since), 6, 2) AS INTEGER) || '月' AS label, "
    "  substr (ifnull (s.until, s.since), 6, 2) AS rank, " STUDY_HOURS " AS value " STUDY_OF_YEAR
    "AND length (ifnull (s.until, s.since)) >= 7",
  },
  {
    "grades", CADRE_OVERVIEW_CHART, CADRE_OVERVIEW_COUNT, N_("Grades of {last}"), "person", FALSE,
    "SELECT e.person_id AS id, CASE c.rank WHEN 4 THEN '优秀' WHEN 3 THEN '称职合格' WHEN 2 THEN '基本称职' WHEN 1 THEN '不称职' ELSE '未定等次' END AS label, "
    "  -ifnull (c.rank, 0) AS rank "
    "FROM assessment e LEFT JOIN code c ON c.set_key = 'assessment-conclusion' AND c.name = e.conclusion "
    "WHERE e.kind = '年度考核' AND e.year = " YEAR " - 1",
    .glossary = "excellent-20",
  },
};

/**
 * cadre_overview_get_items:
 * @n_items: (out): how many
 *
 * Returns: (array length=n_items): the items, in the order to show
 */
const CadreOverviewItem *
cadre_overview_get_items (guint *n_items)
{
  *n_items = G_N_ELEMENTS (items);
  return items;
}
