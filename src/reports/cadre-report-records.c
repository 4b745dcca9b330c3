/* SPDX-License-Identifier: GPL-3.0-or-later */

/* All records of the archive as workbooks, one a kind, for whoever has to work
 * without this program: plain lists under the catalogue's labels. Not reports:
 * nothing is laid out, and nothing is left out. */

#define G_LOG_DOMAIN "cadre-report-records"

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <xlsxwriter.h>

#include "cadre-error.h"
#include "cadre-file.h"
#include "cadre-record.h"
#include "cadre-report-records.h"
#include "cadre-xlsx-write.h"

/* What Excel allows. */
#define MAX_ROWS 1048576
#define MAX_CELL_CHARACTERS 32767
#define MAX_NAME_CHARACTERS 31

#define WIDEST 40.0

/* The head of the keys, by which the lists refer to each other. */
#define KEY_HEAD "编号"

typedef struct
{
  CadreArchive *archive;
  CadreCatalogue *catalogue;
  const CadreRecordKind *kind;
  const char *path;
  lxw_workbook *workbook;
  lxw_worksheet *sheet;
  lxw_format *head;
  lxw_format *text;
  lxw_row_t row;
  guint n_sheets;
} List;

static gboolean
is_reference (const CadreField *field)
{
  return field->kind == CADRE_FIELD_UNIT || field->kind == CADRE_FIELD_PERSON || field->kind == CADRE_FIELD_RECORD;
}

static gboolean
is_number (const CadreField *field)
{
  return field->kind == CADRE_FIELD_NUMBER || field->kind == CADRE_FIELD_INTEGER;
}

static gboolean
set_error (List       *self,
           lxw_error   status,
           GError    **error)
{
  return cadre_xlsx_set_write_error (error, self->path, status, errno);
}

/* ----------------------------------------------------------------- a sheet */

static lxw_error
write_head (List       *self,
            lxw_col_t   column,
            const char *text,
            double      width)
{
  worksheet_set_column (self->sheet, column, column, MIN (width * 2 + 2, WIDEST), self->text);
  return worksheet_write_string (self->sheet, 0, column, text, self->head);
}

/* 人员 and, as a reference is a key that is shown by a name, 人员编号. */
static lxw_error
write_heads (List *self)
{
  lxw_error status = write_head (self, 0, KEY_HEAD, 3);
  lxw_col_t column = 1;

  for (guint i = 0; i < self->kind->fields->len && status == LXW_NO_ERROR; i++)
    {
      const CadreField *field = g_ptr_array_index (self->kind->fields, i);

      status = write_head (self, column++, field->label, field->width);
      if (is_reference (field) && status == LXW_NO_ERROR)
        {
          g_autofree char *key_head = g_strconcat (field->label, KEY_HEAD, NULL);

          status = write_head (self, column++, key_head, 3);
        }
    }

  return status;
}

static gboolean
begin_sheet (List    *self,
             GError **error)
{
  g_autofree char *label = g_utf8_substring (self->kind->label, 0,
                                             MIN (g_utf8_strlen (self->kind->label, -1), MAX_NAME_CHARACTERS - 4));
  g_autofree char *name = NULL;
  lxw_error status;

  self->n_sheets++;
  name = self->n_sheets == 1 ? g_strdup (label) : g_strdup_printf ("%s %u", label, self->n_sheets);
  self->sheet = workbook_add_worksheet (self->workbook, name);
  if (self->sheet == NULL)
    return set_error (self, LXW_ERROR_MEMORY_MALLOC_FAILED, error);

  worksheet_freeze_panes (self->sheet, 1, 0);
  self->row = 1;
  status = write_heads (self);
  return status == LXW_NO_ERROR || set_error (self, status, error);
}

/* ------------------------------------------------------------------- cells */

/* A text longer than a cell can be is cut; the JSON beside has all of it. */
static lxw_error
write_text (List       *self,
            lxw_col_t   column,
            const char *text)
{
  g_autofree char *cut = NULL;

  if (g_utf8_strlen (text, -1) > MAX_CELL_CHARACTERS)
    {
      cut = g_utf8_substring (text, 0, MAX_CELL_CHARACTERS - 2);
      text = cut;
    }

  return worksheet_write_string (self->sheet, self->row, column, text, self->text);
}

static lxw_error
write_field (List             *self,
             const CadreField *field,
             CadreStatement   *record,
             int               index,
             lxw_col_t        *column)
{
  const char *value = cadre_statement_get_text (record, index);
  lxw_col_t at = *column;
  lxw_error status = LXW_NO_ERROR;

  *column += is_reference (field) ? 2 : 1;
  if (value == NULL)
    return LXW_NO_ERROR;

  if (is_number (field))
    return worksheet_write_number (self->sheet, self->row, at, cadre_statement_get_double (record, index), NULL);

  if (is_reference (field))
    status = worksheet_write_number (self->sheet, self->row, (lxw_col_t) (at + 1),
                                     cadre_statement_get_double (record, index), NULL);
  if (status == LXW_NO_ERROR)
    {
      g_autofree char *shown = cadre_record_format_value (self->archive, self->catalogue, field, value);

      status = write_text (self, at, shown);
    }

  return status;
}

static lxw_error
write_record (List           *self,
              CadreStatement *record)
{
  lxw_error status = worksheet_write_number (self->sheet, self->row, 0, cadre_statement_get_double (record, 0), NULL);
  lxw_col_t column = 1;

  for (guint i = 0; i < self->kind->fields->len && status == LXW_NO_ERROR; i++)
    status = write_field (self, g_ptr_array_index (self->kind->fields, i), record, (int) i + 1, &column);

  self->row++;
  return status;
}

/* ------------------------------------------------------------------ a list */

static char *
records_sql (const CadreRecordKind *kind)
{
  g_autoptr(GString) sql = g_string_new ("SELECT id");

  for (guint i = 0; i < kind->fields->len; i++)
    {
      const CadreField *field = g_ptr_array_index (kind->fields, i);

      if (field->custom)
        g_string_append_printf (sql, ", custom ->> '$.%s'", field->key);
      else
        g_string_append_printf (sql, ", %s", field->key);
    }
  g_string_append_printf (sql, " FROM %s ORDER BY id", kind->key);

  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static gboolean
write_records (List    *self,
               GError **error)
{
  g_autofree char *sql = records_sql (self->kind);
  g_autoptr(CadreStatement) records = cadre_archive_prepare (self->archive, sql, error);

  if (records == NULL || !begin_sheet (self, error))
    return FALSE;

  while (cadre_statement_step (records, error))
    {
      lxw_error status;

      if (self->row == MAX_ROWS && !begin_sheet (self, error))
        return FALSE;
      status = write_record (self, records);
      if (status != LXW_NO_ERROR)
        return set_error (self, status, error);
    }

  return cadre_statement_is_done (records);
}

static gboolean
write_workbook (List        *self,
                const char  *temporary,
                GError     **error)
{
  lxw_workbook_options options = { .constant_memory = LXW_TRUE };
  gboolean done;

  self->workbook = workbook_new_opt (temporary, &options);
  if (self->workbook == NULL)
    return set_error (self, LXW_ERROR_MEMORY_MALLOC_FAILED, error);

  self->head = workbook_add_format (self->workbook);
  format_set_bold (self->head);
  /* As text: what is typed over it stays text, too. */
  self->text = workbook_add_format (self->workbook);
  format_set_num_format (self->text, "@");

  errno = 0;
  done = write_records (self, error);
  return cadre_xlsx_close (self->workbook, self->path, done ? error : NULL) && done;
}

/**
 * cadre_report_write_records:
 * @folder: made if it is not there
 *
 * Writes KIND.xlsx for each kind of record of the catalogue: a row a record,
 * heads as the catalogue's labels, dates and numbers of documents as text,
 * and beside the name of a unit, person or record that one refers to its key.
 *
 * Returns: %FALSE with @error set if a workbook could not be written
 */
gboolean
cadre_report_write_records (CadreArchive    *archive,
                            CadreCatalogue  *catalogue,
                            const char      *folder,
                            GError         **error)
{
  GPtrArray *kinds = cadre_catalogue_get_kinds (catalogue);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return cadre_file_set_error (error, folder, errno);

  for (guint i = 0; i < kinds->len; i++)
    {
      const CadreRecordKind *kind = g_ptr_array_index (kinds, i);
      g_autofree char *base = g_strconcat (kind->key, ".xlsx", NULL);
      g_autofree char *path = g_build_filename (folder, base, NULL);
      g_autoptr(CadreFileReplace) file = cadre_file_replace_begin (path, error);
      List list = { .archive = archive, .catalogue = catalogue, .kind = kind, .path = path };

      if (file == NULL ||
          !write_workbook (&list, cadre_file_replace_get_temporary (file), error) ||
          !cadre_file_replace_commit (file, error))
        return FALSE;
    }

  return TRUE;
}
