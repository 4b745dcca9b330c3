/* SPDX-License-Identifier: GPL-3.0-or-later */

/* pipelines, promotion-rounds, ways-up: the ways up, a year's places, and who went. */

#define G_LOG_DOMAIN "cadrectl"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-action.h"
#include "cadre-coverage.h"
#include "cadre-promotion.h"
#include "cadre-ways-up.h"
#include "cadrectl-json.h"
#include "cadrectl.h"

static const char *const roundings[] = { "down", "nearest", "up" };

static void
begin_list (JsonBuilder *json,
            const char  *name)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_array (json);
}

static void
print_pipelines_json (GPtrArray *list)
{
  g_autoptr(JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  begin_list (json, "pipelines");
  for (guint i = 0; i < list->len; i++)
    {
      const CadrePipeline *pipeline = g_ptr_array_index (list, i);

      json_builder_begin_object (json);
      cadrectl_json_int (json, "id", pipeline->id);
      cadrectl_json_text (json, "key", pipeline->key);
      cadrectl_json_text (json, "name", pipeline->name);
      cadrectl_json_text (json, "source", pipeline->source);
      cadrectl_json_text (json, "target", pipeline->target);
      cadrectl_json_text (json, "rule_set", pipeline->rule_set);
      begin_list (json, "stages");
      for (guint s = 0; s < pipeline->stages->len; s++)
        {
          const CadreStage *stage = g_ptr_array_index (pipeline->stages, s);

          json_builder_begin_object (json);
          cadrectl_json_int (json, "id", stage->id);
          cadrectl_json_text (json, "name", stage->name);
          cadrectl_json_bool (json, "document", stage->needs_document);
          cadrectl_json_bool (json, "votes", stage->needs_votes);
          cadrectl_json_int (json, "notice_working_days", stage->notice_days);
          cadrectl_json_int (json, "probation_months", stage->probation_months);
          cadrectl_json_bool (json, "appoints", stage->appoints);
          cadrectl_json_text (json, "clause", stage->clause);
          json_builder_end_object (json);
        }
      json_builder_end_array (json);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  json_builder_end_object (json);
  cadrectl_print_json (json);
}

static void
print_pipelines (GPtrArray *list)
{
  for (guint i = 0; i < list->len; i++)
    {
      const CadrePipeline *pipeline = g_ptr_array_index (list, i);

      g_print ("%s\t%s\t%s\t", pipeline->key, pipeline->name, pipeline->rule_set != NULL ? pipeline->rule_set : "");
      for (guint s = 0; s < pipeline->stages->len; s++)
        g_print ("%s%s", s > 0 ? " → " : "", ((CadreStage *) g_ptr_array_index (pipeline->stages, s))->name);
      g_print ("\n");
    }
}

int
cadrectl_pipelines (Cadrectl *self,
                    int       argc,
                    char    **argv)
{
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GError) error = NULL;
  int status;

  if (!cadrectl_parse ("pipelines", _("Lists the ways up, and the stages of each."), NULL, &argc, &argv, &status))
    return status;
  if (!cadrectl_argument_count ("pipelines", argc, 0, 0))
    return 2;

  archive = cadrectl_open (self, CADRE_ARCHIVE_READ, &error);
  list = archive != NULL ? cadre_pipeline_list (archive, &error) : NULL;
  if (list == NULL)
    return cadrectl_fail (error);

  if (self->json)
    print_pipelines_json (list);
  else
    print_pipelines (list);
  return 0;
}

static void
build_round (JsonBuilder               *json,
             const CadrePromotionRound *round)
{
  json_builder_begin_object (json);
  cadrectl_json_int (json, "id", round->id);
  cadrectl_json_text (json, "name", round->name);
  cadrectl_json_text (json, "pipeline", round->pipeline);
  cadrectl_json_int (json, "year", round->year);
  cadrectl_json_date (json, "as_of", &round->as_of);
  cadrectl_json_bool (json, "open", round->is_open);
  cadrectl_json_int (json, "places", cadre_promotion_round_get_places (round));
  cadrectl_json_double (json, "share", round->quota_share);
  cadrectl_json_int (json, "base", round->quota_base);
  cadrectl_json_text (json, "rounding", round->quota_share > 0 ? roundings[round->rounding] : NULL);
  cadrectl_json_int (json, "running", round->n_running);
  cadrectl_json_int (json, "out", round->n_out);
  cadrectl_json_int (json, "appointed", round->n_appointed);
  json_builder_end_object (json);
}

static void
print_round (const CadrePromotionRound *round)
{
  int places = cadre_promotion_round_get_places (round);

  g_print ("%ld\t%d\t%s\t%s\t", (glong) round->id, round->year, round->name, round->pipeline);
  if (places >= 0)
    g_print (_("%d places"), places);
  if (round->quota_share > 0)
    g_print (_(" (%g %% of %d, rounded %s)"), round->quota_share * 100, round->quota_base, roundings[round->rounding]);
  g_print (_("\t%u running, %u out, %u appointed\n"), round->n_running, round->n_out, round->n_appointed);
}

static gint64
find_pipeline (CadreArchive  *archive,
               const char    *key,
               GError       **error)
{
  g_autoptr(GPtrArray) list = cadre_pipeline_list (archive, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const CadrePipeline *pipeline = g_ptr_array_index (list, i);

      if (g_str_equal (pipeline->key, key) || g_str_equal (pipeline->name, key))
        return pipeline->id;
    }

  if (list != NULL)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("there is no pipeline “%s”; see cadrectl pipelines"), key);
  return 0;
}

static gboolean
add_round (CadreArchive         *archive,
           const char           *pipeline,
           CadrePromotionRound  *round,
           GError              **error)
{
  g_autoptr(CadreAction) action = NULL;

  round->pipeline_id = find_pipeline (archive, pipeline, error);
  if (round->pipeline_id == 0)
    return FALSE;

  action = cadre_action_begin (archive, "edit", _("Add a round of promotion"), error);
  if (action == NULL)
    return FALSE;
  round->id = cadre_promotion_round_add (archive, round, error);
  return round->id > 0 && cadre_action_commit (action, error);
}

int
cadrectl_promotion_rounds (Cadrectl *self,
                           int       argc,
                           char    **argv)
{
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *as_of = NULL;
  g_autofree char *document = NULL;
  g_autofree char *rounding = NULL;
  CadrePromotionRound round = { .places = -1 };
  double share = 0;
  gboolean adds;
  int status;
  const GOptionEntry entries[] = {
    { "year", 'y', 0, G_OPTION_ARG_INT, &round.year, N_("Only this year; of a new round, its year"), N_("YEAR") },
    { "as-of", 'd', 0, G_OPTION_ARG_STRING, &as_of, N_("Of a new round: the day that its rules look at"), N_("DATE") },
    { "places", 'p', 0, G_OPTION_ARG_INT, &round.places, N_("Of a new round: its places"), N_("N") },
    { "share", 0, 0, G_OPTION_ARG_DOUBLE, &share, N_("Of a new round: the part of the base that is kept, in %"), N_("PERCENT") },
    { "base", 0, 0, G_OPTION_ARG_INT, &round.quota_base, N_("Of a new round: all places of the year"), N_("N") },
    { "rounding", 0, 0, G_OPTION_ARG_STRING, &rounding, N_("down, nearest or up; down"), N_("HOW") },
    { "document", 0, 0, G_OPTION_ARG_STRING, &document, N_("Of a new round: its document"), N_("NUMBER") },
    { NULL }
  };

  if (!cadrectl_parse ("promotion-rounds", _("Lists the rounds of promotion with their places; “promotion-rounds PIPELINE NAME” adds one."),
                       entries, &argc, &argv, &status))
    return status;
  if (!cadrectl_argument_count ("promotion-rounds", argc, 0, 2))
    return 2;
  adds = argc == 3;
  if (argc == 2)
    return cadrectl_usage (_("promotion-rounds: a new round needs its pipeline and its name"));
  if (as_of != NULL && !cadre_date_parse (as_of, &round.as_of))
    return cadrectl_usage (_("promotion-rounds: “%s” is not a date; write it as 2025-12-31"), as_of);
  while (rounding != NULL && !g_str_equal (roundings[round.rounding], rounding))
    if (++round.rounding > CADRE_ROUNDING_UP)
      return cadrectl_usage (_("promotion-rounds: “%s” is no rounding; say down, nearest or up"), rounding);

  archive = cadrectl_open (self, adds ? CADRE_ARCHIVE_WRITE : CADRE_ARCHIVE_READ, &error);
  if (archive == NULL)
    return cadrectl_fail (error);

  if (adds)
    {
      round.name = argv[2];
      round.document = document;
      round.quota_share = share / 100;
      if (!add_round (archive, argv[1], &round, &error))
        return cadrectl_fail (error);
    }

  list = cadre_promotion_round_list (archive, round.year, &error);
  if (list == NULL)
    return cadrectl_fail (error);
  if (self->json)
    {
      g_autoptr(JsonBuilder) json = json_builder_new ();

      json_builder_begin_object (json);
      begin_list (json, "rounds");
      for (guint i = 0; i < list->len; i++)
        build_round (json, g_ptr_array_index (list, i));
      json_builder_end_array (json);
      json_builder_end_object (json);
      cadrectl_print_json (json);
    }
  else
    for (guint i = 0; i < list->len; i++)
      print_round (g_ptr_array_index (list, i));

  return 0;
}

static void
build_way (JsonBuilder      *json,
           const CadreWayUp *way)
{
  json_builder_begin_object (json);
  cadrectl_json_int (json, "person", way->person_id);
  cadrectl_json_text (json, "name", way->name);
  cadrectl_json_int (json, "year", way->year);
  cadrectl_json_text (json, "date", way->date);
  cadrectl_json_text (json, "target", way->target);
  cadrectl_json_text (json, "from", way->from_post);
  cadrectl_json_text (json, "to", way->to_post);
  cadrectl_json_text (json, "steps", way->steps);
  cadrectl_json_int (json, "n_steps", way->n_steps);
  cadrectl_json_int (json, "months", way->months);
  begin_list (json, "sources");
  for (int i = 0; i < CADRE_N_WAY_SOURCES; i++)
    if (way->sources[i])
      json_builder_add_string_value (json, cadre_way_source_get_name (i));
  json_builder_end_array (json);
  json_builder_end_object (json);
}

static void
print_ways_json (GPtrArray                *ways,
                 GArray                   *counts,
                 GPtrArray                *rounds,
                 const CadreCoverageCount *coverage)
{
  g_autoptr(JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  cadrectl_json_int (json, "must_be_covered", coverage->n);
  cadrectl_json_int (json, "covered", coverage->n_covered);
  begin_list (json, "counts");
  for (guint i = 0; i < counts->len; i++)
    {
      const CadreWayCount *count = &g_array_index (counts, CadreWayCount, i);

      json_builder_begin_object (json);
      cadrectl_json_int (json, "year", count->year);
      cadrectl_json_text (json, "source", cadre_way_source_get_name (count->source));
      cadrectl_json_text (json, "target", count->target);
      cadrectl_json_int (json, "n", count->n);
      cadrectl_json_double (json, "months", count->months);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  begin_list (json, "quotas");
  for (guint i = 0; i < rounds->len; i++)
    if (((CadrePromotionRound *) g_ptr_array_index (rounds, i))->quota_share > 0)
      build_round (json, g_ptr_array_index (rounds, i));
  json_builder_end_array (json);
  begin_list (json, "names");
  for (guint i = 0; i < ways->len; i++)
    build_way (json, g_ptr_array_index (ways, i));
  json_builder_end_array (json);
  json_builder_end_object (json);
  cadrectl_print_json (json);
}

static void
print_ways (GPtrArray                *ways,
            GArray                   *counts,
            GPtrArray                *rounds,
            const CadreCoverageCount *coverage,
            gboolean                  names)
{
  g_print (_("first secretaries\t%u of %u villages covered\n"), coverage->n_covered, coverage->n);
  for (guint i = 0; i < counts->len; i++)
    {
      const CadreWayCount *count = &g_array_index (counts, CadreWayCount, i);

      g_print ("%d\t%s → %s\t%u", count->year, cadre_way_source_get_name (count->source), count->target, count->n);
      if (count->months > 0)
        g_print (_("\t%.1f years in the post before"), count->months / 12);
      g_print ("\n");
    }
  for (guint i = 0; i < rounds->len; i++)
    if (((CadrePromotionRound *) g_ptr_array_index (rounds, i))->quota_share > 0)
      print_round (g_ptr_array_index (rounds, i));
  for (guint i = 0; names && i < ways->len; i++)
    {
      const CadreWayUp *way = g_ptr_array_index (ways, i);

      g_print ("%s\t%s\t%s\t%s\n", way->date, way->name, way->target, way->steps);
    }
}

/* Keeps those that a source and a target name. */
static void
keep_only (GPtrArray  *ways,
           const char *source,
           const char *target)
{
  for (guint i = ways->len; i > 0; i--)
    {
      const CadreWayUp *way = g_ptr_array_index (ways, i - 1);
      gboolean keep = target == NULL || g_str_equal (way->target, target);
      gboolean has = source == NULL;

      for (int s = 0; s < CADRE_N_WAY_SOURCES && !has; s++)
        has = way->sources[s] && g_str_equal (cadre_way_source_get_name (s), source);
      if (!keep || !has)
        g_ptr_array_remove_index (ways, i - 1);
    }
}

int
cadrectl_ways_up (Cadrectl *self,
                  int       argc,
                  char    **argv)
{
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(GPtrArray) ways = NULL;
  g_autoptr(GPtrArray) rounds = NULL;
  g_autoptr(GPtrArray) villages = NULL;
  g_autoptr(GArray) counts = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *source = NULL;
  g_autofree char *target = NULL;
  CadreCoverageQuery query = { .as_of = cadre_date_today () };
  CadreCoverageCount coverage;
  int from = 0, to = 0, status;
  gboolean names = FALSE;
  const GOptionEntry entries[] = {
    { "from", 'f', 0, G_OPTION_ARG_INT, &from, N_("The first year; the last one"), N_("YEAR") },
    { "to", 't', 0, G_OPTION_ARG_INT, &to, N_("The last year; this one"), N_("YEAR") },
    { "source", 's', 0, G_OPTION_ARG_STRING, &source, N_("Only who came from there: 村支书 …"), N_("SOURCE") },
    { "target", 0, 0, G_OPTION_ARG_STRING, &target, N_("Only who went there: 乡镇领导班子 …"), N_("TARGET") },
    { "names", 'n', 0, G_OPTION_ARG_NONE, &names, N_("Name them, with their steps"), NULL },
    { NULL }
  };

  if (!cadrectl_parse ("ways-up", _("Counts who moved up, by year, where from and to what."), entries, &argc, &argv, &status))
    return status;
  if (!cadrectl_argument_count ("ways-up", argc, 0, 0))
    return 2;
  if (to > 0)
    query.as_of = (CadreDate) { (gint16) CLAMP (to, 1900, 2200), 12, 31 };
  else
    to = query.as_of.year;
  if (from == 0)
    from = to;

  archive = cadrectl_open (self, CADRE_ARCHIVE_READ, &error);
  if (archive == NULL || !(ways = cadre_ways_up_list (archive, from, to, &error)) ||
      !(rounds = cadre_promotion_round_list (archive, from == to ? to : 0, &error)) ||
      !(villages = cadre_coverage_load (archive, &query, &error)))
    return cadrectl_fail (error);

  cadre_coverage_count (villages, &query.as_of, 0, &coverage);
  keep_only (ways, source, target);
  counts = cadre_ways_up_count (ways);
  if (self->json)
    print_ways_json (ways, counts, rounds, &coverage);
  else
    print_ways (ways, counts, rounds, &coverage, names);
  return 0;
}
