/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "cadre-session.h"

G_BEGIN_DECLS

/**
 * CadreClaimsView:
 *
 * Study outside classes that waits for recognition in a year, by kind, with
 * what the rules give it; recognised kind by kind or all at once.
 */
#define CADRE_TYPE_CLAIMS_VIEW (cadre_claims_view_get_type ())
G_DECLARE_FINAL_TYPE (CadreClaimsView, cadre_claims_view, CADRE, CLAIMS_VIEW, AdwBin)

GtkWidget *cadre_claims_view_new  (CadreSession    *session);
void       cadre_claims_view_load (CadreClaimsView *self,
                                   int              year);

G_END_DECLS
