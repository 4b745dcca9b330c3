/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-plan.h"

G_BEGIN_DECLS

/**
 * CadreImportEdit:
 *
 * One decision or correction of a user's; they outlive a plan that is made
 * anew with other heads.
 */
typedef struct
{
  guint row;
  gboolean is_mend;
  CadrePlanDecision decision;
  gint64 person_id;
  guint32 column;
  char *text;
} CadreImportEdit;

GPtrArray *cadre_import_edits_new   (void);
GPtrArray *cadre_import_edits_copy  (GPtrArray        *self);
void       cadre_import_edits_add   (GPtrArray        *self,
                                     CadreImportEdit   values);
gboolean   cadre_import_edits_mend  (GPtrArray        *self,
                                     guint             row,
                                     guint32           column);
gboolean   cadre_import_edits_apply (GPtrArray        *self,
                                     CadrePlan        *plan,
                                     GError          **error);

G_END_DECLS
