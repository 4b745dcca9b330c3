/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *cadre_name_normalize  (const char *text);
char *cadre_text_normalize  (const char *text);
char *cadre_head_normalize  (const char *text);

char **cadre_names_split    (const char *text);

char *cadre_name_pinyin     (const char *name);
char *cadre_name_initials   (const char *name);
gboolean cadre_name_sounds  (const char *name,
                             const char *letters);
GBytes *cadre_name_pinyin_sort_key (const char *name);
GBytes *cadre_name_stroke_sort_key (const char *name);

G_END_DECLS
