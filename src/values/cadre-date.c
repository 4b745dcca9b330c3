/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cadre-date.h"
#include "cadre-text-private.h"

/* Years that can stand in a cadre's file. What is outside is a misread
 * number: 850307 is no date of the year 8503. */
#define FIRST_YEAR 1800
#define LAST_YEAR 2199

/* Two-digit years (76.06 in 讨论任免干部名单): up to this they are 20xx, from
 * that they are 19xx, and between them nobody can tell. */
#define SHORT_YEAR_LAST_20XX 29
#define SHORT_YEAR_FIRST_19XX 40

/* Words for a part of a year and the month by which the official form editor
 * (任免表编辑器) counts them. */
static const struct
{
  const char *word;
  guint8 month;
} seasons[] = {
  { "初", 3 }, { "年初", 3 }, { "春", 4 }, { "春季", 4 }, { "中", 6 }, { "年中", 6 }, { "夏", 7 }, { "夏季", 7 },
  { "秋", 10 }, { "秋季", 10 }, { "冬", 12 }, { "冬季", 12 }, { "底", 12 }, { "年底", 12 }, { "末", 12 }, { "年末", 12 },
};

/* Words for a part of a month: the month is what is known. */
static const char * const month_parts[] = { "初", "上旬", "中", "中旬", "下旬", "底", "末", "份" };

/* What stands between year, month and day. A damaged or mistyped dot counts. */
static const char * const separators[] = { ".", "-", "/", "。", "·", "—", "–", "﹒" };

/* Digits in words. */
static const struct
{
  const char *word;
  int value;
} numerals[] = {
  { "〇", 0 }, { "○", 0 }, { "O", 0 }, { "零", 0 }, { "一", 1 }, { "二", 2 }, { "三", 3 }, { "四", 4 },
  { "五", 5 }, { "六", 6 }, { "七", 7 }, { "八", 8 }, { "九", 9 },
};

static gboolean
take (const char **p,
      const char  *word)
{
  if (!g_str_has_prefix (*p, word))
    return FALSE;

  *p += strlen (word);
  return TRUE;
}

/* A number in digits, at most @max of them. */
static gboolean
take_digits (const char **p,
             int          max,
             int         *value,
             int         *n)
{
  *value = 0;
  for (*n = 0; *n < max && g_ascii_isdigit (**p); (*n)++, (*p)++)
    *value = *value * 10 + (**p - '0');

  return *n > 0 && !g_ascii_isdigit (**p);
}

static gboolean
take_numeral (const char **p,
              int         *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (numerals); i++)
    if (take (p, numerals[i].word))
      {
        *value = numerals[i].value;
        return TRUE;
      }

  return FALSE;
}

/* A number in words: 一九八五, 三, 十, 十二, 二十, 二十一, 廿一, 元. */
static gboolean
take_words (const char **p,
            int         *value,
            int         *n)
{
  int digit;

  *n = 0;
  *value = 0;
  if (take (p, "元"))
    {
      *value = *n = 1;
      return TRUE;
    }

  while (*n < 4)
    {
      if (take (p, "十"))
        *value = (*value > 0 ? *value : 1) * 10;
      else if (take (p, "廿"))
        *value = 20;
      else if (take (p, "卅"))
        *value = 30;
      else if (take_numeral (p, &digit))
        *value = *n > 0 && *value % 10 == 0 && *value >= 10 && *value <= 30 ? *value + digit : *value * 10 + digit;
      else
        break;
      (*n)++;
    }

  return *n > 0;
}

static gboolean
take_number (const char **p,
             int          max_digits,
             int         *value,
             int         *n)
{
  return g_ascii_isdigit (**p) ? take_digits (p, max_digits, value, n) : take_words (p, value, n);
}

/* A year in words has four numerals and no 十 that could shift them. */
static gboolean
take_year_words (const char **p,
                 int         *year)
{
  int digit;

  *year = 0;
  for (int i = 0; i < 4; i++)
    {
      if (!take_numeral (p, &digit))
        return FALSE;
      *year = *year * 10 + digit;
    }

  return TRUE;
}

static const char *
take_separator (const char **p)
{
  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    if (take (p, separators[i]))
      return separators[i];

  return NULL;
}

static gboolean
take_any (const char         **p,
          const char * const  *words,
          gsize                n_words)
{
  for (gsize i = 0; i < n_words; i++)
    if (g_str_equal (*p, words[i]))
      {
        *p += strlen (words[i]);
        return TRUE;
      }

  return FALSE;
}

static int
days_in_month (int year,
               int month)
{
  return g_date_get_days_in_month (month, year);
}

static gboolean
is_valid (const CadreDate *date)
{
  return date->year >= FIRST_YEAR && date->year <= LAST_YEAR && date->month <= 12 &&
         (date->day == 0 || (date->month > 0 && date->day <= days_in_month (date->year, date->month)));
}

/* 0 stands for "not known" in the structure, so a written 0 must be caught. */
static gboolean
set_part (guint8 *part,
          int     value)
{
  if (value < 1 || value > 31)
    return FALSE;

  *part = value;
  return TRUE;
}

/* 1985, 198503, 19850307. */
static gboolean
parse_compact (const char *digits,
               int         n,
               CadreDate  *date)
{
  int value = (int) g_ascii_strtoll (digits, NULL, 10);

  switch (n)
    {
    case 4:
      date->year = value;
      return TRUE;
    case 6:
      date->year = value / 100;
      return set_part (&date->month, value % 100);
    case 8:
      date->year = value / 10000;
      return set_part (&date->month, value / 100 % 100) && set_part (&date->day, value % 100);
    default:
      return FALSE;
    }
}

static gboolean
expand_short_year (int        year,
                   CadreDate *date)
{
  if (year > SHORT_YEAR_LAST_20XX && year < SHORT_YEAR_FIRST_19XX)
    return FALSE;

  date->year = year + (year <= SHORT_YEAR_LAST_20XX ? 2000 : 1900);
  return TRUE;
}

static gboolean
parse_season (const char *text,
              CadreDate  *date)
{
  for (guint i = 0; i < G_N_ELEMENTS (seasons); i++)
    if (g_str_equal (text, seasons[i].word))
      {
        date->month = seasons[i].month;
        return TRUE;
      }

  return FALSE;
}

/* A time of day that a database export left behind the date. */
static gboolean
is_time (const char *p)
{
  if (*p == 'T' || *p == 't')
    p++;

  return strlen (p) >= 5 && strspn (p, "0123456789:.Z") == strlen (p) && p[2] == ':';
}

/* What follows the year: 年3月7日, .03, -03-07, 春. */
static gboolean
parse_rest (const char *p,
            gboolean    short_year,
            CadreDate  *date)
{
  const char *separator = NULL;
  gboolean in_words = take (&p, "年");
  int value, n;

  if (*p == '\0')
    return in_words && !short_year;
  if (parse_season (p, date))
    return TRUE;

  if (!in_words && (separator = take_separator (&p)) == NULL)
    return FALSE;
  if (!take_number (&p, 2, &value, &n) || !set_part (&date->month, value))
    return FALSE;
  /* 85.3 is a score; 85.03 is a date. */
  if (short_year && !in_words && (n != 2 || *separator != '.'))
    return FALSE;

  if (take (&p, "月"))
    {
      if (take_any (&p, month_parts, G_N_ELEMENTS (month_parts)))
        return TRUE;
    }
  else if (*p != '\0' && (in_words || !take (&p, separator)))
    return FALSE;
  else if (*p == '\0')
    return p[-1] != '.' && p[-1] != '-' && p[-1] != '/';

  if (*p == '\0')
    return TRUE;

  /* Two digits at most: a time may follow without a space. */
  if (g_ascii_isdigit (*p))
    {
      char digits[3] = { p[0], g_ascii_isdigit (p[1]) ? p[1] : '\0', '\0' };

      value = atoi (digits);
      p += strlen (digits);
    }
  else if (!take_words (&p, &value, &n))
    {
      return FALSE;
    }
  if (!set_part (&date->day, value))
    return FALSE;
  if (!take (&p, "日"))
    take (&p, "号");

  return *p == '\0' || is_time (p);
}

static gboolean
parse (const char *text,
       CadreDate  *date)
{
  gsize n = strspn (text, "0123456789");
  const char *p = text + n;
  int year;

  if (n == 0)
    {
      p = text;
      if (!take_year_words (&p, &year))
        return FALSE;
      date->year = year;
      return *p == '\0' || parse_rest (p, FALSE, date);
    }

  if (*p == '\0')
    return n <= 8 && parse_compact (text, n, date);
  if (n == 8 && is_time (p))
    return parse_compact (text, n, date);

  year = (int) g_ascii_strtoll (text, NULL, 10);
  if (n == 4)
    date->year = year;
  else if (n != 2 || !expand_short_year (year, date))
    return FALSE;

  return parse_rest (p, n == 2, date);
}

/**
 * cadre_date_parse:
 * @text: (nullable): a date as offices write it
 * @date: (out): the date, with the precision that was written; all 0 where
 *   this returns %FALSE
 *
 * Takes 1985, 1985.03, 1985.3, 198503, 1985-03, 1985/3/7, 19850307, 1985年3月,
 * 1985年3月7日, 一九八五年三月, 85.03 and 85年3月, in full or half width, with any
 * spaces, and with a time behind a full date (which is left out). A dot may
 * be damaged (。 ·). Of two-digit years, 00–29 are 20xx and 40–99 are 19xx;
 * 30–39 are refused, as is 85.3, which may be any number.
 *
 * A word for a part of a year (1998春, 1998年底) gives the month that the
 * official form editor counts it by: 初 3, 春 4, 中 6, 夏 7, 秋 10, 冬 and 底 12.
 * Whoever stores it keeps the text besides (original_text).
 *
 * A spreadsheet that kept 1985.10 as a number hands on 1985.1: whoever knows
 * that the cell was a number must ask, this function reads January.
 *
 * Returns: whether @text is a date of the calendar
 */
gboolean
cadre_date_parse (const char *text,
                  CadreDate  *date)
{
  g_autofree char *compact = _cadre_text_compact (text != NULL ? text : "");

  *date = (CadreDate) { 0 };
  if (parse (compact, date) && is_valid (date))
    return TRUE;

  *date = (CadreDate) { 0 };
  return FALSE;
}

/* The number that @n digits make; -1 where one of them is none. */
static int
read_digits (const char *text,
             int         n)
{
  int value = 0;

  for (int i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return -1;
      value = value * 10 + (text[i] - '0');
    }

  return value;
}

/**
 * cadre_date_from_iso:
 * @text: (nullable): a date as it is stored: 2018, 2018-06 or 2018-06-30
 *
 * Many times as quick as cadre_date_parse(), for lists that are computed from
 * all dates of the archive.
 *
 * Returns: the date, as much of it as there can be: of 2018-06-31 the month;
 *   the year 0 where there is none
 */
CadreDate
cadre_date_from_iso (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;
  CadreDate date = { 0 };
  int year, month, day;

  if (length != 4 && length != 7 && length != 10)
    return date;

  year = read_digits (text, 4);
  if (year < FIRST_YEAR || year > LAST_YEAR)
    return date;
  date.year = (gint16) year;

  month = length >= 7 ? read_digits (text + 5, 2) : -1;
  if (month < 1 || month > 12)
    return date;
  date.month = (guint8) month;

  day = length == 10 ? read_digits (text + 8, 2) : -1;
  if (day >= 1 && day <= days_in_month (year, month))
    date.day = (guint8) day;

  return date;
}

/* How each style writes a year, a month and a day. */
static const struct
{
  const char *year, *month, *day;
} formats[] = {
  [CADRE_DATE_ISO] = { "%04d", "%04d-%02d", "%04d-%02d-%02d" },
  [CADRE_DATE_DOTTED] = { "%04d", "%04d.%02d", "%04d.%02d.%02d" },
  [CADRE_DATE_COMPACT] = { "%04d", "%04d%02d", "%04d%02d%02d" },
  [CADRE_DATE_SHORT] = { "%04d", "%02d.%02d", "%02d.%02d.%02d" },
  [CADRE_DATE_PROSE] = { "%d年", "%d年%d月", "%d年%d月%d日" },
};

/**
 * cadre_date_format:
 *
 * Writes what is known and no more. %CADRE_DATE_SHORT gives a year alone its
 * four digits.
 *
 * Returns: (transfer full): the text, empty for no date
 */
char *
cadre_date_format (const CadreDate *date,
                   CadreDateStyle   style)
{
  int year = date->year;

  g_return_val_if_fail ((guint) style < G_N_ELEMENTS (formats), NULL);

  if (year == 0)
    return g_strdup ("");

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  if (date->month == 0)
    return g_strdup_printf (formats[style].year, year);
  if (style == CADRE_DATE_SHORT)
    year %= 100;
  if (date->day == 0)
    return g_strdup_printf (formats[style].month, year, date->month);
  return g_strdup_printf (formats[style].day, year, date->month, date->day);
#pragma GCC diagnostic pop
}

/**
 * cadre_date_today:
 *
 * Returns: today by the local clock
 */
CadreDate
cadre_date_today (void)
{
  /* GDateTime would load the time zone each time: an import asks for today
   * with every ID number. */
  time_t now = time (NULL);
  struct tm local;

  localtime_r (&now, &local);
  return (CadreDate) { (gint16) (local.tm_year + 1900), (guint8) (local.tm_mon + 1), (guint8) local.tm_mday };
}

/**
 * cadre_date_compare:
 *
 * The order of ISO texts: a year stands before its months, a month before
 * its days.
 */
int
cadre_date_compare (const CadreDate *a,
                    const CadreDate *b)
{
  if (a->year != b->year)
    return a->year < b->year ? -1 : 1;
  if (a->month != b->month)
    return a->month < b->month ? -1 : 1;
  if (a->day != b->day)
    return a->day < b->day ? -1 : 1;

  return 0;
}

/**
 * cadre_date_is_complete:
 *
 * Returns: whether the day is known
 */
gboolean
cadre_date_is_complete (const CadreDate *date)
{
  return date->year != 0 && date->month != 0 && date->day != 0;
}
