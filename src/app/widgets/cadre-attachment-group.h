/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "cadre-session.h"

G_BEGIN_DECLS

/**
 * CadreAttachmentGroup:
 *
 * The files kept with a record: dropped in or chosen, opened with the
 * desktop's program, exported, renamed, deleted.
 */
#define CADRE_TYPE_ATTACHMENT_GROUP (cadre_attachment_group_get_type ())
G_DECLARE_FINAL_TYPE (CadreAttachmentGroup, cadre_attachment_group, CADRE, ATTACHMENT_GROUP, AdwBin)

GtkWidget *cadre_attachment_group_new  (CadreSession         *session,
                                        const char           *record_kind,
                                        gint64                record_id);
void       cadre_attachment_group_set_record (CadreAttachmentGroup *self,
                                              gint64                record_id);
void       cadre_attachment_group_load (CadreAttachmentGroup *self);
void       cadre_attachment_group_add  (CadreAttachmentGroup *self,
                                        GStrv                 paths);

G_END_DECLS
