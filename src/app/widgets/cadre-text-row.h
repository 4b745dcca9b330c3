/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "cadre-field-editor.h"

G_BEGIN_DECLS

/**
 * CadreTextRow:
 *
 * The #CadreFieldEditor of texts of many lines, such as a 简历; spaces and line
 * breaks stay as they are.
 */
#define CADRE_TYPE_TEXT_ROW (cadre_text_row_get_type ())
G_DECLARE_FINAL_TYPE (CadreTextRow, cadre_text_row, CADRE, TEXT_ROW, AdwPreferencesRow)

GtkWidget *cadre_text_row_new (const char *key);

G_END_DECLS
