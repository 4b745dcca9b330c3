/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Days in the village and appraisals as they are typed into a grid, each
 * inside a CadreAction. */

#pragma once

#include "cadre-record.h"

G_BEGIN_DECLS

gboolean cadre_presence_set_typed  (CadreArchive    *archive,
                                    gint64           posting_id,
                                    const char      *month,
                                    const char      *text,
                                    GError         **error);
gboolean cadre_appraisal_set_typed (CadreArchive    *archive,
                                    CadreCatalogue  *catalogue,
                                    gint64           posting_id,
                                    int              year,
                                    const char      *term,
                                    const char      *text,
                                    GError         **error);

G_END_DECLS
