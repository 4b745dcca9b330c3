/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Backups: made, thinned out, put back. */

#include "config.h"

#include <glib/gstdio.h>

#include "cadre-backup.h"
#include "cadre-recovery.h"
#include "cadre-test.h"

static void
note_progress (double   fraction,
               gpointer data)
{
  *(double *) data = fraction;
}

static void
test_make_and_restore (CadreTestArchive *fixture,
                       gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *backup = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *restored = NULL;
  g_autoptr(CadreArchive) old = NULL;
  GStatBuf status;
  double fraction = 0;

  cadre_test_do (fixture->archive, "add", "INSERT INTO person (name) VALUES ('张三')");
  before = cadre_test_dump (fixture->archive);
  backup = cadre_backup_make (fixture->archive, "manual", note_progress, &fraction, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (fraction, ==, 1.0);
  g_assert_cmpint (g_stat (backup, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  cadre_test_do (fixture->archive, "more", "INSERT INTO person (name) VALUES ('李四')");
  after = cadre_test_dump (fixture->archive);

  /* While the writer has it, it is refused. */
  g_assert_false (cadre_backup_restore (fixture->path, backup, NULL, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_BUSY);
  g_clear_error (&error);

  g_assert_finalize_object (g_steal_pointer (&fixture->archive));
  g_assert_true (cadre_backup_restore (fixture->path, backup, &kept, &error));
  g_assert_no_error (error);
  fixture->archive = cadre_archive_open (fixture->path, CADRE_ARCHIVE_WRITE, &error);
  g_assert_no_error (error);
  g_assert_false (cadre_archive_is_read_only (fixture->archive));
  restored = cadre_test_dump (fixture->archive);
  g_assert_cmpstr (restored, ==, before);

  /* The state that was replaced is a backup now. */
  old = cadre_archive_open (kept, CADRE_ARCHIVE_READ, &error);
  g_assert_no_error (error);
  g_free (restored);
  restored = cadre_test_dump (old);
  g_assert_cmpstr (restored, ==, after);
}

static void
test_reader_keeps_it (CadreTestArchive *fixture,
                      gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *backup = NULL;
  g_autoptr(CadreArchive) reader = NULL;

  cadre_test_do (fixture->archive, "add", "INSERT INTO person (name) VALUES ('张三')");
  backup = cadre_backup_make (fixture->archive, "manual", NULL, NULL, NULL, &error);
  reader = cadre_archive_open_reader (fixture->archive, &error);
  g_assert_cmpint (cadre_test_int (reader, "SELECT count (*) FROM person"), ==, 1);
  g_assert_finalize_object (g_steal_pointer (&fixture->archive));

  g_assert_false (cadre_backup_restore (fixture->path, backup, NULL, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_BUSY);
}

static void
test_restore_over_damage (CadreTestArchive *fixture,
                          gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *backup = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *text = NULL;

  cadre_test_do (fixture->archive, "add", "INSERT INTO person (name) VALUES ('张三')");
  backup = cadre_backup_make (fixture->archive, "manual", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_finalize_object (g_steal_pointer (&fixture->archive));
  g_assert_true (g_file_set_contents (fixture->path, "broken", -1, NULL));

  g_assert_true (cadre_backup_restore (fixture->path, backup, &kept, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (kept, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "broken");

  fixture->archive = cadre_archive_open (fixture->path, CADRE_ARCHIVE_WRITE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (*) FROM person"), ==, 1);

  /* Nothing replaces a good archive by a bad file. */
  g_assert_finalize_object (g_steal_pointer (&fixture->archive));
  g_assert_false (cadre_backup_restore (fixture->path, kept, NULL, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_NOT_AN_ARCHIVE);
  g_assert_cmpint (cadre_recovery_diagnose (fixture->path, TRUE, NULL), ==, CADRE_CONDITION_GOOD);
}

static void
test_cancel (CadreTestArchive *fixture,
             gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GPtrArray) backups = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (cadre_backup_make (fixture->archive, "manual", NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  backups = cadre_backup_list (fixture->path, &error);
  g_assert_cmpuint (backups->len, ==, 0);
}

static void
test_before (CadreTestArchive *fixture,
             gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) backups = NULL;
  CadreBackup *backup;

  /* Nothing to lose yet. */
  g_assert_true (cadre_backup_before (fixture->archive, "import", NULL, NULL, NULL, &error));
  cadre_test_do (fixture->archive, "add", "INSERT INTO person (name) VALUES ('张三')");
  g_assert_true (cadre_backup_before (fixture->archive, "import", NULL, NULL, NULL, &error));
  g_assert_true (cadre_backup_before (fixture->archive, "import", NULL, NULL, NULL, &error));
  backups = cadre_backup_list (fixture->path, &error);
  g_assert_cmpuint (backups->len, ==, 2);
  backup = g_ptr_array_index (backups, 0);
  g_assert_cmpstr (backup->reason, ==, "import");
  g_assert_cmpint (backup->n_people, ==, 1);
  g_assert_cmpint (backup->n_study, ==, 0);
  g_assert_cmpint (backup->size, >, 0);
}

/* However many there are in one second, and of whatever kind: each is another
 * file with a time of its own, and none goes as soon as it is made. */
static void
test_in_one_second (CadreTestArchive *fixture,
                    gconstpointer     data)
{
  static const char * const reasons[] = { "manual", "import", "restore", "import", "manual", "manual" };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) backups = NULL;

  cadre_test_do (fixture->archive, "add", "INSERT INTO person (name) VALUES ('张三')");
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      g_autofree char *path = cadre_backup_make (fixture->archive, reasons[i], NULL, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
      backups = cadre_backup_list (fixture->path, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (((CadreBackup *) g_ptr_array_index (backups, 0))->path, ==, path);
      g_assert_cmpuint (backups->len, >=, MIN (i + 1, 3));
      for (guint j = 1; j < backups->len; j++)
        g_assert_cmpstr (((CadreBackup *) g_ptr_array_index (backups, j - 1))->made_at, >,
                         ((CadreBackup *) g_ptr_array_index (backups, j))->made_at);
      g_clear_pointer (&backups, g_ptr_array_unref);
    }
}

/* Putting an old backup back makes a new one of what is there, and so thins
 * out the old: but not the one that is being put back. */
static void
test_restored_stays (CadreTestArchive *fixture,
                     gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = cadre_backup_folder (fixture->path);
  g_autofree char *first = g_build_filename (folder, "a.20240101T060000Z.manual.cadre", NULL);
  g_autofree char *kept = NULL;

  cadre_test_do (fixture->archive, "add", "INSERT INTO person (name) VALUES ('张三')");
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (cadre_backup_copy_to (fixture->archive, first, NULL, NULL, NULL, &error));
  for (int hour = 7; hour < 20; hour++)
    {
      g_autofree char *name = g_strdup_printf ("a.20240101T%02d0000Z.manual.cadre", hour);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_true (g_file_set_contents (path, "", 0, NULL));
    }

  g_assert_finalize_object (g_steal_pointer (&fixture->archive));
  g_assert_true (cadre_backup_restore (fixture->path, first, &kept, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (first, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));

  /* Also by another name, and by a clock that was put back. */
  g_clear_pointer (&kept, g_free);
  {
    g_autofree char *future = g_build_filename (folder, "a.21000101T060000Z.manual.cadre", NULL);
    g_autofree char *further = g_build_filename (folder, "a.21000101T070000Z.manual.cadre", NULL);
    g_autofree char *furthest = g_build_filename (folder, "a.21000101T080000Z.manual.cadre", NULL);
    g_autofree char *roundabout = g_build_filename (folder, "..", "backups", "a.20240101T060000Z.manual.cadre", NULL);

    g_assert_true (g_file_set_contents (future, "", 0, NULL));
    g_assert_true (g_file_set_contents (further, "", 0, NULL));
    g_assert_true (g_file_set_contents (furthest, "", 0, NULL));
    g_assert_true (cadre_backup_restore (fixture->path, roundabout, &kept, &error));
    g_assert_no_error (error);
    g_assert_true (g_file_test (first, G_FILE_TEST_EXISTS));
    g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  }
}

static guint
count_before (GPtrArray  *backups,
              const char *time)
{
  guint n = 0;

  for (guint i = 0; i < backups->len; i++)
    n += g_strcmp0 (((CadreBackup *) g_ptr_array_index (backups, i))->made_at, time) < 0;
  return n;
}

/* Three backups a day for 400 days. */
static void
test_thin (CadreTestArchive *fixture,
           gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = cadre_backup_folder (fixture->path);
  g_autofree char *other = g_build_filename (folder, "b.20200101T000000Z.manual.cadre", NULL);
  g_autofree char *pinned = NULL;
  g_autoptr(GPtrArray) backups = NULL;
  CadreBackup *newest;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  for (int day = 0; day < 400; day++)
    for (int hour = 6; hour < 24; hour += 6)
      {
        g_autoptr(GDateTime) start = g_date_time_new_utc (2025, 1, 1, hour, 0, 0);
        g_autoptr(GDateTime) time = g_date_time_add_days (start, day);
        g_autofree char *name = g_date_time_format (time, "a.%Y%m%dT%H%M%SZ.import.cadre");
        g_autofree char *path = g_build_filename (folder, name, NULL);

        g_assert_true (g_file_set_contents (path, "", 0, NULL));
        if (day == 0 && hour == 6)
          pinned = cadre_backup_set_pinned (path, TRUE, &error);
      }
  g_assert_no_error (error);
  g_assert_nonnull (pinned);
  g_assert_true (g_file_set_contents (other, "", 0, NULL));

  g_assert_true (cadre_backup_thin (fixture->path, &error));
  g_assert_no_error (error);
  backups = cadre_backup_list (fixture->path, &error);
  newest = g_ptr_array_index (backups, 0);
  /* Day 399 is 2026-02-04. Twelve days, and two more of the newest one;
   * before those seven of the ten weeks (to 7 December) and the last of
   * December; before those six of the nine months, and what is pinned. */
  g_assert_cmpstr (newest->made_at, ==, "2026-02-04T18:00:00Z");
  g_assert_cmpuint (backups->len - count_before (backups, "2026-01-24"), ==, 14);
  g_assert_cmpuint (count_before (backups, "2026-01-24") - count_before (backups, "2025-12-01"), ==, 8);
  g_assert_cmpuint (count_before (backups, "2025-12-01"), ==, 6 + 1);
  g_assert_true (g_file_test (pinned, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (other, G_FILE_TEST_EXISTS));

  /* Once thinned, nothing more goes. */
  g_assert_true (cadre_backup_thin (fixture->path, &error));
  {
    g_autoptr(GPtrArray) again = cadre_backup_list (fixture->path, &error);

    g_assert_cmpuint (again->len, ==, backups->len);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) \
  g_test_add ("/backup/" name, CadreTestArchive, NULL, cadre_test_set_up, function, cadre_test_tear_down)
  ADD ("make-and-restore", test_make_and_restore);
  ADD ("reader-keeps-it", test_reader_keeps_it);
  ADD ("restore-over-damage", test_restore_over_damage);
  ADD ("cancel", test_cancel);
  ADD ("before", test_before);
  ADD ("in-one-second", test_in_one_second);
  ADD ("restored-stays", test_restored_stays);
  ADD ("thin", test_thin);
#undef ADD

  return g_test_run ();
}
