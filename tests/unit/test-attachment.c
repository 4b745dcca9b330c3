/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>

#include "cadre-attachment.h"
#include "cadre-journal.h"
#include "cadre-test.h"

static gint64
add (CadreTestArchive *fixture,
     const char       *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreAction) action = cadre_action_begin (fixture->archive, "edit", "Attach", &error);
  gint64 id;

  g_assert_no_error (error);
  id = cadre_attachment_add (fixture->archive, "person", 7, path, &error);
  if (id == 0)
    {
      g_clear_pointer (&action, cadre_action_free);
      g_assert_error (error, CADRE_ERROR, CADRE_ERROR_INVALID);
      return 0;
    }
  cadre_action_commit (action, &error);
  g_assert_no_error (error);
  return id;
}

static guint
count (CadreTestArchive *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) list = cadre_attachment_list (fixture->archive, "person", 7, &error);

  g_assert_no_error (error);
  return list->len;
}

static void
test_keep (CadreTestArchive *fixture,
           gconstpointer     data)
{
  static const char text[] = "%PDF-1.4\n王伟的干部任免审批表\n";
  g_autofree char *path = g_build_filename (fixture->folder, "任免表.pdf", NULL);
  g_autofree char *copy = g_build_filename (fixture->folder, "copy.pdf", NULL);
  g_autofree char *found = NULL;
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GError) error = NULL;
  const CadreAttachment *one;
  GStatBuf about;
  gint64 id;

  g_assert_true (g_file_set_contents (path, text, -1, &error));
  id = add (fixture, path);
  add (fixture, path);
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (*) FROM content"), ==, 1);

  list = cadre_attachment_list (fixture->archive, "person", 7, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 2);
  one = g_ptr_array_index (list, 0);
  g_assert_cmpint (one->id, ==, id);
  g_assert_cmpstr (one->name, ==, "任免表.pdf");
  g_assert_cmpstr (one->media, ==, "application/pdf");
  g_assert_cmpint (one->size, ==, sizeof text - 1);

  g_assert_true (cadre_attachment_write (fixture->archive, id, copy, &error));
  g_assert_true (g_file_get_contents (copy, &found, NULL, NULL));
  g_assert_cmpstr (found, ==, text);
  g_assert_cmpint (g_stat (copy, &about), ==, 0);
  g_assert_cmpuint (about.st_mode & 0077, ==, 0);
}

static void
test_delete (CadreTestArchive *fixture,
             gconstpointer     data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a.txt", NULL);
  g_autoptr(CadreAction) action = NULL;
  g_autoptr(GError) error = NULL;
  gint64 id;

  g_assert_true (g_file_set_contents (path, "a", -1, NULL));
  id = add (fixture, path);

  action = cadre_action_begin (fixture->archive, "edit", "Delete", &error);
  g_assert_no_error (error);
  g_assert_true (cadre_attachment_delete (fixture->archive, id, &error));
  cadre_action_commit (action, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (fixture), ==, 0);
  g_assert_false (cadre_attachment_write (fixture->archive, id, path, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (cadre_journal_undo (fixture->archive, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count (fixture), ==, 1);
  g_assert_true (cadre_attachment_write (fixture->archive, id, path, &error));
}

static void
test_too_large (CadreTestArchive *fixture,
                gconstpointer     data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "large", NULL);
  FILE *file = g_fopen (path, "w");

  /* A hole: nothing is written. */
  g_assert_cmpint (fseek (file, (long) CADRE_ATTACHMENT_MAX_MEGABYTES * 1024 * 1024, SEEK_SET), ==, 0);
  g_assert_cmpint (fputc ('a', file), ==, 'a');
  g_assert_cmpint (fclose (file), ==, 0);

  g_assert_cmpint (add (fixture, path), ==, 0);
  g_assert_cmpuint (count (fixture), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) \
  g_test_add ("/attachment/" name, CadreTestArchive, NULL, cadre_test_set_up, function, cadre_test_tear_down)
  ADD ("keep", test_keep);
  ADD ("delete", test_delete);
  ADD ("too-large", test_too_large);
#undef ADD

  return g_test_run ();
}
