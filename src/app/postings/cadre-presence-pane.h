/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-pane.h"

G_BEGIN_DECLS

/**
 * CadrePresencePane:
 *
 * Days in the village and appraisals of one year, to type or paste: a row for
 * each posting, a column for each month.
 */
#define CADRE_TYPE_PRESENCE_PANE (cadre_presence_pane_get_type ())
G_DECLARE_FINAL_TYPE (CadrePresencePane, cadre_presence_pane, CADRE, PRESENCE_PANE, CadrePane)

G_END_DECLS
