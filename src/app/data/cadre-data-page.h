/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-page.h"

G_BEGIN_DECLS

/**
 * CadreDataPage:
 *
 * The archive as a thing to look after: its file, backups, recycle bin, history and faults.
 */
#define CADRE_TYPE_DATA_PAGE (cadre_data_page_get_type ())
G_DECLARE_FINAL_TYPE (CadreDataPage, cadre_data_page, CADRE, DATA_PAGE, CadrePage)

G_END_DECLS
