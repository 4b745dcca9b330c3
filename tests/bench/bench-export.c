/* SPDX-License-Identifier: GPL-3.0-or-later */

/* bench-export PEOPLE ROUNDS
 *
 * Writes PEOPLE × 24 cells as a report (title, two-level heads, total, fonts,
 * widths, heights), and the same rows by a bare libxlsxwriter loop in
 * constant_memory mode; prints the seconds of each by the clock and of all its
 * threads' processor time, and the ratios. */

#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "cadre-action.h"
#include "cadre-report-workbook.h"
#include "cadre-report.h"

#define N_COLUMNS 24

#define SQL \
  "SELECT name, sex, ethnic_group, native_place, birth, work_start, party_joined, fulltime_education, fulltime_degree, " \
  "fulltime_school, inservice_education, inservice_degree, inservice_school, post_full, post_short, post_since, " \
  "post_level, rank, rank_since, id_number, phone, health, political_status, category FROM person ORDER BY id"

#define FILL \
  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %u) " \
  "INSERT INTO person (name, sex, ethnic_group, native_place, birth, work_start, party_joined, fulltime_education, " \
  "fulltime_degree, fulltime_school, inservice_education, inservice_degree, inservice_school, post_full, post_short, " \
  "post_since, post_level, rank, rank_since, id_number, phone, health, political_status, category) SELECT " \
  "substr ('王李张刘陈杨赵黄周吴', 1 + i %% 10, 1) || substr ('伟芳娜敏静丽强磊军洋', 1 + i / 10 %% 10, 1) || " \
  "substr ('平国文明华建志春秀', 1 + i / 100 %% 9, i %% 3 > 0), " \
  "CASE i %% 2 WHEN 0 THEN '男' ELSE '女' END, '土家族', '湖北利川', printf ('%%d-%%02d', 1960 + i %% 40, 1 + i %% 12), " \
  "printf ('%%d-%%02d', 1985 + i %% 35, 1 + i %% 12), printf ('%%d-%%02d', 1990 + i %% 30, 1 + i %% 12), '大学', '法学学士', " \
  "'华中师范大学政治学系思想政治教育专业', '省委党校研究生', '', '湖北省委党校经济管理专业', '某某县某某镇党委副书记、镇长' || i, '镇长', " \
  "'2019-06', '乡科级正职', '一级主任科员', '2021-03', printf ('422802%%04d0101%%04d', 1960 + i %% 40, i %% 10000), " \
  "printf ('139%%08d', i), '健康', '中共党员', '综合管理类公务员' FROM n"

static void
fail (const char   *what,
      const GError *error)
{
  g_printerr ("%s: %s\n", what, error != NULL ? error->message : "failed");
  exit (1);
}

/* By the clock, and of the processor: for the one other programs of the
 * machine count, for the other threads are added up. */
typedef struct
{
  double clock, processor;
} Seconds;

static double
seconds_of (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

static Seconds
seconds (void)
{
  return (Seconds) { seconds_of (CLOCK_MONOTONIC), seconds_of (CLOCK_PROCESS_CPUTIME_ID) };
}

/* The least of what was measured. */
static void
take_least (Seconds *least,
            Seconds  start)
{
  Seconds now = seconds ();

  least->clock = MIN (least->clock, now.clock - start.clock);
  least->processor = MIN (least->processor, now.processor - start.processor);
}

/* The most memory that this process has had, MiB. */
static double
peak (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_file_get_contents ("/proc/self/status", &status, NULL, NULL);
  line = status != NULL ? g_strstr_len (status, -1, "VmHWM:") : NULL;
  return line != NULL ? g_ascii_strtod (line + 6, NULL) / 1024 : 0;
}

static void
make_archive (const char *path,
              guint       n_people)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *sql = g_strdup_printf (FILL, n_people);
  g_autoptr(CadreArchive) archive = cadre_archive_create (path, &error);
  CadreAction *action = archive != NULL ? cadre_action_begin (archive, "sample", "bench", &error) : NULL;

  if (action == NULL || !cadre_action_begin_bulk (action, &error) || !cadre_archive_execute (archive, sql, &error) ||
      !cadre_action_end_bulk (action, &error) || !cadre_action_commit (action, &error))
    fail ("fill", error);
  cadre_action_free (action);
}

/* In a process of its own, so that the peak of this one is the export's. */
static void
make_archive_apart (const char *path,
                    guint       n_people)
{
  pid_t child = fork ();
  int status = 1;

  if (child == 0)
    {
      make_archive (path, n_people);
      _exit (0);
    }
  if (child < 0 || waitpid (child, &status, 0) != child || status != 0)
    fail ("fill", NULL);
}

static CadreReport *
make_report (void)
{
  static const char *const keys[N_COLUMNS] = {
    "name", "sex", "ethnic_group", "native_place", "birth", "work_start", "party_joined", "fulltime_education",
    "fulltime_degree", "fulltime_school", "inservice_education", "inservice_degree", "inservice_school", "post_full",
    "post_short", "post_since", "post_level", "rank", "rank_since", "id_number", "phone", "health", "political_status",
    "category",
  };
  g_autoptr(GString) json = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  CadreReport *report;

  g_string_append (json, "{\"key\":\"bench\",\"name\":\"花名册\",\"purpose\":\"x\",\"personal\":true,\"tables\":[{\"name\":\"花名册\","
                         "\"title\":\"干部花名册\",\"left\":\"填报单位：{reporter}\",\"right\":\"统计截止：{as_of}\","
                         "\"total\":\"合计：{n}人\",\"page\":{\"paper\":\"A3\",\"landscape\":true},\"sql\":\"" SQL "\",\"columns\":[");
  for (guint i = 0; i < N_COLUMNS; i++)
    g_string_append_printf (json, "%s{\"head\":[\"第%u组\",\"%s\"],\"value\":\"%s\",\"width\":10,\"kind\":\"%s\"}", i > 0 ? "," : "",
                            i / 3, keys[i], keys[i], i == 0 ? "name" : i == 4 || i == 5 || i == 19 ? "digits" : "text");
  g_string_append (json, "]}]}");

  report = cadre_report_new_from_json (json->str, "bench", &error);
  if (report == NULL)
    fail ("report", error);
  return report;
}

static void
write_report (CadreArchive *archive,
              const char   *path)
{
  g_autoptr(CadreReport) report = make_report ();
  CadreReportScope scope = { .as_of = "2025-12-31" };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) tables = cadre_report_build (report, archive, &scope, &error);

  if (tables == NULL || !cadre_report_write_workbook (tables, NULL, path, NULL, &error))
    fail ("report", error);
}

static void
write_bare (CadreArchive *archive,
            const char   *path)
{
  lxw_workbook_options options = { .constant_memory = 1 };
  lxw_workbook *workbook = workbook_new_opt (path, &options);
  lxw_worksheet *sheet = workbook_add_worksheet (workbook, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (archive, SQL, &error);

  if (rows == NULL)
    fail ("bare", error);
  for (lxw_row_t row = 0; cadre_statement_step (rows, NULL); row++)
    for (lxw_col_t i = 0; i < N_COLUMNS; i++)
      worksheet_write_string (sheet, row, i, cadre_statement_get_text (rows, i), NULL);
  if (workbook_close (workbook) != LXW_NO_ERROR)
    fail ("bare", NULL);
}

int
main (int    argc,
      char **argv)
{
  guint n_people = argc > 1 ? (guint) atoi (argv[1]) : 100000;
  int n_rounds = argc > 2 ? atoi (argv[2]) : 3;
  g_autofree char *folder = g_dir_make_tmp ("bench-export-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.cadre", NULL);
  g_autofree char *report = g_build_filename (folder, "report.xlsx", NULL);
  g_autofree char *bare = g_build_filename (folder, "bare.xlsx", NULL);
  Seconds least_report = { G_MAXDOUBLE, G_MAXDOUBLE }, least_bare = { G_MAXDOUBLE, G_MAXDOUBLE }, start;
  double before, most;
  CadreArchive *archive;

  make_archive_apart (path, n_people);
  archive = cadre_archive_open (path, CADRE_ARCHIVE_READ, NULL);
  before = peak ();
  for (int i = 0; i < n_rounds; i++)
    {
      start = seconds ();
      write_bare (archive, bare);
      take_least (&least_bare, start);
      start = seconds ();
      write_report (archive, report);
      take_least (&least_report, start);
    }
  most = peak ();

  g_print ("export %u x %d: bare loop %.2f s (processor %.2f s), report, read again and compared, %.2f s (%.2f s)\n", n_people,
           N_COLUMNS, least_bare.clock, least_bare.processor, least_report.clock, least_report.processor);
  g_print ("ratio %.2f by the clock, %.2f of the processor; peak %.0f MiB (%.0f before)\n",
           least_report.clock / least_bare.clock, least_report.processor / least_bare.processor, most, before);

  g_object_unref (archive);
  g_unlink (report);
  g_unlink (bare);
  {
    g_autofree char *command = g_strdup_printf ("rm -rf '%s'", folder);

    return system (command) == 0 ? 0 : 1;
  }
}
