/* SPDX-License-Identifier: GPL-3.0-or-later */

/* "cadrectl sheet" as a user runs it, and what it says of files that are not
 * what they should be: one sentence with the file's name, exit status 1. */

#include "config.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <unistd.h>

#include "cadre-test.h"

static char *
fixture (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "exchange", "data", name, NULL);
}

static void
test_tsv (void)
{
  g_autofree char *path = fixture ("written-by-libreoffice.xlsx");
  g_autofree char *out = NULL;

  g_assert_cmpint (cadre_test_cadrectl (&out, NULL, "sheet", path, NULL), ==, 0);
  g_assert_cmpstr (out, ==,
                   "干部花名册\n"
                   "单位\t姓  名\t出生\\n年月\t身份证号\t学时\t达标\n"
                   "毛坝镇\t张　伟\t1985-03\t42280219850312001X\t90.5\tTRUE\n"
                   "\t欧阳秀英\t1979-11\t422802197911052222\t88\tFALSE\n"
                   "合计\t\t\t\t178.5\t178.5学时\n"
                   "2017-11-30\t2017-11-30T08:30:00\ta\\nb\t422802198503120000\t#DIV/0!\n");
}

static void
test_csv (void)
{
  g_autofree char *path = fixture ("written-by-libreoffice.xlsx");
  g_autofree char *out = NULL;

  g_assert_cmpint (cadre_test_cadrectl (&out, NULL, "sheet", "--format", "csv", path, NULL), ==, 0);
  g_assert_true (g_str_has_prefix (out, "干部花名册\n单位,姓  名,\"出生\n年月\",身份证号,学时,达标\n"));
}

static void
test_json (void)
{
  g_autofree char *path = fixture ("written-by-libreoffice.xlsx");
  g_autofree char *out = NULL;
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;
  JsonObject *root, *row, *cell;

  g_assert_cmpint (cadre_test_cadrectl (&out, NULL, "--json", "sheet", path, NULL), ==, 0);
  json_parser_load_from_data (parser, out, -1, &error);
  g_assert_no_error (error);

  root = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpstr (json_object_get_string_member (root, "sheet"), ==, "花名册");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (root, "merges")), ==, 2);
  row = json_array_get_object_element (json_object_get_array_member (root, "rows"), 3);
  g_assert_cmpint (json_object_get_int_member (row, "row"), ==, 4);
  g_assert_true (json_object_get_boolean_member (row, "hidden"));
  cell = json_array_get_object_element (json_object_get_array_member (row, "cells"), 1);
  g_assert_cmpstr (json_object_get_string_member (cell, "cell"), ==, "C4");
  g_assert_cmpstr (json_object_get_string_member (cell, "type"), ==, "date");
  g_assert_cmpstr (json_object_get_string_member (cell, "text"), ==, "1979-11");
}

static void
test_list_and_choose (void)
{
  g_autofree char *path = fixture ("written-by-libreoffice.xlsx");
  g_autofree char *list = NULL;
  g_autofree char *by_name = NULL;
  g_autofree char *by_number = NULL;
  g_autofree char *err = NULL;

  g_assert_cmpint (cadre_test_cadrectl (&list, NULL, "sheet", "--list", path, NULL), ==, 0);
  g_assert_cmpstr (list, ==, "1\t花名册\n2\t备注\thidden\n");
  g_assert_cmpint (cadre_test_cadrectl (&by_name, NULL, "sheet", path, "--sheet", "备注", NULL), ==, 0);
  g_assert_cmpstr (by_name, ==, "\n\t内部\n");
  g_assert_cmpint (cadre_test_cadrectl (&by_number, NULL, "sheet", path, "--sheet", "2", NULL), ==, 0);
  g_assert_cmpstr (by_number, ==, by_name);
  g_assert_cmpint (cadre_test_cadrectl (NULL, &err, "sheet", path, "--sheet", "3", NULL), ==, 1);
  g_assert_nonnull (strstr (err, "there is no sheet “3”; there are: 花名册, 备注"));
}

static void
test_usage (void)
{
  g_autofree char *path = fixture ("written-by-libreoffice.xlsx");
  g_autofree char *out = NULL;

  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "sheet", NULL), ==, 2);
  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "sheet", path, path, NULL), ==, 2);
  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "sheet", "--format", "pdf", path, NULL), ==, 2);
  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "sheet", "--nonsense", path, NULL), ==, 2);
  g_assert_cmpint (cadre_test_cadrectl (&out, NULL, "sheet", "--help", NULL), ==, 0);
  g_assert_nonnull (strstr (out, "--sheet"));
}

#define OLE "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#define BYTES(s) s, sizeof s - 1

/* Names that promise, contents that differ. */
static const struct
{
  const char *name;
  const char *bytes;
  gsize length;
  const char *expected;
} bad_files[] = {
  { "empty.xlsx", BYTES (""), "the file is empty" },
  { "web.xls", BYTES ("<html><body><table><tr><td>甲</td></tr></table></body></html>"), "this is a web page" },
  { "bom-web.xls", BYTES ("\xef\xbb\xbf\r\n <TABLE border=1><tr><td>甲</td></tr></TABLE>"), "this is a web page" },
  { "mail.xls", BYTES ("MIME-Version: 1.0\nContent-Type: text/html\n"), "this is a web page" },
  { "2003.xls", BYTES ("<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>"), "XML form of 2003" },
  { "other.xlsx", BYTES ("<?xml version='1.0'?><a/>"), "this is an XML file" },
  { "locked.xlsx", BYTES (OLE "....E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0\0\0...."), "protected by a password" },
  { "letter.xls", BYTES (OLE "....W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0\0\0...."), "text document" },
  { "thing.xls", BYTES (OLE "........"), "no workbook in it" },
  { "old.xlsx", BYTES (OLE "....W\0o\0r\0k\0b\0o\0o\0k\0\0\0...."), "save it as .xlsx" },
  { "cut.xlsx", BYTES ("PK\3\4\24\0\0\0\10\0"), "damaged or was cut short" },
  { "nothing.xlsx", BYTES ("PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), "damaged or was cut short" },
  { "print.csv", BYTES ("%PDF-1.4"), "PDF" },
  { "scan.xlsx", BYTES ("\x89PNG\r\n"), "picture" },
  { "packed.xlsx", BYTES ("Rar!\x1a\7"), "RAR" },
  { "program.csv", BYTES ("MZ\0\0\0\0\1\2"), "neither a spreadsheet nor a text file" },
};

static void
assert_refused (const char *path,
                const char *name,
                const char *expected)
{
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  int status = cadre_test_cadrectl (&out, &err, "sheet", path, NULL);

  g_test_message ("%s", err);
  g_assert_cmpint (status, ==, 1);
  g_assert_cmpstr (out, ==, "");
  if (strstr (err, name) == NULL || strstr (err, expected) == NULL || strchr (err, '\n') != err + strlen (err) - 1)
    g_error ("“%s” is not one line with “%s” and “%s”", err, name, expected);
}

static void
test_bad_files (void)
{
  g_autofree char *folder = cadre_test_folder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (bad_files); i++)
    {
      g_autofree char *path = g_build_filename (folder, bad_files[i].name, NULL);

      g_assert_true (g_file_set_contents (path, bad_files[i].bytes, (gssize) bad_files[i].length, NULL));
      assert_refused (path, bad_files[i].name, bad_files[i].expected);
    }
  cadre_test_remove (folder);
}

static void
test_no_file (void)
{
  g_autofree char *folder = cadre_test_folder_new ();
  g_autofree char *missing = g_build_filename (folder, "missing.xlsx", NULL);
  g_autofree char *locked = g_build_filename (folder, "locked.csv", NULL);

  assert_refused (missing, "missing.xlsx", "there is no such file");
  assert_refused (folder, "", "this is a folder without appointment forms");
  g_assert_true (g_file_set_contents (locked, "a,b\n", -1, NULL));
  g_assert_cmpint (g_chmod (locked, 0), ==, 0);
  if (geteuid () != 0)
    assert_refused (locked, "locked.csv", "cannot be read");
  cadre_test_remove (folder);
}

/* Renamed files are what they are: text under .xls, a workbook under .csv. */
static void
test_renamed (void)
{
  g_autofree char *folder = cadre_test_folder_new ();
  g_autofree char *text = g_build_filename (folder, "text.xls", NULL);
  g_autofree char *book = g_build_filename (folder, "book.csv", NULL);
  g_autofree char *source = fixture ("written-by-openpyxl.xlsx");
  g_autofree char *bytes = NULL;
  g_autofree char *from_text = NULL;
  g_autofree char *from_book = NULL;
  gsize length;

  g_assert_true (g_file_set_contents (text, "姓名\t单位\n张伟\t毛坝镇\n", -1, NULL));
  g_assert_true (g_file_get_contents (source, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (book, bytes, (gssize) length, NULL));
  g_assert_cmpint (cadre_test_cadrectl (&from_text, NULL, "sheet", text, NULL), ==, 0);
  g_assert_cmpstr (from_text, ==, "姓名\t单位\n张伟\t毛坝镇\n");
  g_assert_cmpint (cadre_test_cadrectl (&from_book, NULL, "sheet", book, NULL), ==, 0);
  g_assert_true (g_str_has_prefix (from_book, "干部花名册\n单位\t"));
  cadre_test_remove (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sheet/tsv", test_tsv);
  g_test_add_func ("/sheet/csv", test_csv);
  g_test_add_func ("/sheet/json", test_json);
  g_test_add_func ("/sheet/list-and-choose", test_list_and_choose);
  g_test_add_func ("/sheet/usage", test_usage);
  g_test_add_func ("/sheet/bad-files", test_bad_files);
  g_test_add_func ("/sheet/no-file", test_no_file);
  g_test_add_func ("/sheet/renamed", test_renamed);

  return g_test_run ();
}
