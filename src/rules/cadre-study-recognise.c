/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Study outside classes (网络, 中心组, 自学, 论文, 讲课, 考试 …) is claimed by the
 * unit and recognised by the office: how many hours, by whom, under which
 * rule. The hours that the rules give are proposed, the caps of the year
 * included; what is recognised stands, whatever the rules say later. */

#define G_LOG_DOMAIN "cadre-study"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "cadre-hours.h"
#include "cadre-study-recognise.h"

/* By mode and unit, as the office goes through them. */
#define CLAIMS_SQL \
  "SELECT s.id, s.person_id, p.name, coalesce (u.short_name, u.name), s.title, s.mode, s.since, s.hours_claimed " \
  "FROM study s JOIN person p ON p.id = s.person_id LEFT JOIN unit u ON u.id = p.unit_id, " \
  "(SELECT ifnull ((SELECT path FROM unit WHERE id = ?2), '') AS path) r " \
  "WHERE s.year = ?1 AND s.class_id IS NULL AND s.hours IS NULL AND (?3 IS NULL OR s.mode = ?3) " \
  "AND (?2 = 0 OR u.path >= r.path AND u.path < substr (r.path, 1, length (r.path) - 1) || '/') " \
  "ORDER BY s.mode, u.path, p.position, p.id, s.since, s.id LIMIT ?4"

void
cadre_study_claim_free (CadreStudyClaim *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->unit);
  g_free (self->title);
  g_free (self->mode);
  g_free (self->since);
  g_free (self->rule);
  g_free (self->reason);
  g_free (self);
}

static CadreStudyClaim *
read_claim (CadreStatement *row)
{
  CadreStudyClaim *self = g_new0 (CadreStudyClaim, 1);

  self->study_id = cadre_statement_get_int64 (row, 0);
  self->person_id = cadre_statement_get_int64 (row, 1);
  self->name = cadre_statement_dup_text (row, 2);
  self->unit = cadre_statement_dup_text (row, 3);
  self->title = cadre_statement_dup_text (row, 4);
  self->mode = cadre_statement_dup_text (row, 5);
  self->since = cadre_statement_dup_text (row, 6);
  self->claimed = cadre_statement_is_null (row, 7) ? NAN : cadre_statement_get_double (row, 7);

  return self;
}

static gboolean
read_claims (CadreArchive           *archive,
             const CadreStudyQuery  *query,
             GPtrArray              *claims,
             GError                **error)
{
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (archive, CLAIMS_SQL, error);

  if (rows == NULL)
    return FALSE;

  cadre_statement_bind_int64 (rows, 1, query->year);
  cadre_statement_bind_int64 (rows, 2, query->unit_id);
  cadre_statement_bind_text (rows, 3, query->mode);
  cadre_statement_bind_int64 (rows, 4, query->limit > 0 ? (gint64) query->limit : -1);
  while (cadre_statement_step (rows, error))
    g_ptr_array_add (claims, read_claim (rows));

  return cadre_statement_is_done (rows);
}

/* What one regime makes of the claim. Of several, the one that gives it hours. */
static void
take_standing (CadreStudyClaim          *claim,
               const CadreHoursStanding *standing)
{
  for (guint i = 0; i < standing->records->len; i++)
    {
      const CadreHoursRecord *record = g_ptr_array_index (standing->records, i);

      if (record->study_id != claim->study_id || claim->counts || (claim->reason != NULL && !record->counted))
        continue;
      g_free (claim->reason);
      g_free (claim->rule);
      claim->reason = g_strdup (record->reason);
      claim->rule = g_strdup (standing->set_name);
      claim->counts = record->counted;
      claim->hours = (double) record->hours / CADRE_HOURS_UNIT;
    }
}

static gboolean
propose (CadreArchive           *archive,
         const CadreHoursRules  *rules,
         GPtrArray              *claims,
         GError                **error)
{
  g_autoptr(GHashTable) by_person = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < claims->len; i++)
    {
      CadreStudyClaim *claim = g_ptr_array_index (claims, i);
      GPtrArray *standings = g_hash_table_lookup (by_person, &claim->person_id);

      if (standings == NULL)
        {
          standings = cadre_hours_get_standing (archive, rules, claim->person_id, error);
          if (standings == NULL)
            return FALSE;
          g_hash_table_insert (by_person, &claim->person_id, standings);
        }
      for (guint n = 0; n < standings->len; n++)
        take_standing (claim, g_ptr_array_index (standings, n));
    }

  return TRUE;
}

/**
 * cadre_study_list_claims:
 *
 * Returns: (transfer full) (element-type CadreStudyClaim): what waits for
 *   recognition, by mode and unit, with what the rules in force at the end of
 *   the year give it, or %NULL with @error set
 */
GPtrArray *
cadre_study_list_claims (CadreArchive           *archive,
                         const CadreStudyQuery  *query,
                         GError                **error)
{
  g_autoptr(GPtrArray) claims = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_study_claim_free);
  g_autoptr(CadreHoursRules) rules = NULL;
  CadreDate as_of = { query->year, 12, 31 };

  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), NULL);

  rules = cadre_hours_rules_load (archive, &as_of, error);
  if (rules == NULL || !read_claims (archive, query, claims, error) || !propose (archive, rules, claims, error))
    return NULL;

  return g_steal_pointer (&claims);
}

static char *
describe_rule (const CadreStudyClaim *claim)
{
  return g_strdup_printf ("%s：%s", claim->rule, claim->reason);
}

/**
 * cadre_study_recognise:
 * @claims: (element-type CadreStudyClaim): whose @hours are to stand; those
 *   that no rule counts are left
 * @by: who recognises them
 * @n_recognised: (out) (optional): how many
 *
 * Writes the hours, by whom, when and under which rule. To be called inside
 * an action.
 *
 * Returns: %FALSE with @error set if it failed
 */
gboolean
cadre_study_recognise (CadreArchive     *archive,
                       GPtrArray        *claims,
                       const char       *by,
                       const CadreDate  *on,
                       guint            *n_recognised,
                       GError          **error)
{
  g_autoptr(CadreStatement) update = NULL;
  g_autofree char *day = cadre_date_format (on, CADRE_DATE_ISO);
  guint n = 0;

  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), FALSE);

  if (by == NULL || *by == '\0')
    {
      g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("Say who recognises the hours"));
      return FALSE;
    }

  update = cadre_archive_prepare (archive, "UPDATE study SET hours = ?2, recognised_by = ?3, recognised_on = ?4, rule = ?5 "
                                  "WHERE id = ?1 AND hours IS NULL", error);
  if (update == NULL)
    return FALSE;

  for (guint i = 0; i < claims->len; i++)
    {
      const CadreStudyClaim *claim = g_ptr_array_index (claims, i);
      g_autofree char *rule = claim->counts ? describe_rule (claim) : NULL;

      if (!claim->counts)
        continue;
      cadre_statement_bind_int64 (update, 1, claim->study_id);
      cadre_statement_bind_double (update, 2, claim->hours);
      cadre_statement_bind_text (update, 3, by);
      cadre_statement_bind_text (update, 4, day);
      cadre_statement_bind_text (update, 5, rule);
      if (!cadre_statement_run (update, error))
        return FALSE;
      n += cadre_archive_n_changed (archive) > 0 ? 1 : 0;
    }

  if (n_recognised != NULL)
    *n_recognised = n;
  return TRUE;
}
