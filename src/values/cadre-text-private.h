/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How single characters are read, for the files of src/values. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gunichar _cadre_unichar_fold_width   (gunichar    c);
gboolean _cadre_unichar_is_space     (gunichar    c);
gboolean _cadre_unichar_is_invisible (gunichar    c);
gboolean _cadre_unichar_is_han       (gunichar    c);
char    *_cadre_text_compact         (const char *text);

G_END_DECLS
