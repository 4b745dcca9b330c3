/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-xls"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-workbook-private.h"

static gboolean
xls_open (CadreReader   *self,
          GCancellable  *cancellable,
          GError       **error)
{
  g_set_error (error, CADRE_ERROR, CADRE_ERROR_FORMAT,
               _("%s: this is a workbook in the old .xls format, which this installation does not read; open it in the spreadsheet program and save it as .xlsx"),
               self->name);
  return FALSE;
}

static gboolean
xls_read (CadreReader              *self,
          int                       sheet,
          const CadreSheetVisitor  *visitor,
          gpointer                  user_data,
          GCancellable             *cancellable,
          GError                  **error)
{
  return xls_open (self, cancellable, error);
}

static void
xls_clear (CadreReader *self)
{
}

const CadreReaderClass cadre_xls_reader_class = {
  .size = sizeof (CadreReader),
  .open = xls_open,
  .read = xls_read,
  .clear = xls_clear,
};
