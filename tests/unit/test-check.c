/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Faults are found, and what is mended stays so. */

#include "config.h"

#include "cadre-check.h"
#include "cadre-journal.h"
#include "cadre-test.h"

static gboolean
has (GPtrArray  *findings,
     const char *check)
{
  for (guint i = 0; i < findings->len; i++)
    if (g_str_equal (((CadreFinding *) g_ptr_array_index (findings, i))->check, check))
      return TRUE;

  return FALSE;
}

static GPtrArray *
run (CadreArchive *archive)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *findings = cadre_check_run (archive, &error);

  g_assert_no_error (error);
  return findings;
}

static void
test_new_archive_is_clean (CadreTestArchive *fixture,
                           gconstpointer     data)
{
  g_autoptr(GPtrArray) findings = run (fixture->archive);

  g_assert_cmpuint (findings->len, ==, 0);
}

/* Each check finds what it is for, and not what is right. */
static const struct
{
  const char *check;
  const char *sql;
} faults[] = {
  { "unit-in-circle", "UPDATE unit SET parent_id = 3 WHERE id = 2; UPDATE unit SET parent_id = 2 WHERE id = 3" },
  { "unit-path", "UPDATE unit SET position = 7 WHERE id = 1" },
  { "unit-same-name", "UPDATE unit SET name = '甲村' WHERE id = 3" },
  { "unit-status-order", "INSERT INTO unit_status (unit_id, status, since, until) VALUES (2, '贫困村', '2016-05', '2015')" },
  { "original-text-orphan", "INSERT INTO original_text (record_kind, record_id, field, text) VALUES ('person', 99, 'birth', '春')" },
  { "attachment-orphan", "INSERT INTO content (hash, media, data) VALUES ('ac', 'image/jpeg', x'00');"
                         "INSERT INTO attachment (record_kind, record_id, name, media, hash) VALUES ('unit', 99, '批复.jpg', 'image/jpeg', 'ac')" },
  { "attachment-orphan", "INSERT INTO content (hash, media, data) VALUES ('ad', 'image/jpeg', x'00');"
                         "INSERT INTO attachment (record_kind, record_id, name, media, hash) VALUES ('stage_event', 99, '票.jpg', 'image/jpeg', 'ad')" },
  { "content-unused", "INSERT INTO content (hash, media, data) VALUES ('ab', 'image/jpeg', x'00');"
                      "UPDATE person SET note = 'x' WHERE id = 2" },
  { "id-number-wrong", "UPDATE person SET id_number = '11010519491231002Y' WHERE id = 2" },
  { "id-number-twice", "UPDATE person SET id_number = '11010519491231002X'" },
  { "id-number-sex", "UPDATE person SET id_number = '11010519491231002X', sex = '男' WHERE id = 2" },
  { "id-number-birth", "UPDATE person SET id_number = '11010519491231002X', birth = '1950-01' WHERE id = 2" },
  { "person-date-fault", "UPDATE person SET work_start = '2001-13' WHERE id = 2" },
  { "birth-in-future", "UPDATE person SET birth = '2190' WHERE id = 2" },
  { "work-before-birth", "UPDATE person SET birth = '1980', work_start = '1979-08' WHERE id = 2" },
  { "party-too-young", "UPDATE person SET birth = '1980', party_joined = '1990' WHERE id = 2" },
  { "person-basics", "UPDATE person SET sex = NULL WHERE id = 2" },
  { "same-name-and-birth", "UPDATE person SET name = '张三', birth = '1985-03'" },
  { "education-order", "INSERT INTO education (person_id, since, until) VALUES (1, '2005-09', '2004')" },
  { "sanction-without-end", "INSERT INTO reward (person_id, nature, name) VALUES (1, '处分', '警告')" },
  { "appointment-order", "UPDATE appointment SET status = '已免', until = '2014'" },
  { "removed-without-date", "UPDATE appointment SET status = '已免', until = NULL" },
  { "ended-but-held", "UPDATE appointment SET until = '2020-01'" },
  { "two-main-posts", "INSERT INTO appointment (person_id, post_name, is_main) VALUES (1, '副书记', 1)" },
  { "no-main-post", "UPDATE appointment SET is_main = 0" },
  { "post-since-differs", "UPDATE person SET post_since = '2018' WHERE id = 1" },
  { "rank-differs", "UPDATE person SET rank = '二级科员' WHERE id = 1;"
                    "INSERT INTO rank_history (person_id, scheme, value, since) VALUES (1, '职级', '一级科员', '2020')" },
  { "posting-order", "UPDATE posting SET until = '2014'" },
  { "posting-end-without-date", "UPDATE posting SET end_reason = '召回'" },
  { "two-first-secretaries", "INSERT INTO posting (person_id, kind, unit_id, since) VALUES (2, '第一书记', 2, '2016-03')" },
  { "two-villages", "INSERT INTO posting (person_id, kind, unit_id, since) VALUES (1, '第一书记', 3, '2016-03')" },
  { "presence-days", "INSERT INTO presence (posting_id, month, days) VALUES (1, '2017-02', 29)" },
  { "presence-outside", "INSERT INTO presence (posting_id, month, days) VALUES (1, '2014-02', 20)" },
  { "study-order", "UPDATE study SET until = '2017-01'" },
  { "study-year", "UPDATE study SET year = 2010" },
  { "study-twice", "INSERT INTO study (person_id, year, since, title) VALUES (1, 2017, '2017-03', '党校班')" },
  { "study-hours-a-day", "UPDATE study SET days = 1, hours = 25" },
  { "class-order", "UPDATE class SET until = '2016'" },
  { "segment-outside", "INSERT INTO segment (class_id, title, since) VALUES (1, '高校', '2016-01')" },
  { "attendance-of-another-class", "INSERT INTO session (id, class_id, topic) VALUES (1, 2, '课');"
                                   "INSERT INTO attendance (session_id, enrolment_id, status) VALUES (1, 1, '出勤')" },
  { "mark-of-another-class", "INSERT INTO mark_part (id, class_id, name) VALUES (2, 2, '笔试');"
                             "INSERT INTO mark (enrolment_id, part_id, score) VALUES (1, 2, 60)" },
  { "mark-too-high", "INSERT INTO mark (enrolment_id, part_id, score) VALUES (1, 1, 101)" },
  { "mark-weights", "UPDATE mark_part SET weight = 60" },
  { "candidacy-history", "UPDATE candidacy SET state = 'out' WHERE id = 1" },
  { "candidacy-history", "UPDATE candidacy SET stage_id = (SELECT min (id) FROM stage WHERE pipeline_id = (SELECT pipeline_id FROM promotion_round)) WHERE id = 1" },
  { "candidacy-history", "DELETE FROM stage_event WHERE id = 1" },
  { "candidacy-history", "INSERT INTO stage_event (candidacy_id, stage_id, direction) SELECT 1, max (id), 'in' FROM stage "
                         "WHERE pipeline_id = (SELECT pipeline_id FROM promotion_round);"
                         "UPDATE candidacy SET stage_id = (SELECT stage_id FROM stage_event WHERE id = 3), state = 'appointed' WHERE id = 1" },
  { "assessment-in-future", "INSERT INTO assessment (person_id, year, conclusion) VALUES (1, 2190, '优秀')" },
};

static const char sound_sql[] =
  "INSERT INTO unit (id, parent_id, position, path, name) VALUES (1, NULL, 1, '00001.', '镇'), "
  "(2, 1, 1, '00001.00001.', '甲村'), (3, 1, 2, '00001.00002.', '乙村');"
  "INSERT INTO person (id, name, sex, birth, unit_id, work_start, party_joined, post_since) VALUES "
  "(1, '张三', '男', '1985-03', 1, '2006', '2008-07', '2015-06'), (2, '李四', '女', '1949', 2, '1970', NULL, NULL);"
  "UPDATE person SET status = '已退休' WHERE id = 2;"
  "INSERT INTO appointment (person_id, post_name, is_main, since) VALUES (1, '书记', 1, '2015-06-30');"
  "INSERT INTO posting (id, person_id, kind, unit_id, since) VALUES (1, 1, '第一书记', 2, '2015-08');"
  "INSERT INTO class (id, name, since, until) VALUES (1, '中青班', '2017-03', '2017-06'), (2, '村书记班', '2018', '2018');"
  "INSERT INTO enrolment (id, class_id, person_id) VALUES (1, 1, 1);"
  "INSERT INTO mark_part (id, class_id, name, weight) VALUES (1, 1, '笔试', 100);"
  "INSERT INTO study (id, person_id, year, since, until, title, hours, days) "
  "VALUES (1, 1, 2017, '2017-03', '2017-06', '党校班', 480, 60);"
  "INSERT INTO promotion_round (id, pipeline_id, name, year) SELECT 1, id, '2025年正科级', 2025 FROM pipeline WHERE key = 'head';"
  "INSERT INTO candidacy (id, round_id, person_id, stage_id) SELECT 1, 1, 1, max (id) FROM (SELECT id FROM stage WHERE pipeline_id = "
  "  (SELECT pipeline_id FROM promotion_round) ORDER BY position LIMIT 2);"
  "INSERT INTO stage_event (candidacy_id, stage_id, direction) SELECT 1, id, 'in' FROM stage WHERE pipeline_id = "
  "  (SELECT pipeline_id FROM promotion_round) ORDER BY position LIMIT 2;";

static void
test_each_fault (CadreTestArchive *fixture,
                 gconstpointer     data)
{
  cadre_test_do (fixture->archive, "sound", sound_sql);
  {
    g_autoptr(GPtrArray) findings = run (fixture->archive);

    for (guint i = 0; i < findings->len; i++)
      g_test_message ("%s", ((CadreFinding *) g_ptr_array_index (findings, i))->message);
    g_assert_cmpuint (findings->len, ==, 0);
  }

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) findings = NULL;

      cadre_test_do (fixture->archive, faults[i].check, faults[i].sql);
      findings = run (fixture->archive);
      if (!has (findings, faults[i].check))
        g_error ("%s was not found", faults[i].check);
      g_assert_true (cadre_journal_undo (fixture->archive, NULL, &error));
    }
}

/* What is mended is found no more; undo brings the fault back. */
static void
test_mend (CadreTestArchive *fixture,
           gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(GPtrArray) rest = NULL;
  g_autoptr(GPtrArray) again = NULL;
  guint n_mended = 0;

  cadre_test_do (fixture->archive, "sound", sound_sql);
  cadre_test_do (fixture->archive, "faults",
                 "UPDATE unit SET path = 'x' WHERE id = 2; UPDATE appointment SET until = '2020';"
                 "INSERT INTO original_text (record_kind, record_id, field, text) VALUES ('person', 99, 'birth', '春');"
                 "INSERT INTO content (hash, media, data) VALUES ('ab', 'image/jpeg', x'00'), ('cd', 'image/jpeg', x'01');"
                 "UPDATE person SET photo = 'cd' WHERE id = 1;"
                 "INSERT INTO session (id, class_id, topic) VALUES (1, 2, '课');"
                 "INSERT INTO attendance (session_id, enrolment_id, status) VALUES (1, 1, '出勤');"
                 "DELETE FROM person_key WHERE person_id = 1;");
  /* The content of a photo that was taken off can come back by Undo. */
  cadre_test_do (fixture->archive, "take off", "UPDATE person SET photo = NULL WHERE id = 1");

  findings = run (fixture->archive);
  g_assert_cmpuint (findings->len, ==, 6);
  g_assert_true (has (findings, "search-index"));
  g_assert_true (cadre_check_mend (fixture->archive, findings, &n_mended, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_mended, ==, 6);
  rest = run (fixture->archive);
  g_assert_cmpuint (rest->len, ==, 0);
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count (*) FROM content"), ==, 1);

  g_assert_true (cadre_journal_undo (fixture->archive, NULL, &error));
  again = run (fixture->archive);
  g_assert_cmpuint (again->len, ==, 4);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) \
  g_test_add ("/check/" name, CadreTestArchive, NULL, cadre_test_set_up, function, cadre_test_tear_down)
  ADD ("new-archive-is-clean", test_new_archive_is_clean);
  ADD ("each-fault", test_each_fault);
  ADD ("mend", test_mend);
#undef ADD

  return g_test_run ();
}
