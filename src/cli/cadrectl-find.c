/* SPDX-License-Identifier: GPL-3.0-or-later */

/* find: who is meant. */

#define G_LOG_DOMAIN "cadrectl"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-find.h"
#include "cadrectl-json.h"
#include "cadrectl.h"

/* What is told of each person: a key for programs, SQL; as a table the
 * columns follow each other in this order. */
static const struct
{
  const char *key;
  const char *sql;
} columns[] = {
  { "id", "p.id" },
  { "name", "p.name" },
  { "sex", "p.sex" },
  { "birth", "p.birth" },
  { "id_number", "p.id_number" },
  { "unit", "coalesce (u.short_name, u.name)" },
  { "post", "coalesce (p.post_short, p.post_full)" },
};

#define N_COLUMNS G_N_ELEMENTS (columns)

/* Between two columns of the table. */
#define GAP 2

static GPtrArray *
read_people (CadreArchive  *archive,
             GArray        *ids,
             GError       **error)
{
  g_autoptr(GPtrArray) people = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr(GString) sql = g_string_new ("SELECT ");
  g_autoptr(CadreStatement) statement = NULL;

  for (guint i = 0; i < N_COLUMNS; i++)
    g_string_append_printf (sql, "%s%s", i > 0 ? ", " : "", columns[i].sql);
  g_string_append (sql, " FROM person p LEFT JOIN unit u ON u.id = p.unit_id WHERE p.id = ?1");

  statement = cadre_archive_prepare (archive, sql->str, error);
  if (statement == NULL)
    return NULL;

  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr(GError) local_error = NULL;

      cadre_statement_bind_int64 (statement, 1, g_array_index (ids, gint64, i));
      if (cadre_statement_step (statement, &local_error))
        {
          char **cells = g_new0 (char *, N_COLUMNS + 1);

          for (guint c = 0; c < N_COLUMNS; c++)
            cells[c] = cadre_statement_is_null (statement, (int) c) ? g_strdup ("")
                                                                   : cadre_statement_dup_text (statement, (int) c);
          g_ptr_array_add (people, cells);
        }
      cadre_statement_reset (statement);
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
    }

  return g_steal_pointer (&people);
}

/* Columns of a terminal: a Han character takes two. */
static guint
text_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
    }

  return width;
}

static void
print_table (GPtrArray *people)
{
  guint widths[N_COLUMNS] = { 0 };

  for (guint i = 0; i < people->len; i++)
    for (guint c = 0; c < N_COLUMNS; c++)
      widths[c] = MAX (widths[c], text_width (((char **) people->pdata[i])[c]));

  for (guint i = 0; i < people->len; i++)
    {
      char **cells = people->pdata[i];
      g_autoptr(GString) line = g_string_new (NULL);
      guint gap = 0;

      for (guint c = 0; c < N_COLUMNS; c++)
        {
          if (*cells[c] != '\0')
            g_string_append_printf (line, "%*s%s", (int) gap, "", cells[c]);
          gap = (*cells[c] != '\0' ? 0 : gap) + widths[c] - text_width (cells[c]) + (widths[c] > 0 ? GAP : 0);
        }
      g_print ("%s\n", line->str);
    }
}

static void
print_json (GPtrArray *people)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < people->len; i++)
    {
      char **cells = people->pdata[i];

      json_builder_begin_object (builder);
      for (guint c = 0; c < N_COLUMNS; c++)
        {
          json_builder_set_member_name (builder, columns[c].key);
          if (c == 0)
            json_builder_add_int_value (builder, g_ascii_strtoll (cells[c], NULL, 10));
          else if (*cells[c] == '\0')
            json_builder_add_null_value (builder);
          else
            json_builder_add_string_value (builder, cells[c]);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  cadrectl_print_json (builder);
}

static int
print_count (Cadrectl     *self,
             CadreArchive *archive,
             const char   *text)
{
  g_autoptr(GError) error = NULL;
  gint64 count;

  if (!cadre_find_count (archive, text, &count, &error))
    return cadrectl_fail (error);

  if (self->json)
    {
      g_autoptr(JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      cadrectl_json_int (builder, "count", count);
      json_builder_end_object (builder);
      cadrectl_print_json (builder);
    }
  else
    {
      g_print ("%" G_GINT64_FORMAT "\n", count);
    }

  return 0;
}

/* Words on the command line are words of the question. */
int
cadrectl_find (Cadrectl *self,
               int       argc,
               char    **argv)
{
  int limit = 50;
  gboolean count = FALSE;
  const GOptionEntry entries[] = {
    { "limit", 'n', 0, G_OPTION_ARG_INT, &limit, N_("At most N people, 0 for all (50)"), N_("N") },
    { "count", 'c', 0, G_OPTION_ARG_NONE, &count, N_("Say only how many there are"), NULL },
    { NULL }
  };
  g_autofree char *text = NULL;
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(GArray) ids = NULL;
  g_autoptr(GPtrArray) people = NULL;
  g_autoptr(GError) error = NULL;
  int status;

  if (!cadrectl_parse ("find", _("Finds people by any part of the name, unit, post or note, by the beginning of the "
                                 "pinyin, initials or ID number. Several words must all fit. Best hits first: key, "
                                 "name, sex, birth, ID number, unit, post."), entries, &argc, &argv, &status))
    return status;
  if (!cadrectl_argument_count ("find", argc, 1, G_MAXINT))
    return 2;
  if (limit < 0)
    return cadrectl_usage (_("find: “%d” is not a number of people"), limit);

  archive = cadrectl_open (self, CADRE_ARCHIVE_READ, &error);
  if (archive == NULL)
    return cadrectl_fail (error);

  text = g_strjoinv (" ", argv + 1);
  if (count)
    return print_count (self, archive, text);

  ids = cadre_find_people (archive, text, (guint) limit, &error);
  people = ids != NULL ? read_people (archive, ids, &error) : NULL;
  if (people == NULL)
    return cadrectl_fail (error);

  if (self->json)
    print_json (people);
  else
    print_table (people);

  return 0;
}
