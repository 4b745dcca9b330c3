/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

char *cadre_debug_info_new (GtkWindow *window);

G_END_DECLS
