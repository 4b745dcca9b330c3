/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of a summary share. */

#pragma once

#include "cadre-report-private.h"

G_BEGIN_DECLS

/* Shared by the table of figures and the table of names behind them. */
typedef struct
{
  gatomicrefcount ref_count;

  CadreReport *report;              /* keeps def alive */
  const CadreReportTableDef *def;
  CadreReportContext *context;
  char *facts;                      /* name of the temporary table */
  char *key, *label, *order;        /* SQL over facts: of the row a fact is in */

  GPtrArray *labels;                /* of rows */
  GPtrArray *texts;                 /* char *: rows × columns; NULL where the column is a figure */
  GArray *figures;                  /* double: rows × columns, then the total row */
  guint n_rows, n_columns;

  guint table, names_table;         /* places among the tables */
  guint first_row, names_first_row;
  CadreReportLink *links;           /* by figure; last_row 0: none */
  CadreReportLink *back;            /* of a list's head to its figure */
} Summary;

Summary           *_cadre_report_summary_ref        (Summary                   *self);
void               _cadre_report_summary_unref      (Summary                   *self);
CadreReportColumn *_cadre_report_summary_column     (Summary                   *self,
                                                     guint                      i);
double            *_cadre_report_summary_figure     (Summary                   *self,
                                                     guint                      row,
                                                     guint                      column);
guint              _cadre_report_summary_find       (Summary                   *self,
                                                     const char                *key);
gboolean           _cadre_report_summary_is_counted (const CadreReportColumn   *column);
gboolean           _cadre_report_summary_adds_up    (Summary                   *self,
                                                     guint                      column);

/* cadre-report-summary-names.c */
CadreReportTable  *_cadre_report_summary_make_names (Summary                   *self,
                                                     CadreReportMetrics        *metrics);

/* cadre-report-summary-charts.c */
void               _cadre_report_summary_add_charts (Summary                   *self,
                                                     CadreReportTable          *table);

G_END_DECLS
