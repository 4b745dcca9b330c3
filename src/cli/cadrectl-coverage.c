/* SPDX-License-Identifier: GPL-3.0-or-later */

/* coverage: which villages that must be covered are, and by whom. */

#define G_LOG_DOMAIN "cadrectl"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-coverage.h"
#include "cadre-units.h"
#include "cadrectl-json.h"
#include "cadrectl.h"

static void
build_holder (JsonBuilder       *json,
              const CadreHolder *holder)
{
  json_builder_begin_object (json);
  cadrectl_json_int (json, "posting", holder->posting_id);
  cadrectl_json_int (json, "person", holder->person_id);
  cadrectl_json_text (json, "name", holder->name);
  cadrectl_json_date (json, "since", &holder->since);
  cadrectl_json_date (json, "until", &holder->until);
  cadrectl_json_date (json, "planned_end", &holder->planned_end);
  cadrectl_json_bool (json, "tied_to_status", holder->is_tied);
  cadrectl_json_text (json, "end_reason", holder->end_reason);
  json_builder_end_object (json);
}

static void
build_gap (JsonBuilder            *json,
           const CadreCoverageGap *gap)
{
  json_builder_begin_object (json);
  cadrectl_json_date (json, "from", &gap->from);
  cadrectl_json_date (json, "to", &gap->to);
  cadrectl_json_int (json, "days", gap->days);
  cadrectl_json_bool (json, "at_least", gap->is_least);
  cadrectl_json_int (json, "before", gap->before_id);
  cadrectl_json_int (json, "after", gap->after_id);
  json_builder_end_object (json);
}

static void
build_village (JsonBuilder         *json,
               const CadreCoverage *village)
{
  json_builder_begin_object (json);
  cadrectl_json_int (json, "id", village->unit_id);
  cadrectl_json_text (json, "unit", village->unit);
  cadrectl_json_text (json, "above", village->township);
  cadrectl_json_text (json, "status", village->statuses);
  cadrectl_json_date (json, "must_be_covered_since", &village->obliged_since);
  cadrectl_json_text (json, "sender", village->sender);
  cadrectl_json_bool (json, "covered", village->is_covered);
  cadrectl_json_date (json, "since", &village->since);
  cadrectl_json_int (json, "uncovered_days", village->uncovered_days);
  cadrectl_json_bool (json, "double", village->is_double);

  json_builder_set_member_name (json, "holders");
  json_builder_begin_array (json);
  for (guint i = 0; i < village->holders->len; i++)
    build_holder (json, g_ptr_array_index (village->holders, i));
  json_builder_end_array (json);

  json_builder_set_member_name (json, "last");
  if (village->last != NULL)
    build_holder (json, village->last);
  else
    json_builder_add_null_value (json);

  json_builder_set_member_name (json, "gaps");
  json_builder_begin_array (json);
  for (guint i = 0; i < village->gaps->len; i++)
    build_gap (json, &g_array_index (village->gaps, CadreCoverageGap, i));
  json_builder_end_array (json);
  json_builder_end_object (json);
}

static void
print_json (GPtrArray                *villages,
            const CadreCoverageCount *count,
            const CadreDate          *as_of,
            gboolean                  uncovered_only)
{
  g_autoptr(JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  cadrectl_json_date (json, "as_of", as_of);
  cadrectl_json_int (json, "must_be_covered", count->n);
  cadrectl_json_int (json, "covered", count->n_covered);
  cadrectl_json_int (json, "uncovered", count->n_uncovered);
  cadrectl_json_int (json, "double", count->n_double);
  cadrectl_json_int (json, "ending", count->n_ending);
  json_builder_set_member_name (json, "units");
  json_builder_begin_array (json);
  for (guint i = 0; i < villages->len; i++)
    {
      const CadreCoverage *village = g_ptr_array_index (villages, i);

      if (!uncovered_only || !village->is_covered)
        build_village (json, village);
    }
  json_builder_end_array (json);
  json_builder_end_object (json);
  cadrectl_print_json (json);
}

static void
print_holders (const CadreCoverage *village)
{
  for (guint i = 0; i < village->holders->len; i++)
    {
      const CadreHolder *holder = g_ptr_array_index (village->holders, i);
      g_autofree char *since = cadre_date_format (&holder->since, CADRE_DATE_ISO);
      g_autofree char *end = cadre_date_format (&holder->planned_end, CADRE_DATE_ISO);

      g_print ("%s%s %s–%s", i > 0 ? ", " : "", holder->name, since, end);
    }
  if (village->is_double)
    g_print (" %s", _("(more than one)"));
}

static void
print_village (const CadreCoverage *village)
{
  g_autofree char *since = cadre_date_format (&village->since, CADRE_DATE_ISO);

  g_print ("%s\t%s\t%s\t", village->township != NULL ? village->township : "", village->unit, village->statuses);
  if (village->is_covered)
    print_holders (village);
  else if (village->uncovered_days == 0)
    g_print ("%s", _("uncovered, nobody knows since when"));
  else
    g_print (_("uncovered since %s, %u days"), since, village->uncovered_days);
  g_print ("\n");
}

static void
print_text (GPtrArray                *villages,
            const CadreCoverageCount *count,
            gboolean                  uncovered_only)
{
  for (guint i = 0; i < villages->len; i++)
    {
      const CadreCoverage *village = g_ptr_array_index (villages, i);

      if (!uncovered_only || !village->is_covered)
        print_village (village);
    }

  g_printerr (_("%u of %u covered, %u uncovered, %u with more than one, %u ending within %d days\n"), count->n_covered,
              count->n, count->n_uncovered, count->n_double, count->n_ending, CADRE_COVERAGE_ENDING_DAYS);
}

static gboolean
set_allowed (CadreArchive  *archive,
             int            days,
             GError       **error)
{
  g_autoptr(CadreAction) action = cadre_action_begin (archive, "edit", _("Set how long a village may be uncovered"), error);
  g_autofree char *text = g_strdup_printf ("%d", days);

  return action != NULL && cadre_archive_set_setting (archive, CADRE_COVERAGE_ALLOWED_SETTING, text, error) &&
         cadre_action_commit (action, error);
}

int
cadrectl_coverage (Cadrectl *self,
                   int       argc,
                   char    **argv)
{
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(GPtrArray) villages = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *as_of_text = NULL;
  g_autofree char *unit = NULL;
  g_autofree char *kind = NULL;
  g_autofree char *status_name = NULL;
  CadreCoverageQuery query = { .as_of = cadre_date_today () };
  CadreCoverageCount count;
  gboolean uncovered_only = FALSE;
  int allowed = -1;
  int status;
  const GOptionEntry entries[] = {
    { "as-of", 'd', 0, G_OPTION_ARG_STRING, &as_of_text, N_("The day asked about; today"), N_("DATE") },
    { "unit", 'u', 0, G_OPTION_ARG_STRING, &unit, N_("This unit and those below it"), N_("UNIT") },
    { "status", 's', 0, G_OPTION_ARG_STRING, &status_name, N_("Only those that must be covered for this"), N_("STATUS") },
    { "kind", 'k', 0, G_OPTION_ARG_STRING, &kind, N_("The kind of posting that covers; 第一书记"), N_("KIND") },
    { "set-allowed", 0, 0, G_OPTION_ARG_INT, &allowed,
      N_("From now on the overview names villages that nobody is in for more than so many days; 30 where none were set"), N_("DAYS") },
    { "uncovered", 0, 0, G_OPTION_ARG_NONE, &uncovered_only, N_("Name only those where nobody is"), NULL },
    { NULL }
  };

  if (!cadrectl_parse ("coverage", _("Says which villages must be covered on a day, and who is there."), entries, &argc,
                       &argv, &status))
    return status;
  if (!cadrectl_argument_count ("coverage", argc, 0, 0))
    return 2;
  if (as_of_text != NULL && (!cadre_date_parse (as_of_text, &query.as_of) || !cadre_date_is_complete (&query.as_of)))
    return cadrectl_usage (_("coverage: “%s” is not a day; write it as 2025-12-31"), as_of_text);

  archive = cadrectl_open (self, allowed >= 0 ? CADRE_ARCHIVE_WRITE : CADRE_ARCHIVE_READ, &error);
  if (archive == NULL || (allowed >= 0 && !set_allowed (archive, allowed, &error)))
    return cadrectl_fail (error);
  if (unit != NULL)
    {
      query.unit_id = cadre_units_identify (archive, unit, &error);
      if (query.unit_id == 0)
        return cadrectl_fail (error);
    }
  query.kind = kind;
  query.status = status_name;
  villages = cadre_coverage_load (archive, &query, &error);
  if (villages == NULL)
    return cadrectl_fail (error);

  cadre_coverage_count (villages, &query.as_of, CADRE_COVERAGE_ENDING_DAYS, &count);
  if (self->json)
    print_json (villages, &count, &query.as_of, uncovered_only);
  else
    print_text (villages, &count, uncovered_only);
  return 0;
}
