/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-pane.h"

G_BEGIN_DECLS

/**
 * CadreBinPane:
 *
 * The recycle bin: people and records that were deleted, and the way back.
 */
#define CADRE_TYPE_BIN_PANE (cadre_bin_pane_get_type ())
G_DECLARE_FINAL_TYPE (CadreBinPane, cadre_bin_pane, CADRE, BIN_PANE, CadrePane)

G_END_DECLS
