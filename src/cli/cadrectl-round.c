/* SPDX-License-Identifier: GPL-3.0-or-later */

/* rounds, round: assessments from the first score to the lock. */

#define G_LOG_DOMAIN "cadrectl"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "cadre-action.h"
#include "cadre-date.h"
#include "cadre-filter.h"
#include "cadre-people.h"
#include "cadre-round.h"
#include "cadre-round-results.h"
#include "cadre-round-scores.h"
#include "cadre-rounds.h"
#include "cadre-scheme-edit.h"
#include "cadre-units.h"
#include "cadrectl.h"
#include "cadrectl-json.h"
#include "cadrectl-scope.h"

/* What was asked of a round; at most one of the things to do is set. */
typedef struct
{
  gboolean create, compute, lock, delete, results, caps, progress, set_aside;
  char *scores;            /* a sheet */
  char *score, *outside, *back, *explain, *decide, *reopen;   /* a person, or a reason */
  char *scheme, *unit, *category, *list;
  char **persons;
  char **values;
  char *group, *scorer;
  char *as, *reason, *document, *grade;
  double cap;
  int year;
} RoundWords;

static void
round_words_clear (RoundWords *self)
{
  char **texts[] = { &self->scores, &self->score, &self->outside, &self->back, &self->explain, &self->decide, &self->reopen, &self->scheme,
                     &self->unit, &self->category, &self->list, &self->group, &self->scorer, &self->as, &self->reason,
                     &self->document, &self->grade };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (*texts[i]);
  g_strfreev (self->persons);
  g_strfreev (self->values);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RoundWords, round_words_clear)

static void
build_info (JsonBuilder          *json,
            const CadreRoundInfo *info)
{
  cadrectl_json_text (json, "name", info->name);
  cadrectl_json_int (json, "year", info->year);
  cadrectl_json_text (json, "scheme", info->scheme);
  cadrectl_json_int (json, "scheme_version", info->scheme_version);
  cadrectl_json_text (json, "state", info->state);
  cadrectl_json_text (json, "as_of", info->as_of);
  cadrectl_json_double (json, "cap", info->cap);
  cadrectl_json_text (json, "cap_approval", info->cap_approval);
  cadrectl_json_text (json, "cap_rounding", info->cap_rounding);
  cadrectl_json_text (json, "cap_pool", info->cap_pool);
  cadrectl_json_int (json, "participants", info->n_participants);
  cadrectl_json_int (json, "outside", info->n_outside);
  cadrectl_json_int (json, "graded", info->n_graded);
  cadrectl_json_int (json, "excellent", info->n_excellent);
  cadrectl_json_int (json, "capped", info->n_capped);
  cadrectl_json_int (json, "decided", info->n_decided);
  cadrectl_json_text (json, "locked_on", info->locked_on);
  cadrectl_json_text (json, "lock_document", info->lock_document);
  cadrectl_json_text (json, "reopened_reason", info->reopened_reason);
}

static void
print_info (const CadreRoundInfo *info)
{
  g_print ("%s\t%d\t%s\t%s\t%u\t%u\t%u\n", info->name, info->year, info->scheme, cadre_round_state_get_name (info->state),
           info->n_participants, info->n_graded, info->n_excellent);
}

int
cadrectl_rounds (Cadrectl *self,
                 int       argc,
                 char    **argv)
{
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonBuilder) json = json_builder_new ();
  int year = 0, status;
  const GOptionEntry entries[] = {
    { "year", 'y', 0, G_OPTION_ARG_INT, &year, N_("Only those of this year"), N_("YEAR") },
    { NULL }
  };

  if (!cadrectl_parse ("rounds", _("Lists the rounds of assessment, the latest first: name, year, scheme, state, who take part, graded, excellent."),
                       entries, &argc, &argv, &status))
    return status;
  if (!cadrectl_argument_count ("rounds", argc, 0, 0))
    return 2;

  archive = cadrectl_open (self, CADRE_ARCHIVE_READ, &error);
  list = archive != NULL ? cadre_rounds_list (archive, year, &error) : NULL;
  if (list == NULL)
    return cadrectl_fail (error);

  json_builder_begin_array (json);
  for (guint i = 0; i < list->len; i++)
    {
      if (!self->json)
        {
          print_info (g_ptr_array_index (list, i));
          continue;
        }
      json_builder_begin_object (json);
      build_info (json, g_ptr_array_index (list, i));
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  if (self->json)
    cadrectl_print_json (json);

  return 0;
}

/* ---- showing */

static void
build_result (JsonBuilder            *json,
              const CadreRoundResult *result)
{
  json_builder_begin_object (json);
  cadrectl_json_int (json, "person", result->person_id);
  cadrectl_json_text (json, "name", result->name);
  cadrectl_json_text (json, "unit", result->unit);
  cadrectl_json_text (json, "post", result->post);
  cadrectl_json_bool (json, "takes_part", result->takes_part);
  cadrectl_json_text (json, "outside_as", result->outside_as);
  cadrectl_json_text (json, "reason", result->reason);
  cadrectl_json_double (json, "total", result->has_total ? result->total : NAN);
  cadrectl_json_int (json, "rank", result->rank_all);
  cadrectl_json_int (json, "rank_unit", result->rank_unit);
  cadrectl_json_int (json, "rank_level", result->rank_level);
  cadrectl_json_text (json, "grade_computed", result->grade_computed);
  cadrectl_json_text (json, "grade", result->grade);
  cadrectl_json_bool (json, "capped", result->capped);
  cadrectl_json_double (json, "short_of", result->short_of);
  cadrectl_json_bool (json, "vetoed", result->vetoed);
  cadrectl_json_text (json, "decided_reason", result->decided_reason);
  cadrectl_json_text (json, "decided_document", result->decided_document);
  json_builder_end_object (json);
}

static void
print_result (const CadreRoundResult *result)
{
  g_autofree char *total = result->has_total ? g_strdup_printf ("%.2f", result->total) : g_strdup ("");
  g_autofree char *remark = NULL;

  if (!result->takes_part)
    remark = g_strdup (result->reason);
  else if (result->decided_reason != NULL)
    remark = g_strdup_printf (_("decided: %s %s"), result->decided_reason, result->decided_document != NULL ? result->decided_document : "");
  else if (result->vetoed)
    remark = g_strdup (_("vetoed"));
  else if (result->capped)
    remark = g_strdup_printf (_("cut by the cap, short of %.2f"), result->short_of);

  g_print ("%u\t%s\t%s\t%s\t%s\t%s\n", result->rank_all, result->name, result->unit != NULL ? result->unit : "", total,
           result->grade != NULL ? result->grade : result->outside_as != NULL ? result->outside_as : "", remark != NULL ? remark : "");
}

static int
show_results (Cadrectl     *self,
              CadreArchive *archive,
              gint64        id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) results = cadre_round_list_results (archive, id, &error);
  g_autoptr(JsonBuilder) json = json_builder_new ();

  if (results == NULL)
    return cadrectl_fail (error);

  json_builder_begin_array (json);
  for (guint i = 0; i < results->len; i++)
    if (self->json)
      build_result (json, g_ptr_array_index (results, i));
    else
      print_result (g_ptr_array_index (results, i));
  json_builder_end_array (json);
  if (self->json)
    cadrectl_print_json (json);

  return 0;
}

/* The name of a pool's unit; 0 is everybody. */
static char *
get_unit_name (CadreStatement  *names,
               gint64           unit_id,
               GError         **error)
{
  char *name;

  if (unit_id == 0)
    return g_strdup ("全体");

  cadre_statement_bind_int64 (names, 1, unit_id);
  name = cadre_statement_step (names, error) ? cadre_statement_dup_text (names, 0) : NULL;
  cadre_statement_reset (names);
  return name;
}

static int
show_caps (Cadrectl     *self,
           CadreArchive *archive,
           gint64        id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) pools = cadre_round_list_pools (archive, id, &error);
  g_autoptr(CadreStatement) names = NULL;
  g_autoptr(JsonBuilder) json = json_builder_new ();

  names = pools != NULL ? cadre_archive_prepare (archive, "SELECT coalesce (short_name, name) FROM unit WHERE id = ?1", &error) : NULL;
  if (names == NULL)
    return cadrectl_fail (error);

  json_builder_begin_array (json);
  for (guint i = 0; i < pools->len; i++)
    {
      const CadreRoundPool *pool = &g_array_index (pools, CadreRoundPool, i);
      g_autofree char *unit = get_unit_name (names, pool->unit_id, &error);

      if (unit == NULL)
        return cadrectl_fail (error);
      if (!self->json)
        {
          g_print (_("%s: %u take part, share %.2f, places %u, reached the line %u, given %u, tied at the last place %u, last total %.2f\n"),
                   unit, pool->base, cadre_decimal_to_double (pool->share), pool->places, pool->n_reached, pool->n_given, pool->n_tied,
                   cadre_decimal_to_double (pool->last));
          continue;
        }
      json_builder_begin_object (json);
      cadrectl_json_text (json, "unit", unit);
      cadrectl_json_int (json, "base", pool->base);
      cadrectl_json_double (json, "share", cadre_decimal_to_double (pool->share));
      cadrectl_json_int (json, "places", pool->places);
      cadrectl_json_int (json, "reached", pool->n_reached);
      cadrectl_json_int (json, "given", pool->n_given);
      cadrectl_json_int (json, "tied", pool->n_tied);
      cadrectl_json_double (json, "last", cadre_decimal_to_double (pool->last));
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  if (self->json)
    cadrectl_print_json (json);

  return 0;
}

static int
show_progress (Cadrectl     *self,
               CadreArchive *archive,
               gint64        id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) sheets = cadre_round_list_sheets (archive, id, &error);
  g_autoptr(JsonBuilder) json = json_builder_new ();

  if (sheets == NULL)
    return cadrectl_fail (error);

  json_builder_begin_array (json);
  for (guint i = 0; i < sheets->len; i++)
    {
      const CadreScoreSheet *sheet = g_ptr_array_index (sheets, i);

      if (!self->json)
        {
          g_print ("%s\t%s\t%u/%u\n", sheet->group != NULL ? sheet->group : "", sheet->scorer, sheet->n_given, sheet->n_expected);
          continue;
        }
      json_builder_begin_object (json);
      cadrectl_json_text (json, "group", sheet->group);
      cadrectl_json_text (json, "scorer", sheet->scorer);
      cadrectl_json_int (json, "given", sheet->n_given);
      cadrectl_json_int (json, "expected", sheet->n_expected);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  if (self->json)
    cadrectl_print_json (json);

  return 0;
}

static void
build_reason (JsonBuilder            *json,
              const CadreScoreReason *reason)
{
  json_builder_begin_object (json);
  cadrectl_json_int (json, "depth", reason->depth);
  cadrectl_json_text (json, "name", reason->name);
  cadrectl_json_text (json, "weight", reason->weight);
  cadrectl_json_text (json, "value", reason->value);
  cadrectl_json_text (json, "part", reason->part);
  cadrectl_json_text (json, "clause", reason->clause);
  json_builder_set_member_name (json, "sources");
  json_builder_begin_array (json);
  for (guint i = 0; i < reason->sources->len; i++)
    json_builder_add_string_value (json, g_ptr_array_index (reason->sources, i));
  json_builder_end_array (json);
  json_builder_end_object (json);
}

static void
print_reason (const CadreScoreReason *reason)
{
  int indent = (int) reason->depth * 2;

  g_print ("%*s%s\t%s × %s = %s\t%s\n", indent, "", reason->name, reason->value != NULL ? reason->value : "—",
           reason->weight != NULL ? reason->weight : "—", reason->part != NULL ? reason->part : "—",
           reason->clause != NULL ? reason->clause : "");
  for (guint i = 0; i < reason->sources->len; i++)
    g_print ("%*s· %s\n", indent + 2, "", (char *) g_ptr_array_index (reason->sources, i));
}

static int
show_reasons (Cadrectl     *self,
              CadreArchive *archive,
              gint64        id,
              const char   *person)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonBuilder) json = json_builder_new ();
  gint64 person_id = cadre_people_identify (archive, person, &error);
  g_autoptr(GPtrArray) reasons = person_id != 0 ? cadre_round_explain (archive, id, person_id, &error) : NULL;

  if (reasons == NULL)
    return cadrectl_fail (error);

  json_builder_begin_array (json);
  for (guint i = 0; i < reasons->len; i++)
    if (self->json)
      build_reason (json, g_ptr_array_index (reasons, i));
    else
      print_reason (g_ptr_array_index (reasons, i));
  json_builder_end_array (json);
  if (self->json)
    cadrectl_print_json (json);

  return 0;
}

static int
show_round (Cadrectl     *self,
            CadreArchive *archive,
            gint64        id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreRoundInfo) info = cadre_round_get (archive, id, &error);
  g_autoptr(GPtrArray) outside = info != NULL ? cadre_round_suggest_outside (archive, id, &error) : NULL;
  g_autoptr(JsonBuilder) json = json_builder_new ();

  if (outside == NULL)
    return cadrectl_fail (error);

  json_builder_begin_object (json);
  build_info (json, info);
  json_builder_set_member_name (json, "may_not_take_part");
  json_builder_begin_array (json);
  for (guint i = 0; i < outside->len; i++)
    {
      const CadreRoundOutside *one = g_ptr_array_index (outside, i);

      json_builder_begin_object (json);
      cadrectl_json_text (json, "name", one->name);
      cadrectl_json_text (json, "as", one->as);
      cadrectl_json_text (json, "reason", one->reason);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  json_builder_end_object (json);

  if (self->json)
    {
      cadrectl_print_json (json);
      return 0;
    }

  print_info (info);
  for (guint i = 0; i < outside->len; i++)
    g_print (_("%s may not take part: %s\n"), ((CadreRoundOutside *) g_ptr_array_index (outside, i))->name,
             ((CadreRoundOutside *) g_ptr_array_index (outside, i))->reason);
  return 0;
}

/* ---- changing */

/* The unit and the category as one filter, or a saved list. */
static char *
make_filter (CadreArchive      *archive,
             const RoundWords  *words,
             GError           **error)
{
  g_autoptr(JsonBuilder) json = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;

  if (words->list != NULL)
    return cadre_filter_load (archive, words->list, error);

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "and");
  json_builder_begin_array (json);
  if (words->unit != NULL && !cadrectl_add_condition_unit (archive, json, words->unit, error))
    return NULL;
  if (words->category != NULL)
    cadrectl_add_condition (json, "category", "=", words->category);
  json_builder_end_array (json);
  json_builder_end_object (json);
  root = json_builder_get_root (json);

  return json_to_string (root, FALSE);
}

static GArray *
choose_people (CadreArchive      *archive,
               const RoundWords  *words,
               GError           **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!cadrectl_identify_persons (archive, (const char * const *) words->persons, ids, error))
    return NULL;

  if (words->unit != NULL || words->category != NULL || words->list != NULL)
    {
      g_autoptr(CadreCatalogue) catalogue = cadre_catalogue_new (archive, error);
      g_autofree char *json = catalogue != NULL ? make_filter (archive, words, error) : NULL;

      if (json == NULL || !cadrectl_find_persons (archive, catalogue, json, ids, error))
        return NULL;
    }

  return g_steal_pointer (&ids);
}

static gboolean
add_people (CadreArchive      *archive,
            gint64             id,
            const RoundWords  *words,
            GError           **error)
{
  g_autoptr(GArray) people = choose_people (archive, words, error);
  guint n = 0;

  if (people == NULL || !cadre_round_add_people (archive, id, (const gint64 *) (gpointer) people->data, people->len, &n, error))
    return FALSE;

  g_printerr (ngettext ("%u person added\n", "%u people added\n", n), n);
  return TRUE;
}

static gint64
find_participant (CadreArchive  *archive,
                  gint64         id,
                  const char    *person,
                  GError       **error)
{
  gint64 person_id = cadre_people_identify (archive, person, error);

  return person_id != 0 ? cadre_round_find_participant (archive, id, person_id, error) : 0;
}

static gint64
find_in_scheme (CadreArchive  *archive,
                gint64         id,
                const char    *what,
                const char    *name,
                GError       **error)
{
  const char *sql = strcmp (what, "group") == 0
    ? "SELECT g.id FROM scorer_group g JOIN assessment_round o ON o.scheme_id = g.scheme_id WHERE o.id = ?1 AND g.name = ?2"
    : "SELECT i.id FROM indicator i JOIN assessment_round o ON o.scheme_id = i.scheme_id WHERE o.id = ?1 AND (i.key = ?2 OR i.name = ?2)";
  g_autoptr(CadreStatement) row = cadre_archive_prepare (archive, sql, error);

  if (row == NULL)
    return 0;

  cadre_statement_bind_int64 (row, 1, id);
  cadre_statement_bind_text (row, 2, name);
  if (cadre_statement_step (row, error))
    return cadre_statement_get_int64 (row, 0);

  if (cadre_statement_is_done (row))
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("The round's scheme has no “%s”"), name);
  return 0;
}

static gboolean
give_scores (CadreArchive      *archive,
             gint64             id,
             const RoundWords  *words,
             GError           **error)
{
  gint64 participant_id = find_participant (archive, id, words->score, error);
  gint64 group_id = participant_id != 0 && words->group != NULL ? find_in_scheme (archive, id, "group", words->group, error) : 0;

  if (participant_id == 0 || (words->group != NULL && group_id == 0))
    return FALSE;

  for (char **value = words->values; value != NULL && *value != NULL; value++)
    {
      const char *equals = strchr (*value, '=');
      g_autofree char *name = g_strndup (*value, equals != NULL ? (gsize) (equals - *value) : strlen (*value));
      gint64 indicator_id = find_in_scheme (archive, id, "indicator", name, error);

      if (indicator_id == 0 ||
          !cadre_round_set_score (archive, participant_id, indicator_id, group_id, words->scorer != NULL ? words->scorer : "",
                                  equals != NULL ? equals + 1 : "", NULL, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
compute (CadreArchive  *archive,
         gint64         id,
         GError       **error)
{
  CadreRoundSummary summary;

  if (!cadre_round_compute (archive, id, &summary, error))
    return FALSE;

  g_printerr (_("%u take part, %u outside, %u without a total, %u vetoed, %u cut by the cap\n"), summary.n_participants,
              summary.n_outside, summary.n_open, summary.n_vetoed, summary.n_capped);
  return TRUE;
}

static gboolean
set_aside (CadreArchive      *archive,
           gint64             id,
           const char        *person,
           const char        *as,
           const char        *reason,
           GError           **error)
{
  gint64 participant_id = find_participant (archive, id, person, error);

  return participant_id != 0 && cadre_round_set_outside (archive, participant_id, as, reason, error);
}

static gboolean
change (CadreArchive      *archive,
        gint64             id,
        const RoundWords  *words,
        GError           **error)
{
  CadreDate today = cadre_date_today ();
  g_autofree char *date = cadre_date_format (&today, CADRE_DATE_ISO);

  if (words->score != NULL)
    return give_scores (archive, id, words, error);
  if (words->set_aside)
    return cadre_round_take_suggestions (archive, id, NULL, error);
  if (words->outside != NULL)
    return set_aside (archive, id, words->outside, words->as != NULL ? words->as : "不定等次", words->reason, error);
  if (words->back != NULL)
    return set_aside (archive, id, words->back, NULL, NULL, error);
  if (words->decide != NULL)
    {
      gint64 participant_id = find_participant (archive, id, words->decide, error);

      return participant_id != 0 && cadre_round_decide (archive, participant_id, words->grade, words->reason, words->document, error);
    }
  if (words->compute)
    return compute (archive, id, error);
  if (words->cap >= 0)
    return cadre_round_set_cap (archive, id, words->cap, words->document, NULL, NULL, error);
  if (words->lock)
    return cadre_round_lock (archive, id, date, words->document, error);
  if (words->reopen != NULL)
    return cadre_round_reopen (archive, id, words->reopen, error);
  if (words->delete)
    return cadre_round_delete (archive, id, error);

  return add_people (archive, id, words, error);
}

static const char *
name_action (const RoundWords *words)
{
  return words->create ? _("Make a round of assessment") : words->compute ? _("Compute a round of assessment")
         : words->lock ? _("Lock a round of assessment") : words->reopen != NULL ? _("Re-open a round of assessment")
         : words->score != NULL ? _("Enter scores") : words->decide != NULL ? _("Decide a grade") : _("Change a round of assessment");
}

static int
act (CadreArchive     *archive,
     const char       *name,
     const RoundWords *words)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreAction) action = cadre_action_begin (archive, "assessment", name_action (words), &error);
  gint64 id = 0;

  if (action == NULL)
    return cadrectl_fail (error);

  if (words->create)
    {
      gint64 scheme_id = cadre_scheme_identify (archive, words->scheme != NULL ? words->scheme : "village-secretary", &error);

      id = scheme_id != 0 ? cadre_round_create (archive, scheme_id, name, words->year, &error) : 0;
    }
  else
    id = cadre_round_identify (archive, name, &error);

  if (id == 0 || !(words->create ? add_people (archive, id, words, &error) : change (archive, id, words, &error)) ||
      !cadre_action_commit (action, &error))
    return cadrectl_fail (error);

  return 0;
}

/* As cadrectl import takes in any sheet, told what this one is of. */
static int
take_sheet (Cadrectl         *self,
            const char       *name,
            const RoundWords *words)
{
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(CadreRoundInfo) info = NULL;
  g_autoptr(GPtrArray) argv = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;
  gint64 id;

  archive = cadrectl_open (self, CADRE_ARCHIVE_READ, &error);
  id = archive != NULL ? cadre_round_identify (archive, name, &error) : 0;
  info = id != 0 ? cadre_round_get (archive, id, &error) : NULL;
  if (info == NULL)
    return cadrectl_fail (error);

  g_clear_object (&archive);
  g_ptr_array_add (argv, g_strdup ("import"));
  g_ptr_array_add (argv, g_strdup ("scores"));
  g_ptr_array_add (argv, g_strdup (words->scores));
  g_ptr_array_add (argv, g_strconcat ("--set=round.name=", info->name, NULL));
  if (words->group != NULL)
    g_ptr_array_add (argv, g_strconcat ("--set=group.name=", words->group, NULL));
  if (words->scorer != NULL)
    g_ptr_array_add (argv, g_strconcat ("--set=score.scorer=", words->scorer, NULL));
  g_ptr_array_add (argv, NULL);

  {
    /* Parsing takes words out of the array; they stay ours. */
    g_autofree char **given = g_memdup2 (argv->pdata, argv->len * sizeof (char *));

    return cadrectl_import (self, (int) argv->len - 1, given);
  }
}

static gboolean
names_people (const RoundWords *words)
{
  return words->unit != NULL || words->category != NULL || words->list != NULL || words->persons != NULL;
}

/* How many things to do were asked for that change the round. */
static guint
count_changes (const RoundWords *words)
{
  const gboolean wanted[] = {
    words->create || names_people (words), words->compute, words->lock, words->delete, words->set_aside, words->scores != NULL,
    words->score != NULL, words->outside != NULL, words->back != NULL, words->decide != NULL, words->reopen != NULL, words->cap >= 0,
  };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    n += wanted[i];

  return n;
}

static guint
count_shown (const RoundWords *words)
{
  return words->results + words->caps + words->progress + (words->explain != NULL);
}

int
cadrectl_round (Cadrectl *self,
                int       argc,
                char    **argv)
{
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(RoundWords) words = { .cap = -1 };
  guint n_changes;
  gint64 id;
  int status;
  const GOptionEntry entries[] = {
    { "new", 0, 0, G_OPTION_ARG_NONE, &words.create, N_("Make a round of this name, with --scheme, --year and the people"), NULL },
    { "scheme", 0, 0, G_OPTION_ARG_STRING, &words.scheme, N_("Of a new round: the scheme's key or name"), N_("SCHEME") },
    { "year", 0, 0, G_OPTION_ARG_INT, &words.year, N_("Of a new round: the year assessed"), N_("YEAR") },
    { "unit", 0, 0, G_OPTION_ARG_STRING, &words.unit, N_("Add the people of this unit and those below it"), N_("UNIT") },
    { "category", 0, 0, G_OPTION_ARG_STRING, &words.category, N_("Add the people of this category, with --unit of both"), N_("CATEGORY") },
    { "list", 0, 0, G_OPTION_ARG_STRING, &words.list, N_("Add the people of this saved list"), N_("NAME") },
    { "person", 0, 0, G_OPTION_ARG_STRING_ARRAY, &words.persons, N_("Add this person; may be repeated"), N_("PERSON") },
    { "set-aside", 0, 0, G_OPTION_ARG_NONE, &words.set_aside, N_("Set aside all who by the archive do not take part"), NULL },
    { "outside", 0, 0, G_OPTION_ARG_STRING, &words.outside, N_("Set this person aside, with --as and --reason"), N_("PERSON") },
    { "as", 0, 0, G_OPTION_ARG_STRING, &words.as, N_("不定等次, 不进行考核 …"), N_("CONCLUSION") },
    { "back", 0, 0, G_OPTION_ARG_STRING, &words.back, N_("Let this person take part again"), N_("PERSON") },
    { "score", 0, 0, G_OPTION_ARG_STRING, &words.score, N_("Enter scores of this person, with --value"), N_("PERSON") },
    { "value", 0, 0, G_OPTION_ARG_STRING_ARRAY, &words.values, N_("A score; may be repeated; an empty one is taken away"), N_("INDICATOR=SCORE") },
    { "scores", 0, 0, G_OPTION_ARG_FILENAME, &words.scores, N_("Take in a sheet of people by indicators: workbook or CSV"), N_("FILE") },
    { "group", 0, 0, G_OPTION_ARG_STRING, &words.group, N_("Who scores: 上级, 同级 …"), N_("GROUP") },
    { "scorer", 0, 0, G_OPTION_ARG_STRING, &words.scorer, N_("Who of that group"), N_("NAME") },
    { "compute", 0, 0, G_OPTION_ARG_NONE, &words.compute, N_("Compute totals, ranks and grades"), NULL },
    { "cap", 0, 0, G_OPTION_ARG_DOUBLE, &words.cap, N_("The share of the highest grade, over 0.2 with --document"), N_("SHARE") },
    { "decide", 0, 0, G_OPTION_ARG_STRING, &words.decide, N_("Give this person --grade, with --reason; without --grade the computed one"), N_("PERSON") },
    { "grade", 0, 0, G_OPTION_ARG_STRING, &words.grade, N_("The grade decided"), N_("GRADE") },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &words.reason, N_("Why"), N_("TEXT") },
    { "document", 0, 0, G_OPTION_ARG_STRING, &words.document, N_("The number of the document"), N_("NUMBER") },
    { "lock", 0, 0, G_OPTION_ARG_NONE, &words.lock, N_("Lock the results, with --document, and write the archive"), NULL },
    { "reopen", 0, 0, G_OPTION_ARG_STRING, &words.reopen, N_("Re-open it for this reason"), N_("REASON") },
    { "delete", 0, 0, G_OPTION_ARG_NONE, &words.delete, N_("Delete the round"), NULL },
    { "results", 0, 0, G_OPTION_ARG_NONE, &words.results, N_("Print everybody by rank"), NULL },
    { "caps", 0, 0, G_OPTION_ARG_NONE, &words.caps, N_("Print how the cap was worked out"), NULL },
    { "progress", 0, 0, G_OPTION_ARG_NONE, &words.progress, N_("Print how far each scorer has come"), NULL },
    { "explain", 0, 0, G_OPTION_ARG_STRING, &words.explain, N_("Print why this person has this total"), N_("PERSON") },
    { NULL }
  };

  if (!cadrectl_parse ("round", _("Shows the ROUND of assessment of this name, makes or changes it."), entries, &argc, &argv, &status))
    return status;
  if (!cadrectl_argument_count ("round", argc, 1, 1))
    return 2;
  n_changes = count_changes (&words);
  if (n_changes + count_shown (&words) > 1)
    return cadrectl_usage (_("round: one thing at a time"));

  if (words.scores != NULL)
    return take_sheet (self, argv[1], &words);

  archive = cadrectl_open (self, n_changes > 0 ? CADRE_ARCHIVE_WRITE : CADRE_ARCHIVE_READ, &error);
  if (archive == NULL)
    return cadrectl_fail (error);
  if (n_changes > 0)
    return act (archive, argv[1], &words);

  id = cadre_round_identify (archive, argv[1], &error);
  if (id == 0)
    return cadrectl_fail (error);
  if (words.results)
    return show_results (self, archive, id);
  if (words.caps)
    return show_caps (self, archive, id);
  if (words.progress)
    return show_progress (self, archive, id);

  return words.explain != NULL ? show_reasons (self, archive, id, words.explain) : show_round (self, archive, id);
}
