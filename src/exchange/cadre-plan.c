/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A plan as it is looked at and decided on. */

#define G_LOG_DOMAIN "cadre-plan"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-date.h"
#include "cadre-plan-private.h"

G_DEFINE_FINAL_TYPE (CadrePlan, cadre_plan, G_TYPE_OBJECT)

static void
cadre_plan_finalize (GObject *object)
{
  CadrePlan *self = CADRE_PLAN (object);

  for (guint i = 0; self->fields != NULL && i < self->fields->len; i++)
    g_clear_pointer (&cadre_plan_field (self, i)->cache, g_hash_table_unref);

  g_clear_object (&self->archive);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->fields, g_array_unref);
  g_clear_pointer (&self->mapped, g_array_unref);
  g_clear_pointer (&self->columns, g_array_unref);
  g_clear_pointer (&self->table, cadre_table_free);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_clear_object (&self->catalogue);
  g_clear_pointer (&self->given, g_hash_table_unref);
  g_clear_pointer (&self->values_given, g_hash_table_unref);
  g_clear_pointer (&self->units, cadre_unit_index_free);
  g_ptr_array_unref (self->remarks);
  g_hash_table_unref (self->notes);
  g_hash_table_unref (self->olds);
  g_byte_array_unref (self->arena);
  g_string_chunk_free (self->texts);
  g_free (self->rows);
  g_free (self->values);
  g_free (self->verdicts);
  g_free (self->path);
  g_free (self->sheet);
  g_strfreev (self->order);

  G_OBJECT_CLASS (cadre_plan_parent_class)->finalize (object);
}

static void
cadre_plan_class_init (CadrePlanClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cadre_plan_finalize;
}

static void
cadre_plan_init (CadrePlan *self)
{
  self->arena = g_byte_array_new ();
  g_byte_array_append (self->arena, (const guint8 *) "", 1);
  self->texts = g_string_chunk_new (16 * 1024);
  self->remarks = g_ptr_array_new_with_free_func (g_free);
  self->notes = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->olds = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->next_shared = CADRE_SHARED_REF;
}

void
cadre_plan_cell_free (CadrePlanCell *self)
{
  if (self == NULL)
    return;

  g_free (self->address);
  g_free (self->typed);
  g_free (self->old_value);
  g_free (self->new_value);
  g_free (self->reason);
  g_free (self->cure);
  g_free (self);
}

void
cadre_plan_candidate_free (CadrePlanCandidate *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->birth);
  g_free (self->unit);
  g_free (self->id_number);
  g_free (self->reason);
  g_free (self);
}

const char *
cadre_plan_get_path (CadrePlan *self)
{
  return self->path;
}

const char *
cadre_plan_get_sheet (CadrePlan *self)
{
  return self->sheet;
}

const CadreImportKind *
cadre_plan_get_kind (CadrePlan *self)
{
  return self->kind;
}

/**
 * cadre_plan_is_guessed:
 *
 * Returns: whether the kind of import was guessed by the heads
 */
gboolean
cadre_plan_is_guessed (CadrePlan *self)
{
  return self->guessed;
}

CadreTable *
cadre_plan_get_table (CadrePlan *self)
{
  return self->table;
}

guint
cadre_plan_n_columns (CadrePlan *self)
{
  return self->columns->len;
}

const CadrePlanColumn *
cadre_plan_get_column (CadrePlan *self,
                       guint      i)
{
  return &g_array_index (self->columns, CadrePlanColumn, i);
}

/**
 * cadre_plan_get_remarks:
 *
 * Returns: (transfer none) (element-type utf8): what somebody should know of
 *   the sheet as a whole: columns left out, hidden rows …
 */
GPtrArray *
cadre_plan_get_remarks (CadrePlan *self)
{
  return self->remarks;
}

guint
cadre_plan_n_rows (CadrePlan *self)
{
  return self->n_rows;
}

guint
cadre_plan_count (CadrePlan      *self,
                  CadrePlanState  states)
{
  guint n = 0;

  for (guint i = 0; i < self->n_rows; i++)
    n += (self->rows[i].state & states) != 0;

  return n;
}

/**
 * cadre_plan_list:
 * @states: a mask
 *
 * Returns: (transfer full) (element-type guint): the rows in these states
 */
GArray *
cadre_plan_list (CadrePlan      *self,
                 CadrePlanState  states)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->n_rows; i++)
    if ((self->rows[i].state & states) != 0)
      g_array_append_val (rows, i);

  return rows;
}

/**
 * cadre_plan_get_sheet_row:
 *
 * Returns: the row of the sheet, from 0
 */
guint32
cadre_plan_get_sheet_row (CadrePlan *self,
                          guint      row)
{
  return self->sheet_rows[row];
}

/**
 * cadre_plan_find_sheet_row:
 * @sheet_row: from 0
 *
 * Returns: %FALSE where that row of the sheet is not one to take
 */
gboolean
cadre_plan_find_sheet_row (CadrePlan *self,
                           guint32    sheet_row,
                           guint     *row)
{
  guint low = 0, high = self->n_rows;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (self->sheet_rows[middle] == sheet_row)
        {
          *row = middle;
          return TRUE;
        }
      if (self->sheet_rows[middle] < sheet_row)
        low = middle + 1;
      else
        high = middle;
    }

  return FALSE;
}

CadrePlanState
cadre_plan_get_state (CadrePlan *self,
                      guint      row)
{
  return (CadrePlanState) self->rows[row].state;
}

gboolean
cadre_plan_is_hidden (CadrePlan *self,
                      guint      row)
{
  return cadre_grid_is_hidden (cadre_table_get_grid (self->table), self->sheet_rows[row]);
}

/**
 * cadre_plan_has_notes:
 *
 * Returns: whether there is something to be said about a cell of the row: why
 *   it is refused, or what to look at though it is taken
 */
gboolean
cadre_plan_has_notes (CadrePlan *self,
                      guint      row)
{
  return g_hash_table_contains (self->notes, GUINT_TO_POINTER (row));
}

static int
find_person_part (CadrePlan *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (cadre_plan_part (self, i)->def->is_person)
      return (int) i;

  return -1;
}

/**
 * cadre_plan_dup_label:
 *
 * Returns: (transfer full): whom or what the row names
 */
char *
cadre_plan_dup_label (CadrePlan *self,
                      guint      row)
{
  int part = find_person_part (self);
  int field = _cadre_plan_find_field (self, part >= 0 ? (guint) part : cadre_import_kind_get_main (self->kind), "name");
  const char *name = field >= 0 ? cadre_plan_value (self, row, (guint) field) : "";

  if (*name == '\0' && field >= 0 && cadre_plan_field (self, (guint) field)->column >= 0)
    name = cadre_table_get_text (self->table, self->sheet_rows[row], (guint32) cadre_plan_field (self, (guint) field)->column, FALSE);

  return g_strdup (name);
}

/**
 * cadre_plan_get_reason:
 *
 * Returns: (nullable): why the row is doubtful or refused
 */
const char *
cadre_plan_get_reason (CadrePlan *self,
                       guint      row)
{
  GPtrArray *notes;

  if (self->rows[row].state == CADRE_PLAN_DOUBTFUL)
    return self->rows[row].reason;
  if (self->rows[row].state != CADRE_PLAN_REFUSED)
    return NULL;

  notes = g_hash_table_lookup (self->notes, GUINT_TO_POINTER (row));
  for (guint i = 0; notes != NULL && i < notes->len; i++)
    if (((CadrePlanNote *) g_ptr_array_index (notes, i))->refused)
      return ((CadrePlanNote *) g_ptr_array_index (notes, i))->reason;

  return NULL;
}

/**
 * cadre_plan_get_person:
 *
 * Returns: the person of the archive that the row is about, 0 where there is
 *   none or it is doubtful
 */
gint64
cadre_plan_get_person (CadrePlan *self,
                       guint      row)
{
  int part = find_person_part (self);
  gint64 ref = part >= 0 ? g_array_index (cadre_plan_part (self, (guint) part)->refs, gint64, row) : 0;

  return MAX (ref, 0);
}

/* ---- Cells ---- */

static char *
show_value (CadrePlan            *self,
            const CadrePlanField *field,
            const char           *canonical)
{
  if (canonical == NULL || *canonical == '\0')
    return NULL;

  if (field->field->kind == CADRE_FIELD_UNIT)
    {
      const char *name = cadre_unit_index_get_name (self->units, g_ascii_strtoll (canonical, NULL, 10));

      return g_strdup (name != NULL ? name : canonical);
    }

  return cadre_catalogue_format_value (self->catalogue, field->field, canonical);
}

static const CadrePlanNote *
find_note (CadrePlan *self,
           guint      row,
           guint      field)
{
  GPtrArray *notes = g_hash_table_lookup (self->notes, GUINT_TO_POINTER (row));
  const CadrePlanNote *found = NULL;

  for (guint i = 0; notes != NULL && i < notes->len; i++)
    {
      const CadrePlanNote *note = g_ptr_array_index (notes, i);

      if (note->field == field && (found == NULL || note->refused))
        found = note;
    }

  return found;
}

static CadrePlanCell *
make_cell (CadrePlan *self,
           guint      row,
           guint      index)
{
  const CadrePlanField *field = cadre_plan_field (self, index);
  const CadrePlanNote *note = find_note (self, row, index);
  CadrePlanCell *cell = g_new0 (CadrePlanCell, 1);
  gint64 key = (gint64) row * self->fields->len + index;

  cell->column = field->column >= 0 ? (guint32) field->column : G_MAXUINT32;
  cell->address = field->column >= 0 ? cadre_cell_name (self->sheet_rows[row], (guint32) field->column) : g_strdup ("");
  cell->head = field->column >= 0 ? cadre_table_get_head (self->table, (guint) field->column)->text : field->field->label;
  cell->field = field->field;
  cell->part = cadre_plan_part (self, field->part)->def->name;
  cell->typed = g_strdup (field->column >= 0 ? _cadre_plan_typed (self, row, field) : "");
  cell->new_value = show_value (self, field, cadre_plan_value (self, row, index));
  cell->old_value = show_value (self, field, g_hash_table_lookup (self->olds, &key));
  cell->verdict = (CadrePlanVerdict) self->verdicts[key];
  if (cell->verdict != CADRE_VERDICT_CHANGED)
    g_clear_pointer (&cell->old_value, g_free);
  if (cell->verdict == CADRE_VERDICT_SAME)
    cell->old_value = g_strdup (cell->new_value);
  if (note != NULL)
    {
      cell->reason = g_strdup (note->reason);
      cell->cure = g_strdup (note->cure);
    }

  return cell;
}

static CadrePlanCell *
make_unused_cell (CadrePlan             *self,
                  guint                  row,
                  const CadrePlanColumn *column)
{
  CadrePlanCell *cell = g_new0 (CadrePlanCell, 1);

  cell->column = column->column;
  cell->address = cadre_cell_name (self->sheet_rows[row], column->column);
  cell->head = column->head;
  cell->typed = g_strdup (cadre_table_get_text (self->table, self->sheet_rows[row], column->column, FALSE));
  cell->verdict = CADRE_VERDICT_UNUSED;

  return cell;
}

static int
compare_cells (gconstpointer a,
               gconstpointer b)
{
  const CadrePlanCell *x = *(CadrePlanCell * const *) a;
  const CadrePlanCell *y = *(CadrePlanCell * const *) b;

  return (x->column > y->column) - (x->column < y->column);
}

/**
 * cadre_plan_get_cells:
 *
 * Returns: (transfer full) (element-type CadrePlanCell): the cells of a row
 *   in the order of the sheet, then the values that no cell holds
 */
GPtrArray *
cadre_plan_get_cells (CadrePlan  *self,
                      guint       row,
                      GError    **error)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_plan_cell_free);

  g_return_val_if_fail (row < self->n_rows, cells);

  for (guint i = 0; i < self->fields->len; i++)
    {
      const CadrePlanField *field = cadre_plan_field (self, i);

      /* Ids of other parts: those show themselves. */
      if (field->otherwise == VALUE_LINK && find_note (self, row, i) == NULL)
        continue;
      if (field->column < 0 && *cadre_plan_value (self, row, i) == '\0' && find_note (self, row, i) == NULL)
        continue;
      g_ptr_array_add (cells, make_cell (self, row, i));
    }
  for (guint i = 0; i < self->columns->len; i++)
    if (cadre_plan_get_column (self, i)->field == NULL)
      g_ptr_array_add (cells, make_unused_cell (self, row, cadre_plan_get_column (self, i)));
  g_ptr_array_sort (cells, compare_cells);

  return cells;
}

/* ---- Candidates ---- */

static char *
describe_similar (const CadreMatchSimilar *similar)
{
  const struct
  {
    gboolean holds;
    const char *text;
  } facts[] = {
    { similar->same_id, _("same ID number") },
    { similar->other_id, _("another ID number") },
    { similar->same_name, _("same name") },
    { similar->same_birth, _("same birth") },
    { similar->other_birth, _("another birth") },
    { similar->same_unit, _("same unit") },
  };
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    if (facts[i].holds)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", facts[i].text);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
show_birth (const char *birth)
{
  CadreDate date;

  return cadre_date_parse (birth, &date) ? cadre_date_format (&date, CADRE_DATE_DOTTED) : NULL;
}

/**
 * cadre_plan_get_candidates:
 *
 * Returns: (transfer full) (element-type CadrePlanCandidate): whom of the
 *   archive a row may be about, the likeliest first; %NULL with @error set
 */
GPtrArray *
cadre_plan_get_candidates (CadrePlan  *self,
                           guint       row,
                           GError    **error)
{
  g_autoptr(GPtrArray) candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_plan_candidate_free);
  g_autoptr(CadreMatcher) matcher = NULL;
  g_autoptr(GArray) similar = NULL;
  CadreMatchClue clue;

  _cadre_plan_clue (self, row, &clue);
  matcher = cadre_matcher_new (self->archive, &clue, 1, error);
  if (matcher == NULL)
    return NULL;

  similar = cadre_matcher_list_similar (matcher, &clue);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < similar->len; i++)
      {
        const CadreMatchSimilar *one = &g_array_index (similar, CadreMatchSimilar, i);
        gboolean likely = one->same_id || ((one->same_birth || one->same_unit) && !one->other_id);
        CadrePlanCandidate *candidate;

        if (likely != (pass == 0))
          continue;
        candidate = g_new0 (CadrePlanCandidate, 1);
        candidate->person_id = one->person_id;
        candidate->name = g_strdup (one->name);
        candidate->birth = show_birth (one->birth);
        candidate->unit = g_strdup (cadre_unit_index_get_name (self->units, one->unit_id));
        candidate->id_number = *one->id_number != '\0' ? g_strdup (one->id_number) : NULL;
        candidate->reason = describe_similar (one);
        g_ptr_array_add (candidates, candidate);
      }

  return g_steal_pointer (&candidates);
}

/* ---- Deciding ---- */

/**
 * cadre_plan_decide:
 * @person_id: whom the row is about, for %CADRE_DECISION_PERSON
 *
 * Decides a row and plans it anew.
 */
gboolean
cadre_plan_decide (CadrePlan          *self,
                   guint               row,
                   CadrePlanDecision   decision,
                   gint64              person_id,
                   GError            **error)
{
  g_return_val_if_fail (row < self->n_rows, FALSE);

  if (decision == CADRE_DECISION_PERSON && person_id <= 0)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("row %u: there is no such person"), self->sheet_rows[row] + 1);
      return FALSE;
    }
  if (decision == CADRE_DECISION_NEW && find_person_part (self) < 0)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("row %u: this kind of sheet names no people"), self->sheet_rows[row] + 1);
      return FALSE;
    }

  self->rows[row].decision = (guint8) decision;
  self->rows[row].decided_person = person_id;
  return _cadre_plan_process (self, &row, 1, NULL, NULL, NULL, error);
}

CadrePlanDecision
cadre_plan_get_decision (CadrePlan *self,
                         guint      row)
{
  return (CadrePlanDecision) self->rows[row].decision;
}

/**
 * cadre_plan_mend:
 * @column: of the sheet, from 0
 *
 * Puts another text in place of a cell's and plans the row anew. The file
 * stays as it is.
 */
gboolean
cadre_plan_mend (CadrePlan   *self,
                 guint        row,
                 guint32      column,
                 const char  *text,
                 GError     **error)
{
  g_return_val_if_fail (row < self->n_rows, FALSE);

  cadre_grid_mend (cadre_table_get_grid (self->table), self->sheet_rows[row], column, text);
  return _cadre_plan_process (self, &row, 1, NULL, NULL, NULL, error);
}
