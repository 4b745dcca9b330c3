/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-workbook"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-workbook-private.h"

#define KIB G_GINT64_CONSTANT (1024)
#define MIB (1024 * KIB)

/* Excel's own bounds where it has some: 1,048,576 rows, 16,384 columns,
 * 32,767 characters in a cell, 65,490 styles. */
const CadreSheetLimits cadre_sheet_limits = {
  .file_bytes = 1024 * MIB,
  .part_bytes = 2048 * MIB,
  .expansion = 250,
  .parts = 65535,
  .sheets = 1024,
  .rows = 1048576,
  .columns = 16384,
  .cells = 50000000,
  .merges = 1000000,
  .cell_bytes = 256 * KIB,
  .strings = 20000000,
  .string_bytes = 512 * MIB,
  .styles = 65536,
  .xml_depth = 64,
  .seconds = 600,
};

struct _CadreWorkbook
{
  GObject parent_instance;

  char *path;
  char *name;
  char **order;           /* names of people, or NULL */
  GPtrArray *sheets;
  CadreReader *reader;
};

G_DEFINE_FINAL_TYPE (CadreWorkbook, cadre_workbook, G_TYPE_OBJECT)

CadreSheetInfo *
cadre_sheet_info_new (const char *name,
                      gboolean    hidden)
{
  CadreSheetInfo *self = g_new0 (CadreSheetInfo, 1);

  self->name = g_strdup (name);
  self->hidden = hidden;

  return self;
}

void
cadre_sheet_info_free (CadreSheetInfo *self)
{
  g_free (self->name);
  g_free (self);
}

static void
cadre_workbook_finalize (GObject *object)
{
  CadreWorkbook *self = CADRE_WORKBOOK (object);

  if (self->reader != NULL)
    {
      self->reader->klass->clear (self->reader);
      g_free (self->reader);
    }
  g_ptr_array_unref (self->sheets);
  g_free (self->path);
  g_free (self->name);
  g_strfreev (self->order);

  G_OBJECT_CLASS (cadre_workbook_parent_class)->finalize (object);
}

static void
cadre_workbook_class_init (CadreWorkbookClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cadre_workbook_finalize;
}

static void
cadre_workbook_init (CadreWorkbook *self)
{
  self->sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_sheet_info_free);
}

/* A folder is read where it holds appointment forms. */
static gboolean
has_forms (CadreWorkbook  *self,
           GError        **error)
{
  g_autoptr(GPtrArray) paths = cadre_forms_find (self->path, NULL);

  if (paths->len > 0)
    return TRUE;

  g_set_error (error, CADRE_ERROR, CADRE_ERROR_FORMAT,
               _("%s: this is a folder without appointment forms (.lrmx); name a spreadsheet"), self->name);
  return FALSE;
}

static gboolean
check_file (CadreWorkbook           *self,
            const CadreSheetLimits  *limits,
            GCancellable            *cancellable,
            GError                 **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (self->path);
  g_autoptr(GFileInfo) info = NULL;
  g_autoptr(GError) local = NULL;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                            G_FILE_QUERY_INFO_NONE, cancellable, &local);
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("%s: there is no such file"), self->name);
  else if (info == NULL)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_FAILED, _("%s: the file cannot be read: %s"), self->name, local->message);
  else if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
    return has_forms (self, error);
  else if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_FORMAT, _("%s: this is not a file; name a spreadsheet"), self->name);
  else if (g_file_info_get_size (info) == 0)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_FORMAT, _("%s: the file is empty; ask for it again"), self->name);
  else if (g_file_info_get_size (info) > limits->file_bytes)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_LIMIT,
                 _("%s: the file is larger than %d MiB; split it into several"), self->name,
                 (int) (limits->file_bytes / MIB));
  else
    return TRUE;

  return FALSE;
}

static gboolean
open_reader (CadreWorkbook           *self,
             const CadreSheetLimits  *limits,
             GCancellable            *cancellable,
             GError                 **error)
{
  const CadreFileKind *kind = cadre_file_kind_of_file (self->path, error);

  if (kind == NULL)
    {
      g_prefix_error (error, "%s: ", self->name);
      return FALSE;
    }
  if (kind->klass == NULL)
    {
      g_set_error (error, CADRE_ERROR, kind->code, "%s: %s", self->name, _(kind->text));
      return FALSE;
    }

  self->reader = g_malloc0 (kind->klass->size);
  self->reader->klass = kind->klass;
  self->reader->limits = limits;
  self->reader->path = self->path;
  self->reader->name = self->name;
  self->reader->sheets = self->sheets;

  self->reader->order = (const char * const *) self->order;

  return kind->klass->open (self->reader, cancellable, error);
}

CadreWorkbook *
cadre_workbook_open_with_limits (const char              *path,
                                 const char * const      *order,
                                 const CadreSheetLimits  *limits,
                                 GCancellable            *cancellable,
                                 GError                 **error)
{
  g_autoptr(CadreWorkbook) self = g_object_new (CADRE_TYPE_WORKBOOK, NULL);

  self->path = g_strdup (path);
  self->order = g_strdupv ((char **) order);
  self->name = g_filename_display_basename (path);
  if (!check_file (self, limits, cancellable, error) || !open_reader (self, limits, cancellable, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * cadre_workbook_open:
 * @path: a .xlsx, .xlsm, .xls, .csv or .txt file, an appointment form (.lrmx,
 *   .lrm) or a folder of them; what it is tells its content, not its name
 *
 * Opens a file of sheets to read, within #CadreSheetLimits.
 *
 * Returns: (transfer full): the workbook, or %NULL with @error set to a
 *   #CadreError that names the file, what is wrong and the cure
 */
CadreWorkbook *
cadre_workbook_open (const char    *path,
                     GCancellable  *cancellable,
                     GError       **error)
{
  return cadre_workbook_open_in_order (path, NULL, cancellable, error);
}

/**
 * cadre_workbook_open_in_order:
 * @order: (nullable): names of people
 *
 * As cadre_workbook_open(); of a folder of appointment forms, those of the
 * people in @order come first and in its order.
 *
 * Returns: (transfer full): the workbook, or %NULL with @error set
 */
CadreWorkbook *
cadre_workbook_open_in_order (const char          *path,
                              const char * const  *order,
                              GCancellable        *cancellable,
                              GError             **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  return cadre_workbook_open_with_limits (path, order, &cadre_sheet_limits, cancellable, error);
}

/**
 * cadre_workbook_get_sheets:
 *
 * Returns: (transfer none) (element-type CadreSheetInfo): the sheets in their
 *   order; a text file has one, named after the file
 */
GPtrArray *
cadre_workbook_get_sheets (CadreWorkbook *self)
{
  g_return_val_if_fail (CADRE_IS_WORKBOOK (self), NULL);

  return self->sheets;
}

/**
 * cadre_workbook_get_caveat:
 *
 * Returns: (transfer none) (nullable): what this reader cannot see in the
 *   file, for the user to know before taking its rows, or %NULL
 */
const char *
cadre_workbook_get_caveat (CadreWorkbook *self)
{
  g_return_val_if_fail (CADRE_IS_WORKBOOK (self), NULL);

  return self->reader->klass->caveat != NULL ? _(self->reader->klass->caveat) : NULL;
}

static int
find_first_visible (CadreWorkbook *self)
{
  for (guint i = 0; i < self->sheets->len; i++)
    if (!((CadreSheetInfo *) g_ptr_array_index (self->sheets, i))->hidden)
      return (int) i;

  return 0;
}

/**
 * cadre_workbook_find_sheet:
 * @name_or_number: (nullable): a sheet's name, or its number from 1, or
 *   %NULL for the first that is not hidden
 *
 * Returns: the sheet's index from 0, or -1 with @error set
 */
int
cadre_workbook_find_sheet (CadreWorkbook  *self,
                           const char     *name_or_number,
                           GError        **error)
{
  g_autoptr(GString) names = g_string_new (NULL);
  guint64 number;

  g_return_val_if_fail (CADRE_IS_WORKBOOK (self), -1);

  if (name_or_number == NULL)
    return find_first_visible (self);

  for (guint i = 0; i < self->sheets->len; i++)
    {
      CadreSheetInfo *info = g_ptr_array_index (self->sheets, i);

      if (g_str_equal (info->name, name_or_number))
        return (int) i;
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", info->name);
    }

  if (g_ascii_string_to_unsigned (name_or_number, 10, 1, self->sheets->len, &number, NULL))
    return (int) number - 1;

  g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("%s: there is no sheet “%s”; there are: %s"), self->name,
               name_or_number, names->str);
  return -1;
}

/**
 * cadre_workbook_read_sheet:
 * @sheet: its index from 0
 * @visitor: called as the sheet streams by; empty cells are not told
 *
 * Reads one sheet, in little memory however long it is.
 *
 * Returns: %FALSE with @error set to a #CadreError that names file, sheet,
 *   cell and cure, or to %G_IO_ERROR_CANCELLED; %TRUE too where the visitor
 *   stopped the reading
 */
gboolean
cadre_workbook_read_sheet (CadreWorkbook            *self,
                           int                       sheet,
                           const CadreSheetVisitor  *visitor,
                           gpointer                  user_data,
                           GCancellable             *cancellable,
                           GError                  **error)
{
  g_return_val_if_fail (CADRE_IS_WORKBOOK (self), FALSE);
  g_return_val_if_fail (sheet >= 0 && (guint) sheet < self->sheets->len, FALSE);
  g_return_val_if_fail (visitor->cell != NULL, FALSE);

  return self->reader->klass->read (self->reader, sheet, visitor, user_data, cancellable, error);
}
