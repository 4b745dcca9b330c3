/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A workbook read while it is being written: whole, cut short, with a byte
 * changed, given up. */

#include "config.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "cadre-error.h"
#include "cadre-test.h"
#include "cadre-xlsx-follow.h"

#define N_ROWS 3000
#define N_SHEETS 2

typedef struct
{
  char *folder;
  char *path;
  char *bytes;
  gsize length;
} Fixture;

/* What is read: all texts, by sheet. */
typedef struct
{
  GString *texts[N_SHEETS + 1];
} Read;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autofree char *written = NULL;
  lxw_workbook_options options = { .constant_memory = LXW_TRUE };
  lxw_workbook *workbook;
  g_autoptr(GRand) random = g_rand_new_with_seed (20171130);

  self->folder = cadre_test_folder_new ();
  self->path = g_build_filename (self->folder, "growing.xlsx", NULL);
  written = g_build_filename (self->folder, "written.xlsx", NULL);
  workbook = workbook_new_opt (written, &options);
  for (int i = 0; i < N_SHEETS; i++)
    {
      lxw_worksheet *sheet = workbook_add_worksheet (workbook, NULL);

      /* Numbers that do not pack well, so that there is much to read. */
      for (lxw_row_t row = 0; row < N_ROWS; row++)
        {
          g_autofree char *text = g_strdup_printf ("第%d页 %08x<&>", i + 1, g_rand_int (random));

          worksheet_write_string (sheet, row, 0, text, NULL);
        }
    }
  g_assert_cmpint (workbook_close (workbook), ==, LXW_NO_ERROR);
  g_assert_true (g_file_get_contents (written, &self->bytes, &self->length, NULL));
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  cadre_test_remove (self->folder);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->bytes);
}

static gboolean
take_cell (const CadreCell *cell,
           gpointer         data)
{
  g_string_append_printf (data, "%u,%u=%s\n", cell->row, cell->column, cell->text);
  return TRUE;
}

static gpointer
begin_sheet (guint    sheet,
             gpointer data)
{
  Read *read = data;

  return read->texts[MIN (sheet, N_SHEETS)];
}

static void
append (const char *path,
        const char *bytes,
        gsize       length)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_APPEND, 0600);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, bytes, length), ==, length);
  close (fd);
}

/* Follows @length bytes as they are written in @n_pieces. */
static gboolean
follow (Fixture     *self,
        const char  *bytes,
        gsize        length,
        guint        n_pieces,
        gboolean     is_written,
        Read        *read,
        GError     **error)
{
  static const CadreSheetVisitor visitor = { .cell = take_cell };
  CadreXlsxFollow *follow;
  gsize done = 0;
  guint n_sheets = 0;
  gboolean good;

  for (guint i = 0; i <= N_SHEETS; i++)
    read->texts[i] = g_string_new (NULL);
  unlink (self->path);
  append (self->path, "", 0);
  follow = cadre_xlsx_follow_begin (self->path, &visitor, begin_sheet, read, NULL);
  for (guint i = 1; i <= n_pieces; i++)
    {
      gsize end = length * i / n_pieces;

      append (self->path, bytes + done, end - done);
      done = end;
      if (i < n_pieces)
        g_usleep (3000);
    }

  good = cadre_xlsx_follow_end (follow, is_written, &n_sheets, error);
  if (good)
    g_assert_cmpuint (n_sheets, ==, N_SHEETS);
  return good;
}

static void
read_clear (Read *read)
{
  for (guint i = 0; i <= N_SHEETS; i++)
    g_string_free (read->texts[i], TRUE);
}

static void
assert_whole (const Read *read)
{
  for (guint i = 0; i < N_SHEETS; i++)
    {
      g_autofree char *first = g_strdup_printf ("0,0=第%u页 ", i + 1);

      g_assert_true (g_str_has_prefix (read->texts[i]->str, first));
      g_assert_nonnull (strstr (read->texts[i]->str, "\n2999,0="));
      g_assert_nonnull (strstr (read->texts[i]->str, "<&>"));
    }
}

static void
test_whole (Fixture       *self,
            gconstpointer  data)
{
  static const guint pieces[] = { 1, 7, 50 };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr(GError) error = NULL;
      Read read;

      follow (self, self->bytes, self->length, pieces[i], TRUE, &read, &error);
      g_assert_no_error (error);
      assert_whole (&read);
      read_clear (&read);
    }
}

static void
test_cut_short (Fixture       *self,
                gconstpointer  data)
{
  static const guint percents[] = { 0, 1, 30, 60, 99 };

  for (guint i = 0; i < G_N_ELEMENTS (percents); i++)
    {
      g_autoptr(GError) error = NULL;
      Read read;

      g_assert_false (follow (self, self->bytes, self->length * percents[i] / 100, 2, TRUE, &read, &error));
      g_assert_error (error, CADRE_ERROR, CADRE_ERROR_DAMAGED);
      read_clear (&read);
    }
}

/* A byte changed anywhere: told, unless it changed nothing that counts. */
static void
test_changed (Fixture       *self,
              gconstpointer  data)
{
  Read right;
  guint n_told = 0;

  g_assert_true (follow (self, self->bytes, self->length, 1, TRUE, &right, NULL));
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *changed = g_memdup2 (self->bytes, self->length);
      gsize at = self->length * i / 200;
      Read read;

      changed[at] ^= 0x10;
      if (!follow (self, changed, self->length, 1, TRUE, &read, NULL))
        n_told++;
      else
        for (guint n = 0; n < N_SHEETS; n++)
          g_assert_cmpstr (read.texts[n]->str, ==, right.texts[n]->str);
      read_clear (&read);
    }
  g_assert_cmpuint (n_told, >, 180);
  read_clear (&right);
}

static void
test_given_up (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  Read read;

  g_assert_false (follow (self, self->bytes, self->length / 2, 3, FALSE, &read, &error));
  g_assert_nonnull (error);
  read_clear (&read);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/follow/whole", Fixture, NULL, set_up, test_whole, tear_down);
  g_test_add ("/follow/cut-short", Fixture, NULL, set_up, test_cut_short, tear_down);
  g_test_add ("/follow/changed", Fixture, NULL, set_up, test_changed, tear_down);
  g_test_add ("/follow/given-up", Fixture, NULL, set_up, test_given_up, tear_down);

  return g_test_run ();
}
