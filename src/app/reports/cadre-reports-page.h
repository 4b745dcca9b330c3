/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-page.h"

G_BEGIN_DECLS

/**
 * CadreReportsPage:
 *
 * The reports there are, by purpose.
 */
#define CADRE_TYPE_REPORTS_PAGE (cadre_reports_page_get_type ())
G_DECLARE_FINAL_TYPE (CadreReportsPage, cadre_reports_page, CADRE, REPORTS_PAGE, CadrePage)

G_END_DECLS
