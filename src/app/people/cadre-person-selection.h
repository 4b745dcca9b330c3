/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "cadre-person-list.h"

G_BEGIN_DECLS

/**
 * CadrePersonSelection:
 *
 * Which people of a list are selected. It keeps them by who they are: they
 * stay selected when the list is sorted, and who leaves the list leaves the
 * selection. Selecting everybody makes no row objects.
 */
#define CADRE_TYPE_PERSON_SELECTION (cadre_person_selection_get_type ())
G_DECLARE_FINAL_TYPE (CadrePersonSelection, cadre_person_selection, CADRE, PERSON_SELECTION, GObject)

CadrePersonSelection *cadre_person_selection_new         (CadrePersonList      *list);
guint                 cadre_person_selection_get_n       (CadrePersonSelection *self);
GArray               *cadre_person_selection_get_ids     (CadrePersonSelection *self);
guint                 cadre_person_selection_get_first   (CadrePersonSelection *self);

G_END_DECLS
