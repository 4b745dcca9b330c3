/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-job-bar"

#include "config.h"

#include "cadre-job-bar.h"

/* How long a job may take before it is worth a word, in microseconds. */
#define PATIENCE 300000

#define TICK_MS 50

struct _CadreJobBar
{
  AdwBin parent_instance;

  GListModel *jobs;
  CadreJob *shown;
  guint tick;

  GtkRevealer *revealer;
  GtkLabel *title;
  GtkProgressBar *progress;
  GtkWidget *cancel_button;
};

G_DEFINE_FINAL_TYPE (CadreJobBar, cadre_job_bar, ADW_TYPE_BIN)

/* The oldest job that has a name and has gone on for a while. */
static CadreJob *
find_slow_job (CadreJobBar *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->jobs); i++)
    {
      g_autoptr(CadreJob) job = g_list_model_get_item (self->jobs, i);

      if (cadre_job_get_title (job) != NULL && cadre_job_get_age (job) >= PATIENCE)
        return g_steal_pointer (&job);
    }

  return NULL;
}

static void
show_job (CadreJobBar *self,
          CadreJob    *job)
{
  if (g_set_object (&self->shown, job) && job != NULL)
    {
      gtk_label_set_label (self->title, cadre_job_get_title (job));
      gtk_widget_set_sensitive (self->cancel_button, TRUE);
    }
  gtk_revealer_set_reveal_child (self->revealer, job != NULL);
  if (job == NULL)
    return;

  if (cadre_job_get_fraction (job) < 0)
    gtk_progress_bar_pulse (self->progress);
  else
    gtk_progress_bar_set_fraction (self->progress, cadre_job_get_fraction (job));
}

static gboolean
tick_cb (gpointer data)
{
  CadreJobBar *self = data;
  g_autoptr(CadreJob) job = find_slow_job (self);

  show_job (self, job);
  if (g_list_model_get_n_items (self->jobs) > 0)
    return G_SOURCE_CONTINUE;

  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
jobs_changed_cb (CadreJobBar *self)
{
  if (self->tick == 0 && g_list_model_get_n_items (self->jobs) > 0)
    self->tick = g_timeout_add (TICK_MS, tick_cb, self);
}

static void
cancel_clicked_cb (CadreJobBar *self)
{
  if (self->shown == NULL)
    return;

  gtk_widget_set_sensitive (self->cancel_button, FALSE);
  g_cancellable_cancel (cadre_job_get_cancellable (self->shown));
}

static void
cadre_job_bar_dispose (GObject *object)
{
  CadreJobBar *self = CADRE_JOB_BAR (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_object (&self->jobs);
  g_clear_object (&self->shown);

  G_OBJECT_CLASS (cadre_job_bar_parent_class)->dispose (object);
}

static void
cadre_job_bar_class_init (CadreJobBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cadre_job_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-job-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreJobBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, CadreJobBar, title);
  gtk_widget_class_bind_template_child (widget_class, CadreJobBar, progress);
  gtk_widget_class_bind_template_child (widget_class, CadreJobBar, cancel_button);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
}

static void
cadre_job_bar_init (CadreJobBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cadre_job_bar_set_session:
 *
 * To be called once: the session whose jobs it shows.
 */
void
cadre_job_bar_set_session (CadreJobBar  *self,
                           CadreSession *session)
{
  g_return_if_fail (CADRE_IS_JOB_BAR (self));
  g_return_if_fail (self->jobs == NULL);

  self->jobs = g_object_ref (cadre_session_get_jobs (session));
  g_signal_connect_object (self->jobs, "items-changed", G_CALLBACK (jobs_changed_cb), self, G_CONNECT_SWAPPED);
  jobs_changed_cb (self);
}
