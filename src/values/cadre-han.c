/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tables of data/han, read at first use: some milliseconds, once. */

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "cadre-han-private.h"
#include "cadre-han-resources.h"

/* Past the last Han character of Unicode 15. */
#define N_CHARACTERS 0x323B0

/* Characters of the longest surname that has a reading of its own. */
#define LONGEST_SURNAME 3

typedef struct
{
  gunichar name[LONGEST_SURNAME];
  guint length;
  guint16 syllables[LONGEST_SURNAME];
} Surname;

typedef struct
{
  CadreHan *characters;  /* by code point */
  GPtrArray *syllables;  /* zhang; by number, the first for none */
  GArray *surnames;      /* Surname, longer ones first */
} Tables;

/* A line of a table: what stands before the tab and after it. */
typedef void (*LineFunc) (Tables     *tables,
                          const char *before,
                          const char *after,
                          gpointer    data);

static void
read_table (Tables     *tables,
            const char *name,
            LineFunc    function,
            gpointer    data)
{
  g_autofree char *path = g_strconcat (CADRE_RESOURCE_PATH, "/han/", name, NULL);
  g_autoptr(GBytes) bytes = g_resource_lookup_data (cadre_han_get_resource (), path, 0, NULL);
  g_autofree char *text = NULL;
  gsize size;

  g_assert (bytes != NULL);
  g_bytes_get_data (bytes, &size);
  text = g_strndup (g_bytes_get_data (bytes, NULL), size);

  for (char *line = text; *line != '\0';)
    {
      char *tab = strchr (line, '\t');
      char *end = strchr (line, '\n');

      g_assert (tab != NULL && end != NULL && tab < end);
      *tab = *end = '\0';
      function (tables, line, tab + 1, data);
      line = end + 1;
    }
}

static void
read_stroke_line (Tables     *tables,
                  const char *strokes,
                  const char *characters,
                  gpointer    data)
{
  guint16 *order = data;  /* by number of strokes */
  gsize n = strlen (strokes);

  for (const char *p = characters; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c >= N_CHARACTERS || n > G_MAXUINT8)
        continue;
      tables->characters[c].n_strokes = n;
      tables->characters[c].stroke_order = order[n]++;
    }
}

static void
read_pinyin_line (Tables     *tables,
                  const char *syllable,
                  const char *characters,
                  gpointer    data)
{
  guint number = tables->syllables->len;

  g_ptr_array_add (tables->syllables, g_strdup (syllable));
  for (const char *p = characters; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c < N_CHARACTERS)
        tables->characters[c].syllable = number;
    }
}

static guint16
find_syllable (Tables     *tables,
               const char *syllable)
{
  for (guint i = 1; i < tables->syllables->len; i++)
    if (g_str_equal (g_ptr_array_index (tables->syllables, i), syllable))
      return i;

  g_critical ("data/han: no character is read %s", syllable);
  return CADRE_HAN_NO_SYLLABLE;
}

static void
read_surname_line (Tables     *tables,
                   const char *name,
                   const char *readings,
                   gpointer    data)
{
  g_auto(GStrv) words = g_strsplit (readings, " ", LONGEST_SURNAME);
  Surname surname = { 0 };

  for (const char *p = name; *p != '\0' && surname.length < LONGEST_SURNAME; p = g_utf8_next_char (p))
    {
      surname.name[surname.length] = g_utf8_get_char (p);
      surname.syllables[surname.length] = find_syllable (tables, words[surname.length]);
      surname.length++;
    }
  tables->characters[surname.name[0]].is_surname = TRUE;
  g_array_append_val (tables->surnames, surname);
}

static int
compare_surnames (gconstpointer a,
                  gconstpointer b)
{
  return (int) ((const Surname *) b)->length - (int) ((const Surname *) a)->length;
}

static gpointer
load_tables (gpointer data)
{
  Tables *tables = g_new0 (Tables, 1);
  guint16 order[G_MAXUINT8 + 1] = { 0 };

  tables->characters = g_new0 (CadreHan, N_CHARACTERS);
  tables->syllables = g_ptr_array_new ();
  tables->surnames = g_array_new (FALSE, FALSE, sizeof (Surname));
  g_ptr_array_add (tables->syllables, g_strdup (""));

  read_table (tables, "strokes.txt", read_stroke_line, order);
  read_table (tables, "pinyin.txt", read_pinyin_line, NULL);
  read_table (tables, "surnames.txt", read_surname_line, NULL);
  g_array_sort (tables->surnames, compare_surnames);

  /* The tone counts for the order only. */
  for (guint i = 1; i < tables->syllables->len; i++)
    {
      char *syllable = g_ptr_array_index (tables->syllables, i);

      syllable[strlen (syllable) - 1] = '\0';
    }

  return tables;
}

static const Tables *
get_tables (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, load_tables, NULL);
}

/*
 * _cadre_han_lookup:
 *
 * Returns: what is known of @c; all 0 if nothing is
 */
const CadreHan *
_cadre_han_lookup (gunichar c)
{
  static const CadreHan unknown;

  return c < N_CHARACTERS ? &get_tables ()->characters[c] : &unknown;
}

/*
 * _cadre_han_get_syllable:
 *
 * Returns: the letters of a syllable, without its tone
 */
const char *
_cadre_han_get_syllable (guint syllable)
{
  return g_ptr_array_index (get_tables ()->syllables, syllable);
}

/*
 * _cadre_han_read_surname:
 * @syllables: (out): how the characters of the surname are read
 *
 * A surname of several characters counts only where a given name follows:
 * 单于 alone is 于 of the family 单.
 *
 * Returns: the length of the surname, 0 where no reading of its own is known
 */
guint
_cadre_han_read_surname (const gunichar  *name,
                         guint            length,
                         const guint16  **syllables)
{
  const Tables *tables = get_tables ();

  if (length == 0 || !_cadre_han_lookup (name[0])->is_surname)
    return 0;

  for (guint i = 0; i < tables->surnames->len; i++)
    {
      const Surname *surname = &g_array_index (tables->surnames, Surname, i);

      if ((surname->length == 1 || surname->length < length) &&
          memcmp (surname->name, name, surname->length * sizeof (gunichar)) == 0)
        {
          *syllables = surname->syllables;
          return surname->length;
        }
    }

  return 0;
}
