/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who is meant, the tree of units, order, summaries, the recycle bin. */

#include "config.h"

#include <string.h>

#include "cadre-journal.h"
#include "cadre-people.h"
#include "cadre-recycle-bin.h"
#include "cadre-test.h"

/* 都亭 has 青塘 and 双坝; 东城 has another 青塘. */
static const char tree_sql[] =
  "INSERT INTO unit (id, parent_id, position, name, short_name) VALUES "
  "(1, NULL, 1, '都亭街道', '都亭'), (2, NULL, 2, '东城街道', '东城'), (3, 1, 1, '青塘村', NULL), (4, 1, 2, '双坝村', NULL), "
  "(5, 2, 1, '青塘村', NULL), (6, 3, 1, '一组', NULL);";

static gboolean
act (CadreArchive  *archive,
     gboolean     (*func) (CadreArchive *, gint64, gint64, GError **),
     gint64         a,
     gint64         b,
     GError       **error)
{
  g_autoptr(CadreAction) action = cadre_action_begin (archive, "edit", "act", NULL);

  return func (archive, a, b, error) && cadre_action_commit (action, error);
}

static gboolean
renumber (CadreArchive  *archive,
          gint64         a,
          gint64         b,
          GError       **error)
{
  return cadre_units_renumber (archive, error);
}

static gboolean
move_to_end (CadreArchive  *archive,
             gint64         a,
             gint64         b,
             GError       **error)
{
  return cadre_units_move (archive, a, b, 0, error);
}

static void
test_identify_people (CadreTestArchive *fixture,
                      gconstpointer     data)
{
  static const struct
  {
    const char *text;
    gint64 id;
    int code;
  } cases[] = {
    { "王五", 3, 0 }, { "王　五", 3, 0 }, { "张三", 0, CADRE_ERROR_AMBIGUOUS }, { "张三 1985.03", 1, 0 },
    { "张三 198503", 1, 0 }, { "张三 1985", 1, 0 }, { "张三 1990年7月", 2, 0 }, { "张三 都亭", 2, 0 },
    { "张三 1970.01", 0, CADRE_ERROR_NOT_FOUND }, { "赵六", 0, CADRE_ERROR_NOT_FOUND },
    { "422802198101258493", 3, 0 }, { "#2", 2, 0 }, { "#99", 0, CADRE_ERROR_NOT_FOUND },
    { "", 0, CADRE_ERROR_NOT_FOUND },
  };
  g_autofree char *uuid = NULL;
  g_autoptr(GError) ambiguous = NULL;

  cadre_test_do (fixture->archive, "tree", tree_sql);
  cadre_test_do (fixture->archive, "people",
                 "INSERT INTO person (id, name, birth, unit_id, id_number) VALUES (1, '张三', '1985-03', 2, NULL), "
                 "(2, '张三', '1990-07-01', 1, NULL), (3, '王五', NULL, 1, '422802198101258493')");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (cadre_people_identify (fixture->archive, cases[i].text, &error), ==, cases[i].id);
      if (cases[i].id == 0)
        g_assert_error (error, CADRE_ERROR, cases[i].code);
      else
        g_assert_no_error (error);
    }

  uuid = cadre_test_text (fixture->archive, "SELECT uuid FROM person WHERE id = 2");
  g_assert_cmpint (cadre_people_identify (fixture->archive, uuid, NULL), ==, 2);

  /* The candidates can be told apart. */
  cadre_people_identify (fixture->archive, "张三", &ambiguous);
  g_assert_nonnull (strstr (ambiguous->message, "1985.03"));
  g_assert_nonnull (strstr (ambiguous->message, "#2"));
}

static void
test_identify_units (CadreTestArchive *fixture,
                     gconstpointer     data)
{
  static const struct
  {
    const char *text;
    gint64 id;
    int code;
  } cases[] = {
    { "都亭街道", 1, 0 }, { "都亭", 1, 0 }, { "双坝村", 4, 0 }, { "青塘村", 0, CADRE_ERROR_AMBIGUOUS },
    { "都亭街道/青塘村", 3, 0 }, { "东城/青塘村", 5, 0 }, { "利川市/东城/青塘村", 5, 0 }, { "#6", 6, 0 },
    { "无此村", 0, CADRE_ERROR_NOT_FOUND },
  };

  cadre_test_do (fixture->archive, "tree", tree_sql);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (cadre_units_identify (fixture->archive, cases[i].text, &error), ==, cases[i].id);
      if (cases[i].id == 0)
        g_assert_error (error, CADRE_ERROR, cases[i].code);
    }
}

static char *
paths (CadreArchive *archive)
{
  return cadre_test_text (archive, "SELECT group_concat (id || '=' || path, ' ') FROM (SELECT id, path FROM unit ORDER BY id)");
}

static void
test_paths (CadreTestArchive *fixture,
            gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *numbered = NULL;
  g_autofree char *moved = NULL;
  gint64 changes;

  cadre_test_do (fixture->archive, "tree", tree_sql);
  g_assert_true (act (fixture->archive, renumber, 0, 0, &error));
  numbered = paths (fixture->archive);
  g_assert_cmpstr (numbered, ==, "1=00001. 2=00002. 3=00001.00001. 4=00001.00002. 5=00002.00001. 6=00001.00001.00001.");

  /* A second time nothing is written. */
  changes = cadre_test_int (fixture->archive, "SELECT count (*) FROM change");
  g_assert_true (act (fixture->archive, renumber, 0, 0, &error));
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (*) FROM change"), ==, changes);

  g_assert_true (act (fixture->archive, move_to_end, 3, 2, &error));
  moved = paths (fixture->archive);
  g_assert_cmpstr (moved, ==, "1=00001. 2=00002. 3=00002.00002. 4=00001.00001. 5=00002.00001. 6=00002.00002.00001.");

  g_assert_false (act (fixture->archive, move_to_end, 2, 6, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_INVALID);
}

/* A chain of 300 units is numbered as well as a short one. */
static void
test_deep_tree (CadreTestArchive *fixture,
                gconstpointer     data)
{
  g_autoptr(GError) error = NULL;

  cadre_test_do (fixture->archive, "chain",
                 "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300) "
                 "INSERT INTO unit (id, parent_id, name) SELECT i, nullif (i - 1, 0), '第' || i FROM n");
  g_assert_true (act (fixture->archive, renumber, 0, 0, &error));
  g_assert_no_error (error);
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT length (path) FROM unit WHERE id = 300"), ==, 1800);
}

static void
test_ensure (CadreTestArchive *fixture,
             gconstpointer     data)
{
  g_autoptr(CadreAction) action = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;
  gint64 village;

  cadre_test_do (fixture->archive, "tree", tree_sql);
  act (fixture->archive, renumber, 0, 0, &error);
  action = cadre_action_begin (fixture->archive, "edit", "ensure", &error);
  g_assert_cmpint (cadre_units_ensure (fixture->archive, "都亭街道", 0, &error), ==, 1);
  g_assert_cmpint (cadre_units_ensure (fixture->archive, " 青塘村 ", 2, &error), ==, 5);
  g_assert_cmpint (cadre_units_ensure (fixture->archive, "青塘村", 0, &error), ==, 0);
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_AMBIGUOUS);
  g_clear_error (&error);
  village = cadre_units_ensure (fixture->archive, "新村", 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (cadre_units_ensure (fixture->archive, "新村", 1, &error), ==, village);
  g_assert_true (cadre_action_commit (action, &error));

  path = cadre_test_text (fixture->archive, "SELECT path FROM unit WHERE name = '新村'");
  g_assert_cmpstr (path, ==, "00001.00003.");
}

static void
test_merge (CadreTestArchive *fixture,
            gconstpointer     data)
{
  CadreArchive *archive = fixture->archive;
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *order = NULL;

  cadre_test_do (archive, "data", tree_sql);
  cadre_test_do (archive, "data",
                 "INSERT INTO person (id, name, unit_id, position) VALUES (1, '甲', 3, 1), (2, '乙', 5, 1), (3, '丙', 3, 2);"
                 "INSERT INTO appointment (person_id, unit_id, post_name) VALUES (1, 3, '支书');"
                 "INSERT INTO posting (person_id, unit_id, sender_id, kind) VALUES (2, 3, 3, '第一书记');"
                 "INSERT INTO unit_year (unit_id, year, people) VALUES (3, 2016, 5), (5, 2016, 6), (3, 2017, 7);"
                 "INSERT INTO class (id, name) VALUES (1, '某班');"
                 "INSERT INTO class_quota (class_id, unit_id, places) VALUES (1, 3, 2), (1, 5, 3)");
  act (archive, renumber, 0, 0, &error);
  before = cadre_test_dump (archive);

  g_assert_true (act (archive, cadre_units_merge, 3, 5, &error));
  g_assert_no_error (error);
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM unit WHERE id = 3"), ==, 0);
  g_assert_cmpint (cadre_test_int (archive, "SELECT unit_id FROM appointment"), ==, 5);
  g_assert_cmpint (cadre_test_int (archive, "SELECT sender_id FROM posting"), ==, 5);
  g_assert_cmpint (cadre_test_int (archive, "SELECT parent_id FROM unit WHERE id = 6"), ==, 5);
  g_assert_cmpint (cadre_test_int (archive, "SELECT places FROM class_quota"), ==, 5);
  g_assert_cmpint (cadre_test_int (archive, "SELECT sum (people) FROM unit_year WHERE unit_id = 5"), ==, 13);
  order = cadre_test_text (archive, "SELECT group_concat (name, '') FROM (SELECT name FROM person ORDER BY unit_id, position)");
  g_assert_cmpstr (order, ==, "乙甲丙");

  g_assert_true (cadre_journal_undo (archive, NULL, &error));
  undone = cadre_test_dump (archive);
  g_assert_cmpstr (undone, ==, before);

  /* Into a unit below itself: that one takes its place. */
  g_assert_true (act (archive, cadre_units_merge, 3, 6, &error));
  g_assert_cmpint (cadre_test_int (archive, "SELECT parent_id FROM unit WHERE id = 6"), ==, 1);
  g_assert_false (act (archive, cadre_units_merge, 6, 6, &error));
}

static void
test_order_of_people (CadreTestArchive *fixture,
                      gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *order = NULL;
  g_autoptr(CadreAction) action = NULL;

  cadre_test_do (fixture->archive, "data", tree_sql);
  cadre_test_do (fixture->archive, "data",
                 "INSERT INTO person (id, name, unit_id) VALUES (1, '甲', 1), (2, '乙', 1), (3, '丙', 1), (4, '丁', 2)");
  action = cadre_action_begin (fixture->archive, "edit", "order", &error);
  g_assert_true (cadre_people_move (fixture->archive, 3, 1, 1, &error));
  g_assert_true (cadre_people_move (fixture->archive, 4, 1, 2, &error));
  g_assert_true (cadre_people_move (fixture->archive, 1, 1, 0, &error));
  g_assert_true (cadre_action_commit (action, &error));

  order = cadre_test_text (fixture->archive, "SELECT group_concat (name, '') FROM "
                                             "(SELECT name FROM person WHERE unit_id = 1 ORDER BY position)");
  g_assert_cmpstr (order, ==, "丙丁乙甲");
}

static gboolean
refresh (CadreArchive  *archive,
         gint64         a,
         gint64         b,
         GError       **error)
{
  return cadre_people_refresh_summaries (archive, a, b, error);
}

static void
test_summaries (CadreTestArchive *fixture,
                gconstpointer     data)
{
  CadreArchive *archive = fixture->archive;
  static const struct
  {
    const char *sql;
    const char *text;
  } cases[] = {
    /* Empty: filled. The unit's name is not said twice. */
    { "SELECT post_full || '|' || post_since || '|' || post_level || '|' || post_level_since FROM person WHERE id = 1",
      "都亭街道党工委书记、都亭街道人大工委主任|2016-05|乡科级正职|2015-01" },
    /* Typed by hand at the same date: stays. */
    { "SELECT post_full || '|' || post_short FROM person WHERE id = 2", "中共都亭街道工委委员|工委委员" },
    /* The history is newer: replaced, and the old short form goes. */
    { "SELECT post_full || '|' || ifnull (post_short, '-') FROM person WHERE id = 3", "双坝村党支部书记|-" },
    { "SELECT rank || rank_since FROM person WHERE id = 1", "一级主任科员2019-06" },
    { "SELECT fulltime_education || ifnull (fulltime_degree, '') || inservice_education FROM person WHERE id = 1",
      "大专中央党校大学" },
    { "SELECT fulltime_education || fulltime_degree || fulltime_school FROM person WHERE id = 2", "研究生法学硕士某大学法学" },
    { "SELECT fulltime_education FROM person WHERE id = 3", "大学" },
    { "SELECT ifnull (post_full, '-') FROM person WHERE id = 4", "-" },
  };
  g_autoptr(GError) error = NULL;
  gint64 changes;

  cadre_test_do (archive, "data", tree_sql);
  cadre_test_do (archive, "data",
                 "INSERT INTO person (id, name, post_full, post_short, post_since, fulltime_education) VALUES "
                 "(1, '甲', NULL, NULL, NULL, NULL), (2, '乙', '中共都亭街道工委委员', '工委委员', '2014-03', '大学'), "
                 "(3, '丙', '双坝村主任', '主任', '2011', '大学'), (4, '丁', NULL, NULL, NULL, NULL);"
                 "INSERT INTO appointment (person_id, unit_id, unit_name, post_name, post_level, is_main, position, since, status) VALUES "
                 "(1, 1, NULL, '人大工委主任', NULL, 0, 2, '2016-09', '在任'), (1, 1, '都亭街道', '都亭街道党工委书记', '乡科级正职', 1, 1, '2016-05', '在任'), "
                 "(1, 2, NULL, '主任', NULL, 0, 0, '2012', '已免'), (2, 1, NULL, '委员', NULL, 1, 1, '2014-03', '在任'), "
                 "(3, 4, NULL, '党支部书记', NULL, 1, 1, '2014', '在任'), (4, 4, NULL, '会计', NULL, 1, 1, '2014', '已免');"
                 "INSERT INTO rank_history (person_id, scheme, value, since, until) VALUES "
                 "(1, '职级', '二级主任科员', '2017', '2019-06'), (1, '职级', '一级主任科员', '2019-06', NULL), (1, '职务层次', '乡科级正职', '2015-01', NULL);"
                 "INSERT INTO education (person_id, mode, education, degree, until, school, major) VALUES "
                 "(1, '全日制', '大专', NULL, '1999', '某校', NULL), (1, '全日制', '中专', NULL, '1996', '某校', NULL), "
                 "(1, '在职', '中央党校大学', NULL, '2005', NULL, NULL), (2, '全日制', '研究生', '法学硕士', '2010', '某大学', '法学'), "
                 "(3, '全日制', '大专', NULL, '2001', NULL, NULL)");
  g_assert_true (act (archive, refresh, 1, 4, &error));
  g_assert_no_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = cadre_test_text (archive, cases[i].sql);

      g_assert_cmpstr (text, ==, cases[i].text);
    }

  changes = cadre_test_int (archive, "SELECT count (*) FROM change");
  g_assert_true (act (archive, refresh, 1, 4, &error));
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM change"), ==, changes);
}

static void
test_recycle_bin (CadreTestArchive *fixture,
                  gconstpointer     data)
{
  CadreArchive *archive = fixture->archive;
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GPtrArray) deleted = NULL;
  g_autoptr(GPtrArray) none = NULL;
  CadreDeletedPerson *person;

  cadre_test_do (archive, "data", "INSERT INTO person (id, name, birth) VALUES (1, '张三', '1985-03'), (2, '李四', NULL);"
                                  "INSERT INTO study (person_id, year, title) VALUES (1, 2017, '某班')");
  before = cadre_test_dump (archive);
  cadre_test_do (archive, "delete 张三", "DELETE FROM person WHERE id = 1");

  deleted = cadre_people_list_deleted (archive, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (deleted->len, ==, 1);
  person = g_ptr_array_index (deleted, 0);
  g_assert_cmpint (person->person_id, ==, 1);
  g_assert_cmpstr (person->name, ==, "张三");
  g_assert_cmpstr (person->birth, ==, "1985-03");
  g_assert_cmpstr (person->action_name, ==, "delete 张三");

  g_assert_true (cadre_people_restore (archive, 1, &error));
  g_assert_no_error (error);
  after = cadre_test_dump (archive);
  g_assert_cmpstr (after, ==, before);
  none = cadre_people_list_deleted (archive, &error);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_false (cadre_people_restore (archive, 1, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND);
}

#define ADD(path, func) g_test_add (path, CadreTestArchive, NULL, cadre_test_set_up, func, cadre_test_tear_down)

/* Records that went by themselves: one of a person, and one of nobody. */
static void
test_deleted_records (CadreTestArchive *fixture,
                      gconstpointer     data)
{
  CadreArchive *archive = fixture->archive;
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreCatalogue) catalogue = cadre_catalogue_new (archive, &error);
  g_autoptr(GPtrArray) records = NULL;
  const CadreDeletedRecord *record;

  g_assert_no_error (error);
  cadre_test_do (archive, "data", "INSERT INTO person (id, name) VALUES (1, '张三');"
                                  "INSERT INTO study (id, person_id, year, title) VALUES (5, 1, 2017, '某班');"
                                  "INSERT INTO course (id, name) VALUES (7, '某课')");
  cadre_test_do (archive, "delete the study", "DELETE FROM study WHERE id = 5");
  cadre_test_do (archive, "delete the course", "DELETE FROM course WHERE id = 7");

  records = cadre_recycle_bin_list (archive, catalogue, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 2);
  record = g_ptr_array_index (records, 0);
  g_assert_cmpstr (record->kind->key, ==, "course");
  g_assert_cmpstr (record->label, ==, "某课");
  g_assert_null (record->person);
  record = g_ptr_array_index (records, 1);
  g_assert_cmpstr (record->kind->key, ==, "study");
  g_assert_cmpstr (record->label, ==, "某班");
  g_assert_cmpstr (record->person, ==, "张三");
  g_assert_cmpstr (record->action_name, ==, "delete the study");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/people/identify", test_identify_people);
  ADD ("/people/order", test_order_of_people);
  ADD ("/people/summaries", test_summaries);
  ADD ("/people/recycle-bin", test_recycle_bin);
  ADD ("/people/deleted-records", test_deleted_records);
  ADD ("/units/identify", test_identify_units);
  ADD ("/units/paths", test_paths);
  ADD ("/units/deep-tree", test_deep_tree);
  ADD ("/units/ensure", test_ensure);
  ADD ("/units/merge", test_merge);

  return g_test_run ();
}
