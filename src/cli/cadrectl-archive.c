/* SPDX-License-Identifier: GPL-3.0-or-later */

/* create, info, undo, redo: the archive as a whole. */

#define G_LOG_DOMAIN "cadrectl"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-journal.h"
#include "cadrectl-json.h"
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
  const char *key;
  const char *label;
  const char *sql;
} counts[] = {
  { "units", N_("units"), "SELECT count (*) FROM unit" },
  { "people", N_("people"), "SELECT count (*) FROM person" },
  { "study", N_("study records"), "SELECT count (*) FROM study" },
  { "classes", N_("classes"), "SELECT count (*) FROM class" },
  { "assessments", N_("assessments"), "SELECT count (*) FROM assessment" },
  { "postings", N_("postings"), "SELECT count (*) FROM posting" },
  { "actions", N_("actions"), "SELECT count (*) FROM action" },
};

static void
print_info (Cadrectl     *self,
            CadreArchive *archive,
            const gint64 *numbers)
{
  g_print ("%s\n%s: %d\n", self->archive_path, _("schema version"), cadre_archive_get_schema_version (archive));
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    g_print ("%s: %" G_GINT64_FORMAT "\n", _(counts[i].label), numbers[i]);
}

static void
print_info_json (Cadrectl     *self,
                 CadreArchive *archive,
                 const gint64 *numbers)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  cadrectl_json_text (builder, "path", self->archive_path);
  cadrectl_json_int (builder, "schema_version", cadre_archive_get_schema_version (archive));
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      cadrectl_json_int (builder, counts[i].key, numbers[i]);
    }
  json_builder_end_object (builder);
  cadrectl_print_json (builder);
}

int
cadrectl_info (Cadrectl *self,
               int       argc,
               char    **argv)
{
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(GError) error = NULL;
  gint64 numbers[G_N_ELEMENTS (counts)] = { 0 };
  int status;

  if (!cadrectl_parse ("info", _("Says what is in an archive."), NULL, &argc, &argv, &status))
    return status;
  if (!cadrectl_argument_count ("info", argc, 0, 0))
    return 2;

  archive = cadrectl_open (self, CADRE_ARCHIVE_READ, &error);
  if (archive == NULL)
    return cadrectl_fail (error);

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (!cadre_archive_query_int64 (archive, counts[i].sql, &numbers[i], &error))
      return cadrectl_fail (error);

  if (self->json)
    print_info_json (self, archive, numbers);
  else
    print_info (self, archive, numbers);
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
  guint64 n = 1;
  int status;

  if (!cadrectl_parse (command, summary, NULL, &argc, &argv, &status))
    return status;
  if (!cadrectl_argument_count (command, argc, 0, 1))
    return 2;
  if (argc > 1 && !g_ascii_string_to_unsigned (argv[1], 10, 1, G_MAXUINT, &n, NULL))
    return cadrectl_usage (_("%s: “%s” is not a number of actions"), command, argv[1]);

  archive = cadrectl_open (self, CADRE_ARCHIVE_WRITE, &error);
  if (archive == NULL)
    return cadrectl_fail (error);

  for (guint64 i = 0; i < n; i++)
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
