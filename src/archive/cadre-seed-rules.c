/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule sets that a new archive knows: data/rules/hours-*.json, read into
 * their tables by SQLite's own JSON functions. An office changes the rows. */

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

static gboolean
seed_hours (CadreArchive  *self,
            const char    *json,
            GError       **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (hours_sql); i++)
    {
      g_autoptr(CadreStatement) insert = cadre_archive_prepare (self, hours_sql[i], error);

      if (insert == NULL)
        return FALSE;
      cadre_statement_bind_text (insert, 1, json);
      if (!cadre_statement_run (insert, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
_cadre_archive_seed_rules (CadreArchive  *self,
                           GError       **error)
{
  g_auto(GStrv) names = g_resources_enumerate_children (RULES_PATH, 0, error);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (RULES_PATH, names[i], NULL);
      g_autoptr(GBytes) bytes = NULL;

      if (!g_str_has_prefix (names[i], "hours-"))
        continue;
      bytes = g_resources_lookup_data (path, 0, error);
      if (bytes == NULL || !seed_hours (self, g_bytes_get_data (bytes, NULL), error))
        return FALSE;
    }

  return names != NULL;
}
