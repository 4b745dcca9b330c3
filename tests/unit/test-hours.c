/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rules of hours: worked examples, each with its clause, computed by hand
 * and a second time by plain SQL. */

#include "config.h"

#include "cadre-hours.h"
#include "cadre-sample.h"
#include "cadre-test.h"

#define U CADRE_HOURS_UNIT

/* Person 1 is of the annual regime, person 2 of the five-year one, 3 a
 * village cadre; none of them ever changed class. */
#define PEOPLE \
  "INSERT INTO unit (id, name, path) VALUES (1, '某局', '00001.');" \
  "INSERT INTO person (id, unit_id, name, category, post_level, rank) VALUES " \
  "(1, 1, '甲', '综合管理类公务员', '乡科级正职', NULL), (2, 1, '乙', '综合管理类公务员', '县处级副职', NULL), " \
  "(3, 1, '丙', '村（社区）干部', NULL, NULL), (4, 1, '丁', '综合管理类公务员', '乡科级正职', '四级调研员');"

#define STUDY "INSERT INTO study (person_id, year, since, until, title, mode, days, hours_claimed, hours, leave_hours) VALUES "

/* The hours that plain SQL finds: recognised, claimed, or by 8 a day. */
#define PLAIN "SELECT round (1000 * sum (coalesce (hours, hours_claimed, days * 8))) FROM study WHERE "

static const struct
{
  const char *name;
  const char *clause;
  const char *sql;
  const char *as_of;
  gint64 person_id;
  const char *regime;
  CadreHoursAmount required;
  CadreHoursAmount done;
  CadreHoursAlternative met_by;
  const char *check;         /* done hours once more, by SQL */
} examples[] = {
  { "ninety-hours", "条例第十四条：每年12天或90学时",
    STUDY "(1, 2025, '2025-03-03', '2025-03-14', '甲班', '脱产', 11, 88, 88, NULL),"
    "(1, 2025, '2025-06-02', '2025-06-02', '讲座', '专题讲座', NULL, 2, 2, NULL);",
    "2025-12-31", 1, "annual", { 0, 12 * U, 90 * U }, { 0, 11 * U, 90 * U }, CADRE_HOURS_BY_HOURS, PLAIN "person_id = 1" },
  { "twelve-days", "条例第十四条：每年12天或90学时，满足其一即可",
    STUDY "(1, 2025, '2025-03-03', '2025-03-18', '甲班', '脱产', 12, 72, 72, NULL);",
    "2025-12-31", 1, "annual", { 0, 12 * U, 90 * U }, { 0, 12 * U, 72 * U }, CADRE_HOURS_BY_DAYS, PLAIN "person_id = 1" },
  { "short", "条例第十四条",
    STUDY "(1, 2025, '2025-03-03', '2025-03-07', '甲班', '脱产', 5, NULL, NULL, NULL);",
    "2025-12-31", 1, "annual", { 0, 12 * U, 90 * U }, { 0, 5 * U, 40 * U }, CADRE_HOURS_NOT_MET, PLAIN "person_id = 1" },
  { "online-apart", "规划：网络自学每年50学时，不与集中培训相加",
    STUDY "(1, 2025, '2025-01-01', '2025-12', '网院', '网络', NULL, 120, 120, NULL);",
    "2025-12-31", 1, "annual", { 0, 12 * U, 90 * U }, { 0, 0, 0 }, CADRE_HOURS_NOT_MET, PLAIN "mode <> '网络'" },
  { "online-met", "规划：网络自学每年50学时",
    STUDY "(1, 2025, '2025-01-01', '2025-12', '网院', '网络', NULL, 50, 50, NULL);",
    "2025-12-31", 1, "online", { 0, 0, 50 * U }, { 0, 0, 50 * U }, CADRE_HOURS_BY_HOURS, PLAIN "mode = '网络'" },
  { "teaching", "领导干部上讲台按5倍计",
    STUDY "(1, 2025, '2025-05-06', '2025-05-06', '党课', '讲课', NULL, 3, NULL, NULL);",
    "2025-12-31", 1, "annual", { 0, 12 * U, 90 * U }, { 0, 0, 15 * U }, CADRE_HOURS_NOT_MET,
    "SELECT 1000 * hours_claimed * 5 FROM study" },
  { "cap-of-year", "上讲台每年不超过40学时",
    STUDY "(1, 2025, '2025-05-06', '2025-05-06', '党课', '讲课', NULL, 6, NULL, NULL),"
    "(1, 2025, '2025-06-06', '2025-06-06', '党课', '讲课', NULL, 6, NULL, NULL);",
    "2025-12-31", 1, "annual", { 0, 12 * U, 90 * U }, { 0, 0, 40 * U }, CADRE_HOURS_NOT_MET,
    "SELECT 1000 * min (40, sum (hours_claimed * 5)) FROM study" },
  { "cap-of-record", "中心组每次不超过4学时",
    STUDY "(1, 2025, '2025-05-06', '2025-05-06', '中心组', '中心组', NULL, 6, NULL, NULL);",
    "2025-12-31", 1, "annual", { 0, 12 * U, 90 * U }, { 0, 0, 4 * U }, CADRE_HOURS_NOT_MET, "SELECT 1000 * min (4, hours_claimed) FROM study" },
  { "new-year", "跨年度的班次按天分年计算：12月29日至1月7日，3天在前、7天在后",
    STUDY "(1, 2024, '2024-12-29', '2025-01-07', '冬训', '脱产', 10, 80, 80, NULL);",
    "2025-12-31", 1, "annual", { 0, 12 * U, 90 * U }, { 0, 7 * U, 56 * U }, CADRE_HOURS_NOT_MET,
    "SELECT 1000 * hours * (julianday (until) - julianday ('2025-01-01') + 1) / (julianday (until) - julianday (since) + 1) "
    "FROM study" },
  { "new-year-before", "跨年度的班次按天分年计算",
    STUDY "(1, 2024, '2024-12-29', '2025-01-07', '冬训', '脱产', 10, 80, 80, NULL);",
    "2024-12-31", 1, "annual", { 0, 12 * U, 90 * U }, { 0, 3 * U, 24 * U }, CADRE_HOURS_NOT_MET, "SELECT 1000 * hours * (julianday ('2025-01-01') - julianday (since)) / (julianday (until) - julianday (since) + 1) FROM study" },
  { "new-year-whole", "不分年的规则集：计入开始之年",
    "UPDATE hours_rule_set SET split_years = 0;"
    STUDY "(1, 2024, '2024-12-29', '2025-01-07', '冬训', '脱产', 10, 80, 80, NULL);",
    "2025-12-31", 1, "annual", { 0, 12 * U, 90 * U }, { 0, 0, 0 }, CADRE_HOURS_NOT_MET, PLAIN "since >= '2025-01-01'" },
  { "year-from-december", "年度自12月1日起",
    "UPDATE hours_rule_set SET year_start = '12-01';"
    STUDY "(1, 2024, '2024-12-03', '2024-12-05', '甲班', '脱产', 3, 24, 24, NULL),"
    "(1, 2024, '2024-11-26', '2024-11-28', '乙班', '脱产', 3, 20, 20, NULL),"
    "(1, 2025, '2025-12-02', '2025-12-03', '丙班', '脱产', 2, 16, 16, NULL);",
    "2025-11-30", 1, "annual", { 0, 12 * U, 90 * U }, { 0, 3 * U, 24 * U }, CADRE_HOURS_NOT_MET,
    PLAIN "since BETWEEN '2024-12-01' AND '2025-11-30'" },
  { "leave-of-a-seventh", "条例第十五条：请假累计超过总学时1/7；恰为1/7不算超过",
    STUDY "(1, 2025, '2025-03-03', '2025-03-11', '甲班', '脱产', 7, 56, 56, 8);",
    "2025-12-31", 1, "annual", { 0, 12 * U, 90 * U }, { 0, 7 * U, 56 * U }, CADRE_HOURS_NOT_MET, PLAIN "leave_hours * 7 <= hours" },
  { "leave-over-a-seventh", "条例第十五条：请假超过总学时1/7，按退学处理",
    STUDY "(1, 2025, '2025-03-03', '2025-03-11', '甲班', '脱产', 7, 56, 56, 8.001);",
    "2025-12-31", 1, "annual", { 0, 12 * U, 90 * U }, { 0, 0, 0 }, CADRE_HOURS_NOT_MET, PLAIN "leave_hours * 7 <= hours" },
  { "as-of", "至统计日为止",
    STUDY "(1, 2025, '2025-03-03', '2025-03-07', '甲班', '脱产', 5, 40, 40, NULL),"
    "(1, 2025, '2025-09-01', '2025-09-12', '乙班', '脱产', 10, 80, 80, NULL);",
    "2025-06-30", 1, "annual", { 0, 12 * U, 90 * U }, { 0, 5 * U, 40 * U }, CADRE_HOURS_NOT_MET, PLAIN "since <= '2025-06-30'" },
  { "paper", "论文按级别计固定学时；其他学时不计入集中",
    STUDY "(1, 2025, '2025-03-03', NULL, '论文', '论文', NULL, NULL, NULL, NULL);",
    "2025-12-31", 1, "annual", { 0, 12 * U, 90 * U }, { 0, 0, 0 }, CADRE_HOURS_NOT_MET, PLAIN "mode NOT IN ('论文', '网络')" },
  { "five-years-by-hours", "条例第十四条：5年3个月或550学时，按规划期",
    STUDY "(2, 2022, '2022-09-01', '2022-09-30', '上期', '脱产', 30, 240, 240, NULL),"
    "(2, 2023, '2023-03-01', '2023-03-31', '甲班', '脱产', 23, 300, 300, NULL),"
    "(2, 2025, '2025-03-01', '2025-03-31', '乙班', '脱产', 23, 250, 250, NULL);",
    "2025-12-31", 2, "five-year", { 3 * U, 0, 550 * U }, { 2066, 46 * U, 550 * U }, CADRE_HOURS_BY_HOURS,
    PLAIN "person_id = 2 AND since >= '2023-01-01'" },
  { "five-years-by-months", "条例第十四条：5年3个月或550学时，满足其一即可",
    STUDY "(2, 2024, '2024-03-01', '2024-05-31', '长班', '脱产', 60, 480, 480, NULL);",
    "2025-12-31", 2, "five-year", { 3 * U, 0, 550 * U }, { 3067, 60 * U, 480 * U }, CADRE_HOURS_BY_MONTHS, PLAIN "person_id = 2" },
  { "rolling", "滚动5年：自统计日往前五年",
    "UPDATE hours_regime SET period = 'rolling5' WHERE key = 'five-year';"
    STUDY "(2, 2021, '2021-03-01', '2021-03-31', '早班', '脱产', 23, 300, 300, NULL),"
    "(2, 2025, '2025-03-01', '2025-03-31', '乙班', '脱产', 23, 250, 250, NULL);",
    "2025-12-31", 2, "five-year", { 3 * U, 0, 550 * U }, { 2066, 46 * U, 550 * U }, CADRE_HOURS_BY_HOURS, PLAIN "person_id = 2" },
  { "rank-of-four", "条例第十四条：四级调研员及以上按5年",
    STUDY "(4, 2025, '2025-03-01', '2025-03-31', '乙班', '脱产', 23, 250, 250, NULL);",
    "2025-12-31", 4, "five-year", { 3 * U, 0, 550 * U }, { 1033, 23 * U, 250 * U }, CADRE_HOURS_NOT_MET, PLAIN "person_id = 4" },
  { "village", "村干部按本地规定",
    STUDY "(3, 2025, '2025-03-03', '2025-03-07', '主题班', '脱产', 5, 40, 40, NULL);",
    "2025-12-31", 3, "village", { 0, 5 * U, 40 * U }, { 0, 5 * U, 40 * U }, CADRE_HOURS_BY_DAYS, PLAIN "person_id = 3" },
  { "carry-over", "结转：上年超出部分计入下年，有上限",
    "UPDATE hours_rule_set SET carry_over = 1, carry_over_cap = 20;"
    STUDY "(1, 2024, '2024-03-01', '2024-03-31', '上年', '脱产', 15, 120, 120, NULL),"
    "(1, 2025, '2025-03-03', '2025-03-12', '今年', '脱产', 9, 72, 72, NULL);",
    "2025-12-31", 1, "annual", { 0, 12 * U, 90 * U }, { 0, 9 * U, 92 * U }, CADRE_HOURS_BY_HOURS,
    "SELECT 1000 * (72 + min (20, (SELECT sum (hours) FROM study WHERE year = 2024) - 90))" },
  { "promoted", "年中提任：当年6个月按科级（90×6/12），其后按县处级",
    "INSERT INTO rank_history (person_id, scheme, value, since, until) VALUES "
    "(2, '职务层次', '乡科级正职', '2015-01', '2025-06'), (2, '职务层次', '县处级副职', '2025-06', NULL);"
    STUDY "(2, 2025, '2025-03-03', '2025-03-07', '甲班', '脱产', 5, 48, 48, NULL),"
    "(2, 2025, '2025-09-01', '2025-09-30', '乙班', '脱产', 20, 160, 160, NULL);",
    "2025-12-31", 2, "annual", { 0, 6 * U, 45 * U }, { 0, 5 * U, 48 * U }, CADRE_HOURS_BY_HOURS, PLAIN "since < '2025-07-01'" },
  { "promoted-since", "年中提任：规划期60个月中的30个月（550×30/60）",
    "INSERT INTO rank_history (person_id, scheme, value, since, until) VALUES "
    "(2, '职务层次', '乡科级正职', '2015-01', '2025-06'), (2, '职务层次', '县处级副职', '2025-06', NULL);"
    STUDY "(2, 2025, '2025-03-03', '2025-03-07', '甲班', '脱产', 5, 48, 48, NULL),"
    "(2, 2025, '2025-09-01', '2025-09-30', '乙班', '脱产', 20, 160, 160, NULL);",
    "2025-12-31", 2, "five-year", { 1500, 0, 275 * U }, { 1000, 20 * U, 160 * U }, CADRE_HOURS_NOT_MET, PLAIN "since >= '2025-07-01'" },
};

static const CadreHoursStanding *
find_standing (GPtrArray  *standings,
               const char *regime)
{
  for (guint i = 0; i < standings->len; i++)
    {
      const CadreHoursStanding *standing = g_ptr_array_index (standings, i);

      if (g_str_equal (standing->regime_key, regime))
        return standing;
    }

  g_test_message ("no standing under %s", regime);
  g_assert_not_reached ();
}

static CadreHoursRules *
load_rules (CadreArchive *archive,
            const char   *as_of)
{
  g_autoptr(GError) error = NULL;
  CadreHoursRules *rules;
  CadreDate date;

  g_assert_true (cadre_date_parse (as_of, &date));
  rules = cadre_hours_rules_load (archive, &date, &error);
  g_assert_no_error (error);
  return rules;
}

static void
test_example (CadreTestArchive *fixture,
              gconstpointer     data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(CadreHoursRules) rules = NULL;
  g_autoptr(GPtrArray) standings = NULL;
  g_autoptr(GError) error = NULL;
  const CadreHoursStanding *standing;
  gint64 sum = 0;

  g_test_message ("%s", examples[i].clause);
  cadre_test_do (fixture->archive, "people", PEOPLE);
  cadre_test_do (fixture->archive, "study", examples[i].sql);

  rules = load_rules (fixture->archive, examples[i].as_of);
  standings = cadre_hours_get_standing (fixture->archive, rules, examples[i].person_id, &error);
  g_assert_no_error (error);
  standing = find_standing (standings, examples[i].regime);

  g_assert_cmpint (standing->required.months, ==, examples[i].required.months);
  g_assert_cmpint (standing->required.days, ==, examples[i].required.days);
  g_assert_cmpint (standing->required.hours, ==, examples[i].required.hours);
  g_assert_cmpint (standing->done.months, ==, examples[i].done.months);
  g_assert_cmpint (standing->done.days, ==, examples[i].done.days);
  g_assert_cmpint (standing->done.hours, ==, examples[i].done.hours);
  g_assert_cmpint (standing->met_by, ==, examples[i].met_by);
  g_assert_cmpint (cadre_test_int (fixture->archive, examples[i].check), ==, standing->done.hours);

  /* What the records say that they count is what was counted. */
  for (guint r = 0; r < standing->records->len; r++)
    {
      const CadreHoursRecord *record = g_ptr_array_index (standing->records, r);

      g_assert_nonnull (record->reason);
      g_assert_true (record->counted || record->hours == 0);
      sum += record->hours;
    }
  g_assert_cmpint (sum + standing->carried_hours, ==, standing->done.hours);
}

/* 条例第十四条: short at the promotion, to be made good within a year. */
static void
test_debt (CadreTestArchive *fixture,
           gconstpointer     data)
{
  static const struct { const char *study; const char *due; gboolean met; } cases[] = {
    { NULL, "2026-06-01", FALSE },
    { STUDY "(2, 2025, '2025-09-01', '2025-09-05', '补课', '脱产', 5, 40, 40, NULL);", NULL, TRUE },
  };

  cadre_test_do (fixture->archive, "people", PEOPLE
                 "INSERT INTO rank_history (person_id, scheme, value, since, until) VALUES "
                 "(2, '职务层次', '乡科级正职', '2015-01', '2025-06'), (2, '职务层次', '县处级副职', '2025-06', NULL);"
                 STUDY "(2, 2025, '2025-03-03', '2025-03-03', '甲班', '脱产', 1, 8, 8, NULL);");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(CadreHoursRules) rules = load_rules (fixture->archive, "2025-12-31");
      g_autoptr(GPtrArray) standings = NULL;
      g_autofree char *due = NULL;
      const CadreHoursStanding *standing;

      if (cases[i].study != NULL)
        cadre_test_do (fixture->archive, "study", cases[i].study);
      standings = cadre_hours_get_standing (fixture->archive, rules, 2, NULL);
      standing = find_standing (standings, "annual");
      if (standing->debt_due.year > 0)
        due = cadre_date_format (&standing->debt_due, CADRE_DATE_ISO);
      g_assert_cmpstr (due, ==, cases[i].due);
      g_assert_cmpint (standing->is_met, ==, cases[i].met);
      g_assert_cmpint (standing->required.hours, ==, 45 * U);
    }
}

static void
test_no_rules (CadreTestArchive *fixture,
               gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  CadreDate date = { 1999, 12, 31 };

  g_assert_null (cadre_hours_rules_load (fixture->archive, &date, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND);
}

typedef struct
{
  CadreArchive *archive;
  const CadreHoursRules *rules;
  guint n;
} Comparison;

/* The bulk pass says of each what the single one says. */
static gboolean
compare_cb (const CadreHoursStanding *standing,
            gpointer                  data)
{
  Comparison *comparison = data;
  g_autoptr(GPtrArray) standings = cadre_hours_get_standing (comparison->archive, comparison->rules, standing->person_id, NULL);
  const CadreHoursStanding *single = find_standing (standings, standing->regime_key);

  g_assert_cmpint (standing->required.hours, ==, single->required.hours);
  g_assert_cmpint (standing->required.months, ==, single->required.months);
  g_assert_cmpint (standing->done.hours, ==, single->done.hours);
  g_assert_cmpint (standing->done.days, ==, single->done.days);
  g_assert_cmpint (standing->done.months, ==, single->done.months);
  g_assert_cmpint (standing->missing.hours, ==, single->missing.hours);
  g_assert_cmpint (standing->offline_hours, ==, single->offline_hours);
  g_assert_cmpint (standing->online_hours, ==, single->online_hours);
  g_assert_cmpint (standing->met_by, ==, single->met_by);
  g_assert_cmpint (cadre_date_compare (&standing->debt_due, &single->debt_due), ==, 0);
  comparison->n++;
  return TRUE;
}

static gboolean
count_single (CadreArchive          *archive,
              const CadreHoursRules *rules,
              guint                 *n)
{
  g_autoptr(CadreStatement) people = cadre_archive_prepare (archive, "SELECT id FROM person WHERE status = '现职人员'", NULL);

  while (cadre_statement_step (people, NULL))
    {
      g_autoptr(GPtrArray) standings = NULL;

      standings = cadre_hours_get_standing (archive, rules, cadre_statement_get_int64 (people, 0), NULL);
      *n += standings->len;
    }

  return *n > 0;
}

static void
test_bulk_equals_single (CadreTestArchive *fixture,
                         gconstpointer     data)
{
  static const char *const days[] = { "2025-12-31", "2025-06-15", "2023-03-01", "2022-12-31" };
  g_autoptr(GError) error = NULL;

  /* More people than are sought one by one, so that the streams are used. */
  cadre_sample_fill (fixture->archive, 3300, 5, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr(CadreHoursRules) rules = load_rules (fixture->archive, days[i]);
      Comparison comparison = { .archive = fixture->archive, .rules = rules };
      guint n = 0;

      cadre_hours_compute_all (fixture->archive, rules, 0, compare_cb, &comparison, &error);
      g_assert_no_error (error);
      g_assert_true (count_single (fixture->archive, rules, &n));
      g_assert_cmpuint (comparison.n, ==, n);

      cadre_hours_fill_table (fixture->archive, rules, 0, &error);
      g_assert_no_error (error);
      g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count(*) FROM temp.hours_standing"), ==, n);
    }
}

static gint64
count_standings (CadreArchive    *archive,
                 CadreHoursRules *rules)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (cadre_hours_fill_table (archive, rules, 0, &error));
  g_assert_no_error (error);
  return cadre_test_int (archive, "SELECT count(*) FROM temp.hours_standing");
}

/* A connection that reads keeps what it computed until something changes. */
static void
test_table_is_kept (CadreTestArchive *fixture,
                    gconstpointer     data)
{
  g_autoptr(CadreArchive) reader = NULL;
  g_autoptr(CadreHoursRules) rules = NULL;
  g_autoptr(CadreHoursRules) earlier = NULL;
  g_autoptr(GError) error = NULL;
  gint64 n;

  cadre_sample_fill (fixture->archive, 50, 5, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  reader = cadre_archive_open_reader (fixture->archive, &error);
  g_assert_no_error (error);
  rules = load_rules (reader, "2025-12-31");
  earlier = load_rules (reader, "2024-12-31");
  n = count_standings (reader, rules);
  g_assert_cmpint (n, >, 0);

  cadre_archive_execute (reader, "DELETE FROM temp.hours_standing", &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_standings (reader, rules), ==, 0);
  g_assert_cmpint (count_standings (reader, earlier), >, 0);
  g_assert_cmpint (count_standings (reader, rules), ==, n);

  cadre_archive_execute (reader, "DELETE FROM temp.hours_standing", &error);
  g_assert_no_error (error);
  cadre_test_do (fixture->archive, "change", "UPDATE person SET note = 'x' WHERE id = 1");
  g_assert_cmpint (count_standings (reader, rules), ==, n);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *path = g_strconcat ("/hours/example/", examples[i].name, NULL);

      g_test_add (path, CadreTestArchive, GUINT_TO_POINTER (i), cadre_test_set_up, test_example, cadre_test_tear_down);
    }

#define ADD(name, function) \
  g_test_add ("/hours/" name, CadreTestArchive, NULL, cadre_test_set_up, function, cadre_test_tear_down)
  ADD ("debt", test_debt);
  ADD ("no-rules", test_no_rules);
  ADD ("bulk-equals-single", test_bulk_equals_single);
  ADD ("table-is-kept", test_table_is_kept);
#undef ADD

  return g_test_run ();
}
