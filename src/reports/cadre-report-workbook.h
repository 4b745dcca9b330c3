/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "cadre-report-table.h"

G_BEGIN_DECLS

/**
 * CadreReportWorkbookInfo:
 *
 * The properties of the document. All may be %NULL.
 */
typedef struct
{
  const char *title;
  const char *company;  /* 填报单位 */
} CadreReportWorkbookInfo;

gboolean cadre_report_write_workbook (GPtrArray                      *tables,
                                      const CadreReportWorkbookInfo  *info,
                                      const char                     *path,
                                      GCancellable                   *cancellable,
                                      GError                        **error);

G_END_DECLS
