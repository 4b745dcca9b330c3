/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Digits are of a font whose lines are lower than those of Chinese, so that
 * text in the middle of its cell would stand two pixels higher if it has digits
 * only. All cells of a row get the height of a Chinese line, and a lower line
 * stands so that its base is where that of a Chinese one is. */

#include "config.h"

#include "cadre-cell.h"

typedef struct
{
  PangoFontDescription *font;
  int height;
  float yalign;
} Metrics;

static void
metrics_free (gpointer data)
{
  Metrics *self = data;

  pango_font_description_free (self->font);
  g_free (self);
}

static void
measure_text (GtkWidget  *widget,
              const char *text,
              int        *height,
              int        *baseline)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  PangoRectangle extents;

  pango_layout_get_pixel_extents (layout, NULL, &extents);
  *height = extents.height;
  *baseline = PANGO_PIXELS (pango_layout_get_baseline (layout));
}

static Metrics *
metrics_new (GtkWidget                  *widget,
             const PangoFontDescription *font)
{
  Metrics *self = g_new0 (Metrics, 1);
  int chinese_height, chinese_base, digit_height, digit_base;

  measure_text (widget, "国", &chinese_height, &chinese_base);
  measure_text (widget, "0", &digit_height, &digit_base);
  self->font = pango_font_description_copy (font);
  self->height = chinese_height;
  self->yalign = chinese_height <= digit_height ? 0.5f : (float) (chinese_base - digit_base) / (float) (chinese_height - digit_height);
  return self;
}

/* Hundreds of cells have one font: the settings keep what was measured last. */
static const Metrics *
get_metrics (GtkWidget *widget)
{
  GObject *settings = G_OBJECT (gtk_widget_get_settings (widget));
  const PangoFontDescription *font = pango_context_get_font_description (gtk_widget_get_pango_context (widget));
  Metrics *metrics = g_object_get_data (settings, "cadre-cell-metrics");

  if (metrics == NULL || !pango_font_description_equal (metrics->font, font))
    {
      metrics = metrics_new (widget, font);
      g_object_set_data_full (settings, "cadre-cell-metrics", metrics, metrics_free);
    }
  return metrics;
}

/* The font is known once the cell is in its list. */
static void
align (GtkWidget *cell)
{
  const Metrics *metrics = get_metrics (cell);

  gtk_widget_set_size_request (cell, -1, metrics->height);
  gtk_inscription_set_yalign (GTK_INSCRIPTION (cell), CLAMP (metrics->yalign, 0, 1));
}

/**
 * cadre_cell_new:
 * @min_chars: how wide it is at least
 * @nat_chars: how wide it likes to be
 *
 * Returns: (transfer floating): a #GtkInscription for a cell of a list
 */
GtkWidget *
cadre_cell_new (guint min_chars,
                guint nat_chars)
{
  GtkWidget *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (cell), min_chars);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (cell), nat_chars);
  gtk_inscription_set_yalign (GTK_INSCRIPTION (cell), 0.5);
  gtk_widget_set_valign (cell, GTK_ALIGN_CENTER);
  g_signal_connect (cell, "map", G_CALLBACK (align), NULL);
  return cell;
}
