/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-window.h"

G_BEGIN_DECLS

void cadre_candidate_dialog_show (CadreWindow *window,
                                  GArray      *ids);

G_END_DECLS
