/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "cadre-report-document.h"

G_BEGIN_DECLS

/**
 * CadreReportView:
 *
 * Pages as they will be printed, one below the other: to be put into a
 * GtkScrolledWindow. Only those in sight are drawn.
 *
 * Properties: `page` (from 1; 0: there is none), the one that is looked at.
 */
#define CADRE_TYPE_REPORT_VIEW (cadre_report_view_get_type ())
G_DECLARE_FINAL_TYPE (CadreReportView, cadre_report_view, CADRE, REPORT_VIEW, GtkWidget)

void     cadre_report_view_set_document (CadreReportView     *self,
                                         CadreReportDocument *document);
void     cadre_report_view_update       (CadreReportView     *self);
guint    cadre_report_view_get_page     (CadreReportView     *self);
void     cadre_report_view_show_page    (CadreReportView     *self,
                                         guint                page);
void     cadre_report_view_zoom         (CadreReportView     *self,
                                         int                  steps);
void     cadre_report_view_fit          (CadreReportView     *self);

G_END_DECLS
