/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-window.h"

G_BEGIN_DECLS

/**
 * CadreTagDialog:
 *
 * Gives tags to people and takes them away.
 */
#define CADRE_TYPE_TAG_DIALOG (cadre_tag_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CadreTagDialog, cadre_tag_dialog, CADRE, TAG_DIALOG, AdwWindow)

void cadre_tag_dialog_show (CadreWindow *parent,
                            GArray      *person_ids);

G_END_DECLS
