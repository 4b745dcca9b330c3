/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A plan may be used by one thread at a time. So all work with it waits in
 * one queue, a job at a time; while one runs cadre_importer_get_plan() has
 * nothing to give, and after it everybody is told to read again. */

#define G_LOG_DOMAIN "cadre-importer"

#include "config.h"

#include <string.h>

#include "cadre-import-edit.h"
#include "cadre-importer-private.h"

enum
{
  PROP_0,
  PROP_STAGE,
  N_PROPS,
};

enum
{
  CHANGED,
  FREE,
  FAILED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CadreImporter, cadre_importer, G_TYPE_OBJECT)

static void run_next (CadreImporter *self);

/* ------------------------------------------------------------------ the queue */

static void
set_stage (CadreImporter      *self,
           CadreImporterStage  stage)
{
  self->stage = stage;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STAGE]);
}

static void
count_states (CadreImporter *self)
{
  memset (self->counts, 0, sizeof self->counts);
  for (guint i = 0; self->plan != NULL && i < cadre_plan_n_rows (self->plan); i++)
    self->counts[g_bit_nth_lsf (cadre_plan_get_state (self->plan, i), -1)]++;
}

static void
take_reading (CadreImporter   *self,
              CadreImportWork *work,
              GError          *error)
{
  /* The kinds and the plan live by their catalogue. */
  g_clear_object (&self->plan);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_set_object (&self->catalogue, work->catalogue);
  self->kinds = g_steal_pointer (&work->kinds);
  g_strfreev (self->sheets);
  self->sheets = g_steal_pointer (&work->sheets);
  g_free (self->caveat);
  self->caveat = g_steal_pointer (&work->caveat);
  self->plan = g_steal_pointer (&work->plan);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    cadre_importer_close (self);
  else if (error != NULL)
    self->error = g_error_copy (error);
}

static void
take_application (CadreImporter   *self,
                  CadreImportWork *work,
                  GError          *error)
{
  if (error != NULL)
    return;

  self->result = work->result;
  g_free (self->action_name);
  self->action_name = work->result.action_id > 0 ? g_strdup (cadre_session_get_undo_name (self->session)) : NULL;
}

static void
take_work (CadreImporter   *self,
           CadreImportWork *work,
           GError          *error)
{
  switch (work->kind)
    {
    case CADRE_IMPORT_READ:
      take_reading (self, work, error);
      count_states (self);
      g_signal_emit (self, signals[CHANGED], 0);
      if (self->path != NULL)
        set_stage (self, error == NULL ? CADRE_IMPORTER_READY : CADRE_IMPORTER_FAILED);
      return;
    case CADRE_IMPORT_APPLY:
      take_application (self, work, error);
      count_states (self);
      g_signal_emit (self, signals[CHANGED], 0);
      set_stage (self, error == NULL ? CADRE_IMPORTER_APPLIED : CADRE_IMPORTER_READY);
      break;
    case CADRE_IMPORT_EDIT:
      count_states (self);
      g_signal_emit (self, signals[CHANGED], 0);
      break;
    case CADRE_IMPORT_LOAD_ROW:
    case CADRE_IMPORT_WRITE_REFUSED:
    default:
      break;
    }

  if (error != NULL && work->task == NULL)
    g_signal_emit (self, signals[FAILED], 0, error);
}

static void
work_done_cb (CadreImportWork *work,
              GError          *error,
              gpointer         owner)
{
  CadreImporter *self = owner;

  self->running = NULL;
  self->telling = TRUE;
  /* What was read for a file or heads that are chosen no more is dropped. */
  if (work->generation == self->generation)
    take_work (self, work, error);
  cadre_import_work_answer (work, error);
  g_signal_emit (self, signals[FREE], 0);
  self->telling = FALSE;
  run_next (self);
}

static void
run_next (CadreImporter *self)
{
  CadreImportWork *work;

  if (self->running != NULL || self->telling)
    return;
  work = g_queue_pop_head (self->works);
  if (work == NULL)
    return;

  self->running = work;
  if (work->kind != CADRE_IMPORT_READ)
    {
      g_set_object (&work->plan, self->plan);
      g_set_object (&work->catalogue, self->catalogue);
    }
  cadre_import_work_run (work, self->session, work_done_cb, self);
}

static CadreImportWork *
work_new (CadreImporter       *self,
          CadreImportWorkKind  kind)
{
  CadreImportWork *work = cadre_import_work_new (kind);

  work->generation = self->generation;
  return work;
}

static void
push (CadreImporter   *self,
      CadreImportWork *work)
{
  g_queue_push_tail (self->works, work);
  run_next (self);
}

/* What waits for the plan that is to go is not wanted any more. */
static void
drop_works (CadreImporter *self)
{
  CadreImportWork *work;

  self->generation++;
  if (self->running != NULL)
    g_cancellable_cancel (self->running->cancellable);
  while ((work = g_queue_pop_head (self->works)) != NULL)
    {
      g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "dropped");

      cadre_import_work_answer (work, error);
      cadre_import_work_free (work);
    }
}

static void
start_reading (CadreImporter *self)
{
  CadreImportWork *work;

  drop_works (self);
  g_clear_error (&self->error);
  work = work_new (self, CADRE_IMPORT_READ);
  work->path = g_strdup (self->path);
  work->sheet = g_strdup (self->sheet);
  work->import_kind = g_strdup (self->kind);
  work->heads = g_hash_table_size (self->heads) > 0 ? g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free)
                                                  : NULL;
  if (work->heads != NULL)
    {
      GHashTableIter iter;
      const char *head, *target;

      g_hash_table_iter_init (&iter, self->heads);
      while (g_hash_table_iter_next (&iter, (gpointer *) &head, (gpointer *) &target))
        g_hash_table_insert (work->heads, g_strdup (head), g_strdup (target));
    }
  work->order = g_strdupv (self->order);
  work->empty_erases = self->empty_erases;
  g_ptr_array_unref (work->edits);
  work->edits = cadre_import_edits_copy (self->edits);
  set_stage (self, CADRE_IMPORTER_READING);
  push (self, work);
}

/* ----------------------------------------------------------------- the object */

static void
cadre_importer_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_STAGE:
      g_value_set_uint (value, CADRE_IMPORTER (object)->stage);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cadre_importer_finalize (GObject *object)
{
  CadreImporter *self = CADRE_IMPORTER (object);

  g_queue_free_full (self->works, cadre_import_work_free);
  g_clear_object (&self->plan);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_clear_object (&self->catalogue);
  g_clear_object (&self->session);
  g_clear_error (&self->error);
  g_hash_table_unref (self->heads);
  g_ptr_array_unref (self->edits);
  g_strfreev (self->sheets);
  g_free (self->path);
  g_strfreev (self->order);
  g_free (self->sheet);
  g_free (self->kind);
  g_free (self->caveat);
  g_free (self->action_name);

  G_OBJECT_CLASS (cadre_importer_parent_class)->finalize (object);
}

static void
cadre_importer_class_init (CadreImporterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cadre_importer_get_property;
  object_class->finalize = cadre_importer_finalize;

  properties[PROP_STAGE] = g_param_spec_uint ("stage", NULL, NULL, 0, CADRE_IMPORTER_APPLIED, 0,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", CADRE_TYPE_IMPORTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[FREE] = g_signal_new ("free", CADRE_TYPE_IMPORTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", CADRE_TYPE_IMPORTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
cadre_importer_init (CadreImporter *self)
{
  self->works = g_queue_new ();
  self->edits = cadre_import_edits_new ();
  self->heads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * cadre_importer_new:
 *
 * Returns: (transfer full): an importer without a file
 */
CadreImporter *
cadre_importer_new (CadreSession *session)
{
  CadreImporter *self = g_object_new (CADRE_TYPE_IMPORTER, NULL);

  self->session = g_object_ref (session);
  return self;
}

/**
 * cadre_importer_close:
 *
 * Forgets the file.
 */
void
cadre_importer_close (CadreImporter *self)
{
  drop_works (self);
  g_clear_object (&self->plan);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->sheet, g_free);
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->sheets, g_strfreev);
  g_clear_pointer (&self->caveat, g_free);
  g_clear_error (&self->error);
  g_hash_table_remove_all (self->heads);
  g_ptr_array_set_size (self->edits, 0);
  self->empty_erases = FALSE;
  count_states (self);
  g_signal_emit (self, signals[CHANGED], 0);
  set_stage (self, CADRE_IMPORTER_EMPTY);
}

/**
 * cadre_importer_set_order:
 * @names: (nullable): names of people
 *
 * What is opened next comes in this order, if it is a folder of forms.
 */
void
cadre_importer_set_order (CadreImporter      *self,
                          const char * const *names)
{
  g_return_if_fail (CADRE_IS_IMPORTER (self));

  g_strfreev (self->order);
  self->order = g_strdupv ((char **) names);
}

/**
 * cadre_importer_open:
 * @path: a spreadsheet
 *
 * Reads a file and makes a plan of what seems to be its best sheet.
 */
void
cadre_importer_open (CadreImporter *self,
                     const char    *path)
{
  g_autofree char *copy = g_strdup (path);

  cadre_importer_close (self);
  self->path = g_steal_pointer (&copy);
  start_reading (self);
}

/**
 * cadre_importer_choose:
 * @sheet: (nullable): another sheet of the file
 * @kind: (nullable): what kind it is, by key; %NULL: guessed by the heads
 *
 * Reads the file as another sheet or kind. What was decided is forgotten,
 * since the rows are others.
 */
void
cadre_importer_choose (CadreImporter *self,
                       const char    *sheet,
                       const char    *kind)
{
  char *new_sheet = g_strdup (sheet);
  char *new_kind = g_strdup (kind);

  g_free (self->sheet);
  g_free (self->kind);
  self->sheet = new_sheet;
  self->kind = new_kind;
  g_hash_table_remove_all (self->heads);
  g_ptr_array_set_size (self->edits, 0);
  start_reading (self);
}

/**
 * cadre_importer_set_heads:
 * @heads: (element-type utf8 utf8): head as typed -> PART.FIELD, or "" to
 *   leave the column out; added to those given before
 * @empty_erases: whether an empty cell erases what the archive has
 *
 * Plans anew with these columns. Decisions and corrections stay.
 */
void
cadre_importer_set_heads (CadreImporter *self,
                          GHashTable    *heads,
                          gboolean       empty_erases)
{
  CadrePlan *plan = cadre_importer_get_plan (self);
  GHashTableIter iter;
  const char *head, *target;

  g_hash_table_iter_init (&iter, heads);
  while (g_hash_table_iter_next (&iter, (gpointer *) &head, (gpointer *) &target))
    g_hash_table_insert (self->heads, g_strdup (head), g_strdup (target));
  self->empty_erases = empty_erases;

  /* The same sheet as the same kind, whatever the new heads might suggest. */
  if (plan != NULL)
    {
      g_free (self->sheet);
      g_free (self->kind);
      self->sheet = g_strdup (cadre_plan_get_sheet (plan));
      self->kind = g_strdup (cadre_import_kind_get_key (cadre_plan_get_kind (plan)));
    }
  start_reading (self);
}

static void
push_edit (CadreImporter   *self,
           CadreImportEdit  values)
{
  CadreImportWork *work = work_new (self, CADRE_IMPORT_EDIT);

  cadre_import_edits_add (self->edits, values);
  g_ptr_array_add (work->edits, g_atomic_rc_box_acquire (g_ptr_array_index (self->edits, self->edits->len - 1)));
  push (self, work);
}

/**
 * cadre_importer_decide:
 * @person_id: for %CADRE_DECISION_PERSON
 *
 * Decides whose a row is; the signal `changed` tells when it is so.
 */
void
cadre_importer_decide (CadreImporter     *self,
                       guint              row,
                       CadrePlanDecision  decision,
                       gint64             person_id)
{
  push_edit (self, (CadreImportEdit) { .row = row, .decision = decision, .person_id = person_id });
}

/**
 * cadre_importer_mend:
 * @column: of the sheet, from 0
 *
 * Puts another text in place of a cell's; the file stays as it is.
 */
void
cadre_importer_mend (CadreImporter *self,
                     guint          row,
                     guint32        column,
                     const char    *text)
{
  push_edit (self, (CadreImportEdit) { .row = row, .is_mend = TRUE, .column = column, .text = g_strdup (text) });
}

/**
 * cadre_importer_load_row:
 *
 * Asks for all there is to show of a row.
 */
void
cadre_importer_load_row (CadreImporter       *self,
                         guint                row,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  CadreImportWork *work = work_new (self, CADRE_IMPORT_LOAD_ROW);

  work->row = row;
  work->task = g_task_new (self, cancellable, callback, user_data);
  g_ptr_array_unref (work->edits);
  work->edits = cadre_import_edits_copy (self->edits);
  push (self, work);
}

/**
 * cadre_importer_load_row_finish:
 *
 * Returns: (transfer full): the row, or %NULL with @error set
 */
CadreImportRow *
cadre_importer_load_row_finish (GAsyncResult  *result,
                                GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cadre_importer_apply:
 *
 * Takes the rows in. The stage tells how it goes; the signal `failed` why not.
 */
void
cadre_importer_apply (CadreImporter *self)
{
  g_return_if_fail (self->stage == CADRE_IMPORTER_READY);

  set_stage (self, CADRE_IMPORTER_APPLYING);
  push (self, work_new (self, CADRE_IMPORT_APPLY));
}

/**
 * cadre_importer_write_refused:
 * @path: of the workbook to write
 *
 * Saves the rows that are not taken, with the reasons.
 */
void
cadre_importer_write_refused (CadreImporter       *self,
                              const char          *path,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  CadreImportWork *work = work_new (self, CADRE_IMPORT_WRITE_REFUSED);

  work->path = g_strdup (path);
  work->task = g_task_new (self, NULL, callback, user_data);
  push (self, work);
}

gboolean
cadre_importer_write_refused_finish (GAsyncResult  *result,
                                     GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
