/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-record.h"

G_BEGIN_DECLS

/**
 * CadreDeletedRecord:
 *
 * A record in the recycle bin that was deleted by itself, not with its
 * person. Free with cadre_deleted_record_free().
 */
typedef struct
{
  const CadreRecordKind *kind;  /* the catalogue's */
  gint64 record_id;
  char *label;                  /* what names it, or NULL */
  char *person;                 /* whose it was, or NULL */
  gint64 action_id;             /* the action that deleted it */
  char *action_name;
  char *actor;
  char *happened_at;            /* UTC, ISO 8601 */
} CadreDeletedRecord;

void       cadre_deleted_record_free  (CadreDeletedRecord *self);
GPtrArray *cadre_recycle_bin_list     (CadreArchive       *archive,
                                       CadreCatalogue     *catalogue,
                                       GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreDeletedRecord, cadre_deleted_record_free)

G_END_DECLS
