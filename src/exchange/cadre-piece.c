/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cells that hold more than one value: 大学 over 理学学士, 2017.05.08-2017.06.02,
 * 2年 or 不脱贫不脱钩. */

#define G_LOG_DOMAIN "cadre-mapping"

#include "config.h"

#include <string.h>

#include "cadre-mapping.h"

/* Characters of a mark in words. */
#define MARK_WORD_MAX 4

/* ---- 学历学位 ---- */

static gboolean
is_degree (const char *word)
{
  return g_str_has_suffix (word, "学士") || g_str_has_suffix (word, "硕士") || g_str_has_suffix (word, "博士") ||
         g_str_has_suffix (word, "学位");
}

static char *
take_education (const char *text,
                gboolean    degree)
{
  g_auto(GStrv) words = g_regex_split_simple ("[\\s　、，,/／;；（）()]+", text, 0, 0);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && is_degree (words[i]) == degree)
      return g_strdup (words[i]);

  return g_strdup ("");
}

static char *
take_degree (const char *text)
{
  return take_education (text, TRUE);
}

static char *
take_education_only (const char *text)
{
  return take_education (text, FALSE);
}

/* 党校 education is always 在职教育. */
static char *
take_day_education (const char *text)
{
  g_autofree char *word = take_education (text, FALSE);

  return strstr (word, "党校") != NULL ? g_strdup ("") : g_steal_pointer (&word);
}

static char *
take_party_school (const char *text)
{
  g_autofree char *word = take_education (text, FALSE);

  return strstr (word, "党校") != NULL ? g_steal_pointer (&word) : g_strdup ("");
}

/* ---- 起止时间 ---- */

/* Where the first date ends and the second begins. A hyphen is the seam only
 * where it is not what dates are written with. */
static gboolean
split_period (const char  *text,
              char       **since,
              char       **until)
{
  static const char * const patterns[] = {
    "\\s*(?:--+|—+|–+|~|～|至|到|－+|―+|─+)\\s*",
    "(?<=[日月号])\\s*-\\s*|(?<=\\d)\\s+-\\s+(?=\\d)",
    "(?<=\\.\\d)-(?=\\d)|(?<=\\.\\d\\d)-(?=\\d)|(?<=/\\d)-(?=\\d)|(?<=/\\d\\d)-(?=\\d)",
    "(?<=^\\d{4}-\\d\\d-\\d\\d)-(?=\\d{4})|(?<=^\\d{4}-\\d\\d)-(?=\\d{4})|(?<=^\\d{8})-(?=\\d{8})|(?<=^\\d{6})-(?=\\d{6}$)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr(GRegex) regex = g_regex_new (patterns[i], 0, 0, NULL);
      g_autoptr(GMatchInfo) match = NULL;
      int start, end;

      if (!g_regex_match (regex, text, 0, &match))
        continue;
      g_match_info_fetch_pos (match, 0, &start, &end);
      *since = g_strstrip (g_strndup (text, start));
      *until = g_strstrip (g_strdup (text + end));
      return TRUE;
    }

  return FALSE;
}

/* 2017年6月12日至6月18日: the second date leaves out what the first says. */
static char *
complete_until (const char *since,
                const char *until)
{
  g_autoptr(GRegex) parts = g_regex_new ("^(\\d{4}[年./-])(\\d{1,2}[月./-])?", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *year = NULL;
  g_autofree char *month = NULL;

  if (g_regex_match_simple ("^\\d{4}", until, 0, 0) || !g_regex_match (parts, since, 0, &match))
    return g_strdup (until);

  year = g_match_info_fetch (match, 1);
  month = g_match_info_fetch (match, 2);
  if (g_regex_match_simple ("^\\d{1,2}[月./-]", until, 0, 0))
    return g_strconcat (year, until, NULL);
  if (g_regex_match_simple ("^\\d{1,2}[日号]?$", until, 0, 0) && month != NULL && *month != '\0')
    return g_strconcat (year, month, until, NULL);

  return g_strdup (until);
}

static char *
take_since (const char *text)
{
  g_autofree char *since = NULL;
  g_autofree char *until = NULL;

  return split_period (text, &since, &until) ? g_steal_pointer (&since) : g_strdup (text);
}

static char *
take_until (const char *text)
{
  g_autofree char *since = NULL;
  g_autofree char *until = NULL;

  if (!split_period (text, &since, &until))
    return g_strdup (text);
  if (strstr (until, "今") != NULL || strstr (until, "现在") != NULL)
    return g_strdup ("");

  return complete_until (since, until);
}

/* ---- 任期 ---- */

static char *
take_years (const char *text)
{
  static const char * const numerals[] = { "一", "二", "三", "四", "五" };

  for (guint i = 0; i < G_N_ELEMENTS (numerals); i++)
    if (g_str_has_prefix (text, numerals[i]) && strstr (text, "年") != NULL)
      return g_strdup_printf ("%u", i + 1);
  if (g_str_has_prefix (text, "两年"))
    return g_strdup ("2");
  if (g_regex_match_simple ("^\\d+(\\.\\d+)?\\s*年?$", text, 0, 0))
    return g_strdup_printf ("%.*s", (int) strspn (text, "0123456789."), text);

  return g_strdup ("");
}

static char *
take_tied (const char *text)
{
  return g_strdup (strstr (text, "不脱") != NULL ? "1" : "");
}

/* 12.5万元, 60天, 480学时 */
static char *
take_number (const char *text)
{
  gsize length = strspn (text, "0123456789.");

  return length > 0 ? g_strndup (text, length) : g_strdup (text);
}

/* ---- 成绩 ---- */

/* 良, 合格 and 免考 are short and have no digit. */
static gboolean
is_mark_word (const char *text)
{
  return g_utf8_strlen (text, -1) <= MARK_WORD_MAX && strpbrk (text, "0123456789") == NULL;
}

static char *
take_mark_number (const char *text)
{
  return g_strdup (is_mark_word (text) ? "" : text);
}

static char *
take_mark_word (const char *text)
{
  return g_strdup (is_mark_word (text) ? text : "");
}

static const struct
{
  const char *piece;
  char *(*take) (const char *text);
} pieces[] = {
  { "degree", take_degree },
  { "education", take_education_only },
  { "day-education", take_day_education },
  { "party-school", take_party_school },
  { "since", take_since },
  { "until", take_until },
  { "years", take_years },
  { "tied", take_tied },
  { "number", take_number },
  { "mark-number", take_mark_number },
  { "mark-word", take_mark_word },
};

/**
 * cadre_piece_take:
 * @piece: (nullable): which piece, as in the kinds of import
 *
 * Returns: (transfer full): that piece of the cell's text, "" if it has none
 */
char *
cadre_piece_take (const char *piece,
                  const char *text)
{
  for (guint i = 0; piece != NULL && i < G_N_ELEMENTS (pieces); i++)
    if (g_str_equal (pieces[i].piece, piece))
      return pieces[i].take (text);

  return g_strdup (text);
}
