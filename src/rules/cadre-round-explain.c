/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Why this score: the tree of one person, computed again by the same code,
 * with the scores and facts behind each leaf. */

#define G_LOG_DOMAIN "cadre-round"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cadre-round-private.h"

typedef struct
{
  CadreRound *round;
  guint entry;
  CadreScoreCell *cells;
  CadreScoreNode *nodes;
  GPtrArray *reasons;
  guint first_fact;
  gboolean with_sources;
} Explainer;

void
cadre_score_reason_free (CadreScoreReason *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->clause);
  g_free (self->weight);
  g_free (self->value);
  g_free (self->part);
  g_ptr_array_unref (self->sources);
  g_free (self);
}

/* Whole numbers without decimals, others with as many as they need. */
static char *
format_short (CadreDecimal value)
{
  char *text = cadre_decimal_format (value, 4);
  gsize length = strlen (text);

  while (text[length - 1] == '0')
    text[--length] = '\0';
  if (text[length - 1] == '.')
    text[length - 1] = '\0';

  return text;
}

static guint
get_depth (const CadreScheme    *scheme,
           const CadreIndicator *indicator)
{
  guint depth = 0;

  for (int parent = indicator->parent; parent >= 0; depth++)
    parent = ((CadreIndicator *) g_ptr_array_index (scheme->indicators, (guint) parent))->parent;

  return depth;
}

static gboolean
lookup_cb (guint         fact,
           CadreDecimal *value,
           gpointer      user_data)
{
  Explainer *self = user_data;

  return _cadre_round_get_fact (self->round, self->entry, fact, value);
}

/* 学时 = 96 and the records behind it; then the formula itself. */
static gboolean
tell_facts (Explainer             *self,
            const CadreIndicator  *indicator,
            GPtrArray             *sources,
            GError               **error)
{
  gint64 person_id = g_array_index (self->round->entries, CadreRoundEntry, self->entry).person_id;

  for (guint f = 0; f < cadre_formula_n_facts (indicator->formula); f++)
    {
      CadreDecimal value;
      gboolean known = lookup_cb (self->first_fact + f, &value, self);
      g_autofree char *text = known ? format_short (value) : g_strdup (_("not known"));

      g_ptr_array_add (sources, g_strdup_printf ("%s = %s", cadre_formula_get_fact (indicator->formula, f), text));
      if (!_cadre_score_fact_tell (self->round->archive, cadre_formula_get_fact (indicator->formula, f), self->round->year,
                                   person_id, sources, error))
        return FALSE;
    }

  g_ptr_array_add (sources, g_strdup (indicator->formula_text));
  self->first_fact += cadre_formula_n_facts (indicator->formula);
  return TRUE;
}

/* 上级（局长甲）: 92; those left out are told so. */
static gboolean
tell_scores (Explainer             *self,
             const CadreIndicator  *indicator,
             const CadreScoreCell  *row,
             GPtrArray             *sources,
             GError               **error)
{
  const CadreRoundEntry *entry = &g_array_index (self->round->entries, CadreRoundEntry, self->entry);
  g_autoptr(CadreStatement) score = NULL;

  score = cadre_archive_prepare (self->round->archive,
                                 "SELECT g.name, s.scorer, s.value, s.source FROM score s "
                                 "LEFT JOIN scorer_group g ON g.id = s.group_id "
                                 "WHERE s.participant_id = ?1 AND s.indicator_id = ?2 ORDER BY g.id, s.scorer", error);
  if (score == NULL)
    return FALSE;

  cadre_statement_bind_int64 (score, 1, entry->id);
  cadre_statement_bind_int64 (score, 2, indicator->id);
  while (cadre_statement_step (score, error))
    {
      const char *group = cadre_statement_get_text (score, 0);
      const char *scorer = cadre_statement_get_text (score, 1);
      const char *source = cadre_statement_get_text (score, 3);
      g_autofree char *value = format_short (cadre_decimal_from_double (cadre_statement_get_double (score, 2)));

      g_ptr_array_add (sources, g_strdup_printf ("%s%s%s%s%s%s%s%s", group != NULL ? group : "",
                                                 *scorer != '\0' ? "（" : "", scorer, *scorer != '\0' ? "）" : "",
                                                 group != NULL || *scorer != '\0' ? ": " : "", value,
                                                 source != NULL ? " · " : "", source != NULL ? source : ""));
    }

  if (!cadre_statement_is_done (score))
    return FALSE;

  for (guint column = 0; indicator->trim && column < CADRE_SCORE_N_COLUMNS (self->round->scheme); column++)
    if (row[column].count >= 3)
      {
        g_autofree char *lowest = format_short (row[column].lowest);
        g_autofree char *highest = format_short (row[column].highest);

        g_ptr_array_add (sources, g_strdup_printf (_("left out: the highest (%s) and the lowest (%s)"), highest, lowest));
      }

  return TRUE;
}

static gboolean
explain_indicator (Explainer  *self,
                   guint       index,
                   GError    **error)
{
  const CadreScheme *scheme = self->round->scheme;
  const CadreIndicator *indicator = g_ptr_array_index (scheme->indicators, index);
  const CadreScoreNode *node = &self->nodes[index];
  const CadreScoreCell *row = self->cells + index * CADRE_SCORE_N_COLUMNS (scheme);
  CadreScoreReason *reason = g_new0 (CadreScoreReason, 1);

  reason->depth = get_depth (scheme, indicator);
  reason->indicator_id = indicator->id;
  reason->name = g_strdup (indicator->name);
  reason->clause = g_strdup (indicator->clause);
  reason->weight = indicator->nature == CADRE_INDICATOR_SCORE ? format_short (indicator->weight) : NULL;
  reason->value = node->known ? format_short (node->value) : NULL;
  reason->part = node->known ? format_short (node->part) : NULL;
  reason->sources = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->reasons, reason);

  if (indicator->is_group || !self->with_sources)
    return TRUE;
  return indicator->formula != NULL ? tell_facts (self, indicator, reason->sources, error)
                                    : tell_scores (self, indicator, row, reason->sources, error);
}

static gboolean
load_cells (Explainer  *self,
            GError    **error)
{
  const CadreScheme *scheme = self->round->scheme;
  g_autoptr(CadreStatement) score = NULL;

  score = cadre_archive_prepare (self->round->archive,
                                 "SELECT indicator_id, group_id, value FROM score WHERE participant_id = ?1", error);
  if (score == NULL)
    return FALSE;

  cadre_statement_bind_int64 (score, 1, g_array_index (self->round->entries, CadreRoundEntry, self->entry).id);
  while (cadre_statement_step (score, error))
    for (guint i = 0; i < scheme->indicators->len; i++)
      {
        guint column = 0;

        if (((CadreIndicator *) g_ptr_array_index (scheme->indicators, i))->id != cadre_statement_get_int64 (score, 0))
          continue;
        for (guint g = 0; g < scheme->groups->len; g++)
          if (((CadreScorerGroup *) g_ptr_array_index (scheme->groups, g))->id == cadre_statement_get_int64 (score, 1))
            column = g + 1;
        _cadre_score_cell_add (&self->cells[i * CADRE_SCORE_N_COLUMNS (scheme) + column],
                               cadre_decimal_from_double (cadre_statement_get_double (score, 2)));
      }

  return cadre_statement_is_done (score);
}

static gboolean
find_entry (CadreRound  *round,
            gint64       person_id,
            guint       *index,
            GError     **error)
{
  for (*index = 0; *index < round->entries->len; (*index)++)
    if (g_array_index (round->entries, CadreRoundEntry, *index).person_id == person_id)
      return TRUE;

  g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("This person does not take part in this round"));
  return FALSE;
}

static gboolean
explain_entry (Explainer  *self,
               guint       entry,
               GError    **error)
{
  const CadreScheme *scheme = self->round->scheme;
  CadreDecimal total;
  gboolean vetoed;

  self->entry = entry;
  self->first_fact = 0;
  memset (self->cells, 0, scheme->indicators->len * CADRE_SCORE_N_COLUMNS (scheme) * sizeof (CadreScoreCell));
  if (!load_cells (self, error))
    return FALSE;

  _cadre_score_compute (scheme, self->cells, lookup_cb, self, self->nodes, &total, &vetoed);
  _cadre_score_tell_parts (scheme, self->nodes);
  for (guint i = 0; i < scheme->indicators->len; i++)
    if (!explain_indicator (self, i, error))
      return FALSE;

  return TRUE;
}

static void
explainer_init (Explainer  *self,
                CadreRound *round,
                gboolean    with_sources)
{
  self->round = round;
  self->with_sources = with_sources;
  self->cells = g_new0 (CadreScoreCell, round->scheme->indicators->len * CADRE_SCORE_N_COLUMNS (round->scheme) + 1);
  self->nodes = g_new0 (CadreScoreNode, round->scheme->indicators->len + 1);
}

static void
explainer_clear (Explainer *self)
{
  g_free (self->cells);
  g_free (self->nodes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Explainer, explainer_clear)

/**
 * cadre_round_explain:
 *
 * Opens up one person's total: the indicators in their order, each with its
 * weight, what it came to, what it brings, and the scores or facts behind.
 *
 * Returns: (transfer full) (element-type CadreScoreReason): the lines, or
 *   %NULL with @error set
 */
GPtrArray *
cadre_round_explain (CadreArchive  *archive,
                     gint64         round_id,
                     gint64         person_id,
                     GError       **error)
{
  g_autoptr(CadreRound) round = _cadre_round_load (archive, round_id, error);
  g_autoptr(GPtrArray) reasons = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_score_reason_free);
  g_auto(Explainer) self = { 0 };
  guint entry;

  if (round == NULL || !find_entry (round, person_id, &entry, error))
    return NULL;

  explainer_init (&self, round, TRUE);
  self.reasons = reasons;
  return explain_entry (&self, entry, error) ? g_steal_pointer (&reasons) : NULL;
}

/**
 * cadre_round_explain_all:
 * @persons: (nullable): ids as keys; %NULL for all who take part
 * @with_sources: whether the scores and facts behind are told, too
 * @func: called for each
 *
 * Opens up the totals of many.
 */
gboolean
cadre_round_explain_all (CadreArchive           *archive,
                         gint64                  round_id,
                         GHashTable             *persons,
                         gboolean                with_sources,
                         CadreRoundExplainFunc   func,
                         gpointer                data,
                         GError                **error)
{
  g_autoptr(CadreRound) round = _cadre_round_load (archive, round_id, error);
  g_auto(Explainer) self = { 0 };

  if (round == NULL)
    return FALSE;

  explainer_init (&self, round, with_sources);
  for (guint i = 0; i < round->entries->len; i++)
    {
      gint64 person_id = g_array_index (round->entries, CadreRoundEntry, i).person_id;
      g_autoptr(GPtrArray) reasons = NULL;

      if (persons != NULL && !g_hash_table_contains (persons, GSIZE_TO_POINTER ((gsize) person_id)))
        continue;
      self.reasons = reasons = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_score_reason_free);
      if (!explain_entry (&self, i, error))
        return FALSE;
      if (!func (person_id, reasons, data))
        break;
    }

  return TRUE;
}
