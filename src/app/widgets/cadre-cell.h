/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *cadre_cell_new (guint min_chars,
                           guint nat_chars);

G_END_DECLS
