/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What reports say is what the archive has and the rules compute; nothing
 * computed for them stays behind. */

#include "config.h"

#include "cadre-presence.h"
#include "cadre-report.h"
#include "cadre-test.h"

/* Months cut short by a day and by a month alone, one not written down, a year
 * not over, and 国庆节 with a weekend worked for it. */
#define POSTINGS \
  "DELETE FROM holiday;" \
  "INSERT INTO holiday (date, kind) VALUES ('2025-10-01', 'off'), ('2025-10-02', 'off'), ('2025-10-03', 'off'), ('2025-10-11', 'work');" \
  "INSERT INTO unit (id, parent_id, name, path, kind) VALUES (1, NULL, '某县', '00001.', NULL), (2, 1, '某镇', '00001.00001.', '乡镇'), " \
  "  (3, 2, '甲村', '00001.00001.00001.', '村'), (4, 2, '乙村', '00001.00001.00002.', '村'), (5, 2, '丙村', '00001.00001.00003.', '村');" \
  "INSERT INTO person (id, unit_id, name) VALUES (1, 2, '张三'), (2, 2, '李四'), (3, 2, '王五');" \
  "INSERT INTO posting (id, person_id, kind, unit_id, since, until) VALUES (1, 1, '第一书记', 3, '2025-08-12', NULL), " \
  "  (2, 2, '第一书记', 4, '2025-09', '2025-10-16'), (3, 3, '第一书记', 5, '2024', NULL);" \
  "INSERT INTO presence (posting_id, month, days, leave_days) VALUES (1, '2025-08', 9.5, 0), (1, '2025-09', 15, 2), (1, '2025-10', 20, 0), " \
  "  (2, '2025-09', 12, 0), (2, '2025-10', 8, 0), (3, '2025-08', 14, 0), (3, '2025-09', 20, 0), (3, '2025-10', 12, 3);"

typedef struct
{
  double days, leave_days;
  guint n_short, n_missing;
} Line;

/* The last four cells of each line of 每人每月. */
static GArray *
read_lines (CadreArchive *archive)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) reports = cadre_reports_load (archive, &error);
  CadreReport *report = cadre_reports_find (reports, "posting-presence", &error);
  g_autoptr(GPtrArray) tables = cadre_report_build (report, archive, &(CadreReportScope) { .as_of = "2025-11-20", .year = 2025 }, &error);
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));
  const CadreReportRow *row;

  g_assert_no_error (error);
  for (guint i = 0; i < tables->len; i++)
    while (g_str_equal (cadre_report_table_get_name (tables->pdata[i]), "每人每月") &&
           (row = cadre_report_table_next (tables->pdata[i], &error)) != NULL)
      if (row->kind == CADRE_REPORT_ROW_BODY)
        {
          const CadreReportCell *last = row->cells + row->n_cells - 4;
          Line line = { g_ascii_strtod (last[0].text, NULL), g_ascii_strtod (last[1].text, NULL),
                        (guint) g_ascii_strtoull (last[2].text, NULL, 10), (guint) g_ascii_strtoull (last[3].text, NULL, 10) };

          g_array_append_val (lines, line);
        }
  g_assert_no_error (error);

  return lines;
}

static void
test_presence (CadreTestArchive *fixture,
               gconstpointer     data)
{
  static const struct
  {
    const char *key;
    guint n_short[3];
  } rules[] = { { "days", { 2, 1, 2 } }, { "share", { 0, 0, 1 } } };
  CadrePresenceQuery query = { .year = 2025, .today = { 2025, 11, 20 } };

  cadre_test_do (fixture->archive, "base", POSTINGS);
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *sql = g_strdup_printf ("INSERT OR REPLACE INTO setting (key, value) VALUES ('" CADRE_PRESENCE_SETTING "', '%s')", rules[i].key);
      g_autoptr(CadrePresenceRule) rule = NULL;
      g_autoptr(CadreWorkdays) workdays = cadre_workdays_load (fixture->archive, NULL);
      g_autoptr(GPtrArray) years = NULL;
      g_autoptr(GArray) lines = NULL;

      cadre_test_do (fixture->archive, "rule", sql);
      rule = cadre_presence_rule_load (fixture->archive, NULL);
      years = cadre_presence_list_year (fixture->archive, rule, workdays, &query, NULL);
      lines = read_lines (fixture->archive);
      g_assert_cmpuint (lines->len, ==, 3);
      g_assert_cmpuint (years->len, ==, 3);
      for (guint n = 0; n < years->len; n++)
        {
          const CadrePresenceYear *year = g_ptr_array_index (years, n);
          const Line *line = &g_array_index (lines, Line, n);

          g_test_message ("%s %s: short %u %u, missing %u %u", rules[i].key, year->name, line->n_short, year->n_short, line->n_missing, year->n_missing);
          g_assert_cmpuint (line->n_short, ==, year->n_short);
          g_assert_cmpuint (line->n_short, ==, rules[i].n_short[n]);
          g_assert_cmpuint (line->n_missing, ==, year->n_missing);
          g_assert_cmpfloat (line->days, ==, year->days);
          g_assert_cmpfloat (line->leave_days, ==, year->leave_days);
        }
    }
}

#define PLAN \
  "INSERT INTO person (id, name) VALUES (1, '张三');" \
  "INSERT INTO training_plan (id, year, position, title, places) VALUES (1, 2025, 1, '主体班', 10);" \
  "INSERT INTO class (id, name, year, plan_id, since, until, state) VALUES (1, '主体班一期', 2025, 1, '2025-03', '2025-04', 'closed'), " \
  "  (2, '临时班', 2025, NULL, '2025-05', '2025-05', 'closed');" \
  "INSERT INTO enrolment (class_id, person_id, state) VALUES (1, 1, 'finished'), (2, 1, 'finished');"

/* Of classes that were not planned there is no share that was done: the cell is empty. */
static void
test_plan (CadreTestArchive *fixture,
           gconstpointer     data)
{
  const guint places = 6, times = 11, share = 15;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) reports = cadre_reports_load (fixture->archive, &error);
  CadreReport *report = cadre_reports_find (reports, "training-plan", &error);
  g_autoptr(GPtrArray) tables = NULL;
  const CadreReportRow *row;
  guint n = 0;

  cadre_test_do (fixture->archive, "plan", PLAN);
  tables = cadre_report_build (report, fixture->archive, &(CadreReportScope) { .as_of = "2025-11-20", .year = 2025 }, &error);
  g_assert_no_error (error);
  while ((row = cadre_report_table_next (tables->pdata[0], &error)) != NULL)
    if (row->kind == CADRE_REPORT_ROW_BODY)
      {
        double figures[17] = { 0 };
        gboolean has_share = FALSE;

        for (guint i = 0; i < row->n_cells; i++)
          {
            figures[row->cells[i].column] = row->cells[i].number;
            has_share |= row->cells[i].column == share && *row->cells[i].text != 0;
          }
        g_assert_cmpfloat (figures[places], ==, n == 0 ? 10 : 0);
        g_assert_cmpfloat (figures[times], ==, 1);
        g_assert_cmpint (has_share, ==, n == 0);
        g_assert_cmpfloat_with_epsilon (figures[share], n == 0 ? 0.1 : 0, 1e-9);
        n++;
      }
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 2);
}

/* While a list of names is read no temporary table can be dropped: what stays
 * must not be in the way of the next. */
static void
test_read_meanwhile (CadreTestArchive *fixture,
                     gconstpointer     data)
{
  const CadreReportScope scope = { .as_of = "2025-11-20", .year = 2025 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) reports = cadre_reports_load (fixture->archive, &error);
  CadreReport *report = cadre_reports_find (reports, "posting-presence", &error);
  g_autoptr(GPtrArray) held = NULL;

  g_assert_no_error (error);
  cadre_test_do (fixture->archive, "base", POSTINGS);
  held = cadre_report_build (report, fixture->archive, &scope, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < held->len; i++)
    for (guint row = 0; row < 6; row++)
      cadre_report_table_next (held->pdata[i], &error);
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr(GPtrArray) tables = cadre_report_build (report, fixture->archive, &scope, &error);

      g_assert_no_error (error);
      g_assert_nonnull (tables);
    }
}

/* A chart of zeros is left out: nobody was appraised, but there were days. */
static void
test_charts (CadreTestArchive *fixture,
             gconstpointer     data)
{
  static const struct
  {
    const char *key;
    guint n_charts;
  } charts[] = { { "posting-appraisal", 0 }, { "posting-presence", 1 } };
  g_autoptr(GPtrArray) reports = cadre_reports_load (fixture->archive, NULL);

  cadre_test_do (fixture->archive, "base", POSTINGS);
  for (guint i = 0; i < G_N_ELEMENTS (charts); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) tables = cadre_report_build (cadre_reports_find (reports, charts[i].key, NULL), fixture->archive,
                                                        &(CadreReportScope) { .as_of = "2025-11-20" }, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (cadre_report_table_get_charts (tables->pdata[0])->len, ==, charts[i].n_charts);
    }
}

/* Nothing may stay of a source that failed half-way. */
static void
test_failed (CadreTestArchive *fixture,
             gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) reports = cadre_reports_load (fixture->archive, &error);
  CadreReport *report = cadre_reports_find (reports, "assessment-ranking", &error);

  g_assert_no_error (error);
  cadre_test_do (fixture->archive, "base",
                 "INSERT INTO assessment_round (id, scheme_id, name, year, as_of) SELECT 1, min (id), '轮', 2025, '2025-12-31' FROM scheme;"
                 "INSERT INTO person (id, name) VALUES (1, '张三'); INSERT INTO participant (round_id, person_id) VALUES (1, 1)");
  g_assert_true (cadre_archive_execute (fixture->archive, "ALTER TABLE score RENAME COLUMN value TO lost", NULL));
  g_assert_null (cadre_report_build (report, fixture->archive, &(CadreReportScope) { .as_of = "2025-12-31" }, &error));
  g_test_message ("%s", error->message);
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (*) FROM temp.sqlite_schema WHERE name LIKE 'score_parts%'"), ==, 0);
}

#define CANDIDATES \
  "INSERT INTO person (id, name) VALUES (1, '甲'), (2, '乙'), (3, '丙'), (4, '丁'), (5, '戊');" \
  "INSERT INTO pipeline (id, key, name) VALUES (100, 'votes', '有表决'), (101, 'plain', '无表决');" \
  "INSERT INTO stage (id, pipeline_id, position, key, name, needs_votes) VALUES (1001, 100, 1, 'a', '考察', 0), (1002, 100, 2, 'b', '讨论决定', 1), " \
  "  (1003, 100, 3, 'c', '公示', 0), (1004, 100, 4, 'd', '复议', 1), (1005, 101, 1, 'a', '考察', 0);" \
  "INSERT INTO promotion_round (id, pipeline_id, name, year) VALUES (1, 100, '一', 2025), (2, 101, '二', 2025);" \
  "INSERT INTO candidacy (round_id, person_id, stage_id) VALUES (1, 1, NULL), (1, 2, 1001), (1, 3, 1002), (1, 4, 1003), (2, 5, 1005);"

/* On whom nothing is decided any more is not put before the meeting. */
static void
test_to_decide (CadreTestArchive *fixture,
                gconstpointer     data)
{
  static const char *const keys[] = { "appointment-discussion", "vote-result", "deployment-plan" };
  g_autoptr(GPtrArray) reports = cadre_reports_load (fixture->archive, NULL);

  cadre_test_do (fixture->archive, "base", CANDIDATES);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) tables = cadre_report_build (cadre_reports_find (reports, keys[i], NULL), fixture->archive,
                                                        &(CadreReportScope) { .as_of = "2025-12-31" }, &error);
      g_autoptr(GString) names = g_string_new (NULL);
      const CadreReportRow *row;

      g_assert_no_error (error);
      while ((row = cadre_report_table_next (tables->pdata[0], &error)) != NULL)
        if (row->kind == CADRE_REPORT_ROW_BODY)
          g_string_append (names, row->cells[1].text);
      g_assert_cmpstr (names->str, ==, "甲乙丙戊");
    }
}

#define REVIEWED \
  "INSERT INTO eligibility_rule_set (id, key, name) VALUES (500, 'r', '条件');" \
  "INSERT INTO eligibility_rule (set_id, position, key, name, fact, comparison, value, severity) VALUES " \
  "  (500, 1, 'sex', '女', 'sex', '=', '女', 'error'), (500, 2, 'native', '有籍贯', 'native_place', '=', '某县', 'hint');" \
  "UPDATE pipeline SET rule_set_id = 500 WHERE id = 100;" \
  "UPDATE person SET sex = iif (id = 1, '女', '男') WHERE id <= 3; UPDATE candidacy SET state = 'appointed' WHERE person_id = 4;"

/* Person by rule, what the rules find of each; who is appointed, and a way up
 * without rules, are not reviewed. */
static void
test_reviewed (CadreTestArchive *fixture,
               gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) reports = cadre_reports_load (fixture->archive, NULL);
  g_autoptr(GPtrArray) tables = NULL;
  g_autoptr(GString) found = g_string_new (NULL);
  const CadreReportRow *row;

  cadre_test_do (fixture->archive, "base", CANDIDATES);
  cadre_test_do (fixture->archive, "rules", REVIEWED);
  tables = cadre_report_build (cadre_reports_find (reports, "eligibility-review", NULL), fixture->archive,
                               &(CadreReportScope) { .as_of = "2025-12-31" }, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cadre_report_table_get_name (tables->pdata[0]), ==, "一");
  while ((row = cadre_report_table_next (tables->pdata[0], &error)) != NULL)
    if (row->kind == CADRE_REPORT_ROW_BODY)
      g_string_append_printf (found, "%s %s %s %s;", row->cells[1].text, row->cells[4].text, row->cells[5].text, row->cells[6].text);
  g_assert_cmpstr (found->str, ==, "甲 √ 女 ？ 未知 0;乙 × 男 ？ 未知 1;丙 × 男 ？ 未知 1;");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/report-data/presence", CadreTestArchive, NULL, cadre_test_set_up, test_presence, cadre_test_tear_down);
  g_test_add ("/report-data/plan", CadreTestArchive, NULL, cadre_test_set_up, test_plan, cadre_test_tear_down);
  g_test_add ("/report-data/to-decide", CadreTestArchive, NULL, cadre_test_set_up, test_to_decide, cadre_test_tear_down);
  g_test_add ("/report-data/reviewed", CadreTestArchive, NULL, cadre_test_set_up, test_reviewed, cadre_test_tear_down);
  g_test_add ("/report-data/read-meanwhile", CadreTestArchive, NULL, cadre_test_set_up, test_read_meanwhile, cadre_test_tear_down);
  g_test_add ("/report-data/charts", CadreTestArchive, NULL, cadre_test_set_up, test_charts, cadre_test_tear_down);
  g_test_add ("/report-data/failed", CadreTestArchive, NULL, cadre_test_set_up, test_failed, cadre_test_tear_down);

  return g_test_run ();
}
