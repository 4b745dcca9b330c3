/* SPDX-License-Identifier: GPL-3.0-or-later */

/* recognise: study outside classes, claimed and recognised. */

#define G_LOG_DOMAIN "cadrectl"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-action.h"
#include "cadre-study-recognise.h"
#include "cadre-units.h"
#include "cadrectl-json.h"
#include "cadrectl.h"

static void
build_claim (JsonBuilder           *json,
             const CadreStudyClaim *claim)
{
  json_builder_begin_object (json);
  cadrectl_json_int (json, "study", claim->study_id);
  cadrectl_json_int (json, "person", claim->person_id);
  cadrectl_json_text (json, "name", claim->name);
  cadrectl_json_text (json, "unit", claim->unit);
  cadrectl_json_text (json, "title", claim->title);
  cadrectl_json_text (json, "mode", claim->mode);
  cadrectl_json_text (json, "since", claim->since);
  cadrectl_json_double (json, "claimed", claim->claimed);
  cadrectl_json_double (json, "hours", claim->hours);
  cadrectl_json_bool (json, "counts", claim->counts);
  cadrectl_json_text (json, "rule", claim->rule);
  cadrectl_json_text (json, "reason", claim->reason);
  json_builder_end_object (json);
}

static void
list_claims (Cadrectl  *self,
             GPtrArray *claims)
{
  g_autoptr(JsonBuilder) json = json_builder_new ();

  json_builder_begin_array (json);
  for (guint i = 0; i < claims->len; i++)
    {
      const CadreStudyClaim *claim = g_ptr_array_index (claims, i);

      if (self->json)
        build_claim (json, claim);
      else
        g_print ("%s\t%s\t%s\t%s\t%g\t%g\t%s\n", claim->mode, claim->name, claim->unit != NULL ? claim->unit : "", claim->title,
                 claim->claimed, claim->hours, claim->reason != NULL ? claim->reason : "");
    }
  json_builder_end_array (json);
  if (self->json)
    cadrectl_print_json (json);
}

static int
recognise (CadreArchive *archive,
           GPtrArray    *claims,
           const char   *by)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreAction) action = cadre_action_begin (archive, "study", _("Recognise hours of study"), &error);
  CadreDate today = cadre_date_today ();
  guint n = 0;

  if (action == NULL || !cadre_study_recognise (archive, claims, by, &today, &n, &error) ||
      !cadre_action_commit (action, &error))
    return cadrectl_fail (error);

  g_printerr (_("%u records recognised, %u left\n"), n, claims->len - n);
  return 0;
}

int
cadrectl_recognise (Cadrectl *self,
                    int       argc,
                    char    **argv)
{
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(GPtrArray) claims = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *unit = NULL;
  g_autofree char *mode = NULL;
  g_autofree char *by = NULL;
  CadreStudyQuery query = { .year = cadre_date_today ().year };
  int status;
  const GOptionEntry entries[] = {
    { "year", 'y', 0, G_OPTION_ARG_INT, &query.year, N_("Study of this year; the current one"), N_("YEAR") },
    { "unit", 'u', 0, G_OPTION_ARG_STRING, &unit, N_("Only this unit and those below it"), N_("UNIT") },
    { "mode", 'm', 0, G_OPTION_ARG_STRING, &mode, N_("Only this kind of study: 自学, 论文, 讲课 …"), N_("KIND") },
    { "by", 0, 0, G_OPTION_ARG_STRING, &by, N_("Recognise all that the rules count, in this name"), N_("NAME") },
    { NULL }
  };

  if (!cadrectl_parse ("recognise", _("Lists study outside classes whose hours are claimed and not yet recognised, with what the rules give; or recognises it."),
                       entries, &argc, &argv, &status))
    return status;
  if (!cadrectl_argument_count ("recognise", argc, 0, 0))
    return 2;

  archive = cadrectl_open (self, by != NULL ? CADRE_ARCHIVE_WRITE : CADRE_ARCHIVE_READ, &error);
  if (archive == NULL)
    return cadrectl_fail (error);
  if (unit != NULL && (query.unit_id = cadre_units_identify (archive, unit, &error)) == 0)
    return cadrectl_fail (error);
  query.mode = mode;
  claims = cadre_study_list_claims (archive, &query, &error);
  if (claims == NULL)
    return cadrectl_fail (error);

  if (by != NULL)
    return recognise (archive, claims, by);
  list_claims (self, claims);
  return 0;
}
