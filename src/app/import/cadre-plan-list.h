/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-importer.h"

G_BEGIN_DECLS

/**
 * CadrePlanRow:
 *
 * A row of a plan as a list shows it.
 *
 * Property: `loaded`, told when its texts are there or are others.
 */
#define CADRE_TYPE_PLAN_ROW (cadre_plan_row_get_type ())
G_DECLARE_FINAL_TYPE (CadrePlanRow, cadre_plan_row, CADRE, PLAN_ROW, GObject)

guint          cadre_plan_row_get_index     (CadrePlanRow *self);
CadrePlanState cadre_plan_row_get_state     (CadrePlanRow *self);
const char    *cadre_plan_row_get_number    (CadrePlanRow *self);
const char    *cadre_plan_row_get_label     (CadrePlanRow *self);
const char    *cadre_plan_row_get_summary   (CadrePlanRow *self);

const char    *cadre_plan_state_get_name    (CadrePlanState state);

/**
 * CadrePlanList:
 *
 * The rows of an importer's plan that are in some states. It holds indices
 * only; a row's texts are fetched when the row is asked for.
 */
#define CADRE_TYPE_PLAN_LIST (cadre_plan_list_get_type ())
G_DECLARE_FINAL_TYPE (CadrePlanList, cadre_plan_list, CADRE, PLAN_LIST, GObject)

CadrePlanList *cadre_plan_list_new          (CadreImporter  *importer);
void           cadre_plan_list_set_states   (CadrePlanList  *self,
                                             CadrePlanState  states);
CadrePlanState cadre_plan_list_get_states   (CadrePlanList  *self);
guint          cadre_plan_list_n_live       (CadrePlanList  *self);

G_END_DECLS
