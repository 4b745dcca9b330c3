/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a file is by its content. Half of the .xls files that online systems
 * write are web pages or text, and files get renamed: the name tells nothing,
 * but for .lrm, whose content is quoted text like a .csv's. */

#define G_LOG_DOMAIN "cadre-file-kind"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cadre-workbook-private.h"

/* How much of the beginning is looked at. */
#define HEAD_SIZE 4096

static const CadreFileKind csv_kind = { &cadre_csv_reader_class, 0, NULL };
static const CadreFileKind forms_kind = { &cadre_forms_reader_class, 0, NULL };
static const CadreFileKind xlsx_kind = { &cadre_xlsx_reader_class, 0, NULL };
static const CadreFileKind xls_kind = { &cadre_xls_reader_class, 0, NULL };

/* The first bytes of files that are not sheets; the longest prefixes that
 * tell them. */
static const struct
{
  const char *magic;
  gsize length;
  CadreFileKind kind;
} magics[] = {
  { "%PDF", 4, { NULL, CADRE_ERROR_FORMAT,
    N_("this is a PDF document; ask for the spreadsheet it was printed from") } },
  { "\x89PNG", 4, { NULL, CADRE_ERROR_FORMAT, N_("this is a picture; ask for the spreadsheet itself") } },
  { "\xff\xd8\xff", 3, { NULL, CADRE_ERROR_FORMAT, N_("this is a picture; ask for the spreadsheet itself") } },
  { "Rar!", 4, { NULL, CADRE_ERROR_FORMAT, N_("this is a RAR archive; unpack it and take the spreadsheet out") } },
  { "7z\xbc\xaf\x27\x1c", 6, { NULL, CADRE_ERROR_FORMAT, N_("this is a 7z archive; unpack it and take the spreadsheet out") } },
  { "\x1f\x8b", 2, { NULL, CADRE_ERROR_FORMAT, N_("this is a compressed file; unpack it and take the spreadsheet out") } },
  { "{\\rtf", 5, { NULL, CADRE_ERROR_FORMAT, N_("this is a text document; copy its table into a spreadsheet") } },
  { "SQLite format 3", 15, { NULL, CADRE_ERROR_FORMAT, N_("this is an archive or a database, not a spreadsheet") } },
};

static const CadreFileKind html_kind = { NULL, CADRE_ERROR_FORMAT,
  N_("this is a web page, not a spreadsheet, whatever its name says; open it in the spreadsheet program and save it as .xlsx") };
static const CadreFileKind old_xml_kind = { NULL, CADRE_ERROR_FORMAT,
  N_("this is a spreadsheet in the XML form of 2003; open it in the spreadsheet program and save it as .xlsx") };
static const CadreFileKind xml_kind = { NULL, CADRE_ERROR_FORMAT,
  N_("this is an XML file, not a spreadsheet; ask for a .xlsx or .csv file") };
static const CadreFileKind encrypted_kind = { NULL, CADRE_ERROR_ENCRYPTED,
  N_("the workbook is protected by a password; open it in the spreadsheet program, take the password off and save it again") };
static const CadreFileKind old_word_kind = { NULL, CADRE_ERROR_FORMAT,
  N_("this is a text document; copy its table into a spreadsheet") };
static const CadreFileKind ole_kind = { NULL, CADRE_ERROR_FORMAT,
  N_("this is an Office file, but has no workbook in it; ask for the spreadsheet again") };

/* The names of streams inside an OLE file, as it stores them; the first that
 * is there tells what it is. */
static const struct
{
  const char *stream;
  const CadreFileKind *kind;
} ole_streams[] = {
  { "EncryptedPackage", &encrypted_kind },
  { "Workbook", &xls_kind },
  { "Book", &xls_kind },
  { "WordDocument", &old_word_kind },
};

static gboolean
has_ole_stream (const char *data,
                gsize       length,
                const char *stream)
{
  char name[64] = { 0 };
  gsize n = strlen (stream);

  /* UTF-16, and the closing NUL with it, so that Book is not in Bookmarks. */
  for (gsize i = 0; i < n; i++)
    name[2 * i] = stream[i];

  return memmem (data, length, name, 2 * n + 2) != NULL;
}

static const CadreFileKind *
kind_of_ole (const char  *path,
             GError     **error)
{
  g_autoptr(GMappedFile) map = g_mapped_file_new (path, FALSE, error);

  if (map == NULL)
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ole_streams); i++)
    if (has_ole_stream (g_mapped_file_get_contents (map), g_mapped_file_get_length (map), ole_streams[i].stream))
      return ole_streams[i].kind;

  return &ole_kind;
}

static gboolean
contains (const char *head,
          const char *word)
{
  return strstr (head, word) != NULL;
}

/* Text that is markup is not a table, though a reader would find commas. */
static const CadreFileKind *
kind_of_text (const char *head,
              gsize       length)
{
  g_autofree char *text = g_ascii_strdown (head, (gssize) length);
  const char *start = text;

  if (g_str_has_prefix (start, "\xef\xbb\xbf"))
    start += 3;
  while (g_ascii_isspace (*start))
    start++;

  if (g_str_has_prefix (start, "mime-version:") && contains (start, "text/html"))
    return &html_kind;
  if (*start != '<')
    return &csv_kind;
  if (contains (start, "urn:schemas-microsoft-com:office:spreadsheet") && !contains (start, "<html"))
    return &old_xml_kind;
  if (contains (start, "<html") || contains (start, "<!doctype html") || contains (start, "<table") ||
      contains (start, "<meta") || contains (start, "<head"))
    return &html_kind;
  if (contains (start, "<person>"))
    return &forms_kind;
  if (g_str_has_prefix (start, "<?xml"))
    return &xml_kind;

  return &csv_kind;
}

static gboolean
is_lrm_name (const char *path)
{
  gsize length = strlen (path);

  return length > 4 && g_ascii_strcasecmp (path + length - 4, ".lrm") == 0;
}

/*
 * cadre_file_kind_of_file:
 *
 * Returns: (transfer none): what the file is, or %NULL with @error set where
 *   it cannot be read
 */
const CadreFileKind *
cadre_file_kind_of_file (const char  *path,
                         GError     **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInputStream) stream = NULL;
  g_autoptr(GError) local = NULL;
  char head[HEAD_SIZE + 1];
  gsize length = 0;

  if (g_file_test (path, G_FILE_TEST_IS_DIR) || is_lrm_name (path))
    return &forms_kind;

  stream = g_file_read (file, NULL, &local);
  if (stream == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), head, HEAD_SIZE, &length, NULL, &local))
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_FAILED, _("the file cannot be read: %s"), local->message);
      return NULL;
    }
  head[length] = '\0';

  if (length >= 4 && (memcmp (head, "PK\3\4", 4) == 0 || memcmp (head, "PK\5\6", 4) == 0))
    return &xlsx_kind;
  if (length >= 8 && memcmp (head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0)
    return kind_of_ole (path, error);
  for (guint i = 0; i < G_N_ELEMENTS (magics); i++)
    if (length >= magics[i].length && memcmp (head, magics[i].magic, magics[i].length) == 0)
      return &magics[i].kind;

  return kind_of_text (head, length);
}
