/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sheets of scores as a plan: whose row, which indicator, and what the round
 * cannot take, cell by cell. */

#include "config.h"

#include <string.h>

#include "cadre-journal.h"
#include "plan-fixture.h"

#define BASE \
  "DELETE FROM scheme;" \
  "INSERT INTO scheme (id, key, name) VALUES (1, 'x', '综合考评'), (2, 'y', '别的方案');" \
  "INSERT INTO scorer_group (id, scheme_id, name, weight) VALUES (1, 1, '上级', 100), (2, 2, '上级', 100);" \
  "INSERT INTO indicator (id, scheme_id, position, key, name, weight, way) VALUES (1, 1, 0, 'duty', '目标任务', 60, 'entered'), " \
  "  (2, 1, 1, 'theory', '理论测试', 40, 'imported'), (3, 2, 0, 'duty', '目标任务', 100, 'entered'), (4, 2, 1, 'other', '别的指标', 0, 'entered');" \
  "INSERT INTO unit (id, name, path) VALUES (1, '某镇', '00001.'), (2, '某乡', '00002.');" \
  "INSERT INTO person (id, unit_id, name) VALUES (1, 1, '张三'), (2, 2, '张三'), (3, 1, '李四'), (4, 2, '王五'), (5, 2, '王五'), (6, 2, '李四'), " \
  "  (7, 1, '赵六');" \
  "INSERT INTO assessment_round (id, scheme_id, name, year, as_of, state) VALUES (1, 1, '2025年度综合考评', 2025, '2025-12-31', 'computed'), " \
  "  (2, 2, '2024年度综合考评', 2024, '2024-12-31', 'locked');" \
  "INSERT INTO participant (id, round_id, person_id, unit_id) SELECT id, 1, id, unit_id FROM person WHERE id < 6;" \
  "INSERT INTO participant (id, round_id, person_id, unit_id) VALUES (11, 2, 1, 1);"

/* As 考核评分表 is printed, with its title and the full score in the head. */
#define SHEET "2025年度综合考评评分表\n评分主体：上级\n序号,姓名,单位,目标任务（100分）\n"

/* All that a row is refused or doubted for. */
static char *
list_reasons (CadrePlan *made,
              guint      row)
{
  g_autoptr(GPtrArray) cells = cadre_plan_get_cells (made, row, NULL);
  GString *text = g_string_new (cadre_plan_get_reason (made, row));

  for (guint i = 0; i < cells->len; i++)
    {
      const CadrePlanCell *cell = g_ptr_array_index (cells, i);

      if (cell->reason != NULL)
        g_string_append_printf (text, "[%s %s; %s]", cell->address, cell->reason, cell->cure);
    }

  return g_string_free (text, FALSE);
}

static void
test_taken (Fixture       *self,
            gconstpointer  data)
{
  CadreArchive *archive = self->base.archive;
  g_autoptr(CadrePlan) made = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  cadre_test_do (archive, "base", BASE);
  before = cadre_test_dump (archive);
  made = plan (self, "auto", SHEET "1,张三,某乡,92.5\n2,李 四,某镇,88\n3,张三,某镇,\n");
  g_assert_cmpstr (cadre_import_kind_get_key (cadre_plan_get_kind (made)), ==, "scores");
  assert_states (made, "nns");
  apply (self, made);
  g_assert_cmpint (cadre_test_int (archive, "SELECT participant_id FROM score WHERE value = 92.5 AND scorer = '' AND group_id = 1"), ==, 2);
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM score WHERE source = '表.csv' AND indicator_id = 1"), ==, 2);
  g_assert_cmpint (cadre_test_int (archive, "SELECT state = 'scoring' FROM assessment_round WHERE id = 1"), ==, 1);

  /* The same again is nothing new; another value changes; another scorer's is new. */
  g_clear_object (&made);
  made = plan (self, "auto", SHEET "1,张三,某乡,92.5\n2,李四,某镇,89\n");
  assert_states (made, "sc");
  apply (self, made);
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM score"), ==, 2);
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM score WHERE value = 89"), ==, 1);
  g_clear_object (&made);
  made = plan (self, "auto", "2025年度综合考评评分表\n评分主体：上级　评分人：甲\n序号,姓名,单位,目标任务\n1,张三,某乡,90\n");
  assert_states (made, "n");
  apply (self, made);
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM score WHERE scorer = '甲' AND value = 90"), ==, 1);

  for (int i = 0; i < 3; i++)
    g_assert_true (cadre_journal_undo (archive, NULL, NULL));
  after = cadre_test_dump (archive);
  g_assert_cmpstr (before, ==, after);
}

/* What the sheet does not say is given with it; a column may name who scored. */
static void
test_given (Fixture       *self,
            gconstpointer  data)
{
  CadreArchive *archive = self->base.archive;
  g_autoptr(GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(CadrePlan) made = NULL;

  cadre_test_do (archive, "base", BASE);
  g_hash_table_insert (values, (gpointer) "round.name", (gpointer) "2025年度综合考评");
  made = plan_with (self, "干部姓名,工作单位,理论测试\n张三,某乡,91\n李四,某镇,88\n",
                    &(CadrePlanRequest) { .kind = "scores", .values = values });
  assert_states (made, "nn");
  apply (self, made);
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM score WHERE indicator_id = 2 AND group_id IS NULL AND scorer = ''"), ==, 2);

  g_hash_table_insert (values, (gpointer) "group.name", (gpointer) "上级");
  g_hash_table_insert (values, (gpointer) "score.scorer", (gpointer) "乙");
  g_clear_object (&made);
  made = plan_with (self, "姓名,单位,目标任务\n张三,某乡,91\n", &(CadrePlanRequest) { .kind = "scores", .values = values });
  assert_states (made, "n");
  apply (self, made);
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM score WHERE indicator_id = 1 AND group_id = 1 AND scorer = '乙'"), ==, 1);

  g_hash_table_remove (values, "score.scorer");
  g_clear_object (&made);
  made = plan_with (self, "姓名,单位,评分人,目标任务\n张三,某乡,丙,70\n张三,某乡,丁,80\n",
                    &(CadrePlanRequest) { .kind = "scores", .values = values });
  assert_states (made, "nn");
  apply (self, made);
  g_assert_cmpint (cadre_test_int (archive, "SELECT group_concat (scorer, '') = '丙丁' FROM "
                                   "(SELECT scorer FROM score WHERE value IN (70, 80) ORDER BY value)"), ==, 1);
}

static const struct
{
  const char *text;
  const char *state;       /* of the first row */
  const char *says;
} faulty[] = {
  { SHEET "1,赵六,某镇,90\n", "r", "takes no part in the round; add" },
  { SHEET "1,无此人,某镇,90\n", "d", "" },
  /* Two namesakes, and the unit is of neither, or of both. */
  { SHEET "1,张三,别处,90\n", "d", "" },
  { SHEET "1,王五,某乡,90\n", "d", "" },
  /* One of two is in the round, and the other is meant. */
  { SHEET "1,李四,某乡,90\n", "r", "takes no part" },
  { SHEET "1,李四,某镇,101\n", "r", "[D4 is no score from 0 to 100" },
  { SHEET "1,李四,某镇,优\n", "r", "[D4 " },
  { SHEET "1,李四,某镇,90\n2,李四,某镇,80\n", "dd", "row 5" },
  { "2025年度综合考评\n序号,姓名,单位,目标任务\n1,李四,某镇,90\n", "r", "is given by those who score; say who they are" },
  { "2025年度综合考评\n评分主体：上级\n序号,姓名,单位,理论测试\n1,李四,某镇,90\n", "r", "entered by the office" },
  { "2025年度综合考评\n评分主体：群众\n序号,姓名,单位,目标任务\n1,李四,某镇,90\n", "r", "评分主体" },
  { "2025年度综合考评\n评分主体：上级\n序号,姓名,单位,别的指标\n1,李四,某镇,90\n", "r", "no such indicator; leave the column out" },
  { "没有这一轮\n评分主体：上级\n序号,姓名,单位,目标任务\n1,李四,某镇,90\n", "r", "no such 考评轮次" },
  { "2024年度综合考评\n评分主体：上级\n序号,姓名,单位,目标任务\n1,张三,某镇,90\n", "r", "locked" },
};

static void
test_refused (Fixture       *self,
              gconstpointer  data)
{
  cadre_test_do (self->base.archive, "base", BASE);
  for (guint i = 0; i < G_N_ELEMENTS (faulty); i++)
    {
      g_autoptr(CadrePlan) made = plan (self, "scores", faulty[i].text);
      g_autofree char *reasons = list_reasons (made, 0);

      g_test_message ("%s %s", faulty[i].text, reasons);
      assert_states (made, faulty[i].state);
      g_assert_nonnull (strstr (reasons, faulty[i].says));
      apply (self, made);
      g_assert_cmpint (cadre_test_int (self->base.archive, "SELECT count (*) FROM score"), ==, 0);
    }
}

/* The only one of that name in the round is meant, where nothing says otherwise; a person may say whom. */
static void
test_namesakes (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(CadrePlan) made = NULL;
  g_autoptr(GError) error = NULL;

  cadre_test_do (self->base.archive, "base", BASE);
  take_in (self, "scores", "2025年度综合考评\n评分主体：上级\n序号,姓名,单位,目标任务\n1,李四,某镇,70\n");
  made = plan (self, "scores", "2025年度综合考评\n评分主体：上级\n序号,姓名,目标任务\n1,李四,90\n2,张三,80\n");
  assert_states (made, "cd");
  g_assert_true (cadre_plan_decide (made, 1, CADRE_DECISION_PERSON, 2, &error));
  g_assert_no_error (error);
  assert_states (made, "cn");
  apply (self, made);
  g_assert_cmpint (cadre_test_int (self->base.archive, "SELECT participant_id FROM score WHERE value = 90"), ==, 3);
  g_assert_cmpint (cadre_test_int (self->base.archive, "SELECT participant_id FROM score WHERE value = 80"), ==, 2);
}

/* By cadrectl, and what is not taken comes back as a sheet. */
static void
test_cadrectl (Fixture       *self,
               gconstpointer  data)
{
  const char *path = self->base.path;
  g_autofree char *refused = g_build_filename (self->base.folder, "未导入.xlsx", NULL);
  g_autofree char *out = NULL;
  g_autoptr(CadreArchive) archive = NULL;

  cadre_test_do (self->base.archive, "base", BASE);
  g_assert_true (g_file_set_contents (self->sheet, "姓名,单位,目标任务\n张三,某乡,91\n李四,某镇,101\n", -1, NULL));
  g_clear_object (&self->base.archive);
  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "-a", path, "round", "2025年度综合考评", "--scores", self->sheet, "--group", "上级",
                                        "--scorer", "甲", NULL), ==, 0);
  g_assert_cmpint (cadre_test_cadrectl (&out, NULL, "-a", path, "import", "scores", self->sheet, "--set", "round.name=2025年度综合考评",
                                        "--set", "group.name=上级", "--refused", refused, NULL), ==, 0);
  g_assert_true (g_file_test (refused, G_FILE_TEST_EXISTS));
  archive = cadre_archive_open (path, CADRE_ARCHIVE_READ, NULL);
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM score WHERE scorer = '甲'"), ==, 1);
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM score"), ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define add(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  add ("/score-import/taken", test_taken);
  add ("/score-import/given", test_given);
  add ("/score-import/refused", test_refused);
  add ("/score-import/namesakes", test_namesakes);
  add ("/score-import/cadrectl", test_cadrectl);
#undef add

  return g_test_run ();
}
