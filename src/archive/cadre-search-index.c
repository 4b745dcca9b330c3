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

static const Function functions[] = {
  { "cadre_pinyin", 1, text_func, cadre_name_pinyin, NULL },
  { "cadre_initials", 1, text_func, cadre_name_initials, NULL },
  { "cadre_pinyin_sort", 1, bytes_func, NULL, cadre_name_pinyin_sort_key },
  { "cadre_stroke_sort", 1, bytes_func, NULL, cadre_name_stroke_sort_key },
  { "cadre_contains", -1, contains_func, NULL, NULL },
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
_cadre_search_register (sqlite3 *db)
{
  int rc = _cadre_search_register_tokenizer (db);

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

/* What must not be there if the keys are right. */
static const char wrong_keys_sql[] =
  "SELECT (SELECT count(*) FROM person) - (SELECT count(*) FROM person_key) OR EXISTS ("
  "SELECT 1 FROM person p LEFT JOIN person_key k ON k.person_id = p.id "
  "WHERE k.pinyin IS NOT cadre_pinyin (p.name) OR k.initials IS NOT cadre_initials (p.name) "
  "OR k.pinyin_sort IS NOT cadre_pinyin_sort (p.name) OR k.stroke_sort IS NOT cadre_stroke_sort (p.name))";

/* FTS5 compares its entries with the texts of the table. */
static gboolean
check_fts (CadreArchive  *archive,
           const char    *table,
           gboolean      *is_right,
           GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("INSERT INTO %s (%s, rank) VALUES ('integrity-check', 1)", table, table);
  int rc = sqlite3_exec (archive->db, sql, NULL, NULL, NULL);

  *is_right = rc == SQLITE_OK;
  if (rc == SQLITE_OK || (rc & 0xff) == SQLITE_CORRUPT)
    return TRUE;

  return _cadre_archive_set_error (archive, error, rc);
}

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

  if (!check_fts (archive, "person_fts", is_right, error))
    return FALSE;
  if (!*is_right)
    return TRUE;
  if (!check_fts (archive, "unit_fts", is_right, error))
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
  return cadre_archive_execute (archive,
                                "SAVEPOINT search_rebuild;"
                                "INSERT INTO person_fts (person_fts) VALUES ('rebuild');"
                                "INSERT INTO unit_fts (unit_fts) VALUES ('rebuild');"
                                "DELETE FROM person_key;"
                                "INSERT INTO person_key (person_id, pinyin, initials, pinyin_sort, stroke_sort) "
                                "SELECT id, cadre_pinyin (name), cadre_initials (name), cadre_pinyin_sort (name), "
                                "cadre_stroke_sort (name) FROM person;"
                                "RELEASE search_rebuild;",
                                error);
}
