/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Everything as files that need no program of ours: SQL that makes the
 * archive again, JSON and tab-separated text a table, photos and attachments
 * as they came. */

#define G_LOG_DOMAIN "cadre-export"

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>

#include "cadre-archive-private.h"
#include "cadre-export.h"
#include "cadre-file.h"

/* The tables of the archive but those that are derived from others (data/
 * schema/0001-search.sql, made again when the archive is opened). */
#define EXPORTED_TABLES \
  "type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT GLOB '*_fts*' AND name <> 'person_key'"

typedef struct
{
  CadreFileReplace *file;
  FILE *stream;
  const char *path;
} Output;

static gboolean
output_open (Output      *self,
             const char  *path,
             GError     **error)
{
  self->path = path;
  self->file = cadre_file_replace_begin (path, error);
  if (self->file == NULL)
    return FALSE;

  self->stream = g_fopen (cadre_file_replace_get_temporary (self->file), "w");
  return self->stream != NULL || cadre_file_set_error (error, path, errno);
}

/* @ok: whether all went well until here; if not, @error is set already. */
static gboolean
output_close (Output    *self,
              gboolean   ok,
              GError   **error)
{
  if (self->stream != NULL)
    {
      /* What was written to a full disk shows at the latest here. */
      gboolean failed = fflush (self->stream) != 0 || ferror (self->stream);
      int saved = errno;

      fclose (self->stream);
      if (ok && failed)
        ok = cadre_file_set_error (error, self->path, saved);
    }

  ok = ok && cadre_file_replace_commit (self->file, error);
  cadre_file_replace_free (self->file);
  return ok;
}

typedef void (*RowFunc) (Output         *output,
                         CadreStatement *row,
                         gpointer        data);

static gboolean
for_each_row (CadreArchive  *archive,
              const char    *sql,
              RowFunc        func,
              Output        *output,
              gpointer       data,
              GError       **error)
{
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (archive, sql, error);

  if (rows == NULL)
    return FALSE;

  while (cadre_statement_step (rows, error))
    func (output, rows, data);

  return cadre_statement_is_done (rows);
}

static GPtrArray *
list_texts (CadreArchive  *archive,
            const char    *sql,
            GError       **error)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (archive, sql, error);

  if (rows == NULL)
    return NULL;

  while (cadre_statement_step (rows, error))
    g_ptr_array_add (texts, cadre_statement_dup_text (rows, 0));

  return cadre_statement_is_done (rows) ? g_steal_pointer (&texts) : NULL;
}

/* A SELECT of one text a row: @before, then @each of the columns joined by
 * @between, then @after. "%s" in @each is the column. */
static char *
row_sql (CadreArchive  *archive,
         const char    *table,
         const char    *before,
         const char    *each,
         const char    *between,
         const char    *after,
         GError       **error)
{
  g_autofree char *columns_sql = g_strdup_printf ("SELECT name FROM pragma_table_info ('%s')", table);
  g_autoptr(GPtrArray) columns = list_texts (archive, columns_sql, error);
  g_autoptr(GString) sql = g_string_new ("SELECT ");

  if (columns == NULL)
    return NULL;

  g_string_append (sql, before);
  for (guint i = 0; i < columns->len; i++)
    {
      g_autoptr(GString) one = g_string_new (each);

      g_string_replace (one, "%s", g_ptr_array_index (columns, i), 0);
      g_string_append_printf (sql, "%s%s", i > 0 ? between : "", one->str);
    }
  g_string_append_printf (sql, "%s FROM %s", after, table);

  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/* --------------------------------------------------------------------- SQL */

static void
write_statement (Output         *output,
                 CadreStatement *row,
                 gpointer        data)
{
  fprintf (output->stream, "%s;\n", cadre_statement_get_text (row, 0));
}

static void
write_insert (Output         *output,
              CadreStatement *row,
              gpointer        data)
{
  fprintf (output->stream, "INSERT INTO %s VALUES (%s);\n", (const char *) data, cadre_statement_get_text (row, 0));
}

static gboolean
write_sql_rows (CadreArchive  *archive,
                Output        *output,
                GError       **error)
{
  g_autoptr(GPtrArray) tables = list_texts (archive,
                                            "SELECT name FROM sqlite_schema WHERE " EXPORTED_TABLES " ORDER BY rowid",
                                            error);

  if (tables == NULL)
    return FALSE;

  for (guint i = 0; i < tables->len; i++)
    {
      char *table = g_ptr_array_index (tables, i);
      g_autofree char *sql = row_sql (archive, table, "", "quote (%s)", " || ', ' || ", "", error);

      if (sql == NULL || !for_each_row (archive, sql, write_insert, output, table, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_sql (CadreArchive  *archive,
           Output        *output,
           GError       **error)
{
  fprintf (output->stream,
           "-- sqlite3 NEW.cadre < this file\n"
           "PRAGMA foreign_keys = OFF;\nBEGIN;\nPRAGMA application_id = %d;\nPRAGMA user_version = %d;\n",
           CADRE_ARCHIVE_APPLICATION_ID, archive->schema_version);

  if (!for_each_row (archive, "SELECT sql FROM sqlite_schema WHERE " EXPORTED_TABLES " ORDER BY rowid",
                     write_statement, output, NULL, error) ||
      !write_sql_rows (archive, output, error) ||
      !for_each_row (archive, "SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL "
                     "AND tbl_name <> 'person_key' ORDER BY rowid",
                     write_statement, output, NULL, error))
    return FALSE;

  fputs ("COMMIT;\n", output->stream);
  return TRUE;
}

/**
 * cadre_export_sql:
 *
 * Writes SQL from which the plain sqlite3 shell makes the archive again, with
 * its journal. What is derived is made when it is first opened for writing.
 */
gboolean
cadre_export_sql (CadreArchive  *archive,
                  const char    *path,
                  GError       **error)
{
  Output output = { 0 };
  gboolean ok = output_open (&output, path, error) && write_sql (archive, &output, error);

  return output_close (&output, ok, error);
}

/* ----------------------------------------------------- a file for each table */

typedef gboolean (*TableFunc) (CadreArchive  *archive,
                               Output        *output,
                               const char    *table,
                               GError       **error);

/* The tables of records, which have no BLOBs. */
static gboolean
for_each_table (CadreArchive  *archive,
                const char    *folder,
                const char    *suffix,
                TableFunc      func,
                GError       **error)
{
  g_autoptr(GPtrArray) tables = _cadre_journal_list_tables (archive, error);

  if (tables == NULL)
    return FALSE;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return cadre_file_set_error (error, folder, errno);

  for (guint i = 0; i < tables->len; i++)
    {
      const char *table = g_ptr_array_index (tables, i);
      g_autofree char *base = g_strconcat (table, suffix, NULL);
      g_autofree char *path = g_build_filename (folder, base, NULL);
      Output output = { 0 };
      gboolean ok = output_open (&output, path, error) && func (archive, &output, table, error);

      if (!output_close (&output, ok, error))
        return FALSE;
    }

  return TRUE;
}

static void
write_object (Output         *output,
              CadreStatement *row,
              gpointer        data)
{
  gboolean *any = data;

  fprintf (output->stream, "%s%s", *any ? ",\n" : "\n", cadre_statement_get_text (row, 0));
  *any = TRUE;
}

static gboolean
write_json_table (CadreArchive  *archive,
                  Output        *output,
                  const char    *table,
                  GError       **error)
{
  g_autofree char *sql = row_sql (archive, table, "json_object (", "'%s', %s", ", ", ")", error);
  gboolean any = FALSE;

  fputc ('[', output->stream);
  if (sql == NULL || !for_each_row (archive, sql, write_object, output, &any, error))
    return FALSE;

  fputs ("\n]\n", output->stream);
  return TRUE;
}

/**
 * cadre_export_json:
 *
 * Writes an array of objects for each table.
 */
gboolean
cadre_export_json (CadreArchive  *archive,
                   const char    *folder,
                   GError       **error)
{
  return for_each_table (archive, folder, ".json", write_json_table, error);
}

/* As other programs read them: \t, \n, \r and \\ in values. */
static void
write_cells (Output         *output,
             CadreStatement *row,
             gpointer        data)
{
  for (int i = 0; i < cadre_statement_n_columns (row); i++)
    {
      const char *text = cadre_statement_get_text (row, i);

      if (i > 0)
        fputc ('\t', output->stream);
      for (; text != NULL && *text != '\0'; text++)
        switch (*text)
          {
          case '\t':
            fputs ("\\t", output->stream);
            break;
          case '\n':
            fputs ("\\n", output->stream);
            break;
          case '\r':
            fputs ("\\r", output->stream);
            break;
          case '\\':
            fputs ("\\\\", output->stream);
            break;
          default:
            fputc (*text, output->stream);
          }
    }
  fputc ('\n', output->stream);
}

static gboolean
write_tsv_table (CadreArchive  *archive,
                 Output        *output,
                 const char    *table,
                 GError       **error)
{
  g_autofree char *heads = g_strdup_printf ("SELECT group_concat (name, char (9)) FROM pragma_table_info ('%s')", table);
  g_autofree char *head = cadre_archive_query_text (archive, heads, error);
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s", table);

  if (head == NULL)
    return FALSE;

  fprintf (output->stream, "%s\n", head);
  return for_each_row (archive, sql, write_cells, output, NULL, error);
}

/**
 * cadre_export_tsv:
 *
 * Writes tab-separated UTF-8 text with a line of heads for each table.
 */
gboolean
cadre_export_tsv (CadreArchive  *archive,
                  const char    *folder,
                  GError       **error)
{
  return for_each_table (archive, folder, ".tsv", write_tsv_table, error);
}

/**
 * cadre_export_files:
 *
 * Writes photos and attachments under their hashes, as the tables name them.
 */
gboolean
cadre_export_files (CadreArchive  *archive,
                    const char    *folder,
                    GError       **error)
{
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (archive, "SELECT hash, data FROM content", error);

  if (rows == NULL)
    return FALSE;

  while (cadre_statement_step (rows, error))
    {
      g_autofree char *path = g_build_filename (folder, cadre_statement_get_text (rows, 0), NULL);
      g_autoptr(GBytes) data = cadre_statement_get_bytes (rows, 1);

      if (g_mkdir_with_parents (folder, 0700) != 0)
        return cadre_file_set_error (error, folder, errno);
      if (!cadre_file_write (path, g_bytes_get_data (data, NULL), (gssize) g_bytes_get_size (data), error))
        return FALSE;
    }

  return cadre_statement_is_done (rows);
}
