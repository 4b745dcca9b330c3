/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Users' files are written whole or not at all. */

#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include "cadre-file.h"
#include "cadre-test.h"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = cadre_test_folder_new ();
  fixture->path = g_build_filename (fixture->folder, "花名册.xlsx", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  cadre_test_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
assert_content (const char *path,
                const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

static guint
count_files (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static int
mode_of (const char *path)
{
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  return status.st_mode & 0777;
}

static void
test_replace (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (cadre_file_write (fixture->path, "one", -1, &error));
  g_assert_cmpint (mode_of (fixture->path), ==, 0600);
  assert_content (fixture->path, "one");

  /* What others could read before they still can. */
  g_assert_cmpint (g_chmod (fixture->path, 0640), ==, 0);
  g_assert_true (cadre_file_write (fixture->path, "two", -1, &error));
  g_assert_cmpint (mode_of (fixture->path), ==, 0640);
  assert_content (fixture->path, "two");
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

static void
test_given_up (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  CadreFileReplace *file;

  g_assert_true (cadre_file_write (fixture->path, "one", -1, &error));
  file = cadre_file_replace_begin (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (cadre_file_replace_get_temporary (file), ".xlsx"));
  g_assert_cmpuint (count_files (fixture->folder), ==, 2);
  cadre_file_replace_free (file);

  assert_content (fixture->path, "one");
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

static void
test_link (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *link_path = g_build_filename (fixture->folder, "link.xlsx", NULL);

  g_assert_true (cadre_file_write (fixture->path, "one", -1, &error));
  g_assert_cmpint (symlink (fixture->path, link_path), ==, 0);
  g_assert_true (cadre_file_write (link_path, "two", -1, &error));
  assert_content (fixture->path, "two");
  g_assert_true (g_file_test (link_path, G_FILE_TEST_IS_SYMLINK));
}

static void
test_no_place (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *nowhere = g_build_filename (fixture->folder, "no", "file", NULL);

  g_assert_false (cadre_file_write (nowhere, "x", -1, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, nowhere));
  g_clear_error (&error);

  g_assert_false (cadre_file_write (fixture->folder, "x", -1, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_FAILED);
}

/* A limit on the size of files stands for a full disk: it needs no mount. */
static void
test_full (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *large = g_strnfill (100000, 'x');
  struct rlimit before, small;

  g_assert_true (cadre_file_write (fixture->path, "one", -1, &error));

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small = before;
  small.rlim_cur = 4096;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false (cadre_file_write (fixture->path, large, -1, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);

  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_NO_SPACE);
  assert_content (fixture->path, "one");
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/file/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("replace", test_replace);
  ADD ("given-up", test_given_up);
  ADD ("link", test_link);
  ADD ("no-place", test_no_place);
  ADD ("full", test_full);
#undef ADD

  return g_test_run ();
}
