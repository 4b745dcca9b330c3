/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "cadre-session.h"

G_BEGIN_DECLS

/**
 * CadreJobBar:
 *
 * Shows the job that has gone on too long to pass unseen: what it is, how far
 * it is, and Cancel.
 */
#define CADRE_TYPE_JOB_BAR (cadre_job_bar_get_type ())
G_DECLARE_FINAL_TYPE (CadreJobBar, cadre_job_bar, CADRE, JOB_BAR, AdwBin)

void cadre_job_bar_set_session (CadreJobBar  *self,
                                CadreSession *session);

G_END_DECLS
