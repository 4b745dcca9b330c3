/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-scheme"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "cadre-scheme.h"

#define HUNDRED (100 * CADRE_DECIMAL_ONE)

/* The words that the schema has for each enumeration, in its order. */
static const char * const natures[] = { "score", "deduction", "bonus", "veto", NULL };
static const char * const roundings[] = { "half-up", "half-even", "down", NULL };
static const char * const missings[] = { "open", "zero", "leave-out", NULL };
static const char * const tie_rules[] = { "none", "all", NULL };

/* Where a scheme says nothing of grades: the usual lines of 100. The words are
 * those of 公务员考核规定 and 事业单位工作人员考核规定. */
static const struct
{
  int from;
  const char *civil_servant;
  const char *other;
} usual_grades[] = {
  { 90, "优秀", "优秀" },
  { 70, "称职", "合格" },
  { 60, "基本称职", "基本合格" },
  { 0, "不称职", "不合格" },
};

static guint
find_word (const char * const *words,
           const char         *word)
{
  for (guint i = 0; word != NULL && words[i] != NULL; i++)
    if (g_str_equal (words[i], word))
      return i;

  return 0;
}

/**
 * cadre_indicator_nature_get_key:
 *
 * Returns: the word that the archive keeps
 */
const char *
cadre_indicator_nature_get_key (CadreIndicatorNature nature)
{
  return natures[nature];
}

static void
indicator_free (gpointer data)
{
  CadreIndicator *indicator = data;

  g_free (indicator->key);
  g_free (indicator->name);
  g_free (indicator->clause);
  g_free (indicator->formula_text);
  g_clear_pointer (&indicator->formula, cadre_formula_free);
  g_free (indicator);
}

static void
group_free (gpointer data)
{
  CadreScorerGroup *group = data;

  g_free (group->name);
  g_free (group);
}

static void
grade_free (gpointer data)
{
  CadreGradeLine *grade = data;

  g_free (grade->civil_servant);
  g_free (grade->other);
  g_free (grade);
}

void
cadre_scheme_free (CadreScheme *self)
{
  if (self == NULL)
    return;

  g_free (self->key);
  g_free (self->name);
  g_free (self->source);
  g_free (self->tie_key);
  g_ptr_array_unref (self->indicators);
  g_ptr_array_unref (self->groups);
  g_ptr_array_unref (self->grades);
  g_free (self);
}

static void
add_grade (CadreScheme  *self,
           CadreDecimal  from,
           const char   *civil_servant,
           const char   *other)
{
  CadreGradeLine *grade = g_new0 (CadreGradeLine, 1);

  grade->from = from;
  grade->civil_servant = g_strdup (civil_servant);
  grade->other = g_strdup (other);
  g_ptr_array_add (self->grades, grade);
}

/* [{"from": 90, "civil": "优秀", "other": "优秀"}, …], highest first. */
static gboolean
read_grades (CadreScheme  *self,
             const char   *json,
             GError      **error)
{
  g_autoptr(JsonNode) root = NULL;
  JsonArray *lines;

  if (json == NULL)
    {
      for (guint i = 0; i < G_N_ELEMENTS (usual_grades); i++)
        add_grade (self, usual_grades[i].from * CADRE_DECIMAL_ONE, usual_grades[i].civil_servant, usual_grades[i].other);
      return TRUE;
    }

  root = json_from_string (json, NULL);
  lines = root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      JsonNode *line = json_array_get_element (lines, i);

      if (JSON_NODE_HOLDS_OBJECT (line))
        add_grade (self, cadre_decimal_from_double (json_object_get_double_member_with_default (json_node_get_object (line), "from", 0)),
                   json_object_get_string_member_with_default (json_node_get_object (line), "civil", ""),
                   json_object_get_string_member_with_default (json_node_get_object (line), "other", ""));
    }

  if (self->grades->len >= 2)
    return TRUE;

  g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID,
               _("Scheme “%s”: its grades cannot be read; give at least two, the highest first"), self->name);
  return FALSE;
}

/* The indicator that decides is found once the tree is there. */
static void
read_tie_rule (CadreScheme *self,
               const char  *word)
{
  self->tie_indicator = -1;
  if (word != NULL && g_str_has_prefix (word, CADRE_TIE_BY_INDICATOR))
    {
      self->tie_rule = CADRE_TIE_INDICATOR;
      self->tie_key = g_strdup (word + strlen (CADRE_TIE_BY_INDICATOR));
    }
  else
    self->tie_rule = find_word (tie_rules, word);
}

static gboolean
load_head (CadreScheme   *self,
           CadreArchive  *archive,
           GError       **error)
{
  g_autoptr(CadreStatement) row = NULL;

  row = cadre_archive_prepare (archive,
                               "SELECT name, decimals, rounding, missing, tie_rule, grade_words, key, version, source, into_archive "
                               "FROM scheme WHERE id = ?1",
                               error);
  if (row == NULL)
    return FALSE;

  cadre_statement_bind_int64 (row, 1, self->id);
  if (!cadre_statement_step (row, error))
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("There is no scheme number %ld"), (glong) self->id);
      return FALSE;
    }

  self->name = cadre_statement_dup_text (row, 0);
  self->places = (guint) cadre_statement_get_int64 (row, 1);
  self->rounding = find_word (roundings, cadre_statement_get_text (row, 2));
  self->missing = find_word (missings, cadre_statement_get_text (row, 3));
  read_tie_rule (self, cadre_statement_get_text (row, 4));
  self->key = cadre_statement_dup_text (row, 6);
  self->version = (int) cadre_statement_get_int64 (row, 7);
  self->source = cadre_statement_dup_text (row, 8);
  self->into_archive = cadre_statement_get_int64 (row, 9) != 0;
  return read_grades (self, cadre_statement_get_text (row, 5), error);
}

static int
find_parent (CadreScheme *self,
             gint64       id)
{
  for (guint i = 0; i < self->indicators->len; i++)
    if (((CadreIndicator *) g_ptr_array_index (self->indicators, i))->id == id)
      return (int) i;

  return -1;
}

static CadreIndicator *
read_indicator (CadreScheme     *self,
                CadreStatement  *row,
                GError         **error)
{
  CadreIndicator *indicator = g_new0 (CadreIndicator, 1);

  indicator->id = cadre_statement_get_int64 (row, 0);
  indicator->parent = cadre_statement_is_null (row, 1) ? -1 : find_parent (self, cadre_statement_get_int64 (row, 1));
  indicator->key = cadre_statement_dup_text (row, 2);
  indicator->name = cadre_statement_dup_text (row, 3);
  indicator->weight = cadre_decimal_from_double (cadre_statement_get_double (row, 4));
  indicator->nature = find_word (natures, cadre_statement_get_text (row, 5));
  indicator->is_group = g_strcmp0 (cadre_statement_get_text (row, 6), "group") == 0;
  indicator->full = cadre_decimal_from_double (cadre_statement_get_double (row, 7));
  indicator->cap = cadre_decimal_from_double (cadre_statement_get_double (row, 8));
  indicator->trim = cadre_statement_get_int64 (row, 10) != 0;
  indicator->clause = cadre_statement_dup_text (row, 11);
  indicator->missing = cadre_statement_is_null (row, 12) ? self->missing : find_word (missings, cadre_statement_get_text (row, 12));
  indicator->by_scorers = indicator->nature == CADRE_INDICATOR_SCORE && g_strcmp0 (cadre_statement_get_text (row, 6), "entered") == 0;

  if (g_strcmp0 (cadre_statement_get_text (row, 6), "computed") == 0)
    {
      indicator->formula_text = g_strdup (cadre_statement_is_null (row, 9) ? "" : cadre_statement_get_text (row, 9));
      indicator->formula = cadre_formula_parse (indicator->formula_text, error);
      if (indicator->formula == NULL)
        {
          g_prefix_error (error, "%s: %s: ", self->name, indicator->name);
          g_clear_pointer (&indicator, indicator_free);
        }
    }

  return indicator;
}

/* Parents before children, siblings in their order. */
static const char indicators_sql[] =
  "WITH RECURSIVE tree (id, depth, way) AS ("
  "  SELECT id, 0, printf ('%06d', position) FROM indicator WHERE scheme_id = ?1 AND parent_id IS NULL "
  "  UNION ALL SELECT i.id, t.depth + 1, t.way || printf ('.%06d', i.position) "
  "  FROM tree t JOIN indicator i ON i.parent_id = t.id WHERE t.depth < 16) "
  "SELECT i.id, i.parent_id, i.key, i.name, i.weight, i.nature, i.way, i.full, i.cap, i.formula, i.trim, i.clause, i.missing "
  "FROM tree t JOIN indicator i ON i.id = t.id ORDER BY t.way, i.id";

static gboolean
load_indicators (CadreScheme   *self,
                 CadreArchive  *archive,
                 GError       **error)
{
  g_autoptr(CadreStatement) row = cadre_archive_prepare (archive, indicators_sql, error);

  if (row == NULL)
    return FALSE;

  cadre_statement_bind_int64 (row, 1, self->id);
  while (cadre_statement_step (row, error))
    {
      CadreIndicator *indicator = read_indicator (self, row, error);

      if (indicator == NULL)
        return FALSE;
      g_ptr_array_add (self->indicators, indicator);
    }

  return cadre_statement_is_done (row);
}

static gboolean
load_groups (CadreScheme   *self,
             CadreArchive  *archive,
             GError       **error)
{
  g_autoptr(CadreStatement) row = NULL;

  row = cadre_archive_prepare (archive, "SELECT id, name, weight FROM scorer_group WHERE scheme_id = ?1 ORDER BY id", error);
  if (row == NULL)
    return FALSE;

  cadre_statement_bind_int64 (row, 1, self->id);
  while (cadre_statement_step (row, error))
    {
      CadreScorerGroup *group = g_new0 (CadreScorerGroup, 1);

      group->id = cadre_statement_get_int64 (row, 0);
      group->name = cadre_statement_dup_text (row, 1);
      group->weight = cadre_decimal_from_double (cadre_statement_get_double (row, 2));
      g_ptr_array_add (self->groups, group);
    }

  for (guint i = 0; i < self->indicators->len; i++)
    {
      CadreIndicator *indicator = g_ptr_array_index (self->indicators, i);

      indicator->by_scorers &= self->groups->len > 0;
      if (g_strcmp0 (indicator->key, self->tie_key) == 0)
        self->tie_indicator = (int) i;
    }

  return cadre_statement_is_done (row);
}

/**
 * cadre_scheme_load:
 *
 * Returns: (transfer full): the scheme, or %NULL with @error set
 */
CadreScheme *
cadre_scheme_load (CadreArchive  *archive,
                   gint64         id,
                   GError       **error)
{
  g_autoptr(CadreScheme) self = g_new0 (CadreScheme, 1);

  self->id = id;
  self->indicators = g_ptr_array_new_with_free_func (indicator_free);
  self->groups = g_ptr_array_new_with_free_func (group_free);
  self->grades = g_ptr_array_new_with_free_func (grade_free);

  if (!load_head (self, archive, error) ||
      !load_indicators (self, archive, error) ||
      !load_groups (self, archive, error))
    return NULL;

  return g_steal_pointer (&self);
}

/* How much to give or to take is the cure. @name: what is above, or NULL for those who score. */
static void
add_weight_fault (CadreDecimal  sum,
                  const char   *name,
                  GPtrArray    *faults)
{
  g_autofree char *text = g_strdup_printf ("%.10g", cadre_decimal_to_double (sum));
  g_autofree char *rest = g_strdup_printf ("%.10g", cadre_decimal_to_double (ABS (HUNDRED - sum)));

  if (name == NULL)
    g_ptr_array_add (faults, g_strdup_printf (sum < HUNDRED ? _("The weights of those who score make %s, not 100: give %s more")
                                                            : _("The weights of those who score make %s, not 100: take %s away"), text, rest));
  else
    g_ptr_array_add (faults, g_strdup_printf (sum < HUNDRED ? _("The weights below “%s” make %s, not 100: give %s more")
                                                            : _("The weights below “%s” make %s, not 100: take %s away"), name, text, rest));
}

/* The scores below @parent must weigh 100 together. */
static void
check_weights (const CadreScheme *self,
               int                parent,
               GPtrArray         *faults)
{
  const char *name = parent < 0 ? self->name : ((CadreIndicator *) g_ptr_array_index (self->indicators, parent))->name;
  CadreDecimal sum = 0;
  guint n = 0;

  for (guint i = 0; i < self->indicators->len; i++)
    {
      const CadreIndicator *indicator = g_ptr_array_index (self->indicators, i);

      if (indicator->parent != parent || indicator->nature != CADRE_INDICATOR_SCORE)
        continue;
      sum += indicator->weight;
      n++;
    }

  if (n > 0 && sum != HUNDRED)
    add_weight_fault (sum, name, faults);
  else if (n == 0 && (parent < 0 || ((CadreIndicator *) g_ptr_array_index (self->indicators, parent))->is_group))
    g_ptr_array_add (faults, g_strdup_printf (_("“%s” has nothing to score; add an indicator below it"), name));
}

/**
 * cadre_scheme_find_faults:
 *
 * Returns: (transfer full) (element-type utf8): a sentence for each thing
 *   that must be put right before anybody is scored by it; none if it is whole
 */
GPtrArray *
cadre_scheme_find_faults (const CadreScheme *self)
{
  GPtrArray *faults = g_ptr_array_new_with_free_func (g_free);
  CadreDecimal sum = 0;

  check_weights (self, -1, faults);
  for (guint i = 0; i < self->indicators->len; i++)
    {
      const CadreIndicator *indicator = g_ptr_array_index (self->indicators, i);

      if (indicator->is_group)
        check_weights (self, (int) i, faults);
      else if (indicator->full <= 0)
        g_ptr_array_add (faults, g_strdup_printf (_("“%s” has no full score"), indicator->name));
    }

  for (guint i = 0; i < self->groups->len; i++)
    sum += ((CadreScorerGroup *) g_ptr_array_index (self->groups, i))->weight;
  if (self->groups->len > 0 && sum != HUNDRED)
    add_weight_fault (sum, NULL, faults);

  if (self->tie_rule == CADRE_TIE_INDICATOR && self->tie_indicator < 0)
    g_ptr_array_add (faults, g_strdup_printf (_("The rule for ties names “%s”, which is no indicator"), self->tie_key));

  for (guint i = 1; i < self->grades->len; i++)
    if (((CadreGradeLine *) g_ptr_array_index (self->grades, i))->from >=
        ((CadreGradeLine *) g_ptr_array_index (self->grades, i - 1))->from)
      g_ptr_array_add (faults, g_strdup (_("The grades do not go from the highest to the lowest")));

  return faults;
}
