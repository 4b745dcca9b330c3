/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Taking in a roster: reading alone, planning (which reads), applying, and
 * the same sheet again, against an archive that has all of it.
 *
 *   bench-import [ROWS]     100,000 people of 20 columns
 */

#include "config.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <xlsxwriter.h>

#include "cadre-journal.h"
#include "cadre-plan.h"

#define SEED 20171130

static const char * const heads[] = {
  "序号", "单位", "姓名", "性别", "民族", "籍贯", "出生年月", "参加工作时间", "入党时间", "全日制学历学位", "毕业院校及专业",
  "在职学历", "现任职务", "任现职时间", "职务层次", "职级", "人员类别", "身份证号", "联系电话", "备注",
};
static const char * const surnames[] = { "张", "李", "王", "谭", "牟", "向", "欧阳", "冉", "覃", "黄" };
static const char * const given[] = { "伟", "秀英", "建国", "红梅", "志强", "丽", "永福", "小兰", "国庆", "春燕" };
static const char * const groups[] = { "汉族", "土家族", "苗族" };

static void
make_id_number (GRand *random,
                int    year,
                int    month,
                char  *id)
{
  static const int weights[] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
  int sum = 0;

  g_snprintf (id, 19, "422802%04d%02d%02d%03d", year, month, g_rand_int_range (random, 1, 29), g_rand_int_range (random, 0, 1000));
  for (int i = 0; i < 17; i++)
    sum += (id[i] - '0') * weights[i];
  id[17] = "10X98765432"[sum % 11];
  id[18] = '\0';
}

static void
write_row (lxw_worksheet *sheet,
           GRand         *random,
           int            row)
{
  char texts[G_N_ELEMENTS (heads)][128] = { { 0 } };
  int year = g_rand_int_range (random, 1958, 1996);
  int month = g_rand_int_range (random, 1, 13);

  g_snprintf (texts[0], 128, "%d", row);
  g_snprintf (texts[1], 128, "第%d局", row / 40);
  g_snprintf (texts[2], 128, "%s%s%s", surnames[g_rand_int_range (random, 0, 10)], given[g_rand_int_range (random, 0, 10)],
              given[g_rand_int_range (random, 0, 10)]);
  make_id_number (random, year, month, texts[17]);
  g_strlcpy (texts[3], (texts[17][16] - '0') % 2 == 1 ? "男" : "女", 128);
  g_strlcpy (texts[4], groups[g_rand_int_range (random, 0, 3)], 128);
  g_strlcpy (texts[5], "湖北利川", 128);
  g_snprintf (texts[6], 128, "%d.%02d", year, month);
  g_snprintf (texts[7], 128, "%d.%02d", year + 22, month);
  g_snprintf (texts[8], 128, "%d.%02d", year + 25, month);
  g_strlcpy (texts[9], row % 3 == 0 ? "大学\n管理学学士" : "大专", 128);
  g_snprintf (texts[10], 128, "某某大学行政管理专业%d", row % 50);
  g_strlcpy (texts[11], row % 4 == 0 ? "中央党校大学" : "", 128);
  g_snprintf (texts[12], 128, "第%d局党组成员、副局长%d", row / 40, row % 40);
  g_snprintf (texts[13], 128, "%d.%02d", 2010 + row % 7, month);
  g_strlcpy (texts[14], "乡科级副职", 128);
  g_strlcpy (texts[15], row % 2 == 0 ? "三级主任科员" : "", 128);
  g_strlcpy (texts[16], "综合管理类公务员", 128);
  g_snprintf (texts[18], 128, "139%08d", row);

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    if (texts[i][0] != '\0')
      worksheet_write_string (sheet, (lxw_row_t) row + 1, (lxw_col_t) i, texts[i], NULL);
}

static void
write_roster (const char *path,
              int         n_rows)
{
  lxw_workbook_options options = { .constant_memory = LXW_TRUE };
  lxw_workbook *workbook = workbook_new_opt (path, &options);
  lxw_worksheet *sheet = workbook_add_worksheet (workbook, "花名册");
  g_autoptr(GRand) random = g_rand_new_with_seed (SEED);

  worksheet_write_string (sheet, 0, 0, "干部花名册", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    worksheet_write_string (sheet, 1, (lxw_col_t) i, heads[i], NULL);
  for (int row = 1; row <= n_rows; row++)
    write_row (sheet, random, row);
  if (workbook_close (workbook) != LXW_NO_ERROR)
    g_error ("%s cannot be written", path);
}

/* Processor time, in microseconds: all of this is one thread. */
static gint64
cpu_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gboolean
count_cell (const CadreCell *cell,
            gpointer         user_data)
{
  ++*(guint64 *) user_data;
  return TRUE;
}

static double
time_reader (const char *path,
             guint64    *n_cells)
{
  static const CadreSheetVisitor visitor = { count_cell, NULL, NULL };
  g_autoptr(GError) error = NULL;
  gint64 start = cpu_time ();
  g_autoptr(CadreWorkbook) workbook = cadre_workbook_open (path, NULL, &error);

  g_assert_no_error (error);
  *n_cells = 0;
  cadre_workbook_read_sheet (workbook, 0, &visitor, n_cells, NULL, &error);
  g_assert_no_error (error);
  return (cpu_time () - start) / 1e6;
}

static CadrePlan *
time_plan (CadreArchive   *archive,
           CadreCatalogue *catalogue,
           const char     *path,
           double         *seconds)
{
  g_autoptr(GError) error = NULL;
  gint64 start = cpu_time ();
  CadrePlan *plan = cadre_plan_new (archive, catalogue, &(CadrePlanRequest) { .path = path, .kind = "people" }, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  *seconds = (cpu_time () - start) / 1e6;
  return plan;
}

static long
peak_mib (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

int
main (int    argc,
      char **argv)
{
  int n_rows = argc > 1 ? atoi (argv[1]) : 100000;
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("cadre-bench-XXXXXX", &error);
  g_autofree char *sheet = g_build_filename (folder, "roster.xlsx", NULL);
  g_autofree char *file = g_build_filename (folder, "a.cadre", NULL);
  g_autofree char *name = NULL;
  g_autoptr(CadreArchive) archive = cadre_archive_create (file, &error);
  g_autoptr(CadreCatalogue) catalogue = archive != NULL ? cadre_catalogue_new (archive, &error) : NULL;
  g_autoptr(CadrePlan) plan = NULL;
  g_autoptr(CadrePlan) again = NULL;
  CadrePlanResult result;
  double reader, planning, applying, replanning, undoing;
  guint64 n_cells;
  gint64 start;

  g_assert_no_error (error);
  write_roster (sheet, n_rows);
  reader = time_reader (sheet, &n_cells);
  reader = MIN (reader, time_reader (sheet, &n_cells));

  plan = time_plan (archive, catalogue, sheet, &planning);
  start = cpu_time ();
  cadre_plan_apply (plan, archive, &result, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  applying = (cpu_time () - start) / 1e6;

  g_print ("%d people, %" G_GUINT64_FORMAT " cells: new %u, doubtful %u, refused %u\n", n_rows, n_cells, result.n_new,
           result.n_doubtful, result.n_refused);
  g_print ("reader alone      %7.3f s\n", reader);
  g_print ("read and plan     %7.3f s\n", planning);
  g_print ("apply             %7.3f s\n", applying);
  g_print ("together          %7.2f x the reader alone (to reach: 4)\n", (planning + applying) / reader);

  again = time_plan (archive, catalogue, sheet, &replanning);
  g_print ("plan it again     %7.3f s: same %u, changed %u\n", replanning, cadre_plan_count (again, CADRE_PLAN_SAME),
           cadre_plan_count (again, CADRE_PLAN_CHANGED));
  start = cpu_time ();
  cadre_journal_undo (archive, &name, &error);
  g_assert_no_error (error);
  undoing = (cpu_time () - start) / 1e6;
  g_print ("undo              %7.3f s, %.2f x the apply\n", undoing, undoing / applying);
  g_print ("peak memory       %7ld MiB\n", peak_mib ());

  g_clear_object (&again);
  g_clear_object (&plan);
  g_clear_object (&catalogue);
  g_clear_object (&archive);
  g_unlink (sheet);
  g_unlink (file);
  g_rmdir (folder);
  return 0;
}
