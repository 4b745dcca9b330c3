/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the menus of a person's page do: the photo, the register form,
 * deleting. */

#pragma once

#include "cadre-page.h"

G_BEGIN_DECLS

GSimpleActionGroup *cadre_person_page_actions_new (CadrePage  *page);
gboolean            cadre_person_page_drop        (CadrePage  *page,
                                                   const GValue *value);

G_END_DECLS
