/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A certificate is revoked, or issued anew, with a reason. */

#pragma once

#include "cadre-window.h"

G_BEGIN_DECLS

void cadre_certificate_actions_ask (CadreWindow *window,
                                    gint64       certificate_id,
                                    const char  *title);

G_END_DECLS
