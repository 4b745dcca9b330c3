/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The file: who may open it and how, what is recognised as no archive, and
 * how it comes to a newer form. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "cadre-backup.h"
#include "cadre-journal.h"
#include "cadre-recovery.h"
#include "cadre-test.h"

static int
mode_of (const char *path)
{
  GStatBuf status;

  return g_stat (path, &status) == 0 ? (int) (status.st_mode & 0777) : -1;
}

static void
test_modes (CadreTestArchive *fixture,
            gconstpointer     data)
{
  const char *suffixes[] = { "", "-wal", "-shm", "-lock" };

  cadre_test_do (fixture->archive, "add", "INSERT INTO person (name) VALUES ('张三')");
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (fixture->path, suffixes[i], NULL);

      g_assert_cmpint (mode_of (path), ==, 0600);
    }
}

/* A reader sees one moment while the writer goes on. */
static void
test_reader_beside_writer (CadreTestArchive *fixture,
                           gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreArchive) reader = cadre_archive_open_reader (fixture->archive, &error);

  g_assert_no_error (error);
  g_assert_true (cadre_archive_execute (reader, "BEGIN", &error));
  g_assert_cmpint (cadre_test_int (reader, "SELECT count (*) FROM person"), ==, 0);
  cadre_test_do (fixture->archive, "add", "INSERT INTO person (name) VALUES ('张三')");
  g_assert_cmpint (cadre_test_int (reader, "SELECT count (*) FROM person"), ==, 0);
  g_assert_true (cadre_archive_execute (reader, "COMMIT", &error));
  g_assert_cmpint (cadre_test_int (reader, "SELECT count (*) FROM person"), ==, 1);

  g_assert_null (cadre_action_begin (reader, "edit", "no", &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_READ_ONLY);
}

static void
test_link_has_one_lock (CadreTestArchive *fixture,
                        gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *name = g_build_filename (fixture->folder, "link.cadre", NULL);
  g_autoptr(CadreArchive) second = NULL;

  g_assert_cmpint (symlink (fixture->path, name), ==, 0);
  second = cadre_archive_open (name, CADRE_ARCHIVE_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (cadre_archive_is_read_only (second));
}

static void
overwrite (const char *path,
           goffset     at,
           const char *bytes,
           gsize       length)
{
  FILE *file = g_fopen (path, "r+b");

  g_assert_nonnull (file);
  g_assert_cmpint (fseek (file, at, SEEK_SET), ==, 0);
  g_assert_cmpuint (fwrite (bytes, 1, length, file), ==, length);
  g_assert_cmpint (fclose (file), ==, 0);
}

static void
assert_refused (const char     *path,
                CadreCondition  condition,
                int             code)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) open_error = NULL;

  g_assert_cmpint (cadre_recovery_diagnose (path, FALSE, &error), ==, condition);
  g_assert_error (error, CADRE_ERROR, code);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_null (cadre_archive_open (path, CADRE_ARCHIVE_WRITE, &open_error));
  g_assert_error (open_error, CADRE_ERROR, code);
}

static void
test_bad_files (CadreTestArchive *fixture,
                gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *other = g_build_filename (fixture->folder, "other.cadre", NULL);
  g_autofree char *noise = g_strnfill (20000, 'x');
  g_autofree char *good = NULL;
  gsize size;

  assert_refused (other, CADRE_CONDITION_MISSING, CADRE_ERROR_NOT_FOUND);
  assert_refused (fixture->folder, CADRE_CONDITION_UNREADABLE, CADRE_ERROR_FAILED);

  g_assert_true (g_file_set_contents (other, "", 0, NULL));
  assert_refused (other, CADRE_CONDITION_EMPTY, CADRE_ERROR_NOT_AN_ARCHIVE);
  g_assert_true (g_file_set_contents (other, "PK\3\4", 4, NULL));
  assert_refused (other, CADRE_CONDITION_NOT_AN_ARCHIVE, CADRE_ERROR_NOT_AN_ARCHIVE);
  g_assert_true (g_file_set_contents (other, noise, 20000, NULL));
  assert_refused (other, CADRE_CONDITION_NOT_AN_ARCHIVE, CADRE_ERROR_NOT_AN_ARCHIVE);

  /* A sound archive that lost its end, its middle, its mark. */
  g_assert_finalize_object (g_steal_pointer (&fixture->archive));
  g_assert_true (g_file_get_contents (fixture->path, &good, &size, NULL));
  g_assert_true (g_file_set_contents (other, good, size - 5000, NULL));
  assert_refused (other, CADRE_CONDITION_TRUNCATED, CADRE_ERROR_DAMAGED);
  g_assert_true (g_file_set_contents (other, good, 50, NULL));
  assert_refused (other, CADRE_CONDITION_TRUNCATED, CADRE_ERROR_DAMAGED);

  g_assert_true (g_file_set_contents (other, good, size, NULL));
  overwrite (other, 68, "\0\0\0\1", 4);
  assert_refused (other, CADRE_CONDITION_NOT_AN_ARCHIVE, CADRE_ERROR_NOT_AN_ARCHIVE);

  g_assert_true (g_file_set_contents (other, good, size, NULL));
  overwrite (other, size / 2, noise, 20000);
  g_assert_cmpint (cadre_recovery_diagnose (other, TRUE, &error), ==, CADRE_CONDITION_DAMAGED);
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_DAMAGED);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (other, good, size, NULL));
  g_assert_cmpint (cadre_recovery_diagnose (other, TRUE, &error), ==, CADRE_CONDITION_GOOD);
  g_assert_no_error (error);
}

static void
test_set_aside (CadreTestArchive *fixture,
                gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *aside = NULL;
  g_autofree char *aside_wal = NULL;
  g_autofree char *text = NULL;

  g_assert_finalize_object (g_steal_pointer (&fixture->archive));
  g_assert_true (g_file_set_contents (fixture->path, "broken", -1, NULL));
  g_assert_true (g_file_set_contents (wal, "log", -1, NULL));

  aside = cadre_recovery_set_aside (fixture->path, &error);
  g_assert_no_error (error);
  aside_wal = g_strconcat (aside, "-wal", NULL);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_get_contents (aside, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "broken");
  g_assert_true (g_file_test (aside_wal, G_FILE_TEST_EXISTS));
}

static GResource *
load_schema (const char *name)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *base = g_strdup_printf ("schema-%s.gresource", name);
  g_autofree char *path = g_test_build_filename (G_TEST_BUILT, "unit", base, NULL);
  GResource *resource = g_resource_load (path, &error);

  g_assert_no_error (error);
  g_resources_register (resource);
  return resource;
}

static void
test_migration (CadreTestArchive *fixture,
                gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GResource) second = NULL;
  g_autoptr(GPtrArray) backups = NULL;
  g_autofree char *text = NULL;

  cadre_test_do (fixture->archive, "add", "INSERT INTO person (name) VALUES ('张三'), ('李四')");
  cadre_test_do (fixture->archive, "delete", "DELETE FROM person WHERE name = '李四'");

  second = load_schema ("second");
  cadre_test_reopen (fixture);
  g_assert_cmpint (cadre_archive_get_schema_version (fixture->archive), ==, 2);
  text = cadre_test_text (fixture->archive, "SELECT nickname FROM person");
  g_assert_cmpstr (text, ==, "张三");

  /* The state before is kept. */
  backups = cadre_backup_list (fixture->path, &error);
  g_assert_cmpuint (backups->len, ==, 1);
  g_assert_cmpstr (((CadreBackup *) g_ptr_array_index (backups, 0))->reason, ==, "migration");
  g_assert_cmpint (((CadreBackup *) g_ptr_array_index (backups, 0))->schema_version, ==, 1);

  /* What was done before can still be undone; the new column is journalled. */
  cadre_test_do (fixture->archive, "nick", "UPDATE person SET nickname = '三'");
  for (int i = 0; i < 2; i++)
    {
      g_assert_true (cadre_journal_undo (fixture->archive, NULL, &error));
      g_assert_no_error (error);
    }
  g_assert_cmpint (cadre_test_int (fixture->archive,
                                   "SELECT count (*) FROM person WHERE nickname IN ('张三', '无')"), ==, 2);

  /* To the program of version 1 it is a newer file: to read, not to write. */
  g_resources_unregister (second);
  g_assert_cmpint (cadre_recovery_diagnose (fixture->path, FALSE, &error), ==, CADRE_CONDITION_GOOD);
  cadre_test_reopen (fixture);
  g_assert_true (cadre_archive_is_read_only (fixture->archive));
  g_assert_nonnull (strstr (cadre_archive_get_read_only_reason (fixture->archive), "newer"));
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (*) FROM person"), ==, 2);
}

static void
test_failed_migration (CadreTestArchive *fixture,
                       gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GResource) broken = NULL;
  g_autofree char *before = cadre_test_dump (fixture->archive);
  g_autofree char *after = NULL;

  g_assert_finalize_object (g_steal_pointer (&fixture->archive));
  broken = load_schema ("broken");
  g_assert_null (cadre_archive_open (fixture->path, CADRE_ARCHIVE_WRITE, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_clear_error (&error);
  g_resources_unregister (broken);

  fixture->archive = cadre_archive_open (fixture->path, CADRE_ARCHIVE_WRITE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (cadre_archive_get_schema_version (fixture->archive), ==, 1);
  after = cadre_test_dump (fixture->archive);
  g_assert_cmpstr (after, ==, before);
}

/* A failed creation leaves nothing; what is there is never overwritten. */
static void
test_create (CadreTestArchive *fixture,
             gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *inside_file = g_build_filename (fixture->path, "x.cadre", NULL);

  g_assert_null (cadre_archive_create (fixture->path, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_null (cadre_archive_create (inside_file, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND);
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (*) FROM person"), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) \
  g_test_add ("/archive-file/" name, CadreTestArchive, NULL, cadre_test_set_up, function, cadre_test_tear_down)
  ADD ("modes", test_modes);
  ADD ("reader-beside-writer", test_reader_beside_writer);
  ADD ("link-has-one-lock", test_link_has_one_lock);
  ADD ("bad-files", test_bad_files);
  ADD ("set-aside", test_set_aside);
  ADD ("migration", test_migration);
  ADD ("failed-migration", test_failed_migration);
  ADD ("create", test_create);
#undef ADD

  return g_test_run ();
}
