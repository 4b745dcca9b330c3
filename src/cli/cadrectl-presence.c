/* SPDX-License-Identifier: GPL-3.0-or-later */

/* presence: days in the village, checks and appraisals of a year. */

#define G_LOG_DOMAIN "cadrectl"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "cadre-action.h"
#include "cadre-presence.h"
#include "cadre-units.h"
#include "cadrectl-json.h"
#include "cadrectl.h"

static const char *const state_names[] = {
  [CADRE_PRESENCE_MET] = "met",
  [CADRE_PRESENCE_SHORT] = "short",
  [CADRE_PRESENCE_MISSING] = "missing",
  [CADRE_PRESENCE_NOT_JUDGED] = "not-judged",
};

static const char *const limit_names[] = {
  [CADRE_APPRAISAL_NO_LIMIT] = NULL,
  [CADRE_APPRAISAL_NOT_EXCELLENT] = "不得评优",
  [CADRE_APPRAISAL_UNFIT] = "不称职",
};

static void
build_month (JsonBuilder              *json,
             const CadrePresenceMonth *month)
{
  json_builder_begin_object (json);
  cadrectl_json_date (json, "month", &month->month);
  cadrectl_json_double (json, "days", month->state != CADRE_PRESENCE_MISSING ? month->days : NAN);
  cadrectl_json_double (json, "leave_days", month->state != CADRE_PRESENCE_MISSING ? month->leave_days : NAN);
  cadrectl_json_double (json, "required", month->required);
  cadrectl_json_text (json, "state", state_names[month->state]);
  json_builder_end_object (json);
}

static void
build_year (JsonBuilder             *json,
            const CadrePresenceYear *year)
{
  json_builder_begin_object (json);
  cadrectl_json_int (json, "posting", year->posting_id);
  cadrectl_json_int (json, "person", year->person_id);
  cadrectl_json_text (json, "name", year->name);
  cadrectl_json_text (json, "unit", year->unit);
  cadrectl_json_text (json, "above", year->township);
  cadrectl_json_double (json, "days", year->days);
  cadrectl_json_double (json, "leave_days", year->leave_days);
  cadrectl_json_int (json, "met", year->n_met);
  cadrectl_json_int (json, "short", year->n_short);
  cadrectl_json_int (json, "missing", year->n_missing);
  cadrectl_json_int (json, "diaries", year->n_diaries);
  cadrectl_json_int (json, "visits", year->n_visits);
  cadrectl_json_int (json, "checks", year->n_checks);
  cadrectl_json_int (json, "absent", year->n_absent);
  cadrectl_json_int (json, "talks", year->n_talks);
  cadrectl_json_text (json, "first_half", year->first_half);
  cadrectl_json_text (json, "second_half", year->second_half);
  cadrectl_json_text (json, "year", year->whole);
  cadrectl_json_text (json, "limit", limit_names[cadre_presence_get_limit (year->n_absent)]);
  json_builder_set_member_name (json, "months");
  json_builder_begin_array (json);
  for (guint i = 0; i < G_N_ELEMENTS (year->months); i++)
    if (year->months[i] != NULL)
      build_month (json, year->months[i]);
  json_builder_end_array (json);
  json_builder_end_object (json);
}

static void
print_json (GPtrArray               *years,
            const CadrePresenceRule *rule)
{
  g_autoptr(JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  cadrectl_json_text (json, "rule", rule->key);
  cadrectl_json_text (json, "clause", rule->clause);
  json_builder_set_member_name (json, "postings");
  json_builder_begin_array (json);
  for (guint i = 0; i < years->len; i++)
    build_year (json, g_ptr_array_index (years, i));
  json_builder_end_array (json);
  json_builder_end_object (json);
  cadrectl_print_json (json);
}

static void
print_months (const CadrePresenceYear *year)
{
  for (guint i = 0; i < G_N_ELEMENTS (year->months); i++)
    {
      const CadrePresenceMonth *month = year->months[i];

      if (month == NULL)
        g_print ("\t");
      else if (month->state == CADRE_PRESENCE_MISSING)
        g_print ("\t?");
      else
        g_print ("\t%g%s", month->days, month->state == CADRE_PRESENCE_SHORT ? "↓" : "");
    }
}

static void
print_text (GPtrArray               *years,
            const CadrePresenceRule *rule)
{
  guint n_short = 0, n_missing = 0;

  for (guint i = 0; i < years->len; i++)
    {
      const CadrePresenceYear *year = g_ptr_array_index (years, i);
      const char *limit = limit_names[cadre_presence_get_limit (year->n_absent)];

      g_print ("%s\t%s", year->unit != NULL ? year->unit : "", year->name);
      print_months (year);
      g_print ("\t%s\t%s\t%s\t%s\n", year->first_half != NULL ? year->first_half : "",
               year->second_half != NULL ? year->second_half : "", year->whole != NULL ? year->whole : "",
               limit != NULL ? limit : "");
      n_short += year->n_short > 0;
      n_missing += year->n_missing > 0;
    }

  g_printerr (_("%u posted, %u with too few days, %u with months missing; %s\n"), years->len, n_short, n_missing, rule->name);
}

static gboolean
set_rule (CadreArchive  *archive,
          const char    *key,
          GError       **error)
{
  g_autoptr(CadreAction) action = cadre_action_begin (archive, "edit", _("Choose the rule of presence"), error);
  g_autoptr(CadrePresenceRule) rule = NULL;

  if (action == NULL || !cadre_archive_set_setting (archive, CADRE_PRESENCE_SETTING, key, error))
    return FALSE;

  /* One that is not there is refused, and the action with it. */
  rule = cadre_presence_rule_load (archive, error);
  return rule != NULL && cadre_action_commit (action, error);
}

/* Leaves those of which nothing is missing or short out. */
static void
keep_open (GPtrArray *years)
{
  for (guint i = years->len; i > 0; i--)
    {
      const CadrePresenceYear *year = g_ptr_array_index (years, i - 1);

      if (year->n_short == 0 && year->n_missing == 0)
        g_ptr_array_remove_index (years, i - 1);
    }
}

int
cadrectl_presence (Cadrectl *self,
                   int       argc,
                   char    **argv)
{
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(CadrePresenceRule) rule = NULL;
  g_autoptr(CadreWorkdays) workdays = NULL;
  g_autoptr(GPtrArray) years = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *unit = NULL;
  g_autofree char *kind = NULL;
  g_autofree char *rule_key = NULL;
  CadrePresenceQuery query = { .today = cadre_date_today () };
  gboolean open_only = FALSE;
  int year = query.today.year, status;
  const GOptionEntry entries[] = {
    { "year", 'y', 0, G_OPTION_ARG_INT, &year, N_("The year; this one"), N_("YEAR") },
    { "unit", 'u', 0, G_OPTION_ARG_STRING, &unit, N_("This unit and those below it"), N_("UNIT") },
    { "kind", 'k', 0, G_OPTION_ARG_STRING, &kind, N_("The kind of posting; 第一书记"), N_("KIND") },
    { "open", 0, 0, G_OPTION_ARG_NONE, &open_only, N_("Only those with too few days or months missing"), NULL },
    { "set-rule", 0, 0, G_OPTION_ARG_STRING, &rule_key, N_("First choose the rule: days or share"), N_("RULE") },
    { NULL }
  };

  if (!cadrectl_parse ("presence", _("Says how many days those who were posted spent in the village, and how they were appraised."),
                       entries, &argc, &argv, &status))
    return status;
  if (!cadrectl_argument_count ("presence", argc, 0, 0))
    return 2;

  archive = cadrectl_open (self, rule_key != NULL ? CADRE_ARCHIVE_WRITE : CADRE_ARCHIVE_READ, &error);
  if (archive == NULL || (rule_key != NULL && !set_rule (archive, rule_key, &error)))
    return cadrectl_fail (error);
  if (unit != NULL)
    {
      query.unit_id = cadre_units_identify (archive, unit, &error);
      if (query.unit_id == 0)
        return cadrectl_fail (error);
    }

  query.kind = kind;
  query.year = year;
  workdays = cadre_workdays_load (archive, &error);
  rule = workdays != NULL ? cadre_presence_rule_load (archive, &error) : NULL;
  years = rule != NULL ? cadre_presence_list_year (archive, rule, workdays, &query, &error) : NULL;
  if (years == NULL)
    return cadrectl_fail (error);

  if (open_only)
    keep_open (years);
  if (self->json)
    print_json (years, rule);
  else
    print_text (years, rule);
  return 0;
}
