/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tree of a scheme: indicators and those who score, added, changed and
 * taken away, each an action that Undo takes back to the byte. */

#include "config.h"

#include <string.h>

#include "cadre-journal.h"
#include "cadre-rounds.h"
#include "cadre-round-results.h"
#include "cadre-round-scores.h"
#include "cadre-scheme.h"
#include "cadre-scheme-edit.h"
#include "cadre-scheme-tree.h"
#include "cadre-test.h"

#define DO(archive, call) G_STMT_START { \
    g_autoptr(GError) do_error = NULL; \
    g_autoptr(CadreAction) do_action = cadre_action_begin (archive, "scheme", #call, &do_error); \
    GError **error = &do_error; \
    gboolean do_done = (call); \
    g_assert_no_error (do_error); \
    g_assert_true (do_done); \
    cadre_action_commit (do_action, &do_error); \
    g_assert_no_error (do_error); \
  } G_STMT_END

/* What is said of a call that must be refused. */
#define REFUSE(archive, call, says) G_STMT_START { \
    g_autoptr(GError) do_error = NULL; \
    g_autoptr(CadreAction) do_action = cadre_action_begin (archive, "scheme", #call, NULL); \
    { GError **error = &do_error; g_assert_false (call); } \
    g_assert_nonnull (do_error); \
    if (strstr (do_error->message, says) == NULL) \
      g_error ("%s: “%s” does not say %s", #call, do_error->message, says); \
    g_assert_nonnull (do_action); \
  } G_STMT_END

/* The tree as one line: key:weight:way, those below in brackets after it. */
static char *
tell (CadreArchive *archive,
      gint64        id)
{
  g_autofree char *sql = g_strdup_printf (
    "WITH RECURSIVE t (id, way, depth) AS ("
    "  SELECT id, printf ('%%06d', position), 0 FROM indicator WHERE scheme_id = %" G_GINT64_FORMAT " AND parent_id IS NULL "
    "  UNION ALL SELECT i.id, t.way || printf ('.%%06d', i.position), depth + 1 FROM t JOIN indicator i ON i.parent_id = t.id) "
    "SELECT group_concat (x, ' ') FROM (SELECT substr ('>>>', 1, t.depth) || i.key || ':' || i.weight || ':' || i.way AS x "
    "  FROM t JOIN indicator i ON i.id = t.id ORDER BY t.way)", id);

  return cadre_test_text (archive, sql);
}

static void
expect (CadreArchive *archive,
        gint64        id,
        const char   *tree)
{
  g_autofree char *text = tell (archive, id);

  g_assert_cmpstr (text, ==, tree);
}

/* The faults of the scheme, a line each. */
static char *
list_faults (CadreArchive *archive,
             gint64        id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreScheme) scheme = cadre_scheme_load (archive, id, &error);
  g_autoptr(GPtrArray) faults = NULL;
  g_autoptr(GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  faults = cadre_scheme_find_faults (scheme);
  for (guint i = 0; i < faults->len; i++)
    g_string_append_printf (text, "%s\n", (char *) g_ptr_array_index (faults, i));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
expect_fault (CadreArchive *archive,
              gint64        id,
              const char   *says)
{
  g_autofree char *faults = list_faults (archive, id);

  if (*says == '\0')
    g_assert_cmpstr (faults, ==, "");
  else if (strstr (faults, says) == NULL)
    g_error ("“%s” does not say %s", faults, says);
}

/* From nothing to a scheme that somebody can be scored by, and back. */
static void
test_tree (CadreTestArchive *fixture,
           gconstpointer     data)
{
  CadreArchive *archive = fixture->archive;
  g_autofree char *before = cadre_test_dump (archive);
  g_autofree char *after = NULL;
  gint64 id = 0;

  DO (archive, (id = cadre_scheme_create (archive, "local", "本县综合考评", error)) != 0);
  expect_fault (archive, id, "本县综合考评");
  REFUSE (archive, cadre_scheme_create (archive, "local", "又一个", error), "next version");
  DO (archive, cadre_scheme_add_indicator (archive, id, NULL, "study", "学习", error) != 0);
  DO (archive, cadre_scheme_add_indicator (archive, id, NULL, NULL, "履职", error) != 0);
  expect (archive, id, "study:100.0:entered lz:0.0:entered");
  DO (archive, cadre_scheme_set (archive, id, "study", "weight", "40", error));
  expect_fault (archive, id, "make 40, not 100: give 60 more");
  DO (archive, cadre_scheme_set (archive, id, "履职", "weight", "70", error));
  expect_fault (archive, id, "make 110, not 100: take 10 away");
  DO (archive, cadre_scheme_set (archive, id, "履职", "weight", "60", error));
  expect_fault (archive, id, "");

  REFUSE (archive, cadre_scheme_add_indicator (archive, id, "study", NULL, "履职", error), "another name");
  REFUSE (archive, cadre_scheme_add_indicator (archive, id, "study", "study", "别的", error), "学习");
  REFUSE (archive, cadre_scheme_add_indicator (archive, id, "nobody", NULL, "别的", error), "nobody");
  DO (archive, cadre_scheme_add_indicator (archive, id, "study", "hours", "学时", error) != 0);
  DO (archive, cadre_scheme_set (archive, id, "hours", "weight", "70", error));
  DO (archive, cadre_scheme_add_indicator (archive, id, "学习", "marks", "培训班成绩", error) != 0);
  DO (archive, cadre_scheme_add_indicator (archive, id, "study", NULL, "旷课", error) != 0);
  expect (archive, id, "study:40.0:group >hours:70.0:entered >marks:30.0:entered >kk:0.0:entered lz:60.0:entered");
  DO (archive, cadre_scheme_set (archive, id, "旷课", "nature", "扣分", error));
  expect_fault (archive, id, "");
  DO (archive, cadre_scheme_place_indicator (archive, id, "marks", 1, error));
  DO (archive, cadre_scheme_place_indicator (archive, id, "hours", 9, error));
  DO (archive, cadre_scheme_place_indicator (archive, id, "lz", 1, error));
  expect (archive, id, "lz:60.0:entered study:40.0:group >marks:30.0:entered >kk:0.0:entered >hours:70.0:entered");

  DO (archive, cadre_scheme_set (archive, id, "hours", "formula", "min (学时 / 90, 1) * 100", error));
  DO (archive, cadre_scheme_remove_indicator (archive, id, "marks", error));
  DO (archive, cadre_scheme_remove_indicator (archive, id, "旷课", error));
  expect (archive, id, "lz:60.0:entered study:40.0:group >hours:70.0:computed");
  DO (archive, cadre_scheme_remove_indicator (archive, id, "hours", error));
  expect (archive, id, "lz:60.0:entered study:40.0:entered");
  REFUSE (archive, cadre_scheme_remove_indicator (archive, id, "hours", error), "hours");

  DO (archive, cadre_scheme_delete (archive, id, error));
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM indicator i WHERE NOT EXISTS (SELECT 1 FROM scheme s WHERE s.id = i.scheme_id)"),
                   ==, 0);
  while (cadre_test_int (archive, "SELECT count (*) FROM action WHERE state = 'done' AND kind = 'scheme'") > 0)
    g_assert_true (cadre_journal_undo (archive, NULL, NULL));
  after = cadre_test_dump (archive);
  g_assert_cmpstr (before, ==, after);
}

/* Undo of each single change gives back the bytes before it. */
static void
test_undo_each (CadreTestArchive *fixture,
                gconstpointer     data)
{
  CadreArchive *archive = fixture->archive;
  gint64 id = cadre_scheme_identify (archive, "village-secretary", NULL);

  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *before = cadre_test_dump (archive);
      g_autofree char *changed = NULL;
      g_autofree char *after = NULL;

      switch (i)
        {
        case 0: DO (archive, cadre_scheme_add_indicator (archive, id, "hours", "late", "迟到", error) != 0); break;
        case 1: DO (archive, cadre_scheme_remove_indicator (archive, id, "study", error)); break;
        case 2: DO (archive, cadre_scheme_place_indicator (archive, id, "study", 2, error)); break;
        case 3: DO (archive, cadre_scheme_set (archive, id, "hours", "formula", "", error)); break;
        case 4: DO (archive, cadre_scheme_set_scorers (archive, id, "人大代表", "10", error)); break;
        case 5: DO (archive, cadre_scheme_rename_scorers (archive, id, "群众", "村民评议", error)); break;
        case 6: DO (archive, cadre_scheme_remove_scorers (archive, id, "群众", error)); break;
        case 7: DO (archive, cadre_scheme_set (archive, id, NULL, "tie_rule", "all", error)); break;
        default: DO (archive, cadre_scheme_delete (archive, id, error)); break;
        }
      changed = cadre_test_dump (archive);
      g_assert_cmpstr (before, !=, changed);
      g_assert_true (cadre_journal_undo (archive, NULL, NULL));
      after = cadre_test_dump (archive);
      g_assert_cmpstr (before, ==, after);
    }
}

/* What a field cannot be is refused with the cure, and nothing of it stays. */
static void
test_fields (CadreTestArchive *fixture,
             gconstpointer     data)
{
  CadreArchive *archive = fixture->archive;
  gint64 id = 0;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  DO (archive, (id = cadre_scheme_copy (archive, cadre_scheme_identify (archive, "village-secretary", NULL), "本县方案", error)) != 0);
  before = cadre_test_dump (archive);
  REFUSE (archive, cadre_scheme_set (archive, id, "hours", "formula", "min (学时 / 40", error), "40");
  REFUSE (archive, cadre_scheme_set (archive, id, "hours", "formula", "学分 / 2", error), "学时、");
  REFUSE (archive, cadre_scheme_set (archive, id, "study", "formula", "学时", error), "below");
  REFUSE (archive, cadre_scheme_set (archive, id, "study", "way", "录入", error), "take that away");
  REFUSE (archive, cadre_scheme_set (archive, id, "hours", "way", "汇总", error), "add that first");
  REFUSE (archive, cadre_scheme_set (archive, id, "hours", "way", "录入", error), "formula");
  REFUSE (archive, cadre_scheme_set (archive, id, "hours", "weight", "101", error), "100");
  REFUSE (archive, cadre_scheme_set (archive, id, "hours", "colour", "1", error), "colour");
  REFUSE (archive, cadre_scheme_set (archive, id, NULL, "tie_rule", "indicator:nobody", error), "nobody");
  REFUSE (archive, cadre_scheme_set (archive, id, NULL, "tie_rule", "随便", error), "indicator:KEY");
  REFUSE (archive, cadre_scheme_set (archive, id, NULL, "grade_words", "优秀", error), "grades");
  REFUSE (archive, cadre_scheme_set (archive, id, NULL, "grades", "优秀", error), "优秀 90");
  REFUSE (archive, cadre_scheme_set (archive, id, "hours", "name", "理论测试", error), "another name");
  REFUSE (archive, cadre_scheme_set_scorers (archive, id, "同级", "多", error), "多");
  REFUSE (archive, cadre_scheme_rename_scorers (archive, id, "没有", "有", error), "没有");
  REFUSE (archive, cadre_scheme_remove_scorers (archive, id, "没有", error), "没有");
  after = cadre_test_dump (archive);
  g_assert_cmpstr (before, ==, after);

  /* A formula taken away leaves an indicator that is entered, and given again one that is computed. */
  DO (archive, cadre_scheme_set (archive, id, "hours", "formula", "", error));
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM indicator WHERE key = 'hours' AND way = 'entered' AND formula IS NULL"), ==, 1);
  REFUSE (archive, cadre_scheme_set (archive, id, "hours", "way", "计算", error), "formula");
  DO (archive, cadre_scheme_set (archive, id, "hours", "way", "导入", error));
  DO (archive, cadre_scheme_set (archive, id, "hours", "formula", "学时", error));
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM indicator WHERE key = 'hours' AND way = 'computed' AND formula = '学时'"), ==, 1);
  DO (archive, cadre_scheme_set_scorers (archive, id, "人大代表", "10", error));
  expect_fault (archive, id, "make 110, not 100: take 10 away");

  /* Grades are read as they are written. */
  DO (archive, cadre_scheme_set (archive, id, NULL, "grades", "好 85，中/一般 60, 差 0", error));
  {
    g_autoptr(CadreScheme) scheme = cadre_scheme_load (archive, id, NULL);
    g_autofree char *grades = cadre_scheme_format_grades (scheme);

    g_assert_cmpstr (grades, ==, "好 85，中/一般 60，差 0");
    g_assert_cmpstr (((CadreGradeLine *) g_ptr_array_index (scheme->grades, 1))->other, ==, "一般");
  }
}

static gint64
make_round (CadreArchive *archive)
{
  static const gint64 ids[] = { 1, 2 };
  gint64 round_id = 0;

  cadre_test_do (archive, "people", "INSERT INTO unit (id, name, path) VALUES (1, '某镇', '00001.');"
                 "INSERT INTO person (id, unit_id, name) VALUES (1, 1, '张三'), (2, 1, '李四');");
  DO (archive, (round_id = cadre_round_create (archive, cadre_scheme_identify (archive, "village-secretary", NULL), "轮", 2025, error)) != 0);
  DO (archive, cadre_round_add_people (archive, round_id, ids, G_N_ELEMENTS (ids), NULL, error));
  return round_id;
}

/* What has scores is changed in a trial; kept, the scores go that nothing asks for, and Undo brings them back. */
static void
test_scored (CadreTestArchive *fixture,
             gconstpointer     data)
{
  CadreArchive *archive = fixture->archive;
  gint64 id = cadre_scheme_identify (archive, "village-secretary", NULL), round_id = make_round (archive), trial_id = 0, copy;
  gint64 indicator = cadre_test_int (archive, "SELECT i.id FROM indicator i JOIN scheme s ON s.id = i.scheme_id "
                                     "WHERE s.key = 'village-secretary' AND i.way = 'entered' AND i.nature = 'score' ORDER BY i.id LIMIT 1");
  gint64 group = cadre_test_int (archive, "SELECT g.id FROM scorer_group g JOIN scheme s ON s.id = g.scheme_id "
                                 "WHERE s.key = 'village-secretary' ORDER BY g.id LIMIT 1");
  g_autofree char *key = NULL;
  g_autofree char *scorers = NULL;
  g_autofree char *sql = g_strdup_printf ("SELECT key FROM indicator WHERE id = %" G_GINT64_FORMAT, indicator);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  key = cadre_test_text (archive, sql);
  scorers = cadre_test_text (archive, "SELECT g.name FROM scorer_group g JOIN scheme s ON s.id = g.scheme_id "
                             "WHERE s.key = 'village-secretary' ORDER BY g.id LIMIT 1");
  DO (archive, cadre_round_set_score (archive, cadre_test_int (archive, "SELECT id FROM participant WHERE person_id = 1"), indicator, group,
                                      "甲", "90", NULL, error));
  REFUSE (archive, cadre_scheme_remove_indicator (archive, id, key, error), "trial");
  REFUSE (archive, cadre_scheme_add_indicator (archive, id, key, NULL, "细项", error), "trial");
  REFUSE (archive, cadre_scheme_remove_scorers (archive, id, scorers, error), "trial");
  REFUSE (archive, cadre_scheme_delete (archive, id, error), "轮");

  DO (archive, (trial_id = cadre_round_try (archive, round_id, "去掉一项", error)) != 0);
  copy = cadre_test_int (archive, "SELECT scheme_id FROM assessment_round WHERE trial_of IS NOT NULL");
  DO (archive, cadre_scheme_remove_indicator (archive, copy, key, error));
  before = cadre_test_dump (archive);
  DO (archive, cadre_round_keep_trial (archive, trial_id, error));
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM score"), ==, 0);
  g_assert_cmpint (cadre_test_int (archive, "SELECT scheme_id FROM assessment_round"), ==, copy);
  g_assert_true (cadre_journal_undo (archive, NULL, NULL));
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM score"), ==, 1);
  after = cadre_test_dump (archive);
  g_assert_cmpstr (before, ==, after);
}

/* A locked round's scheme stands; its copy does not. */
static void
test_locked (CadreTestArchive *fixture,
             gconstpointer     data)
{
  CadreArchive *archive = fixture->archive;
  gint64 id = cadre_scheme_identify (archive, "village-secretary", NULL), copy = 0;

  make_round (archive);
  cadre_test_do (archive, "lock", "UPDATE assessment_round SET state = 'locked'");
  REFUSE (archive, cadre_scheme_add_indicator (archive, id, NULL, NULL, "新项", error), "copy");
  REFUSE (archive, cadre_scheme_remove_indicator (archive, id, "study", error), "copy");
  REFUSE (archive, cadre_scheme_place_indicator (archive, id, "study", 2, error), "copy");
  REFUSE (archive, cadre_scheme_set_scorers (archive, id, "新主体", "1", error), "copy");
  REFUSE (archive, cadre_scheme_rename_scorers (archive, id, "群众", "新主体", error), "copy");
  REFUSE (archive, cadre_scheme_remove_scorers (archive, id, "群众", error), "copy");
  DO (archive, (copy = cadre_scheme_copy (archive, id, "下一版", error)) != 0);
  DO (archive, cadre_scheme_add_indicator (archive, copy, NULL, NULL, "新项", error) != 0);
}

static void
test_cadrectl (CadreTestArchive *fixture,
               gconstpointer     data)
{
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;

  g_clear_object (&fixture->archive);
  g_assert_cmpint (cadre_test_cadrectl (NULL, &err, "-a", fixture->path, "scheme", "local", "--new", "本县方案", "--add", "duty=履职", "--add",
                                        "study=学习", "--add", "study/hours=学时", "--group", "上级=60", "--group", "群众=30", "--set",
                                        "duty.weight=60", "--set", "study.weight=40", "--set", "hours.formula=学时", "--place", "study=1",
                                        NULL), ==, 0);
  g_assert_nonnull (strstr (err, "give 10 more"));
  g_clear_pointer (&err, g_free);
  g_assert_cmpint (cadre_test_cadrectl (NULL, &err, "-a", fixture->path, "scheme", "local", "--group", "群众=40", "--rename-group", "上级=乡镇", NULL), ==, 0);
  g_assert_cmpstr (err, ==, "");
  g_assert_cmpint (cadre_test_cadrectl (&out, NULL, "-a", fixture->path, "scheme", "local", NULL), ==, 0);
  g_assert_true (g_str_has_prefix (out, "学习\tstudy\t40.0"));
  g_assert_null (strstr (out, "not 100"));
  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "-a", fixture->path, "scheme", "local", "--add", "学习", NULL), ==, 1);
  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "-a", fixture->path, "scheme", "local", "--remove", "study", "--remove-group", "乡镇", NULL),
                   ==, 0);
  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "-a", fixture->path, "scheme", "local", "--delete", NULL), ==, 0);
  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "-a", fixture->path, "scheme", "local", NULL), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) \
  g_test_add ("/scheme/" name, CadreTestArchive, NULL, cadre_test_set_up, function, cadre_test_tear_down)
  ADD ("tree", test_tree);
  ADD ("undo-each", test_undo_each);
  ADD ("fields", test_fields);
  ADD ("scored", test_scored);
  ADD ("locked", test_locked);
  ADD ("cadrectl", test_cadrectl);
#undef ADD

  return g_test_run ();
}
