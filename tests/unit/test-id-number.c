/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The numbers here are made up. */

#include "config.h"

#include "cadre-id-number.h"

static const struct
{
  const char *text;
  CadreIdNumberFault fault;
  const char *canonical;
} checked[] = {
  { "422802198503070012", CADRE_ID_NUMBER_OK, "422802198503070012" },
  { "42280219850307008X", CADRE_ID_NUMBER_OK, "42280219850307008X" },
  { "42280219850307008x", CADRE_ID_NUMBER_OK, "42280219850307008X" },
  { " 422802 19850307 0012 ", CADRE_ID_NUMBER_OK, "422802198503070012" },
  { "'422802198503070012", CADRE_ID_NUMBER_OK, "422802198503070012" },
  { "４２２８０２１９８５０３０７００８Ｘ", CADRE_ID_NUMBER_OK, "42280219850307008X" },
  { "422802850307001", CADRE_ID_NUMBER_OK, "422802850307001" },
  /* Ends in 000 and is right all the same. */
  { "422802198503076000", CADRE_ID_NUMBER_OK, "422802198503076000" },
  { NULL, CADRE_ID_NUMBER_LENGTH, NULL },
  { "", CADRE_ID_NUMBER_LENGTH, NULL },
  { "42280219850307001", CADRE_ID_NUMBER_LENGTH, NULL },
  { "4228021985030700121", CADRE_ID_NUMBER_LENGTH, NULL },
  { "42280219850307O012", CADRE_ID_NUMBER_CHARACTERS, NULL },
  { "X22802198503070012", CADRE_ID_NUMBER_CHARACTERS, NULL },
  { "42280285030700X", CADRE_ID_NUMBER_CHARACTERS, NULL },
  { "422802198502300015", CADRE_ID_NUMBER_DATE, "422802198502300015" },
  { "422802198503070013", CADRE_ID_NUMBER_CHECKSUM, "422802198503070013" },
  { "422802850230001", CADRE_ID_NUMBER_DATE, "422802850230001" },
  { "422802198503070000", CADRE_ID_NUMBER_DAMAGED, NULL },
  { "4.22802E+17", CADRE_ID_NUMBER_DAMAGED, NULL },
  { "4.22802198503070e+17", CADRE_ID_NUMBER_DAMAGED, NULL },
  { "422802198503070000.0", CADRE_ID_NUMBER_DAMAGED, NULL },
};

static void
test_check (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (checked); i++)
    {
      g_autofree char *canonical = NULL;

      g_test_message ("“%s”", checked[i].text);
      g_assert_cmpint (cadre_id_number_check (checked[i].text, &canonical), ==, checked[i].fault);
      g_assert_cmpstr (canonical, ==, checked[i].canonical);
      g_assert_cmpint (cadre_id_number_check (checked[i].text, NULL), ==, checked[i].fault);
    }
}

static void
test_birth_in_the_future (void)
{
  CadreDate today = cadre_date_today ();
  CadreDate tomorrow = cadre_date_add_days (&today, 1);
  g_autofree char *compact = cadre_date_format (&tomorrow, CADRE_DATE_COMPACT);
  g_autofree char *number = g_strconcat ("422802", compact, "0012", NULL);

  g_assert_cmpint (cadre_id_number_check (number, NULL), ==, CADRE_ID_NUMBER_DATE);
}

static void
test_facts (void)
{
  CadreDate birth = cadre_id_number_get_birth ("422802198503070012");
  CadreDate old = cadre_id_number_get_birth ("422802850307001");
  CadreDate none = cadre_id_number_get_birth ("4228");

  g_assert_cmpint (birth.year * 10000 + birth.month * 100 + birth.day, ==, 19850307);
  g_assert_cmpint (cadre_date_compare (&birth, &old), ==, 0);
  g_assert_cmpint (none.year, ==, 0);
  g_assert_cmpstr (cadre_id_number_get_sex ("422802198503070012"), ==, "男");
  g_assert_cmpstr (cadre_id_number_get_sex ("42280219850307008X"), ==, "女");
  g_assert_cmpstr (cadre_id_number_get_sex ("422802850307001"), ==, "男");
  g_assert_null (cadre_id_number_get_sex (""));
}

static void
test_to_18 (void)
{
  g_autofree char *old = cadre_id_number_to_18 ("422802850307001");
  g_autofree char *same = cadre_id_number_to_18 ("42280219850307008X");

  g_assert_cmpstr (old, ==, "422802198503070012");
  g_assert_cmpstr (same, ==, "42280219850307008X");
  g_assert_null (cadre_id_number_to_18 ("42280285030700A"));
  g_assert_null (cadre_id_number_to_18 (""));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/id-number/check", test_check);
  g_test_add_func ("/id-number/birth-in-the-future", test_birth_in_the_future);
  g_test_add_func ("/id-number/facts", test_facts);
  g_test_add_func ("/id-number/to-18", test_to_18);

  return g_test_run ();
}
