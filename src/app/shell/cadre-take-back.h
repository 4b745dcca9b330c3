/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-window.h"

G_BEGIN_DECLS

void cadre_take_back (CadreWindow *window,
                      gint64       action_id,
                      const char  *name);

G_END_DECLS
