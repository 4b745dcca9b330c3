/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CadreEmptyPage:
 *
 * What a page of an archive without people shows: how to begin.
 */
#define CADRE_TYPE_EMPTY_PAGE (cadre_empty_page_get_type ())
G_DECLARE_FINAL_TYPE (CadreEmptyPage, cadre_empty_page, CADRE, EMPTY_PAGE, AdwBin)

G_END_DECLS
