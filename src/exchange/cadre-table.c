/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Finds the table in a sheet as offices type it. */

#define G_LOG_DOMAIN "cadre-table"

#include "config.h"

#include "cadre-table-private.h"

void
cadre_table_free (CadreTable *self)
{
  if (self == NULL)
    return;

  cadre_grid_unref (self->grid);
  g_clear_pointer (&self->heads, g_ptr_array_unref);
  g_byte_array_unref (self->kinds);
  g_array_unref (self->data_rows);
  g_array_unref (self->group_rows);
  g_ptr_array_unref (self->group_names);
  g_hash_table_unref (self->facts);
  g_hash_table_unref (self->fill_sources);
  g_free (self->title);
  g_free (self->reporter);
  g_free (self);
}

const char *
_cadre_table_covered_text (CadreGrid *grid,
                           guint32    row,
                           guint32    column)
{
  const CadreRange *merge = cadre_grid_find_merge (grid, row, column);

  return merge == NULL ? cadre_grid_get_text (grid, row, column) : cadre_grid_get_text (grid, merge->top, merge->left);
}

/**
 * cadre_table_find:
 * @knows: tells which heads would be taken
 *
 * Returns: (transfer full) (nullable): the table in the sheet, or %NULL where
 *   no two columns have a known head
 */
CadreTable *
cadre_table_find (CadreGrid           *grid,
                  CadreTableKnowsHead  knows,
                  gpointer             user_data)
{
  g_autoptr(CadreTable) self = g_new0 (CadreTable, 1);

  self->grid = cadre_grid_ref (grid);
  self->kinds = g_byte_array_new ();
  self->data_rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->group_rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->group_names = g_ptr_array_new_with_free_func (g_free);
  self->facts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->fill_sources = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  if (!_cadre_table_find_heads (self, knows, user_data))
    return NULL;

  _cadre_table_read_titles (self);
  _cadre_table_classify_rows (self);
  return g_steal_pointer (&self);
}

CadreGrid *
cadre_table_get_grid (CadreTable *self)
{
  return self->grid;
}

/**
 * cadre_table_n_known:
 *
 * Returns: how many columns have a head that is known
 */
guint
cadre_table_n_known (CadreTable *self)
{
  return self->n_known;
}

guint
cadre_table_n_columns (CadreTable *self)
{
  return self->heads->len;
}

const CadreTableHead *
cadre_table_get_head (CadreTable *self,
                      guint       i)
{
  return g_ptr_array_index (self->heads, i);
}

guint32
cadre_table_get_head_top (CadreTable *self)
{
  return self->top;
}

guint32
cadre_table_get_head_bottom (CadreTable *self)
{
  return self->bottom;
}

CadreTableRowKind
cadre_table_get_row_kind (CadreTable *self,
                          guint32     row)
{
  return row < self->kinds->len ? (CadreTableRowKind) self->kinds->data[row] : CADRE_TABLE_BLANK;
}

/**
 * cadre_table_get_data_rows:
 *
 * Returns: (array length=n_rows): the rows to take, from 0, in their order
 */
const guint32 *
cadre_table_get_data_rows (CadreTable *self,
                           guint      *n_rows)
{
  *n_rows = self->data_rows->len;
  return (const guint32 *) (gpointer) self->data_rows->data;
}

/**
 * cadre_table_get_title:
 *
 * Returns: (nullable): the longest line above the heads that is a title
 */
const char *
cadre_table_get_title (CadreTable *self)
{
  return self->title;
}

/**
 * cadre_table_get_reporter:
 *
 * Returns: (nullable): 填报单位, where a line above the heads says so
 */
const char *
cadre_table_get_reporter (CadreTable *self)
{
  return self->reporter;
}

/**
 * cadre_table_get_facts:
 *
 * Returns: (element-type utf8 utf8): what the lines above the heads say, by
 *   normalized label: 主办单位, 时间, 填报日期 …
 */
GHashTable *
cadre_table_get_facts (CadreTable *self)
{
  return self->facts;
}

/**
 * cadre_table_get_group:
 *
 * Returns: (nullable): the name of the unit under which the row stands
 */
const char *
cadre_table_get_group (CadreTable *self,
                       guint32     row)
{
  guint low = 0, high = self->group_rows->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->group_rows, guint32, middle) < row)
        low = middle + 1;
      else
        high = middle;
    }

  return low > 0 ? g_ptr_array_index (self->group_names, low - 1) : NULL;
}

/* For each row the row in which this column's value was typed last. */
static const guint32 *
get_fill_sources (CadreTable *self,
                  guint32     column)
{
  guint32 *sources = g_hash_table_lookup (self->fill_sources, GUINT_TO_POINTER (column));
  guint32 source = G_MAXUINT32;

  if (sources != NULL)
    return sources;

  sources = g_new (guint32, self->kinds->len);
  for (guint32 row = 0; row < self->kinds->len; row++)
    {
      CadreTableRowKind kind = self->kinds->data[row];

      if (kind == CADRE_TABLE_GROUP || kind == CADRE_TABLE_TOTAL)
        source = G_MAXUINT32;
      else if (kind == CADRE_TABLE_DATA && *_cadre_table_covered_text (self->grid, row, column) != '\0')
        source = row;
      sources[row] = source;
    }
  g_hash_table_insert (self->fill_sources, GUINT_TO_POINTER (column), sources);

  return sources;
}

/**
 * cadre_table_get_text:
 * @fill_down: where the cell is empty, take the one above it
 *
 * Returns: the text of a cell of a row, that of the merge which covers it, or
 *   with @fill_down what was typed for the rows above
 */
const char *
cadre_table_get_text (CadreTable *self,
                      guint32     row,
                      guint32     column,
                      gboolean    fill_down)
{
  const char *text = _cadre_table_covered_text (self->grid, row, column);
  guint32 source;

  if (*text != '\0' || !fill_down || row >= self->kinds->len)
    return text;

  source = get_fill_sources (self, column)[row];
  return source != G_MAXUINT32 ? _cadre_table_covered_text (self->grid, source, column) : "";
}
