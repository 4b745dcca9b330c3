/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-promotion.h"
#include "cadre-window.h"

G_BEGIN_DECLS

/**
 * CadreLongListDialog:
 *
 * Who of everybody fits a round's rules, how many each rule took out, and who
 * of them is taken into the round.
 */
#define CADRE_TYPE_LONG_LIST_DIALOG (cadre_long_list_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CadreLongListDialog, cadre_long_list_dialog, CADRE, LONG_LIST_DIALOG, AdwWindow)

void cadre_long_list_dialog_show (CadreWindow               *window,
                                  const CadrePromotionRound *round,
                                  const CadrePipeline       *pipeline);

G_END_DECLS
