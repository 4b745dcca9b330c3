/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How wide texts are, in 汉字 (em). The fonts that workbooks name are seldom
 * installed here; their ideographs are all one em wide, and for the rest the
 * glyphs of whatever stands in for them are measured once. */

#define G_LOG_DOMAIN "cadre-report-metrics"

#include "config.h"

#include <pango/pangocairo.h>

#include "cadre-report-private.h"

/* Large, so that hinting does not round the widths. */
#define MEASURED_AT 100

#define FAMILIES "仿宋_GB2312, FangSong, Times New Roman, Liberation Serif, Noto Serif CJK SC, serif"

struct _CadreReportMetrics
{
  gatomicrefcount ref_count;

  PangoLayout *layout;
  float narrow[128];
  GHashTable *others;   /* gunichar -> width in 1/1000 em */
};

static double
measure (CadreReportMetrics *self,
         gunichar            c)
{
  char text[7] = { 0 };
  int width = 0;

  g_unichar_to_utf8 (c, text);
  pango_layout_set_text (self->layout, text, -1);
  pango_layout_get_size (self->layout, &width, NULL);

  return (double) width / PANGO_SCALE / MEASURED_AT;
}

/**
 * _cadre_report_metrics_new:
 *
 * Not to be shared among threads.
 */
CadreReportMetrics *
_cadre_report_metrics_new (void)
{
  CadreReportMetrics *self = g_new0 (CadreReportMetrics, 1);
  PangoFontMap *fonts = pango_cairo_font_map_new ();
  PangoContext *context = pango_font_map_create_context (fonts);
  PangoFontDescription *font = pango_font_description_from_string (FAMILIES);

  g_atomic_ref_count_init (&self->ref_count);
  /* Pixels, so that the resolution of a screen plays no part. */
  pango_font_description_set_absolute_size (font, MEASURED_AT * PANGO_SCALE);
  self->layout = pango_layout_new (context);
  pango_layout_set_font_description (self->layout, font);
  pango_font_description_free (font);
  g_object_unref (context);
  g_object_unref (fonts);

  for (gunichar c = ' '; c < G_N_ELEMENTS (self->narrow); c++)
    self->narrow[c] = (float) measure (self, c);
  self->others = g_hash_table_new (NULL, NULL);

  return self;
}

CadreReportMetrics *
_cadre_report_metrics_ref (CadreReportMetrics *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
_cadre_report_metrics_unref (CadreReportMetrics *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_object_unref (self->layout);
  g_hash_table_unref (self->others);
  g_free (self);
}

static double
other_width (CadreReportMetrics *self,
             gunichar            c)
{
  gpointer known;

  if (g_unichar_iszerowidth (c))
    return 0;
  if (g_unichar_iswide (c))
    return 1;

  if (!g_hash_table_lookup_extended (self->others, GUINT_TO_POINTER (c), NULL, &known))
    {
      known = GUINT_TO_POINTER ((guint) (measure (self, c) * 1000 + 0.5));
      g_hash_table_insert (self->others, GUINT_TO_POINTER (c), known);
    }

  return GPOINTER_TO_UINT (known) / 1000.0;
}

/* The width of the character at *@p, which moves on to the next. */
static inline double
step (CadreReportMetrics  *self,
      const char         **p)
{
  guchar lead = (guchar) **p;

  if (lead < 0x80)
    {
      (*p)++;
      return self->narrow[lead];
    }

  /* U+3000 to U+9FFF: 汉字 and their punctuation. */
  if (lead >= 0xe3 && lead <= 0xe9)
    {
      *p += 3;
      return 1;
    }

  {
    gunichar c = g_utf8_get_char (*p);

    *p = g_utf8_next_char (*p);
    return other_width (self, c);
  }
}

/**
 * _cadre_report_metrics_width:
 *
 * Returns: the width of @text's widest line, in 汉字
 */
double
_cadre_report_metrics_width (CadreReportMetrics *self,
                             const char         *text)
{
  double widest = 0, width = 0;

  for (const char *p = text; *p != '\0';)
    {
      if (*p == '\n')
        {
          widest = MAX (widest, width);
          width = 0;
          p++;
          continue;
        }
      width += step (self, &p);
    }

  return MAX (widest, width);
}

/* The length of the run of Latin letters and digits at @p: not broken if it
 * fits on a line. */
static double
run_width (CadreReportMetrics  *self,
           const char         **p)
{
  double width = 0;

  do
    width += step (self, p);
  while ((guchar) **p < 0x80 && g_ascii_isgraph (**p));

  return width;
}

/**
 * _cadre_report_metrics_lines:
 * @width: of a line, in 汉字
 *
 * Returns: how many lines @text takes when it is wrapped, at least 1
 */
guint
_cadre_report_metrics_lines (CadreReportMetrics *self,
                             const char         *text,
                             double              width)
{
  guint lines = 1;
  double used = 0;

  width = MAX (width, 1);
  for (const char *p = text; *p != '\0';)
    {
      double next;

      if (*p == '\n')
        {
          lines++;
          used = 0;
          p++;
          continue;
        }

      next = (guchar) *p < 0x80 && g_ascii_isgraph (*p) ? run_width (self, &p) : step (self, &p);
      if (used > 0 && used + next > width)
        {
          lines++;
          used = 0;
        }
      /* A run that is longer than a line is broken anywhere. */
      for (used += next; used > width && next > width; used -= width)
        lines++;
    }

  return lines;
}
