/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-page.h"

G_BEGIN_DECLS

/**
 * CadreOverviewPage:
 *
 * What needs a person today and the figures that leaders ask for, each a way
 * to the names behind it.
 */
#define CADRE_TYPE_OVERVIEW_PAGE (cadre_overview_page_get_type ())
G_DECLARE_FINAL_TYPE (CadreOverviewPage, cadre_overview_page, CADRE, OVERVIEW_PAGE, CadrePage)

G_END_DECLS
