/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "cadre-field-editor.h"

G_BEGIN_DECLS

/**
 * CadreFieldRow:
 *
 * The #CadreFieldEditor of all that fits a line.
 */
#define CADRE_TYPE_FIELD_ROW (cadre_field_row_get_type ())
G_DECLARE_FINAL_TYPE (CadreFieldRow, cadre_field_row, CADRE, FIELD_ROW, AdwEntryRow)

GtkWidget *cadre_field_row_new (const char *key);

G_END_DECLS
