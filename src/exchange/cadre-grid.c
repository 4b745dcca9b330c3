/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-grid"

#include "config.h"

#include "cadre-grid.h"

typedef struct
{
  guint32 text;    /* offset in the arena; 0 is "" */
  guint16 column;
  guint8 type;
} Cell;

struct _CadreGrid
{
  gatomicrefcount ref_count;
  GArray *cells;            /* Cell, by row and column */
  GArray *row_starts;       /* guint32: the first cell of each row */
  GByteArray *arena;
  GHashTable *hidden;       /* rows */
  GArray *merges;           /* CadreRange */
  GPtrArray *column_merges; /* GArray of guint by column, by top; made when first asked for */
  guint32 n_columns;
  GHashTable *mended;       /* gint64 of row and column -> text */
};

CadreGrid *
cadre_grid_new (void)
{
  CadreGrid *self = g_new0 (CadreGrid, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  self->row_starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->arena = g_byte_array_new ();
  g_byte_array_append (self->arena, (const guint8 *) "", 1);
  self->hidden = g_hash_table_new (NULL, NULL);
  self->merges = g_array_new (FALSE, FALSE, sizeof (CadreRange));

  return self;
}

CadreGrid *
cadre_grid_ref (CadreGrid *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
cadre_grid_unref (CadreGrid *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_array_unref (self->cells);
  g_array_unref (self->row_starts);
  g_byte_array_unref (self->arena);
  g_hash_table_unref (self->hidden);
  g_array_unref (self->merges);
  g_clear_pointer (&self->column_merges, g_ptr_array_unref);
  g_clear_pointer (&self->mended, g_hash_table_unref);
  g_free (self);
}

static void
start_rows (CadreGrid *self,
            guint32    row)
{
  while (self->row_starts->len <= row)
    g_array_append_val (self->row_starts, self->cells->len);
}

/**
 * cadre_grid_add:
 *
 * Adds a cell below, or in the last row that has cells.
 */
void
cadre_grid_add (CadreGrid     *self,
                guint32        row,
                guint32        column,
                CadreCellType  type,
                const char    *text)
{
  Cell cell = { .column = (guint16) column, .type = (guint8) type };
  guint place, first;

  if (text == NULL || *text == '\0' || column > G_MAXUINT16)
    return;

  start_rows (self, row);
  cell.text = self->arena->len;
  g_byte_array_append (self->arena, (const guint8 *) text, strlen (text) + 1);
  self->n_columns = MAX (self->n_columns, column + 1);

  /* Nearly always the end; a few programs write columns out of order. */
  first = g_array_index (self->row_starts, guint32, row);
  place = self->cells->len;
  while (place > first && g_array_index (self->cells, Cell, place - 1).column > column)
    place--;
  g_array_insert_val (self->cells, place, cell);
}

void
cadre_grid_add_merge (CadreGrid        *self,
                      const CadreRange *range)
{
  g_array_append_val (self->merges, *range);
  g_clear_pointer (&self->column_merges, g_ptr_array_unref);
}

static gboolean
take_cell (const CadreCell *cell,
           gpointer         user_data)
{
  if (cell->type != CADRE_CELL_EMPTY)
    cadre_grid_add (user_data, cell->row, cell->column, cell->type, cell->text);

  return TRUE;
}

static gboolean
take_row (guint32  row,
          gboolean hidden,
          gpointer user_data)
{
  CadreGrid *self = user_data;

  if (hidden)
    g_hash_table_add (self->hidden, GUINT_TO_POINTER (row));

  return TRUE;
}

static void
take_merge (guint32  top,
            guint32  left,
            guint32  bottom,
            guint32  right,
            gpointer user_data)
{
  cadre_grid_add_merge (user_data, &(CadreRange) { top, left, bottom, right });
}

/**
 * cadre_grid_read:
 *
 * Returns: (transfer full): the sheet in memory, or %NULL with @error set
 */
CadreGrid *
cadre_grid_read (CadreWorkbook  *workbook,
                 int             sheet,
                 GCancellable   *cancellable,
                 GError        **error)
{
  static const CadreSheetVisitor visitor = { take_cell, take_row, take_merge };
  g_autoptr(CadreGrid) self = cadre_grid_new ();

  if (!cadre_workbook_read_sheet (workbook, sheet, &visitor, self, cancellable, error))
    return NULL;

  return g_steal_pointer (&self);
}

guint32
cadre_grid_n_rows (CadreGrid *self)
{
  return self->row_starts->len;
}

guint32
cadre_grid_n_columns (CadreGrid *self)
{
  return self->n_columns;
}

static const Cell *
find_cell (CadreGrid *self,
           guint32    row,
           guint32    column)
{
  guint32 low, high;

  if (row >= self->row_starts->len)
    return NULL;

  low = g_array_index (self->row_starts, guint32, row);
  high = row + 1 < self->row_starts->len ? g_array_index (self->row_starts, guint32, row + 1) : self->cells->len;
  while (low < high)
    {
      guint32 middle = (low + high) / 2;
      const Cell *cell = &g_array_index (self->cells, Cell, middle);

      if (cell->column == column)
        return cell;
      if (cell->column < column)
        low = middle + 1;
      else
        high = middle;
    }

  return NULL;
}

static gint64
mend_key (guint32 row,
          guint32 column)
{
  return ((gint64) row << 16) | column;
}

static const char *
find_mended (CadreGrid *self,
             guint32    row,
             guint32    column)
{
  gint64 key = mend_key (row, column);

  return self->mended != NULL ? g_hash_table_lookup (self->mended, &key) : NULL;
}

/**
 * cadre_grid_get_text:
 *
 * Returns: the cell's own text, "" where it has none or a merge covers it
 */
const char *
cadre_grid_get_text (CadreGrid *self,
                     guint32    row,
                     guint32    column)
{
  const char *mended = find_mended (self, row, column);
  const Cell *cell;

  if (mended != NULL)
    return mended;

  cell = find_cell (self, row, column);
  return cell != NULL ? (const char *) self->arena->data + cell->text : "";
}

CadreCellType
cadre_grid_get_type (CadreGrid *self,
                     guint32    row,
                     guint32    column)
{
  const Cell *cell;

  if (find_mended (self, row, column) != NULL)
    return CADRE_CELL_TEXT;

  cell = find_cell (self, row, column);
  return cell != NULL ? cell->type : CADRE_CELL_EMPTY;
}

/**
 * cadre_grid_n_filled:
 * @first: (out) (optional): the column of the first filled cell
 *
 * Returns: how many cells of the row have a text
 */
guint32
cadre_grid_n_filled (CadreGrid *self,
                     guint32    row,
                     guint32   *first)
{
  guint32 start, end, n = 0;

  if (row >= self->row_starts->len)
    return 0;

  start = g_array_index (self->row_starts, guint32, row);
  end = row + 1 < self->row_starts->len ? g_array_index (self->row_starts, guint32, row + 1) : self->cells->len;
  for (guint32 i = start; i < end; i++)
    {
      const Cell *cell = &g_array_index (self->cells, Cell, i);
      const char *text = (const char *) self->arena->data + cell->text;

      while (g_ascii_isspace (*text))
        text++;
      if (*text == '\0')
        continue;
      if (n == 0 && first != NULL)
        *first = cell->column;
      n++;
    }

  return n;
}

gboolean
cadre_grid_is_hidden (CadreGrid *self,
                      guint32    row)
{
  return g_hash_table_contains (self->hidden, GUINT_TO_POINTER (row));
}

/**
 * cadre_grid_get_merges:
 * @n_merges: (out): how many
 *
 * Returns: (array length=n_merges): the merged ranges, owned by the grid
 */
const CadreRange *
cadre_grid_get_merges (CadreGrid *self,
                       guint     *n_merges)
{
  *n_merges = self->merges->len;
  return (const CadreRange *) self->merges->data;
}

static int
compare_tops (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  CadreGrid *self = user_data;
  const CadreRange *x = &g_array_index (self->merges, CadreRange, *(const guint *) a);
  const CadreRange *y = &g_array_index (self->merges, CadreRange, *(const guint *) b);

  return (x->top > y->top) - (x->top < y->top);
}

static void
index_merges (CadreGrid *self)
{
  self->column_merges = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  for (guint32 c = 0; c < self->n_columns; c++)
    g_ptr_array_add (self->column_merges, g_array_new (FALSE, FALSE, sizeof (guint)));

  for (guint i = 0; i < self->merges->len; i++)
    {
      const CadreRange *range = &g_array_index (self->merges, CadreRange, i);

      for (guint32 c = range->left; c <= range->right && c < self->n_columns; c++)
        g_array_append_val ((GArray *) g_ptr_array_index (self->column_merges, c), i);
    }

  for (guint32 c = 0; c < self->n_columns; c++)
    g_array_sort_with_data (g_ptr_array_index (self->column_merges, c), compare_tops, self);
}

/**
 * cadre_grid_find_merge:
 *
 * Returns: (nullable): the merged range that a cell is in
 */
const CadreRange *
cadre_grid_find_merge (CadreGrid *self,
                       guint32    row,
                       guint32    column)
{
  GArray *indexes;
  guint low = 0, high;

  if (self->merges->len == 0 || column >= self->n_columns)
    return NULL;
  if (self->column_merges == NULL)
    index_merges (self);

  indexes = g_ptr_array_index (self->column_merges, column);
  high = indexes->len;
  while (low < high)
    {
      guint middle = (low + high) / 2;
      const CadreRange *range = &g_array_index (self->merges, CadreRange, g_array_index (indexes, guint, middle));

      if (row < range->top)
        high = middle;
      else if (row > range->bottom)
        low = middle + 1;
      else
        return range;
    }

  return NULL;
}

/**
 * cadre_grid_mend:
 *
 * Puts another text in place of a cell's own, as text.
 */
void
cadre_grid_mend (CadreGrid  *self,
                 guint32     row,
                 guint32     column,
                 const char *text)
{
  gint64 *key = g_new (gint64, 1);

  if (self->mended == NULL)
    self->mended = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  *key = mend_key (row, column);
  g_hash_table_insert (self->mended, key, g_strdup (text));
}
