/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-eligibility"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "cadre-eligibility.h"
#include "cadre-filter.h"
#include "cadre-hours.h"

/* The one fact that no single query answers: it is asked of the hours rules. */
#define HOURS_FACT "hours_met"

#define GET_RULES \
  "SELECT id, key, name, fact, argument, comparison, value, clause, severity, exception " \
  "FROM eligibility_rule WHERE set_id = ?1 ORDER BY position, id"

#define IN_SERVICE "p.status = '现职人员'"
#define WITHIN_UNIT \
  "p.unit_id IN (SELECT s.id FROM unit t JOIN unit s ON s.path BETWEEN t.path AND t.path || '~' WHERE t.id = :unit)"

typedef struct
{
  CadreEligibilityRule rule;  /* first, so that one is the other */
  int term;                   /* its place in the filter; -1 for the hours */
} Rule;

struct _CadreEligibility
{
  GPtrArray *rules;           /* Rule */
  CadreFilter *filter;        /* of all rules but the hours; NULL without any */
  GPtrArray *terms;           /* CadreFilterTerm */
  char *musts;                /* the filter of the musts alone, JSON; NULL without any */
  gboolean asks_hours;
  CadreHoursRules *hours;     /* those of the day last asked for; NULL until then */
  CadreDate hours_day;
};

static void
rule_free (gpointer data)
{
  Rule *self = data;

  g_free (self->rule.key);
  g_free (self->rule.name);
  g_free (self->rule.clause);
  g_free (self->rule.exception);
  g_free (self);
}

static void
record_free (gpointer data)
{
  CadreEligibilityRecord *self = data;

  g_free (self->kind);
  g_free (self->text);
  g_free (self);
}

static void
finding_free (gpointer data)
{
  CadreEligibilityFinding *self = data;

  g_free (self->value);
  g_ptr_array_unref (self->records);
  g_free (self);
}

void
cadre_eligibility_free (CadreEligibility *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_clear_pointer (&self->terms, g_ptr_array_unref);
  g_clear_pointer (&self->filter, cadre_filter_free);
  g_clear_pointer (&self->hours, cadre_hours_rules_free);
  g_free (self->musts);
  g_free (self);
}

void
cadre_long_list_free (CadreLongList *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->ids);
  g_array_unref (self->n_without);
  g_free (self);
}

static void
set_string (JsonObject *object,
            const char *member,
            const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
}

/* A rule as a condition of a filter; @row as GET_RULES gives it. */
static JsonNode *
make_condition (CadreStatement  *row,
                GPtrArray       *facts,
                GError         **error)
{
  g_autoptr(JsonNode) node = json_node_alloc ();
  JsonObject *object = json_object_new ();
  const char *fact = cadre_statement_get_text (row, 3);
  const char *argument = cadre_statement_get_text (row, 4);
  const char *comparison = cadre_statement_get_text (row, 5);
  const char *value = cadre_statement_get_text (row, 6);

  json_node_init_object (node, object);
  json_object_unref (object);
  json_object_set_string_member (object, cadre_facts_find (facts, fact) != NULL ? "fact" : "field", fact);
  if (argument != NULL)
    {
      JsonNode *with = json_from_string (argument, error);

      if (with == NULL)
        return NULL;
      json_object_set_member (object, "with", with);
    }

  if (g_str_equal (comparison, "in"))
    {
      JsonArray *values = json_array_new ();
      g_auto(GStrv) parts = g_strsplit (value != NULL ? value : "", "、", -1);

      for (guint i = 0; parts[i] != NULL; i++)
        json_array_add_string_element (values, parts[i]);
      json_object_set_array_member (object, "value", values);
    }
  else
    set_string (object, "value", value);
  if (!g_str_has_prefix (comparison, "has"))
    json_object_set_string_member (object, "is", comparison);

  if (g_str_equal (comparison, "has-not"))
    {
      JsonObject *not = json_object_new ();

      json_object_set_member (not, "not", g_steal_pointer (&node));
      node = json_node_alloc ();
      json_node_init_object (node, not);
      json_object_unref (not);
    }

  return g_steal_pointer (&node);
}

static Rule *
read_rule (CadreStatement *row)
{
  Rule *rule = g_new0 (Rule, 1);

  rule->rule.id = cadre_statement_get_int64 (row, 0);
  rule->rule.key = cadre_statement_dup_text (row, 1);
  rule->rule.name = cadre_statement_dup_text (row, 2);
  rule->rule.clause = cadre_statement_dup_text (row, 7);
  rule->rule.is_must = g_strcmp0 (cadre_statement_get_text (row, 8), "error") == 0;
  rule->rule.exception = cadre_statement_dup_text (row, 9);
  rule->term = -1;

  return rule;
}

static char *
all_of (JsonArray *conditions)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(JsonNode) node = json_node_alloc ();

  if (json_array_get_length (conditions) == 0)
    return NULL;

  json_object_set_array_member (object, "and", json_array_ref (conditions));
  json_node_init_object (node, object);
  return json_to_string (node, FALSE);
}

static gboolean
read_rules (CadreEligibility  *self,
            CadreArchive      *archive,
            gint64             set_id,
            JsonArray         *all,
            JsonArray         *musts,
            GError           **error)
{
  g_autoptr(GPtrArray) facts = cadre_facts_load (error);
  g_autoptr(CadreStatement) rows = facts != NULL ? cadre_archive_prepare (archive, GET_RULES, error) : NULL;
  g_autoptr(GError) local_error = NULL;

  if (rows == NULL)
    return FALSE;

  cadre_statement_bind_int64 (rows, 1, set_id);
  while (cadre_statement_step (rows, &local_error))
    {
      Rule *rule = read_rule (rows);
      g_autoptr(JsonNode) condition = NULL;

      g_ptr_array_add (self->rules, rule);
      if (g_strcmp0 (cadre_statement_get_text (rows, 3), HOURS_FACT) == 0)
        {
          self->asks_hours = TRUE;
          continue;
        }

      condition = make_condition (rows, facts, error);
      if (condition == NULL)
        {
          g_prefix_error (error, _("Rule “%s”: "), rule->rule.name);
          return FALSE;
        }
      rule->term = (int) json_array_get_length (all);
      json_array_add_element (all, json_node_copy (condition));
      if (rule->rule.is_must)
        json_array_add_element (musts, json_node_copy (condition));
    }

  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * cadre_eligibility_load:
 * @set_id: of an eligibility_rule_set
 *
 * Returns: (transfer full): the rules, or %NULL with @error set, which names
 *   the rule that cannot be asked
 */
CadreEligibility *
cadre_eligibility_load (CadreArchive    *archive,
                        CadreCatalogue  *catalogue,
                        gint64           set_id,
                        GError         **error)
{
  g_autoptr(CadreEligibility) self = g_new0 (CadreEligibility, 1);
  g_autoptr(JsonArray) all = json_array_new ();
  g_autoptr(JsonArray) musts = json_array_new ();
  g_autofree char *json = NULL;

  self->rules = g_ptr_array_new_with_free_func (rule_free);
  if (!read_rules (self, archive, set_id, all, musts, error))
    return NULL;
  if (self->rules->len == 0)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("Rule set number %ld has no rules; enter them first"),
                   (glong) set_id);
      return NULL;
    }

  self->musts = all_of (musts);
  json = all_of (all);
  if (json != NULL)
    {
      self->filter = cadre_filter_parse (catalogue, json, error);
      if (self->filter == NULL)
        return NULL;
      self->terms = cadre_filter_list_terms (self->filter, "p");
    }

  return g_steal_pointer (&self);
}

/**
 * cadre_eligibility_get_rules:
 *
 * Returns: (transfer none) (element-type CadreEligibilityRule): in their order
 */
GPtrArray *
cadre_eligibility_get_rules (CadreEligibility *self)
{
  return self->rules;
}

/**
 * cadre_eligibility_to_filter:
 *
 * The long list as a filter that can be saved and opened in the list of
 * people. Hours are not in it: who is short of them may be promoted, and makes
 * them good within a year (党政领导干部选拔任用工作条例, 8 (5)).
 *
 * Returns: (transfer full) (nullable): JSON as cadre_filter_parse() reads it;
 *   %NULL where no rule is a must
 */
char *
cadre_eligibility_to_filter (CadreEligibility *self)
{
  return g_strdup (self->musts);
}

static char *
format_number (double      number,
               const char *unit)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  /* A tenth is exact enough for a year, and cut, not rounded: 2.99 is not 3. */
  g_ascii_formatd (text, sizeof text, "%.1f", floor (number * 10 + 1e-6) / 10);
  if (g_str_has_suffix (text, ".0"))
    text[strlen (text) - 2] = '\0';

  return g_strconcat (text, unit, NULL);
}

static char *
format_value (CadreStatement        *row,
              int                    column,
              const CadreFilterTerm *term)
{
  const char *unit = term->fact != NULL ? term->fact->unit : NULL;
  CadreFieldKind kind = term->fact != NULL ? term->fact->kind : term->field->kind;

  if (cadre_statement_is_null (row, column))
    return g_strdup ("未知");
  if (kind == CADRE_FIELD_BOOL)
    return g_strdup (cadre_statement_get_int64 (row, column) != 0 ? "是" : "否");
  if (kind == CADRE_FIELD_NUMBER || kind == CADRE_FIELD_INTEGER)
    return format_number (cadre_statement_get_double (row, column), unit);

  return cadre_statement_dup_text (row, column);
}

static GPtrArray *
read_records (const char *json)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (record_free);
  g_autoptr(JsonNode) node = json != NULL ? json_from_string (json, NULL) : NULL;
  JsonArray *array = node != NULL ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonArray *one = json_array_get_array_element (array, i);
      JsonNode *text = json_array_get_element (one, 2);
      CadreEligibilityRecord *record = g_new0 (CadreEligibilityRecord, 1);

      record->kind = g_strdup (json_array_get_string_element (one, 0));
      record->id = json_array_get_int_element (one, 1);
      record->text = g_strdup (JSON_NODE_HOLDS_VALUE (text) ? json_node_get_string (text) : "");
      g_ptr_array_add (records, record);
    }

  return g_steal_pointer (&records);
}

/* What is true or false is told better by what it rests on. */
static char *
join_records (GPtrArray *records)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "；" : "",
                            ((CadreEligibilityRecord *) g_ptr_array_index (records, i))->text);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static CadreEligibilityFinding *
find_by_term (CadreEligibility *self,
              const Rule       *rule,
              CadreStatement   *row)
{
  const CadreFilterTerm *term = g_ptr_array_index (self->terms, rule->term);
  CadreEligibilityFinding *finding = g_new0 (CadreEligibilityFinding, 1);
  int column = rule->term * 3;
  gboolean is_bool = term->fact != NULL && term->fact->kind == CADRE_FIELD_BOOL;

  finding->rule = &rule->rule;
  finding->records = read_records (cadre_statement_get_text (row, column + 2));
  finding->value = is_bool && finding->records->len > 0 ? join_records (finding->records)
                                                        : format_value (row, column + 1, term);
  if (cadre_statement_get_int64 (row, column) != 0)
    finding->state = CADRE_ELIGIBILITY_MET;
  else
    finding->state = cadre_statement_is_null (row, column + 1) ? CADRE_ELIGIBILITY_UNKNOWN : CADRE_ELIGIBILITY_NOT_MET;

  return finding;
}

static void
append_standing (GString                  *text,
                 const CadreHoursStanding *standing)
{
  g_autofree char *done = cadre_hours_format (standing->done.hours);

  g_string_append_printf (text, "%s%s%s学时（%s）", text->len > 0 ? "；" : "", standing->regime_name, done,
                          standing->is_met ? "达标" : "未达标");
}

static CadreEligibilityFinding *
find_by_hours (CadreArchive           *archive,
               const CadreHoursRules  *hours,
               const Rule             *rule,
               gint64                  person_id,
               GError                **error)
{
  g_autoptr(GPtrArray) standings = cadre_hours_get_standing (archive, hours, person_id, error);
  g_autoptr(GString) text = g_string_new (NULL);
  CadreEligibilityFinding *finding;

  if (standings == NULL)
    return NULL;

  finding = g_new0 (CadreEligibilityFinding, 1);
  finding->rule = &rule->rule;
  finding->state = CADRE_ELIGIBILITY_MET;
  finding->records = g_ptr_array_new_with_free_func (record_free);
  for (guint i = 0; i < standings->len; i++)
    {
      const CadreHoursStanding *standing = g_ptr_array_index (standings, i);

      append_standing (text, standing);
      if (!standing->is_met)
        finding->state = CADRE_ELIGIBILITY_NOT_MET;
      for (guint r = 0; standing->records != NULL && r < standing->records->len; r++)
        {
          const CadreHoursRecord *study = g_ptr_array_index (standing->records, r);
          CadreEligibilityRecord *record = g_new0 (CadreEligibilityRecord, 1);

          record->kind = g_strdup ("study");
          record->id = study->study_id;
          record->text = g_strconcat (study->title, " ", study->reason, NULL);
          g_ptr_array_add (finding->records, record);
        }
    }
  finding->value = text->len > 0 ? g_strdup (text->str) : g_strdup ("无学时要求");

  return finding;
}

static CadreStatement *
prepare_check (CadreEligibility  *self,
               CadreArchive      *archive,
               gint64             person_id,
               const CadreDate   *as_of,
               GError           **error)
{
  g_autoptr(GString) sql = g_string_new ("SELECT ");
  g_autoptr(CadreStatement) row = NULL;

  for (guint i = 0; i < self->terms->len; i++)
    {
      const CadreFilterTerm *term = g_ptr_array_index (self->terms, i);

      g_string_append_printf (sql, "%s, %s, ", term->condition, term->value);
      if (term->records != NULL)
        g_string_append_printf (sql, "(SELECT json_group_array (json_array (kind, id, text)) FROM %s), ", term->records);
      else
        g_string_append (sql, "NULL, ");
    }
  g_string_append (sql, "p.id FROM person p WHERE p.id = :person");

  row = cadre_archive_prepare (archive, sql->str, error);
  if (row == NULL)
    return NULL;

  cadre_filter_bind (self->filter, row, as_of);
  cadre_statement_bind_int64 (row, cadre_statement_find_parameter (row, ":person"), person_id);
  return g_steal_pointer (&row);
}

/* Once for all whom a list asks for on the same day. */
static gboolean
load_hours (CadreEligibility  *self,
            CadreArchive      *archive,
            const CadreDate   *as_of,
            GError           **error)
{
  if (self->hours != NULL && cadre_date_compare (&self->hours_day, as_of) == 0)
    return TRUE;

  g_clear_pointer (&self->hours, cadre_hours_rules_free);
  self->hours = cadre_hours_rules_load (archive, as_of, error);
  self->hours_day = *as_of;
  return self->hours != NULL;
}

/**
 * cadre_eligibility_check:
 * @self: (nullable): %NULL has no rules, and finds nothing
 * @as_of: the declared date (截止日期)
 *
 * Asks every rule of one person. 35岁以下 is an age of at most 35, counted to
 * the month: not yet 36; years are months over twelve.
 *
 * Returns: (transfer full) (element-type CadreEligibilityFinding): one a rule,
 *   in their order, or %NULL with @error set
 */
GPtrArray *
cadre_eligibility_check (CadreEligibility  *self,
                         CadreArchive      *archive,
                         gint64             person_id,
                         const CadreDate   *as_of,
                         GError           **error)
{
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (finding_free);
  g_autoptr(CadreStatement) row = NULL;
  g_autoptr(GError) local_error = NULL;

  if (self == NULL)
    return g_steal_pointer (&findings);
  if (self->asks_hours && !load_hours (self, archive, as_of, error))
    return NULL;
  if (self->filter != NULL)
    {
      row = prepare_check (self, archive, person_id, as_of, error);
      if (row == NULL)
        return NULL;
      if (!cadre_statement_step (row, &local_error))
        {
          if (local_error != NULL)
            g_propagate_error (error, g_steal_pointer (&local_error));
          else
            g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("There is no such person; choose one who is there"));
          return NULL;
        }
    }

  for (guint i = 0; i < self->rules->len; i++)
    {
      const Rule *rule = g_ptr_array_index (self->rules, i);
      CadreEligibilityFinding *finding = rule->term >= 0 ? find_by_term (self, rule, row)
                                                         : find_by_hours (archive, self->hours, rule, person_id, error);

      if (finding == NULL)
        return NULL;
      g_ptr_array_add (findings, finding);
    }

  return g_steal_pointer (&findings);
}

/**
 * cadre_eligibility_count_gaps:
 * @musts_only: count only the rules that ask for an exception
 *
 * Returns: how many of @findings are not met
 */
guint
cadre_eligibility_count_gaps (GPtrArray *findings,
                              gboolean   musts_only)
{
  guint n = 0;

  for (guint i = 0; i < findings->len; i++)
    {
      const CadreEligibilityFinding *finding = g_ptr_array_index (findings, i);

      n += finding->state != CADRE_ELIGIBILITY_MET && (finding->rule->is_must || !musts_only);
    }

  return n;
}

/* A row is a person: which must was the first not met, if any, by its place
 * among the rules; then of those whom none took out, whether each mark is not.
 * What a rule before took out is not asked again: CASE ends with what answers
 * it, where AND would work out both of its sides, and a subquery that is not
 * materialized would be worked out wherever it is named. */
static CadreStatement *
prepare_run (CadreEligibility  *self,
             CadreArchive      *archive,
             gint64             unit_id,
             const CadreDate   *as_of,
             GError           **error)
{
  g_autoptr(GString) musts = g_string_new (NULL);
  g_autoptr(GString) marks = g_string_new (NULL);
  g_autofree char *sql = NULL;
  g_autoptr(CadreStatement) rows = NULL;

  for (guint i = 0; i < self->rules->len; i++)
    {
      const Rule *rule = g_ptr_array_index (self->rules, i);
      const CadreFilterTerm *term = rule->term >= 0 ? g_ptr_array_index (self->terms, rule->term) : NULL;

      if (term == NULL)
        continue;
      if (rule->rule.is_must)
        g_string_append_printf (musts, "WHEN NOT %s THEN %u ", term->condition, i);
      else
        g_string_append_printf (marks, ", CASE WHEN j.removed_by IS NULL THEN NOT %s END", term->condition);
    }

  sql = g_strdup_printf ("WITH judged (id, removed_by) AS MATERIALIZED (SELECT p.id, CASE %s END FROM person p "
                         "WHERE " IN_SERVICE "%s) "
                         "SELECT p.id, j.removed_by%s FROM judged j CROSS JOIN person p ON p.id = j.id "
                         "LEFT JOIN unit o ON o.id = p.unit_id ORDER BY o.path IS NULL, o.path, p.position, p.id",
                         musts->len > 0 ? musts->str : "WHEN 0 THEN 0", unit_id > 0 ? " AND " WITHIN_UNIT : "", marks->str);
  rows = cadre_archive_prepare (archive, sql, error);
  if (rows == NULL)
    return NULL;

  if (self->filter != NULL)
    cadre_filter_bind (self->filter, rows, as_of);
  if (unit_id > 0)
    cadre_statement_bind_int64 (rows, cadre_statement_find_parameter (rows, ":unit"), unit_id);
  return g_steal_pointer (&rows);
}

/* Which must took the person out: its place, or the number of rules. */
static guint
find_remover (CadreEligibility *self,
              CadreStatement   *row,
              gboolean          is_short)
{
  guint n = cadre_statement_is_null (row, 1) ? self->rules->len : (guint) cadre_statement_get_int64 (row, 1);

  for (guint i = 0; is_short && i < n; i++)
    {
      const Rule *rule = g_ptr_array_index (self->rules, i);

      if (rule->term < 0 && rule->rule.is_must)
        return i;
    }

  return n;
}

static void
count_person (CadreEligibility *self,
              CadreStatement   *row,
              gboolean          is_short,
              CadreLongList    *list)
{
  gint64 id = cadre_statement_get_int64 (row, 0);
  guint remover = find_remover (self, row, is_short);
  int column = 2;

  list->n_people++;
  if (remover < self->rules->len)
    {
      g_array_index (list->n_without, guint, remover)++;
      return;
    }

  g_array_append_val (list->ids, id);
  for (guint i = 0; i < self->rules->len; i++)
    {
      const Rule *rule = g_ptr_array_index (self->rules, i);

      if (!rule->rule.is_must)
        g_array_index (list->n_without, guint, i) += rule->term < 0 ? is_short
                                                                    : cadre_statement_get_int64 (row, column++) != 0;
    }
}

static gboolean
note_short_cb (const CadreHoursStanding *standing,
               gpointer                  data)
{
  GHashTable *is_short = data;

  if (!standing->is_met)
    g_hash_table_add (is_short, GSIZE_TO_POINTER ((gsize) standing->person_id));

  return TRUE;
}

/**
 * cadre_eligibility_run:
 * @unit_id: only this unit and those below it; 0 for the whole archive
 *
 * Makes the long list (初步人选) in one step: asks the rules of everybody who
 * serves, and says how many each must took out of those whom the ones before
 * it left, and how many of those left are without each mark.
 *
 * Returns: (transfer full): the list, or %NULL with @error set
 */
CadreLongList *
cadre_eligibility_run (CadreEligibility  *self,
                       CadreArchive      *archive,
                       gint64             unit_id,
                       const CadreDate   *as_of,
                       GError           **error)
{
  g_autoptr(CadreLongList) list = g_new0 (CadreLongList, 1);
  g_autoptr(GHashTable) is_short = g_hash_table_new (NULL, NULL);
  g_autoptr(CadreStatement) rows = NULL;
  g_autoptr(GError) local_error = NULL;

  list->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  list->n_without = g_array_set_size (g_array_new (FALSE, TRUE, sizeof (guint)), self->rules->len);

  if (self->asks_hours)
    {
      g_autoptr(CadreHoursRules) hours = cadre_hours_rules_load (archive, as_of, error);

      if (hours == NULL || !cadre_hours_compute_all (archive, hours, unit_id, note_short_cb, is_short, error))
        return NULL;
    }

  rows = prepare_run (self, archive, unit_id, as_of, error);
  if (rows == NULL)
    return NULL;
  while (cadre_statement_step (rows, &local_error))
    count_person (self, rows,
                  g_hash_table_contains (is_short, GSIZE_TO_POINTER ((gsize) cadre_statement_get_int64 (rows, 0))), list);
  if (local_error == NULL)
    return g_steal_pointer (&list);

  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}
