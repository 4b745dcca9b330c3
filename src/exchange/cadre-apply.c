/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Applies a plan: one action, wholly or not at all. */

#define G_LOG_DOMAIN "cadre-apply"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "cadre-action.h"
#include "cadre-backup.h"
#include "cadre-forms-private.h"
#include "cadre-people.h"
#include "cadre-plan-private.h"

#define ROWS_PER_STEP 2000

/* Statements by which of a part's values are given; more than these come
 * from a sheet without any order and are made again. */
#define MAX_STATEMENTS 256

#define APPLIED (CADRE_PLAN_NEW | CADRE_PLAN_CHANGED)

typedef struct
{
  CadrePlan *plan;
  CadreArchive *archive;
  GHashTable *shared;       /* gint64 reference -> gint64 id */
  GHashTable *makers;       /* gint64 reference -> the part that made it + 1 */
  gint64 **made;            /* by part, by row: the record made for the row's own reference */
  GHashTable *updated;      /* "part id": each record once */
  GHashTable *statements;   /* key -> CadreStatement, for one part at a time */
  gint64 first_person, last_person;
  CadrePlanProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
  guint n_steps, n_done;
} Apply;

static void
apply_clear (Apply *self)
{
  g_clear_pointer (&self->shared, g_hash_table_unref);
  g_clear_pointer (&self->makers, g_hash_table_unref);
  g_clear_pointer (&self->updated, g_hash_table_unref);
  g_clear_pointer (&self->statements, g_hash_table_unref);
  for (guint i = 0; self->made != NULL && i < self->plan->parts->len; i++)
    g_free (self->made[i]);
  g_clear_pointer (&self->made, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Apply, apply_clear)

static gboolean
is_applied (CadrePlan *plan,
            guint      row)
{
  return (plan->rows[row].state & APPLIED) != 0;
}

static void
keep_shared (Apply  *self,
             gint64  ref,
             gint64  id)
{
  g_hash_table_insert (self->shared, g_memdup2 (&ref, sizeof ref), g_memdup2 (&id, sizeof id));
}

/* The id of what a part's reference means; 0 where it is not made yet. */
static gint64
get_id (Apply  *self,
        guint   part,
        gint64  ref)
{
  const gint64 *shared;

  if (ref >= 0)
    return ref;
  if (ref > CADRE_SHARED_REF)
    return self->made[part] != NULL ? self->made[part][-1 - ref] : 0;

  shared = g_hash_table_lookup (self->shared, &ref);
  return shared != NULL ? *shared : 0;
}

/* The value of a link may be a row's own reference: then it is that of one
 * of the linked parts. */
static gint64
get_linked_id (Apply                *self,
               const CadrePlanField *field,
               gint64                ref)
{
  const CadrePlanPart *part = cadre_plan_part (self->plan, field->part);

  for (guint i = 0; i < part->links->len; i++)
    {
      const CadreImportLink *link = g_ptr_array_index (part->def->links, i);
      gint64 id;

      if (g_str_equal (link->field, field->field->key) &&
          (id = get_id (self, g_array_index (part->links, guint, i), ref)) != 0)
        return id;
    }

  return get_id (self, field->part, ref);
}

/* ---- Statements ---- */

static void
bind_value (Apply                *self,
            CadreStatement       *statement,
            int                   index,
            const CadrePlanField *field,
            const char           *value)
{
  if (*value == '\0')
    {
      cadre_statement_bind_null (statement, index);
      return;
    }

  switch (field->field->kind)
    {
    case CADRE_FIELD_UNIT:
    case CADRE_FIELD_PERSON:
    case CADRE_FIELD_RECORD:
      cadre_statement_bind_int64 (statement, index, get_linked_id (self, field, g_ascii_strtoll (value, NULL, 10)));
      break;
    case CADRE_FIELD_INTEGER:
    case CADRE_FIELD_BOOL:
      cadre_statement_bind_int64 (statement, index, g_ascii_strtoll (value, NULL, 10));
      break;
    case CADRE_FIELD_NUMBER:
      cadre_statement_bind_double (statement, index, g_ascii_strtod (value, NULL));
      break;
    case CADRE_FIELD_TEXT:
    case CADRE_FIELD_LONG_TEXT:
    case CADRE_FIELD_NAME:
    case CADRE_FIELD_ID_NUMBER:
    case CADRE_FIELD_DATE:
    case CADRE_FIELD_CODE:
    default:
      cadre_statement_bind_text (statement, index, value);
    }
}

/* Which values of a part a row gives, as indexes of the plan's fields. */
static void
list_given (CadrePlan           *plan,
            const CadrePlanPart *part,
            guint                row,
            gboolean             changes_only,
            GArray              *given)
{
  g_array_set_size (given, 0);
  for (guint i = 0; i < part->fields->len; i++)
    {
      guint index = g_array_index (part->fields, guint, i);
      guint8 verdict = plan->verdicts[(gsize) row * plan->fields->len + index];

      if (changes_only ? verdict == CADRE_VERDICT_CHANGED || verdict == CADRE_VERDICT_NEW
                       : *cadre_plan_value (plan, row, index) != '\0')
        g_array_append_val (given, index);
    }
}

static char *
make_insert (CadrePlan           *plan,
             const CadrePlanPart *part,
             GArray              *given)
{
  g_autoptr(GString) columns = g_string_new (NULL);
  g_autoptr(GString) values = g_string_new (NULL);
  g_autoptr(GString) custom = g_string_new (NULL);

  for (guint i = 0; i < given->len; i++)
    {
      const CadreField *field = cadre_plan_field (plan, g_array_index (given, guint, i))->field;

      if (field->custom)
        {
          g_string_append_printf (custom, "%s'%s', ?%u", custom->len > 0 ? ", " : "", field->key, i + 1);
          continue;
        }
      g_string_append_printf (columns, "%s%s", columns->len > 0 ? ", " : "", field->key);
      g_string_append_printf (values, "%s?%u", values->len > 0 ? ", " : "", i + 1);
    }
  if (custom->len > 0)
    {
      g_string_append (columns, ", custom");
      g_string_append_printf (values, ", json_object (%s)", custom->str);
    }
  /* The order of the sheet is the order of the units. */
  if (part->def->is_unit && _cadre_plan_find_field ((CadrePlan *) plan, (guint) cadre_plan_field (plan, g_array_index (given, guint, 0))->part, "position") < 0)
    {
      g_string_append (columns, ", position");
      g_string_append (values, ", (SELECT ifnull (max (position), 0) + 1 FROM unit)");
    }

  return g_strdup_printf ("INSERT INTO %s (%s) VALUES (%s)", part->def->record->key, columns->str, values->str);
}

static char *
make_update (CadrePlan           *plan,
             const CadrePlanPart *part,
             GArray              *given)
{
  g_autoptr(GString) sets = g_string_new (NULL);
  g_autoptr(GString) custom = g_string_new (NULL);

  for (guint i = 0; i < given->len; i++)
    {
      const CadreField *field = cadre_plan_field (plan, g_array_index (given, guint, i))->field;

      if (field->custom)
        g_string_append_printf (custom, ", '$.%s', ?%u", field->key, i + 1);
      else
        g_string_append_printf (sets, "%s%s = ?%u", sets->len > 0 ? ", " : "", field->key, i + 1);
    }
  if (custom->len > 0)
    g_string_append_printf (sets, "%scustom = json_set (ifnull (custom, '{}')%s)", sets->len > 0 ? ", " : "", custom->str);

  return g_strdup_printf ("UPDATE %s SET %s WHERE id = ?%u", part->def->record->key, sets->str, given->len + 1);
}

static CadreStatement *
get_statement (Apply                *self,
               const CadrePlanPart  *part,
               GArray               *given,
               gboolean              update,
               GError              **error)
{
  g_autoptr(GBytes) key = NULL;
  CadreStatement *statement;
  g_autofree char *sql = NULL;
  guint tag = update;

  /* The set of values, and whether they are inserted. */
  g_array_append_val (given, tag);
  key = g_bytes_new (given->data, given->len * sizeof (guint));
  g_array_set_size (given, given->len - 1);

  statement = g_hash_table_lookup (self->statements, key);
  if (statement != NULL)
    return statement;

  if (g_hash_table_size (self->statements) >= MAX_STATEMENTS)
    g_hash_table_remove_all (self->statements);
  sql = update ? make_update (self->plan, part, given) : make_insert (self->plan, part, given);
  statement = cadre_archive_prepare (self->archive, sql, error);
  if (statement != NULL)
    g_hash_table_insert (self->statements, g_steal_pointer (&key), statement);

  return statement;
}

static void
bind_all (Apply          *self,
          CadreStatement *statement,
          GArray         *given,
          guint           row)
{
  for (guint i = 0; i < given->len; i++)
    {
      guint index = g_array_index (given, guint, i);

      bind_value (self, statement, (int) i + 1, cadre_plan_field (self->plan, index),
                  cadre_plan_value (self->plan, row, index));
    }
}

/* ---- Rows ---- */

/* A message of SQLite's says nothing of the sheet. */
static gboolean
prefix_row (Apply   *self,
            guint    row,
            GError **error)
{
  g_prefix_error (error, _("%s, sheet “%s”, row %u: "), self->plan->path, self->plan->sheet, self->plan->sheet_rows[row] + 1);
  return FALSE;
}

static gboolean
insert_record (Apply    *self,
               guint     index,
               guint     row,
               gint64    ref,
               GArray   *given,
               GError  **error)
{
  CadrePlanPart *part = cadre_plan_part (self->plan, index);
  CadreStatement *insert;
  gint64 id;

  list_given (self->plan, part, row, FALSE, given);
  insert = get_statement (self, part, given, FALSE, error);
  if (insert == NULL)
    return prefix_row (self, row, error);

  bind_all (self, insert, given, row);
  if (!cadre_statement_run (insert, error))
    return prefix_row (self, row, error);

  id = cadre_archive_last_row_id (self->archive);
  if (ref <= CADRE_SHARED_REF)
    {
      keep_shared (self, ref, id);
      g_hash_table_insert (self->makers, g_memdup2 (&ref, sizeof ref), GUINT_TO_POINTER (index + 1));
    }
  else
    self->made[index][-1 - ref] = id;

  return TRUE;
}

static gboolean
update_record (Apply    *self,
               guint     index,
               guint     row,
               gint64    id,
               GArray   *given,
               GError  **error)
{
  CadrePlanPart *part = cadre_plan_part (self->plan, index);
  CadreStatement *update;

  list_given (self->plan, part, row, TRUE, given);
  if (given->len == 0)
    return TRUE;
  if (!part->is_main && !g_hash_table_add (self->updated, g_strdup_printf ("%u %" G_GINT64_FORMAT, index, id)))
    return TRUE;

  update = get_statement (self, part, given, TRUE, error);
  if (update == NULL)
    return prefix_row (self, row, error);

  bind_all (self, update, given, row);
  cadre_statement_bind_int64 (update, (int) given->len + 1, id);
  return cadre_statement_run (update, error) || prefix_row (self, row, error);
}

/* A unit that a row names as the one above its own may have a row, too: what
 * that row says of it has not been written yet. */
static gboolean
complete_record (Apply    *self,
                 guint     index,
                 guint     row,
                 gint64    ref,
                 GArray   *given,
                 GError  **error)
{
  guint maker = GPOINTER_TO_UINT (g_hash_table_lookup (self->makers, &ref));

  return maker == 0 || maker - 1 == index || update_record (self, index, row, get_id (self, index, ref), given, error);
}

static void
note_person (Apply               *self,
             const CadrePlanPart *part,
             guint                row)
{
  gint64 id = g_array_index (part->refs, gint64, row);

  if (!part->def->is_person || id <= 0)
    return;
  self->first_person = self->first_person == 0 ? id : MIN (self->first_person, id);
  self->last_person = MAX (self->last_person, id);
}

static gboolean
step (Apply   *self,
      GError **error)
{
  if (++self->n_done % ROWS_PER_STEP != 0)
    return TRUE;
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (self->progress != NULL)
    self->progress (MIN (1.0, (double) self->n_done / self->n_steps), self->progress_data);

  return TRUE;
}

static gboolean
apply_part (Apply   *self,
            guint    index,
            GError **error)
{
  CadrePlan *plan = self->plan;
  CadrePlanPart *part = cadre_plan_part (plan, index);
  g_autoptr(GArray) given = g_array_new (FALSE, FALSE, sizeof (guint));

  self->statements = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref,
                                            (GDestroyNotify) cadre_statement_free);
  self->made[index] = g_new0 (gint64, plan->n_rows + 1);

  for (guint row = 0; row < plan->n_rows; row++)
    {
      gint64 ref = g_array_index (part->refs, gint64, row);

      if (!step (self, error))
        return FALSE;
      if (!is_applied (plan, row) || ref == 0)
        continue;

      note_person (self, part, row);
      if (ref > 0 ? !update_record (self, index, row, ref, given, error)
                  : get_id (self, index, ref) == 0 ? !insert_record (self, index, row, ref, given, error)
                                                   : !complete_record (self, index, row, ref, given, error))
        return FALSE;
    }

  g_clear_pointer (&self->statements, g_hash_table_unref);
  return TRUE;
}

/* Units that only a column of another record names: 派出单位. */
static gboolean
make_named_units (Apply   *self,
                  GError **error)
{
  CadrePlan *plan = self->plan;

  for (guint i = 0; i < plan->fields->len; i++)
    {
      const CadrePlanField *field = cadre_plan_field (plan, i);

      if (field->field->kind != CADRE_FIELD_UNIT || field->otherwise == VALUE_LINK)
        continue;
      for (guint row = 0; row < plan->n_rows; row++)
        {
          const char *value = cadre_plan_value (plan, row, i);
          gint64 ref = *value == '-' && is_applied (plan, row) ? g_ascii_strtoll (value, NULL, 10) : 0;
          gint64 id;

          if (ref == 0 || get_id (self, field->part, ref) != 0)
            continue;
          id = cadre_units_ensure (self->archive, cadre_unit_index_get_name (plan->units, ref), 0, error);
          if (id == 0)
            return prefix_row (self, row, error);
          keep_shared (self, ref, id);
        }
    }

  return TRUE;
}

static gboolean
any_unit (Apply *self)
{
  return g_hash_table_size (self->shared) > 0;
}

/* Units go first and are journalled one by one: whatever refers to them is
 * taken back before they are. */
static gboolean
apply_rows (Apply        *self,
            CadreAction  *action,
            GError      **error)
{
  CadrePlan *plan = self->plan;

  for (guint i = 0; i < plan->parts->len; i++)
    if (cadre_plan_part (plan, i)->def->is_unit && !apply_part (self, i, error))
      return FALSE;
  if (!make_named_units (self, error))
    return FALSE;
  if (any_unit (self) && !cadre_units_renumber (self->archive, error))
    return FALSE;

  if (!cadre_action_begin_bulk (action, error))
    return FALSE;
  for (guint i = 0; i < plan->parts->len; i++)
    if (!cadre_plan_part (plan, i)->def->is_unit && !apply_part (self, i, error))
      return FALSE;
  if (!cadre_action_end_bulk (action, error) || !_cadre_plan_touch_rounds (plan, self->archive, error))
    return FALSE;

  /* 现任职务, 职级 and 学历 of those whose histories have grown. */
  return self->first_person == 0 ||
         cadre_people_refresh_summaries (self->archive, self->first_person, self->last_person, error);
}

static char *
describe (CadrePlan             *plan,
          const CadrePlanResult *result)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonGenerator) generator = json_generator_new ();
  g_autoptr(JsonNode) root = NULL;
  const struct { const char *name; guint n; } counts[] = {
    { "new", result->n_new }, { "changed", result->n_changed }, { "same", result->n_same },
    { "doubtful", result->n_doubtful }, { "refused", result->n_refused }, { "skipped", result->n_skipped },
  };

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "file");
  json_builder_add_string_value (builder, plan->path);
  json_builder_set_member_name (builder, "sheet");
  json_builder_add_string_value (builder, plan->sheet);
  json_builder_set_member_name (builder, "kind");
  json_builder_add_string_value (builder, cadre_import_kind_get_key (plan->kind));
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      json_builder_set_member_name (builder, counts[i].name);
      json_builder_add_int_value (builder, counts[i].n);
    }
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  return json_generator_to_data (generator, NULL);
}

/* What a form's photo and the form itself are called in a row. */
static void
list_files (CadrePlan *plan,
            guint      row,
            GPtrArray *hashes)
{
  static const char * const keys[CADRE_FORM_N_FILES] = { "photo", "form" };

  for (guint i = 0; i < CADRE_FORM_N_FILES; i++)
    for (guint j = 0; j < plan->fields->len; j++)
      {
        const CadreField *field = cadre_plan_field (plan, j)->field;

        if (field->kind == CADRE_FIELD_CONTENT && g_str_equal (field->key, keys[i]))
          g_ptr_array_add (hashes, g_strdup (cadre_plan_value (plan, row, j)));
      }
}

/* The files that rows refer to are kept before the rows are written. */
static gboolean
keep_files (Apply   *self,
            GError **error)
{
  CadrePlan *plan = self->plan;
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr(GPtrArray) hashes = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < plan->n_rows; i++)
    {
      guint n = hashes->len;

      if (!is_applied (plan, i))
        continue;
      list_files (plan, i, hashes);
      if (hashes->len == n + CADRE_FORM_N_FILES)
        g_array_append_val (rows, plan->sheet_rows[i]);
    }

  return rows->len == 0 ||
         _cadre_forms_keep (self->archive, plan->path, (const char * const *) plan->order, rows, hashes, error);
}

static void
count (CadrePlan       *plan,
       CadrePlanResult *result)
{
  *result = (CadrePlanResult) {
    .n_new = cadre_plan_count (plan, CADRE_PLAN_NEW),
    .n_changed = cadre_plan_count (plan, CADRE_PLAN_CHANGED),
    .n_same = cadre_plan_count (plan, CADRE_PLAN_SAME),
    .n_doubtful = cadre_plan_count (plan, CADRE_PLAN_DOUBTFUL),
    .n_refused = cadre_plan_count (plan, CADRE_PLAN_REFUSED),
    .n_skipped = cadre_plan_count (plan, CADRE_PLAN_SKIPPED),
  };
}

static gboolean
run_action (Apply            *self,
            CadrePlanResult  *result,
            GError          **error)
{
  CadrePlan *plan = self->plan;
  g_autofree char *base = g_path_get_basename (plan->path);
  g_autofree char *name = g_strdup_printf (_("Import “%s” (%s)"), base, cadre_import_kind_get_title (plan->kind));
  g_autofree char *detail = describe (plan, result);
  g_autoptr(CadreAction) action = cadre_action_begin (self->archive, "import", name, error);

  if (action == NULL)
    return FALSE;

  cadre_action_set_detail (action, detail);
  if (!cadre_mapping_remember (self->archive, cadre_import_kind_get_key (plan->kind), plan->given, error) ||
      !keep_files (self, error) ||
      !apply_rows (self, action, error) ||
      g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;

  result->action_id = cadre_action_get_id (action);
  return cadre_action_commit (action, error);
}

static gboolean
apply_plan (Apply            *self,
            CadrePlanResult  *result,
            GError          **error)
{
  CadrePlan *plan = self->plan;
  gboolean applied;

  if (!_cadre_plan_renew (plan, self->archive, self->cancellable, error))
    return FALSE;

  count (plan, result);
  if (result->n_new + result->n_changed == 0 && plan->given == NULL)
    return TRUE;
  if (!cadre_backup_before (self->archive, "import", NULL, NULL, self->cancellable, error))
    return FALSE;

  self->shared = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->makers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->updated = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->made = g_new0 (gint64 *, plan->parts->len + 1);
  self->n_steps = MAX (1, plan->parts->len * plan->n_rows);

  applied = run_action (self, result, error);
  if (applied && self->progress != NULL)
    self->progress (1, self->progress_data);

  return applied;
}

/**
 * cadre_plan_apply:
 * @archive: opened for writing
 * @result: (out): what was done, or would have been
 * @progress: (nullable): told how far it is
 *
 * Takes in the rows that are new or changed, as one action; a backup is made
 * before. What is doubtful, refused or skipped is left out and counted. If
 * something was done to the archive since the plan was made, it is made anew
 * first, with the decisions kept. The plan goes on with its own connection.
 *
 * Returns: %FALSE with @error set, and the archive as before, if it failed or
 *   was cancelled
 */
gboolean
cadre_plan_apply (CadrePlan          *self,
                  CadreArchive       *archive,
                  CadrePlanResult    *result,
                  CadrePlanProgress   progress,
                  gpointer            user_data,
                  GCancellable       *cancellable,
                  GError            **error)
{
  g_auto(Apply) apply = {
    .plan = self, .archive = archive, .progress = progress, .progress_data = user_data, .cancellable = cancellable,
  };
  g_autoptr(CadreArchive) own = g_object_ref (self->archive);
  gboolean applied = apply_plan (&apply, result, error);

  /* The writer's is its thread's; the plan may be looked at from another. */
  g_set_object (&self->archive, own);
  return applied;
}
