/* SPDX-License-Identifier: GPL-3.0-or-later */

/* plan: the year's plan of training against what was done of it. */

#define G_LOG_DOMAIN "cadrectl"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-action.h"
#include "cadre-date.h"
#include "cadre-training-plan.h"
#include "cadrectl-json.h"
#include "cadrectl.h"

static void
build_line (JsonBuilder         *json,
            const CadrePlanLine *line)
{
  json_builder_begin_object (json);
  cadrectl_json_int (json, "id", line->id);
  cadrectl_json_text (json, "title", line->title);
  cadrectl_json_text (json, "target", line->target);
  cadrectl_json_text (json, "period", line->period);
  cadrectl_json_text (json, "organiser", line->organiser);
  cadrectl_json_int (json, "places", line->n_places);
  cadrectl_json_double (json, "days", line->days);
  cadrectl_json_double (json, "hours", line->hours);
  cadrectl_json_double (json, "budget", line->budget);
  cadrectl_json_int (json, "classes", line->n_classes);
  cadrectl_json_int (json, "closed", line->n_closed);
  cadrectl_json_int (json, "students", line->n_students);
  cadrectl_json_int (json, "finished", line->n_finished);
  json_builder_end_object (json);
}

static int
list_plan (Cadrectl     *self,
           CadreArchive *archive,
           int           year)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) lines = cadre_training_plan_list (archive, year, &error);
  g_autoptr(JsonBuilder) json = json_builder_new ();

  if (lines == NULL)
    return cadrectl_fail (error);

  json_builder_begin_array (json);
  for (guint i = 0; i < lines->len; i++)
    {
      const CadrePlanLine *line = g_ptr_array_index (lines, i);

      if (self->json)
        build_line (json, line);
      else
        g_print ("%s\t%s\t%u/%u\t%u/%u\t%u\n", line->title, line->period != NULL ? line->period : "", line->n_closed,
                 line->n_classes, line->n_students, line->n_places, line->n_finished);
    }
  json_builder_end_array (json);
  if (self->json)
    cadrectl_print_json (json);

  return 0;
}

static int
make_class (CadreArchive *archive,
            int           year,
            const char   *title)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreAction) action = NULL;
  gint64 line = cadre_training_plan_identify (archive, year, title, &error);
  gint64 class_id;

  if (line == 0)
    return cadrectl_fail (error);

  action = cadre_action_begin (archive, "class", _("Make a class of the plan"), &error);
  class_id = action != NULL ? cadre_training_plan_make_class (archive, line, &error) : 0;
  if (class_id == 0 || !cadre_action_commit (action, &error))
    return cadrectl_fail (error);

  g_print ("%ld\n", (glong) class_id);
  return 0;
}

int
cadrectl_plan (Cadrectl *self,
               int       argc,
               char    **argv)
{
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *title = NULL;
  int year = cadre_date_today ().year, status;
  const GOptionEntry entries[] = {
    { "year", 'y', 0, G_OPTION_ARG_INT, &year, N_("The plan of this year; the current one"), N_("YEAR") },
    { "make-class", 0, 0, G_OPTION_ARG_STRING, &title, N_("Make a class of the line of this title; prints its number"), N_("TITLE") },
    { NULL }
  };

  if (!cadrectl_parse ("plan", _("Lists the year's plan: title, period, classes closed of those made, students of the places, finished."),
                       entries, &argc, &argv, &status))
    return status;
  if (!cadrectl_argument_count ("plan", argc, 0, 0))
    return 2;

  archive = cadrectl_open (self, title != NULL ? CADRE_ARCHIVE_WRITE : CADRE_ARCHIVE_READ, &error);
  if (archive == NULL)
    return cadrectl_fail (error);

  return title != NULL ? make_class (archive, year, title) : list_plan (self, archive, year);
}
