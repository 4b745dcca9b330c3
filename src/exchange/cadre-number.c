/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Numbers of cells as text: what the user saw in the sheet, in one spelling. */

#define G_LOG_DOMAIN "cadre-number"

#include "config.h"

#include <math.h>
#include <string.h>

#include "cadre-workbook-private.h"

#define SECONDS_PER_DAY 86400
#define DAYS_TO_9999_12_31 2958465
#define DAYS_1900_TO_1904 1462
/* Day 60 of the 1900 system is a 29 February that never was. */
#define FALSE_LEAP_DAY 60

/* Up to these a double is exact, so digits and powers combine exactly. */
#define EXACT_DIGITS 15

static const double powers_of_ten[EXACT_DIGITS + 1] = {
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
};

/* The usual 42 and 79.5 without strtod(): up to 15 digits and a point. */
static gboolean
parse_plain (const char *text,
             gsize       length,
             double     *value)
{
  guint64 digits = 0;
  guint n_digits = 0, n_fraction = 0;
  gboolean point = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '.' && !point && n_digits > 0)
        {
          point = TRUE;
          continue;
        }
      if (!g_ascii_isdigit (text[i]) || ++n_digits > EXACT_DIGITS)
        return FALSE;
      digits = digits * 10 + (guint) (text[i] - '0');
      n_fraction += point;
    }

  if (n_digits == 0 || (point && n_fraction == 0))
    return FALSE;

  *value = (double) digits / powers_of_ten[n_fraction];
  return TRUE;
}

/*
 * cadre_number_parse:
 *
 * Reads a number as files write it, with a point whatever the locale.
 * What is not a finite decimal number (NaN, INF, 0x10, words) is none.
 */
gboolean
cadre_number_parse (const char *text,
                    gsize       length,
                    double     *value)
{
  char *end = NULL;

  while (length > 0 && g_ascii_isspace (*text))
    text++, length--;
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;

  if (parse_plain (text, length, value))
    return TRUE;
  if (length == 0 || strspn (text, "+-.0123456789eE") < length)
    return FALSE;

  *value = g_ascii_strtod (text, &end);
  return end == text + length && isfinite (*value);
}

/* A long whole number as Excel shows it in a wide cell: fifteen digits are
 * kept, zeros follow. An ID number that a sheet has spoilt is seen as such. */
static const char *
long_whole_text (double  value,
                 char   *buffer)
{
  char scientific[32];
  char *out = buffer;
  int exponent;

  g_ascii_formatd (scientific, sizeof scientific, "%.14e", value);
  exponent = atoi (strchr (scientific, 'e') + 1);
  for (const char *p = scientific; *p != 'e'; p++)
    if (*p != '.')
      *out++ = *p;
  for (int i = 14; i < exponent; i++)
    *out++ = '0';
  *out = '\0';

  return buffer;
}

/*
 * cadre_number_text:
 * @buffer: of CADRE_NUMBER_TEXT_SIZE
 *
 * Fifteen significant digits, as Excel keeps them: 79.90000000000001 is
 * 79.9. Whole numbers have no ".0" and, below 10^21, no exponent.
 */
const char *
cadre_number_text (double  value,
                   char   *buffer)
{
  double magnitude = fabs (value);

  if (value == 0)
    return strcpy (buffer, "0");
  if (magnitude >= 1e15 && magnitude < 1e21 && value == floor (value))
    return long_whole_text (value, buffer);

  return g_ascii_formatd (buffer, CADRE_NUMBER_TEXT_SIZE, "%.15g", value);
}

/* The civil date of a day counted from 1970-01-01, by eras of 400 years. */
static void
civil_from_days (gint64  days,
                 int    *year,
                 int    *month,
                 int    *day)
{
  gint64 z = days + 719468;
  gint64 era = z / 146097;
  int of_era = (int) (z - era * 146097);
  int year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  int day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int shifted = (5 * day_of_year + 2) / 153;

  *day = day_of_year - (153 * shifted + 2) / 5 + 1;
  *month = shifted < 10 ? shifted + 3 : shifted - 9;
  *year = (int) (year_of_era + era * 400) + (*month <= 2);
}

static void
civil_from_serial (gint64    serial,
                   int      *year,
                   int      *month,
                   int      *day)
{
  if (serial == FALSE_LEAP_DAY)
    {
      *year = 1900, *month = 2, *day = 29;
      return;
    }

  /* Serial 25569 is 1970-01-01; before the false day the count is one less. */
  civil_from_days (serial - 25569 + (serial < FALSE_LEAP_DAY), year, month, day);
}

static char *
put_digits (char *out,
            int   value,
            int   n)
{
  for (int i = n - 1; i >= 0; i--, value /= 10)
    out[i] = (char) ('0' + value % 10);

  return out + n;
}

static char *
put_time (char   *out,
          gint64  seconds)
{
  gint64 hours = seconds / 3600;

  if (hours > 99)
    out += g_snprintf (out, 16, "%" G_GINT64_FORMAT, hours);
  else
    out = put_digits (out, (int) hours, 2);
  *out++ = ':';
  out = put_digits (out, (int) (seconds / 60 % 60), 2);
  *out++ = ':';
  return put_digits (out, (int) (seconds % 60), 2);
}

static char *
put_date (char            *out,
          gint64           serial,
          CadreNumberKind  kind)
{
  int year, month, day;

  civil_from_serial (serial, &year, &month, &day);
  out = put_digits (out, year, 4);
  if (kind == CADRE_NUMBER_YEAR)
    return out;
  *out++ = '-';
  out = put_digits (out, month, 2);
  if (kind == CADRE_NUMBER_MONTH)
    return out;
  *out++ = '-';
  return put_digits (out, day, 2);
}

/*
 * cadre_number_date_text:
 * @buffer: of CADRE_NUMBER_TEXT_SIZE
 *
 * A serial number as an ISO date, as precise as its style shows it: a cell
 * that shows 1985年3月 is 1985-03 and not the first of March. The hours
 * follow a T where the number has any. Excel's day 60 is 1900-02-29, as the
 * user saw it.
 *
 * Returns: %FALSE where the number is no date in the system of the workbook
 */
gboolean
cadre_number_date_text (double           serial,
                        CadreNumberKind  kind,
                        gboolean         since_1904,
                        char            *buffer)
{
  gint64 seconds, days;
  char *out = buffer;

  if (!(serial >= 0) || serial >= DAYS_TO_9999_12_31 + 1)
    return FALSE;

  seconds = (gint64) floor (serial * SECONDS_PER_DAY + 0.5);
  if (kind == CADRE_NUMBER_ELAPSED)
    {
      *put_time (out, seconds) = '\0';
      return TRUE;
    }

  days = seconds / SECONDS_PER_DAY;
  seconds %= SECONDS_PER_DAY;
  if (since_1904)
    days += DAYS_1900_TO_1904;
  if (days > DAYS_TO_9999_12_31)
    return FALSE;

  if (serial < 1 && kind == CADRE_NUMBER_TIME)
    {
      *put_time (out, seconds) = '\0';
      return TRUE;
    }
  if (days == 0)
    return FALSE;

  out = put_date (out, days, kind);
  if (seconds != 0 && (kind == CADRE_NUMBER_DATE || kind == CADRE_NUMBER_TIME))
    {
      *out++ = 'T';
      out = put_time (out, seconds);
    }
  *out = '\0';

  return TRUE;
}

/*
 * cadre_text_unify_lines:
 *
 * Line breaks inside a cell are "\n", whatever wrote them.
 */
void
cadre_text_unify_lines (GString *text)
{
  char *out = memchr (text->str, '\r', text->len);
  const char *end = text->str + text->len;

  if (out == NULL)
    return;

  for (const char *in = out; in < end; in++)
    {
      if (*in == '\r' && in + 1 < end && in[1] == '\n')
        continue;
      *out++ = *in == '\r' ? '\n' : *in;
    }
  g_string_truncate (text, (gsize) (out - text->str));
}

/**
 * cadre_cell_name:
 * @row: from 0
 * @column: from 0
 *
 * Returns: (transfer full): the name as the user sees it, such as "B3"
 */
char *
cadre_cell_name (guint32 row,
                 guint32 column)
{
  char letters[8];
  char *p = letters + sizeof letters - 1;

  *p = '\0';
  for (guint64 c = (guint64) column + 1; c > 0; c = (c - 1) / 26)
    *--p = (char) ('A' + (c - 1) % 26);

  return g_strdup_printf ("%s%" G_GUINT64_FORMAT, p, (guint64) row + 1);
}
