/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A workbook is read again before it replaces another: by the reader that
 * also takes in the offices' own sheets, which knows nothing of the writer.
 * On a second processor that costs no time, as it follows the writing. */

#define G_LOG_DOMAIN "cadre-report-verify"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cadre-error.h"
#include "cadre-report-workbook-private.h"
#include "cadre-xlsx-follow.h"

/* An odd number of random bits, as multipliers of hashes are. */
#define HASH_PRIME 0x9e3779b97f4a7c15u

static inline guint64
mix (guint64 hash,
     guint64 word)
{
  hash = (hash ^ word) * HASH_PRIME;
  return hash ^ (hash >> 29);
}

/* Eight bytes at a time: a register has millions of cells. */
static void
add (CadreReportSheetSum *self,
     guint                row,
     guint                column,
     const char          *text)
{
  gsize length = strlen (text);
  guint64 hash = mix (length, (guint64) row << 32 | column), word;

  for (; length >= sizeof word; text += sizeof word, length -= sizeof word)
    {
      memcpy (&word, text, sizeof word);
      hash = mix (hash, word);
    }
  word = 0;
  memcpy (&word, text, length);

  /* A sum, so that the order in which cells come plays no part. */
  self->hash += mix (hash, word);
  self->n_cells++;
}

void
_cadre_report_sheet_sum_add_text (CadreReportSheetSum *self,
                                  guint                row,
                                  guint                column,
                                  const char          *text)
{
  if (*text != '\0')
    add (self, row, column, text);
}

void
_cadre_report_sheet_sum_add_number (CadreReportSheetSum *self,
                                    guint                row,
                                    guint                column,
                                    double               number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  /* The last digits of a binary number may be lost in decimals. */
  add (self, row, column, g_ascii_formatd (text, sizeof text, "%.12g", number));
}

static gboolean
add_cell (const CadreCell *cell,
          gpointer         data)
{
  CadreReportSheetSum *sum = data;

  if (cell->type == CADRE_CELL_NUMBER || cell->type == CADRE_CELL_DATE)
    _cadre_report_sheet_sum_add_number (sum, cell->row, cell->column, cell->number);
  else if (cell->type != CADRE_CELL_EMPTY)
    _cadre_report_sheet_sum_add_text (sum, cell->row, cell->column, cell->text);

  return TRUE;
}

struct _CadreReportVerify
{
  CadreXlsxFollow *follow;
  GArray *written;          /* CadreReportSheetSum, by sheet */
  GArray *read;             /* the same; only more, where sheets are too many */
  char *path;
};

static gpointer
begin_sheet (guint    sheet,
             gpointer data)
{
  CadreReportVerify *self = data;

  return &g_array_index (self->read, CadreReportSheetSum, MIN (sheet, self->read->len - 1));
}

/**
 * _cadre_report_verify_begin:
 * @file: about to be written
 * @path: what it is to become, for messages
 * @sums: (element-type CadreReportSheetSum): what it shall say, by sheet
 *
 * Begins to read @file on a thread of its own, behind who writes it.
 */
CadreReportVerify *
_cadre_report_verify_begin (const char   *file,
                            const char   *path,
                            GArray       *sums,
                            GCancellable *cancellable)
{
  static const CadreSheetVisitor visitor = { .cell = add_cell };
  CadreReportVerify *self = g_new0 (CadreReportVerify, 1);

  self->written = g_array_ref (sums);
  self->read = g_array_new (FALSE, TRUE, sizeof (CadreReportSheetSum));
  g_array_set_size (self->read, sums->len + 1);
  self->path = g_strdup (path);
  self->follow = cadre_xlsx_follow_begin (file, &visitor, begin_sheet, self, cancellable);

  return self;
}

static gboolean
compare_sums (CadreReportVerify  *self,
              guint               n_sheets,
              GError            **error)
{
  for (guint i = 0; i < MAX (n_sheets, self->written->len); i++)
    {
      const CadreReportSheetSum *written = &g_array_index (self->written, CadreReportSheetSum, i);
      const CadreReportSheetSum *read = &g_array_index (self->read, CadreReportSheetSum, i);

      if (n_sheets != self->written->len || read->n_cells != written->n_cells || read->hash != written->hash)
        {
          g_set_error (error, CADRE_ERROR, CADRE_ERROR_FAILED,
                       _("%s: read again, sheet %u of the new workbook does not say what was written; "
                         "the disk may be failing. What was there before is untouched"), self->path, i + 1);
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * _cadre_report_verify_end:
 * @self: (transfer full): freed
 * @is_written: whether the file is whole now; if not, there is nothing to say
 *
 * Returns: %FALSE with @error set if the file cannot be read, or says
 *   something else than was written
 */
gboolean
_cadre_report_verify_end (CadreReportVerify  *self,
                          gboolean            is_written,
                          GError            **error)
{
  guint n_sheets = 0;
  gboolean good = cadre_xlsx_follow_end (self->follow, is_written, &n_sheets, is_written ? error : NULL);

  good = is_written && good && compare_sums (self, n_sheets, error);
  g_array_unref (self->written);
  g_array_unref (self->read);
  g_free (self->path);
  g_free (self);
  return good;
}
