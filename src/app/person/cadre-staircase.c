/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-staircase"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-staircase.h"

/* Sizes in pixels. */
#define STEP_HEIGHT 34
#define LANE_HEIGHT 26
#define AXIS_HEIGHT 22
#define LABEL_WIDTH 64    /* of the lanes' names at the left */
#define MARGIN 6
#define SHORTEST 8        /* a class of two days is still to be seen and hit */
#define MIN_YEARS 8
#define YEAR_WIDTH 38     /* of a year's number */
#define NARROWEST 12      /* a text narrower than this says nothing */
#define GRADE_WIDTH 46    /* below it a grade is its first character: 优 */

/* Where each kind is drawn and in which colour of the palette. */
static const struct
{
  const char *name;
  const char *colour;
  int lane;               /* 0 is above the axis */
} lanes[] = {
  [CADRE_CAREER_POST] = { N_("Posts"), "blue_3", 0 },
  [CADRE_CAREER_POSTING] = { N_("Postings"), "green_4", 1 },
  [CADRE_CAREER_STUDY] = { N_("Training"), "orange_3", 2 },
  [CADRE_CAREER_GRADE] = { N_("Grades"), "purple_3", 3 },
};

#define N_LANES 3

struct _CadreStaircase
{
  GtkWidget parent_instance;

  GPtrArray *facts;      /* CadreCareerFact */
  CadreDate as_of;
  int first_month;       /* months since year 0 */
  int last_month;
  guint top_level;
  guint focused;         /* index of a fact, or G_MAXUINT */
};

enum
{
  SIGNAL_FACT_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CadreStaircase, cadre_staircase, GTK_TYPE_WIDGET)

/* A date of the year alone begins with its January and ends with its December. */
static int
month_of (const CadreDate *date,
          gboolean         is_end)
{
  int month = date->month > 0 ? date->month - 1 : is_end ? 11 : 0;

  return date->year * 12 + month + (is_end ? 1 : 0);
}

static int
get_end (CadreStaircase        *self,
         const CadreCareerFact *fact)
{
  return fact->until.year > 0 ? month_of (&fact->until, TRUE) : self->last_month;
}

static double
x_of (CadreStaircase *self,
      int             month)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)) - LABEL_WIDTH - 2 * MARGIN;

  return LABEL_WIDTH + MARGIN + width * (month - self->first_month) / MAX (1, self->last_month - self->first_month);
}

static int
get_axis_y (CadreStaircase *self)
{
  return MARGIN + (self->top_level + 1) * STEP_HEIGHT;
}

static void
get_bounds (CadreStaircase        *self,
            const CadreCareerFact *fact,
            graphene_rect_t       *bounds)
{
  double left = x_of (self, month_of (&fact->since, FALSE));
  double right = MAX (x_of (self, get_end (self, fact)), left + SHORTEST);
  int lane = lanes[fact->kind].lane;
  int axis = get_axis_y (self);

  if (lane == 0)
    graphene_rect_init (bounds, left, axis - (fact->level + 1) * STEP_HEIGHT + 2, right - left - 1, STEP_HEIGHT - 4);
  else
    graphene_rect_init (bounds, left, axis + AXIS_HEIGHT + (lane - 1) * LANE_HEIGHT + 3, right - left - 1, LANE_HEIGHT - 6);
}

static gboolean
has_place (const CadreCareerFact *fact)
{
  return fact->since.year > 0;
}

/* ---- drawing */

static void
get_colour (CadreStaircase *self,
            const char     *name,
            double          alpha,
            GdkRGBA        *colour)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));

  if (name == NULL || !gtk_style_context_lookup_color (context, name, colour))
    gtk_style_context_get_color (context, colour);
  colour->alpha *= alpha;
}

/* Text is cut at the width that there is. */
static void
draw_text (CadreStaircase *self,
           GtkSnapshot    *snapshot,
           const char     *text,
           double          x,
           double          y,
           double          width,
           double          height,
           double          alpha)
{
  g_autoptr(PangoLayout) layout = NULL;
  GdkRGBA colour;
  int text_height;

  if (width < NARROWEST)
    return;

  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_get_pixel_size (layout, NULL, &text_height);

  get_colour (self, NULL, alpha, &colour);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y + (height - text_height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
draw_title (CadreStaircase        *self,
            GtkSnapshot           *snapshot,
            const CadreCareerFact *fact,
            const graphene_rect_t *bounds)
{
  g_autofree char *first = NULL;

  if (fact->kind != CADRE_CAREER_GRADE || bounds->size.width > GRADE_WIDTH)
    {
      draw_text (self, snapshot, fact->title, bounds->origin.x + 5, bounds->origin.y, bounds->size.width - 8,
                 bounds->size.height, 1);
      return;
    }

  first = g_utf8_substring (fact->title, 0, MIN (1, g_utf8_strlen (fact->title, -1)));
  draw_text (self, snapshot, first, bounds->origin.x + (bounds->size.width - 13) / 2, bounds->origin.y, 16, bounds->size.height, 1);
}

static void
draw_fact (CadreStaircase *self,
           GtkSnapshot    *snapshot,
           guint           index)
{
  const CadreCareerFact *fact = g_ptr_array_index (self->facts, index);
  graphene_rect_t bounds;
  GskRoundedRect shape;
  GdkRGBA fill;

  get_bounds (self, fact, &bounds);
  gsk_rounded_rect_init_from_rect (&shape, &bounds, 4);

  /* What a step stands on: shows the stair as one. */
  if (fact->kind == CADRE_CAREER_POST)
    {
      get_colour (self, lanes[fact->kind].colour, 0.12, &fill);
      gtk_snapshot_append_color (snapshot, &fill,
                                 &GRAPHENE_RECT_INIT (bounds.origin.x, bounds.origin.y + bounds.size.height, bounds.size.width,
                                                      get_axis_y (self) - bounds.origin.y - bounds.size.height));
    }

  get_colour (self, lanes[fact->kind].colour, fact->until.year > 0 ? 0.35 : 0.55, &fill);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, &fill, &bounds);
  gtk_snapshot_pop (snapshot);

  if (index == self->focused && gtk_widget_has_visible_focus (GTK_WIDGET (self)))
    {
      GdkRGBA ring[4];

      get_colour (self, NULL, 1, &ring[0]);
      ring[1] = ring[2] = ring[3] = ring[0];
      gtk_snapshot_append_border (snapshot, &shape, (float[4]) { 2, 2, 2, 2 }, ring);
    }

  draw_title (self, snapshot, fact, &bounds);
}

/* Every year gets a line; as many get their number as fit. */
static void
draw_axis (CadreStaircase *self,
           GtkSnapshot    *snapshot)
{
  int axis = get_axis_y (self);
  int bottom = axis + AXIS_HEIGHT + N_LANES * LANE_HEIGHT;
  double year_width = x_of (self, 12) - x_of (self, 0);
  int every = MAX (1, (int) (44 / MAX (1.0, year_width)) + (year_width < 44));
  GdkRGBA line;

  get_colour (self, NULL, 0.08, &line);
  for (int year = (self->first_month + 11) / 12; year * 12 <= self->last_month; year++)
    {
      g_autofree char *text = g_strdup_printf ("%d", year);
      double x = x_of (self, year * 12);

      gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT (x, MARGIN, 1, bottom - MARGIN));
      if (year % every == 0 && x_of (self, self->last_month) - x > YEAR_WIDTH)
        draw_text (self, snapshot, text, x + 3, axis, MIN (every * year_width, x_of (self, self->last_month) - x - 3),
                   AXIS_HEIGHT, 0.6);
    }

  get_colour (self, NULL, 0.3, &line);
  gtk_snapshot_append_color (snapshot, &line,
                             &GRAPHENE_RECT_INIT (LABEL_WIDTH, axis, x_of (self, self->last_month) - LABEL_WIDTH, 1));
}

static void
draw_names (CadreStaircase *self,
            GtkSnapshot    *snapshot)
{
  int axis = get_axis_y (self);

  for (guint i = 0; i < G_N_ELEMENTS (lanes); i++)
    draw_text (self, snapshot, _(lanes[i].name), MARGIN,
               lanes[i].lane == 0 ? axis - STEP_HEIGHT : axis + AXIS_HEIGHT + (lanes[i].lane - 1) * LANE_HEIGHT,
               LABEL_WIDTH - MARGIN, lanes[i].lane == 0 ? STEP_HEIGHT : LANE_HEIGHT, 0.6);
}

static void
cadre_staircase_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  CadreStaircase *self = CADRE_STAIRCASE (widget);

  draw_axis (self, snapshot);
  draw_names (self, snapshot);
  for (guint i = 0; i < self->facts->len; i++)
    if (has_place (g_ptr_array_index (self->facts, i)))
      draw_fact (self, snapshot, i);
}

static void
cadre_staircase_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  CadreStaircase *self = CADRE_STAIRCASE (widget);

  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 240;
      *natural = 760;
    }
  else
    *minimum = *natural = get_axis_y (self) + AXIS_HEIGHT + N_LANES * LANE_HEIGHT + MARGIN;
}

/* ---- telling and choosing */

static char *
describe (const CadreCareerFact *fact)
{
  g_autofree char *since = cadre_date_format (&fact->since, CADRE_DATE_DOTTED);
  g_autofree char *until = NULL;

  if (fact->kind == CADRE_CAREER_GRADE)
    return g_strdup_printf ("%s: %s", since, fact->title);

  until = fact->until.year > 0 ? cadre_date_format (&fact->until, CADRE_DATE_DOTTED) : g_strdup ("");
  return g_strdup_printf ("%s–%s %s%s%s", since, until, fact->title, fact->level_name != NULL ? " · " : "",
                          fact->level_name != NULL ? fact->level_name : "");
}

/* The last one drawn lies on top. */
static guint
find_fact (CadreStaircase *self,
           double          x,
           double          y)
{
  for (guint i = self->facts->len; i-- > 0;)
    {
      const CadreCareerFact *fact = g_ptr_array_index (self->facts, i);
      graphene_rect_t bounds;

      if (!has_place (fact))
        continue;
      get_bounds (self, fact, &bounds);
      if (graphene_rect_contains_point (&bounds, &GRAPHENE_POINT_INIT (x, y)))
        return i;
    }

  return G_MAXUINT;
}

static gboolean
cadre_staircase_query_tooltip (GtkWidget  *widget,
                               int         x,
                               int         y,
                               gboolean    keyboard,
                               GtkTooltip *tooltip)
{
  CadreStaircase *self = CADRE_STAIRCASE (widget);
  guint index = keyboard ? self->focused : find_fact (self, x, y);
  g_autofree char *text = NULL;

  if (index >= self->facts->len)
    return FALSE;

  text = describe (g_ptr_array_index (self->facts, index));
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
activate_fact (CadreStaircase *self,
               guint           index)
{
  const CadreCareerFact *fact;

  if (index >= self->facts->len)
    return;

  fact = g_ptr_array_index (self->facts, index);
  g_signal_emit (self, signals[SIGNAL_FACT_ACTIVATED], 0, cadre_career_kind_get_record (fact->kind), fact->id);
}

static void
tell_focused (CadreStaircase *self)
{
  g_autofree char *text = self->focused < self->facts->len ? describe (g_ptr_array_index (self->facts, self->focused))
                                                           : g_strdup (_("Career"));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
move_focus (CadreStaircase *self,
            int             step)
{
  guint n = self->facts->len;

  for (guint tries = 0; tries < n; tries++)
    {
      self->focused = self->focused >= n ? (step > 0 ? 0 : n - 1) : (self->focused + n + step) % n;
      if (has_place (g_ptr_array_index (self->facts, self->focused)))
        break;
    }

  tell_focused (self);
  return n > 0;
}

static gboolean
move_focus_cb (GtkWidget *widget,
               GVariant  *step,
               gpointer   data)
{
  return move_focus (CADRE_STAIRCASE (widget), g_variant_get_int32 (step));
}

static gboolean
activate_cb (GtkWidget *widget,
             GVariant  *args,
             gpointer   data)
{
  activate_fact (CADRE_STAIRCASE (widget), CADRE_STAIRCASE (widget)->focused);
  return TRUE;
}

static void
released_cb (GtkGestureClick *gesture,
             int              n_press,
             double           x,
             double           y,
             CadreStaircase  *self)
{
  activate_fact (self, find_fact (self, x, y));
}

/* ---- the class */

static void
cadre_staircase_finalize (GObject *object)
{
  g_ptr_array_unref (CADRE_STAIRCASE (object)->facts);

  G_OBJECT_CLASS (cadre_staircase_parent_class)->finalize (object);
}

static void
cadre_staircase_class_init (CadreStaircaseClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = cadre_staircase_finalize;
  widget_class->snapshot = cadre_staircase_snapshot;
  widget_class->measure = cadre_staircase_measure;
  widget_class->query_tooltip = cadre_staircase_query_tooltip;

  /**
   * CadreStaircase::fact-activated:
   * @record: the kind of record, as the catalogue names it
   * @id: its key
   */
  signals[SIGNAL_FACT_ACTIVATED] =
    g_signal_new ("fact-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);

  gtk_widget_class_set_css_name (widget_class, "staircase");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, 0, move_focus_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, 0, move_focus_cb, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, activate_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, activate_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, 0, activate_cb, NULL);
}

static void
cadre_staircase_init (CadreStaircase *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->facts = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_career_fact_free);
  self->focused = G_MAXUINT;

  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  tell_focused (self);
}

GtkWidget *
cadre_staircase_new (void)
{
  return g_object_new (CADRE_TYPE_STAIRCASE, NULL);
}

/**
 * cadre_staircase_set_career:
 * @facts: (element-type CadreCareerFact): from cadre_career_list(); a
 *   reference is taken
 * @as_of: where the drawing ends
 */
void
cadre_staircase_set_career (CadreStaircase  *self,
                            GPtrArray       *facts,
                            const CadreDate *as_of)
{
  g_return_if_fail (CADRE_IS_STAIRCASE (self));

  g_ptr_array_ref (facts);
  g_ptr_array_unref (self->facts);
  self->facts = facts;
  self->as_of = *as_of;
  self->focused = G_MAXUINT;
  self->top_level = 0;
  self->last_month = month_of (as_of, TRUE);
  self->first_month = self->last_month - MIN_YEARS * 12;

  for (guint i = 0; i < facts->len; i++)
    {
      const CadreCareerFact *fact = g_ptr_array_index (facts, i);

      if (!has_place (fact))
        continue;
      self->first_month = MIN (self->first_month, month_of (&fact->since, FALSE));
      if (fact->kind == CADRE_CAREER_POST)
        self->top_level = MAX (self->top_level, fact->level);
    }

  tell_focused (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
