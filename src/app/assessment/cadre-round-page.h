/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-page.h"

G_BEGIN_DECLS

/**
 * CadreRoundPage:
 *
 * A round of assessment: who is in it, their scores, results, how the cap was
 * shared out, and trials. Its `record-id` is the round's.
 */
#define CADRE_TYPE_ROUND_PAGE (cadre_round_page_get_type ())
G_DECLARE_FINAL_TYPE (CadreRoundPage, cadre_round_page, CADRE, ROUND_PAGE, CadrePage)

G_END_DECLS
