/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-window.h"

G_BEGIN_DECLS

void cadre_restore_ask (CadreWindow *window,
                        const char  *backup_path,
                        const char  *made_at);
void cadre_restore_run (CadreWindow *window,
                        const char  *backup_path);

G_END_DECLS
