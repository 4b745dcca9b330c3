/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-pane.h"

G_BEGIN_DECLS

/**
 * CadreWaysPane:
 *
 * Who moved up in a year: counts by source and target, each with its names.
 */
#define CADRE_TYPE_WAYS_PANE (cadre_ways_pane_get_type ())
G_DECLARE_FINAL_TYPE (CadreWaysPane, cadre_ways_pane, CADRE, WAYS_PANE, CadrePane)

G_END_DECLS
