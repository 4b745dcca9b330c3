/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-xlsx-write"

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

#include "cadre-error.h"
#include "cadre-file.h"
#include "cadre-xlsx-write.h"

static gboolean
is_no_room (int saved_errno)
{
  return saved_errno == ENOSPC || saved_errno == EDQUOT || saved_errno == EFBIG;
}

/**
 * cadre_xlsx_set_write_error:
 * @path: what was to be written, for the message
 * @saved_errno: as libxlsxwriter left it, or 0
 *
 * Returns: %FALSE
 */
gboolean
cadre_xlsx_set_write_error (GError     **error,
                            const char  *path,
                            lxw_error    status,
                            int          saved_errno)
{
  if (is_no_room (saved_errno))
    return cadre_file_set_error (error, path, saved_errno);

  g_set_error (error, CADRE_ERROR, CADRE_ERROR_FAILED, _("%s: the workbook cannot be written: %s"), path,
               lxw_strerror (status));
  return FALSE;
}

/* Rows wait in files of the folder for temporary ones. */
static gboolean
has_lost_rows (lxw_workbook *workbook)
{
  lxw_worksheet *sheet;

  STAILQ_FOREACH (sheet, workbook->worksheets, list_pointers)
    if (sheet->optimize_tmpfile != NULL && ferror (sheet->optimize_tmpfile))
      return TRUE;

  return FALSE;
}

/**
 * cadre_xlsx_close:
 * @workbook: (transfer full): written and freed, in any case
 * @path: what it is to become, for the message
 *
 * libxlsxwriter does not look whether its temporary files could be written:
 * this does.
 *
 * Returns: %FALSE with @error set if the workbook is not whole
 */
gboolean
cadre_xlsx_close (lxw_workbook  *workbook,
                  const char    *path,
                  GError       **error)
{
  gboolean lost = has_lost_rows (workbook);
  lxw_error status;
  int saved_errno;

  errno = 0;
  status = workbook_close (workbook);
  saved_errno = errno;
  if (status == LXW_NO_ERROR && !lost && !is_no_room (saved_errno))
    return TRUE;

  if (lost)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_NO_SPACE,
                   _("%s: there is no room for its rows in the folder for temporary files, %s; make room and try again"),
                   path, g_get_tmp_dir ());
      return FALSE;
    }
  return cadre_xlsx_set_write_error (error, path, status, saved_errno);
}
