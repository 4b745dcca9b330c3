/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reading a round and scoring everybody in one pass over the scores. */

#define G_LOG_DOMAIN "cadre-round"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cadre-round-private.h"

void
_cadre_round_free (CadreRound *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->scheme, cadre_scheme_free);
  g_array_unref (self->entries);
  g_array_unref (self->pools);
  g_ptr_array_unref (self->facts);
  g_ptr_array_unref (self->facts_known);
  g_object_unref (self->archive);
  g_free (self);
}

static gboolean
load_head (CadreRound  *self,
           GError     **error)
{
  g_autoptr(CadreStatement) row = NULL;

  row = cadre_archive_prepare (self->archive,
                               "SELECT scheme_id, year, excellent_cap, cap_rounding, cap_pool, coalesce (trial_of, id) "
                               "FROM assessment_round WHERE id = ?1", error);
  if (row == NULL)
    return FALSE;

  cadre_statement_bind_int64 (row, 1, self->id);
  if (!cadre_statement_step (row, error))
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("There is no round of assessment number %ld"),
                     (glong) self->id);
      return FALSE;
    }

  self->year = (int) cadre_statement_get_int64 (row, 1);
  self->cap = cadre_decimal_from_double (cadre_statement_get_double (row, 2));
  self->cap_rounds_up = strcmp (cadre_statement_get_text (row, 3), "up") == 0;
  self->cap_rounds_down = strcmp (cadre_statement_get_text (row, 3), "down") == 0;
  self->pool_is_unit = strcmp (cadre_statement_get_text (row, 4), "unit") == 0;
  self->people_id = cadre_statement_get_int64 (row, 5);
  self->scheme = cadre_scheme_load (self->archive, cadre_statement_get_int64 (row, 0), error);

  return self->scheme != NULL;
}

static gboolean
check_scheme (CadreRound  *self,
              GError     **error)
{
  g_autoptr(GPtrArray) faults = cadre_scheme_find_faults (self->scheme);

  if (faults->len == 0)
    return TRUE;

  g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("Scheme “%s” is not whole: %s"), self->scheme->name,
               (char *) g_ptr_array_index (faults, 0));
  return FALSE;
}

/* Categories with 公务员 in their name, and those managed like them (参照), have
 * the civil servants' words; all others 合格. */
static const char participants_sql[] =
  "SELECT t.id, t.person_id, t.unit_id, t.takes_part, "
  "  coalesce ((SELECT c.position FROM code c WHERE c.set_key = 'post-level' AND c.name = p.post_level), 0), "
  "  coalesce (p.category LIKE '%公务员%' OR p.category LIKE '参照%' OR p.category LIKE '%类', 0) "
  "FROM participant t JOIN person p ON p.id = t.person_id WHERE t.round_id = ?1 ORDER BY t.person_id";

static gboolean
load_participants (CadreRound  *self,
                   GError     **error)
{
  g_autoptr(CadreStatement) row = cadre_archive_prepare (self->archive, participants_sql, error);

  if (row == NULL)
    return FALSE;

  cadre_statement_bind_int64 (row, 1, self->people_id);
  while (cadre_statement_step (row, error))
    {
      CadreRoundEntry entry = {
        .id = cadre_statement_get_int64 (row, 0),
        .person_id = cadre_statement_get_int64 (row, 1),
        .unit_id = cadre_statement_get_int64 (row, 2),
        .level = (guint) cadre_statement_get_int64 (row, 4),
        .civil_servant = cadre_statement_get_int64 (row, 5) != 0,
      };

      if (cadre_statement_get_int64 (row, 3) != 0)
        g_array_append_val (self->entries, entry);
      else
        self->n_outside++;
    }

  return cadre_statement_is_done (row);
}

static gboolean
load_facts (CadreRound  *self,
            GError     **error)
{
  g_autoptr(GHashTable) places = g_hash_table_new (NULL, NULL);
  guint n = self->entries->len;

  for (guint i = 0; i < n; i++)
    g_hash_table_insert (places, GSIZE_TO_POINTER ((gsize) g_array_index (self->entries, CadreRoundEntry, i).person_id),
                         GUINT_TO_POINTER (i + 1));

  for (guint i = 0; i < self->scheme->indicators->len; i++)
    {
      const CadreIndicator *indicator = g_ptr_array_index (self->scheme->indicators, i);

      for (guint f = 0; indicator->formula != NULL && f < cadre_formula_n_facts (indicator->formula); f++)
        {
          CadreDecimal *values = g_new (CadreDecimal, n + 1);
          gboolean *known = g_new (gboolean, n + 1);

          g_ptr_array_add (self->facts, values);
          g_ptr_array_add (self->facts_known, known);
          if (!_cadre_score_fact_load (self->archive, cadre_formula_get_fact (indicator->formula, f), self->year,
                                       places, values, known, n, error))
            {
              g_prefix_error (error, "%s: %s: ", self->scheme->name, indicator->name);
              return FALSE;
            }
        }
    }

  return TRUE;
}

/*
 * _cadre_round_load:
 *
 * Reads a round with its scheme, those who take part, and their facts.
 */
CadreRound *
_cadre_round_load (CadreArchive  *archive,
                   gint64         id,
                   GError       **error)
{
  g_autoptr(CadreRound) self = g_new0 (CadreRound, 1);

  self->archive = g_object_ref (archive);
  self->id = id;
  self->entries = g_array_new (FALSE, TRUE, sizeof (CadreRoundEntry));
  self->pools = g_array_new (FALSE, TRUE, sizeof (CadreRoundPool));
  self->facts = g_ptr_array_new_with_free_func (g_free);
  self->facts_known = g_ptr_array_new_with_free_func (g_free);

  if (!load_head (self, error) || !check_scheme (self, error) ||
      !load_participants (self, error) || !load_facts (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

gboolean
_cadre_round_get_fact (CadreRound   *self,
                       guint         entry,
                       guint         fact,
                       CadreDecimal *value)
{
  *value = ((CadreDecimal *) g_ptr_array_index (self->facts, fact))[entry];
  return ((gboolean *) g_ptr_array_index (self->facts_known, fact))[entry];
}

/* ---- scoring */

typedef struct
{
  CadreRound *round;
  guint entry;
} FactOwner;

static gboolean
lookup_cb (guint         fact,
           CadreDecimal *value,
           gpointer      user_data)
{
  FactOwner *owner = user_data;

  return _cadre_round_get_fact (owner->round, owner->entry, fact, value);
}

/* From the database's keys to places in the scheme. */
typedef struct
{
  GHashTable *indicators;
  GHashTable *groups;
  guint n_columns;
} Places;

static void
places_clear (Places *places)
{
  g_clear_pointer (&places->indicators, g_hash_table_unref);
  g_clear_pointer (&places->groups, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Places, places_clear)

static guint
find_indicator (const CadreScheme *scheme,
                const char        *key)
{
  for (guint i = 0; i < scheme->indicators->len; i++)
    if (g_str_equal (((CadreIndicator *) g_ptr_array_index (scheme->indicators, i))->key, key))
      return i + 1;

  return 0;
}

static guint
find_group (const CadreScheme *scheme,
            const char        *name)
{
  for (guint i = 0; i < scheme->groups->len; i++)
    if (g_str_equal (((CadreScorerGroup *) g_ptr_array_index (scheme->groups, i))->name, name))
      return i + 1;

  return 0;
}

/* A trial's scheme is a copy: its indicators are those of the same key, its groups those of the same name. */
static gboolean
places_init (Places      *places,
             CadreRound  *self,
             GError     **error)
{
  g_autoptr(CadreStatement) row = NULL;

  places->indicators = g_hash_table_new (NULL, NULL);
  places->groups = g_hash_table_new (NULL, NULL);
  places->n_columns = CADRE_SCORE_N_COLUMNS (self->scheme);

  row = cadre_archive_prepare (self->archive,
                               "SELECT i.id, i.key, NULL FROM assessment_round o JOIN indicator i ON i.scheme_id = o.scheme_id "
                               "WHERE o.id = ?1 UNION ALL SELECT g.id, NULL, g.name FROM assessment_round o "
                               "JOIN scorer_group g ON g.scheme_id = o.scheme_id WHERE o.id = ?1", error);
  if (row == NULL)
    return FALSE;

  cadre_statement_bind_int64 (row, 1, self->people_id);
  while (cadre_statement_step (row, error))
    {
      const char *key = cadre_statement_get_text (row, 1);
      guint place = key != NULL ? find_indicator (self->scheme, key) : find_group (self->scheme, cadre_statement_get_text (row, 2));

      g_hash_table_insert (key != NULL ? places->indicators : places->groups,
                           GSIZE_TO_POINTER ((gsize) cadre_statement_get_int64 (row, 0)), GUINT_TO_POINTER (place));
    }

  return cadre_statement_is_done (row);
}

static void
add_score (const Places   *places,
           CadreStatement *row,
           CadreScoreCell *cells)
{
  guint indicator = GPOINTER_TO_UINT (g_hash_table_lookup (places->indicators,
                                                           GSIZE_TO_POINTER ((gsize) cadre_statement_get_int64 (row, 1))));
  guint column = GPOINTER_TO_UINT (g_hash_table_lookup (places->groups,
                                                        GSIZE_TO_POINTER ((gsize) cadre_statement_get_int64 (row, 2))));

  if (indicator > 0)
    _cadre_score_cell_add (&cells[(indicator - 1) * places->n_columns + column],
                           cadre_decimal_from_double (cadre_statement_get_double (row, 3)));
}

static void
score_entry (CadreRound     *self,
             guint           index,
             CadreScoreCell *cells,
             CadreScoreNode *nodes)
{
  CadreRoundEntry *entry = &g_array_index (self->entries, CadreRoundEntry, index);
  FactOwner owner = { self, index };

  entry->open = !_cadre_score_compute (self->scheme, cells, lookup_cb, &owner, nodes, &entry->total, &entry->vetoed);
  if (self->scheme->tie_indicator >= 0)
    entry->tie = nodes[self->scheme->tie_indicator].value;
}

/*
 * _cadre_round_score:
 *
 * Gives every entry its total. The scores stream by person, as the
 * indexes have them; the totals do not depend on the order of their entry.
 */
gboolean
_cadre_round_score (CadreRound  *self,
                    GError     **error)
{
  guint n_cells = self->scheme->indicators->len * CADRE_SCORE_N_COLUMNS (self->scheme);
  g_autofree CadreScoreCell *cells = g_new0 (CadreScoreCell, n_cells + 1);
  g_autofree CadreScoreNode *nodes = g_new0 (CadreScoreNode, self->scheme->indicators->len + 1);
  g_autoptr(CadreStatement) row = NULL;
  g_auto(Places) places = { 0 };
  guint index = 0;

  row = cadre_archive_prepare (self->archive,
                               "SELECT t.person_id, s.indicator_id, s.group_id, s.value "
                               "FROM participant t CROSS JOIN score s ON s.participant_id = t.id "
                               "WHERE t.round_id = ?1 AND t.takes_part ORDER BY t.person_id", error);
  if (row == NULL)
    return FALSE;

  if (!places_init (&places, self, error))
    return FALSE;
  cadre_statement_bind_int64 (row, 1, self->people_id);
  while (cadre_statement_step (row, error))
    {
      gint64 person_id = cadre_statement_get_int64 (row, 0);

      /* Whoever has no score at all is passed over on the way. */
      while (g_array_index (self->entries, CadreRoundEntry, index).person_id < person_id)
        {
          score_entry (self, index++, cells, nodes);
          memset (cells, 0, n_cells * sizeof (CadreScoreCell));
        }
      add_score (&places, row, cells);
    }

  if (!cadre_statement_is_done (row))
    return FALSE;

  for (; index < self->entries->len; index++)
    {
      score_entry (self, index, cells, nodes);
      memset (cells, 0, n_cells * sizeof (CadreScoreCell));
    }

  return TRUE;
}
