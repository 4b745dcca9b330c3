/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Each item of the overview is asked for in a job of its own and shown when
 * its answer comes; those that need everybody's hours share one. */

#define G_LOG_DOMAIN "cadre-overview-page"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-chart.h"
#include "cadre-empty-page.h"
#include "cadre-overview-list.h"
#include "cadre-overview-page.h"
#include "cadre-overview.h"
#include "cadre-people-page.h"
#include "cadre-term.h"
#include "cadre-window.h"

/* A change is often followed by others. */
#define RELOAD_DELAY_MS 300

/* What stands for an item on the page. */
typedef struct
{
  const CadreOverviewItem *item;
  GtkWidget *widget;       /* a row, a button or a card */
  GtkLabel *figure;        /* of a row or a button */
  GtkLabel *note;          /* of a button: what the share is of */
  GtkLabel *heading;       /* of a button or a card */
  CadreChart *chart;
  GStrv labels;            /* of the chart's categories */
} Place;

struct _CadreOverviewPage
{
  CadrePage parent_instance;

  CadreDate as_of;           /* year 0: today */
  GCancellable *cancellable; /* of what is being asked */
  guint reload_source;
  gboolean is_stale;         /* the archive changed behind another page */
  guint n_waiting;           /* answers yet to come */
  GArray *places;            /* Place, one for each item */

  GtkStack *stack;
  GtkCalendar *calendar;
  GtkMenuButton *date_button;
  GtkSpinner *spinner;
  AdwPreferencesGroup *tasks;
  GtkWidget *nothing_row;
  GtkFlowBox *figures;
  GtkFlowBox *charts;
};

G_DEFINE_FINAL_TYPE (CadreOverviewPage, cadre_overview_page, CADRE_TYPE_PAGE)

static CadreWindow *
get_window (CadreOverviewPage *self)
{
  return cadre_window_of (GTK_WIDGET (self));
}

static CadreDate
get_day (CadreOverviewPage *self)
{
  return self->as_of.year > 0 ? self->as_of : cadre_date_today ();
}

static char *
get_title (CadreOverviewPage       *self,
           const CadreOverviewItem *item)
{
  CadreDate day = get_day (self);

  return cadre_overview_expand_title (_(item->title), &day);
}

/* ------------------------------------------------------------ opening the names */

typedef struct
{
  const CadreOverviewItem *item;
  CadreDate as_of;
  char *label;
  char *title;
  GArray *ids;
  GPtrArray *lines;
} Names;

static void
names_free (gpointer data)
{
  Names *names = data;

  g_free (names->label);
  g_free (names->title);
  g_clear_pointer (&names->ids, g_array_unref);
  g_clear_pointer (&names->lines, g_ptr_array_unref);
  g_free (names);
}

static gboolean
list_names (CadreJob      *job,
            CadreArchive  *archive,
            gpointer       data,
            GError       **error)
{
  Names *names = data;

  if (names->item->needs_hours && !cadre_overview_prepare_hours (archive, &names->as_of, error))
    return FALSE;

  if (g_str_equal (names->item->record, "person"))
    names->ids = cadre_overview_list_ids (archive, names->item, names->label, &names->as_of, error);
  else
    names->lines = cadre_overview_list_lines (archive, names->item, &names->as_of, error);

  return names->ids != NULL || names->lines != NULL;
}

static void
names_listed_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(CadreOverviewPage) self = data;
  g_autoptr(GError) error = NULL;
  Names *names = cadre_session_get_data (result);
  CadreWindow *window = get_window (self);

  if (window == NULL)
    return;
  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      cadre_window_show_error (window, _("The names cannot be listed"), error);
      return;
    }

  if (names->lines != NULL)
    {
      cadre_window_push (window, cadre_overview_list_new (CADRE_SESSION (source), names->title, names->item->record,
                                                          names->lines));
      return;
    }

  cadre_window_show_page (window, "people");
  cadre_people_page_show_only (CADRE_PEOPLE_PAGE (cadre_window_get_page (window)), names->title, names->ids);
}

static void
open_names (CadreOverviewPage       *self,
            const CadreOverviewItem *item,
            const char              *label)
{
  Names *names = g_new0 (Names, 1);
  g_autofree char *title = get_title (self, item);

  names->item = item;
  names->as_of = get_day (self);
  names->label = g_strdup (label);
  names->title = label != NULL ? g_strdup_printf ("%s · %s", title, label) : g_steal_pointer (&title);
  cadre_session_read (cadre_page_get_session (CADRE_PAGE (self)), _("Listing Names"), list_names, names, names_free, NULL,
                      names_listed_cb, g_object_ref (self));
}

static Place *
find_place (CadreOverviewPage *self,
            gpointer           widget)
{
  for (guint i = 0; i < self->places->len; i++)
    {
      Place *place = &g_array_index (self->places, Place, i);

      if (place->widget == widget || (gpointer) place->chart == widget)
        return place;
    }

  g_return_val_if_reached (NULL);
}

static void
place_activated_cb (CadreOverviewPage *self,
                    GtkWidget         *widget)
{
  open_names (self, find_place (self, widget)->item, NULL);
}

static void
category_activated_cb (CadreOverviewPage *self,
                       guint              category,
                       CadreChart        *chart)
{
  Place *place = find_place (self, chart);

  if (place->labels != NULL && category < g_strv_length (place->labels))
    open_names (self, place->item, place->labels[category]);
}

/* -------------------------------------------------------------------- showing */

static char *
describe_groups (const CadreOverviewCount *count)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < count->groups->len; i++)
    {
      const CadreOverviewGroup *group = g_ptr_array_index (count->groups, i);

      g_string_append_printf (text, "%s%s %" G_GINT64_FORMAT, i > 0 ? " · " : "", group->label, group->count);
    }

  return g_string_free (text, FALSE);
}

static void
show_task (Place                    *place,
           const CadreOverviewCount *count)
{
  g_autofree char *figure = g_strdup_printf ("%" G_GINT64_FORMAT, count->count);
  g_autofree char *groups = describe_groups (count);

  gtk_label_set_label (place->figure, figure);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (place->widget), groups);
  gtk_widget_set_visible (place->widget, count->count > 0);
}

static char *
format_figure (const CadreOverviewItem  *item,
               const CadreOverviewCount *count)
{
  switch (item->shows)
    {
    case CADRE_OVERVIEW_OF:
      return g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, count->count, count->base);
    case CADRE_OVERVIEW_SHARE:
      return count->base > 0 ? g_strdup_printf ("%.1f%%", 100.0 * count->count / count->base) : g_strdup ("–");
    case CADRE_OVERVIEW_MEAN:
      return count->base > 0 ? g_strdup_printf ("%.1f", count->value / count->base) : g_strdup ("–");
    case CADRE_OVERVIEW_SUM:
      return g_strdup_printf ("%g", count->value);
    case CADRE_OVERVIEW_COUNT:
    default:
      return g_strdup_printf ("%" G_GINT64_FORMAT, count->count);
    }
}

static void
show_figure (Place                    *place,
             const CadreOverviewCount *count)
{
  g_autofree char *figure = format_figure (place->item, count);
  g_autofree char *note = g_strdup_printf (_("%ld of %ld"), (glong) count->count, (glong) count->base);
  g_autofree char *name = g_strdup_printf ("%s: %s", gtk_label_get_label (place->heading), figure);

  gtk_label_set_label (place->figure, figure);
  gtk_label_set_label (place->note, place->item->shows == CADRE_OVERVIEW_SHARE ? note : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (place->widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_chart (Place                    *place,
            const CadreOverviewCount *count)
{
  g_autoptr(GStrvBuilder) labels = g_strv_builder_new ();
  g_autofree double *values = g_new0 (double, MAX (1, count->groups->len));
  const char *series[] = { gtk_label_get_label (place->heading), NULL };

  for (guint i = 0; i < count->groups->len; i++)
    {
      const CadreOverviewGroup *group = g_ptr_array_index (count->groups, i);

      g_strv_builder_add (labels, group->label);
      values[i] = place->item->shows == CADRE_OVERVIEW_SUM ? group->value : (double) group->count;
    }

  g_clear_pointer (&place->labels, g_strfreev);
  place->labels = g_strv_builder_end (labels);
  cadre_chart_set_data (place->chart, CADRE_CHART_BARS, series[0], (const char * const *) place->labels, series, values);
  gtk_widget_set_visible (gtk_widget_get_parent (place->widget), count->groups->len > 0);
}

static void
show_count (Place                    *place,
            const CadreOverviewCount *count)
{
  if (place->item->part == CADRE_OVERVIEW_TASK)
    show_task (place, count);
  else if (place->item->part == CADRE_OVERVIEW_FIGURE)
    show_figure (place, count);
  else
    show_chart (place, count);
}

static void
update_waiting (CadreOverviewPage *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->places->len; i++)
    {
      Place *place = &g_array_index (self->places, Place, i);

      any |= place->item->part == CADRE_OVERVIEW_TASK && gtk_widget_get_visible (place->widget);
    }

  gtk_spinner_set_spinning (self->spinner, self->n_waiting > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), self->n_waiting > 0);
  gtk_widget_set_visible (self->nothing_row, self->n_waiting == 0 && !any);
}

/* --------------------------------------------------------------------- asking */

/* Some items, by their number, and what they come to. */
typedef struct
{
  CadreDate as_of;
  gboolean needs_hours;
  GArray *numbers;
  GPtrArray *counts;
  gboolean is_empty;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_array_unref (asked->numbers);
  g_ptr_array_unref (asked->counts);
  g_free (asked);
}

static gboolean
ask (CadreJob      *job,
     CadreArchive  *archive,
     gpointer       data,
     GError       **error)
{
  Asked *asked = data;
  guint n_items;
  const CadreOverviewItem *items = cadre_overview_get_items (&n_items);

  if (asked->needs_hours && !cadre_overview_prepare_hours (archive, &asked->as_of, error))
    return FALSE;

  for (guint i = 0; i < asked->numbers->len; i++)
    {
      CadreOverviewCount *count = cadre_overview_count (archive, &items[g_array_index (asked->numbers, guint, i)],
                                                        &asked->as_of, error);

      if (count == NULL)
        return FALSE;
      g_ptr_array_add (asked->counts, count);
    }

  return TRUE;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  CadreOverviewPage *self = data;
  Asked *asked = cadre_session_get_data (result);
  g_autoptr(GError) error = NULL;

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      /* The page may be gone, or asks anew. */
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      if (get_window (self) != NULL)
        cadre_window_show_error (get_window (self), _("A figure cannot be computed"), error);
    }
  else
    {
      for (guint i = 0; i < asked->numbers->len; i++)
        show_count (&g_array_index (self->places, Place, g_array_index (asked->numbers, guint, i)),
                    g_ptr_array_index (asked->counts, i));
    }

  self->n_waiting--;
  update_waiting (self);
}

static Asked *
asked_new (CadreOverviewPage *self)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->as_of = get_day (self);
  asked->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  asked->counts = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_overview_count_free);
  return asked;
}

static void
send (CadreOverviewPage *self,
      Asked             *asked)
{
  self->n_waiting++;
  cadre_session_read (cadre_page_get_session (CADRE_PAGE (self)), NULL, ask, asked, asked_free, self->cancellable,
                      answered_cb, self);
}

static void
ask_all (CadreOverviewPage *self)
{
  Asked *hours = asked_new (self);

  hours->needs_hours = TRUE;
  for (guint i = 0; i < self->places->len; i++)
    {
      Place *place = &g_array_index (self->places, Place, i);
      Asked *asked = place->item->needs_hours ? hours : asked_new (self);

      g_array_append_val (asked->numbers, i);
      if (asked != hours)
        send (self, asked);
    }
  send (self, hours);
  update_waiting (self);
}

static void
show_titles (CadreOverviewPage *self)
{
  CadreDate day = get_day (self);
  g_autofree char *date = cadre_date_format (&day, CADRE_DATE_ISO);
  g_autofree char *subtitle = g_strdup_printf (_("As of %s"), date);

  cadre_page_set_subtitle (CADRE_PAGE (self), subtitle);
  for (guint i = 0; i < self->places->len; i++)
    {
      Place *place = &g_array_index (self->places, Place, i);
      g_autofree char *title = get_title (self, place->item);

      if (place->item->part == CADRE_OVERVIEW_TASK)
        adw_preferences_row_set_title (ADW_PREFERENCES_ROW (place->widget), title);
      else
        gtk_label_set_label (place->heading, title);
    }
}

static gboolean
look_for_anybody (CadreJob      *job,
                  CadreArchive  *archive,
                  gpointer       data,
                  GError       **error)
{
  Asked *asked = data;
  gint64 found = 0;

  if (!cadre_archive_query_int64 (archive, "SELECT EXISTS (SELECT 1 FROM person)", &found, error))
    return FALSE;

  asked->is_empty = found == 0;
  return TRUE;
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  CadreOverviewPage *self = data;
  Asked *asked = cadre_session_get_data (result);

  if (!cadre_session_finish (CADRE_SESSION (source), result, NULL))
    return;

  gtk_stack_set_visible_child_name (self->stack, asked->is_empty ? "empty" : "overview");
  gtk_widget_set_visible (GTK_WIDGET (self->date_button), !asked->is_empty);
  if (asked->is_empty)
    cadre_page_set_subtitle (CADRE_PAGE (self), NULL);
  else
    ask_all (self);
}

static void
reload (CadreOverviewPage *self)
{
  CadreSession *session = cadre_page_get_session (CADRE_PAGE (self));

  g_clear_handle_id (&self->reload_source, g_source_remove);
  if (session == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->n_waiting = 0;
  self->is_stale = FALSE;
  show_titles (self);
  cadre_session_read (session, NULL, look_for_anybody, asked_new (self), asked_free, self->cancellable, looked_cb, self);
}

static gboolean
reload_cb (gpointer data)
{
  CadreOverviewPage *self = data;

  self->reload_source = 0;
  reload (self);
  return G_SOURCE_REMOVE;
}

static void
cadre_overview_page_changed (CadrePage          *page,
                             const char * const *tables)
{
  CadreOverviewPage *self = CADRE_OVERVIEW_PAGE (page);

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->is_stale = TRUE;
  else if (self->reload_source == 0)
    self->reload_source = g_timeout_add (RELOAD_DELAY_MS, reload_cb, self);
}

/* ----------------------------------------------------------------------- dates */

static void
day_selected_cb (CadreOverviewPage *self)
{
  g_autoptr(GDateTime) day = gtk_calendar_get_date (self->calendar);

  self->as_of = (CadreDate) { .year = (gint16) g_date_time_get_year (day), .month = (guint8) g_date_time_get_month (day),
                              .day = (guint8) g_date_time_get_day_of_month (day) };
  reload (self);
}

static void
today_clicked_cb (CadreOverviewPage *self)
{
  self->as_of.year = 0;
  gtk_menu_button_popdown (self->date_button);
  reload (self);
}

/* ---------------------------------------------------------------------- making */

static GtkWidget *
label_new (const char *css_class,
           GtkWidget  *box)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  if (box != NULL)
    gtk_box_append (GTK_BOX (box), label);

  return label;
}

static void
add_task (CadreOverviewPage *self,
          Place             *place)
{
  place->widget = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "activatable", TRUE, "visible", FALSE, NULL);
  place->figure = GTK_LABEL (label_new ("title-3", NULL));
  gtk_widget_add_css_class (GTK_WIDGET (place->figure), "numeric");
  if (place->item->glossary != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (place->widget), cadre_term_new (place->item->glossary));
  adw_action_row_add_suffix (ADW_ACTION_ROW (place->widget), GTK_WIDGET (place->figure));
  adw_action_row_add_suffix (ADW_ACTION_ROW (place->widget), gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_signal_connect_object (place->widget, "activated", G_CALLBACK (place_activated_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->tasks, place->widget);
}

static void
append_to_flow (GtkFlowBox *flow,
                GtkWidget  *widget)
{
  GtkWidget *child = gtk_flow_box_child_new ();

  gtk_widget_set_focusable (child, FALSE);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), widget);
  gtk_flow_box_append (flow, child);
}

static void
add_figure (CadreOverviewPage *self,
            Place             *place)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  place->widget = gtk_button_new ();
  place->figure = GTK_LABEL (label_new ("title-1", box));
  place->heading = GTK_LABEL (label_new ("body", box));
  place->note = GTK_LABEL (label_new ("caption", box));
  gtk_widget_add_css_class (GTK_WIDGET (place->note), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (place->figure), "numeric");
  gtk_label_set_max_width_chars (place->heading, 16);
  gtk_label_set_label (place->figure, "…");
  gtk_button_set_child (GTK_BUTTON (place->widget), box);
  gtk_widget_add_css_class (place->widget, "card");
  gtk_widget_add_css_class (place->widget, "overview-figure");
  g_signal_connect_object (place->widget, "clicked", G_CALLBACK (place_activated_cb), self, G_CONNECT_SWAPPED);
  append_to_flow (self->figures, place->widget);
}

static void
add_chart (CadreOverviewPage *self,
           Place             *place)
{
  place->widget = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  place->heading = GTK_LABEL (label_new ("heading", place->widget));
  place->chart = CADRE_CHART (cadre_chart_new ());
  gtk_box_append (GTK_BOX (place->widget), GTK_WIDGET (place->chart));
  gtk_widget_add_css_class (place->widget, "card");
  gtk_widget_add_css_class (place->widget, "overview-chart");
  g_signal_connect_object (place->chart, "category-activated", G_CALLBACK (category_activated_cb), self, G_CONNECT_SWAPPED);
  append_to_flow (self->charts, place->widget);
}

static void
add_places (CadreOverviewPage *self)
{
  guint n_items;
  const CadreOverviewItem *items = cadre_overview_get_items (&n_items);

  for (guint i = 0; i < n_items; i++)
    {
      Place place = { .item = &items[i] };

      if (items[i].part == CADRE_OVERVIEW_TASK)
        add_task (self, &place);
      else if (items[i].part == CADRE_OVERVIEW_FIGURE)
        add_figure (self, &place);
      else
        add_chart (self, &place);
      if (items[i].glossary != NULL && items[i].part != CADRE_OVERVIEW_TASK)
        cadre_term_explain (place.widget, items[i].glossary);
      g_array_append_val (self->places, place);
    }
}

static void
cadre_overview_page_constructed (GObject *object)
{
  CadreOverviewPage *self = CADRE_OVERVIEW_PAGE (object);

  G_OBJECT_CLASS (cadre_overview_page_parent_class)->constructed (object);

  add_places (self);
  reload (self);
}

static void
cadre_overview_page_map (GtkWidget *widget)
{
  CadreOverviewPage *self = CADRE_OVERVIEW_PAGE (widget);

  GTK_WIDGET_CLASS (cadre_overview_page_parent_class)->map (widget);

  if (self->is_stale)
    reload (self);
}

static void
cadre_overview_page_dispose (GObject *object)
{
  CadreOverviewPage *self = CADRE_OVERVIEW_PAGE (object);

  g_clear_handle_id (&self->reload_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (cadre_overview_page_parent_class)->dispose (object);
}

static void
cadre_overview_page_finalize (GObject *object)
{
  g_array_unref (CADRE_OVERVIEW_PAGE (object)->places);

  G_OBJECT_CLASS (cadre_overview_page_parent_class)->finalize (object);
}

static void
cadre_overview_page_class_init (CadreOverviewPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = cadre_overview_page_constructed;
  object_class->dispose = cadre_overview_page_dispose;
  object_class->finalize = cadre_overview_page_finalize;
  widget_class->map = cadre_overview_page_map;
  CADRE_PAGE_CLASS (klass)->changed = cadre_overview_page_changed;

  g_type_ensure (CADRE_TYPE_EMPTY_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-overview-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreOverviewPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CadreOverviewPage, calendar);
  gtk_widget_class_bind_template_child (widget_class, CadreOverviewPage, date_button);
  gtk_widget_class_bind_template_child (widget_class, CadreOverviewPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, CadreOverviewPage, tasks);
  gtk_widget_class_bind_template_child (widget_class, CadreOverviewPage, nothing_row);
  gtk_widget_class_bind_template_child (widget_class, CadreOverviewPage, figures);
  gtk_widget_class_bind_template_child (widget_class, CadreOverviewPage, charts);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, today_clicked_cb);
}

static void
clear_place (gpointer data)
{
  g_strfreev (((Place *) data)->labels);
}

static void
cadre_overview_page_init (CadreOverviewPage *self)
{
  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_array_set_clear_func (self->places, clear_place);
  gtk_widget_init_template (GTK_WIDGET (self));
}
