/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-page.h"

G_BEGIN_DECLS

/**
 * CadrePromotionPage:
 *
 * Rounds of promotion on their board, and the ways up counted.
 */
#define CADRE_TYPE_PROMOTION_PAGE (cadre_promotion_page_get_type ())
G_DECLARE_FINAL_TYPE (CadrePromotionPage, cadre_promotion_page, CADRE, PROMOTION_PAGE, CadrePage)

G_END_DECLS
