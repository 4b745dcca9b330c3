/* SPDX-License-Identifier: GPL-3.0-or-later */

/* menu: the rounds of “菜单式”培训. */

#define G_LOG_DOMAIN "cadrectl"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-action.h"
#include "cadre-menu.h"
#include "cadrectl-json.h"
#include "cadrectl.h"

typedef enum
{
  VERB_OPEN,
  VERB_CLOSE,
  VERB_ASSIGN,
  VERB_CLASSES,
  N_VERBS,
} Verb;

/* What each is called in the log; %s is the round. */
static const char *const action_names[N_VERBS] = {
  [VERB_OPEN] = N_("Open the menu round %s"),
  [VERB_CLOSE] = N_("End the choices of the menu round %s"),
  [VERB_ASSIGN] = N_("Give the seats of the menu round %s"),
  [VERB_CLASSES] = N_("Make the classes of the menu round %s"),
};

static void
build_round (JsonBuilder          *json,
             const CadreMenuRound *round)
{
  cadrectl_json_int (json, "id", round->id);
  cadrectl_json_text (json, "name", round->name);
  cadrectl_json_text (json, "opens_on", round->opens_on);
  cadrectl_json_text (json, "closes_on", round->closes_on);
  cadrectl_json_int (json, "limit", round->limit);
  cadrectl_json_text (json, "state", round->state);
  cadrectl_json_int (json, "courses", round->n_offers);
  cadrectl_json_int (json, "classes", round->n_classes);
  cadrectl_json_int (json, "choices", round->n_choices);
  cadrectl_json_int (json, "people", round->n_people);
  cadrectl_json_int (json, "given", round->n_given);
  cadrectl_json_int (json, "missed", round->n_missed);
}

static void
print_round (const CadreMenuRound *round)
{
  g_print ("%s\t%s\t%u\t%u\t%u\t%u\t%u\n", round->name, cadre_menu_state_get_name (round->state), round->n_offers,
           round->n_people, round->n_choices, round->n_given, round->n_missed);
}

static int
list_rounds (Cadrectl     *self,
             CadreArchive *archive)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rounds = cadre_menu_list_rounds (archive, &error);
  g_autoptr(JsonBuilder) json = json_builder_new ();

  if (rounds == NULL)
    return cadrectl_fail (error);

  json_builder_begin_array (json);
  for (guint i = 0; i < rounds->len; i++)
    {
      if (!self->json)
        {
          print_round (g_ptr_array_index (rounds, i));
          continue;
        }
      json_builder_begin_object (json);
      build_round (json, g_ptr_array_index (rounds, i));
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  if (self->json)
    cadrectl_print_json (json);

  return 0;
}

static void
build_offers (JsonBuilder *json,
              GPtrArray   *offers)
{
  json_builder_set_member_name (json, "offers");
  json_builder_begin_array (json);
  for (guint i = 0; i < offers->len; i++)
    {
      const CadreMenuOffer *offer = g_ptr_array_index (offers, i);

      json_builder_begin_object (json);
      cadrectl_json_text (json, "course", offer->course);
      cadrectl_json_int (json, "seats", offer->seats);
      cadrectl_json_int (json, "minimum", offer->minimum);
      cadrectl_json_int (json, "choices", offer->n_choices);
      cadrectl_json_int (json, "first_choices", offer->n_first);
      cadrectl_json_int (json, "given", offer->n_given);
      cadrectl_json_int (json, "missed", offer->n_missed);
      cadrectl_json_text (json, "class", offer->class_name);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
build_choices (JsonBuilder *json,
               GPtrArray   *choices)
{
  json_builder_set_member_name (json, "choices_made");
  json_builder_begin_array (json);
  for (guint i = 0; i < choices->len; i++)
    {
      const CadreMenuChoice *choice = g_ptr_array_index (choices, i);

      json_builder_begin_object (json);
      cadrectl_json_int (json, "person", choice->person_id);
      cadrectl_json_text (json, "name", choice->name);
      cadrectl_json_text (json, "unit", choice->unit);
      cadrectl_json_text (json, "course", choice->course);
      cadrectl_json_int (json, "priority", choice->priority);
      cadrectl_json_text (json, "chosen_at", choice->chosen_at);
      cadrectl_json_text (json, "state", choice->state);
      cadrectl_json_text (json, "reason", choice->reason);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static int
show_round (Cadrectl     *self,
            CadreArchive *archive,
            gint64        id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreMenuRound) round = cadre_menu_get_round (archive, id, &error);
  g_autoptr(GPtrArray) offers = round != NULL ? cadre_menu_list_offers (archive, id, &error) : NULL;
  g_autoptr(GPtrArray) choices = offers != NULL ? cadre_menu_list_choices (archive, id, &error) : NULL;
  g_autoptr(JsonBuilder) json = json_builder_new ();

  if (choices == NULL)
    return cadrectl_fail (error);

  if (self->json)
    {
      json_builder_begin_object (json);
      build_round (json, round);
      build_offers (json, offers);
      build_choices (json, choices);
      json_builder_end_object (json);
      cadrectl_print_json (json);
      return 0;
    }

  print_round (round);
  for (guint i = 0; i < choices->len; i++)
    {
      const CadreMenuChoice *choice = g_ptr_array_index (choices, i);

      g_print ("%s\t%s\t%s\t%u\t%s\t%s\n", choice->course, choice->name, choice->unit != NULL ? choice->unit : "",
               choice->priority, choice->state, choice->reason != NULL ? choice->reason : "");
    }
  return 0;
}

static gboolean
run_verb (CadreArchive  *archive,
          gint64         id,
          Verb           verb,
          GError       **error)
{
  CadreMenuResult result = { 0 };
  guint n = 0;

  switch (verb)
    {
    case VERB_OPEN:
      return cadre_menu_set_state (archive, id, "open", error);
    case VERB_CLOSE:
      return cadre_menu_set_state (archive, id, "closed", error);
    case VERB_ASSIGN:
      if (!cadre_menu_assign (archive, id, &result, error))
        return FALSE;
      g_printerr (_("%u seats given, %u choices missed; %u courses dropped\n"), result.n_given, result.n_missed, result.n_dropped);
      return TRUE;
    case VERB_CLASSES:
      if (!cadre_menu_make_classes (archive, id, &n, error))
        return FALSE;
      g_printerr (_("%u classes made\n"), n);
      return TRUE;
    case N_VERBS:
    default:
      g_return_val_if_reached (FALSE);
    }
}

static int
act_on_round (CadreArchive *archive,
              gint64        id,
              Verb          verb)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreMenuRound) round = cadre_menu_get_round (archive, id, &error);
  g_autoptr(CadreAction) action = NULL;
  g_autoptr(GString) name = g_string_new (_(action_names[verb]));

  if (round == NULL)
    return cadrectl_fail (error);

  g_string_replace (name, "%s", round->name, 1);
  action = cadre_action_begin (archive, "menu", name->str, &error);
  if (action == NULL || !run_verb (archive, id, verb, &error) || !cadre_action_commit (action, &error))
    return cadrectl_fail (error);

  return 0;
}

int
cadrectl_menu (Cadrectl *self,
               int       argc,
               char    **argv)
{
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(GError) error = NULL;
  gboolean wanted[N_VERBS] = { FALSE };
  Verb verb = N_VERBS;
  guint n_verbs = 0;
  gint64 id;
  int status;
  const GOptionEntry entries[] = {
    { "open", 0, 0, G_OPTION_ARG_NONE, &wanted[VERB_OPEN], N_("Open it for choices; seats that were given are taken back"), NULL },
    { "close", 0, 0, G_OPTION_ARG_NONE, &wanted[VERB_CLOSE], N_("End the choices"), NULL },
    { "assign", 0, 0, G_OPTION_ARG_NONE, &wanted[VERB_ASSIGN], N_("Give the seats by the rules"), NULL },
    { "make-classes", 0, 0, G_OPTION_ARG_NONE, &wanted[VERB_CLASSES], N_("Make a class of each course that has people"), NULL },
    { NULL }
  };

  if (!cadrectl_parse ("menu", _("Lists the rounds of the menu; or shows the ROUND of this name with who got or missed what and why; or changes it."),
                       entries, &argc, &argv, &status))
    return status;
  if (!cadrectl_argument_count ("menu", argc, 0, 1))
    return 2;
  for (guint i = 0; i < N_VERBS; i++)
    if (wanted[i])
      {
        verb = (Verb) i;
        n_verbs++;
      }
  if (n_verbs > 1)
    return cadrectl_usage (_("menu: one thing at a time"));
  if (n_verbs == 1 && argc < 2)
    return cadrectl_usage (_("menu: name the round"));

  archive = cadrectl_open (self, n_verbs == 0 ? CADRE_ARCHIVE_READ : CADRE_ARCHIVE_WRITE, &error);
  if (archive == NULL)
    return cadrectl_fail (error);
  if (argc < 2)
    return list_rounds (self, archive);
  id = cadre_menu_identify (archive, argv[1], &error);
  if (id == 0)
    return cadrectl_fail (error);

  return n_verbs == 0 ? show_round (self, archive, id) : act_on_round (archive, id, verb);
}
