/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-page.h"

G_BEGIN_DECLS

/**
 * CadreUnitsPage:
 *
 * The tree of units in its manual order, and the people of the one selected.
 */
#define CADRE_TYPE_UNITS_PAGE (cadre_units_page_get_type ())
G_DECLARE_FINAL_TYPE (CadreUnitsPage, cadre_units_page, CADRE, UNITS_PAGE, CadrePage)

G_END_DECLS
