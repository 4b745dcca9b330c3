/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be done with a unit; each is an action with Undo. */

#pragma once

#include "cadre-unit.h"
#include "cadre-window.h"

G_BEGIN_DECLS

void cadre_unit_actions_add    (CadreWindow *window,
                                CadreUnit   *above);
void cadre_unit_actions_move   (CadreWindow *window,
                                CadreUnit   *unit,
                                gint64       parent_id,
                                gint64       before_id);
void cadre_unit_actions_under  (CadreWindow *window,
                                CadreUnit   *unit);
void cadre_unit_actions_merge  (CadreWindow *window,
                                CadreUnit   *unit);
void cadre_unit_actions_delete (CadreWindow *window,
                                CadreUnit   *unit);

G_END_DECLS
