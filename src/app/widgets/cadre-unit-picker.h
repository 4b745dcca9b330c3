/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "cadre-session.h"

G_BEGIN_DECLS

/**
 * CadreUnitPicker:
 *
 * Chooses one of many units: by looking or by typing a part of its name.
 *
 * Signal `picked (CadreUnit *unit)`.
 */
#define CADRE_TYPE_UNIT_PICKER (cadre_unit_picker_get_type ())
G_DECLARE_FINAL_TYPE (CadreUnitPicker, cadre_unit_picker, CADRE, UNIT_PICKER, AdwBin)

void cadre_unit_picker_set_session (CadreUnitPicker *self,
                                    CadreSession    *session);

/**
 * CadreUnitPickedFunc:
 *
 * What to do with the unit that was chosen.
 */
typedef void (*CadreUnitPickedFunc) (CadreUnit *unit,
                                     gpointer   user_data);

void cadre_unit_picker_ask (GtkWindow           *parent,
                            CadreSession        *session,
                            const char          *title,
                            CadreUnitPickedFunc  picked,
                            gpointer             user_data,
                            GDestroyNotify       free_data);

G_END_DECLS
