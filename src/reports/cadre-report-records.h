/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-catalogue.h"

G_BEGIN_DECLS

gboolean cadre_report_write_records (CadreArchive    *archive,
                                     CadreCatalogue  *catalogue,
                                     const char      *folder,
                                     GError         **error);

G_END_DECLS
