/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Ways up: the published figures (271, 6, 14, 15 %, 33) come out of the
 * sample, each with its names; and worked examples of what counts. */

#include "config.h"

#include <string.h>

#include "cadre-check.h"
#include "cadre-coverage.h"
#include "cadre-promotion.h"
#include "cadre-sample.h"
#include "cadre-test.h"
#include "cadre-ways-up.h"

static guint
count (GPtrArray      *ways,
       CadreWaySource  source,
       const char     *target)
{
  g_autoptr(GHashTable) people = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < ways->len; i++)
    {
      CadreWayUp *way = g_ptr_array_index (ways, i);

      if (way->sources[source] && (target == NULL || g_str_equal (way->target, target)))
        {
          g_assert_cmpstr (way->name, !=, "");
          g_hash_table_add (people, &way->person_id);
        }
    }

  return g_hash_table_size (people);
}

static void
test_figures (CadreTestArchive *fixture,
              gconstpointer     data)
{
  const CadreCoverageQuery query = { .as_of = { 2025, 12, 31 } };
  g_autoptr(GPtrArray) ways = NULL;
  g_autoptr(GPtrArray) villages = NULL;
  g_autoptr(GPtrArray) rounds = NULL;
  g_autoptr(GArray) counts = NULL;
  g_autoptr(GError) error = NULL;
  CadreCoverageCount coverage;
  guint n_quotas = 0, n_secretaries = 0;

  cadre_sample_fill (fixture->archive, 3000, 1, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  ways = cadre_ways_up_list (fixture->archive, 2025, 2025, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (count (ways, CADRE_WAY_SECRETARY, "乡镇领导班子"), ==, 6);
  g_assert_cmpuint (count (ways, CADRE_WAY_VILLAGE, "招录公务员"), ==, 14);
  g_assert_cmpuint (count (ways, CADRE_WAY_KEY_POST, NULL), ==, 33);

  /* The counts are of these names. */
  counts = cadre_ways_up_count (ways);
  for (guint i = 0; i < counts->len; i++)
    {
      const CadreWayCount *one = &g_array_index (counts, CadreWayCount, i);

      if (one->source == CADRE_WAY_SECRETARY)
        n_secretaries += one->n;
    }
  g_assert_cmpuint (n_secretaries, ==, 6);

  villages = cadre_coverage_load (fixture->archive, &query, &error);
  g_assert_no_error (error);
  cadre_coverage_count (villages, &query.as_of, 0, &coverage);
  g_assert_cmpuint (coverage.n, ==, 271);
  g_assert_cmpuint (coverage.n_covered, ==, 271);

  rounds = cadre_promotion_round_list (fixture->archive, 2025, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < rounds->len; i++)
    {
      const CadrePromotionRound *round = g_ptr_array_index (rounds, i);

      if (round->quota_share == 0)
        continue;
      n_quotas++;
      g_assert_cmpfloat (round->quota_share, ==, 0.15);
      g_assert_cmpint (cadre_promotion_quota (round->quota_base, round->quota_share, round->rounding), ==, 14);
      g_assert_cmpuint (round->n_appointed, ==, 14);
    }
  g_assert_cmpuint (n_quotas, ==, 1);
}

/* Who is in the sample's rounds has a history that leads to where they stand. */
static void
test_histories (CadreTestArchive *fixture,
                gconstpointer     data)
{
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(GError) error = NULL;

  cadre_sample_fill (fixture->archive, 3000, 1, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (*) FROM candidacy"), >=, 53);

  findings = cadre_check_run (fixture->archive, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_assert_cmpstr (((CadreFinding *) g_ptr_array_index (findings, i))->check, !=, "candidacy-history");
}

/* Who was in the post before for an unknown time makes the average of the others no smaller. */
static void
test_average (void)
{
  CadreWayUp known = { .year = 2017, .target = (char *) "招录公务员", .months = 40, .sources = { [CADRE_WAY_VILLAGE] = TRUE } };
  CadreWayUp unknown = { .year = 2017, .target = (char *) "招录公务员", .months = -1, .sources = { [CADRE_WAY_VILLAGE] = TRUE } };
  g_autoptr(GPtrArray) ways = g_ptr_array_new ();
  g_autoptr(GArray) counts = NULL;
  const CadreWayCount *count;

  g_ptr_array_add (ways, &unknown);
  g_ptr_array_add (ways, &known);
  counts = cadre_ways_up_count (ways);
  g_assert_cmpuint (counts->len, ==, 1);
  count = &g_array_index (counts, CadreWayCount, 0);
  g_assert_cmpuint (count->n, ==, 2);
  g_assert_cmpuint (count->n_known, ==, 1);
  g_assert_cmpfloat (count->months, ==, 40);
}

static void
test_examples (CadreTestArchive *fixture,
               gconstpointer     data)
{
  g_autoptr(GPtrArray) ways = NULL;
  g_autoptr(GError) error = NULL;
  const CadreWayUp *way;

  cadre_test_do (fixture->archive, "fill",
                 "INSERT INTO unit (id, name, short_name, kind, path) VALUES (1, '南坪乡', '南坪乡', '乡镇', '00001.'), "
                 "(2, '青塘村', '青塘村', '村', '00001.00001.'), (3, '农业局', '农业局', '机关', '00002.'); "
                 "INSERT INTO person (id, name) VALUES (1, '甲'), (2, '乙'), (3, '丙'), (4, '丁'); "
                 "INSERT INTO appointment (person_id, unit_id, post_name, post_level, since, is_leader, is_key_post) VALUES "
                 /* From the village to the leadership, in three steps. */
                 "(1, 2, '村委会委员', NULL, '2010-03', 0, 0), (1, 2, '党支部书记', NULL, '2014-01', 0, 0), "
                 "(1, 1, '副乡长', '乡科级副职', '2017-03', 1, 0), "
                 /* A deputy secretary who is recruited. */
                 "(2, 2, '党支部副书记', NULL, '2013-05', 0, 0), (2, 1, '科员', '科员', '2017-06', 0, 0), "
                 /* Up from a key post; and a move at the same level, which is none. */
                 "(3, 1, '副乡长', '乡科级副职', '2012-01', 1, 1), (3, 3, '局长', '乡科级正职', '2017-09', 1, 0), "
                 "(4, 1, '副乡长', '乡科级副职', '2012-01', 1, 1), (4, 3, '副局长', '乡科级副职', '2017-09', 1, 0); "
                 "INSERT INTO posting (person_id, kind, unit_id, since, until) VALUES (3, '第一书记', 2, '2015-08', '2017-08')");
  ways = cadre_ways_up_list (fixture->archive, 2017, 2017, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ways->len, ==, 3);

  way = g_ptr_array_index (ways, 0);
  g_assert_cmpstr (way->name, ==, "丙");
  g_assert_cmpstr (way->target, ==, "乡科级正职");
  g_assert_true (way->sources[CADRE_WAY_KEY_POST] && way->sources[CADRE_WAY_POSTED] && !way->sources[CADRE_WAY_VILLAGE]);
  way = g_ptr_array_index (ways, 1);
  g_assert_cmpstr (way->target, ==, "招录公务员");
  g_assert_true (way->sources[CADRE_WAY_VILLAGE] && !way->sources[CADRE_WAY_SECRETARY]);
  way = g_ptr_array_index (ways, 2);
  g_assert_cmpstr (way->target, ==, "乡镇领导班子");
  g_assert_cmpuint (way->n_steps, ==, 3);
  g_assert_cmpint (way->months, ==, 38);
  g_assert_cmpstr (way->steps, ==, "2010-03 青塘村村委会委员 → 2014-01 青塘村党支部书记 → 2017-03 南坪乡副乡长");
}

#define ADD(name, function) \
  g_test_add ("/ways-up/" name, CadreTestArchive, NULL, cadre_test_set_up, function, cadre_test_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ways-up/average", test_average);
  ADD ("figures", test_figures);
  ADD ("histories", test_histories);
  ADD ("examples", test_examples);
  return g_test_run ();
}
