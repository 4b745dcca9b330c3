/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"

G_BEGIN_DECLS

/* The index itself is data/schema/0001-search.sql: its triggers follow every
 * change. What is here registers the functions that they call, checks that
 * the index agrees with the records, and makes it anew. */

char    *cadre_search_quote         (const char    *text);

gboolean cadre_search_index_verify  (CadreArchive  *archive,
                                     gboolean      *is_right,
                                     GError       **error);
gboolean cadre_search_index_rebuild (CadreArchive  *archive,
                                     GError       **error);

G_END_DECLS
