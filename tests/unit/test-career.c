/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The career that a person's staircase is drawn from. */

#include "config.h"

#include "cadre-career.h"
#include "cadre-test.h"

static const char career_sql[] =
  "INSERT INTO person (id, name) VALUES (1, '某甲'), (2, '某乙');"
  "INSERT INTO unit (id, name, short_name) VALUES (1, '利川市白坪村', '白坪村');"
  "INSERT INTO appointment (person_id, unit_name, post_name, post_level, since, until, status) VALUES "
  "  (1, '某镇', '副镇长', '乡科级副职', '2012-06', '2016', '已免'), (1, '某镇', '镇长', '乡科级正职', '2016', NULL, '在任'),"
  "  (1, '某局', '干部', NULL, '2008-09', '2012-06', '已免'), (2, '某局', '局长', '乡科级正职', '2010', NULL, '在任');"
  "INSERT INTO posting (person_id, kind, unit_id, since) VALUES (1, '第一书记', 1, '2015-10');"
  "INSERT INTO study (person_id, year, since, until, title, days) VALUES "
  "  (1, 2014, '2014-03', '2014-06', '中青班', 60), (1, 2015, '2015-05-04', '2015-05-04', '半日讲座', 0.5);"
  "INSERT INTO assessment (person_id, year, conclusion) VALUES (1, 2015, '优秀'), (1, 2018, '称职');";

static char *
list_as_text (CadreArchive *archive,
              const char   *as_of)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) facts = NULL;
  GString *text = g_string_new (NULL);
  CadreDate date;

  g_assert_true (cadre_date_parse (as_of, &date));
  facts = cadre_career_list (archive, 1, &date, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < facts->len; i++)
    {
      const CadreCareerFact *fact = g_ptr_array_index (facts, i);

      g_string_append_printf (text, "%s %d %u %s\n", cadre_career_kind_get_record (fact->kind), fact->since.year,
                              fact->level, fact->title);
    }

  return g_string_free (text, FALSE);
}

static void
test_kinds_and_levels (CadreTestArchive *fixture,
                       gconstpointer     data)
{
  g_autofree char *text = NULL;

  cadre_test_do (fixture->archive, "fill", career_sql);
  text = list_as_text (fixture->archive, "2017-12-31");
  g_assert_cmpstr (text, ==,
                   "appointment 2008 0 某局干部\n"
                   "appointment 2012 1 某镇副镇长\n"
                   "appointment 2016 2 某镇镇长\n"
                   "posting 2015 0 白坪村第一书记\n"
                   "study 2014 0 中青班\n"
                   "assessment 2015 0 优秀\n");
}

static void
test_as_of (CadreTestArchive *fixture,
            gconstpointer     data)
{
  g_autofree char *text = NULL;

  cadre_test_do (fixture->archive, "fill", career_sql);
  text = list_as_text (fixture->archive, "2013-01-01");
  g_assert_cmpstr (text, ==, "appointment 2008 0 某局干部\nappointment 2012 1 某镇副镇长\n");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) \
  g_test_add ("/career/" name, CadreTestArchive, NULL, cadre_test_set_up, function, cadre_test_tear_down)
  ADD ("kinds-and-levels", test_kinds_and_levels);
  ADD ("as-of", test_as_of);
#undef ADD

  return g_test_run ();
}
