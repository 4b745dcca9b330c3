/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The overview: what each line counts, and that its names are as many. */

#include "config.h"

#include "cadre-overview.h"
#include "cadre-sample.h"
#include "cadre-test.h"

static const CadreDate as_of = { 2025, 11, 20 };

#define PEOPLE \
  "INSERT INTO unit (id, name, path, kind) VALUES (1, '某局', '00001.', '机关'), (2, '甲村', '00002.', '村'), " \
  "(3, '乙村', '00003.', '村'), (4, '丙村', '00004.', '村');" \
  "INSERT INTO person (id, unit_id, name, sex, birth, id_number, category, post_level, inservice_education, fulltime_education) VALUES " \
  "(1, 1, '甲', '男', '1989-12', NULL, '综合管理类公务员', '乡科级正职', '大学', '大专'), " \
  "(2, 1, '乙', '女', '1989-11', NULL, '综合管理类公务员', '县处级副职', NULL, '研究生'), " \
  "(3, 1, '丙', NULL, '1960', NULL, '村（社区）干部', NULL, NULL, '高中');" \
  "INSERT INTO person (id, unit_id, name, sex, birth, status) VALUES (4, 1, '丁', '男', '1980-01', '离退人员');"

static const struct
{
  const char *name;
  const char *sql;
  const char *item;
  gint64 count;
  gint64 base;
  const char *groups;    /* label count, … */
} examples[] = {
  { "ends-this-month", "INSERT INTO posting (person_id, kind, unit_id, since, planned_end) VALUES "
    "(1, '第一书记', 2, '2023-11', '2025-11'), (2, '第一书记', 3, '2023-01', '2026-01-19'), (3, '第一书记', 4, '2023-01', '2026-01-20');",
    "terms-ending", 2, 0, "60天内期满 2" },
  { "over-the-term", "INSERT INTO posting (person_id, kind, unit_id, since, planned_end) VALUES (1, '第一书记', 2, '2023-10', '2025-10');",
    "terms-ending", 1, 0, "已过任期 1" },
  { "tied-to-status", "INSERT INTO posting (person_id, kind, unit_id, since, planned_end, tied_to_status) VALUES "
    "(1, '第一书记', 2, '2023-10', '2025-10', 1);", "terms-ending", 0, 0, "" },
  /* 不脱贫不脱钩: it ends with the village's status. */
  { "status-over", "INSERT INTO unit_status (unit_id, status, since, until, must_be_covered) VALUES (2, '软弱涣散村', '2023', '2025-10', 1), "
    "(3, '软弱涣散村', '2023', NULL, 1);"
    "INSERT INTO posting (person_id, kind, unit_id, since, tied_to_status) VALUES (1, '第一书记', 2, '2023-10', 1), (2, '第一书记', 3, '2023-10', 1);",
    "terms-ending", 1, 0, "已过任期 1" },
  { "term-in-years", "INSERT INTO posting (person_id, kind, unit_id, since, term_years) VALUES (1, '第一书记', 2, '2023-12', 2), "
    "(2, '第一书记', 3, '2023-12', 3);", "terms-ending", 1, 0, "60天内期满 1" },
  { "uncovered-long", "INSERT INTO unit_status (unit_id, status, since, must_be_covered) VALUES (2, '脱贫村', '2025-10-01', 1), "
    "(3, '脱贫村', '2025-11-01', 1), (4, '脱贫村', '2020', 1);"
    "INSERT INTO posting (person_id, kind, unit_id, since, until) VALUES (1, '第一书记', 4, '2023-11', '2025-10');",
    "uncovered-long", 1, 0, "" },
  { "uncovered-allowed", "INSERT INTO setting (key, value) VALUES ('reminder.uncovered-days', '60');"
    "INSERT INTO unit_status (unit_id, status, since, must_be_covered) VALUES (2, '脱贫村', '2025-10-01', 1);", "uncovered-long", 0, 0, "" },
  { "last-day", "INSERT INTO unit_status (unit_id, status, since, must_be_covered) VALUES (2, '脱贫村', '2020', 1), (3, '脱贫村', '2020', 1);"
    "INSERT INTO posting (person_id, kind, unit_id, since, until) VALUES (1, '第一书记', 2, '2023-11', '2025-11-20'), "
    "(2, '第一书记', 3, '2023-11', '2025-11-19');", "uncovered", 1, 0, "" },
  { "presence-missing", "INSERT INTO posting (id, person_id, kind, unit_id, since) VALUES (1, 1, '第一书记', 2, '2025-09'), "
    "(2, 2, '第一书记', 3, '2025-09'), (3, 3, '第一书记', 4, '2025-11');"
    "INSERT INTO presence (posting_id, month, days) VALUES (1, '2025-10', 20);", "presence-missing", 1, 0, "10月 1" },
  { "appraisal-due", "INSERT INTO posting (id, person_id, kind, unit_id, since) VALUES (1, 1, '第一书记', 2, '2024-03'), "
    "(2, 2, '第一书记', 3, '2025-09');", "appraisal-due", 1, 0, "2024年度 1,2025上半年 1" },
  { "uncovered", "INSERT INTO unit_status (unit_id, status, since, until, must_be_covered) VALUES (2, '脱贫村', '2020', NULL, 1), "
    "(3, '脱贫村', '2020', '2024-12', 1), (4, '脱贫村', '2020', NULL, 0);", "uncovered", 1, 0, "" },
  { "covered", "INSERT INTO unit_status (unit_id, status, since, must_be_covered) VALUES (2, '脱贫村', '2020', 1), (3, '脱贫村', '2020', 1);"
    "INSERT INTO posting (person_id, kind, unit_id, since) VALUES (1, '第一书记', 2, '2023-11');", "covered", 1, 2, "" },
  { "not-recognised", "INSERT INTO study (person_id, year, title, hours_claimed, hours) VALUES (1, 2025, '甲班', 8, NULL), "
    "(1, 2025, '乙班', 8, 8), (1, 2024, '丙班', 8, NULL), (2, 2023, '丁班', 8, NULL);", "unrecognised", 1, 0, "2025年度 1,2024年度 1" },
  { "reminder-due", "INSERT INTO reminder (due_on, kind, subject) VALUES ('2025-11-20', '试用期', '甲'), ('2025-11-21', '试用期', '乙');",
    "reminders", 1, 0, "" },
  { "class-running", "INSERT INTO class (name, since, until, state) VALUES ('甲班', '2025-11-01', '2025-11-20', 'running'), "
    "('乙班', '2025-10-01', '2025-10-20', 'running'), ('丙班', '2025-10-01', '2025-10-20', 'closed');", "classes-running", 1, 0, "" },
  { "class-overdue", "INSERT INTO class (name, since, until, state) VALUES ('乙班', '2025-10-01', '2025-10-20', 'running');",
    "classes-overdue", 1, 0, "" },
  { "probation", "INSERT INTO appointment (person_id, post_name, since, probation_until) VALUES (1, '副局长', '2024-12', '2025-12'), "
    "(2, '副局长', '2020-12', '2021-12');", "probation", 1, 0, "60天内期满 1" },
  { "birth-differs", "UPDATE person SET id_number = '11010519491231002X' WHERE id = 1;", "birth-differs", 1, 0, "" },
  { "no-sex", "", "basics-missing", 1, 0, "" },
  { "in-service", "", "people", 3, 0, "" },
  { "trained", "INSERT INTO study (person_id, year, title, hours) VALUES (1, 2025, '甲班', 8), (1, 2025, '乙班', 8), (4, 2025, '乙班', 8);",
    "trained", 1, 3, "" },
  { "short", "INSERT INTO study (person_id, year, since, until, title, mode, days, hours) VALUES "
    "(1, 2025, '2025-03-03', '2025-03-07', '甲班', '脱产', 9, 72);", "hours-short", 2, 0, "差30学时以内 1,差30至60学时 1" },
  /* 35岁以下 is not yet 36: he who was born in 1989-12 still is, she of 1989-11 is not. */
  { "ages", "", "ages", 3, 0, "35岁以下 1,36–40 1,56岁以上 1" },
  { "education", "", "education", 3, 0, "研究生 1,大学 1,中专高中 1" },
  { "kinds", "", "classes-of-people", 3, 0, "县处级 1,乡科级 1,村干部 1" },
  { "grades", "INSERT INTO assessment (person_id, year, conclusion) VALUES (1, 2024, '优秀'), (2, 2024, '称职'), (3, 2024, '合格'), (1, 2023, '优秀');",
    "grades", 3, 0, "优秀 1,称职合格 2" },
  { "promoted", "INSERT INTO posting (person_id, kind, unit_id, since, until, end_reason) VALUES (1, '第一书记', 2, '2022', '2025-06', '提拔');",
    "ways-up", 1, 0, "" },
};

static const CadreOverviewItem *
find_item (const char *key)
{
  guint n_items;
  const CadreOverviewItem *items = cadre_overview_get_items (&n_items);

  for (guint i = 0; i < n_items; i++)
    if (g_str_equal (items[i].key, key))
      return &items[i];

  g_error ("no item “%s”", key);
}

static char *
describe_groups (CadreOverviewCount *count)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < count->groups->len; i++)
    {
      const CadreOverviewGroup *group = g_ptr_array_index (count->groups, i);

      g_string_append_printf (text, "%s%s %" G_GINT64_FORMAT, i > 0 ? "," : "", group->label, group->count);
    }

  return g_string_free (text, FALSE);
}

static void
test_example (CadreTestArchive *fixture,
              gconstpointer     data)
{
  guint number = GPOINTER_TO_UINT (data);
  const CadreOverviewItem *item = find_item (examples[number].item);
  g_autoptr(CadreOverviewCount) count = NULL;
  g_autofree char *groups = NULL;
  g_autoptr(GError) error = NULL;

  cadre_test_do (fixture->archive, "People", PEOPLE);
  if (*examples[number].sql != 0)
    cadre_test_do (fixture->archive, "Facts", examples[number].sql);
  g_assert_true (cadre_overview_prepare_hours (fixture->archive, &as_of, &error));
  g_assert_no_error (error);

  count = cadre_overview_count (fixture->archive, item, &as_of, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count->count, ==, examples[number].count);
  g_assert_cmpint (count->base, ==, examples[number].base);
  groups = describe_groups (count);
  g_assert_cmpstr (groups, ==, examples[number].groups);
}

static void
test_hours_a_person (CadreTestArchive *fixture,
                     gconstpointer     data)
{
  g_autoptr(CadreOverviewCount) count = NULL;
  g_autoptr(GError) error = NULL;

  cadre_test_do (fixture->archive, "People", PEOPLE
                 "INSERT INTO study (person_id, year, title, days, hours_claimed, hours) VALUES "
                 "(1, 2025, '甲', 2, NULL, NULL), (1, 2025, '乙', 1, 7.5, NULL), (2, 2025, '丙', 1, 8, 6);");
  count = cadre_overview_count (fixture->archive, find_item ("mean-hours"), &as_of, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (count->value, ==, 2 * 8 + 7.5 + 6);
  g_assert_cmpint (count->base, ==, 3);
}

/* In a full archive every line's names are as many as it says. */
static void
test_names_agree (CadreTestArchive *fixture,
                  gconstpointer     data)
{
  static const CadreDate day = { 2025, 12, 31 };
  guint n_items;
  const CadreOverviewItem *items = cadre_overview_get_items (&n_items);
  g_autoptr(GError) error = NULL;

  g_assert_true (cadre_sample_fill (fixture->archive, 300, 1, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (cadre_overview_prepare_hours (fixture->archive, &day, &error));
  g_assert_no_error (error);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(CadreOverviewCount) count = cadre_overview_count (fixture->archive, &items[i], &day, &error);
      g_autoptr(GArray) ids = NULL;
      gint64 n_named = 0;

      g_assert_no_error (error);
      ids = cadre_overview_list_ids (fixture->archive, &items[i], NULL, &day, &error);
      g_assert_no_error (error);
      g_assert_cmpint (ids->len, ==, count->count);

      for (guint g = 0; g < count->groups->len; g++)
        {
          const CadreOverviewGroup *group = g_ptr_array_index (count->groups, g);
          g_autoptr(GArray) names = cadre_overview_list_ids (fixture->archive, &items[i], group->label, &day, &error);

          g_assert_no_error (error);
          g_assert_cmpint (names->len, ==, group->count);
          n_named += names->len;
        }
      if (count->groups->len > 0)
        g_assert_cmpint (n_named, >=, count->count);

      if (!g_str_equal (items[i].record, "person"))
        {
          g_autoptr(GPtrArray) lines = cadre_overview_list_lines (fixture->archive, &items[i], &day, &error);

          g_assert_no_error (error);
          g_assert_cmpint (lines->len, ==, count->count);
        }
    }
}

/* Of the two large tables no query reads every row: an index leads into them. */
static void
test_indexes (CadreTestArchive *fixture,
              gconstpointer     data)
{
  guint n_items;
  const CadreOverviewItem *items = cadre_overview_get_items (&n_items);
  g_autoptr(GError) error = NULL;

  g_assert_true (cadre_overview_prepare_hours (fixture->archive, &as_of, &error));
  g_assert_no_error (error);

  for (guint i = 0; i < n_items; i++)
    {
      g_autofree char *sql = g_strconcat ("EXPLAIN QUERY PLAN ", items[i].sql, NULL);
      g_autoptr(CadreStatement) plan = cadre_archive_prepare (fixture->archive, sql, &error);

      g_assert_no_error (error);
      while (cadre_statement_step (plan, &error))
        {
          const char *step = cadre_statement_get_text (plan, 3);

          if (g_regex_match_simple ("^SCAN (p|s|person|study)( |$)", step, 0, 0))
            g_error ("%s: %s", items[i].key, step);
        }
      g_assert_true (cadre_statement_is_done (plan));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *path = g_strdup_printf ("/overview/%s", examples[i].name);

      g_test_add (path, CadreTestArchive, GUINT_TO_POINTER (i), cadre_test_set_up, test_example, cadre_test_tear_down);
    }
  g_test_add ("/overview/hours-a-person", CadreTestArchive, NULL, cadre_test_set_up, test_hours_a_person, cadre_test_tear_down);
  g_test_add ("/overview/names-agree", CadreTestArchive, NULL, cadre_test_set_up, test_names_agree, cadre_test_tear_down);
  g_test_add ("/overview/indexes", CadreTestArchive, NULL, cadre_test_set_up, test_indexes, cadre_test_tear_down);

  return g_test_run ();
}
