/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "cadre-window.h"

G_BEGIN_DECLS

/**
 * CadreRecordDialog:
 *
 * One record in a form of its own: a new one is added by its button, one that
 * is there is changed field by field as it is typed, and can be deleted.
 */
#define CADRE_TYPE_RECORD_DIALOG (cadre_record_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CadreRecordDialog, cadre_record_dialog, CADRE, RECORD_DIALOG, AdwWindow)

void cadre_record_dialog_open (CadreWindow *window,
                               const char  *kind,
                               gint64       id);
void cadre_record_dialog_add  (CadreWindow *window,
                               const char  *kind,
                               gint64       person_id);
void cadre_record_dialog_add_to (CadreWindow *window,
                                 const char  *kind,
                                 const char  *owner_field,
                                 gint64       owner_id);

G_END_DECLS
