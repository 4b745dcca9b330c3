/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A process that is killed, a disk that is full, a folder that cannot be
 * written, a second writer: the archive is as before, or the action is wholly
 * there. */

#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cadre-backup.h"
#include "cadre-journal.h"
#include "cadre-recovery.h"
#include "cadre-test.h"

#define ROUNDS 16
/* At the latest by then something has been committed, however slow it is. */
#define MAX_ROUNDS 200
#define PEOPLE_PER_ACTION 50
#define NOBODY 65534

static gboolean
add_people (CadreArchive  *archive,
            guint          n,
            GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %u) "
                                          "INSERT INTO person (name, note) SELECT '某' || i, hex (randomblob (100)) FROM n", n);
  g_autoptr(CadreAction) action = cadre_action_begin (archive, "import", "people", error);

  return action != NULL &&
         cadre_action_begin_bulk (action, error) &&
         cadre_archive_execute (archive, sql, error) &&
         cadre_action_commit (action, error);
}

/* Imports until it is killed. */
static void
import_for_ever (const char *path)
{
  g_autoptr(CadreArchive) archive = cadre_archive_open (path, CADRE_ARCHIVE_WRITE, NULL);

  while (archive != NULL && add_people (archive, PEOPLE_PER_ACTION, NULL))
    ;
  _exit (1);
}

static void
test_killed (CadreTestArchive *fixture,
             gconstpointer     data)
{
  gint64 n = 0;

  g_assert_finalize_object (g_steal_pointer (&fixture->archive));
  for (int round = 0; round < ROUNDS || (n == 0 && round < MAX_ROUNDS); round++)
    {
      g_autoptr(GError) error = NULL;
      gint64 before = n;
      pid_t child = fork ();
      int status;

      if (child == 0)
        import_for_ever (fixture->path);
      /* Before, in and after its first actions. */
      g_usleep (g_test_rand_int_range (5000, 30000 * (round + 1)));
      g_assert_cmpint (kill (child, SIGKILL), ==, 0);
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);
      g_assert_true (WIFSIGNALED (status));

      g_assert_cmpint (cadre_recovery_diagnose (fixture->path, TRUE, &error), ==, CADRE_CONDITION_GOOD);
      g_assert_no_error (error);
      fixture->archive = cadre_archive_open (fixture->path, CADRE_ARCHIVE_WRITE, &error);
      g_assert_no_error (error);
      /* The lock of the dead holds nobody up. */
      g_assert_false (cadre_archive_is_read_only (fixture->archive));

      n = cadre_test_int (fixture->archive, "SELECT count (*) FROM person");
      g_assert_cmpint (n, >=, before);
      g_assert_cmpint (n % PEOPLE_PER_ACTION, ==, 0);
      g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (*) FROM action"), ==, n / PEOPLE_PER_ACTION);
      g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (DISTINCT person_id) FROM person_key"), ==, n);
      g_assert_finalize_object (g_steal_pointer (&fixture->archive));
    }
  g_assert_cmpint (n, >, 0);
}

#define IMPORT_ROUNDS 8
#define IMPORTED 2000

static char *
write_roster (const char *folder)
{
  g_autoptr(GString) text = g_string_new ("姓名,性别,出生年月,现任职务\n");
  char *path = g_build_filename (folder, "roster.csv", NULL);

  for (int i = 0; i < IMPORTED; i++)
    {
      g_string_append (text, "某");
      g_string_append_unichar (text, 0x4E00 + (gunichar) i);
      g_string_append_printf (text, ",男,19%02d.%02d,科员\n", 60 + i % 40, 1 + i % 12);
    }
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));

  return path;
}

/* The whole import, or nothing of it; and what was there is as it was. */
static void
test_killed_import (CadreTestArchive *fixture,
                    gconstpointer     data)
{
  g_autofree char *roster = write_roster (fixture->folder);
  g_autofree char *before = NULL;
  const char *argv[] = { g_getenv ("CADRECTL"), "-a", fixture->path, "import", "people", roster, NULL };
  gint64 started;
  double whole;

  cadre_test_do (fixture->archive, "add", "INSERT INTO unit (name) VALUES ('某镇'); INSERT INTO person (name) VALUES ('张三')");
  cadre_test_do (fixture->archive, "mark", "UPDATE person SET note = '甲'");
  before = cadre_test_dump (fixture->archive);
  g_assert_finalize_object (g_steal_pointer (&fixture->archive));

  /* How long a whole one takes here. */
  started = g_get_monotonic_time ();
  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "-a", fixture->path, "import", "people", roster, NULL), ==, 0);
  whole = (double) (g_get_monotonic_time () - started);

  for (int round = 0; round <= IMPORT_ROUNDS; round++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *after = NULL;
      GPid child;

      fixture->archive = cadre_archive_open (fixture->path, CADRE_ARCHIVE_WRITE, &error);
      g_assert_no_error (error);
      g_assert_false (cadre_archive_is_read_only (fixture->archive));
      if (cadre_test_int (fixture->archive, "SELECT count (*) FROM person") != 1)
        {
          g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (*) FROM person"), ==, IMPORTED + 1);
          g_assert_true (cadre_journal_undo (fixture->archive, NULL, &error));
        }
      g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (*) FROM action WHERE state = 'done'"), ==, 2);
      after = cadre_test_dump (fixture->archive);
      g_assert_cmpstr (after, ==, before);
      g_assert_finalize_object (g_steal_pointer (&fixture->archive));
      if (round == IMPORT_ROUNDS)
        break;

      g_assert_true (g_spawn_async (NULL, (char **) argv, NULL,
                                    G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                                    NULL, NULL, &child, &error));
      g_usleep ((gulong) (whole * (round + 0.5) / IMPORT_ROUNDS));
      kill (child, SIGKILL);
      waitpid (child, NULL, 0);
    }
}

/* A limit on the size of files stands for a full disk: it needs no mount. */
static void
limit_files (rlim_t size)
{
  struct rlimit limit;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = size;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static guint
count_files (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* A sentence with the file and the cure. */
static void
assert_no_room (GError     **error,
                const char  *path)
{
  g_assert_error (*error, CADRE_ERROR, CADRE_ERROR_NO_SPACE);
  g_assert_nonnull (strstr ((*error)->message, path));
  g_assert_nonnull (strstr ((*error)->message, "choose another place"));
  g_clear_error (error);
}

static void
test_full_disk (CadreTestArchive *fixture,
                gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *backups = cadre_backup_folder (fixture->path);
  g_autofree char *other = g_build_filename (fixture->folder, "new.cadre", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  guint n_files;

  g_assert_true (add_people (fixture->archive, 1000, &error));
  cadre_test_reopen (fixture);
  before = cadre_test_dump (fixture->archive);
  n_files = count_files (fixture->folder);

  /* As SQLite tells it. */
  g_assert_true (cadre_archive_execute (fixture->archive, "PRAGMA max_page_count = 1", &error));
  g_assert_false (add_people (fixture->archive, 5000, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_NO_SPACE);
  g_clear_error (&error);
  g_assert_true (cadre_archive_execute (fixture->archive, "PRAGMA max_page_count = 1073741823", &error));

  /* As the system tells it: SQLite takes that for any other fault. */
  limit_files (100 * 1024);
  g_assert_false (add_people (fixture->archive, 5000, &error));
  assert_no_room (&error, fixture->path);
  g_assert_null (cadre_backup_make (fixture->archive, "manual", NULL, NULL, NULL, &error));
  assert_no_room (&error, backups);
  g_assert_cmpuint (count_files (backups), ==, 0);
  g_assert_null (cadre_archive_create (other, &error));
  assert_no_room (&error, other);
  limit_files (RLIM_INFINITY);

  after = cadre_test_dump (fixture->archive);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (count_files (fixture->folder), ==, n_files + 1); /* the folder of backups */

  /* Once there is room, work goes on. */
  g_assert_true (add_people (fixture->archive, 10, &error));
  g_assert_no_error (error);
}

/* Each command that writes: exit status 1, a sentence, nothing left behind. */
static void
test_full_disk_commands (CadreTestArchive *fixture,
                         gconstpointer     data)
{
  g_autofree char *roster = write_roster (fixture->folder);
  g_autofree char *backup = g_build_filename (fixture->folder, "copy.cadre", NULL);
  g_autofree char *report = g_build_filename (fixture->folder, "report.xlsx", NULL);
  const char *const commands[][4] = {
    { "import", "people", roster, NULL },
    { "backup", backup, NULL },
    { "report", "cadre-roster", "-o", report },
  };
  /* The rows of a report wait in a file elsewhere. */
  static const char *const sentences[] = {
    "the file would be larger than this place allows; choose another place",
    "the file would be larger than this place allows; choose another place",
    "there is no room for its rows in the folder for temporary files",
  };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  guint n_files;

  g_assert_true (add_people (fixture->archive, 1000, NULL));
  before = cadre_test_dump (fixture->archive);
  g_assert_finalize_object (g_steal_pointer (&fixture->archive));
  n_files = count_files (fixture->folder);

  limit_files (40 * 1024);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *err = NULL;

      g_test_message ("%s", commands[i][0]);
      g_assert_cmpint (cadre_test_cadrectl (NULL, &err, "-a", fixture->path, commands[i][0], commands[i][1], commands[i][2],
                                            commands[i][3], NULL), ==, 1);
      g_assert_nonnull (strstr (err, sentences[i]));
    }
  limit_files (RLIM_INFINITY);
  g_assert_false (g_file_test (report, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (backup, G_FILE_TEST_EXISTS));

  fixture->archive = cadre_archive_open (fixture->path, CADRE_ARCHIVE_WRITE, NULL);
  after = cadre_test_dump (fixture->archive);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (count_files (fixture->folder), <=, n_files + 3); /* the folder of backups; journal files while it is open */
}

/* A disk that is really full, where the test may make one. */
static void
test_full_tmpfs (CadreTestArchive *fixture,
                 gconstpointer     data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "disk", NULL);
  g_autofree char *path = g_build_filename (folder, "a.cadre", NULL);
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  if (geteuid () != 0 || mount ("none", folder, "tmpfs", 0, "size=3m") != 0)
    {
      g_test_skip ("a disk cannot be mounted here");
      return;
    }

  archive = cadre_archive_create (path, &error);
  g_assert_no_error (error);
  g_assert_true (add_people (archive, 100, &error));
  before = cadre_test_dump (archive);
  g_assert_false (add_people (archive, 20000, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_NO_SPACE);
  g_assert_nonnull (strstr (error->message, path));
  after = cadre_test_dump (archive);
  g_assert_cmpstr (after, ==, before);
  g_clear_error (&error);
  g_assert_true (add_people (archive, 10, &error));
  g_assert_no_error (error);

  g_assert_finalize_object (g_steal_pointer (&archive));
  g_assert_cmpint (umount (folder), ==, 0);
}

/* What a user meets who may read the folder but not write to it: 0 if all is
 * as it should be. Runs as nobody, since root may write anywhere. */
static int
visit_read_only (const char *path,
                 const char *folder)
{
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *other = g_build_filename (folder, "new.cadre", NULL);
  gint64 n = 0;

  archive = cadre_archive_open (path, CADRE_ARCHIVE_WRITE, NULL);
  if (archive == NULL || !cadre_archive_is_read_only (archive) ||
      cadre_archive_get_read_only_reason (archive) == NULL)
    return 1;
  if (!cadre_archive_query_int64 (archive, "SELECT count (*) FROM person", &n, NULL) || n != 3)
    return 2;
  if (cadre_backup_make (archive, "manual", NULL, NULL, NULL, &error) != NULL ||
      !g_error_matches (error, CADRE_ERROR, CADRE_ERROR_READ_ONLY))
    return 3;
  g_clear_error (&error);
  if (cadre_archive_create (other, &error) != NULL || !g_error_matches (error, CADRE_ERROR, CADRE_ERROR_READ_ONLY))
    return 4;

  return 0;
}

static void
test_read_only_folder (CadreTestArchive *fixture,
                       gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *lock = g_strconcat (fixture->path, "-lock", NULL);
  pid_t child;
  int status;

  g_assert_true (add_people (fixture->archive, 3, &error));
  g_assert_finalize_object (g_steal_pointer (&fixture->archive));
  if (geteuid () == 0)
    {
      g_assert_cmpint (chown (fixture->path, NOBODY, NOBODY), ==, 0);
      g_assert_cmpint (chown (lock, NOBODY, NOBODY), ==, 0);
    }
  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);

  child = fork ();
  if (child == 0)
    _exit (geteuid () == 0 && setuid (NOBODY) != 0 ? 9 : visit_read_only (fixture->path, fixture->folder));
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_chmod (fixture->folder, 0700);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

static void
test_second_writer (CadreTestArchive *fixture,
                    gconstpointer     data)
{
  const char *commands[] = { "undo", "redo" };

  cadre_test_do (fixture->archive, "add", "INSERT INTO person (name) VALUES ('张三')");
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *err = NULL;

      g_assert_cmpint (cadre_test_cadrectl (NULL, &err, "-a", fixture->path, commands[i], NULL), ==, 1);
      g_assert_nonnull (strstr (err, fixture->path));
      g_assert_nonnull (strstr (err, g_get_user_name ()));
    }
  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "-a", fixture->path, "info", NULL), ==, 0);
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (*) FROM person"), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) \
  g_test_add ("/crash/" name, CadreTestArchive, NULL, cadre_test_set_up, function, cadre_test_tear_down)
  ADD ("killed", test_killed);
  ADD ("killed-import", test_killed_import);
  ADD ("full-disk", test_full_disk);
  ADD ("full-disk-commands", test_full_disk_commands);
  ADD ("full-tmpfs", test_full_tmpfs);
  ADD ("read-only-folder", test_read_only_folder);
  ADD ("second-writer", test_second_writer);
#undef ADD

  return g_test_run ();
}
