/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Days in the village: worked examples of both rules. */

#include "config.h"

#include "cadre-presence.h"
#include "cadre-presence-entry.h"
#include "cadre-test.h"

#define SCENE \
  "INSERT INTO unit (id, name, path) VALUES (10, '梨洞村', '00001.'); INSERT INTO person (id, name) VALUES (1, '张三')"

/* October 2017 has 17 working days (17 ordinary ones from the 9th, the 1st to
 * the 8th off), November 22. */
static const struct
{
  const char *rule;
  const char *since, *until;
  const char *month;
  double days;           /* below 0: nothing written down */
  double required;
  CadrePresenceState state;
} examples[] = {
  { "days", "2017-01", NULL, "2017-11", 20, 20, CADRE_PRESENCE_MET },
  { "days", "2017-01", NULL, "2017-11", 19.5, 20, CADRE_PRESENCE_SHORT },
  { "share", "2017-01", NULL, "2017-11", 15, 22 * 2.0 / 3, CADRE_PRESENCE_MET },
  { "share", "2017-01", NULL, "2017-11", 14, 22 * 2.0 / 3, CADRE_PRESENCE_SHORT },
  { "share", "2017-01", NULL, "2017-10", 12, 17 * 2.0 / 3, CADRE_PRESENCE_MET },
  { "share", "2017-01", NULL, "2017-10", 11, 17 * 2.0 / 3, CADRE_PRESENCE_SHORT },
  { "days", "2017-01", NULL, "2017-11", -1, 20, CADRE_PRESENCE_MISSING },
  /* From the 16th of November on 11 of 22 working days are left. */
  { "days", "2017-11-16", NULL, "2017-11", 10, 10, CADRE_PRESENCE_MET },
  { "days", "2017-11-16", NULL, "2017-11", 9, 10, CADRE_PRESENCE_SHORT },
  { "days", "2017-01", "2017-11-15", "2017-11", 9, 10, CADRE_PRESENCE_SHORT },
  { "days", "2017-11", NULL, "2017-11", 9, 20, CADRE_PRESENCE_NOT_JUDGED },
  { "days", "2017", NULL, "2017-11", 20, 20, CADRE_PRESENCE_MET },
  /* National Day with 调休: September 2018 has its 20 days from Monday to Friday, less the 24th, and the 29th and
   * 30th, worked for October: 21. October 2018 has 23 such days less five off: 18. (第一书记管理办法: 2/3) */
  { "share", "2018-01", NULL, "2018-09", 14, 14, CADRE_PRESENCE_MET },
  { "share", "2018-01", NULL, "2018-09", 13.5, 14, CADRE_PRESENCE_SHORT },
  { "share", "2018-01", NULL, "2018-10", 12, 12, CADRE_PRESENCE_MET },
  /* From the 26th on: the 26th to the 30th, five days with the two weekend days that were worked. */
  { "share", "2018-09-26", NULL, "2018-09", 3, 5 * 2.0 / 3, CADRE_PRESENCE_SHORT },
};

static void
test_examples (CadreTestArchive *fixture,
               gconstpointer     data)
{
  g_autoptr(CadreWorkdays) workdays = cadre_workdays_load (fixture->archive, NULL);

  cadre_test_do (fixture->archive, "scene", SCENE);
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autoptr(CadrePresenceRule) rule = NULL;
      g_autoptr(GPtrArray) months = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *until = examples[i].until != NULL ? g_strdup_printf ("'%s'", examples[i].until) : g_strdup ("NULL");
      g_autofree char *posting = NULL;
      const CadrePresenceMonth *month;
      CadreDate date;

      g_test_message ("example %u", i);
      posting = g_strdup_printf ("DELETE FROM posting; DELETE FROM setting WHERE key = 'presence.rule';"
                                 "INSERT INTO setting (key, value) VALUES ('presence.rule', '%s');"
                                 "INSERT INTO posting (id, person_id, unit_id, kind, since, until) VALUES (1, 1, 10, '第一书记', '%s', %s)",
                                 examples[i].rule, examples[i].since, until);
      cadre_test_do (fixture->archive, "example", posting);
      if (examples[i].days >= 0)
        {
          g_autofree char *presence = g_strdup_printf ("INSERT INTO presence (posting_id, month, days) VALUES (1, '%s', %g)",
                                                       examples[i].month, examples[i].days);

          cadre_test_do (fixture->archive, "presence", presence);
        }

      g_assert_true (cadre_date_parse (examples[i].month, &date));
      rule = cadre_presence_rule_load (fixture->archive, &error);
      g_assert_no_error (error);
      months = cadre_presence_list (fixture->archive, rule, workdays, "第一书记", &date, &date, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (months->len, ==, 1);
      month = g_ptr_array_index (months, 0);
      g_assert_cmpfloat_with_epsilon (month->required, examples[i].required, 0.0001);
      g_assert_cmpint (month->state, ==, examples[i].state);
    }
}

/* A posting is asked about from its first month to its last. */
static void
test_months (CadreTestArchive *fixture,
             gconstpointer     data)
{
  g_autoptr(CadreWorkdays) workdays = cadre_workdays_load (fixture->archive, NULL);
  g_autoptr(CadrePresenceRule) rule = cadre_presence_rule_load (fixture->archive, NULL);
  g_autoptr(GPtrArray) months = NULL;
  const CadreDate first = { 2016, 11, 0 }, last = { 2018, 2, 0 };

  g_assert_cmpstr (rule->key, ==, "days");
  cadre_test_do (fixture->archive, "scene", SCENE ";"
                 "INSERT INTO posting (person_id, unit_id, kind, since, until) VALUES (1, 10, '第一书记', '2016-12-20', '2018-01')");
  months = cadre_presence_list (fixture->archive, rule, workdays, "第一书记", &first, &last, NULL);
  g_assert_cmpuint (months->len, ==, 14);
}

/* The year's figures, and once more in plain SQL. */
static void
test_year (CadreTestArchive *fixture,
           gconstpointer     data)
{
  g_autoptr(CadreWorkdays) workdays = cadre_workdays_load (fixture->archive, NULL);
  g_autoptr(CadrePresenceRule) rule = cadre_presence_rule_load (fixture->archive, NULL);
  const CadrePresenceQuery query = { .year = 2017, .today = { 2017, 9, 15 } };
  g_autoptr(GPtrArray) years = NULL;
  const CadrePresenceYear *year;

  cadre_test_do (fixture->archive, "scene", SCENE ";"
                 "INSERT INTO posting (id, person_id, unit_id, kind, since) VALUES (1, 1, 10, '第一书记', '2017-05');"
                 "INSERT INTO presence (posting_id, month, days, leave_days) VALUES (1, '2017-05', 21, 0), (1, '2017-06', 18, 2), "
                 "(1, '2017-07', 12, 1);"
                 "INSERT INTO appraisal (posting_id, year, term, conclusion) VALUES (1, 2017, '上半年', '称职');"
                 "INSERT INTO posting_event (posting_id, kind, date, text, result) VALUES (1, '抽查', '2017-06-02', '抽查', '在岗'), "
                 "(1, '抽查', '2017-07-03', '抽查', '缺岗'), (1, '民情日记', '2017-07-03', '走访农户', NULL)");
  years = cadre_presence_list_year (fixture->archive, rule, workdays, &query, NULL);
  g_assert_cmpuint (years->len, ==, 1);
  year = g_ptr_array_index (years, 0);
  g_assert_null (year->months[3]);
  g_assert_null (year->months[8]);
  g_assert_cmpint (year->months[4]->state, ==, CADRE_PRESENCE_MET);
  g_assert_cmpint (year->months[7]->state, ==, CADRE_PRESENCE_MISSING);
  g_assert_cmpuint (year->n_short, ==, 2);
  g_assert_cmpuint (year->n_missing, ==, 1);
  g_assert_cmpstr (year->first_half, ==, "称职");
  g_assert_cmpuint (year->n_checks, ==, 2);
  g_assert_cmpuint (year->n_absent, ==, 1);
  g_assert_cmpint (cadre_presence_get_limit (year->n_absent), ==, CADRE_APPRAISAL_NOT_EXCELLENT);
  g_assert_cmpint (cadre_presence_get_limit (3), ==, CADRE_APPRAISAL_UNFIT);
  g_assert_cmpfloat (year->days, ==, 51);
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT sum (days) FROM presence WHERE month LIKE '2017-%'"), ==, 51);
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (*) FROM presence WHERE days < 20"), ==, year->n_short);
}

/* What is typed into the cell of an appraisal; blanks, of either width, are nothing. */
static void
test_appraisal (CadreTestArchive *fixture,
                gconstpointer     data)
{
  static const struct
  {
    const char *typed;
    const char *kept;
  } entries[] = { { "称职", "称职" }, { "  ", NULL }, { " 优秀　", "优秀" }, { "", NULL }, { "称职", "称职" }, { "　", NULL } };
  g_autoptr(CadreCatalogue) catalogue = cadre_catalogue_new (fixture->archive, NULL);

  cadre_test_do (fixture->archive, "scene", SCENE ";"
                 "INSERT INTO posting (id, person_id, unit_id, kind, since) VALUES (1, 1, 10, '第一书记', '2017-05')");
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(CadreAction) action = cadre_action_begin (fixture->archive, "edit", "appraise", NULL);
      g_autofree char *kept = NULL;

      g_assert_true (cadre_appraisal_set_typed (fixture->archive, catalogue, 1, 2017, "年度", entries[i].typed, &error));
      g_assert_no_error (error);
      g_assert_true (cadre_action_commit (action, NULL));
      kept = cadre_archive_query_text (fixture->archive, "SELECT conclusion FROM appraisal", &error);
      g_assert_no_error (error);
      g_assert_cmpstr (kept, ==, entries[i].kept);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/presence/examples", CadreTestArchive, NULL, cadre_test_set_up, test_examples, cadre_test_tear_down);
  g_test_add ("/presence/months", CadreTestArchive, NULL, cadre_test_set_up, test_months, cadre_test_tear_down);
  g_test_add ("/presence/year", CadreTestArchive, NULL, cadre_test_set_up, test_year, cadre_test_tear_down);
  g_test_add ("/presence/appraisal", CadreTestArchive, NULL, cadre_test_set_up, test_appraisal, cadre_test_tear_down);

  return g_test_run ();
}
