/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "cadre-window.h"

G_BEGIN_DECLS

/**
 * CadreReportEditor:
 *
 * The definition of a report in a dialog: name and titles, columns and their
 * order, grouping. A built-in one becomes the office's own as it is saved, or
 * is copied under another name.
 */
#define CADRE_TYPE_REPORT_EDITOR (cadre_report_editor_get_type ())
G_DECLARE_FINAL_TYPE (CadreReportEditor, cadre_report_editor, CADRE, REPORT_EDITOR, AdwWindow)

void cadre_report_editor_open (CadreWindow *window,
                               const char  *key,
                               gboolean     copy);

G_END_DECLS
