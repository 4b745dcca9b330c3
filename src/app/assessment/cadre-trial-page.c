/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-trial-page"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-fact-table.h"
#include "cadre-round-actions.h"
#include "cadre-round-ask.h"
#include "cadre-round-data.h"
#include "cadre-scheme-editor.h"
#include "cadre-trial-page.h"

static const CadreFactColumn change_columns[] = {
  { N_("Name"), 8 }, { N_("Unit"), 14 }, { N_("Total Now"), 9 }, { N_("Then"), 9 }, { N_("Rank Now"), 8 }, { N_("Then"), 8 },
  { N_("Grade Now"), 10 }, { N_("Then"), 0 },
};

struct _CadreTrialPage
{
  CadrePage parent_instance;

  CadreRoundInfo *info;
  CadreSchemeEditor *editor;   /* of its copy of the scheme */
  CadreFactTable *changes;

  GtkBox *box;
  GtkLabel *name_label;
  GtkLabel *facts_label;
  GtkLabel *faults_label;
  GtkBox *changes_box;
  GtkLabel *changes_label;
  GtkWidget *cap_button;
  GtkWidget *keep_button;
  GtkWidget *drop_button;
};

G_DEFINE_FINAL_TYPE (CadreTrialPage, cadre_trial_page, CADRE_TYPE_PAGE)

static CadreWindow *
get_window (CadreTrialPage *self)
{
  return cadre_window_of (GTK_WIDGET (self));
}

static gint64
get_id (CadreTrialPage *self)
{
  return cadre_page_get_record_id (CADRE_PAGE (self));
}

static void
cap_clicked_cb (CadreTrialPage *self)
{
  if (self->info != NULL)
    cadre_round_ask_cap (get_window (self), self->info);
}

static void
keep_clicked_cb (CadreTrialPage *self)
{
  cadre_round_actions_do (get_window (self), CADRE_ROUND_DO_KEEP, get_id (self), NULL, NULL, NULL);
}

static void
drop_clicked_cb (CadreTrialPage *self)
{
  cadre_round_actions_do (get_window (self), CADRE_ROUND_DO_DROP, get_id (self), NULL, NULL, NULL);
}

static char *
format_total (gboolean open,
              double   total)
{
  return open ? g_strdup ("") : g_strdup_printf ("%.2f", total);
}

static void
show_changes (CadreTrialPage        *self,
              const CadreSchemeData *data)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *text = NULL;

  for (guint i = 0; data->changes != NULL && i < data->changes->len; i++)
    {
      const CadreRoundChange *change = g_ptr_array_index (data->changes, i);
      gboolean same = g_strcmp0 (change->grade_before, change->grade_after) == 0;
      g_autofree char *before = format_total (change->open_before, change->total_before);
      g_autofree char *after = format_total (change->open_after, change->total_after);
      g_autofree char *rank_before = g_strdup_printf ("%u", change->rank_before);
      g_autofree char *rank_after = g_strdup_printf ("%u", change->rank_after);
      const char *texts[] = { change->name, change->unit != NULL ? change->unit : "", before, after, rank_before, rank_after,
                              change->grade_before != NULL ? change->grade_before : "",
                              change->grade_after != NULL ? change->grade_after : "", NULL };

      g_ptr_array_add (rows, cadre_fact_row_new (change->person_id, same, texts));
    }

  text = data->changes == NULL ? g_strdup (_("The weights must make 100 before anybody is scored by them."))
         : data->n_grades_changed == 0 ? g_strdup (_("Nobody's grade would change"))
         : g_strdup_printf (ngettext ("%u person's grade would change", "%u people's grades would change", data->n_grades_changed),
                            data->n_grades_changed);
  gtk_label_set_label (self->changes_label, text);
  cadre_fact_table_set_rows (self->changes, rows);
}

static void
show_head (CadreTrialPage        *self,
           const CadreSchemeData *data)
{
  CadreSession *session = cadre_page_get_session (CADRE_PAGE (self));
  gboolean writable = session != NULL && !cadre_session_is_read_only (session);
  g_autofree char *facts = g_strdup_printf (_("Trial of %s · cap %g %%, now %g %%"), data->tried->name, data->info->cap * 100,
                                            data->tried->cap * 100);
  g_autofree char *faults = cadre_scheme_data_join_faults (data);

  cadre_page_set_title (CADRE_PAGE (self), data->info->name);
  gtk_label_set_label (self->name_label, data->info->name);
  gtk_label_set_label (self->facts_label, facts);
  gtk_label_set_label (self->faults_label, faults);
  gtk_widget_set_visible (GTK_WIDGET (self->faults_label), *faults != '\0');
  gtk_widget_set_sensitive (self->cap_button, writable);
  gtk_widget_set_sensitive (self->drop_button, writable);
  gtk_widget_set_sensitive (self->keep_button, writable && data->faults->len == 0 && g_strcmp0 (data->tried->state, "locked") != 0);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  CadreTrialPage *self = user_data;
  g_autoptr(GError) error = NULL;
  CadreSchemeData *data = cadre_session_get_data (result);

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      cadre_page_load_failed (self, _("The trial cannot be shown"), error);
      return;
    }

  show_head (self, data);
  show_changes (self, data);
  g_clear_pointer (&self->info, cadre_round_info_free);
  self->info = g_steal_pointer (&data->info);
  cadre_scheme_editor_show (self->editor, data, !cadre_session_is_read_only (CADRE_SESSION (source)));
}

static void
cadre_trial_page_load (CadrePage *page)
{
  cadre_session_read (cadre_page_get_session (page), _("Open a Trial"), cadre_scheme_data_load,
                      cadre_scheme_data_new (0, cadre_page_get_record_id (page)), cadre_scheme_data_unref,
                      cadre_page_get_cancellable (page), loaded_cb, page);
}

static void
cadre_trial_page_constructed (GObject *object)
{
  CadreTrialPage *self = CADRE_TRIAL_PAGE (object);
  GtkWidget *editor = cadre_scheme_editor_new ();

  G_OBJECT_CLASS (cadre_trial_page_parent_class)->constructed (object);

  self->editor = CADRE_SCHEME_EDITOR (editor);
  gtk_box_append (self->box, editor);
  self->changes = g_object_new (CADRE_TYPE_FACT_TABLE, "vexpand", TRUE, NULL);
  cadre_fact_table_set_columns (self->changes, _("Changes"), change_columns, G_N_ELEMENTS (change_columns));
  gtk_box_append (self->changes_box, GTK_WIDGET (self->changes));
}

static void
cadre_trial_page_finalize (GObject *object)
{
  g_clear_pointer (&CADRE_TRIAL_PAGE (object)->info, cadre_round_info_free);

  G_OBJECT_CLASS (cadre_trial_page_parent_class)->finalize (object);
}

static void
cadre_trial_page_class_init (CadreTrialPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = cadre_trial_page_constructed;
  object_class->finalize = cadre_trial_page_finalize;
  CADRE_PAGE_CLASS (klass)->load = cadre_trial_page_load;

  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-trial-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreTrialPage, box);
  gtk_widget_class_bind_template_child (widget_class, CadreTrialPage, name_label);
  gtk_widget_class_bind_template_child (widget_class, CadreTrialPage, facts_label);
  gtk_widget_class_bind_template_child (widget_class, CadreTrialPage, faults_label);
  gtk_widget_class_bind_template_child (widget_class, CadreTrialPage, changes_box);
  gtk_widget_class_bind_template_child (widget_class, CadreTrialPage, changes_label);
  gtk_widget_class_bind_template_child (widget_class, CadreTrialPage, cap_button);
  gtk_widget_class_bind_template_child (widget_class, CadreTrialPage, keep_button);
  gtk_widget_class_bind_template_child (widget_class, CadreTrialPage, drop_button);
  gtk_widget_class_bind_template_callback (widget_class, cap_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, drop_clicked_cb);
}

static void
cadre_trial_page_init (CadreTrialPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
