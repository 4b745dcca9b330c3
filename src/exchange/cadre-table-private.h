/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a table is kept, for the files that find it. */

#pragma once

#include "cadre-table.h"

G_BEGIN_DECLS

struct _CadreTable
{
  CadreGrid *grid;
  GPtrArray *heads;        /* CadreTableHead, by column */
  guint n_known;
  guint32 top, bottom;     /* of the heads */
  GByteArray *kinds;       /* CadreTableRowKind by row */
  GArray *data_rows;       /* guint32 */
  GArray *group_rows;      /* guint32 */
  GPtrArray *group_names;  /* beside group_rows */
  char *title;
  char *reporter;
  GHashTable *facts;       /* normalized label -> what the lines above say: 主办单位, 时间 … */
  GHashTable *fill_sources; /* column -> guint32 by row: where its value is typed */
};

/* The text of a cell, also where a merge covers it. */
const char *_cadre_table_covered_text  (CadreGrid           *grid,
                                        guint32              row,
                                        guint32              column);
gboolean    _cadre_table_find_heads    (CadreTable          *self,
                                        CadreTableKnowsHead  knows,
                                        gpointer             user_data);
void        _cadre_table_read_titles   (CadreTable          *self);
char       *_cadre_table_find_reporter (const char          *line);
const char *_cadre_table_skip_colon    (const char          *text);
void        _cadre_table_classify_rows (CadreTable          *self);

G_END_DECLS
