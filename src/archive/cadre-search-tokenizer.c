/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The FTS5 tokenizer "cadre": one character is one token, so that a phrase is
 * a substring, whatever its length. Spaces and invisible characters are no
 * tokens; width and case do not matter. FTS5's own trigram tokenizer finds
 * nothing under three characters. */

#define G_LOG_DOMAIN "cadre-search"

#include "config.h"

#include "cadre-archive-private.h"
#include "cadre-text.h"

static int
tokenizer_create (void         *context,
                  const char  **arguments,
                  int           n_arguments,
                  Fts5Tokenizer **tokenizer)
{
  /* It has no state; FTS5 wants something to hold. */
  static char nothing;

  *tokenizer = (Fts5Tokenizer *) &nothing;
  return SQLITE_OK;
}

static void
tokenizer_delete (Fts5Tokenizer *tokenizer)
{
}

typedef int (*TokenFunc) (void       *context,
                          int         flags,
                          const char *token,
                          int         n_token,
                          int         start,
                          int         end);

static int
tokenizer_tokenize (Fts5Tokenizer *tokenizer,
                    void          *context,
                    int            flags,
                    const char    *text,
                    int            n_text,
                    TokenFunc      emit)
{
  const char *end = text + n_text;

  for (const char *p = text; p < end;)
    {
      gunichar c = g_utf8_get_char_validated (p, end - p);
      const char *next = c < 0x110000 ? g_utf8_next_char (p) : p + 1;
      char token[6];
      int rc;

      c = c < 0x110000 ? cadre_unichar_fold_for_search (c) : 0;
      if (c != 0)
        {
          rc = emit (context, 0, token, g_unichar_to_utf8 (c, token), p - text, next - text);
          if (rc != SQLITE_OK)
            return rc;
        }
      p = next;
    }

  return SQLITE_OK;
}

/*
 * _cadre_search_register_tokenizer:
 *
 * Returns: an SQLite code; SQLITE_ERROR if SQLite was built without FTS5
 */
int
_cadre_search_register_tokenizer (sqlite3 *db)
{
  fts5_tokenizer methods = { tokenizer_create, tokenizer_delete, tokenizer_tokenize };
  sqlite3_stmt *stmt = NULL;
  fts5_api *api = NULL;
  int rc;

  rc = sqlite3_prepare_v2 (db, "SELECT fts5 (?1)", -1, &stmt, NULL);
  if (rc != SQLITE_OK)
    return rc;

  sqlite3_bind_pointer (stmt, 1, &api, "fts5_api_ptr", NULL);
  sqlite3_step (stmt);
  sqlite3_finalize (stmt);

  return api != NULL ? api->xCreateTokenizer (api, "cadre", NULL, &methods, NULL) : SQLITE_ERROR;
}
