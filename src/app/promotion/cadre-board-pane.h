/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-pane.h"

G_BEGIN_DECLS

/**
 * CadreBoardPane:
 *
 * A round as a board: a column for each stage, a card for each candidate.
 */
#define CADRE_TYPE_BOARD_PANE (cadre_board_pane_get_type ())
G_DECLARE_FINAL_TYPE (CadreBoardPane, cadre_board_pane, CADRE, BOARD_PANE, CadrePane)

G_END_DECLS
