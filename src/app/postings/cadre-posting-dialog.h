/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "cadre-window.h"

G_BEGIN_DECLS

/**
 * CadrePostingMode:
 * @CADRE_POSTING_MODE_POST: someone is sent to the village
 * @CADRE_POSTING_MODE_END: the posting ends, for any reason
 * @CADRE_POSTING_MODE_RECALL: it ends by a recall (召回)
 * @CADRE_POSTING_MODE_REPLACE: it ends and someone else comes (轮换)
 *
 * What the dialog asks for. All but the first end a posting, and ask for a
 * successor, too.
 */
typedef enum
{
  CADRE_POSTING_MODE_POST,
  CADRE_POSTING_MODE_END,
  CADRE_POSTING_MODE_RECALL,
  CADRE_POSTING_MODE_REPLACE,
} CadrePostingMode;

/**
 * CadrePostingSubject:
 * @unit: what the village is called
 * @posting_id: what ends, or 0
 * @person: (nullable): whose posting it is
 *
 * What the dialog is about.
 */
typedef struct
{
  gint64 unit_id;
  const char *unit;
  gint64 posting_id;
  const char *person;
} CadrePostingSubject;

/**
 * CadrePostingDialog:
 *
 * Sends someone to a village, or ends a posting and sends the successor: one
 * action that Undo names.
 */
#define CADRE_TYPE_POSTING_DIALOG (cadre_posting_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CadrePostingDialog, cadre_posting_dialog, CADRE, POSTING_DIALOG, AdwWindow)

void cadre_posting_dialog_show (CadreWindow               *window,
                                CadrePostingMode           mode,
                                const CadrePostingSubject *subject);

G_END_DECLS
