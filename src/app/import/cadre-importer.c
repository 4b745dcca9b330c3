/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A plan may be used by one thread at a time. So all work with it waits in
 * one queue, a job at a time; while one runs cadre_importer_get_plan() has
 * nothing to give, and after it everybody is told to read again. */

#define G_LOG_DOMAIN "cadre-importer"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cadre-importer.h"
#include "cadre-record.h"
#include "cadre-sheet.h"

/* One decision or correction of a user's; they outlive a plan that is made
 * anew with other heads. */
typedef struct
{
  guint row;
  gboolean is_mend;
  CadrePlanDecision decision;
  gint64 person_id;
  guint32 column;
  char *text;
} Edit;

typedef enum
{
  OP_READ,
  OP_EDIT,
  OP_LOAD_ROW,
  OP_WRITE_REFUSED,
  OP_APPLY,
} OpKind;

typedef struct
{
  OpKind kind;
  guint generation;
  GCancellable *cancellable;
  GTask *task;              /* of who waits for it, or NULL */
  CadrePlan *plan;          /* in; out of OP_READ */
  CadreCatalogue *catalogue; /* the same */
  GPtrArray *edits;         /* Edit */
  guint row;

  /* OP_READ: in, and what was found. */
  char *path;
  char *sheet;
  char *import_kind;
  GHashTable *heads;
  gboolean empty_erases;
  GPtrArray *kinds;
  char **sheets;
  char *caveat;

  CadreImportRow *found;    /* OP_LOAD_ROW */
  CadrePlanResult result;   /* OP_APPLY */
} Op;

struct _CadreImporter
{
  GObject parent_instance;

  CadreSession *session;
  CadreImporterStage stage;
  GError *error;
  guint generation;         /* of the file and of how it is read */
  GQueue *ops;              /* that wait */
  Op *running;
  gboolean telling;         /* no job may start: listeners look at the plan */

  char *path;
  char *sheet;              /* as chosen, or NULL */
  char *kind;               /* the same */
  GHashTable *heads;        /* head -> PART.FIELD, as chosen */
  gboolean empty_erases;
  GPtrArray *edits;         /* Edit */

  CadreCatalogue *catalogue;
  GPtrArray *kinds;         /* CadreImportKind */
  char **sheets;
  char *caveat;
  CadrePlan *plan;
  guint counts[6];
  CadrePlanResult result;
  char *action_name;
};

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

/* -------------------------------------------------------------------- records */

static void
edit_clear (gpointer data)
{
  g_free (((Edit *) data)->text);
}

static void
edit_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, edit_clear);
}

static GPtrArray *
edits_new (void)
{
  return g_ptr_array_new_with_free_func (edit_unref);
}

static GPtrArray *
edits_copy (GPtrArray *edits)
{
  GPtrArray *copy = edits_new ();

  for (guint i = 0; i < edits->len; i++)
    g_ptr_array_add (copy, g_atomic_rc_box_acquire (g_ptr_array_index (edits, i)));

  return copy;
}

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

static void
op_free (gpointer data)
{
  Op *op = data;

  g_clear_object (&op->cancellable);
  g_clear_object (&op->task);
  g_clear_object (&op->plan);
  g_clear_pointer (&op->kinds, g_ptr_array_unref);
  g_clear_object (&op->catalogue);
  g_clear_pointer (&op->edits, g_ptr_array_unref);
  g_free (op->path);
  g_free (op->sheet);
  g_free (op->import_kind);
  g_clear_pointer (&op->heads, g_hash_table_unref);
  g_strfreev (op->sheets);
  g_free (op->caveat);
  cadre_import_row_free (op->found);
  g_free (op);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Op, op_free)

/* ------------------------------------------------------------- on the threads */

static void
progress_cb (double   done,
             gpointer job)
{
  cadre_job_report (job, done);
}

static gboolean
apply_edits (CadrePlan  *plan,
             GPtrArray  *edits,
             GError    **error)
{
  for (guint i = 0; i < edits->len; i++)
    {
      const Edit *edit = g_ptr_array_index (edits, i);

      if (edit->row >= cadre_plan_n_rows (plan))
        continue;
      if (edit->is_mend ? !cadre_plan_mend (plan, edit->row, edit->column, edit->text, error)
                        : !cadre_plan_decide (plan, edit->row, edit->decision, edit->person_id, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
look_at_file (Op      *op,
              GError **error)
{
  g_autoptr(CadreWorkbook) workbook = cadre_workbook_open (op->path, op->cancellable, error);
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  GPtrArray *sheets;

  if (workbook == NULL)
    return FALSE;

  sheets = cadre_workbook_get_sheets (workbook);
  for (guint i = 0; i < sheets->len; i++)
    g_strv_builder_add (names, ((CadreSheetInfo *) g_ptr_array_index (sheets, i))->name);
  op->sheets = g_strv_builder_end (names);
  op->caveat = g_strdup (cadre_workbook_get_caveat (workbook));
  return TRUE;
}

static gboolean
read_file (Op            *op,
           CadreJob      *job,
           CadreArchive  *archive,
           GError       **error)
{
  /* The plan keeps its connection; the job's goes on to other jobs. */
  g_autoptr(CadreArchive) reader = cadre_archive_open_reader (archive, error);
  CadrePlanRequest request = {
    .path = op->path, .sheet = op->sheet, .kind = op->import_kind, .heads = op->heads,
    .empty_erases = op->empty_erases,
  };

  if (reader == NULL)
    return FALSE;
  op->catalogue = cadre_catalogue_new (reader, error);
  if (op->catalogue == NULL)
    return FALSE;
  op->kinds = cadre_import_kinds_load (op->catalogue, error);
  if (op->kinds == NULL || !look_at_file (op, error))
    return FALSE;

  op->plan = cadre_plan_new (reader, op->catalogue, &request, progress_cb, job, op->cancellable, error);
  if (op->plan == NULL || apply_edits (op->plan, op->edits, error))
    return op->plan != NULL;

  g_clear_object (&op->plan);
  return FALSE;
}

static gboolean
was_mended (Op      *op,
            guint32  column)
{
  for (guint i = 0; i < op->edits->len; i++)
    {
      const Edit *edit = g_ptr_array_index (op->edits, i);

      if (edit->is_mend && edit->row == op->row && edit->column == column)
        return TRUE;
    }

  return FALSE;
}

/* What the archive has of a person where the sheet has this cell. */
static char *
value_of_candidate (Op                       *op,
                    CadreArchive             *archive,
                    GHashTable               *values,
                    const CadrePlanCandidate *candidate,
                    const CadrePlanCell      *cell)
{
  const CadreImportKind *kind = cadre_plan_get_kind (op->plan);
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
                           : cadre_record_format_value (archive, op->catalogue, cell->field, canonical);
}

static CadreImportCandidate *
load_candidate (Op                        *op,
                CadreArchive              *archive,
                const CadrePlanCandidate  *one,
                GError                   **error)
{
  const CadreRecordKind *kind = cadre_catalogue_get_kind (op->catalogue, "person");
  g_autoptr(GHashTable) values = cadre_record_get (archive, kind, one->person_id, error);
  g_autoptr(GStrvBuilder) texts = g_strv_builder_new ();
  CadreImportCandidate *candidate;

  if (values == NULL)
    return NULL;

  for (guint i = 0; i < op->found->cells->len; i++)
    {
      g_autofree char *text = value_of_candidate (op, archive, values, one, g_ptr_array_index (op->found->cells, i));

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
load_candidates (Op            *op,
                 CadreArchive  *archive,
                 GError       **error)
{
  g_autoptr(GPtrArray) candidates = cadre_plan_get_candidates (op->plan, op->row, error);

  if (candidates == NULL)
    return FALSE;

  for (guint i = 0; i < candidates->len; i++)
    {
      CadreImportCandidate *one = load_candidate (op, archive, g_ptr_array_index (candidates, i), error);

      if (one == NULL)
        return FALSE;
      g_ptr_array_add (op->found->candidates, one);
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

static gboolean
load_row (Op            *op,
          CadreArchive  *archive,
          GError       **error)
{
  CadreImportRow *found = g_new0 (CadreImportRow, 1);

  op->found = found;
  found->row = op->row;
  found->sheet_row = cadre_plan_get_sheet_row (op->plan, op->row);
  found->state = cadre_plan_get_state (op->plan, op->row);
  found->decision = cadre_plan_get_decision (op->plan, op->row);
  found->label = cadre_plan_dup_label (op->plan, op->row);
  found->reason = g_strdup (cadre_plan_get_reason (op->plan, op->row));
  found->hidden = cadre_plan_is_hidden (op->plan, op->row);
  found->names_people = has_person_part (op->plan);
  found->candidates = g_ptr_array_new_with_free_func (candidate_free);
  found->cells = cadre_plan_get_cells (op->plan, op->row, error);
  if (found->cells == NULL)
    return FALSE;

  found->mended = g_new0 (gboolean, found->cells->len + 1);
  for (guint i = 0; i < found->cells->len; i++)
    found->mended[i] = was_mended (op, ((CadrePlanCell *) g_ptr_array_index (found->cells, i))->column);

  if (found->state != CADRE_PLAN_DOUBTFUL && found->decision == CADRE_DECISION_NONE)
    return TRUE;
  return !found->names_people || load_candidates (op, archive, error);
}

static gboolean
run_op (CadreJob      *job,
        CadreArchive  *archive,
        gpointer       data,
        GError       **error)
{
  Op *op = data;

  switch (op->kind)
    {
    case OP_READ:
      return read_file (op, job, archive, error);
    case OP_EDIT:
      return apply_edits (op->plan, op->edits, error);
    case OP_LOAD_ROW:
      return load_row (op, archive, error);
    case OP_WRITE_REFUSED:
      return cadre_plan_write_refused (op->plan, op->path, error);
    case OP_APPLY:
      return cadre_plan_apply (op->plan, archive, &op->result, progress_cb, job, op->cancellable, error);
    default:
      g_assert_not_reached ();
    }
}

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
take_reading (CadreImporter *self,
              Op            *op,
              GError        *error)
{
  /* The kinds and the plan live by their catalogue. */
  g_clear_object (&self->plan);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_set_object (&self->catalogue, op->catalogue);
  self->kinds = g_steal_pointer (&op->kinds);
  g_strfreev (self->sheets);
  self->sheets = g_steal_pointer (&op->sheets);
  g_free (self->caveat);
  self->caveat = g_steal_pointer (&op->caveat);
  self->plan = g_steal_pointer (&op->plan);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    cadre_importer_close (self);
  else if (error != NULL)
    self->error = g_error_copy (error);
}

static void
take_application (CadreImporter *self,
                  Op            *op,
                  GError        *error)
{
  if (error != NULL)
    return;

  self->result = op->result;
  g_free (self->action_name);
  self->action_name = op->result.action_id > 0 ? g_strdup (cadre_session_get_undo_name (self->session)) : NULL;
}

static void
take_op (CadreImporter *self,
         Op            *op,
         GError        *error)
{
  switch (op->kind)
    {
    case OP_READ:
      take_reading (self, op, error);
      count_states (self);
      g_signal_emit (self, signals[CHANGED], 0);
      if (self->path != NULL)
        set_stage (self, error == NULL ? CADRE_IMPORTER_READY : CADRE_IMPORTER_FAILED);
      return;
    case OP_APPLY:
      take_application (self, op, error);
      count_states (self);
      g_signal_emit (self, signals[CHANGED], 0);
      set_stage (self, error == NULL ? CADRE_IMPORTER_APPLIED : CADRE_IMPORTER_READY);
      break;
    case OP_EDIT:
      count_states (self);
      g_signal_emit (self, signals[CHANGED], 0);
      break;
    case OP_LOAD_ROW:
    case OP_WRITE_REFUSED:
    default:
      break;
    }

  if (error != NULL && op->task == NULL)
    g_signal_emit (self, signals[FAILED], 0, error);
}

static void
answer (Op     *op,
        GError *error)
{
  if (op->task == NULL)
    return;

  if (error != NULL)
    g_task_return_error (op->task, g_error_copy (error));
  else if (op->kind == OP_LOAD_ROW)
    g_task_return_pointer (op->task, g_steal_pointer (&op->found), (GDestroyNotify) cadre_import_row_free);
  else
    g_task_return_boolean (op->task, TRUE);
}

static void
op_done_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(CadreImporter) self = data;
  g_autoptr(GError) error = NULL;
  Op *op = cadre_session_get_data (result);

  cadre_session_finish (CADRE_SESSION (source), result, &error);
  self->running = NULL;
  self->telling = TRUE;
  /* What was read for a file or heads that are chosen no more is dropped. */
  if (op->generation == self->generation)
    take_op (self, op, error);
  answer (op, error);
  g_signal_emit (self, signals[FREE], 0);
  self->telling = FALSE;
  run_next (self);
}

static char *
title_of (Op *op)
{
  g_autofree char *base = op->path != NULL ? g_path_get_basename (op->path) : NULL;

  switch (op->kind)
    {
    case OP_READ:
      return g_strdup_printf (_("Reading “%s”"), base);
    case OP_APPLY:
      return g_strdup (_("Taking in the rows"));
    case OP_WRITE_REFUSED:
      return g_strdup_printf (_("Writing “%s”"), base);
    case OP_EDIT:
    case OP_LOAD_ROW:
    default:
      return NULL;
    }
}

static void
run_next (CadreImporter *self)
{
  g_autofree char *title = NULL;
  Op *op;

  if (self->running != NULL || self->telling)
    return;
  op = g_queue_pop_head (self->ops);
  if (op == NULL)
    return;

  self->running = op;
  if (op->kind != OP_READ)
    {
      g_set_object (&op->plan, self->plan);
      g_set_object (&op->catalogue, self->catalogue);
    }
  title = title_of (op);
  (op->kind == OP_APPLY ? cadre_session_write : cadre_session_read) (self->session, title, run_op, op, op_free,
                                                                     op->cancellable, op_done_cb,
                                                                     g_object_ref (self));
}

static Op *
op_new (CadreImporter *self,
        OpKind         kind)
{
  Op *op = g_new0 (Op, 1);

  op->kind = kind;
  op->generation = self->generation;
  op->cancellable = g_cancellable_new ();
  op->edits = edits_new ();
  return op;
}

static void
push (CadreImporter *self,
      Op            *op)
{
  g_queue_push_tail (self->ops, op);
  run_next (self);
}

/* What waits for the plan that is to go is not wanted any more. */
static void
drop_ops (CadreImporter *self)
{
  Op *op;

  self->generation++;
  if (self->running != NULL)
    g_cancellable_cancel (self->running->cancellable);
  while ((op = g_queue_pop_head (self->ops)) != NULL)
    {
      g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "dropped");

      answer (op, error);
      op_free (op);
    }
}

static void
start_reading (CadreImporter *self)
{
  Op *op;

  drop_ops (self);
  g_clear_error (&self->error);
  op = op_new (self, OP_READ);
  op->path = g_strdup (self->path);
  op->sheet = g_strdup (self->sheet);
  op->import_kind = g_strdup (self->kind);
  op->heads = g_hash_table_size (self->heads) > 0 ? g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free)
                                                  : NULL;
  if (op->heads != NULL)
    {
      GHashTableIter iter;
      const char *head, *target;

      g_hash_table_iter_init (&iter, self->heads);
      while (g_hash_table_iter_next (&iter, (gpointer *) &head, (gpointer *) &target))
        g_hash_table_insert (op->heads, g_strdup (head), g_strdup (target));
    }
  op->empty_erases = self->empty_erases;
  g_ptr_array_unref (op->edits);
  op->edits = edits_copy (self->edits);
  set_stage (self, CADRE_IMPORTER_READING);
  push (self, op);
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

  g_queue_free_full (self->ops, op_free);
  g_clear_object (&self->plan);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_clear_object (&self->catalogue);
  g_clear_object (&self->session);
  g_clear_error (&self->error);
  g_hash_table_unref (self->heads);
  g_ptr_array_unref (self->edits);
  g_strfreev (self->sheets);
  g_free (self->path);
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
  self->ops = g_queue_new ();
  self->edits = edits_new ();
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

/**
 * cadre_importer_close:
 *
 * Forgets the file.
 */
void
cadre_importer_close (CadreImporter *self)
{
  drop_ops (self);
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

gboolean
cadre_importer_get_empty_erases (CadreImporter *self)
{
  return self->empty_erases;
}

static void
push_edit (CadreImporter *self,
           Edit           values)
{
  Edit *edit = g_atomic_rc_box_new (Edit);
  Op *op = op_new (self, OP_EDIT);

  *edit = values;
  g_ptr_array_add (self->edits, edit);
  g_ptr_array_add (op->edits, g_atomic_rc_box_acquire (edit));
  push (self, op);
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
  push_edit (self, (Edit) { .row = row, .decision = decision, .person_id = person_id });
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
  push_edit (self, (Edit) { .row = row, .is_mend = TRUE, .column = column, .text = g_strdup (text) });
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
  Op *op = op_new (self, OP_LOAD_ROW);

  op->row = row;
  op->task = g_task_new (self, cancellable, callback, user_data);
  g_ptr_array_unref (op->edits);
  op->edits = edits_copy (self->edits);
  push (self, op);
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
  push (self, op_new (self, OP_APPLY));
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
  Op *op = op_new (self, OP_WRITE_REFUSED);

  op->path = g_strdup (path);
  op->task = g_task_new (self, NULL, callback, user_data);
  push (self, op);
}

gboolean
cadre_importer_write_refused_finish (GAsyncResult  *result,
                                     GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
