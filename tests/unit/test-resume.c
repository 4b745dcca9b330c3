/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cadre-resume.h"

static const char official[] =
  "1990.09--1994.07  某校某专业学习\n"
  "1994.07--1998.03  某镇政府科员\n"
  "1998.03--         某镇党委委员、副镇长\n"
  "                  （其间：2000.09--2003.07在某校函授学习）\n"
  "\n"
  "市第七次党代会代表";

static void
test_round_trip (void)
{
  g_autofree char *rest = NULL;
  g_autoptr(GPtrArray) entries = cadre_resume_parse (official, &rest);
  const CadreResumeEntry *last;
  g_autofree char *text = NULL;

  g_assert_cmpuint (entries->len, ==, 3);
  last = g_ptr_array_index (entries, 2);
  g_assert_cmpint (last->since.year, ==, 1998);
  g_assert_cmpint (last->until.year, ==, 0);
  g_assert_cmpstr (last->text, ==, "某镇党委委员、副镇长");
  g_assert_cmpstr (g_ptr_array_index (last->asides, 0), ==, "2000.09--2003.07在某校函授学习");
  g_assert_cmpstr (rest, ==, "市第七次党代会代表");

  text = cadre_resume_format (entries, rest);
  g_assert_cmpstr (text, ==, official);
}

/* One entry, as people type it. */
static const char * const loose[] = {
  "1994.07--1998.03  某镇政府科员",
  "1994.7-1998.3 某镇政府科员",
  "1994.07—1998.03\t某镇政府科员",
  "1994.07——1998.03　某镇政府科员",
  "１９９４．０７～１９９８．０３　　某镇政府科员",
  "1994年7月至1998年3月 某镇政府科员",
  "\t1994.07 -- 1998.03  某镇\n                  政府科员",
};

static void
test_loose (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (loose); i++)
    {
      g_autoptr(GPtrArray) entries = cadre_resume_parse (loose[i], NULL);
      const CadreResumeEntry *entry;

      g_test_message ("%s", loose[i]);
      g_assert_cmpuint (entries->len, ==, 1);
      entry = g_ptr_array_index (entries, 0);
      g_assert_cmpint (entry->since.year * 100 + entry->since.month, ==, 199407);
      g_assert_cmpint (entry->until.year * 100 + entry->until.month, ==, 199803);
      g_assert_cmpstr (entry->text, ==, "某镇政府科员");
    }
}

static void
test_nothing (void)
{
  g_autofree char *rest = NULL;
  g_autoptr(GPtrArray) entries = cadre_resume_parse ("简历见附件", &rest);

  g_assert_cmpuint (entries->len, ==, 0);
  g_assert_cmpstr (rest, ==, "简历见附件");
}

/* A note over two lines is one note. */
static void
test_wrapped_aside (void)
{
  g_autoptr(GPtrArray) entries = cadre_resume_parse ("2001.03--         某局干部\n"
                                                     "                  （其间：2002.03--2002.07在某党校\n"
                                                     "                  中青班学习）\n"
                                                     "                  兼某村第一书记", NULL);
  const CadreResumeEntry *entry = g_ptr_array_index (entries, 0);

  g_assert_cmpuint (entry->asides->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (entry->asides, 0), ==, "2002.03--2002.07在某党校中青班学习");
  g_assert_cmpstr (entry->text, ==, "某局干部兼某村第一书记");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/resume/round-trip", test_round_trip);
  g_test_add_func ("/resume/loose", test_loose);
  g_test_add_func ("/resume/nothing", test_nothing);
  g_test_add_func ("/resume/wrapped-aside", test_wrapped_aside);

  return g_test_run ();
}
