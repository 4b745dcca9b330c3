/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-window.h"

G_BEGIN_DECLS

/**
 * CadreFilterDialog:
 *
 * Puts a sentence of conditions together: a line each, joined by “and” or
 * “or”, with the sentence and the number of people it fits told as it grows.
 * What lines cannot say (deeper brackets, “not”) it leaves alone.
 *
 * Signal `chosen (char *json, char *sentence)`: the people who fit are wanted.
 */
#define CADRE_TYPE_FILTER_DIALOG (cadre_filter_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CadreFilterDialog, cadre_filter_dialog, CADRE, FILTER_DIALOG, AdwWindow)

CadreFilterDialog *cadre_filter_dialog_new (CadreWindow *parent,
                                            const char  *json);

G_END_DECLS
