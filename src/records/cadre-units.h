/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-action.h"

G_BEGIN_DECLS

gint64   cadre_units_identify       (CadreArchive  *archive,
                                     const char    *text,
                                     GError       **error);
char    *cadre_units_get_path       (CadreArchive  *archive,
                                     gint64         unit_id,
                                     GError       **error);
gint64   cadre_units_ensure         (CadreArchive  *archive,
                                     const char    *name,
                                     gint64         parent_id,
                                     GError       **error);
gboolean cadre_units_renumber       (CadreArchive  *archive,
                                     GError       **error);
gboolean cadre_units_move           (CadreArchive  *archive,
                                     gint64         unit_id,
                                     gint64         parent_id,
                                     gint64         before_id,
                                     GError       **error);
gboolean cadre_units_merge          (CadreArchive  *archive,
                                     gint64         from_id,
                                     gint64         into_id,
                                     GError       **error);

G_END_DECLS
