/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A sheet as one line, to compare: each cell with its name, a mark of its
 * type (= text, # number, @ date, ~ truth, ! error) and its text, then "|". */

#pragma once

#include "cadre-workbook-private.h"

typedef struct
{
  GString *text;
  guint stop_after; /* cells; 0: never */
  guint n;
} Dump;

static gboolean
dump_cell (const CadreCell *cell,
           gpointer         user_data)
{
  static const char marks[] = "?=#@~!";
  Dump *self = user_data;
  g_autofree char *name = cadre_cell_name (cell->row, cell->column);

  g_string_append_printf (self->text, "%s%c%s|", name, marks[cell->type], cell->text);
  return ++self->n != self->stop_after;
}

static gboolean
dump_row (guint32  row,
          gboolean hidden,
          gpointer user_data)
{
  Dump *self = user_data;

  if (hidden)
    g_string_append_printf (self->text, "hidden %u|", row + 1);
  return TRUE;
}

static void
dump_merge (guint32  top,
            guint32  left,
            guint32  bottom,
            guint32  right,
            gpointer user_data)
{
  Dump *self = user_data;
  g_autofree char *from = cadre_cell_name (top, left);
  g_autofree char *to = cadre_cell_name (bottom, right);

  g_string_append_printf (self->text, "%s:%s|", from, to);
}

/* What the first sheet says, or its error's message after "error: ". */
static char *
dump_sheet (const char             *path,
            const CadreSheetLimits *limits,
            guint                   stop_after)
{
  const CadreSheetVisitor visitor = { dump_cell, dump_row, dump_merge };
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreWorkbook) book = cadre_workbook_open_with_limits (path, NULL, limits, NULL, &error);
  Dump self = { g_string_new (NULL), stop_after, 0 };

  if (book == NULL || !cadre_workbook_read_sheet (book, 0, &visitor, &self, NULL, &error))
    {
      g_assert_true (error->domain == CADRE_ERROR);
      g_string_printf (self.text, "error %d: %s", error->code, error->message);
    }

  return g_string_free (self.text, FALSE);
}
