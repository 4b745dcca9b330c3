/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-page.h"

G_BEGIN_DECLS

/**
 * CadreTrainingPage:
 *
 * A year of training: its classes, its plan against what was done, and who is
 * to be called up.
 */
#define CADRE_TYPE_TRAINING_PAGE (cadre_training_page_get_type ())
G_DECLARE_FINAL_TYPE (CadreTrainingPage, cadre_training_page, CADRE, TRAINING_PAGE, CadrePage)

G_END_DECLS
