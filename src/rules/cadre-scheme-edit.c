/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Schemes are versioned: what a locked round stands by is never changed, a
 * copy is. */

#define G_LOG_DOMAIN "cadre-scheme"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cadre-record-typed.h"
#include "cadre-scheme.h"
#include "cadre-scheme-edit.h"

static const char list_sql[] =
  "SELECT s.id, s.key, s.version, s.name, s.source, s.excellent_cap, (SELECT count (*) FROM indicator i WHERE i.scheme_id = s.id), "
  "(SELECT count (*) FROM assessment_round o WHERE o.scheme_id = s.id), "
  "EXISTS (SELECT 1 FROM assessment_round o WHERE o.scheme_id = s.id AND o.state = 'locked') "
  "FROM scheme s WHERE NOT EXISTS (SELECT 1 FROM assessment_round o WHERE o.scheme_id = s.id AND o.trial_of IS NOT NULL) "
  "ORDER BY s.key, s.version";

void
cadre_scheme_info_free (CadreSchemeInfo *self)
{
  if (self == NULL)
    return;

  g_free (self->key);
  g_free (self->name);
  g_free (self->source);
  g_free (self);
}

/**
 * cadre_schemes_list:
 *
 * Returns: (transfer full) (element-type CadreSchemeInfo): the schemes with
 *   their versions, without those of trials; or %NULL with @error set
 */
GPtrArray *
cadre_schemes_list (CadreArchive  *archive,
                    GError       **error)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_scheme_info_free);
  g_autoptr(CadreStatement) row = cadre_archive_prepare (archive, list_sql, error);
  g_autoptr(GError) local_error = NULL;

  if (row == NULL)
    return NULL;

  while (cadre_statement_step (row, &local_error))
    {
      CadreSchemeInfo *info = g_new0 (CadreSchemeInfo, 1);

      info->id = cadre_statement_get_int64 (row, 0);
      info->key = cadre_statement_dup_text (row, 1);
      info->version = (int) cadre_statement_get_int64 (row, 2);
      info->name = cadre_statement_dup_text (row, 3);
      info->source = cadre_statement_dup_text (row, 4);
      info->cap = cadre_statement_get_double (row, 5);
      info->n_indicators = (guint) cadre_statement_get_int64 (row, 6);
      info->n_rounds = (guint) cadre_statement_get_int64 (row, 7);
      info->is_locked = cadre_statement_get_int64 (row, 8) != 0;
      g_ptr_array_add (list, info);
    }

  if (local_error == NULL)
    return g_steal_pointer (&list);

  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/**
 * cadre_scheme_identify:
 * @text: the key of a scheme (its newest version), its key and version as
 *   `village-secretary/2`, or its name
 *
 * Returns: its id, or 0 with @error set
 */
gint64
cadre_scheme_identify (CadreArchive  *archive,
                       const char    *text,
                       GError       **error)
{
  g_autoptr(GPtrArray) list = cadre_schemes_list (archive, error);
  const CadreSchemeInfo *found = NULL;

  if (list == NULL)
    return 0;

  for (guint i = 0; i < list->len; i++)
    {
      const CadreSchemeInfo *info = g_ptr_array_index (list, i);
      g_autofree char *versioned = g_strdup_printf ("%s/%d", info->key, info->version);

      if (g_str_equal (info->key, text) || g_str_equal (info->name, text) || g_str_equal (versioned, text))
        found = info;
    }

  if (found == NULL)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("There is no scheme “%s”; “cadrectl schemes” lists them"), text);
  return found != NULL ? found->id : 0;
}

static gboolean
run (CadreArchive  *archive,
     const char    *sql,
     gint64         scheme_id,
     gint64         copy_id,
     GError       **error)
{
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (archive, sql, error);

  if (statement == NULL)
    return FALSE;

  cadre_statement_bind_int64 (statement, 1, scheme_id);
  cadre_statement_bind_int64 (statement, 2, copy_id);
  return cadre_statement_run (statement, error);
}

static const char copy_scheme_sql[] =
  "INSERT INTO scheme (key, version, name, source, valid_from, valid_until, full_score, decimals, rounding, missing, tie_rule, "
  "  grade_words, excellent_cap, cap_rounding, cap_pool, into_archive) "
  "SELECT key, (SELECT max (version) FROM scheme n WHERE n.key = scheme.key) + 1, ?2, source, valid_from, valid_until, full_score, "
  "  decimals, rounding, missing, tie_rule, grade_words, excellent_cap, cap_rounding, cap_pool, into_archive FROM scheme WHERE id = ?1";

static const char copy_indicators_sql[] =
  "INSERT INTO indicator (scheme_id, parent_id, position, key, name, weight, nature, way, full, cap, formula, trim, missing, clause) "
  "SELECT ?2, NULL, position, key, name, weight, nature, way, full, cap, formula, trim, missing, clause FROM indicator "
  "WHERE scheme_id = ?1 ORDER BY id";

static const char copy_tree_sql[] =
  "UPDATE indicator SET parent_id = (SELECT n.id FROM indicator o JOIN indicator u ON u.id = o.parent_id "
  "  JOIN indicator n ON n.scheme_id = ?2 AND n.key = u.key WHERE o.scheme_id = ?1 AND o.key = indicator.key) WHERE scheme_id = ?2";

static const char copy_groups_sql[] =
  "INSERT INTO scorer_group (scheme_id, name, weight) SELECT ?2, name, weight FROM scorer_group WHERE scheme_id = ?1 ORDER BY id";

/**
 * cadre_scheme_copy:
 * @name: what the copy is called
 *
 * Copies a scheme as the next version of its key; to be called inside an action.
 *
 * Returns: the copy's id, or 0 with @error set
 */
gint64
cadre_scheme_copy (CadreArchive  *archive,
                   gint64         scheme_id,
                   const char    *name,
                   GError       **error)
{
  g_autoptr(CadreStatement) copy = cadre_archive_prepare (archive, copy_scheme_sql, error);
  gint64 id;

  if (copy == NULL)
    return 0;

  cadre_statement_bind_int64 (copy, 1, scheme_id);
  cadre_statement_bind_text (copy, 2, name);
  if (!cadre_statement_run (copy, error))
    return 0;
  if (cadre_archive_n_changed (archive) == 0)
    {
      g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("The scheme is no longer there"));
      return 0;
    }

  id = cadre_archive_last_row_id (archive);
  return run (archive, copy_indicators_sql, scheme_id, id, error) && run (archive, copy_tree_sql, scheme_id, id, error) &&
         run (archive, copy_groups_sql, scheme_id, id, error) ? id : 0;
}

/**
 * cadre_scheme_check_editable:
 *
 * Returns: %FALSE with @error set where a locked round stands by the scheme
 */
gboolean
cadre_scheme_check_editable (CadreArchive  *archive,
                             gint64         scheme_id,
                             GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM assessment_round WHERE state = 'locked' AND scheme_id = %" G_GINT64_FORMAT,
                                          scheme_id);
  gint64 n = 0;

  if (!cadre_archive_query_int64 (archive, sql, &n, error))
    return FALSE;
  if (n == 0)
    return TRUE;

  g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("A locked round stands by this scheme; change a copy of it"));
  return FALSE;
}

static gint64
find_indicator (CadreArchive  *archive,
                gint64         scheme_id,
                const char    *text,
                GError       **error)
{
  g_autoptr(CadreStatement) row = NULL;

  row = cadre_archive_prepare (archive, "SELECT id FROM indicator WHERE scheme_id = ?1 AND (key = ?2 OR name = ?2) ORDER BY key = ?2 DESC",
                               error);
  if (row == NULL)
    return 0;

  cadre_statement_bind_int64 (row, 1, scheme_id);
  cadre_statement_bind_text (row, 2, text);
  if (cadre_statement_step (row, error))
    return cadre_statement_get_int64 (row, 0);

  if (error != NULL && *error == NULL)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("The scheme has no indicator “%s”"), text);
  return 0;
}

/* Rounds that are not locked are to be computed again. */
static gboolean
touch_rounds (CadreArchive  *archive,
              gint64         scheme_id,
              GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE assessment_round SET state = 'scoring' WHERE state = 'computed' AND scheme_id = %"
                                          G_GINT64_FORMAT, scheme_id);

  return cadre_archive_execute (archive, sql, error);
}

/**
 * cadre_scheme_set:
 * @indicator: (nullable): the key or name of one; %NULL: the scheme itself
 * @field: a field of the catalogue: weight, formula, cap, excellent_cap …
 * @text: as typed
 *
 * Changes a scheme that no locked round stands by; to be called inside an
 * action. Weights that do not make 100 meanwhile are told by
 * cadre_scheme_find_faults() and stop a round from being computed.
 */
gboolean
cadre_scheme_set (CadreArchive  *archive,
                  gint64         scheme_id,
                  const char    *indicator,
                  const char    *field,
                  const char    *text,
                  GError       **error)
{
  g_autoptr(CadreCatalogue) catalogue = NULL;
  g_autoptr(CadreFormula) formula = NULL;
  gint64 id = scheme_id;

  if (!cadre_scheme_check_editable (archive, scheme_id, error))
    return FALSE;
  if (indicator != NULL && (id = find_indicator (archive, scheme_id, indicator, error)) == 0)
    return FALSE;
  if (strcmp (field, "formula") == 0 && *text != '\0' && (formula = cadre_formula_parse (text, error)) == NULL)
    return FALSE;

  catalogue = cadre_catalogue_new (archive, error);
  return catalogue != NULL &&
         cadre_record_set_typed (archive, catalogue, cadre_catalogue_get_kind (catalogue, indicator != NULL ? "indicator" : "scheme"), id,
                                 field, text, error) &&
         touch_rounds (archive, scheme_id, error);
}
