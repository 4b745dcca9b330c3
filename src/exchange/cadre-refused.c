/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a plan leaves out, as a sheet in the user's own layout: the same
 * titles, heads and columns, wrong cells red, a column of reasons. Mended, it
 * can be taken in as it is. */

#define G_LOG_DOMAIN "cadre-plan"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-file.h"
#include "cadre-plan-private.h"
#include "cadre-xlsx-write.h"

#define LEFT_OUT (CADRE_PLAN_REFUSED | CADRE_PLAN_DOUBTFUL)

#define COLUMN_WIDTH 12
#define REASON_WIDTH 60
#define RED 0xFFC7CE

/* Known to every kind of import as a column without a say. */
#define REASON_HEAD "未导入原因"

typedef struct
{
  CadrePlan *plan;
  CadreGrid *grid;
  lxw_worksheet *sheet;
  lxw_format *title;
  lxw_format *head;
  lxw_format *body;
  lxw_format *wrong;
  lxw_format *reason;
} Writer;

static void
make_formats (Writer       *self,
              lxw_workbook *workbook)
{
  lxw_format **bordered[] = { &self->head, &self->body, &self->wrong, &self->reason };

  self->title = workbook_add_format (workbook);
  for (guint i = 0; i < G_N_ELEMENTS (bordered); i++)
    {
      *bordered[i] = workbook_add_format (workbook);
      format_set_border (*bordered[i], LXW_BORDER_THIN);
      format_set_text_wrap (*bordered[i]);
      format_set_align (*bordered[i], LXW_ALIGN_VERTICAL_CENTER);
      /* Text stays text: an ID number must not become a number again. */
      format_set_num_format (*bordered[i], "@");
    }
  format_set_align (self->head, LXW_ALIGN_CENTER);
  format_set_bold (self->head);
  format_set_bold (self->title);
  format_set_align (self->title, LXW_ALIGN_CENTER);
  format_set_bg_color (self->wrong, RED);
}

static gboolean
is_horizontal (const CadreRange *merge)
{
  return merge != NULL && (merge->right > merge->left || merge->bottom > merge->top);
}

/* Titles and heads with their merges, as they stand in the sheet. */
static void
write_top (Writer  *self,
           guint32  bottom)
{
  guint32 top = cadre_table_get_head_top (self->plan->table);

  for (guint32 row = 0; row <= bottom; row++)
    for (guint32 c = 0; c < cadre_grid_n_columns (self->grid); c++)
      {
        const CadreRange *merge = cadre_grid_find_merge (self->grid, row, c);
        const char *text = cadre_grid_get_text (self->grid, row, c);
        lxw_format *format = row < top ? self->title : self->head;

        if (!is_horizontal (merge))
          worksheet_write_string (self->sheet, row, (lxw_col_t) c, text, row < top && *text == '\0' ? NULL : format);
        else if (merge->top == row && merge->left == c && merge->bottom <= bottom)
          worksheet_merge_range (self->sheet, row, (lxw_col_t) c, merge->bottom, (lxw_col_t) merge->right, text, format);
      }
}

static gboolean
is_wrong (CadrePlan *plan,
          guint      row,
          guint32    column)
{
  for (guint i = 0; i < plan->fields->len; i++)
    if (cadre_plan_field (plan, i)->column == (gint) column &&
        plan->verdicts[(gsize) row * plan->fields->len + i] == CADRE_VERDICT_REFUSED)
      return TRUE;

  return FALSE;
}

/* With what was filled down: rows between may be gone. */
static const char *
get_typed (CadrePlan *plan,
           guint      row,
           guint32    column)
{
  for (guint i = 0; i < plan->fields->len; i++)
    if (cadre_plan_field (plan, i)->column == (gint) column && cadre_plan_field (plan, i)->fill)
      return _cadre_plan_typed (plan, row, cadre_plan_field (plan, i));

  return cadre_table_get_text (plan->table, plan->sheet_rows[row], column, FALSE);
}

/* C7: is not a date; write it as 1985.03 */
static char *
describe (CadrePlan *plan,
          guint      row)
{
  GPtrArray *notes = g_hash_table_lookup (plan->notes, GUINT_TO_POINTER (row));
  g_autoptr(GString) text = g_string_new (NULL);

  if (plan->rows[row].state == CADRE_PLAN_DOUBTFUL)
    return g_strdup (plan->rows[row].reason);

  for (guint i = 0; notes != NULL && i < notes->len; i++)
    {
      const CadrePlanNote *note = g_ptr_array_index (notes, i);
      const CadrePlanField *field = cadre_plan_field (plan, note->field);

      if (!note->refused)
        continue;
      g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "",
                              field->column >= 0 ? cadre_table_get_head (plan->table, (guint) field->column)->path
                                                 : field->field->label, note->reason);
      if (note->cure != NULL)
        g_string_append_printf (text, "; %s", note->cure);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
write_row (Writer  *self,
           guint    row,
           guint32  at)
{
  CadrePlan *plan = self->plan;
  guint32 n_columns = cadre_grid_n_columns (self->grid);
  g_autofree char *reason = describe (plan, row);

  for (guint32 c = 0; c < n_columns; c++)
    worksheet_write_string (self->sheet, at, (lxw_col_t) c,
                            get_typed (plan, row, c),
                            is_wrong (plan, row, c) ? self->wrong : self->body);
  worksheet_write_string (self->sheet, at, (lxw_col_t) n_columns, reason, self->reason);
}

/* The unit's name above its people, once. */
static guint32
write_group (Writer      *self,
             const char  *group,
             guint32      at)
{
  guint32 n_columns = cadre_grid_n_columns (self->grid);

  if (n_columns > 1)
    worksheet_merge_range (self->sheet, at, 0, at, (lxw_col_t) (n_columns - 1), group, self->head);
  else
    worksheet_write_string (self->sheet, at, 0, group, self->head);

  return at + 1;
}

static void
write_rows (Writer  *self,
            guint32  at)
{
  CadrePlan *plan = self->plan;
  const char *last_group = NULL;

  for (guint row = 0; row < plan->n_rows; row++)
    {
      const char *group;

      if ((plan->rows[row].state & LEFT_OUT) == 0)
        continue;
      group = cadre_table_get_group (plan->table, plan->sheet_rows[row]);
      if (group != NULL && group != last_group)
        at = write_group (self, group, at);
      last_group = group;
      write_row (self, row, at++);
    }
}

static void
write_sheet (Writer *self)
{
  guint32 bottom = cadre_table_get_head_bottom (self->plan->table);
  guint32 n_columns = cadre_grid_n_columns (self->grid);

  worksheet_set_column (self->sheet, 0, (lxw_col_t) (n_columns - 1), COLUMN_WIDTH, NULL);
  worksheet_set_column (self->sheet, (lxw_col_t) n_columns, (lxw_col_t) n_columns, REASON_WIDTH, NULL);
  write_top (self, bottom);
  worksheet_write_string (self->sheet, bottom, (lxw_col_t) n_columns, REASON_HEAD, self->head);
  worksheet_freeze_panes (self->sheet, bottom + 1, 0);
  write_rows (self, bottom + 1);
}

/* The user's own name for it, where a sheet of a workbook may have that. */
static void
add_sheet (CadrePlan    *plan,
           lxw_workbook *workbook)
{
  Writer writer = { .plan = plan, .grid = cadre_table_get_grid (plan->table) };
  gboolean named = workbook_validate_sheet_name (workbook, plan->sheet) == LXW_NO_ERROR;

  writer.sheet = workbook_add_worksheet (workbook, named ? plan->sheet : NULL);
  make_formats (&writer, workbook);
  write_sheet (&writer);
}

/**
 * cadre_plans_write_refused:
 * @plans: (element-type CadrePlan): of the sheets of one file
 * @path: of the workbook to write; what is there is replaced only by a whole
 *   file
 *
 * Writes the rows that the plans refuse or leave doubtful, for each plan that
 * has some as a sheet like the one they came from, with the reasons.
 */
gboolean
cadre_plans_write_refused (GPtrArray   *plans,
                           const char  *path,
                           GError     **error)
{
  g_autoptr(CadreFileReplace) file = cadre_file_replace_begin (path, error);
  lxw_workbook *workbook;

  if (file == NULL)
    return FALSE;

  workbook = workbook_new (cadre_file_replace_get_temporary (file));
  for (guint i = 0; i < plans->len; i++)
    if (plans->len == 1 || cadre_plan_count (plans->pdata[i], LEFT_OUT) > 0)
      add_sheet (plans->pdata[i], workbook);

  return cadre_xlsx_close (workbook, path, error) && cadre_file_replace_commit (file, error);
}

/**
 * cadre_plan_write_refused:
 * @path: as for cadre_plans_write_refused()
 *
 * Writes the rows that one plan refuses or leaves doubtful.
 */
gboolean
cadre_plan_write_refused (CadrePlan   *self,
                          const char  *path,
                          GError     **error)
{
  g_autoptr(GPtrArray) plans = g_ptr_array_new ();

  g_ptr_array_add (plans, self);
  return cadre_plans_write_refused (plans, path, error);
}
