/* SPDX-License-Identifier: GPL-3.0-or-later */

/* eligible, candidates: who fits a way up and why not, and a round's people. */

#define G_LOG_DOMAIN "cadrectl"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-action.h"
#include "cadre-candidacy.h"
#include "cadre-filter.h"
#include "cadre-people.h"
#include "cadrectl-json.h"
#include "cadrectl.h"

static const char *const states[] = { "met", "not met", "unknown" };

static gint64
find_rule_set (CadreArchive  *archive,
               const char    *key,
               GError       **error)
{
  g_autoptr(CadreStatement) row = NULL;

  row = cadre_archive_prepare (archive, "SELECT id FROM eligibility_rule_set WHERE key = ?1 OR name = ?1 UNION ALL "
                               "SELECT rule_set_id FROM pipeline WHERE rule_set_id IS NOT NULL AND (key = ?1 OR name = ?1) LIMIT 1", error);
  if (row == NULL)
    return 0;

  cadre_statement_bind_text (row, 1, key);
  if (cadre_statement_step (row, error))
    return cadre_statement_get_int64 (row, 0);
  if (error == NULL || *error == NULL)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("“%s” is no rule set, nor a pipeline that has one; see cadrectl pipelines"), key);
  return 0;
}

static void
build_findings (JsonBuilder *json,
                GPtrArray   *findings)
{
  json_builder_set_member_name (json, "rules");
  json_builder_begin_array (json);
  for (guint i = 0; i < findings->len; i++)
    {
      const CadreEligibilityFinding *finding = g_ptr_array_index (findings, i);

      json_builder_begin_object (json);
      cadrectl_json_text (json, "rule", finding->rule->name);
      cadrectl_json_text (json, "clause", finding->rule->clause);
      cadrectl_json_bool (json, "must", finding->rule->is_must);
      cadrectl_json_text (json, "state", states[finding->state]);
      cadrectl_json_text (json, "value", finding->value);
      cadrectl_json_text (json, "exception", finding->rule->exception);
      json_builder_set_member_name (json, "records");
      json_builder_begin_array (json);
      for (guint r = 0; r < finding->records->len; r++)
        {
          const CadreEligibilityRecord *record = g_ptr_array_index (finding->records, r);

          json_builder_begin_object (json);
          cadrectl_json_text (json, "kind", record->kind);
          cadrectl_json_int (json, "id", record->id);
          cadrectl_json_text (json, "text", record->text);
          json_builder_end_object (json);
        }
      json_builder_end_array (json);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
print_findings (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const CadreEligibilityFinding *finding = g_ptr_array_index (findings, i);
      const char *sign = finding->state == CADRE_ELIGIBILITY_MET ? "✓" : finding->rule->is_must ? "✗" : "!";

      g_print ("%s\t%s\t%s\t%s\n", sign, finding->rule->name, finding->value,
               finding->rule->clause != NULL ? finding->rule->clause : "");
    }
}

static int
check_person (Cadrectl         *self,
              CadreArchive     *archive,
              CadreEligibility *rules,
              const char       *who,
              const CadreDate  *as_of)
{
  g_autoptr(GError) error = NULL;
  gint64 person = cadre_people_identify (archive, who, &error);
  g_autoptr(GPtrArray) findings = person > 0 ? cadre_eligibility_check (rules, archive, person, as_of, &error) : NULL;

  if (findings == NULL)
    return cadrectl_fail (error);

  if (self->json)
    {
      g_autoptr(JsonBuilder) json = json_builder_new ();

      json_builder_begin_object (json);
      cadrectl_json_int (json, "person", person);
      cadrectl_json_date (json, "as_of", as_of);
      cadrectl_json_int (json, "gaps", cadre_eligibility_count_gaps (findings, TRUE));
      build_findings (json, findings);
      json_builder_end_object (json);
      cadrectl_print_json (json);
    }
  else
    print_findings (findings);

  return 0;
}

static gboolean
save_list (CadreArchive      *archive,
           CadreCatalogue    *catalogue,
           CadreEligibility  *rules,
           const char        *name,
           GError           **error)
{
  g_autofree char *json = cadre_eligibility_to_filter (rules);
  g_autoptr(CadreFilter) filter = json != NULL ? cadre_filter_parse (catalogue, json, error) : NULL;
  g_autoptr(CadreAction) action = NULL;

  if (json == NULL)
    {
      g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("No rule of this set is a must: nothing to save"));
      return FALSE;
    }
  action = filter != NULL ? cadre_action_begin (archive, "edit", _("Save a list of people"), error) : NULL;
  return action != NULL && cadre_filter_save (filter, archive, name, error) && cadre_action_commit (action, error);
}

/* Name and post of one of the list. */
static CadreStatement *
prepare_person (CadreArchive  *archive,
                GError       **error)
{
  return cadre_archive_prepare (archive, "SELECT name, coalesce (post_full, post_short, '') FROM person WHERE id = ?1", error);
}

static void
print_list_json (CadreEligibility    *rules,
                 const CadreLongList *list,
                 CadreStatement      *person,
                 const CadreDate     *as_of)
{
  g_autoptr(JsonBuilder) json = json_builder_new ();
  GPtrArray *all = cadre_eligibility_get_rules (rules);

  json_builder_begin_object (json);
  cadrectl_json_date (json, "as_of", as_of);
  cadrectl_json_int (json, "people", list->n_people);
  cadrectl_json_int (json, "left", list->ids->len);
  json_builder_set_member_name (json, "rules");
  json_builder_begin_array (json);
  for (guint i = 0; i < all->len; i++)
    {
      const CadreEligibilityRule *rule = g_ptr_array_index (all, i);

      json_builder_begin_object (json);
      cadrectl_json_text (json, "rule", rule->name);
      cadrectl_json_text (json, "clause", rule->clause);
      cadrectl_json_bool (json, "must", rule->is_must);
      cadrectl_json_int (json, "without", g_array_index (list->n_without, guint, i));
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  json_builder_set_member_name (json, "persons");
  json_builder_begin_array (json);
  for (guint i = 0; i < list->ids->len; i++)
    {
      cadre_statement_reset (person);
      cadre_statement_bind_int64 (person, 1, g_array_index (list->ids, gint64, i));
      if (!cadre_statement_step (person, NULL))
        continue;
      json_builder_begin_object (json);
      cadrectl_json_int (json, "id", g_array_index (list->ids, gint64, i));
      cadrectl_json_text (json, "name", cadre_statement_get_text (person, 0));
      cadrectl_json_text (json, "post", cadre_statement_get_text (person, 1));
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  json_builder_end_object (json);
  cadrectl_print_json (json);
}

static void
print_list (CadreEligibility    *rules,
            const CadreLongList *list,
            CadreStatement      *person)
{
  GPtrArray *all = cadre_eligibility_get_rules (rules);

  for (guint i = 0; i < list->ids->len; i++)
    {
      cadre_statement_reset (person);
      cadre_statement_bind_int64 (person, 1, g_array_index (list->ids, gint64, i));
      if (cadre_statement_step (person, NULL))
        g_print ("#%ld\t%s\t%s\n", (glong) g_array_index (list->ids, gint64, i), cadre_statement_get_text (person, 0),
                 cadre_statement_get_text (person, 1));
    }
  for (guint i = 0; i < all->len; i++)
    {
      const CadreEligibilityRule *rule = g_ptr_array_index (all, i);

      g_printerr (rule->is_must ? _("%s: takes out %u\n") : _("%s: %u of those left are without it\n"), rule->name,
                  g_array_index (list->n_without, guint, i));
    }
  g_printerr (_("%u of %u people fit\n"), list->ids->len, list->n_people);
}

int
cadrectl_eligible (Cadrectl *self,
                   int       argc,
                   char    **argv)
{
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(CadreCatalogue) catalogue = NULL;
  g_autoptr(CadreEligibility) rules = NULL;
  g_autoptr(CadreLongList) list = NULL;
  g_autoptr(CadreStatement) person = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *as_of_text = NULL;
  g_autofree char *unit = NULL;
  g_autofree char *who = NULL;
  g_autofree char *name = NULL;
  CadreDate as_of = cadre_date_today ();
  gint64 set_id, unit_id = 0;
  int status;
  const GOptionEntry entries[] = {
    { "as-of", 'd', 0, G_OPTION_ARG_STRING, &as_of_text, N_("The day that the rules look at; today"), N_("DATE") },
    { "unit", 'u', 0, G_OPTION_ARG_STRING, &unit, N_("This unit and those below it"), N_("UNIT") },
    { "person", 'p', 0, G_OPTION_ARG_STRING, &who, N_("Only this person, rule by rule"), N_("WHO") },
    { "save", 0, 0, G_OPTION_ARG_STRING, &name, N_("Keep the list as a filter of this name"), N_("NAME") },
    { NULL }
  };

  if (!cadrectl_parse ("eligible", _("Says who fits the rules of a way up, and how many each rule takes out."), entries,
                       &argc, &argv, &status))
    return status;
  if (!cadrectl_argument_count ("eligible", argc, 1, 1))
    return 2;
  if (as_of_text != NULL && !cadre_date_parse (as_of_text, &as_of))
    return cadrectl_usage (_("eligible: “%s” is not a date; write it as 2025-12-31"), as_of_text);

  archive = cadrectl_open (self, name != NULL ? CADRE_ARCHIVE_WRITE : CADRE_ARCHIVE_READ, &error);
  if (archive == NULL || !(catalogue = cadre_catalogue_new (archive, &error)) ||
      !(set_id = find_rule_set (archive, argv[1], &error)) ||
      !(rules = cadre_eligibility_load (archive, catalogue, set_id, &error)) ||
      (unit != NULL && !(unit_id = cadre_units_identify (archive, unit, &error))))
    return cadrectl_fail (error);

  if (who != NULL)
    return check_person (self, archive, rules, who, &as_of);

  list = cadre_eligibility_run (rules, archive, unit_id, &as_of, &error);
  person = list != NULL ? prepare_person (archive, &error) : NULL;
  if (person == NULL || (name != NULL && !save_list (archive, catalogue, rules, name, &error)))
    return cadrectl_fail (error);

  if (self->json)
    print_list_json (rules, list, person, &as_of);
  else
    print_list (rules, list, person);
  return 0;
}

static const char *
stage_name (const CadrePipeline *pipeline,
            gint64               id)
{
  for (guint i = 0; i < pipeline->stages->len; i++)
    {
      const CadreStage *stage = g_ptr_array_index (pipeline->stages, i);

      if (stage->id == id)
        return stage->name;
    }

  return "";
}

static const char *const candidate_states[] = { "running", "out", "appointed" };

static void
build_events (JsonBuilder *json,
              GPtrArray   *events)
{
  json_builder_set_member_name (json, "events");
  json_builder_begin_array (json);
  for (guint i = 0; i < events->len; i++)
    {
      const CadreStageEvent *event = g_ptr_array_index (events, i);

      json_builder_begin_object (json);
      cadrectl_json_text (json, "stage", event->stage);
      cadrectl_json_text (json, "direction", event->direction);
      cadrectl_json_text (json, "date", event->date);
      cadrectl_json_text (json, "text", event->text);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static gboolean
print_candidates (Cadrectl            *self,
                  CadreArchive        *archive,
                  CadreCatalogue      *catalogue,
                  gint64               round_id,
                  gboolean             history,
                  GError             **error)
{
  g_autoptr(CadrePromotionRound) round = cadre_promotion_round_get (archive, round_id, error);
  g_autoptr(CadrePipeline) pipeline = round != NULL ? cadre_pipeline_get (archive, round->pipeline_id, error) : NULL;
  g_autoptr(GPtrArray) list = pipeline != NULL ? cadre_candidate_list (archive, round_id, error) : NULL;
  g_autoptr(CadreEligibility) rules = NULL;
  g_autoptr(JsonBuilder) json = json_builder_new ();
  CadreDate as_of;

  if (list == NULL)
    return FALSE;
  if (!cadre_candidate_load_rules (archive, catalogue, round, &rules, &as_of, error))
    return FALSE;

  json_builder_begin_array (json);
  for (guint i = 0; i < list->len; i++)
    {
      const CadreCandidate *candidate = g_ptr_array_index (list, i);
      g_autoptr(GPtrArray) findings = cadre_eligibility_check (rules, archive, candidate->person_id, &as_of, error);
      g_autoptr(GPtrArray) events = findings != NULL ? cadre_candidate_list_events (archive, candidate->id, error) : NULL;

      if (events == NULL)
        return FALSE;
      if (!self->json)
        {
          g_print ("%ld\t%s\t%s\t%s\t%s\t%u\n", (glong) candidate->id, candidate->name,
                   candidate->post != NULL ? candidate->post : "", stage_name (pipeline, candidate->stage_id),
                   candidate_states[candidate->state], cadre_eligibility_count_gaps (findings, TRUE));
          for (guint e = 0; history && e < events->len; e++)
            {
              const CadreStageEvent *event = g_ptr_array_index (events, e);

              g_print ("\t%s\t%s\t%s\t%s\n", event->date != NULL ? event->date : "", event->direction, event->stage, event->text);
            }
          continue;
        }
      json_builder_begin_object (json);
      cadrectl_json_int (json, "id", candidate->id);
      cadrectl_json_int (json, "person", candidate->person_id);
      cadrectl_json_text (json, "name", candidate->name);
      cadrectl_json_text (json, "post", candidate->post);
      cadrectl_json_text (json, "stage", stage_name (pipeline, candidate->stage_id));
      cadrectl_json_date (json, "since", &candidate->since);
      cadrectl_json_text (json, "state", candidate_states[candidate->state]);
      cadrectl_json_text (json, "unit", candidate->unit);
      cadrectl_json_text (json, "target", candidate->target_post);
      cadrectl_json_text (json, "level", candidate->target_level);
      cadrectl_json_int (json, "gaps", cadre_eligibility_count_gaps (findings, TRUE));
      cadrectl_json_text (json, "exception", candidate->exception_ground);
      build_findings (json, findings);
      build_events (json, events);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  if (self->json)
    cadrectl_print_json (json);
  return TRUE;
}

/* What the words change, in one action. */
static gboolean
change (CadreArchive            *archive,
        CadreCatalogue          *catalogue,
        gint64                   round_id,
        const char              *verb,
        const char              *who,
        const char              *reason,
        const CadreStageRecord  *record,
        GError                 **error)
{
  g_autoptr(CadreAction) action = NULL;
  g_autoptr(CadreStatement) row = NULL;
  gint64 person = cadre_people_identify (archive, who, error);
  gint64 id = 0;
  gboolean ok;

  if (person == 0)
    return FALSE;
  action = cadre_action_begin (archive, "edit", _("Move a candidate"), error);
  if (action == NULL)
    return FALSE;

  if (g_str_equal (verb, "add"))
    return cadre_candidate_add (archive, round_id, person, record->date, error) > 0 && cadre_action_commit (action, error);

  row = cadre_archive_prepare (archive, "SELECT id FROM candidacy WHERE round_id = ?1 AND person_id = ?2", error);
  if (row == NULL)
    return FALSE;
  cadre_statement_bind_int64 (row, 1, round_id);
  cadre_statement_bind_int64 (row, 2, person);
  if (cadre_statement_step (row, error))
    id = cadre_statement_get_int64 (row, 0);
  else if (!cadre_statement_is_done (row))
    return FALSE;
  cadre_statement_reset (row);
  if (id == 0)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("“%s” is not in this round; add the person first"), who);
      return FALSE;
    }

  ok = g_str_equal (verb, "advance") ? cadre_candidate_advance (archive, catalogue, id, record, error)
                                     : cadre_candidate_leave (archive, id, record->date, reason, error);
  return ok && cadre_action_commit (action, error);
}

int
cadrectl_candidates (Cadrectl *self,
                     int       argc,
                     char    **argv)
{
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(CadreCatalogue) catalogue = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *date = NULL;
  g_autofree char *document = NULL;
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;
  g_autofree char *reason = NULL;
  CadreStageRecord record = CADRE_STAGE_RECORD_INIT;
  gboolean history = FALSE;
  gint64 round_id;
  int status;
  const GOptionEntry entries[] = {
    { "history", 0, 0, G_OPTION_ARG_NONE, &history, N_("With every move"), NULL },
    { "date", 'd', 0, G_OPTION_ARG_STRING, &date, N_("Of a move: when it was"), N_("DATE") },
    { "document", 0, 0, G_OPTION_ARG_STRING, &document, N_("Of a move: its document"), N_("NUMBER") },
    { "due", 0, 0, G_OPTION_ARG_INT, &record.members_due, N_("Of a vote: members in all"), N_("N") },
    { "present", 0, 0, G_OPTION_ARG_INT, &record.members_present, N_("Of a vote: members present"), N_("N") },
    { "for", 0, 0, G_OPTION_ARG_INT, &record.votes_for, N_("Of a vote: for"), N_("N") },
    { "against", 0, 0, G_OPTION_ARG_INT, &record.votes_against, N_("Of a vote: against"), N_("N") },
    { "abstain", 0, 0, G_OPTION_ARG_INT, &record.votes_abstain, N_("Of a vote: abstained"), N_("N") },
    { "notice-from", 0, 0, G_OPTION_ARG_STRING, &from, N_("Of a public notice: its first day"), N_("DATE") },
    { "notice-until", 0, 0, G_OPTION_ARG_STRING, &until, N_("Of a public notice: its last day"), N_("DATE") },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_("Of leaving: why"), N_("TEXT") },
    { NULL }
  };

  if (!cadrectl_parse ("candidates", _("Lists the candidates of a round; “candidates ROUND add|advance|out WHO” moves one."),
                       entries, &argc, &argv, &status))
    return status;
  if (!cadrectl_argument_count ("candidates", argc, 1, 3))
    return 2;
  if (!g_ascii_string_to_signed (argv[1], 10, 1, G_MAXINT64, &round_id, NULL))
    return cadrectl_usage (_("candidates: “%s” is no round; see cadrectl promotion-rounds for their numbers"), argv[1]);
  if (argc == 3 || (argc == 4 && !g_str_equal (argv[2], "add") && !g_str_equal (argv[2], "advance") && !g_str_equal (argv[2], "out")))
    return cadrectl_usage (_("candidates: say add, advance or out, and whom"));

  archive = cadrectl_open (self, argc == 4 ? CADRE_ARCHIVE_WRITE : CADRE_ARCHIVE_READ, &error);
  catalogue = archive != NULL ? cadre_catalogue_new (archive, &error) : NULL;
  if (catalogue == NULL)
    return cadrectl_fail (error);

  record.date = date;
  record.document = document;
  record.notice_from = from;
  record.notice_until = until;
  if ((argc == 4 && !change (archive, catalogue, round_id, argv[2], argv[3], reason, &record, &error)) ||
      !print_candidates (self, archive, catalogue, round_id, history, &error))
    return cadrectl_fail (error);

  return 0;
}
