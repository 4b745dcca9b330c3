/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"

G_BEGIN_DECLS

/**
 * CadreAction:
 *
 * One thing that a user did: one transaction, one row in the table `action`,
 * and `change` rows written by triggers from which it can be taken back.
 * Freeing an action that was not committed rolls it back.
 */
typedef struct _CadreAction CadreAction;

CadreAction *cadre_action_begin      (CadreArchive  *archive,
                                      const char    *kind,
                                      const char    *name,
                                      GError       **error);
gint64       cadre_action_get_id     (CadreAction   *self);
void         cadre_action_set_detail (CadreAction   *self,
                                      const char    *json);
gboolean     cadre_action_begin_bulk (CadreAction   *self,
                                      GError       **error);
gboolean     cadre_action_end_bulk   (CadreAction   *self,
                                      GError       **error);
gboolean     cadre_action_commit     (CadreAction   *self,
                                      GError       **error);
void         cadre_action_free       (CadreAction   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreAction, cadre_action_free)

G_END_DECLS
