/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sheets of scores: taken whole, or not at all. */

#include "config.h"

#include <string.h>

#include "cadre-score-import.h"
#include "cadre-test.h"

#define BASE \
  "DELETE FROM scheme;" \
  "INSERT INTO scheme (id, key, name) VALUES (1, 'x', '综合考评');" \
  "INSERT INTO scorer_group (id, scheme_id, name, weight) VALUES (1, 1, '上级', 100);" \
  "INSERT INTO indicator (id, scheme_id, position, key, name, weight, way) VALUES (1, 1, 0, 'duty', '目标任务', 60, 'entered'), " \
  "  (2, 1, 1, 'theory', '理论测试', 40, 'imported');" \
  "INSERT INTO unit (id, name, path) VALUES (1, '某镇', '00001.'), (2, '某乡', '00002.');" \
  "INSERT INTO person (id, unit_id, name) VALUES (1, 1, '张三'), (2, 2, '张三'), (3, 1, '李四'), (4, 2, '王五'), (5, 2, '王五'), (6, 2, '李四');" \
  "INSERT INTO assessment_round (id, scheme_id, name, year, as_of) VALUES (1, 1, '轮', 2025, '2025-12-31');" \
  "INSERT INTO participant (id, round_id, person_id, unit_id) SELECT id, 1, id, unit_id FROM person WHERE id < 6;"

/* As 考核评分表 is printed, with its title and the full score in the head. */
#define SHEET "2025年度综合考评评分表\n评分主体：上级\n序号,姓名,单位,目标任务（100分）\n"

static gboolean
take (CadreTestArchive  *fixture,
      const char        *text,
      gint64             group_id,
      CadreScoreImport  *summary,
      GError           **error)
{
  g_autofree char *path = g_build_filename (fixture->folder, "评分.csv", NULL);
  g_autoptr(CadreAction) action = cadre_action_begin (fixture->archive, "assessment", "take", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return cadre_score_import (fixture->archive, 1, group_id, "甲", path, summary, error) && cadre_action_commit (action, error);
}

static void
test_taken (CadreTestArchive *fixture,
            gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  CadreScoreImport summary;

  cadre_test_do (fixture->archive, "base", BASE);
  g_assert_true (take (fixture, SHEET "1,张三,某乡,92.5\n2,李 四,某镇,88\n3,张三,某镇,\n", 1, &summary, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (summary.n_people, ==, 3);
  g_assert_cmpuint (summary.n_scores, ==, 2);
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT participant_id FROM score WHERE value = 92.5 AND scorer = '甲' AND group_id = 1"), ==, 2);
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (*) FROM score WHERE source = '评分.csv'"), ==, 2);
}

/* The heads of people that other sheets have too. */
static void
test_aliases (CadreTestArchive *fixture,
              gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  CadreScoreImport summary;

  cadre_test_do (fixture->archive, "base", BASE);
  g_assert_true (take (fixture, "序号,干部姓名,工作单位,目标任务\n1,张三,某乡,91\n2,李四,某镇,88\n", 1, &summary, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (summary.n_people, ==, 2);
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT participant_id FROM score WHERE value = 91"), ==, 2);
}

static const struct
{
  const char *text;
  const char *says;
} faulty[] = {
  { SHEET "1,赵六,某镇,90\n", "赵六 is not in the round" },
  /* Two namesakes, and the unit is of neither, or of both. */
  { SHEET "1,张三,别处,90\n", "2 people" },
  { SHEET "1,王五,某乡,90\n", "2 people" },
  /* One of two is in the round, and the other is meant. */
  { SHEET "1,李四,某乡,90\n", "李四 is not in the round" },
  { SHEET "1,张三,某镇,90\n2,李四,某镇,101\n", "row 5" },
  { "序号,姓名,目标任务\n1,张三,90\n", "2 people" },
  { "序号,姓名,理论测试\n1,李四,90\n", "no table" },
};

static void
test_refused (CadreTestArchive *fixture,
              gconstpointer     data)
{
  cadre_test_do (fixture->archive, "base", BASE);
  for (guint i = 0; i < G_N_ELEMENTS (faulty); i++)
    {
      g_autoptr(GError) error = NULL;
      CadreScoreImport summary;

      g_assert_false (take (fixture, faulty[i].text, 1, &summary, &error));
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, faulty[i].says));
      g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (*) FROM score"), ==, 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/score-import/taken", CadreTestArchive, NULL, cadre_test_set_up, test_taken, cadre_test_tear_down);
  g_test_add ("/score-import/aliases", CadreTestArchive, NULL, cadre_test_set_up, test_aliases, cadre_test_tear_down);
  g_test_add ("/score-import/refused", CadreTestArchive, NULL, cadre_test_set_up, test_refused, cadre_test_tear_down);

  return g_test_run ();
}
