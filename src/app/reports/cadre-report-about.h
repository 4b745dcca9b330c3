/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a report asks for: its definition, and the classes to choose from. */

#pragma once

#include "cadre-report-request.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id;
  char *name;
} CadreClassChoice;

typedef struct
{
  CadreReportRequest *request;
  CadreReport *report;   /* NULL: the meeting pack */
  GArray *classes;       /* CadreClassChoice, the newest first */
} CadreReportAbout;

CadreReportAbout *cadre_report_about_new  (const CadreReportRequest  *request);
void              cadre_report_about_free (gpointer                   data);
gboolean          cadre_report_about_load (CadreJob                  *job,
                                           CadreArchive              *archive,
                                           gpointer                   data,
                                           GError                   **error);

G_END_DECLS
