/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-workbook-private.h"

G_BEGIN_DECLS

GInputStream *cadre_csv_open_text     (const char               *path,
                                       const char               *name,
                                       GCancellable             *cancellable,
                                       GError                  **error);
const char   *cadre_csv_find_separator (const char              *text,
                                        gsize                    length);
gboolean      cadre_csv_parse         (GInputStream             *text,
                                       const char               *name,
                                       const CadreSheetLimits   *limits,
                                       const CadreSheetVisitor  *visitor,
                                       gpointer                  user_data,
                                       GCancellable             *cancellable,
                                       GError                  **error);

G_END_DECLS
