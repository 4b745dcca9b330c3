/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lays a plan out: which parts a row has, which values each of them takes
 * and from where. */

#define G_LOG_DOMAIN "cadre-plan"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cadre-date.h"
#include "cadre-name.h"
#include "cadre-plan-private.h"

/* ---- What the lines above say ---- */

static char *
find_year (const char *text)
{
  g_autoptr(GRegex) regex = g_regex_new ("(?:19|20)\\d\\d(?=\\s*年|[.\\-/度]|$)", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;

  if (text == NULL || !g_regex_match (regex, text, 0, &match))
    return NULL;

  return g_match_info_fetch (match, 0);
}

static char *
dup_title_year (CadrePlan *self)
{
  static const char * const dated[] = { "填报日期", "填报时间", "填表日期", "填表时间", "时间", "日期" };
  GHashTable *facts = cadre_table_get_facts (self->table);
  char *year = find_year (cadre_table_get_title (self->table));

  if (year == NULL)
    year = find_year (self->sheet);
  for (guint i = 0; year == NULL && i < G_N_ELEMENTS (dated); i++)
    year = find_year (g_hash_table_lookup (facts, dated[i]));

  return year;
}

/* 2017年10月第一书记驻村考勤表 -> 2017年10月 */
static char *
find_month (const char *text)
{
  g_autoptr(GRegex) regex = g_regex_new ("(?:19|20)\\d\\d\\s*(?:年|[.\\-/])\\s*(?:1[0-2]|0?[1-9])(?:\\s*月|$)", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;

  if (text == NULL || !g_regex_match (regex, text, 0, &match))
    return NULL;

  return g_match_info_fetch (match, 0);
}

static char *
dup_title_month (CadrePlan *self)
{
  g_autofree char *found = find_month (cadre_table_get_title (self->table));
  CadreDate date;

  if (found == NULL)
    found = find_month (self->sheet);

  return cadre_date_parse (found, &date) ? cadre_date_format (&date, CADRE_DATE_ISO) : NULL;
}

/* 某某培训班学员名册及成绩册 -> 某某培训班 */
static char *
dup_title_class (CadrePlan *self)
{
  const char *title = cadre_table_get_title (self->table);
  const char *last = NULL;

  if (title == NULL)
    title = self->sheet;
  for (const char *p = strstr (title, "班"); p != NULL; p = strstr (p + strlen ("班"), "班"))
    last = p;

  return last != NULL ? g_strndup (title, last + strlen ("班") - title) : g_strdup (title);
}

/* 某年秋季选学志愿填报表 -> 某年秋季选学 */
static char *
dup_title_round (CadrePlan *self)
{
  static const char *const ends[] = { "选课", "志愿", "填报", "报名" };
  const char *title = cadre_table_get_title (self->table);
  const char *cut = NULL;

  if (title == NULL)
    title = self->sheet;
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      const char *found = strstr (title, ends[i]);

      if (found != NULL && found > title && (cut == NULL || found < cut))
        cut = found;
    }

  return cut != NULL ? g_strndup (title, cut - title) : g_strdup (title);
}

static char *
dup_source (CadrePlan           *self,
            const CadrePlanPart *part,
            const char          *from)
{
  if (g_str_equal (from, "title-year"))
    return dup_title_year (self);
  if (g_str_equal (from, "title-month"))
    return dup_title_month (self);
  if (g_str_equal (from, "title-class"))
    return dup_title_class (self);
  if (g_str_equal (from, "title-round"))
    return dup_title_round (self);
  if (g_str_equal (from, "title-assessment"))
    return _cadre_plan_dup_title_assessment (self);
  if (g_str_equal (from, "file"))
    return g_path_get_basename (self->path);
  if (g_str_equal (from, "head"))
    return g_strdup (cadre_import_kind_get_mark (self->kind, part->mark_head) != NULL
                     ? cadre_import_kind_get_mark (self->kind, part->mark_head) : part->mark_head);

  return NULL;
}

/* ---- Fields ---- */

int
_cadre_plan_find_field (CadrePlan  *self,
                        guint       part,
                        const char *key)
{
  const GArray *indexes = cadre_plan_part (self, part)->fields;

  for (guint i = 0; i < indexes->len; i++)
    {
      guint index = g_array_index (indexes, guint, i);

      if (g_str_equal (cadre_plan_field (self, index)->field->key, key))
        return (int) index;
    }

  return -1;
}

static CadrePlanField *
add_field (CadrePlan        *self,
           guint             part,
           const CadreField *field)
{
  CadrePlanPart *owner = cadre_plan_part (self, part);
  CadrePlanField new_field = { .part = part, .field = field, .column = -1, .lead = -1 };
  guint index = self->fields->len;

  new_field.fill = owner->def->fill != NULL && g_strv_contains ((const char * const *) owner->def->fill, field->key);
  new_field.is_key = owner->def->key != NULL && g_strv_contains ((const char * const *) owner->def->key, field->key);
  g_array_append_val (self->fields, new_field);
  g_array_append_val (owner->fields, index);

  return cadre_plan_field (self, index);
}

static CadrePlanField *
ensure_field (CadrePlan        *self,
              guint             part,
              const CadreField *field)
{
  int index = _cadre_plan_find_field (self, part, field->key);

  return index >= 0 ? cadre_plan_field (self, (guint) index) : add_field (self, part, field);
}

/* A text for the whole sheet; what the catalogue refuses is told. */
static gboolean
set_fixed (CadrePlan       *self,
           CadrePlanField  *field,
           const char      *text,
           GError         **error)
{
  g_autofree char *canonical = NULL;

  if (text == NULL || *text == '\0')
    return TRUE;

  canonical = cadre_catalogue_parse_value (self->catalogue, field->field, text, NULL, error);
  if (canonical == NULL)
    return FALSE;
  if (*canonical == '\0')
    return TRUE;

  field->otherwise = VALUE_FIXED;
  field->fixed = _cadre_plan_store (self, canonical);
  return TRUE;
}

static void
try_fixed (CadrePlan      *self,
           CadrePlanField *field,
           const char     *text)
{
  g_autoptr(GError) error = NULL;

  if (!set_fixed (self, field, text, &error))
    g_ptr_array_add (self->remarks, g_strdup (error->message));
}

static CadrePlanValueSource
late_source (const char *from)
{
  if (from == NULL)
    return VALUE_NONE;
  if (g_str_equal (from, "unit-line"))
    return VALUE_UNIT_LINE;
  if (g_str_equal (from, "since-year"))
    return VALUE_SINCE_YEAR;
  if (g_str_equal (from, "reward-nature"))
    return VALUE_REWARD_NATURE;
  if (g_str_equal (from, "round-scheme"))
    return VALUE_ROUND_SCHEME;

  return VALUE_NONE;
}

static void
add_values (CadrePlan *self,
            guint      index)
{
  CadrePlanPart *part = cadre_plan_part (self, index);

  for (guint i = 0; i < part->def->values->len; i++)
    {
      const CadreImportValue *value = g_ptr_array_index (part->def->values, i);
      const CadreField *def = cadre_record_kind_get_field (part->def->record, value->field);
      CadrePlanField *field;

      if (def == NULL)
        continue;

      field = ensure_field (self, index, def);
      if (field->otherwise != VALUE_NONE)
        continue;

      if (value->text != NULL)
        try_fixed (self, field, value->text);
      else if (late_source (value->from) != VALUE_NONE)
        field->otherwise = late_source (value->from);
      else
        {
          g_autofree char *text = dup_source (self, part, value->from);

          try_fixed (self, field, text);
        }
    }
}

/* 主办单位：…  学时：480 above a roll speak of its class. */
static void
add_facts (CadrePlan *self,
           guint      index)
{
  CadrePlanPart *part = cadre_plan_part (self, index);
  GHashTableIter iter;
  const char *label, *text;

  if (!part->def->facts)
    return;

  g_hash_table_iter_init (&iter, cadre_table_get_facts (self->table));
  while (g_hash_table_iter_next (&iter, (gpointer *) &label, (gpointer *) &text))
    {
      g_autoptr(GArray) targets = cadre_import_kind_find_head (self->kind, label, "", "");
      const CadreField *found = cadre_record_kind_find_head (part->def->record, label);
      gboolean taken = FALSE;

      for (guint i = 0; targets != NULL && i < targets->len; i++)
        {
          const CadreImportTarget *target = &g_array_index (targets, CadreImportTarget, i);
          g_autofree char *piece = cadre_piece_take (target->piece, text);

          if (cadre_import_kind_get_part (self->kind, target->part) != part->def)
            continue;
          taken = TRUE;
          try_fixed (self, ensure_field (self, index, target->field), piece);
        }
      if (!taken && found != NULL && !found->read_only)
        try_fixed (self, ensure_field (self, index, found), text);
    }
}

/* The ids of other parts' records, shown where those are named. */
static void
add_links (CadrePlan *self,
           guint      index)
{
  CadrePlanPart *part = cadre_plan_part (self, index);

  for (guint i = 0; i < part->def->links->len; i++)
    {
      const CadreImportLink *link = g_ptr_array_index (part->def->links, i);
      const CadreField *def = cadre_record_kind_get_field (part->def->record, link->field);
      int named = _cadre_plan_find_field (self, g_array_index (part->links, guint, i), "name");
      int column = named >= 0 ? cadre_plan_field (self, (guint) named)->column : -1;
      CadrePlanField *field;

      if (def == NULL)
        continue;
      field = ensure_field (self, index, def);
      field->otherwise = VALUE_LINK;
      field->is_key |= i == 0 && part->def->key != NULL;
      if (field->column < 0)
        field->column = column;
      field->piece = g_intern_static_string ("link");
    }
}

/* A part that is there once a column has it in each. */
static gboolean
set_given (CadrePlan                *self,
           const CadreImportTarget  *target,
           const char               *text,
           GError                  **error)
{
  const CadreImportPart *def = cadre_import_kind_get_part (self->kind, target->part);

  for (guint i = 0; i < self->parts->len; i++)
    if (cadre_plan_part (self, i)->def == def && !set_fixed (self, ensure_field (self, i, target->field), text, error))
      return FALSE;

  return TRUE;
}

/* Values that the user gave for the whole sheet. */
static gboolean
add_given (CadrePlan  *self,
           GError    **error)
{
  GHashTableIter iter;
  const char *name, *text;

  if (self->values_given == NULL)
    return TRUE;

  g_hash_table_iter_init (&iter, self->values_given);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, (gpointer *) &text))
    {
      g_autoptr(GArray) targets = g_array_new (FALSE, FALSE, sizeof (CadreImportTarget));

      if (!cadre_import_kind_parse_target (self->kind, name, targets))
        {
          g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("“%s” is no field of this kind of import"), name);
          return FALSE;
        }
      for (guint i = 0; i < targets->len; i++)
        {
          if (!set_given (self, &g_array_index (targets, CadreImportTarget, i), text, error))
            return FALSE;
        }
    }

  return TRUE;
}

static void
add_columns (CadrePlan *self)
{
  for (guint i = 0; i < self->mapped->len; i++)
    {
      const CadreMappedColumn *column = &g_array_index (self->mapped, CadreMappedColumn, i);
      CadrePlanField *field;

      if (column->target.field == NULL)
        continue;
      field = add_field (self, column->target.part, column->target.field);
      field->column = (gint) column->column;
      field->piece = column->target.piece;
    }
}

/* What is filled down beside a name goes with it: a row with a name of its own
 * and no ID number does not have the number of the one above. */
static void
lead_fills (CadrePlan *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      CadrePlanField *field = cadre_plan_field (self, i);
      int name = field->fill ? _cadre_plan_find_field (self, field->part, "name") : -1;

      field->lead = name >= 0 && (guint) name != i ? cadre_plan_field (self, (guint) name)->column : -1;
    }
}

/* ---- Parts ---- */

static void
part_free (CadrePlanPart *part)
{
  g_array_unref (part->fields);
  g_array_unref (part->required);
  g_array_unref (part->links);
  g_array_unref (part->refs);
  g_hash_table_unref (part->keys);
  g_free (part);
}

static CadrePlanPart *
add_part (CadrePlan             *self,
          const CadreImportPart *def)
{
  const CadreImportPart *main_part = cadre_import_kind_get_part (self->kind, cadre_import_kind_get_main (self->kind));
  CadrePlanPart *part = g_new0 (CadrePlanPart, 1);

  part->def = def;
  part->is_main = def->record == main_part->record && def->is_person == main_part->is_person &&
                  (def == main_part || !def->is_unit);
  part->fields = g_array_new (FALSE, FALSE, sizeof (guint));
  part->required = g_array_new (FALSE, FALSE, sizeof (CadrePlanRequired));
  part->links = g_array_new (FALSE, FALSE, sizeof (guint));
  part->refs = g_array_new (FALSE, TRUE, sizeof (gint64));
  part->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < def->links->len; i++)
    {
      const CadreImportLink *link = g_ptr_array_index (def->links, i);

      g_array_append_val (part->links, link->part);
    }
  g_ptr_array_add (self->parts, part);

  return part;
}

/* A column that speaks of each mark of its row: 评分人. */
static void
add_common (CadrePlan *self,
            guint      pattern,
            guint      part)
{
  for (guint i = 0; i < cadre_plan_part (self, pattern)->fields->len; i++)
    {
      const CadrePlanField *common = cadre_plan_field (self, g_array_index (cadre_plan_part (self, pattern)->fields, guint, i));
      const CadreField *def = common->field;
      gint column = common->column;
      const char *piece = common->piece;
      CadrePlanField *field = add_field (self, part, def);

      field->column = column;
      field->piece = piece;
    }
}

/* A mark is a number or a word. */
static void
add_mark (CadrePlan *self,
          guint      part,
          guint32    column)
{
  static const struct { const char *key, *piece; } halves[] = {
    { "text", "mark-word" }, { "score", "mark-number" }, { "value", NULL },
  };
  const CadreRecordKind *record = cadre_plan_part (self, part)->def->record;

  for (guint i = 0; i < G_N_ELEMENTS (halves); i++)
    {
      const CadreField *def = cadre_record_kind_get_field (record, halves[i].key);
      CadrePlanField *field = def != NULL ? add_field (self, part, def) : NULL;

      if (field == NULL)
        continue;
      field->column = (gint) column;
      field->piece = halves[i].piece != NULL ? g_intern_static_string (halves[i].piece) : NULL;
    }
}

/* For each column of marks, the parts that are there once a column. Their
 * links to each other go to those of the same column. */
static void
add_mark_column (CadrePlan               *self,
                 const CadreMappedColumn *column,
                 guint                    n_plain)
{
  g_autoptr(GArray) copies = g_array_new (FALSE, TRUE, sizeof (guint));

  g_array_set_size (copies, cadre_import_kind_n_parts (self->kind));
  for (guint i = 0; i < cadre_import_kind_n_parts (self->kind); i++)
    {
      const CadreImportPart *def = cadre_import_kind_get_part (self->kind, i);
      CadrePlanPart *part;

      g_array_index (copies, guint, i) = i;
      if (!def->columns)
        continue;

      g_array_index (copies, guint, i) = self->parts->len;
      part = add_part (self, def);
      part->mark_head = cadre_table_get_head (self->table, column->column)->leaf;
      for (guint l = 0; l < part->links->len; l++)
        g_array_index (part->links, guint, l) = g_array_index (copies, guint, g_array_index (part->links, guint, l));

      add_common (self, i, self->parts->len - 1);
      /* The part that is the mark, and not the one that is its name. */
      if (cadre_record_kind_get_field (def->record, "score") != NULL || cadre_record_kind_get_field (def->record, "value") != NULL)
        add_mark (self, self->parts->len - 1, column->column);
    }
}

static void
list_columns (CadrePlan *self)
{
  for (guint i = 0; i < self->mapped->len; i++)
    {
      const CadreMappedColumn *mapped = &g_array_index (self->mapped, CadreMappedColumn, i);
      CadrePlanColumn column = { mapped->column, mapped->head, mapped->target.field, NULL, mapped->source };

      if (mapped->target.field != NULL)
        column.part = cadre_import_kind_get_part (self->kind, mapped->target.part)->name;
      else if (g_str_equal (mapped->source, "mark"))
        {
          column.part = "mark";
          for (guint f = 0; f < self->fields->len; f++)
            if (cadre_plan_field (self, f)->column == (gint) mapped->column)
              column.field = cadre_plan_field (self, f)->field;
        }
      g_array_append_val (self->columns, column);
    }
}

static void
list_required (CadrePlan *self,
               guint      index)
{
  CadrePlanPart *part = cadre_plan_part (self, index);

  for (guint i = 0; i < part->def->record->fields->len; i++)
    {
      CadrePlanRequired required = { g_ptr_array_index (part->def->record->fields, i), -1 };

      if (!required.field->required)
        continue;
      required.index = _cadre_plan_find_field (self, index, required.field->key);
      g_array_append_val (part->required, required);
    }
}

/* _cadre_plan_layout:
 *
 * Makes the parts and fields of a plan from its kind and mapping. */
gboolean
_cadre_plan_layout (CadrePlan  *self,
                    GError    **error)
{
  guint n_plain = cadre_import_kind_n_parts (self->kind);

  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  self->fields = g_array_new (FALSE, TRUE, sizeof (CadrePlanField));
  self->columns = g_array_new (FALSE, TRUE, sizeof (CadrePlanColumn));
  for (guint i = 0; i < n_plain; i++)
    add_part (self, cadre_import_kind_get_part (self->kind, i));

  add_columns (self);
  for (guint i = 0; i < self->mapped->len; i++)
    if (g_str_equal (g_array_index (self->mapped, CadreMappedColumn, i).source, "mark"))
      add_mark_column (self, &g_array_index (self->mapped, CadreMappedColumn, i), n_plain);
  list_columns (self);
  lead_fills (self);

  if (!add_given (self, error))
    return FALSE;
  for (guint i = 0; i < self->parts->len; i++)
    {
      /* The pattern of a part that is there once a column is no part itself. */
      if (i < n_plain && cadre_plan_part (self, i)->def->columns)
        continue;
      add_facts (self, i);
      add_values (self, i);
      add_links (self, i);
    }

  for (guint i = 0; i < self->parts->len; i++)
    {
      list_required (self, i);
      g_array_set_size (cadre_plan_part (self, i)->refs, self->n_rows);
    }
  self->values = g_new0 (guint32, (gsize) self->n_rows * self->fields->len + 1);
  self->verdicts = g_new0 (guint8, (gsize) self->n_rows * self->fields->len + 1);
  return TRUE;
}
