/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "cadre-decimal.h"

#define MAX_PLACES 9

__extension__ typedef __int128 Wide;

static const gint64 powers[MAX_PLACES + 1] = {
  1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000,
};

static CadreDecimal
clamp (Wide value)
{
  return value > G_MAXINT64 ? G_MAXINT64 : value < G_MININT64 ? G_MININT64 : (CadreDecimal) value;
}

/* The quotient, halves away from zero. */
static Wide
divide_half_up (Wide a,
                Wide b)
{
  Wide twice = 2 * (a < 0 ? -a : a) + (b < 0 ? -b : b);
  Wide quotient = twice / (2 * (b < 0 ? -b : b));

  return (a < 0) != (b < 0) ? -quotient : quotient;
}

/**
 * cadre_decimal_from_double:
 * @value: a number as the archive stores it, of at most three decimals
 *
 * Returns: the decimal that was meant
 */
CadreDecimal
cadre_decimal_from_double (double value)
{
  if (isnan (value) || fabs (value) > 9e9)
    return 0;

  return (CadreDecimal) llround (value * 1000) * (CADRE_DECIMAL_ONE / 1000);
}

double
cadre_decimal_to_double (CadreDecimal value)
{
  return (double) value / (double) CADRE_DECIMAL_ONE;
}

/**
 * cadre_decimal_parse:
 * @text: 12, -0.5, 1.234567891; nothing else before or behind
 *
 * Returns: %FALSE if @text is no such number
 */
gboolean
cadre_decimal_parse (const char   *text,
                     CadreDecimal *value)
{
  gboolean negative = *text == '-';
  Wide number = 0;
  int places = -1;
  guint digits = 0;

  for (const char *p = text + negative; *p != '\0'; p++)
    {
      if (*p == '.' && places < 0)
        {
          places = 0;
          continue;
        }
      if (!g_ascii_isdigit (*p) || places >= MAX_PLACES || digits >= 18)
        return FALSE;
      number = number * 10 + (*p - '0');
      digits++;
      places += places >= 0;
    }

  if (digits == 0)
    return FALSE;

  number *= powers[MAX_PLACES - MAX (0, places)];
  *value = clamp (negative ? -number : number);
  return TRUE;
}

/**
 * cadre_decimal_format:
 * @places: how many decimals are written, 0 to 9; those beyond are cut
 *
 * Returns: (transfer full): the number
 */
char *
cadre_decimal_format (CadreDecimal value,
                      guint        places)
{
  guint64 size = value < 0 ? (guint64) 0 - (guint64) value : (guint64) value;
  guint64 part = size % CADRE_DECIMAL_ONE / (guint64) powers[MAX_PLACES - MIN (places, MAX_PLACES)];
  const char *sign = value < 0 ? "-" : "";

  if (places == 0)
    return g_strdup_printf ("%s%" G_GUINT64_FORMAT, sign, size / CADRE_DECIMAL_ONE);

  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%0*" G_GUINT64_FORMAT, sign, size / CADRE_DECIMAL_ONE,
                          (int) MIN (places, MAX_PLACES), part);
}

CadreDecimal
cadre_decimal_multiply (CadreDecimal a,
                        CadreDecimal b)
{
  return clamp (divide_half_up ((Wide) a * b, CADRE_DECIMAL_ONE));
}

/**
 * cadre_decimal_divide:
 * @b: not 0
 */
CadreDecimal
cadre_decimal_divide (CadreDecimal a,
                      CadreDecimal b)
{
  g_return_val_if_fail (b != 0, 0);

  return clamp (divide_half_up ((Wide) a * CADRE_DECIMAL_ONE, b));
}

/**
 * cadre_decimal_round:
 * @places: decimals to keep, 0 to 9
 *
 * Returns: @value rounded
 */
CadreDecimal
cadre_decimal_round (CadreDecimal  value,
                     guint         places,
                     CadreRounding rounding)
{
  gint64 unit = powers[MAX_PLACES - MIN (places, MAX_PLACES)];
  gint64 whole = value / unit;
  gint64 rest = value % unit;
  gboolean is_half = 2 * ABS (rest) == unit;
  gboolean away = 2 * ABS (rest) >= unit;

  if (rounding == CADRE_ROUNDING_DOWN)
    away = FALSE;
  else if (rounding == CADRE_ROUNDING_HALF_EVEN && is_half)
    away = whole % 2 != 0;

  return (whole + (away ? (value < 0 ? -1 : 1) : 0)) * unit;
}
