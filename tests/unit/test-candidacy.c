/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Candidates: what each stage demands, what an appointment writes, and that
 * whatever is done and undone leaves a history that holds. */

#include "config.h"

#include <string.h>
#include <unistd.h>

#include "cadre-attachment.h"
#include "cadre-candidacy.h"
#include "cadre-check.h"
#include "cadre-journal.h"
#include "cadre-test.h"

#define PEOPLE \
  "INSERT INTO unit (id, name, short_name, kind, path) VALUES (1, '清江县南坪乡', '南坪乡', '乡镇', '00001.'), " \
  "(2, '清江县农业局', '农业局', '机关', '00002.'); " \
  "INSERT INTO person (id, name, unit_id, birth, work_start, post_full, post_level, post_level_since, fulltime_education, " \
  "grassroots_two_years, category) VALUES (1, '甲', 1, '1985-03', '2008-07', '南坪乡副乡长', '乡科级副职', '2018-01', '大学', 1, '综合管理类公务员'), " \
  "(2, '乙', 1, '1990-03', '2015-07', '南坪乡副乡长', '乡科级副职', '2024-11', '大学', 1, '综合管理类公务员'); " \
  "INSERT INTO appointment (id, person_id, unit_id, post_name, post_level, is_main, since) VALUES (1, 1, 1, '副乡长', '乡科级副职', 1, '2018-01'); " \
  "INSERT INTO rank_history (person_id, scheme, value, since) VALUES (1, '职务层次', '乡科级副职', '2018-01'); " \
  "INSERT INTO assessment (person_id, year, kind, conclusion) SELECT p.id, y.value, '年度考核', '称职' " \
  "FROM person p, json_each ('[2022,2023,2024]') y; " \
  "INSERT INTO promotion_round (id, pipeline_id, name, year, as_of) SELECT 1, id, '2025年正科级', 2025, '2025-06-30' " \
  "FROM pipeline WHERE key = 'head'"

typedef struct
{
  CadreTestArchive test;
  CadreCatalogue *catalogue;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  cadre_test_set_up (&self->test, data);
  cadre_test_do (self->test.archive, "fill", PEOPLE);
  self->catalogue = cadre_catalogue_new (self->test.archive, NULL);
  g_assert_nonnull (self->catalogue);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_clear_object (&self->catalogue);
  cadre_test_tear_down (&self->test, data);
}

static gint64
add (Fixture *self,
     gint64   person)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreAction) action = cadre_action_begin (self->test.archive, "edit", "add", &error);
  gint64 id = cadre_candidate_add (self->test.archive, 1, person, "2025-07-01", &error);

  g_assert_no_error (error);
  g_assert_true (cadre_action_commit (action, &error));
  return id;
}

/* Advances, and gives what was said against it. */
static char *
advance (Fixture                *self,
         gint64                  id,
         const CadreStageRecord *record)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreAction) action = cadre_action_begin (self->test.archive, "edit", "advance", &error);

  if (cadre_candidate_advance (self->test.archive, self->catalogue, id, record, &error))
    g_assert_true (cadre_action_commit (action, &error));

  return error != NULL ? g_strdup (error->message) : NULL;
}

static void
assert_advanced (Fixture                *self,
                 gint64                  id,
                 const CadreStageRecord *record)
{
  g_autofree char *message = advance (self, id, record);

  g_assert_cmpstr (message, ==, NULL);
}

static void
assert_refused (Fixture                *self,
                gint64                  id,
                const CadreStageRecord *record,
                const char             *because)
{
  g_autofree char *message = advance (self, id, record);

  g_assert_nonnull (message);
  if (strstr (message, because) == NULL)
    g_error ("“%s” does not say “%s”", message, because);
}

static void
assert_history (CadreArchive *archive)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) findings = cadre_check_run (archive, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    {
      const CadreFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->check, "candidacy-history"))
        g_error ("%s", finding->message);
    }
}

static void
advance_to_decision (Fixture *self,
                     gint64   id)
{
  const char *dates[] = { "2025-07-10", "2025-08", "2025-08-20" };

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      CadreStageRecord record = CADRE_STAGE_RECORD_INIT;

      record.date = dates[i];
      assert_advanced (self, id, &record);
    }
}

#define VOTE(due, present, pro, contra, abstain) \
  { .date = "2025-09-15", .document = "县委常委会纪要〔2025〕8号", .members_due = due, .members_present = present, \
    .votes_for = pro, .votes_against = contra, .votes_abstain = abstain }
#define NOTICE(from, until) \
  { .date = from, .notice_from = from, .notice_until = until, .members_due = -1, .votes_for = -1 }

/* Probation counts from the day of the decision, whatever the pipeline's author demands. */
static void
test_appointing (Fixture       *self,
                 gconstpointer  data)
{
  const CadreStageRecord record = CADRE_STAGE_RECORD_INIT;

  cadre_test_do (self->test.archive, "appoint", "UPDATE stage SET needs_date = 0, appoints = 1");
  assert_refused (self, add (self, 1), &record, "needs its date");
}

static void
test_demands (Fixture       *self,
              gconstpointer  data)
{
  gint64 id = add (self, 1);
  CadreStageRecord record = CADRE_STAGE_RECORD_INIT;
  const CadreStageRecord no_document = { .date = "2025-09-15", .members_due = 11, .members_present = 11, .votes_for = 11 };
  const CadreStageRecord quorum = VOTE (11, 7, 7, 0, 0), majority = VOTE (11, 8, 5, 3, 0), sum = VOTE (11, 9, 7, 1, 0);
  const CadreStageRecord bare = VOTE (11, 8, 6, 1, 1);
  /* National Day with 调休: the 29th and 30th of September, the 9th, 10th and 11th of October 2025. */
  const CadreStageRecord four = NOTICE ("2025-09-29", "2025-10-10"), five = NOTICE ("2025-09-29", "2025-10-11");
  const CadreStageRecord early = { .date = "2025-10-11", .document = "县任〔2025〕9号" };

  assert_refused (self, id, &record, "needs its date");
  record.date = "2025-06-30";
  assert_refused (self, id, &record, "is before 2025-07-01");
  record.date = "12/7/2025x";
  assert_refused (self, id, &record, "is not a date");
  advance_to_decision (self, id);

  record.date = "2025-09-15";
  record.document = "x";
  assert_refused (self, id, &record, "needs the vote");
  assert_refused (self, id, &no_document, "needs its document number");
  assert_refused (self, id, &quorum, "two thirds, that is 8");
  assert_refused (self, id, &majority, "more than half are needed, that is 6");
  assert_refused (self, id, &sum, "8 votes of 9 present");
  assert_advanced (self, id, &bare);

  assert_refused (self, id, &four, "lasts 4 working days; at least 5 are needed, that is to 2025-10-11");
  assert_advanced (self, id, &five);
  assert_refused (self, id, &early, "The public notice runs to 2025-10-11");
}

/* What is too large for the archive is no more taken here than elsewhere. */
static void
test_attachment (Fixture       *self,
                 gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->test.folder, "考察材料.pdf", NULL);
  const CadreStageRecord record = { .date = "2025-07-10", .members_due = -1, .votes_for = -1, .attachment = path };
  gint64 id = add (self, 1);

  g_assert_true (g_file_set_contents (path, "%PDF-1.4", -1, NULL));
  g_assert_cmpint (truncate (path, ((gint64) CADRE_ATTACHMENT_MAX_MEGABYTES << 20) + 1), ==, 0);
  assert_refused (self, id, &record, "MiB");
  g_assert_cmpint (truncate (path, 8), ==, 0);
  assert_advanced (self, id, &record);
  g_assert_cmpint (cadre_test_int (self->test.archive, "SELECT count (*) FROM attachment a JOIN stage_event e "
                                   "ON a.record_kind = 'stage_event' AND a.record_id = e.id WHERE a.media = 'application/pdf'"), ==, 1);
}

/* Without the date of the stage before nothing can be said of the next. */
static void
test_fault (Fixture       *self,
            gconstpointer  data)
{
  const CadreStageRecord record = { .date = "2025-07-10", .members_due = -1, .votes_for = -1 };
  gint64 id = add (self, 1);

  g_assert_true (cadre_archive_execute (self->test.archive, "CREATE TEMP VIEW stage_event AS SELECT id, candidacy_id, stage_id, "
                                        "direction, iif (direction = 'in', json ('{'), '') AS date, notice_until FROM main.stage_event",
                                        NULL));
  assert_refused (self, id, &record, "JSON");
}

static void
test_exception (Fixture       *self,
                gconstpointer  data)
{
  gint64 id = add (self, 2);
  CadreStageRecord record = CADRE_STAGE_RECORD_INIT;
  g_autoptr(CadreAction) action = NULL;

  /* 任副职 eight months of the two years. */
  record.date = "2025-07-10";
  assert_refused (self, id, &record, "任副职满2年");
  action = cadre_action_begin (self->test.archive, "edit", "except", NULL);
  g_assert_true (cadre_candidate_set_exception (self->test.archive, id, "工作特殊需要，破格", "县委〔2025〕7号", NULL));
  g_assert_true (cadre_action_commit (action, NULL));
  assert_advanced (self, id, &record);
}

static void
appoint (Fixture *self,
         gint64   id)
{
  const CadreStageRecord vote = VOTE (11, 11, 10, 1, 0), notice = NOTICE ("2025-10-13", "2025-10-17");
  const CadreStageRecord document = { .date = "2025-10-20", .document = "县任〔2025〕9号", .members_due = -1, .votes_for = -1 };
  g_autoptr(CadreAction) action = NULL;

  advance_to_decision (self, id);
  assert_advanced (self, id, &vote);
  assert_advanced (self, id, &notice);
  assert_refused (self, id, &document, "Say which post");
  action = cadre_action_begin (self->test.archive, "edit", "target", NULL);
  g_assert_true (cadre_candidate_set_target (self->test.archive, id, 2, "局长", "乡科级正职", NULL));
  g_assert_true (cadre_action_commit (action, NULL));
  g_clear_pointer (&action, cadre_action_free);
  assert_advanced (self, id, &document);
}

static void
test_appointment (Fixture       *self,
                  gconstpointer  data)
{
  CadreArchive *archive = self->test.archive;
  gint64 id = add (self, 1);
  const CadreStageRecord confirm = { .date = "2026-10-20", .members_due = -1, .votes_for = -1 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *person = NULL;
  g_autofree char *reminder = NULL;
  g_autoptr(GError) error = NULL;

  appoint (self, id);
  person = cadre_test_text (archive, "SELECT unit_id || post_full || post_since || post_level || post_level_since FROM person WHERE id = 1");
  g_assert_cmpstr (person, ==, "2清江县农业局局长2025-10-20乡科级正职2025-10-20");
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM appointment WHERE id = 1 AND status = '已免' "
                                   "AND until = '2025-10-20' AND end_document = '县任〔2025〕9号'"), ==, 1);
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM appointment WHERE person_id = 1 AND status = '在任' AND unit_id = 2 "
                                   "AND is_main AND is_leader AND probation_until = '2026-10-20' AND candidacy_id IS NOT NULL"), ==, 1);
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM rank_history WHERE person_id = 1 AND "
                                   "((value = '乡科级副职' AND until = '2025-10-20') OR (value = '乡科级正职' AND until IS NULL))"), ==, 2);
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM reminder WHERE kind = '试用期满' AND due_on = '2026-10-20'"), ==, 1);
  /* No hours at all: to be made good within the year. */
  reminder = cadre_test_text (archive, "SELECT due_on || subject FROM reminder WHERE kind = '补训'");
  g_assert_nonnull (strstr (reminder, "2026-10-20"));
  g_assert_nonnull (strstr (reminder, "90学时"));

  assert_advanced (self, id, &confirm);
  assert_history (archive);
  assert_refused (self, id, &confirm, "at the last stage");

  /* The appointment is one action. */
  g_assert_true (cadre_journal_undo (archive, NULL, NULL) && cadre_journal_undo (archive, NULL, NULL));
  g_assert_cmpint (cadre_test_int (archive, "SELECT unit_id FROM person WHERE id = 1"), ==, 1);
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM appointment WHERE status = '在任'"), ==, 1);
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM reminder"), ==, 0);
}

/* A rank goes up and the posts stay. */
static void
test_rank (Fixture       *self,
           gconstpointer  data)
{
  CadreArchive *archive = self->test.archive;
  const CadreStageRecord vote = VOTE (9, 9, 9, 0, 0), notice = NOTICE ("2025-10-13", "2025-10-17");
  const CadreStageRecord document = { .date = "2025-10-20", .document = "县组〔2025〕4号", .members_due = -1, .votes_for = -1 };
  CadreStageRecord record = CADRE_STAGE_RECORD_INIT;
  g_autoptr(CadreAction) action = NULL;
  g_autofree char *person = NULL;
  gint64 id;

  cadre_test_do (archive, "rank", "UPDATE person SET rank = '四级主任科员', rank_since = '2019-06'; "
                 "UPDATE promotion_round SET pipeline_id = (SELECT id FROM pipeline WHERE key = 'rank')");
  id = add (self, 1);
  action = cadre_action_begin (archive, "edit", "target", NULL);
  g_assert_true (cadre_candidate_set_target (archive, id, 0, NULL, "三级主任科员", NULL));
  g_assert_true (cadre_action_commit (action, NULL));
  record.date = "2025-08-01";
  assert_advanced (self, id, &record);
  assert_advanced (self, id, &record);
  assert_advanced (self, id, &vote);
  assert_advanced (self, id, &notice);
  assert_advanced (self, id, &document);
  person = cadre_test_text (archive, "SELECT rank || rank_since || post_level FROM person WHERE id = 1");
  g_assert_cmpstr (person, ==, "三级主任科员2025-10-20乡科级副职");
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM appointment"), ==, 1);
}

/* One move of whatever kind; most are refused, and leave nothing behind. */
static void
move_at_random (Fixture *self,
                GRand   *rand,
                gint64   id)
{
  static const CadreStageRecord records[] = {
    { .date = "2025-08-01", .members_due = -1, .votes_for = -1 },
    VOTE (11, 11, 9, 1, 1),
    NOTICE ("2025-10-13", "2025-10-17"),
    { .date = "2025-10-20", .document = "县任〔2025〕9号", .members_due = -1, .votes_for = -1 },
    { .date = "2026-10-20", .members_due = -1, .votes_for = -1 },
  };
  CadreArchive *archive = self->test.archive;
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreAction) action = NULL;
  gboolean ok = FALSE;
  int what = g_rand_int_range (rand, 0, 12);
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM stage WHERE pipeline_id = (SELECT pipeline_id FROM promotion_round) "
                                          "AND position = %d", g_rand_int_range (rand, 0, 8));

  if (what >= 10)
    {
      g_autofree char *last = cadre_test_text (archive, "SELECT name FROM action WHERE state = 'done' ORDER BY id DESC LIMIT 1");

      if (g_str_equal (last, "move"))
        cadre_journal_undo (archive, NULL, NULL);
      return;
    }
  if (what == 9)
    {
      cadre_journal_redo (archive, NULL, NULL);
      return;
    }

  action = cadre_action_begin (archive, "edit", "move", &error);
  if (what < 7)
    {
      gint64 place = cadre_test_int (archive, "SELECT s.position FROM candidacy c JOIN stage s ON s.id = c.stage_id");
      guint right = place < 3 ? 0 : (guint) MIN (place - 2, 4);
      guint wrong = (guint) g_rand_int_range (rand, 0, G_N_ELEMENTS (records));

      ok = cadre_candidate_advance (archive, self->catalogue, id, &records[what < 6 ? right : wrong], &error);
    }
  else if (what < 8)
    ok = cadre_candidate_go_back (archive, id, cadre_test_int (archive, sql), NULL, "材料不全", &error);
  else
    ok = cadre_candidate_leave (archive, id, NULL, "本人放弃", &error);
  if (ok)
    g_assert_true (cadre_action_commit (action, &error));
}

static void
test_property (Fixture       *self,
               gconstpointer  data)
{
  gint64 id = add (self, 1);
  g_autoptr(GRand) rand = g_rand_new_with_seed (20251231);
  g_autoptr(CadreAction) action = cadre_action_begin (self->test.archive, "edit", "target", NULL);
  guint appointed = 0;

  g_assert_true (cadre_candidate_set_target (self->test.archive, id, 2, "局长", "乡科级正职", NULL));
  g_assert_true (cadre_action_commit (action, NULL));
  for (guint i = 0; i < 600; i++)
    {
      gint64 posts;

      move_at_random (self, rand, id);
      /* Nothing is taken out of a history, so a fault stays until it is looked for. */
      if (i % 10 == 0)
        assert_history (self->test.archive);

      /* Posts are those of the history: two once appointed, one before. */
      posts = cadre_test_int (self->test.archive, "SELECT count (*) FROM appointment");
      g_assert_cmpint (posts, ==, 1 + cadre_test_int (self->test.archive, "SELECT state = 'appointed' FROM candidacy"));
      appointed += posts == 2;
    }
  g_assert_cmpuint (appointed, >, 0);
}

static void
test_quota (void)
{
  g_assert_cmpint (cadre_promotion_quota (94, 0.15, CADRE_ROUNDING_DOWN), ==, 14);
  g_assert_cmpint (cadre_promotion_quota (94, 0.15, CADRE_ROUNDING_NEAREST), ==, 14);
  g_assert_cmpint (cadre_promotion_quota (94, 0.15, CADRE_ROUNDING_UP), ==, 15);
  g_assert_cmpint (cadre_promotion_quota (90, 0.15, CADRE_ROUNDING_NEAREST), ==, 14);
  g_assert_cmpint (cadre_promotion_quota (20, 0.15, CADRE_ROUNDING_UP), ==, 3);
  g_assert_cmpint (cadre_promotion_quota (100, 0.15, CADRE_ROUNDING_DOWN), ==, 15);
}

static void
test_slots (Fixture       *self,
            gconstpointer  data)
{
  const CadreDate as_of = { 2025, 6, 30 };
  g_autoptr(GPtrArray) list = NULL;
  const CadrePostSlots *slots;

  cadre_test_do (self->test.archive, "slots", "INSERT INTO post_quota (unit_id, level, approved, valid_from) VALUES "
                 "(1, '乡科级副职', 5, '2020-01-01'), (1, '乡科级副职', 1, '2024-01-01'), (1, '乡科级副职', 9, '2026-01-01'); "
                 "UPDATE unit SET leaders_chief = 1 WHERE id = 2");
  list = cadre_post_slots_list (self->test.archive, 0, &as_of, NULL);
  g_assert_cmpuint (list->len, ==, 2);
  slots = g_ptr_array_index (list, 0);
  g_assert_cmpint (slots->approved, ==, 1);
  g_assert_cmpint (slots->filled, ==, 2);
  slots = g_ptr_array_index (list, 1);
  g_assert_cmpstr (slots->level, ==, "乡科级正职");
  g_assert_cmpint (slots->filled, ==, 0);
}

#define ADD(name, function) g_test_add ("/candidacy/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("demands", test_demands);
  ADD ("attachment", test_attachment);
  ADD ("fault", test_fault);
  ADD ("appointing", test_appointing);
  ADD ("exception", test_exception);
  ADD ("appointment", test_appointment);
  ADD ("rank", test_rank);
  ADD ("property", test_property);
  ADD ("slots", test_slots);
  g_test_add_func ("/candidacy/quota", test_quota);
  return g_test_run ();
}
