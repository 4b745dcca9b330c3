/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-page.h"
#include "cadre-person-list.h"

G_BEGIN_DECLS

/**
 * CadrePersonPage:
 *
 * One person's archive: who it is, the staircase, and all records under tabs.
 */
#define CADRE_TYPE_PERSON_PAGE (cadre_person_page_get_type ())
G_DECLARE_FINAL_TYPE (CadrePersonPage, cadre_person_page, CADRE, PERSON_PAGE, CadrePage)

void cadre_person_page_set_list (CadrePersonPage *self,
                                 CadrePersonList *list);

G_END_DECLS
