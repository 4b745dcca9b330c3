/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A text file, its encoding to be found. */

#include "config.h"

#include <unistd.h>

#include "cadre-csv-private.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  int fd;
  g_autofree char *path = fuzz_file_new (data, size, &fd);
  g_autoptr(GError) error = NULL;
  g_autoptr(GInputStream) text = cadre_csv_open_text (path, "fuzz", NULL, &error);
  FuzzOrder order = { -1, -1 };

  if (text != NULL)
    cadre_csv_parse (text, "fuzz", &fuzz_limits, &fuzz_visitor, &order, NULL, &error);
  g_assert (text != NULL || error != NULL);
  g_assert (error == NULL || error->domain == CADRE_ERROR);
  close (fd);

  return 0;
}
