/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Kinds of import on sheets as offices type them; each is taken in twice, and
 * the second time there is nothing to do. */

#include "config.h"

#include "plan-fixture.h"

#define PEOPLE \
  "干部花名册,,,,\n" \
  "单位,姓名,出生年月,身份证号,现任职务\n" \
  "市财政局,张三,1975.03,422802197503070018,市财政局局长\n" \
  "市财政局,李四,1980.05,422802198005120021,副局长\n" \
  "市民政局,王五,1982.01,422802198201010030,市民政局局长\n"

static void
take_in_twice (Fixture    *self,
               const char *kind,
               const char *text,
               const char *first,
               const char *again)
{
  g_autoptr(CadrePlan) made = plan (self, kind, text);
  g_autoptr(CadrePlan) second = NULL;

  assert_states (made, first);
  apply (self, made);
  second = plan (self, kind, text);
  assert_states (second, again);
}

static void
assert_text (Fixture    *self,
             const char *sql,
             const char *expected)
{
  g_autofree char *text = cadre_test_text (self->base.archive, sql);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_ranks (Fixture       *self,
            gconstpointer  data)
{
  take_in (self, "people", PEOPLE);
  take_in_twice (self, "ranks",
                 "干部职级晋升情况表,,,,,,\n"
                 "序号,单位,姓 名,出生年月,职级,任职级时间,批准文号\n"
                 "1,市财政局,张三,1975.03,四级调研员,2019.06,利组干〔2019〕12号\n"
                 "2,,李 四,1980.05,一级主任科员,2020年3月,\n"
                 "注：职级按规定填写,,,,,,\n"
                 "审核人：　填表人：,,,,,,\n",
                 "nn", "ss");
  assert_text (self, "SELECT group_concat (value || since, ' ') FROM (SELECT * FROM rank_history ORDER BY id)",
               "四级调研员2019-06 一级主任科员2020-03");
}

/* 全日制 and 在职 side by side are two records. */
static void
test_education (Fixture       *self,
                gconstpointer  data)
{
  take_in (self, "people", PEOPLE);
  take_in_twice (self, "education",
                 "姓名,出生年月,全日制教育,,,在职教育,,\n"
                 ",,学历学位,毕业院校,毕业时间,学历,毕业院校,毕业时间\n"
                 "张三,1975.03,大专,恩施财校,1995.07,中央党校大学,中央党校,2005.12\n"
                 "李四,1980.05,\"大学\n管理学学士\",湖北民族学院,2002.06,,,\n",
                 "nn", "ss");
  assert_text (self, "SELECT group_concat (mode || education || ifnull (degree, '') || school || until, ' ') FROM "
                     "(SELECT * FROM education ORDER BY person_id, until)",
               "全日制大专恩施财校1995-07 在职中央党校大学中央党校2005-12 全日制大学管理学学士湖北民族学院2002-06");
}

/* The post tells whose row it is. */
static void
test_rewards (Fixture       *self,
              gconstpointer  data)
{
  take_in (self, "people", PEOPLE);
  take_in_twice (self, "rewards",
                 "受表彰及处分人员登记表,,,,,\n"
                 "序号,姓名,单位及职务,奖惩名称,批准机关,批准时间\n"
                 "1,张三,市财政局局长,全国先进工作者,国务院,2015.4.28\n"
                 "2,李四,市财政局副局长,党内警告,中共利川市纪委,2018年6月\n"
                 "3,王五,市民政局局长,嘉奖,市委,2020\n",
                 "nnn", "sss");
  assert_text (self, "SELECT group_concat (nature || decided_on, ' ') FROM (SELECT * FROM reward ORDER BY decided_on)",
               "奖励2015-04-28 处分2018-06 奖励2020");
  assert_text (self, "SELECT post_full FROM person WHERE name = '李四'", "副局长");
}

/* The name stands once over all of a family; a name of its own takes no number
 * from above. */
static void
test_family (Fixture       *self,
             gconstpointer  data)
{
  take_in (self, "people", PEOPLE);
  take_in_twice (self, "family",
                 "序号,姓名,身份证号,称谓,成员姓名,出生年月,工作单位及职务\n"
                 "1,张三,422802197503070018,妻子,刘一,1976.01,市一中教师\n"
                 ",,,儿子,张小,2003.5,在校学生\n"
                 "2,李四,,丈夫,陈二,1979.11,市医院医生\n",
                 "nnd", "ssd");
  g_assert_cmpint (cadre_test_int (self->base.archive, "SELECT count (*) FROM family f JOIN person p ON p.id = f.person_id "
                                                       "WHERE p.name = '张三'"), ==, 2);
}

static void
test_units (Fixture       *self,
            gconstpointer  data)
{
  take_in_twice (self, "units",
                 "单位信息采集表,,,,\n"
                 "序号,单位名称,单位简称,上级单位,行政编制数\n"
                 "1,市财政局,财政局,,30\n"
                 "2,市国库支付中心,国库中心,市财政局,12\n",
                 "nn", "ss");
  assert_text (self, "SELECT p.name FROM unit u JOIN unit p ON p.id = u.parent_id WHERE u.name = '市国库支付中心'", "市财政局");
}

/* 派出单位及职务 begins with a unit that the archive knows, or it is only text. */
static void
test_sender (Fixture       *self,
             gconstpointer  data)
{
  take_in (self, "people", PEOPLE);
  take_in_twice (self, "first-secretaries",
                 "第一书记花名册,,,,,\n"
                 "乡镇,村,姓名,出生年月,派出单位及职务,任职时间\n"
                 "汪营镇,井坝村,赵一,1980.01,市财政局国库科科长,2017.05\n"
                 "汪营镇,白泥塘村,赵二,1981.01,州税务局干部,2017.05\n",
                 "nn", "ss");
  assert_text (self, "SELECT group_concat (ifnull (u.name, '-') || sender_post, ' ') FROM (SELECT * FROM posting ORDER BY id) "
                     "LEFT JOIN unit u ON u.id = sender_id",
               "市财政局市财政局国库科科长 -州税务局干部");
}

/* A roster from before a move does not undo the move. */
static void
test_older_post (Fixture       *self,
                 gconstpointer  data)
{
  static const char old[] = "姓名,出生年月,现任职务,任现职时间,联系电话\n张三,1975.03,副局长,2012.06,13900000001\n";
  static const char new[] = "姓名,出生年月,现任职务,任现职时间,联系电话\n张三,1975.03,局长,2017.06,13900000001\n";
  static const char mixed[] = "姓名,出生年月,现任职务,任现职时间,联系电话\n张三,1975.03,副局长,2012.06,13900000002\n";
  g_autoptr(CadrePlan) again = NULL;
  g_autoptr(GPtrArray) cells = NULL;
  gboolean explained = FALSE;

  take_in (self, "people", old);
  take_in (self, "people", new);
  assert_text (self, "SELECT post_full || post_since FROM person", "局长2017-06");

  again = plan (self, "people", old);
  assert_states (again, "s");
  g_assert_true (cadre_plan_has_notes (again, 0));
  cells = cadre_plan_get_cells (again, 0, NULL);
  for (guint i = 0; i < cells->len; i++)
    {
      const CadrePlanCell *cell = g_ptr_array_index (cells, i);

      explained |= cell->reason != NULL && strstr (cell->reason, "2017.06") != NULL;
    }
  g_assert_true (explained);

  /* What else it says is taken. */
  take_in (self, "people", mixed);
  assert_text (self, "SELECT post_full || post_since || phone FROM person", "局长2017-0613900000002");
}

/* 良 and 合格 where others have numbers. */
static void
test_marks_in_words (Fixture       *self,
                     gconstpointer  data)
{
  take_in (self, "people", PEOPLE);
  take_in_twice (self, "class-roll",
                 "中青班学员成绩册,,,,\n"
                 "姓名,出生年月,理论测试,党性分析,综合成绩\n"
                 "张三,1975.03,88.5,良,优秀\n"
                 "李四,1980.05,免考,90,91\n",
                 "nn", "ss");
  assert_text (self, "SELECT group_concat (ifnull (score, '') || ifnull (text, ''), ' ') FROM "
                     "(SELECT m.* FROM mark m JOIN mark_part p ON p.id = m.part_id ORDER BY p.name, enrolment_id)",
               "良 90.0 88.5 免考");
  assert_text (self, "SELECT group_concat (ifnull (score, '') || ifnull (result, ''), ' ') FROM (SELECT * FROM enrolment ORDER BY id)",
               "优秀 91.0");
}

/* What was left out of several sheets is one file. */
static void
test_refused_of_several (Fixture       *self,
                         gconstpointer  data)
{
  static const char *const texts[] = {
    "姓名,出生年月\n张三,1975.13\n",
    "姓名,出生年月\n李四,1980.05\n",
    "姓名,出生年月\n王五,1982.99\n",
  };
  g_autoptr(GPtrArray) plans = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *path = g_build_filename (self->base.folder, "退回.xlsx", NULL);
  g_autoptr(CadreWorkbook) workbook = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_ptr_array_add (plans, plan (self, "people", texts[i]));
  /* Three sheets of one name cannot be in one file: the second is named anew. */
  cadre_plans_write_refused (plans, path, &error);
  g_assert_no_error (error);

  workbook = cadre_workbook_open (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cadre_workbook_get_sheets (workbook)->len, ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define add(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  add ("/kinds/ranks", test_ranks);
  add ("/kinds/education", test_education);
  add ("/kinds/rewards", test_rewards);
  add ("/kinds/family", test_family);
  add ("/kinds/units", test_units);
  add ("/kinds/sender", test_sender);
  add ("/kinds/older-post", test_older_post);
  add ("/kinds/marks-in-words", test_marks_in_words);
  add ("/kinds/refused-of-several", test_refused_of_several);
#undef add

  return g_test_run ();
}
