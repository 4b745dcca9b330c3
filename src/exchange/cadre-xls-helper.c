/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads an old .xls workbook in a process of its own, with little it may use:
 * FreeXL keeps the whole workbook in memory, and a file made to do harm takes
 * this process down and nothing else.
 *
 *   cadre-xls-helper FILE           a line "S <name>" for each sheet
 *   cadre-xls-helper FILE SHEET     a line "C <row> <column> <type> <text>"
 *                                   for each cell; SHEET and both from 0
 *
 * Fields are separated by tabs; a tab, line break or backslash in a text is
 * \t, \n or \\. A type is t (text), n (number) or d (date). The last line is
 * "E": what lacks it was cut short. "X encrypted" or "X damaged" says why
 * there is nothing. */

#include "config.h"

#include <freexl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#define MAX_MEMORY (1024UL * 1024 * 1024)
#define MAX_SECONDS 60

#ifdef __has_feature
#if __has_feature (address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif

static void
limit (__rlimit_resource_t what,
       rlim_t              value)
{
  const struct rlimit rlimit = { value, value };

  setrlimit (what, &rlimit);
}

static void
limit_all (void)
{
#ifndef __SANITIZE_ADDRESS__
  limit (RLIMIT_AS, MAX_MEMORY);
#endif
  limit (RLIMIT_CPU, MAX_SECONDS);
  limit (RLIMIT_FSIZE, 0);
  limit (RLIMIT_CORE, 0);
  limit (RLIMIT_NOFILE, 8);
  alarm (MAX_SECONDS);
}

static void
put_text (const char *text)
{
  for (; *text != '\0'; text++)
    switch (*text)
      {
      case '\t': fputs ("\\t", stdout); break;
      case '\n': fputs ("\\n", stdout); break;
      case '\r': if (text[1] != '\n') fputs ("\\n", stdout); break;
      case '\\': fputs ("\\\\", stdout); break;
      default: putchar (*text); break;
      }
}

static void
put_cell (unsigned                row,
          unsigned short          column,
          const FreeXL_CellValue *value)
{
  switch (value->type)
    {
    case FREEXL_CELL_INT:
      printf ("C\t%u\t%u\tn\t%d\n", row, column, value->value.int_value);
      break;

    case FREEXL_CELL_DOUBLE:
      printf ("C\t%u\t%u\tn\t%.17g\n", row, column, value->value.double_value);
      break;

    case FREEXL_CELL_DATE:
    case FREEXL_CELL_DATETIME:
    case FREEXL_CELL_TIME:
      printf ("C\t%u\t%u\td\t%s\n", row, column, value->value.text_value);
      break;

    case FREEXL_CELL_TEXT:
    case FREEXL_CELL_SST_TEXT:
      if (value->value.text_value == NULL)
        break;
      printf ("C\t%u\t%u\tt\t", row, column);
      put_text (value->value.text_value);
      putchar ('\n');
      break;

    default:
      break;
    }
}

static int
put_sheets (const void *book)
{
  unsigned count = 0;

  if (freexl_get_info (book, FREEXL_BIFF_SHEET_COUNT, &count) != FREEXL_OK)
    return 1;

  for (unsigned i = 0; i < count; i++)
    {
      const char *name = NULL;

      if (freexl_get_worksheet_name (book, (unsigned short) i, &name) != FREEXL_OK)
        return 1;
      fputs ("S\t", stdout);
      put_text (name != NULL ? name : "");
      putchar ('\n');
    }

  return 0;
}

static int
put_cells (const void     *book,
           unsigned short  sheet)
{
  unsigned rows = 0;
  unsigned short columns = 0;

  if (freexl_select_active_worksheet (book, sheet) != FREEXL_OK ||
      freexl_worksheet_dimensions (book, &rows, &columns) != FREEXL_OK)
    return 1;

  for (unsigned row = 0; row < rows; row++)
    for (unsigned short column = 0; column < columns; column++)
      {
        FreeXL_CellValue value;

        if (freexl_get_cell_value (book, row, column, &value) == FREEXL_OK)
          put_cell (row, column, &value);
      }

  return 0;
}

static const char *
read_book (int     argc,
           char  **argv,
           const void *book)
{
  unsigned password = FREEXL_UNKNOWN;
  int failed;

  freexl_get_info (book, FREEXL_BIFF_PASSWORD, &password);
  if (password == FREEXL_BIFF_OBFUSCATED)
    return "X\tencrypted\n";

  failed = argc > 2 ? put_cells (book, (unsigned short) atoi (argv[2])) : put_sheets (book);
  return failed ? "X\tdamaged\n" : "E\n";
}

int
main (int    argc,
      char **argv)
{
  const void *book = NULL;
  int status;

  if (argc < 2)
    return 2;

  limit_all ();
  status = argc > 2 ? freexl_open (argv[1], &book) : freexl_open_info (argv[1], &book);
  fputs (status == FREEXL_OK ? read_book (argc, argv, book) : "X\tdamaged\n", stdout);
  if (book != NULL)
    freexl_close (book);

  return fflush (stdout) == 0 ? 0 : 1;
}
