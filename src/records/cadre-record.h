/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-action.h"
#include "cadre-catalogue.h"
#include "cadre-date.h"

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

/* What was typed where the stored value says less. */
gboolean    cadre_record_keep_original (CadreArchive          *archive,
                                        const CadreRecordKind *kind,
                                        gint64                 id,
                                        const char            *field,
                                        const char            *text,
                                        GError               **error);
char       *cadre_record_get_original  (CadreArchive          *archive,
                                        const CadreRecordKind *kind,
                                        gint64                 id,
                                        const char            *field);

/* Values with names: what a unit, a person or another record is called. */
char       *cadre_record_parse_value   (CadreArchive          *archive,
                                        CadreCatalogue        *catalogue,
                                        const CadreField      *field,
                                        const char            *text,
                                        char                 **warning,
                                        GError               **error);
char       *cadre_record_format_value  (CadreArchive          *archive,
                                        CadreCatalogue        *catalogue,
                                        const CadreField      *field,
                                        const char            *canonical);
char       *cadre_record_get_label     (CadreArchive          *archive,
                                        CadreCatalogue        *catalogue,
                                        const CadreRecordKind *kind,
                                        gint64                 id);

/**
 * CadreRecord:
 *
 * One record of a list. Free with cadre_record_free().
 */
typedef struct
{
  gint64 id;
  GHashTable *values;       /* field key -> canonical text; NULL values left out */
} CadreRecord;

void        cadre_record_free       (CadreRecord           *self);
GPtrArray  *cadre_record_list       (CadreArchive          *archive,
                                     const CadreRecordKind *kind,
                                     gint64                 person_id,
                                     GError               **error);
GPtrArray  *cadre_record_list_of    (CadreArchive          *archive,
                                     const CadreRecordKind *kind,
                                     const char            *owner_field,
                                     gint64                 owner_id,
                                     GError               **error);
GPtrArray  *cadre_record_list_as_of (CadreArchive          *archive,
                                     const CadreRecordKind *kind,
                                     gint64                 person_id,
                                     const CadreDate       *as_of,
                                     GError               **error);
char       *cadre_record_list_sql   (const CadreRecordKind *kind,
                                     const char            *owner_field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreRecord, cadre_record_free)

G_END_DECLS
