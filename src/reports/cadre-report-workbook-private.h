/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files that write workbooks share. */

#pragma once

#include <gio/gio.h>
#include <xlsxwriter.h>

#include "cadre-report-table.h"

G_BEGIN_DECLS

/* What a sheet says, as a number: of what was written and of what is read. */
typedef struct
{
  guint64 hash;
  guint64 n_cells;
} CadreReportSheetSum;

void     _cadre_report_sheet_sum_add_text   (CadreReportSheetSum  *self,
                                             guint                 row,
                                             guint                 column,
                                             const char           *text);
void     _cadre_report_sheet_sum_add_number (CadreReportSheetSum  *self,
                                             guint                 row,
                                             guint                 column,
                                             double                number);

typedef struct _CadreReportVerify CadreReportVerify;

CadreReportVerify *_cadre_report_verify_begin (const char         *file,
                                               const char         *path,
                                               GArray             *sums,
                                               GCancellable       *cancellable);
gboolean           _cadre_report_verify_end   (CadreReportVerify  *self,
                                               gboolean            is_written,
                                               GError            **error);

/* A photo waits until the heights of the rows under it are known. */
typedef struct
{
  guint row, n_rows, column;
  double width, height;         /* points */
  GBytes *data;
} CadreReportPhoto;

void     _cadre_report_photo_free           (CadreReportPhoto     *self);
void     _cadre_report_photos_take_height   (GPtrArray            *photos,
                                             guint                 row,
                                             double                height);
void     _cadre_report_photos_insert        (GPtrArray            *photos,
                                             lxw_worksheet        *sheet);

void     _cadre_report_write_charts         (lxw_workbook         *workbook,
                                             CadreReportTable     *table,
                                             const char           *sheet_name,
                                             const char           *chart_sheet_name);

G_END_DECLS
