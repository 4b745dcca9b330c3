/* SPDX-License-Identifier: GPL-3.0-or-later */

/* 公民身份号码, GB 11643-1999, and the 15-digit numbers before it. */

#include "config.h"

#include <string.h>

#include "cadre-id-number.h"
#include "cadre-text-private.h"

/* GB 11643: the weights of digits 1–17, and the check digit by remainder. */
static const int weights[17] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
static const char check_digits[] = "10X98765432";

/* Births that a living person's file can name. */
#define FIRST_BIRTH_YEAR 1850

static char
check_digit (const char *digits)
{
  int sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    sum += (digits[i] - '0') * weights[i];

  return check_digits[sum % 11];
}

static gboolean
all_digits (const char *text,
            gsize       n)
{
  for (gsize i = 0; i < n; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;

  return TRUE;
}

/* 4.22802E+17: what is left of a number that a spreadsheet kept as one. */
static gboolean
is_float_notation (const char *text)
{
  char *end = NULL;

  if (strpbrk (text, "eE.") == NULL || !g_ascii_isdigit (*text))
    return FALSE;

  return g_ascii_strtod (text, &end) >= 1e14 && *end == '\0';
}

static char *
clean (const char *text)
{
  g_autofree char *compact = _cadre_text_compact (text != NULL ? text : "");
  const char *start = compact;

  /* The mark by which spreadsheets keep digits as text. */
  while (*start == '\'' || *start == '`')
    start++;

  return g_ascii_strup (start, -1);
}

static gboolean
has_valid_date (const char *canonical)
{
  CadreDate birth = cadre_id_number_get_birth (canonical);
  CadreDate today = cadre_date_today ();

  return birth.year >= FIRST_BIRTH_YEAR && cadre_date_compare (&birth, &today) <= 0;
}

/**
 * cadre_id_number_check:
 * @text: a number as typed; spaces, width and the case of x do not matter
 * @canonical: (out) (optional) (nullable): the number in its plain form where
 *   its length and characters are right, whatever else is wrong with it
 *
 * Returns: what is wrong with it, %CADRE_ID_NUMBER_OK if nothing is
 */
CadreIdNumberFault
cadre_id_number_check (const char  *text,
                       char       **canonical)
{
  g_autofree char *number = clean (text);
  CadreIdNumberFault fault = CADRE_ID_NUMBER_OK;
  gsize length = strlen (number);

  if (canonical != NULL)
    *canonical = NULL;

  if (is_float_notation (number))
    return CADRE_ID_NUMBER_DAMAGED;
  if (length != 15 && length != 18)
    return CADRE_ID_NUMBER_LENGTH;
  if (!all_digits (number, length == 18 ? 17 : 15) ||
      (length == 18 && number[17] != 'X' && !g_ascii_isdigit (number[17])))
    return CADRE_ID_NUMBER_CHARACTERS;

  if (length == 18 && number[17] != check_digit (number))
    fault = g_str_has_suffix (number, "000") ? CADRE_ID_NUMBER_DAMAGED : CADRE_ID_NUMBER_CHECKSUM;
  if (fault != CADRE_ID_NUMBER_DAMAGED && !has_valid_date (number))
    fault = CADRE_ID_NUMBER_DATE;

  if (canonical != NULL && fault != CADRE_ID_NUMBER_DAMAGED)
    *canonical = g_steal_pointer (&number);
  return fault;
}

/**
 * cadre_id_number_get_birth:
 * @canonical: 15 or 18 characters, as cadre_id_number_check() gives them
 *
 * Returns: the birth date in the number; year 0 if there is none. The date
 *   that an office has recognised (认定) may rightly differ.
 */
CadreDate
cadre_id_number_get_birth (const char *canonical)
{
  CadreDate birth = { 0 };
  g_autofree char *digits = NULL;

  switch (strlen (canonical))
    {
    case 18:
      digits = g_strndup (canonical + 6, 8);
      break;
    case 15:
      digits = g_strdup_printf ("19%.6s", canonical + 6);
      break;
    default:
      return birth;
    }

  cadre_date_parse (digits, &birth);
  return birth;
}

/**
 * cadre_id_number_get_sex:
 * @canonical: 15 or 18 characters
 *
 * Returns: (nullable): 男 or 女, by the parity of the sequence number
 */
const char *
cadre_id_number_get_sex (const char *canonical)
{
  gsize length = strlen (canonical);
  char digit;

  if (length != 15 && length != 18)
    return NULL;

  digit = canonical[length == 18 ? 16 : 14];
  return (digit - '0') % 2 == 1 ? "男" : "女";
}

/**
 * cadre_id_number_to_18:
 * @canonical: 15 or 18 characters
 *
 * Returns: (transfer full) (nullable): the number in 18 characters, %NULL if
 *   it is not one of 15 digits or 18 characters
 */
char *
cadre_id_number_to_18 (const char *canonical)
{
  g_autofree char *digits = NULL;

  if (strlen (canonical) == 18)
    return g_strdup (canonical);
  if (strlen (canonical) != 15 || !all_digits (canonical, 15))
    return NULL;

  digits = g_strdup_printf ("%.6s19%s", canonical, canonical + 6);
  return g_strdup_printf ("%s%c", digits, check_digit (digits));
}
