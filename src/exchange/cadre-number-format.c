/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether a number format shows a date, and how precise a one: read from
 * the format's code, ECMA-376 part 1, 18.8.31. */

#define G_LOG_DOMAIN "cadre-number-format"

#include "config.h"

#include <string.h>

#include "cadre-workbook-private.h"

/* The formats that files name by number only (ECMA-376 part 1, 18.8.30),
 * those of the Chinese editions included. */
static const struct
{
  guint first;
  guint last;
  CadreNumberKind kind;
} builtin_kinds[] = {
  { 14, 16, CADRE_NUMBER_DATE },    /* m/d/yyyy, d-mmm-yy, d-mmm */
  { 17, 17, CADRE_NUMBER_MONTH },   /* mmm-yy */
  { 18, 21, CADRE_NUMBER_TIME },
  { 22, 22, CADRE_NUMBER_DATE },    /* m/d/yyyy h:mm */
  { 27, 27, CADRE_NUMBER_MONTH },   /* yyyy"年"m"月" */
  { 28, 31, CADRE_NUMBER_DATE },    /* m"月"d"日", m-d-yy, yyyy"年"m"月"d"日" */
  { 32, 35, CADRE_NUMBER_TIME },    /* h"时"mm"分", 上午/下午h"时"mm"分" */
  { 36, 36, CADRE_NUMBER_MONTH },
  { 45, 45, CADRE_NUMBER_TIME },
  { 46, 46, CADRE_NUMBER_ELAPSED }, /* [h]:mm:ss */
  { 47, 47, CADRE_NUMBER_TIME },
  { 50, 50, CADRE_NUMBER_MONTH },
  { 51, 51, CADRE_NUMBER_DATE },
  { 52, 52, CADRE_NUMBER_MONTH },
  { 53, 54, CADRE_NUMBER_DATE },
  { 55, 56, CADRE_NUMBER_TIME },
  { 57, 57, CADRE_NUMBER_MONTH },
  { 58, 58, CADRE_NUMBER_DATE },
  { 71, 72, CADRE_NUMBER_DATE },
  { 73, 73, CADRE_NUMBER_DATE },
  { 74, 74, CADRE_NUMBER_MONTH },
  { 75, 76, CADRE_NUMBER_TIME },
  { 77, 77, CADRE_NUMBER_DATE },
  { 78, 78, CADRE_NUMBER_TIME },
  { 79, 79, CADRE_NUMBER_ELAPSED },
  { 80, 80, CADRE_NUMBER_TIME },
  { 81, 81, CADRE_NUMBER_DATE },
};

CadreNumberKind
cadre_number_kind_of_builtin (guint id)
{
  for (guint i = 0; i < G_N_ELEMENTS (builtin_kinds); i++)
    if (id >= builtin_kinds[i].first && id <= builtin_kinds[i].last)
      return builtin_kinds[i].kind;

  return CADRE_NUMBER_PLAIN;
}

/* The parts of a date that a format shows, and what the last letters were:
 * m is minutes after hours or before seconds, else the month. */
typedef struct
{
  gboolean year, month, day, time, elapsed;
  gboolean after_hours;
  gboolean open_m;
} Shown;

static void
see_letters (Shown *shown,
             char   letter)
{
  switch (letter)
    {
    case 'y': case 'e': case 'b': case 'g':
      shown->year = TRUE;
      break;

    case 'd': case 'a':
      shown->day = TRUE;
      break;

    case 'm':
      if (shown->after_hours)
        shown->time = TRUE;
      else
        shown->open_m = TRUE;
      shown->after_hours = FALSE;
      return;

    default: /* h, s */
      shown->time = TRUE;
      if (letter == 's')
        shown->open_m = FALSE;
      shown->after_hours = letter == 'h';
      break;
    }

  if (shown->open_m)
    shown->month = TRUE;
  shown->open_m = FALSE;
  if (letter != 'h')
    shown->after_hours = FALSE;
}

/* [h], [mm], [ss] count on beyond the day; [Red], [$-804], [DBNum1], [>=1]
 * show nothing. */
static const char *
skip_brackets (Shown      *shown,
               const char *p)
{
  const char *end = strchr (p, ']');
  gsize n;

  if (end == NULL)
    return p + strlen (p);

  n = strspn (p + 1, "hH");
  if (n == 0)
    n = strspn (p + 1, "mM");
  if (n == 0)
    n = strspn (p + 1, "sS");
  if (n > 0 && p + 1 + n == end)
    {
      shown->elapsed = TRUE;
      shown->after_hours = TRUE;
    }

  return end + 1;
}

static const char *
skip_quoted (const char *p)
{
  const char *end = strchr (p + 1, '"');

  return end != NULL ? end + 1 : p + strlen (p);
}

static gboolean
is_word (const char *p,
         const char *word)
{
  return g_ascii_strncasecmp (p, word, strlen (word)) == 0;
}

/* One step through the code; letters count as a run. */
static const char *
see_next (Shown      *shown,
          const char *p)
{
  char letter = g_ascii_tolower (*p);

  switch (letter)
    {
    case '"':
      return skip_quoted (p);
    case '[':
      return skip_brackets (shown, p);
    case '\\': case '_': case '*':
      return p[1] != '\0' ? g_utf8_next_char (p + 1) : p + 1;
    default:
      break;
    }

  if (is_word (p, "general"))
    return p + strlen ("general");
  if (is_word (p, "am/pm"))
    return p + strlen ("am/pm");
  if (is_word (p, "a/p"))
    return p + strlen ("a/p");
  if (letter == 'e' && (p[1] == '+' || p[1] == '-'))
    return p + 2;
  if (letter == '\0' || strchr ("yebgdamhs", letter) == NULL)
    return g_utf8_next_char (p);

  see_letters (shown, letter);
  while (g_ascii_tolower (*p) == letter)
    p++;
  return p;
}

/*
 * cadre_number_kind_of_format:
 * @code: a number format's code, valid UTF-8; the part for positive numbers
 *   counts
 */
CadreNumberKind
cadre_number_kind_of_format (const char *code)
{
  Shown shown = { FALSE };

  for (const char *p = code; *p != '\0' && *p != ';';)
    p = see_next (&shown, p);
  if (shown.open_m)
    shown.month = TRUE;

  if (shown.day || (shown.month && !shown.year))
    return CADRE_NUMBER_DATE;
  if (shown.month)
    return CADRE_NUMBER_MONTH;
  if (shown.year)
    return shown.time ? CADRE_NUMBER_DATE : CADRE_NUMBER_YEAR;
  if (shown.elapsed)
    return CADRE_NUMBER_ELAPSED;

  return shown.time ? CADRE_NUMBER_TIME : CADRE_NUMBER_PLAIN;
}
