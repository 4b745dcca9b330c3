/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-pane.h"

G_BEGIN_DECLS

/**
 * CadreHistoryPane:
 *
 * Every action, newest first, and the way to take any one back.
 */
#define CADRE_TYPE_HISTORY_PANE (cadre_history_pane_get_type ())
G_DECLARE_FINAL_TYPE (CadreHistoryPane, cadre_history_pane, CADRE, HISTORY_PANE, CadrePane)

G_END_DECLS
