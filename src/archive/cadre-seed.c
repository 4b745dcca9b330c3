/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a new archive holds from the start: the code tables, with
 * the other words that offices use for their values. */

#define G_LOG_DOMAIN "cadre-seed"

#include "config.h"

#include <string.h>

#include "cadre-archive-private.h"

#define CODE_SETS_PATH CADRE_RESOURCE_PATH "/code-sets.tsv"
#define CODES_PATH CADRE_RESOURCE_PATH "/codes/"
#define ALIASES_PATH CADRE_RESOURCE_PATH "/aliases/"

/* Runs @insert for each line of a table but its head: the cells are bound
 * from @first_parameter on, an empty or missing one as NULL. @position, where
 * not 0, is the parameter that gets the number of the line. */
static gboolean
insert_lines (CadreStatement  *insert,
              const char      *path,
              int              first_parameter,
              int              n_cells,
              int              position,
              GError         **error)
{
  g_autoptr(GBytes) table = g_resources_lookup_data (path, 0, error);
  g_auto(GStrv) lines = NULL;

  if (table == NULL)
    return FALSE;

  lines = g_strsplit (g_bytes_get_data (table, NULL), "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto(GStrv) cells = g_strsplit (lines[i], "\t", n_cells);
      guint n = g_strv_length (cells);

      if (n < 2)
        continue;

      for (int j = 0; j < n_cells; j++)
        cadre_statement_bind_text (insert, first_parameter + j, j < (int) n && *cells[j] != '\0' ? cells[j] : NULL);
      if (position > 0)
        cadre_statement_bind_int64 (insert, position, i);
      if (!cadre_statement_run (insert, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
insert_sets (CadreArchive  *self,
             GError       **error)
{
  g_autoptr(CadreStatement) insert = NULL;

  insert = cadre_archive_prepare (self, "INSERT INTO code_set (key, title, standard) VALUES (?1, ?2, ?3)", error);
  return insert != NULL && insert_lines (insert, CODE_SETS_PATH, 1, 3, 0, error);
}

/* Each file of @folder is a table of one code set, by which it is named. */
static gboolean
insert_files (CadreArchive  *self,
              const char    *folder,
              const char    *sql,
              int            n_cells,
              int            position,
              GError       **error)
{
  g_auto(GStrv) names = g_resources_enumerate_children (folder, 0, error);
  g_autoptr(CadreStatement) insert = cadre_archive_prepare (self, sql, error);

  if (names == NULL || insert == NULL)
    return FALSE;

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (folder, names[i], NULL);
      g_autofree char *key = g_strndup (names[i], strcspn (names[i], "."));

      cadre_statement_bind_text (insert, 1, key);
      if (!insert_lines (insert, path, 2, n_cells, position, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
_cadre_archive_seed (CadreArchive  *self,
                     GError       **error)
{
  return insert_sets (self, error) &&
         insert_files (self, CODES_PATH,
                       "INSERT INTO code (set_key, code, name, rank, position) "
                       "VALUES (?1, ?2, ?3, CAST (?4 AS INTEGER), ?5)", 3, 5, error) &&
         insert_files (self, ALIASES_PATH,
                       "INSERT INTO code_alias (set_key, alias, name) VALUES (?1, ?2, ?3)", 2, 0, error);
}
