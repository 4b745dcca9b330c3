/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"
#include "cadre-formula.h"

G_BEGIN_DECLS

gint64   _cadre_scheme_find_indicator (CadreArchive        *archive,
                                       gint64               scheme_id,
                                       const char          *text,
                                       GError             **error);
gboolean _cadre_scheme_run            (CadreArchive        *archive,
                                       const char          *sql,
                                       gint64               first,
                                       gint64               second,
                                       GError             **error);
gboolean _cadre_scheme_touch_rounds   (CadreArchive        *archive,
                                       gint64               scheme_id,
                                       GError             **error);
gboolean _cadre_scheme_check_name     (CadreArchive        *archive,
                                       gint64               scheme_id,
                                       gint64               indicator_id,
                                       const char          *key,
                                       const char          *name,
                                       GError             **error);
gboolean _cadre_scheme_check_facts    (const CadreFormula  *formula,
                                       GError             **error);

G_END_DECLS
