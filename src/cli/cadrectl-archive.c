/* SPDX-License-Identifier: GPL-3.0-or-later */

/* create, info, undo, redo: the archive as a whole. */

#define G_LOG_DOMAIN "cadrectl"

#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "cadre-journal.h"
#include "cadrectl.h"

int
cadrectl_create (Cadrectl *self,
                 int       argc,
                 char    **argv)
{
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(GError) error = NULL;
  int status;

  if (!cadrectl_parse ("create", _("Makes an empty archive."), NULL, &argc, &argv, &status))
    return status;

  archive = cadre_archive_create (self->archive_path, &error);
  if (archive == NULL)
    return cadrectl_fail (error);

  g_printerr (_("%s: made\n"), self->archive_path);
  return 0;
}

static const struct
{
  const char *label;
  const char *sql;
} counts[] = {
  { N_("units"), "SELECT count (*) FROM unit" },
  { N_("people"), "SELECT count (*) FROM person" },
  { N_("study records"), "SELECT count (*) FROM study" },
  { N_("classes"), "SELECT count (*) FROM class" },
  { N_("assessments"), "SELECT count (*) FROM assessment" },
  { N_("postings"), "SELECT count (*) FROM posting" },
  { N_("actions"), "SELECT count (*) FROM action" },
};

int
cadrectl_info (Cadrectl *self,
               int       argc,
               char    **argv)
{
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(GError) error = NULL;
  int status;

  if (!cadrectl_parse ("info", _("Says what is in an archive."), NULL, &argc, &argv, &status))
    return status;

  archive = cadrectl_open (self, CADRE_ARCHIVE_READ, &error);
  if (archive == NULL)
    return cadrectl_fail (error);

  g_print ("%s\n%s: %d\n", self->archive_path, _("schema version"), cadre_archive_get_schema_version (archive));
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      gint64 n = 0;

      if (!cadre_archive_query_int64 (archive, counts[i].sql, &n, &error))
        return cadrectl_fail (error);
      g_print ("%s: %" G_GINT64_FORMAT "\n", _(counts[i].label), n);
    }

  return 0;
}

static int
reverse (Cadrectl   *self,
         const char *command,
         const char *summary,
         gboolean  (*one) (CadreArchive *, char **, GError **),
         int         argc,
         char      **argv)
{
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(GError) error = NULL;
  int n, status;

  if (!cadrectl_parse (command, summary, NULL, &argc, &argv, &status))
    return status;

  n = argc > 1 ? atoi (argv[1]) : 1;
  if (n < 1)
    return cadrectl_usage (_("%s: “%s” is not a number of actions"), command, argv[1]);

  archive = cadrectl_open (self, CADRE_ARCHIVE_WRITE, &error);
  if (archive == NULL)
    return cadrectl_fail (error);

  for (int i = 0; i < n; i++)
    {
      g_autofree char *name = NULL;

      if (!one (archive, &name, &error))
        return cadrectl_fail (error);
      g_printerr ("%s: %s\n", command, name);
    }

  return 0;
}

int
cadrectl_undo (Cadrectl *self,
               int       argc,
               char    **argv)
{
  return reverse (self, "undo", _("Takes back the last action, or the last N."), cadre_journal_undo, argc, argv);
}

int
cadrectl_redo (Cadrectl *self,
               int       argc,
               char    **argv)
{
  return reverse (self, "redo", _("Does again what was undone."), cadre_journal_redo, argc, argv);
}
