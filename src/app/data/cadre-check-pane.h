/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-pane.h"

G_BEGIN_DECLS

/**
 * CadreCheckPane:
 *
 * Looks for faults in the archive, and mends what needs no decision.
 */
#define CADRE_TYPE_CHECK_PANE (cadre_check_pane_get_type ())
G_DECLARE_FINAL_TYPE (CadreCheckPane, cadre_check_pane, CADRE, CHECK_PANE, CadrePane)

G_END_DECLS
