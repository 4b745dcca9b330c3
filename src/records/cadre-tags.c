/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-tags"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-tags.h"

void
cadre_tag_free (CadreTag *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self);
}

/* Ids as a JSON array: any number of them in one parameter. */
static char *
ids_to_json (const gint64 *ids,
             guint         n_ids)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < n_ids; i++)
    g_string_append_printf (json, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", ids[i]);
  g_string_append_c (json, ']');

  return g_string_free (json, FALSE);
}

/**
 * cadre_tags_list:
 * @person_ids: (array length=n_person_ids): whom to ask about
 *
 * Returns: (transfer full) (element-type CadreTag): all tags by name, or
 *   %NULL with @error set
 */
GPtrArray *
cadre_tags_list (CadreArchive  *archive,
                 const gint64  *person_ids,
                 guint          n_person_ids,
                 GError       **error)
{
  g_autoptr(GPtrArray) tags = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_tag_free);
  g_autoptr(CadreStatement) statement = NULL;
  g_autofree char *json = ids_to_json (person_ids, n_person_ids);

  statement = cadre_archive_prepare (archive,
                                     "SELECT t.id, t.name, "
                                     "(SELECT count (*) FROM person_tag b WHERE b.tag_id = t.id), "
                                     "(SELECT count (*) FROM json_each (?1) j "
                                     " JOIN person_tag b ON b.person_id = j.value AND b.tag_id = t.id) "
                                     "FROM tag t ORDER BY t.name",
                                     error);
  if (statement == NULL)
    return NULL;

  cadre_statement_bind_text (statement, 1, json);
  while (cadre_statement_step (statement, error))
    {
      CadreTag *tag = g_new0 (CadreTag, 1);

      tag->id = cadre_statement_get_int64 (statement, 0);
      tag->name = cadre_statement_dup_text (statement, 1);
      tag->n_people = (guint) cadre_statement_get_int64 (statement, 2);
      tag->n_asked = (guint) cadre_statement_get_int64 (statement, 3);
      g_ptr_array_add (tags, tag);
    }

  return cadre_statement_is_done (statement) ? g_steal_pointer (&tags) : NULL;
}

static gboolean
run_with (CadreArchive  *archive,
          const char    *sql,
          const char    *name,
          const char    *json,
          GError       **error)
{
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (archive, sql, error);

  if (statement == NULL)
    return FALSE;

  cadre_statement_bind_text (statement, 1, name);
  if (json != NULL)
    cadre_statement_bind_text (statement, 2, json);
  return cadre_statement_run (statement, error);
}

/**
 * cadre_tags_give:
 * @name: the tag; made if there is none of that name
 * @person_ids: (array length=n_person_ids): who gets it; who has it keeps it
 *
 * To be called inside an action.
 */
gboolean
cadre_tags_give (CadreArchive  *archive,
                 const char    *name,
                 const gint64  *person_ids,
                 guint          n_person_ids,
                 GError       **error)
{
  g_autofree char *json = ids_to_json (person_ids, n_person_ids);

  if (name == NULL || *name == '\0')
    {
      g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("A tag needs a name: type one"));
      return FALSE;
    }

  return run_with (archive, "INSERT INTO tag (name) VALUES (?1) ON CONFLICT (name) DO NOTHING", name, NULL, error) &&
         run_with (archive,
                   "INSERT INTO person_tag (person_id, tag_id) "
                   "SELECT j.value, t.id FROM json_each (?2) j, tag t WHERE t.name = ?1 "
                   "ON CONFLICT (person_id, tag_id) DO NOTHING",
                   name, json, error);
}

/**
 * cadre_tags_take:
 * @person_ids: (array length=n_person_ids): who no longer bears the tag
 *
 * A tag that nobody bears any more is gone. To be called inside an action.
 */
gboolean
cadre_tags_take (CadreArchive  *archive,
                 const char    *name,
                 const gint64  *person_ids,
                 guint          n_person_ids,
                 GError       **error)
{
  g_autofree char *json = ids_to_json (person_ids, n_person_ids);

  return run_with (archive,
                   "DELETE FROM person_tag WHERE tag_id = (SELECT id FROM tag WHERE name = ?1) "
                   "AND person_id IN (SELECT value FROM json_each (?2))",
                   name, json, error) &&
         run_with (archive,
                   "DELETE FROM tag WHERE name = ?1 "
                   "AND NOT EXISTS (SELECT 1 FROM person_tag b WHERE b.tag_id = tag.id)",
                   name, NULL, error);
}
