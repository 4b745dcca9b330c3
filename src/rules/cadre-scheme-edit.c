/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Schemes are versioned: what a locked round stands by is never changed, a
 * copy is. */

#define G_LOG_DOMAIN "cadre-scheme"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "cadre-record-typed.h"
#include "cadre-scheme.h"
#include "cadre-scheme-edit.h"
#include "cadre-scheme-private.h"

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

  if (row == NULL)
    return NULL;

  while (cadre_statement_step (row, error))
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

  return cadre_statement_is_done (row) ? g_steal_pointer (&list) : NULL;
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

/*
 * _cadre_scheme_run:
 * @second: 0 where @sql has one parameter
 */
gboolean
_cadre_scheme_run (CadreArchive  *archive,
                   const char    *sql,
                   gint64         first,
                   gint64         second,
                   GError       **error)
{
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (archive, sql, error);

  if (statement == NULL)
    return FALSE;

  cadre_statement_bind_int64 (statement, 1, first);
  if (second != 0)
    cadre_statement_bind_int64 (statement, 2, second);
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
  return _cadre_scheme_run (archive, copy_indicators_sql, scheme_id, id, error) &&
         _cadre_scheme_run (archive, copy_tree_sql, scheme_id, id, error) &&
         _cadre_scheme_run (archive, copy_groups_sql, scheme_id, id, error) ? id : 0;
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

/*
 * _cadre_scheme_find_indicator:
 * @text: its key, or its name
 */
gint64
_cadre_scheme_find_indicator (CadreArchive  *archive,
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

  if (cadre_statement_is_done (row))
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("The scheme has no indicator “%s”"), text);
  return 0;
}

/* _cadre_scheme_touch_rounds: rounds that are not locked are to be computed again. */
gboolean
_cadre_scheme_touch_rounds (CadreArchive  *archive,
                            gint64         scheme_id,
                            GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE assessment_round SET state = 'scoring' WHERE state = 'computed' AND scheme_id = %"
                                          G_GINT64_FORMAT, scheme_id);

  return cadre_archive_execute (archive, sql, error);
}

/* A formula makes an indicator a computed one, and its going an entered one:
 * one that stood there and did not count would mislead. */
static const char way_by_formula_sql[] =
  "UPDATE indicator SET way = iif (formula IS NULL, 'entered', 'computed') "
  "WHERE id = ?1 AND way <> 'group' AND (formula IS NULL) = (way = 'computed')";

static gboolean
check_way (CadreArchive  *archive,
           gint64         indicator_id,
           const char    *way,
           GError       **error)
{
  g_autoptr(CadreStatement) row = NULL;

  row = cadre_archive_prepare (archive, "SELECT name, EXISTS (SELECT 1 FROM indicator c WHERE c.parent_id = i.id), formula IS NOT NULL "
                               "FROM indicator i WHERE id = ?1", error);
  if (row == NULL)
    return FALSE;

  cadre_statement_bind_int64 (row, 1, indicator_id);
  if (!cadre_statement_step (row, error))
    return FALSE;
  if (cadre_statement_get_int64 (row, 1) != g_str_equal (way, "group"))
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID,
                 cadre_statement_get_int64 (row, 1) ? _("“%s” is the sum of what is below it; take that away first")
                                                    : _("“%s” has nothing below it; add that first"), cadre_statement_get_text (row, 0));
  else if (cadre_statement_get_int64 (row, 2) != g_str_equal (way, "computed") && !g_str_equal (way, "group"))
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID,
                 cadre_statement_get_int64 (row, 2) ? _("“%s” is computed by its formula; take that away first")
                                                    : _("“%s” has no formula to be computed by; give it one"),
                 cadre_statement_get_text (row, 0));
  else
    return TRUE;

  return FALSE;
}

/* A formula of facts that there are; and nothing is computed that is a sum. */
static gboolean
check_formula (CadreArchive  *archive,
               gint64         indicator_id,
               const char    *text,
               GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT EXISTS (SELECT 1 FROM indicator WHERE parent_id = %" G_GINT64_FORMAT ")", indicator_id);
  g_autoptr(CadreFormula) formula = cadre_formula_parse (text, error);
  gint64 is_group = 0;

  if (formula == NULL || !_cadre_scheme_check_facts (formula, error) ||
      !cadre_archive_query_int64 (archive, sql, &is_group, error))
    return FALSE;
  if (is_group == 0)
    return TRUE;

  g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID,
                       _("It is the sum of what is below it; give the formula to one of those"));
  return FALSE;
}

/*
 * _cadre_scheme_check_name:
 * @indicator_id: which is called so; 0: a new one
 * @key: (nullable): what it is known by, where that is new, too
 *
 * Sheets of scores know an indicator by its name.
 */
gboolean
_cadre_scheme_check_name (CadreArchive  *archive,
                          gint64         scheme_id,
                          gint64         indicator_id,
                          const char    *key,
                          const char    *name,
                          GError       **error)
{
  g_autoptr(CadreStatement) row = NULL;

  row = cadre_archive_prepare (archive, "SELECT name FROM indicator WHERE scheme_id = ?1 AND (key = ?2 OR name = ?3) AND id <> ?4", error);
  if (row == NULL)
    return FALSE;

  cadre_statement_bind_int64 (row, 1, scheme_id);
  cadre_statement_bind_text (row, 2, key);
  cadre_statement_bind_text (row, 3, name);
  cadre_statement_bind_int64 (row, 4, indicator_id);
  if (!cadre_statement_step (row, error))
    return cadre_statement_is_done (row);

  g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("The scheme has an indicator “%s”; give another name"),
               cadre_statement_get_text (row, 0));
  return FALSE;
}

static gboolean
check_tie_rule (CadreArchive  *archive,
                gint64         scheme_id,
                const char    *text,
                GError       **error)
{
  if (g_str_equal (text, "none") || g_str_equal (text, "all"))
    return TRUE;
  if (g_str_has_prefix (text, CADRE_TIE_BY_INDICATOR))
    return _cadre_scheme_find_indicator (archive, scheme_id, text + strlen (CADRE_TIE_BY_INDICATOR), error) != 0;

  g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("“%s” is no rule for ties; write none, all or indicator:KEY"), text);
  return FALSE;
}

/**
 * cadre_scheme_format_grades:
 *
 * Returns: (transfer full): the grades as cadre_scheme_set() reads them:
 *   `优秀 90，称职/合格 70，…`, the highest first
 */
char *
cadre_scheme_format_grades (const CadreScheme *scheme)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < scheme->grades->len; i++)
    {
      const CadreGradeLine *line = g_ptr_array_index (scheme->grades, i);

      g_string_append_printf (text, "%s%s", i > 0 ? "，" : "", line->civil_servant);
      if (g_strcmp0 (line->civil_servant, line->other) != 0)
        g_string_append_printf (text, "/%s", line->other);
      g_string_append_printf (text, " %.10g", cadre_decimal_to_double (line->from));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* One of them into the JSON of the archive. */
static gboolean
add_grade (JsonBuilder *json,
           char        *text)
{
  char *space = strrchr (g_strstrip (text), ' ');
  char *slash = strchr (text, '/');
  CadreDecimal from;

  if (space == NULL || space == text || slash == text || !cadre_decimal_parse (space + 1, &from) || from < 0)
    return FALSE;

  *space = '\0';
  if (slash != NULL)
    *slash++ = '\0';
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "from");
  json_builder_add_double_value (json, cadre_decimal_to_double (from));
  json_builder_set_member_name (json, "civil");
  json_builder_add_string_value (json, g_strstrip (text));
  json_builder_set_member_name (json, "other");
  json_builder_add_string_value (json, slash != NULL ? g_strstrip (slash) : text);
  json_builder_end_object (json);
  return TRUE;
}

/* Returns: (transfer full): what the archive keeps of grades as typed, or NULL with @error set */
static char *
parse_grades (const char  *text,
              GError     **error)
{
  g_auto(GStrv) commas = g_strsplit (text, "，", -1);
  g_autofree char *joined = g_strjoinv (",", commas);
  g_auto(GStrv) lines = g_strsplit (joined, ",", -1);
  g_autoptr(JsonBuilder) json = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;

  json_builder_begin_array (json);
  for (guint i = 0; lines[i] != NULL; i++)
    if (!add_grade (json, lines[i]))
      {
        g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID,
                     _("“%s” are no grades; write each with the score it begins at, the highest first: 优秀 90，称职/合格 70，不称职/不合格 0"), text);
        return NULL;
      }
  json_builder_end_array (json);

  root = json_builder_get_root (json);
  return json_to_string (root, FALSE);
}

/* What a field needs beside being of its kind. */
static gboolean
check_field (CadreArchive     *archive,
             gint64            scheme_id,
             gint64            id,
             gboolean          of_indicator,
             const CadreField *field,
             const char       *value,
             GError          **error)
{
  if (*value == '\0')
    return TRUE;
  if (g_str_equal (field->key, "way"))
    return check_way (archive, id, value, error);
  if (g_str_equal (field->key, "formula"))
    return check_formula (archive, id, value, error);
  if (g_str_equal (field->key, "name") && of_indicator)
    return _cadre_scheme_check_name (archive, scheme_id, id, NULL, value, error);
  if (g_str_equal (field->key, "tie_rule"))
    return check_tie_rule (archive, scheme_id, value, error);

  return TRUE;
}

static gboolean
check_typed (CadreArchive          *archive,
             CadreCatalogue        *catalogue,
             const CadreRecordKind *kind,
             gint64                 scheme_id,
             gint64                 id,
             const char            *key,
             const char            *text,
             GError               **error)
{
  const CadreField *field = cadre_record_kind_get_field (kind, key);
  g_autofree char *value = field != NULL ? cadre_record_parse_value (archive, catalogue, field, text, NULL, error) : NULL;

  if (field == NULL)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("%s has no field “%s”"), kind->label, key);
  return value != NULL && check_field (archive, scheme_id, id, g_str_equal (kind->key, "indicator"), field, value, error);
}

/* A scheme that cannot be read any more is not left behind. */
static gboolean
check_readable (CadreArchive  *archive,
                gint64         scheme_id,
                GError       **error)
{
  g_autoptr(CadreScheme) scheme = cadre_scheme_load (archive, scheme_id, error);

  return scheme != NULL;
}

/**
 * cadre_scheme_set:
 * @indicator: (nullable): the key or name of one; %NULL: the scheme itself
 * @field: a field of the catalogue: weight, formula, cap, excellent_cap …; or
 *   of a scheme `grades`, as cadre_scheme_format_grades() writes them
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
  g_autofree char *grades = NULL;
  const CadreRecordKind *kind;
  gint64 id = scheme_id;

  if (!cadre_scheme_check_editable (archive, scheme_id, error))
    return FALSE;
  if (indicator != NULL && (id = _cadre_scheme_find_indicator (archive, scheme_id, indicator, error)) == 0)
    return FALSE;
  if (indicator == NULL && g_str_equal (field, "grades"))
    {
      if ((grades = parse_grades (text, error)) == NULL)
        return FALSE;
      field = "grade_words";
      text = grades;
    }
  if ((catalogue = cadre_catalogue_new (archive, error)) == NULL)
    return FALSE;

  kind = cadre_catalogue_get_kind (catalogue, indicator != NULL ? "indicator" : "scheme");
  return check_typed (archive, catalogue, kind, scheme_id, id, field, text, error) &&
         cadre_record_set_typed (archive, catalogue, kind, id, field, text, error) &&
         (indicator == NULL || !g_str_equal (field, "formula") || _cadre_scheme_run (archive, way_by_formula_sql, id, 0, error)) &&
         check_readable (archive, scheme_id, error) &&
         _cadre_scheme_touch_rounds (archive, scheme_id, error);
}
