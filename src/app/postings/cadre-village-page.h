/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-page.h"

G_BEGIN_DECLS

/**
 * CadreVillagePage:
 *
 * One village: who was posted to it through time and where nobody was, what
 * is still to be decided after a recall, its statuses and figures by year,
 * and what is written down about who is there.
 */
#define CADRE_TYPE_VILLAGE_PAGE (cadre_village_page_get_type ())
G_DECLARE_FINAL_TYPE (CadreVillagePage, cadre_village_page, CADRE, VILLAGE_PAGE, CadrePage)

G_END_DECLS
