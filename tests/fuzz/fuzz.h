/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the fuzz targets share: limits that keep each run short, a file for
 * bytes, and a visitor that checks what every reader promises. */

#pragma once

#include "cadre-workbook-private.h"

G_BEGIN_DECLS

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

extern const CadreSheetLimits fuzz_limits;

char    *fuzz_file_new  (const guint8 *data,
                         gsize         size,
                         int          *fd);
gboolean fuzz_is        (const guint8 *data,
                         gsize         size,
                         const char   *magic);

typedef struct
{
  gint64 row;     /* of the last row or cell; -1 before */
  gint64 column;
} FuzzOrder;

extern const CadreSheetVisitor fuzz_visitor; /* its user data is a FuzzOrder */

G_END_DECLS
