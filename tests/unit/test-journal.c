/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The archive's file and its journal: actions, undo, redo. */

#include "config.h"

#include "cadre-journal.h"
#include "cadre-test.h"

static void
test_undo_redo (CadreTestArchive *fixture,
                gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;
  g_autofree char *name = NULL;

  cadre_test_do (fixture->archive, "add", "INSERT INTO person (name, birth) VALUES ('张三', '1985-03'), ('李四', NULL)");
  before = cadre_test_dump (fixture->archive);
  cadre_test_do (fixture->archive, "change",
              "UPDATE person SET birth = '1986' WHERE name = '张三'; DELETE FROM person WHERE name = '李四';");
  after = cadre_test_dump (fixture->archive);

  /* What was undone before a restart can be redone after it. */
  cadre_journal_undo (fixture->archive, &name, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, "change");
  undone = cadre_test_dump (fixture->archive);
  g_assert_cmpstr (undone, ==, before);

  cadre_test_reopen (fixture);

  cadre_journal_redo (fixture->archive, NULL, &error);
  g_assert_no_error (error);
  redone = cadre_test_dump (fixture->archive);
  g_assert_cmpstr (redone, ==, after);

  g_assert_false (cadre_journal_redo (fixture->archive, NULL, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_NOTHING_TO_DO);
}

static void
test_no_change_outside_an_action (CadreTestArchive *fixture,
                                  gconstpointer     data)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (cadre_archive_execute (fixture->archive, "INSERT INTO person (name) VALUES ('张三')", &error));
  g_assert_nonnull (error);
}

static void
test_bulk (CadreTestArchive *fixture,
           gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreAction) action = NULL;
  gint64 n = 0;

  action = cadre_action_begin (fixture->archive, "import", "bulk", &error);
  g_assert_no_error (error);
  g_assert_true (cadre_action_begin_bulk (action, &error));
  cadre_archive_execute (fixture->archive,
                         "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) "
                         "INSERT INTO person (name) SELECT '某' || i FROM n", &error);
  g_assert_no_error (error);
  g_assert_true (cadre_action_commit (action, &error));
  g_clear_pointer (&action, cadre_action_free);

  cadre_archive_query_int64 (fixture->archive, "SELECT count (*) FROM change", &n, &error);
  g_assert_cmpint (n, ==, 1);
  cadre_journal_undo (fixture->archive, NULL, &error);
  g_assert_no_error (error);
  cadre_archive_query_int64 (fixture->archive, "SELECT count (*) FROM person", &n, &error);
  g_assert_cmpint (n, ==, 0);
  cadre_journal_redo (fixture->archive, NULL, &error);
  g_assert_no_error (error);
  cadre_archive_query_int64 (fixture->archive, "SELECT count (*) FROM person", &n, &error);
  g_assert_cmpint (n, ==, 1000);
}

static void
test_rollback (CadreTestArchive *fixture,
               gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  gint64 n = -1;

  {
    g_autoptr(CadreAction) action = cadre_action_begin (fixture->archive, "edit", "given up", &error);

    g_assert_no_error (error);
    cadre_archive_execute (fixture->archive, "INSERT INTO person (name) VALUES ('张三')", &error);
    g_assert_no_error (error);
  }

  cadre_archive_query_int64 (fixture->archive, "SELECT count (*) FROM person", &n, &error);
  g_assert_cmpint (n, ==, 0);
  cadre_test_do (fixture->archive, "next", "INSERT INTO person (name) VALUES ('李四')");
}

/* What an undo brings back is exactly what was there. */
static void
test_exact_values (CadreTestArchive *fixture,
                   gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  const char *exact = "SELECT group_concat (quote (collective_income), ',') FROM (SELECT * FROM unit_year ORDER BY id)";
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *before_dump = NULL;
  g_autofree char *after_dump = NULL;

  cadre_test_do (fixture->archive, "add",
                 "INSERT INTO unit (id, name, note, custom, posts_other) VALUES (1, '村', "
                 "'引号\" 反斜\\ 换行' || char (10, 9, 1, 127) || '𠮷', '{\"a\":\"b\\\"c\",\"n\":0.1}', 9223372036854775807);"
                 "INSERT INTO unit_year (unit_id, year, collective_income) VALUES "
                 "(1, 2001, 0.1), (1, 2002, 0.1 + 0.2), (1, 2003, 1.0 / 3), (1, 2004, 1e300), (1, 2005, -0.0), "
                 "(1, 2006, 5), (1, 2007, 123456789.123), (1, 2008, NULL), (1, 2009, 2.5e-10);");
  before = cadre_test_text (fixture->archive, exact);
  before_dump = cadre_test_dump (fixture->archive);

  cadre_test_do (fixture->archive, "change",
                 "UPDATE unit_year SET collective_income = 7 WHERE year < 2005; DELETE FROM unit_year WHERE year > 2004;"
                 "UPDATE unit SET note = NULL, custom = NULL, posts_other = NULL;");
  g_assert_true (cadre_journal_undo (fixture->archive, NULL, &error));
  g_assert_no_error (error);

  after = cadre_test_text (fixture->archive, exact);
  after_dump = cadre_test_dump (fixture->archive);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpstr (after_dump, ==, before_dump);
}

/* REPLACE deletes rows, foreign keys delete and change rows: all of it is
 * journalled. */
static void
test_indirect_changes (CadreTestArchive *fixture,
                       gconstpointer     data)
{
  const char *actions[] = {
    "INSERT OR REPLACE INTO setting (key, value) VALUES ('a', '2')",
    "DELETE FROM person WHERE id = 1",
    "UPDATE code_set SET key = 'other' WHERE key = 'degree'",
    "DELETE FROM posting WHERE id = 1",
    /* Keys trade places. */
    "UPDATE setting SET key = 'c' WHERE key = 'a'; UPDATE setting SET key = 'a' WHERE key = 'b';"
    "UPDATE setting SET key = 'b' WHERE key = 'c'",
    "INSERT INTO unit (id, name) VALUES (8, '镇'); UPDATE unit SET parent_id = 8 WHERE id = 1;"
    "UPDATE person SET unit_id = 8; DELETE FROM unit WHERE id = 2",
    /* The last row goes, and another gets its key. */
    "DELETE FROM setting WHERE id = 2; INSERT INTO setting (key, value) VALUES ('d', '1'), ('e', '1')",
    "INSERT OR REPLACE INTO setting (id, key, value) VALUES (2, 'd', '2'), (9, 'e', '2')",
    /* Rows that are there only for a while. */
    "INSERT INTO setting (id, key) VALUES (5, 'd'), (7, 'e'); UPDATE setting SET value = '3' WHERE id > 1;"
    "DELETE FROM setting WHERE id IN (1, 7)",
  };

  cadre_test_do (fixture->archive, "add",
                 "INSERT INTO unit (id, name) VALUES (1, '村'), (2, '组');"
                 "INSERT INTO person (id, name, unit_id) VALUES (1, '张三', 1), (2, '李四', 2);"
                 "INSERT INTO class (id, name) VALUES (1, '中青班');"
                 "INSERT INTO enrolment (id, class_id, person_id) VALUES (1, 1, 1);"
                 "INSERT INTO mark_part (id, class_id, name) VALUES (1, 1, '调研报告');"
                 "INSERT INTO mark (enrolment_id, part_id, score) VALUES (1, 1, 88.5);"
                 "INSERT INTO posting (id, person_id, kind) VALUES (1, 2, '第一书记');"
                 "INSERT INTO posting (id, person_id, kind, predecessor_id) VALUES (2, 2, '第一书记', 1);"
                 "INSERT INTO setting (key, value) VALUES ('a', '1'), ('b', '1');");

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *before = cadre_test_dump (fixture->archive);
      g_autofree char *after = NULL;
      g_autofree char *undone = NULL;
      g_autofree char *redone = NULL;

      cadre_test_do (fixture->archive, "change", actions[i]);
      after = cadre_test_dump (fixture->archive);
      g_assert_cmpstr (after, !=, before);
      cadre_journal_undo (fixture->archive, NULL, &error);
      g_assert_no_error (error);
      undone = cadre_test_dump (fixture->archive);
      g_assert_cmpstr (undone, ==, before);
      cadre_journal_redo (fixture->archive, NULL, &error);
      g_assert_no_error (error);
      redone = cadre_test_dump (fixture->archive);
      g_assert_cmpstr (redone, ==, after);
      cadre_journal_undo (fixture->archive, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (*) FROM pragma_foreign_key_check"), ==, 0);
    }
}

/* In a bulk, rows that were there are journalled as ever; keys may be used
 * again and old rows may come to refer to new ones. */
static void
test_bulk_among_old_rows (CadreTestArchive *fixture,
                          gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreAction) action = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;

  cadre_test_do (fixture->archive, "add",
                 "INSERT INTO unit (id, name, uuid) VALUES (1, '甲', 'x'), (5, '乙', 'y');"
                 "INSERT INTO person (id, name, unit_id) VALUES (1, '张三', 1);");
  before = cadre_test_dump (fixture->archive);

  action = cadre_action_begin (fixture->archive, "import", "bulk", &error);
  g_assert_no_error (error);
  g_assert_true (cadre_action_begin_bulk (action, &error));
  cadre_archive_execute (fixture->archive,
                         "INSERT INTO unit (name) VALUES ('丙');"
                         "INSERT INTO unit (name) VALUES ('丁');"
                         "UPDATE unit SET note = 'new' WHERE name = '丙';"
                         "UPDATE unit SET uuid = 'z' WHERE id = 1;"
                         "INSERT INTO unit (name, uuid) VALUES ('戊', 'x');"
                         "UPDATE person SET unit_id = (SELECT id FROM unit WHERE name = '戊');"
                         "DELETE FROM unit WHERE name IN ('乙', '丁');"
                         "INSERT INTO unit (id, name) VALUES (5, '己');"
                         "INSERT INTO unit (id, name) VALUES (3, '庚');", &error);
  g_assert_no_error (error);
  g_assert_true (cadre_action_commit (action, &error));
  g_assert_no_error (error);
  g_clear_pointer (&action, cadre_action_free);
  after = cadre_test_dump (fixture->archive);

  cadre_journal_undo (fixture->archive, NULL, &error);
  g_assert_no_error (error);
  undone = cadre_test_dump (fixture->archive);
  g_assert_cmpstr (undone, ==, before);
  cadre_journal_redo (fixture->archive, NULL, &error);
  g_assert_no_error (error);
  redone = cadre_test_dump (fixture->archive);
  g_assert_cmpstr (redone, ==, after);
}

/* Rows that an action adds above the others are journalled as a range of keys,
 * whatever else is done to them in it, and told apart from a row whose change
 * was given up. */
static void
test_new_rows (CadreTestArchive *fixture,
               gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreAction) action = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *changes = NULL;

  cadre_test_do (fixture->archive, "add", "INSERT INTO tag (id, name) VALUES (5, '甲')");
  before = cadre_test_dump (fixture->archive);

  action = cadre_action_begin (fixture->archive, "edit", "more", &error);
  g_assert_no_error (error);
  g_assert_false (cadre_archive_execute (fixture->archive,
                                         "INSERT OR REPLACE INTO tag (id, name) VALUES (5, '乙'), (6, NULL)", NULL));
  cadre_archive_execute (fixture->archive,
                         "INSERT INTO tag (id, name) VALUES (8, '丙'), (3, '丁'); INSERT INTO tag (name) VALUES ('戊'), ('己');"
                         "UPDATE tag SET name = name || '一'; DELETE FROM tag WHERE id = 9", &error);
  g_assert_no_error (error);
  g_assert_true (cadre_action_commit (action, &error));
  changes = cadre_test_text (fixture->archive, "SELECT group_concat (op || row_id || '-' || row_last, ' ') FROM change "
                                               "WHERE action_id = (SELECT max (id) FROM action)");
  g_assert_cmpstr (changes, ==, "I3-3 U3-3 U5-5 I8-10");

  g_assert_true (cadre_journal_undo (fixture->archive, NULL, &error));
  after = cadre_test_dump (fixture->archive);
  g_assert_cmpstr (after, ==, before);
}

/* A row is known by its key, in the journal and to other rows. */
static void
test_keys_stay (CadreTestArchive *fixture,
                gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreAction) action = NULL;

  cadre_test_do (fixture->archive, "add", "INSERT INTO tag (id, name) VALUES (1, '甲')");
  action = cadre_action_begin (fixture->archive, "edit", "key", &error);
  g_assert_no_error (error);
  g_assert_false (cadre_archive_execute (fixture->archive, "UPDATE tag SET id = 2", NULL));
}

/* An action that changes nothing leaves no trace and takes no Redo away. */
static void
test_empty_action (CadreTestArchive *fixture,
                   gconstpointer     data)
{
  g_autoptr(GError) error = NULL;

  cadre_test_do (fixture->archive, "add", "INSERT INTO person (name) VALUES ('张三')");
  cadre_journal_undo (fixture->archive, NULL, &error);
  g_assert_no_error (error);
  cadre_test_do (fixture->archive, "nothing", "UPDATE setting SET value = value");
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (*) FROM action"), ==, 1);
  cadre_journal_redo (fixture->archive, NULL, &error);
  g_assert_no_error (error);

  cadre_test_do (fixture->archive, "same", "UPDATE person SET name = '张三'");
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (*) FROM action"), ==, 1);
}

static void
test_undo_one (CadreTestArchive *fixture,
               gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  cadre_test_do (fixture->archive, "add", "INSERT INTO person (id, name) VALUES (1, '张三'), (2, '李四')");
  cadre_test_do (fixture->archive, "phone", "UPDATE person SET phone = '1' WHERE id = 1");
  cadre_test_do (fixture->archive, "note", "UPDATE person SET note = 'n' WHERE id = 1");
  cadre_test_do (fixture->archive, "third", "INSERT INTO person (id, name) VALUES (3, '王五')");
  cadre_test_do (fixture->archive, "study of third", "INSERT INTO study (person_id, year, title) VALUES (3, 2020, '班')");
  before = cadre_test_dump (fixture->archive);

  /* Another field of the same row is no obstacle. */
  g_assert_true (cadre_journal_undo_one (fixture->archive, 2, &name, &error));
  g_assert_cmpstr (name, ==, "phone");
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT phone IS NULL AND note = 'n' FROM person WHERE id = 1"), ==, 1);

  /* It is an action of its own. */
  g_assert_true (cadre_journal_undo (fixture->archive, NULL, &error));
  after = cadre_test_dump (fixture->archive);
  g_assert_cmpstr (after, ==, before);

  g_assert_false (cadre_journal_undo_one (fixture->archive, 1, NULL, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "phone"));
  g_clear_error (&error);

  /* A later row that refers to what would go. */
  g_assert_false (cadre_journal_undo_one (fixture->archive, 4, NULL, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "study of third"));
  g_clear_error (&error);

  g_assert_false (cadre_journal_undo_one (fixture->archive, 99, NULL, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_NOTHING_TO_DO);
  g_assert_cmpint (cadre_test_int (fixture->archive, "PRAGMA foreign_keys"), ==, 1);
}

static void
test_list_and_history (CadreTestArchive *fixture,
                       gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GPtrArray) of_person = NULL;
  g_autoptr(GPtrArray) history = NULL;
  CadreFieldChange *change;

  cadre_test_do (fixture->archive, "add", "INSERT INTO person (id, name) VALUES (1, '张三'), (2, '李四')");
  cadre_test_do (fixture->archive, "other", "UPDATE person SET phone = '1' WHERE id = 2");
  cadre_test_do (fixture->archive, "first", "UPDATE person SET birth = '1985' WHERE id = 1");
  cadre_test_do (fixture->archive, "second", "UPDATE person SET birth = '1985-03', phone = '7' WHERE id = 1");
  cadre_test_do (fixture->archive, "class", "INSERT INTO class (id, name) VALUES (1, '班')");
  cadre_test_do (fixture->archive, "enrol", "INSERT INTO enrolment (id, class_id, person_id) VALUES (1, 1, 1);"
                                            "INSERT INTO mark_part (id, class_id, name) VALUES (1, 1, '笔试')");
  cadre_test_do (fixture->archive, "mark", "INSERT INTO mark (enrolment_id, part_id, score) VALUES (1, 1, 90)");
  cadre_test_do (fixture->archive, "leave", "DELETE FROM enrolment");

  all = cadre_journal_list (fixture->archive, 0, 3, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpstr (((CadreJournalEntry *) g_ptr_array_index (all, 0))->name, ==, "leave");
  g_assert_cmpint (((CadreJournalEntry *) g_ptr_array_index (all, 0))->n_changes, ==, 2);

  /* Not what was done to another person; what is gone as well. */
  of_person = cadre_journal_list (fixture->archive, 1, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (of_person->len, ==, 4);
  g_assert_cmpstr (((CadreJournalEntry *) g_ptr_array_index (of_person, 0))->name, ==, "leave");
  g_assert_cmpstr (((CadreJournalEntry *) g_ptr_array_index (of_person, 3))->name, ==, "add");

  history = cadre_journal_history (fixture->archive, "person", 1, "birth", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->len, ==, 3);
  change = g_ptr_array_index (history, 1);
  g_assert_cmpstr (change->action_name, ==, "first");
  g_assert_null (change->old_value);
  g_assert_cmpstr (change->new_value, ==, "1985");
  change = g_ptr_array_index (history, 2);
  g_assert_cmpstr (change->old_value, ==, "1985");
  g_assert_cmpstr (change->new_value, ==, "1985-03");
}

/* Without an index, deleting a parent looks through the whole child table. */
static void
test_foreign_keys_have_indexes (CadreTestArchive *fixture,
                                gconstpointer     data)
{
  g_autofree char *missing = NULL;

  missing = cadre_test_text (fixture->archive,
                             "SELECT group_concat (t.name || '.' || f.\"from\", ', ') "
                             "FROM sqlite_schema AS t, pragma_foreign_key_list (t.name) AS f "
                             "WHERE t.type = 'table' AND NOT EXISTS ("
                             "SELECT 1 FROM pragma_index_list (t.name) AS i, pragma_index_info (i.name) AS c "
                             "WHERE c.seqno = 0 AND c.name = f.\"from\") "
                             "AND NOT EXISTS (SELECT 1 FROM pragma_table_info (t.name) AS k "
                             "WHERE k.pk = 1 AND k.name = f.\"from\")");
  g_assert_cmpstr (missing, ==, NULL);
}

/* The journal holds JSON, which has no BLOBs, and names rows by their id. */
static void
test_tables_fit_the_journal (CadreTestArchive *fixture,
                             gconstpointer     data)
{
  const char *journalled = "FROM sqlite_schema AS t, pragma_table_info (t.tbl_name) AS c "
                           "WHERE t.type = 'trigger' AND t.name GLOB '*_journal_insert' ";
  g_autofree char *blobs = g_strconcat ("SELECT count (*) ", journalled, "AND c.type IN ('BLOB', 'ANY')", NULL);
  g_autofree char *keys = g_strconcat ("SELECT count (*) ", journalled,
                                       "AND (c.pk > 0) <> (c.name = 'id' AND c.type = 'INTEGER')", NULL);

  g_assert_cmpint (cadre_test_int (fixture->archive, blobs), ==, 0);
  g_assert_cmpint (cadre_test_int (fixture->archive, keys), ==, 0);
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (*) FROM sqlite_schema "
                                   "WHERE name GLOB '*_journal_insert'"), >, 50);
}

/* One statement of a random action. %1$d and %2$d are random keys. */
static const char * const statements[] = {
  "INSERT INTO unit (name, parent_id) SELECT '单位', id FROM unit ORDER BY random () LIMIT 1",
  "INSERT INTO unit (name, parent_id, position) VALUES ('单位', NULL, %1$d)",
  "UPDATE unit SET parent_id = %1$d, note = 'x' WHERE id = %2$d",
  "DELETE FROM unit WHERE id = %1$d",
  "INSERT INTO person (name, unit_id, birth) VALUES ('某', (SELECT id FROM unit WHERE id = %1$d), '1985-03')",
  "INSERT OR REPLACE INTO person (id, name, note) VALUES (%1$d, '换', %2$d)",
  "UPDATE person SET phone = %1$d, custom = '{\"x\":%2$d}' WHERE id = %2$d",
  "DELETE FROM person WHERE id = %1$d",
  "INSERT INTO class (name) VALUES ('班')",
  "INSERT INTO enrolment (class_id, person_id, score) VALUES (%1$d, %2$d, %1$d / 7.0)",
  "UPDATE enrolment SET score = score / 3, result = '优' WHERE id = %1$d",
  "DELETE FROM class WHERE id = %1$d",
  "INSERT INTO study (person_id, class_id, year, title, hours) VALUES (%2$d, NULL, 2020, '课', 0.1 * %1$d)",
  "UPDATE study SET class_id = (SELECT id FROM class WHERE id = %1$d), hours = NULL WHERE id = %2$d",
  "DELETE FROM study WHERE id > %1$d",
  "INSERT INTO posting (person_id, kind, unit_id, predecessor_id) VALUES (%1$d, '第一书记', "
  "(SELECT id FROM unit WHERE id = %2$d), (SELECT max (id) FROM posting))",
  "DELETE FROM posting WHERE id = %1$d",
  "INSERT OR REPLACE INTO setting (key, value) VALUES ('k' || %1$d, %2$d)",
  "UPDATE code_set SET key = key || 'x' WHERE id = 1 + %1$d",
  "INSERT INTO tag (name) VALUES ('标' || %1$d)",
  "INSERT INTO person_tag (person_id, tag_id) VALUES (%1$d, %2$d)",
  "DELETE FROM tag WHERE id = %1$d",
};

static void
random_action (CadreArchive *archive)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreAction) action = cadre_action_begin (archive, "edit", "random", &error);
  gboolean bulk = g_test_rand_int_range (0, 3) == 0;
  int n = g_test_rand_int_range (1, 8);

  g_assert_no_error (error);
  if (bulk)
    g_assert_true (cadre_action_begin_bulk (action, &error));
  for (int i = 0; i < n; i++)
    {
      const char *statement = statements[g_test_rand_int_range (0, G_N_ELEMENTS (statements))];
      g_autofree char *first = g_strdup_printf ("%d", g_test_rand_int_range (1, 12));
      g_autofree char *second = g_strdup_printf ("%d", g_test_rand_int_range (1, 12));
      g_autoptr(GString) sql = g_string_new (statement);

      g_string_replace (sql, "%1$d", first, 0);
      g_string_replace (sql, "%2$d", second, 0);
      /* One that breaks a rule changes nothing; the action goes on. */
      cadre_archive_execute (archive, sql->str, NULL);
    }
  g_assert_true (cadre_action_commit (action, &error));
}

static void
test_random (CadreTestArchive *fixture,
             gconstpointer     data)
{
  enum { LENGTH = 16 };
  g_autoptr(GPtrArray) dumps = g_ptr_array_new_with_free_func (g_free);
  int at = 0;

  for (int round = 0; round < 3; round++)
    {
      /* dumps[i] is the archive after i actions that left a trace. */
      g_ptr_array_set_size (dumps, 0);
      g_ptr_array_add (dumps, cadre_test_dump (fixture->archive));
      for (int i = 0; i < LENGTH; i++)
        {
          gint64 before = cadre_test_int (fixture->archive, "SELECT max (id) FROM action");

          random_action (fixture->archive);
          if (cadre_test_int (fixture->archive, "SELECT max (id) FROM action") > before)
            g_ptr_array_add (dumps, cadre_test_dump (fixture->archive));
        }

      at = (int) dumps->len - 1;
      for (int i = 0; i < 3 * LENGTH; i++)
        {
          g_autoptr(GError) error = NULL;
          g_autofree char *dump = NULL;
          gboolean back = g_test_rand_int_range (0, 5) < 3;

          if (back ? at == 0 : at == (int) dumps->len - 1)
            continue;
          if (back ? cadre_journal_undo (fixture->archive, NULL, &error)
                   : cadre_journal_redo (fixture->archive, NULL, &error))
            at += back ? -1 : 1;
          g_assert_no_error (error);
          dump = cadre_test_dump (fixture->archive);
          g_assert_cmpstr (dump, ==, g_ptr_array_index (dumps, at));
        }
      g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (*) FROM pragma_foreign_key_check"), ==, 0);
    }
}

static void
test_second_writer (CadreTestArchive *fixture,
                    gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreArchive) second = cadre_archive_open (fixture->path, CADRE_ARCHIVE_WRITE, &error);

  g_assert_no_error (error);
  g_assert_true (cadre_archive_is_read_only (second));
  g_assert_nonnull (strstr (cadre_archive_get_read_only_reason (second), g_get_user_name ()));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/journal/" name, CadreTestArchive, NULL, cadre_test_set_up, function, cadre_test_tear_down)
  ADD ("undo-redo", test_undo_redo);
  ADD ("no-change-outside-an-action", test_no_change_outside_an_action);
  ADD ("bulk", test_bulk);
  ADD ("rollback", test_rollback);
  ADD ("second-writer", test_second_writer);
  ADD ("exact-values", test_exact_values);
  ADD ("indirect-changes", test_indirect_changes);
  ADD ("bulk-among-old-rows", test_bulk_among_old_rows);
  ADD ("new-rows", test_new_rows);
  ADD ("keys-stay", test_keys_stay);
  ADD ("empty-action", test_empty_action);
  ADD ("undo-one", test_undo_one);
  ADD ("list-and-history", test_list_and_history);
  ADD ("foreign-keys-have-indexes", test_foreign_keys_have_indexes);
  ADD ("tables-fit-the-journal", test_tables_fit_the_journal);
  ADD ("random", test_random);
#undef ADD

  return g_test_run ();
}
