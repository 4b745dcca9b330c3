/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-window.h"

G_BEGIN_DECLS

/**
 * CadreHistoryDialog:
 *
 * What one field of one record said before: who changed it when, newest
 * first.
 */
#define CADRE_TYPE_HISTORY_DIALOG (cadre_history_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CadreHistoryDialog, cadre_history_dialog, CADRE, HISTORY_DIALOG, AdwWindow)

void cadre_history_dialog_show (GtkWindow   *over,
                                const char  *kind,
                                gint64       record_id,
                                const char  *field);

G_END_DECLS
