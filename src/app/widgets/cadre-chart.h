/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CadreChartKind:
 * @CADRE_CHART_BARS: a bar for each category, series side by side
 * @CADRE_CHART_STACKED: a bar for each category, series one on the other
 * @CADRE_CHART_LINE: a line for each series
 */
typedef enum
{
  CADRE_CHART_BARS,
  CADRE_CHART_STACKED,
  CADRE_CHART_LINE,
} CadreChartKind;

/**
 * CadreChart:
 *
 * A small chart: few categories, few series, each figure written where there
 * is room and told by its tooltip. A screen reader hears the figures as a
 * sentence. Signal `category-activated (guint)`: one was clicked, or chosen
 * by the arrow keys and Enter.
 */
#define CADRE_TYPE_CHART (cadre_chart_get_type ())
G_DECLARE_FINAL_TYPE (CadreChart, cadre_chart, CADRE, CHART, GtkWidget)

GtkWidget *cadre_chart_new      (void);
void       cadre_chart_set_data (CadreChart          *self,
                                 CadreChartKind       kind,
                                 const char          *title,
                                 const char * const  *categories,
                                 const char * const  *series,
                                 const double        *values);

G_END_DECLS
