/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-action.h"
#include "cadre-catalogue.h"

G_BEGIN_DECLS

/* Records in general: a GHashTable of field key -> canonical text stands for
 * the values of one record; a missing key is "not given", an empty text is
 * "made empty". All changes happen inside a CadreAction. */

GHashTable *cadre_record_new_values (void);
gint64      cadre_record_insert     (CadreArchive          *archive,
                                     const CadreRecordKind *kind,
                                     GHashTable            *values,
                                     GError               **error);
gboolean    cadre_record_update     (CadreArchive          *archive,
                                     const CadreRecordKind *kind,
                                     gint64                 id,
                                     GHashTable            *values,
                                     GError               **error);
gboolean    cadre_record_delete     (CadreArchive          *archive,
                                     const CadreRecordKind *kind,
                                     gint64                 id,
                                     GError               **error);
GHashTable *cadre_record_get        (CadreArchive          *archive,
                                     const CadreRecordKind *kind,
                                     gint64                 id,
                                     GError               **error);

G_END_DECLS
