/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-pane.h"

G_BEGIN_DECLS

/**
 * CadreBackupPane:
 *
 * The backups: what is in each, and the way back to it.
 */
#define CADRE_TYPE_BACKUP_PANE (cadre_backup_pane_get_type ())
G_DECLARE_FINAL_TYPE (CadreBackupPane, cadre_backup_pane, CADRE, BACKUP_PANE, CadrePane)

G_END_DECLS
