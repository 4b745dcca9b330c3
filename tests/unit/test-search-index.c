/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The search index follows every change, and is told from a wrong one. */

#include "config.h"

#include "cadre-journal.h"
#include "cadre-search-index.h"
#include "cadre-test.h"

static void
assert_right (CadreTestArchive *self)
{
  g_autoptr(GError) error = NULL;
  gboolean is_right = FALSE;

  cadre_search_index_verify (self->archive, &is_right, &error);
  g_assert_no_error (error);
  g_assert_true (is_right);
}

static gint64
count_matches (CadreTestArchive *self,
               const char       *table,
               const char       *text)
{
  g_autofree char *phrase = cadre_search_quote (text);
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s WHERE %s MATCH ?1", table, table);
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (self->archive, sql, &error);

  g_assert_no_error (error);
  cadre_statement_bind_text (statement, 1, phrase);
  g_assert_true (cadre_statement_step (statement, &error));
  g_assert_no_error (error);
  return cadre_statement_get_int64 (statement, 0);
}

static void
undo (CadreTestArchive *self)
{
  g_autoptr(GError) error = NULL;

  cadre_journal_undo (self->archive, NULL, &error);
  g_assert_no_error (error);
  assert_right (self);
}

static void
redo (CadreTestArchive *self)
{
  g_autoptr(GError) error = NULL;

  cadre_journal_redo (self->archive, NULL, &error);
  g_assert_no_error (error);
  assert_right (self);
}

static void
set_up (CadreTestArchive *self,
        gconstpointer     data)
{
  cadre_test_set_up (self, data);
  cadre_test_do (self->archive, "test",
                 "INSERT INTO unit (id, name, short_name) VALUES (1, '利川市财政局', '财政局'), (2, '团堡镇', NULL);"
                 "INSERT INTO person (id, unit_id, name, post_full, note) VALUES "
                 "(1, 1, '王伟', '市财政局局长', NULL), (2, 1, '单雄信', '副局长', '“引号”与 空格'), (3, 2, '𬭼三', NULL, 'IT 专业')");
}

static void
test_substrings (CadreTestArchive *self,
                 gconstpointer     data)
{
  static const struct
  {
    const char *table;
    const char *text;
    gint64 n;
  } matches[] = {
    { "person_name_fts", "王", 1 }, { "person_name_fts", "伟", 1 }, { "person_name_fts", "王伟", 1 },
    { "person_name_fts", "伟王", 0 }, { "person_name_fts", "雄信", 1 }, { "person_name_fts", "单雄信", 1 },
    { "person_name_fts", "𬭼", 1 }, { "person_name_fts", "𬭼三", 1 }, { "person_name_fts", "李", 0 },
    { "person_text_fts", "局长", 2 }, { "person_text_fts", "副局", 1 }, { "person_text_fts", "it", 1 },
    { "person_text_fts", "ＩＴ专", 1 }, { "person_text_fts", "与空格", 1 }, { "person_text_fts", "“引号”", 1 },
    { "person_text_fts", "\"", 0 }, { "person_text_fts", "* OR NEAR(", 0 },
    { "unit_fts", "政局", 1 },
  };

  assert_right (self);
  for (guint i = 0; i < G_N_ELEMENTS (matches); i++)
    g_assert_cmpint (count_matches (self, matches[i].table, matches[i].text), ==, matches[i].n);
}

static void
test_follows_changes (CadreTestArchive *self,
                      gconstpointer     data)
{
  g_autofree char *pinyin = NULL;

  cadre_test_do (self->archive, "rename", "UPDATE person SET name = '李强', note = '王伟 是曾用名' WHERE id = 1");
  assert_right (self);
  g_assert_cmpint (count_matches (self, "person_name_fts", "李强"), ==, 1);
  pinyin = cadre_test_text (self->archive, "SELECT group_concat (word, ' ') FROM person_key WHERE person_id = 1");
  g_assert_cmpstr (pinyin, ==, "liqiang lq");
  undo (self);
  g_assert_cmpint (count_matches (self, "person_name_fts", "李强"), ==, 0);
  redo (self);
  g_assert_cmpint (count_matches (self, "person_name_fts", "李强"), ==, 1);

  cadre_test_do (self->archive, "rename unit", "UPDATE unit SET name = '利川市审计局', short_name = '审计局' WHERE id = 1");
  assert_right (self);
  g_assert_cmpint (count_matches (self, "unit_fts", "财政"), ==, 0);
  undo (self);
  g_assert_cmpint (count_matches (self, "unit_fts", "财政"), ==, 1);

  cadre_test_do (self->archive, "delete", "DELETE FROM person WHERE id = 2; DELETE FROM person WHERE id = 3;"
                                          "DELETE FROM unit WHERE id = 2");
  assert_right (self);
  g_assert_cmpint (count_matches (self, "person_name_fts", "单雄信"), ==, 0);
  undo (self);
  g_assert_cmpint (count_matches (self, "person_name_fts", "单雄信"), ==, 1);
  cadre_test_do (self->archive, "other", "UPDATE person SET phone = '1' WHERE id = 1;"
                                         "INSERT OR REPLACE INTO person (id, name) VALUES (2, '替代')");
  assert_right (self);
}

static void
test_follows_bulk (CadreTestArchive *self,
                   gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreAction) action = cadre_action_begin (self->archive, "import", "bulk", &error);

  g_assert_no_error (error);
  cadre_action_begin_bulk (action, &error);
  g_assert_no_error (error);
  cadre_archive_execute (self->archive,
                         "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) "
                         "INSERT INTO person (name, post_full) SELECT '张' || char (0x4E00 + i), '科员' FROM n", &error);
  g_assert_no_error (error);
  /* The key of the last person, not of an entry of the index. */
  g_assert_cmpint (cadre_archive_last_row_id (self->archive), ==, 503);
  cadre_action_commit (action, &error);
  g_assert_no_error (error);

  assert_right (self);
  g_assert_cmpint (count_matches (self, "person_name_fts", "张"), ==, 500);
  undo (self);
  g_assert_cmpint (count_matches (self, "person_name_fts", "张"), ==, 0);
  redo (self);
  g_assert_cmpint (count_matches (self, "person_text_fts", "科员"), ==, 500);
}

static void
test_rebuild (CadreTestArchive *self,
              gconstpointer     data)
{
  const char * const damages[] = {
    "INSERT INTO person_name_fts (person_name_fts, rowid, name) VALUES ('delete', 1, '王伟')",
    "INSERT INTO person_text_fts (rowid, note) VALUES (9, '没有')",
    "INSERT INTO unit_fts (rowid, name) VALUES (9, '没有')",
    "INSERT INTO person_key (word, person_id) VALUES ('x', 1)",
    "DELETE FROM person_key WHERE person_id = 2 AND word = 'sxx'",
  };

  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autoptr(GError) error = NULL;
      gboolean is_right = TRUE;

      g_test_message ("%s", damages[i]);
      cadre_archive_execute (self->archive, damages[i], &error);
      g_assert_no_error (error);
      cadre_search_index_verify (self->archive, &is_right, &error);
      g_assert_no_error (error);
      g_assert_false (is_right);

      cadre_search_index_rebuild (self->archive, &error);
      g_assert_no_error (error);
      assert_right (self);
    }
}

/* Whoever keeps the file without the program must be able to read it. Only the
 * whole file cannot be checked there: since 3.44 SQLite looks into the search
 * tables, too, whose tokenizer is the program's. */
static void
test_plain_shell (CadreTestArchive *self,
                  gconstpointer     data)
{
  g_autofree char *shell = g_find_program_in_path ("sqlite3");
  g_autofree char *out = NULL;
  char *argv[] = { shell, self->path, (char *) "SELECT name FROM person WHERE id = 1; PRAGMA quick_check (person)", NULL };
  g_autoptr(GError) error = NULL;
  int status;

  if (shell == NULL)
    {
      g_test_skip ("no sqlite3 shell");
      return;
    }

  g_spawn_sync (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpstr (out, ==, "王伟\nok\n");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) \
  g_test_add ("/search-index/" name, CadreTestArchive, NULL, set_up, function, cadre_test_tear_down)
  ADD ("substrings", test_substrings);
  ADD ("follows-changes", test_follows_changes);
  ADD ("follows-bulk", test_follows_bulk);
  ADD ("rebuild", test_rebuild);
  ADD ("plain-shell", test_plain_shell);
#undef ADD

  return g_test_run ();
}
