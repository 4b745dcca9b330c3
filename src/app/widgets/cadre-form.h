/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "cadre-catalogue.h"

G_BEGIN_DECLS

/**
 * CadreForm:
 *
 * The fields of one record. Their order and grouping come from the template
 * ui/forms/KIND.ui, which names fields by their keys; a kind without a template
 * has its fields as the catalogue lists them, and fields that the office
 * defined itself always follow. One binder for all kinds.
 *
 * Signals: `edited (char *key, char *text)`, the user is done with a field;
 * `history (char *key)`, and wants to see what it said before.
 */
#define CADRE_TYPE_FORM (cadre_form_get_type ())
G_DECLARE_FINAL_TYPE (CadreForm, cadre_form, CADRE, FORM, AdwBin)

GtkWidget  *cadre_form_new        (CadreCatalogue        *catalogue,
                                   const CadreRecordKind *kind,
                                   gboolean               is_new);
void        cadre_form_set_shown  (CadreForm             *self,
                                   GHashTable            *shown);
void        cadre_form_set_fault  (CadreForm             *self,
                                   const char            *key,
                                   const char            *message);
void        cadre_form_set_warning (CadreForm            *self,
                                   const char            *key,
                                   const char            *message);
void        cadre_form_leave_out  (CadreForm             *self,
                                   const char            *key);
gboolean    cadre_form_commit     (CadreForm             *self);
CadreCatalogue        *cadre_form_get_catalogue (CadreForm *self);
const CadreRecordKind *cadre_form_get_kind      (CadreForm *self);
GHashTable *cadre_form_get_texts  (CadreForm             *self);

G_END_DECLS
