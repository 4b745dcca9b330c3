/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Text as offices type it: full-width letters and digits, ideographic and
 * no-break spaces, line breaks in cells, invisible characters that came along
 * from web pages and word processors. */

#include "config.h"

#include <string.h>

#include "cadre-name.h"
#include "cadre-text-private.h"
#include "cadre-text.h"

/* What a head says besides its field, in brackets: units, formats, demands. */
static const char * const head_notes[] = {
  "年月", "年月日", "年.月", "年、月", "yyyymm", "yyyy.mm", "yyyymmdd", "yyyy-mm-dd", "yyyy-mm",
  "岁", "周岁", "学时", "课时", "小时", "天", "日", "月", "年", "分", "人", "人次", "户", "个", "元", "万元", "%",
  "必填", "选填", "必填项", "选填项", "下拉选择", "可多选", "是/否", "男/女", "18位", "如有", "签字", "盖章",
};

/* The beginnings of such a note: （如1985.03）. */
static const char * const head_note_prefixes[] = { "如", "例", "格式", "单位:", "单位：", "请", "注" };

/*
 * _cadre_unichar_fold_width:
 *
 * Returns: the half-width form of a full-width letter, digit or mark
 */
gunichar
_cadre_unichar_fold_width (gunichar c)
{
  if (c >= 0xFF01 && c <= 0xFF5E)
    return c - 0xFEE0;

  return c == 0x3000 ? ' ' : c;
}

gboolean
_cadre_unichar_is_space (gunichar c)
{
  return g_unichar_isspace (c) || c == 0x0B || c == 0x85;
}

/*
 * _cadre_unichar_is_invisible:
 *
 * Joiners, direction marks, byte order marks, soft hyphens, variation
 * selectors and control characters: what nobody typed on purpose.
 */
gboolean
_cadre_unichar_is_invisible (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_FORMAT:
      return TRUE;
    case G_UNICODE_CONTROL:
      return !_cadre_unichar_is_space (c);
    default:
      return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
    }
}

/*
 * _cadre_unichar_is_han:
 *
 * Han characters of all planes, 〇, and the private use areas, where old
 * systems kept characters that had no code yet.
 */
gboolean
_cadre_unichar_is_han (gunichar c)
{
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3007 ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF) || (c >= 0xE000 && c <= 0xF8FF);
}

/*
 * _cadre_text_compact:
 *
 * Returns: (transfer full): @text in half-width without any space; invalid
 *   UTF-8 gives an empty text
 */
char *
_cadre_text_compact (const char *text)
{
  GString *out = g_string_new (NULL);

  if (!g_utf8_validate (text, -1, NULL))
    return g_string_free (out, FALSE);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = _cadre_unichar_fold_width (g_utf8_get_char (p));

      if (!_cadre_unichar_is_space (c) && !_cadre_unichar_is_invisible (c))
        g_string_append_unichar (out, c);
    }

  return g_string_free (out, FALSE);
}

static gboolean
is_letter_or_digit (gunichar c)
{
  return c < 0x80 && g_ascii_isalnum (c);
}

static void
trim_end (GString *text)
{
  while (text->len > 0)
    {
      const char *last = g_utf8_prev_char (text->str + text->len);

      if (!_cadre_unichar_is_space (g_utf8_get_char (last)))
        return;
      g_string_truncate (text, last - text->str);
    }
}

/* Whether normalizing would leave @text as it is, as it does nearly always:
 * 汉字, half-width characters and the marks of Chinese, which compose with
 * nothing, and no space at either end. */
static gboolean
is_normal (const char *text)
{
  gsize length = strlen (text);

  if (length > 0 && (text[0] == ' ' || text[length - 1] == ' '))
    return FALSE;

  for (const guchar *p = (const guchar *) text; *p != '\0';)
    {
      if (*p >= ' ' && *p < 0x7F)
        p++;
      /* U+4E00 to U+9FFF, by their three bytes */
      else if ((*p == 0xE4 && p[1] >= 0xB8 && p[1] < 0xC0) || (*p >= 0xE5 && *p <= 0xE9 && (p[1] & 0xC0) == 0x80))
        {
          if ((p[2] & 0xC0) != 0x80)
            return FALSE;
          p += 3;
        }
      /* 、。《》「」【】 */
      else if (*p == 0xE3 && p[1] == 0x80 && p[2] >= 0x81 && p[2] <= 0x91)
        p += 3;
      /* （），：； */
      else if (*p == 0xEF && p[1] == 0xBC &&
               (p[2] == 0x88 || p[2] == 0x89 || p[2] == 0x8C || p[2] == 0x9A || p[2] == 0x9B))
        p += 3;
      else
        return FALSE;
    }

  return TRUE;
}

/**
 * cadre_text_normalize:
 * @text: what a cell or an entry holds
 *
 * Outer spaces of any kind go, invisible characters go, line ends become \n,
 * full-width letters and digits become half-width ones, composed characters
 * take one form (NFC). Punctuation, inner spaces and line breaks stay: they
 * are part of what was written.
 *
 * Returns: (transfer full): the text; empty if there is none
 */
char *
cadre_text_normalize (const char *text)
{
  g_autofree char *valid = NULL;
  g_autofree char *composed = NULL;
  GString *out;

  if (text == NULL || is_normal (text))
    return g_strdup (text != NULL ? text : "");

  valid = g_utf8_make_valid (text, -1);
  composed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  out = g_string_sized_new (strlen (composed));

  for (const char *p = composed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gunichar narrow = _cadre_unichar_fold_width (c);

      if (c == '\r')
        {
          if (p[1] == '\n')
            continue;
          c = '\n';
        }
      if (_cadre_unichar_is_invisible (c) || (out->len == 0 && _cadre_unichar_is_space (c)))
        continue;
      g_string_append_unichar (out, is_letter_or_digit (narrow) ? narrow : c);
    }
  trim_end (out);

  return g_string_free (out, FALSE);
}

static gboolean
is_head_note (const char *note)
{
  for (guint i = 0; i < G_N_ELEMENTS (head_notes); i++)
    if (g_str_equal (note, head_notes[i]))
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (head_note_prefixes); i++)
    if (g_str_has_prefix (note, head_note_prefixes[i]))
      return TRUE;

  return FALSE;
}

/* Brackets go; what stands in them goes too where it is only a note. */
static char *
strip_brackets (const char *head)
{
  GString *out = g_string_new (NULL);

  for (const char *p = head; *p != '\0'; p++)
    {
      const char *end = *p == '(' ? strchr (p, ')') : NULL;
      g_autofree char *note = end != NULL ? g_strndup (p + 1, end - p - 1) : NULL;

      if (note != NULL && is_head_note (note))
        p = end;
      else if (*p != '(' && *p != ')')
        g_string_append_c (out, *p);
    }

  return g_string_free (out, FALSE);
}

/**
 * cadre_head_normalize:
 * @text: the head of a column
 *
 * What heads are compared by. Gone are: spaces and line breaks, differences
 * of width and of Latin case, colons, the star of a required column, other
 * brackets than round ones turn into these. Round brackets go; what stands in
 * them goes where it is a unit, a format or a demand (年月, 学时, 必填, 如…)
 * and stays where it tells two fields apart: 职务（全称） is 职务全称.
 * All else stays, the stroke of 单位/职务 too.
 *
 * Returns: (transfer full): the comparable form
 */
char *
cadre_head_normalize (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree char *composed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  g_autofree char *compact = _cadre_text_compact (composed);
  g_autoptr(GString) head = g_string_new (NULL);

  for (const char *p = compact; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_unichar_tolower (g_utf8_get_char (p));

      switch (c)
        {
        case ':':
        case '*':
        case 0x2236: /* ∶, the ratio sign that stands for a colon */
        case 0x203B: /* ※ */
        case 0x2605: /* ★ */
          break;
        case '[':
        case '{':
        case 0x3010: /* 【 */
        case 0x3014: /* 〔 */
          g_string_append_c (head, '(');
          break;
        case ']':
        case '}':
        case 0x3011: /* 】 */
        case 0x3015: /* 〕 */
          g_string_append_c (head, ')');
          break;
        default:
          g_string_append_unichar (head, c);
        }
    }

  return strip_brackets (head->str);
}

/**
 * cadre_unichar_fold_for_search:
 *
 * Returns: the form by which searches compare @c, 0 for a space or an
 *   invisible character, which they pass over
 */
gunichar
cadre_unichar_fold_for_search (gunichar c)
{
  /* Most characters are plain Han: no need to ask for their kind. */
  if (c >= 0x4E00 && c <= 0x9FFF)
    return c;

  c = _cadre_unichar_fold_width (c);
  if (_cadre_unichar_is_space (c) || _cadre_unichar_is_invisible (c))
    return 0;

  return g_unichar_tolower (c);
}

/* The next character that counts; 0 at the end. */
static gunichar
next_folded (const char **p)
{
  while (**p != '\0')
    {
      gunichar c = cadre_unichar_fold_for_search (g_utf8_get_char (*p));

      *p = g_utf8_next_char (*p);
      if (c != 0)
        return c;
    }

  return 0;
}

static gboolean
begins_with (const char *text,
             const char *needle)
{
  gunichar c;

  while ((c = next_folded (&needle)) != 0)
    if (next_folded (&text) != c)
      return FALSE;

  return TRUE;
}

/**
 * cadre_text_contains:
 *
 * Returns: whether @needle stands in @text, spaces, width and case aside
 */
gboolean
cadre_text_contains (const char *text,
                     const char *needle)
{
  gunichar first = next_folded (&needle);

  if (first == 0)
    return TRUE;

  for (const char *p = text; *p != '\0';)
    if (next_folded (&p) == first && begins_with (p, needle))
      return TRUE;

  return FALSE;
}
