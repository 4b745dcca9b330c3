/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-chart"

#include "config.h"

#include <math.h>

#include "cadre-chart.h"

/* Sizes in pixels. */
#define NATURAL_WIDTH 320
#define NATURAL_HEIGHT 180
#define FOOT_HEIGHT 22    /* the categories' names */
#define HEAD_HEIGHT 18    /* a figure over the highest bar */
#define LEGEND_HEIGHT 22
#define WIDEST_BAR 46

/* The series' colours, in the order of their use: apart for those who do not
 * see red and green apart, and readable in light and dark. */
static const char * const palette[] = { "blue_3", "orange_3", "green_4", "purple_3", "brown_2", "light_5" };

struct _CadreChart
{
  GtkWidget parent_instance;

  CadreChartKind kind;
  char *title;
  char **categories;
  char **series;
  guint n_categories;
  guint n_series;
  double *values;        /* by series, then category */
  guint current;         /* the category that the keyboard is on */
};

enum
{
  SIGNAL_CATEGORY_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CadreChart, cadre_chart, GTK_TYPE_WIDGET)

static double
get_value (CadreChart *self,
           guint       series,
           guint       category)
{
  return self->values[series * self->n_categories + category];
}

static double
get_total (CadreChart *self,
           guint       category)
{
  double total = 0;

  for (guint s = 0; s < self->n_series; s++)
    total += get_value (self, s, category);

  return total;
}

static double
get_highest (CadreChart *self)
{
  double highest = 0;

  for (guint c = 0; c < self->n_categories; c++)
    {
      if (self->kind == CADRE_CHART_STACKED)
        highest = MAX (highest, get_total (self, c));
      else
        for (guint s = 0; s < self->n_series; s++)
          highest = MAX (highest, get_value (self, s, c));
    }

  return highest > 0 ? highest : 1;
}

/* ---- drawing */

static void
get_colour (CadreChart *self,
            const char *name,
            double      alpha,
            GdkRGBA    *colour)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));

  if (name == NULL || !gtk_style_context_lookup_color (context, name, colour))
    gtk_style_context_get_color (context, colour);
  colour->alpha *= alpha;
}

static const char *
get_series_colour (guint series)
{
  return palette[series % G_N_ELEMENTS (palette)];
}

static char *
format_value (double value)
{
  return g_strdup_printf (value == floor (value) ? "%.0f" : "%.1f", value);
}

/* Centred in @area; cut where it is wider. */
static void
draw_text (CadreChart            *self,
           GtkSnapshot           *snapshot,
           const char            *text,
           const graphene_rect_t *area,
           double                 alpha)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  GdkRGBA colour;
  int height;

  pango_layout_set_width (layout, (int) (area->size.width * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_get_pixel_size (layout, NULL, &height);

  get_colour (self, NULL, alpha, &colour);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (area->origin.x, area->origin.y + (area->size.height - height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

/* Where the bars and lines stand. */
static graphene_rect_t
get_plot (CadreChart *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  double legend = self->n_series > 1 ? LEGEND_HEIGHT : 0;

  return GRAPHENE_RECT_INIT (0, HEAD_HEIGHT, gtk_widget_get_width (widget),
                             MAX (1, gtk_widget_get_height (widget) - HEAD_HEIGHT - FOOT_HEIGHT - legend));
}

static graphene_rect_t
get_slot (CadreChart *self,
          guint       category)
{
  graphene_rect_t plot = get_plot (self);
  double width = plot.size.width / MAX (1, self->n_categories);

  return GRAPHENE_RECT_INIT (plot.origin.x + category * width, plot.origin.y, width, plot.size.height);
}

static void
draw_bar (CadreChart  *self,
          GtkSnapshot *snapshot,
          guint        series,
          double       x,
          double       bottom,
          double       width,
          double       height)
{
  graphene_rect_t bar = GRAPHENE_RECT_INIT (x, bottom - height, width, height);
  GskRoundedRect shape;
  GdkRGBA colour;

  get_colour (self, get_series_colour (series), 1, &colour);
  gsk_rounded_rect_init_from_rect (&shape, &bar, MIN (3, height / 2));
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, &colour, &bar);
  gtk_snapshot_pop (snapshot);
}

static void
draw_figure (CadreChart  *self,
             GtkSnapshot *snapshot,
             double       value,
             double       x,
             double       y,
             double       width)
{
  g_autofree char *text = format_value (value);

  draw_text (self, snapshot, text, &GRAPHENE_RECT_INIT (x, y - HEAD_HEIGHT, width, HEAD_HEIGHT), 0.8);
}

static void
draw_bars (CadreChart  *self,
           GtkSnapshot *snapshot,
           guint        category,
           double       highest)
{
  graphene_rect_t slot = get_slot (self, category);
  double bottom = slot.origin.y + slot.size.height;
  double width = MIN (WIDEST_BAR, slot.size.width * 0.7 / self->n_series);
  double x = slot.origin.x + (slot.size.width - width * self->n_series) / 2;

  for (guint s = 0; s < self->n_series; s++, x += width)
    {
      double value = get_value (self, s, category);
      double height = slot.size.height * value / highest;

      draw_bar (self, snapshot, s, x + 1, bottom, width - 2, height);
      draw_figure (self, snapshot, value, self->n_series == 1 ? slot.origin.x : x, bottom - height,
                   self->n_series == 1 ? slot.size.width : width);
    }
}

static void
draw_stack (CadreChart  *self,
            GtkSnapshot *snapshot,
            guint        category,
            double       highest)
{
  graphene_rect_t slot = get_slot (self, category);
  double bottom = slot.origin.y + slot.size.height;
  double width = MIN (WIDEST_BAR, slot.size.width * 0.7);
  double x = slot.origin.x + (slot.size.width - width) / 2;

  for (guint s = 0; s < self->n_series; s++)
    {
      double height = slot.size.height * get_value (self, s, category) / highest;

      draw_bar (self, snapshot, s, x, bottom, width, height);
      bottom -= height;
    }

  draw_figure (self, snapshot, get_total (self, category), slot.origin.x, bottom, slot.size.width);
}

static void
draw_line (CadreChart  *self,
           GtkSnapshot *snapshot,
           guint        series,
           double       highest)
{
  graphene_rect_t plot = get_plot (self);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (plot.origin.x, plot.origin.y - 4,
                                                                         plot.size.width, plot.size.height + 8));
  GdkRGBA colour;

  get_colour (self, get_series_colour (series), 1, &colour);
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_set_line_width (cr, 2);
  for (guint pass = 0; pass < 2; pass++)
    for (guint c = 0; c < self->n_categories; c++)
      {
        graphene_rect_t slot = get_slot (self, c);
        double x = slot.origin.x + slot.size.width / 2;
        double y = slot.origin.y + slot.size.height * (1 - get_value (self, series, c) / highest);

        if (pass == 0)
          cairo_line_to (cr, x, y);
        else
          cairo_arc (cr, x, y, 3, 0, 2 * G_PI);
        if (pass == 0 && c + 1 == self->n_categories)
          cairo_stroke (cr);
        if (pass == 1)
          cairo_fill (cr);
      }
  cairo_destroy (cr);

  if (self->n_series == 1)
    for (guint c = 0; c < self->n_categories; c++)
      {
        graphene_rect_t slot = get_slot (self, c);
        double value = get_value (self, series, c);

        draw_figure (self, snapshot, value, slot.origin.x, slot.origin.y + slot.size.height * (1 - value / highest) - 4,
                     slot.size.width);
      }
}

static void
draw_foot (CadreChart  *self,
           GtkSnapshot *snapshot)
{
  graphene_rect_t plot = get_plot (self);
  double y = plot.origin.y + plot.size.height;
  double width = plot.size.width / MAX (1, self->n_series);
  GdkRGBA colour;

  get_colour (self, NULL, 0.3, &colour);
  gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT (plot.origin.x, y, plot.size.width, 1));
  for (guint c = 0; c < self->n_categories; c++)
    {
      graphene_rect_t slot = get_slot (self, c);

      draw_text (self, snapshot, self->categories[c], &GRAPHENE_RECT_INIT (slot.origin.x, y + 2, slot.size.width, FOOT_HEIGHT - 2), 0.7);
    }

  for (guint s = 0; s < self->n_series && self->n_series > 1; s++)
    {
      get_colour (self, get_series_colour (s), 1, &colour);
      gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT (s * width + 4, y + FOOT_HEIGHT + 7, 10, 10));
      draw_text (self, snapshot, self->series[s], &GRAPHENE_RECT_INIT (s * width + 16, y + FOOT_HEIGHT, MAX (1, width - 16), LEGEND_HEIGHT), 0.7);
    }
}

/* Where the keyboard is. */
static void
draw_current (CadreChart  *self,
              GtkSnapshot *snapshot)
{
  graphene_rect_t slot = get_slot (self, self->current);
  GdkRGBA colour;

  slot.origin.y -= HEAD_HEIGHT;
  slot.size.height += HEAD_HEIGHT + FOOT_HEIGHT;
  get_colour (self, NULL, 0.08, &colour);
  gtk_snapshot_append_color (snapshot, &colour, &slot);
}

static void
cadre_chart_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  CadreChart *self = CADRE_CHART (widget);
  double highest;

  if (self->n_categories == 0 || self->n_series == 0)
    return;

  highest = get_highest (self);
  if (gtk_widget_has_visible_focus (GTK_WIDGET (self)))
    draw_current (self, snapshot);
  draw_foot (self, snapshot);
  if (self->kind == CADRE_CHART_LINE)
    for (guint s = 0; s < self->n_series; s++)
      draw_line (self, snapshot, s, highest);
  else
    for (guint c = 0; c < self->n_categories; c++)
      (self->kind == CADRE_CHART_BARS ? draw_bars : draw_stack) (self, snapshot, c, highest);
}

static void
cadre_chart_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  *minimum_baseline = *natural_baseline = -1;
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? NATURAL_WIDTH / 2 : NATURAL_HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? NATURAL_WIDTH : NATURAL_HEIGHT;
}

/* ---- telling */

/* 35岁以下: 党员 12, 群众 3 */
static char *
describe_category (CadreChart *self,
                   guint       category)
{
  GString *text = g_string_new (self->categories[category]);

  for (guint s = 0; s < self->n_series; s++)
    {
      g_autofree char *value = format_value (get_value (self, s, category));

      g_string_append_printf (text, "%s %s%s%s", s == 0 ? ":" : ",", self->n_series > 1 ? self->series[s] : "",
                              self->n_series > 1 ? " " : "", value);
    }

  return g_string_free (text, FALSE);
}

static gboolean
cadre_chart_query_tooltip (GtkWidget  *widget,
                           int         x,
                           int         y,
                           gboolean    keyboard,
                           GtkTooltip *tooltip)
{
  CadreChart *self = CADRE_CHART (widget);

  for (guint c = 0; c < self->n_categories; c++)
    {
      graphene_rect_t slot = get_slot (self, c);

      if (x >= slot.origin.x && x < slot.origin.x + slot.size.width)
        {
          g_autofree char *text = describe_category (self, c);

          gtk_tooltip_set_text (tooltip, text);
          return TRUE;
        }
    }

  return FALSE;
}

static void
tell_figures (CadreChart *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint c = 0; c < self->n_categories; c++)
    {
      g_autofree char *part = describe_category (self, c);

      g_string_append_printf (text, "%s%s", c > 0 ? "; " : "", part);
    }

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text->str, -1);
}

/* ---- choosing */

static void
clicked_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            CadreChart      *self)
{
  for (guint c = 0; c < self->n_categories; c++)
    {
      graphene_rect_t slot = get_slot (self, c);

      if (x < slot.origin.x || x >= slot.origin.x + slot.size.width)
        continue;
      self->current = c;
      g_signal_emit (self, signals[SIGNAL_CATEGORY_ACTIVATED], 0, c);
      return;
    }
}

static void
tell_current (CadreChart *self)
{
  g_autofree char *text = describe_category (self, self->current);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                CadreChart            *self)
{
  if (self->n_categories == 0)
    return GDK_EVENT_PROPAGATE;

  switch (keyval)
    {
    case GDK_KEY_Left:
      if (self->current > 0)
        self->current--;
      break;
    case GDK_KEY_Right:
      if (self->current + 1 < self->n_categories)
        self->current++;
      break;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
      g_signal_emit (self, signals[SIGNAL_CATEGORY_ACTIVATED], 0, self->current);
      break;
    default:
      return GDK_EVENT_PROPAGATE;
    }

  tell_current (self);
  return GDK_EVENT_STOP;
}

/* ---- the class */

static void
clear (CadreChart *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->categories, g_strfreev);
  g_clear_pointer (&self->series, g_strfreev);
  g_clear_pointer (&self->values, g_free);
}

static void
cadre_chart_finalize (GObject *object)
{
  clear (CADRE_CHART (object));

  G_OBJECT_CLASS (cadre_chart_parent_class)->finalize (object);
}

static void
cadre_chart_class_init (CadreChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cadre_chart_finalize;
  widget_class->snapshot = cadre_chart_snapshot;
  widget_class->measure = cadre_chart_measure;
  widget_class->query_tooltip = cadre_chart_query_tooltip;

  signals[SIGNAL_CATEGORY_ACTIVATED] = g_signal_new ("category-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                                     0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
cadre_chart_init (CadreChart *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (click, "released", G_CALLBACK (clicked_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "caption");
}

GtkWidget *
cadre_chart_new (void)
{
  return g_object_new (CADRE_TYPE_CHART, NULL);
}

/**
 * cadre_chart_set_data:
 * @title: what it shows, for those who hear it
 * @categories: (array zero-terminated=1): along the axis
 * @series: (array zero-terminated=1): one or more
 * @values: not negative; for each series the figures of all categories
 *
 * All is copied.
 */
void
cadre_chart_set_data (CadreChart         *self,
                      CadreChartKind      kind,
                      const char         *title,
                      const char * const *categories,
                      const char * const *series,
                      const double       *values)
{
  g_return_if_fail (CADRE_IS_CHART (self));

  clear (self);
  self->kind = kind;
  self->title = g_strdup (title);
  self->categories = g_strdupv ((char **) categories);
  self->series = g_strdupv ((char **) series);
  self->n_categories = g_strv_length (self->categories);
  self->n_series = g_strv_length (self->series);
  self->current = 0;
  self->values = g_memdup2 (values, sizeof (double) * self->n_categories * self->n_series);

  tell_figures (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
