/* SPDX-License-Identifier: GPL-3.0-or-later */

/* schemes, scheme: what people are assessed by. */

#define G_LOG_DOMAIN "cadrectl"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cadre-action.h"
#include "cadre-scheme.h"
#include "cadre-scheme-edit.h"
#include "cadrectl.h"
#include "cadrectl-json.h"

int
cadrectl_schemes (Cadrectl *self,
                  int       argc,
                  char    **argv)
{
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonBuilder) json = json_builder_new ();
  int status;

  if (!cadrectl_parse ("schemes", _("Lists the schemes of assessment: key and version, name, indicators, rounds."), NULL, &argc, &argv,
                       &status))
    return status;
  if (!cadrectl_argument_count ("schemes", argc, 0, 0))
    return 2;

  archive = cadrectl_open (self, CADRE_ARCHIVE_READ, &error);
  list = archive != NULL ? cadre_schemes_list (archive, &error) : NULL;
  if (list == NULL)
    return cadrectl_fail (error);

  json_builder_begin_array (json);
  for (guint i = 0; i < list->len; i++)
    {
      const CadreSchemeInfo *info = g_ptr_array_index (list, i);

      if (!self->json)
        {
          g_print ("%s/%d\t%s\t%u\t%u\n", info->key, info->version, info->name, info->n_indicators, info->n_rounds);
          continue;
        }
      json_builder_begin_object (json);
      cadrectl_json_text (json, "key", info->key);
      cadrectl_json_int (json, "version", info->version);
      cadrectl_json_text (json, "name", info->name);
      cadrectl_json_text (json, "source", info->source);
      cadrectl_json_double (json, "cap", info->cap);
      cadrectl_json_int (json, "indicators", info->n_indicators);
      cadrectl_json_int (json, "rounds", info->n_rounds);
      cadrectl_json_bool (json, "locked", info->is_locked);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  if (self->json)
    cadrectl_print_json (json);

  return 0;
}

static guint
get_depth (const CadreScheme    *scheme,
           const CadreIndicator *indicator)
{
  guint depth = 0;

  for (int parent = indicator->parent; parent >= 0; depth++)
    parent = ((CadreIndicator *) g_ptr_array_index (scheme->indicators, (guint) parent))->parent;

  return depth;
}

static void
build_indicator (JsonBuilder          *json,
                 const CadreScheme    *scheme,
                 const CadreIndicator *indicator)
{
  json_builder_begin_object (json);
  cadrectl_json_text (json, "key", indicator->key);
  cadrectl_json_text (json, "name", indicator->name);
  cadrectl_json_text (json, "parent", indicator->parent < 0 ? NULL
                      : ((CadreIndicator *) g_ptr_array_index (scheme->indicators, (guint) indicator->parent))->key);
  cadrectl_json_text (json, "nature", cadre_indicator_nature_get_key (indicator->nature));
  cadrectl_json_double (json, "weight", cadre_decimal_to_double (indicator->weight));
  cadrectl_json_double (json, "full", cadre_decimal_to_double (indicator->full));
  cadrectl_json_double (json, "cap", cadre_decimal_to_double (indicator->cap));
  cadrectl_json_text (json, "formula", indicator->formula_text);
  cadrectl_json_bool (json, "by_scorers", indicator->by_scorers);
  cadrectl_json_bool (json, "trim", indicator->trim);
  cadrectl_json_text (json, "clause", indicator->clause);
  json_builder_end_object (json);
}

static void
print_indicator (const CadreScheme    *scheme,
                 const CadreIndicator *indicator)
{
  g_autofree char *weight = cadre_decimal_format (indicator->weight, 1);

  g_print ("%*s%s\t%s\t%s\t%s\t%s\n", (int) get_depth (scheme, indicator) * 2, "", indicator->name, indicator->key,
           indicator->nature == CADRE_INDICATOR_SCORE ? weight : "", indicator->formula_text != NULL ? indicator->formula_text : "",
           indicator->clause != NULL ? indicator->clause : "");
}

static int
show_scheme (Cadrectl     *self,
             CadreArchive *archive,
             gint64        id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreScheme) scheme = cadre_scheme_load (archive, id, &error);
  g_autoptr(GPtrArray) faults = NULL;
  g_autoptr(JsonBuilder) json = json_builder_new ();

  if (scheme == NULL)
    return cadrectl_fail (error);

  faults = cadre_scheme_find_faults (scheme);
  json_builder_begin_object (json);
  cadrectl_json_text (json, "key", scheme->key);
  cadrectl_json_int (json, "version", scheme->version);
  cadrectl_json_text (json, "name", scheme->name);
  cadrectl_json_text (json, "source", scheme->source);
  json_builder_set_member_name (json, "indicators");
  json_builder_begin_array (json);
  for (guint i = 0; i < scheme->indicators->len; i++)
    {
      build_indicator (json, scheme, g_ptr_array_index (scheme->indicators, i));
      if (!self->json)
        print_indicator (scheme, g_ptr_array_index (scheme->indicators, i));
    }
  json_builder_end_array (json);
  json_builder_set_member_name (json, "groups");
  json_builder_begin_array (json);
  for (guint i = 0; i < scheme->groups->len; i++)
    {
      const CadreScorerGroup *group = g_ptr_array_index (scheme->groups, i);

      json_builder_begin_object (json);
      cadrectl_json_text (json, "name", group->name);
      cadrectl_json_double (json, "weight", cadre_decimal_to_double (group->weight));
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  json_builder_set_member_name (json, "faults");
  json_builder_begin_array (json);
  for (guint i = 0; i < faults->len; i++)
    {
      json_builder_add_string_value (json, g_ptr_array_index (faults, i));
      if (!self->json)
        g_print (_("Fault: %s\n"), (char *) g_ptr_array_index (faults, i));
    }
  json_builder_end_array (json);
  json_builder_end_object (json);
  if (self->json)
    cadrectl_print_json (json);

  return 0;
}

/* INDICATOR.FIELD=TEXT, or FIELD=TEXT of the scheme itself. */
static gboolean
set_one (CadreArchive  *archive,
         gint64         id,
         const char    *word,
         GError       **error)
{
  const char *equals = strchr (word, '=');
  g_autofree char *name = equals != NULL ? g_strndup (word, (gsize) (equals - word)) : NULL;
  char *point = name != NULL ? strrchr (name, '.') : NULL;

  if (name == NULL)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("“%s”: write it as INDICATOR.FIELD=VALUE"), word);
      return FALSE;
    }
  if (point != NULL)
    *point++ = '\0';

  return cadre_scheme_set (archive, id, point != NULL ? name : NULL, point != NULL ? point : name, equals + 1, error);
}

static int
change_scheme (CadreArchive *archive,
               gint64        id,
               const char   *copy,
               char        **sets)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreAction) action = cadre_action_begin (archive, "scheme", copy != NULL ? _("Copy a scheme") : _("Change a scheme"), &error);

  if (action == NULL)
    return cadrectl_fail (error);
  if (copy != NULL && (id = cadre_scheme_copy (archive, id, copy, &error)) == 0)
    return cadrectl_fail (error);
  for (; sets != NULL && *sets != NULL; sets++)
    if (!set_one (archive, id, *sets, &error))
      return cadrectl_fail (error);

  return cadre_action_commit (action, &error) ? 0 : cadrectl_fail (error);
}

int
cadrectl_scheme (Cadrectl *self,
                 int       argc,
                 char    **argv)
{
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *copy = NULL;
  g_auto(GStrv) sets = NULL;
  gint64 id;
  int status;
  const GOptionEntry entries[] = {
    { "copy", 0, 0, G_OPTION_ARG_STRING, &copy, N_("Copy it as the next version, of this name"), N_("NAME") },
    { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &sets,
      N_("Change an indicator (hours.weight=40, hours.formula=…) or the scheme (excellent_cap=0.15); of the copy with --copy"),
      N_("INDICATOR.FIELD=VALUE") },
    { NULL }
  };

  if (!cadrectl_parse ("scheme", _("Shows the tree of a SCHEME (its key, KEY/VERSION or name) and its faults; copies or changes it."),
                       entries, &argc, &argv, &status))
    return status;
  if (!cadrectl_argument_count ("scheme", argc, 1, 1))
    return 2;

  archive = cadrectl_open (self, copy != NULL || sets != NULL ? CADRE_ARCHIVE_WRITE : CADRE_ARCHIVE_READ, &error);
  id = archive != NULL ? cadre_scheme_identify (archive, argv[1], &error) : 0;
  if (id == 0)
    return cadrectl_fail (error);

  return copy != NULL || sets != NULL ? change_scheme (archive, id, copy, sets) : show_scheme (self, archive, id);
}
