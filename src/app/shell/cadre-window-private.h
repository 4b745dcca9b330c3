/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of the window share. */

#pragma once

#include "cadre-window.h"

G_BEGIN_DECLS

void _cadre_window_add_actions    (CadreWindow *self);
void _cadre_window_update_actions (CadreWindow *self);
void _cadre_window_add_toast      (CadreWindow *self,
                                   AdwToast    *toast);

void _cadre_window_drop           (CadreWindow *self,
                                   CadrePage   *page);

void _cadre_window_add_files      (CadreWindow *self);
void _cadre_window_import_waiting (CadreWindow *self);

void _cadre_window_add_library    (CadreWindow *self);
gboolean _cadre_window_may_bring_in (CadreWindow *self);

GMenu *_cadre_window_get_undo_menu (CadreWindow *self);

G_END_DECLS
