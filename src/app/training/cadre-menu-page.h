/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-page.h"

G_BEGIN_DECLS

/**
 * CadreMenuPage:
 *
 * A round of the menu: its courses, who chose them, and what each got or
 * missed and why.
 *
 * Properties: `record-id` (gint64, given when it is made).
 */
#define CADRE_TYPE_MENU_PAGE (cadre_menu_page_get_type ())
G_DECLARE_FINAL_TYPE (CadreMenuPage, cadre_menu_page, CADRE, MENU_PAGE, CadrePage)

G_END_DECLS
