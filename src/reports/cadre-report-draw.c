/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Draws a page of a table: with cairo, so that the window, a printer and a
 * PDF show the same. It looks as the workbook does in an office program. */

#define G_LOG_DOMAIN "cadre-report-draw"

#include "config.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "cadre-report-draw.h"
#include "cadre-report-private.h"

/* Of all borders, points on paper. */
#define LINE_WIDTH 0.5

/* Between a text and the border at either side; what the layout counts on. */
#define PADDING 2.5

/* Line height in em, as the layout counts. */
#define LINE_HEIGHT 1.32

/* Where header and footer stand, from the paper's edge: a workbook's 0.3 inch. */
#define EDGE (0.3 * 72)
#define HEADER_SIZE 12
#define FOOTER_SIZE 10

/* A text that does not fit, because a font here is wider than the one that the
 * layout thinks of, is set smaller by steps. */
#define SHRINK 0.95
#define MIN_SIZE 0.5

/* 分散对齐: a name of two characters is as wide as one of three. */
#define SPREAD_WIDTH 3

/* The fonts of Chinese offices by their names, those that other systems have
 * instead, and what is there in any case. */
static const struct
{
  const char *name;
  const char *families;
  gboolean heavy;       /* what stands in for it is too thin unless bold */
} families[] = {
  { "仿宋_GB2312", "仿宋_GB2312,仿宋,FangSong,STFangsong,方正仿宋_GBK,方正仿宋简体,Noto Serif CJK SC,Source Han Serif SC,Noto Sans CJK SC,serif", FALSE },
  { "楷体_GB2312", "楷体_GB2312,楷体,KaiTi,STKaiti,方正楷体_GBK,方正楷体简体,AR PL UKai CN,Noto Serif CJK SC,Source Han Serif SC,Noto Sans CJK SC,serif", FALSE },
  { "黑体", "黑体,SimHei,STHeiti,方正黑体_GBK,方正黑体简体,Noto Sans CJK SC,Source Han Sans SC,WenQuanYi Zen Hei,sans-serif", FALSE },
  { "方正小标宋简体", "方正小标宋简体,方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,Noto Serif CJK SC,Source Han Serif SC,Noto Sans CJK SC,serif", TRUE },
  { "Times New Roman", "Times New Roman,Liberation Serif,Tinos,FreeSerif,Noto Serif CJK SC,Noto Sans CJK SC,serif", FALSE },
};

typedef struct
{
  const CadreReportDrawnPage *page;
  cairo_t *cr;
  PangoLayout *layout;
  guint *busy;          /* by column: rows still covered from above */
} Drawing;

/* -------------------------------------------------------------------- a page */

CadreReportFrame *
_cadre_report_frame_new (CadreReportTable *table)
{
  CadreReportFrame *self = g_new0 (CadreReportFrame, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->page = *cadre_report_table_get_page (table);
  self->n_columns = cadre_report_table_get_n_columns (table);
  self->edges = g_new0 (double, self->n_columns + 1);
  for (guint i = 0; i < self->n_columns; i++)
    self->edges[i + 1] = self->edges[i] + cadre_report_table_get_width (table, i);
  self->name = g_strdup (cadre_report_table_get_name (table));
  self->mark = g_strdup (cadre_report_table_get_mark (table));
  self->numbered = cadre_report_table_is_numbered (table);

  return self;
}

CadreReportFrame *
_cadre_report_frame_ref (CadreReportFrame *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
_cadre_report_frame_unref (CadreReportFrame *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->edges);
  g_free (self->name);
  g_free (self->mark);
  g_free (self);
}

CadreReportDrawnPage *
_cadre_report_drawn_page_new (CadreReportFrame *frame)
{
  CadreReportDrawnPage *self = g_new0 (CadreReportDrawnPage, 1);

  self->frame = _cadre_report_frame_ref (frame);
  self->rows = g_array_new (FALSE, FALSE, sizeof (CadreReportDrawnRow));
  self->cells = g_array_new (FALSE, FALSE, sizeof (CadreReportCell));
  self->texts = g_string_chunk_new (1024);
  self->photos = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  return self;
}

void
_cadre_report_drawn_page_free (CadreReportDrawnPage *self)
{
  _cadre_report_frame_unref (self->frame);
  g_array_unref (self->rows);
  g_array_unref (self->cells);
  g_string_chunk_free (self->texts);
  g_ptr_array_unref (self->photos);
  g_free (self);
}

/**
 * _cadre_report_drawn_page_add:
 *
 * Adds a row at the end, with a copy of its cells.
 */
void
_cadre_report_drawn_page_add (CadreReportDrawnPage  *self,
                              CadreReportRowKind     kind,
                              double                 height,
                              const CadreReportCell *cells,
                              guint                  n_cells)
{
  CadreReportDrawnRow row = { kind, height, self->cells->len, n_cells };

  g_array_append_val (self->rows, row);
  for (guint i = 0; i < n_cells; i++)
    {
      CadreReportCell cell = cells[i];

      cell.text = g_string_chunk_insert_const (self->texts, cell.text);
      cell.formula = NULL;
      cell.link = NULL;
      if (cell.photo != NULL)
        g_ptr_array_add (self->photos, g_bytes_ref (cell.photo));
      g_array_append_val (self->cells, cell);
    }
}

/**
 * _cadre_report_drawn_page_repeat:
 * @heads: a page that has the heads
 *
 * Adds the head rows of @heads.
 */
void
_cadre_report_drawn_page_repeat (CadreReportDrawnPage       *self,
                                 const CadreReportDrawnPage *heads)
{
  for (guint i = 0; i < heads->rows->len; i++)
    {
      const CadreReportDrawnRow *row = &g_array_index (heads->rows, CadreReportDrawnRow, i);

      if (row->kind == CADRE_REPORT_ROW_HEAD)
        _cadre_report_drawn_page_add (self, row->kind, row->height,
                                      &g_array_index (heads->cells, CadreReportCell, row->first_cell), row->n_cells);
    }
}

/* --------------------------------------------------------------------- fonts */

/* Whether the first of the families that is there is one of the last resorts,
 * which begin with Noto. */
static gboolean
is_last_resort (PangoContext               *context,
                const PangoFontDescription *wanted)
{
  g_autoptr(PangoFont) font = pango_context_load_font (context, wanted);
  PangoFontDescription *found = font != NULL ? pango_font_describe (font) : NULL;
  const char *family = found != NULL ? pango_font_description_get_family (found) : NULL;
  gboolean last = family == NULL || g_str_has_prefix (family, "Noto") || g_str_has_prefix (family, "Source Han");

  g_clear_pointer (&found, pango_font_description_free);
  return last;
}

static PangoFontDescription *
describe_font (PangoContext *context,
               const char   *name,
               double        size,
               gboolean      bold)
{
  PangoFontDescription *font = pango_font_description_new ();
  gboolean heavy = FALSE;

  pango_font_description_set_family (font, name);
  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    if (g_str_equal (families[i].name, name))
      {
        pango_font_description_set_family_static (font, families[i].families);
        heavy = families[i].heavy;
      }

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  if (bold || (heavy && is_last_resort (context, font)))
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  return font;
}

/* Glyphs stand where they would stand on paper, at any zoom. */
static PangoLayout *
make_layout (cairo_t *cr)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoContext *context = pango_layout_get_context (layout);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_cairo_context_set_resolution (context, 72);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_language (context, pango_language_from_string ("zh-cn"));
  pango_layout_context_changed (layout);
  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);

  return layout;
}

/* --------------------------------------------------------------------- texts */

/* @extra: points between the characters. */
static void
set_look (PangoLayout           *layout,
          const CadreReportFont *font,
          gboolean               digits,
          double                 size,
          double                 extra)
{
  PangoFontDescription *description = describe_font (pango_layout_get_context (layout),
                                                     digits ? font->digits : font->words, size, font->bold);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_layout_set_font_description (layout, description);
  pango_attr_list_insert (attributes, pango_attr_line_height_new_absolute ((int) (size * LINE_HEIGHT * PANGO_SCALE)));
  if (extra > 0)
    pango_attr_list_insert (attributes, pango_attr_letter_spacing_new ((int) (extra * PANGO_SCALE)));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_font_description_free (description);
}

static gboolean
may_wrap (CadreReportRowKind     kind,
          const CadreReportCell *cell)
{
  return kind != CADRE_REPORT_ROW_INFO && cell->kind == CADRE_REPORT_CELL_TEXT && cell->align != CADRE_REPORT_ALIGN_SPREAD;
}

static gboolean
fits (PangoLayout *layout,
      double       width,
      double       height,
      gboolean     any_width)
{
  int wide, high;

  pango_layout_get_size (layout, &wide, &high);
  return (any_width || wide <= (int) (width * PANGO_SCALE) + PANGO_SCALE / 4) && high <= (int) (height * PANGO_SCALE) + PANGO_SCALE / 4;
}

/* The space between the characters of a name that is spread. */
static double
find_extra (PangoLayout           *layout,
            const CadreReportCell *cell,
            double                 size,
            double                 width)
{
  glong n = g_utf8_strlen (cell->text, -1);
  int wide;

  if (cell->align != CADRE_REPORT_ALIGN_SPREAD || n < 2 || n >= SPREAD_WIDTH || !g_unichar_iswide (g_utf8_get_char (cell->text)))
    return 0;

  pango_layout_get_size (layout, &wide, NULL);
  return MAX (0, (MIN (SPREAD_WIDTH * size, width) - (double) wide / PANGO_SCALE) / (n - 1));
}

static double
align_factor (CadreReportAlign align)
{
  switch (align)
    {
    case CADRE_REPORT_ALIGN_LEFT:
      return 0;
    case CADRE_REPORT_ALIGN_RIGHT:
      return 1;
    case CADRE_REPORT_ALIGN_CENTER:
    case CADRE_REPORT_ALIGN_SPREAD:
    default:
      return 0.5;
    }
}

static void
draw_text (Drawing               *self,
           CadreReportRowKind     kind,
           const CadreReportCell *cell,
           double                 x,
           double                 y,
           double                 width,
           double                 height)
{
  const CadreReportFont *font = cadre_report_font (kind);
  gboolean digits = cell->kind != CADRE_REPORT_CELL_TEXT;
  gboolean wraps = may_wrap (kind, cell);
  double room = width - 2 * PADDING, size = font->size, extra;
  double factor = align_factor (cell->align);
  int wide, high;

  if (*cell->text == '\0')
    return;

  pango_layout_set_text (self->layout, cell->text, -1);
  pango_layout_set_width (self->layout, wraps ? (int) (room * PANGO_SCALE) : -1);
  pango_layout_set_alignment (self->layout, factor == 0 ? PANGO_ALIGN_LEFT : factor == 1 ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_CENTER);
  set_look (self->layout, font, digits, size, 0);
  while (!fits (self->layout, room, height, kind == CADRE_REPORT_ROW_INFO) && size > font->size * MIN_SIZE)
    set_look (self->layout, font, digits, size *= SHRINK, 0);
  extra = find_extra (self->layout, cell, size, room);
  if (extra > 0)
    set_look (self->layout, font, digits, size, extra);

  pango_layout_get_size (self->layout, &wide, &high);
  cairo_save (self->cr);
  if (kind != CADRE_REPORT_ROW_INFO)
    {
      cairo_rectangle (self->cr, x, y, width, height);
      cairo_clip (self->cr);
    }
  cairo_move_to (self->cr, wraps ? x + PADDING : x + PADDING + (room - (double) wide / PANGO_SCALE) * factor,
                 y + (height - (double) high / PANGO_SCALE) / 2);
  pango_cairo_show_layout (self->cr, self->layout);
  cairo_restore (self->cr);
}

/* -------------------------------------------------------------------- photos */

/* Into a surface by hand: GDK, which has a function for it, is not for
 * programs without windows. */
static cairo_surface_t *
load_photo (GBytes *bytes)
{
  g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr(GdkPixbuf) loaded = gdk_pixbuf_new_from_stream (stream, NULL, NULL);
  g_autoptr(GdkPixbuf) turned = loaded != NULL ? gdk_pixbuf_apply_embedded_orientation (loaded) : NULL;
  g_autoptr(GdkPixbuf) pixbuf = turned != NULL ? gdk_pixbuf_add_alpha (turned, FALSE, 0, 0, 0) : NULL;
  cairo_surface_t *surface;

  if (pixbuf == NULL)
    return NULL;

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, gdk_pixbuf_get_width (pixbuf), gdk_pixbuf_get_height (pixbuf));
  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    {
      cairo_surface_destroy (surface);
      return NULL;
    }

  for (int y = 0; y < gdk_pixbuf_get_height (pixbuf); y++)
    {
      const guchar *from = gdk_pixbuf_read_pixels (pixbuf) + (gsize) y * gdk_pixbuf_get_rowstride (pixbuf);
      guchar *to = cairo_image_surface_get_data (surface) + (gsize) y * cairo_image_surface_get_stride (surface);

      for (int x = 0; x < gdk_pixbuf_get_width (pixbuf); x++, from += 4, to += 4)
        {
          guint32 alpha = from[3];
          guint32 value = alpha << 24 | (from[0] * alpha / 255) << 16 | (from[1] * alpha / 255) << 8 | from[2] * alpha / 255;

          memcpy (to, &value, sizeof value);
        }
    }
  cairo_surface_mark_dirty (surface);

  return surface;
}

/* Centred in the cell, in its proportions. */
static void
draw_photo (Drawing *self,
            GBytes  *bytes,
            double   x,
            double   y,
            double   width,
            double   height)
{
  cairo_surface_t *photo = load_photo (bytes);
  double wide, high, scale;

  if (photo == NULL)
    return;

  wide = cairo_image_surface_get_width (photo);
  high = cairo_image_surface_get_height (photo);
  scale = MIN ((width - 2) / wide, (height - 2) / high);
  cairo_save (self->cr);
  cairo_translate (self->cr, x + (width - wide * scale) / 2, y + (height - high * scale) / 2);
  cairo_scale (self->cr, scale, scale);
  cairo_set_source_surface (self->cr, photo, 0, 0);
  cairo_paint (self->cr);
  cairo_restore (self->cr);
  cairo_surface_destroy (photo);
}

/* ---------------------------------------------------------------------- rows */

static gboolean
has_borders (CadreReportRowKind kind)
{
  return kind >= CADRE_REPORT_ROW_FORM && kind <= CADRE_REPORT_ROW_TOTAL;
}

/* Each border once for its two cells, at the same place. */
static void
draw_borders (Drawing *self,
              double   x,
              double   y,
              double   width,
              double   height)
{
  cairo_rectangle (self->cr, x, y, width, height);
  cairo_set_line_width (self->cr, LINE_WIDTH / self->page->frame->page.scale);
  cairo_stroke (self->cr);
}

/* Down to the page's end at most. */
static double
span_height (Drawing *self,
             guint    row,
             guint    n_rows)
{
  double height = 0;

  for (guint i = row; i < row + n_rows && i < self->page->rows->len; i++)
    height += g_array_index (self->page->rows, CadreReportDrawnRow, i).height;
  return height;
}

static void
draw_cell (Drawing                   *self,
           const CadreReportDrawnRow *row,
           guint                      index,
           const CadreReportCell     *cell,
           double                     y)
{
  const double *edges = self->page->frame->edges;
  guint end = MIN (cell->column + cell->columns, self->page->frame->n_columns);
  double x = edges[cell->column], width = edges[end] - x;
  double height = span_height (self, index, cell->rows);

  if (has_borders (row->kind))
    draw_borders (self, x, y, width, height);
  if (cell->photo != NULL)
    draw_photo (self, cell->photo, x, y, width, height);
  else
    draw_text (self, row->kind, cell, x, y, width, height);

  for (guint i = cell->column; i < end; i++)
    self->busy[i] = MAX (cell->rows, 1);
}

static void
draw_row (Drawing *self,
          guint    index,
          double   y)
{
  const CadreReportDrawnRow *row = &g_array_index (self->page->rows, CadreReportDrawnRow, index);
  const double *edges = self->page->frame->edges;

  for (guint i = 0; i < row->n_cells; i++)
    draw_cell (self, row, index, &g_array_index (self->page->cells, CadreReportCell, row->first_cell + i), y);

  for (guint i = 0; i < self->page->frame->n_columns; i++)
    {
      if (self->busy[i] > 0)
        self->busy[i]--;
      else if (has_borders (row->kind))
        draw_borders (self, edges[i], y, edges[i + 1] - edges[i], row->height);
    }
}

static void
draw_line (Drawing    *self,
           const char *font_name,
           double      size,
           const char *text,
           double      factor,
           double      y)
{
  const CadreReportFont font = { font_name, font_name, size, FALSE };
  const CadreReportPage *page = &self->page->frame->page;
  int wide, high;

  pango_layout_set_text (self->layout, text, -1);
  pango_layout_set_width (self->layout, -1);
  set_look (self->layout, &font, FALSE, size, 0);
  pango_layout_get_size (self->layout, &wide, &high);
  cairo_move_to (self->cr,
                 page->margin_x + (page->width - 2 * page->margin_x - (double) wide / PANGO_SCALE) * factor,
                 y < 0 ? page->height + y - (double) high / PANGO_SCALE : y);
  pango_cairo_show_layout (self->cr, self->layout);
}

/**
 * _cadre_report_drawn_page_draw:
 * @number: of the page
 * @total: of how many; 0: not known yet
 * @cr: in points, at the paper's upper left corner; not cleared
 */
void
_cadre_report_drawn_page_draw (const CadreReportDrawnPage *self,
                               guint                       number,
                               guint                       total,
                               cairo_t                    *cr)
{
  const CadreReportPage *page = &self->frame->page;
  Drawing drawing = { self, cr, NULL, NULL };
  g_autofree char *footer = total > 0 ? g_strdup_printf ("第 %u 页 共 %u 页", number, total) : g_strdup_printf ("第 %u 页", number);
  double y = 0;

  cairo_save (cr);
  drawing.layout = make_layout (cr);
  drawing.busy = g_new0 (guint, self->frame->n_columns);
  cairo_set_source_rgb (cr, 0, 0, 0);

  if (self->frame->mark != NULL)
    draw_line (&drawing, "黑体", HEADER_SIZE, self->frame->mark, 1, EDGE);
  if (self->frame->numbered)
    draw_line (&drawing, "仿宋_GB2312", FOOTER_SIZE, footer, 0.5, -EDGE);

  cairo_translate (cr, (page->width - self->frame->edges[self->frame->n_columns] * page->scale) / 2, page->margin_top);
  cairo_scale (cr, page->scale, page->scale);
  for (guint i = 0; i < self->rows->len; i++)
    {
      draw_row (&drawing, i, y);
      y += g_array_index (self->rows, CadreReportDrawnRow, i).height;
    }

  g_free (drawing.busy);
  g_object_unref (drawing.layout);
  cairo_restore (cr);
}
