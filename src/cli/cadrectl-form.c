/* SPDX-License-Identifier: GPL-3.0-or-later */

/* form: appointment forms out of the archive. */

#define G_LOG_DOMAIN "cadrectl"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-forms.h"
#include "cadre-people.h"
#include "cadrectl-scope.h"

typedef struct
{
  char *output;
  char *unit;
  char *as_of;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->output);
  g_free (options->unit);
  g_free (options->as_of);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
list_persons (CadreArchive    *archive,
              CadreCatalogue  *catalogue,
              char           **words,
              const Options   *options,
              GArray          *persons,
              GError         **error)
{
  g_autoptr(JsonBuilder) json = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *filter = NULL;

  if (!cadrectl_identify_persons (archive, (const char * const *) words, persons, error))
    return FALSE;
  if (options->unit == NULL)
    return TRUE;
  if (!cadrectl_add_condition_unit (archive, json, options->unit, error))
    return FALSE;

  root = json_builder_get_root (json);
  filter = json_to_string (root, FALSE);
  return cadrectl_find_persons (archive, catalogue, filter, persons, error);
}

static void
add_strings (JsonBuilder *builder,
             const char  *member,
             GPtrArray   *strings)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (guint i = 0; i < strings->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (strings, i));
  json_builder_end_array (builder);
}

static void
print_result (Cadrectl               *self,
              const CadreFormsResult *result)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  for (guint i = 0; i < result->warnings->len; i++)
    g_printerr ("%s\n", (const char *) g_ptr_array_index (result->warnings, i));

  if (!self->json)
    {
      for (guint i = 0; i < result->paths->len; i++)
        g_print ("%s\n", (const char *) g_ptr_array_index (result->paths, i));
      return;
    }

  json_builder_begin_object (builder);
  add_strings (builder, "files", result->paths);
  add_strings (builder, "warnings", result->warnings);
  json_builder_end_object (builder);
  cadrectl_print_json (builder);
}

int
cadrectl_form (Cadrectl *self,
               int       argc,
               char    **argv)
{
  g_auto(Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_("Where to: a file for one person, a folder for any number"), N_("FILE") },
    { "unit", 0, 0, G_OPTION_ARG_STRING, &options.unit, N_("Everybody of this unit and of those below it"), N_("UNIT") },
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &options.as_of, N_("The date that ages are counted to, and of filling in"), N_("DATE") },
    { NULL }
  };
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(CadreCatalogue) catalogue = NULL;
  g_autoptr(GArray) persons = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto(CadreFormsResult) result = { 0 };
  g_autoptr(GError) error = NULL;
  CadreDate as_of = { 0 };
  int status;

  if (!cadrectl_parse ("form", _("Writes people's appointment forms (干部任免审批表, .lrmx): form PERSON… -o FILE. Each PERSON is "
                                 "one word: a name, “name birth”, an ID number or #number."),
                       entries, &argc, &argv, &status))
    return status;
  if (options.output == NULL || (argc < 2 && options.unit == NULL))
    return cadrectl_usage (_("form: name people or a --unit, and where to write with -o"));
  if (options.as_of != NULL && !cadre_date_parse (options.as_of, &as_of))
    return cadrectl_usage (_("form: “%s” is not a date; write it as 2017.06 or 2017-06-30"), options.as_of);

  archive = cadrectl_open (self, CADRE_ARCHIVE_READ, &error);
  catalogue = archive != NULL ? cadre_catalogue_new (archive, &error) : NULL;
  if (catalogue == NULL ||
      !list_persons (archive, catalogue, argv + 1, &options, persons, &error) ||
      !cadre_forms_export (archive, catalogue, persons, options.output, options.as_of != NULL ? &as_of : NULL,
                           &result, NULL, &error))
    return cadrectl_fail (error);

  print_result (self, &result);
  return 0;
}
