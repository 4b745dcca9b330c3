/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a new archive holds from the start: the code tables. */

#define G_LOG_DOMAIN "cadre-seed"

#include "config.h"

#include <string.h>

#include "cadre-archive-private.h"

#define CODES_PATH CADRE_RESOURCE_PATH "/codes/"

static gboolean
insert_set (CadreArchive  *self,
            const char    *key,
            GError       **error)
{
  g_autoptr(CadreStatement) insert = NULL;

  insert = cadre_archive_prepare (self, "INSERT INTO code_set (key, title) VALUES (?1, ?1)", error);
  if (insert == NULL)
    return FALSE;

  cadre_statement_bind_text (insert, 1, key);
  return cadre_statement_run (insert, error);
}

static gboolean
insert_codes (CadreArchive  *self,
              const char    *key,
              const char    *table,
              GError       **error)
{
  g_autoptr(CadreStatement) insert = NULL;
  g_auto(GStrv) lines = g_strsplit (table, "\n", -1);

  insert = cadre_archive_prepare (self, "INSERT INTO code (set_key, code, name, position) VALUES (?1, ?2, ?3, ?4)",
                                  error);
  if (insert == NULL)
    return FALSE;

  /* The first line is the head. */
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto(GStrv) cells = g_strsplit (lines[i], "\t", 2);

      if (g_strv_length (cells) < 2)
        continue;

      cadre_statement_bind_text (insert, 1, key);
      cadre_statement_bind_text (insert, 2, cells[0]);
      cadre_statement_bind_text (insert, 3, cells[1]);
      cadre_statement_bind_int64 (insert, 4, i);
      if (!cadre_statement_run (insert, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
_cadre_archive_seed (CadreArchive  *self,
                     GError       **error)
{
  g_auto(GStrv) names = g_resources_enumerate_children (CODES_PATH, 0, error);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (CODES_PATH, names[i], NULL);
      g_autofree char *key = g_strndup (names[i], strcspn (names[i], "."));
      g_autoptr(GBytes) table = g_resources_lookup_data (path, 0, error);

      if (table == NULL || !insert_set (self, key, error) ||
          !insert_codes (self, key, g_bytes_get_data (table, NULL), error))
        return FALSE;
    }

  return names != NULL;
}
