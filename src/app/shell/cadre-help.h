/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void        cadre_help_show         (GtkWindow  *parent,
                                     const char *page);
const char *cadre_help_get_language (void);

G_END_DECLS
