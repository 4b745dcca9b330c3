/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-record.h"

G_BEGIN_DECLS

gint64   cadre_people_identify      (CadreArchive  *archive,
                                     const char    *text,
                                     GError       **error);
gint64   cadre_units_identify       (CadreArchive  *archive,
                                     const char    *text,
                                     GError       **error);
gint64   cadre_units_ensure         (CadreArchive  *archive,
                                     const char    *name,
                                     gint64         parent_id,
                                     GError       **error);
gboolean cadre_units_renumber       (CadreArchive  *archive,
                                     GError       **error);
gboolean cadre_people_refresh_summaries (CadreArchive *archive,
                                         gint64        first_id,
                                         gint64        last_id,
                                         GError      **error);

G_END_DECLS
