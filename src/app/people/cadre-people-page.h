/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-page.h"

G_BEGIN_DECLS

/**
 * CadrePeoplePage:
 *
 * Everybody in the archive: find, order, select, act.
 */
#define CADRE_TYPE_PEOPLE_PAGE (cadre_people_page_get_type ())
G_DECLARE_FINAL_TYPE (CadrePeoplePage, cadre_people_page, CADRE, PEOPLE_PAGE, CadrePage)

void cadre_people_page_show_only (CadrePeoplePage *self,
                                  const char      *what,
                                  GArray          *ids);

G_END_DECLS
