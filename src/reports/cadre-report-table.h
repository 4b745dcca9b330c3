/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CadreReportRowKind:
 * @CADRE_REPORT_ROW_TITLE: the title over all columns
 * @CADRE_REPORT_ROW_INFO: 填报单位 at the left, dates and units of measure at the right
 * @CADRE_REPORT_ROW_FORM: label and value cells of a personal form
 * @CADRE_REPORT_ROW_HEAD: column heads, repeated on each page
 * @CADRE_REPORT_ROW_GROUP: the name of a group over its rows
 * @CADRE_REPORT_ROW_BODY: a record
 * @CADRE_REPORT_ROW_SUBTOTAL: 小计 of a group
 * @CADRE_REPORT_ROW_TOTAL: 合计
 * @CADRE_REPORT_ROW_NOTE: a remark under the table
 * @CADRE_REPORT_ROW_SIGN: 审核人： 填表人： 联系电话：
 * @CADRE_REPORT_ROW_PROSE: a paragraph in large type without a frame: of a certificate
 */
typedef enum
{
  CADRE_REPORT_ROW_TITLE,
  CADRE_REPORT_ROW_INFO,
  CADRE_REPORT_ROW_FORM,
  CADRE_REPORT_ROW_HEAD,
  CADRE_REPORT_ROW_GROUP,
  CADRE_REPORT_ROW_BODY,
  CADRE_REPORT_ROW_SUBTOTAL,
  CADRE_REPORT_ROW_TOTAL,
  CADRE_REPORT_ROW_NOTE,
  CADRE_REPORT_ROW_SIGN,
  CADRE_REPORT_ROW_PROSE,
} CadreReportRowKind;

#define CADRE_REPORT_N_ROW_KINDS (CADRE_REPORT_ROW_PROSE + 1)

/**
 * CadreReportCellKind:
 * @CADRE_REPORT_CELL_TEXT: words
 * @CADRE_REPORT_CELL_DIGITS: text that is digits, letters and points: dates, ID
 *   numbers, telephone numbers; set in Times New Roman
 * @CADRE_REPORT_CELL_NUMBER: @number, with so many decimals
 * @CADRE_REPORT_CELL_PERCENT: @number, a share of 1
 * @CADRE_REPORT_CELL_PHOTO: @photo, an image file
 */
typedef enum
{
  CADRE_REPORT_CELL_TEXT,
  CADRE_REPORT_CELL_DIGITS,
  CADRE_REPORT_CELL_NUMBER,
  CADRE_REPORT_CELL_PERCENT,
  CADRE_REPORT_CELL_PHOTO,
} CadreReportCellKind;

#define CADRE_REPORT_N_CELL_KINDS (CADRE_REPORT_CELL_PHOTO + 1)

/**
 * CadreReportAlign:
 * @CADRE_REPORT_ALIGN_SPREAD: 分散对齐: names of two characters take the width
 *   of three without a space in the text
 */
typedef enum
{
  CADRE_REPORT_ALIGN_CENTER,
  CADRE_REPORT_ALIGN_LEFT,
  CADRE_REPORT_ALIGN_RIGHT,
  CADRE_REPORT_ALIGN_SPREAD,
} CadreReportAlign;

#define CADRE_REPORT_N_ALIGNS (CADRE_REPORT_ALIGN_SPREAD + 1)

/**
 * CadreReportLink:
 *
 * Where a figure's names stand, or where a list of names came from.
 */
typedef struct
{
  guint table;              /* among the tables built together, from 0 */
  guint row, column;        /* from 0 */
  guint last_row, last_column;
} CadreReportLink;

/**
 * CadreReportCell:
 *
 * A cell with its look. Pointers are good until the next row is asked for.
 */
typedef struct
{
  guint column;             /* the leftmost */
  guint columns;            /* how many it covers; 1 for most */
  guint rows;
  CadreReportCellKind kind;
  CadreReportAlign align;
  const char *text;         /* as shown; never NULL */
  double number;
  guint decimals;
  const char *formula;      /* what computes @number in a workbook, or NULL */
  const CadreReportLink *link; /* or NULL */
  GBytes *photo;            /* or NULL */
} CadreReportCell;

/**
 * CadreReportRow:
 *
 * One laid-out row.
 */
typedef struct
{
  CadreReportRowKind kind;
  guint index;              /* from 0 */
  guint page;               /* from 1, at the table's paper and scale */
  double height;            /* points */
  const CadreReportCell *cells;
  guint n_cells;
} CadreReportRow;

/**
 * CadreReportFont:
 *
 * Named, never shipped: the office's programs have these fonts.
 */
typedef struct
{
  const char *words;        /* 仿宋_GB2312 */
  const char *digits;       /* Times New Roman */
  double size;              /* points */
  gboolean bold;
} CadreReportFont;

/**
 * CadreReportPage:
 *
 * Points. The table is scaled by @scale to the width of one page.
 */
typedef struct
{
  gboolean a3;
  gboolean landscape;
  double width, height;
  double margin_x, margin_top, margin_bottom;
  double scale;
} CadreReportPage;

/**
 * CadreReportChartKind:
 * @CADRE_REPORT_CHART_COLUMN: a column for each category
 * @CADRE_REPORT_CHART_BAR: a bar for each category
 * @CADRE_REPORT_CHART_PIE: shares of a whole
 */
typedef enum
{
  CADRE_REPORT_CHART_COLUMN,
  CADRE_REPORT_CHART_BAR,
  CADRE_REPORT_CHART_PIE,
} CadreReportChartKind;

/**
 * CadreReportChart:
 *
 * A picture of one row of figures (the total), or of one column.
 */
typedef struct
{
  CadreReportChartKind kind;
  char *title;
  /* Of the chart's table: names and figures, rows and columns from 0. */
  CadreReportLink names, figures;
  /* The same, at hand for drawing. */
  char **labels;
  double *values;
  guint n_values;
  gboolean percent;
} CadreReportChart;

#define CADRE_TYPE_REPORT_TABLE (cadre_report_table_get_type ())
G_DECLARE_FINAL_TYPE (CadreReportTable, cadre_report_table, CADRE, REPORT_TABLE, GObject)

const char            *cadre_report_table_get_name        (CadreReportTable    *self);
const char            *cadre_report_table_get_title       (CadreReportTable    *self);
const char            *cadre_report_table_get_mark        (CadreReportTable    *self);
const CadreReportPage *cadre_report_table_get_page        (CadreReportTable    *self);
guint                  cadre_report_table_get_n_columns   (CadreReportTable    *self);
double                 cadre_report_table_get_width       (CadreReportTable    *self,
                                                           guint                column);
void                   cadre_report_table_get_head        (CadreReportTable    *self,
                                                           guint               *first_row,
                                                           guint               *n_rows);
guint                  cadre_report_table_get_n_frozen    (CadreReportTable    *self);
gboolean               cadre_report_table_is_form         (CadreReportTable    *self);
gboolean               cadre_report_table_is_numbered     (CadreReportTable    *self);
gboolean               cadre_report_table_is_appendix     (CadreReportTable    *self);
GPtrArray             *cadre_report_table_get_charts      (CadreReportTable    *self);
guint                  cadre_report_table_get_n_records   (CadreReportTable    *self);

const CadreReportRow  *cadre_report_table_next            (CadreReportTable    *self,
                                                           GError             **error);

const CadreReportFont *cadre_report_font                  (CadreReportRowKind   kind);

G_END_DECLS
