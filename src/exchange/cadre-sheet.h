/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "cadre-error.h"

G_BEGIN_DECLS

/**
 * CadreCellType:
 * @CADRE_CELL_EMPTY: nothing (used for the covered cells of a merge)
 * @CADRE_CELL_TEXT: @text
 * @CADRE_CELL_NUMBER: @number, and @text with whole numbers without ".0"
 * @CADRE_CELL_DATE: a number that its style shows as a date; @text is ISO and
 *   as precise as the style: 1985-03 where it shows 1985年3月,
 *   2019-03-01T08:30:00 where there is a time, 08:30:00 where there is only one
 * @CADRE_CELL_BOOL: @text is TRUE or FALSE
 * @CADRE_CELL_ERROR: @text is #N/A …
 */
typedef enum
{
  CADRE_CELL_EMPTY,
  CADRE_CELL_TEXT,
  CADRE_CELL_NUMBER,
  CADRE_CELL_DATE,
  CADRE_CELL_BOOL,
  CADRE_CELL_ERROR,
} CadreCellType;

/**
 * CadreCell:
 *
 * A cell on its way by; @text belongs to the reader and lives for the call.
 */
typedef struct
{
  CadreCellType type;
  guint32 row;      /* from 0 */
  guint32 column;   /* from 0 */
  const char *text; /* UTF-8, never NULL */
  double number;
} CadreCell;

/**
 * CadreSheetVisitor:
 *
 * Called as the sheet streams by, in row order, and the cells of a row from
 * left to right; empty cells are not told. All but @cell may be %NULL.
 * @merge may come after the cells (xlsx writes merges last).
 * Returning %FALSE stops the reading without an error.
 */
typedef struct
{
  gboolean (*cell)  (const CadreCell *cell, gpointer user_data);
  gboolean (*row)   (guint32 row, gboolean hidden, gpointer user_data); /* row begins */
  void     (*merge) (guint32 top, guint32 left, guint32 bottom, guint32 right, gpointer user_data);
} CadreSheetVisitor;

/**
 * CadreSheetInfo:
 *
 * A sheet of a workbook. Free with cadre_sheet_info_free().
 */
typedef struct
{
  char *name;
  gboolean hidden;
} CadreSheetInfo;

void       cadre_sheet_info_free (CadreSheetInfo *self);

#define CADRE_TYPE_WORKBOOK (cadre_workbook_get_type ())
G_DECLARE_FINAL_TYPE (CadreWorkbook, cadre_workbook, CADRE, WORKBOOK, GObject)

CadreWorkbook *cadre_workbook_open        (const char               *path,
                                           GCancellable             *cancellable,
                                           GError                  **error);
CadreWorkbook *cadre_workbook_open_in_order (const char            *path,
                                             const char * const    *order,
                                             GCancellable          *cancellable,
                                             GError               **error);
GPtrArray     *cadre_workbook_get_sheets  (CadreWorkbook            *self);
const char    *cadre_workbook_get_caveat  (CadreWorkbook            *self);
int            cadre_workbook_find_sheet  (CadreWorkbook            *self,
                                           const char               *name_or_number,
                                           GError                  **error);
gboolean       cadre_workbook_read_sheet  (CadreWorkbook            *self,
                                           int                       sheet,
                                           const CadreSheetVisitor  *visitor,
                                           gpointer                  user_data,
                                           GCancellable             *cancellable,
                                           GError                  **error);

char          *cadre_cell_name            (guint32                   row,
                                           guint32                   column);

G_END_DECLS
