/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The facts that a computed indicator may name. Each is one statement over
 * everybody that gives (person, value) for a year. */

#define G_LOG_DOMAIN "cadre-score-facts"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-scheme-edit.h"
#include "cadre-scheme-private.h"
#include "cadre-score-private.h"

/* Hours as recognised, or as claimed where nobody has recognised them yet. */
#define STUDY_SQL(where) \
  "SELECT person_id, sum (coalesce (hours, hours_claimed)) FROM study WHERE year = ?1" where " GROUP BY person_id"
#define STUDY_RECORDS_SQL(where) \
  "SELECT title || printf ('（%g）', coalesce (hours, hours_claimed, 0)) FROM study " \
  "WHERE year = ?1 AND person_id = ?2" where " ORDER BY since, id"
#define REWARD_SQL(which) \
  "FROM reward WHERE " which " AND decided_on BETWEEN ?1 || '' AND ?1 || '-12-31'"
#define PRESENCE_SQL \
  "FROM presence r JOIN posting p ON p.id = r.posting_id WHERE r.month BETWEEN ?1 || '-01' AND ?1 || '-12'"
#define PRESENCE_RECORDS_SQL \
  "SELECT r.month || printf ('（%g天）', r.days) " PRESENCE_SQL " AND p.person_id = ?2 ORDER BY r.month"

static const struct
{
  const char *name;
  gboolean none_is_zero;   /* of whom no record speaks: 0, or not known */
  const char *sql;
  const char *records_sql; /* the records behind, of the person ?2: one text each */
} facts[] = {
  { "学时", TRUE, STUDY_SQL (""), STUDY_RECORDS_SQL ("") },
  { "网络学时", TRUE, STUDY_SQL (" AND mode = '网络'"), STUDY_RECORDS_SQL (" AND mode = '网络'") },
  { "脱产学时", TRUE, STUDY_SQL (" AND mode = '脱产'"), STUDY_RECORDS_SQL (" AND mode = '脱产'") },
  { "培训成绩", FALSE,
    "SELECT e.person_id, avg (e.score) FROM class c JOIN enrolment e ON e.class_id = c.id "
    "WHERE c.year = ?1 AND e.score IS NOT NULL GROUP BY e.person_id",
    "SELECT c.name || printf ('（%g）', e.score) FROM enrolment e JOIN class c ON c.id = e.class_id "
    "WHERE e.person_id = ?2 AND c.year = ?1 AND e.score IS NOT NULL ORDER BY c.since, c.id" },
  { "驻村天数", TRUE, "SELECT p.person_id, sum (r.days) " PRESENCE_SQL " GROUP BY p.person_id", PRESENCE_RECORDS_SQL },
  { "驻村月数", TRUE, "SELECT p.person_id, count (*) " PRESENCE_SQL " GROUP BY p.person_id", PRESENCE_RECORDS_SQL },
  { "驻村考核得分", FALSE,
    "SELECT p.person_id, avg (a.score) FROM appraisal a JOIN posting p ON p.id = a.posting_id "
    "WHERE a.year = ?1 AND a.score IS NOT NULL GROUP BY p.person_id",
    "SELECT a.term || '考核：' || coalesce (a.conclusion, '') || printf ('（%g）', a.score) FROM appraisal a "
    "JOIN posting p ON p.id = a.posting_id WHERE p.person_id = ?2 AND a.year = ?1 AND a.score IS NOT NULL ORDER BY a.id" },
  { "奖励次数", TRUE, "SELECT person_id, count (*) " REWARD_SQL ("nature = '奖励'") " GROUP BY person_id",
    "SELECT coalesce (name, kind, nature) || '（' || decided_on || '）' " REWARD_SQL ("nature = '奖励' AND person_id = ?2")
    " ORDER BY decided_on" },
  { "处分次数", TRUE, "SELECT person_id, count (*) " REWARD_SQL ("nature <> '奖励'") " GROUP BY person_id",
    "SELECT coalesce (name, kind, nature) || '（' || decided_on || '）' " REWARD_SQL ("nature <> '奖励' AND person_id = ?2")
    " ORDER BY decided_on" },
};

static guint
find_fact (const char *name)
{
  guint fact = 0;

  while (fact < G_N_ELEMENTS (facts) && !g_str_equal (facts[fact].name, name))
    fact++;

  return fact;
}

static void
set_unknown_fact (const char  *name,
                  GError     **error)
{
  g_autoptr(GString) names = g_string_new (facts[0].name);

  for (guint i = 1; i < G_N_ELEMENTS (facts); i++)
    g_string_append_printf (names, "、%s", facts[i].name);
  g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("There is no fact “%s”; there are %s"), name, names->str);
}

/**
 * cadre_scheme_list_facts:
 *
 * Returns: (transfer full): the facts that a formula may name
 */
char **
cadre_scheme_list_facts (void)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    g_strv_builder_add (names, facts[i].name);

  return g_strv_builder_end (names);
}

/* _cadre_scheme_check_facts: whether all that a formula names are facts. */
gboolean
_cadre_scheme_check_facts (const CadreFormula  *formula,
                           GError             **error)
{
  for (guint i = 0; i < cadre_formula_n_facts (formula); i++)
    if (find_fact (cadre_formula_get_fact (formula, i)) == G_N_ELEMENTS (facts))
      {
        set_unknown_fact (cadre_formula_get_fact (formula, i), error);
        return FALSE;
      }

  return TRUE;
}

/*
 * _cadre_score_fact_load:
 * @places: person id -> place in @values, from 0, plus 1
 * @values: (out caller-allocates): @n values
 * @known: (out caller-allocates): whether each is known
 */
gboolean
_cadre_score_fact_load (CadreArchive  *archive,
                        const char    *name,
                        int            year,
                        GHashTable    *places,
                        CadreDecimal  *values,
                        gboolean      *known,
                        guint          n,
                        GError       **error)
{
  g_autoptr(CadreStatement) row = NULL;
  guint fact = find_fact (name);

  if (fact == G_N_ELEMENTS (facts))
    {
      set_unknown_fact (name, error);
      return FALSE;
    }

  for (guint i = 0; i < n; i++)
    {
      values[i] = 0;
      known[i] = facts[fact].none_is_zero;
    }

  row = cadre_archive_prepare (archive, facts[fact].sql, error);
  if (row == NULL)
    return FALSE;

  cadre_statement_bind_int64 (row, 1, year);
  while (cadre_statement_step (row, error))
    {
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, GSIZE_TO_POINTER ((gsize) cadre_statement_get_int64 (row, 0))));

      if (place == 0 || cadre_statement_is_null (row, 1))
        continue;
      values[place - 1] = cadre_decimal_from_double (cadre_statement_get_double (row, 1));
      known[place - 1] = TRUE;
    }

  return cadre_statement_is_done (row);
}

/*
 * _cadre_score_fact_tell:
 * @name: a fact that there is
 * @lines: (element-type utf8): gets one for each record behind it
 */
gboolean
_cadre_score_fact_tell (CadreArchive  *archive,
                        const char    *name,
                        int            year,
                        gint64         person_id,
                        GPtrArray     *lines,
                        GError       **error)
{
  g_autoptr(CadreStatement) row = cadre_archive_prepare (archive, facts[find_fact (name)].records_sql, error);

  if (row == NULL)
    return FALSE;

  cadre_statement_bind_int64 (row, 1, year);
  cadre_statement_bind_int64 (row, 2, person_id);
  while (cadre_statement_step (row, error))
    g_ptr_array_add (lines, cadre_statement_dup_text (row, 0));

  return cadre_statement_is_done (row);
}
