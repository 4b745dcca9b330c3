/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-grid.h"

G_BEGIN_DECLS

/**
 * CadreTableRowKind:
 * @CADRE_TABLE_BLANK: nothing in it
 * @CADRE_TABLE_TITLE: a title, or 填报单位：… 填报日期：…
 * @CADRE_TABLE_HEAD: the heads, also where they are repeated on a printed page
 * @CADRE_TABLE_GROUP: a unit's name alone above its people
 * @CADRE_TABLE_DATA: a row to take
 * @CADRE_TABLE_TOTAL: 小计, 合计
 * @CADRE_TABLE_NOTE: 注：…, 审核人：… 填表人：…
 */
typedef enum
{
  CADRE_TABLE_BLANK,
  CADRE_TABLE_TITLE,
  CADRE_TABLE_HEAD,
  CADRE_TABLE_GROUP,
  CADRE_TABLE_DATA,
  CADRE_TABLE_TOTAL,
  CADRE_TABLE_NOTE,
} CadreTableRowKind;

/**
 * CadreTableHead:
 *
 * The head of one column.
 */
typedef struct
{
  guint32 column;
  char *text;       /* as typed, levels joined: 全日制教育/学历 */
  char *path;       /* the same without spaces and line breaks */
  char *leaf;       /* its lowest level, normalized: 学历 */
  char *above;      /* what stands over it, normalized, or "" */
} CadreTableHead;

/**
 * CadreTableKnowsHead:
 *
 * Whether a column with this head would be taken. The finder asks it to tell
 * heads from titles and data.
 */
typedef gboolean (*CadreTableKnowsHead) (const char *leaf,
                                         const char *above,
                                         gpointer    user_data);

/**
 * CadreTable:
 *
 * The table in a sheet as an office typed it: titles above, heads of one to
 * three levels, and for each row below what it is.
 */
typedef struct _CadreTable CadreTable;

CadreTable   *cadre_table_find           (CadreGrid           *grid,
                                          CadreTableKnowsHead  knows,
                                          gpointer             user_data);
void          cadre_table_free           (CadreTable          *self);

CadreGrid    *cadre_table_get_grid       (CadreTable          *self);
guint         cadre_table_n_known        (CadreTable          *self);
guint         cadre_table_n_columns      (CadreTable          *self);
const CadreTableHead *cadre_table_get_head (CadreTable        *self,
                                            guint              i);
guint32       cadre_table_get_head_top   (CadreTable          *self);
guint32       cadre_table_get_head_bottom (CadreTable         *self);
CadreTableRowKind cadre_table_get_row_kind (CadreTable        *self,
                                            guint32            row);
const guint32 *cadre_table_get_data_rows (CadreTable          *self,
                                          guint               *n_rows);

const char   *cadre_table_get_title      (CadreTable          *self);
const char   *cadre_table_get_reporter   (CadreTable          *self);
GHashTable   *cadre_table_get_facts      (CadreTable          *self);
const char   *cadre_table_get_group      (CadreTable          *self,
                                          guint32              row);
const char   *cadre_table_get_text       (CadreTable          *self,
                                          guint32              row,
                                          guint32              column,
                                          gboolean             fill_down);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreTable, cadre_table_free)

G_END_DECLS
