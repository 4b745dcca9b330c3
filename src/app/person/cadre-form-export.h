/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-window.h"

G_BEGIN_DECLS

void cadre_form_export_ask (CadreWindow  *window,
                            CadreSession *session,
                            GArray       *persons,
                            const char   *name);

G_END_DECLS
