/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Filters: worked examples, told in words and run. */

#include "config.h"

#include <string.h>

#include "cadre-filter.h"
#include "cadre-test.h"

static const CadreDate as_of = { 2017, 12, 31 };

static const char data_sql[] =
  "INSERT INTO unit (id, parent_id, name, kind, path) VALUES (1, NULL, '都亭街道', '乡镇', '00001.'), "
  "(2, 1, '青塘村', '村', '00001.00001.'), (3, NULL, '东城街道', '乡镇', '00002.');"
  "INSERT INTO custom_field (record_kind, key, label, kind) VALUES ('person', 'shoe', '鞋码', 'number');"
  "INSERT INTO person (id, name, sex, birth, unit_id, post_level, fulltime_education, work_start, custom) VALUES "
  "(1, '甲', '女', '1985-03', 2, '乡科级正职', '大学', '2007-07', '{\"shoe\": 38}'), "
  "(2, '乙', '男', '1982-01-15', 1, '乡科级副职', '大专', '2003', '{\"shoe\": 42.5}'), "
  "(3, '丙', '女', '1981', 3, '科员', '研究生', NULL, NULL), "
  "(4, '丁', NULL, NULL, NULL, NULL, NULL, NULL, NULL);"
  "INSERT INTO study (person_id, year, title, mode, hours, hours_claimed, days, since, until) VALUES "
  "(1, 2017, '村支书主题班', '脱产', 56, 60, 7, '2017-03', '2017-03'), (1, 2017, '网络', '网络', NULL, 40, NULL, NULL, NULL), "
  "(2, 2017, '中青班', '脱产', 80, NULL, 10, '2017-05', '2017-05'), (2, 2016, '中青班', '脱产', 500, NULL, 60, '2016', '2016');"
  "INSERT INTO appointment (person_id, unit_id, post_name, since, until, status) VALUES "
  "(1, 2, '党支部书记', '2014-06', NULL, '在任'), (2, 2, '会计', '2015-01', '2016-01', '已免'), (2, 2, '主任', '2016-06', '2017-01', '已免');"
  "INSERT INTO posting (person_id, kind, unit_id, since, until) VALUES (3, '第一书记', 2, '2015-12', NULL), "
  "(2, '第一书记', 2, '2013-01', '2015-01');"
  "INSERT INTO assessment (person_id, year, conclusion) VALUES (1, 2014, '优秀'), (1, 2015, '称职'), (1, 2016, '优秀'), "
  "(2, 2014, '优秀'), (2, 2015, '基本称职'), (2, 2016, '优秀'), (3, 2015, '优秀'), (3, 2016, '优秀');"
  "INSERT INTO reward (person_id, nature, name, decided_on, effective_until) VALUES (2, '处分', '记过', '2017-06-01', '2018-06-01');"
  "INSERT INTO tag (id, name) VALUES (1, '重点'); INSERT INTO person_tag (person_id, tag_id) VALUES (3, 1);";

typedef struct
{
  const char *json;
  const char *sentence;
  const char *people;
} Case;

static const Case cases[] = {
  { "{\"field\":\"sex\",\"is\":\"=\",\"value\":\"女性\"}", "性别为女", "甲丙" },
  { "{\"field\":\"sex\",\"is\":\"<>\",\"value\":\"女\"}", "性别不为女", "乙丁" },
  { "{\"not\":{\"field\":\"sex\",\"is\":\"=\",\"value\":\"女\"}}", "并非（性别为女）", "乙丁" },
  { "{\"field\":\"post_level\",\"is\":\">=\",\"value\":\"副科级\"}", "职务层次不低于乡科级副职", "甲乙" },
  { "{\"field\":\"fulltime_education\",\"is\":\"<\",\"value\":\"本科\"}", "全日制学历低于大学", "乙" },
  { "{\"field\":\"birth\",\"is\":\"<=\",\"value\":\"1982.01\"}", "出生年月不晚于1982.01", "乙丙" },
  { "{\"field\":\"birth\",\"is\":\"=\",\"value\":\"1982.01\"}", "出生年月为1982.01", "乙" },
  { "{\"field\":\"birth\",\"is\":\">\",\"value\":\"1982.01\"}", "出生年月晚于1982.01", "甲" },
  { "{\"field\":\"birth\",\"is\":\"empty\"}", "出生年月未填", "丁" },
  { "{\"field\":\"unit_id\",\"is\":\"within\",\"value\":\"1\"}", "单位属于都亭街道", "甲乙" },
  { "{\"field\":\"unit_id\",\"is\":\"=\",\"value\":1}", "单位为都亭街道", "乙" },
  { "{\"field\":\"name\",\"is\":\"in\",\"value\":[\"甲\",\"乙\",\"丁\"]}", "姓名为甲、乙或丁", "甲乙丁" },
  { "{\"field\":\"shoe\",\"is\":\">=\",\"value\":\"40\"}", "鞋码达到40", "乙" },
  { "{\"field\":\"post_level\",\"is\":\"contains\",\"value\":\"科级\"}", "职务层次含科级", "甲乙" },
  { "{\"fact\":\"age\",\"is\":\"<=\",\"value\":35}", "年龄不超过35岁", "甲乙" },
  { "{\"fact\":\"age\",\"is\":\">\",\"value\":35}", "年龄超过35岁", "丙" },
  { "{\"fact\":\"work_years\",\"is\":\">=\",\"value\":10}", "工龄达到10年", "甲乙" },
  { "{\"fact\":\"hours_in_year\",\"with\":{\"year\":2017},\"is\":\">=\",\"value\":90}", "2017年登记学时达到90学时", "甲" },
  { "{\"fact\":\"hours_in_year\",\"with\":{\"year\":\"2017\"},\"is\":\"<\",\"value\":90}", "2017年登记学时不到90学时", "乙丙丁" },
  { "{\"fact\":\"village_years\",\"is\":\">=\",\"value\":2}", "任村职年数达到2年", "甲" },
  { "{\"fact\":\"village_years\",\"is\":\"<\",\"value\":2}", "任村职年数不到2年", "乙" },
  { "{\"fact\":\"posting_years\",\"with\":{\"kind\":\"第一书记\"},\"is\":\">=\",\"value\":2}", "第一书记任职年数达到2年", "乙丙" },
  { "{\"fact\":\"posted_now\",\"with\":{\"kind\":\"第一书记\"}}", "正在派驻（第一书记）", "丙" },
  { "{\"fact\":\"assessed_at_least\",\"with\":{\"years\":3,\"grade\":\"称职\"}}", "近3年考核均为称职以上", "甲" },
  { "{\"fact\":\"assessed_at_least\",\"with\":{\"years\":2,\"grade\":\"优秀\"}}", "近2年考核均为优秀以上", "丙" },
  { "{\"fact\":\"excellent_count\",\"with\":{\"years\":3},\"is\":\">=\",\"value\":2}", "近3年考核优秀次数达到2次", "甲乙丙" },
  { "{\"fact\":\"under_sanction\"}", "处于处分影响期", "乙" },
  { "{\"fact\":\"studied\",\"with\":{\"text\":\"主题\"}}", "参加过“主题”培训", "甲" },
  { "{\"fact\":\"last_class\",\"is\":\"<\",\"value\":\"2017.04\"}", "上次脱产培训时间早于2017.04", "甲" },
  { "{\"fact\":\"tagged\",\"with\":{\"tag\":\"重点\"}}", "标签“重点”", "丙" },
  { "{\"and\":[{\"fact\":\"village_years\",\"is\":\">=\",\"value\":2},"
    "{\"or\":[{\"field\":\"sex\",\"is\":\"=\",\"value\":\"男\"},{\"fact\":\"age\",\"is\":\"<\",\"value\":36}]},"
    "{\"not\":{\"fact\":\"under_sanction\"}}]}",
    "任村职年数达到2年，且（性别为男，或年龄不到36岁），且并非（处于处分影响期）", "甲" },
};

static void
test_examples (CadreTestArchive *fixture,
               gconstpointer     data)
{
  static const char * const people[] = { "甲", "乙", "丙", "丁" };
  g_autoptr(CadreCatalogue) catalogue = NULL;
  g_autoptr(GError) error = NULL;

  cadre_test_do (fixture->archive, "data", data_sql);
  catalogue = cadre_catalogue_new (fixture->archive, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(CadreFilter) filter = cadre_filter_parse (catalogue, cases[i].json, &error);
      g_autoptr(GArray) ids = NULL;
      g_autoptr(GString) names = g_string_new (NULL);
      g_autofree char *sentence = NULL;

      g_test_message ("%s", cases[i].json);
      g_assert_no_error (error);
      sentence = cadre_filter_to_sentence (filter, fixture->archive);
      g_assert_cmpstr (sentence, ==, cases[i].sentence);

      ids = cadre_filter_run (filter, fixture->archive, &as_of, &error);
      g_assert_no_error (error);
      /* In the order of the ids here: the data has one person a unit or none. */
      for (gint64 id = 1; id <= 4; id++)
        for (guint j = 0; j < ids->len; j++)
          if (g_array_index (ids, gint64, j) == id)
            g_string_append (names, people[id - 1]);
      g_assert_cmpstr (names->str, ==, cases[i].people);
    }
}

static void
test_refusals (CadreTestArchive *fixture,
               gconstpointer     data)
{
  static const struct
  {
    const char *json;
    int code;
  } bad[] = {
    { "", CADRE_ERROR_FORMAT }, { "[]", CADRE_ERROR_FORMAT }, { "{", CADRE_ERROR_FORMAT }, { "{}", CADRE_ERROR_FORMAT },
    { "{\"and\":[]}", CADRE_ERROR_FORMAT }, { "{\"and\":7}", CADRE_ERROR_FORMAT },
    { "{\"field\":\"nonsense\",\"is\":\"=\",\"value\":\"1\"}", CADRE_ERROR_FORMAT },
    { "{\"field\":\"name; DROP TABLE person\",\"is\":\"=\",\"value\":\"1\"}", CADRE_ERROR_FORMAT },
    { "{\"field\":\"name\",\"is\":\"like\",\"value\":\"1\"}", CADRE_ERROR_FORMAT },
    { "{\"field\":\"name\",\"is\":\"=\"}", CADRE_ERROR_FORMAT },
    { "{\"field\":\"name\",\"is\":\"in\",\"value\":\"甲\"}", CADRE_ERROR_FORMAT },
    { "{\"field\":\"name\",\"is\":\"within\",\"value\":\"甲\"}", CADRE_ERROR_FORMAT },
    { "{\"field\":\"birth\",\"is\":\"<\",\"value\":\"早\"}", CADRE_ERROR_INVALID },
    { "{\"fact\":\"hours_in_year\",\"is\":\">=\",\"value\":90}", CADRE_ERROR_FORMAT },
    { "{\"fact\":\"age\"}", CADRE_ERROR_FORMAT },
  };
  g_autoptr(CadreCatalogue) catalogue = cadre_catalogue_new (fixture->archive, NULL);
  GString *deep = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) one = NULL;

      g_test_message ("%s", bad[i].json);
      g_assert_null (cadre_filter_parse (catalogue, bad[i].json, &one));
      g_assert_error (one, CADRE_ERROR, bad[i].code);
    }

  for (guint i = 0; i < 100; i++)
    g_string_append (deep, "{\"not\":");
  g_string_append (deep, "{\"fact\":\"under_sanction\"}");
  for (guint i = 0; i < 100; i++)
    g_string_append_c (deep, '}');
  g_assert_null (cadre_filter_parse (catalogue, deep->str, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_FORMAT);
  g_string_free (deep, TRUE);
}

/* A value is a value, whatever it looks like. */
static void
test_values_are_bound (CadreTestArchive *fixture,
                       gconstpointer     data)
{
  g_autoptr(CadreCatalogue) catalogue = NULL;
  g_autoptr(CadreFilter) filter = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) ids = NULL;
  g_autofree char *sql = NULL;

  cadre_test_do (fixture->archive, "data", data_sql);
  catalogue = cadre_catalogue_new (fixture->archive, &error);
  filter = cadre_filter_parse (catalogue, "{\"field\":\"post_full\",\"is\":\"contains\",\"value\":\"' OR 1=1 --\"}", &error);
  g_assert_no_error (error);
  sql = cadre_filter_to_sql (filter, "p");
  g_assert_null (strstr (sql, "1=1"));
  ids = cadre_filter_run (filter, fixture->archive, &as_of, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, 0);
}

static void
test_save (CadreTestArchive *fixture,
           gconstpointer     data)
{
  g_autoptr(CadreCatalogue) catalogue = cadre_catalogue_new (fixture->archive, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreFilter) filter = cadre_filter_parse (catalogue, cases[0].json, &error);
  g_autoptr(CadreAction) action = cadre_action_begin (fixture->archive, "edit", "save", &error);
  g_autofree char *json = NULL;

  g_assert_true (cadre_filter_save (filter, fixture->archive, "女干部", &error));
  g_assert_true (cadre_filter_save (filter, fixture->archive, "女干部", &error));
  g_assert_true (cadre_action_commit (action, &error));
  json = cadre_filter_load (fixture->archive, "女干部", &error);
  g_assert_cmpstr (json, ==, cases[0].json);
  g_assert_null (cadre_filter_load (fixture->archive, "别的", &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND);
}

static void
test_forget (CadreTestArchive *fixture,
             gconstpointer     data)
{
  g_autoptr(CadreCatalogue) catalogue = cadre_catalogue_new (fixture->archive, NULL);
  g_autoptr(CadreFilter) filter = cadre_filter_parse (catalogue, cases[0].json, NULL);
  g_autoptr(CadreAction) action = cadre_action_begin (fixture->archive, "edit", "save", NULL);
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) both = NULL;
  g_auto(GStrv) left = NULL;

  g_assert_true (cadre_filter_save (filter, fixture->archive, "b", &error));
  g_assert_true (cadre_filter_save (filter, fixture->archive, "a", &error));
  both = cadre_filter_list (fixture->archive, &error);
  g_assert_cmpuint (g_strv_length (both), ==, 2);
  g_assert_cmpstr (both[0], ==, "a");

  g_assert_true (cadre_filter_delete (fixture->archive, "a", &error));
  g_assert_false (cadre_filter_delete (fixture->archive, "a", &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND);
  left = cadre_filter_list (fixture->archive, NULL);
  g_assert_cmpuint (g_strv_length (left), ==, 1);
  g_assert_cmpstr (left[0], ==, "b");
  g_assert_true (cadre_action_commit (action, NULL));
}

#define ADD(path, func) g_test_add (path, CadreTestArchive, NULL, cadre_test_set_up, func, cadre_test_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/filter/examples", test_examples);
  ADD ("/filter/forget", test_forget);
  ADD ("/filter/refusals", test_refusals);
  ADD ("/filter/values-are-bound", test_values_are_bound);
  ADD ("/filter/save", test_save);

  return g_test_run ();
}
