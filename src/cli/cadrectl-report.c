/* SPDX-License-Identifier: GPL-3.0-or-later */

/* report: the workbooks of meetings, one at a time. */

#define G_LOG_DOMAIN "cadrectl"

#include "config.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "cadrectl-json.h"
#include "cadrectl-scope.h"

typedef struct
{
  CadreReportScopeFlags flag;
  const char *word;
} ScopeWord;

static const ScopeWord scope_words[] = {
  { CADRE_REPORT_SCOPE_UNIT, "unit" },
  { CADRE_REPORT_SCOPE_AS_OF, "as-of" },
  { CADRE_REPORT_SCOPE_YEAR, "year" },
  { CADRE_REPORT_SCOPE_CLASS, "class" },
  { CADRE_REPORT_SCOPE_PERSONS, "person" },
};

static void
add_words (JsonBuilder           *builder,
           const char            *name,
           CadreReportScopeFlags  flags)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (scope_words); i++)
    if (flags & scope_words[i].flag)
      json_builder_add_string_value (builder, scope_words[i].word);
  json_builder_end_array (builder);
}

static void
print_json (GPtrArray *reports)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < reports->len; i++)
    {
      CadreReport *report = reports->pdata[i];

      json_builder_begin_object (builder);
      cadrectl_json_text (builder, "key", cadre_report_get_key (report));
      cadrectl_json_text (builder, "name", cadre_report_get_name (report));
      cadrectl_json_text (builder, "purpose", cadre_report_get_purpose (report));
      cadrectl_json_text (builder, "description", cadre_report_get_description (report));
      add_words (builder, "scope", cadre_report_get_scope (report));
      add_words (builder, "needs", cadre_report_get_needs (report));
      cadrectl_json_bool (builder, "custom", cadre_report_is_custom (report));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  cadrectl_print_json (builder);
}

static int
list_reports (Cadrectl  *self,
              GPtrArray *reports)
{
  if (self->json)
    {
      print_json (reports);
      return 0;
    }

  for (guint i = 0; i < reports->len; i++)
    {
      CadreReport *report = reports->pdata[i];

      g_print ("%-20s %s　%s\n", cadre_report_get_key (report), cadre_report_get_name (report),
               cadre_report_get_description (report));
    }

  return 0;
}

static int
write_report (CadreArchive             *archive,
              GPtrArray                *reports,
              const char               *name,
              const CadrectlScopeWords *words,
              const char               *output)
{
  CadreReport *report;
  CadreReportScope scope = { 0 };
  g_autoptr(GArray) persons = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GPtrArray) tables = NULL;
  g_autoptr(GError) error = NULL;

  report = cadre_reports_find (reports, name, &error);
  if (report == NULL || !cadrectl_resolve_scope (archive, words, persons, &scope, &error))
    return cadrectl_fail (error);

  tables = cadre_report_build (report, archive, &scope, &error);
  if (tables == NULL || !cadrectl_write_tables (tables, cadre_report_get_name (report), words, output, &error))
    return cadrectl_fail (error);

  return 0;
}

int
cadrectl_report (Cadrectl *self,
                 int       argc,
                 char    **argv)
{
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(GPtrArray) reports = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *output = NULL;
  CadrectlScopeWords words = { 0 };
  gboolean list = FALSE;
  const GOptionEntry entries[] = {
    { "list", 0, 0, G_OPTION_ARG_NONE, &list, N_("Name all reports"), NULL },
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

  if (!cadrectl_parse ("report NAME", _("Writes a report as a workbook or a PDF."), entries, &argc, &argv, &status))
    ;
  else if (!list && (argc != 2 || output == NULL))
    status = cadrectl_usage (_("report: name one report, and a file with -o; “cadrectl report --list” names them all"));
  else if ((archive = cadrectl_open (self, CADRE_ARCHIVE_READ, &error)) == NULL ||
           (reports = cadre_reports_load (archive, &error)) == NULL)
    status = cadrectl_fail (error);
  else if (list)
    status = list_reports (self, reports);
  else
    status = write_report (archive, reports, argv[1], &words, output);

  cadrectl_scope_words_clear (&words);
  return status;
}
