/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cadre-decimal.h"

static const struct
{
  const char *value;
  guint places;
  const char *half_up;
  const char *half_even;
  const char *down;
} roundings[] = {
  { "89.995", 2, "90.00", "90.00", "89.99" },
  { "89.985", 2, "89.99", "89.98", "89.98" },
  { "89.994999999", 2, "89.99", "89.99", "89.99" },
  { "0.5", 0, "1", "0", "0" },
  { "1.5", 0, "2", "2", "1" },
  { "-0.125", 2, "-0.13", "-0.12", "-0.12" },
  { "100", 3, "100.000", "100.000", "100.000" },
};

static void
test_round (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (roundings); i++)
    {
      const char *expected[] = { roundings[i].half_up, roundings[i].half_even, roundings[i].down };
      CadreDecimal value;

      g_assert_true (cadre_decimal_parse (roundings[i].value, &value));
      for (guint rounding = 0; rounding < 3; rounding++)
        {
          g_autofree char *text = cadre_decimal_format (cadre_decimal_round (value, roundings[i].places, (CadreRounding) rounding),
                                                        roundings[i].places);

          g_test_message ("%s, way %u", roundings[i].value, rounding);
          g_assert_cmpstr (text, ==, expected[rounding]);
        }
    }
}

/* What floating point gets wrong: 0.1 + 0.2, 1.005, 79.9 × 3. */
static void
test_exact (void)
{
  g_assert_cmpint (cadre_decimal_from_double (0.1) + cadre_decimal_from_double (0.2), ==, cadre_decimal_from_double (0.3));
  g_assert_cmpint (cadre_decimal_round (cadre_decimal_from_double (1.005), 2, CADRE_ROUNDING_HALF_UP), ==,
                   cadre_decimal_from_double (1.01));
  g_assert_cmpint (cadre_decimal_multiply (cadre_decimal_from_double (79.9), cadre_decimal_from_double (0.3)), ==,
                   cadre_decimal_from_double (23.97));
  g_assert_cmpint (cadre_decimal_divide (cadre_decimal_from_double (200), cadre_decimal_from_double (3)), ==,
                   G_GINT64_CONSTANT (66666666667));
  g_assert_cmpint (cadre_decimal_divide (cadre_decimal_from_double (-200), cadre_decimal_from_double (3)), ==,
                   G_GINT64_CONSTANT (-66666666667));
}

static void
test_parse (void)
{
  static const char * const bad[] = { "", "-", ".", "1.2.3", "1e5", "甲", " 1", "1.1234567891" };
  CadreDecimal value;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (cadre_decimal_parse (bad[i], &value));

  g_assert_true (cadre_decimal_parse ("-12.05", &value));
  g_assert_cmpint (value, ==, cadre_decimal_from_double (-12.05));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/decimal/round", test_round);
  g_test_add_func ("/decimal/exact", test_exact);
  g_test_add_func ("/decimal/parse", test_parse);

  return g_test_run ();
}
