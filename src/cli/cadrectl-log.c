/* SPDX-License-Identifier: GPL-3.0-or-later */

/* log: what was done, newest first. */

#define G_LOG_DOMAIN "cadrectl"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-journal.h"
#include "cadre-people.h"
#include "cadrectl-json.h"
#include "cadrectl.h"

static void
print_json (GPtrArray *entries)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < entries->len; i++)
    {
      const CadreJournalEntry *entry = g_ptr_array_index (entries, i);

      json_builder_begin_object (builder);
      cadrectl_json_int (builder, "id", entry->id);
      cadrectl_json_text (builder, "name", entry->name);
      cadrectl_json_text (builder, "kind", entry->kind);
      cadrectl_json_text (builder, "actor", entry->actor);
      cadrectl_json_text (builder, "happened_at", entry->happened_at);
      cadrectl_json_text (builder, "state", entry->state);
      cadrectl_json_int (builder, "rows", entry->n_changes);
      cadrectl_json_text (builder, "detail", entry->detail);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  cadrectl_print_json (builder);
}

static const char *
state_word (const char *state)
{
  if (g_str_equal (state, "undone"))
    return _("undone");
  if (g_str_equal (state, "dropped"))
    return _("undone for good");

  return "";
}

static void
print_text (GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const CadreJournalEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *time = cadre_journal_format_time (entry->happened_at);

      g_print ("%" G_GINT64_FORMAT "\t%s\t%s\t%s\t%" G_GINT64_FORMAT "\t%s\n",
               entry->id, time, entry->actor, entry->name, entry->n_changes, state_word (entry->state));
    }
}

int
cadrectl_log (Cadrectl *self,
              int       argc,
              char    **argv)
{
  g_autofree char *person = NULL;
  int limit = 50;
  const GOptionEntry entries[] = {
    { "person", 'p', 0, G_OPTION_ARG_STRING, &person, N_("Only what concerns this person (name, ID number or key)"), N_("PERSON") },
    { "limit", 'n', 0, G_OPTION_ARG_INT, &limit, N_("At most N actions, 0 for all (50)"), N_("N") },
    { NULL }
  };
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GError) error = NULL;
  gint64 person_id = 0;
  int status;

  if (!cadrectl_parse ("log", _("Lists what was done, newest first: number, time, who, what, rows, state."), entries,
                       &argc, &argv, &status))
    return status;
  if (!cadrectl_argument_count ("log", argc, 0, 0))
    return 2;
  if (limit < 0)
    return cadrectl_usage (_("log: “%d” is not a number of actions"), limit);

  archive = cadrectl_open (self, CADRE_ARCHIVE_READ, &error);
  if (archive == NULL)
    return cadrectl_fail (error);

  if (person != NULL && (person_id = cadre_people_identify (archive, person, &error)) <= 0)
    return cadrectl_fail (error);

  list = cadre_journal_list (archive, person_id, (guint) limit, &error);
  if (list == NULL)
    return cadrectl_fail (error);

  if (self->json)
    print_json (list);
  else
    print_text (list);
  return 0;
}
