/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CadreGridColumn:
 *
 * A column of the grid. Free with cadre_grid_column_free().
 */
typedef struct
{
  char *key;
  char *title;
  int width;             /* in characters */
  gboolean editable;
  gboolean numeric;      /* to the right */
} CadreGridColumn;

CadreGridColumn *cadre_grid_column_new  (const char      *key,
                                         const char      *title,
                                         int              width,
                                         gboolean         editable,
                                         gboolean         numeric);
void             cadre_grid_column_free (CadreGridColumn *self);

/**
 * CadreGridRow:
 *
 * A row: the key of its record, and a text for each column.
 */
#define CADRE_TYPE_GRID_ROW (cadre_grid_row_get_type ())
G_DECLARE_FINAL_TYPE (CadreGridRow, cadre_grid_row, CADRE, GRID_ROW, GObject)

CadreGridRow *cadre_grid_row_new (gint64   id,
                                  GStrv    texts);

/**
 * CadreGridEdit:
 *
 * A cell that the user gave another text.
 */
typedef struct
{
  gint64 row_id;
  char *key;
  char *text;
} CadreGridEdit;

void cadre_grid_edit_free (CadreGridEdit *self);

/**
 * CadreEntryGrid:
 *
 * A table to type into, as in a spreadsheet: Enter and the arrows go up and
 * down a column, Tab along a row, Escape gives back what stood there; a column
 * copied from a spreadsheet is pasted downwards from where one stands.
 *
 * Signals: `edited (GPtrArray *edits)`: of #CadreGridEdit, those of one paste
 * together; `moved`: the keyboard is in another row.
 */
#define CADRE_TYPE_ENTRY_GRID (cadre_entry_grid_get_type ())
G_DECLARE_FINAL_TYPE (CadreEntryGrid, cadre_entry_grid, CADRE, ENTRY_GRID, AdwBin)

GtkWidget *cadre_entry_grid_new         (const char     *label);
void       cadre_entry_grid_set_columns (CadreEntryGrid *self,
                                         GPtrArray      *columns);
void       cadre_entry_grid_set_rows    (CadreEntryGrid *self,
                                         GPtrArray      *rows);
gint64     cadre_entry_grid_get_current (CadreEntryGrid *self);
void       cadre_entry_grid_paste       (CadreEntryGrid *self,
                                         guint           position,
                                         guint           column,
                                         const char     *text);

G_END_DECLS
