/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-report-view"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "cadre-report-view.h"

/* Between pages, and around them. */
#define GAP 16

/* Pixels a point at 100 %. */
#define FULL_SIZE (96.0 / 72.0)

#define ZOOM_STEP 1.25
#define MIN_ZOOM 0.25
#define MAX_ZOOM 4.0

/* What an arrow key scrolls by. */
#define LINE 60

struct _CadreReportView
{
  GtkWidget parent_instance;

  CadreReportDocument *document;
  GArray *tops;         /* double: where each page begins, and where the last ends */
  GHashTable *pictures; /* number of a page -> GdkTexture, of those in sight */
  gboolean complete;    /* pictures know how many pages there are */
  double zoom;          /* pixels a point; 0: as wide as the widget */
  double widest;
  int laid_out_width;
  guint page;

  GtkAdjustment *adjustments[2]; /* by GtkOrientation */
  GtkScrollablePolicy policies[2];
};

enum
{
  PROP_0,
  PROP_PAGE,
  N_PROPS,

  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE_WITH_CODE (CadreReportView, cadre_report_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

/* ---------------------------------------------------------------------- layout */

static guint
n_pages (CadreReportView *self)
{
  return self->tops->len > 0 ? self->tops->len - 1 : 0;
}

static double
get_top (CadreReportView *self,
         guint            page)
{
  return g_array_index (self->tops, double, page);
}

/* Pixels a point, of one page: where all are as wide as the widget, an A3 is
 * set smaller than an A4. */
static double
get_scale (CadreReportView *self,
           guint            page)
{
  double width, height;

  if (self->zoom > 0)
    return self->zoom;

  cadre_report_document_get_size (self->document, page, &width, &height);
  return MAX (gtk_widget_get_width (GTK_WIDGET (self)) - 2 * GAP, 100) / width;
}

static void
lay_out (CadreReportView *self)
{
  guint count = self->document != NULL ? cadre_report_document_get_n_pages (self->document) : 0;
  double top = GAP;

  g_array_set_size (self->tops, 0);
  self->widest = 0;
  for (guint i = 0; i < count; i++)
    {
      double width, height, scale = get_scale (self, i);

      g_array_append_val (self->tops, top);
      cadre_report_document_get_size (self->document, i, &width, &height);
      top += ceil (height * scale) + GAP;
      self->widest = MAX (self->widest, width * scale + 2 * GAP);
    }
  if (count > 0)
    g_array_append_val (self->tops, top);
  self->laid_out_width = gtk_widget_get_width (GTK_WIDGET (self));
}

static guint
find_page (CadreReportView *self,
           double           y)
{
  guint low = 0, high = n_pages (self);

  while (low + 1 < high)
    {
      guint middle = (low + high) / 2;

      if (get_top (self, middle) <= y)
        low = middle;
      else
        high = middle;
    }

  return low;
}

static double
get_value (CadreReportView *self,
           GtkOrientation   orientation)
{
  return self->adjustments[orientation] != NULL ? gtk_adjustment_get_value (self->adjustments[orientation]) : 0;
}

static void
configure (CadreReportView *self)
{
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double upper = n_pages (self) > 0 ? get_top (self, n_pages (self)) : height;

  if (self->adjustments[GTK_ORIENTATION_VERTICAL] != NULL)
    gtk_adjustment_configure (self->adjustments[GTK_ORIENTATION_VERTICAL], get_value (self, GTK_ORIENTATION_VERTICAL),
                              0, MAX (upper, height), LINE, height * 0.9, height);
  if (self->adjustments[GTK_ORIENTATION_HORIZONTAL] != NULL)
    gtk_adjustment_configure (self->adjustments[GTK_ORIENTATION_HORIZONTAL], get_value (self, GTK_ORIENTATION_HORIZONTAL),
                              0, MAX (self->zoom > 0 ? self->widest : width, width), LINE, width * 0.9, width);
}

/* A screen reader hears the page that is looked at. */
static void
tell_page (CadreReportView *self)
{
  g_autofree char *label = g_strdup_printf (_("Page %u of %u"), self->page, n_pages (self));
  g_autofree char *text = self->page > 0 ? cadre_report_document_dup_text (self->document, self->page - 1) : g_strdup ("");

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
}

static void
find_current (CadreReportView *self)
{
  /* The one at the upper third of what is in sight. */
  double y = get_value (self, GTK_ORIENTATION_VERTICAL) + gtk_widget_get_height (GTK_WIDGET (self)) / 3.0;
  guint page = n_pages (self) > 0 ? find_page (self, y) + 1 : 0;

  if (page == self->page)
    return;

  self->page = page;
  tell_page (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
}

/* Keeps what is looked at in its place when everything gets another size. */
static void
lay_out_again (CadreReportView *self)
{
  double value = get_value (self, GTK_ORIENTATION_VERTICAL);
  guint page = n_pages (self) > 0 ? find_page (self, value) : 0;
  double part = n_pages (self) > 0 ? (value - get_top (self, page)) / (get_top (self, page + 1) - get_top (self, page)) : 0;

  g_hash_table_remove_all (self->pictures);
  lay_out (self);
  configure (self);
  if (page < n_pages (self) && self->adjustments[GTK_ORIENTATION_VERTICAL] != NULL && value > 0)
    gtk_adjustment_set_value (self->adjustments[GTK_ORIENTATION_VERTICAL],
                              get_top (self, page) + part * (get_top (self, page + 1) - get_top (self, page)));
  find_current (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
cadre_report_view_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  CadreReportView *self = CADRE_REPORT_VIEW (widget);

  if (self->zoom <= 0 && width != self->laid_out_width)
    lay_out_again (self);
  else
    configure (self);
  find_current (self);
}

static void
cadre_report_view_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  *minimum = 100;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 800 : 600;
}

/* --------------------------------------------------------------------- drawing */

static GdkTexture *
draw_picture (CadreReportView *self,
              guint            page,
              int              width,
              int              height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  double wide, high;
  GdkTexture *texture;
  g_autoptr(GBytes) bytes = NULL;
  gsize stride;

  cadre_report_document_get_size (self->document, page, &wide, &high);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, width / wide, height / high);
  cadre_report_document_draw (self->document, page, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  stride = (gsize) cairo_image_surface_get_stride (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), stride * (gsize) height,
                                      (GDestroyNotify) cairo_surface_destroy, surface);
  texture = gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);

  return texture;
}

static GdkTexture *
get_picture (CadreReportView *self,
             guint            page,
             double           width,
             double           height)
{
  GdkTexture *texture = g_hash_table_lookup (self->pictures, GUINT_TO_POINTER (page));
  int factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  if (texture == NULL)
    {
      texture = draw_picture (self, page, MAX ((int) (width * factor), 1), MAX ((int) (height * factor), 1));
      g_hash_table_insert (self->pictures, GUINT_TO_POINTER (page), texture);
    }

  return texture;
}

static gboolean
is_out_of_sight (gpointer key,
                 gpointer value,
                 gpointer range)
{
  guint page = GPOINTER_TO_UINT (key);
  guint *pages = range;

  return page + 1 < pages[0] || page > pages[1] + 1;
}

static void
snapshot_page (CadreReportView *self,
               GtkSnapshot     *snapshot,
               guint            page)
{
  const GdkRGBA edge = { 0, 0, 0, 0.25f };
  const float widths[4] = { 1, 1, 1, 1 };
  const GdkRGBA colours[4] = { edge, edge, edge, edge };
  double width, height, scale = get_scale (self, page);
  double x, y = get_top (self, page) - get_value (self, GTK_ORIENTATION_VERTICAL);
  graphene_rect_t area;
  GskRoundedRect outline;

  cadre_report_document_get_size (self->document, page, &width, &height);
  width = floor (width * scale);
  height = floor (height * scale);
  x = floor (MAX (GAP, (gtk_widget_get_width (GTK_WIDGET (self)) - width) / 2) - get_value (self, GTK_ORIENTATION_HORIZONTAL));
  graphene_rect_init (&area, (float) x, (float) floor (y), (float) width, (float) height);
  gsk_rounded_rect_init_from_rect (&outline, &area, 0);
  gsk_rounded_rect_shrink (&outline, -1, -1, -1, -1);
  gtk_snapshot_append_texture (snapshot, get_picture (self, page, width, height), &area);
  gtk_snapshot_append_border (snapshot, &outline, widths, colours);
}

static void
cadre_report_view_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  CadreReportView *self = CADRE_REPORT_VIEW (widget);
  double value = get_value (self, GTK_ORIENTATION_VERTICAL);
  double end = value + gtk_widget_get_height (widget);
  guint range[2];

  if (n_pages (self) == 0)
    return;

  range[0] = range[1] = find_page (self, value);
  for (guint i = range[0]; i < n_pages (self) && get_top (self, i) < end; i++)
    {
      snapshot_page (self, snapshot, i);
      range[1] = i;
    }
  g_hash_table_foreach_remove (self->pictures, is_out_of_sight, range);
}

/* -------------------------------------------------------------------- the keys */

static void
scroll_to (CadreReportView *self,
           double           value)
{
  if (self->adjustments[GTK_ORIENTATION_VERTICAL] != NULL)
    gtk_adjustment_set_value (self->adjustments[GTK_ORIENTATION_VERTICAL], value);
}

/* The argument is by how many pages, or G_MAXINT for the end. */
static gboolean
move_page_cb (GtkWidget *widget,
              GVariant  *args,
              gpointer   data)
{
  CadreReportView *self = CADRE_REPORT_VIEW (widget);
  int by = g_variant_get_int32 (args);
  gint64 page = (gint64) self->page + by;

  cadre_report_view_show_page (self, (guint) CLAMP (page, 1, MAX (n_pages (self), 1)));
  return TRUE;
}

static gboolean
move_line_cb (GtkWidget *widget,
              GVariant  *args,
              gpointer   data)
{
  CadreReportView *self = CADRE_REPORT_VIEW (widget);

  scroll_to (self, get_value (self, GTK_ORIENTATION_VERTICAL) + g_variant_get_int32 (args));
  return TRUE;
}

static gboolean
zoom_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   data)
{
  int steps = g_variant_get_int32 (args);

  if (steps == 0)
    cadre_report_view_fit (CADRE_REPORT_VIEW (widget));
  else
    cadre_report_view_zoom (CADRE_REPORT_VIEW (widget), steps);
  return TRUE;
}

static const struct
{
  guint key;
  GdkModifierType modifiers;
  gboolean (* callback) (GtkWidget *widget, GVariant *args, gpointer data);
  int argument;
} bindings[] = {
  { GDK_KEY_Page_Down, 0, move_page_cb, 1 },
  { GDK_KEY_Page_Up, 0, move_page_cb, -1 },
  { GDK_KEY_space, 0, move_page_cb, 1 },
  { GDK_KEY_Home, 0, move_page_cb, G_MININT },
  { GDK_KEY_End, 0, move_page_cb, G_MAXINT },
  { GDK_KEY_Down, 0, move_line_cb, LINE },
  { GDK_KEY_Up, 0, move_line_cb, -LINE },
  { GDK_KEY_plus, GDK_CONTROL_MASK, zoom_cb, 1 },
  { GDK_KEY_equal, GDK_CONTROL_MASK, zoom_cb, 1 },
  { GDK_KEY_KP_Add, GDK_CONTROL_MASK, zoom_cb, 1 },
  { GDK_KEY_minus, GDK_CONTROL_MASK, zoom_cb, -1 },
  { GDK_KEY_KP_Subtract, GDK_CONTROL_MASK, zoom_cb, -1 },
  { GDK_KEY_0, GDK_CONTROL_MASK, zoom_cb, 0 },
};

/* ------------------------------------------------------------------ the widget */

static void
scrolled_cb (CadreReportView *self)
{
  find_current (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_adjustment (CadreReportView *self,
                GtkOrientation   orientation,
                GtkAdjustment   *adjustment)
{
  if (self->adjustments[orientation] != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustments[orientation], self);
  g_set_object (&self->adjustments[orientation], adjustment);
  if (adjustment != NULL)
    {
      g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
      configure (self);
    }
}

static void
cadre_report_view_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  CadreReportView *self = CADRE_REPORT_VIEW (object);

  switch (prop_id)
    {
    case PROP_PAGE:
      g_value_set_uint (value, self->page);
      break;
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_VERTICAL]);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->policies[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->policies[GTK_ORIENTATION_VERTICAL]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cadre_report_view_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  CadreReportView *self = CADRE_REPORT_VIEW (object);

  switch (prop_id)
    {
    case PROP_HADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_VERTICAL, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->policies[GTK_ORIENTATION_HORIZONTAL] = g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->policies[GTK_ORIENTATION_VERTICAL] = g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cadre_report_view_dispose (GObject *object)
{
  CadreReportView *self = CADRE_REPORT_VIEW (object);

  set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, NULL);
  set_adjustment (self, GTK_ORIENTATION_VERTICAL, NULL);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (cadre_report_view_parent_class)->dispose (object);
}

static void
cadre_report_view_finalize (GObject *object)
{
  CadreReportView *self = CADRE_REPORT_VIEW (object);

  g_array_unref (self->tops);
  g_hash_table_unref (self->pictures);

  G_OBJECT_CLASS (cadre_report_view_parent_class)->finalize (object);
}

static void
cadre_report_view_class_init (CadreReportViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = cadre_report_view_get_property;
  object_class->set_property = cadre_report_view_set_property;
  object_class->dispose = cadre_report_view_dispose;
  object_class->finalize = cadre_report_view_finalize;
  widget_class->measure = cadre_report_view_measure;
  widget_class->size_allocate = cadre_report_view_size_allocate;
  widget_class->snapshot = cadre_report_view_snapshot;

  properties[PROP_PAGE] = g_param_spec_uint ("page", NULL, NULL, 0, G_MAXUINT, 0,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  for (guint i = 0; i < G_N_ELEMENTS (bindings); i++)
    gtk_widget_class_add_binding (widget_class, bindings[i].key, bindings[i].modifiers, bindings[i].callback, "i",
                                  bindings[i].argument);
  gtk_widget_class_set_css_name (widget_class, "report-view");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
cadre_report_view_init (CadreReportView *self)
{
  self->tops = g_array_new (FALSE, FALSE, sizeof (double));
  self->pictures = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * cadre_report_view_set_document:
 * @document: (nullable): it may still be filled; tell of more pages by
 *   cadre_report_view_update()
 */
void
cadre_report_view_set_document (CadreReportView     *self,
                                CadreReportDocument *document)
{
  g_return_if_fail (CADRE_IS_REPORT_VIEW (self));

  g_set_object (&self->document, document);
  g_hash_table_remove_all (self->pictures);
  self->complete = FALSE;
  self->page = 0;
  scroll_to (self, 0);
  cadre_report_view_update (self);
}

/**
 * cadre_report_view_update:
 *
 * Shows the pages that have been added since.
 */
void
cadre_report_view_update (CadreReportView *self)
{
  gboolean complete;

  g_return_if_fail (CADRE_IS_REPORT_VIEW (self));

  complete = self->document != NULL && cadre_report_document_is_complete (self->document);
  if (complete && !self->complete)
    g_hash_table_remove_all (self->pictures);
  self->complete = complete;
  lay_out (self);
  configure (self);
  find_current (self);
  if (self->page > 0)
    tell_page (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * cadre_report_view_get_page:
 *
 * Returns: the page that is looked at, from 1; 0: there is none
 */
guint
cadre_report_view_get_page (CadreReportView *self)
{
  g_return_val_if_fail (CADRE_IS_REPORT_VIEW (self), 0);

  return self->page;
}

/**
 * cadre_report_view_show_page:
 * @page: from 1
 */
void
cadre_report_view_show_page (CadreReportView *self,
                             guint            page)
{
  g_return_if_fail (CADRE_IS_REPORT_VIEW (self));

  if (page >= 1 && page <= n_pages (self))
    scroll_to (self, get_top (self, page - 1) - GAP);
}

/**
 * cadre_report_view_zoom:
 * @steps: larger, or smaller where it is negative
 */
void
cadre_report_view_zoom (CadreReportView *self,
                        int              steps)
{
  double zoom;

  g_return_if_fail (CADRE_IS_REPORT_VIEW (self));

  if (n_pages (self) == 0)
    return;

  zoom = get_scale (self, self->page > 0 ? self->page - 1 : 0) * pow (ZOOM_STEP, steps);
  self->zoom = CLAMP (zoom, MIN_ZOOM * FULL_SIZE, MAX_ZOOM * FULL_SIZE);
  lay_out_again (self);
}

/**
 * cadre_report_view_fit:
 *
 * Makes each page as wide as the widget.
 */
void
cadre_report_view_fit (CadreReportView *self)
{
  g_return_if_fail (CADRE_IS_REPORT_VIEW (self));

  self->zoom = 0;
  lay_out_again (self);
}
