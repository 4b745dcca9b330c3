/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who and when a report is about: the values that its titles name and that
 * its queries are bound to. */

#define G_LOG_DOMAIN "cadre-report-context"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cadre-date.h"
#include "cadre-report-private.h"

#define SQL_PATH CADRE_RESOURCE_PATH "/reports/"

/* Digits and point that each level of unit.path has: '00001.' */
#define PATH_STEP 6

struct _CadreReportContext
{
  gatomicrefcount ref_count;

  CadreArchive *archive;
  char *as_of;
  int year;
  gint64 unit_id, class_id;
  char *unit_name, *unit_path, *unit_until, *reporter, *class_name;
  char *persons;        /* a JSON array, or NULL */
  GHashTable *tables;   /* the temporary tables of sources of data, by what queries call them */
};

static gboolean
query_one (CadreArchive  *archive,
           const char    *sql,
           gint64         id,
           char         **name,
           char         **path,
           GError       **error)
{
  g_autoptr(CadreStatement) query = cadre_archive_prepare (archive, sql, error);
  gboolean found;

  if (query == NULL)
    return FALSE;

  cadre_statement_bind_int64 (query, 1, id);
  found = cadre_statement_step (query, error);
  if (found)
    {
      *name = cadre_statement_dup_text (query, 0);
      if (path != NULL)
        *path = cadre_statement_dup_text (query, 1);
    }

  return found;
}

/* No unit named: where the tree has one root, all is under it, and the rows
 * of a table by unit are the root's children. */
static gboolean
find_root (CadreReportContext  *self,
           GError             **error)
{
  g_autoptr(CadreStatement) roots = NULL;

  roots = cadre_archive_prepare (self->archive, "SELECT name, path FROM unit WHERE parent_id IS NULL LIMIT 2", error);
  if (roots == NULL)
    return FALSE;

  if (cadre_statement_step (roots, error))
    {
      self->unit_name = cadre_statement_dup_text (roots, 0);
      self->unit_path = cadre_statement_dup_text (roots, 1);
      if (!cadre_statement_step (roots, error))
        return error == NULL || *error == NULL;
      g_clear_pointer (&self->unit_name, g_free);
      g_clear_pointer (&self->unit_path, g_free);
    }

  return error == NULL || *error == NULL;
}

static gboolean
resolve_unit (CadreReportContext  *self,
              GError             **error)
{
  if (self->unit_id == 0)
    {
      if (!find_root (self, error))
        return FALSE;
      self->reporter = cadre_archive_get_setting (self->archive, "office.name");
      if (self->reporter == NULL && self->unit_name != NULL)
        self->reporter = g_strconcat ("中共", self->unit_name, "委组织部", NULL);
      return TRUE;
    }

  if (!query_one (self->archive, "SELECT name, path FROM unit WHERE id = ?1", self->unit_id,
                  &self->unit_name, &self->unit_path, error))
    {
      if (error == NULL || *error == NULL)
        g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("there is no unit number %ld"),
                     (glong) self->unit_id);
      return FALSE;
    }

  /* '/' follows '.': all paths that begin with this one come before. */
  self->unit_until = g_strdup (self->unit_path);
  if (*self->unit_until != '\0')
    self->unit_until[strlen (self->unit_until) - 1] = '/';
  self->reporter = g_strdup (self->unit_name);

  return TRUE;
}

static gboolean
resolve_class (CadreReportContext  *self,
               GError             **error)
{
  if (self->class_id == 0 ||
      query_one (self->archive, "SELECT name || coalesce ('（' || term || '）', '') FROM class WHERE id = ?1",
                 self->class_id, &self->class_name, NULL, error))
    return TRUE;

  if (error == NULL || *error == NULL)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("there is no class number %ld"),
                 (glong) self->class_id);
  return FALSE;
}

static gboolean
resolve_date (CadreReportContext  *self,
              const char          *as_of,
              GError             **error)
{
  CadreDate date = cadre_date_today ();

  if (as_of != NULL && (!cadre_date_parse (as_of, &date) || !cadre_date_is_complete (&date)))
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID,
                   _("“%s” is not a date; give year, month and day: 2024-12-31"), as_of);
      return FALSE;
    }

  self->as_of = cadre_date_format (&date, CADRE_DATE_ISO);
  if (self->year == 0)
    self->year = date.year;

  return TRUE;
}

static char *
list_persons (const gint64 *persons,
              guint         n_persons)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < n_persons; i++)
    g_string_append_printf (json, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", persons[i]);
  g_string_append_c (json, ']');

  return g_string_free (json, FALSE);
}

CadreReportContext *
_cadre_report_context_new (CadreArchive            *archive,
                           const CadreReportScope  *scope,
                           GError                 **error)
{
  g_autoptr(CadreReportContext) self = g_new0 (CadreReportContext, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->archive = g_object_ref (archive);
  self->tables = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->unit_id = scope->unit_id;
  self->class_id = scope->class_id;
  self->year = scope->year;
  if (scope->persons != NULL)
    self->persons = list_persons (scope->persons, scope->n_persons);

  if (!resolve_date (self, scope->as_of, error) ||
      !resolve_unit (self, error) ||
      !resolve_class (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

CadreReportContext *
_cadre_report_context_ref (CadreReportContext *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
_cadre_report_context_unref (CadreReportContext *self)
{
  GHashTableIter iter;
  gpointer table;

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_iter_init (&iter, self->tables);
  while (g_hash_table_iter_next (&iter, NULL, &table))
    _cadre_report_drop_table (self, table);
  g_hash_table_unref (self->tables);
  g_clear_object (&self->archive);
  g_free (self->as_of);
  g_free (self->unit_name);
  g_free (self->unit_path);
  g_free (self->unit_until);
  g_free (self->reporter);
  g_free (self->class_name);
  g_free (self->persons);
  g_free (self);
}

CadreArchive *
_cadre_report_context_get_archive (CadreReportContext *self)
{
  return self->archive;
}

const char *
_cadre_report_context_get_as_of (CadreReportContext *self)
{
  return self->as_of;
}

const char *
_cadre_report_context_get_reporter (CadreReportContext *self)
{
  return self->reporter;
}

gint64
_cadre_report_context_get_unit (CadreReportContext *self)
{
  return self->unit_id;
}

int
_cadre_report_context_get_year (CadreReportContext *self)
{
  return self->year;
}

/**
 * _cadre_report_context_get_persons:
 *
 * Returns: (nullable): a JSON array of ids, or %NULL for all
 */
const char *
_cadre_report_context_get_persons (CadreReportContext *self)
{
  return self->persons;
}

/**
 * _cadre_report_context_name_table:
 * @kind: what it holds
 *
 * One that could not be dropped, since something was being read of it, has its
 * name for as long as the connection lasts.
 *
 * Returns: (transfer full): the name of a temporary table that there is not
 *   yet, to be made before the next is named; %NULL with @error set
 */
char *
_cadre_report_context_name_table (CadreReportContext  *self,
                                  const char          *kind,
                                  GError             **error)
{
  g_autoptr(CadreStatement) find = cadre_archive_prepare (self->archive, "SELECT 1 FROM temp.sqlite_schema WHERE name = ?1", error);
  g_autofree char *name = NULL;

  if (find == NULL)
    return NULL;

  for (guint i = 1; name == NULL; i++)
    {
      name = g_strdup_printf ("%s_%u", kind, i);
      cadre_statement_bind_text (find, 1, name);
      if (cadre_statement_step (find, error))
        g_clear_pointer (&name, g_free);
      else if (!cadre_statement_is_done (find))
        return NULL;
      cadre_statement_reset (find);
    }

  return g_steal_pointer (&name);
}

/**
 * _cadre_report_context_take_table:
 * @name: (not copied): what queries call it, in braces
 * @table: (transfer full): the temporary table; it goes with the context
 */
void
_cadre_report_context_take_table (CadreReportContext *self,
                                  const char         *name,
                                  char               *table)
{
  g_hash_table_insert (self->tables, (gpointer) name, table);
}

gboolean
_cadre_report_context_has_table (CadreReportContext *self,
                                 const char         *name)
{
  return g_hash_table_contains (self->tables, name);
}

/**
 * _cadre_report_context_get_given:
 *
 * Returns: which parts of the scope were named
 */
CadreReportScopeFlags
_cadre_report_context_get_given (CadreReportContext *self)
{
  return CADRE_REPORT_SCOPE_AS_OF | CADRE_REPORT_SCOPE_YEAR |
         (self->unit_id != 0 ? CADRE_REPORT_SCOPE_UNIT : 0) |
         (self->class_id != 0 ? CADRE_REPORT_SCOPE_CLASS : 0) |
         (self->persons != NULL ? CADRE_REPORT_SCOPE_PERSONS : 0);
}

static char *
format_date (const char     *iso,
             CadreDateStyle  style)
{
  CadreDate date;

  return cadre_date_parse (iso, &date) ? cadre_date_format (&date, style) : g_strdup (iso);
}

static void
replace (GString    *text,
         const char *name,
         const char *value)
{
  g_string_replace (text, name, value != NULL ? value : "", 0);
}

/**
 * _cadre_report_context_expand:
 * @template: with {unit}, {reporter}, {year}, {as_of}, {today}, {class}
 *
 * Returns: (transfer full): the text
 */
char *
_cadre_report_context_expand (CadreReportContext *self,
                              const char         *template)
{
  GString *text = g_string_new (template);
  g_autofree char *year = g_strdup_printf ("%d", self->year);
  g_autofree char *as_of = format_date (self->as_of, CADRE_DATE_PROSE);
  CadreDate now = cadre_date_today ();
  g_autofree char *today = cadre_date_format (&now, CADRE_DATE_PROSE);

  replace (text, "{unit}", self->unit_name);
  replace (text, "{reporter}", self->reporter);
  replace (text, "{year}", year);
  replace (text, "{as_of}", as_of);
  replace (text, "{today}", today);
  replace (text, "{class}", self->class_name);

  return g_string_free (text, FALSE);
}

/* Pieces that several reports share stand in data/reports/NAME.sql and are
 * named {NAME}: the people as of the date, say. So are the tables that a
 * report's source of data has filled. */
static gboolean
include_fragments (CadreReportContext  *self,
                   GString             *sql,
                   GError             **error)
{
  char *open;

  while ((open = strchr (sql->str, '{')) != NULL)
    {
      char *close = strchr (open, '}');
      g_autofree char *name = close != NULL ? g_strndup (open + 1, close - open - 1) : NULL;
      g_autofree char *path = name != NULL ? g_strconcat (SQL_PATH, name, ".sql", NULL) : NULL;
      g_autofree char *macro = g_strconcat ("{", name, "}", NULL);
      const char *table = name != NULL ? g_hash_table_lookup (self->tables, name) : NULL;
      g_autoptr(GBytes) fragment = name != NULL && table == NULL ? g_resources_lookup_data (path, 0, NULL) : NULL;

      if (table == NULL && fragment == NULL)
        {
          g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("there is no part of a query named “%s”"), macro);
          return FALSE;
        }
      g_string_replace (sql, macro, table != NULL ? table : g_bytes_get_data (fragment, NULL), 0);
    }

  return TRUE;
}

static void
bind_text (CadreStatement *statement,
           const char     *name,
           const char     *value)
{
  int index = cadre_statement_find_parameter (statement, name);

  if (index > 0)
    cadre_statement_bind_text (statement, index, value);
}

static void
bind_int64 (CadreStatement *statement,
            const char     *name,
            gint64          value)
{
  int index = cadre_statement_find_parameter (statement, name);

  if (index > 0)
    cadre_statement_bind_int64 (statement, index, value);
}

/**
 * _cadre_report_context_prepare:
 * @sql: with {fragments} and any of these parameters:
 *   :as_of, :year, :unit_from, :unit_until (a range of unit.path; all:
 *   '' to '~'), :group_length (of the path of a unit right under the
 *   report's), :class, :persons (a JSON array, or NULL for all)
 *
 * Returns: (transfer full): the statement, bound, or %NULL with @error set
 */
CadreStatement *
_cadre_report_context_prepare (CadreReportContext  *self,
                               const char          *sql,
                               GError             **error)
{
  g_autoptr(GString) text = g_string_new (sql);
  CadreStatement *statement;

  if (!include_fragments (self, text, error))
    return NULL;

  statement = cadre_archive_prepare (self->archive, text->str, error);
  if (statement == NULL)
    return NULL;

  bind_text (statement, ":as_of", self->as_of);
  bind_int64 (statement, ":year", self->year);
  bind_text (statement, ":unit_from", self->unit_until != NULL ? self->unit_path : "");
  bind_text (statement, ":unit_until", self->unit_until != NULL ? self->unit_until : "~");
  bind_int64 (statement, ":group_length",
              (self->unit_path != NULL ? (gint64) strlen (self->unit_path) : 0) + PATH_STEP);
  bind_text (statement, ":persons", self->persons);
  if (self->class_id != 0)
    bind_int64 (statement, ":class", self->class_id);

  return statement;
}
