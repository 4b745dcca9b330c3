/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every report of a sample archive, read again by a reader that is not ours
 * (openpyxl), and the ways in which a report can be refused. */

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "cadre-report-workbook.h"
#include "cadre-report.h"
#include "cadre-round-sample.h"
#include "cadre-sample.h"
#include "cadre-test.h"

#define N_PEOPLE 220

static void
set_up (CadreTestArchive *fixture,
        gconstpointer     data)
{
  g_autoptr(GError) error = NULL;

  cadre_test_set_up (fixture, data);
  cadre_sample_fill (fixture->archive, N_PEOPLE, 7, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static CadreReport *
find (CadreTestArchive *fixture,
      GPtrArray       **reports,
      const char       *name)
{
  g_autoptr(GError) error = NULL;
  CadreReport *report;

  *reports = cadre_reports_load (fixture->archive, &error);
  g_assert_no_error (error);
  report = cadre_reports_find (*reports, name, &error);
  g_assert_no_error (error);

  return report;
}

static char *
write_tables (CadreTestArchive *fixture,
              GPtrArray        *tables,
              const char       *name)
{
  CadreReportWorkbookInfo info = { .title = name, .company = "试" };
  g_autoptr(GError) error = NULL;
  g_autofree char *file = g_strconcat (name, ".xlsx", NULL);
  char *path = g_build_filename (fixture->folder, file, NULL);

  cadre_report_write_workbook (tables, &info, path, NULL, &error);
  g_assert_no_error (error);

  return path;
}

static char *
write_report (CadreTestArchive       *fixture,
              const char             *key,
              const CadreReportScope *scope)
{
  g_autoptr(GPtrArray) reports = NULL;
  CadreReport *report = find (fixture, &reports, key);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) tables = cadre_report_build (report, fixture->archive, scope, &error);

  g_assert_no_error (error);
  return write_tables (fixture, tables, key);
}

/* The first Python on this machine that has openpyxl, sought once: it takes
 * as long as a report. */
static const char *
find_python (void)
{
  static const char *const pythons[] = { "/usr/bin/python3", "python3" };
  static const char *found;

  for (guint i = 0; found == NULL && i < G_N_ELEMENTS (pythons); i++)
    {
      const char *argv[] = { pythons[i], "-c", "import openpyxl", NULL };
      int status = -1;

      if (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL,
                        NULL, &status, NULL) && status == 0)
        found = pythons[i];
    }

  return found;
}

/* @words: more for the script, separated by tabs. */
static void
read_again (CadreTestArchive *fixture,
            const char       *key,
            const char       *path,
            const char       *words)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "reports", "check-workbook.py", NULL);
  const char *python = find_python ();
  g_autofree char *line = g_strjoin ("\t", python != NULL ? python : "", "-Xutf8", script, fixture->path, key, path,
                                     *words != '\0' ? words : NULL, NULL);
  g_auto(GStrv) argv = g_strsplit (line, "\t", -1);
  g_autofree char *out = NULL;
  g_autoptr(GError) error = NULL;
  int status = -1;

  if (python == NULL)
    {
      g_test_skip ("python3 with openpyxl is not installed");
      return;
    }

  g_spawn_sync (NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, NULL, &status, &error);
  g_assert_no_error (error);
  if (status != 0)
    g_test_message ("%s:\n%s", key, out);
  g_assert_cmpint (status, ==, 0);
}

static const struct
{
  const char *key;
  int year;
  const char *words;
} checks[] = {
  { "cadre-roster", 0, "paper=8\tlandscape=1\trecords=220" },
  { "team-structure", 0, "paper=8\tlandscape=1\tlinks=100" },
  { "training-statistics", 0, "paper=9\tlandscape=1\tlinks=20\trecords=0" },
  { "hours-register", 0, "paper=9\tlandscape=1\trecords=220" },
  { "hours-short", 0, "paper=9\tlandscape=1" },
  { "training-plan", 2025, "paper=8\tlandscape=1\tlinks=10" },
  { "training-by-unit", 2025, "paper=8\tlandscape=1\tlinks=50" },
  { "hours-by-unit", 0, "paper=9\tlandscape=1\tlinks=10" },
  { "menu-summary", 2025, "paper=9\tlandscape=1\tlinks=10" },
  { "class-quota", 2025, "paper=9\tlandscape=0" },
  { "class-call-up", 2025, "paper=9\tlandscape=1" },
  { "class-timetable", 2025, "paper=9\tlandscape=1" },
  { "certificate-register", 2025, "paper=9\tlandscape=1" },
  { "class-roll", 2025, "paper=9\tlandscape=1" },
  { "year-assessment", 2024, "paper=9\tlandscape=1\tlinks=20" },
  { "first-secretaries", 0, "paper=8\tlandscape=1\tlinks=5" },
  { "reserve-roster", 0, "paper=8\tlandscape=1" },
  { "eligibility-review", 2025, "paper=8\tlandscape=1\tlinks=5" },
  { "cadre-album", 2025, "paper=8\tlandscape=1" },
  { "appointment-discussion", 2026, "paper=9\tlandscape=1" },
  { "deployment-plan", 2026, "paper=9\tlandscape=1" },
  { "vote-result", 2025, "paper=9\tlandscape=0" },
  { "public-notice", 2025, "paper=9\tlandscape=1" },
  { "promotion-statistics", 2025, "paper=8\tlandscape=1" },
  { "recruitment-quota", 2025, "paper=9\tlandscape=1" },
  { "post-slots", 0, "paper=9\tlandscape=0" },
  { "probation-ending", 0, "paper=9\tlandscape=0" },
  { "rank-forecast", 0, "paper=9\tlandscape=1" },
  { "posting-presence", 2025, "paper=9\tlandscape=1\tlinks=5" },
  { "posting-appraisal", 2025, "paper=9\tlandscape=1\tlinks=5" },
  { "posting-recalls", 2025, "paper=9\tlandscape=0" },
  { "posting-achievements", 2025, "paper=9\tlandscape=0" },
  { "posting-commended", 2025, "paper=9\tlandscape=1" },
};

/* What the sample has nobody for: a quota of posts, a public notice, a
 * probation, somebody found absent, a candidate not decided on, a village
 * without its first secretary. */
#define RARE_RECORDS \
  "INSERT INTO post_quota (unit_id, level, approved) SELECT unit_id, post_level, 2 FROM person WHERE post_level IS NOT NULL AND unit_id IS NOT NULL LIMIT 1;" \
  "UPDATE stage_event SET notice_from = '2025-06-03', notice_until = '2025-06-09' WHERE id = (SELECT min (e.id) FROM stage_event e " \
  "  JOIN candidacy c ON c.id = e.candidacy_id JOIN promotion_round r ON r.id = c.round_id WHERE r.year = 2025 AND e.direction = 'in');" \
  "UPDATE appointment SET probation_until = '2026-03-01' WHERE id = (SELECT min (id) FROM appointment WHERE status = '在任' AND since <= '2025-12-31');" \
  "INSERT INTO posting_event (posting_id, kind, date, text, result) SELECT min (id), '抽查', '2025-05-08', '抽查在岗', '缺岗' FROM posting " \
  "  WHERE kind = '第一书记' AND until IS NULL AND since < '2025';" \
  "INSERT INTO candidacy (round_id, person_id) SELECT min (id), (SELECT min (id) FROM person WHERE id NOT IN (SELECT person_id FROM candidacy)) " \
  "  FROM promotion_round WHERE year = 2025;" \
  "INSERT INTO unit_status (unit_id, status, must_be_covered, since) SELECT min (id), '软弱涣散村', 1, '2025-03' FROM unit " \
  "  WHERE kind = '村' AND id NOT IN (SELECT unit_id FROM posting WHERE unit_id IS NOT NULL)"

static void
test_reports (CadreTestArchive *fixture,
              gconstpointer     data)
{
  cadre_test_do (fixture->archive, "rare records", RARE_RECORDS);
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      CadreReportScope scope = { .as_of = CADRE_SAMPLE_AS_OF, .year = checks[i].year };
      g_autoptr(GPtrArray) reports = NULL;
      g_autoptr(GPtrArray) tables = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *path = NULL;

      tables = cadre_report_build (find (fixture, &reports, checks[i].key), fixture->archive, &scope, &error);
      g_assert_no_error (error);
      path = write_tables (fixture, tables, checks[i].key);
      for (guint t = 0; t < tables->len; t++)
        {
          g_test_message ("%s, %s", checks[i].key, cadre_report_table_get_name (tables->pdata[t]));
          g_assert_cmpuint (cadre_report_table_get_n_records (tables->pdata[t]), >, 0);
        }
      read_again (fixture, checks[i].key, path, checks[i].words);
    }
}

/* What is printed of one class; a class has to be named for it. */
static void
test_one_class (CadreTestArchive *fixture,
                gconstpointer     data)
{
  static const char *const keys[] = { "class-sign-in", "certificates" };
  CadreReportScope scope = { .as_of = CADRE_SAMPLE_AS_OF };
  gint64 n_students;

  scope.class_id = cadre_test_int (fixture->archive, "SELECT class_id FROM segment LIMIT 1");
  n_students = cadre_test_int (fixture->archive, "SELECT count (*) FROM enrolment WHERE class_id = (SELECT class_id FROM segment LIMIT 1)");
  g_assert_cmpint (n_students, >, 0);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr(GPtrArray) reports = NULL;
      CadreReport *report = find (fixture, &reports, keys[i]);
      g_autoptr(GPtrArray) tables = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *path = NULL;

      g_assert_null (cadre_report_build (report, fixture->archive, &(CadreReportScope) { 0 }, &error));
      g_assert_error (error, CADRE_ERROR, CADRE_ERROR_INVALID);
      g_clear_error (&error);

      tables = cadre_report_build (report, fixture->archive, &scope, &error);
      g_assert_no_error (error);
      /* 37 sessions, six a sheet; a certificate each. */
      g_assert_cmpint (tables->len, ==, i == 0 ? (cadre_test_int (fixture->archive, "SELECT count (*) FROM session") + 5) / 6 : n_students);
      path = write_tables (fixture, tables, keys[i]);
      g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
    }
}

static void
test_one_unit (CadreTestArchive *fixture,
               gconstpointer     data)
{
  CadreReportScope scope = { .as_of = CADRE_SAMPLE_AS_OF };
  g_autofree char *path = NULL;
  g_autofree char *words = NULL;
  gint64 n;

  scope.unit_id = cadre_test_int (fixture->archive,
                                  "SELECT v.parent_id FROM person p JOIN unit v ON v.id = p.unit_id "
                                  "WHERE v.parent_id IN (SELECT id FROM unit WHERE parent_id IN (SELECT id FROM unit WHERE parent_id IS NULL)) "
                                  "GROUP BY 1 ORDER BY count (*) DESC LIMIT 1");
  {
    g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM person p JOIN unit u ON u.id = p.unit_id "
                                            "WHERE u.id = %" G_GINT64_FORMAT " OR u.parent_id = %" G_GINT64_FORMAT,
                                            scope.unit_id, scope.unit_id);

    n = cadre_test_int (fixture->archive, sql);
  }
  g_assert_cmpint (n, >, 0);
  g_assert_cmpint (n, <, N_PEOPLE);

  words = g_strdup_printf ("records=%" G_GINT64_FORMAT, n);
  path = write_report (fixture, "cadre-roster", &scope);
  read_again (fixture, "cadre-roster", path, words);
}

/* The rounds of the sample: as many rows as people, the totals those of the
 * archive, and for one person a line for each indicator. */
static void
test_assessment (CadreTestArchive *fixture,
                 gconstpointer     data)
{
  static const char *const keys[] = { "assessment-ranking", "assessment-excellent", "assessment-sheet" };
  CadreReportScope scope = { .as_of = CADRE_SAMPLE_AS_OF, .year = 2024 };
  g_autoptr(GPtrArray) reports = NULL;
  g_autoptr(GPtrArray) tables = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *first = NULL;
  gint64 person;
  const CadreReportRow *row;
  gboolean found = FALSE;

  g_assert_true (cadre_round_sample_add (fixture->archive, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *path = write_report (fixture, keys[i], &scope);

      read_again (fixture, keys[i], path, "");
    }

  person = cadre_test_int (fixture->archive, "SELECT t.person_id FROM participant t JOIN result r ON r.participant_id = t.id "
                           "WHERE t.round_id = 1 AND r.rank_all = 1");
  first = cadre_test_text (fixture->archive, "SELECT printf ('%.2f', max (r.total)) FROM participant t JOIN result r ON r.participant_id = t.id "
                           "WHERE t.round_id = 1");
  scope.persons = &person;
  scope.n_persons = 1;
  tables = cadre_report_build (find (fixture, &reports, "个人得分说明"), fixture->archive, &scope, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tables->len, ==, 1);
  while ((row = cadre_report_table_next (tables->pdata[0], &error)) != NULL)
    for (guint i = 0; i < row->n_cells; i++)
      found = found || g_strcmp0 (row->cells[i].text, first) == 0;
  g_assert_no_error (error);
  g_assert_true (found);
  g_assert_cmpuint (cadre_report_table_get_n_records (tables->pdata[0]), ==,
                    cadre_test_int (fixture->archive, "SELECT count (*) FROM indicator i JOIN assessment_round o ON o.scheme_id = i.scheme_id "
                                    "WHERE o.id = 1"));
}

/* What a spreadsheet would take for a formula or an escape is shown as it is. */
static void
test_hostile_text (CadreTestArchive *fixture,
                   gconstpointer     data)
{
  CadreReportScope scope = { .as_of = CADRE_SAMPLE_AS_OF };
  g_autofree char *path = NULL;

  cadre_test_do (fixture->archive, "test",
                 "UPDATE person SET name = '=1+1', note = '+SUM(A1)', native_place = '@x', phone = '-1', "
                 "post_full = '<党&办>\"𠮷\"' WHERE id = 5;"
                 "UPDATE person SET note = 'a' || char (10) || 'b' WHERE id = 6");
  path = write_report (fixture, "cadre-roster", &scope);
  read_again (fixture, "cadre-roster", path, "text==1+1|+SUM(A1)|@x|-1|<党&办>\"𠮷\"|a\nb");
}

/* A red dot for a photo: 1 × 1 pixels. */
#define PHOTO_PNG \
  "x'89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082'"

/* Photos in the rows of a list: a fault let each reach over the rows below its own. */
static void
test_album (CadreTestArchive *fixture,
            gconstpointer     data)
{
  const gint64 persons[] = { 3, 5, 8 };
  CadreReportScope scope = { .as_of = CADRE_SAMPLE_AS_OF, .persons = persons, .n_persons = G_N_ELEMENTS (persons) };
  g_autofree char *path = NULL;

  cadre_test_do (fixture->archive, "test",
                 "INSERT INTO content VALUES ('aa', 'image/png', " PHOTO_PNG ");"
                 "UPDATE person SET photo = 'aa' WHERE id IN (3, 8)");
  path = write_report (fixture, "cadre-album", &scope);
  read_again (fixture, "cadre-album", path, "records=3\tphotos=2");
}

static void
test_training_record (CadreTestArchive *fixture,
                      gconstpointer     data)
{
  const gint64 persons[] = { 3, 8 };
  CadreReportScope scope = { .as_of = CADRE_SAMPLE_AS_OF, .persons = persons, .n_persons = 2 };
  g_autoptr(GPtrArray) reports = NULL;
  CadreReport *report = find (fixture, &reports, "干部教育培训登记表");
  g_autoptr(GPtrArray) tables = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;
  const CadreReportRow *row;
  gboolean photo = FALSE;

  cadre_test_do (fixture->archive, "test",
                 "INSERT INTO content VALUES ('aa', 'image/png', " PHOTO_PNG ");"
                 "UPDATE person SET photo = 'aa' WHERE id = 3");

  tables = cadre_report_build (report, fixture->archive, &scope, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tables->len, ==, 2);
  while ((row = cadre_report_table_next (tables->pdata[0], &error)) != NULL)
    for (guint i = 0; i < row->n_cells; i++)
      photo = photo || row->cells[i].photo != NULL;
  g_assert_no_error (error);
  g_assert_true (photo);

  path = write_report (fixture, "training-record", &scope);
  read_again (fixture, "training-record", path, "");
}

static void
test_meeting_pack (CadreTestArchive *fixture,
                   gconstpointer     data)
{
  CadreReportScope scope = { .as_of = CADRE_SAMPLE_AS_OF };
  g_autoptr(GPtrArray) reports = NULL;
  g_autoptr(GPtrArray) tables = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;

  find (fixture, &reports, "cadre-roster");
  tables = cadre_report_build_pack (reports, fixture->archive, &scope, &error);
  g_assert_no_error (error);
  path = write_tables (fixture, tables, "meeting-pack");
  read_again (fixture, "meeting-pack", path, "links=100");
}

static void
test_refused (CadreTestArchive *fixture,
              gconstpointer     data)
{
  g_autoptr(GPtrArray) reports = NULL;
  CadreReport *record = find (fixture, &reports, "training-record");
  CadreReport *roll = cadre_reports_find (reports, "class-roll", NULL);
  CadreReportScope scope = { .as_of = "1990-01-01" };
  g_autoptr(GError) error = NULL;

  g_assert_null (cadre_reports_find (reports, "干部名簿", &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "干部花名册"));
  g_clear_error (&error);

  g_assert_null (cadre_report_build (record, fixture->archive, &scope, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_null (cadre_report_build (roll, fixture->archive, &scope, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_NOTHING_TO_DO);
  g_clear_error (&error);

  scope.as_of = "2024-13-01";
  g_assert_null (cadre_report_build (roll, fixture->archive, &scope, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_INVALID);
}

static void
test_old_file_stays (CadreTestArchive *fixture,
                     gconstpointer     data)
{
  CadreReportScope scope = { .as_of = CADRE_SAMPLE_AS_OF };
  g_autoptr(GPtrArray) reports = NULL;
  CadreReport *report = find (fixture, &reports, "cadre-roster");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GPtrArray) tables = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "old.xlsx", NULL);
  g_autofree char *contents = NULL;
  GDir *folder;
  guint n = 0;

  g_file_set_contents (path, "old", -1, &error);
  g_assert_no_error (error);
  tables = cadre_report_build (report, fixture->archive, &scope, &error);
  g_assert_no_error (error);

  g_cancellable_cancel (cancellable);
  g_assert_false (cadre_report_write_workbook (tables, NULL, path, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_cmpstr (contents, ==, "old");

  /* Nothing half written is left beside it. */
  folder = g_dir_open (fixture->folder, 0, &error);
  for (const char *name; (name = g_dir_read_name (folder)) != NULL;)
    n += strstr (name, "xlsx") != NULL;
  g_dir_close (folder);
  g_assert_cmpuint (n, ==, 1);
}

static void
test_own_definition (CadreTestArchive *fixture,
                     gconstpointer     data)
{
  CadreReportScope scope = { .as_of = CADRE_SAMPLE_AS_OF };
  g_autoptr(GPtrArray) reports = NULL;
  g_autoptr(GPtrArray) tables = NULL;
  g_autoptr(GError) error = NULL;
  CadreReport *report;

  cadre_test_do (fixture->archive, "test",
                 "INSERT INTO report_definition (key, title, definition) VALUES ('cadre-roster', '名册', "
                 "'{\"key\": \"cadre-roster\", \"name\": \"本办名册\", \"purpose\": \"名册\", \"tables\": [{\"name\": \"名册\", "
                 "\"title\": \"{unit}名册\", \"sql\": [\"WITH {people} SELECT name FROM people\", \"ORDER BY path\"], "
                 "\"columns\": [{\"head\": \"姓名\", \"value\": \"name\", \"kind\": \"name\"}]}]}')");
  report = find (fixture, &reports, "本办名册");
  g_assert_true (cadre_report_is_custom (report));
  tables = cadre_report_build (report, fixture->archive, &scope, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cadre_report_table_get_n_columns (tables->pdata[0]), ==, 1);

  /* A definition that is wrong says where. */
  g_assert_null (cadre_report_new_from_json ("{\"key\": \"x\", \"name\": \"x\", \"purpose\": \"x\", \"tables\": [{\"name\": \"t\", "
                                             "\"title\": \"t\", \"columns\": [{\"value\": \"name\"}]}]}", "x.json", &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, "x.json: "));
}

/* Rows on a page are what fits on it, and long texts get the lines they need. */
static void
test_layout (CadreTestArchive *fixture,
             gconstpointer     data)
{
  CadreReportScope scope = { .as_of = CADRE_SAMPLE_AS_OF };
  g_autoptr(GPtrArray) reports = NULL;
  CadreReport *report = find (fixture, &reports, "cadre-roster");
  g_autoptr(GPtrArray) tables = NULL;
  g_autoptr(GError) error = NULL;
  const CadreReportPage *page;
  const CadreReportRow *row;
  double used = 0, long_row = 0;
  guint number = 1;

  cadre_test_do (fixture->archive, "test",
                 "UPDATE person SET post_full = '一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十', id_number = NULL WHERE id = 5");
  tables = cadre_report_build (report, fixture->archive, &scope, &error);
  g_assert_no_error (error);
  page = cadre_report_table_get_page (tables->pdata[0]);
  g_assert_cmpfloat (page->scale, <=, 1);
  g_assert_cmpfloat (page->scale, >, 0.6);

  while ((row = cadre_report_table_next (tables->pdata[0], &error)) != NULL)
    {
      used = row->page == number ? used + row->height : row->height;
      number = row->page;
      g_assert_cmpfloat (used * page->scale, <=, page->height - page->margin_top - page->margin_bottom);
      for (guint i = 0; i < row->n_cells; i++)
        if (g_str_has_prefix (row->cells[i].text, "一二三四五六七八九十一二"))
          long_row = row->height;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (number, >, 3);
  g_assert_cmpfloat (long_row, >, 2 * 13.5);
}

static void
test_command (CadreTestArchive *fixture,
              gconstpointer     data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "c.xlsx", NULL);
  g_autofree char *pdf = g_build_filename (fixture->folder, "c.pdf", NULL);
  g_autofree char *content = NULL;
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;

  g_assert_cmpint (cadre_test_cadrectl (&out, NULL, "--archive", fixture->path, "--json", "report", "--list", NULL), ==, 0);
  g_assert_nonnull (strstr (out, "\"cadre-roster\""));
  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "--archive", fixture->path, "report", "cadre-roster", "--as-of",
                                        CADRE_SAMPLE_AS_OF, "-o", path, NULL), ==, 0);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "--archive", fixture->path, "report", "cadre-roster", "-o", pdf, NULL), ==, 0);
  g_assert_true (g_file_get_contents (pdf, &content, NULL, NULL));
  g_assert_true (g_str_has_prefix (content, "%PDF-"));
  g_assert_cmpint (cadre_test_cadrectl (NULL, &err, "--archive", fixture->path, "report", "花名", "-o", path, NULL), ==, 1);
  g_assert_nonnull (strstr (err, "干部花名册"));
  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "--archive", fixture->path, "report", "cadre-roster", NULL), ==, 2);
  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "--archive", fixture->path, "report", "cadre-roster", "--unit", "没有的单位",
                                        "-o", path, NULL), ==, 1);
  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "--archive", fixture->path, "meeting-pack", NULL), ==, 2);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (CadreTestArchive *, gconstpointer);
  } tests[] = {
    { "/reports/read-again", test_reports },
    { "/reports/one-class", test_one_class },
    { "/reports/one-unit", test_one_unit },
    { "/reports/assessment", test_assessment },
    { "/reports/hostile-text", test_hostile_text },
    { "/reports/training-record", test_training_record },
    { "/reports/album", test_album },
    { "/reports/meeting-pack", test_meeting_pack },
    { "/reports/refused", test_refused },
    { "/reports/old-file-stays", test_old_file_stays },
    { "/reports/own-definition", test_own_definition },
    { "/reports/layout", test_layout },
    { "/reports/command", test_command },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, CadreTestArchive, NULL, set_up, tests[i].run, cadre_test_tear_down);

  return g_test_run ();
}
