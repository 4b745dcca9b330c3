/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-record.h"

G_BEGIN_DECLS

/**
 * CadreHistoryLine:
 *
 * One change as people read it: labels and shown values, no columns. Free
 * with cadre_history_line_free().
 */
typedef struct
{
  gint64 action_id;
  char *action_name;
  char *actor;
  char *happened_at;        /* UTC, ISO 8601 */
  const CadreRecordKind *kind; /* the catalogue's */
  gint64 record_id;
  const CadreField *field;  /* NULL where the whole record was added or deleted */
  char *old_text;           /* as registers print it; empty for none */
  char *new_text;
  char *text;               /* 出生年月: 1985.03 → 1985.04 */
} CadreHistoryLine;

void       cadre_history_line_free (CadreHistoryLine       *self);
GPtrArray *cadre_history_list      (CadreArchive           *archive,
                                    CadreCatalogue         *catalogue,
                                    const CadreRecordKind  *kind,
                                    gint64                  record_id,
                                    const CadreField       *field,
                                    GError                **error);
GPtrArray *cadre_history_of_person (CadreArchive           *archive,
                                    CadreCatalogue         *catalogue,
                                    gint64                  person_id,
                                    GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreHistoryLine, cadre_history_line_free)

G_END_DECLS
