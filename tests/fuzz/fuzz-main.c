/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Without libFuzzer: runs a target once on each file of the folders named,
 * so that what was found once stays found in every build. */

#include "config.h"

#include "fuzz.h"

static guint
run_folder (const char *path)
{
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autofree char *data = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (file, &data, &length, NULL));
      LLVMFuzzerTestOneInput ((const guint8 *) data, length);
      n++;
    }

  return n;
}

int
main (int    argc,
      char **argv)
{
  guint n = 0;

  for (int i = 1; i < argc; i++)
    n += run_folder (argv[i]);
  g_print ("%u inputs\n", n);

  return n > 0 ? 0 : 1;
}
