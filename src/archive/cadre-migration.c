/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Schema versions. The SQL of version N is in the resource folder
 * "schema" under names that begin with its four digits; a released one is
 * never changed. */

#define G_LOG_DOMAIN "cadre-migration"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "cadre-archive-private.h"
#include "cadre-backup.h"
#include "cadre-search-index.h"

#define SCHEMA_PATH CADRE_RESOURCE_PATH "/schema/"

int
_cadre_archive_newest_schema (void)
{
  g_auto(GStrv) names = g_resources_enumerate_children (SCHEMA_PATH, 0, NULL);
  int newest = 0;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    newest = MAX (newest, atoi (names[i]));

  return newest;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char * const *) a, *(const char * const *) b);
}

static gboolean
run_version (CadreArchive  *self,
             int            version,
             GError       **error)
{
  g_auto(GStrv) names = g_resources_enumerate_children (SCHEMA_PATH, 0, error);
  g_autofree char *set_version = g_strdup_printf ("PRAGMA user_version = %d", version);

  if (names == NULL)
    return FALSE;

  qsort (names, g_strv_length (names), sizeof (char *), compare_names);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (SCHEMA_PATH, names[i], NULL);
      g_autoptr(GBytes) sql = NULL;

      if (atoi (names[i]) != version)
        continue;

      sql = g_resources_lookup_data (path, 0, error);
      if (sql == NULL || !cadre_archive_execute (self, g_bytes_get_data (sql, NULL), error))
        {
          g_prefix_error (error, "%s: ", names[i]);
          return FALSE;
        }
    }

  return cadre_archive_execute (self, set_version, error);
}

static gboolean
run_all (CadreArchive  *self,
         int            newest,
         GError       **error)
{
  gboolean is_new = self->schema_version == 0;
  g_autofree char *set_id = g_strdup_printf ("PRAGMA application_id = %d", CADRE_ARCHIVE_APPLICATION_ID);

  if (!is_new && !_cadre_journal_drop_triggers (self, error))
    return FALSE;

  for (int version = self->schema_version + 1; version <= newest; version++)
    if (!run_version (self, version, error))
      return FALSE;

  if (is_new && (!cadre_archive_execute (self, set_id, error) || !_cadre_archive_seed (self, error) ||
                 !_cadre_archive_seed_rules (self, error)))
    return FALSE;

  return _cadre_journal_install_triggers (self, error);
}

/* What is derived from the records, with the triggers that keep it: absent in
 * an archive that was made again from exported SQL. */
static gboolean
make_derived (CadreArchive  *self,
              GError       **error)
{
  g_autoptr(GBytes) sql = g_resources_lookup_data (SCHEMA_PATH "0001-search.sql", 0, error);

  if (sql != NULL &&
      cadre_archive_execute (self, "BEGIN IMMEDIATE", error) &&
      cadre_archive_execute (self, g_bytes_get_data (sql, NULL), error) &&
      _cadre_journal_install_triggers (self, error) &&
      cadre_search_index_rebuild (self, error) &&
      cadre_archive_execute (self, "COMMIT", error))
    return TRUE;

  _cadre_archive_roll_back (self);
  return FALSE;
}

static gboolean
ensure_derived (CadreArchive  *self,
                GError       **error)
{
  gint64 is_there = 0;

  return cadre_archive_query_int64 (self, "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'person_key')",
                                    &is_there, error) &&
         (is_there || make_derived (self, error));
}

/* A migration may make a table anew, which foreign keys would answer by
 * deleting what refers to it: they are off meanwhile and looked at after. */
static gboolean
check_references (CadreArchive  *self,
                  GError       **error)
{
  g_autofree char *table = NULL;
  g_autoptr(GError) local_error = NULL;

  table = cadre_archive_query_text (self, "SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1", &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (table != NULL)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_DAMAGED, _("rows of “%s” refer to what is not there"), table);
  return table == NULL;
}

static gboolean
migrate_in_transaction (CadreArchive  *self,
                        int            newest,
                        GError       **error)
{
  gboolean ok;

  ok = cadre_archive_execute (self, "PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE", error) &&
       run_all (self, newest, error) &&
       check_references (self, error) &&
       cadre_archive_execute (self, "COMMIT", error);
  if (!ok)
    _cadre_archive_roll_back (self);
  sqlite3_exec (self->db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);

  return ok;
}

/*
 * _cadre_archive_migrate:
 *
 * Brings the file to the newest schema in one transaction; a file that is
 * there already is left alone. One that holds something is backed up first.
 */
gboolean
_cadre_archive_migrate (CadreArchive  *self,
                        GError       **error)
{
  int newest = _cadre_archive_newest_schema ();
  int from = self->schema_version;

  if (from > newest)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_NEWER,
                   _("%s: the archive was made by a newer version of this program"), self->path);
      return FALSE;
    }
  if (from > 0 && !ensure_derived (self, error))
    return FALSE;
  if (from == newest)
    return TRUE;

  if (from > 0 && !cadre_backup_before (self, "migration", NULL, NULL, NULL, error))
    {
      g_prefix_error (error, _("The archive must be brought to a newer form, and no backup could be made first: "));
      return FALSE;
    }

  if (!migrate_in_transaction (self, newest, error))
    {
      if (from > 0)
        g_prefix_error (error, _("%s: cannot be brought from form %d to form %d and stays as it was: "),
                        self->path, from, newest);
      return FALSE;
    }

  self->schema_version = newest;
  return TRUE;
}
