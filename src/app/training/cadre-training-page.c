/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-training-page"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-claims-view.h"
#include "cadre-class-actions.h"
#include "cadre-record-dialog.h"
#include "cadre-training-data.h"
#include "cadre-training-page.h"
#include "cadre-training-plan.h"

#define MAX_CALLED 100

/* Keys of the parts of a line of the plan; its classes have their own. */
#define EDIT_KEY(plan) (-2 * (plan))
#define MAKE_KEY(plan) (-2 * (plan) - 1)

struct _CadreTrainingPage
{
  CadrePage parent_instance;

  int year;                /* 0: not known yet */
  gboolean filling;        /* the years are being put in */
  GArray *years;
  GCancellable *cancellable;
  CadreRecordGroup *open;
  CadreRecordGroup *done;
  CadreRecordGroup *plan;
  CadreRecordGroup *people;
  CadreRecordGroup *rounds;
  CadreRecordGroup *courses;
  CadreClaimsView *claims;

  GtkWidget *add_button;
  GtkWidget *first_button;
  GtkDropDown *year_drop;
  AdwViewStack *tabs;
  GtkStack *classes_stack;
  GtkBox *classes_box;
  GtkLabel *figures_label;
  GtkBox *plan_box;
  GtkLabel *plan_label;
  GtkBox *menu_box;
  GtkBox *claims_box;
  GtkSpinButton *missing_spin;
  GtkCheckButton *before_check;
  GtkSpinButton *before_spin;
  GtkBox *call_up_box;
  GtkLabel *call_up_label;
};

G_DEFINE_FINAL_TYPE (CadreTrainingPage, cadre_training_page, CADRE_TYPE_PAGE)

static CadreWindow *
get_window (CadreTrainingPage *self)
{
  return cadre_window_of (GTK_WIDGET (self));
}

static void
add_classes_of (CadreTrainingPage *self,
                GtkWidget         *expander,
                gint64             plan_id,
                GPtrArray         *classes)
{
  for (guint i = 0; i < classes->len; i++)
    {
      const CadreClassLine *class = g_ptr_array_index (classes, i);
      const CadreRecordLine *line = &class->line;

      if (class->plan_id == plan_id)
        cadre_record_group_add_part (self->plan, expander, line->id, line->title, line->subtitle, line->trailing);
    }
}

/* Each line of the plan opens to its classes. */
static void
show_plan (CadreTrainingPage       *self,
           const CadreTrainingYear *data)
{
  CadreSession *session = cadre_page_get_session (CADRE_PAGE (self));

  cadre_record_group_clear (self->plan);
  for (guint i = 0; i < data->plan->len; i++)
    {
      const CadrePlanLine *line = g_ptr_array_index (data->plan, i);
      const char *facts[] = { line->target, line->period, line->organiser };
      g_autoptr(GString) about = g_string_new (NULL);
      g_autofree char *trailing = NULL;
      GtkWidget *expander;

      for (guint n = 0; n < G_N_ELEMENTS (facts); n++)
        if (facts[n] != NULL)
          g_string_append_printf (about, "%s%s", about->len > 0 ? " · " : "", facts[n]);
      trailing = g_strdup_printf (_("%s: %u of %u people"), line->n_closed > 0 ? _("Held") : line->n_classes > 0 ? _("Under way")
                                  : _("Not begun"), line->n_students, line->n_places);
      expander = cadre_record_group_add_expander (self->plan, line->title, about->str, trailing);
      add_classes_of (self, expander, line->id, data->open);
      add_classes_of (self, expander, line->id, data->done);
      if (!cadre_session_is_read_only (session))
        cadre_record_group_add_part (self->plan, expander, MAKE_KEY (line->id), _("Make a Class of This Line"), NULL, NULL);
      cadre_record_group_add_part (self->plan, expander, EDIT_KEY (line->id), _("Change This Line…"), NULL, NULL);
    }
}

/* ---- the year */

static void
show_years (CadreTrainingPage       *self,
            const CadreTrainingYear *data)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  g_clear_pointer (&self->years, g_array_unref);
  self->years = g_array_ref (data->years);
  for (guint i = 0; i < data->years->len; i++)
    {
      int year = g_array_index (data->years, int, i);
      g_autofree char *name = g_strdup_printf ("%d", year);

      gtk_string_list_append (names, name);
      if (year == data->year)
        selected = i;
    }

  self->filling = TRUE;
  gtk_drop_down_set_model (self->year_drop, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->year_drop, selected);
  self->filling = FALSE;
}

/* Everybody's hours are counted only for who looks. */
static void
load_claims (CadreTrainingPage *self)
{
  if (self->claims != NULL && self->year != 0 && g_strcmp0 (adw_view_stack_get_visible_child_name (self->tabs), "claims") == 0)
    cadre_claims_view_load (self->claims, self->year);
}

static void load_call_up (CadreTrainingPage *self);

static void
year_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  CadreTrainingPage *self = user_data;
  g_autoptr(GError) error = NULL;
  CadreTrainingYear *data = cadre_session_get_data (result);

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      cadre_page_load_failed (self, _("The classes cannot be shown"), error);
      return;
    }

  self->year = data->year;
  show_years (self, data);
  cadre_record_group_show_lines (self->open, data->open);
  cadre_record_group_show_lines (self->done, data->done);
  show_plan (self, data);
  cadre_record_group_show_lines (self->rounds, data->rounds);
  cadre_record_group_show_lines (self->courses, data->courses);
  load_claims (self);
  gtk_widget_set_visible (GTK_WIDGET (self->open), data->open->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->done), data->done->len > 0);
  gtk_label_set_label (self->figures_label, data->figures);
  gtk_label_set_label (self->plan_label, data->plan_figures);
  gtk_stack_set_visible_child_name (self->classes_stack, data->open->len + data->done->len > 0 ? "list" : "empty");
}

static void
cadre_training_page_load (CadrePage *page)
{
  CadreTrainingPage *self = CADRE_TRAINING_PAGE (page);

  cadre_session_read (cadre_page_get_session (page), _("Open the Year"), cadre_training_year_load,
                      cadre_training_year_new (self->year), cadre_training_year_free, cadre_page_get_cancellable (page),
                      year_loaded_cb, page);
  load_call_up (self);
}

static void
year_changed_cb (CadreTrainingPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->year_drop);

  if (self->filling || self->years == NULL || selected >= self->years->len)
    return;

  self->year = g_array_index (self->years, int, selected);
  cadre_page_reload (CADRE_PAGE (self));
}

/* ---- whom to call up */

static void
called_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  CadreTrainingPage *self = user_data;
  g_autoptr(GError) error = NULL;
  CadreTrainingCallUp *data = cadre_session_get_data (result);
  g_autofree char *as_of = NULL;
  g_autofree char *text = NULL;

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      cadre_page_load_failed (self, _("The hours cannot be counted"), error);
      return;
    }

  as_of = cadre_date_format (&data->query.as_of, CADRE_DATE_ISO);
  text = data->lines->len == 0 ? g_strdup_printf (_("Nobody is that short of hours as of %s."), as_of)
         : data->lines->len == MAX_CALLED ? g_strdup_printf (_("As of %s, the %u who will be shortest at the end of the year:"),
                                                             as_of, data->lines->len)
         : g_strdup_printf (_("As of %s, the shortest at the end of the year first: %u"), as_of, data->lines->len);
  gtk_label_set_label (self->call_up_label, text);
  cadre_record_group_show_lines (self->people, data->lines);
  gtk_widget_set_visible (GTK_WIDGET (self->people), data->lines->len > 0);
}

static void
load_call_up (CadreTrainingPage *self)
{
  CadreSession *session = cadre_page_get_session (CADRE_PAGE (self));
  CadreTrainingCallUp *data;

  /* Everybody's hours are counted only for who looks. */
  if (session == NULL || g_strcmp0 (adw_view_stack_get_visible_child_name (self->tabs), "call-up") != 0)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  data = g_new0 (CadreTrainingCallUp, 1);
  data->query.as_of = cadre_date_today ();
  data->query.missing_over = gtk_spin_button_get_value (self->missing_spin);
  data->query.limit = MAX_CALLED;
  data->before = gtk_check_button_get_active (self->before_check)
                 ? g_strdup_printf ("%d", gtk_spin_button_get_value_as_int (self->before_spin)) : NULL;
  cadre_session_read (session, _("Count Hours"), cadre_training_call_up_load, data, cadre_training_call_up_free,
                      self->cancellable, called_cb, self);
}

static void
query_changed_cb (CadreTrainingPage *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->before_spin), gtk_check_button_get_active (self->before_check));
  load_call_up (self);
}

static void
tab_changed_cb (CadreTrainingPage *self)
{
  load_call_up (self);
  load_claims (self);
}

/* ---- opening and adding */

static void
class_activated_cb (CadreTrainingPage *self,
                    gint64             id)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-class", "x", id);
}

static void
person_activated_cb (CadreTrainingPage *self,
                     gint64             id)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-person", "x", id);
}

static void
plan_activated_cb (CadreTrainingPage *self,
                   gint64             key)
{
  if (key > 0)
    class_activated_cb (self, key);
  else if (key % 2 == 0)
    cadre_record_dialog_open (get_window (self), "training_plan", -key / 2);
  else
    cadre_class_actions_make_of_plan (get_window (self), -key / 2);
}

static void
round_activated_cb (CadreTrainingPage *self,
                    gint64             id)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-menu-round", "x", id);
}

static void
add_round_cb (CadreTrainingPage *self)
{
  cadre_record_dialog_add_to (get_window (self), "menu_round", NULL, 0);
}

static void
course_activated_cb (CadreTrainingPage *self,
                     gint64             id)
{
  cadre_record_dialog_open (get_window (self), "course", id);
}

static void
add_course_cb (CadreTrainingPage *self)
{
  cadre_record_dialog_add_to (get_window (self), "course", NULL, 0);
}

static void
add_plan_cb (CadreTrainingPage *self)
{
  cadre_record_dialog_add_to (get_window (self), "training_plan", "year", self->year);
}

static void
add_class_cb (CadreTrainingPage *self)
{
  cadre_record_dialog_add_to (get_window (self), "class", "year", self->year);
}

/* ---- making */

static CadreRecordGroup *
add_group (CadreTrainingPage *self,
           GtkBox            *box,
           const char        *title,
           gboolean           writable,
           GCallback          activated)
{
  GtkWidget *group = cadre_record_group_new (title, writable);

  g_signal_connect_object (group, "record-activated", activated, self, G_CONNECT_SWAPPED);
  gtk_box_append (box, group);
  return CADRE_RECORD_GROUP (group);
}

static void
cadre_training_page_constructed (GObject *object)
{
  CadreTrainingPage *self = CADRE_TRAINING_PAGE (object);
  CadreSession *session;
  gboolean writable;

  G_OBJECT_CLASS (cadre_training_page_parent_class)->constructed (object);

  session = cadre_page_get_session (CADRE_PAGE (self));
  writable = session != NULL && !cadre_session_is_read_only (session);
  self->open = add_group (self, self->classes_box, _("Prepared and Running"), FALSE, G_CALLBACK (class_activated_cb));
  self->done = add_group (self, self->classes_box, _("Closed"), FALSE, G_CALLBACK (class_activated_cb));
  self->plan = add_group (self, self->plan_box, _("Planned and Done"), writable, G_CALLBACK (plan_activated_cb));
  self->rounds = add_group (self, self->menu_box, _("Rounds of the Menu"), writable, G_CALLBACK (round_activated_cb));
  self->courses = add_group (self, self->menu_box, _("Catalogue of Courses"), writable, G_CALLBACK (course_activated_cb));
  self->people = add_group (self, self->call_up_box, "", FALSE, G_CALLBACK (person_activated_cb));
  g_signal_connect_object (self->plan, "add", G_CALLBACK (add_plan_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rounds, "add", G_CALLBACK (add_round_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->courses, "add", G_CALLBACK (add_course_cb), self, G_CONNECT_SWAPPED);
  if (session != NULL)
    {
      self->claims = CADRE_CLAIMS_VIEW (cadre_claims_view_new (session));
      gtk_box_append (self->claims_box, GTK_WIDGET (self->claims));
    }
  gtk_widget_set_sensitive (self->add_button, writable);
  gtk_widget_set_sensitive (self->first_button, writable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->before_spin), FALSE);
}

static void
cadre_training_page_dispose (GObject *object)
{
  CadreTrainingPage *self = CADRE_TRAINING_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->years, g_array_unref);

  G_OBJECT_CLASS (cadre_training_page_parent_class)->dispose (object);
}

static void
cadre_training_page_class_init (CadreTrainingPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = cadre_training_page_constructed;
  object_class->dispose = cadre_training_page_dispose;
  CADRE_PAGE_CLASS (klass)->load = cadre_training_page_load;

  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-training-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreTrainingPage, add_button);
  gtk_widget_class_bind_template_child (widget_class, CadreTrainingPage, first_button);
  gtk_widget_class_bind_template_child (widget_class, CadreTrainingPage, year_drop);
  gtk_widget_class_bind_template_child (widget_class, CadreTrainingPage, tabs);
  gtk_widget_class_bind_template_child (widget_class, CadreTrainingPage, classes_stack);
  gtk_widget_class_bind_template_child (widget_class, CadreTrainingPage, classes_box);
  gtk_widget_class_bind_template_child (widget_class, CadreTrainingPage, figures_label);
  gtk_widget_class_bind_template_child (widget_class, CadreTrainingPage, plan_box);
  gtk_widget_class_bind_template_child (widget_class, CadreTrainingPage, plan_label);
  gtk_widget_class_bind_template_child (widget_class, CadreTrainingPage, menu_box);
  gtk_widget_class_bind_template_child (widget_class, CadreTrainingPage, claims_box);
  gtk_widget_class_bind_template_child (widget_class, CadreTrainingPage, missing_spin);
  gtk_widget_class_bind_template_child (widget_class, CadreTrainingPage, before_check);
  gtk_widget_class_bind_template_child (widget_class, CadreTrainingPage, before_spin);
  gtk_widget_class_bind_template_child (widget_class, CadreTrainingPage, call_up_box);
  gtk_widget_class_bind_template_child (widget_class, CadreTrainingPage, call_up_label);
  gtk_widget_class_bind_template_callback (widget_class, add_class_cb);
  gtk_widget_class_bind_template_callback (widget_class, year_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, query_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, tab_changed_cb);
}

static void
cadre_training_page_init (CadreTrainingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
