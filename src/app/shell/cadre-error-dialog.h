/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void cadre_error_dialog_show (GtkWindow  *parent,
                              const char *what,
                              const char *why,
                              const char *domain);

G_END_DECLS
