/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every command, given as its archive what is none: one sentence that names
 * the file, exit status 1, and the file as before. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cadre-journal.h"
#include "cadre-test.h"

typedef struct
{
  const char *name;
  const char *argument;   /* NULL for none */
} Command;

static const Command commands[] = {
  { "info", NULL }, { "undo", NULL }, { "redo", NULL }, { "log", NULL }, { "check", NULL },
  { "check", "--mend" }, { "backup", NULL }, { "export", "out" },
};

static void
assert_each_refuses (CadreTestArchive *fixture,
                     const char       *path)
{
  g_autofree char *before = NULL;
  gsize size_before = 0;

  g_file_get_contents (path, &before, &size_before, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *argument = g_str_equal (commands[i].name, "export")
                                  ? g_build_filename (fixture->folder, commands[i].argument, NULL)
                                  : g_strdup (commands[i].argument);
      g_autofree char *out = NULL;
      g_autofree char *err = NULL;
      g_autofree char *after = NULL;
      gsize size_after = 0;

      g_test_message ("%s %s", commands[i].name, path);
      g_assert_cmpint (cadre_test_cadrectl (&out, &err, "-a", path, commands[i].name, argument, NULL), ==, 1);
      g_assert_cmpstr (out, ==, "");
      g_assert_nonnull (strstr (err, path));
      g_assert_null (strstr (err, "CRITICAL"));
      g_assert_true (strchr (err, '\n') == err + strlen (err) - 1);

      g_file_get_contents (path, &after, &size_after, NULL);
      g_assert_cmpmem (before, size_before, after, size_after);
    }
}

static void
test_not_archives (CadreTestArchive *fixture,
                   gconstpointer     data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "b.cadre", NULL);
  g_autofree char *good = NULL;
  g_autofree char *noise = g_strnfill (100000, 'x');
  gsize size;

  assert_each_refuses (fixture, path); /* missing */
  assert_each_refuses (fixture, fixture->folder);

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  assert_each_refuses (fixture, path);
  g_assert_true (g_file_set_contents (path, noise, 100000, NULL));
  assert_each_refuses (fixture, path);

  g_assert_finalize_object (g_steal_pointer (&fixture->archive));
  g_assert_true (g_file_get_contents (fixture->path, &good, &size, NULL));
  g_assert_true (g_file_set_contents (path, good, size / 2, NULL));
  assert_each_refuses (fixture, path);

  /* Nothing of it is restored over a good archive either. */
  {
    g_autofree char *err = NULL;

    g_assert_cmpint (cadre_test_cadrectl (NULL, &err, "-a", fixture->path, "restore", path, NULL), ==, 1);
    g_assert_nonnull (strstr (err, path));
  }
}

/* A file of a terabyte, all of it a hole, is refused without being read. */
static void
test_huge (CadreTestArchive *fixture,
           gconstpointer     data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "huge.cadre", NULL);
  g_autofree char *err = NULL;
  FILE *file = g_fopen (path, "w");

  g_assert_nonnull (file);
  if (ftruncate (fileno (file), (off_t) 1 << 40) != 0)
    g_test_skip ("no files of that size here");
  fclose (file);
  g_assert_cmpint (cadre_test_cadrectl (NULL, &err, "-a", path, "info", NULL), ==, 1);
  g_assert_nonnull (strstr (err, path));
}

/* A pipe would wait for ever. */
static void
test_pipe (CadreTestArchive *fixture,
           gconstpointer     data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "pipe.cadre", NULL);

  const char * const paths[] = { path, "/dev/null", "/dev/zero" };

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    for (guint j = 0; j < G_N_ELEMENTS (commands); j++)
      {
        g_autofree char *err = NULL;
        g_autofree char *sentence = g_strdup_printf ("cadrectl: %s: this is a pipe or a device and no file; name an archive\n",
                                                     paths[i]);

        g_assert_cmpint (cadre_test_cadrectl (NULL, &err, "-a", paths[i], commands[j].name, commands[j].argument, NULL), ==, 1);
        g_assert_cmpstr (err, ==, sentence);
      }
}

/* The check changes nothing; but it sees a wrong index, unless another has the
 * archive, which it says. */
static void
test_check_index (CadreTestArchive *fixture,
                  gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;

  cadre_test_do (fixture->archive, "add", "INSERT INTO person (name) VALUES ('张三')");
  g_assert_true (cadre_archive_execute (fixture->archive, "DELETE FROM person_key", &error));
  cadre_test_cadrectl (NULL, &err, "-a", fixture->path, "check", NULL);
  g_assert_nonnull (strstr (err, "the search index was not checked"));
  g_assert_nonnull (strstr (err, g_get_user_name ()));

  g_assert_finalize_object (g_steal_pointer (&fixture->archive));
  g_assert_cmpint (cadre_test_cadrectl (&out, NULL, "-a", fixture->path, "check", NULL), ==, 1);
  g_assert_nonnull (strstr (out, "检索索引与记录不符"));
  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "-a", fixture->path, "check", "--mend", NULL), ==, 0);
  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "-a", fixture->path, "check", NULL), ==, 0);
}

/* The lists say what the archive says, by names and keys. */
static void
test_export_xlsx (CadreTestArchive *fixture,
                  gconstpointer     data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "out", NULL);
  g_autofree char *path = g_build_filename (folder, "xlsx", "study.xlsx", NULL);
  g_autofree char *people = g_build_filename (folder, "xlsx", "person.xlsx", NULL);
  g_autofree char *out = NULL;
  g_autofree char *of_people = NULL;

  cadre_test_do (fixture->archive, "add",
                 "INSERT INTO person (id, name, birth, id_number, note) VALUES "
                 "(7, '张三', '1985-03', '422802198503070012', '=1+1');"
                 "INSERT INTO study (person_id, year, since, title, hours) VALUES (7, 2017, '2017-03-06', '党校班', 80.5)");
  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "-a", fixture->path, "export", folder, NULL), ==, 0);
  g_assert_cmpint (cadre_test_cadrectl (&out, NULL, "sheet", path, NULL), ==, 0);
  g_assert_nonnull (strstr (out, "编号\t人员\t人员编号\t"));
  g_assert_nonnull (strstr (out, "1\t张三\t7\t"));
  g_assert_nonnull (strstr (out, "\t80.5\t"));
  g_assert_cmpint (cadre_test_cadrectl (&of_people, NULL, "sheet", people, NULL), ==, 0);
  g_assert_nonnull (strstr (of_people, "422802198503070012"));
  g_assert_nonnull (strstr (of_people, "1985.03"));
  g_assert_nonnull (strstr (of_people, "=1+1"));
}

static void
test_usage (CadreTestArchive *fixture,
            gconstpointer     data)
{
  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "-a", fixture->path, "undo", "x", NULL), ==, 2);
  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "-a", fixture->path, "undo", "0", NULL), ==, 2);
  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "-a", fixture->path, "info", "more", NULL), ==, 2);
  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "-a", fixture->path, "restore", NULL), ==, 2);
  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "-a", fixture->path, "export", NULL), ==, 2);
  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "-a", fixture->path, "log", "--limit", "-1", NULL), ==, 2);
  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "-a", fixture->path, "check", "--nonsense", NULL), ==, 2);
}

/* The exported SQL makes the archive again, and what is derived comes back. */
static void
test_export_round_trip (CadreTestArchive *fixture,
                        gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_build_filename (fixture->folder, "out", NULL);
  g_autofree char *sql_path = g_build_filename (folder, "archive.sql", NULL);
  g_autofree char *copy = g_build_filename (fixture->folder, "copy.cadre", NULL);
  g_autofree char *shell = g_find_program_in_path ("sqlite3");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *read = g_strdup_printf (".read %s", sql_path);
  char *argv[] = { shell, copy, read, NULL };
  int status = -1;

  cadre_test_do (fixture->archive, "add", "INSERT INTO person (name, note) VALUES ('张三', '两行' || char (10) || '''引号''')");
  before = cadre_test_dump (fixture->archive);
  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "-a", fixture->path, "export", folder, NULL), ==, 0);
  if (shell == NULL)
    {
      g_test_skip ("no sqlite3 shell");
      return;
    }

  g_spawn_sync (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);

  g_assert_finalize_object (fixture->archive);
  fixture->archive = cadre_archive_open (copy, CADRE_ARCHIVE_WRITE, &error);
  g_assert_no_error (error);
  after = cadre_test_dump (fixture->archive);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (DISTINCT person_id) FROM person_key"), ==, 1);
  g_assert_true (cadre_journal_undo (fixture->archive, NULL, &error));
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (*) FROM person"), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) \
  g_test_add ("/bad-archives/" name, CadreTestArchive, NULL, cadre_test_set_up, function, cadre_test_tear_down)
  ADD ("not-archives", test_not_archives);
  ADD ("huge", test_huge);
  ADD ("pipe", test_pipe);
  ADD ("check-index", test_check_index);
  ADD ("export-xlsx", test_export_xlsx);
  ADD ("usage", test_usage);
  ADD ("export-round-trip", test_export_round_trip);
#undef ADD

  return g_test_run ();
}
