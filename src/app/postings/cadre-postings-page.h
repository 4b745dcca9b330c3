/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-page.h"

G_BEGIN_DECLS

/**
 * CadrePostingsPage:
 *
 * People sent to villages (驻村): who covers which village, and what is to be
 * entered and decided about them.
 */
#define CADRE_TYPE_POSTINGS_PAGE (cadre_postings_page_get_type ())
G_DECLARE_FINAL_TYPE (CadrePostingsPage, cadre_postings_page, CADRE, POSTINGS_PAGE, CadrePage)

G_END_DECLS
