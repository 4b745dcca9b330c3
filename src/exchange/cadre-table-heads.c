/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The heads of a table: the block of rows that names the most columns. */

#define G_LOG_DOMAIN "cadre-table"

#include "config.h"

#include "cadre-name.h"
#include "cadre-table-private.h"

/* Heads stand near the top; below this, a sheet without them has none. */
#define HEAD_SEARCH_ROWS 60
#define HEAD_MAX_LEVELS 3

static void
head_free (CadreTableHead *head)
{
  g_free (head->text);
  g_free (head->path);
  g_free (head->leaf);
  g_free (head->above);
  g_free (head);
}

/* A merge nearly as wide as the sheet is a title and no head of the columns
 * below. */
static const char *
covered_head (CadreGrid *grid,
              guint32    row,
              guint32    column)
{
  const CadreRange *merge = cadre_grid_find_merge (grid, row, column);
  guint32 n_columns = cadre_grid_n_columns (grid);

  if (merge != NULL && n_columns > 3 && (merge->right - merge->left + 1) * 10 > n_columns * 7)
    return "";

  return _cadre_table_covered_text (grid, row, column);
}

/* Without merges (a csv), 全日制教育 stands over the first of its columns only:
 * it reaches to the right as far as lower heads have nothing else above. */
static const char *
level_text (CadreGrid *grid,
            guint32    row,
            guint32    bottom,
            guint32    column)
{
  const char *text = covered_head (grid, row, column);
  guint n_merges;

  cadre_grid_get_merges (grid, &n_merges);
  if (*text != '\0' || n_merges > 0 || row == bottom || *cadre_grid_get_text (grid, bottom, column) == '\0')
    return text;

  for (guint32 c = column; c-- > 0;)
    {
      const char *left = cadre_grid_get_text (grid, row, c);

      if (*left != '\0')
        return *cadre_grid_get_text (grid, bottom, c) != '\0' ? left : "";
    }

  return "";
}

static CadreTableHead *
make_head (CadreGrid *grid,
           guint32    top,
           guint32    bottom,
           guint32    column)
{
  CadreTableHead *head = g_new0 (CadreTableHead, 1);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GString) path = g_string_new (NULL);
  g_autoptr(GString) above = g_string_new (NULL);
  g_autofree char *leaf = g_strdup ("");

  for (guint32 row = top; row <= bottom; row++)
    {
      const char *typed = level_text (grid, row, bottom, column);
      g_autofree char *normal = cadre_head_normalize (typed);

      if (*normal == '\0' || g_str_equal (normal, leaf))
        continue;

      g_string_append_printf (text, "%s%s", text->len > 0 ? "/" : "", typed);
      g_string_append_printf (path, "%s%s", path->len > 0 ? "/" : "", normal);
      g_string_append (above, leaf);
      g_free (leaf);
      leaf = g_steal_pointer (&normal);
    }

  head->column = column;
  head->text = g_strdelimit (g_string_free (g_steal_pointer (&text), FALSE), "\r\n\t", ' ');
  head->path = g_string_free (g_steal_pointer (&path), FALSE);
  head->above = g_string_free (g_steal_pointer (&above), FALSE);
  head->leaf = g_steal_pointer (&leaf);

  return head;
}

/* The right columns of a merge in the lowest row have no head of their own. */
static gboolean
is_spread (CadreGrid *grid,
           guint32    bottom,
           guint32    column)
{
  const CadreRange *merge = cadre_grid_find_merge (grid, bottom, column);

  return merge != NULL && merge->left < column;
}

/* 全日制教育 over two columns, and no line such as 填报单位：… */
static gboolean
is_upper_head (CadreGrid        *grid,
               const CadreRange *merge,
               guint32           row)
{
  const char *text = cadre_grid_get_text (grid, merge->top, merge->left);

  return merge->top == row && merge->bottom == row && merge->right > merge->left && *text != '\0' &&
         (merge->right - merge->left + 1) * 10 <= cadre_grid_n_columns (grid) * 7 &&
         strstr (text, "：") == NULL && strchr (text, ':') == NULL;
}

/* Whether the block leaves out rows that merges make part of it: a head
 * merged over two rows, or one over the heads of several columns. */
static gboolean
cuts_merge (CadreGrid *grid,
            guint32    top,
            guint32    bottom)
{
  for (guint32 c = 0; c < cadre_grid_n_columns (grid); c++)
    {
      const CadreRange *below = cadre_grid_find_merge (grid, bottom, c);
      const CadreRange *at_top = cadre_grid_find_merge (grid, top, c);
      const CadreRange *above = top > 0 ? cadre_grid_find_merge (grid, top - 1, c) : NULL;

      if (below != NULL && below->bottom > bottom && below->bottom < below->top + HEAD_MAX_LEVELS)
        return TRUE;
      if (at_top != NULL && at_top->top < top && at_top->bottom < at_top->top + HEAD_MAX_LEVELS)
        return TRUE;
      if (above != NULL && is_upper_head (grid, above, top - 1))
        return TRUE;
    }

  return FALSE;
}

static GPtrArray *
make_heads (CadreGrid           *grid,
            guint32              top,
            guint32              bottom,
            CadreTableKnowsHead  knows,
            gpointer             user_data,
            guint               *n_known)
{
  GPtrArray *heads = g_ptr_array_new_with_free_func ((GDestroyNotify) head_free);

  *n_known = 0;
  for (guint32 c = 0; c < cadre_grid_n_columns (grid); c++)
    {
      CadreTableHead *head = make_head (grid, top, bottom, c);

      g_ptr_array_add (heads, head);
      if (*head->leaf != '\0' && !is_spread (grid, bottom, c) && knows (head->leaf, head->above, user_data))
        (*n_known)++;
    }

  return heads;
}

/* The block of rows that names the most columns. */
gboolean
_cadre_table_find_heads (CadreTable          *self,
                         CadreTableKnowsHead  knows,
                         gpointer             user_data)
{
  guint32 n_rows = cadre_grid_n_rows (self->grid);

  for (guint32 top = 0; top < MIN (n_rows, HEAD_SEARCH_ROWS); top++)
    {
      if (cadre_grid_n_filled (self->grid, top, NULL) == 0)
        continue;

      for (guint32 bottom = top; bottom < MIN (n_rows, top + HEAD_MAX_LEVELS); bottom++)
        {
          guint n_known;
          GPtrArray *heads;

          if (cadre_grid_n_filled (self->grid, bottom, NULL) == 0)
            break;
          if (cuts_merge (self->grid, top, bottom))
            continue;

          heads = make_heads (self->grid, top, bottom, knows, user_data, &n_known);
          /* Of equals the smallest: a title above adds nothing. */
          if (n_known < 2 || n_known < self->n_known || (n_known == self->n_known && bottom > self->bottom))
            {
              g_ptr_array_unref (heads);
              continue;
            }

          g_clear_pointer (&self->heads, g_ptr_array_unref);
          self->heads = heads;
          self->n_known = n_known;
          self->top = top;
          self->bottom = bottom;
        }
    }

  return self->heads != NULL;
}
