/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the parts of a package name each other (ECMA-376 part 2, 6.5). */

#define G_LOG_DOMAIN "cadre-xlsx-relations"

#include "config.h"

#include <string.h>

#include "cadre-xlsx-private.h"

static const char *const elements[] = { "Relationship", NULL };

enum { RELATIONSHIP };

typedef struct
{
  const char *folder;
  GPtrArray *relations;
} Reading;

static void
cadre_relation_free (gpointer data)
{
  CadreRelation *self = data;

  g_free (self->id);
  g_free (self->type);
  g_free (self->target);
  g_free (self);
}

/* A target is a URI, relative to the folder of the part that names it. */
static char *
resolve (const char *folder,
         const char *target)
{
  g_autofree char *unescaped = g_uri_unescape_string (target, NULL);
  g_autofree char *slashed = g_strdelimit (g_strdup (unescaped != NULL ? unescaped : target), "\\", '/');
  g_autofree char *joined = *slashed == '/' ? g_strdup (slashed) : g_strconcat ("/", folder, "/", slashed, NULL);
  g_autofree char *canonical = g_canonicalize_filename (joined, "/");

  return g_strdup (canonical + 1);
}

static const char *
last_word (const char *type)
{
  const char *slash = strrchr (type, '/');

  return slash != NULL ? slash + 1 : type;
}

static void
start (CadreXml    *xml,
       int          element,
       const char **attributes,
       int          n_attributes,
       gpointer     user_data)
{
  Reading *self = user_data;
  g_autofree char *type = NULL;
  g_autofree char *target = NULL;
  g_autofree char *mode = NULL;
  CadreRelation *relation;

  if (element != RELATIONSHIP)
    return;

  type = cadre_xml_dup (attributes, n_attributes, "Type");
  target = cadre_xml_dup (attributes, n_attributes, "Target");
  mode = cadre_xml_dup (attributes, n_attributes, "TargetMode");
  if (type == NULL || target == NULL || g_strcmp0 (mode, "External") == 0)
    return;

  relation = g_new0 (CadreRelation, 1);
  relation->id = cadre_xml_dup (attributes, n_attributes, "Id");
  relation->type = g_strdup (last_word (type));
  relation->target = resolve (self->folder, target);
  g_ptr_array_add (self->relations, relation);
}

/**
 * cadre_relations_read:
 * @part: the part that names others; "" is the package
 *
 * Returns: (transfer full) (element-type CadreRelation): what it names,
 *   nothing where it has no relations
 */
GPtrArray *
cadre_relations_read (CadreZip      *zip,
                      const char    *part,
                      GCancellable  *cancellable,
                      GError       **error)
{
  static const CadreXmlVisitor visitor = { .elements = elements, .start = start };
  g_autoptr(GPtrArray) relations = g_ptr_array_new_with_free_func (cadre_relation_free);
  g_autofree char *folder = g_path_get_dirname (part);
  g_autofree char *base = *part != '\0' ? g_path_get_basename (part) : g_strdup ("");
  g_autofree char *name = g_strconcat (folder, "/_rels/", base, ".rels", NULL);
  const char *source = g_str_has_prefix (name, "./") ? name + 2 : name;
  Reading self = { folder, relations };

  if (cadre_zip_has (zip, source) && !cadre_zip_parse (zip, source, NULL, &visitor, &self, cancellable, error))
    return NULL;

  return g_steal_pointer (&relations);
}

/**
 * cadre_relations_find:
 * @id: (nullable): its id
 * @type: (nullable): the last word of its type
 *
 * Returns: (transfer none) (nullable): the first that fits
 */
CadreRelation *
cadre_relations_find (GPtrArray  *relations,
                      const char *id,
                      const char *type)
{
  for (guint i = 0; i < relations->len; i++)
    {
      CadreRelation *relation = g_ptr_array_index (relations, i);

      if ((id == NULL || g_strcmp0 (relation->id, id) == 0) && (type == NULL || g_str_equal (relation->type, type)))
        return relation;
    }

  return NULL;
}
