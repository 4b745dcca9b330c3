/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Before GTK 4.10.1 a list view loses its place when its adjustment changes
 * twice inside one frame (gtk#2971): a fast wheel throws a long list to its
 * end. So the wheel's steps are added up and set once a frame. */

#define G_LOG_DOMAIN "cadre-scroll-cure"

#include "config.h"

#include <math.h>

#include "cadre-scroll-cure.h"

typedef struct
{
  GtkScrolledWindow *scroller;
  double pending;   /* wheel steps since the last frame */
  guint tick;
} Cure;

/* How far one step goes, as GtkScrolledWindow has it. */
static double
wheel_step (GtkAdjustment *adjustment)
{
  return pow (gtk_adjustment_get_page_size (adjustment), 2.0 / 3.0);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  Cure *cure = data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (cure->scroller);

  gtk_adjustment_set_value (adjustment,
                            gtk_adjustment_get_value (adjustment) + cure->pending * wheel_step (adjustment));
  cure->pending = 0;
  cure->tick = 0;
  return G_SOURCE_REMOVE;
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller,
           double                    dx,
           double                    dy,
           gpointer                  data)
{
  Cure *cure = data;
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  /* Smooth scrolling of touch pads comes once a frame by itself; Shift means
   * sideways. */
  if (dy == 0 || dx != 0 || (state & GDK_SHIFT_MASK) != 0 ||
      gtk_event_controller_scroll_get_unit (controller) != GDK_SCROLL_UNIT_WHEEL)
    return GDK_EVENT_PROPAGATE;

  cure->pending += dy;
  if (cure->tick == 0)
    cure->tick = gtk_widget_add_tick_callback (GTK_WIDGET (cure->scroller), tick_cb, cure, NULL);
  return GDK_EVENT_STOP;
}

static void
free_cure_cb (gpointer  data,
              GClosure *closure)
{
  g_free (data);
}

/**
 * cadre_scroll_cure_add:
 * @scroller: around a list view
 *
 * Does nothing where GTK needs no cure.
 */
void
cadre_scroll_cure_add (GtkScrolledWindow *scroller)
{
  GtkEventController *controller;
  Cure *cure;

  g_return_if_fail (GTK_IS_SCROLLED_WINDOW (scroller));

  if (gtk_check_version (4, 10, 1) == NULL)
    return;

  cure = g_new0 (Cure, 1);
  cure->scroller = scroller;
  controller = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_data (controller, "scroll", G_CALLBACK (scroll_cb), cure, free_cure_cb, 0);
  gtk_widget_add_controller (GTK_WIDGET (scroller), controller);
}
