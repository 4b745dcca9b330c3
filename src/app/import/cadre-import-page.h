/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-importer.h"
#include "cadre-page.h"

G_BEGIN_DECLS

/**
 * CadreImportPage:
 *
 * Takes a sheet in: what it is, what it would change, whom doubtful rows are
 * about; then all of it as one action.
 */
#define CADRE_TYPE_IMPORT_PAGE (cadre_import_page_get_type ())
G_DECLARE_FINAL_TYPE (CadreImportPage, cadre_import_page, CADRE, IMPORT_PAGE, CadrePage)

void           cadre_import_page_open         (CadreImportPage *self,
                                               const char      *path);
CadreImporter *cadre_import_page_get_importer (CadreImportPage *self);

G_END_DECLS
