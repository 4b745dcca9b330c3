/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files about records in general share. */

#pragma once

#include "cadre-record.h"

G_BEGIN_DECLS

gboolean    _cadre_record_has_custom     (const CadreRecordKind *kind);
void        _cadre_record_append_columns (const CadreRecordKind *kind,
                                          GString               *sql);
GHashTable *_cadre_record_read           (const CadreRecordKind *kind,
                                          CadreStatement        *row,
                                          int                    first);

G_END_DECLS
