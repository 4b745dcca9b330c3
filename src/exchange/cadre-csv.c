/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Text files of separated values, as they are and not as RFC 4180 would have
 * them: quotes may stray, lines may end in any way. */

#define G_LOG_DOMAIN "cadre-csv"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cadre-csv-private.h"

#define BLOCK 65536

/* Records looked at to find the separator. */
#define SAMPLE_RECORDS 100

/* In order of preference. The Chinese comma also stands within texts: it is
 * taken only where no other is found. */
static const char *const separators[] = { "\t", ",", ";", "，" };

typedef enum
{
  AT_START,   /* of a field */
  IN_PLAIN,
  IN_QUOTES,
  AFTER_QUOTE, /* in quotes, and a quote just passed */
} State;

typedef struct
{
  const char *name;
  const CadreSheetLimits *limits;
  const CadreSheetVisitor *visitor;
  gpointer user_data;

  const char *separator;
  gsize separator_length;

  State state;
  GString *field;
  gboolean in_record;
  gboolean after_cr;       /* a "\n" right after ends the same line */
  gboolean stopped;
  guint32 row;
  guint32 column;
  guint32 quoted_since;    /* the row where an open quote began */
  guint64 cells;
} Parser;

/* How often each separator stands in each record, outside quotes. */
static void
count_separators (const char *text,
                  gsize       length,
                  guint       counts[SAMPLE_RECORDS][G_N_ELEMENTS (separators)],
                  guint      *n_records)
{
  gboolean quoted = FALSE;

  for (const char *p = text; p < text + length && *n_records < SAMPLE_RECORDS; p++)
    {
      if (*p == '"')
        quoted = !quoted;
      else if (!quoted && (*p == '\n' || *p == '\r'))
        (*n_records)++;
      else if (!quoted)
        for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
          if (strncmp (p, separators[i], strlen (separators[i])) == 0)
            counts[*n_records][i]++;
    }
  if (*n_records < SAMPLE_RECORDS)
    (*n_records)++;
}

/* How many records have as many of a separator as most others have. */
static guint
agreement (guint counts[SAMPLE_RECORDS][G_N_ELEMENTS (separators)],
           guint n_records,
           guint separator)
{
  guint best = 0;

  for (guint i = 0; i < n_records; i++)
    {
      guint same = 0;

      for (guint j = 0; j < n_records && counts[i][separator] > 0; j++)
        same += counts[j][separator] == counts[i][separator];
      best = MAX (best, same);
    }

  return best;
}

/*
 * cadre_csv_find_separator:
 * @text: the beginning of a file, NUL-terminated
 *
 * Returns: (transfer none): the separator that makes most records alike
 */
const char *
cadre_csv_find_separator (const char *text,
                          gsize       length)
{
  guint counts[SAMPLE_RECORDS][G_N_ELEMENTS (separators)] = { 0 };
  guint n_records = 0, best = 0;
  const char *found = NULL;

  count_separators (text, length, counts, &n_records);
  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      guint alike = agreement (counts, n_records, i);

      if (alike > best && (found == NULL || (guchar) separators[i][0] < 0x80))
        {
          best = alike;
          found = separators[i];
        }
    }

  return found != NULL ? found : ",";
}

static gboolean
limit_error (Parser      *self,
             const char  *text,
             GError     **error)
{
  g_set_error (error, CADRE_ERROR, CADRE_ERROR_LIMIT, _("%s, row %u: %s"), self->name, self->row + 1, text);
  return FALSE;
}

static gboolean
open_quote_error (Parser  *self,
                  GError **error)
{
  g_set_error (error, CADRE_ERROR, CADRE_ERROR_FORMAT,
               _("%s, row %u: a quotation mark opened here is never closed; add the closing one, or save the sheet as .xlsx"),
               self->name, self->quoted_since + 1);
  return FALSE;
}

/* ="420222…" is how some systems keep a spreadsheet from spoiling an ID
 * number. */
static void
unwrap_formula_text (GString *field)
{
  if (field->len < 3 || !g_str_has_prefix (field->str, "=\"") || field->str[field->len - 1] != '"')
    return;

  g_string_truncate (field, field->len - 1);
  g_string_erase (field, 0, 2);
}

/* UTF-16 can hold a NUL; a text cannot. */
static void
drop_nuls (GString *field)
{
  gsize length = 0;

  if (strlen (field->str) == field->len)
    return;

  for (gsize i = 0; i < field->len; i++)
    if (field->str[i] != '\0')
      field->str[length++] = field->str[i];
  g_string_truncate (field, length);
}

static void
begin_record (Parser *self)
{
  if (self->in_record)
    return;

  self->in_record = TRUE;
  self->column = 0;
  if (self->visitor->row != NULL && !self->visitor->row (self->row, FALSE, self->user_data))
    self->stopped = TRUE;
}

static gboolean
end_field (Parser  *self,
           GError **error)
{
  CadreCell cell = { .type = CADRE_CELL_TEXT };

  if (self->row >= self->limits->rows)
    return limit_error (self, _("more rows than a spreadsheet can have; split the file"), error);
  if (self->column >= self->limits->columns)
    return limit_error (self, _("more columns than a spreadsheet can have; this is not a table"), error);

  drop_nuls (self->field);
  unwrap_formula_text (self->field);
  cadre_text_unify_lines (self->field);
  if (self->field->len > 0)
    {
      if (++self->cells > self->limits->cells)
        return limit_error (self, _("more cells than are read from one sheet; split the file"), error);
      cell.row = self->row;
      cell.column = self->column;
      cell.text = self->field->str;
      if (!self->visitor->cell (&cell, self->user_data))
        self->stopped = TRUE;
    }

  g_string_truncate (self->field, 0);
  self->column++;
  self->state = AT_START;
  return TRUE;
}

static gboolean
end_record (Parser  *self,
            GError **error)
{
  begin_record (self);
  if (!self->stopped && !end_field (self, error))
    return FALSE;

  self->in_record = FALSE;
  self->row++;
  return TRUE;
}

/* How far the text goes on with nothing that matters. */
static gsize
span_ordinary (Parser     *self,
               const char *p,
               const char *end)
{
  const char *q = p + 1;

  if (self->state == IN_QUOTES)
    {
      const char *quote = memchr (q, '"', (gsize) (end - q));

      return (gsize) ((quote != NULL ? quote : end) - p);
    }

  while (q < end && *q != '\n' && *q != '\r' && *q != self->separator[0])
    q++;
  return (gsize) (q - p);
}

static gboolean
add_ordinary (Parser      *self,
              const char  *p,
              gsize        n,
              GError     **error)
{
  g_string_append_len (self->field, p, (gssize) n);
  if (self->field->len <= self->limits->cell_bytes)
    return TRUE;

  if (self->state == IN_QUOTES)
    return open_quote_error (self, error);
  return limit_error (self, _("a text is longer than any cell can be; this is not a table"), error);
}

/* Takes what stands at @p; returns how many bytes, or 0 on an error. */
static gsize
take (Parser      *self,
      const char  *p,
      const char  *end,
      GError     **error)
{
  gsize n;

  if (*p == '\n' && self->after_cr)
    {
      self->after_cr = FALSE;
      return 1;
    }
  self->after_cr = FALSE;

  if (self->state == IN_QUOTES && *p == '"')
    {
      self->state = AFTER_QUOTE;
      return 1;
    }
  if (self->state == AFTER_QUOTE && *p == '"')
    {
      g_string_append_c (self->field, '"');
      self->state = IN_QUOTES;
      return 1;
    }
  if (self->state == AT_START && *p == '"')
    {
      begin_record (self);
      self->quoted_since = self->row;
      self->state = IN_QUOTES;
      return 1;
    }

  if (self->state != IN_QUOTES)
    {
      if (*p == '\n' || *p == '\r')
        {
          self->after_cr = *p == '\r';
          return end_record (self, error) ? 1 : 0;
        }
      begin_record (self);
      if ((gsize) (end - p) >= self->separator_length && memcmp (p, self->separator, self->separator_length) == 0)
        return end_field (self, error) ? self->separator_length : 0;
      self->state = IN_PLAIN;
    }

  n = span_ordinary (self, p, end);
  return add_ordinary (self, p, n, error) ? n : 0;
}

/* Takes a block but for the bytes that may be half a separator. */
static gboolean
take_block (Parser      *self,
            const char  *block,
            gsize        length,
            gboolean     last,
            gsize       *taken,
            GError     **error)
{
  const char *p = block;
  const char *end = block + length;
  const char *stop = last ? end : end - MIN (length, self->separator_length - 1);

  while (p < stop && !self->stopped)
    {
      gsize n = take (self, p, end, error);

      if (n == 0)
        return FALSE;
      p += n;
    }

  *taken = (gsize) (p - block);
  return TRUE;
}

static gboolean
finish (Parser  *self,
        GError **error)
{
  if (self->stopped)
    return TRUE;
  if (self->state == IN_QUOTES)
    return open_quote_error (self, error);
  if (!self->in_record)
    return TRUE;

  /* The last row of a full sheet has no line end, and no row follows. */
  return end_field (self, error);
}

/* Excel's own way to name the separator: a first line "sep=;". Returns its
 * length, or 0. */
static gsize
see_separator_line (Parser     *self,
                    const char *text)
{
  gsize n = strlen ("sep=;");

  if (g_ascii_strncasecmp (text, "sep=", 4) != 0 || text[4] == '\0' || strchr (",;\t", text[4]) == NULL)
    return 0;
  if (text[n] == '\r')
    n++;
  if (text[n] == '\n')
    n++;
  else if (text[n] != '\0')
    return 0;

  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    if (text[4] == separators[i][0])
      self->separator = separators[i];
  return n;
}

static gsize
see_start (Parser     *self,
           const char *text,
           gsize       length)
{
  gsize n = see_separator_line (self, text);

  if (self->separator == NULL)
    self->separator = cadre_csv_find_separator (text, length);
  self->separator_length = strlen (self->separator);

  return n;
}

static gboolean
read_block (Parser        *self,
            GInputStream  *text,
            char          *buffer,
            gsize          size,
            gsize         *n,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr(GError) local = NULL;

  if (g_input_stream_read_all (text, buffer, size, n, cancellable, &local))
    return TRUE;

  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_INVALID_DATA) ||
      g_error_matches (local, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_FORMAT,
                 _("%s, after row %u: the text is in none of the encodings UTF-8, GB18030 and UTF-16, or is damaged; save it as .xlsx"),
                 self->name, self->row);
  else if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_FAILED, _("%s: the file cannot be read: %s"), self->name, local->message);

  return FALSE;
}

static gboolean
parse_blocks (Parser        *self,
              GInputStream  *text,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autofree char *buffer = g_malloc (BLOCK + 1);
  gint64 deadline = g_get_monotonic_time () + self->limits->seconds * G_USEC_PER_SEC;
  gint64 total = 0;
  gsize kept = 0, n;
  gboolean last = FALSE;

  while (!last && !self->stopped)
    {
      gsize taken, skipped = 0;

      if (!read_block (self, text, buffer + kept, BLOCK - kept, &n, cancellable, error))
        return FALSE;
      last = n < BLOCK - kept;
      total += (gint64) n;
      n += kept;
      buffer[n] = '\0';
      if (total > self->limits->part_bytes || g_get_monotonic_time () > deadline)
        return limit_error (self, _("the file is too large to be read in one go; split it"), error);

      if (self->separator == NULL)
        skipped = see_start (self, buffer, n);
      if (!take_block (self, buffer + skipped, n - skipped, last, &taken, error))
        return FALSE;
      kept = n - skipped - taken;
      memmove (buffer, buffer + n - kept, kept);
    }

  return finish (self, error);
}

/*
 * cadre_csv_parse:
 * @text: UTF-8
 * @name: how messages call it
 */
gboolean
cadre_csv_parse (GInputStream             *text,
                 const char               *name,
                 const CadreSheetLimits   *limits,
                 const CadreSheetVisitor  *visitor,
                 gpointer                  user_data,
                 GCancellable             *cancellable,
                 GError                  **error)
{
  Parser self = { .name = name, .limits = limits, .visitor = visitor, .user_data = user_data };
  gboolean ok;

  self.field = g_string_new (NULL);
  ok = parse_blocks (&self, text, cancellable, error);
  g_string_free (self.field, TRUE);

  return ok;
}

static gboolean
csv_open (CadreReader   *self,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autofree char *name = g_strdup (self->name);
  char *dot = strrchr (name, '.');

  if (dot != NULL && dot != name)
    *dot = '\0';
  g_ptr_array_add (self->sheets, cadre_sheet_info_new (name, FALSE));

  return TRUE;
}

static gboolean
csv_read (CadreReader              *self,
          int                       sheet,
          const CadreSheetVisitor  *visitor,
          gpointer                  user_data,
          GCancellable             *cancellable,
          GError                  **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(GInputStream) text = cadre_csv_open_text (self->path, self->name, cancellable, &local);

  if (text != NULL)
    return cadre_csv_parse (text, self->name, self->limits, visitor, user_data, cancellable, error);

  if (local->domain == CADRE_ERROR || g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_FAILED, _("%s: the file cannot be read: %s"), self->name, local->message);
  return FALSE;
}

static void
csv_clear (CadreReader *self)
{
}

const CadreReaderClass cadre_csv_reader_class = {
  .size = sizeof (CadreReader),
  .open = csv_open,
  .read = csv_read,
  .clear = csv_clear,
};
