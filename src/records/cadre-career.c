/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A person's career as dated facts of four kinds, out of their own tables.
 * It is what the staircase on a person's page draws. */

#define G_LOG_DOMAIN "cadre-career"

#include "config.h"

#include "cadre-career.h"

/* Study shorter than this would hide what matters. */
#define SHORTEST_STUDY "2"

/* The columns that each kind's statement gives: id, since, until, level's
 * name, level's place in the official table (1 is the highest), title. */
static const struct
{
  const char *record;
  const char *sql;
} kinds[] = {
  [CADRE_CAREER_POST] = {
    "appointment",
    "SELECT a.id, a.since, a.until, a.post_level, "
    "  (SELECT c.position FROM code c WHERE c.set_key = 'post-level' AND c.name = a.post_level), "
    "  coalesce (u.short_name, u.name, a.unit_name, '') || a.post_name "
    "FROM appointment a LEFT JOIN unit u ON u.id = a.unit_id WHERE a.person_id = ?1 ORDER BY a.since, a.position, a.id",
  },
  [CADRE_CAREER_POSTING] = {
    "posting",
    "SELECT p.id, p.since, p.until, NULL, NULL, coalesce (u.short_name, u.name, '') || coalesce (p.post_name, p.kind) "
    "FROM posting p LEFT JOIN unit u ON u.id = p.unit_id WHERE p.person_id = ?1 ORDER BY p.since, p.id",
  },
  [CADRE_CAREER_STUDY] = {
    "study",
    "SELECT id, since, until, NULL, NULL, title FROM study "
    "WHERE person_id = ?1 AND since IS NOT NULL AND (class_id IS NOT NULL OR days >= " SHORTEST_STUDY ") "
    "ORDER BY since, id",
  },
  [CADRE_CAREER_GRADE] = {
    "assessment",
    "SELECT id, CAST (year AS TEXT), CAST (year AS TEXT), NULL, NULL, conclusion FROM assessment "
    "WHERE person_id = ?1 AND kind = '年度考核' ORDER BY year",
  },
};

void
cadre_career_fact_free (CadreCareerFact *self)
{
  if (self == NULL)
    return;

  g_free (self->level_name);
  g_free (self->title);
  g_free (self);
}

/**
 * cadre_career_kind_get_record:
 *
 * Returns: the kind of record that facts of @kind are, as the catalogue
 *   names it
 */
const char *
cadre_career_kind_get_record (CadreCareerKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (kinds), NULL);

  return kinds[kind].record;
}

static CadreDate
get_date (CadreStatement *row,
          int             column)
{
  const char *text = cadre_statement_get_text (row, column);
  CadreDate date = { 0 };

  if (text != NULL)
    cadre_date_parse (text, &date);

  return date;
}

static CadreCareerFact *
read_fact (CadreStatement  *row,
           CadreCareerKind  kind)
{
  CadreCareerFact *fact = g_new0 (CadreCareerFact, 1);

  fact->kind = kind;
  fact->id = cadre_statement_get_int64 (row, 0);
  fact->since = get_date (row, 1);
  fact->until = get_date (row, 2);
  fact->level_name = cadre_statement_dup_text (row, 3);
  /* The official table has its highest level first. */
  fact->level = cadre_statement_is_null (row, 4) ? 0 : G_MAXUINT - (guint) cadre_statement_get_int64 (row, 4);
  fact->title = cadre_statement_dup_text (row, 5);

  return fact;
}

static gboolean
append_kind (CadreArchive     *archive,
             CadreCareerKind   kind,
             gint64            person_id,
             const CadreDate  *as_of,
             GPtrArray        *facts,
             GError          **error)
{
  g_autoptr(CadreStatement) row = cadre_archive_prepare (archive, kinds[kind].sql, error);

  if (row == NULL)
    return FALSE;

  cadre_statement_bind_int64 (row, 1, person_id);
  while (cadre_statement_step (row, error))
    {
      g_autoptr(CadreCareerFact) fact = read_fact (row, kind);

      if (fact->since.year == 0 || cadre_date_compare (&fact->since, as_of) <= 0)
        g_ptr_array_add (facts, g_steal_pointer (&fact));
    }

  return cadre_statement_is_done (row);
}

static int
compare_levels (gconstpointer a,
                gconstpointer b)
{
  guint left = *(const guint *) a;
  guint right = *(const guint *) b;

  return left < right ? -1 : left > right;
}

/* Makes steps of 0, 1, 2 … out of the levels that this career has. */
static void
number_levels (GPtrArray *facts)
{
  g_autoptr(GArray) levels = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n = 0;

  for (guint i = 0; i < facts->len; i++)
    {
      CadreCareerFact *fact = g_ptr_array_index (facts, i);

      if (fact->level > 0)
        g_array_append_val (levels, fact->level);
    }

  g_array_sort (levels, compare_levels);
  for (guint i = 0; i < levels->len; i++)
    {
      guint level = g_array_index (levels, guint, i);

      if (i > 0 && level == g_array_index (levels, guint, i - 1))
        continue;
      n++;
      for (guint j = 0; j < facts->len; j++)
        {
          CadreCareerFact *fact = g_ptr_array_index (facts, j);

          if (fact->level == level)
            fact->level = n;
        }
    }
}

/**
 * cadre_career_list:
 * @as_of: what began later is left out
 *
 * Gathers a person's career. The levels of posts are numbered by their order
 * in the official table, from 1 for the lowest that this person held; 0 is a
 * post without a level.
 *
 * Returns: (transfer full) (element-type CadreCareerFact): the facts, by
 *   kind and date, or %NULL with @error set
 */
GPtrArray *
cadre_career_list (CadreArchive     *archive,
                   gint64            person_id,
                   const CadreDate  *as_of,
                   GError          **error)
{
  g_autoptr(GPtrArray) facts = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_career_fact_free);

  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    if (!append_kind (archive, kind, person_id, as_of, facts, error))
      return NULL;

  number_levels (facts);
  return g_steal_pointer (&facts);
}
