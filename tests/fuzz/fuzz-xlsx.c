/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A whole workbook, zip and all. */

#include "config.h"

#include <unistd.h>

#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_autofree char *path = NULL;
  g_autoptr(CadreWorkbook) book = NULL;
  g_autoptr(GError) error = NULL;
  int fd;

  if (!fuzz_is (data, size, "PK"))
    return 0;

  path = fuzz_file_new (data, size, &fd);
  book = cadre_workbook_open_with_limits (path, NULL, &fuzz_limits, NULL, &error);
  g_assert ((book == NULL) == (error != NULL));
  for (guint i = 0; book != NULL && i < cadre_workbook_get_sheets (book)->len; i++)
    {
      FuzzOrder order = { -1, -1 };
      g_autoptr(GError) local = NULL;

      if (!cadre_workbook_read_sheet (book, (int) i, &fuzz_visitor, &order, NULL, &local))
        g_assert (local != NULL && local->domain == CADRE_ERROR);
    }
  close (fd);

  return 0;
}
