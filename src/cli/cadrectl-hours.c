/* SPDX-License-Identifier: GPL-3.0-or-later */

/* hours: how one person or a unit stands by the rules, and why. */

#define G_LOG_DOMAIN "cadrectl"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-hours.h"
#include "cadre-people.h"
#include "cadrectl-json.h"
#include "cadrectl.h"

static const char *const alternatives[] = {
  [CADRE_HOURS_NOT_MET] = "none", [CADRE_HOURS_BY_MONTHS] = "months", [CADRE_HOURS_BY_DAYS] = "days",
  [CADRE_HOURS_BY_HOURS] = "hours",
};

static void
build_hours (JsonBuilder *json,
             const char  *name,
             gint64       thousandths)
{
  cadrectl_json_double (json, name, (double) thousandths / CADRE_HOURS_UNIT);
}

static void
build_amount (JsonBuilder            *json,
              const char             *name,
              const CadreHoursAmount *amount)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_object (json);
  build_hours (json, "months", amount->months);
  build_hours (json, "days", amount->days);
  build_hours (json, "hours", amount->hours);
  json_builder_end_object (json);
}

static void
build_records (JsonBuilder *json,
               GPtrArray   *records)
{
  json_builder_set_member_name (json, "records");
  json_builder_begin_array (json);
  for (guint i = 0; i < records->len; i++)
    {
      const CadreHoursRecord *record = g_ptr_array_index (records, i);

      json_builder_begin_object (json);
      cadrectl_json_int (json, "id", record->study_id);
      cadrectl_json_text (json, "title", record->title);
      cadrectl_json_text (json, "mode", record->mode);
      cadrectl_json_text (json, "since", record->since);
      cadrectl_json_text (json, "until", record->until);
      cadrectl_json_bool (json, "counted", record->counted);
      build_hours (json, "hours", record->hours);
      build_hours (json, "days", record->days);
      cadrectl_json_text (json, "reason", record->reason);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
build_standing (JsonBuilder              *json,
                const CadreHoursStanding *standing)
{
  json_builder_begin_object (json);
  cadrectl_json_int (json, "person", standing->person_id);
  cadrectl_json_text (json, "regime", standing->regime_key);
  cadrectl_json_text (json, "name", standing->regime_name);
  cadrectl_json_text (json, "clause", standing->clause);
  cadrectl_json_text (json, "rule_set", standing->set_name);
  cadrectl_json_text (json, "source", standing->set_source);
  cadrectl_json_text (json, "counter", standing->counter);
  cadrectl_json_text (json, "period", standing->period);
  cadrectl_json_date (json, "from", &standing->from);
  cadrectl_json_date (json, "until", &standing->until);
  cadrectl_json_int (json, "months_held", standing->months_held);
  cadrectl_json_int (json, "months_total", standing->months_total);
  build_amount (json, "required", &standing->required);
  build_amount (json, "done", &standing->done);
  build_amount (json, "missing", &standing->missing);
  build_hours (json, "offline_hours", standing->offline_hours);
  build_hours (json, "online_hours", standing->online_hours);
  build_hours (json, "other_hours", standing->other_hours);
  build_hours (json, "carried_hours", standing->carried_hours);
  cadrectl_json_bool (json, "met", standing->is_met);
  cadrectl_json_text (json, "met_by", alternatives[standing->met_by]);
  cadrectl_json_date (json, "debt_due", &standing->debt_due);
  if (standing->records != NULL)
    build_records (json, standing->records);
  json_builder_end_object (json);
}

/* One alternative after the other: 55/90 hours, 7/12 days. */
static char *
format_progress (const CadreHoursStanding *standing)
{
  const struct { const char *unit; gint64 done, required; } parts[] = {
    { _("months"), standing->done.months, standing->required.months },
    { _("days"), standing->done.days, standing->required.days },
    { _("hours"), standing->done.hours, standing->required.hours },
  };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *done = cadre_hours_format (parts[i].done);
      g_autofree char *required = cadre_hours_format (parts[i].required);

      if (parts[i].required > 0)
        g_string_append_printf (text, "%s%s/%s %s", text->len > 0 ? _(" or ") : "", done, required, parts[i].unit);
    }

  return g_string_free (text, FALSE);
}

static char *
format_verdict (const CadreHoursStanding *standing)
{
  g_autofree char *missing = cadre_hours_format (standing->missing.hours);
  g_autofree char *due = NULL;

  if (standing->is_met)
    return g_strdup_printf (_("met by %s"), _(alternatives[standing->met_by]));
  if (standing->debt_due.year == 0)
    return g_strdup_printf (_("%s hours missing"), missing);

  due = cadre_date_format (&standing->debt_due, CADRE_DATE_ISO);
  return g_strdup_printf (_("%s hours missing, after the promotion due by %s"), missing, due);
}

static void
print_standing (const CadreHoursStanding *standing)
{
  g_autofree char *from = cadre_date_format (&standing->from, CADRE_DATE_ISO);
  g_autofree char *until = cadre_date_format (&standing->until, CADRE_DATE_ISO);
  g_autofree char *progress = format_progress (standing);
  g_autofree char *verdict = format_verdict (standing);

  g_print ("%s (%s, %s)\n", standing->regime_name, standing->clause, standing->set_name);
  g_print ("  %s – %s: %s: %s\n", from, until, progress, verdict);
  if (standing->months_held < standing->months_total)
    g_print (_("  under this rule for %d of %d months, so for that part of it\n"), standing->months_held,
             standing->months_total);

  for (guint i = 0; i < standing->records->len; i++)
    {
      const CadreHoursRecord *record = g_ptr_array_index (standing->records, i);
      g_autofree char *hours = cadre_hours_format (record->hours);

      g_print ("  %-10s  %6s  %s  %s\n              %s\n", record->since != NULL ? record->since : "",
               record->counted ? hours : "–", record->mode, record->title, record->reason);
    }
}

static int
show_person (Cadrectl              *self,
             CadreArchive          *archive,
             const CadreHoursRules *rules,
             const char            *who)
{
  g_autoptr(GPtrArray) standings = NULL;
  g_autoptr(GError) error = NULL;
  gint64 person_id = cadre_people_identify (archive, who, &error);

  if (person_id == 0)
    return cadrectl_fail (error);
  standings = cadre_hours_get_standing (archive, rules, person_id, &error);
  if (standings == NULL)
    return cadrectl_fail (error);

  if (self->json)
    {
      g_autoptr(JsonBuilder) json = json_builder_new ();

      json_builder_begin_array (json);
      for (guint i = 0; i < standings->len; i++)
        build_standing (json, g_ptr_array_index (standings, i));
      json_builder_end_array (json);
      cadrectl_print_json (json);
      return 0;
    }

  for (guint i = 0; i < standings->len; i++)
    print_standing (g_ptr_array_index (standings, i));
  if (standings->len == 0)
    g_print (_("No rule asks anything of this person on that day.\n"));
  return 0;
}

typedef struct
{
  CadreStatement *names;
  JsonBuilder *json;       /* or NULL for text */
  int n_met, n;
} Listing;

static gboolean
list_cb (const CadreHoursStanding *standing,
         gpointer                  data)
{
  Listing *listing = data;
  g_autofree char *progress = NULL;
  g_autofree char *verdict = NULL;

  listing->n++;
  listing->n_met += standing->is_met;
  if (listing->json != NULL)
    {
      build_standing (listing->json, standing);
      return TRUE;
    }

  progress = format_progress (standing);
  verdict = format_verdict (standing);
  cadre_statement_reset (listing->names);
  cadre_statement_bind_int64 (listing->names, 1, standing->person_id);
  if (cadre_statement_step (listing->names, NULL))
    g_print ("%s\t%s\t%s\t%s\t%s\n", cadre_statement_get_text (listing->names, 0),
             cadre_statement_get_text (listing->names, 1), standing->regime_name, progress, verdict);
  return TRUE;
}

static int
show_unit (Cadrectl              *self,
           CadreArchive          *archive,
           const CadreHoursRules *rules,
           const char            *unit)
{
  g_autoptr(CadreStatement) names = NULL;
  g_autoptr(JsonBuilder) json = NULL;
  g_autoptr(GError) error = NULL;
  Listing listing = { 0 };
  gint64 unit_id = cadre_units_identify (archive, unit, &error);

  if (unit_id == 0)
    return cadrectl_fail (error);
  names = cadre_archive_prepare (archive, "SELECT name, ifnull (post_short, ifnull (post_full, '')) FROM person "
                                 "WHERE id = ?1", &error);
  if (names == NULL)
    return cadrectl_fail (error);

  listing.names = names;
  if (self->json)
    {
      listing.json = json = json_builder_new ();
      json_builder_begin_array (json);
    }
  if (!cadre_hours_compute_all (archive, rules, unit_id, list_cb, &listing, &error))
    return cadrectl_fail (error);
  if (self->json)
    {
      json_builder_end_array (json);
      cadrectl_print_json (json);
    }
  else
    {
      g_printerr (_("%d of %d standings met\n"), listing.n_met, listing.n);
    }

  return 0;
}

int
cadrectl_hours (Cadrectl *self,
                int       argc,
                char    **argv)
{
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(CadreHoursRules) rules = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *as_of_text = NULL;
  g_autofree char *unit = NULL;
  CadreDate as_of = cadre_date_today ();
  int status;
  const GOptionEntry entries[] = {
    { "unit", 'u', 0, G_OPTION_ARG_STRING, &unit, N_("Everybody of this unit and of those below it"), N_("UNIT") },
    { "as-of", 'd', 0, G_OPTION_ARG_STRING, &as_of_text, N_("The day to which hours are counted; today"), N_("DATE") },
    { NULL }
  };

  if (!cadrectl_parse ("hours", _("Says how a PERSON, or everybody of a unit, stands by the rules of hours, and why."),
                       entries, &argc, &argv, &status))
    return status;
  if ((unit == NULL) != (argc == 2) || argc > 2)
    return cadrectl_usage (_("hours: name one person, or a unit with --unit"));
  if (as_of_text != NULL && (!cadre_date_parse (as_of_text, &as_of) || !cadre_date_is_complete (&as_of)))
    return cadrectl_usage (_("hours: “%s” is not a day; write it as 2025-12-31"), as_of_text);

  archive = cadrectl_open (self, CADRE_ARCHIVE_READ, &error);
  if (archive == NULL)
    return cadrectl_fail (error);
  rules = cadre_hours_rules_load (archive, &as_of, &error);
  if (rules == NULL)
    return cadrectl_fail (error);

  return unit != NULL ? show_unit (self, archive, rules, unit) : show_person (self, archive, rules, argv[1]);
}
