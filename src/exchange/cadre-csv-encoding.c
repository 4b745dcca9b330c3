/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The encoding of a text file, found by reading it through once: a guess
 * from the first page would turn a name on the last into rubbish. */

#define G_LOG_DOMAIN "cadre-csv-encoding"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cadre-csv-private.h"

#define CHUNK 65536

/* So many Chinese characters in good UTF-8 before the first bad byte: then
 * it is UTF-8 that was damaged, for text in GBK has hardly one by chance. */
#define UTF8_FOR_SURE 8

static const struct
{
  const char *mark;
  gsize length;
  const char *charset; /* NULL: UTF-8 as it is */
} byte_order_marks[] = {
  { "\xef\xbb\xbf", 3, NULL },
  { "\xff\xfe", 2, "UTF-16LE" },
  { "\xfe\xff", 2, "UTF-16BE" },
};

typedef struct
{
  guint64 offset;      /* of the chunk in the file */
  guint64 nul_even;
  guint64 nul_odd;
  guint64 wide;        /* good sequences of three bytes and more */
  guint64 line;        /* from 1 */
  gboolean broken;     /* not UTF-8, from @line on */
} Evidence;

static void
count_nuls (Evidence   *self,
            const char *data,
            gsize       length)
{
  const char *end = data + length;

  for (const char *p = memchr (data, 0, length); p != NULL; p = memchr (p, 0, (gsize) (end - p)))
    {
      if ((self->offset + (guint64) (p - data)) % 2 == 0)
        self->nul_even++;
      else
        self->nul_odd++;
      p++;
    }
}

static void
count_good (Evidence   *self,
            const char *data,
            const char *end)
{
  for (const char *p = data; p < end; p++)
    {
      self->line += *p == '\n';
      self->wide += (guint8) *p >= 0xe0;
    }
}

/* Returns how many bytes at the end wait for the rest of their character. */
static gsize
see_chunk (Evidence   *self,
           const char *data,
           gsize       length,
           gboolean    last)
{
  const char *good = data;
  gsize left;

  if (self->broken)
    return 0;

  g_utf8_validate_len (data, length, &good);
  count_good (self, data, good);
  left = (gsize) (data + length - good);
  if (left == 0)
    return 0;
  if (!last && left < 4 && g_utf8_get_char_validated (good, (gssize) left) == (gunichar) -2)
    return left;

  self->broken = TRUE;
  return 0;
}

static gboolean
gather (Evidence      *self,
        GInputStream  *stream,
        GCancellable  *cancellable,
        GError       **error)
{
  g_autofree char *buffer = g_malloc (CHUNK + 4);
  gsize kept = 0, n = CHUNK;

  while (n == CHUNK)
    {
      gsize left;

      if (!g_input_stream_read_all (stream, buffer + kept, CHUNK, &n, cancellable, error))
        return FALSE;
      count_nuls (self, buffer + kept, n);
      self->offset += n;

      left = see_chunk (self, buffer, kept + n, n < CHUNK);
      memmove (buffer, buffer + kept + n - left, left);
      kept = left;
    }

  return TRUE;
}

static gboolean
judge (const Evidence  *self,
       const char      *name,
       gboolean         marked,
       const char     **charset,
       GError         **error)
{
  if (self->nul_even != self->nul_odd && !marked)
    {
      *charset = self->nul_odd > self->nul_even ? "UTF-16LE" : "UTF-16BE";
      return TRUE;
    }
  if (self->nul_even + self->nul_odd > 0)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_FORMAT,
                   _("%s: this is neither a spreadsheet nor a text file; ask for a .xlsx or .csv file"), name);
      return FALSE;
    }
  if (self->broken && (marked || self->wide >= UTF8_FOR_SURE))
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_DAMAGED,
                   _("%s, line %u: the text is damaged here (bytes that are not UTF-8); save it again from the spreadsheet program, or as .xlsx"),
                   name, (guint) self->line);
      return FALSE;
    }

  *charset = self->broken ? "GB18030" : NULL;
  return TRUE;
}

/* What the first bytes say; the stream stands behind them then. */
static gboolean
see_mark (GInputStream  *stream,
          const char   **charset,
          GCancellable  *cancellable,
          GError       **error)
{
  char head[4] = { 0 };
  gsize n = 0;

  if (!g_input_stream_read_all (stream, head, 3, &n, cancellable, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (byte_order_marks); i++)
    if (n >= byte_order_marks[i].length && memcmp (head, byte_order_marks[i].mark, byte_order_marks[i].length) == 0)
      {
        *charset = byte_order_marks[i].charset;
        return g_seekable_seek (G_SEEKABLE (stream), (goffset) byte_order_marks[i].length, G_SEEK_SET, cancellable, error);
      }

  return g_seekable_seek (G_SEEKABLE (stream), 0, G_SEEK_SET, cancellable, error);
}

/*
 * cadre_csv_open_text:
 * @name: how messages call the file
 *
 * Returns: (transfer full): the file's text as UTF-8, without a mark
 */
GInputStream *
cadre_csv_open_text (const char    *path,
                     const char    *name,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr(GCharsetConverter) converter = NULL;
  Evidence evidence = { .line = 1 };
  const char *charset = NULL;
  goffset start;

  if (stream == NULL || !see_mark (G_INPUT_STREAM (stream), &charset, cancellable, error))
    return NULL;

  start = g_seekable_tell (G_SEEKABLE (stream));
  if (charset == NULL)
    {
      if (!gather (&evidence, G_INPUT_STREAM (stream), cancellable, error) ||
          !judge (&evidence, name, start > 0, &charset, error) ||
          !g_seekable_seek (G_SEEKABLE (stream), start, G_SEEK_SET, cancellable, error))
        return NULL;
    }
  if (charset == NULL)
    return G_INPUT_STREAM (g_steal_pointer (&stream));

  converter = g_charset_converter_new ("UTF-8", charset, error);
  return converter != NULL ? g_converter_input_stream_new (G_INPUT_STREAM (stream), G_CONVERTER (converter)) : NULL;
}
