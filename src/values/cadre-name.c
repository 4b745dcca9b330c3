/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cadre-name.h"
#include "cadre-text-private.h"

#define MIDDLE_DOT 0x00B7

/* In a list of names; a blank only next to two Chinese characters or more. */
#define BLANK "[ \\x{a0}\\x{3000}]"
#define BETWEEN_NAMES BLANK "*[\\r\\n\\t\\f、，,；;。]+[\\s、，,；;。]*|(?<=\\p{Han}{2})" BLANK "+|" BLANK "+(?=\\p{Han}{2})"

typedef enum
{
  DOT_NONE,
  DOT_SURE,     /* a middle dot of some alphabet */
  DOT_DAMAGED,  /* what is left of one; only between Han characters */
} DotKind;

/* What stands for the · between the parts of a minority name. Question marks
 * are what GBK programs leave of it. */
static const struct
{
  gunichar c;
  DotKind kind;
} dots[] = {
  { MIDDLE_DOT, DOT_SURE },
  { 0x0387, DOT_SURE },    /* · Greek */
  { 0x2022, DOT_SURE },    /* • */
  { 0x2027, DOT_SURE },    /* ‧ */
  { 0x2219, DOT_SURE },    /* ∙ */
  { 0x22C5, DOT_SURE },    /* ⋅ */
  { 0x25CF, DOT_SURE },    /* ● */
  { 0x30FB, DOT_SURE },    /* ・ */
  { 0xFF65, DOT_SURE },    /* ･ */
  { 0xFE52, DOT_SURE },    /* ﹒ */
  { '?', DOT_DAMAGED },
  { '.', DOT_DAMAGED },
  { '*', DOT_DAMAGED },
  { 0x3002, DOT_DAMAGED }, /* 。 */
  { 0xFFFD, DOT_DAMAGED },
};

static DotKind
dot_kind (gunichar c)
{
  for (guint i = 0; i < G_N_ELEMENTS (dots); i++)
    if (dots[i].c == c)
      return dots[i].kind;

  return DOT_NONE;
}

/* One run of spaces and dots between @before and @after. */
static void
append_gap (GString  *out,
            gunichar  before,
            gunichar  after,
            GArray   *gap)
{
  gboolean between_han = _cadre_unichar_is_han (before) && _cadre_unichar_is_han (after);
  gboolean space = FALSE, sure = FALSE, damaged = FALSE;

  for (guint i = 0; i < gap->len; i++)
    {
      DotKind kind = dot_kind (g_array_index (gap, gunichar, i));

      space |= kind == DOT_NONE;
      sure |= kind == DOT_SURE;
      damaged |= kind == DOT_DAMAGED;
    }

  if (before != 0 && after != 0 && (sure || (damaged && between_han)))
    {
      g_string_append_unichar (out, MIDDLE_DOT);
      return;
    }

  for (guint i = 0; i < gap->len; i++)
    if (dot_kind (g_array_index (gap, gunichar, i)) != DOT_NONE)
      g_string_append_unichar (out, g_array_index (gap, gunichar, i));
  /* Only Latin words are apart by a space. */
  if (space && before != 0 && after != 0 && !_cadre_unichar_is_han (before) && !_cadre_unichar_is_han (after))
    g_string_append_c (out, ' ');
}

/**
 * cadre_name_normalize:
 * @text: (nullable): a name as typed
 *
 * Spaces go (张　三 is 张三) but for one between Latin words; the · of minority
 * names takes one form, also where a program damaged it to ? ？ 。 . between
 * Han characters; letters become half-width, composed characters take one
 * form (NFC). Rare characters of all planes stay.
 *
 * Returns: (transfer full): the name, empty if there is none
 */
char *
cadre_name_normalize (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree char *composed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  g_autoptr(GArray) gap = g_array_new (FALSE, FALSE, sizeof (gunichar));
  GString *out = g_string_new (NULL);
  gunichar before = 0;

  for (const char *p = composed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = _cadre_unichar_fold_width (g_utf8_get_char (p));

      if (_cadre_unichar_is_invisible (c))
        continue;
      if (_cadre_unichar_is_space (c) || dot_kind (c) != DOT_NONE)
        {
          g_array_append_val (gap, c);
          continue;
        }

      append_gap (out, before, c, gap);
      g_array_set_size (gap, 0);
      g_string_append_unichar (out, c);
      before = c;
    }
  append_gap (out, before, 0, gap);

  return g_string_free (out, FALSE);
}

/**
 * cadre_names_split:
 * @text: names as they are pasted or kept in a file; UTF-8, else it is taken
 *   for GB 18030, in which Windows programs keep texts
 *
 * Splits at line ends, tabs, commas and stops, and at blanks, but not at that
 * of 张　三, a name of two characters as wide as one of three.
 *
 * Returns: (transfer full) (nullable): the names, perhaps none; %NULL where
 *   @text is no text
 */
char **
cadre_names_split (const char *text)
{
  g_autoptr(GRegex) between = g_regex_new (BETWEEN_NAMES, 0, 0, NULL);
  g_autofree char *converted = NULL;
  g_auto(GStrv) words = NULL;
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  if (!g_utf8_validate (text, -1, NULL))
    text = converted = g_convert (text, -1, "UTF-8", "GB18030", NULL, NULL, NULL);
  if (text == NULL)
    return NULL;
  if (g_str_has_prefix (text, "\xef\xbb\xbf"))
    text += 3;

  words = g_regex_split (between, text, 0);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_strv_builder_add (names, words[i]);

  return g_strv_builder_end (names);
}
