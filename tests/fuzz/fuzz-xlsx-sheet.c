/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A sheet's part alone, without the zip in the way. */

#include "config.h"

#include <string.h>

#include "cadre-xlsx-private.h"
#include "fuzz.h"

typedef struct
{
  const guint8 *data;
  gsize size;
} Bytes;

static gssize
read_bytes (gpointer   source,
            char      *buffer,
            gsize      size,
            GError   **error)
{
  Bytes *self = source;
  gsize n = MIN (size, self->size);

  memcpy (buffer, self->data, n);
  self->data += n;
  self->size -= n;

  return (gssize) n;
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  static const guint8 kinds[] = {
    CADRE_NUMBER_PLAIN, CADRE_NUMBER_DATE, CADRE_NUMBER_MONTH, CADRE_NUMBER_YEAR, CADRE_NUMBER_TIME, CADRE_NUMBER_ELAPSED,
  };
  static guint32 offsets[] = { 0, 4 };
  static char texts[] = "\xe5\xbc\xa0\0x";
  const CadreSharedStrings strings = { texts, sizeof texts, sizeof texts, offsets, 2, 2 };
  g_autoptr(GArray) styles = g_array_new (FALSE, FALSE, sizeof (guint8));
  FuzzOrder order = { -1, -1 };
  CadreXlsxSheet sheet = { "fuzz", &fuzz_limits, &strings, styles, size % 2 != 0, &fuzz_visitor, &order };
  CadreXlsxSheetState *state;
  Bytes bytes = { data, size };
  g_autoptr(GError) error = NULL;

  g_array_append_vals (styles, kinds, G_N_ELEMENTS (kinds));
  state = cadre_xlsx_sheet_begin (&sheet);
  if (!cadre_xml_parse (read_bytes, &bytes, "fuzz", &fuzz_limits, &cadre_xlsx_sheet_visitor, state, NULL, &error))
    g_assert (error != NULL && error->domain == CADRE_ERROR);
  cadre_xlsx_sheet_end (state);

  return 0;
}
