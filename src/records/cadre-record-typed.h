/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-record.h"

G_BEGIN_DECLS

/* Records as people see and type them: each value the text that a form or a
 * sheet has. Changes happen inside a CadreAction. */

GHashTable *cadre_record_get_shown (CadreArchive           *archive,
                                    CadreCatalogue         *catalogue,
                                    const CadreRecordKind  *kind,
                                    gint64                  id,
                                    GError                **error);
GHashTable *cadre_record_show      (CadreArchive           *archive,
                                    CadreCatalogue         *catalogue,
                                    const CadreRecordKind  *kind,
                                    GHashTable             *values);
gboolean    cadre_record_set_typed (CadreArchive           *archive,
                                    CadreCatalogue         *catalogue,
                                    const CadreRecordKind  *kind,
                                    gint64                  id,
                                    const char             *key,
                                    const char             *text,
                                    GError                **error);
gint64      cadre_record_add_typed (CadreArchive           *archive,
                                    CadreCatalogue         *catalogue,
                                    const CadreRecordKind  *kind,
                                    GHashTable             *texts,
                                    char                  **faulty_key,
                                    GError                **error);

G_END_DECLS
