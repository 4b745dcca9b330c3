/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the triggers of the journal call. They run once a row, so what is the
 * same for a whole action (which it is, whether it is a bulk) is kept here
 * and not in a table that each would look into; and the old values are made
 * into JSON by one call and not by an expression a column. */

#define G_LOG_DOMAIN "cadre-journal"

#include "config.h"

#include <string.h>

#include "cadre-archive-private.h"

/* A JSON object of a row is seldom longer. */
#define USUAL_LENGTH 256

/* A change outside an action could not be undone or explained. */
static void
refuse (sqlite3_context *context)
{
  sqlite3_result_error (context, "change outside an action", -1);
}

/* cadre_action (): the running action. */
static void
action_func (sqlite3_context  *context,
             int               n_arguments,
             sqlite3_value   **arguments)
{
  const CadreArchive *archive = sqlite3_user_data (context);

  if (archive->action_id > 0)
    sqlite3_result_int64 (context, archive->action_id);
  else
    refuse (context);
}

/* cadre_change (): the number of the next change within the action. */
static void
change_func (sqlite3_context  *context,
             int               n_arguments,
             sqlite3_value   **arguments)
{
  CadreArchive *archive = sqlite3_user_data (context);

  sqlite3_result_int64 (context, ++archive->last_change);
}

/* cadre_is_noted (table, id, is_new): whether this change of this row is to
 * be noted. */
static void
is_noted_func (sqlite3_context  *context,
               int               n_arguments,
               sqlite3_value   **arguments)
{
  CadreArchive *archive = sqlite3_user_data (context);

  if (archive->action_id == 0)
    {
      refuse (context);
      return;
    }

  sqlite3_result_int (context,
                      !archive->deletes_noted &&
                      _cadre_journal_is_noted (archive, (const char *) sqlite3_value_text (arguments[0]),
                                               sqlite3_value_int64 (arguments[1]), sqlite3_value_int (arguments[2])));
}

/* --------------------------------------------------------- values as JSON */

static void
append_text (GString    *json,
             const char *text,
             gsize       length)
{
  const char *end = text + length;

  g_string_append_c (json, '"');
  while (text < end)
    {
      const char *plain = text;

      while (text < end && (guchar) *text >= ' ' && *text != '"' && *text != '\\')
        text++;
      g_string_append_len (json, plain, text - plain);
      if (text == end)
        break;

      if ((guchar) *text < ' ')
        g_string_append_printf (json, "\\u%04x", (guint) *text);
      else
        g_string_append_printf (json, "\\%c", *text);
      text++;
    }
  g_string_append_c (json, '"');
}

/* As few digits as bring the same number back; always a REAL, as -0.0 is. */
static void
append_real (GString *json,
             double   value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE + 8];

  sqlite3_snprintf (sizeof text, text, "%!.15g", value);
  if (g_ascii_strtod (text, NULL) != value)
    sqlite3_snprintf (sizeof text, text, "%!.20e", value);
  g_string_append (json, text);
}

static void
append_value (GString       *json,
              sqlite3_value *value)
{
  char number[32];

  switch (sqlite3_value_type (value))
    {
    case SQLITE_INTEGER:
      sqlite3_snprintf (sizeof number, number, "%lld", sqlite3_value_int64 (value));
      g_string_append (json, number);
      break;
    case SQLITE_FLOAT:
      append_real (json, sqlite3_value_double (value));
      break;
    case SQLITE_NULL:
      g_string_append (json, "null");
      break;
    default:
      append_text (json, (const char *) sqlite3_value_text (value), (gsize) sqlite3_value_bytes (value));
    }
}

/* Columns are told to the functions as "a|b|c|". */
static void
append_pair (GString       *json,
             const char    *name,
             sqlite3_value *value)
{
  g_string_append (json, json->len > 0 ? ",\"" : "\"");
  g_string_append_len (json, name, strchr (name, '|') - name);
  g_string_append (json, "\":");
  append_value (json, value);
}

static const char *
next_name (const char *name)
{
  return strchr (name, '|') + 1;
}

static gboolean
is_same (sqlite3_value *a,
         sqlite3_value *b)
{
  int type = sqlite3_value_type (a);
  int length;

  if (type != sqlite3_value_type (b))
    return FALSE;

  switch (type)
    {
    case SQLITE_NULL:
      return TRUE;
    case SQLITE_INTEGER:
      return sqlite3_value_int64 (a) == sqlite3_value_int64 (b);
    case SQLITE_FLOAT:
      {
        double x = sqlite3_value_double (a), y = sqlite3_value_double (b);

        return memcmp (&x, &y, sizeof x) == 0;
      }
    default:
      {
        const void *x = sqlite3_value_blob (a), *y = sqlite3_value_blob (b);

        length = sqlite3_value_bytes (a);
        return length == sqlite3_value_bytes (b) && (length == 0 || memcmp (x, y, (gsize) length) == 0);
      }
    }
}

static void
return_json (sqlite3_context *context,
             GString         *json)
{
  gsize length = json->len;

  sqlite3_result_text64 (context, g_string_free (json, FALSE), length, g_free, SQLITE_UTF8);
}

/* cadre_changed (names, OLD.a, NEW.a, OLD.b, NEW.b, …): the old values of the
 * columns that the update changed, as the inside of a JSON object. */
static void
changed_func (sqlite3_context  *context,
              int               n_arguments,
              sqlite3_value   **arguments)
{
  const char *names = (const char *) sqlite3_value_text (arguments[0]);
  GString *json = NULL;

  for (int i = 1; i + 1 < n_arguments; i += 2, names = next_name (names))
    if (!is_same (arguments[i], arguments[i + 1]))
      {
        if (json == NULL)
          json = g_string_sized_new (USUAL_LENGTH);
        append_pair (json, names, arguments[i]);
      }

  if (json != NULL)
    return_json (context, json);
  else
    sqlite3_result_text (context, "", 0, SQLITE_STATIC);
}

/* cadre_row (names, OLD.a, OLD.b, …): all values but NULLs, in the same way. */
static void
row_func (sqlite3_context  *context,
          int               n_arguments,
          sqlite3_value   **arguments)
{
  const char *names = (const char *) sqlite3_value_text (arguments[0]);
  GString *json = g_string_sized_new (USUAL_LENGTH);

  for (int i = 1; i < n_arguments; i++, names = next_name (names))
    if (sqlite3_value_type (arguments[i]) != SQLITE_NULL)
      append_pair (json, names, arguments[i]);

  return_json (context, json);
}

static const struct
{
  const char *name;
  int n_arguments;
  void (*function) (sqlite3_context *, int, sqlite3_value **);
} functions[] = {
  { "cadre_action", 0, action_func },
  { "cadre_change", 0, change_func },
  { "cadre_is_noted", 3, is_noted_func },
  { "cadre_changed", -1, changed_func },
  { "cadre_row", -1, row_func },
};

/*
 * _cadre_journal_register:
 *
 * Returns: an SQLite code
 */
int
_cadre_journal_register (CadreArchive *self)
{
  int rc = SQLITE_OK;

  for (guint i = 0; rc == SQLITE_OK && i < G_N_ELEMENTS (functions); i++)
    rc = sqlite3_create_function_v2 (self->db, functions[i].name, functions[i].n_arguments,
                                     SQLITE_UTF8 | SQLITE_INNOCUOUS, self, functions[i].function, NULL, NULL, NULL);

  return rc;
}
