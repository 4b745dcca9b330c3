/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cadre-report-about.h"

static void
class_clear (gpointer data)
{
  CadreClassChoice *class = data;

  g_free (class->name);
}

/**
 * cadre_report_about_new:
 *
 * Returns: (transfer full): what cadre_report_about_load() is to fill
 */
CadreReportAbout *
cadre_report_about_new (const CadreReportRequest *request)
{
  CadreReportAbout *self = g_new0 (CadreReportAbout, 1);

  self->request = cadre_report_request_copy (request);
  self->classes = g_array_new (FALSE, FALSE, sizeof (CadreClassChoice));
  g_array_set_clear_func (self->classes, class_clear);
  return self;
}

void
cadre_report_about_free (gpointer data)
{
  CadreReportAbout *about = data;

  cadre_report_request_unref (about->request);
  g_clear_object (&about->report);
  g_array_unref (about->classes);
  g_free (about);
}

static gboolean
load_classes (CadreArchive  *archive,
              GArray        *classes,
              GError       **error)
{
  g_autoptr(CadreStatement) rows = NULL;
  g_autoptr(GError) failure = NULL;

  rows = cadre_archive_prepare (archive, "SELECT id, name || coalesce ('（' || term || '）', '') FROM class ORDER BY since DESC, id DESC",
                                error);
  if (rows == NULL)
    return FALSE;

  while (cadre_statement_step (rows, &failure))
    {
      CadreClassChoice class = { cadre_statement_get_int64 (rows, 0), cadre_statement_dup_text (rows, 1) };

      g_array_append_val (classes, class);
    }

  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * cadre_report_about_load:
 * @data: a #CadreReportAbout
 *
 * A #CadreJobFunc.
 */
gboolean
cadre_report_about_load (CadreJob      *job,
                         CadreArchive  *archive,
                         gpointer       data,
                         GError       **error)
{
  CadreReportAbout *about = data;
  g_autoptr(GPtrArray) reports = cadre_reports_load (archive, error);
  CadreReport *report;

  if (reports == NULL)
    return FALSE;
  if (about->request->key != NULL)
    {
      report = cadre_reports_find (reports, about->request->key, error);
      if (report == NULL)
        return FALSE;
      about->report = g_object_ref (report);
    }

  return load_classes (archive, about->classes, error);
}
