/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <cairo.h>
#include <gio/gio.h>

#include "cadre-report-table.h"

G_BEGIN_DECLS

/**
 * CadreReportDocument:
 *
 * Laid-out tables as the pages that a printer gets. One thread fills it while
 * another may look at, draw and count the pages that are there already.
 */
#define CADRE_TYPE_REPORT_DOCUMENT (cadre_report_document_get_type ())
G_DECLARE_FINAL_TYPE (CadreReportDocument, cadre_report_document, CADRE, REPORT_DOCUMENT, GObject)

CadreReportDocument *cadre_report_document_new         (void);
gboolean             cadre_report_document_add_tables  (CadreReportDocument  *self,
                                                        GPtrArray            *tables,
                                                        gboolean              appendices,
                                                        GCancellable         *cancellable,
                                                        GError              **error);

guint                cadre_report_document_get_n_pages (CadreReportDocument  *self);
gboolean             cadre_report_document_is_complete (CadreReportDocument  *self);
void                 cadre_report_document_get_size    (CadreReportDocument  *self,
                                                        guint                 page,
                                                        double               *width,
                                                        double               *height);
gboolean             cadre_report_document_is_a3       (CadreReportDocument  *self,
                                                        guint                 page);
char                *cadre_report_document_dup_text    (CadreReportDocument  *self,
                                                        guint                 page);
void                 cadre_report_document_draw        (CadreReportDocument  *self,
                                                        guint                 page,
                                                        cairo_t              *cr);
gboolean             cadre_report_document_write_pdf   (CadreReportDocument  *self,
                                                        const char           *title,
                                                        const char           *path,
                                                        GCancellable         *cancellable,
                                                        GError              **error);

G_END_DECLS
