/* SPDX-License-Identifier: GPL-3.0-or-later */

/* export: everything as open files. */

#define G_LOG_DOMAIN "cadrectl"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-export.h"
#include "cadre-report-records.h"
#include "cadrectl.h"

static gboolean
export_xlsx (CadreArchive  *archive,
             const char    *folder,
             GError       **error)
{
  g_autoptr(CadreCatalogue) catalogue = cadre_catalogue_new (archive, error);

  return catalogue != NULL && cadre_report_write_records (archive, catalogue, folder, error);
}

/* Where each form goes below the folder. */
static const struct
{
  const char *name;
  gboolean (*write) (CadreArchive *, const char *, GError **);
} forms[] = {
  { "xlsx", export_xlsx },
  { "json", cadre_export_json },
  { "tsv", cadre_export_tsv },
  { "files", cadre_export_files },
  { "archive.sql", cadre_export_sql },
};

static gboolean
export_all (CadreArchive  *archive,
            const char    *folder,
            GError       **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *path = g_build_filename (folder, forms[i].name, NULL);

      if (!forms[i].write (archive, path, error))
        return FALSE;
    }

  return TRUE;
}

int
cadrectl_export (Cadrectl *self,
                 int       argc,
                 char    **argv)
{
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(GError) error = NULL;
  int status;

  if (!cadrectl_parse ("export", _("Writes everything in the archive to FOLDER as workbooks, JSON, text, SQL and attached files."),
                       NULL, &argc, &argv, &status))
    return status;
  if (!cadrectl_argument_count ("export", argc, 1, 1))
    return 2;

  archive = cadrectl_open (self, CADRE_ARCHIVE_READ, &error);
  /* One moment, however long it takes. */
  if (archive == NULL ||
      !cadre_archive_execute (archive, "BEGIN", &error) ||
      !export_all (archive, argv[1], &error) ||
      !cadre_archive_execute (archive, "COMMIT", &error))
    return cadrectl_fail (error);

  g_printerr (_("%s: written\n"), argv[1]);
  return 0;
}
