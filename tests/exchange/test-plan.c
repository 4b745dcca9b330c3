/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sheets into an archive: what a plan says, what applying it does, and that
 * undoing it leaves nothing. */

#include "config.h"

#include "cadre-journal.h"
#include "plan-fixture.h"

static const CadrePlanCell *
find_cell (GPtrArray  *cells,
           const char *address)
{
  for (guint i = 0; i < cells->len; i++)
    if (g_str_equal (((CadrePlanCell *) g_ptr_array_index (cells, i))->address, address))
      return g_ptr_array_index (cells, i);

  g_assert_not_reached ();
  return NULL;
}

#define ROSTER \
  "某县干部花名册\n" \
  "序号,单位,姓  名,性别,民族,出生年月,身份证号,现任职务\n" \
  "1,市财政局,张　三,男,汉,1980.01,422802198001150012,市财政局局长\n" \
  "2,,李四,女,土家,198102,,市财政局副局长\n" \
  "3,市民政局,王五,男,苗族,1982年3月,,市民政局局长\n"

static void
test_new_then_same_then_changed (Fixture       *self,
                                 gconstpointer  data)
{
  g_autoptr(CadrePlan) first = plan (self, "people", ROSTER);
  g_autoptr(CadrePlan) again = NULL;
  g_autoptr(CadrePlan) changed = NULL;
  g_autoptr(GPtrArray) cells = NULL;
  g_autofree char *before = cadre_test_dump (self->base.archive);
  g_autofree char *name = NULL;
  g_autofree char *after = NULL;
  const CadrePlanCell *cell;

  assert_states (first, "nnn");
  g_assert_cmpuint (apply (self, first).n_new, ==, 3);
  g_assert_cmpint (cadre_test_int (self->base.archive, "SELECT count (*) FROM unit"), ==, 2);
  g_assert_cmpint (cadre_test_int (self->base.archive,
                                   "SELECT count (*) FROM person p JOIN unit u ON u.id = p.unit_id "
                                   "WHERE p.name = '李四' AND u.name = '市财政局' AND p.birth = '1981-02' "
                                   "AND p.ethnic_group = '土家族'"), ==, 1);

  again = plan (self, "people", ROSTER);
  assert_states (again, "sss");

  changed = plan (self, "people", "姓名,出生年月,现任职务,联系电话\n李四,1981.02,市财政局局长,139\n");
  assert_states (changed, "c");
  cells = cadre_plan_get_cells (changed, 0, NULL);
  cell = find_cell (cells, "C2");
  g_assert_cmpint (cell->verdict, ==, CADRE_VERDICT_CHANGED);
  g_assert_cmpstr (cell->old_value, ==, "市财政局副局长");
  g_assert_cmpstr (cell->new_value, ==, "市财政局局长");
  g_assert_cmpint (find_cell (cells, "B2")->verdict, ==, CADRE_VERDICT_SAME);
  g_assert_cmpint (find_cell (cells, "D2")->verdict, ==, CADRE_VERDICT_NEW);
  apply (self, changed);
  g_assert_cmpint (cadre_test_int (self->base.archive, "SELECT count (*) FROM person WHERE phone = '139'"), ==, 1);

  g_assert_true (cadre_journal_undo (self->base.archive, &name, NULL));
  g_clear_pointer (&name, g_free);
  g_assert_true (cadre_journal_undo (self->base.archive, &name, NULL));
  after = cadre_test_dump (self->base.archive);
  g_assert_cmpstr (after, ==, before);
}

/* An import into people and units that are there must be taken back whole. */
static void
test_undo_of_changes (Fixture       *self,
                      gconstpointer  data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *name = NULL;
  g_autoptr(CadrePlan) moved = NULL;

  take_in (self, "people", ROSTER);
  before = cadre_test_dump (self->base.archive);
  moved = plan (self, "people", "单位,姓名,出生年月\n市新设局,李四,1981.02\n市新设局,赵六,1990.01\n");
  assert_states (moved, "cn");
  apply (self, moved);
  g_assert_true (cadre_journal_undo (self->base.archive, &name, NULL));
  after = cadre_test_dump (self->base.archive);
  g_assert_cmpstr (after, ==, before);
}

static void
test_bad_cells (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(CadrePlan) made = plan (self, "people",
                                    "姓名,性别,出生年月,身份证号\n"
                                    "甲某,男,1980.13,\n"
                                    "乙某,男,1980.01,4.22802E+17\n"
                                    "丙某,人,1980.01,\n"
                                    "丁某,男,1980.01,\n"
                                    ",男,1980.01,\n"
                                    "戊某,男,1985.02,422802198001150012\n");
  g_autoptr(GPtrArray) cells = cadre_plan_get_cells (made, 0, NULL);
  g_autoptr(GPtrArray) warned = cadre_plan_get_cells (made, 5, NULL);
  const CadrePlanCell *cell = find_cell (cells, "C2");
  g_autoptr(GError) error = NULL;
  CadrePlanResult result;

  assert_states (made, "rrrnrn");
  g_assert_cmpint (cell->verdict, ==, CADRE_VERDICT_REFUSED);
  g_assert_nonnull (cell->reason);
  g_assert_nonnull (cell->cure);
  /* 认定 birth other than the ID number's: told, and taken as typed. */
  g_assert_cmpint (find_cell (warned, "C7")->verdict, ==, CADRE_VERDICT_NEW);
  g_assert_nonnull (find_cell (warned, "C7")->reason);

  /* Mended in place, the row is taken. */
  cadre_plan_mend (made, 0, 2, "1980.12", &error);
  g_assert_no_error (error);
  assert_states (made, "nrrnrn");
  result = apply (self, made);
  g_assert_cmpuint (result.n_new, ==, 3);
  g_assert_cmpuint (result.n_refused, ==, 3);
  g_assert_cmpint (cadre_test_int (self->base.archive, "SELECT count (*) FROM person WHERE name = '甲某' AND birth = '1980-12'"), ==, 1);
  g_assert_cmpint (cadre_test_int (self->base.archive, "SELECT json_extract (detail, '$.refused') FROM action"), ==, 3);
}

static void
test_namesakes (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(CadrePlan) in_sheet = plan (self, "people", "姓名,性别\n王伟,男\n王伟,男\n李明,男\n");
  g_autoptr(CadrePlan) by_name = NULL;
  g_autoptr(CadrePlan) by_unit = NULL;
  g_autoptr(GPtrArray) candidates = NULL;
  g_autoptr(GError) error = NULL;

  assert_states (in_sheet, "ddn");
  cadre_plan_decide (in_sheet, 0, CADRE_DECISION_NEW, 0, &error);
  g_assert_no_error (error);
  cadre_plan_decide (in_sheet, 1, CADRE_DECISION_SKIP, 0, &error);
  g_assert_no_error (error);
  assert_states (in_sheet, "nkn");

  take_in (self, "people",
           "单位,姓名,出生年月\n市财政局,王伟,1970.01\n市水利局,王伟,1971.02\n");
  by_name = plan (self, "assessments", "2016年度考核等次表\n姓名,等次\n王伟,优秀\n");
  assert_states (by_name, "d");
  candidates = cadre_plan_get_candidates (by_name, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (candidates->len, ==, 2);
  cadre_plan_decide (by_name, 0, CADRE_DECISION_PERSON, ((CadrePlanCandidate *) g_ptr_array_index (candidates, 0))->person_id, &error);
  g_assert_no_error (error);
  assert_states (by_name, "n");

  by_unit = plan (self, "assessments", "2016年度考核等次表\n姓名,单位及职务,等次\n王伟,市水利局干部,优秀\n");
  assert_states (by_unit, "n");
  apply (self, by_unit);
  g_assert_cmpint (cadre_test_int (self->base.archive,
                                   "SELECT count (*) FROM assessment a JOIN person p ON p.id = a.person_id "
                                   "WHERE p.birth = '1971-02' AND a.year = 2016 AND a.conclusion = '优秀'"), ==, 1);
}

/* A less precise date says nothing against a more precise one, and an empty
 * cell erases nothing. */
static void
test_less_is_same (Fixture       *self,
                   gconstpointer  data)
{
  g_autoptr(CadrePlan) vague = NULL;
  g_autoptr(CadrePlan) erasing = NULL;

  take_in (self, "people", "姓名,出生年月,联系电话\n张三,1980-01-15,139\n");
  vague = plan (self, "people", "姓名,出生年月,联系电话\n张三,1980.01,\n");
  assert_states (vague, "s");
  erasing = plan_with (self, "姓名,出生年月,联系电话\n张三,1980.01,\n", &(CadrePlanRequest) { .kind = "people", .empty_erases = TRUE });
  assert_states (erasing, "c");
  apply (self, erasing);
  g_assert_cmpint (cadre_test_int (self->base.archive, "SELECT count (*) FROM person WHERE phone IS NULL AND birth = '1980-01-15'"), ==, 1);
}

static void
test_hours_by_category (Fixture       *self,
                        gconstpointer  data)
{
  g_autoptr(CadrePlan) hours = NULL;

  take_in (self, "people", ROSTER);
  hours = plan (self, "auto",
                "2016年度干部教育培训学时登记表\n填报单位：市财政局,,,2016年12月20日\n"
                "序号,姓名,职务,类别,集中培训学时,网络学时,合计,是否达标\n"
                "1,张三,局长,乡科级正职,96,50,146,是\n2,李四,副局长,乡科级副职,,20,20,否\n小计,,,,96,70,166,\n");
  g_assert_cmpstr (cadre_import_kind_get_key (cadre_plan_get_kind (hours)), ==, "study-year");
  g_assert_true (cadre_plan_is_guessed (hours));
  assert_states (hours, "nn");
  apply (self, hours);
  g_assert_cmpint (cadre_test_int (self->base.archive, "SELECT count (*) FROM study WHERE year = 2016"), ==, 3);
  g_assert_cmpint (cadre_test_int (self->base.archive, "SELECT sum (hours) FROM study WHERE mode = '网络'"), ==, 70);
}

static void
test_class_roll (Fixture       *self,
                 gconstpointer  data)
{
  static const char roll[] =
    "2017年某某培训班学员名册及成绩册\n"
    "时间：2017年3月6日至2017年7月7日  主办单位：市委组织部  学时：480  天数：60\n"
    "序号,姓名,出生年月,单位及职务,组别,理论测试,调研报告,综合成绩,等次\n"
    "1,张三,1980.01,市财政局局长,第一组,90,80,85,优秀\n"
    "2,新人,1991.05,市某局干部,第二组,70,7S,75,合格\n";
  g_autoptr(CadrePlan) made = NULL;
  g_autoptr(CadrePlan) again = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *name = NULL;

  take_in (self, "people", ROSTER);
  before = cadre_test_dump (self->base.archive);
  made = plan (self, "class-roll", roll);
  assert_states (made, "nr");
  /* 7S is neither a number nor a word: it is refused, with its cell. */
  g_assert_true (cadre_plan_mend (made, 1, 6, "75", NULL));
  assert_states (made, "nn");
  apply (self, made);
  g_assert_cmpint (cadre_test_int (self->base.archive,
                                   "SELECT count (*) FROM class WHERE name = '2017年某某培训班' AND hours = 480 AND days = 60 "
                                   "AND since = '2017-03-06' AND until = '2017-07-07' AND organiser = '市委组织部'"), ==, 1);
  g_assert_cmpint (cadre_test_int (self->base.archive, "SELECT count (*) FROM mark m JOIN mark_part p ON p.id = m.part_id "
                                                       "WHERE p.name = '理论测试'"), ==, 2);
  g_assert_cmpint (cadre_test_int (self->base.archive, "SELECT count (*) FROM enrolment WHERE score = 85"), ==, 1);
  g_assert_cmpint (cadre_test_int (self->base.archive, "SELECT count (*) FROM person WHERE name = '新人'"), ==, 1);

  again = plan (self, "class-roll", roll);
  assert_states (again, "sr");
  g_assert_true (cadre_journal_undo (self->base.archive, &name, NULL));
  after = cadre_test_dump (self->base.archive);
  g_assert_cmpstr (after, ==, before);
}

static void
test_villages_and_secretaries (Fixture       *self,
                               gconstpointer  data)
{
  g_autoptr(CadrePlan) made = NULL;

  take_in (self, "villages",
           "村基本情况\n填报日期：2017年3月20日\n序号,乡镇,村名,村类别,认定时间,户数,派出单位\n"
           "1,甲镇,东村,建档立卡贫困村,2014.03,400,市财政局\n2,,西村,软弱涣散村,2015.06,300,市水利局\n3,乙镇,东村,建档立卡贫困村,2014.03,200,市财政局\n");
  g_assert_cmpint (cadre_test_int (self->base.archive, "SELECT count (*) FROM unit WHERE kind = '村'"), ==, 3);
  g_assert_cmpint (cadre_test_int (self->base.archive, "SELECT count (*) FROM unit WHERE parent_id IS NULL"), ==, 4);
  g_assert_cmpint (cadre_test_int (self->base.archive, "SELECT sum (households) FROM unit_year WHERE year = 2017"), ==, 900);
  g_assert_cmpint (cadre_test_int (self->base.archive, "SELECT count (*) FROM unit_status s JOIN unit u ON u.id = s.sender_id WHERE u.name = '市财政局'"), ==, 2);

  made = plan (self, "first-secretaries",
               "乡镇,村,村类别,姓名,性别,出生年月,派出单位及职务,任职时间,任期\n"
               "乙镇,东村,建档立卡贫困村,张三,男,1980.01,市财政局股长,2015.10,不脱贫不脱钩\n甲镇,东村,建档立卡贫困村,李四,女,1981.02,市水利局干部,2016.03,2年\n");
  assert_states (made, "nn");
  apply (self, made);
  g_assert_cmpint (cadre_test_int (self->base.archive, "SELECT count (*) FROM unit"), ==, 7);
  g_assert_cmpint (cadre_test_int (self->base.archive,
                                   "SELECT count (*) FROM posting p JOIN unit v ON v.id = p.unit_id JOIN unit t ON t.id = v.parent_id "
                                   "WHERE t.name = '乙镇' AND v.name = '东村' AND p.tied_to_status = 1 AND p.since = '2015-10'"), ==, 1);
  g_assert_cmpint (cadre_test_int (self->base.archive, "SELECT count (*) FROM posting WHERE term_years = 2"), ==, 1);
}

/* 学历 and 学位 in one cell, and in columns of their own. */
static void
test_degree_of_its_own (Fixture       *self,
                        gconstpointer  data)
{
  g_autofree char *degrees = NULL;

  take_in (self, "people", "姓名,出生年月,全日制学历\n某甲,1980.01,\"大学\n理学学士\"\n");
  take_in (self, "people", "姓名,出生年月,全日制学历,全日制学位\n某乙,1981.01,大学,法学学士\n");
  degrees = cadre_test_text (self->base.archive,
                             "SELECT group_concat (name || fulltime_education || fulltime_degree) FROM (SELECT * FROM person ORDER BY birth)");
  g_assert_cmpstr (degrees, ==, "某甲大学理学学士,某乙大学法学学士");
}

static void
test_mapping_by_hand (Fixture       *self,
                      gconstpointer  data)
{
  g_autoptr(GHashTable) heads = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(CadrePlan) made = NULL;
  g_autoptr(CadrePlan) again = NULL;

  g_hash_table_insert (heads, (gpointer) "同志", (gpointer) "name");
  g_hash_table_insert (heads, (gpointer) "性别", (gpointer) "");
  made = plan_with (self, "同志,性别,出生年月\n张三,不详,1980.01\n", &(CadrePlanRequest) { .kind = "people", .heads = heads });
  assert_states (made, "n");
  apply (self, made);
  g_assert_cmpint (cadre_test_int (self->base.archive, "SELECT count (*) FROM import_mapping"), ==, 2);

  again = plan (self, "people", "同志,性别,出生年月\n张三,不详,1980.01\n");
  assert_states (again, "s");
}

/* The order of the rows changes nothing but the order. */
static void
write_form (Fixture    *self,
            const char *name,
            const char *birth,
            const char *party)
{
  g_autofree char *file = g_strdup_printf ("%s.lrmx", name);
  g_autofree char *path = g_build_filename (self->base.folder, "forms", file, NULL);
  g_autofree char *text = NULL;

  text = g_strdup_printf ("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Person><XingMing>%s</XingMing><XingBie>女</XingBie>"
                          "<ChuShengNianYue>%s</ChuShengNianYue><MinZu>土家族</MinZu><RuDangShiJian>%s</RuDangShiJian>"
                          "<JianLi>1990.09--         某局\n                  （其间：甲）</JianLi><JiaTingChengYuan><Item>"
                          "<ChengWei>丈夫</ChengWei><XingMing>某夫</XingMing><ChuShengRiQi>197508</ChuShengRiQi>"
                          "<GongZuoDanWeiJiZhiWu>某校教师</GongZuoDanWeiJiZhiWu></Item></JiaTingChengYuan></Person>", name, birth, party);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* A folder of appointment forms is a sheet of people and one of families. */
static void
test_forms (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_build_filename (self->base.folder, "forms", NULL);
  g_autofree char *people = NULL;
  g_autofree char *family = NULL;
  static const char * const kinds[] = { "people", "family" };
  static const char * const sheets[] = { "人员", "家庭成员" };

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  write_form (self, "某甲", "197203", "199806");
  write_form (self, "某乙", "197204", "民建");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      CadrePlanRequest request = { .path = folder, .sheet = sheets[i], .kind = kinds[i] };
      g_autoptr(CadrePlan) forms = cadre_plan_new (self->base.archive, self->catalogue, &request, NULL, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (cadre_plan_count (forms, CADRE_PLAN_NEW), ==, 2);
      apply (self, forms);
    }

  people = cadre_test_text (self->base.archive, "SELECT group_concat (name || birth || coalesce (party_joined, '-') || party_text || resume_text) "
                                                "FROM (SELECT * FROM person ORDER BY birth)");
  g_assert_cmpstr (people, ==, "某甲1972-031998-061998061990.09--         某局\n                  （其间：甲）,"
                               "某乙1972-04-民建1990.09--         某局\n                  （其间：甲）");
  family = cadre_test_text (self->base.archive, "SELECT group_concat (told) FROM (SELECT p.name || f.relation || f.name || f.birth AS told "
                                                "FROM family f JOIN person p ON p.id = f.person_id ORDER BY p.birth)");
  g_assert_cmpstr (family, ==, "某甲丈夫某夫1975-08,某乙丈夫某夫1975-08");
}

static void
test_order (Fixture       *self,
            gconstpointer  data)
{
  static const char head[] = "单位,姓名,出生年月,身份证号\n";
  static const char * const rows[] = { "甲局,王伟,1970.01,\n", "乙局,王伟,1970.01,\n", "甲局,李明,1971.01,\n", "甲局,李明,1972.01,\n", "丙局,坏人,1972.99,\n" };
  g_autoptr(GString) forth = g_string_new (head);
  g_autoptr(GString) back = g_string_new (head);
  g_autoptr(CadrePlan) a = NULL;
  g_autoptr(CadrePlan) b = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_string_append (forth, rows[i]);
      g_string_append (back, rows[G_N_ELEMENTS (rows) - 1 - i]);
    }
  a = plan (self, "people", forth->str);
  b = plan (self, "people", back->str);
  assert_states (a, "ddnnr");
  assert_states (b, "rnndd");
}

static void
test_refused_come_back (Fixture       *self,
                        gconstpointer  data)
{
  g_autoptr(CadrePlan) made = plan (self, "people", "某局花名册\n姓名,性别,出生年月,身份证号\n甲某,男,1980.13,\n乙某,女,1981.01,\n");
  g_autofree char *out = g_build_filename (self->base.folder, "退回.xlsx", NULL);
  g_autoptr(CadrePlan) returned = NULL;
  g_autoptr(GError) error = NULL;

  cadre_plan_write_refused (made, out, &error);
  g_assert_no_error (error);
  returned = cadre_plan_new (self->base.archive, self->catalogue, &(CadrePlanRequest) { .path = out, .kind = "people" }, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_states (returned, "r");
  g_assert_true (cadre_plan_mend (returned, 0, 2, "1980.12", NULL));
  assert_states (returned, "n");
}

static void
test_failures (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GCancellable) cancelled = g_cancellable_new ();
  g_autoptr(CadrePlan) made = plan (self, "people", ROSTER);
  g_autofree char *before = cadre_test_dump (self->base.archive);
  g_autofree char *after = NULL;
  CadrePlanResult result;

  g_assert_null (cadre_plan_new (self->base.archive, self->catalogue, &(CadrePlanRequest) { .path = self->sheet, .kind = "nonsense" }, NULL, NULL, NULL, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (cadre_plan_new (self->base.archive, self->catalogue, &(CadrePlanRequest) { .path = self->sheet, .kind = "family" }, NULL, NULL, NULL, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_FORMAT);
  g_clear_error (&error);

  g_cancellable_cancel (cancelled);
  g_assert_false (cadre_plan_apply (made, self->base.archive, &result, NULL, NULL, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  after = cadre_test_dump (self->base.archive);
  g_assert_cmpstr (after, ==, before);
}

#define add(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/plan/new-then-same-then-changed", test_new_then_same_then_changed);
  add ("/plan/undo-of-changes", test_undo_of_changes);
  add ("/plan/bad-cells", test_bad_cells);
  add ("/plan/namesakes", test_namesakes);
  add ("/plan/less-is-same", test_less_is_same);
  add ("/plan/hours-by-category", test_hours_by_category);
  add ("/plan/class-roll", test_class_roll);
  add ("/plan/villages-and-secretaries", test_villages_and_secretaries);
  add ("/plan/degree-of-its-own", test_degree_of_its_own);
  add ("/plan/mapping-by-hand", test_mapping_by_hand);
  add ("/plan/forms", test_forms);
  add ("/plan/order", test_order);
  add ("/plan/refused-come-back", test_refused_come_back);
  add ("/plan/failures", test_failures);

  return g_test_run ();
}
