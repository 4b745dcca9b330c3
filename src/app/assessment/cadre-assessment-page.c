/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-assessment-page"

#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "cadre-ask.h"
#include "cadre-assessment-page.h"
#include "cadre-date.h"
#include "cadre-record-group.h"
#include "cadre-round-actions.h"
#include "cadre-round-data.h"
#include "cadre-scheme-actions.h"
#include "cadre-scheme-edit.h"

struct _CadreAssessmentPage
{
  CadrePage parent_instance;

  GPtrArray *schemes;      /* CadreSchemeInfo, as shown last */

  GtkWidget *add_button;
  GtkWidget *first_button;
  GtkStack *stack;
  GtkBox *rounds_box;
  GtkBox *schemes_box;
};

G_DEFINE_FINAL_TYPE (CadreAssessmentPage, cadre_assessment_page, CADRE_TYPE_PAGE)

static CadreWindow *
get_window (CadreAssessmentPage *self)
{
  return cadre_window_of (GTK_WIDGET (self));
}

/* ---- a new round */

static void
created_cb (gboolean done,
            gpointer data,
            gpointer user_data)
{
  g_autoptr(CadreAssessmentPage) self = user_data;

  if (done && get_window (self) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-round", "x", cadre_round_actions_get_made (data));
}

static void
new_answered_cb (const char * const *answers,
                 gpointer            user_data)
{
  CadreAssessmentPage *self = user_data;

  for (guint i = 0; self->schemes != NULL && i < self->schemes->len; i++)
    {
      const CadreSchemeInfo *info = g_ptr_array_index (self->schemes, i);
      g_autofree char *name = g_strdup_printf ("%s (%d)", info->name, info->version);

      if (g_str_equal (name, answers[2]))
        cadre_round_actions_do (get_window (self), CADRE_ROUND_DO_CREATE, info->id, answers, created_cb, g_object_ref (self));
    }
}

static void
add_clicked_cb (CadreAssessmentPage *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) schemes = NULL;
  CadreDate today = cadre_date_today ();
  g_autofree char *year = g_strdup_printf ("%d", today.month > 6 ? today.year : today.year - 1);
  g_autofree char *name = g_strdup_printf ("%s年度考核", year);

  for (guint i = 0; self->schemes != NULL && i < self->schemes->len; i++)
    {
      const CadreSchemeInfo *info = g_ptr_array_index (self->schemes, i);
      g_autofree char *scheme = g_strdup_printf ("%s (%d)", info->name, info->version);

      g_strv_builder_add (builder, scheme);
    }
  schemes = g_strv_builder_end (builder);

  {
    const CadreQuestion questions[] = {
      { _("What It Is Called"), name, NULL, TRUE },
      { _("Year"), year, NULL, TRUE },
      { _("Scheme"), NULL, (const char * const *) schemes, TRUE },
    };

    cadre_ask (GTK_WINDOW (get_window (self)), _("New Round of Assessment"), NULL, _("_Make"), questions, G_N_ELEMENTS (questions),
               new_answered_cb, g_object_ref (self), g_object_unref);
  }
}

/* ---- a new scheme */

static void
scheme_created_cb (gboolean done,
                   gpointer data,
                   gpointer user_data)
{
  g_autoptr(CadreAssessmentPage) self = user_data;

  if (done && get_window (self) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-scheme", "x", cadre_scheme_actions_get_made (data));
}

static void
scheme_answered_cb (const char * const *answers,
                    gpointer            user_data)
{
  CadreAssessmentPage *self = user_data;

  if (get_window (self) != NULL)
    cadre_scheme_actions_do (get_window (self), CADRE_SCHEME_DO_CREATE, 0, answers, scheme_created_cb, g_object_ref (self));
}

static void
add_scheme_cb (CadreAssessmentPage *self)
{
  const CadreQuestion questions[] = { { _("What It Is Called"), NULL, NULL, TRUE } };

  cadre_ask (GTK_WINDOW (get_window (self)), _("New Scheme"),
             _("It begins without indicators. To begin with those of another, open that one and copy it."), _("_Make"), questions,
             G_N_ELEMENTS (questions), scheme_answered_cb, g_object_ref (self), g_object_unref);
}

/* ---- showing */

static void
round_activated_cb (CadreAssessmentPage *self,
                    gint64               id)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-round", "x", id);
}

static void
scheme_activated_cb (CadreAssessmentPage *self,
                     gint64               id)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-scheme", "x", id);
}

static CadreRecordGroup *
add_group (CadreAssessmentPage *self,
           GtkBox              *box,
           const char          *title,
           gboolean             writable,
           GCallback            activated)
{
  GtkWidget *group = cadre_record_group_new (title, writable);

  g_signal_connect_object (group, "record-activated", activated, self, G_CONNECT_SWAPPED);
  gtk_box_append (box, group);
  return CADRE_RECORD_GROUP (group);
}

static void
empty_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
add_round (CadreRecordGroup     *group,
           const CadreRoundInfo *info)
{
  g_autoptr(GString) about = g_string_new (cadre_round_state_get_name (info->state));
  g_autofree char *trailing = NULL;

  g_string_append_printf (about, " · %s · ", info->scheme);
  g_string_append_printf (about, ngettext ("%u takes part", "%u take part", info->n_participants), info->n_participants);
  if (info->n_outside > 0)
    g_string_append_printf (about, _(", %u set aside"), info->n_outside);
  if (info->n_trials > 0)
    g_string_append_printf (about, ngettext (" · %u trial", " · %u trials", info->n_trials), info->n_trials);
  trailing = info->n_graded == 0 ? g_strdup ("") : g_strdup_printf (_("%u of %u excellent"), info->n_excellent, info->n_graded);
  cadre_record_group_add_line (group, info->id, info->name, about->str, trailing);
}

static void
show_rounds (CadreAssessmentPage *self,
             GPtrArray           *rounds)
{
  CadreRecordGroup *group = NULL;
  int year = 0;

  empty_box (self->rounds_box);
  for (guint i = 0; i < rounds->len; i++)
    {
      const CadreRoundInfo *info = g_ptr_array_index (rounds, i);

      if (group == NULL || info->year != year)
        {
          g_autofree char *title = g_strdup_printf ("%d", info->year);

          group = add_group (self, self->rounds_box, title, FALSE, G_CALLBACK (round_activated_cb));
          cadre_record_group_clear (group);
          year = info->year;
        }
      add_round (group, info);
    }
  gtk_stack_set_visible_child_name (self->stack, rounds->len > 0 ? "list" : "empty");
}

static void
show_schemes (CadreAssessmentPage *self,
              GPtrArray           *schemes)
{
  CadreSession *session = cadre_page_get_session (CADRE_PAGE (self));
  CadreRecordGroup *group;

  empty_box (self->schemes_box);
  group = add_group (self, self->schemes_box, _("Schemes"), !cadre_session_is_read_only (session), G_CALLBACK (scheme_activated_cb));
  g_signal_connect_object (group, "add", G_CALLBACK (add_scheme_cb), self, G_CONNECT_SWAPPED);
  cadre_record_group_clear (group);
  for (guint i = 0; i < schemes->len; i++)
    {
      const CadreSchemeInfo *info = g_ptr_array_index (schemes, i);
      g_autofree char *about = g_strdup_printf (ngettext ("Version %d · %u indicator", "Version %d · %u indicators", info->n_indicators),
                                                info->version, info->n_indicators);
      g_autofree char *whole = info->source != NULL ? g_strdup_printf ("%s · %s", about, info->source) : g_strdup (about);
      g_autofree char *trailing = info->n_rounds == 0 ? g_strdup ("")
                                  : g_strdup_printf (ngettext ("%u round", "%u rounds", info->n_rounds), info->n_rounds);

      cadre_record_group_add_line (group, info->id, info->name, whole, trailing);
    }
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  CadreAssessmentPage *self = user_data;
  g_autoptr(GError) error = NULL;
  CadreAssessmentData *data = cadre_session_get_data (result);

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      cadre_page_load_failed (self, _("The rounds cannot be shown"), error);
      return;
    }

  g_clear_pointer (&self->schemes, g_ptr_array_unref);
  self->schemes = g_ptr_array_ref (data->schemes);
  show_rounds (self, data->rounds);
  show_schemes (self, data->schemes);
}

static void
cadre_assessment_page_load (CadrePage *page)
{
  cadre_session_read (cadre_page_get_session (page), _("Open the Rounds"), cadre_assessment_data_load,
                      cadre_assessment_data_new (), cadre_assessment_data_free, cadre_page_get_cancellable (page),
                      loaded_cb, page);
}

static void
cadre_assessment_page_constructed (GObject *object)
{
  CadreAssessmentPage *self = CADRE_ASSESSMENT_PAGE (object);
  CadreSession *session = cadre_page_get_session (CADRE_PAGE (self));
  gboolean writable = session != NULL && !cadre_session_is_read_only (session);

  G_OBJECT_CLASS (cadre_assessment_page_parent_class)->constructed (object);

  gtk_widget_set_sensitive (self->add_button, writable);
  gtk_widget_set_sensitive (self->first_button, writable);
}

static void
cadre_assessment_page_dispose (GObject *object)
{
  CadreAssessmentPage *self = CADRE_ASSESSMENT_PAGE (object);

  g_clear_pointer (&self->schemes, g_ptr_array_unref);

  G_OBJECT_CLASS (cadre_assessment_page_parent_class)->dispose (object);
}

static void
cadre_assessment_page_class_init (CadreAssessmentPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = cadre_assessment_page_constructed;
  object_class->dispose = cadre_assessment_page_dispose;
  CADRE_PAGE_CLASS (klass)->load = cadre_assessment_page_load;

  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-assessment-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreAssessmentPage, add_button);
  gtk_widget_class_bind_template_child (widget_class, CadreAssessmentPage, first_button);
  gtk_widget_class_bind_template_child (widget_class, CadreAssessmentPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CadreAssessmentPage, rounds_box);
  gtk_widget_class_bind_template_child (widget_class, CadreAssessmentPage, schemes_box);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
}

static void
cadre_assessment_page_init (CadreAssessmentPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
