/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads a workbook again while it is still being written: a writer packs its
 * parts one after another, and on a second processor each can be unpacked and
 * parsed as soon as its bytes are in the file. Only for files of a writer
 * that packs all parts by deflate, without gaps and the sheets in their order;
 * anything else is told as damaged, for then the writer has failed.
 *
 * The zip's layout is that of PKWARE's APPNOTE 6.3, 4.3.7 and 4.3.12. */

#define G_LOG_DOMAIN "cadre-xlsx-follow"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "cadre-xlsx-follow.h"
#include "cadre-xlsx-private.h"

#define BLOCK 65536

/* How long to wait for more, microseconds. */
#define PAUSE 10000

#define LOCAL_SIGNATURE 0x04034b50
#define LOCAL_SIZE 30
#define DESCRIPTOR_SIZE 16
#define CENTRAL_SIGNATURE 0x02014b50
#define CENTRAL_SIZE 46
#define END_SIGNATURE 0x06054b50

#define DEFLATED 8
#define HAS_DESCRIPTOR (1 << 3)

#define SHEET_PREFIX "xl/worksheets/sheet"

struct _CadreXlsxFollow
{
  char *name;
  const CadreSheetVisitor *visitor;
  CadreXlsxFollowBegin begin;
  gpointer user_data;
  GCancellable *cancellable;

  GThread *thread;
  gint done;                /* set by the writer's thread: no more will come */
  gint given_up;            /* the same: what comes does not matter */

  int fd;
  gint64 position;          /* of the next byte to read */
  GArray *members;          /* Member */
  guint n_sheets;
  GError *error;
};

typedef struct
{
  guint32 crc;
  guint64 packed, unpacked;
  gint64 offset;
} Member;

/* The member that is being unpacked. */
typedef struct
{
  CadreXlsxFollow *follow;
  Member *member;
  z_stream stream;
  gboolean ended;
  guint8 packed[BLOCK];
} Inflating;

static gboolean
set_damaged (CadreXlsxFollow  *self,
             GError          **error)
{
  g_set_error (error, CADRE_ERROR, CADRE_ERROR_DAMAGED,
               _("%s: read again, the new workbook is not whole; the disk may be failing"), self->name);
  return FALSE;
}

/* Some of what is there, waiting for the writer where that is nothing yet. */
static gssize
read_some (CadreXlsxFollow  *self,
           guint8           *buffer,
           gsize             size,
           GError          **error)
{
  while (TRUE)
    {
      /* Asked before the reading: what the writer wrote last is then seen. */
      gboolean done = g_atomic_int_get (&self->done);
      gssize n = pread (self->fd, buffer, size, self->position);

      if (n > 0)
        {
          self->position += n;
          return n;
        }
      if (n < 0 && errno != EINTR)
        {
          g_set_error (error, CADRE_ERROR, CADRE_ERROR_FAILED, _("%s: the file cannot be read: %s"), self->name, g_strerror (errno));
          return -1;
        }
      if (done || g_atomic_int_get (&self->given_up))
        {
          set_damaged (self, error);
          return -1;
        }
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return -1;
      g_usleep (PAUSE);
    }
}

static gboolean
read_all (CadreXlsxFollow  *self,
          guint8           *buffer,
          gsize             size,
          GError          **error)
{
  while (size > 0)
    {
      gssize n = read_some (self, buffer, size, error);

      if (n < 0)
        return FALSE;
      buffer += n;
      size -= (gsize) n;
    }

  return TRUE;
}

static guint32
get_16 (const guint8 *bytes)
{
  return (guint32) bytes[0] | (guint32) bytes[1] << 8;
}

static guint32
get_32 (const guint8 *bytes)
{
  return get_16 (bytes) | get_16 (bytes + 2) << 16;
}

/* ---- Members ---- */

static gssize
inflate_some (gpointer   source,
              char      *buffer,
              gsize      size,
              GError   **error)
{
  Inflating *self = source;
  gsize unpacked = 0;

  self->stream.next_out = (guint8 *) buffer;
  self->stream.avail_out = (guint) MIN (size, G_MAXINT);
  while (!self->ended && unpacked == 0)
    {
      guint before = self->stream.avail_out;
      int status;

      if (self->stream.avail_in == 0)
        {
          gssize n = read_some (self->follow, self->packed, sizeof self->packed, error);

          if (n < 0)
            return -1;
          self->stream.next_in = self->packed;
          self->stream.avail_in = (guint) n;
        }

      status = inflate (&self->stream, Z_NO_FLUSH);
      if (status != Z_OK && status != Z_STREAM_END)
        {
          set_damaged (self->follow, error);
          return -1;
        }
      self->ended = status == Z_STREAM_END;
      unpacked = before - self->stream.avail_out;
    }

  self->member->crc = (guint32) crc32 (self->member->crc, (const guint8 *) buffer, (guint) unpacked);
  return (gssize) unpacked;
}

static gboolean
inflate_rest (Inflating  *self,
              GError    **error)
{
  char buffer[BLOCK];
  gssize n;

  while ((n = inflate_some (self, buffer, sizeof buffer, error)) > 0)
    ;

  return n == 0;
}

static gboolean
read_sheet (CadreXlsxFollow  *self,
            Inflating        *inflating,
            GError          **error)
{
  g_autofree char *name = g_strdup_printf (_("%s, sheet %u"), self->name, self->n_sheets + 1);
  CadreSharedStrings no_strings = { 0 };
  CadreXlsxSheet task = {
    .name = name, .limits = &cadre_sheet_limits, .strings = &no_strings, .visitor = self->visitor,
    .user_data = self->begin (self->n_sheets, self->user_data),
  };
  CadreXlsxSheetState *state = cadre_xlsx_sheet_begin (&task);
  gboolean good = cadre_xml_parse (inflate_some, inflating, name, &cadre_sheet_limits, &cadre_xlsx_sheet_visitor, state,
                                   self->cancellable, error);

  cadre_xlsx_sheet_end (state);
  self->n_sheets++;
  return good;
}

/* After its header: to its end, where the next one stands. */
static gboolean
read_content (CadreXlsxFollow  *self,
              const char       *name,
              Member           *member,
              GError          **error)
{
  g_autofree Inflating *inflating = g_new0 (Inflating, 1);
  gint64 start = self->position;
  gboolean good;

  inflating->follow = self;
  inflating->member = member;
  /* Without the header of zlib, as zips have it. */
  if (inflateInit2 (&inflating->stream, -MAX_WBITS) != Z_OK)
    return set_damaged (self, error);

  good = (!g_str_has_prefix (name, SHEET_PREFIX) || read_sheet (self, inflating, error)) && inflate_rest (inflating, error);
  self->position -= inflating->stream.avail_in;
  member->packed = (guint64) (self->position - start);
  member->unpacked = inflating->stream.total_out;
  inflateEnd (&inflating->stream);
  return good;
}

static gboolean
read_member (CadreXlsxFollow  *self,
             GError          **error)
{
  Member member = { .crc = (guint32) crc32 (0, NULL, 0), .offset = self->position - 4 };
  guint8 header[LOCAL_SIZE];
  g_autofree char *name = NULL;
  guint32 length;

  /* Its sums and sizes are put there later; the directory has them, too. */
  if (!read_all (self, header + 4, sizeof header - 4, error))
    return FALSE;

  length = get_16 (header + 26);
  name = g_malloc0 (length + 1);
  if (!read_all (self, (guint8 *) name, length, error))
    return FALSE;
  self->position += get_16 (header + 28);
  if (get_16 (header + 8) != DEFLATED)
    return set_damaged (self, error);

  if (!read_content (self, name, &member, error))
    return FALSE;
  /* Says once more what the directory says. */
  if ((get_16 (header + 6) & HAS_DESCRIPTOR) != 0)
    self->position += DESCRIPTOR_SIZE;
  g_array_append_val (self->members, member);
  return TRUE;
}

/* Each entry against what was unpacked. */
static gboolean
read_directory (CadreXlsxFollow  *self,
                GError          **error)
{
  guint8 header[CENTRAL_SIZE], signature[4];

  for (guint i = 0; i < self->members->len; i++)
    {
      const Member *member = &g_array_index (self->members, Member, i);

      if (!read_all (self, header + 4, sizeof header - 4, error))
        return FALSE;
      if (get_32 (header + 16) != member->crc || get_32 (header + 20) != (guint32) member->packed ||
          get_32 (header + 24) != (guint32) member->unpacked || get_32 (header + 42) != (guint32) member->offset)
        return set_damaged (self, error);

      self->position += (gint64) get_16 (header + 28) + get_16 (header + 30) + get_16 (header + 32);
      if (!read_all (self, signature, sizeof signature, error))
        return FALSE;
      if (get_32 (signature) != (i + 1 < self->members->len ? CENTRAL_SIGNATURE : END_SIGNATURE))
        return set_damaged (self, error);
    }

  return TRUE;
}

static gpointer
follow_thread (gpointer data)
{
  CadreXlsxFollow *self = data;
  guint8 signature[4];

  while (read_all (self, signature, sizeof signature, &self->error))
    {
      if (get_32 (signature) == LOCAL_SIGNATURE)
        {
          if (!read_member (self, &self->error))
            break;
          continue;
        }
      if (get_32 (signature) == CENTRAL_SIGNATURE)
        read_directory (self, &self->error);
      else
        set_damaged (self, &self->error);
      break;
    }

  return NULL;
}

/**
 * cadre_xlsx_follow_begin:
 * @path: a file that is there, empty, and is about to be written
 * @visitor: called on the reading thread; must live as long
 *
 * Begins to read on a thread of its own what is written to @path.
 *
 * Returns: (transfer full): to be ended by cadre_xlsx_follow_end()
 */
CadreXlsxFollow *
cadre_xlsx_follow_begin (const char               *path,
                         const CadreSheetVisitor  *visitor,
                         CadreXlsxFollowBegin      begin,
                         gpointer                  user_data,
                         GCancellable             *cancellable)
{
  CadreXlsxFollow *self = g_new0 (CadreXlsxFollow, 1);

  self->name = g_filename_display_basename (path);
  self->visitor = visitor;
  self->begin = begin;
  self->user_data = user_data;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->members = g_array_new (FALSE, FALSE, sizeof (Member));
  self->fd = open (path, O_RDONLY | O_CLOEXEC);
  if (self->fd >= 0)
    self->thread = g_thread_new ("cadre-follow", follow_thread, self);
  else
    g_set_error (&self->error, CADRE_ERROR, CADRE_ERROR_FAILED, _("%s: the file cannot be read: %s"), self->name,
                 g_strerror (errno));

  return self;
}

/**
 * cadre_xlsx_follow_end:
 * @self: (transfer full): freed
 * @is_written: whether the file is whole now; otherwise it is not looked at
 *   any further
 * @n_sheets: (out) (optional): how many sheets there were
 *
 * Reads what is left.
 *
 * Returns: %FALSE with @error set if the file is not a whole workbook
 */
gboolean
cadre_xlsx_follow_end (CadreXlsxFollow  *self,
                       gboolean          is_written,
                       guint            *n_sheets,
                       GError          **error)
{
  gboolean good;

  g_atomic_int_set (is_written ? &self->done : &self->given_up, TRUE);
  if (self->thread != NULL)
    g_thread_join (self->thread);

  good = self->error == NULL;
  if (!good)
    g_propagate_error (error, self->error);
  if (n_sheets != NULL)
    *n_sheets = self->n_sheets;

  if (self->fd >= 0)
    close (self->fd);
  g_clear_object (&self->cancellable);
  g_array_unref (self->members);
  g_free (self->name);
  g_free (self);
  return good;
}
