/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of a laid-out table share: the table itself, how its columns
 * and rows get their sizes, and the rows that every table has. */

#pragma once

#include "cadre-report-private.h"

G_BEGIN_DECLS

typedef enum
{
  STAGE_TITLE,
  STAGE_INFO,
  STAGE_FORM_HEAD,
  STAGE_HEAD,
  STAGE_BODY,
  STAGE_FORM_FOOT,
  STAGE_NOTES,
  STAGE_SIGN,
  STAGE_END,
} Stage;

struct _CadreReportTable
{
  GObject parent_instance;

  CadreReportMetrics *metrics;
  GPtrArray *columns;           /* CadreReportColumn */
  char *name, *title, *left, *right, *sign, *mark;
  GPtrArray *notes;
  GPtrArray *form_head, *form_foot;   /* rows of CadreReportFormCell, of the report */
  GHashTable *form_values;
  GBytes *photo;
  GPtrArray *charts;
  CadreReport *report;          /* keeps form_head and form_foot alive */
  guint frozen;
  gboolean appendix;
  guint *shared_index;
  CadreReportLink title_link;
  gboolean title_linked;
  double title_height;

  const CadreReportBody *body;
  gpointer body_data;

  gboolean laid_out;
  CadreReportPage page;
  double *needed;               /* 汉字 that the columns' texts take */
  double *widths;               /* points */
  guint head_levels;
  double head_height;

  Stage stage;
  guint stage_row;              /* of the stage */
  guint *busy;                  /* by column: rows of a form still covered from above */
  guint n_rows, n_records;
  guint page_number;
  double y;                     /* on the page, unscaled */

  CadreReportRow row;           /* the one handed out */
  GArray *cells;                /* its CadreReportCell */
  GPtrArray *kept;              /* texts made for it */
};

/* cadre-report-layout.c */
double   _cadre_report_layout_text_width (CadreReportTable   *self,
                                          CadreReportRowKind  kind,
                                          const char         *text);
double   _cadre_report_layout_least_height (CadreReportRowKind kind);
double   _cadre_report_layout_sum_widths (CadreReportTable   *self,
                                          guint               first,
                                          guint               n);
void     _cadre_report_layout_columns    (CadreReportTable   *self);
double   _cadre_report_layout_row_height (CadreReportTable   *self);

/* cadre-report-rows.c */
guint    _cadre_report_rows_n_form       (GPtrArray          *form);
gboolean _cadre_report_rows_make         (CadreReportTable   *self,
                                          GError            **error);

G_END_DECLS
