/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Each feature of the .xlsx reader on a workbook of its own, made here part
 * by part; what comes out is written as one line: "A1=text|B1#number|…". */

#include "config.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <string.h>

#include "cadre-test.h"
#include "sheet-dump.h"

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define STRICT "http://purl.oclc.org/ooxml/spreadsheetml/main"
#define REL "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships"

#define RELS(targets) "<Relationships xmlns='" PACKAGE "'>" targets "</Relationships>"
#define RELATION(id, type, target) "<Relationship Id='" id "' Type='" REL "/" type "' Target='" target "'/>"
#define SHEET(rows) "<worksheet xmlns='" MAIN "'><sheetData>" rows "</sheetData></worksheet>"

#define ROOT_RELS RELS (RELATION ("rId1", "officeDocument", "xl/workbook.xml"))
#define BOOK_RELS RELS (RELATION ("rId1", "worksheet", "worksheets/sheet1.xml") \
                        RELATION ("rId2", "styles", "styles.xml") RELATION ("rId3", "sharedStrings", "sharedStrings.xml"))
#define BOOK "<workbook xmlns='" MAIN "' xmlns:r='" REL "'><sheets><sheet name='A&amp;B' sheetId='1' r:id='rId1'/></sheets></workbook>"
#define STRINGS "<sst xmlns='" MAIN "'>" \
  "<si><t>张伟</t></si>" \
  "<si><r><t>红</t></r><r><rPr><b/></rPr><t xml:space='preserve'>梅 </t></r><rPh sb='0' eb='1'><t>hong</t></rPh><phoneticPr fontId='1'/></si>" \
  "<si><t> trimmed\n</t></si>" \
  "<si><t xml:space='preserve'> kept </t></si>" \
  "<si><t>a_x000D_\n_x0041__x005F_x0042_ _x00zz_ _xD83D__xDE00_</t></si>" \
  "<si><t/></si></sst>"
#define STYLES "<styleSheet xmlns='" MAIN "'><numFmts>" \
  "<numFmt numFmtId='164' formatCode='yyyy&quot;年&quot;m&quot;月&quot;'/>" \
  "<numFmt numFmtId='165' formatCode='[h]:mm'/><numFmt numFmtId='166' formatCode='0.00&quot;yd&quot;'/>" \
  "</numFmts><cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>" \
  "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='166'/><xf numFmtId='22'/>" \
  "<xf numFmtId='20'/><xf numFmtId='57'/></cellXfs></styleSheet>"

typedef struct
{
  const char *name;
  const char *content;
  gssize length; /* 0: as long as the string */
} Part;

static void
write_zip (const char *path,
           const Part *parts)
{
  struct archive *zip = archive_write_new ();

  archive_write_set_format_zip (zip);
  g_assert_cmpint (archive_write_open_filename (zip, path), ==, ARCHIVE_OK);
  for (; parts->name != NULL; parts++)
    {
      struct archive_entry *entry = archive_entry_new ();
      gsize length = parts->length > 0 ? (gsize) parts->length : strlen (parts->content);

      archive_entry_set_pathname (entry, parts->name);
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_size (entry, (gint64) length);
      g_assert_cmpint (archive_write_header (zip, entry), ==, ARCHIVE_OK);
      archive_write_data (zip, parts->content, length);
      archive_entry_free (entry);
    }
  g_assert_cmpint (archive_write_close (zip), ==, ARCHIVE_OK);
  archive_write_free (zip);
}

static char *
dump_parts (const Part             *parts,
            const CadreSheetLimits *limits)
{
  g_autofree char *folder = cadre_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "名册.xlsx", NULL);
  char *dump;

  write_zip (path, parts);
  dump = dump_sheet (path, limits, 0);
  cadre_test_remove (folder);

  return dump;
}

static char *
dump_sheet_xml (const char             *xml,
                const CadreSheetLimits *limits)
{
  const Part parts[] = {
    /* The sheet first: parts come in any order. */
    { "xl/worksheets/sheet1.xml", xml },
    { "xl/styles.xml", STYLES },
    { "xl/sharedStrings.xml", STRINGS },
    { "xl/workbook.xml", BOOK },
    { "xl/_rels/workbook.xml.rels", BOOK_RELS },
    { "_rels/.rels", ROOT_RELS },
    { NULL }
  };

  return dump_parts (parts, limits);
}

typedef struct
{
  const char *name;
  const char *xml;
  const char *expected;
} SheetCase;

static const SheetCase sheet_cases[] = {
  { "shared", SHEET ("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='C1' t='s'><v> 1 </v></c></row>"), "A1=张伟|C1=红梅 |" },
  { "strings", SHEET ("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c><c r='C1' t='s'><v>2</v></c>"
                      "<c r='D1' t='s'><v>3</v></c><c r='E1' t='s'><v>5</v></c></row>"),
    "A1=张伟|B1=红梅 |C1=trimmed|D1= kept |" },
  { "escapes", SHEET ("<row><c t='s'><v>4</v></c><c t='inlineStr'><is><t>_x0009_</t></is></c><c t='str'><v>_x000A_</v></c></row>"),
    "A1=a\nA_x0042_ _x00zz_ 😀|B1=\t|C1=\n|" },
  { "inline", SHEET ("<row r='2'><c r='B2' t='inlineStr'><is><r><t>李</t></r><r><t>丽</t></r><rPh><t>li</t></rPh></is></c>"
                     "<c r='C2' t='inlineStr'><v>v only</v></c></row>"),
    "B2=李丽|C2=v only|" },
  { "numbers", SHEET ("<row r='1'><c><v>42</v></c><c><v>79.90000000000001</v></c><c><v>3.0</v></c><c><v>-1.5E-3</v></c>"
                      "<c><v>420222198503121234</v></c><c><v>4.20222198503121E17</v></c><c><v>0.10</v></c><c><v>1e300</v></c>"
                      "<c><v>-0</v></c><c><v>13812345678</v></c></row>"),
    "A1#42|B1#79.9|C1#3|D1#-0.0015|E1#420222198503121000|F1#420222198503121000|G1#0.1|H1#1e+300|I1#0|J1#13812345678|" },
  { "no-numbers", SHEET ("<row r='1'><c><v>NaN</v></c><c><v>INF</v></c><c><v>0x10</v></c><c><v>1e999</v></c><c><v>abc</v></c>"
                         "<c s='1'><v>nan</v></c></row>"),
    "A1=NaN|B1=INF|C1=0x10|D1=1e999|E1=abc|F1=nan|" },
  { "dates", SHEET ("<row r='1'><c s='1'><v>43525</v></c><c s='2'><v>31107</v></c><c s='5'><v>43525.354166666664</v></c>"
                    "<c s='6'><v>0.5</v></c><c s='3'><v>1.75</v></c><c s='4'><v>31107</v></c><c s='7'><v>31107</v></c></row>"),
    "A1@2019-03-01|B1@1985-03|C1@2019-03-01T08:30:00|D1@12:00:00|E1@42:00:00|F1#31107|G1@1985-03|" },
  { "odd-dates", SHEET ("<row r='1'><c s='1'><v>1</v></c><c s='1'><v>59</v></c><c s='1'><v>60</v></c><c s='1'><v>61</v></c>"
                        "<c s='1'><v>2958465</v></c><c s='1'><v>2958466</v></c><c s='1'><v>-1</v></c><c s='1'><v>0</v></c>"
                        "<c s='1'><v>36585</v></c><c s='1'><v>43524.9999999</v></c></row>"),
    "A1@1900-01-01|B1@1900-02-28|C1@1900-02-29|D1@1900-03-01|E1@9999-12-31|F1#2958466|G1#-1|H1#0|I1@2000-02-29|J1@2019-03-01|" },
  { "bad-style", SHEET ("<row><c s='9999'><v>31107</v></c><c s='-1'><v>31107</v></c><c s='x'><v>1</v></c></row>"),
    "A1#31107|B1#31107|C1#1|" },
  { "others", SHEET ("<row><c t='b'><v>1</v></c><c t='b'><v>0</v></c><c t='e'><v>#N/A</v></c><c t='d'><v>2019-03-01T00:00:00</v></c>"
                     "<c t='d'><v>2019-03-01T08:30:00.000Z</v></c></row>"),
    "A1~TRUE|B1~FALSE|C1!#N/A|D1@2019-03-01|E1@2019-03-01T08:30:00|" },
  { "formulas", SHEET ("<row><c><f>1+1</f><v>2</v></c><c t='str'><f>A1&amp;\"x\"</f><v>2x</v></c><c t='b'><f>TRUE()</f><v>1</v></c>"
                       "<c t='str'><f>\"\"</f><v></v></c><c><f>NOW()</f></c></row>"),
    "A1#2|B1=2x|C1~TRUE|" },
  { "empty", SHEET ("<row r='1'/><row r='3'><c r='A3' s='1'/><c r='B3'><v/></c></row>"), "" },
  { "no-refs", SHEET ("<row><c><v>1</v></c></row><row r='4'><c><v>2</v></c><c r='D4'><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>"),
    "A1#1|A4#2|D4#3|E4#4|A5#5|" },
  { "hidden", SHEET ("<row r='1' hidden='1'><c><v>1</v></c></row><row r='2' hidden='true'/><row r='3' hidden='0'/>"),
    "hidden 1|A1#1|hidden 2|" },
  { "merges", "<worksheet xmlns='" MAIN "'><dimension ref='A1:XFD1048576'/><sheetData><row><c><v>1</v></c></row></sheetData>"
    "<mergeCells><mergeCell ref='A1:C1'/><mergeCell ref='B9:A2'/><mergeCell ref='A1'/><mergeCell ref='A1:ZZZZ9'/><mergeCell/></mergeCells></worksheet>",
    "A1#1|A1:C1|A2:B9|" },
  { "prefix", "<x:worksheet xmlns:x='" MAIN "'><x:sheetData><x:row><x:c t='inlineStr'><x:is><x:t>甲</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>",
    "A1=甲|" },
  { "strict", "<worksheet xmlns='" STRICT "'><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>", "A1#1|" },
  { "extensions", "<worksheet xmlns='" MAIN "' xmlns:x='urn:other'><sheetData><row><x:c><x:v>9</x:v></x:c><c><x:v>8</x:v><v>1</v><extLst><ext><v>7</v></ext></extLst></c></row></sheetData>"
    "<extLst><ext><row r='1'><c><v>5</v></c></row></ext></extLst></worksheet>",
    "A1#1|" },
  { "cdata", SHEET ("<row><c t='inlineStr'><is><t><![CDATA[<甲>]]>&amp;&#20057;</t></is></c></row>"), "A1=<甲>&乙|" },
  { "corner", SHEET ("<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"), "XFD1048576#1|" },
};

static void
test_sheet (gconstpointer data)
{
  const SheetCase *test = data;
  g_autofree char *dump = dump_sheet_xml (test->xml, &cadre_sheet_limits);

  g_assert_cmpstr (dump, ==, test->expected);
}

/* Sheets that lie: the message names the sheet and the cell. */
static const SheetCase bad_sheets[] = {
  { "string-index", SHEET ("<row r='7'><c r='B7' t='s'><v>99</v></c></row>"), "名册.xlsx, sheet “A&B”, cell B7: " },
  { "string-negative", SHEET ("<row r='7'><c r='B7' t='s'><v>-1</v></c></row>"), "cell B7: " },
  { "reference", SHEET ("<row r='1'><c r='ZZZ99999999'><v>1</v></c></row>"), "cell A1: " },
  { "column", SHEET ("<row r='1'><c r='XFE1'><v>1</v></c></row>"), "cell A1: " },
  { "row", SHEET ("<row r='1048577'><c><v>1</v></c></row>"), "row 1: " },
  { "row-zero", SHEET ("<row r='0'><c><v>1</v></c></row>"), "row 1: " },
  { "row-backwards", SHEET ("<row r='5'/><row r='4'/>"), "row 6: " },
  { "cell-backwards", SHEET ("<row r='5'><c r='C5'><v>1</v></c><c r='B5'><v>1</v></c></row>"), "cell D5: " },
  { "cell-twice", SHEET ("<row r='5'><c r='C5'><v>1</v></c><c r='C5'><v>1</v></c></row>"), "cell D5: " },
  { "other-row", SHEET ("<row r='5'><c r='C6'><v>1</v></c></row>"), "cell A5: " },
  { "cut", "<worksheet xmlns='" MAIN "'><sheetData><row><c><v>1</v></c>", "sheet “A&B”: damaged at line 1" },
  { "empty", "", "sheet “A&B”: damaged at line" },
  { "doctype", "<!DOCTYPE worksheet [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]>" SHEET ("<row><c t='str'><v>&b;</v></c></row>"), "document type" },
  { "entity", SHEET ("<row><c t='str'><v>&b;</v></c></row>"), "damaged at line 1" },
};

static void
test_bad_sheet (gconstpointer data)
{
  const SheetCase *test = data;
  g_autofree char *dump = dump_sheet_xml (test->xml, &cadre_sheet_limits);

  g_assert_true (g_str_has_prefix (dump, "error "));
  if (strstr (dump, test->expected) == NULL)
    g_error ("“%s” does not have “%s”", dump, test->expected);
}

static void
test_since_1904 (void)
{
  const Part parts[] = {
    { "_rels/.rels", ROOT_RELS },
    { "xl/workbook.xml", "<workbook xmlns='" MAIN "' xmlns:r='" REL "'><workbookPr date1904='1'/>"
                         "<sheets><sheet name='S' r:id='rId1'/></sheets></workbook>" },
    { "xl/_rels/workbook.xml.rels", BOOK_RELS },
    { "xl/styles.xml", STYLES },
    { "xl/worksheets/sheet1.xml", SHEET ("<row><c s='1'><v>0</v></c><c s='1'><v>42063</v></c></row>") },
    { NULL }
  };
  g_autofree char *dump = dump_parts (parts, &cadre_sheet_limits);

  g_assert_cmpstr (dump, ==, "A1@1904-01-01|B1@2019-03-01|");
}

/* Absolute and escaped part names in another folder, in any case; no texts
 * and no styles; an external relation with the same id before. */
static void
test_package (void)
{
  const Part parts[] = {
    { "_rels/.rels", RELS (RELATION ("a", "officeDocument", "/Book/My%20Book.xml")) },
    { "book/my book.xml", "<workbook xmlns='" STRICT "' xmlns:q='http://purl.oclc.org/ooxml/officeDocument/relationships'>"
                          "<sheets><sheet name='chart' q:id='c'/><sheet name='S' state='veryHidden' q:id='x'/></sheets></workbook>" },
    { "Book/_rels/My Book.xml.rels",
      RELS ("<Relationship Id='x' Type='" REL "/worksheet' Target='http://example.org/' TargetMode='External'/>"
            RELATION ("c", "chartsheet", "chart.xml") RELATION ("x", "worksheet", "../book/./s/../sheet.xml")) },
    { "Book\\Sheet.xml", SHEET ("<row><c><v>1</v></c></row>") },
    { NULL }
  };
  g_autofree char *dump = dump_parts (parts, &cadre_sheet_limits);

  g_assert_cmpstr (dump, ==, "A1#1|");
}

static void
test_utf16 (void)
{
  static const char *const charsets[] = { "UTF-16LE", "UTF-16BE" };

  for (guint i = 0; i < G_N_ELEMENTS (charsets); i++)
    {
      gsize length;
      g_autofree char *sheet = g_convert ("\xef\xbb\xbf<?xml version='1.0' encoding='UTF-16'?>"
                                          SHEET ("<row><c t='inlineStr'><is><t>张伟</t></is></c></row>"),
                                          -1, charsets[i], "UTF-8", NULL, &length, NULL);
      const Part parts[] = {
        { "_rels/.rels", ROOT_RELS },
        { "xl/workbook.xml", BOOK },
        { "xl/_rels/workbook.xml.rels", BOOK_RELS },
        { "xl/worksheets/sheet1.xml", sheet, (gssize) length },
        { NULL }
      };
      g_autofree char *dump = dump_parts (parts, &cadre_sheet_limits);

      g_assert_cmpstr (dump, ==, "A1=张伟|");
    }
}

/* Packages that are not what they say: the message tells the cure. */
static void
test_bad_packages (void)
{
  const struct
  {
    Part parts[6];
    const char *expected;
  } tests[] = {
    { { { "readme.txt", "hello" } }, "zip file without a workbook" },
    { { { "content.xml", "<x/>" }, { "mimetype", "application/vnd.oasis.opendocument.spreadsheet" } }, "OpenDocument" },
    { { { "_rels/.rels", RELS (RELATION ("a", "officeDocument", "xl/workbook.bin")) } }, ".xlsb" },
    { { { "_rels/.rels", RELS (RELATION ("a", "officeDocument", "word/document.xml")) },
        { "word/document.xml", "<w:document xmlns:w='urn:word'/>" } }, "not a workbook" },
    { { { "_rels/.rels", ROOT_RELS } }, "its part “xl/workbook.xml” is missing" },
    { { { "_rels/.rels", ROOT_RELS }, { "xl/workbook.xml", BOOK } }, "does not say where its sheet “A&B” is" },
    { { { "_rels/.rels", ROOT_RELS }, { "xl/workbook.xml", BOOK }, { "xl/_rels/workbook.xml.rels", BOOK_RELS } },
      "its part “xl/worksheets/sheet1.xml” is missing" },
    { { { "_rels/.rels", ROOT_RELS }, { "xl/workbook.xml", BOOK }, { "XL/Workbook.xml", BOOK } }, "twice" },
    /* A package that goes in circles. */
    { { { "_rels/.rels", RELS (RELATION ("a", "officeDocument", "_rels/.rels")) }, { "_rels/_rels/.rels.rels", ROOT_RELS } }, "not a workbook" },
    { { { "_rels/.rels", ROOT_RELS }, { "xl/workbook.xml", BOOK },
        { "xl/_rels/workbook.xml.rels", RELS (RELATION ("rId1", "worksheet", "workbook.xml")) } }, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *dump = dump_parts (tests[i].parts, &cadre_sheet_limits);

      g_test_message ("%s", dump);
      if (tests[i].expected == NULL)
        g_assert_cmpstr (dump, ==, "");
      else if (strstr (dump, tests[i].expected) == NULL)
        g_error ("“%s” does not have “%s”", dump, tests[i].expected);
    }
}

/* A file cut short anywhere, or with a byte changed, is refused or read, but
 * never more than that. */
static void
test_damaged (void)
{
  g_autofree char *folder = cadre_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "a.xlsx", NULL);
  const Part parts[] = {
    { "_rels/.rels", ROOT_RELS },
    { "xl/workbook.xml", BOOK },
    { "xl/_rels/workbook.xml.rels", BOOK_RELS },
    { "xl/worksheets/sheet1.xml", SHEET ("<row><c><v>1</v></c></row>") },
    { NULL }
  };
  g_autofree char *whole = NULL;
  gsize length;

  write_zip (path, parts);
  g_assert_true (g_file_get_contents (path, &whole, &length, NULL));
  for (gsize n = 1; n < length; n += 7)
    {
      g_autofree char *dump = NULL;

      g_assert_true (g_file_set_contents (path, whole, (gssize) n, NULL));
      dump = dump_sheet (path, &cadre_sheet_limits, 0);
      if (n >= 4)
        g_assert_true (g_str_has_prefix (dump, "error "));
    }
  for (gsize i = 0; i < length; i += 5)
    {
      g_autofree char *dump = NULL;

      whole[i] ^= 0x55;
      g_assert_true (g_file_set_contents (path, whole, (gssize) length, NULL));
      dump = dump_sheet (path, &cadre_sheet_limits, 0);
      whole[i] ^= 0x55;
    }
  cadre_test_remove (folder);
}

static void
assert_limit (const char             *xml,
              const CadreSheetLimits *limits)
{
  g_autofree char *dump = dump_sheet_xml (xml, limits);
  g_autofree char *code = g_strdup_printf ("error %d: ", CADRE_ERROR_LIMIT);

  if (!g_str_has_prefix (dump, code))
    g_error ("no limit: %s", dump);
}

static char *
repeat (const char *before,
        const char *what,
        guint       n,
        const char *after)
{
  GString *text = g_string_new (before);

  for (guint i = 0; i < n; i++)
    g_string_append (text, what);
  g_string_append (text, after);

  return g_string_free (text, FALSE);
}

static void
test_limits (void)
{
  CadreSheetLimits limits = cadre_sheet_limits;
  g_autofree char *deep = repeat ("<worksheet xmlns='" MAIN "'>", "<a>", 100, "");
  g_autofree char *bomb = repeat ("<worksheet xmlns='" MAIN "'><sheetData><row><c t='str'><v>", "          ", 200000, "");
  g_autofree char *blanks = repeat ("<worksheet xmlns='" MAIN "'><sheetData>", "                    ", 4000000, "");

  assert_limit (deep, &cadre_sheet_limits);
  assert_limit (bomb, &cadre_sheet_limits);    /* the text of a cell */
  assert_limit (blanks, &cadre_sheet_limits);  /* 80 MiB from 80 KiB */

  limits.cells = 2;
  assert_limit (SHEET ("<row><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c></row>"), &limits);
  limits = cadre_sheet_limits;
  limits.strings = 3;
  assert_limit (SHEET (""), &limits);
  limits = cadre_sheet_limits;
  limits.string_bytes = 10;
  assert_limit (SHEET (""), &limits);
  limits = cadre_sheet_limits;
  limits.parts = 3;
  assert_limit (SHEET (""), &limits);
  limits = cadre_sheet_limits;
  limits.sheets = 0;
  assert_limit (SHEET (""), &limits);
  limits = cadre_sheet_limits;
  limits.part_bytes = 100;
  assert_limit (SHEET (""), &limits);
  limits = cadre_sheet_limits;
  limits.file_bytes = 100;
  assert_limit (SHEET (""), &limits);
  limits = cadre_sheet_limits;
  limits.merges = 0;
  assert_limit ("<worksheet xmlns='" MAIN "'><mergeCells><mergeCell ref='A1:B1'/></mergeCells></worksheet>", &limits);
  limits = cadre_sheet_limits;
  limits.seconds = -1;
  assert_limit (SHEET (""), &limits);
}

static void
test_stop_and_cancel (void)
{
  const CadreSheetVisitor visitor = { dump_cell, dump_row, dump_merge };
  g_autofree char *folder = cadre_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "a.xlsx", NULL);
  const Part parts[] = {
    { "_rels/.rels", ROOT_RELS },
    { "xl/workbook.xml", BOOK },
    { "xl/_rels/workbook.xml.rels", BOOK_RELS },
    { "xl/worksheets/sheet1.xml", SHEET ("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>") },
    { NULL }
  };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(CadreWorkbook) book = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *dump = NULL;
  Dump self = { NULL, 0, 0 };

  write_zip (path, parts);
  dump = dump_sheet (path, &cadre_sheet_limits, 1);
  g_assert_cmpstr (dump, ==, "A1#1|");

  book = cadre_workbook_open (path, cancellable, &error);
  g_assert_no_error (error);
  g_cancellable_cancel (cancellable);
  g_assert_false (cadre_workbook_read_sheet (book, 0, &visitor, &self, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  cadre_test_remove (folder);
}

static const struct
{
  const char *code;
  CadreNumberKind kind;
} formats[] = {
  { "General", CADRE_NUMBER_PLAIN },
  { "0.00E+00", CADRE_NUMBER_PLAIN },
  { "#,##0.00_);[Red](#,##0.00)", CADRE_NUMBER_PLAIN },
  { "@", CADRE_NUMBER_PLAIN },
  { "", CADRE_NUMBER_PLAIN },
  { "0\"days\"", CADRE_NUMBER_PLAIN },
  { "0\\d", CADRE_NUMBER_PLAIN },
  { "[$-804]0;[$-409]yyyy", CADRE_NUMBER_PLAIN },
  { "0\"unclosed yyyy", CADRE_NUMBER_PLAIN },
  { "[unclosed yyyy", CADRE_NUMBER_PLAIN },
  { "0\\", CADRE_NUMBER_PLAIN },
  { "yyyy-mm-dd", CADRE_NUMBER_DATE },
  { "[$-804]yyyy\"年\"m\"月\"d\"日\";@", CADRE_NUMBER_DATE },
  { "[DBNum1][$-804]yyyy\"年\"m\"月\"", CADRE_NUMBER_MONTH },
  { "yyyy\"年\"m\"月\"", CADRE_NUMBER_MONTH },
  { "yyyy\\.mm", CADRE_NUMBER_MONTH },
  { "yyyy.mm", CADRE_NUMBER_MONTH },
  { "YYYY年M月", CADRE_NUMBER_MONTH },
  { "mmm-yy", CADRE_NUMBER_MONTH },
  { "e\"年\"m\"月\"", CADRE_NUMBER_MONTH },
  { "yyyy\"年\"", CADRE_NUMBER_YEAR },
  { "m\"月\"d\"日\"", CADRE_NUMBER_DATE },
  { "aaaa", CADRE_NUMBER_DATE },
  { "yyyy/m/d h:mm", CADRE_NUMBER_DATE },
  { "yyyy/m h:mm", CADRE_NUMBER_MONTH },
  { "h:mm AM/PM", CADRE_NUMBER_TIME },
  { "mm:ss.0", CADRE_NUMBER_TIME },
  { "上午/下午h\"时\"mm\"分\"", CADRE_NUMBER_TIME },
  { "[h]:mm", CADRE_NUMBER_ELAPSED },
  { "[mm]:ss", CADRE_NUMBER_ELAPSED },
  { "[Red]h:mm", CADRE_NUMBER_TIME },
};

static void
test_formats (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_test_message ("%s", formats[i].code);
      g_assert_cmpint (cadre_number_kind_of_format (formats[i].code), ==, formats[i].kind);
    }
}

static void
test_cell_names (void)
{
  static const struct
  {
    guint32 row, column;
    const char *name;
  } names[] = { { 0, 0, "A1" }, { 2, 25, "Z3" }, { 0, 26, "AA1" }, { 1048575, 16383, "XFD1048576" } };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = cadre_cell_name (names[i].row, names[i].column);

      g_assert_cmpstr (name, ==, names[i].name);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (sheet_cases); i++)
    {
      g_autofree char *name = g_strconcat ("/xlsx/sheet/", sheet_cases[i].name, NULL);

      g_test_add_data_func (name, &sheet_cases[i], test_sheet);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad_sheets); i++)
    {
      g_autofree char *name = g_strconcat ("/xlsx/bad-sheet/", bad_sheets[i].name, NULL);

      g_test_add_data_func (name, &bad_sheets[i], test_bad_sheet);
    }
  g_test_add_func ("/xlsx/since-1904", test_since_1904);
  g_test_add_func ("/xlsx/package", test_package);
  g_test_add_func ("/xlsx/utf-16", test_utf16);
  g_test_add_func ("/xlsx/bad-packages", test_bad_packages);
  g_test_add_func ("/xlsx/damaged", test_damaged);
  g_test_add_func ("/xlsx/limits", test_limits);
  g_test_add_func ("/xlsx/stop-and-cancel", test_stop_and_cancel);
  g_test_add_func ("/xlsx/formats", test_formats);
  g_test_add_func ("/xlsx/cell-names", test_cell_names);

  return g_test_run ();
}
