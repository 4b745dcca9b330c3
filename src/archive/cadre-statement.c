/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-statement"

#include "config.h"

#include "cadre-archive-private.h"

struct _CadreStatement
{
  CadreArchive *archive;
  sqlite3_stmt *stmt;
  int code;            /* what the last step came to */
};

CadreStatement *
_cadre_statement_new (CadreArchive *archive,
                      sqlite3_stmt *stmt)
{
  CadreStatement *self = g_new0 (CadreStatement, 1);

  self->archive = g_object_ref (archive);
  self->stmt = stmt;

  return self;
}

/**
 * cadre_statement_free:
 *
 * Hands the statement back to its archive's cache. Two borrowers of the same
 * SQL at once get two statements; the second to come back is finalized.
 */
void
cadre_statement_free (CadreStatement *self)
{
  const char *sql;

  if (self == NULL)
    return;

  sqlite3_reset (self->stmt);
  sqlite3_clear_bindings (self->stmt);

  sql = sqlite3_sql (self->stmt);
  if (self->archive->db == NULL || g_hash_table_contains (self->archive->statements, sql))
    sqlite3_finalize (self->stmt);
  else
    g_hash_table_insert (self->archive->statements, g_strdup (sql), self->stmt);

  g_object_unref (self->archive);
  g_free (self);
}

/**
 * cadre_statement_bind_int64:
 * @index: the parameter, from 1
 */
void
cadre_statement_bind_int64 (CadreStatement *self,
                            int             index,
                            gint64          value)
{
  sqlite3_bind_int64 (self->stmt, index, value);
}

/**
 * cadre_statement_bind_double:
 * @index: the parameter, from 1
 */
void
cadre_statement_bind_double (CadreStatement *self,
                             int             index,
                             double          value)
{
  sqlite3_bind_double (self->stmt, index, value);
}

/**
 * cadre_statement_bind_text:
 * @index: the parameter, from 1
 * @value: (nullable): UTF-8, copied; %NULL binds NULL
 */
void
cadre_statement_bind_text (CadreStatement *self,
                           int             index,
                           const char     *value)
{
  if (value == NULL)
    sqlite3_bind_null (self->stmt, index);
  else
    sqlite3_bind_text (self->stmt, index, value, -1, SQLITE_TRANSIENT);
}

/**
 * cadre_statement_bind_bytes:
 * @index: the parameter, from 1
 * @value: (nullable): copied; %NULL binds NULL
 */
void
cadre_statement_bind_bytes (CadreStatement *self,
                            int             index,
                            GBytes         *value)
{
  gsize size;
  gconstpointer data;

  if (value == NULL)
    {
      sqlite3_bind_null (self->stmt, index);
      return;
    }

  data = g_bytes_get_data (value, &size);
  sqlite3_bind_blob64 (self->stmt, index, data, size, SQLITE_TRANSIENT);
}

void
cadre_statement_bind_null (CadreStatement *self,
                           int             index)
{
  sqlite3_bind_null (self->stmt, index);
}

/**
 * cadre_statement_find_parameter:
 *
 * Returns: the index of the named parameter (with its ':'), 0 if it has none
 */
int
cadre_statement_find_parameter (CadreStatement *self,
                                const char     *name)
{
  return sqlite3_bind_parameter_index (self->stmt, name);
}

/**
 * cadre_statement_step:
 *
 * A loop over all rows needs no error of its own, since
 * cadre_statement_is_done() tells the end from a failure:
 * |[
 *   while (cadre_statement_step (rows, error))
 *     take (rows);
 *
 *   return cadre_statement_is_done (rows);
 * ]|
 *
 * Returns: %TRUE when a row is there to be read; %FALSE at the end, and with
 *   @error set when it failed or was cancelled
 */
gboolean
cadre_statement_step (CadreStatement  *self,
                      GError         **error)
{
  self->code = sqlite3_step (self->stmt);

  if (self->code == SQLITE_ROW)
    return TRUE;
  if (self->code != SQLITE_DONE)
    _cadre_archive_set_error (self->archive, error, self->code);

  return FALSE;
}

/**
 * cadre_statement_is_done:
 *
 * Returns: whether the last step came to the end: %FALSE if it failed, or if
 *   there was a row and nobody asked for the next
 */
gboolean
cadre_statement_is_done (CadreStatement *self)
{
  return self->code == SQLITE_DONE;
}

/**
 * cadre_statement_read_all:
 * @self: (nullable): %NULL where it could not be prepared, so that @error is
 *   set already
 * @read: makes something of the present row
 * @free_func: (nullable): frees what @read made
 *
 * Returns: (transfer full): what @read made of all rows, in their order; %NULL
 *   with @error set
 */
GPtrArray *
cadre_statement_read_all (CadreStatement  *self,
                          gpointer       (*read) (CadreStatement *row),
                          GDestroyNotify   free_func,
                          GError         **error)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func (free_func);

  if (self == NULL)
    return NULL;

  while (cadre_statement_step (self, error))
    g_ptr_array_add (list, read (self));

  return cadre_statement_is_done (self) ? g_steal_pointer (&list) : NULL;
}

/**
 * cadre_statement_run:
 *
 * Runs a statement that changes something to its end and resets it, so that
 * it can be bound and run again.
 *
 * Returns: %FALSE with @error set if it failed
 */
gboolean
cadre_statement_run (CadreStatement  *self,
                     GError         **error)
{
  int rc;

  do
    rc = sqlite3_step (self->stmt);
  while (rc == SQLITE_ROW);

  if (rc != SQLITE_DONE)
    _cadre_archive_set_error (self->archive, error, rc);
  sqlite3_reset (self->stmt);

  return rc == SQLITE_DONE;
}

/**
 * cadre_statement_reset:
 *
 * Makes it ready to be stepped from the start; bindings stay.
 */
void
cadre_statement_reset (CadreStatement *self)
{
  sqlite3_reset (self->stmt);
}

int
cadre_statement_n_columns (CadreStatement *self)
{
  return sqlite3_column_count (self->stmt);
}

const char *
cadre_statement_column_name (CadreStatement *self,
                             int             column)
{
  return sqlite3_column_name (self->stmt, column);
}

gboolean
cadre_statement_is_null (CadreStatement *self,
                         int             column)
{
  return sqlite3_column_type (self->stmt, column) == SQLITE_NULL;
}

gint64
cadre_statement_get_int64 (CadreStatement *self,
                           int             column)
{
  return sqlite3_column_int64 (self->stmt, column);
}

double
cadre_statement_get_double (CadreStatement *self,
                            int             column)
{
  return sqlite3_column_double (self->stmt, column);
}

/**
 * cadre_statement_get_text:
 * @column: from 0
 *
 * Returns: (nullable): owned by the statement, good until the next step
 */
const char *
cadre_statement_get_text (CadreStatement *self,
                          int             column)
{
  return (const char *) sqlite3_column_text (self->stmt, column);
}

/**
 * cadre_statement_dup_text:
 * @column: from 0
 *
 * Returns: (nullable) (transfer full): a copy
 */
char *
cadre_statement_dup_text (CadreStatement *self,
                          int             column)
{
  return g_strdup (cadre_statement_get_text (self, column));
}

/**
 * cadre_statement_get_bytes:
 * @column: from 0
 *
 * Returns: (nullable) (transfer full): a copy
 */
GBytes *
cadre_statement_get_bytes (CadreStatement *self,
                           int             column)
{
  if (cadre_statement_is_null (self, column))
    return NULL;

  return g_bytes_new (sqlite3_column_blob (self->stmt, column),
                      sqlite3_column_bytes (self->stmt, column));
}

/**
 * cadre_statement_get_column_type:
 *
 * Returns: %G_TYPE_INT64, %G_TYPE_DOUBLE, %G_TYPE_STRING, %G_TYPE_BYTES, or
 *   %G_TYPE_NONE for NULL: what the value in this row is
 */
GType
cadre_statement_get_column_type (CadreStatement *self,
                                 int             column)
{
  switch (sqlite3_column_type (self->stmt, column))
    {
    case SQLITE_INTEGER:
      return G_TYPE_INT64;
    case SQLITE_FLOAT:
      return G_TYPE_DOUBLE;
    case SQLITE_TEXT:
      return G_TYPE_STRING;
    case SQLITE_BLOB:
      return G_TYPE_BYTES;
    default:
      return G_TYPE_NONE;
    }
}
