/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-import-kind.h"
#include "cadre-table.h"

G_BEGIN_DECLS

/**
 * CadreMappedColumn:
 *
 * Where a column goes. A column whose cells hold several values (大学 over
 * 理学学士) has one of these for each. @source says why: "given",
 * "remembered", "known", "ignored", "duplicate", "mark", "unknown".
 */
typedef struct
{
  guint32 column;
  const char *head;           /* as typed; owned by the table */
  CadreImportTarget target;   /* its field is NULL where the column is not taken */
  const char *source;
} CadreMappedColumn;

GHashTable *cadre_mapping_load_remembered (CadreArchive           *archive,
                                           const char             *kind,
                                           GError                **error);
gboolean    cadre_mapping_remember        (CadreArchive           *archive,
                                           const char             *kind,
                                           GHashTable             *given,
                                           GError                **error);
gboolean    cadre_mapping_knows           (const CadreImportKind  *kind,
                                           GHashTable             *given,
                                           GHashTable             *remembered,
                                           const char             *leaf,
                                           const char             *above);
GArray     *cadre_mapping_make            (const CadreImportKind  *kind,
                                           CadreTable             *table,
                                           GHashTable             *given,
                                           GHashTable             *remembered,
                                           GError                **error);
GPtrArray  *cadre_mapping_list_missing    (const CadreImportKind  *kind,
                                           GArray                 *columns,
                                           GHashTable             *values);

char       *cadre_piece_take              (const char             *piece,
                                           const char             *text);

G_END_DECLS
