/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-report-request"

#include "config.h"

#include "cadre-report-request.h"

/**
 * cadre_report_request_new:
 * @key: (nullable): of a report; %NULL: the meeting pack
 * @name: what it is called
 *
 * Returns: (transfer full): about everybody, today
 */
CadreReportRequest *
cadre_report_request_new (const char *key,
                          const char *name)
{
  CadreReportRequest *self = g_new0 (CadreReportRequest, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->key = g_strdup (key);
  self->name = g_strdup (name);
  return self;
}

CadreReportRequest *
cadre_report_request_copy (const CadreReportRequest *self)
{
  CadreReportRequest *copy = cadre_report_request_new (self->key, self->name);

  copy->unit_id = self->unit_id;
  copy->as_of = g_strdup (self->as_of);
  copy->year = self->year;
  copy->class_id = self->class_id;
  copy->persons = self->persons != NULL ? g_array_ref (self->persons) : NULL;
  copy->names = self->names;
  return copy;
}

CadreReportRequest *
cadre_report_request_ref (CadreReportRequest *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
cadre_report_request_unref (CadreReportRequest *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->key);
  g_free (self->name);
  g_free (self->as_of);
  g_clear_pointer (&self->persons, g_array_unref);
  g_free (self);
}

static char *
dup_today (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%Y-%m-%d");
}

/**
 * cadre_report_request_remember:
 * @archive_path: where the request's unit is from
 *
 * Keeps what was chosen for the next report.
 */
void
cadre_report_request_remember (const CadreReportRequest *self,
                               GSettings                *settings,
                               const char               *archive_path)
{
  g_autofree char *today = dup_today ();

  g_settings_set (settings, "report-scope", "(sxssb)", archive_path, self->unit_id,
                  self->as_of != NULL ? self->as_of : "", today, self->names);
}

/**
 * cadre_report_request_recall:
 * @archive_path: what was chosen in another archive does not count
 *
 * Chooses what was chosen last. An as-of date counts only on the day when it
 * was chosen: nobody should print last month's figures unawares.
 */
void
cadre_report_request_recall (CadreReportRequest *self,
                             GSettings          *settings,
                             const char         *archive_path)
{
  g_autoptr(GVariant) scope = g_settings_get_value (settings, "report-scope");
  g_autofree char *today = dup_today ();
  const char *path, *as_of, *day;
  gboolean names;
  gint64 unit_id;

  g_variant_get (scope, "(&sx&s&sb)", &path, &unit_id, &as_of, &day, &names);
  if (!g_str_equal (path, archive_path))
    return;

  self->unit_id = unit_id;
  self->names = names;
  if (*as_of != '\0' && g_str_equal (day, today))
    {
      g_free (self->as_of);
      self->as_of = g_strdup (as_of);
    }
}

/**
 * cadre_report_request_build:
 *
 * Returns: (transfer full) (element-type CadreReportTable): the tables, to be
 *   read in this thread; %NULL with @error set
 */
GPtrArray *
cadre_report_request_build (const CadreReportRequest  *self,
                            CadreArchive              *archive,
                            GError                   **error)
{
  g_autoptr(GPtrArray) reports = cadre_reports_load (archive, error);
  CadreReportScope scope = { 0 };
  CadreReport *report;

  if (reports == NULL)
    return NULL;

  scope.unit_id = self->unit_id;
  scope.as_of = self->as_of;
  scope.year = self->year;
  scope.class_id = self->class_id;
  scope.persons = self->persons != NULL ? (const gint64 *) (gpointer) self->persons->data : NULL;
  scope.n_persons = self->persons != NULL ? self->persons->len : 0;
  if (self->key == NULL)
    return cadre_report_build_pack (reports, archive, &scope, error);

  report = cadre_reports_find (reports, self->key, error);
  return report != NULL ? cadre_report_build (report, archive, &scope, error) : NULL;
}
