/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Laid-out tables as a workbook, a sheet each. Always in libxlsxwriter's
 * constant_memory mode, row after row; the file is read again and compared
 * before it takes the place of an old one. */

#define G_LOG_DOMAIN "cadre-report-workbook"

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <xlsxwriter.h>

#include "cadre-error.h"
#include "cadre-file.h"
#include "cadre-report-private.h"
#include "cadre-report-workbook.h"
#include "cadre-report-workbook-private.h"
#include "cadre-xlsx-write.h"

#define POINTS_PER_INCH 72.0
#define POINTS_PER_PIXEL 0.75

#define PAPER_A3 8
#define PAPER_A4 9

#define FOOTER "&C&\"仿宋_GB2312,Regular\"&10第 &P 页 共 &N 页"
#define HEADER "&R&\"黑体,Regular\"&12"

/* Of figures that lead to their names: near black in print. */
#define LINK_COLOR 0x1F3864

#define MAX_DECIMALS 4

/* Excel allows 31 characters. */
#define MAX_SHEET_NAME 31

#define N_FORMATS (CADRE_REPORT_N_ROW_KINDS * CADRE_REPORT_N_CELL_KINDS * CADRE_REPORT_N_ALIGNS * MAX_DECIMALS * 2)

typedef struct
{
  lxw_workbook *workbook;
  lxw_format *formats[N_FORMATS];
  GPtrArray *tables;
  GPtrArray *names;             /* of sheets, by table; then of charts */
  GArray *sums;                 /* CadreReportSheetSum, by sheet in the file's order */
  const char *path;
  GCancellable *cancellable;
} Writer;

typedef struct
{
  Writer *writer;
  CadreReportTable *table;
  lxw_worksheet *sheet;
  CadreReportSheetSum sum;
  guint n_columns;
  GPtrArray *photos;            /* CadreReportPhoto */
} Sheet;

static const gboolean bordered[CADRE_REPORT_N_ROW_KINDS] = {
  [CADRE_REPORT_ROW_FORM] = TRUE,
  [CADRE_REPORT_ROW_HEAD] = TRUE,
  [CADRE_REPORT_ROW_GROUP] = TRUE,
  [CADRE_REPORT_ROW_BODY] = TRUE,
  [CADRE_REPORT_ROW_SUBTOTAL] = TRUE,
  [CADRE_REPORT_ROW_TOTAL] = TRUE,
};

static const guint8 aligns[CADRE_REPORT_N_ALIGNS] = {
  [CADRE_REPORT_ALIGN_CENTER] = LXW_ALIGN_CENTER,
  [CADRE_REPORT_ALIGN_LEFT] = LXW_ALIGN_LEFT,
  [CADRE_REPORT_ALIGN_RIGHT] = LXW_ALIGN_RIGHT,
  [CADRE_REPORT_ALIGN_SPREAD] = LXW_ALIGN_DISTRIBUTED,
};

static const char *const number_formats[MAX_DECIMALS] = { "0", "0.0", "0.00", "0.000" };
static const char *const percent_formats[MAX_DECIMALS] = { "0%", "0.0%", "0.00%", "0.000%" };

/* ----------------------------------------------------------------- formats */

static lxw_format *
make_format (Writer              *self,
             CadreReportRowKind   row,
             CadreReportCellKind  kind,
             CadreReportAlign     align,
             guint                decimals,
             gboolean             link)
{
  const CadreReportFont *font = cadre_report_font (row);
  lxw_format *format = workbook_add_format (self->workbook);

  format_set_font_name (format, kind == CADRE_REPORT_CELL_TEXT ? font->words : font->digits);
  format_set_font_size (format, font->size);
  if (font->bold)
    format_set_bold (format);
  if (link)
    format_set_font_color (format, LINK_COLOR);
  if (bordered[row])
    format_set_border (format, LXW_BORDER_THIN);
  format_set_align (format, aligns[align]);
  format_set_align (format, LXW_ALIGN_VERTICAL_CENTER);
  if (align == CADRE_REPORT_ALIGN_SPREAD)
    format_set_indent (format, 1);

  if (kind == CADRE_REPORT_CELL_NUMBER)
    format_set_num_format (format, number_formats[decimals]);
  else if (kind == CADRE_REPORT_CELL_PERCENT)
    format_set_num_format (format, percent_formats[decimals]);
  else
    {
      /* As text: what is typed over it stays text, too. */
      format_set_num_format (format, "@");
      if (row != CADRE_REPORT_ROW_INFO)
        format_set_text_wrap (format);
    }

  return format;
}

static lxw_format *
get_format (Writer              *self,
            CadreReportRowKind   row,
            CadreReportCellKind  kind,
            CadreReportAlign     align,
            guint                decimals,
            gboolean             link)
{
  guint index;

  decimals = MIN (decimals, MAX_DECIMALS - 1);
  index = (((row * CADRE_REPORT_N_CELL_KINDS + kind) * CADRE_REPORT_N_ALIGNS + align) * MAX_DECIMALS + decimals) * 2 + link;
  if (self->formats[index] == NULL)
    self->formats[index] = make_format (self, row, kind, align, decimals, link);

  return self->formats[index];
}

/* ------------------------------------------------------------------- cells */

/* worksheet_merge_range() refuses in constant_memory mode because it writes
 * the cells of all its rows, of which but one is at hand. Ours are written in
 * their turn, so only the range is left to be noted. */
static void
note_merge (lxw_worksheet *sheet,
            guint          first_row,
            guint          first_column,
            guint          last_row,
            guint          last_column)
{
  lxw_merged_range *range = calloc (1, sizeof *range);

  if (range == NULL)
    g_error ("out of memory");
  range->first_row = first_row;
  range->first_col = (lxw_col_t) first_column;
  range->last_row = last_row;
  range->last_col = (lxw_col_t) last_column;
  STAILQ_INSERT_TAIL (sheet->merged_ranges, range, list_pointers);
  sheet->merged_range_count++;
}

static void
write_link (Sheet                 *self,
            guint                  row,
            guint                  column,
            const CadreReportLink *link,
            lxw_format            *format)
{
  g_autofree char *first = _cadre_report_column_name (link->column);
  g_autofree char *last = _cadre_report_column_name (link->last_column);
  g_autofree char *url = NULL;

  if (link->table >= self->writer->tables->len)
    return;

  url = g_strdup_printf ("internal:'%s'!%s%u:%s%u", (char *) self->writer->names->pdata[link->table],
                         first, link->row + 1, last, link->last_row + 1);
  /* Excel knows 65,530 links a sheet; a list so long does without the rest. */
  worksheet_write_url (self->sheet, row, (lxw_col_t) column, url, format);
}

static lxw_error
write_cell (Sheet                 *self,
            const CadreReportRow  *row,
            const CadreReportCell *cell,
            lxw_format            *format)
{
  lxw_col_t column = (lxw_col_t) cell->column;

  if (cell->link != NULL)
    write_link (self, row->index, cell->column, cell->link, format);

  if (cell->kind == CADRE_REPORT_CELL_NUMBER || cell->kind == CADRE_REPORT_CELL_PERCENT)
    {
      _cadre_report_sheet_sum_add_number (&self->sum, row->index, cell->column, cell->number);
      if (cell->formula != NULL)
        return worksheet_write_formula_num (self->sheet, row->index, column, cell->formula, format, cell->number);
      return worksheet_write_number (self->sheet, row->index, column, cell->number, format);
    }

  _cadre_report_sheet_sum_add_text (&self->sum, row->index, cell->column, cell->text);
  return worksheet_write_string (self->sheet, row->index, column, cell->text, format);
}

static lxw_error
write_blanks (Sheet      *self,
              guint       row,
              guint       first,
              guint       end,
              lxw_format *format)
{
  lxw_error status = LXW_NO_ERROR;

  for (guint column = first; column < end && status == LXW_NO_ERROR; column++)
    status = worksheet_write_blank (self->sheet, row, (lxw_col_t) column, format);
  return status;
}

/* Centred over the cell, in its proportions. */
static void
insert_photo (Sheet                 *self,
              const CadreReportRow  *row,
              const CadreReportCell *cell)
{
  CadreReportPhoto *photo = g_new0 (CadreReportPhoto, 1);

  photo->row = row->index;
  photo->n_rows = cell->rows;
  photo->column = cell->column;
  photo->data = g_bytes_ref (cell->photo);
  for (guint i = cell->column; i < cell->column + cell->columns; i++)
    photo->width += cadre_report_table_get_width (self->table, i);
  g_ptr_array_add (self->photos, photo);
}

static lxw_error
write_row (Sheet                *self,
           const CadreReportRow *row)
{
  lxw_format *blank = get_format (self->writer, row->kind, CADRE_REPORT_CELL_TEXT, CADRE_REPORT_ALIGN_CENTER, 0, FALSE);
  lxw_error status = worksheet_set_row (self->sheet, row->index, row->height, NULL);
  guint column = 0;

  for (guint i = 0; i < row->n_cells && status == LXW_NO_ERROR; i++)
    {
      const CadreReportCell *cell = &row->cells[i];
      guint end = cell->column + cell->columns;
      lxw_format *format = get_format (self->writer, row->kind, cell->kind, cell->align, cell->decimals, cell->link != NULL);

      if (bordered[row->kind])
        status = write_blanks (self, row->index, column, cell->column, blank);
      if (status == LXW_NO_ERROR)
        status = write_cell (self, row, cell, format);
      if (status == LXW_NO_ERROR)
        status = write_blanks (self, row->index, cell->column + 1, end, format);
      if (cell->columns > 1 || cell->rows > 1)
        note_merge (self->sheet, row->index, cell->column, row->index + cell->rows - 1, end - 1);
      if (cell->photo != NULL)
        insert_photo (self, row, cell);
      column = end;
    }

  if (bordered[row->kind] && status == LXW_NO_ERROR)
    status = write_blanks (self, row->index, column, self->n_columns, blank);
  return status;
}

/* ------------------------------------------------------------------- sheets */

static char *
make_sheet_name (GPtrArray  *taken,
                 const char *wanted)
{
  g_autofree char *clean = g_utf8_substring (wanted, 0, MIN (g_utf8_strlen (wanted, -1), MAX_SHEET_NAME));
  char *name;

  /* Characters that a sheet's name cannot have; ' would end it in a link. */
  g_strdelimit (clean, "[]:*?/\\'", ' ');
  g_strstrip (clean);
  name = g_strdup (*clean != '\0' ? clean : "表");

  for (guint n = 2; g_ptr_array_find_with_equal_func (taken, name, g_str_equal, NULL); n++)
    {
      g_autofree char *number = g_strdup_printf ("%u", n);
      g_autofree char *stem = g_utf8_substring (clean, 0, MIN (g_utf8_strlen (clean, -1),
                                                               MAX_SHEET_NAME - (glong) strlen (number)));

      g_free (name);
      name = g_strconcat (stem, number, NULL);
    }

  return name;
}

static void
set_up_page (Sheet *self)
{
  const CadreReportPage *page = cadre_report_table_get_page (self->table);
  const char *mark = cadre_report_table_get_mark (self->table);
  guint head, n_heads;

  worksheet_set_paper (self->sheet, page->a3 ? PAPER_A3 : PAPER_A4);
  if (page->landscape)
    worksheet_set_landscape (self->sheet);
  worksheet_set_margins (self->sheet, page->margin_x / POINTS_PER_INCH, page->margin_x / POINTS_PER_INCH,
                         page->margin_top / POINTS_PER_INCH, page->margin_bottom / POINTS_PER_INCH);
  worksheet_fit_to_pages (self->sheet, 1, 0);
  worksheet_center_horizontally (self->sheet);
  if (cadre_report_table_is_numbered (self->table))
    worksheet_set_footer (self->sheet, FOOTER);
  if (mark != NULL)
    {
      g_autofree char *header = g_strconcat (HEADER, mark, NULL);

      worksheet_set_header (self->sheet, header);
    }

  cadre_report_table_get_head (self->table, &head, &n_heads);
  if (n_heads > 0)
    {
      worksheet_repeat_rows (self->sheet, head, head + n_heads - 1);
      worksheet_freeze_panes (self->sheet, head + n_heads, (lxw_col_t) cadre_report_table_get_n_frozen (self->table));
    }

  for (guint i = 0; i < self->n_columns; i++)
    worksheet_set_column_pixels (self->sheet, (lxw_col_t) i, (lxw_col_t) i,
                                 (guint) (cadre_report_table_get_width (self->table, i) / POINTS_PER_PIXEL + 0.5), NULL);
}

static gboolean
write_rows (Sheet   *self,
            GError **error)
{
  const CadreReportRow *row;
  GError *failure = NULL;

  while ((row = cadre_report_table_next (self->table, &failure)) != NULL)
    {
      lxw_error status;

      if (g_cancellable_set_error_if_cancelled (self->writer->cancellable, error))
        return FALSE;
      if (row->index >= LXW_ROW_MAX)
        {
          g_set_error (error, CADRE_ERROR, CADRE_ERROR_LIMIT,
                       _("%s: a sheet holds %d rows at most; choose a smaller unit"), self->writer->path, LXW_ROW_MAX);
          return FALSE;
        }

      status = write_row (self, row);
      if (status != LXW_NO_ERROR)
        return cadre_xlsx_set_write_error (error, self->writer->path, status, errno);
      if (self->photos->len > 0 || row->kind == CADRE_REPORT_ROW_FORM)
        _cadre_report_photos_take_height (self->photos, row->index, row->height);
    }

  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

static gboolean
write_sheet (Writer            *writer,
             CadreReportTable  *table,
             const char        *name,
             GError           **error)
{
  Sheet self = { 0 };
  gboolean done;

  self.writer = writer;
  self.table = table;
  self.n_columns = cadre_report_table_get_n_columns (table);
  self.photos = g_ptr_array_new_with_free_func ((GDestroyNotify) _cadre_report_photo_free);
  self.sheet = workbook_add_worksheet (writer->workbook, name);
  done = self.sheet != NULL || cadre_xlsx_set_write_error (error, writer->path, LXW_ERROR_MEMORY_MALLOC_FAILED, 0);

  if (done)
    {
      set_up_page (&self);
      done = write_rows (&self, error);
      _cadre_report_photos_insert (self.photos, self.sheet);
      g_array_append_val (writer->sums, self.sum);
    }
  if (done && cadre_report_table_get_charts (table)->len > 0)
    {
      g_autofree char *wanted = g_strconcat (name, "图", NULL);
      CadreReportSheetSum none = { 0 };
      char *chart_name = make_sheet_name (writer->names, wanted);

      /* Taken, too; behind the tables' names, which links count. */
      g_ptr_array_add (writer->names, chart_name);
      _cadre_report_write_charts (writer->workbook, table, name, chart_name);
      g_array_append_val (writer->sums, none);
    }

  g_ptr_array_unref (self.photos);
  return done;
}

static void
set_properties (Writer                        *self,
                const CadreReportWorkbookInfo *info)
{
  lxw_doc_properties properties = { 0 };

  properties.title = (char *) (info != NULL ? info->title : NULL);
  properties.company = (char *) (info != NULL ? info->company : NULL);
  properties.author = (char *) (info != NULL ? info->company : NULL);
  workbook_set_properties (self->workbook, &properties);
}

static gboolean
write_all (Writer                         *self,
           const CadreReportWorkbookInfo  *info,
           const char                     *temporary,
           GError                        **error)
{
  lxw_workbook_options options = { .constant_memory = LXW_TRUE };
  CadreReportVerify *verify;
  gboolean done = TRUE;

  self->workbook = workbook_new_opt (temporary, &options);
  if (self->workbook == NULL)
    return cadre_xlsx_set_write_error (error, self->path, LXW_ERROR_MEMORY_MALLOC_FAILED, 0);

  set_properties (self, info);
  for (guint i = 0; i < self->tables->len && done; i++)
    done = write_sheet (self, self->tables->pdata[i], self->names->pdata[i], error);

  /* Now the file is made of the rows. Closing also frees the workbook, so it
   * is done in any case. */
  verify = _cadre_report_verify_begin (temporary, self->path, self->sums, self->cancellable);
  done = cadre_xlsx_close (self->workbook, self->path, done ? error : NULL) && done;
  return _cadre_report_verify_end (verify, done, error);
}

/**
 * cadre_report_write_workbook:
 * @tables: (element-type CadreReportTable): fresh from cadre_report_build()
 * @path: where; what is there is replaced once the new file has been read
 *   again and found to say the same
 *
 * Writes the tables as a workbook, a sheet each. Takes as long as it takes:
 * to be called in a thread, the one that built the tables.
 *
 * Returns: %FALSE with @error set, and what was at @path untouched
 */
gboolean
cadre_report_write_workbook (GPtrArray                      *tables,
                             const CadreReportWorkbookInfo  *info,
                             const char                     *path,
                             GCancellable                   *cancellable,
                             GError                        **error)
{
  g_autoptr(CadreFileReplace) file = cadre_file_replace_begin (path, error);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GArray) sums = g_array_new (FALSE, FALSE, sizeof (CadreReportSheetSum));
  g_autofree Writer *self = NULL;

  if (file == NULL)
    return FALSE;

  self = g_new0 (Writer, 1);
  self->tables = tables;
  self->names = names;
  self->sums = sums;
  self->path = path;
  self->cancellable = cancellable;
  for (guint i = 0; i < tables->len; i++)
    g_ptr_array_add (names, make_sheet_name (names, cadre_report_table_get_name (tables->pdata[i])));

  return write_all (self, info, cadre_file_replace_get_temporary (file), error) &&
         cadre_file_replace_commit (file, error);
}
