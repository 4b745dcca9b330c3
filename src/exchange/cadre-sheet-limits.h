/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CadreSheetLimits:
 * @file_bytes: of the file on disk
 * @part_bytes: of one unpacked part of a workbook, or of a text file
 * @expansion: an unpacked part over 64 MiB may be this many times its file
 * @parts: members of a workbook's zip
 * @sheets: of a workbook
 * @rows: of a sheet; a row number beyond is refused
 * @columns: of a sheet; a column number beyond is refused
 * @cells: with something in them, of one sheet
 * @merges: merged ranges of one sheet
 * @cell_bytes: of one text, as UTF-8
 * @strings: shared texts of a workbook
 * @string_bytes: all its shared texts together
 * @styles: cell styles of a workbook
 * @xml_depth: elements within elements
 * @seconds: of reading one sheet, the visitor's own time included
 *
 * What is larger than any honest file. Reading stops there with
 * %CADRE_ERROR_LIMIT instead of eating the machine.
 */
typedef struct
{
  gint64 file_bytes;
  gint64 part_bytes;
  gint64 expansion;
  guint parts;
  guint sheets;
  guint32 rows;
  guint32 columns;
  guint64 cells;
  guint merges;
  gsize cell_bytes;
  guint strings;
  gsize string_bytes;
  guint styles;
  int xml_depth;
  gint64 seconds;
} CadreSheetLimits;

extern const CadreSheetLimits cadre_sheet_limits;

G_END_DECLS
