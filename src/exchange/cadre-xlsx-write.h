/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is said where libxlsxwriter cannot write a workbook. */

#pragma once

#include <gio/gio.h>
#include <xlsxwriter.h>

G_BEGIN_DECLS

gboolean cadre_xlsx_close           (lxw_workbook  *workbook,
                                     const char    *path,
                                     GError       **error);
gboolean cadre_xlsx_set_write_error (GError       **error,
                                     const char    *path,
                                     lxw_error      status,
                                     int            saved_errno);

G_END_DECLS
