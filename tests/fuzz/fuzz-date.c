/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A date, and a number format with a number in it. */

#include "config.h"

#include <string.h>

#include "cadre-date.h"
#include "fuzz.h"

static void
check_date (const char *text)
{
  CadreDate date, again;
  g_autofree char *iso = NULL;

  if (!cadre_date_parse (text, &date))
    return;

  g_assert (date.year >= 1 && date.month <= 12 && date.day <= 31);
  iso = cadre_date_format (&date, CADRE_DATE_ISO);
  g_assert (cadre_date_parse (iso, &again));
  g_assert (cadre_date_compare (&date, &again) == 0);
}

static void
check_number (const char *text)
{
  char buffer[CADRE_NUMBER_TEXT_SIZE];
  CadreNumberKind kind = cadre_number_kind_of_format (text);
  double value;

  if (!cadre_number_parse (text, strlen (text), &value))
    return;

  g_assert (strlen (cadre_number_text (value, buffer)) < sizeof buffer);
  for (int k = CADRE_NUMBER_DATE; k <= CADRE_NUMBER_ELAPSED; k++)
    if (cadre_number_date_text (value, k, kind != CADRE_NUMBER_PLAIN, buffer))
      g_assert (strlen (buffer) >= 4 && strlen (buffer) < sizeof buffer);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_autofree char *bytes = g_strndup ((const char *) data, size);
  g_autofree char *text = g_utf8_make_valid (bytes, -1);

  check_date (text);
  check_number (text);

  return 0;
}
