/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "cadre-round-data.h"

G_BEGIN_DECLS

/**
 * CadreSchemeEditor:
 *
 * The tree of a scheme as a grid to type into, with what adds, moves and
 * removes indicators above it; of a scheme beside a round, and of a trial.
 */
#define CADRE_TYPE_SCHEME_EDITOR (cadre_scheme_editor_get_type ())
G_DECLARE_FINAL_TYPE (CadreSchemeEditor, cadre_scheme_editor, CADRE, SCHEME_EDITOR, AdwBin)

GtkWidget *cadre_scheme_editor_new  (void);
void       cadre_scheme_editor_show (CadreSchemeEditor *self,
                                     CadreSchemeData   *data,
                                     gboolean           writable);

G_END_DECLS
