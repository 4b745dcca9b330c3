/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"

G_BEGIN_DECLS

gboolean cadre_export_sql   (CadreArchive  *archive,
                             const char    *path,
                             GError       **error);
gboolean cadre_export_json  (CadreArchive  *archive,
                             const char    *folder,
                             GError       **error);
gboolean cadre_export_tsv   (CadreArchive  *archive,
                             const char    *folder,
                             GError       **error);
gboolean cadre_export_files (CadreArchive  *archive,
                             const char    *folder,
                             GError       **error);

G_END_DECLS
