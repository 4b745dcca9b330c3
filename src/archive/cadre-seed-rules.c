/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rules that a new archive knows: data/rules, read into their tables by
 * SQLite's own JSON functions. An office changes the rows. */

#define G_LOG_DOMAIN "cadre-seed"

#include "config.h"

#include "cadre-archive-private.h"

#define RULES_PATH CADRE_RESOURCE_PATH "/rules/"

/* Each gets the text of one file as ?1. */
static const char *const hours_sql[] = {
  "INSERT INTO hours_rule_set (key, name, source, valid_from, valid_until, year_start, hours_per_day, split_years, "
  "leave_voids_over, carry_over, carry_over_cap, note) "
  "SELECT ?1 ->> 'key', ?1 ->> 'name', ?1 ->> 'source', ?1 ->> 'valid_from', ?1 ->> 'valid_until', "
  "?1 ->> 'year_start', ?1 ->> 'hours_per_day', ?1 ->> 'split_years', ?1 ->> 'leave_voids_over', "
  "?1 ->> 'carry_over', ?1 ->> 'carry_over_cap', ?1 ->> 'note'",

  "INSERT INTO hours_regime (set_id, position, key, name, clause, counter, period, plan_start, months, days, hours, "
  "required_share, debt_months) "
  "SELECT (SELECT id FROM hours_rule_set WHERE key = ?1 ->> 'key'), r.key, r.value ->> 'key', r.value ->> 'name', "
  "r.value ->> 'clause', r.value ->> 'counter', r.value ->> 'period', r.value ->> 'plan_start', r.value ->> 'months', "
  "r.value ->> 'days', r.value ->> 'hours', r.value ->> 'required_share', r.value ->> 'debt_months' "
  "FROM json_each (?1, '$.regimes') AS r",

  "INSERT INTO hours_scope (regime_id, category, post_level, rank, management_level) "
  "SELECT g.id, s.value ->> 'category', s.value ->> 'post_level', s.value ->> 'rank', s.value ->> 'management_level' "
  "FROM json_each (?1, '$.regimes') AS r, json_each (r.value, '$.scope') AS s "
  "JOIN hours_regime AS g ON g.key = r.value ->> 'key' "
  "AND g.set_id = (SELECT id FROM hours_rule_set WHERE key = ?1 ->> 'key')",

  "INSERT INTO hours_factor (set_id, mode, counter, hours_per_day, multiplier, fixed_hours, cap_per_record, "
  "cap_per_year, clause) "
  "SELECT (SELECT id FROM hours_rule_set WHERE key = ?1 ->> 'key'), f.value ->> 'mode', f.value ->> 'counter', "
  "f.value ->> 'hours_per_day', ifnull (f.value ->> 'multiplier', 1), f.value ->> 'fixed_hours', "
  "f.value ->> 'cap_per_record', f.value ->> 'cap_per_year', f.value ->> 'clause' "
  "FROM json_each (?1, '$.factors') AS f",
};

static const char *const promotion_sql[] = {
  "INSERT INTO eligibility_rule_set (key, name, source, valid_from, valid_until) "
  "SELECT s.value ->> 'key', s.value ->> 'name', s.value ->> 'source', s.value ->> 'valid_from', "
  "s.value ->> 'valid_until' FROM json_each (?1, '$.rule_sets') AS s",

  "INSERT INTO eligibility_rule (set_id, position, key, name, fact, argument, comparison, value, clause, severity, "
  "exception) "
  "SELECT e.id, r.key, r.value ->> 'key', r.value ->> 'name', r.value ->> 'fact', r.value ->> 'argument', "
  "r.value ->> 'comparison', r.value ->> 'value', r.value ->> 'clause', r.value ->> 'severity', "
  "r.value ->> 'exception' "
  "FROM json_each (?1, '$.rule_sets') AS s JOIN eligibility_rule_set AS e ON e.key = s.value ->> 'key', "
  "json_each (s.value, '$.rules') AS r",

  "INSERT INTO pipeline (key, name, source_kind, target, rule_set_id, note) "
  "SELECT p.value ->> 'key', p.value ->> 'name', p.value ->> 'source_kind', p.value ->> 'target', "
  "(SELECT id FROM eligibility_rule_set WHERE key = p.value ->> 'rule_set'), p.value ->> 'note' "
  "FROM json_each (?1, '$.pipelines') AS p",

  "INSERT INTO stage (pipeline_id, position, key, name, needs_document, needs_votes, needs_attachment, "
  "notice_working_days, probation_months, appoints, clause) "
  "SELECT l.id, t.key, t.value ->> 'key', t.value ->> 'name', ifnull (t.value ->> 'needs_document', 0), "
  "ifnull (t.value ->> 'needs_votes', 0), ifnull (t.value ->> 'needs_attachment', 0), "
  "t.value ->> 'notice_working_days', t.value ->> 'probation_months', ifnull (t.value ->> 'appoints', 0), "
  "t.value ->> 'clause' "
  "FROM json_each (?1, '$.pipelines') AS p JOIN pipeline AS l ON l.key = p.value ->> 'key', "
  "json_each (p.value, '$.stages') AS t",
};

static const char *const ranks_sql[] = {
  "INSERT INTO rank_step (rank, from_rank, from_level, years, clause) "
  "SELECT s.value ->> 'rank', s.value ->> 'from_rank', s.value ->> 'from_level', s.value ->> 'years', "
  "s.value ->> 'clause' FROM json_each (?1, '$.steps') AS s",
};

/* Indicators are listed parents first, and name their parent by its key. */
static const char *const scheme_sql[] = {
  "INSERT INTO scheme (key, version, name, source, valid_from, valid_until, decimals, rounding, missing, tie_rule, grade_words, "
  "excellent_cap, cap_rounding, cap_pool, into_archive) "
  "SELECT ?1 ->> 'key', ?1 ->> 'version', ?1 ->> 'name', ?1 ->> 'source', ?1 ->> 'valid_from', ?1 ->> 'valid_until', "
  "?1 ->> 'decimals', ?1 ->> 'rounding', ?1 ->> 'missing', ?1 ->> 'tie_rule', ?1 -> 'grades', ?1 ->> 'excellent_cap', "
  "?1 ->> 'cap_rounding', ?1 ->> 'cap_pool', ?1 ->> 'into_archive'",

  "INSERT INTO scorer_group (scheme_id, name, weight) "
  "SELECT (SELECT id FROM scheme WHERE key = ?1 ->> 'key'), g.value ->> 'name', g.value ->> 'weight' "
  "FROM json_each (?1, '$.groups') AS g",

  "INSERT INTO indicator (scheme_id, position, key, name, weight, nature, way, full, cap, formula, trim, missing, clause) "
  "SELECT (SELECT id FROM scheme WHERE key = ?1 ->> 'key'), i.key, i.value ->> 'key', i.value ->> 'name', i.value ->> 'weight', "
  "ifnull (i.value ->> 'nature', 'score'), i.value ->> 'way', ifnull (i.value ->> 'full', 100), i.value ->> 'cap', "
  "i.value ->> 'formula', ifnull (i.value ->> 'trim', 0), i.value ->> 'missing', i.value ->> 'clause' "
  "FROM json_each (?1, '$.indicators') AS i",

  "UPDATE indicator SET parent_id = (SELECT u.id FROM json_each (?1, '$.indicators') AS i JOIN indicator u "
  "ON u.scheme_id = indicator.scheme_id AND u.key = i.value ->> 'parent' WHERE i.value ->> 'key' = indicator.key) "
  "WHERE scheme_id = (SELECT id FROM scheme WHERE key = ?1 ->> 'key')",
};

/* A file goes by how its name begins. */
static const struct
{
  const char *prefix;
  const char *const *sql;
  guint n_sql;
} kinds[] = {
  { "hours-", hours_sql, G_N_ELEMENTS (hours_sql) },
  { "promotion-", promotion_sql, G_N_ELEMENTS (promotion_sql) },
  { "ranks-", ranks_sql, G_N_ELEMENTS (ranks_sql) },
  { "scheme-", scheme_sql, G_N_ELEMENTS (scheme_sql) },
};

static gboolean
seed_file (CadreArchive       *self,
           const char *const  *sql,
           guint               n_sql,
           const char         *json,
           GError            **error)
{
  for (guint i = 0; i < n_sql; i++)
    {
      g_autoptr(CadreStatement) insert = cadre_archive_prepare (self, sql[i], error);

      if (insert == NULL)
        return FALSE;
      cadre_statement_bind_text (insert, 1, json);
      if (!cadre_statement_run (insert, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
seed_named (CadreArchive  *self,
            const char    *name,
            GError       **error)
{
  g_autofree char *path = g_strconcat (RULES_PATH, name, NULL);
  g_autoptr(GBytes) bytes = g_resources_lookup_data (path, 0, error);

  for (guint i = 0; bytes != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_prefix (name, kinds[i].prefix))
      return seed_file (self, kinds[i].sql, kinds[i].n_sql, g_bytes_get_data (bytes, NULL), error);

  return bytes != NULL;
}

gboolean
_cadre_archive_seed_rules (CadreArchive  *self,
                           GError       **error)
{
  g_auto(GStrv) names = g_resources_enumerate_children (RULES_PATH, 0, error);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (!seed_named (self, names[i], error))
      return FALSE;

  return names != NULL;
}
