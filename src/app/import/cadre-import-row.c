/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cadre-import-edit.h"
#include "cadre-import-row.h"
#include "cadre-record.h"

/* What a row is read from. */
typedef struct
{
  CadrePlan *plan;
  CadreCatalogue *catalogue;
  CadreArchive *archive;
} Source;

static void
candidate_free (gpointer data)
{
  CadreImportCandidate *self = data;

  g_free (self->name);
  g_free (self->birth);
  g_free (self->unit);
  g_free (self->post);
  g_free (self->reason);
  g_strfreev (self->values);
  g_free (self);
}

void
cadre_import_row_free (CadreImportRow *self)
{
  if (self == NULL)
    return;

  g_free (self->label);
  g_free (self->reason);
  g_free (self->mended);
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  g_free (self);
}

/* What the archive has of a person where the sheet has this cell. */
static char *
value_of_candidate (Source                   *source,
                    GHashTable               *values,
                    const CadrePlanCandidate *candidate,
                    const CadrePlanCell      *cell)
{
  const CadreImportKind *kind = cadre_plan_get_kind (source->plan);
  const CadreImportPart *part;
  const char *canonical;
  guint i;

  if (cell->field == NULL || !cadre_import_kind_find_part (kind, cell->part, &i))
    return g_strdup ("");
  part = cadre_import_kind_get_part (kind, i);
  if (part->is_unit && g_str_equal (part->name, "unit") && g_str_equal (cell->field->key, "name"))
    return g_strdup (candidate->unit != NULL ? candidate->unit : "");
  if (!part->is_person)
    return g_strdup ("");

  canonical = g_hash_table_lookup (values, cell->field->key);
  return canonical == NULL ? g_strdup ("")
                           : cadre_record_format_value (source->archive, source->catalogue, cell->field, canonical);
}

static CadreImportCandidate *
load_candidate (Source                    *source,
                GPtrArray                 *cells,
                const CadrePlanCandidate  *one,
                GError                   **error)
{
  const CadreRecordKind *kind = cadre_catalogue_get_kind (source->catalogue, "person");
  g_autoptr(GHashTable) values = cadre_record_get (source->archive, kind, one->person_id, error);
  g_autoptr(GStrvBuilder) texts = g_strv_builder_new ();
  CadreImportCandidate *candidate;

  if (values == NULL)
    return NULL;

  for (guint i = 0; i < cells->len; i++)
    {
      g_autofree char *text = value_of_candidate (source, values, one, g_ptr_array_index (cells, i));

      g_strv_builder_add (texts, text != NULL ? text : "");
    }
  candidate = g_new0 (CadreImportCandidate, 1);
  candidate->person_id = one->person_id;
  candidate->name = g_strdup (one->name);
  candidate->birth = g_strdup (one->birth);
  candidate->unit = g_strdup (one->unit);
  candidate->post = g_strdup (g_hash_table_lookup (values, "post_full"));
  candidate->reason = g_strdup (one->reason);
  candidate->values = g_strv_builder_end (texts);
  return candidate;
}

static gboolean
load_candidates (Source          *source,
                 CadreImportRow  *found,
                 GError         **error)
{
  g_autoptr(GPtrArray) candidates = cadre_plan_get_candidates (source->plan, found->row, error);

  if (candidates == NULL)
    return FALSE;

  for (guint i = 0; i < candidates->len; i++)
    {
      CadreImportCandidate *one = load_candidate (source, found->cells, g_ptr_array_index (candidates, i), error);

      if (one == NULL)
        return FALSE;
      g_ptr_array_add (found->candidates, one);
    }

  return TRUE;
}

static gboolean
has_person_part (CadrePlan *plan)
{
  const CadreImportKind *kind = cadre_plan_get_kind (plan);

  for (guint i = 0; i < cadre_import_kind_n_parts (kind); i++)
    if (cadre_import_kind_get_part (kind, i)->is_person)
      return TRUE;

  return FALSE;
}

/**
 * cadre_import_row_load:
 * @plan: which nobody else uses meanwhile
 * @catalogue: by which the plan was made
 * @edits: (element-type CadreImportEdit): what was mended
 *
 * Returns: (transfer full): all there is to show of a row of the plan; %NULL
 *   with @error set
 */
CadreImportRow *
cadre_import_row_load (CadrePlan       *plan,
                       CadreCatalogue  *catalogue,
                       CadreArchive    *archive,
                       GPtrArray       *edits,
                       guint            row,
                       GError         **error)
{
  g_autoptr(CadreImportRow) found = g_new0 (CadreImportRow, 1);
  Source source = { plan, catalogue, archive };
  gboolean asked;

  found->row = row;
  found->sheet_row = cadre_plan_get_sheet_row (plan, row);
  found->state = cadre_plan_get_state (plan, row);
  found->decision = cadre_plan_get_decision (plan, row);
  found->label = cadre_plan_dup_label (plan, row);
  found->reason = g_strdup (cadre_plan_get_reason (plan, row));
  found->hidden = cadre_plan_is_hidden (plan, row);
  found->names_people = has_person_part (plan);
  found->candidates = g_ptr_array_new_with_free_func (candidate_free);
  found->cells = cadre_plan_get_cells (plan, row, error);
  if (found->cells == NULL)
    return NULL;

  found->mended = g_new0 (gboolean, found->cells->len + 1);
  for (guint i = 0; i < found->cells->len; i++)
    found->mended[i] = cadre_import_edits_mend (edits, row, ((CadrePlanCell *) g_ptr_array_index (found->cells, i))->column);

  asked = found->names_people && (found->state == CADRE_PLAN_DOUBTFUL || found->decision != CADRE_DECISION_NONE);
  if (asked && !load_candidates (&source, found, error))
    return NULL;
  return g_steal_pointer (&found);
}
