/* SPDX-License-Identifier: GPL-3.0-or-later */

/* form: appointment forms out of the archive. */

#define G_LOG_DOMAIN "cadrectl"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-forms.h"
#include "cadre-people.h"
#include "cadrectl.h"

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

/* Everybody of a unit and of those below it, in the order of registers. */
static gboolean
add_unit (CadreArchive  *archive,
          const char    *unit,
          GArray        *persons,
          GError       **error)
{
  gint64 unit_id = cadre_units_identify (archive, unit, error);
  g_autoptr(CadreStatement) select = NULL;
  g_autoptr(GError) local_error = NULL;

  if (unit_id == 0)
    return FALSE;
  select = cadre_archive_prepare (archive,
                                  "SELECT p.id FROM unit AS top "
                                  "JOIN unit AS u ON u.path >= top.path AND u.path < top.path || ':' "
                                  "JOIN person AS p ON p.unit_id = u.id "
                                  "WHERE top.id = ?1 ORDER BY u.path, p.position, p.id", error);
  if (select == NULL)
    return FALSE;

  cadre_statement_bind_int64 (select, 1, unit_id);
  while (cadre_statement_step (select, &local_error))
    {
      gint64 id = cadre_statement_get_int64 (select, 0);

      g_array_append_val (persons, id);
    }
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return error == NULL || *error == NULL;
}

static gboolean
list_persons (CadreArchive   *archive,
              char          **words,
              const Options  *options,
              GArray         *persons,
              GError        **error)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      gint64 id = cadre_people_identify (archive, words[i], error);

      if (id == 0)
        return FALSE;
      g_array_append_val (persons, id);
    }

  return options->unit == NULL || add_unit (archive, options->unit, persons, error);
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
      !list_persons (archive, argv + 1, &options, persons, &error) ||
      !cadre_forms_export (archive, catalogue, persons, options.output, options.as_of != NULL ? &as_of : NULL,
                           &result, NULL, &error))
    return cadrectl_fail (error);

  print_result (self, &result);
  return 0;
}
