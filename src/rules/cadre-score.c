/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-score"

#include "config.h"

#include "cadre-score-private.h"

#define HUNDRED (100 * CADRE_DECIMAL_ONE)

/* Fewer scorers than this and there is no middle to keep. */
#define MIN_TO_TRIM 3

typedef struct
{
  const CadreScheme *scheme;
  const CadreScoreCell *cells;
  CadreFormulaLookup lookup;
  gpointer user_data;
  CadreScoreNode *nodes;
  gboolean vetoed;
} Scorer;

/* A formula numbers its own facts; the caller numbers those of all. */
typedef struct
{
  Scorer *scorer;
  guint first;
} FactBase;

void
_cadre_score_cell_add (CadreScoreCell *cell,
                       CadreDecimal    value)
{
  cell->lowest = cell->count == 0 ? value : MIN (cell->lowest, value);
  cell->highest = cell->count == 0 ? value : MAX (cell->highest, value);
  cell->sum += value;
  cell->count++;
}

/* The mean, without the highest and the lowest where the indicator says so. */
gboolean
_cadre_score_cell_get (const CadreScoreCell *cell,
                       gboolean              trim,
                       CadreDecimal         *value)
{
  CadreDecimal sum = cell->sum;
  guint count = cell->count;

  if (count == 0)
    return FALSE;

  if (trim && count >= MIN_TO_TRIM)
    {
      sum -= cell->lowest + cell->highest;
      count -= 2;
    }

  *value = cadre_decimal_divide (sum, count * CADRE_DECIMAL_ONE);
  return TRUE;
}

static gboolean
combine_groups (Scorer               *self,
                const CadreIndicator *indicator,
                const CadreScoreCell *row,
                CadreDecimal         *value)
{
  const CadreScheme *scheme = self->scheme;
  CadreDecimal sum = 0, weights = 0;

  for (guint g = 0; g < scheme->groups->len; g++)
    {
      const CadreScorerGroup *group = g_ptr_array_index (scheme->groups, g);
      CadreDecimal mean = 0;
      gboolean known = _cadre_score_cell_get (&row[g + 1], indicator->trim, &mean);

      if (!known && indicator->missing == CADRE_MISSING_OPEN)
        return FALSE;
      if (!known && indicator->missing == CADRE_MISSING_LEAVE_OUT)
        continue;
      sum += cadre_decimal_multiply (mean, group->weight);
      weights += group->weight;
    }

  if (weights == 0)
    return FALSE;

  *value = cadre_decimal_divide (sum, weights);
  return TRUE;
}

static gboolean
lookup_cb (guint         fact,
           CadreDecimal *value,
           gpointer      user_data)
{
  FactBase *base = user_data;

  return base->scorer->lookup (base->first + fact, value, base->scorer->user_data);
}

/* What was given or computed, in the indicator's own points. */
static gboolean
get_points (Scorer       *self,
            guint         index,
            guint         first_fact,
            CadreDecimal *points)
{
  const CadreIndicator *indicator = g_ptr_array_index (self->scheme->indicators, index);
  const CadreScoreCell *row = self->cells + index * CADRE_SCORE_N_COLUMNS (self->scheme);
  FactBase base = { self, first_fact };
  gboolean known;

  if (indicator->formula != NULL)
    known = cadre_formula_evaluate (indicator->formula, lookup_cb, &base, points);
  else if (row[0].count > 0)
    known = _cadre_score_cell_get (&row[0], indicator->trim, points);
  else
    known = combine_groups (self, indicator, row, points);

  if (known)
    *points = MAX (0, *points);
  return known;
}

static void
score_leaf (Scorer *self,
            guint   index,
            guint   first_fact)
{
  const CadreIndicator *indicator = g_ptr_array_index (self->scheme->indicators, index);
  CadreScoreNode *node = &self->nodes[index];
  CadreDecimal points = 0;

  node->known = get_points (self, index, first_fact, &points);
  switch (indicator->nature)
    {
    case CADRE_INDICATOR_SCORE:
      node->open = !node->known && indicator->missing == CADRE_MISSING_OPEN;
      node->known |= indicator->missing == CADRE_MISSING_ZERO;
      node->value = indicator->full > 0
                    ? MIN (HUNDRED, cadre_decimal_divide (cadre_decimal_multiply (points, HUNDRED), indicator->full)) : 0;
      break;

    case CADRE_INDICATOR_VETO:
      self->vetoed |= points > 0;
      node->value = points;
      break;

    case CADRE_INDICATOR_DEDUCTION:
    case CADRE_INDICATOR_BONUS:
    default:
      node->value = indicator->cap > 0 ? MIN (points, indicator->cap) : points;
      break;
    }
}

/* What the children of @parent (-1: the whole) make together. */
static void
combine_children (Scorer         *self,
                  int             parent,
                  CadreScoreNode *result)
{
  const CadreScheme *scheme = self->scheme;
  CadreDecimal sum = 0, weights = HUNDRED, points = 0;

  result->open = FALSE;
  for (guint i = (guint) (parent + 1); i < scheme->indicators->len; i++)
    {
      const CadreIndicator *child = g_ptr_array_index (scheme->indicators, i);
      const CadreScoreNode *node = &self->nodes[i];

      if (child->parent != parent)
        continue;
      if (child->nature == CADRE_INDICATOR_SCORE)
        {
          if (node->known)
            sum += cadre_decimal_multiply (node->value, child->weight);
          else
            weights -= child->weight;
          result->open |= node->open;
        }
      else if (child->nature != CADRE_INDICATOR_VETO && node->known)
        points += child->nature == CADRE_INDICATOR_BONUS ? node->value : -node->value;
    }

  result->known = !result->open && weights > 0;
  if (result->known)
    result->value = MAX (0, cadre_decimal_divide (sum, weights) + points);
}

/*
 * _cadre_score_compute:
 * @cells: of one person, indicator by indicator, column by column
 * @lookup: the person's facts, numbered through the scheme's formulas
 * @nodes: (out caller-allocates): one for each indicator
 * @total: (out): rounded as the scheme says
 * @vetoed: (out): whether an indicator of 一票否决 holds
 *
 * Returns: %FALSE while scores are missing that the scheme waits for
 */
gboolean
_cadre_score_compute (const CadreScheme    *scheme,
                      const CadreScoreCell *cells,
                      CadreFormulaLookup    lookup,
                      gpointer              user_data,
                      CadreScoreNode       *nodes,
                      CadreDecimal         *total,
                      gboolean             *vetoed)
{
  Scorer self = { scheme, cells, lookup, user_data, nodes, FALSE };
  CadreScoreNode whole = { 0 };
  guint first_fact = 0;

  for (guint i = 0; i < scheme->indicators->len; i++)
    {
      const CadreIndicator *indicator = g_ptr_array_index (scheme->indicators, i);

      nodes[i] = (CadreScoreNode) { 0 };
      if (!indicator->is_group)
        score_leaf (&self, i, first_fact);
      if (indicator->formula != NULL)
        first_fact += cadre_formula_n_facts (indicator->formula);
    }

  /* Children stand behind their parents. */
  for (guint i = scheme->indicators->len; i-- > 0;)
    if (((CadreIndicator *) g_ptr_array_index (scheme->indicators, i))->is_group)
      combine_children (&self, (int) i, &nodes[i]);

  combine_children (&self, -1, &whole);
  *vetoed = self.vetoed;
  *total = cadre_decimal_round (whole.value, scheme->places, scheme->rounding);

  return whole.known;
}

/* What the scores below @parent weigh together: 100 but for those left out. */
static CadreDecimal
weigh_children (const CadreScheme    *scheme,
                const CadreScoreNode *nodes,
                int                   parent)
{
  CadreDecimal weights = HUNDRED;

  for (guint i = (guint) (parent + 1); i < scheme->indicators->len; i++)
    {
      const CadreIndicator *child = g_ptr_array_index (scheme->indicators, i);

      if (child->parent == parent && child->nature == CADRE_INDICATOR_SCORE && !nodes[i].known && !nodes[i].open)
        weights -= child->weight;
    }

  return weights;
}

/*
 * _cadre_score_tell_parts:
 * @nodes: as _cadre_score_compute() left them
 *
 * Says what each child brings its parent; only who explains a score asks.
 */
void
_cadre_score_tell_parts (const CadreScheme *scheme,
                         CadreScoreNode    *nodes)
{
  for (guint i = 0; i < scheme->indicators->len; i++)
    {
      const CadreIndicator *indicator = g_ptr_array_index (scheme->indicators, i);
      CadreScoreNode *node = &nodes[i];

      if (!node->known)
        continue;
      if (indicator->nature == CADRE_INDICATOR_SCORE)
        node->part = cadre_decimal_divide (cadre_decimal_multiply (node->value, indicator->weight),
                                           weigh_children (scheme, nodes, indicator->parent));
      else
        node->part = indicator->nature == CADRE_INDICATOR_BONUS ? node->value
                     : indicator->nature == CADRE_INDICATOR_DEDUCTION ? -node->value : 0;
    }
}
