/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-job.h"
#include "cadre-report.h"

G_BEGIN_DECLS

/**
 * CadreReportRequest:
 *
 * Which report, about whom and when: what the preview, a printer and a file
 * are made from, on another thread.
 */
typedef struct
{
  gatomicrefcount ref_count;

  char *key;            /* NULL: the meeting pack */
  char *name;
  gint64 unit_id;
  char *as_of;          /* NULL: today */
  int year;
  gint64 class_id;
  GArray *persons;      /* gint64; NULL: everybody */
  gboolean names;       /* print the lists of names, too */
} CadreReportRequest;

CadreReportRequest *cadre_report_request_new   (const char                *key,
                                                const char                *name);
CadreReportRequest *cadre_report_request_copy  (const CadreReportRequest  *self);
CadreReportRequest *cadre_report_request_ref   (CadreReportRequest        *self);
void                cadre_report_request_unref (CadreReportRequest        *self);
void                cadre_report_request_remember (const CadreReportRequest *self,
                                                   GSettings                *settings,
                                                   const char               *archive_path);
void                cadre_report_request_recall (CadreReportRequest       *self,
                                                 GSettings                *settings,
                                                 const char               *archive_path);
GPtrArray          *cadre_report_request_build (const CadreReportRequest  *self,
                                                CadreArchive              *archive,
                                                GError                   **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreReportRequest, cadre_report_request_unref)

G_END_DECLS
