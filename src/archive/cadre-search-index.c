/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-search"

#include "config.h"

#include <string.h>

#include "cadre-archive-private.h"
#include "cadre-name.h"
#include "cadre-search-index.h"
#include "cadre-text.h"

typedef struct
{
  const char *name;
  int n_arguments;
  void (*function) (sqlite3_context *, int, sqlite3_value **);
  char *(*make_text) (const char *name);
  GBytes *(*make_bytes) (const char *name);
} Function;

static const char *
text_argument (sqlite3_value *value)
{
  const char *text = (const char *) sqlite3_value_text (value);

  return text != NULL ? text : "";
}

static void
text_func (sqlite3_context  *context,
           int               n_arguments,
           sqlite3_value   **arguments)
{
  const Function *function = sqlite3_user_data (context);

  sqlite3_result_text (context, function->make_text (text_argument (arguments[0])), -1, g_free);
}

static void
bytes_func (sqlite3_context  *context,
            int               n_arguments,
            sqlite3_value   **arguments)
{
  const Function *function = sqlite3_user_data (context);
  g_autoptr(GBytes) bytes = function->make_bytes (text_argument (arguments[0]));
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  /* A name of nothing but marks has an empty key, which is not NULL. */
  sqlite3_result_blob64 (context, size > 0 ? data : "", size, SQLITE_TRANSIENT);
}

/* cadre_contains (needle, text, …): whether any of the texts has the needle,
 * as the tokenizer sees them. */
static void
contains_func (sqlite3_context  *context,
               int               n_arguments,
               sqlite3_value   **arguments)
{
  const char *needle = text_argument (arguments[0]);
  gboolean found = FALSE;

  for (int i = 1; i < n_arguments && !found; i++)
    found = cadre_text_contains (text_argument (arguments[i]), needle);

  sqlite3_result_int (context, found);
}

/* cadre_sounds (name, letters): whether the pinyin or the initials begin so. */
static void
sounds_func (sqlite3_context  *context,
             int               n_arguments,
             sqlite3_value   **arguments)
{
  sqlite3_result_int (context, cadre_name_sounds (text_argument (arguments[0]), text_argument (arguments[1])));
}

/* cadre_is_indexed (table, id): whether the index follows this row now. Those
 * that a running bulk added are indexed at its end. */
static void
is_indexed_func (sqlite3_context  *context,
                 int               n_arguments,
                 sqlite3_value   **arguments)
{
  const CadreArchive *archive = sqlite3_user_data (context);
  const gint64 *last = NULL;

  if (archive->unindexed != NULL)
    last = g_hash_table_lookup (archive->unindexed, sqlite3_value_text (arguments[0]));

  sqlite3_result_int (context, last == NULL || sqlite3_value_int64 (arguments[1]) <= *last);
}

static const Function functions[] = {
  { "cadre_pinyin", 1, text_func, cadre_name_pinyin, NULL },
  { "cadre_initials", 1, text_func, cadre_name_initials, NULL },
  { "cadre_pinyin_sort", 1, bytes_func, NULL, cadre_name_pinyin_sort_key },
  { "cadre_stroke_sort", 1, bytes_func, NULL, cadre_name_stroke_sort_key },
  { "cadre_contains", -1, contains_func, NULL, NULL },
  { "cadre_sounds", 2, sounds_func, NULL, NULL },
};

/*
 * _cadre_search_register:
 *
 * Gives a connection what the search index needs. The program does it for
 * each; the plain sqlite3 shell can still read all tables but the index.
 *
 * Returns: an SQLite code
 */
int
_cadre_search_register (CadreArchive *archive)
{
  sqlite3 *db = archive->db;
  int rc = _cadre_search_register_tokenizer (db);

  if (rc == SQLITE_OK)
    rc = sqlite3_create_function_v2 (db, "cadre_is_indexed", 2, SQLITE_UTF8 | SQLITE_INNOCUOUS, archive,
                                     is_indexed_func, NULL, NULL, NULL);

  for (guint i = 0; rc == SQLITE_OK && i < G_N_ELEMENTS (functions); i++)
    rc = sqlite3_create_function_v2 (db, functions[i].name, functions[i].n_arguments,
                                     SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
                                     (gpointer) &functions[i], functions[i].function, NULL, NULL, NULL);

  return rc;
}

/**
 * cadre_search_quote:
 * @text: what is looked for
 *
 * Returns: (transfer full): @text as a phrase for MATCH
 */
char *
cadre_search_quote (const char *text)
{
  GString *phrase = g_string_new (text);

  g_string_replace (phrase, "\"", "\"\"", 0);
  g_string_prepend_c (phrase, '"');
  g_string_append_c (phrase, '"');

  return g_string_free (phrase, FALSE);
}

/* The FTS tables, and what they read from where. */
static const struct
{
  const char *fts;
  const char *content;
  const char *columns;
} indexes[] = {
  { "person_name_fts", "person", "name, former_name" },
  { "person_text_fts", "person", "post_full, post_short, note" },
  { "unit_fts", "unit", "name, short_name" },
};

/* The rows of person_key for the people with an id above a number. */
#define KEYS_ABOVE(number) \
  "SELECT cadre_pinyin (name), id FROM person WHERE id > " number " UNION ALL " \
  "SELECT cadre_initials (name), id FROM person WHERE id > " number
#define INSERT_KEYS "INSERT OR IGNORE INTO person_key (word, person_id) "

/*
 * _cadre_search_index_begin_bulk:
 *
 * From here to the end of the bulk the triggers let new rows pass.
 */
gboolean
_cadre_search_index_begin_bulk (CadreArchive  *archive,
                                GError       **error)
{
  g_autoptr(GHashTable) unindexed = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint i = 0; i < G_N_ELEMENTS (indexes); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT ifnull (max (id), 0) FROM %s", indexes[i].content);
      gint64 last = 0;

      if (!cadre_archive_query_int64 (archive, sql, &last, error))
        return FALSE;
      g_hash_table_insert (unindexed, (gpointer) indexes[i].content, g_memdup2 (&last, sizeof last));
    }

  archive->unindexed = g_steal_pointer (&unindexed);
  return TRUE;
}

static gint64
first_unindexed (CadreArchive *archive,
                 const char   *table)
{
  return *(const gint64 *) g_hash_table_lookup (archive->unindexed, table) + 1;
}

/*
 * _cadre_search_index_end_bulk:
 *
 * Adds the rows that a bulk made, which the triggers let pass: as one
 * statement, since FTS5 writes out what it has gathered with each.
 */
gboolean
_cadre_search_index_end_bulk (CadreArchive  *archive,
                              GError       **error)
{
  g_autoptr(CadreStatement) insert_keys = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (indexes); i++)
    {
      g_autofree char *sql = NULL;

      sql = g_strdup_printf ("INSERT INTO %s (rowid, %s) SELECT id, %s FROM %s WHERE id >= %" G_GINT64_FORMAT,
                             indexes[i].fts, indexes[i].columns, indexes[i].columns, indexes[i].content,
                             first_unindexed (archive, indexes[i].content));
      if (!cadre_archive_execute (archive, sql, error))
        return FALSE;
    }

  insert_keys = cadre_archive_prepare (archive, INSERT_KEYS KEYS_ABOVE ("?1"), error);
  if (insert_keys == NULL)
    return FALSE;

  cadre_statement_bind_int64 (insert_keys, 1, first_unindexed (archive, "person") - 1);
  if (!cadre_statement_run (insert_keys, error))
    return FALSE;

  g_clear_pointer (&archive->unindexed, g_hash_table_unref);
  return TRUE;
}

/* FTS5 compares its entries with what the content says now. */
static gboolean
check_index (CadreArchive  *archive,
             const char    *fts,
             gboolean      *is_right,
             GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("INSERT INTO %s (%s, rank) VALUES ('integrity-check', 1)", fts, fts);
  int rc = sqlite3_exec (archive->db, sql, NULL, NULL, NULL);

  *is_right = rc == SQLITE_OK;
  if (rc == SQLITE_OK || (rc & 0xff) == SQLITE_CORRUPT)
    return TRUE;

  return _cadre_archive_set_error (archive, error, rc);
}

/* Differences between the keys that are there and those that should be. */
static const char wrong_keys_sql[] =
  "SELECT EXISTS (SELECT * FROM (" KEYS_ABOVE ("-1") ") EXCEPT SELECT word, person_id FROM person_key) "
  "OR EXISTS (SELECT word, person_id FROM person_key EXCEPT SELECT * FROM (" KEYS_ABOVE ("-1") "))";

/**
 * cadre_search_index_verify:
 * @archive: opened for writing: FTS5 checks itself only there
 * @is_right: (out): whether the index agrees with the records
 *
 * Returns: %FALSE with @error set if it could not be checked
 */
gboolean
cadre_search_index_verify (CadreArchive  *archive,
                           gboolean      *is_right,
                           GError       **error)
{
  gint64 wrong = 0;

  *is_right = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (indexes) && *is_right; i++)
    if (!check_index (archive, indexes[i].fts, is_right, error))
      return FALSE;
  if (!*is_right)
    return TRUE;

  if (!cadre_archive_query_int64 (archive, wrong_keys_sql, &wrong, error))
    return FALSE;
  *is_right = wrong == 0;
  return TRUE;
}

/**
 * cadre_search_index_rebuild:
 *
 * Makes the whole index anew from the records. Nothing of it is a record, so
 * this needs no action and cannot be undone; in an action it is part of it.
 */
gboolean
cadre_search_index_rebuild (CadreArchive  *archive,
                            GError       **error)
{
  g_autoptr(GString) sql = g_string_new ("SAVEPOINT search_rebuild;");

  for (guint i = 0; i < G_N_ELEMENTS (indexes); i++)
    g_string_append_printf (sql, "INSERT INTO %s (%s) VALUES ('rebuild');", indexes[i].fts, indexes[i].fts);
  g_string_append (sql, "DELETE FROM person_key;" INSERT_KEYS KEYS_ABOVE ("-1") ";RELEASE search_rebuild;");

  if (cadre_archive_execute (archive, sql->str, error))
    return TRUE;

  sqlite3_exec (archive->db, "ROLLBACK TO search_rebuild; RELEASE search_rebuild", NULL, NULL, NULL);
  return FALSE;
}
