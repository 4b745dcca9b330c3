/* SPDX-License-Identifier: GPL-3.0-or-later */

/* schemes, scheme: what people are assessed by. */

#define G_LOG_DOMAIN "cadrectl"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cadre-action.h"
#include "cadre-scheme.h"
#include "cadre-scheme-edit.h"
#include "cadre-scheme-tree.h"
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

/* What is to be done to a scheme, as given. */
typedef struct
{
  char *new_name;
  char *copy;
  gboolean delete;
  char **removes;
  char **removed_groups;
  char **adds;
  char **renamed_groups;
  char **groups;
  char **sets;
  char **places;
} Changes;

static void
changes_clear (Changes *self)
{
  g_free (self->new_name);
  g_free (self->copy);
  g_strfreev (self->removes);
  g_strfreev (self->removed_groups);
  g_strfreev (self->adds);
  g_strfreev (self->renamed_groups);
  g_strfreev (self->groups);
  g_strfreev (self->sets);
  g_strfreev (self->places);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Changes, changes_clear)

static gboolean
has_changes (const Changes *self)
{
  return self->new_name != NULL || self->copy != NULL || self->delete || self->removes != NULL || self->removed_groups != NULL ||
         self->adds != NULL || self->renamed_groups != NULL || self->groups != NULL || self->sets != NULL || self->places != NULL;
}

/* Each takes the words before and after the = of one argument. */
typedef gboolean (*ChangeFunc) (CadreArchive  *archive,
                                gint64         id,
                                char          *name,
                                const char    *value,
                                GError       **error);

static gboolean
remove_indicator (CadreArchive  *archive,
                  gint64         id,
                  char          *name,
                  const char    *value,
                  GError       **error)
{
  return cadre_scheme_remove_indicator (archive, id, name, error);
}

static gboolean
remove_group (CadreArchive  *archive,
              gint64         id,
              char          *name,
              const char    *value,
              GError       **error)
{
  return cadre_scheme_remove_scorers (archive, id, name, error);
}

/* PARENT/KEY=NAME, or at the top KEY=NAME. */
static gboolean
add_indicator (CadreArchive  *archive,
               gint64         id,
               char          *name,
               const char    *value,
               GError       **error)
{
  char *slash = strrchr (name, '/');

  if (slash != NULL)
    *slash++ = '\0';
  return cadre_scheme_add_indicator (archive, id, slash != NULL ? name : NULL, slash != NULL ? slash : name, value, error) != 0;
}

static gboolean
set_group (CadreArchive  *archive,
           gint64         id,
           char          *name,
           const char    *value,
           GError       **error)
{
  return cadre_scheme_set_scorers (archive, id, name, value, error);
}

static gboolean
rename_group (CadreArchive  *archive,
              gint64         id,
              char          *name,
              const char    *value,
              GError       **error)
{
  return cadre_scheme_rename_scorers (archive, id, name, value, error);
}

/* INDICATOR.FIELD=TEXT, or FIELD=TEXT of the scheme itself. */
static gboolean
set_field (CadreArchive  *archive,
           gint64         id,
           char          *name,
           const char    *value,
           GError       **error)
{
  char *point = strrchr (name, '.');

  if (point != NULL)
    *point++ = '\0';
  return cadre_scheme_set (archive, id, point != NULL ? name : NULL, point != NULL ? point : name, value, error);
}

static gboolean
place_indicator (CadreArchive  *archive,
                 gint64         id,
                 char          *name,
                 const char    *value,
                 GError       **error)
{
  guint64 place = 0;

  return g_ascii_string_to_unsigned (value, 10, 1, G_MAXUINT, &place, error) &&
         cadre_scheme_place_indicator (archive, id, name, (guint) place, error);
}

/* @form: what one looks like; %NULL: a name alone */
static gboolean
change_each (CadreArchive  *archive,
             gint64         id,
             char         **words,
             const char    *form,
             ChangeFunc     change,
             GError       **error)
{
  for (; words != NULL && *words != NULL; words++)
    {
      g_autofree char *name = g_strdup (*words);
      char *equals = form != NULL ? strchr (name, '=') : NULL;

      if (form != NULL && equals == NULL)
        {
          g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("“%s”: write it as %s"), *words, form);
          return FALSE;
        }
      if (equals != NULL)
        *equals++ = '\0';
      if (!change (archive, id, name, equals, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
change_tree (CadreArchive   *archive,
             gint64          id,
             const Changes  *changes,
             GError        **error)
{
  return change_each (archive, id, changes->removes, NULL, remove_indicator, error) &&
         change_each (archive, id, changes->removed_groups, NULL, remove_group, error) &&
         change_each (archive, id, changes->adds, "PARENT/KEY=NAME", add_indicator, error) &&
         change_each (archive, id, changes->renamed_groups, "NAME=NAME", rename_group, error) &&
         change_each (archive, id, changes->groups, "NAME=WEIGHT", set_group, error) &&
         change_each (archive, id, changes->sets, "INDICATOR.FIELD=VALUE", set_field, error) &&
         change_each (archive, id, changes->places, "INDICATOR=PLACE", place_indicator, error);
}

/* What Undo calls it: what alone was done, or that it was changed. */
static const char *
name_changes (const Changes *changes)
{
  if (changes->new_name != NULL)
    return _("Make a Scheme");
  if (changes->copy != NULL)
    return _("Copy a Scheme");
  if (changes->delete)
    return _("Delete a Scheme");

  return _("Change a Scheme");
}

static gint64
find_scheme (CadreArchive   *archive,
             const char     *text,
             const Changes  *changes,
             GError        **error)
{
  gint64 id;

  if (changes->new_name != NULL)
    return cadre_scheme_create (archive, text, changes->new_name, error);

  id = cadre_scheme_identify (archive, text, error);
  return id != 0 && changes->copy != NULL ? cadre_scheme_copy (archive, id, changes->copy, error) : id;
}

/* What is still to be done before anybody is scored by it. */
static void
warn_of_faults (CadreArchive *archive,
                gint64        id)
{
  g_autoptr(CadreScheme) scheme = cadre_scheme_load (archive, id, NULL);
  g_autoptr(GPtrArray) faults = scheme != NULL ? cadre_scheme_find_faults (scheme) : NULL;

  for (guint i = 0; faults != NULL && i < faults->len; i++)
    g_printerr (_("Fault: %s\n"), (char *) g_ptr_array_index (faults, i));
}

static int
change_scheme (CadreArchive  *archive,
               const char    *text,
               const Changes *changes)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreAction) action = cadre_action_begin (archive, "scheme", name_changes (changes), &error);
  gint64 id = action != NULL ? find_scheme (archive, text, changes, &error) : 0;

  if (id == 0 ||
      !(changes->delete ? cadre_scheme_delete (archive, id, &error) : change_tree (archive, id, changes, &error)) ||
      !cadre_action_commit (action, &error))
    return cadrectl_fail (error);

  warn_of_faults (archive, id);
  return 0;
}

int
cadrectl_scheme (Cadrectl *self,
                 int       argc,
                 char    **argv)
{
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(Changes) changes = { 0 };
  gint64 id;
  int status;
  const GOptionEntry entries[] = {
    { "new", 0, 0, G_OPTION_ARG_STRING, &changes.new_name, N_("Make a scheme of this name; SCHEME is its key"), N_("NAME") },
    { "copy", 0, 0, G_OPTION_ARG_STRING, &changes.copy, N_("Copy it as the next version, of this name"), N_("NAME") },
    { "delete", 0, 0, G_OPTION_ARG_NONE, &changes.delete, N_("Take a version away that no round stands by"), NULL },
    { "add", 0, 0, G_OPTION_ARG_STRING_ARRAY, &changes.adds,
      N_("Add an indicator, at the top without PARENT/; its weight is what is left of 100"), N_("PARENT/KEY=NAME") },
    { "remove", 0, 0, G_OPTION_ARG_STRING_ARRAY, &changes.removes, N_("Take an indicator away with what is below it"), N_("INDICATOR") },
    { "place", 0, 0, G_OPTION_ARG_STRING_ARRAY, &changes.places, N_("Put an indicator at this place, from 1, among its siblings"),
      N_("INDICATOR=PLACE") },
    { "group", 0, 0, G_OPTION_ARG_STRING_ARRAY, &changes.groups, N_("Add those who score, or change their weight"), N_("NAME=WEIGHT") },
    { "rename-group", 0, 0, G_OPTION_ARG_STRING_ARRAY, &changes.renamed_groups, N_("Call those who score otherwise"), N_("NAME=NAME") },
    { "remove-group", 0, 0, G_OPTION_ARG_STRING_ARRAY, &changes.removed_groups, N_("Take those who score away"), N_("NAME") },
    { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &changes.sets,
      N_("Change an indicator (hours.weight=40, hours.formula=…) or the scheme (excellent_cap=0.15); of the copy with --copy"),
      N_("INDICATOR.FIELD=VALUE") },
    { NULL }
  };

  if (!cadrectl_parse ("scheme", _("Shows the tree of a SCHEME (its key, KEY/VERSION or name) and its faults; makes, copies or changes it."),
                       entries, &argc, &argv, &status))
    return status;
  if (!cadrectl_argument_count ("scheme", argc, 1, 1))
    return 2;

  archive = cadrectl_open (self, has_changes (&changes) ? CADRE_ARCHIVE_WRITE : CADRE_ARCHIVE_READ, &error);
  if (archive == NULL)
    return cadrectl_fail (error);
  if (has_changes (&changes))
    return change_scheme (archive, argv[1], &changes);

  id = cadre_scheme_identify (archive, argv[1], &error);
  return id != 0 ? show_scheme (self, archive, id) : cadrectl_fail (error);
}
