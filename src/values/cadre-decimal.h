/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CadreDecimal:
 *
 * A decimal number in billionths, from about -9 to 9 thousand million. Scores and weights are decimals of at
 * most three places: sums and products of two of them are exact, and quotients good to nine places, so that
 * a rounding to two is the one that a person with a pencil makes.
 */
typedef gint64 CadreDecimal;

#define CADRE_DECIMAL_ONE G_GINT64_CONSTANT (1000000000)

/**
 * CadreRounding:
 * @CADRE_ROUNDING_HALF_UP: 四舍五入
 * @CADRE_ROUNDING_HALF_EVEN: 四舍六入五成双
 * @CADRE_ROUNDING_DOWN: 去尾
 */
typedef enum
{
  CADRE_ROUNDING_HALF_UP,
  CADRE_ROUNDING_HALF_EVEN,
  CADRE_ROUNDING_DOWN,
} CadreRounding;

CadreDecimal cadre_decimal_from_double (double         value);
double       cadre_decimal_to_double   (CadreDecimal   value);
gboolean     cadre_decimal_parse       (const char    *text,
                                        CadreDecimal  *value);
char        *cadre_decimal_format      (CadreDecimal   value,
                                        guint          places);

CadreDecimal cadre_decimal_multiply    (CadreDecimal   a,
                                        CadreDecimal   b);
CadreDecimal cadre_decimal_divide      (CadreDecimal   a,
                                        CadreDecimal   b);
CadreDecimal cadre_decimal_round       (CadreDecimal   value,
                                        guint          places,
                                        CadreRounding  rounding);

G_END_DECLS
