/* SPDX-License-Identifier: GPL-3.0-or-later */

/* meeting-pack: all reports in one workbook. */

#define G_LOG_DOMAIN "cadrectl"

#include "config.h"

#include <glib/gi18n.h>

#include "cadrectl-scope.h"

static int
write_pack (CadreArchive             *archive,
            const CadrectlScopeWords *words,
            const char               *output)
{
  CadreReportScope scope = { 0 };
  g_autoptr(GArray) persons = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GPtrArray) reports = NULL;
  g_autoptr(GPtrArray) tables = NULL;
  g_autoptr(GError) error = NULL;

  reports = cadre_reports_load (archive, &error);
  if (reports == NULL || !cadrectl_resolve_scope (archive, words, persons, &scope, &error))
    return cadrectl_fail (error);

  tables = cadre_report_build_pack (reports, archive, &scope, &error);
  if (tables == NULL || !cadrectl_write_tables (tables, "会议材料", words, output, &error))
    return cadrectl_fail (error);

  return 0;
}

int
cadrectl_meeting_pack (Cadrectl *self,
                       int       argc,
                       char    **argv)
{
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *output = NULL;
  CadrectlScopeWords words = { 0 };
  const GOptionEntry entries[] = {
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &words.as_of, N_("The day to report as of (today)"), N_("YYYY-MM-DD") },
    { "unit", 0, 0, G_OPTION_ARG_STRING, &words.unit, N_("Only this unit and those under it"), N_("UNIT") },
    { "year", 0, 0, G_OPTION_ARG_INT, &words.year, N_("The year to report on (of the day)"), N_("YEAR") },
    { "class", 0, 0, G_OPTION_ARG_STRING, &words.class, N_("The class: its name or number"), N_("CLASS") },
    { "person", 0, 0, G_OPTION_ARG_STRING_ARRAY, &words.persons, N_("Only this person; may be repeated"), N_("PERSON") },
    { "pdf", 0, 0, G_OPTION_ARG_NONE, &words.pdf, N_("Write a PDF, whatever the file is called"), NULL },
    { "names", 0, 0, G_OPTION_ARG_NONE, &words.names, N_("In a PDF, also the lists of names behind figures"), NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("The workbook (.xlsx) or PDF (.pdf) to write"), N_("FILE") },
    { NULL }
  };
  int status = 0;

  if (!cadrectl_parse ("meeting-pack", _("Writes all reports as one workbook or PDF, with cover and contents."), entries,
                       &argc, &argv, &status))
    ;
  else if (argc != 1 || output == NULL)
    status = cadrectl_usage (_("meeting-pack: name a file with -o, and nothing else"));
  else if ((archive = cadrectl_open (self, CADRE_ARCHIVE_READ, &error)) == NULL)
    status = cadrectl_fail (error);
  else
    status = write_pack (archive, &words, output);

  cadrectl_scope_words_clear (&words);
  return status;
}
