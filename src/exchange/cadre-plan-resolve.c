/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which record of the archive each part of each row is about. */

#define G_LOG_DOMAIN "cadre-plan"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-plan-private.h"

/* Rows of one name compared with each other; above this, they are told apart
 * by nothing that a person could look through. */
#define MAX_NAMESAKES 200

static gint64 *
get_ref (CadrePlan *self,
         guint      part,
         guint      row)
{
  return &g_array_index (cadre_plan_part (self, part)->refs, gint64, row);
}

static const char *
get_value (CadrePlan  *self,
           guint       part,
           guint       row,
           const char *key)
{
  int index = _cadre_plan_find_field (self, part, key);

  return index >= 0 ? cadre_plan_value (self, row, (guint) index) : "";
}

gboolean
_cadre_plan_part_is_there (CadrePlan *self,
                           guint      index,
                           guint      row)
{
  CadrePlanPart *part = cadre_plan_part (self, index);
  char **needs = part->def->needs;

  /* The pattern of the columns of marks. */
  if (part->def->columns && part->mark_head == NULL)
    return FALSE;
  if (part->links->len > 0 && part->def->key != NULL && *get_ref (self, g_array_index (part->links, guint, 0), row) == 0)
    return FALSE;
  if (part->def->is_person)
    return *get_value (self, index, row, "name") != '\0';
  if (needs == NULL || needs[0] == NULL)
    return TRUE;

  for (guint i = 0; needs[i] != NULL; i++)
    if (*get_value (self, index, row, needs[i]) != '\0')
      return TRUE;

  return FALSE;
}

static void
set_doubtful (CadrePlan  *self,
              guint       row,
              const char *reason)
{
  self->rows[row].doubtful = TRUE;
  if (self->rows[row].reason == NULL)
    self->rows[row].reason = g_string_chunk_insert_const (self->texts, reason);
}

static void
set_doubtful_with_row (CadrePlan  *self,
                       guint       row,
                       const char *format,
                       guint       other)
  G_GNUC_PRINTF (3, 0);

static void
set_doubtful_with_row (CadrePlan  *self,
                       guint       row,
                       const char *format,
                       guint       other)
{
  char text[400];

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_snprintf (text, sizeof text, format, self->sheet_rows[other] + 1);
#pragma GCC diagnostic pop
  set_doubtful (self, row, text);
}

/* ---- Units ---- */

static void
resolve_unit (CadrePlan *self,
              guint      index,
              guint      row)
{
  CadrePlanPart *part = cadre_plan_part (self, index);
  const char *name = get_value (self, index, row, "name");
  gint64 parent = part->links->len > 0 ? *get_ref (self, g_array_index (part->links, guint, 0), row) : 0;
  gint64 *ref = get_ref (self, index, row);
  guint n = 0;

  *ref = 0;
  if (*name == '\0')
    return;

  if (parent >= 0)
    n = cadre_unit_index_find (self->units, name, parent, ref);
  if (n > 1)
    {
      *ref = 0;
      if (part->def->creates)
        _cadre_plan_note (self, row, (guint) _cadre_plan_find_field (self, index, "name"), TRUE,
                          _("several units have this name"),
                          _("add a column with the unit above it, or give one of them another name in the archive"));
      return;
    }
  if (n == 1 || !part->def->creates)
    return;

  *ref = cadre_unit_index_find_new (self->units, name, parent);
  if (*ref == 0)
    {
      *ref = self->next_shared--;
      cadre_unit_index_add (self->units, *ref, parent, name);
    }
}

/* ---- People ---- */

/* _cadre_plan_clue:
 *
 * What a row says about whose it is. */
void
_cadre_plan_clue (CadrePlan      *self,
                  guint           row,
                  CadreMatchClue *clue)
{
  *clue = (CadreMatchClue) { "", "", "", "", 0 };

  for (guint i = 0; i < self->parts->len; i++)
    if (cadre_plan_part (self, i)->def->is_person)
      {
        clue->name = get_value (self, i, row, "name");
        clue->birth = get_value (self, i, row, "birth");
        clue->id_number = get_value (self, i, row, "id_number");
        clue->post = get_value (self, i, row, "post_full");
        clue->unit_id = g_ascii_strtoll (get_value (self, i, row, "unit_id"), NULL, 10);
        return;
      }
}

/* Someone new who may be in several rows is one person where the ID number,
 * or name and birth, say so. */
static gint64
share_person (CadrePlan            *self,
              CadrePlanPart        *part,
              guint                 row,
              const CadreMatchClue *clue)
{
  g_autofree char *key = NULL;
  gint64 *shared;

  if (part->is_main || (*clue->id_number == '\0' && *clue->birth == '\0'))
    return -1 - (gint64) row;

  key = *clue->id_number != '\0' ? g_strdup (clue->id_number) : g_strconcat (clue->name, "\x1f", clue->birth, NULL);
  shared = g_hash_table_lookup (part->keys, key);
  if (shared == NULL)
    {
      shared = g_new (gint64, 1);
      *shared = self->next_shared--;
      g_hash_table_insert (part->keys, g_steal_pointer (&key), shared);
    }

  return *shared;
}

/* Of several the only one whom the round has, unless the sheet speaks against it; 0: none. */
static gint64
find_among (CadreMatcher         *matcher,
            const CadreMatchClue *clue,
            GHashTable           *among)
{
  g_autoptr(GArray) similar = among != NULL ? cadre_matcher_list_similar (matcher, clue) : NULL;
  gint64 found = 0;
  guint n = 0;

  for (guint i = 0; similar != NULL && i < similar->len; i++)
    {
      const CadreMatchSimilar *one = &g_array_index (similar, CadreMatchSimilar, i);

      if (!one->same_name || one->other_birth || one->other_id || (clue->unit_id != 0 && !one->same_unit) ||
          !g_hash_table_contains (among, &one->person_id))
        continue;
      found = one->person_id;
      n++;
    }

  return n == 1 ? found : 0;
}

static void
match_person (CadrePlan            *self,
              guint                 index,
              guint                 row,
              CadreMatcher         *matcher,
              const CadreMatchClue *clue,
              GHashTable           *among)
{
  CadrePlanPart *part = cadre_plan_part (self, index);
  const CadrePlanRow *state = &self->rows[row];
  gint64 *ref = get_ref (self, index, row);
  CadreMatch match;

  *ref = 0;
  if (*clue->name == '\0')
    {
      int name = _cadre_plan_find_field (self, index, "name");

      if (name >= 0 && !state->refused)
        _cadre_plan_note (self, row, (guint) name, TRUE, _("the name is missing"), _("type the name, or leave the row out"));
      return;
    }
  if (state->decision == CADRE_DECISION_PERSON)
    {
      *ref = state->decided_person;
      return;
    }
  if (state->decision == CADRE_DECISION_NEW)
    {
      *ref = share_person (self, part, row, clue);
      return;
    }

  match = cadre_matcher_match (matcher, clue);
  if (match.outcome == CADRE_MATCH_FOUND)
    *ref = match.person_id;
  else if (match.outcome == CADRE_MATCH_DOUBTFUL && (*ref = find_among (matcher, clue, among)) == 0)
    set_doubtful (self, row, match.reason);
  else if (match.outcome == CADRE_MATCH_NOBODY && part->def->creates)
    *ref = share_person (self, part, row, clue);
  else if (match.outcome == CADRE_MATCH_NOBODY)
    set_doubtful (self, row, match.reason);
}

static gboolean
may_be_one (const CadreMatchClue *a,
            const CadreMatchClue *b)
{
  if (*a->id_number != '\0' && *b->id_number != '\0')
    return g_str_equal (a->id_number, b->id_number);
  if (*a->birth != '\0' && *b->birth != '\0' && !g_str_has_prefix (a->birth, b->birth) && !g_str_has_prefix (b->birth, a->birth))
    return FALSE;
  /* Two of one name in two units, and neither a birth: two people. */
  if (*a->birth == '\0' && *b->birth == '\0' && a->unit_id != 0 && b->unit_id != 0 && a->unit_id != b->unit_id)
    return FALSE;

  return TRUE;
}

static void
doubt_pair (CadrePlan *self,
            guint      a,
            guint      b)
{
  if (self->rows[a].decision == CADRE_DECISION_NONE)
    set_doubtful_with_row (self, a, _("row %u has the same name, and nothing tells the two apart"), b);
  if (self->rows[b].decision == CADRE_DECISION_NONE)
    set_doubtful_with_row (self, b, _("row %u has the same name, and nothing tells the two apart"), a);
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  const CadreMatchClue *clues = user_data;
  guint x = *(const guint *) a, y = *(const guint *) b;
  int order = strcmp (clues[x].id_number, clues[y].id_number);

  return order != 0 ? order : (x > y) - (x < y);
}

/* Namesakes in the sheet whom nothing in it tells apart. By ID number, those
 * without one first: whoever has one is told apart from all further on as
 * soon as theirs is another. */
static void
doubt_namesakes (CadrePlan            *self,
                 guint                 index,
                 GArray               *group,
                 const CadreMatchClue *clues)
{
  gboolean main_part = cadre_plan_part (self, index)->is_main;

  g_array_sort_with_data (group, compare_numbers, (gpointer) clues);
  for (guint i = 0; i < group->len; i++)
    for (guint j = i + 1; j < MIN (group->len, i + MAX_NAMESAKES); j++)
      {
        guint a = g_array_index (group, guint, i);
        guint b = g_array_index (group, guint, j);

        if (*clues[a].id_number != '\0' && !g_str_equal (clues[a].id_number, clues[b].id_number))
          break;
        if (!may_be_one (&clues[a], &clues[b]))
          continue;
        /* Where a person may stand in several rows, they are one. */
        if (!main_part && *get_ref (self, index, a) <= CADRE_SHARED_REF && *get_ref (self, index, a) == *get_ref (self, index, b))
          continue;
        doubt_pair (self, a, b);
      }
}

static void
check_namesakes (CadrePlan            *self,
                 guint                 index,
                 const CadreMatchClue *clues)
{
  g_autoptr(GHashTable) by_name = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);
  GHashTableIter iter;
  GArray *group;

  for (guint row = 0; row < self->n_rows; row++)
    {
      if (*get_ref (self, index, row) >= 0)
        continue;
      group = g_hash_table_lookup (by_name, clues[row].name);
      if (group == NULL)
        {
          group = g_array_sized_new (FALSE, FALSE, sizeof (guint), 1);
          g_hash_table_insert (by_name, (gpointer) clues[row].name, group);
        }
      g_array_append_val (group, row);
    }

  g_hash_table_iter_init (&iter, by_name);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &group))
    if (group->len > 1)
      doubt_namesakes (self, index, group, clues);
}

/* One ID number for two names: one of them is wrong. */
static void
check_numbers (CadrePlan            *self,
               guint                 index,
               const CadreMatchClue *clues)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint row = 0; row < self->n_rows; row++)
    {
      guint other;

      if (*clues[row].id_number == '\0' || *get_ref (self, index, row) >= 0)
        continue;
      other = GPOINTER_TO_UINT (g_hash_table_lookup (seen, clues[row].id_number));
      if (other == 0)
        {
          g_hash_table_insert (seen, (gpointer) clues[row].id_number, GUINT_TO_POINTER (row + 1));
          continue;
        }
      if (self->rows[row].decision == CADRE_DECISION_NONE)
        set_doubtful_with_row (self, row, _("row %u has the same ID number"), other - 1);
      if (self->rows[other - 1].decision == CADRE_DECISION_NONE)
        set_doubtful_with_row (self, other - 1, _("row %u has the same ID number"), row);
    }
}

/* In a roster a person stands once. */
static void
check_twice (CadrePlan *self,
             guint      index)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint row = 0; row < self->n_rows; row++)
    {
      gint64 *ref = get_ref (self, index, row);
      guint other;

      if (*ref <= 0)
        continue;
      other = GPOINTER_TO_UINT (g_hash_table_lookup (seen, ref));
      if (other == 0)
        {
          g_hash_table_insert (seen, ref, GUINT_TO_POINTER (row + 1));
          continue;
        }
      if (self->rows[row].decision == CADRE_DECISION_NONE)
        set_doubtful_with_row (self, row, _("row %u is about the same person"), other - 1);
      if (self->rows[other - 1].decision == CADRE_DECISION_NONE)
        set_doubtful_with_row (self, other - 1, _("row %u is about the same person"), row);
    }
}

static gboolean
resolve_people (CadrePlan     *self,
                guint          index,
                const guint   *rows,
                guint          n_rows,
                GError       **error)
{
  g_autofree CadreMatchClue *clues = g_new (CadreMatchClue, n_rows);
  g_autoptr(CadreMatcher) matcher = NULL;
  g_autoptr(GHashTable) among = NULL;
  g_autoptr(GError) local_error = NULL;

  /* A sheet is of one round. */
  if (cadre_plan_part (self, index)->def->among && n_rows > 0)
    among = _cadre_plan_list_among (self, rows[0], &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  for (guint i = 0; i < n_rows; i++)
    _cadre_plan_clue (self, rows[i], &clues[i]);

  matcher = cadre_matcher_new (self->archive, clues, n_rows, error);
  if (matcher == NULL)
    return FALSE;

  for (guint i = 0; i < n_rows; i++)
    match_person (self, index, rows[i], matcher, &clues[i], among);

  if (n_rows == self->n_rows)
    {
      check_namesakes (self, index, clues);
      if (cadre_plan_part (self, index)->is_main)
        {
          check_numbers (self, index, clues);
          check_twice (self, index);
        }
    }

  return TRUE;
}

/* ---- Other records, by their keys ---- */

/* _cadre_plan_key:
 *
 * Returns: (transfer full): what tells a part's record from others */
char *
_cadre_plan_key (CadrePlan *self,
                 guint      index,
                 guint      row)
{
  CadrePlanPart *part = cadre_plan_part (self, index);
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < part->fields->len; i++)
    {
      guint field = g_array_index (part->fields, guint, i);

      if (!cadre_plan_field (self, field)->is_key)
        continue;
      g_string_append (key, cadre_plan_value (self, row, field));
      g_string_append_c (key, '\x1f');
    }

  return g_string_free (key, FALSE);
}

static gboolean
say_the_same (CadrePlan *self,
              guint      index,
              guint      a,
              guint      b)
{
  CadrePlanPart *part = cadre_plan_part (self, index);

  for (guint i = 0; i < part->fields->len; i++)
    {
      guint field = g_array_index (part->fields, guint, i);

      if (!g_str_equal (cadre_plan_value (self, a, field), cadre_plan_value (self, b, field)))
        return FALSE;
    }

  return TRUE;
}

/* Two rows of the sheet with one record: harmless where they say the same. */
static void
check_key (CadrePlan  *self,
           guint       index,
           guint       row,
           const char *key)
{
  CadrePlanPart *part = cadre_plan_part (self, index);
  gint64 *other = g_hash_table_lookup (part->keys, key);
  gint64 *own;

  if (other == NULL)
    {
      own = g_new (gint64, 1);
      *own = row;
      g_hash_table_insert (part->keys, g_strdup (key), own);
      return;
    }
  if (*other == row || say_the_same (self, index, row, (guint) *other))
    return;

  set_doubtful_with_row (self, row, _("row %u says something else about the same record"), (guint) *other);
  set_doubtful_with_row (self, (guint) *other, _("row %u says something else about the same record"), row);
}

/* A row about a class, round or course that is to be there already. */
static void
refuse_unknown (CadrePlan *self,
                guint      index,
                guint      row)
{
  const CadreImportPart *def = cadre_plan_part (self, index)->def;
  int field = def->key != NULL ? _cadre_plan_find_field (self, index, def->key[0]) : -1;
  g_autofree char *text = NULL;

  if (field < 0 || self->rows[row].refused)
    return;

  if (g_str_equal (def->record->key, "participant"))
    {
      _cadre_plan_note (self, row, (guint) field, TRUE, _("takes no part in the round"),
                        _("add the person to the round first, or leave the row out"));
      return;
    }

  text = g_strdup_printf (_("the archive has no such %s"), def->record->label);
  _cadre_plan_note (self, row, (guint) field, TRUE, text,
                    _("write its name as it stands in the archive, or add it there first"));
}

static void
make_new_refs (CadrePlan   *self,
               guint        index,
               const guint *rows,
               guint        n_rows)
{
  CadrePlanPart *part = cadre_plan_part (self, index);

  for (guint i = 0; i < n_rows; i++)
    {
      guint row = rows[i];
      gint64 *ref = get_ref (self, index, row);
      g_autofree char *key = NULL;

      if (!_cadre_plan_part_is_there (self, index, row))
        continue;

      key = _cadre_plan_key (self, index, row);
      if (part->is_main)
        {
          gint64 *first;

          check_key (self, index, row, key);
          first = g_hash_table_lookup (part->keys, key);
          if (*ref == 0 && part->def->creates)
            *ref = -1 - *first;
          continue;
        }
      if (*ref == 0 && !part->def->creates)
        {
          /* Of a column's indicator its score is told. */
          if (!part->def->columns)
            refuse_unknown (self, index, row);
        }
      else if (*ref == 0)
        {
          gint64 *shared = g_hash_table_lookup (part->keys, key);

          if (shared == NULL)
            {
              shared = g_new (gint64, 1);
              *shared = self->next_shared--;
              g_hash_table_insert (part->keys, g_steal_pointer (&key), shared);
            }
          *ref = *shared;
        }
    }
}

/* _cadre_plan_resolve:
 *
 * Finds the records that rows are about, part by part: a part's links name
 * earlier ones. */
gboolean
_cadre_plan_resolve (CadrePlan     *self,
                     const guint   *rows,
                     guint          n_rows,
                     GCancellable  *cancellable,
                     GError       **error)
{
  for (guint part = 0; part < self->parts->len; part++)
    {
      const CadreImportPart *def = cadre_plan_part (self, part)->def;

      if (def->columns && cadre_plan_part (self, part)->mark_head == NULL)
        continue;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;

      for (guint i = 0; i < n_rows; i++)
        {
          *get_ref (self, part, rows[i]) = 0;
          _cadre_plan_fill_late (self, part, rows[i]);
          if (def->is_unit)
            resolve_unit (self, part, rows[i]);
        }

      if (def->is_person && !resolve_people (self, part, rows, n_rows, error))
        return FALSE;
      if (!_cadre_plan_compare_part (self, part, rows, n_rows, cancellable, error))
        return FALSE;
      if (!def->is_person && !def->is_unit)
        make_new_refs (self, part, rows, n_rows);
      if (g_str_equal (def->record->key, "score"))
        _cadre_plan_check_scores (self, part, rows, n_rows);
    }

  return TRUE;
}
