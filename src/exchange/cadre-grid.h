/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-sheet.h"

G_BEGIN_DECLS

/**
 * CadreRange:
 *
 * A merged range of cells, from 0, both ends in it.
 */
typedef struct
{
  guint32 top;
  guint32 left;
  guint32 bottom;
  guint32 right;
} CadreRange;

/**
 * CadreGrid:
 *
 * A sheet in memory: eight bytes a cell and one arena of text, so that
 * 100,000 rows are some tens of megabytes. Cells can be mended, nothing else.
 */
typedef struct _CadreGrid CadreGrid;

CadreGrid    *cadre_grid_read        (CadreWorkbook  *workbook,
                                      int             sheet,
                                      GCancellable   *cancellable,
                                      GError        **error);
CadreGrid    *cadre_grid_new         (void);
void          cadre_grid_add         (CadreGrid      *self,
                                      guint32         row,
                                      guint32         column,
                                      CadreCellType   type,
                                      const char     *text);
void          cadre_grid_add_merge   (CadreGrid      *self,
                                      const CadreRange *range);
CadreGrid    *cadre_grid_ref         (CadreGrid      *self);
void          cadre_grid_unref       (CadreGrid      *self);

guint32       cadre_grid_n_rows      (CadreGrid      *self);
guint32       cadre_grid_n_columns   (CadreGrid      *self);
const char   *cadre_grid_get_text    (CadreGrid      *self,
                                      guint32         row,
                                      guint32         column);
CadreCellType cadre_grid_get_type    (CadreGrid      *self,
                                      guint32         row,
                                      guint32         column);
guint32       cadre_grid_n_filled    (CadreGrid      *self,
                                      guint32         row,
                                      guint32        *first);
gboolean      cadre_grid_is_hidden   (CadreGrid      *self,
                                      guint32         row);
const CadreRange *cadre_grid_get_merges (CadreGrid   *self,
                                         guint       *n_merges);
const CadreRange *cadre_grid_find_merge (CadreGrid   *self,
                                         guint32      row,
                                         guint32      column);
void          cadre_grid_mend        (CadreGrid      *self,
                                      guint32         row,
                                      guint32         column,
                                      const char     *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreGrid, cadre_grid_unref)

G_END_DECLS
