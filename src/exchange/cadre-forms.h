/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-catalogue.h"
#include "cadre-date.h"
#include "cadre-lrmx.h"

G_BEGIN_DECLS

/* Appointment forms (干部任免审批表) out of the archive. */

CadreLrmx *cadre_forms_make    (CadreArchive     *archive,
                                CadreCatalogue   *catalogue,
                                gint64            person_id,
                                const CadreDate  *as_of,
                                GError          **error);

/**
 * CadreFormsResult:
 *
 * What cadre_forms_export() wrote. Clear with cadre_forms_result_clear().
 */
typedef struct
{
  GPtrArray *paths;         /* filenames, one for each person */
  GPtrArray *warnings;      /* sentences: what the official program will cut or refuse */
} CadreFormsResult;

void       cadre_forms_result_clear (CadreFormsResult *self);
gboolean   cadre_forms_export  (CadreArchive      *archive,
                                CadreCatalogue    *catalogue,
                                GArray            *persons,
                                const char        *path,
                                const CadreDate   *as_of,
                                CadreFormsResult  *result,
                                GCancellable      *cancellable,
                                GError           **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CadreFormsResult, cadre_forms_result_clear)

G_END_DECLS
