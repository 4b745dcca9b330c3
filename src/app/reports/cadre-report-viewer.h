/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-page.h"
#include "cadre-report.h"
#include "cadre-window.h"

G_BEGIN_DECLS

/**
 * CadreReportViewer:
 *
 * One report: about whom and when it is, its pages as they will be printed,
 * and the ways out.
 */
#define CADRE_TYPE_REPORT_VIEWER (cadre_report_viewer_get_type ())
G_DECLARE_FINAL_TYPE (CadreReportViewer, cadre_report_viewer, CADRE, REPORT_VIEWER, CadrePage)

void cadre_report_viewer_open (CadreWindow *window,
                             const char  *key,
                             const char  *name,
                             GArray      *persons);

void cadre_report_viewer_open_class (CadreWindow *window,
                                     const char  *key,
                                     gint64       class_id);

G_END_DECLS
