/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CadreJob:
 *
 * Work that goes on in a thread of a #CadreSession: what it is called, how
 * far it is, and the way to stop it.
 */
#define CADRE_TYPE_JOB (cadre_job_get_type ())
G_DECLARE_FINAL_TYPE (CadreJob, cadre_job, CADRE, JOB, GObject)

CadreJob     *cadre_job_new             (const char   *title,
                                         GCancellable *cancellable);
const char   *cadre_job_get_title       (CadreJob     *self);
GCancellable *cadre_job_get_cancellable (CadreJob     *self);
void          cadre_job_report          (CadreJob     *self,
                                         double        fraction);
double        cadre_job_get_fraction    (CadreJob     *self);
gint64        cadre_job_get_age         (CadreJob     *self);

G_END_DECLS
