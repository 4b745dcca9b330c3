/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be done with the people selected in a view. */

#pragma once

#include "cadre-person-view.h"

G_BEGIN_DECLS

void cadre_person_actions_add    (GSimpleActionGroup *actions,
                                  CadrePersonView    *view);
void cadre_person_actions_update (GSimpleActionGroup *actions,
                                  CadrePersonView    *view);

G_END_DECLS
