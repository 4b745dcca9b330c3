/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The zip around a workbook. libarchive streams its members; each part is
 * read by opening the file anew and going to its member, which the zip's
 * directory makes quick. */

#define G_LOG_DOMAIN "cadre-xlsx-zip"

#include "config.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>

#include "cadre-xlsx-private.h"

#define BLOCK 65536

/* Below this the ratio of unpacked to packed says nothing. */
#define SMALL_BYTES (64 * 1024 * 1024)

struct _CadreZip
{
  const char *path;
  const char *name;
  const CadreSheetLimits *limits;
  gint64 file_bytes;
  GHashTable *members;  /* the part's name in lower case -> number from 1 */
};

typedef struct
{
  CadreZip *zip;
  const char *part;
  struct archive *archive;
  gint64 total;
} Member;

static gboolean
damaged_error (CadreZip        *self,
               struct archive  *archive,
               GError         **error)
{
  g_autofree char *why = g_utf8_make_valid (archive_error_string (archive) != NULL ? archive_error_string (archive) : "zip", -1);

  g_set_error (error, CADRE_ERROR, CADRE_ERROR_DAMAGED,
               _("%s: the file is damaged or was cut short (%s); ask for it again, or open it in the spreadsheet program and save it as .xlsx"),
               self->name, why);
  return FALSE;
}

static struct archive *
open_archive (CadreZip  *self,
              GError   **error)
{
  struct archive *archive = archive_read_new ();

  archive_read_support_format_zip_seekable (archive);
  if (archive_read_open_filename (archive, self->path, BLOCK) == ARCHIVE_OK)
    return archive;

  damaged_error (self, archive, error);
  archive_read_free (archive);
  return NULL;
}

/* Names of parts compare without case (ECMA-376 part 2, 6.2.2.3); careless
 * writers begin them with a slash or write them the Windows way. */
static char *
fold_name (const char *name)
{
  g_autofree char *slashed = g_strdelimit (g_utf8_make_valid (name, -1), "\\", '/');

  return g_ascii_strdown (*slashed == '/' ? slashed + 1 : slashed, -1);
}

static gboolean
add_member (CadreZip              *self,
            struct archive_entry  *entry,
            guint                  number,
            GError               **error)
{
  const char *raw = archive_entry_pathname_utf8 (entry);
  g_autofree char *name = NULL;

  if (archive_entry_is_data_encrypted (entry))
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_ENCRYPTED,
                   _("%s: the file is protected by a password; unpack it or take the password off and save it again"), self->name);
      return FALSE;
    }
  if (raw == NULL)
    raw = archive_entry_pathname (entry);
  if (raw == NULL)
    return TRUE;

  name = fold_name (raw);
  if (g_str_has_suffix (name, "/"))
    return TRUE;
  if (g_hash_table_contains (self->members, name))
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_DAMAGED,
                   _("%s: the workbook holds “%s” twice; open it in the spreadsheet program and save it again"), self->name, name);
      return FALSE;
    }

  g_hash_table_insert (self->members, g_steal_pointer (&name), GUINT_TO_POINTER (number));
  return TRUE;
}

static gboolean
list_members (CadreZip        *self,
              struct archive  *archive,
              GCancellable    *cancellable,
              GError         **error)
{
  struct archive_entry *entry;
  guint number = 0;
  int status;

  while ((status = archive_read_next_header (archive, &entry)) == ARCHIVE_OK || status == ARCHIVE_WARN)
    {
      if (++number > self->limits->parts)
        {
          g_set_error (error, CADRE_ERROR, CADRE_ERROR_LIMIT,
                       _("%s: more than %u parts, more than any workbook has"), self->name, self->limits->parts);
          return FALSE;
        }
      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !add_member (self, entry, number, error))
        return FALSE;
    }

  return status == ARCHIVE_EOF || damaged_error (self, archive, error);
}

CadreZip *
cadre_zip_open (const char              *path,
                const char              *name,
                const CadreSheetLimits  *limits,
                GCancellable            *cancellable,
                GError                 **error)
{
  g_autoptr(CadreZip) self = g_new0 (CadreZip, 1);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, 0, NULL, NULL);
  struct archive *archive;
  gboolean ok;

  self->path = path;
  self->name = name;
  self->limits = limits;
  self->file_bytes = info != NULL ? g_file_info_get_size (info) : 0;
  self->members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  archive = open_archive (self, error);
  if (archive == NULL)
    return NULL;
  ok = list_members (self, archive, cancellable, error);
  archive_read_free (archive);

  return ok ? g_steal_pointer (&self) : NULL;
}

void
cadre_zip_free (CadreZip *self)
{
  g_hash_table_unref (self->members);
  g_free (self);
}

static guint
find_member (CadreZip   *self,
             const char *part)
{
  g_autofree char *name = fold_name (part);

  return GPOINTER_TO_UINT (g_hash_table_lookup (self->members, name));
}

gboolean
cadre_zip_has (CadreZip   *self,
               const char *part)
{
  return find_member (self, part) != 0;
}

static gssize
read_member (gpointer   source,
             char      *buffer,
             gsize      size,
             GError   **error)
{
  Member *self = source;
  CadreZip *zip = self->zip;
  la_ssize_t n = archive_read_data (self->archive, buffer, size);

  if (n < 0)
    {
      damaged_error (zip, self->archive, error);
      return -1;
    }

  self->total += n;
  if (self->total > zip->limits->part_bytes ||
      (self->total > SMALL_BYTES && self->total / zip->limits->expansion > zip->file_bytes))
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_LIMIT,
                   _("%s: “%s” unpacks to more than any honest workbook; if the sheet is right, delete its empty formatted rows and save it again"),
                   zip->name, self->part);
      return -1;
    }

  return n;
}

static gboolean
go_to_member (Member  *self,
              GError **error)
{
  guint number = find_member (self->zip, self->part);
  struct archive_entry *entry;

  if (number == 0)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_DAMAGED,
                   _("%s: its part “%s” is missing; open the workbook in the spreadsheet program and save it again"),
                   self->zip->name, self->part);
      return FALSE;
    }

  for (guint i = 0; i < number; i++)
    {
      int status = archive_read_next_header (self->archive, &entry);

      if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
        return damaged_error (self->zip, self->archive, error);
    }

  return TRUE;
}

/**
 * cadre_zip_parse:
 * @part: its full name
 * @label: (nullable): how messages call it, file and sheet; or the file and
 *   @part
 *
 * Streams one part through the XML parser.
 */
gboolean
cadre_zip_parse (CadreZip               *self,
                 const char             *part,
                 const char             *label,
                 const CadreXmlVisitor  *visitor,
                 gpointer                user_data,
                 GCancellable           *cancellable,
                 GError                **error)
{
  Member member = { .zip = self, .part = part };
  g_autofree char *name = g_strdup_printf ("%s (%s)", self->name, part);
  gboolean ok;

  member.archive = open_archive (self, error);
  if (member.archive == NULL)
    return FALSE;

  ok = go_to_member (&member, error) &&
       cadre_xml_parse (read_member, &member, label != NULL ? label : name, self->limits, visitor, user_data, cancellable, error);
  archive_read_free (member.archive);

  return ok;
}
