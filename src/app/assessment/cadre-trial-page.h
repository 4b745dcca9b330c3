/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-page.h"

G_BEGIN_DECLS

/**
 * CadreTrialPage:
 *
 * Other weights and another cap beside a round, and whose grade they would
 * change. Its `record-id` is the trial's.
 */
#define CADRE_TYPE_TRIAL_PAGE (cadre_trial_page_get_type ())
G_DECLARE_FINAL_TYPE (CadreTrialPage, cadre_trial_page, CADRE, TRIAL_PAGE, CadrePage)

G_END_DECLS
