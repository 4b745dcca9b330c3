/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-board-data.h"
#include "cadre-window.h"

G_BEGIN_DECLS

/**
 * CadreMove:
 * @CADRE_MOVE_ON: to the next stage, with what it demands
 * @CADRE_MOVE_BACK: to an earlier stage, with a reason
 * @CADRE_MOVE_OUT: out of the round, with a reason
 *
 * What is done to a candidate.
 */
typedef enum
{
  CADRE_MOVE_ON,
  CADRE_MOVE_BACK,
  CADRE_MOVE_OUT,
} CadreMove;

#define CADRE_TYPE_MOVE_DIALOG (cadre_move_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CadreMoveDialog, cadre_move_dialog, CADRE, MOVE_DIALOG, AdwWindow)

void cadre_move_dialog_show (CadreWindow          *window,
                             CadreMove             move,
                             const CadreBoard     *board,
                             const CadreBoardCard *card,
                             gint64                stage_id);

G_END_DECLS
