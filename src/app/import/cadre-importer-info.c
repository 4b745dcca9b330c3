/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an importer tells of its file and plan. */

#include "config.h"

#include "cadre-importer-private.h"

CadreSession *
cadre_importer_get_session (CadreImporter *self)
{
  return self->session;
}

CadreImporterStage
cadre_importer_get_stage (CadreImporter *self)
{
  return self->stage;
}

/**
 * cadre_importer_get_error:
 *
 * Returns: (nullable): why no plan could be made
 */
const GError *
cadre_importer_get_error (CadreImporter *self)
{
  return self->error;
}

/**
 * cadre_importer_get_plan:
 *
 * Returns: (transfer none) (nullable): the plan, to be looked at before the
 *   main loop goes on; %NULL while a job has it, or there is none
 */
CadrePlan *
cadre_importer_get_plan (CadreImporter *self)
{
  return self->running == NULL ? self->plan : NULL;
}

const char *
cadre_importer_get_path (CadreImporter *self)
{
  return self->path;
}

/**
 * cadre_importer_get_sheet:
 *
 * Returns: (nullable): the sheet that was read, or else the one chosen
 */
const char *
cadre_importer_get_sheet (CadreImporter *self)
{
  CadrePlan *plan = cadre_importer_get_plan (self);

  return plan != NULL ? cadre_plan_get_sheet (plan) : self->sheet;
}

/**
 * cadre_importer_get_kind:
 *
 * Returns: (nullable): the key of the kind that was found, or else chosen
 */
const char *
cadre_importer_get_kind (CadreImporter *self)
{
  CadrePlan *plan = cadre_importer_get_plan (self);

  return plan != NULL ? cadre_import_kind_get_key (cadre_plan_get_kind (plan)) : self->kind;
}

/**
 * cadre_importer_get_sheets:
 *
 * Returns: (nullable): the names of the file's sheets
 */
const char * const *
cadre_importer_get_sheets (CadreImporter *self)
{
  return (const char * const *) self->sheets;
}

/**
 * cadre_importer_get_kinds:
 *
 * Returns: (transfer none) (nullable) (element-type CadreImportKind): the
 *   kinds of sheets there are
 */
GPtrArray *
cadre_importer_get_kinds (CadreImporter *self)
{
  return self->kinds;
}

/**
 * cadre_importer_get_remarks:
 *
 * Returns: (transfer full) (element-type utf8): what somebody should know of
 *   the file and the sheet as a whole
 */
GPtrArray *
cadre_importer_get_remarks (CadreImporter *self)
{
  GPtrArray *remarks = g_ptr_array_new_with_free_func (g_free);
  CadrePlan *plan = cadre_importer_get_plan (self);

  if (self->caveat != NULL)
    g_ptr_array_add (remarks, g_strdup (self->caveat));
  for (guint i = 0; plan != NULL && i < cadre_plan_get_remarks (plan)->len; i++)
    g_ptr_array_add (remarks, g_strdup (g_ptr_array_index (cadre_plan_get_remarks (plan), i)));

  return remarks;
}

/**
 * cadre_importer_count:
 * @states: a mask
 *
 * Returns: how many rows are in these states; known at any time
 */
guint
cadre_importer_count (CadreImporter  *self,
                      CadrePlanState  states)
{
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (self->counts); i++)
    if ((states & (1u << i)) != 0)
      n += self->counts[i];

  return n;
}

/**
 * cadre_importer_has_decisions:
 *
 * Returns: whether work of the user's would be lost with the plan
 */
gboolean
cadre_importer_has_decisions (CadreImporter *self)
{
  return self->stage == CADRE_IMPORTER_READY && self->edits->len > 0;
}

/**
 * cadre_importer_get_result:
 *
 * Returns: (transfer none): what applying did
 */
const CadrePlanResult *
cadre_importer_get_result (CadreImporter *self)
{
  return &self->result;
}

/**
 * cadre_importer_get_action_name:
 *
 * Returns: (nullable): the action that applied the plan, as Undo names it
 */
const char *
cadre_importer_get_action_name (CadreImporter *self)
{
  return self->action_name;
}

gboolean
cadre_importer_get_empty_erases (CadreImporter *self)
{
  return self->empty_erases;
}
