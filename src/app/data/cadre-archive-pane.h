/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-pane.h"

G_BEGIN_DECLS

/**
 * CadreArchivePane:
 *
 * The archive itself: where it is, what is in it, and other ones.
 */
#define CADRE_TYPE_ARCHIVE_PANE (cadre_archive_pane_get_type ())
G_DECLARE_FINAL_TYPE (CadreArchivePane, cadre_archive_pane, CADRE, ARCHIVE_PANE, CadrePane)

G_END_DECLS
