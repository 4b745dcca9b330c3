/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The cells of a row as canonical values, or what is wrong with them. */

#define G_LOG_DOMAIN "cadre-plan"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-id-number.h"
#include "cadre-name.h"
#include "cadre-plan-private.h"

/* After so many different texts a column is known not to repeat. */
#define CACHE_TRIAL 2000

guint32
_cadre_plan_store (CadrePlan  *self,
                   const char *text)
{
  guint32 offset = self->arena->len;

  if (text == NULL || *text == '\0')
    return 0;

  g_byte_array_append (self->arena, (const guint8 *) text, strlen (text) + 1);
  return offset;
}

static void
note_free (CadrePlanNote *note)
{
  g_free (note->reason);
  g_free (note->cure);
  g_free (note);
}

void
_cadre_plan_note (CadrePlan  *self,
                  guint       row,
                  guint       field,
                  gboolean    refused,
                  const char *reason,
                  const char *cure)
{
  GPtrArray *notes = g_hash_table_lookup (self->notes, GUINT_TO_POINTER (row));
  CadrePlanNote *note = g_new0 (CadrePlanNote, 1);

  if (notes == NULL)
    {
      notes = g_ptr_array_new_with_free_func ((GDestroyNotify) note_free);
      g_hash_table_insert (self->notes, GUINT_TO_POINTER (row), notes);
    }

  note->field = field;
  note->refused = refused;
  note->reason = g_strdup (reason);
  note->cure = g_strdup (cure);
  g_ptr_array_add (notes, note);
  if (refused)
    {
      self->rows[row].refused = TRUE;
      self->verdicts[(gsize) row * self->fields->len + field] = CADRE_VERDICT_REFUSED;
    }
}

/* The catalogue says "label: “typed” reason; cure". */
void
_cadre_plan_note_message (CadrePlan  *self,
                          guint       row,
                          guint       field,
                          gboolean    refused,
                          const char *message)
{
  const char *quote = g_strrstr (message, "”");
  const char *reason = quote != NULL ? quote + strlen ("”") : message;
  const char *seam;
  g_autofree char *head = NULL;

  while (*reason == ' ')
    reason++;
  seam = strstr (reason, "; ");
  if (seam == NULL)
    seam = strstr (reason, "；");
  head = seam != NULL ? g_strndup (reason, seam - reason) : g_strdup (reason);
  _cadre_plan_note (self, row, field, refused, head,
                    seam != NULL ? seam + (*seam == ';' ? 2 : (int) strlen ("；")) : NULL);
}

/* / and — say that there is nothing to say; 无 too, but in a text. */
static gboolean
is_nothing (const char       *text,
            const CadreField *field)
{
  static const char * const strokes[] = { "/", "／", "\\", "-", "--", "—", "——", "－", NULL };

  if (*text == '\0')
    return TRUE;
  if (strlen (text) > 6)
    return FALSE;

  return g_strv_contains (strokes, text) ||
         ((g_str_equal (text, "无") || g_str_equal (text, "（无）")) && field->kind != CADRE_FIELD_TEXT &&
          field->kind != CADRE_FIELD_LONG_TEXT && field->kind != CADRE_FIELD_BOOL);
}

/* A unit in a column of its own: known, or to be made. */
static gboolean
parse_unit (CadrePlan  *self,
            guint       row,
            guint       field,
            const char *text,
            guint32    *offset)
{
  g_autofree char *name = cadre_text_normalize (text);
  char reference[24];
  gint64 id;
  guint n = cadre_unit_index_find (self->units, name, 0, &id);

  if (n > 1)
    {
      _cadre_plan_note (self, row, field, TRUE, _("several units have this name"),
                        _("write the unit's full name, or give one of them another name in the archive"));
      return FALSE;
    }
  if (n == 0)
    {
      id = cadre_unit_index_find_new (self->units, name, 0);
      if (id == 0)
        {
          id = self->next_shared--;
          cadre_unit_index_add (self->units, id, 0, name);
        }
    }

  g_snprintf (reference, sizeof reference, "%" G_GINT64_FORMAT, id);
  *offset = _cadre_plan_store (self, reference);
  return TRUE;
}

/* 市财政局局长 -> 市财政局: the longest beginning that is the name of a unit, if
 * only one has it. Nothing is made after such a guess. */
static guint32
find_post_unit (CadrePlan  *self,
                const char *text)
{
  g_autofree char *name = cadre_text_normalize (text);

  for (char *end = name + strlen (name); end > name; end = g_utf8_find_prev_char (name, end))
    {
      char reference[24];
      gint64 id;

      *end = '\0';
      if (cadre_unit_index_find (self->units, name, 0, &id) != 1)
        continue;
      g_snprintf (reference, sizeof reference, "%" G_GINT64_FORMAT, id);
      return _cadre_plan_store (self, reference);
    }

  return 0;
}

/* What the cell is refused for before its text is looked at. */
static gboolean
check_cell (CadrePlan            *self,
            guint                 row,
            guint                 index,
            const CadrePlanField *field,
            const char           *text)
{
  CadreCellType type = cadre_grid_get_type (cadre_table_get_grid (self->table), self->sheet_rows[row], (guint32) field->column);

  if (type == CADRE_CELL_ERROR)
    {
      _cadre_plan_note (self, row, index, TRUE, _("the formula in this cell has failed"), _("correct the formula or type its value"));
      return FALSE;
    }
  /* Fifteen digits are all that a number keeps: of eighteen the last three
   * are gone, even where the check digit happens to fit. */
  if (type == CADRE_CELL_NUMBER && field->field->kind == CADRE_FIELD_ID_NUMBER && strlen (text) > 15)
    {
      _cadre_plan_note (self, row, index, TRUE, _("the spreadsheet kept the ID number as a number and lost its last digits"),
                        _("format the column as text and type the number again"));
      return FALSE;
    }

  return TRUE;
}

static void
remember (CadrePlanField *field,
          const char     *text,
          guint32         offset)
{
  if (field->cache == NULL)
    return;
  if (field->n_asked >= CACHE_TRIAL && field->n_hits * 4 < field->n_asked)
    {
      g_clear_pointer (&field->cache, g_hash_table_unref);
      return;
    }

  g_hash_table_insert (field->cache, g_strdup (text), GUINT_TO_POINTER (offset + 1));
}

static gboolean
look_up (CadrePlanField *field,
         const char     *text,
         guint32        *offset)
{
  gpointer found;

  if (field->n_asked++ == 0)
    field->cache = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  found = field->cache != NULL ? g_hash_table_lookup (field->cache, text) : NULL;
  if (found == NULL)
    return FALSE;

  field->n_hits++;
  *offset = GPOINTER_TO_UINT (found) - 1;
  return TRUE;
}

static guint32
parse_text (CadrePlan  *self,
            guint       row,
            guint       index,
            const char *text)
{
  CadrePlanField *field = cadre_plan_field (self, index);
  g_autofree char *canonical = NULL;
  g_autofree char *warning = NULL;
  g_autofree char *piece = NULL;
  g_autoptr(GError) error = NULL;
  const char *typed = text;
  guint32 offset = 0;

  if (look_up (field, typed, &offset))
    return offset;

  if (field->field->kind == CADRE_FIELD_UNIT && g_strcmp0 (field->piece, "post-unit") == 0)
    {
      offset = find_post_unit (self, text);
      remember (field, typed, offset);
      return offset;
    }

  if (field->piece != NULL)
    {
      piece = cadre_piece_take (field->piece, text);
      text = piece;
      if (*text == '\0')
        {
          remember (field, typed, 0);
          return 0;
        }
    }

  if (field->field->kind == CADRE_FIELD_UNIT)
    return parse_unit (self, row, index, text, &offset) ? offset : 0;

  canonical = cadre_catalogue_parse_value (self->catalogue, field->field, text, &warning, &error);
  if (canonical == NULL)
    {
      _cadre_plan_note_message (self, row, index, TRUE, error->message);
      return 0;
    }
  if (warning != NULL)
    _cadre_plan_note_message (self, row, index, FALSE, warning);

  offset = _cadre_plan_store (self, canonical);
  if (warning == NULL)
    remember (field, typed, offset);
  return offset;
}

static const char *
get_unit_line (CadrePlan            *self,
               const CadrePlanField *field,
               guint                 row)
{
  const char *group = cadre_table_get_group (self->table, self->sheet_rows[row]);

  if (group != NULL || field->column >= 0)
    return group;

  return cadre_table_get_reporter (self->table);
}

/* _cadre_plan_typed:
 *
 * What the column of @field says in a row, or says for it above. */
const char *
_cadre_plan_typed (CadrePlan            *self,
                   guint                 row,
                   const CadrePlanField *field)
{
  CadreGrid *grid = cadre_table_get_grid (self->table);
  guint32 at = self->sheet_rows[row];
  gboolean fill = field->fill && (field->lead < 0 || *cadre_grid_get_text (grid, at, (guint32) field->lead) == '\0');

  return cadre_table_get_text (self->table, at, (guint32) field->column, fill);
}

static void
parse_cell (CadrePlan *self,
            guint      row,
            guint      index)
{
  const CadrePlanField *field = cadre_plan_field (self, index);
  guint32 *value = &self->values[(gsize) row * self->fields->len + index];
  const char *text = "";

  *value = 0;
  self->verdicts[(gsize) row * self->fields->len + index] = CADRE_VERDICT_EMPTY;
  if (field->otherwise == VALUE_LINK)
    return;

  if (field->column >= 0)
    text = _cadre_plan_typed (self, row, field);
  while (g_ascii_isspace (*text))
    text++;
  if (!is_nothing (text, field->field))
    {
      if (check_cell (self, row, index, field, text))
        *value = parse_text (self, row, index, text);
      return;
    }

  if (field->otherwise == VALUE_FIXED)
    *value = field->fixed;
  else if (field->otherwise == VALUE_UNIT_LINE && (text = get_unit_line (self, field, row)) != NULL)
    *value = parse_text (self, row, index, text);
}

/* 认定 birth may differ from the ID card: a warning, never a correction. */
static void
check_person (CadrePlan *self,
              guint      part,
              guint      row)
{
  int id_number = _cadre_plan_find_field (self, part, "id_number");
  int birth = _cadre_plan_find_field (self, part, "birth");
  int sex = _cadre_plan_find_field (self, part, "sex");
  const char *number, *typed;

  if (id_number < 0 || *(number = cadre_plan_value (self, row, (guint) id_number)) == '\0')
    return;

  if (birth >= 0 && *(typed = cadre_plan_value (self, row, (guint) birth)) != '\0')
    {
      CadreDate date = cadre_id_number_get_birth (number);
      g_autofree char *from_id = cadre_date_format (&date, CADRE_DATE_ISO);

      if (!g_str_has_prefix (from_id, typed))
        {
          g_autofree char *reason = g_strdup_printf (_("the ID number says %s"), from_id);

          _cadre_plan_note (self, row, (guint) birth, FALSE, reason, _("taken as typed; check it against the file"));
        }
    }
  if (sex >= 0 && *(typed = cadre_plan_value (self, row, (guint) sex)) != '\0' &&
      !g_str_equal (cadre_id_number_get_sex (number), typed))
    {
      g_autofree char *reason = g_strdup_printf (_("the ID number says %s"), cadre_id_number_get_sex (number));

      _cadre_plan_note (self, row, (guint) sex, FALSE, reason, _("taken as typed; check it against the file"));
    }
}

/* _cadre_plan_parse_row:
 *
 * Reads a row's cells anew, forgetting what was said about them. */
void
_cadre_plan_parse_row (CadrePlan *self,
                       guint      row)
{
  CadrePlanRow *state = &self->rows[row];

  g_hash_table_remove (self->notes, GUINT_TO_POINTER (row));
  state->refused = FALSE;
  state->doubtful = FALSE;
  state->reason = NULL;

  for (guint i = 0; i < self->fields->len; i++)
    parse_cell (self, row, i);
  for (guint i = 0; i < self->parts->len; i++)
    if (cadre_plan_part (self, i)->def->is_person)
      check_person (self, i, row);
}

/* ---- What is known only when other parts are ---- */

static const char *
reward_nature (const char *name)
{
  static const char * const sanctions[] = { "警告", "记过", "记大过", "降级", "撤职", "开除", "留党察看", "处分" };
  static const char * const measures[] = { "诫勉", "批评教育", "约谈", "通报批评", "责令检查", "停职检查" };

  for (guint i = 0; i < G_N_ELEMENTS (sanctions); i++)
    if (strstr (name, sanctions[i]) != NULL)
      return "处分";
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    if (strstr (name, measures[i]) != NULL)
      return "组织处理";

  return "奖励";
}

static const char *
get_by_key (CadrePlan  *self,
            guint       part,
            guint       row,
            const char *key)
{
  int index = _cadre_plan_find_field (self, part, key);

  return index >= 0 ? cadre_plan_value (self, row, (guint) index) : "";
}

static void
fill_since_year (CadrePlan *self,
                 guint      part,
                 guint      row,
                 guint32   *value)
{
  const char *since = get_by_key (self, part, row, "since");
  g_autofree char *year = NULL;

  if (*since == '\0')
    since = get_by_key (self, part, row, "until");
  year = g_strndup (since, 4);
  *value = _cadre_plan_store (self, year);
}

static void
fill_links (CadrePlan *self,
            guint      index,
            guint      row)
{
  CadrePlanPart *part = cadre_plan_part (self, index);

  for (guint i = 0; i < part->links->len; i++)
    {
      const CadreImportLink *link = g_ptr_array_index (part->def->links, i);
      CadrePlanPart *other = cadre_plan_part (self, g_array_index (part->links, guint, i));
      gint64 ref = g_array_index (other->refs, gint64, row);
      int field = _cadre_plan_find_field (self, index, link->field);
      guint32 *value;
      char text[24];

      if (ref == 0 || field < 0)
        continue;
      value = &self->values[(gsize) row * self->fields->len + field];
      if (*value != 0)
        continue;
      g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, ref);
      *value = _cadre_plan_store (self, text);
    }
}

/* _cadre_plan_fill_late:
 *
 * The values of a part that depend on its others or on parts before it. */
void
_cadre_plan_fill_late (CadrePlan *self,
                       guint      index,
                       guint      row)
{
  CadrePlanPart *part = cadre_plan_part (self, index);

  for (guint i = 0; i < part->fields->len; i++)
    {
      guint field = g_array_index (part->fields, guint, i);
      guint32 *value = &self->values[(gsize) row * self->fields->len + field];

      switch (cadre_plan_field (self, field)->otherwise)
        {
        case VALUE_LINK:
          *value = 0;
          break;
        case VALUE_SINCE_YEAR:
          if (*value == 0)
            fill_since_year (self, index, row, value);
          break;
        case VALUE_ROUND_SCHEME:
          _cadre_plan_fill_round_scheme (self, row, value);
          break;
        case VALUE_REWARD_NATURE:
          if (*value == 0)
            *value = _cadre_plan_store (self, reward_nature (get_by_key (self, index, row, "name")));
          break;
        case VALUE_NONE:
        case VALUE_FIXED:
        case VALUE_UNIT_LINE:
        default:
          break;
        }
    }

  fill_links (self, index, row);
}
