/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How fast a workbook is read, beside merely inflating it: one thread, so
 * processor time is wall time on an idle machine.
 *
 *   bench-xlsx-read [ROWS [COLUMNS [RUNS]]]     100,000 x 24, 5 runs
 */

#include "config.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "cadre-sheet.h"

#define SEED 20171130
#define MIB (1024.0 * 1024.0)

static const char *const surnames[] = { "张", "李", "王", "谭", "牟", "向", "欧阳", "冉", "覃", "黄" };
static const char *const given[] = { "伟", "秀英", "建国", "红梅", "志强", "丽", "永福", "小兰", "国庆", "春燕" };
static const char *const texts[] = {
  "综合管理类公务员", "利川市毛坝镇人民政府党委书记", "土家族", "中共党员", "大学本科", "湖北民族学院汉语言文学专业",
};

/* As a register has it: names, ID numbers, dates as text, posts, hours. */
static void
write_cell (lxw_worksheet *sheet,
            GRand         *random,
            lxw_row_t      row,
            lxw_col_t      column)
{
  char text[64];

  switch (column % 6)
    {
    case 0:
      worksheet_write_number (sheet, row, column, row + 1, NULL);
      break;
    case 1:
      g_snprintf (text, sizeof text, "%s%s", surnames[g_rand_int_range (random, 0, G_N_ELEMENTS (surnames))],
                  given[g_rand_int_range (random, 0, G_N_ELEMENTS (given))]);
      worksheet_write_string (sheet, row, column, text, NULL);
      break;
    case 2:
      g_snprintf (text, sizeof text, "422802%d%02d%02d%04d", g_rand_int_range (random, 1958, 1998),
                  g_rand_int_range (random, 1, 13), g_rand_int_range (random, 1, 29), g_rand_int_range (random, 0, 10000));
      worksheet_write_string (sheet, row, column, text, NULL);
      break;
    case 3:
      g_snprintf (text, sizeof text, "%d.%02d", g_rand_int_range (random, 1958, 2017), g_rand_int_range (random, 1, 13));
      worksheet_write_string (sheet, row, column, text, NULL);
      break;
    case 4:
      worksheet_write_string (sheet, row, column, texts[g_rand_int_range (random, 0, G_N_ELEMENTS (texts))], NULL);
      break;
    default:
      worksheet_write_number (sheet, row, column, g_rand_int_range (random, 0, 2400) / 4.0, NULL);
      break;
    }
}

static void
write_workbook (const char *path,
                int         rows,
                int         columns)
{
  lxw_workbook_options options = { .constant_memory = LXW_TRUE };
  lxw_workbook *book = workbook_new_opt (path, &options);
  lxw_worksheet *sheet = workbook_add_worksheet (book, "花名册");
  GRand *random = g_rand_new_with_seed (SEED);

  for (int row = 0; row < rows; row++)
    for (int column = 0; column < columns; column++)
      write_cell (sheet, random, (lxw_row_t) row, (lxw_col_t) column);

  workbook_close (book);
  g_rand_free (random);
}

/* In a process of its own, so that its memory does not count. */
static void
write_apart (const char *path,
             int         rows,
             int         columns)
{
  pid_t pid = fork ();
  int status;

  if (pid == 0)
    {
      write_workbook (path, rows, columns);
      _exit (0);
    }
  if (pid < 0 || waitpid (pid, &status, 0) != pid || status != 0)
    g_error ("the workbook cannot be written");
}

static gboolean
count_cell (const CadreCell *cell,
            gpointer         user_data)
{
  guint64 *n = user_data;

  (*n)++;
  return TRUE;
}

/* Of the processor: what a busy machine does not blur. */
static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

static double
read_once (const char *path,
           guint64    *n)
{
  const CadreSheetVisitor visitor = { count_cell, NULL, NULL };
  double start = now ();
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreWorkbook) book = cadre_workbook_open (path, NULL, &error);

  *n = 0;
  if (book == NULL || !cadre_workbook_read_sheet (book, 0, &visitor, n, NULL, &error))
    g_error ("%s", error->message);

  return now () - start;
}

static double
inflate_once (const char *path,
              gint64     *bytes)
{
  double start = now ();
  struct archive *archive = archive_read_new ();
  struct archive_entry *entry;
  const void *block;
  size_t size;
  la_int64_t offset;

  *bytes = 0;
  archive_read_support_format_zip_seekable (archive);
  if (archive_read_open_filename (archive, path, 65536) != ARCHIVE_OK)
    g_error ("%s", archive_error_string (archive));
  while (archive_read_next_header (archive, &entry) == ARCHIVE_OK)
    while (archive_read_data_block (archive, &block, &size, &offset) == ARCHIVE_OK)
      *bytes += (gint64) size;
  archive_read_free (archive);

  return now () - start;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
median (GArray *values)
{
  g_array_sort (values, compare);
  return g_array_index (values, double, values->len / 2);
}

int
main (int    argc,
      char **argv)
{
  int rows = argc > 1 ? atoi (argv[1]) : 100000;
  int columns = argc > 2 ? atoi (argv[2]) : 24;
  int runs = argc > 3 ? atoi (argv[3]) : 5;
  g_autofree char *folder = g_dir_make_tmp ("bench-xlsx-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "register.xlsx", NULL);
  g_autoptr(GArray) reading = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) inflating = g_array_new (FALSE, FALSE, sizeof (double));
  struct rusage usage;
  guint64 n = 0;
  gint64 bytes = 0;

  write_apart (path, rows, columns);
  for (int i = 0; i < runs; i++)
    {
      double r = read_once (path, &n), f = inflate_once (path, &bytes);

      g_array_append_val (reading, r);
      g_array_append_val (inflating, f);
    }
  getrusage (RUSAGE_SELF, &usage);

  g_print ("xlsx-read: %d x %d, %.1f MiB of XML, median of %d\n", rows, columns, (double) bytes / MIB, runs);
  g_print ("xlsx-read: %.3f CPU s, %.2f million cells a second, peak %.1f MiB, %.2f x inflating alone (%.3f s)\n", median (reading),
           (double) n / median (reading) / 1e6, (double) usage.ru_maxrss / 1024.0, median (reading) / median (inflating),
           median (inflating));

  g_unlink (path);
  g_rmdir (folder);
  return 0;
}
