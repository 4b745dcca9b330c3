/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who is found by what, and in which order. */

#include "config.h"

#include <string.h>

#include "cadre-find.h"
#include "cadre-journal.h"
#include "cadre-test.h"

static void
set_up (CadreTestArchive *self,
        gconstpointer     data)
{
  cadre_test_set_up (self, data);
  cadre_test_do (self->archive, "test",
                 "INSERT INTO unit (id, name, short_name) VALUES (1, '利川市财政局', '市财政局'), (2, '团堡镇人民政府', '团堡镇');"
                 "INSERT INTO person (id, unit_id, position, name, former_name, id_number, post_full, note) VALUES "
                 "(1, 2, 0, '李王伟', NULL, NULL, NULL, NULL),"
                 "(2, 2, 1, '王伟民', NULL, '422802198503070012', '副镇长', NULL),"
                 "(3, 1, 1, '王伟', NULL, NULL, '局长', NULL),"
                 "(4, 2, 2, '张三', '王伟国', NULL, NULL, NULL),"
                 "(5, 1, 0, '吕布', NULL, '42280219720415002X', '会计', '与王伟同班'),"
                 "(6, NULL, 0, '鲁肃', NULL, NULL, NULL, 'IT 工程师'),"
                 "(7, NULL, 0, '单雄信', NULL, NULL, '团堡镇武装部部长', NULL),"
                 "(8, 2, 3, '阿卜杜拉·买买提', NULL, NULL, NULL, NULL),"
                 "(9, 2, 4, '𬭼子', NULL, NULL, NULL, NULL)");
}

/* The ids found by a text, best first. */
static const struct
{
  const char *text;
  const char *ids;
} questions[] = {
  { "王伟", "3 2 1 4 5" },
  { "王伟 ", "3 2 1 4 5" },
  { "　王伟", "3 2 1 4 5" },
  { "王", "3 2 1 4 5" },
  { "伟", "1 2 3 4 5" },
  { "伟民", "2" },
  { "李王伟", "1" },
  { "王民", "" },
  { "ww", "3 2" },
  { "WW", "3 2" },
  { "wangwei", "3 2" },
  { "wangw", "3 2" },
  { "lww", "1" },
  { "lu", "6 5" },
  { "lv", "5" },
  { "lü", "5" },
  { "lubu", "5" },
  { "lvbu", "5" },
  { "ls", "6" },
  { "sxx", "7" },
  { "shanxiong", "7" },
  { "danxiong", "" },
  { "4228021985", "2" },
  { "42280219720415002x", "5" },
  { "22802", "" },
  { "财政", "5 3" },
  { "市财政局", "5 3" },
  { "财政局", "5 3" },
  { "团堡镇", "1 2 4 8 9 7" },
  { "武装部", "7" },
  { "it", "6" },
  { "IT工程", "6" },
  { "阿卜杜拉?买买提", "8" },
  { "阿卜杜拉", "8" },
  { "买买提", "8" },
  { "𬭼", "9" },
  { "王伟 财政局", "3 5" },
  { "财政局 王伟", "3 5" },
  { "ww 财政", "3" },
  { "财政 ww", "3" },
  { "王 镇长", "2" },
  { "ww 4228", "2" },
  { "王伟 财政 审计", "" },
  { "lu 同班", "5" },
  { "", "" },
  { "  ", "" },
  { "%", "" },
  { "_", "" },
  { "\"", "" },
  { "\" OR \"", "" },
  { "*", "" },
  { "没有这人", "" },
};

static char *
find (CadreTestArchive *self,
      const char       *text,
      guint             limit)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) ids = cadre_find_people (self->archive, text, limit, &error);
  GString *found = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (found, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "", g_array_index (ids, gint64, i));

  return g_string_free (found, FALSE);
}

static void
test_questions (CadreTestArchive *self,
                gconstpointer     data)
{
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autofree char *ids = find (self, questions[i].text, 0);
      g_autoptr(GError) error = NULL;
      g_auto(GStrv) parts = g_strsplit (questions[i].ids, " ", -1);
      gint64 count = -1;

      g_test_message ("“%s”", questions[i].text);
      g_assert_cmpstr (ids, ==, questions[i].ids);
      cadre_find_count (self->archive, questions[i].text, &count, &error);
      g_assert_no_error (error);
      g_assert_cmpint (count, ==, *questions[i].ids != '\0' ? g_strv_length (parts) : 0);
    }
}

static void
test_limit (CadreTestArchive *self,
            gconstpointer     data)
{
  g_autofree char *first = find (self, "王伟", 1);
  g_autofree char *three = find (self, "王伟", 3);

  g_assert_cmpstr (first, ==, "3");
  g_assert_cmpstr (three, ==, "3 2 1");
}

static void
test_unit_renamed (CadreTestArchive *self,
                   gconstpointer     data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *moved = NULL;

  before = find (self, "审计", 0);
  g_assert_cmpstr (before, ==, "");
  cadre_test_do (self->archive, "rename", "UPDATE unit SET name = '利川市审计局', short_name = '市审计局' WHERE id = 1");
  after = find (self, "审计", 0);
  g_assert_cmpstr (after, ==, "5 3");
  cadre_journal_undo (self->archive, NULL, NULL);
  undone = find (self, "财政局", 0);
  g_assert_cmpstr (undone, ==, "5 3");

  cadre_test_do (self->archive, "move", "UPDATE person SET unit_id = 1 WHERE id = 4");
  moved = find (self, "财政局", 0);
  g_assert_cmpstr (moved, ==, "5 3 4");
}

static void
test_cancel (CadreTestArchive *self,
             gconstpointer     data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  gint64 count;

  cadre_test_do (self->archive, "many",
                 "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) "
                 "INSERT INTO person (name, unit_id) SELECT '众人', 1 FROM n");
  g_cancellable_cancel (cancellable);
  cadre_archive_set_cancellable (self->archive, cancellable);
  g_assert_false (cadre_find_count (self->archive, "众", &count, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  cadre_archive_set_cancellable (self->archive, NULL);
}

/* A reader of its own, as the window has it. */
static void
test_reader (CadreTestArchive *self,
             gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreArchive) reader = cadre_archive_open_reader (self->archive, &error);
  g_autoptr(GArray) ids = NULL;

  g_assert_no_error (error);
  ids = cadre_find_people (reader, "ww 财政", 50, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, 1);
}

static void
test_command (CadreTestArchive *self,
              gconstpointer     data)
{
  g_autofree char *table = NULL;
  g_autofree char *count = NULL;
  g_autofree char *json = NULL;
  g_autofree char *nobody = NULL;
  g_autofree char *usage = NULL;

  g_assert_cmpint (cadre_test_cadrectl (&table, NULL, "--archive", self->path, "find", "王伟", "--limit", "2", NULL), ==, 0);
  g_assert_cmpstr (table, ==,
                   "3  王伟                        市财政局  局长\n"
                   "2  王伟民  422802198503070012  团堡镇    副镇长\n");

  g_assert_cmpint (cadre_test_cadrectl (&count, NULL, "--archive", self->path, "find", "--count", "王伟", NULL), ==, 0);
  g_assert_cmpstr (count, ==, "5\n");

  g_assert_cmpint (cadre_test_cadrectl (&json, NULL, "--archive", self->path, "--json", "find", "ww", "财政", NULL), ==, 0);
  g_assert_nonnull (strstr (json, "\"id\" : 3"));
  g_assert_nonnull (strstr (json, "\"birth\" : null"));
  g_assert_null (strstr (json, "王伟民"));

  g_assert_cmpint (cadre_test_cadrectl (&nobody, NULL, "--archive", self->path, "find", "没有这人", NULL), ==, 0);
  g_assert_cmpstr (nobody, ==, "");
  g_assert_cmpint (cadre_test_cadrectl (NULL, &usage, "--archive", self->path, "find", NULL), ==, 2);
  g_clear_pointer (&usage, g_free);
  g_assert_cmpint (cadre_test_cadrectl (NULL, &usage, "--archive", self->path, "find", "王", "--limit", "-1", NULL), ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) \
  g_test_add ("/find/" name, CadreTestArchive, NULL, set_up, function, cadre_test_tear_down)
  ADD ("questions", test_questions);
  ADD ("limit", test_limit);
  ADD ("unit-renamed", test_unit_renamed);
  ADD ("cancel", test_cancel);
  ADD ("reader", test_reader);
  ADD ("command", test_command);
#undef ADD

  return g_test_run ();
}
