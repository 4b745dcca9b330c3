/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files as other programs write them: one register, written by openpyxl and,
 * in both formats, by LibreOffice. */

#include "config.h"

#include <string.h>

#include "cadre-test.h"
#include "sheet-dump.h"

#define HEADS "A1=干部花名册|A2=单位|B2=姓  名|C2=出生\n年月|D2=身份证号|E2=学时|F2=达标|"

static void
assert_fixture (const char *name,
                const char *expected)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "exchange", "data", name, NULL);
  g_autofree char *dump = dump_sheet (path, &cadre_sheet_limits, 0);

  g_assert_cmpstr (dump, ==, expected);
}

static void
test_openpyxl (void)
{
  assert_fixture ("written-by-openpyxl.xlsx",
                  HEADS "A3=毛坝镇|B3=张　伟|C3@1985-03|D3=42280219850312001X|E3#90.5|F3~TRUE|"
                  "hidden 4|B4=欧阳秀英|C4@1979-11|D4=422802197911052222|E4#88|F4~FALSE|A5=合计|"
                  "A6@2017-11-30|B6@2017-11-30T08:30:00|C6=a\nb|D6#422802198503120000|A1:F1|A3:A4|");
}

static void
test_libreoffice (void)
{
  assert_fixture ("written-by-libreoffice.xlsx",
                  HEADS "A3=毛坝镇|B3=张　伟|C3@1985-03|D3=42280219850312001X|E3#90.5|F3~TRUE|"
                  "hidden 4|B4=欧阳秀英|C4@1979-11|D4=422802197911052222|E4#88|F4~FALSE|A5=合计|E5#178.5|F5=178.5学时|"
                  "A6@2017-11-30|B6@2017-11-30T08:30:00|C6=a\nb|D6#422802198503120000|E6!#DIV/0!|A1:F1|A3:A4|");
}

#ifdef HAVE_FREEXL
static void
test_old (void)
{
  assert_fixture ("written-by-libreoffice.xls",
                  HEADS "A3=毛坝镇|B3=张　伟|C3@1985-03-01|D3=42280219850312001X|E3#90.5|"
                  "B4=欧阳秀英|C4@1979-11-01|D4=422802197911052222|E4#88|A5=合计|"
                  "A6@2017-11-30|B6@2017-11-30T08:30:00|C6=a\nb|D6#422802198503120000|");
}

static void
test_old_damaged (void)
{
  g_autofree char *source = g_test_build_filename (G_TEST_DIST, "exchange", "data", "written-by-libreoffice.xls", NULL);
  g_autofree char *folder = cadre_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "old.xls", NULL);
  g_autofree char *whole = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (source, &whole, &length, NULL));
  for (gsize n = 512; n < length; n += 1111)
    {
      g_autofree char *dump = NULL;

      g_assert_true (g_file_set_contents (path, whole, (gssize) n, NULL));
      dump = dump_sheet (path, &cadre_sheet_limits, 0);
      g_assert_true (g_str_has_prefix (dump, "error "));
    }
  cadre_test_remove (folder);
}
#endif

static void
test_helper_missing (void)
{
#ifdef HAVE_FREEXL
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "exchange", "data", "written-by-libreoffice.xls", NULL);
  g_autofree char *before = g_strdup (g_getenv ("CADRE_XLS_HELPER"));
  const char *const broken[] = { "/nonexistent/helper", "/bin/true", "/bin/cat" };

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autofree char *dump = NULL;

      g_setenv ("CADRE_XLS_HELPER", broken[i], TRUE);
      dump = dump_sheet (path, &cadre_sheet_limits, 0);
      g_assert_true (g_str_has_prefix (dump, "error "));
      g_assert_nonnull (strstr (dump, "save it as .xlsx"));
    }
  g_setenv ("CADRE_XLS_HELPER", before, TRUE);
#else
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "exchange", "data", "written-by-libreoffice.xls", NULL);
  g_autofree char *dump = dump_sheet (path, &cadre_sheet_limits, 0);

  g_assert_nonnull (strstr (dump, "save it as .xlsx"));
#endif
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/written-by/openpyxl", test_openpyxl);
  g_test_add_func ("/written-by/libreoffice", test_libreoffice);
#ifdef HAVE_FREEXL
  g_test_add_func ("/written-by/libreoffice/xls", test_old);
  g_test_add_func ("/xls/damaged", test_old_damaged);
#endif
  g_test_add_func ("/xls/helper-missing", test_helper_missing);

  return g_test_run ();
}
