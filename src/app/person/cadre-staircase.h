/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "cadre-career.h"

G_BEGIN_DECLS

/**
 * CadreStaircase:
 *
 * Draws a career: posts as steps that rise through the years, below them
 * postings, classes and yearly grades, each over the time it took. A click,
 * or Enter on the fact that the arrow keys chose, emits “fact-activated”.
 */
#define CADRE_TYPE_STAIRCASE (cadre_staircase_get_type ())
G_DECLARE_FINAL_TYPE (CadreStaircase, cadre_staircase, CADRE, STAIRCASE, GtkWidget)

GtkWidget *cadre_staircase_new        (void);
void       cadre_staircase_set_career (CadreStaircase  *self,
                                       GPtrArray       *facts,
                                       const CadreDate *as_of);

G_END_DECLS
