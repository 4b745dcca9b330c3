/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-job"

#include "config.h"

#include "cadre-job.h"

/* How fine progress is counted; an atomic integer can be read anywhere. */
#define STEPS 10000

struct _CadreJob
{
  GObject parent_instance;

  char *title;
  GCancellable *cancellable;
  gint64 started_at;
  int steps;  /* atomic; -1 while nothing was reported */
};

G_DEFINE_FINAL_TYPE (CadreJob, cadre_job, G_TYPE_OBJECT)

static void
cadre_job_finalize (GObject *object)
{
  CadreJob *self = CADRE_JOB (object);

  g_free (self->title);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (cadre_job_parent_class)->finalize (object);
}

static void
cadre_job_class_init (CadreJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cadre_job_finalize;
}

static void
cadre_job_init (CadreJob *self)
{
  self->steps = -1;
  self->started_at = g_get_monotonic_time ();
}

/**
 * cadre_job_new:
 * @title: (nullable): what a user should read while it goes on; %NULL for
 *   work that is not worth a word
 * @cancellable: (nullable): stops it; one is made where none is given
 *
 * Returns: (transfer full): a job
 */
CadreJob *
cadre_job_new (const char   *title,
               GCancellable *cancellable)
{
  CadreJob *self = g_object_new (CADRE_TYPE_JOB, NULL);

  self->title = g_strdup (title);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : g_cancellable_new ();
  return self;
}

const char *
cadre_job_get_title (CadreJob *self)
{
  g_return_val_if_fail (CADRE_IS_JOB (self), NULL);

  return self->title;
}

GCancellable *
cadre_job_get_cancellable (CadreJob *self)
{
  g_return_val_if_fail (CADRE_IS_JOB (self), NULL);

  return self->cancellable;
}

/**
 * cadre_job_report:
 * @fraction: how much is done, 0 to 1; below 0: unknown
 *
 * Called by the job itself, on its thread.
 */
void
cadre_job_report (CadreJob *self,
                  double    fraction)
{
  g_return_if_fail (CADRE_IS_JOB (self));

  g_atomic_int_set (&self->steps, fraction < 0 ? -1 : (int) (MIN (fraction, 1.0) * STEPS));
}

/**
 * cadre_job_get_fraction:
 *
 * Returns: how much is done, 0 to 1; below 0: unknown
 */
double
cadre_job_get_fraction (CadreJob *self)
{
  int steps;

  g_return_val_if_fail (CADRE_IS_JOB (self), -1);

  steps = g_atomic_int_get (&self->steps);
  return steps < 0 ? -1 : (double) steps / STEPS;
}

/**
 * cadre_job_get_age:
 *
 * Returns: microseconds since it was asked for
 */
gint64
cadre_job_get_age (CadreJob *self)
{
  g_return_val_if_fail (CADRE_IS_JOB (self), 0);

  return g_get_monotonic_time () - self->started_at;
}
