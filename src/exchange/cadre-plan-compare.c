/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the archive has against what the sheet says. One query a part,
 * whatever the size of the sheet. */

#define G_LOG_DOMAIN "cadre-plan"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-plan-private.h"

/* Rows by the id or the key of the record they are about; rows of one record
 * are chained. */
typedef struct
{
  GHashTable *first;        /* id or key -> row + 1 */
  guint *next;              /* by row: row + 1 */
  GString *filter;          /* JSON array */
} Wanted;

static void
wanted_clear (Wanted *wanted)
{
  g_clear_pointer (&wanted->first, g_hash_table_unref);
  g_clear_pointer (&wanted->next, g_free);
  if (wanted->filter != NULL)
    g_string_free (wanted->filter, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wanted, wanted_clear)

static gboolean
is_by_id (const CadrePlanPart *part)
{
  return part->def->is_person || part->def->is_unit;
}

/* The field whose values choose the records to look at: the first link, or
 * the first of the key. */
static int
find_filter (CadrePlan           *self,
             const CadrePlanPart *part)
{
  int chosen = -1;

  for (guint i = 0; i < part->fields->len; i++)
    {
      guint index = g_array_index (part->fields, guint, i);
      const CadrePlanField *field = cadre_plan_field (self, index);

      if (!field->is_key)
        continue;
      if (part->def->links->len > 0 &&
          g_str_equal (field->field->key, ((CadreImportLink *) g_ptr_array_index (part->def->links, 0))->field))
        return (int) index;
      if (chosen < 0)
        chosen = (int) index;
    }

  return chosen;
}

static void
append_json (GString    *json,
             const char *text)
{
  g_string_append (json, json->len > 1 ? ",\"" : "\"");
  for (; *text != '\0'; text++)
    {
      if (*text == '"' || *text == '\\')
        g_string_append_c (json, '\\');
      if ((guchar) *text < 0x20)
        g_string_append_printf (json, "\\u%04x", *text);
      else
        g_string_append_c (json, *text);
    }
  g_string_append_c (json, '"');
}

static void
want (Wanted *wanted,
      char   *key,
      guint   row)
{
  gpointer first = g_hash_table_lookup (wanted->first, key);

  wanted->next[row] = GPOINTER_TO_UINT (first);
  g_hash_table_insert (wanted->first, key, GUINT_TO_POINTER (row + 1));
}

static void
collect (CadrePlan   *self,
         guint        index,
         int          filter,
         const guint *rows,
         guint        n_rows,
         Wanted      *wanted)
{
  CadrePlanPart *part = cadre_plan_part (self, index);
  g_autoptr(GHashTable) listed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  wanted->first = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  wanted->next = g_new0 (guint, self->n_rows);
  wanted->filter = g_string_new ("[");

  for (guint i = 0; i < n_rows; i++)
    {
      guint row = rows[i];
      gint64 ref = g_array_index (part->refs, gint64, row);
      const char *value;

      if (is_by_id (part))
        {
          char *key;

          if (ref <= 0)
            continue;
          key = g_strdup_printf ("%" G_GINT64_FORMAT, ref);
          if (!g_hash_table_contains (wanted->first, key))
            g_string_append_printf (wanted->filter, "%s%s", wanted->filter->len > 1 ? "," : "", key);
          want (wanted, key, row);
          continue;
        }

      value = cadre_plan_value (self, row, (guint) filter);
      if (!_cadre_plan_part_is_there (self, index, row) || *value == '\0' ||
          (*value == '-' && cadre_plan_field (self, (guint) filter)->otherwise == VALUE_LINK))
        continue;
      if (g_hash_table_add (listed, g_strdup (value)))
        {
          if (cadre_plan_field (self, (guint) filter)->otherwise == VALUE_LINK)
            g_string_append_printf (wanted->filter, "%s%s", wanted->filter->len > 1 ? "," : "", value);
          else
            append_json (wanted->filter, value);
        }
      want (wanted, _cadre_plan_key (self, index, row), row);
    }
  g_string_append_c (wanted->filter, ']');
}

static char *
make_sql (CadrePlan           *self,
          const CadrePlanPart *part,
          int                  filter)
{
  GString *sql = g_string_new ("SELECT id");

  for (guint i = 0; i < part->fields->len; i++)
    {
      const CadreField *field = cadre_plan_field (self, g_array_index (part->fields, guint, i))->field;

      if (field->custom)
        g_string_append_printf (sql, ", json_extract (custom, '$.%s')", field->key);
      else
        g_string_append_printf (sql, ", %s", field->key);
    }
  g_string_append_printf (sql, " FROM %s WHERE %s IN (SELECT value FROM json_each (?1))", part->def->record->key,
                          is_by_id (part) ? "id" : cadre_plan_field (self, (guint) filter)->field->key);

  return g_string_free (sql, FALSE);
}

/* Decimals as the catalogue writes them: 8 and not 8.0. */
static const char *
get_text (CadreStatement *row,
          int             column,
          char           *buffer)
{
  const char *text;

  if (cadre_statement_get_column_type (row, column) == G_TYPE_DOUBLE)
    return g_ascii_formatd (buffer, G_ASCII_DTOSTR_BUF_SIZE, "%.15g", cadre_statement_get_double (row, column));

  text = cadre_statement_get_text (row, column);
  return text != NULL ? text : "";
}

static char *
make_db_key (CadrePlan           *self,
             const CadrePlanPart *part,
             CadreStatement      *row)
{
  GString *key = g_string_new (NULL);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; i < part->fields->len; i++)
    if (cadre_plan_field (self, g_array_index (part->fields, guint, i))->is_key)
      {
        g_string_append (key, get_text (row, (int) i + 1, buffer));
        g_string_append_c (key, '\x1f');
      }

  return g_string_free (key, FALSE);
}

/* 1985.03 says nothing against the seventh of March 1985. */
static gboolean
is_same (CadrePlan        *self,
         const CadreField *field,
         const char       *typed,
         const char       *stored)
{
  if (g_str_equal (typed, stored))
    return TRUE;
  if (field->kind == CADRE_FIELD_DATE && g_str_has_prefix (stored, typed))
    return TRUE;

  return cadre_catalogue_same_value (self->catalogue, field, typed, stored);
}

static gboolean
has_own_cell (CadrePlan            *self,
              const CadrePlanField *field,
              guint                 row)
{
  if (field->otherwise == VALUE_NONE || field->otherwise == VALUE_LINK)
    return TRUE;

  return field->column >= 0 &&
         *_cadre_plan_typed (self, row, field) != '\0';
}

static void
keep_old (CadrePlan  *self,
          gsize       cell,
          const char *old)
{
  gint64 *key = g_new (gint64, 1);

  *key = (gint64) cell;
  g_hash_table_insert (self->olds, key, g_string_chunk_insert (self->texts, old));
}

static void
compare_cell (CadrePlan           *self,
              const CadrePlanPart *part,
              guint                index,
              guint                row,
              const char          *stored)
{
  const CadrePlanField *field = cadre_plan_field (self, index);
  gsize cell = (gsize) row * self->fields->len + index;
  const char *typed = cadre_plan_value (self, row, index);

  if (self->verdicts[cell] == CADRE_VERDICT_REFUSED)
    return;

  self->verdicts[cell] = *typed == '\0' ? CADRE_VERDICT_EMPTY : CADRE_VERDICT_SAME;
  /* Found by a short name, a unit keeps its full one. */
  if (!part->def->changes || (part->def->is_unit && g_str_equal (field->field->key, "name")))
    return;

  if (*typed == '\0')
    {
      if (!self->empty_erases || *stored == '\0' || field->column < 0 || field->otherwise != VALUE_NONE ||
          field->field->required)
        return;
    }
  else if (*stored == '\0')
    {
      self->verdicts[cell] = CADRE_VERDICT_NEW;
      return;
    }
  else if (!has_own_cell (self, field, row) || is_same (self, field->field, typed, stored))
    return;

  self->verdicts[cell] = CADRE_VERDICT_CHANGED;
  keep_old (self, cell, stored);
}

/* A roster typed before someone moved on tells of the post before: it does not
 * put that back. */
static void
keep_newer (CadrePlan           *self,
            guint                index,
            guint                row,
            char               **dated)
{
  int since = _cadre_plan_find_field (self, index, dated[0]);
  gint64 cell = (gint64) row * self->fields->len + since;
  const char *stored, *typed;
  g_autofree char *reason = NULL;
  g_autofree char *shown = NULL;

  if (since < 0 || self->verdicts[cell] != CADRE_VERDICT_CHANGED)
    return;
  typed = cadre_plan_value (self, row, (guint) since);
  stored = g_hash_table_lookup (self->olds, &cell);
  if (*typed == '\0' || g_str_has_prefix (typed, stored) || strcmp (typed, stored) >= 0)
    return;

  for (guint i = 0; dated[i] != NULL; i++)
    {
      int field = _cadre_plan_find_field (self, index, dated[i]);

      if (field >= 0 && self->verdicts[(gsize) row * self->fields->len + field] == CADRE_VERDICT_CHANGED)
        self->verdicts[(gsize) row * self->fields->len + field] = CADRE_VERDICT_EMPTY;
    }
  shown = cadre_catalogue_format_value (self->catalogue, cadre_plan_field (self, (guint) since)->field, stored);
  reason = g_strdup_printf (_("the archive has a later one, since %s, which stays"), shown);
  _cadre_plan_note (self, row, (guint) since, FALSE, reason, NULL);
}

static void
compare_row (CadrePlan      *self,
             guint           index,
             guint           row,
             CadreStatement *stored)
{
  CadrePlanPart *part = cadre_plan_part (self, index);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_array_index (part->refs, gint64, row) = cadre_statement_get_int64 (stored, 0);
  for (guint i = 0; i < part->fields->len; i++)
    compare_cell (self, part, g_array_index (part->fields, guint, i), row, get_text (stored, (int) i + 1, buffer));
  for (guint i = 0; i < part->def->dated->len; i++)
    keep_newer (self, index, row, g_ptr_array_index (part->def->dated, i));
}

/* _cadre_plan_compare_part:
 *
 * Sets the verdict of each cell of a part that the archive has a record of;
 * of parts known by a key, finds that record. */
gboolean
_cadre_plan_compare_part (CadrePlan     *self,
                          guint          index,
                          const guint   *rows,
                          guint          n_rows,
                          GCancellable  *cancellable,
                          GError       **error)
{
  CadrePlanPart *part = cadre_plan_part (self, index);
  int filter = is_by_id (part) ? -1 : find_filter (self, part);
  g_auto(Wanted) wanted = { NULL };
  g_autofree char *sql = NULL;
  g_autoptr(CadreStatement) select = NULL;
  gsize n_read = 0;

  if (part->fields->len == 0 || (!is_by_id (part) && filter < 0))
    return TRUE;

  collect (self, index, filter, rows, n_rows, &wanted);
  if (g_hash_table_size (wanted.first) == 0)
    return TRUE;

  sql = make_sql (self, part, filter);
  select = cadre_archive_prepare (self->archive, sql, error);
  if (select == NULL)
    return FALSE;

  cadre_statement_bind_text (select, 1, wanted.filter->str);
  while (cadre_statement_step (select, error))
    {
      g_autofree char *key = is_by_id (part) ? g_strdup (cadre_statement_get_text (select, 0)) : make_db_key (self, part, select);

      if ((++n_read % 1024) == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      for (guint row = GPOINTER_TO_UINT (g_hash_table_lookup (wanted.first, key)); row > 0; row = wanted.next[row - 1])
        compare_row (self, index, row - 1, select);
    }
  if (!cadre_statement_is_done (select))
    return FALSE;

  return TRUE;
}

/* ---- The state of a row ---- */

static gboolean
check_required (CadrePlan *self,
                guint      index,
                guint      row)
{
  CadrePlanPart *part = cadre_plan_part (self, index);
  gboolean complete = TRUE;

  for (guint i = 0; i < part->required->len; i++)
    {
      const CadreField *field = g_array_index (part->required, CadrePlanRequired, i).field;
      int found = g_array_index (part->required, CadrePlanRequired, i).index;
      g_autofree char *reason = NULL;

      if (found >= 0 && *cadre_plan_value (self, row, (guint) found) != '\0')
        continue;
      if (found >= 0 && self->verdicts[(gsize) row * self->fields->len + found] == CADRE_VERDICT_REFUSED)
        continue;

      complete = FALSE;
      reason = g_strdup_printf (_("%s is missing"), field->label);
      if (found >= 0)
        _cadre_plan_note (self, row, (guint) found, TRUE, reason, _("type it, or give it for the whole sheet"));
      else if (part->fields->len > 0)
        _cadre_plan_note (self, row, g_array_index (part->fields, guint, 0), TRUE, reason,
                          _("add a column for it, or give it for the whole sheet"));
    }

  return complete;
}

static void
judge_new_part (CadrePlan *self,
                guint      index,
                guint      row)
{
  CadrePlanPart *part = cadre_plan_part (self, index);

  for (guint i = 0; i < part->fields->len; i++)
    {
      guint field = g_array_index (part->fields, guint, i);
      gsize cell = (gsize) row * self->fields->len + field;

      if (self->verdicts[cell] != CADRE_VERDICT_REFUSED && *cadre_plan_value (self, row, field) != '\0')
        self->verdicts[cell] = CADRE_VERDICT_NEW;
    }
  check_required (self, index, row);
}

static gboolean
changes_part (CadrePlan *self,
              guint      index,
              guint      row)
{
  CadrePlanPart *part = cadre_plan_part (self, index);

  for (guint i = 0; i < part->fields->len; i++)
    {
      guint8 verdict = self->verdicts[(gsize) row * self->fields->len + g_array_index (part->fields, guint, i)];

      if (verdict == CADRE_VERDICT_NEW || verdict == CADRE_VERDICT_CHANGED)
        return TRUE;
    }

  return FALSE;
}

/* _cadre_plan_judge:
 *
 * Sets the state of a row from what is known about its parts. */
void
_cadre_plan_judge (CadrePlan *self,
                   guint      row)
{
  CadrePlanRow *state = &self->rows[row];
  guint n_main = 0, n_new = 0;
  gboolean changed = FALSE;

  for (guint i = 0; i < self->parts->len; i++)
    {
      CadrePlanPart *part = cadre_plan_part (self, i);
      gint64 ref = g_array_index (part->refs, gint64, row);

      if (ref == 0)
        continue;
      if (ref < 0)
        judge_new_part (self, i, row);
      n_main += part->is_main;
      n_new += part->is_main && ref < 0;
      changed |= ref < 0 || changes_part (self, i, row);
    }

  if (state->decision == CADRE_DECISION_SKIP)
    state->state = CADRE_PLAN_SKIPPED;
  else if (state->refused)
    state->state = CADRE_PLAN_REFUSED;
  else if (state->doubtful)
    state->state = CADRE_PLAN_DOUBTFUL;
  else if (n_main > 0 && n_new == n_main)
    state->state = CADRE_PLAN_NEW;
  else
    state->state = changed ? CADRE_PLAN_CHANGED : CADRE_PLAN_SAME;
}
