/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CadreRecordGroup:
 *
 * The records of one kind of one person, a line each, with a button to add
 * one.
 *
 * Signals: `record-activated (gint64 id)`, `add`.
 */
#define CADRE_TYPE_RECORD_GROUP (cadre_record_group_get_type ())
G_DECLARE_FINAL_TYPE (CadreRecordGroup, cadre_record_group, CADRE, RECORD_GROUP, AdwBin)

GtkWidget *cadre_record_group_new       (const char       *title,
                                         gboolean          writable);
void       cadre_record_group_set_terms (CadreRecordGroup *self,
                                         const char       *keys);
void       cadre_record_group_clear     (CadreRecordGroup *self);
void       cadre_record_group_add_line  (CadreRecordGroup *self,
                                         gint64            id,
                                         const char       *title,
                                         const char       *subtitle,
                                         const char       *trailing);
void       cadre_record_group_add_link  (CadreRecordGroup *self,
                                         const char       *label,
                                         const char       *action,
                                         gint64            id);

GtkWidget *cadre_record_group_add_expander (CadreRecordGroup *self,
                                            const char       *title,
                                            const char       *subtitle,
                                            const char       *trailing);
void       cadre_record_group_add_part  (CadreRecordGroup *self,
                                         GtkWidget        *expander,
                                         gint64            id,
                                         const char       *title,
                                         const char       *subtitle,
                                         const char       *trailing);

G_END_DECLS
