/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How wide the columns and how high the rows of a table are, in points, so
 * that what is printed is what was laid out. */

#include "config.h"

#include <string.h>

#include "cadre-report-table-private.h"

/* The body's font size, by which widths in 汉字 are understood. */
#define BODY_SIZE 10.5

/* Points between a cell's text and its borders, both sides together. */
#define CELL_PADDING_X 5.0
#define CELL_PADDING_Y 5.0

/* Line height in em: what spreadsheet programs give 仿宋 and 黑体. */
#define LINE_HEIGHT 1.32

/* In 汉字: what fits exactly fits. */
#define ROUNDING 0.001

/* Wrapped a little early, because other programs have other fonts. */
#define WRAP_CAUTION 0.97

/* A column grows to so much of its wanted width if all its texts then stand
 * on one line. */
#define FITS_WITHIN 1.35

/* Spreadsheet programs know no higher row. */
#define MAX_ROW_HEIGHT 409.0

/* How much wider than wanted a column becomes to fill its page, and how much
 * narrower one of prose to spare the table from being scaled down. */
#define MAX_STRETCH 1.6
#define MAX_SQUEEZE 0.75

static const CadreReportFont fonts[CADRE_REPORT_N_ROW_KINDS] = {
  [CADRE_REPORT_ROW_TITLE] = { "方正小标宋简体", "方正小标宋简体", 20, FALSE },
  [CADRE_REPORT_ROW_INFO] = { "仿宋_GB2312", "Times New Roman", 12, FALSE },
  [CADRE_REPORT_ROW_FORM] = { "仿宋_GB2312", "Times New Roman", 12, FALSE },
  [CADRE_REPORT_ROW_HEAD] = { "黑体", "黑体", 12, FALSE },
  [CADRE_REPORT_ROW_GROUP] = { "楷体_GB2312", "楷体_GB2312", 12, TRUE },
  [CADRE_REPORT_ROW_BODY] = { "仿宋_GB2312", "Times New Roman", BODY_SIZE, FALSE },
  [CADRE_REPORT_ROW_SUBTOTAL] = { "仿宋_GB2312", "Times New Roman", BODY_SIZE, TRUE },
  [CADRE_REPORT_ROW_TOTAL] = { "黑体", "Times New Roman", BODY_SIZE, TRUE },
  [CADRE_REPORT_ROW_NOTE] = { "仿宋_GB2312", "Times New Roman", BODY_SIZE, FALSE },
  [CADRE_REPORT_ROW_SIGN] = { "仿宋_GB2312", "Times New Roman", 12, FALSE },
  [CADRE_REPORT_ROW_PROSE] = { "仿宋_GB2312", "Times New Roman", 18, FALSE },
};

/* No row is lower than this; the eye needs room between the lines. */
static const double least_heights[CADRE_REPORT_N_ROW_KINDS] = {
  [CADRE_REPORT_ROW_TITLE] = 39,
  [CADRE_REPORT_ROW_INFO] = 21,
  [CADRE_REPORT_ROW_FORM] = 30,
  [CADRE_REPORT_ROW_HEAD] = 24,
  [CADRE_REPORT_ROW_GROUP] = 22.5,
  [CADRE_REPORT_ROW_BODY] = 21,
  [CADRE_REPORT_ROW_SUBTOTAL] = 21,
  [CADRE_REPORT_ROW_TOTAL] = 22.5,
  [CADRE_REPORT_ROW_NOTE] = 17.25,
  [CADRE_REPORT_ROW_SIGN] = 30,
  [CADRE_REPORT_ROW_PROSE] = 40,
};

/**
 * cadre_report_font:
 *
 * The fonts that Chinese offices set such rows in; digits that stand alone
 * are in Times New Roman.
 *
 * Returns: (transfer none): the font of rows of @kind
 */
const CadreReportFont *
cadre_report_font (CadreReportRowKind kind)
{
  g_return_val_if_fail (kind < CADRE_REPORT_N_ROW_KINDS, NULL);

  return &fonts[kind];
}

/**
 * _cadre_report_table_need_width:
 *
 * Tells of a text that @column will hold, before the layout.
 */
void
_cadre_report_table_need_width (CadreReportTable *self,
                                guint             column,
                                const char       *text)
{
  self->needed[column] = MAX (self->needed[column], _cadre_report_metrics_width (self->metrics, text));
}

/* The narrowest column that a head can stand over: in as few lines as two of
 * its halves. */
static double
head_need (CadreReportTable *self,
           const char       *head)
{
  double width = _cadre_report_metrics_width (self->metrics, head);
  double size = fonts[CADRE_REPORT_ROW_HEAD].size / BODY_SIZE;

  return size * (strchr (head, '\n') != NULL || width <= 2 ? width : MAX (2, width / 2));
}

static double
wanted_width (CadreReportTable *self,
              guint             i)
{
  const CadreReportColumn *column = self->columns->pdata[i];
  /* A little wider than wanted is better than one character on a second line. */
  gboolean fits = self->needed[i] > 0 && self->needed[i] <= column->width * FITS_WITHIN;
  double width = fits ? self->needed[i] : column->width;

  return MAX (width, head_need (self, column->head)) * BODY_SIZE / WRAP_CAUTION + CELL_PADDING_X;
}

double
_cadre_report_layout_sum_widths (CadreReportTable *self,
                                 guint             first,
                                 guint             n)
{
  double sum = 0;

  for (guint i = first; i < first + n && i < self->columns->len; i++)
    sum += self->widths[i];
  return sum;
}

/**
 * _cadre_report_layout_text_width:
 *
 * Returns: points that @text takes on one line in a cell of such a row
 */
double
_cadre_report_layout_text_width (CadreReportTable   *self,
                                 CadreReportRowKind  kind,
                                 const char         *text)
{
  return _cadre_report_metrics_width (self->metrics, text) * fonts[kind].size + CELL_PADDING_X;
}

/**
 * _cadre_report_layout_least_height:
 *
 * Returns: points; no row of @kind is lower
 */
double
_cadre_report_layout_least_height (CadreReportRowKind kind)
{
  return least_heights[kind];
}

/* Names that are spread look torn in a wide column. */
static gboolean
may_change (const CadreReportColumn *column,
            gboolean                 all)
{
  return column->grows || (all && column->align != CADRE_REPORT_ALIGN_SPREAD);
}

/* Multiplies the widths of the columns that grow (or of all) so that the
 * table comes near @available, within the limits. */
static void
adjust_widths (CadreReportTable *self,
               double            available,
               gboolean          all,
               double            least,
               double            most)
{
  double sum = _cadre_report_layout_sum_widths (self, 0, self->columns->len), growing = 0, factor;

  for (guint i = 0; i < self->columns->len; i++)
    if (may_change (self->columns->pdata[i], all))
      growing += self->widths[i];
  if (growing <= 0)
    return;

  factor = CLAMP ((available - (sum - growing)) / growing, least, most);
  for (guint i = 0; i < self->columns->len; i++)
    if (may_change (self->columns->pdata[i], all))
      self->widths[i] *= factor;
}

/**
 * _cadre_report_layout_columns:
 *
 * Gives each column its width, once.
 */
void
_cadre_report_layout_columns (CadreReportTable *self)
{
  double available = self->page.width - 2 * self->page.margin_x;

  if (self->laid_out)
    return;

  self->laid_out = TRUE;
  self->widths = g_new0 (double, self->columns->len);
  for (guint i = 0; i < self->columns->len; i++)
    self->widths[i] = wanted_width (self, i);

  if (_cadre_report_layout_sum_widths (self, 0, self->columns->len) > available)
    adjust_widths (self, available, FALSE, MAX_SQUEEZE, 1);
  else
    {
      adjust_widths (self, available, FALSE, 1, MAX_STRETCH);
      adjust_widths (self, available, TRUE, 1, MAX_STRETCH);
    }

  self->page.scale = MIN (1, available / _cadre_report_layout_sum_widths (self, 0, self->columns->len));
}

static double
cell_height (CadreReportTable      *self,
             const CadreReportCell *cell)
{
  double size = fonts[self->row.kind].size;
  double width = (_cadre_report_layout_sum_widths (self, cell->column, cell->columns) - CELL_PADDING_X) / size * WRAP_CAUTION + ROUNDING;

  /* Three bytes a 汉字: what is short enough is on one line. */
  if (cell->kind > CADRE_REPORT_CELL_DIGITS || (strlen (cell->text) <= width && strchr (cell->text, '\n') == NULL))
    return 0;
  /* Only broken where they say so. */
  if (cell->kind == CADRE_REPORT_CELL_DIGITS)
    width = G_MAXDOUBLE;

  return _cadre_report_metrics_lines (self->metrics, cell->text, width) * size * LINE_HEIGHT + CELL_PADDING_Y;
}

/**
 * _cadre_report_layout_row_height:
 *
 * Returns: points that the row being made needs
 */
double
_cadre_report_layout_row_height (CadreReportTable *self)
{
  double height = MAX (self->row.height, least_heights[self->row.kind]);

  if (self->row.kind == CADRE_REPORT_ROW_INFO)
    return height;

  for (guint i = 0; i < self->cells->len; i++)
    {
      const CadreReportCell *cell = &g_array_index (self->cells, CadreReportCell, i);

      if (cell->rows == 1)
        height = MAX (height, cell_height (self, cell));
    }

  /* Programs keep heights in quarters of a point. */
  return MIN ((gint64) (height * 4 + 0.999) / 4.0, MAX_ROW_HEIGHT);
}
