/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Manual order: putting one row before another among its siblings. */

#pragma once

#include "cadre-action.h"

G_BEGIN_DECLS

gboolean _cadre_order_place (CadreArchive  *archive,
                             const char    *table,
                             const char    *siblings_sql,
                             gint64         parent_id,
                             gint64         id,
                             gint64         before_id,
                             GError       **error);

G_END_DECLS
