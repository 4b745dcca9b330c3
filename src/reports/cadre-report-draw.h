/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One printed page, kept and drawn. */

#pragma once

#include <cairo.h>

#include "cadre-report-table.h"

G_BEGIN_DECLS

/* What the pages of a table have in common. */
typedef struct
{
  gatomicrefcount ref_count;

  CadreReportPage page;
  guint n_columns;
  double *edges;        /* of the columns, n_columns + 1, unscaled points */
  char *name;
  char *mark;           /* or NULL */
  gboolean numbered;    /* a cover is not */
} CadreReportFrame;

/* A page: rows that follow each other, heads repeated. Not changed any more
 * once it is in a document, so that any thread may draw it. */
typedef struct
{
  CadreReportFrame *frame;
  GArray *rows;                 /* CadreReportDrawnRow */
  GArray *cells;                /* CadreReportCell: texts and photos are the page's */
  GStringChunk *texts;
  GPtrArray *photos;            /* GBytes */
} CadreReportDrawnPage;

typedef struct
{
  CadreReportRowKind kind;
  double height;
  guint first_cell, n_cells;
} CadreReportDrawnRow;

CadreReportFrame     *_cadre_report_frame_new         (CadreReportTable           *table);
CadreReportFrame     *_cadre_report_frame_ref         (CadreReportFrame           *self);
void                  _cadre_report_frame_unref       (CadreReportFrame           *self);

CadreReportDrawnPage *_cadre_report_drawn_page_new    (CadreReportFrame           *frame);
void                  _cadre_report_drawn_page_free   (CadreReportDrawnPage       *self);
void                  _cadre_report_drawn_page_add    (CadreReportDrawnPage       *self,
                                                       CadreReportRowKind          kind,
                                                       double                      height,
                                                       const CadreReportCell      *cells,
                                                       guint                       n_cells);
void                  _cadre_report_drawn_page_repeat (CadreReportDrawnPage       *self,
                                                       const CadreReportDrawnPage *heads);
void                  _cadre_report_drawn_page_draw   (const CadreReportDrawnPage *self,
                                                       guint                       number,
                                                       guint                       total,
                                                       cairo_t                    *cr);

G_END_DECLS
