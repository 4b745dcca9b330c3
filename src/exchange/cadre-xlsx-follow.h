/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-sheet.h"

G_BEGIN_DECLS

typedef struct _CadreXlsxFollow CadreXlsxFollow;

/**
 * CadreXlsxFollowBegin:
 * @sheet: from 0
 *
 * Runs on the reading thread where a sheet begins. Returns what the visitor
 * gets as its user data.
 */
typedef gpointer (*CadreXlsxFollowBegin) (guint    sheet,
                                          gpointer user_data);

CadreXlsxFollow *cadre_xlsx_follow_begin (const char               *path,
                                          const CadreSheetVisitor  *visitor,
                                          CadreXlsxFollowBegin      begin,
                                          gpointer                  user_data,
                                          GCancellable             *cancellable);
gboolean         cadre_xlsx_follow_end   (CadreXlsxFollow          *self,
                                          gboolean                  is_written,
                                          guint                    *n_sheets,
                                          GError                  **error);

G_END_DECLS
