/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "cadre-importer.h"

G_BEGIN_DECLS

/**
 * CadrePlanDetails:
 *
 * One row of a plan, cell by cell: what was typed beside what the archive
 * has, refused cells to be mended, and for a doubtful row the people it may
 * be about, side by side, to decide between them.
 */
#define CADRE_TYPE_PLAN_DETAILS (cadre_plan_details_get_type ())
G_DECLARE_FINAL_TYPE (CadrePlanDetails, cadre_plan_details, CADRE, PLAN_DETAILS, AdwBin)

void cadre_plan_details_set_importer (CadrePlanDetails *self,
                                      CadreImporter    *importer);
void cadre_plan_details_show         (CadrePlanDetails *self,
                                      gint64            row);

G_END_DECLS
