/* SPDX-License-Identifier: GPL-3.0-or-later */

/* check: faults of the file and of what is in it. */

#define G_LOG_DOMAIN "cadrectl"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-check.h"
#include "cadrectl-json.h"
#include "cadrectl.h"

static void
print_json (GPtrArray *findings)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < findings->len; i++)
    {
      const CadreFinding *finding = g_ptr_array_index (findings, i);

      json_builder_begin_object (builder);
      cadrectl_json_text (builder, "check", finding->check);
      cadrectl_json_text (builder, "level", cadre_check_level_get_name (finding->level));
      cadrectl_json_text (builder, "title", finding->title);
      cadrectl_json_text (builder, "message", finding->message);
      cadrectl_json_text (builder, "record_kind", finding->record_kind);
      cadrectl_json_int (builder, "record_id", finding->record_id);
      cadrectl_json_int (builder, "person_id", finding->person_id);
      cadrectl_json_bool (builder, "mendable", finding->mendable);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  cadrectl_print_json (builder);
}

static void
print_text (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const CadreFinding *finding = g_ptr_array_index (findings, i);

      g_print ("%s\t%s\t%s%s\n", cadre_check_level_get_name (finding->level), finding->title, finding->message,
               finding->mendable ? _("\t(can be mended)") : "");
    }
}

static guint
count_level (GPtrArray       *findings,
             CadreCheckLevel  level)
{
  guint n = 0;

  for (guint i = 0; i < findings->len; i++)
    n += ((CadreFinding *) g_ptr_array_index (findings, i))->level == level;

  return n;
}

static GPtrArray *
mend (CadreArchive  *archive,
      GPtrArray     *findings,
      GError       **error)
{
  guint n = 0;

  if (!cadre_check_mend (archive, findings, &n, error))
    return NULL;

  g_printerr (_("mended: %u\n"), n);
  return cadre_check_run (archive, error);
}

/* The index can check itself only where it may be written; elsewhere the rest
 * is looked at. */
static CadreArchive *
open_archive (Cadrectl  *self,
              gboolean   wants_mend,
              GError   **error)
{
  g_autoptr(CadreArchive) archive = NULL;

  if (wants_mend)
    return cadrectl_open (self, CADRE_ARCHIVE_WRITE, error);

  archive = cadre_archive_open (self->archive_path, CADRE_ARCHIVE_WRITE, error);
  if (archive != NULL && cadre_archive_is_read_only (archive))
    g_printerr (_("%s: the search index was not checked: %s\n"), self->archive_path,
                cadre_archive_get_read_only_reason (archive));

  return g_steal_pointer (&archive);
}

int
cadrectl_check (Cadrectl *self,
                int       argc,
                char    **argv)
{
  gboolean wants_mend = FALSE;
  const GOptionEntry entries[] = {
    { "mend", 0, 0, G_OPTION_ARG_NONE, &wants_mend, N_("Mend what can be mended without asking; “undo” takes it back"), NULL },
    { NULL }
  };
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(GError) error = NULL;
  int status;

  if (!cadrectl_parse ("check", _("Looks for faults of the file and of what is in it. Exit status 1 if errors remain."),
                       entries, &argc, &argv, &status))
    return status;
  if (!cadrectl_argument_count ("check", argc, 0, 0))
    return 2;

  archive = open_archive (self, wants_mend, &error);
  if (archive != NULL)
    findings = cadre_check_run (archive, &error);
  if (findings != NULL && wants_mend)
    {
      GPtrArray *rest = mend (archive, findings, &error);

      g_ptr_array_unref (findings);
      findings = rest;
    }
  if (findings == NULL)
    return cadrectl_fail (error);

  if (self->json)
    print_json (findings);
  else
    print_text (findings);
  g_printerr (_("errors: %u, warnings: %u, hints: %u\n"), count_level (findings, CADRE_CHECK_ERROR),
              count_level (findings, CADRE_CHECK_WARNING), count_level (findings, CADRE_CHECK_HINT));

  return count_level (findings, CADRE_CHECK_ERROR) > 0 ? 1 : 0;
}
