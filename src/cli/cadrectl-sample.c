/* SPDX-License-Identifier: GPL-3.0-or-later */

/* sample: an archive full of invented people. */

#define G_LOG_DOMAIN "cadrectl"

#include "config.h"

#include <glib/gi18n.h>
#include <unistd.h>

#include "cadre-round-sample.h"
#include "cadre-sample.h"
#include "cadrectl.h"

#define MOST_PEOPLE 2000000

static void
show_progress (guint    done,
               guint    total,
               gpointer data)
{
  if (isatty (STDERR_FILENO))
    g_printerr ("\r%u / %u", done, total);
}

static CadreArchive *
open_or_create (Cadrectl  *self,
                GError   **error)
{
  if (!g_file_test (self->archive_path, G_FILE_TEST_EXISTS))
    return cadre_archive_create (self->archive_path, error);

  return cadrectl_open (self, CADRE_ARCHIVE_WRITE, error);
}

int
cadrectl_sample (Cadrectl *self,
                 int       argc,
                 char    **argv)
{
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(GError) error = NULL;
  int people = 3000, seed = 1, status;
  const GOptionEntry entries[] = {
    { "people", 'n', 0, G_OPTION_ARG_INT, &people, N_("How many people"), N_("N") },
    { "seed", 's', 0, G_OPTION_ARG_INT, &seed, N_("The same number makes the same people"), N_("S") },
    { NULL }
  };

  if (!cadrectl_parse ("sample", _("Fills an archive, made if it is not there, with invented people."), entries,
                       &argc, &argv, &status))
    return status;
  if (argc > 1)
    return cadrectl_usage (_("sample: “%s” is one word too many"), argv[1]);
  if (people < 1 || people > MOST_PEOPLE)
    return cadrectl_usage (_("sample: --people must be from 1 to %d"), MOST_PEOPLE);

  archive = open_or_create (self, &error);
  if (archive == NULL)
    return cadrectl_fail (error);

  if (!cadre_sample_fill (archive, (guint) people, (guint) seed, show_progress, NULL, NULL, &error) ||
      !cadre_round_sample_add (archive, &error))
    return cadrectl_fail (error);

  if (isatty (STDERR_FILENO))
    g_printerr ("\r");
  g_printerr (ngettext ("%s: %d invented person\n", "%s: %d invented people\n", people), self->archive_path, people);
  return 0;
}
