/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who is proposed for which village, and who never is. */

#include "config.h"

#include "cadre-posting-proposal.h"
#include "cadre-test.h"

#define SCENE \
  "INSERT INTO unit (id, parent_id, name, kind, path) VALUES (1, NULL, '云岭县', NULL, '00001.'), (2, 1, '农业农村局', '机关', '00001.00001.')," \
  "(3, 1, '柏杨镇', '乡镇', '00001.00002.'), (4, 3, '梨洞村', '村', '00001.00002.00001.'), (5, 3, '杉坝村', '村', '00001.00002.00002.'), " \
  "(6, 1, '水利局', '机关', '00001.00003.');" \
  "INSERT INTO unit_status (unit_id, status, since, must_be_covered, sender_id) VALUES (4, '软弱涣散村', '2024-01', 1, 6), " \
  "(5, '软弱涣散村', '2025-01', 1, NULL);" \
  "INSERT INTO unit_year (unit_id, year, industries) VALUES (5, 2025, '茶叶');" \
  "INSERT INTO person (id, unit_id, position, name, political_status, work_start, native_place, specialty, birth) VALUES " \
  "(1, 2, 1, '群众', '群众', '2010-07', '外省', NULL, '1985-01'), " \
  "(2, 2, 2, '新人', '中共党员', '2024-07', '外省', NULL, '1999-01'), " \
  "(3, 2, 3, '本地', '中共党员', '2010-07', '柏杨镇人', '茶叶种植', '1985-01'), " \
  "(4, 2, 4, '受处分', '中共党员', '2010-07', '外省', '茶叶', '1985-01'), " \
  "(5, 2, 5, '被召回', '中共党员', '2010-07', '外省', '茶叶', '1985-01'), " \
  "(6, 2, 6, '在村', '中共党员', '2010-07', '外省', '茶叶', '1985-01'), " \
  "(7, 2, 7, '懂茶', '中共党员', '2010-07', '外省', '茶叶种植', '1985-01'), " \
  "(8, 6, 8, '水利', '中共党员', '2010-07', '外省', NULL, '1985-01'), " \
  "(9, 2, 9, '去过', '中共党员', '2010-07', '外省', '茶叶', '1970-01');" \
  "INSERT INTO reward (person_id, nature, name, decided_on, effective_until) VALUES (4, '处分', '警告', '2025-05-01', '2025-11-01');" \
  "INSERT INTO posting (person_id, unit_id, kind, since, until, end_reason) VALUES (5, 4, '第一书记', '2020', '2021', '召回'), " \
  "(6, NULL, '挂职', '2025-01', NULL, NULL), (9, 4, '第一书记', '2015', '2017', '任满')"

static const CadrePostingCriteria county = {
  .as_of = { 2025, 6, 30 }, .party_members = TRUE, .work_years = 2,
};

static void
test_propose (CadreTestArchive *fixture,
              gconstpointer     data)
{
  g_autoptr(GPtrArray) proposals = NULL;
  g_autoptr(GError) error = NULL;
  const CadrePostingProposal *first, *second;

  cadre_test_do (fixture->archive, "scene", SCENE);
  proposals = cadre_posting_propose (fixture->archive, &county, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (proposals->len, ==, 2);

  /* The longer uncovered one first: the unit that must send someone does. */
  first = g_ptr_array_index (proposals, 0);
  g_assert_cmpint (first->unit_id, ==, 4);
  g_assert_cmpstr (first->person, ==, "水利");
  g_assert_cmpstr (first->reasons, ==, "派出单位");
  /* Fit are 懂茶, 水利 and 去过. */
  g_assert_cmpuint (first->n_eligible, ==, 3);

  /* Who knows tea and was never posted goes where tea grows. */
  second = g_ptr_array_index (proposals, 1);
  g_assert_cmpstr (second->person, ==, "懂茶");
  g_assert_cmpstr (second->reasons, ==, "茶叶");

  /* One action sends all, one Undo takes all back. */
  {
    g_autoptr(CadreAction) action = cadre_action_begin (fixture->archive, "posting", "batch", NULL);
    const CadrePostingOrder order = { .kind = "第一书记", .since = "2025-07-01", .term_years = 2, .document = "县组文〔2025〕9号" };
    guint n;

    g_assert_true (cadre_posting_begin_all (fixture->archive, proposals, &order, &n, &error));
    g_assert_cmpuint (n, ==, 2);
    g_assert_true (cadre_action_commit (action, NULL));
  }
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (*) FROM posting WHERE since = '2025-07-01' AND "
                                   "((unit_id = 4 AND person_id = 8) OR (unit_id = 5 AND person_id = 7))"), ==, 2);
  {
    CadreCoverageQuery query = { .as_of = { 2025, 7, 1 } };
    g_autoptr(GPtrArray) villages = cadre_coverage_load (fixture->archive, &query, NULL);
    CadreCoverageCount count;

    cadre_coverage_count (villages, &query.as_of, 0, &count);
    g_assert_cmpuint (count.n_uncovered, ==, 0);
  }
}

static void
test_criteria (CadreTestArchive *fixture,
               gconstpointer     data)
{
  CadrePostingCriteria criteria = county;
  g_autoptr(GPtrArray) anybody = NULL;
  g_autoptr(GPtrArray) young = NULL;

  cadre_test_do (fixture->archive, "scene", SCENE);
  criteria.party_members = FALSE;
  criteria.work_years = 0;
  anybody = cadre_posting_propose (fixture->archive, &criteria, NULL);
  g_assert_cmpuint (((CadrePostingProposal *) g_ptr_array_index (anybody, 0))->n_eligible, ==, 5);

  /* 45岁以下 is not yet 46: who was born in January 1970 is out. */
  criteria = county;
  criteria.below_age = 46;
  young = cadre_posting_propose (fixture->archive, &criteria, NULL);
  g_assert_cmpuint (((CadrePostingProposal *) g_ptr_array_index (young, 0))->n_eligible, ==, 2);

  /* An age counts to the month, as the form does: born in June 1979, one is 46 on the first of June 2025. */
  cadre_test_do (fixture->archive, "birth", "UPDATE person SET birth = '1979-06' WHERE id = 7");
  criteria.as_of = (CadreDate) { 2025, 6, 1 };
  g_clear_pointer (&young, g_ptr_array_unref);
  young = cadre_posting_propose (fixture->archive, &criteria, NULL);
  g_assert_cmpuint (((CadrePostingProposal *) g_ptr_array_index (young, 0))->n_eligible, ==, 1);
  criteria.as_of = (CadreDate) { 2025, 5, 31 };
  g_clear_pointer (&young, g_ptr_array_unref);
  young = cadre_posting_propose (fixture->archive, &criteria, NULL);
  g_assert_cmpuint (((CadrePostingProposal *) g_ptr_array_index (young, 0))->n_eligible, ==, 2);
}

/* Who is leaving already, and who leaves with the batch, may both be there. */
static void
test_ending (CadreTestArchive *fixture,
             gconstpointer     data)
{
  CadrePostingCriteria criteria = county;
  const CadrePostingOrder order = { .kind = "第一书记", .since = "2025-08-01", .term_years = 2 };
  g_autoptr(GPtrArray) proposals = NULL;
  g_autoptr(CadreAction) action = NULL;
  g_autoptr(GError) error = NULL;
  guint n;

  cadre_test_do (fixture->archive, "scene", SCENE);
  cadre_test_do (fixture->archive, "there", "INSERT INTO person (id, unit_id, position, name, work_start) VALUES "
                 "(10, 2, 10, '将走', '2010-07'), (11, 2, 11, '期满甲', '2010-07'), (12, 2, 12, '期满乙', '2010-07');"
                 "INSERT INTO posting (id, person_id, unit_id, kind, since, until, planned_end, end_reason) VALUES "
                 "(70, 10, 4, '第一书记', '2023-07-01', '2025-07-30', NULL, '任满'), "
                 "(71, 11, 5, '第一书记', '2023-07-01', NULL, '2025-07-31', NULL), "
                 "(72, 12, 5, '第一书记', '2023-07-02', NULL, '2025-07-31', NULL)");
  criteria.ending_days = 90;
  proposals = cadre_posting_propose (fixture->archive, &criteria, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (proposals->len, ==, 2);

  action = cadre_action_begin (fixture->archive, "posting", "batch", NULL);
  g_assert_true (cadre_posting_begin_all (fixture->archive, proposals, &order, &n, &error));
  g_assert_no_error (error);
  g_assert_true (cadre_action_commit (action, NULL));
  g_assert_cmpuint (n, ==, 2);

  /* What was written down stays; the two others end on the day before. */
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (*) FROM posting WHERE id = 70 AND until = '2025-07-30'"), ==, 1);
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (*) FROM posting WHERE id IN (71, 72) AND until = '2025-07-31'"), ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/posting-proposal/propose", CadreTestArchive, NULL, cadre_test_set_up, test_propose, cadre_test_tear_down);
  g_test_add ("/posting-proposal/criteria", CadreTestArchive, NULL, cadre_test_set_up, test_criteria, cadre_test_tear_down);
  g_test_add ("/posting-proposal/ending", CadreTestArchive, NULL, cadre_test_set_up, test_ending, cadre_test_tear_down);

  return g_test_run ();
}
