/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"

G_BEGIN_DECLS

char     *cadre_certificate_format   (const char    *pattern,
                                      int            year,
                                      gint64         number,
                                      GError       **error);
gboolean  cadre_certificate_next     (CadreArchive  *archive,
                                      const char    *pattern,
                                      int            year,
                                      gint64        *number,
                                      GError       **error);
gint64    cadre_certificate_reissue  (CadreArchive  *archive,
                                      gint64         certificate_id,
                                      const char    *reason,
                                      const char    *on,
                                      GError       **error);
gboolean  cadre_certificate_revoke   (CadreArchive  *archive,
                                      gint64         certificate_id,
                                      const char    *reason,
                                      const char    *on,
                                      GError       **error);

G_END_DECLS
