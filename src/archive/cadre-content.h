/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"

G_BEGIN_DECLS

/* Photos and attachments: kept once each, named by the SHA-256 of what they
 * are, and never changed. */

char   *cadre_content_add (CadreArchive  *archive,
                           GBytes        *data,
                           const char    *media,
                           GError       **error);
GBytes *cadre_content_get (CadreArchive  *archive,
                           const char    *hash,
                           GError       **error);

G_END_DECLS
