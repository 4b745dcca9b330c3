/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A report leaves the window: into a file, or to a printer. */

#pragma once

#include "cadre-report-document.h"
#include "cadre-report-request.h"
#include "cadre-window.h"

G_BEGIN_DECLS

void cadre_report_output_ask    (CadreWindow         *window,
                                 CadreReportRequest  *request);
void cadre_report_output_write  (CadreWindow         *window,
                                 CadreReportRequest  *request,
                                 const char          *path);
void cadre_report_output_print  (CadreWindow         *window,
                                 CadreReportDocument *document,
                                 const char          *name);

G_END_DECLS
