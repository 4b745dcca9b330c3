/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Ranks and grades of a round whose totals are known. */

#define G_LOG_DOMAIN "cadre-round"

#include "config.h"

#include "cadre-round-private.h"

/* Among whom somebody is ranked. */
typedef enum
{
  AMONG_ALL,
  AMONG_UNIT,
  AMONG_LEVEL,
} Among;

static gint64
get_group (const CadreRoundEntry *entry,
           Among                  among)
{
  return among == AMONG_UNIT ? entry->unit_id : among == AMONG_LEVEL ? entry->level : 0;
}

/* By group, those with a total first, the highest first; of equal ones those that the tie rule has first. */
static int
compare_cb (gconstpointer a,
            gconstpointer b,
            gpointer      data)
{
  const CadreRoundEntry *left = *(CadreRoundEntry * const *) a;
  const CadreRoundEntry *right = *(CadreRoundEntry * const *) b;
  Among among = GPOINTER_TO_UINT (data);

  if (get_group (left, among) != get_group (right, among))
    return get_group (left, among) < get_group (right, among) ? -1 : 1;
  if (left->open != right->open)
    return left->open ? 1 : -1;
  if (left->total != right->total)
    return left->total > right->total ? -1 : 1;
  if (left->tie != right->tie)
    return left->tie > right->tie ? -1 : 1;

  return left->id < right->id ? -1 : left->id > right->id;
}

static GPtrArray *
sort_by (CadreRound *self,
         Among       among)
{
  GPtrArray *sorted = g_ptr_array_sized_new (self->entries->len);

  for (guint i = 0; i < self->entries->len; i++)
    g_ptr_array_add (sorted, &g_array_index (self->entries, CadreRoundEntry, i));
  g_ptr_array_sort_with_data (sorted, compare_cb, GUINT_TO_POINTER (among));

  return sorted;
}

static guint *
get_rank (CadreRoundEntry *entry,
          Among            among)
{
  return among == AMONG_UNIT ? &entry->rank_unit : among == AMONG_LEVEL ? &entry->rank_level : &entry->rank_all;
}

/* 1, 2, 2, 4: equal totals have equal ranks. */
static void
rank_by (CadreRound *self,
         Among       among)
{
  g_autoptr(GPtrArray) sorted = sort_by (self, among);
  guint first = 0;

  for (guint i = 0; i < sorted->len; i++)
    {
      CadreRoundEntry *entry = g_ptr_array_index (sorted, i);
      CadreRoundEntry *before = i > 0 ? g_ptr_array_index (sorted, i - 1) : NULL;

      if (before == NULL || get_group (before, among) != get_group (entry, among))
        first = i;
      if (entry->open)
        *get_rank (entry, among) = 0;
      else if (i > first && before->total == entry->total)
        *get_rank (entry, among) = *get_rank (before, among);
      else
        *get_rank (entry, among) = i - first + 1;
    }
}

void
_cadre_round_rank (CadreRound *self)
{
  rank_by (self, AMONG_UNIT);
  rank_by (self, AMONG_LEVEL);
  rank_by (self, AMONG_ALL);
}

static guint
get_line (const CadreScheme *scheme,
          CadreDecimal       total)
{
  guint line = 0;

  while (line + 1 < scheme->grades->len && total < ((CadreGradeLine *) g_ptr_array_index (scheme->grades, line))->from)
    line++;

  return line;
}

/* How many of @n may have the highest grade. */
static guint
get_places (CadreRound *self,
            guint       n)
{
  CadreDecimal share = self->cap * n;

  if (self->cap_rounds_up)
    share += CADRE_DECIMAL_ONE - 1;
  else if (!self->cap_rounds_down)
    share += CADRE_DECIMAL_ONE / 2;

  return (guint) (share / CADRE_DECIMAL_ONE);
}

static gboolean
wants_highest (const CadreRoundEntry *entry)
{
  return !entry->open && !entry->vetoed && entry->grade == 0;
}

static gboolean
is_tied (const CadreRoundEntry *a,
         const CadreRoundEntry *b)
{
  return a->total == b->total && a->tie == b->tie;
}

/* How many of @wanting, in their order, get the highest grade. */
static guint
count_given (CadreRound     *self,
             GPtrArray      *wanting,
             CadreRoundPool *pool)
{
  guint n = MIN (pool->places, wanting->len);
  const CadreRoundEntry *next;

  if (n == 0 || n == wanting->len || !is_tied (g_ptr_array_index (wanting, n - 1), g_ptr_array_index (wanting, n)))
    return n;

  next = g_ptr_array_index (wanting, n);
  for (guint i = 0; i < wanting->len; i++)
    pool->n_tied += is_tied (g_ptr_array_index (wanting, i), next);

  if (self->scheme->tie_rule == CADRE_TIE_ALL)
    while (n < wanting->len && is_tied (g_ptr_array_index (wanting, n), next))
      n++;
  else
    while (n > 0 && is_tied (g_ptr_array_index (wanting, n - 1), next))
      n--;

  return n;
}

/* @sorted are the members; those that reached the highest line come first but
 * for those vetoed. The cap's base is all who take part, scored or not. */
static void
cap_pool (CadreRound       *self,
          CadreRoundEntry **sorted,
          guint             n)
{
  CadreRoundPool pool = {
    .unit_id = self->pool_is_unit ? sorted[0]->unit_id : 0,
    .base = n,
    .share = self->cap * n,
    .places = get_places (self, n),
  };
  g_autoptr(GPtrArray) wanting = g_ptr_array_new ();

  for (guint i = 0; i < n; i++)
    if (wants_highest (sorted[i]))
      g_ptr_array_add (wanting, sorted[i]);

  pool.n_reached = wanting->len;
  pool.n_given = count_given (self, wanting, &pool);
  if (pool.n_given > 0)
    pool.last = ((CadreRoundEntry *) g_ptr_array_index (wanting, pool.n_given - 1))->total;

  for (guint i = pool.n_given; i < wanting->len; i++)
    {
      CadreRoundEntry *entry = g_ptr_array_index (wanting, i);

      entry->capped = TRUE;
      entry->grade = 1;
      entry->short_of = pool.n_given > 0 ? pool.last - entry->total : 0;
    }
  g_array_append_val (self->pools, pool);
}

/*
 * _cadre_round_grade:
 *
 * The lines give grades, a veto the lowest, and the cap takes the highest
 * from those behind: 优秀 not over 20 % of those who take part (公务员考核规定 2020, 10), by unit or
 * together as the round says.
 */
void
_cadre_round_grade (CadreRound *self)
{
  Among pool = self->pool_is_unit ? AMONG_UNIT : AMONG_ALL;
  g_autoptr(GPtrArray) sorted = sort_by (self, pool);
  guint first = 0;

  g_array_set_size (self->pools, 0);
  for (guint i = 0; i < self->entries->len; i++)
    {
      CadreRoundEntry *entry = &g_array_index (self->entries, CadreRoundEntry, i);

      entry->capped = FALSE;
      entry->short_of = 0;
      entry->grade = entry->vetoed ? self->scheme->grades->len - 1 : get_line (self->scheme, entry->total);
    }

  for (guint i = 0; i < sorted->len; i++)
    if (i + 1 == sorted->len ||
        get_group (g_ptr_array_index (sorted, i), pool) != get_group (g_ptr_array_index (sorted, i + 1), pool))
      {
        cap_pool (self, (CadreRoundEntry **) sorted->pdata + first, i + 1 - first);
        first = i + 1;
      }
}
