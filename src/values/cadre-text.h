/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How texts are compared when people search: without spaces, width and case. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gunichar cadre_unichar_fold_for_search (gunichar    c);
gboolean cadre_text_contains           (const char *text,
                                        const char *needle);

G_END_DECLS
