/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Eligibility: worked examples of each kind of rule with its clause, the
 * long list against a second computation in plain SQL, and the gaps told. */

#include "config.h"

#include <string.h>

#include "cadre-eligibility.h"
#include "cadre-filter.h"
#include "cadre-sample.h"
#include "cadre-test.h"

static CadreEligibility *
load (CadreTestArchive *fixture,
      const char       *key)
{
  g_autoptr(CadreCatalogue) catalogue = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM eligibility_rule_set WHERE key = '%s'", key);
  CadreEligibility *rules;

  catalogue = cadre_catalogue_new (fixture->archive, &error);
  g_assert_no_error (error);
  rules = cadre_eligibility_load (fixture->archive, catalogue, cadre_test_int (fixture->archive, sql), &error);
  g_assert_no_error (error);
  g_assert_nonnull (rules);
  return rules;
}

static const CadreEligibilityFinding *
find (GPtrArray  *findings,
      const char *key)
{
  for (guint i = 0; i < findings->len; i++)
    if (g_str_equal (((CadreEligibilityFinding *) g_ptr_array_index (findings, i))->rule->key, key))
      return g_ptr_array_index (findings, i);

  g_assert_not_reached ();
}

static GPtrArray *
check (CadreTestArchive *fixture,
       CadreEligibility *rules,
       gint64            person,
       const char       *as_of)
{
  g_autoptr(GError) error = NULL;
  CadreDate date;
  GPtrArray *findings;

  g_assert_true (cadre_date_parse (as_of, &date));
  findings = cadre_eligibility_check (rules, fixture->archive, person, &date, &error);
  g_assert_no_error (error);
  return findings;
}

/* One rule at a time: what is known of the person, the day, and the answer. */
static const struct
{
  const char *set;
  const char *rule;
  const char *sql;            /* about person 1, born 1985-03, in unit 1 (a village) */
  const char *as_of;
  CadreEligibilityState state;
  const char *value;
} examples[] = {
  /* 35岁以下 = 不满36岁: 1985-03 is 35 till February 2021. */
  { "reserve", "age", "", "2021-02-28", CADRE_ELIGIBILITY_MET, "35岁" },
  { "reserve", "age", "", "2021-03-01", CADRE_ELIGIBILITY_NOT_MET, "36岁" },
  { "reserve", "age", "UPDATE person SET birth = NULL", "2021-03-01", CADRE_ELIGIBILITY_UNKNOWN, "未知" },
  /* 任副职两年以上 (条例 8 (3)): months over twelve; a step back does not count. */
  { "head", "level-years", "INSERT INTO rank_history (person_id, scheme, value, since) VALUES (1, '职务层次', '乡科级副职', '2019-06')",
    "2021-05-31", CADRE_ELIGIBILITY_NOT_MET, "1.9年" },
  { "head", "level-years", "INSERT INTO rank_history (person_id, scheme, value, since) VALUES (1, '职务层次', '乡科级副职', '2019-06')",
    "2021-06-01", CADRE_ELIGIBILITY_MET, "2年" },
  { "head", "level-years", "UPDATE person SET post_level = '乡科级副职', post_level_since = '2018-01'", "2021-01-01",
    CADRE_ELIGIBILITY_MET, "3年" },
  /* 大专以上 (条例 8 (4)): either education. */
  { "head", "education", "UPDATE person SET fulltime_education = '中专', inservice_education = '大学'", "2021-01-01",
    CADRE_ELIGIBILITY_MET, "中专、大学（在职）" },
  { "head", "education", "UPDATE person SET fulltime_education = '高中'", "2021-01-01", CADRE_ELIGIBILITY_NOT_MET, "高中" },
  /* The three years before the date; 合格 stands where 称职 does. */
  { "head", "grades", "INSERT INTO assessment (person_id, year, kind, conclusion) VALUES (1, 2018, '年度考核', '称职'), "
    "(1, 2019, '年度考核', '优秀'), (1, 2020, '年度考核', '合格')", "2021-05-01", CADRE_ELIGIBILITY_MET,
    "2018年称职；2019年优秀；2020年合格" },
  { "head", "grades", "INSERT INTO assessment (person_id, year, kind, conclusion) VALUES (1, 2018, '年度考核', '称职'), "
    "(1, 2019, '年度考核', '基本称职'), (1, 2020, '年度考核', '称职')", "2021-05-01", CADRE_ELIGIBILITY_NOT_MET,
    "2018年称职；2019年基本称职；2020年称职" },
  /* 处分 of six months (公务员法 64): its last day still counts. */
  { "head", "sanction", "INSERT INTO reward (person_id, nature, name, decided_on, effective_until) "
    "VALUES (1, '处分', '警告', '2020-12-01', '2021-05-31')", "2021-05-31", CADRE_ELIGIBILITY_NOT_MET, "警告 至 2021-05-31" },
  { "head", "sanction", "INSERT INTO reward (person_id, nature, name, decided_on, effective_until) "
    "VALUES (1, '处分', '警告', '2020-12-01', '2021-05-31')", "2021-06-01", CADRE_ELIGIBILITY_MET, "否" },
  /* Recalled from a village within two years. */
  { "head", "recall", "INSERT INTO posting (person_id, kind, unit_id, since, until, end_reason, recall_cause) "
    "VALUES (1, '第一书记', 1, '2018-01', '2020-01-10', '召回', '三次缺岗')", "2022-01-09", CADRE_ELIGIBILITY_NOT_MET,
    "第一书记 2020-01-10 召回：三次缺岗" },
  { "head", "recall", "INSERT INTO posting (person_id, kind, unit_id, since, until, end_reason, recall_cause) "
    "VALUES (1, '第一书记', 1, '2018-01', '2020-01-10', '召回', '三次缺岗')", "2022-01-11", CADRE_ELIGIBILITY_MET, "否" },
  /* 任职试用期 (条例 9). */
  { "head", "probation", "INSERT INTO appointment (person_id, unit_id, post_name, since, probation_until) "
    "VALUES (1, 1, '副镇长', '2020-03-02', '2021-03-02')", "2021-03-01", CADRE_ELIGIBILITY_NOT_MET, "副镇长 试用期至 2021-03-02" },
  { "head", "probation", "INSERT INTO appointment (person_id, unit_id, post_name, since, probation_until) "
    "VALUES (1, 1, '副镇长', '2020-03-02', '2021-03-02')", "2021-03-02", CADRE_ELIGIBILITY_MET, "否" },
  { "head", "probation", "INSERT INTO appointment (person_id, unit_id, post_name, since, until, probation_until) "
    "VALUES (1, 1, '副镇长', '2020-03-02', '2020-09-01', '2021-03-02')", "2021-03-01", CADRE_ELIGIBILITY_MET, "否" },
  /* A village's secretary, by the posts, or by the roster where no posts are known; 副书记 is none. */
  { "village-secretary", "serving", "INSERT INTO appointment (person_id, unit_id, post_name, since) VALUES (1, 1, '党支部书记', '2018-04')",
    "2021-01-01", CADRE_ELIGIBILITY_MET, "南坪村党支部书记 2018-04—" },
  { "village-secretary", "serving", "INSERT INTO appointment (person_id, unit_id, post_name, since) VALUES (1, 1, '党支部副书记', '2018-04')",
    "2021-01-01", CADRE_ELIGIBILITY_NOT_MET, "否" },
  { "village-secretary", "years", "UPDATE person SET post_full = '南坪村党支部书记', post_since = '2017-07'", "2021-01-01",
    CADRE_ELIGIBILITY_MET, "3.5年" },
  /* 2 years' work at the grass roots: posts in a village and a posting add up. */
  { "reserve", "grassroots", "INSERT INTO appointment (person_id, unit_id, post_name, since, until) "
    "VALUES (1, 1, '文书', '2015-01', '2016-01'); INSERT INTO posting (person_id, kind, since, until) "
    "VALUES (1, '第一书记', '2018-01', '2019-01')", "2021-01-01", CADRE_ELIGIBILITY_MET, "2年" },
  /* What was held at one time counts once: 书记 and 主任 in one hand, a posting from a post in a township. */
  { "village-secretary", "village", "INSERT INTO appointment (person_id, unit_id, post_name, since) "
    "VALUES (1, 1, '党支部书记', '2018-01'), (1, 1, '村委会主任', '2018-07')", "2021-01-01", CADRE_ELIGIBILITY_NOT_MET, "3年" },
  { "village-secretary", "years", "INSERT INTO appointment (person_id, unit_id, post_name, since, until) "
    "VALUES (1, 1, '党支部书记', '2017-01', '2019-01'), (1, 1, '党支部书记', '2018-01', '2018-06'), (1, 1, '党总支书记', '2020-01', NULL)",
    "2021-01-01", CADRE_ELIGIBILITY_MET, "3年" },
  { "reserve", "grassroots", "INSERT INTO appointment (person_id, unit_id, post_name, since, until) "
    "VALUES (1, 1, '文书', '2018-01', '2019-01'); INSERT INTO posting (person_id, kind, since, until) "
    "VALUES (1, '第一书记', '2018-07', '2019-07')", "2021-01-01", CADRE_ELIGIBILITY_NOT_MET, "1.5年" },
  /* 党龄满3年. */
  { "village-secretary", "party", "UPDATE person SET party_joined = '2018-07-01'", "2021-06-30", CADRE_ELIGIBILITY_NOT_MET, "2.9年" },
  { "village-secretary", "party", "UPDATE person SET party_joined = '2018-07-01'", "2021-07-01", CADRE_ELIGIBILITY_MET, "3年" },
  /* 四级主任科员 two years (并行规定 18); 优秀 is half a year less, 基本称职 a year more; 乡科级副职 counts for 三级 too. */
  { "rank", "years", "UPDATE person SET rank = '四级主任科员', rank_since = '2019-06'", "2021-05-31", CADRE_ELIGIBILITY_NOT_MET, "-1月" },
  { "rank", "years", "UPDATE person SET rank = '四级主任科员', rank_since = '2019-06'", "2021-06-01", CADRE_ELIGIBILITY_MET, "0月" },
  { "rank", "years", "UPDATE person SET rank = '四级主任科员', rank_since = '2019-06'; "
    "INSERT INTO assessment (person_id, year, kind, conclusion) VALUES (1, 2020, '年度考核', '优秀')", "2021-01-01",
    CADRE_ELIGIBILITY_MET, "1月" },
  { "rank", "years", "UPDATE person SET rank = '四级主任科员', rank_since = '2019-06'; "
    "INSERT INTO assessment (person_id, year, kind, conclusion) VALUES (1, 2020, '年度考核', '基本称职')", "2021-06-01",
    CADRE_ELIGIBILITY_NOT_MET, "-12月" },
  { "rank", "years", "UPDATE person SET rank = '四级主任科员', rank_since = '2020-12', post_level = '乡科级副职', "
    "post_level_since = '2018-12'", "2021-01-01", CADRE_ELIGIBILITY_MET, "1月" },
  { "rank", "years", "UPDATE person SET rank = '一级巡视员', rank_since = '2010-12'", "2021-01-01", CADRE_ELIGIBILITY_UNKNOWN, "未知" },
  { "rank", "rank", "", "2021-01-01", CADRE_ELIGIBILITY_UNKNOWN, "未知" },
};

static void
test_examples (CadreTestArchive *fixture,
               gconstpointer     data)
{
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autoptr(CadreEligibility) rules = load (fixture, examples[i].set);
      g_autoptr(GPtrArray) findings = NULL;
      const CadreEligibilityFinding *finding;

      cadre_test_do (fixture->archive, "clean", "DELETE FROM person; DELETE FROM unit; "
                     "INSERT INTO unit (id, name, kind, path) VALUES (1, '南坪村', '村', '00001.'); "
                     "INSERT INTO person (id, name, birth, unit_id) VALUES (1, '甲', '1985-03', 1)");
      if (*examples[i].sql != '\0')
        cadre_test_do (fixture->archive, "tell", examples[i].sql);

      findings = check (fixture, rules, 1, examples[i].as_of);
      finding = find (findings, examples[i].rule);
      g_test_message ("%u: %s %s %s", i, examples[i].rule, examples[i].as_of, examples[i].sql);
      g_assert_cmpstr (finding->value, ==, examples[i].value);
      g_assert_cmpint (finding->state, ==, examples[i].state);
      g_assert_nonnull (finding->rule->clause);
    }
}

static void
test_records (CadreTestArchive *fixture,
              gconstpointer     data)
{
  g_autoptr(CadreEligibility) rules = load (fixture, "head");
  g_autoptr(GPtrArray) findings = NULL;
  const CadreEligibilityFinding *finding;
  const CadreEligibilityRecord *record;

  cadre_test_do (fixture->archive, "tell", "INSERT INTO person (id, name) VALUES (1, '甲'); "
                 "INSERT INTO assessment (id, person_id, year, kind, conclusion) VALUES (70, 1, 2019, '年度考核', '优秀')");
  findings = check (fixture, rules, 1, "2021-01-01");
  finding = find (findings, "excellent");
  g_assert_cmpint (finding->state, ==, CADRE_ELIGIBILITY_MET);
  g_assert_cmpstr (finding->value, ==, "1次");
  g_assert_cmpuint (finding->records->len, ==, 1);
  record = g_ptr_array_index (finding->records, 0);
  g_assert_cmpstr (record->kind, ==, "assessment");
  g_assert_cmpint (record->id, ==, 70);
  /* A mark is no gap that asks for an exception. */
  g_assert_cmpuint (cadre_eligibility_count_gaps (findings, FALSE), >, cadre_eligibility_count_gaps (findings, TRUE));
}

/* The musts of 副科 -> 正科, written by hand from the same tables. */
#define BY_HAND \
  "FROM person p WHERE status = '现职人员' AND post_level = '乡科级副职' " \
  "AND ifnull ((SELECT sum ((min (ifnull (12 * substr (until, 1, 4) + substr (until, 6, 2), 24312), 24312) " \
  "    - 12 * substr (since, 1, 4) - substr (since, 6, 2))) FROM rank_history h WHERE h.person_id = p.id " \
  "    AND scheme = '职务层次' AND value = '乡科级副职' AND since <= '2025-12-31'), " \
  "    24312 - 12 * substr (post_level_since, 1, 4) - substr (post_level_since, 6, 2)) >= 24 " \
  "AND 24312 - 12 * substr (work_start, 1, 4) - substr (work_start, 6, 2) >= 60 " \
  "AND (fulltime_education NOT IN ('高中', '初中', '小学', '中专', '中技') OR inservice_education NOT IN ('高中', '初中', '小学', '中专', '中技')) " \
  "AND 3 = (SELECT count (*) FROM assessment a WHERE a.person_id = p.id AND year IN (2022, 2023, 2024) AND kind = '年度考核' " \
  "    AND conclusion IN ('优秀', '称职', '合格')) " \
  "AND NOT EXISTS (SELECT 1 FROM reward r WHERE r.person_id = p.id AND nature <> '奖励' AND decided_on <= '2025-12-31' AND effective_until >= '2025-12-31') " \
  "AND NOT EXISTS (SELECT 1 FROM posting g WHERE g.person_id = p.id AND end_reason = '召回' AND until > '2023-12-31') " \
  "AND NOT EXISTS (SELECT 1 FROM appointment a WHERE a.person_id = p.id AND probation_until > '2025-12-31') " \
  "AND (grassroots_two_years = 1 OR 24312 - 12 * substr (grassroots_start, 1, 4) - ifnull (nullif (substr (grassroots_start, 6, 2), ''), 1) >= 24 " \
  "  OR (WITH RECURSIVE month (n) AS (SELECT 23400 UNION ALL SELECT n + 1 FROM month WHERE n < 24311) " \
  "      SELECT count (*) FROM month WHERE " \
  "        EXISTS (SELECT 1 FROM appointment a JOIN unit u ON u.id = a.unit_id WHERE a.person_id = p.id AND u.kind IN ('村', '社区', '乡镇', '街道') " \
  "          AND n >= 12 * substr (a.since, 1, 4) + substr (a.since, 6, 2) AND (a.until IS NULL OR n < 12 * substr (a.until, 1, 4) + substr (a.until, 6, 2))) OR " \
  "        EXISTS (SELECT 1 FROM posting g WHERE g.person_id = p.id " \
  "          AND n >= 12 * substr (g.since, 1, 4) + substr (g.since, 6, 2) AND (g.until IS NULL OR n < 12 * substr (g.until, 1, 4) + substr (g.until, 6, 2)))) >= 24)"

static void
test_long_list (CadreTestArchive *fixture,
                gconstpointer     data)
{
  const CadreDate as_of = { 2025, 12, 31 };
  g_autoptr(CadreEligibility) rules = NULL;
  g_autoptr(CadreLongList) list = NULL;
  g_autoptr(CadreFilter) filter = NULL;
  g_autoptr(CadreCatalogue) catalogue = NULL;
  g_autoptr(GArray) again = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *json = NULL;
  guint removed = 0, marks = 0;

  cadre_sample_fill (fixture->archive, 1500, 7, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  rules = load (fixture, "head");
  list = cadre_eligibility_run (rules, fixture->archive, 0, &as_of, &error);
  g_assert_no_error (error);

  g_assert_cmpint (list->ids->len, >, 10);
  g_assert_cmpint (list->ids->len, ==, cadre_test_int (fixture->archive, "SELECT count (*) " BY_HAND));
  for (guint i = 0; i < list->ids->len; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count (*) " BY_HAND " AND p.id = %" G_GINT64_FORMAT,
                                              g_array_index (list->ids, gint64, i));

      g_assert_cmpint (cadre_test_int (fixture->archive, sql), ==, 1);
    }

  /* Everybody is either left or was taken out by one rule. */
  for (guint i = 0; i < list->n_without->len; i++)
    if (((CadreEligibilityRule *) g_ptr_array_index (cadre_eligibility_get_rules (rules), i))->is_must)
      removed += g_array_index (list->n_without, guint, i);
    else
      g_assert_cmpuint (g_array_index (list->n_without, guint, i), <=, list->ids->len);
  g_assert_cmpuint (removed + list->ids->len, ==, list->n_people);

  /* Saved as a filter it finds the same people, where they serve. */
  json = cadre_eligibility_to_filter (rules);
  catalogue = cadre_catalogue_new (fixture->archive, &error);
  filter = cadre_filter_parse (catalogue, json, &error);
  g_assert_no_error (error);
  again = cadre_filter_run (filter, fixture->archive, &as_of, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->len, ==, list->ids->len);
  g_assert_cmpmem (again->data, again->len * sizeof (gint64), list->ids->data, list->ids->len * sizeof (gint64));

  /* One by one they are told the same, of the marks too. */
  for (guint i = 0; i < list->ids->len; i++)
    {
      g_autoptr(GPtrArray) findings = check (fixture, rules, g_array_index (list->ids, gint64, i), "2025-12-31");

      g_assert_cmpuint (cadre_eligibility_count_gaps (findings, TRUE), ==, 0);
      marks += cadre_eligibility_count_gaps (findings, FALSE);
    }
  for (guint i = 0; i < list->n_without->len; i++)
    if (!((CadreEligibilityRule *) g_ptr_array_index (cadre_eligibility_get_rules (rules), i))->is_must)
      marks -= g_array_index (list->n_without, guint, i);
  g_assert_cmpuint (marks, ==, 0);
}

/* All the sets that are shipped can be asked. */
static void
test_shipped (CadreTestArchive *fixture,
              gconstpointer     data)
{
  const CadreDate as_of = { 2025, 12, 31 };
  const char *keys[] = { "village-secretary", "village-recruitment", "reserve", "head", "rank" };

  cadre_test_do (fixture->archive, "tell", "INSERT INTO person (id, name) VALUES (1, '甲')");
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr(CadreEligibility) rules = load (fixture, keys[i]);
      g_autoptr(CadreLongList) list = NULL;
      g_autoptr(GPtrArray) findings = check (fixture, rules, 1, "2025-12-31");
      g_autoptr(GError) error = NULL;

      list = cadre_eligibility_run (rules, fixture->archive, 0, &as_of, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (list->n_people, ==, 1);
      g_assert_cmpuint (list->ids->len, ==, 0);
      g_assert_cmpuint (findings->len, ==, cadre_eligibility_get_rules (rules)->len);
    }
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (*) FROM rank_step"), ==, 12);
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (*) FROM pipeline"), ==, 6);
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (*) FROM pipeline p WHERE 1 <> "
                                   "(SELECT count (*) FROM stage s WHERE s.pipeline_id = p.id AND s.appoints)"), ==, 0);
}

static void
test_broken (CadreTestArchive *fixture,
             gconstpointer     data)
{
  g_autoptr(CadreCatalogue) catalogue = cadre_catalogue_new (fixture->archive, NULL);
  g_autoptr(CadreEligibility) rules = NULL;
  g_autoptr(GError) error = NULL;

  cadre_test_do (fixture->archive, "break", "UPDATE eligibility_rule SET fact = 'shoe_size' WHERE key = 'age'");
  rules = cadre_eligibility_load (fixture->archive, catalogue,
                                  cadre_test_int (fixture->archive, "SELECT id FROM eligibility_rule_set WHERE key = 'reserve'"),
                                  &error);
  g_assert_null (rules);
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "shoe_size"));
}

#define ADD(name, function) \
  g_test_add ("/eligibility/" name, CadreTestArchive, NULL, cadre_test_set_up, function, cadre_test_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("examples", test_examples);
  ADD ("records", test_records);
  ADD ("long-list", test_long_list);
  ADD ("shipped", test_shipped);
  ADD ("broken", test_broken);
  return g_test_run ();
}
