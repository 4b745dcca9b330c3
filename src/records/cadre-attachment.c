/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-attachment"

#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "cadre-attachment.h"
#include "cadre-content.h"

#define MAX_BYTES ((gint64) CADRE_ATTACHMENT_MAX_MEGABYTES * 1024 * 1024)

void
cadre_attachment_free (CadreAttachment *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->media);
  g_free (self->added_on);
  g_free (self->note);
  g_free (self);
}

/**
 * cadre_attachment_list:
 * @record_kind: as the catalogue names it
 *
 * Returns: (transfer full) (element-type CadreAttachment): the files kept with
 *   a record, in the order in which they were added; %NULL with @error set
 */
GPtrArray *
cadre_attachment_list (CadreArchive  *archive,
                       const char    *record_kind,
                       gint64         record_id,
                       GError       **error)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_attachment_free);
  g_autoptr(CadreStatement) rows = NULL;

  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), NULL);

  rows = cadre_archive_prepare (archive,
                                "SELECT a.id, a.name, a.media, a.added_on, a.note, length (c.data) "
                                "FROM attachment a JOIN content c ON c.hash = a.hash "
                                "WHERE a.record_kind = ?1 AND a.record_id = ?2 ORDER BY a.id", error);
  if (rows == NULL)
    return NULL;

  cadre_statement_bind_text (rows, 1, record_kind);
  cadre_statement_bind_int64 (rows, 2, record_id);
  while (cadre_statement_step (rows, error))
    {
      CadreAttachment *one = g_new0 (CadreAttachment, 1);

      one->id = cadre_statement_get_int64 (rows, 0);
      one->name = cadre_statement_dup_text (rows, 1);
      one->media = cadre_statement_dup_text (rows, 2);
      one->added_on = cadre_statement_dup_text (rows, 3);
      one->note = cadre_statement_dup_text (rows, 4);
      one->size = cadre_statement_get_int64 (rows, 5);
      g_ptr_array_add (list, one);
    }

  return cadre_statement_is_done (rows) ? g_steal_pointer (&list) : NULL;
}

/* A file that is too large is not even read. */
static GBytes *
read_file (const char  *path,
           GError     **error)
{
  GStatBuf about;
  char *data;
  gsize size;

  if (g_stat (path, &about) == 0 && about.st_size > MAX_BYTES)
    {
      g_autofree char *base = g_path_get_basename (path);
      g_autofree char *text = g_format_size_full ((guint64) about.st_size, G_FORMAT_SIZE_IEC_UNITS);

      g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID,
                   _("%s: the file has %s, and the archive takes at most %d MiB; make it smaller, such as by scanning it again with fewer dots"),
                   base, text, CADRE_ATTACHMENT_MAX_MEGABYTES);
      return NULL;
    }

  return g_file_get_contents (path, &data, &size, error) ? g_bytes_new_take (data, size) : NULL;
}

static char *
guess_media (const char *path,
             GBytes     *bytes)
{
  gsize size;
  const guchar *data = g_bytes_get_data (bytes, &size);
  g_autofree char *type = g_content_type_guess (path, data, size, NULL);
  char *media = g_content_type_get_mime_type (type);

  return media != NULL ? media : g_strdup ("application/octet-stream");
}

/**
 * cadre_attachment_add:
 * @record_kind: as the catalogue names it
 * @path: a file of at most %CADRE_ATTACHMENT_MAX_MEGABYTES
 *
 * Keeps a copy of a file with a record, inside a #CadreAction.
 *
 * Returns: its key, 0 with @error set
 */
gint64
cadre_attachment_add (CadreArchive  *archive,
                      const char    *record_kind,
                      gint64         record_id,
                      const char    *path,
                      GError       **error)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(CadreStatement) insert = NULL;
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_filename_display_name (base);
  g_autofree char *media = NULL;
  g_autofree char *hash = NULL;

  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), 0);

  bytes = read_file (path, error);
  if (bytes == NULL)
    return 0;
  media = guess_media (path, bytes);
  hash = cadre_content_add (archive, bytes, media, error);
  if (hash == NULL)
    return 0;

  insert = cadre_archive_prepare (archive,
                                  "INSERT INTO attachment (record_kind, record_id, name, media, hash) "
                                  "VALUES (?1, ?2, ?3, ?4, ?5)", error);
  if (insert == NULL)
    return 0;

  cadre_statement_bind_text (insert, 1, record_kind);
  cadre_statement_bind_int64 (insert, 2, record_id);
  cadre_statement_bind_text (insert, 3, name);
  cadre_statement_bind_text (insert, 4, media);
  cadre_statement_bind_text (insert, 5, hash);
  return cadre_statement_run (insert, error) ? cadre_archive_last_row_id (archive) : 0;
}

/**
 * cadre_attachment_write:
 * @path: of the file to write; one that is there is replaced
 *
 * Writes an attachment as it was added; only the user can read the file.
 */
gboolean
cadre_attachment_write (CadreArchive  *archive,
                        gint64         id,
                        const char    *path,
                        GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT hash FROM attachment WHERE id = %" G_GINT64_FORMAT, id);
  g_autofree char *hash = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) local_error = NULL;

  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), FALSE);

  hash = cadre_archive_query_text (archive, sql, &local_error);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (hash == NULL)
    g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("This attachment is not in the archive any more"));
  if (hash == NULL)
    return FALSE;

  bytes = cadre_content_get (archive, hash, error);
  return bytes != NULL &&
         g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

/**
 * cadre_attachment_delete:
 *
 * Takes an attachment from its record, inside a #CadreAction. What it is stays
 * until the archive is mended, so that Undo brings it back.
 */
gboolean
cadre_attachment_delete (CadreArchive  *archive,
                         gint64         id,
                         GError       **error)
{
  g_autoptr(CadreStatement) statement = NULL;

  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), FALSE);

  statement = cadre_archive_prepare (archive, "DELETE FROM attachment WHERE id = ?1", error);
  if (statement == NULL)
    return FALSE;

  cadre_statement_bind_int64 (statement, 1, id);
  return cadre_statement_run (statement, error);
}
