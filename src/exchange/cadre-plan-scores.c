/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a plan of scores asks of a round of assessment: which round a sheet
 * is of, whether a score can be given, and that its results are of yesterday. */

#define G_LOG_DOMAIN "cadre-plan"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-plan-private.h"
#include "cadre-round-scores.h"

/* The part of that name, where the kind has one. */
static CadrePlanPart *
find_part (CadrePlan  *self,
           const char *name)
{
  guint index;

  return cadre_import_kind_find_part (self->kind, name, &index) ? cadre_plan_part (self, index) : NULL;
}

/* Longest first, so that 2025年度综合考评（乡镇） goes before 2025年度综合考评. */
static char *
find_named_round (CadrePlan  *self,
                  const char *text)
{
  g_autoptr(CadreStatement) row = NULL;

  row = cadre_archive_prepare (self->archive, "SELECT name FROM assessment_round WHERE trial_of IS NULL AND instr (?1, name) > 0 "
                               "ORDER BY length (name) DESC LIMIT 1", NULL);
  if (row == NULL)
    return NULL;

  cadre_statement_bind_text (row, 1, text);
  return cadre_statement_step (row, NULL) ? cadre_statement_dup_text (row, 0) : NULL;
}

/* _cadre_plan_dup_title_assessment:
 *
 * Returns: (transfer full): the round that the title, the sheet or the file is
 *   named after; the title, where it is after none */
char *
_cadre_plan_dup_title_assessment (CadrePlan *self)
{
  const char *title = cadre_table_get_title (self->table);
  g_autofree char *base = g_path_get_basename (self->path);
  const char *texts[] = { title, self->sheet, base };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      char *round = texts[i] != NULL ? find_named_round (self, texts[i]) : NULL;

      if (round != NULL)
        return round;
    }

  return g_strdup (title != NULL ? title : self->sheet);
}

/* _cadre_plan_fill_round_scheme:
 *
 * Indicators and those who score are known by their scheme, which is the
 * round's. */
void
_cadre_plan_fill_round_scheme (CadrePlan *self,
                               guint      row,
                               guint32   *value)
{
  CadrePlanPart *part = find_part (self, "round");
  gint64 round_id = part != NULL ? g_array_index (part->refs, gint64, row) : 0;

  if (round_id != self->scheme_round)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT scheme_id FROM assessment_round WHERE id = %" G_GINT64_FORMAT, round_id);
      g_autofree char *scheme = round_id > 0 ? cadre_archive_query_text (self->archive, sql, NULL) : NULL;

      self->scheme_round = round_id;
      self->scheme_offset = _cadre_plan_store (self, scheme);
    }
  *value = round_id > 0 ? self->scheme_offset : 0;
}

/* _cadre_plan_list_among:
 *
 * Returns: (transfer full): the people whom rows can be about, where the kind
 *   says so: those of the round; %NULL where it does not, or with @error set */
GHashTable *
_cadre_plan_list_among (CadrePlan  *self,
                        guint       row,
                        GError    **error)
{
  CadrePlanPart *part = find_part (self, "round");
  g_autoptr(GHashTable) people = NULL;
  g_autoptr(CadreStatement) select = NULL;

  if (part == NULL || g_array_index (part->refs, gint64, row) <= 0)
    return NULL;

  select = cadre_archive_prepare (self->archive, "SELECT person_id FROM participant WHERE round_id = ?1", error);
  if (select == NULL)
    return NULL;

  people = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  cadre_statement_bind_int64 (select, 1, g_array_index (part->refs, gint64, row));
  while (cadre_statement_step (select, error))
    {
      gint64 id = cadre_statement_get_int64 (select, 0);

      g_hash_table_add (people, g_memdup2 (&id, sizeof id));
    }

  return cadre_statement_is_done (select) ? g_steal_pointer (&people) : NULL;
}

/* The id that a part of the same column holds in @key. */
static gint64
get_id (CadrePlan  *self,
        guint       part,
        guint       row,
        const char *key)
{
  int field = _cadre_plan_find_field (self, part, key);

  return field >= 0 ? g_ascii_strtoll (cadre_plan_value (self, row, (guint) field), NULL, 10) : 0;
}

/* _cadre_plan_check_scores:
 *
 * Refuses the cells of a column of scores that the round cannot take. */
void
_cadre_plan_check_scores (CadrePlan   *self,
                          guint        part,
                          const guint *rows,
                          guint        n_rows)
{
  int value = _cadre_plan_find_field (self, part, "value");

  for (guint i = 0; i < n_rows; i++)
    {
      guint row = rows[i];
      const char *text = value >= 0 ? cadre_plan_value (self, row, (guint) value) : "";
      g_autoptr(GError) error = NULL;

      if (*text == '\0' || get_id (self, part, row, "participant_id") == 0)
        continue;
      if (get_id (self, part, row, "indicator_id") == 0)
        _cadre_plan_note (self, row, (guint) value, TRUE, _("the round's scheme has no such indicator"),
                          _("leave the column out, or give it the name of one"));
      else if (!cadre_round_check_score (self->archive, get_id (self, part, row, "participant_id"),
                                         get_id (self, part, row, "indicator_id"), get_id (self, part, row, "group_id"), text, &error))
        _cadre_plan_note_message (self, row, (guint) value, TRUE, error->message);
    }
}

/* _cadre_plan_touch_rounds:
 *
 * What was computed before the scores came is to be computed again. */
gboolean
_cadre_plan_touch_rounds (CadrePlan    *self,
                          CadreArchive *archive,
                          GError      **error)
{
  CadrePlanPart *part = g_str_equal (cadre_import_kind_get_part (self->kind, cadre_import_kind_get_main (self->kind))->record->key, "score")
                        ? find_part (self, "round") : NULL;
  gint64 last = 0;

  for (guint row = 0; part != NULL && row < self->n_rows; row++)
    {
      gint64 id = g_array_index (part->refs, gint64, row);

      if (id <= 0 || id == last)
        continue;
      if (!cadre_round_scores_changed (archive, id, error))
        return FALSE;
      last = id;
    }

  return TRUE;
}
