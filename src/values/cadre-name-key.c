/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What names are found and sorted by. */

#include "config.h"

#include "cadre-han-private.h"
#include "cadre-name.h"
#include "cadre-text-private.h"

/* Longer names are cut: no two people differ after this. */
#define LONGEST_NAME 48

/* The parts of a key for what is no Han character, and for a Han character
 * that the tables do not know: before all others and after them. */
#define SYLLABLE_UNKNOWN G_MAXUINT16
#define STROKES_UNKNOWN G_MAXUINT8

typedef struct
{
  gunichar characters[LONGEST_NAME];
  guint16 syllables[LONGEST_NAME];
  guint length;
} Reading;

static void
read_name (const char *name,
           Reading    *reading)
{
  const guint16 *syllables;
  guint surname;

  reading->length = 0;
  for (const char *p = name; *p != '\0' && reading->length < LONGEST_NAME; p = g_utf8_next_char (p))
    {
      gunichar c = _cadre_unichar_fold_width (g_utf8_get_char (p));

      reading->characters[reading->length] = c;
      reading->syllables[reading->length] = _cadre_han_lookup (c)->syllable;
      reading->length++;
    }

  surname = _cadre_han_read_surname (reading->characters, reading->length, &syllables);
  for (guint i = 0; i < surname; i++)
    reading->syllables[i] = syllables[i];
}

/**
 * cadre_name_pinyin:
 * @name: a normalized name
 *
 * The name in pinyin without tones, spaces and capitals, surnames as they are
 * read: 单雄信 is shanxiongxin. ü is v; whoever searches looks for lu as lv,
 * too. Latin letters and digits stay; the rest has no reading.
 *
 * Returns: (transfer full): the pinyin, empty if nothing can be read
 */
char *
cadre_name_pinyin (const char *name)
{
  GString *out = g_string_new (NULL);
  Reading reading;

  read_name (name, &reading);
  for (guint i = 0; i < reading.length; i++)
    {
      gunichar c = reading.characters[i];

      if (reading.syllables[i] != CADRE_HAN_NO_SYLLABLE)
        g_string_append (out, _cadre_han_get_syllable (reading.syllables[i]));
      else if (c < 0x80 && g_ascii_isalnum (c))
        g_string_append_c (out, g_ascii_tolower (c));
    }

  return g_string_free (out, FALSE);
}

/**
 * cadre_name_initials:
 * @name: a normalized name
 *
 * The first letter of each syllable and of each Latin word, and digits: 张三 is
 * zs, John Smith js.
 *
 * Returns: (transfer full): the initials, empty if nothing can be read
 */
char *
cadre_name_initials (const char *name)
{
  GString *out = g_string_new (NULL);
  gboolean in_word = FALSE;
  Reading reading;

  read_name (name, &reading);
  for (guint i = 0; i < reading.length; i++)
    {
      gunichar c = reading.characters[i];
      gboolean is_letter = c < 0x80 && g_ascii_isalpha (c);

      if (reading.syllables[i] != CADRE_HAN_NO_SYLLABLE)
        g_string_append_c (out, *_cadre_han_get_syllable (reading.syllables[i]));
      else if ((is_letter && !in_word) || (c < 0x80 && g_ascii_isdigit (c)))
        g_string_append_c (out, g_ascii_tolower (c));
      in_word = is_letter;
    }

  return g_string_free (out, FALSE);
}

/* ü may be typed as v or u, but not u as v. */
static gboolean
begins_with_letters (const char *pinyin,
                     const char *letters)
{
  for (; *letters != '\0'; pinyin++, letters++)
    if (*pinyin != *letters && !(*pinyin == 'v' && *letters == 'u'))
      return FALSE;

  return TRUE;
}

/**
 * cadre_name_sounds:
 * @letters: in lower case
 *
 * Returns: whether the pinyin of @name or its initials begin with @letters
 */
gboolean
cadre_name_sounds (const char *name,
                   const char *letters)
{
  g_autofree char *pinyin = cadre_name_pinyin (name);
  g_autofree char *initials = NULL;

  if (begins_with_letters (pinyin, letters))
    return TRUE;

  initials = cadre_name_initials (name);
  return g_str_has_prefix (initials, letters);
}

/* What separates the parts of a name does not count in the order. */
static gboolean
is_sortable (gunichar c)
{
  return _cadre_unichar_is_han (c) || g_unichar_isalnum (c);
}

static void
append_number (GByteArray *key,
               guint       value,
               int         n_bytes)
{
  for (int shift = (n_bytes - 1) * 8; shift >= 0; shift -= 8)
    {
      guint8 byte = value >> shift;

      g_byte_array_append (key, &byte, 1);
    }
}

/* Three bytes: strokes, then the order among characters of as many. */
static void
append_strokes (GByteArray *key,
                gunichar    c)
{
  const CadreHan *han = _cadre_han_lookup (c);

  if (han->n_strokes != 0)
    append_number (key, (guint) han->n_strokes << 16 | han->stroke_order, 3);
  else if (_cadre_unichar_is_han (c))
    append_number (key, (guint) STROKES_UNKNOWN << 16 | (c & 0xFFFF), 3);
  else
    append_number (key, g_unichar_tolower (c) & 0xFFFF, 3);
}

/**
 * cadre_name_pinyin_sort_key:
 * @name: a normalized name
 *
 * Keys compare by bytes: character by character by syllable, tone, strokes, so
 * that those of one surname stand together; surnames as they are read. Latin
 * names stand first.
 *
 * Returns: (transfer full): the key
 */
GBytes *
cadre_name_pinyin_sort_key (const char *name)
{
  GByteArray *key = g_byte_array_sized_new (16);
  Reading reading;

  read_name (name, &reading);
  for (guint i = 0; i < reading.length; i++)
    {
      gunichar c = reading.characters[i];

      if (!is_sortable (c))
        continue;
      if (reading.syllables[i] != CADRE_HAN_NO_SYLLABLE)
        append_number (key, reading.syllables[i], 2);
      else
        append_number (key, _cadre_unichar_is_han (c) ? SYLLABLE_UNKNOWN : 0, 2);
      append_strokes (key, c);
    }

  return g_byte_array_free_to_bytes (key);
}

/**
 * cadre_name_stroke_sort_key:
 * @name: a normalized name
 *
 * 姓氏笔画: keys compare by bytes, character by character by the number of
 * strokes, then by the strokes one by one in the order 横竖撇点折 (GB 13000.1
 * 字序); a single given name stands before double ones that begin with it.
 * Latin names stand first.
 *
 * Returns: (transfer full): the key
 */
GBytes *
cadre_name_stroke_sort_key (const char *name)
{
  GByteArray *key = g_byte_array_sized_new (16);

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    if (is_sortable (g_utf8_get_char (p)))
      append_strokes (key, g_utf8_get_char (p));

  return g_byte_array_free_to_bytes (key);
}
