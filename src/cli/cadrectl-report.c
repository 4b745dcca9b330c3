/* SPDX-License-Identifier: GPL-3.0-or-later */

/* report: the workbooks of meetings, one at a time. */

#define G_LOG_DOMAIN "cadrectl"

#include "config.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "cadre-people.h"
#include "cadre-report-document.h"
#include "cadre-report-workbook.h"
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

static gboolean
find_class (CadreArchive  *archive,
            const char    *text,
            gint64        *id,
            GError       **error)
{
  g_autoptr(CadreStatement) query = NULL;
  guint n = 0;

  query = cadre_archive_prepare (archive,
                                 "SELECT id FROM class WHERE name = ?1 OR name || '（' || term || '）' = ?1 OR id = ?1 + 0 AND ?1 GLOB '[0-9]*' "
                                 "ORDER BY since DESC", error);
  if (query == NULL)
    return FALSE;

  cadre_statement_bind_text (query, 1, text);
  while (cadre_statement_step (query, NULL))
    if (n++ == 0)
      *id = cadre_statement_get_int64 (query, 0);

  if (n == 0)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("there is no class “%s”; give its whole name or its number"), text);
  else if (n > 1)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_AMBIGUOUS,
                 _("%u classes are called “%s”; add the term in （）, or give the class's number"), n, text);
  return n == 1;
}

static gboolean
find_persons (CadreArchive        *archive,
              const char * const  *texts,
              GArray              *persons,
              GError             **error)
{
  for (; texts != NULL && *texts != NULL; texts++)
    {
      gint64 id = cadre_people_identify (archive, *texts, error);

      if (id == 0)
        return FALSE;
      g_array_append_val (persons, id);
    }

  return TRUE;
}

/**
 * cadrectl_resolve_scope:
 *
 * Turns the words of the command line into a scope; @persons holds what the
 * scope refers to.
 *
 * Returns: %FALSE with @error set
 */
gboolean
cadrectl_resolve_scope (CadreArchive              *archive,
                        const CadrectlScopeWords  *words,
                        GArray                    *persons,
                        CadreReportScope          *scope,
                        GError                   **error)
{
  scope->as_of = words->as_of;
  scope->year = words->year;
  if (words->unit != NULL && (scope->unit_id = cadre_units_identify (archive, words->unit, error)) == 0)
    return FALSE;
  if (words->class != NULL && !find_class (archive, words->class, &scope->class_id, error))
    return FALSE;
  if (!find_persons (archive, (const char * const *) words->persons, persons, error))
    return FALSE;

  scope->persons = persons->len > 0 ? (const gint64 *) persons->data : NULL;
  scope->n_persons = persons->len;
  return TRUE;
}

static gboolean
write_pdf (GPtrArray   *tables,
           const char  *title,
           gboolean     appendices,
           const char  *output,
           GError     **error)
{
  g_autoptr(CadreReportDocument) document = cadre_report_document_new ();

  if (!cadre_report_document_add_tables (document, tables, appendices, NULL, error) ||
      !cadre_report_document_write_pdf (document, title, output, NULL, error))
    return FALSE;

  g_printerr (_("%s: %u pages\n"), output, cadre_report_document_get_n_pages (document));
  return TRUE;
}

/**
 * cadrectl_write_tables:
 * @tables: (element-type CadreReportTable): fresh
 *
 * Writes a workbook, or a PDF where that is asked for or the file is called so.
 *
 * Returns: %FALSE with @error set
 */
gboolean
cadrectl_write_tables (GPtrArray                 *tables,
                       const char                *title,
                       const CadrectlScopeWords  *words,
                       const char                *output,
                       GError                   **error)
{
  CadreReportWorkbookInfo info = { .title = title };

  if (words->pdf || g_str_has_suffix (output, ".pdf"))
    return write_pdf (tables, title, words->names, output, error);

  if (!cadre_report_write_workbook (tables, &info, output, NULL, error))
    return FALSE;

  g_printerr (_("%s: %u sheets\n"), output, tables->len);
  return TRUE;
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

void
cadrectl_scope_words_clear (CadrectlScopeWords *self)
{
  g_free (self->as_of);
  g_free (self->unit);
  g_free (self->class);
  g_strfreev (self->persons);
}
