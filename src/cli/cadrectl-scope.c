/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who and when, in the words of the command line, and what is written of it. */

#define G_LOG_DOMAIN "cadrectl"

#include "config.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "cadre-filter.h"
#include "cadre-people.h"
#include "cadre-report-document.h"
#include "cadre-report-workbook.h"
#include "cadrectl-json.h"
#include "cadrectl-scope.h"

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
  while (cadre_statement_step (query, error))
    if (n++ == 0)
      *id = cadre_statement_get_int64 (query, 0);

  if (!cadre_statement_is_done (query))
    return FALSE;
  if (n == 0)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("there is no class “%s”; give its whole name or its number"), text);
  else if (n > 1)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_AMBIGUOUS,
                 _("%u classes are called “%s”; add the term in （）, or give the class's number"), n, text);
  return n == 1;
}

/**
 * cadrectl_identify_persons:
 * @texts: (nullable): as people are named on the command line
 * @persons: (element-type gint64): what is found is added
 *
 * Returns: %FALSE with @error set where one of them is nobody, or several people
 */
gboolean
cadrectl_identify_persons (CadreArchive        *archive,
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
 * cadrectl_add_condition:
 *
 * Adds a term of a filter: @field is @value.
 */
void
cadrectl_add_condition (JsonBuilder *json,
                        const char  *field,
                        const char  *is,
                        const char  *value)
{
  json_builder_begin_object (json);
  cadrectl_json_text (json, "field", field);
  cadrectl_json_text (json, "is", is);
  cadrectl_json_text (json, "value", value);
  json_builder_end_object (json);
}

/**
 * cadrectl_add_condition_unit:
 *
 * Adds a term of a filter: who is in this unit, or in one below it.
 *
 * Returns: %FALSE with @error set where there is no such unit
 */
gboolean
cadrectl_add_condition_unit (CadreArchive  *archive,
                             JsonBuilder   *json,
                             const char    *unit,
                             GError       **error)
{
  gint64 unit_id = cadre_units_identify (archive, unit, error);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, unit_id);

  if (unit_id != 0)
    cadrectl_add_condition (json, "unit_id", "within", text);
  return unit_id != 0;
}

/**
 * cadrectl_find_persons:
 * @filter: as cadre_filter_parse() reads it
 * @persons: (element-type gint64): who fits and is not there yet is added, in
 *   the order of registers
 *
 * Returns: %FALSE with @error set
 */
gboolean
cadrectl_find_persons (CadreArchive    *archive,
                       CadreCatalogue  *catalogue,
                       const char      *filter,
                       GArray          *persons,
                       GError         **error)
{
  const CadreDate today = cadre_date_today ();
  g_autoptr(CadreFilter) parsed = cadre_filter_parse (catalogue, filter, error);
  g_autoptr(GArray) found = parsed != NULL ? cadre_filter_run (parsed, archive, &today, error) : NULL;
  g_autoptr(GHashTable) there = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint n_named = persons->len;
  g_autofree gint64 *named = g_memdup2 (persons->data, n_named * sizeof (gint64));

  if (found == NULL)
    return FALSE;

  for (guint i = 0; i < n_named; i++)
    g_hash_table_add (there, named + i);
  for (guint i = 0; i < found->len; i++)
    if (!g_hash_table_contains (there, &g_array_index (found, gint64, i)))
      g_array_append_val (persons, g_array_index (found, gint64, i));

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
  if (!cadrectl_identify_persons (archive, (const char * const *) words->persons, persons, error))
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

void
cadrectl_scope_words_clear (CadrectlScopeWords *self)
{
  g_free (self->as_of);
  g_free (self->unit);
  g_free (self->class);
  g_strfreev (self->persons);
}
