/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CadreFactRow:
 *
 * A row of texts with an id.
 */
#define CADRE_TYPE_FACT_ROW (cadre_fact_row_get_type ())
G_DECLARE_FINAL_TYPE (CadreFactRow, cadre_fact_row, CADRE, FACT_ROW, GObject)

CadreFactRow *cadre_fact_row_new      (gint64              id,
                                       gboolean            dim,
                                       const char * const *texts);
gint64        cadre_fact_row_get_id   (CadreFactRow       *self);
gboolean      cadre_fact_row_is_dim   (CadreFactRow       *self);
const char   *cadre_fact_row_get_text (CadreFactRow       *self,
                                       guint               column);
void          cadre_fact_row_set_style (CadreFactRow      *self,
                                       guint               column,
                                       const char         *style);

/**
 * CadreFactColumn:
 *
 * A column of a table of facts.
 */
typedef struct
{
  const char *title;   /* msgid */
  guint width;         /* in characters; 0: what is left */
} CadreFactColumn;

/**
 * CadreFactTable:
 *
 * A table of texts, thousands of rows at most, of which one is selected and
 * which can be searched.
 *
 * Signals: `selected`: another row, or none, is selected; `activated`: the
 * selected row was pressed.
 */
#define CADRE_TYPE_FACT_TABLE (cadre_fact_table_get_type ())
G_DECLARE_FINAL_TYPE (CadreFactTable, cadre_fact_table, CADRE, FACT_TABLE, AdwBin)

void          cadre_fact_table_set_columns  (CadreFactTable        *self,
                                             const char            *label,
                                             const CadreFactColumn *columns,
                                             guint                  n_columns);
void          cadre_fact_table_set_rows     (CadreFactTable        *self,
                                             GPtrArray             *rows);
void          cadre_fact_table_set_search   (CadreFactTable        *self,
                                             const char            *text);
guint         cadre_fact_table_n_rows       (CadreFactTable        *self);
CadreFactRow *cadre_fact_table_get_selected (CadreFactTable        *self);
void          cadre_fact_table_select       (CadreFactTable        *self,
                                             gint64                 id);

G_END_DECLS
