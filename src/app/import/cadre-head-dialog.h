/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-importer.h"
#include "cadre-window.h"

G_BEGIN_DECLS

/**
 * CadreHeadDialog:
 *
 * What each column of a sheet is taken as, to be looked at and changed.
 */
#define CADRE_TYPE_HEAD_DIALOG (cadre_head_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CadreHeadDialog, cadre_head_dialog, CADRE, HEAD_DIALOG, AdwWindow)

void cadre_head_dialog_show (CadreWindow   *parent,
                             CadreImporter *importer);

G_END_DECLS
