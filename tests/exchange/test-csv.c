/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Text files in every encoding and with every separator, as they come. */

#include "config.h"

#include <string.h>

#include "cadre-csv-private.h"
#include "cadre-test.h"
#include "sheet-dump.h"

static char *
dump_bytes (const char             *bytes,
            gsize                   length,
            const CadreSheetLimits *limits)
{
  g_autofree char *folder = cadre_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "名册.csv", NULL);
  char *dump;

  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  dump = dump_sheet (path, limits, 0);
  cadre_test_remove (folder);

  return dump;
}

typedef struct
{
  const char *name;
  const char *text;
  const char *expected;
} Case;

static const Case cases[] = {
  { "plain", "姓名,年龄\n张伟,42\n", "A1=姓名|B1=年龄|A2=张伟|B2=42|" },
  { "no-end", "a,b\nc,d", "A1=a|B1=b|A2=c|B2=d|" },
  { "crlf", "a,b\r\nc,d\r\n", "A1=a|B1=b|A2=c|B2=d|" },
  { "cr", "a,b\rc,d\r", "A1=a|B1=b|A2=c|B2=d|" },
  { "blank-lines", "a,b\n\n\r\n,d\n", "A1=a|B1=b|B4=d|" },
  { "semicolon", "a;b,c\nd;e\n", "A1=a|B1=b,c|A2=d|B2=e|" },
  { "tab", "a\tb, c\nd\te\n", "A1=a|B1=b, c|A2=d|B2=e|" },
  { "sep-line", "sep=;\r\na,x;b\n", "A1=a,x|B1=b|" },
  { "chinese-comma", "甲，乙\n丙，丁\n", "A1=甲|B1=乙|A2=丙|B2=丁|" },
  { "chinese-comma-in-text", "甲,乙，丙\n丁,戊，己\n", "A1=甲|B1=乙，丙|A2=丁|B2=戊，己|" },
  { "one-column", "甲\n乙\n", "A1=甲|A2=乙|" },
  { "quoted", "\"a,b\",\"c\"\"d\"\n\"e\nf\",\"g\r\nh\"\n", "A1=a,b|B1=c\"d|A2=e\nf|B2=g\nh|" },
  { "stray-quotes", "a\"b,c\"\n\"d\"x,e\n\"f\" ,g\n", "A1=a\"b|B1=c\"|A2=dx|B2=e|A3=f |B3=g|" },
  { "empty-quotes", "\"\",b\n,\"\"\n", "B1=b|" },
  { "formula-text", "=\"42280219850312001X\",=\"\"\n\"=\"\"00123\"\"\",=A1\n", "A1=42280219850312001X|A2=00123|B2==A1|" },
  { "title", "名册，2017年\n填报单位：甲，日期：乙\n姓名,单位,职务\n张,甲,乙\n李,丙,丁\n", "A1=名册，2017年|A2=填报单位：甲，日期：乙|A3=姓名|B3=单位|C3=职务|A4=张|B4=甲|C4=乙|A5=李|B5=丙|C5=丁|" },
};

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autofree char *dump = dump_bytes (test->text, strlen (test->text), &cadre_sheet_limits);

  g_assert_cmpstr (dump, ==, test->expected);
}

/* Every encoding gives the same; 㛃 is only in GB18030, 𠮷 beyond the BMP. */
static void
test_encodings (void)
{
  static const struct
  {
    const char *mark;
    gsize mark_length;
    const char *charset;
  } encodings[] = {
    { "", 0, "UTF-8" },
    { "\xef\xbb\xbf", 3, "UTF-8" },
    { "", 0, "GB18030" },
    { "", 0, "UTF-16LE" },
    { "\xff\xfe", 2, "UTF-16LE" },
    { "", 0, "UTF-16BE" },
    { "\xfe\xff", 2, "UTF-16BE" },
  };
  const char *text = "姓名,单位\n李㛃,毛坝镇\n𠮷一,一一一\n";

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      gsize length;
      g_autofree char *bytes = g_convert (text, -1, encodings[i].charset, "UTF-8", NULL, &length, NULL);
      g_autoptr(GString) file = g_string_new_len (encodings[i].mark, (gssize) encodings[i].mark_length);
      g_autofree char *dump = NULL;

      g_string_append_len (file, bytes, (gssize) length);
      dump = dump_bytes (file->str, file->len, &cadre_sheet_limits);
      g_test_message ("%s", encodings[i].charset);
      g_assert_cmpstr (dump, ==, "A1=姓名|B1=单位|A2=李㛃|B2=毛坝镇|A3=𠮷一|B3=一一一|");
    }
}

/* What stands across the border of two blocks stays whole. */
static void
test_blocks (void)
{
  for (guint shift = 0; shift < 8; shift++)
    {
      g_autoptr(GString) file = g_string_new ("甲，乙\n");
      g_autoptr(GString) expected = g_string_new ("A1=甲|B1=乙|");
      g_autofree char *dump = NULL;

      for (guint i = 0; i < shift; i++)
        g_string_append_c (file, 'x');
      g_string_append (file, "，\n");
      if (shift > 0)
        g_string_append_printf (expected, "A2=%.*s|", (int) shift, "xxxxxxxx");
      for (guint i = 2; i < 12000; i++)
        {
          g_string_append_printf (file, "\"丙\"\"\"，丁%u\r\n", i);
          g_string_append_printf (expected, "A%u=丙\"|B%u=丁%u|", i + 1, i + 1, i);
        }
      dump = dump_bytes (file->str, file->len, &cadre_sheet_limits);
      g_assert_cmpstr (dump, ==, expected->str);
    }
}

static void
assert_error (const char             *bytes,
              gsize                   length,
              const CadreSheetLimits *limits,
              const char             *part)
{
  g_autofree char *dump = dump_bytes (bytes, length, limits);

  if (!g_str_has_prefix (dump, "error ") || strstr (dump, part) == NULL)
    g_error ("“%s” does not have “%s”", dump, part);
}

static void
test_bad (void)
{
  g_autofree char *giant = g_strnfill (1024 * 1024, 'x');
  g_autofree char *wide = g_strnfill (20000, ',');
  g_autofree char *open = g_strconcat ("a\n\"", giant, NULL);
  CadreSheetLimits limits = cadre_sheet_limits;
  static const char cut_utf16[] = "\xff\xfe\x2c\x67\x2c";
  static const char high_bytes[] = "\xff\xff\xff,\x80\xff\n";
  static const char cut_utf8[] = "一二三四五六七八九十\n一二三四五六七八\xe4\xb8,\n";
  static const char marked[] = "\xef\xbb\xbf\xd5\xc5,\n";
  static const char marked_nul[] = "\xef\xbb\xbf" "a,\0,b\n";
  static const char binary[] = "MZ\0\0\0\0\1\2\3";

  assert_error (giant, 1024 * 1024, &cadre_sheet_limits, "row 1: a text is longer");
  assert_error (wide, 20000, &cadre_sheet_limits, "row 1: more columns");
  assert_error (open, strlen (open), &cadre_sheet_limits, "row 2: a quotation mark");
  assert_error ("a,b\nc,\"d\n", 9, &cadre_sheet_limits, "row 2: a quotation mark");
  assert_error (cut_utf16, sizeof cut_utf16 - 1, &cadre_sheet_limits, "encodings");
  assert_error (high_bytes, sizeof high_bytes - 1, &cadre_sheet_limits, "encodings");
  assert_error (cut_utf8, sizeof cut_utf8 - 1, &cadre_sheet_limits, "line 2: the text is damaged");
  assert_error (marked, sizeof marked - 1, &cadre_sheet_limits, "line 1: the text is damaged");
  assert_error (marked_nul, sizeof marked_nul - 1, &cadre_sheet_limits, "neither a spreadsheet nor a text file");
  assert_error (binary, sizeof binary - 1, &cadre_sheet_limits, "neither a spreadsheet nor a text file");

  limits.rows = 2;
  assert_error ("a\nb\nc\n", 6, &limits, "row 3: more rows");
  limits = cadre_sheet_limits;
  limits.cells = 2;
  assert_error ("a,b,c\n", 6, &limits, "more cells");
  limits = cadre_sheet_limits;
  limits.part_bytes = 3;
  assert_error ("a,b,c\n", 6, &limits, "too large");
}

static void
test_nul_in_utf16 (void)
{
  static const char bytes[] = "\xff\xfe" "a\0\0\0b\0,\0c\0\n";
  g_autofree char *dump = dump_bytes (bytes, sizeof bytes, &cadre_sheet_limits);

  g_assert_cmpstr (dump, ==, "A1=ab|B1=c|");
}

static void
test_full_sheet (void)
{
  CadreSheetLimits limits = cadre_sheet_limits;
  g_autofree char *dump = NULL;

  limits.rows = 2;
  dump = dump_bytes ("a\nb\n", 4, &limits);
  g_assert_cmpstr (dump, ==, "A1=a|A2=b|");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strconcat ("/csv/case/", cases[i].name, NULL);

      g_test_add_data_func (name, &cases[i], test_case);
    }
  g_test_add_func ("/csv/encodings", test_encodings);
  g_test_add_func ("/csv/blocks", test_blocks);
  g_test_add_func ("/csv/bad", test_bad);
  g_test_add_func ("/csv/nul-in-utf-16", test_nul_in_utf16);
  g_test_add_func ("/csv/full-sheet", test_full_sheet);

  return g_test_run ();
}
