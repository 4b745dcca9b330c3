/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-pane.h"

G_BEGIN_DECLS

/**
 * CadreBatchPane:
 *
 * A new batch: someone is proposed for each village that needs a first
 * secretary, the clerk changes the list, and one action sends all.
 */
#define CADRE_TYPE_BATCH_PANE (cadre_batch_pane_get_type ())
G_DECLARE_FINAL_TYPE (CadreBatchPane, cadre_batch_pane, CADRE, BATCH_PANE, CadrePane)

G_END_DECLS
