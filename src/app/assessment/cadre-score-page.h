/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-page.h"

G_BEGIN_DECLS

/**
 * CadreScorePage:
 *
 * Why one person has this total in a round: the tree of indicators, each with
 * the records behind it. Its `record-id` is the participant's.
 */
#define CADRE_TYPE_SCORE_PAGE (cadre_score_page_get_type ())
G_DECLARE_FINAL_TYPE (CadreScorePage, cadre_score_page, CADRE, SCORE_PAGE, CadrePage)

G_END_DECLS
