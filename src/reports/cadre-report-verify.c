/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A workbook is read again before it replaces another: by the reader that
 * also takes in the offices' own sheets, which knows nothing of the writer. */

#define G_LOG_DOMAIN "cadre-report-verify"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cadre-report-workbook-private.h"
#include "cadre-sheet.h"

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

/**
 * _cadre_report_verify:
 * @written: the file to read
 * @path: what it is to become, for messages
 * @sums: (element-type CadreReportSheetSum): what was written, by sheet
 *
 * Returns: %FALSE with @error set if the file cannot be read, or says
 *   something else than was written
 */
gboolean
_cadre_report_verify (const char    *written,
                      const char    *path,
                      GArray        *sums,
                      GCancellable  *cancellable,
                      GError       **error)
{
  static const CadreSheetVisitor visitor = { .cell = add_cell };
  g_autoptr(CadreWorkbook) workbook = cadre_workbook_open (written, cancellable, error);
  guint n_sheets;

  if (workbook == NULL)
    return FALSE;

  n_sheets = cadre_workbook_get_sheets (workbook)->len;
  for (guint i = 0; i < MAX (n_sheets, sums->len); i++)
    {
      CadreReportSheetSum read = { 0 };
      const CadreReportSheetSum *sum = &g_array_index (sums, CadreReportSheetSum, i);

      if (n_sheets == sums->len && !cadre_workbook_read_sheet (workbook, (int) i, &visitor, &read, cancellable, error))
        return FALSE;
      if (n_sheets != sums->len || read.n_cells != sum->n_cells || read.hash != sum->hash)
        {
          g_set_error (error, CADRE_ERROR, CADRE_ERROR_FAILED,
                       _("%s: read again, sheet %u of the new workbook does not say what was written; "
                         "the disk may be failing. What was there before is untouched"), path, i + 1);
          return FALSE;
        }
    }

  return TRUE;
}
