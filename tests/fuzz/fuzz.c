/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.h"

const CadreSheetLimits fuzz_limits = {
  .file_bytes = 1 << 20,
  .part_bytes = 1 << 20,
  .expansion = 250,
  .parts = 64,
  .sheets = 8,
  .rows = 1048576,
  .columns = 16384,
  .cells = 10000,
  .merges = 1000,
  .cell_bytes = 4096,
  .strings = 1000,
  .string_bytes = 1 << 16,
  .styles = 1000,
  .xml_depth = 64,
  .seconds = 5,
};

/* Bytes as a file that lives in memory; close @fd to drop it. */
char *
fuzz_file_new (const guint8 *data,
               gsize         size,
               int          *fd)
{
  *fd = memfd_create ("fuzz", MFD_CLOEXEC);
  g_assert (*fd >= 0);
  g_assert (write (*fd, data, size) == (gssize) size);

  return g_strdup_printf ("/proc/self/fd/%d", *fd);
}

gboolean
fuzz_is (const guint8 *data,
         gsize         size,
         const char   *magic)
{
  return size >= strlen (magic) && memcmp (data, magic, strlen (magic)) == 0;
}

static gboolean
check_cell (const CadreCell *cell,
            gpointer         user_data)
{
  FuzzOrder *order = user_data;

  g_assert (cell->text != NULL && *cell->text != '\0');
  g_assert (g_utf8_validate (cell->text, -1, NULL));
  g_assert (cell->row == order->row);
  g_assert ((gint64) cell->column > order->column);
  g_assert (cell->row < fuzz_limits.rows && cell->column < fuzz_limits.columns);
  order->column = cell->column;

  return TRUE;
}

static gboolean
check_row (guint32  row,
           gboolean hidden,
           gpointer user_data)
{
  FuzzOrder *order = user_data;

  g_assert ((gint64) row > order->row);
  order->row = row;
  order->column = -1;

  return TRUE;
}

static void
check_merge (guint32  top,
             guint32  left,
             guint32  bottom,
             guint32  right,
             gpointer user_data)
{
  g_assert (top <= bottom && left <= right);
  g_assert (bottom < fuzz_limits.rows && right < fuzz_limits.columns);
}

const CadreSheetVisitor fuzz_visitor = { check_cell, check_row, check_merge };
