/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-pane.h"

G_BEGIN_DECLS

/**
 * CadreCoveragePane:
 *
 * The villages that must be covered against who is there, on any day.
 */
#define CADRE_TYPE_COVERAGE_PANE (cadre_coverage_pane_get_type ())
G_DECLARE_FINAL_TYPE (CadreCoveragePane, cadre_coverage_pane, CADRE, COVERAGE_PANE, CadrePane)

G_END_DECLS
