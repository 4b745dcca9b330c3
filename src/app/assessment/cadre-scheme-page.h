/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-page.h"

G_BEGIN_DECLS

/**
 * CadreSchemePage:
 *
 * A scheme as a grid of its indicators. Its `record-id` is the scheme's.
 */
#define CADRE_TYPE_SCHEME_PAGE (cadre_scheme_page_get_type ())
G_DECLARE_FINAL_TYPE (CadreSchemePage, cadre_scheme_page, CADRE, SCHEME_PAGE, CadrePage)

G_END_DECLS
