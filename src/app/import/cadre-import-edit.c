/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cadre-import-edit.h"

static void
edit_clear (gpointer data)
{
  g_free (((CadreImportEdit *) data)->text);
}

static void
edit_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, edit_clear);
}

/**
 * cadre_import_edits_new:
 *
 * Returns: (transfer full) (element-type CadreImportEdit): none yet, in the
 *   order in which they will be made
 */
GPtrArray *
cadre_import_edits_new (void)
{
  return g_ptr_array_new_with_free_func (edit_unref);
}

/**
 * cadre_import_edits_copy:
 *
 * Returns: (transfer full) (element-type CadreImportEdit): the same edits, for
 *   another thread
 */
GPtrArray *
cadre_import_edits_copy (GPtrArray *self)
{
  GPtrArray *copy = cadre_import_edits_new ();

  for (guint i = 0; i < self->len; i++)
    g_ptr_array_add (copy, g_atomic_rc_box_acquire (g_ptr_array_index (self, i)));

  return copy;
}

/**
 * cadre_import_edits_add:
 * @values: its text is taken over
 */
void
cadre_import_edits_add (GPtrArray       *self,
                        CadreImportEdit  values)
{
  CadreImportEdit *edit = g_atomic_rc_box_new (CadreImportEdit);

  *edit = values;
  g_ptr_array_add (self, edit);
}

/**
 * cadre_import_edits_mend:
 * @column: of the sheet, from 0
 *
 * Returns: whether a cell is among those mended
 */
gboolean
cadre_import_edits_mend (GPtrArray *self,
                         guint      row,
                         guint32    column)
{
  for (guint i = 0; i < self->len; i++)
    {
      const CadreImportEdit *edit = g_ptr_array_index (self, i);

      if (edit->is_mend && edit->row == row && edit->column == column)
        return TRUE;
    }

  return FALSE;
}

/**
 * cadre_import_edits_apply:
 *
 * Makes the edits in a plan; those of rows that it does not have are left out.
 *
 * Returns: %FALSE with @error set if one cannot be made
 */
gboolean
cadre_import_edits_apply (GPtrArray  *self,
                          CadrePlan  *plan,
                          GError    **error)
{
  for (guint i = 0; i < self->len; i++)
    {
      const CadreImportEdit *edit = g_ptr_array_index (self, i);

      if (edit->row >= cadre_plan_n_rows (plan))
        continue;
      if (edit->is_mend ? !cadre_plan_mend (plan, edit->row, edit->column, edit->text, error)
                        : !cadre_plan_decide (plan, edit->row, edit->decision, edit->person_id, error))
        return FALSE;
    }

  return TRUE;
}
