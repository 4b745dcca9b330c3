/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The reports there are, and building one. */

#define G_LOG_DOMAIN "cadre-report"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cadre-report-private.h"

#define REPORTS_PATH CADRE_RESOURCE_PATH "/reports/"

/* Names offered when none fits. */
#define MAX_NEAR 3

G_DEFINE_FINAL_TYPE (CadreReport, cadre_report, G_TYPE_OBJECT)

static void
cadre_report_finalize (GObject *object)
{
  CadreReport *self = CADRE_REPORT (object);

  g_free (self->key);
  g_free (self->name);
  g_free (self->purpose);
  g_free (self->description);
  g_free (self->source);
  g_clear_pointer (&self->tables, g_ptr_array_unref);

  G_OBJECT_CLASS (cadre_report_parent_class)->finalize (object);
}

static void
cadre_report_class_init (CadreReportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = cadre_report_finalize;
}

static void
cadre_report_init (CadreReport *self)
{
}

/**
 * cadre_report_new_from_json:
 * @json: a definition
 * @origin: where it comes from, for messages
 *
 * Returns: (transfer full): the report, or %NULL with @error saying what in
 *   the definition is wrong
 */
CadreReport *
cadre_report_new_from_json (const char  *json,
                            const char  *origin,
                            GError     **error)
{
  g_autoptr(CadreReport) self = g_object_new (CADRE_TYPE_REPORT, NULL);
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonNode *root;

  if (!json_parser_load_from_data (parser, json, -1, error))
    {
      g_prefix_error (error, "%s: ", origin);
      return NULL;
    }

  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("%s: this is not the definition of a report"), origin);
      return NULL;
    }

  if (!_cadre_report_definition_parse (self, json_node_get_object (root), error))
    {
      g_prefix_error (error, "%s: ", origin);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * _cadre_report_dup_built_in:
 *
 * Returns: (transfer full): the definition data/reports/@key.json
 */
char *
_cadre_report_dup_built_in (const char  *key,
                            GError     **error)
{
  g_autofree char *path = g_strconcat (REPORTS_PATH, key, ".json", NULL);
  g_autoptr(GBytes) json = g_resources_lookup_data (path, 0, error);

  return json != NULL ? g_strndup (g_bytes_get_data (json, NULL), g_bytes_get_size (json)) : NULL;
}

/**
 * _cadre_report_load_built_in:
 *
 * Returns: (transfer full): the report of data/reports/@key.json
 */
CadreReport *
_cadre_report_load_built_in (const char  *key,
                             GError     **error)
{
  g_autofree char *json = _cadre_report_dup_built_in (key, error);

  return json != NULL ? cadre_report_new_from_json (json, key, error) : NULL;
}

static gboolean
load_built_in (GPtrArray  *reports,
               GError    **error)
{
  /* In the order in which a meeting takes them. */
  g_autoptr(GBytes) index = g_resources_lookup_data (REPORTS_PATH "ORDER", 0, error);
  g_auto(GStrv) keys = index != NULL ? g_strsplit (g_bytes_get_data (index, NULL), "\n", -1) : NULL;

  for (guint i = 0; keys != NULL && keys[i] != NULL && *keys[i] != '\0'; i++)
    {
      CadreReport *report = _cadre_report_load_built_in (keys[i], error);

      if (report == NULL)
        return FALSE;
      g_ptr_array_add (reports, report);
    }

  return index != NULL;
}

static guint
find_key (GPtrArray  *reports,
          const char *key)
{
  for (guint i = 0; i < reports->len; i++)
    if (g_str_equal (((CadreReport *) reports->pdata[i])->key, key))
      return i;

  return reports->len;
}

/* An office's definition takes the place of the built-in one of its key. */
static gboolean
load_custom (GPtrArray     *reports,
             CadreArchive  *archive,
             GError       **error)
{
  g_autoptr(CadreStatement) rows = NULL;
  g_autoptr(GError) failure = NULL;

  rows = cadre_archive_prepare (archive, "SELECT key, definition FROM report_definition ORDER BY id", error);
  if (rows == NULL)
    return FALSE;

  while (cadre_statement_step (rows, &failure))
    {
      g_autofree char *origin = g_strdup_printf (_("report “%s” of this office"), cadre_statement_get_text (rows, 0));
      CadreReport *report = cadre_report_new_from_json (cadre_statement_get_text (rows, 1), origin, error);
      guint place;

      if (report == NULL)
        return FALSE;

      report->custom = TRUE;
      place = find_key (reports, report->key);
      if (place < reports->len)
        {
          g_object_unref (reports->pdata[place]);
          reports->pdata[place] = report;
        }
      else
        g_ptr_array_add (reports, report);
    }

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return error == NULL || *error == NULL;
}

/**
 * cadre_reports_load:
 * @archive: (nullable): whose own definitions count, too
 *
 * Returns: (transfer full) (element-type CadreReport): all reports, in the
 *   order in which a meeting takes them; %NULL with @error set
 */
GPtrArray *
cadre_reports_load (CadreArchive  *archive,
                    GError       **error)
{
  g_autoptr(GPtrArray) reports = g_ptr_array_new_with_free_func (g_object_unref);

  if (!load_built_in (reports, error) || (archive != NULL && !load_custom (reports, archive, error)))
    return NULL;

  return g_steal_pointer (&reports);
}

/* How many characters two names share, whatever their order: enough to offer
 * what was meant. */
static guint
count_common (const char *a,
              const char *b)
{
  guint n = 0;

  for (; *a != '\0'; a = g_utf8_next_char (a))
    if (g_utf8_strchr (b, -1, g_utf8_get_char (a)) != NULL)
      n++;

  return n;
}

static guint
count_near (CadreReport *report,
            const char  *name)
{
  guint by_name = 2 * count_common (name, report->name);

  /* Any two Latin words share letters; only a part of the key counts. */
  return strstr (report->key, name) != NULL ? by_name + 100 : by_name;
}

static char *
list_near (GPtrArray  *reports,
           const char *name)
{
  g_autoptr(GHashTable) taken = g_hash_table_new (NULL, NULL);
  GString *near = g_string_new (NULL);

  for (guint n = 0; n < MAX_NEAR; n++)
    {
      CadreReport *best = NULL;

      for (guint i = 0; i < reports->len; i++)
        {
          CadreReport *report = reports->pdata[i];

          if (!g_hash_table_contains (taken, report) && count_near (report, name) > 1 &&
              (best == NULL || count_near (report, name) > count_near (best, name)))
            best = report;
        }
      if (best == NULL)
        break;

      g_hash_table_add (taken, best);
      g_string_append_printf (near, "%s%s (%s)", near->len > 0 ? ", " : "", best->name, best->key);
    }

  return g_string_free (near, FALSE);
}

/**
 * cadre_reports_find:
 * @reports: from cadre_reports_load()
 * @name: a key, a name, or the only part of a name that fits
 *
 * Returns: (transfer none): the report, or %NULL with @error naming the
 *   nearest ones
 */
CadreReport *
cadre_reports_find (GPtrArray   *reports,
                    const char  *name,
                    GError     **error)
{
  g_autofree char *near = NULL;
  CadreReport *found = NULL;
  guint n_found = 0;

  for (guint i = 0; i < reports->len; i++)
    {
      CadreReport *report = reports->pdata[i];

      if (g_str_equal (report->key, name) || g_str_equal (report->name, name))
        return report;
      if (strstr (report->name, name) != NULL)
        {
          found = report;
          n_found++;
        }
    }

  if (n_found == 1)
    return found;

  near = list_near (reports, name);
  if (*near != '\0')
    g_set_error (error, CADRE_ERROR, n_found > 1 ? CADRE_ERROR_AMBIGUOUS : CADRE_ERROR_NOT_FOUND,
                 _("there is no report “%s”; did you mean %s?"), name, near);
  else
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND,
                 _("there is no report “%s”; “cadrectl report --list” names them all"), name);
  return NULL;
}

const char *
cadre_report_get_key (CadreReport *self)
{
  return self->key;
}

/**
 * cadre_report_get_name:
 *
 * Returns: 干部花名册: what it is called, Chinese
 */
const char *
cadre_report_get_name (CadreReport *self)
{
  return self->name;
}

/**
 * cadre_report_get_purpose:
 *
 * Returns: 名册, 培训, 考核 …: the group that it stands in
 */
const char *
cadre_report_get_purpose (CadreReport *self)
{
  return self->purpose;
}

const char *
cadre_report_get_description (CadreReport *self)
{
  return self->description != NULL ? self->description : "";
}

/**
 * cadre_report_get_scope:
 *
 * Returns: what may be chosen
 */
CadreReportScopeFlags
cadre_report_get_scope (CadreReport *self)
{
  return self->scope;
}

/**
 * cadre_report_get_needs:
 *
 * Returns: what must be chosen: a class, a person
 */
CadreReportScopeFlags
cadre_report_get_needs (CadreReport *self)
{
  return self->needs;
}

/**
 * cadre_report_has_names:
 *
 * Returns: whether there are lists of names behind its figures
 */
gboolean
cadre_report_has_names (CadreReport *self)
{
  for (guint i = 0; i < self->tables->len; i++)
    if (((CadreReportTableDef *) self->tables->pdata[i])->names != NULL)
      return TRUE;

  return FALSE;
}

gboolean
cadre_report_is_custom (CadreReport *self)
{
  return self->custom;
}

/**
 * cadre_report_is_personal:
 *
 * Returns: whether it bears data of single people: 注意保密
 */
gboolean
cadre_report_is_personal (CadreReport *self)
{
  return self->personal;
}

/**
 * _cadre_report_check_scope:
 *
 * Returns: %FALSE with @error set where something that must be chosen is not
 */
gboolean
_cadre_report_check_scope (CadreReport         *self,
                           CadreReportContext  *context,
                           GError             **error)
{
  CadreReportScopeFlags missing = self->needs & ~_cadre_report_context_get_given (context);

  if (missing & CADRE_REPORT_SCOPE_CLASS)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("%s: choose a class"), self->name);
  else if (missing & CADRE_REPORT_SCOPE_PERSONS)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("%s: choose one or more people"), self->name);
  else if (missing & CADRE_REPORT_SCOPE_UNIT)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("%s: choose a unit"), self->name);

  return missing == 0;
}

static gboolean
add_table (CadreReport                *self,
           const CadreReportTableDef  *def,
           CadreReportContext         *context,
           CadreReportMetrics         *metrics,
           GPtrArray                  *tables,
           GError                    **error)
{
  if (def->sql == NULL)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("the table “%s” has no “sql”"), def->name);
      return FALSE;
    }
  if (def->each_sql != NULL)
    return _cadre_report_add_each (self, def, context, metrics, tables, error);
  if (def->summary)
    return _cadre_report_add_summary (self, def, context, metrics, tables, error);

  return _cadre_report_add_list (self, def, context, metrics, tables, error);
}

/**
 * _cadre_report_add_tables:
 *
 * Lays the report out at the end of @tables, which may get none.
 */
gboolean
_cadre_report_add_tables (CadreReport         *self,
                          CadreReportContext  *context,
                          CadreReportMetrics  *metrics,
                          GPtrArray           *tables,
                          GError             **error)
{
  if (self->source != NULL && !_cadre_report_prepare_source (context, self->source, error))
    {
      g_prefix_error (error, "%s: ", self->name);
      return FALSE;
    }

  for (guint i = 0; i < self->tables->len; i++)
    if (!add_table (self, self->tables->pdata[i], context, metrics, tables, error))
      {
        g_prefix_error (error, "%s: ", self->name);
        return FALSE;
      }

  return TRUE;
}

/**
 * cadre_report_build:
 * @scope: who and when
 *
 * Lays the report out: one table for each sheet, the lists of names behind
 * its figures included. Their rows are read from @archive as they are asked
 * for, by the thread that built them.
 *
 * Returns: (transfer full) (element-type CadreReportTable): the tables;
 *   %NULL with @error set, %CADRE_ERROR_NOTHING_TO_DO where nothing is in scope
 */
GPtrArray *
cadre_report_build (CadreReport             *self,
                    CadreArchive            *archive,
                    const CadreReportScope  *scope,
                    GError                 **error)
{
  g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(CadreReportContext) context = _cadre_report_context_new (archive, scope, error);
  g_autoptr(CadreReportMetrics) metrics = NULL;

  if (context == NULL || !_cadre_report_check_scope (self, context, error))
    return NULL;

  metrics = _cadre_report_metrics_new ();
  if (!_cadre_report_add_tables (self, context, metrics, tables, error))
    return NULL;

  if (tables->len == 0)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOTHING_TO_DO,
                   _("%s: there is nothing to report for this unit, date and year"), self->name);
      return NULL;
    }

  for (guint i = 0; i < tables->len; i++)
    _cadre_report_table_set_index (tables->pdata[i], i);

  return g_steal_pointer (&tables);
}
