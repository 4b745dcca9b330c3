/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The old .xls format, read by cadre-xls-helper in a process of its own.
 * FreeXL tells neither merged cells nor what is hidden, and no results of
 * formulas: the caveat says so. */

#define G_LOG_DOMAIN "cadre-xls"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cadre-workbook-private.h"

#ifdef HAVE_FREEXL

/* For running from the build folder, where the helper is not installed. */
#define HELPER_VARIABLE "CADRE_XLS_HELPER"

typedef struct
{
  CadreReader *reader;
  const CadreSheetVisitor *visitor;
  gpointer user_data;
  gint64 row;        /* -1 before the first */
  guint64 cells;
  gboolean stopped;
} Reading;

/* Takes one line from the helper; FALSE with @error set, or where no more is
 * wanted. */
typedef gboolean (*TakeLine) (Reading  *self,
                              char    **fields,
                              GError  **error);

static gboolean
cannot_read_error (CadreReader  *self,
                   const char   *why,
                   GError      **error)
{
  if (g_strcmp0 (why, "encrypted") == 0)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_ENCRYPTED,
                 _("%s: the workbook is protected by a password; open it in the spreadsheet program, take the password off and save it again"),
                 self->name);
  else
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_DAMAGED,
                 _("%s: the old .xls workbook is damaged, or not a plain one; open it in the spreadsheet program and save it as .xlsx"),
                 self->name);
  return FALSE;
}

static gboolean
take_lines (Reading           *self,
            GDataInputStream  *lines,
            TakeLine           take,
            GCancellable      *cancellable,
            GError           **error)
{
  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line_utf8 (lines, NULL, cancellable, error);
      g_auto(GStrv) fields = NULL;

      if (line == NULL)
        return (error != NULL && *error != NULL) ? FALSE : cannot_read_error (self->reader, NULL, error);
      if (g_str_equal (line, "E"))
        return TRUE;

      fields = g_strsplit (line, "\t", 5);
      if (g_str_equal (fields[0], "X"))
        return cannot_read_error (self->reader, fields[1], error);
      if (!take (self, fields, error))
        return self->stopped;
    }
}

static gboolean
run_helper (Reading       *self,
            const char    *sheet,
            TakeLine       take,
            GCancellable  *cancellable,
            GError       **error)
{
  const char *helper = g_getenv (HELPER_VARIABLE) != NULL ? g_getenv (HELPER_VARIABLE) : CADRE_LIBEXECDIR "/cadre-xls-helper";
  const char *argv[] = { helper, self->reader->path, sheet, NULL };
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GDataInputStream) lines = NULL;
  g_autoptr(GError) local = NULL;
  gboolean ok;

  /* Numbers with a point, whatever the user's language. */
  g_subprocess_launcher_setenv (launcher, "LC_ALL", "C.UTF-8", TRUE);
  process = g_subprocess_launcher_spawnv (launcher, argv, &local);
  if (process == NULL)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_FAILED,
                   _("%s: the program that reads old .xls files cannot be started (%s); open it in the spreadsheet program and save it as .xlsx"),
                   self->reader->name, local->message);
      return FALSE;
    }

  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_data_input_stream_set_newline_type (lines, G_DATA_STREAM_NEWLINE_TYPE_LF);
  ok = take_lines (self, lines, take, cancellable, &local);
  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
  if (ok)
    return TRUE;

  if (local->domain == CADRE_ERROR || g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&local));
  else
    cannot_read_error (self->reader, NULL, error);
  return FALSE;
}

static char *
unescape (char *text)
{
  char *out = text;

  for (const char *in = text; *in != '\0'; in++)
    {
      if (*in != '\\' || in[1] == '\0')
        *out++ = *in;
      else
        {
          in++;
          *out++ = *in == 't' ? '\t' : *in == 'n' ? '\n' : *in;
        }
    }
  *out = '\0';

  return text;
}

static gboolean
take_sheet (Reading  *self,
            char    **fields,
            GError  **error)
{
  if (!g_str_equal (fields[0], "S") || g_strv_length (fields) != 2 ||
      self->reader->sheets->len >= self->reader->limits->sheets)
    return cannot_read_error (self->reader, NULL, error);

  g_ptr_array_add (self->reader->sheets, cadre_sheet_info_new (unescape (fields[1]), FALSE));
  return TRUE;
}

static void
fill_cell (CadreCell *cell,
           char       type,
           char      *text,
           char      *buffer)
{
  char *space;

  cell->text = unescape (text);
  cell->type = CADRE_CELL_TEXT;

  if (type == 'n' && cadre_number_parse (text, strlen (text), &cell->number))
    {
      cell->type = CADRE_CELL_NUMBER;
      cell->text = cadre_number_text (cell->number, buffer);
    }
  else if (type == 'd')
    {
      cell->type = CADRE_CELL_DATE;
      space = strchr (text, ' ');
      if (space != NULL)
        *space = g_str_equal (space, " 00:00:00") ? '\0' : 'T';
    }
}

static gboolean
take_cell (Reading  *self,
           char    **fields,
           GError  **error)
{
  const CadreSheetLimits *limits = self->reader->limits;
  CadreCell cell = { .type = CADRE_CELL_TEXT };
  char buffer[CADRE_NUMBER_TEXT_SIZE];
  guint64 row, column;

  if (!g_str_equal (fields[0], "C") || g_strv_length (fields) != 5 ||
      !g_ascii_string_to_unsigned (fields[1], 10, 0, limits->rows - 1, &row, NULL) ||
      !g_ascii_string_to_unsigned (fields[2], 10, 0, limits->columns - 1, &column, NULL) ||
      (gint64) row < self->row || ++self->cells > limits->cells)
    return cannot_read_error (self->reader, NULL, error);

  if ((gint64) row != self->row && self->visitor->row != NULL &&
      !self->visitor->row ((guint32) row, FALSE, self->user_data))
    self->stopped = TRUE;
  self->row = (gint64) row;

  cell.row = (guint32) row;
  cell.column = (guint32) column;
  fill_cell (&cell, fields[3][0], fields[4], buffer);
  if (!self->stopped && *cell.text != '\0' && !self->visitor->cell (&cell, self->user_data))
    self->stopped = TRUE;

  return !self->stopped;
}

static gboolean
xls_open (CadreReader   *self,
          GCancellable  *cancellable,
          GError       **error)
{
  Reading reading = { .reader = self };

  if (!run_helper (&reading, NULL, take_sheet, cancellable, error))
    return FALSE;

  return self->sheets->len > 0 || cannot_read_error (self, NULL, error);
}

static gboolean
xls_read (CadreReader              *self,
          int                       sheet,
          const CadreSheetVisitor  *visitor,
          gpointer                  user_data,
          GCancellable             *cancellable,
          GError                  **error)
{
  g_autofree char *number = g_strdup_printf ("%d", sheet);
  Reading reading = { self, visitor, user_data, -1, 0, FALSE };

  return run_helper (&reading, number, take_cell, cancellable, error);
}

#else /* !HAVE_FREEXL */

static gboolean
xls_open (CadreReader   *self,
          GCancellable  *cancellable,
          GError       **error)
{
  g_set_error (error, CADRE_ERROR, CADRE_ERROR_FORMAT,
               _("%s: this is a workbook in the old .xls format, which this installation does not read; open it in the spreadsheet program and save it as .xlsx"),
               self->name);
  return FALSE;
}

static gboolean
xls_read (CadreReader              *self,
          int                       sheet,
          const CadreSheetVisitor  *visitor,
          gpointer                  user_data,
          GCancellable             *cancellable,
          GError                  **error)
{
  return xls_open (self, cancellable, error);
}

#endif

static void
xls_clear (CadreReader *self)
{
}

const CadreReaderClass cadre_xls_reader_class = {
  .size = sizeof (CadreReader),
  .open = xls_open,
  .read = xls_read,
  .clear = xls_clear,
  .caveat = N_("the old .xls format does not tell merged cells, hidden rows, truths and the results of formulas, and a "
               "date shown to the month comes with day 1; to be sure, save it as .xlsx and read that"),
};
