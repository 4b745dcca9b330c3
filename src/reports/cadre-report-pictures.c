/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Photos and charts of a workbook. */

#define G_LOG_DOMAIN "cadre-report-pictures"

#include "config.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

#include "cadre-report-workbook-private.h"

#define POINTS_PER_PIXEL 0.75

/* Room between a photo and the borders of its cell. */
#define PHOTO_MARGIN 3.0

/* 二寸照 at 300 dots an inch; more would only make the file larger. */
#define PHOTO_WIDTH 413
#define PHOTO_HEIGHT 579

/* Charts stand in two columns on their sheet. */
#define CHARTS_ACROSS 2
#define CHART_WIDTH 480
#define CHART_HEIGHT 300
#define CHART_COLUMNS 8
#define CHART_ROWS 16
#define CHART_COLUMN_PIXELS 64
#define CHART_ROW_POINTS 15.0

#define CHART_FONT "仿宋_GB2312"
#define CHART_COLOR 0x2F5597

void
_cadre_report_photo_free (CadreReportPhoto *self)
{
  g_bytes_unref (self->data);
  g_free (self);
}

/**
 * _cadre_report_photos_take_height:
 *
 * Tells the photos of a row that has been written.
 */
void
_cadre_report_photos_take_height (GPtrArray *photos,
                                  guint      row,
                                  double     height)
{
  for (guint i = 0; i < photos->len; i++)
    {
      CadreReportPhoto *photo = photos->pdata[i];

      if (row >= photo->row && row < photo->row + photo->n_rows)
        photo->height += height;
    }
}

static GdkPixbuf *
load_photo (GBytes *data)
{
  g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_bytes (data);
  g_autoptr(GdkPixbuf) raw = gdk_pixbuf_new_from_stream_at_scale (stream, PHOTO_WIDTH, PHOTO_HEIGHT, TRUE, NULL, NULL);

  return raw != NULL ? gdk_pixbuf_apply_embedded_orientation (raw) : NULL;
}

static void
insert_photo (CadreReportPhoto *self,
              lxw_worksheet    *sheet)
{
  g_autoptr(GdkPixbuf) pixbuf = load_photo (self->data);
  g_autofree char *jpeg = NULL;
  double width = (self->width - 2 * PHOTO_MARGIN) / POINTS_PER_PIXEL;
  double height = (self->height - 2 * PHOTO_MARGIN) / POINTS_PER_PIXEL;
  double scale;
  lxw_image_options options = { .object_position = LXW_OBJECT_MOVE_AND_SIZE };
  gsize size;

  /* A photo that cannot be shown leaves its cell empty. */
  if (pixbuf == NULL || width <= 0 || height <= 0 ||
      !gdk_pixbuf_save_to_buffer (pixbuf, &jpeg, &size, "jpeg", NULL, "quality", "90", NULL))
    return;

  scale = MIN (width / gdk_pixbuf_get_width (pixbuf), height / gdk_pixbuf_get_height (pixbuf));
  options.x_scale = options.y_scale = scale;
  options.x_offset = (int) (PHOTO_MARGIN / POINTS_PER_PIXEL + (width - scale * gdk_pixbuf_get_width (pixbuf)) / 2);
  options.y_offset = (int) (PHOTO_MARGIN / POINTS_PER_PIXEL + (height - scale * gdk_pixbuf_get_height (pixbuf)) / 2);
  worksheet_insert_image_buffer_opt (sheet, self->row, (lxw_col_t) self->column, (const unsigned char *) jpeg, size, &options);
}

/* In constant_memory mode libxlsxwriter has forgotten how high the rows were
 * and anchors pictures as if all were of the default height: so a photo would
 * reach over the rows under its own. */
static void
tell_row_height (GPtrArray     *photos,
                 lxw_worksheet *sheet)
{
  double most = 0;

  for (guint i = 0; i < photos->len; i++)
    {
      const CadreReportPhoto *photo = photos->pdata[i];

      most = MAX (most, photo->height / photo->n_rows);
    }

  if (most > 0)
    worksheet_set_default_row (sheet, most + POINTS_PER_PIXEL, FALSE);
}

/**
 * _cadre_report_photos_insert:
 *
 * Puts the photos of a sheet whose rows have all been written into it.
 */
void
_cadre_report_photos_insert (GPtrArray     *photos,
                             lxw_worksheet *sheet)
{
  tell_row_height (photos, sheet);
  for (guint i = 0; i < photos->len; i++)
    insert_photo (photos->pdata[i], sheet);
}

static double
greatest (const CadreReportChart *spec)
{
  double most = 0;

  for (guint i = 0; i < spec->n_values; i++)
    most = MAX (most, spec->values[i]);
  return most;
}

static lxw_chart *
make_chart (lxw_workbook           *workbook,
            const CadreReportChart *spec,
            const char             *sheet_name)
{
  static const guint8 kinds[] = {
    [CADRE_REPORT_CHART_COLUMN] = LXW_CHART_COLUMN,
    [CADRE_REPORT_CHART_BAR] = LXW_CHART_BAR,
    [CADRE_REPORT_CHART_PIE] = LXW_CHART_PIE,
  };
  lxw_chart *chart = workbook_add_chart (workbook, kinds[spec->kind]);
  lxw_chart_series *series = chart_add_series (chart, NULL, NULL);
  lxw_chart_font title_font = { .name = (char *) "黑体", .size = 14 };
  lxw_chart_font font = { .name = (char *) CHART_FONT, .size = 10 };
  lxw_chart_fill fill = { .color = CHART_COLOR };
  /* Of bars, which lie, the axis of values is the one below. */
  gboolean lies = spec->kind == CADRE_REPORT_CHART_BAR;
  lxw_chart_axis *values = lies ? chart->x_axis : chart->y_axis;

  chart_series_set_categories (series, sheet_name, spec->names.row, (lxw_col_t) spec->names.column,
                               spec->names.last_row, (lxw_col_t) spec->names.last_column);
  chart_series_set_values (series, sheet_name, spec->figures.row, (lxw_col_t) spec->figures.column,
                           spec->figures.last_row, (lxw_col_t) spec->figures.last_column);
  chart_series_set_labels (series);
  chart_series_set_labels_font (series, &font);
  chart_title_set_name (chart, spec->title);
  chart_title_set_name_font (chart, &title_font);

  if (spec->kind == CADRE_REPORT_CHART_PIE)
    {
      chart_legend_set_font (chart, &font);
      chart_series_set_labels_percentage (series);
      chart_series_set_labels_position (series, LXW_CHART_LABEL_POSITION_BEST_FIT);
      chart_series_set_labels_leader_line (series);
      return chart;
    }

  chart_series_set_fill (series, &fill);
  chart_axis_set_min (values, 0);
  if (spec->percent)
    {
      chart_series_set_labels_num_format (series, "0.0%");
      chart_axis_set_num_format (values, "0%");
      /* Left alone, programs draw an axis to 120% of the whole. */
      if (greatest (spec) > 0.8 && greatest (spec) <= 1)
        chart_axis_set_max (values, 1);
    }
  chart_legend_set_position (chart, LXW_CHART_LEGEND_NONE);
  chart_set_series_gap (chart, 60);
  chart_axis_set_num_font (chart->x_axis, &font);
  chart_axis_set_num_font (chart->y_axis, &font);
  /* The first unit on top. */
  if (lies)
    chart_axis_set_reverse (chart->y_axis);
  return chart;
}

static void
set_up_chart_page (lxw_worksheet *sheet,
                   guint          n_charts)
{
  worksheet_set_paper (sheet, 9);
  worksheet_set_landscape (sheet);
  worksheet_fit_to_pages (sheet, 1, 0);
  worksheet_center_horizontally (sheet);
  worksheet_gridlines (sheet, LXW_HIDE_ALL_GRIDLINES);
  worksheet_set_footer (sheet, "&C&\"仿宋_GB2312,Regular\"&10第 &P 页 共 &N 页");
  worksheet_set_column_pixels (sheet, 0, CHARTS_ACROSS * CHART_COLUMNS - 1, CHART_COLUMN_PIXELS, NULL);
  worksheet_print_area (sheet, 0, 0, (n_charts + CHARTS_ACROSS - 1) / CHARTS_ACROSS * CHART_ROWS * 4 / 3,
                        CHARTS_ACROSS * CHART_COLUMNS - 1);
}

/**
 * _cadre_report_write_charts:
 * @sheet_name: the sheet that holds the figures
 * @chart_sheet_name: a new sheet after it
 */
void
_cadre_report_write_charts (lxw_workbook     *workbook,
                            CadreReportTable *table,
                            const char       *sheet_name,
                            const char       *chart_sheet_name)
{
  GPtrArray *charts = cadre_report_table_get_charts (table);
  lxw_worksheet *sheet = workbook_add_worksheet (workbook, chart_sheet_name);

  if (sheet == NULL)
    return;

  set_up_chart_page (sheet, charts->len);
  for (guint i = 0; i < charts->len; i++)
    {
      lxw_chart_options options = { 0 };
      lxw_chart *chart = make_chart (workbook, charts->pdata[i], sheet_name);

      options.x_scale = (CHART_COLUMNS * CHART_COLUMN_PIXELS - 20) / 480.0;
      options.y_scale = (CHART_ROWS * 4 / 3 * 20 - 20) / 288.0;
      worksheet_insert_chart_opt (sheet, i / CHARTS_ACROSS * (CHART_ROWS * 4 / 3),
                                  (lxw_col_t) (i % CHARTS_ACROSS * CHART_COLUMNS), chart, &options);
    }
}
