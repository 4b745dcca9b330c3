/* SPDX-License-Identifier: GPL-3.0-or-later */

/* classes, class, call-up: the training clerk's year. */

#define G_LOG_DOMAIN "cadrectl"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "cadre-call-up.h"
#include "cadre-class-close.h"
#include "cadre-class-roll.h"
#include "cadre-units.h"
#include "cadrectl-json.h"
#include "cadrectl.h"

static void
build_summary (JsonBuilder             *json,
               const CadreClassSummary *class)
{
  cadrectl_json_int (json, "id", class->id);
  cadrectl_json_text (json, "name", class->name);
  cadrectl_json_text (json, "term", class->term);
  cadrectl_json_text (json, "kind", class->class_kind);
  cadrectl_json_text (json, "since", class->since);
  cadrectl_json_text (json, "until", class->until);
  cadrectl_json_int (json, "year", class->year);
  cadrectl_json_double (json, "hours", class->hours);
  cadrectl_json_text (json, "state", cadre_class_state_get_key (class->state));
  cadrectl_json_int (json, "places", class->n_places);
  cadrectl_json_int (json, "nominated", class->n_nominated);
  cadrectl_json_int (json, "students", class->n_students);
  cadrectl_json_int (json, "finished", class->n_finished);
  cadrectl_json_int (json, "void", class->n_void);
  cadrectl_json_int (json, "sessions", class->n_sessions);
  cadrectl_json_int (json, "records", class->n_records);
  cadrectl_json_bool (json, "long", class->is_long);
}

static void
print_summary (const CadreClassSummary *class)
{
  g_print ("%s\t%s\t%s–%s\t%g\t%u\t%u\n", class->name, cadre_class_state_get_name (class->state),
           class->since != NULL ? class->since : "", class->until != NULL ? class->until : "", class->hours,
           class->n_students, class->n_finished);
}

int
cadrectl_classes (Cadrectl *self,
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

  if (!cadrectl_parse ("classes", _("Lists the classes, the latest first: name, state, days, hours, students, finished."),
                       entries, &argc, &argv, &status))
    return status;
  if (!cadrectl_argument_count ("classes", argc, 0, 0))
    return 2;

  archive = cadrectl_open (self, CADRE_ARCHIVE_READ, &error);
  list = archive != NULL ? cadre_classes_list (archive, year, &error) : NULL;
  if (list == NULL)
    return cadrectl_fail (error);

  json_builder_begin_array (json);
  for (guint i = 0; i < list->len; i++)
    {
      if (!self->json)
        {
          print_summary (g_ptr_array_index (list, i));
          continue;
        }
      json_builder_begin_object (json);
      build_summary (json, g_ptr_array_index (list, i));
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  if (self->json)
    cadrectl_print_json (json);

  return 0;
}

static void
build_student (JsonBuilder             *json,
               const CadreClassRoll    *roll,
               const CadreClassStudent *student)
{
  json_builder_begin_object (json);
  cadrectl_json_int (json, "person", student->person_id);
  cadrectl_json_int (json, "number", student->position);
  cadrectl_json_text (json, "name", student->name);
  cadrectl_json_text (json, "unit", student->unit);
  cadrectl_json_text (json, "post", student->post);
  cadrectl_json_text (json, "state", student->state);
  cadrectl_json_text (json, "group", student->group_name);
  cadrectl_json_text (json, "office", student->office);
  cadrectl_json_double (json, "leave_hours", student->leave_hours);
  cadrectl_json_double (json, "absent_hours", student->absent_hours);
  json_builder_set_member_name (json, "marks");
  json_builder_begin_object (json);
  for (guint i = 0; i < roll->parts->len; i++)
    cadrectl_json_double (json, ((const CadreMarkPart *) g_ptr_array_index (roll->parts, i))->name, student->marks[i]);
  json_builder_end_object (json);
  cadrectl_json_double (json, "score", student->score);
  cadrectl_json_text (json, "result", student->result);
  cadrectl_json_text (json, "certificate", student->certificate);
  cadrectl_json_bool (json, "outstanding", student->is_outstanding);
  json_builder_end_object (json);
}

static void
print_student (const CadreClassRoll    *roll,
               const CadreClassStudent *student)
{
  g_print ("%d\t%s\t%s\t%s\t%s", student->position, student->name, student->post != NULL ? student->post : "",
           student->state, student->group_name != NULL ? student->group_name : "");
  for (guint i = 0; i < roll->parts->len; i++)
    if (isnan (student->marks[i]))
      g_print ("\t");
    else
      g_print ("\t%g", student->marks[i]);
  if (isnan (student->score))
    g_print ("\t");
  else
    g_print ("\t%.2f", student->score);
  g_print ("\t%s\t%s\n", student->result != NULL ? student->result : "",
           student->certificate != NULL ? student->certificate : "");
}

static int
show_class (Cadrectl     *self,
            CadreArchive *archive,
            gint64        id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreClassSummary) class = cadre_class_get (archive, id, &error);
  g_autoptr(CadreClassRoll) roll = class != NULL ? cadre_class_roll_load (archive, id, &error) : NULL;
  g_autoptr(GPtrArray) needs = roll != NULL ? cadre_class_list_needs (archive, id, &error) : NULL;
  g_autoptr(JsonBuilder) json = json_builder_new ();

  if (needs == NULL)
    return cadrectl_fail (error);

  if (!self->json)
    {
      print_summary (class);
      for (guint i = 0; i < roll->students->len; i++)
        print_student (roll, g_ptr_array_index (roll->students, i));
      for (guint i = 0; i < needs->len; i++)
        {
          const CadreClassNeed *need = g_ptr_array_index (needs, i);

          g_printerr ("%s: %s\n", need->must ? _("needed") : _("note"), need->text);
        }
      return 0;
    }

  json_builder_begin_object (json);
  build_summary (json, class);
  json_builder_set_member_name (json, "needs");
  json_builder_begin_array (json);
  for (guint i = 0; i < needs->len; i++)
    {
      const CadreClassNeed *need = g_ptr_array_index (needs, i);

      json_builder_begin_object (json);
      cadrectl_json_bool (json, "must", need->must);
      cadrectl_json_text (json, "text", need->text);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  json_builder_set_member_name (json, "roll");
  json_builder_begin_array (json);
  for (guint i = 0; i < roll->students->len; i++)
    build_student (json, roll, g_ptr_array_index (roll->students, i));
  json_builder_end_array (json);
  json_builder_end_object (json);
  cadrectl_print_json (json);

  return 0;
}

typedef enum
{
  VERB_NONE,
  VERB_ADVANCE,
  VERB_BACK,
  VERB_CLOSE,
  VERB_REOPEN,
  VERB_COMPUTE,
  VERB_RESUME,
} Verb;

/* What each verb is called in the log; %s is the class. */
static const char *const action_names[] = {
  [VERB_ADVANCE] = N_("Take the class a step on: %s"),
  [VERB_BACK] = N_("Take the class a step back: %s"),
  [VERB_CLOSE] = N_("Close the class %s"),
  [VERB_REOPEN] = N_("Re-open the class %s"),
  [VERB_COMPUTE] = N_("Compute the scores of %s"),
  [VERB_RESUME] = N_("Enter the class in résumés: %s"),
};

static gboolean
run_verb (CadreArchive  *archive,
          gint64         id,
          Verb           verb,
          GError       **error)
{
  CadreClassClosing closing = { 0 };
  CadreDate today = cadre_date_today ();
  guint n = 0;

  switch (verb)
    {
    case VERB_ADVANCE:
      return cadre_class_advance (archive, id, error);
    case VERB_BACK:
      return cadre_class_step_back (archive, id, error);
    case VERB_CLOSE:
      if (!cadre_class_close (archive, id, &today, &closing, error))
        return FALSE;
      g_printerr (_("%u finished, %u void; %u study records, of these %u of teachers; %u certificates\n"), closing.n_finished,
                  closing.n_void, closing.n_records, closing.n_teachers, closing.n_certificates);
      return TRUE;
    case VERB_REOPEN:
      return cadre_class_reopen (archive, id, error);
    case VERB_COMPUTE:
      if (!cadre_class_compute_scores (archive, id, &n, error))
        return FALSE;
      g_printerr (_("%u scores changed\n"), n);
      return TRUE;
    case VERB_RESUME:
      if (!cadre_class_offer_resume (archive, id, &n, error))
        return FALSE;
      g_printerr (_("%u résumés got an entry\n"), n);
      return TRUE;
    case VERB_NONE:
    default:
      g_return_val_if_reached (FALSE);
    }
}

static int
act_on_class (CadreArchive *archive,
              gint64        id,
              Verb          verb)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreClassSummary) class = cadre_class_get (archive, id, &error);
  g_autoptr(CadreAction) action = NULL;
  g_autoptr(GString) name = g_string_new (_(action_names[verb]));

  if (class == NULL)
    return cadrectl_fail (error);

  g_string_replace (name, "%s", class->name, 1);
  action = cadre_action_begin (archive, "class", name->str, &error);
  if (action == NULL || !run_verb (archive, id, verb, &error) || !cadre_action_commit (action, &error))
    return cadrectl_fail (error);

  return 0;
}

int
cadrectl_class (Cadrectl *self,
                int       argc,
                char    **argv)
{
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(GError) error = NULL;
  gboolean wanted[VERB_RESUME + 1] = { FALSE };
  Verb verb = VERB_NONE;
  guint n_verbs = 0;
  gint64 id;
  int status;
  const GOptionEntry entries[] = {
    { "advance", 0, 0, G_OPTION_ARG_NONE, &wanted[VERB_ADVANCE], N_("Take it a step on"), NULL },
    { "back", 0, 0, G_OPTION_ARG_NONE, &wanted[VERB_BACK], N_("Take it a step back"), NULL },
    { "compute", 0, 0, G_OPTION_ARG_NONE, &wanted[VERB_COMPUTE], N_("Compute the scores from the marks"), NULL },
    { "close", 0, 0, G_OPTION_ARG_NONE, &wanted[VERB_CLOSE], N_("Close it and write the archive"), NULL },
    { "reopen", 0, 0, G_OPTION_ARG_NONE, &wanted[VERB_REOPEN], N_("Take back what closing wrote"), NULL },
    { "resume", 0, 0, G_OPTION_ARG_NONE, &wanted[VERB_RESUME], N_("Enter a long class in the résumés"), NULL },
    { NULL }
  };

  if (!cadrectl_parse ("class", _("Shows the CLASS of this name, its roll and what its next step lacks; or changes it."),
                       entries, &argc, &argv, &status))
    return status;
  if (!cadrectl_argument_count ("class", argc, 1, 1))
    return 2;
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    if (wanted[i])
      {
        verb = (Verb) i;
        n_verbs++;
      }
  if (n_verbs > 1)
    return cadrectl_usage (_("class: one thing at a time"));

  archive = cadrectl_open (self, verb == VERB_NONE ? CADRE_ARCHIVE_READ : CADRE_ARCHIVE_WRITE, &error);
  id = archive != NULL ? cadre_class_identify (archive, argv[1], &error) : 0;
  if (id == 0)
    return cadrectl_fail (error);

  return verb == VERB_NONE ? show_class (self, archive, id) : act_on_class (archive, id, verb);
}

static void
build_call_up (JsonBuilder       *json,
               const CadreCallUp *one)
{
  json_builder_begin_object (json);
  cadrectl_json_int (json, "person", one->person_id);
  cadrectl_json_text (json, "name", one->name);
  cadrectl_json_text (json, "unit", one->unit);
  cadrectl_json_text (json, "post", one->post);
  cadrectl_json_text (json, "regime", one->regime);
  cadrectl_json_double (json, "required", one->required);
  cadrectl_json_double (json, "done", one->done);
  cadrectl_json_double (json, "missing", one->missing);
  cadrectl_json_double (json, "planned", one->planned);
  cadrectl_json_double (json, "forecast", one->forecast);
  cadrectl_json_text (json, "last_long_class", one->last_long_title);
  cadrectl_json_text (json, "last_long_until", one->last_long_until);
  json_builder_end_object (json);
}

int
cadrectl_call_up (Cadrectl *self,
                  int       argc,
                  char    **argv)
{
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonBuilder) json = json_builder_new ();
  g_autofree char *unit = NULL;
  g_autofree char *as_of = NULL;
  g_autofree char *before = NULL;
  CadreCallUpQuery query = { .as_of = cadre_date_today () };
  CadreDate date;
  int status, limit = 0;
  const GOptionEntry entries[] = {
    { "unit", 'u', 0, G_OPTION_ARG_STRING, &unit, N_("Only this unit and those below it"), N_("UNIT") },
    { "as-of", 'd', 0, G_OPTION_ARG_STRING, &as_of, N_("The day to which hours are counted; today"), N_("DATE") },
    { "missing", 'm', 0, G_OPTION_ARG_DOUBLE, &query.missing_over, N_("Missing more than this"), N_("HOURS") },
    { "before", 'b', 0, G_OPTION_ARG_STRING, &before, N_("Whose last long class ended before this"), N_("DATE") },
    { "long-days", 0, 0, G_OPTION_ARG_DOUBLE, &query.long_days, N_("From how many days a class is long; 15"), N_("DAYS") },
    { "limit", 'n', 0, G_OPTION_ARG_INT, &limit, N_("At most this many people"), N_("N") },
    { NULL }
  };

  if (!cadrectl_parse ("call-up", _("Lists who is short of hours, the shortest at the year's end first: whom to chase and call up."),
                       entries, &argc, &argv, &status))
    return status;
  if (!cadrectl_argument_count ("call-up", argc, 0, 0))
    return 2;
  if (as_of != NULL && (!cadre_date_parse (as_of, &query.as_of) || !cadre_date_is_complete (&query.as_of)))
    return cadrectl_usage (_("call-up: “%s” is not a day; write it as 2025-12-31"), as_of);
  if (before != NULL && !cadre_date_parse (before, &date))
    return cadrectl_usage (_("call-up: “%s” is not a date; write it as 2021 or 2021-03"), before);

  archive = cadrectl_open (self, CADRE_ARCHIVE_READ, &error);
  if (archive == NULL)
    return cadrectl_fail (error);
  if (unit != NULL)
    {
      query.unit_id = cadre_units_identify (archive, unit, &error);
      if (query.unit_id == 0)
        return cadrectl_fail (error);
    }
  query.limit = (guint) MAX (0, limit);
  query.last_long_before = before;
  list = cadre_call_up_list (archive, &query, &error);
  if (list == NULL)
    return cadrectl_fail (error);

  json_builder_begin_array (json);
  for (guint i = 0; i < list->len; i++)
    {
      const CadreCallUp *one = g_ptr_array_index (list, i);

      if (self->json)
        build_call_up (json, one);
      else
        g_print ("%s\t%s\t%s\t%g/%g\t%g\t%g\t%s\n", one->name, one->post != NULL ? one->post : "", one->regime_name, one->done,
                 one->required, one->missing, one->forecast, one->last_long_until != NULL ? one->last_long_until : "");
    }
  json_builder_end_array (json);
  if (self->json)
    cadrectl_print_json (json);

  return 0;
}
