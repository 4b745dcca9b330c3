/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CadreColumnChooser:
 *
 * A popover in which the columns of lists of people are chosen and ordered.
 * The choice is kept in the settings, and every list follows them.
 */
#define CADRE_TYPE_COLUMN_CHOOSER (cadre_column_chooser_get_type ())
G_DECLARE_FINAL_TYPE (CadreColumnChooser, cadre_column_chooser, CADRE, COLUMN_CHOOSER, GtkPopover)

GtkWidget *cadre_column_chooser_new (void);

G_END_DECLS
