/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"

G_BEGIN_DECLS

/**
 * CadrePersonColumn:
 *
 * What a list of people can show and be sorted by; the nick names of the
 * values are catalogue keys.
 */
typedef enum
{
  CADRE_PERSON_NAME,
  CADRE_PERSON_SEX,
  CADRE_PERSON_BIRTH,
  CADRE_PERSON_UNIT,
  CADRE_PERSON_POST,
  CADRE_PERSON_LEVEL,
  CADRE_PERSON_RANK,
  CADRE_PERSON_EDUCATION,
  CADRE_PERSON_ETHNIC_GROUP,
  CADRE_PERSON_POLITICAL_STATUS,
  CADRE_PERSON_WORK_START,
  CADRE_PERSON_CATEGORY,
  CADRE_PERSON_ID_NUMBER,
  CADRE_PERSON_PHONE,
  CADRE_PERSON_N_COLUMNS,
} CadrePersonColumn;

/**
 * CadrePersonOrder:
 * @CADRE_PERSON_ORDER_UNIT: unit order, and inside a unit the manual one
 * @CADRE_PERSON_ORDER_PINYIN: names by pinyin
 * @CADRE_PERSON_ORDER_STROKES: 姓氏笔画
 * @CADRE_PERSON_ORDER_COLUMN: by the values of a column
 */
typedef enum
{
  CADRE_PERSON_ORDER_UNIT,
  CADRE_PERSON_ORDER_PINYIN,
  CADRE_PERSON_ORDER_STROKES,
  CADRE_PERSON_ORDER_COLUMN,
} CadrePersonOrder;

const char *cadre_person_column_get_key (CadrePersonColumn column);

#define CADRE_TYPE_PERSON_ROW (cadre_person_row_get_type ())
G_DECLARE_FINAL_TYPE (CadrePersonRow, cadre_person_row, CADRE, PERSON_ROW, GObject)

gint64      cadre_person_row_get_id     (CadrePersonRow    *self);
gboolean    cadre_person_row_is_loaded  (CadrePersonRow    *self);
const char *cadre_person_row_get_text   (CadrePersonRow    *self,
                                         CadrePersonColumn  column);

#define CADRE_TYPE_PERSON_LIST (cadre_person_list_get_type ())
G_DECLARE_FINAL_TYPE (CadrePersonList, cadre_person_list, CADRE, PERSON_LIST, GObject)

CadrePersonList *cadre_person_list_new         (const char        *archive_path);
void             cadre_person_list_set_text    (CadrePersonList   *self,
                                                const char        *text);
void             cadre_person_list_set_unit    (CadrePersonList   *self,
                                                gint64             unit_id);
void             cadre_person_list_set_tag     (CadrePersonList   *self,
                                                gint64             tag_id);
void             cadre_person_list_set_people  (CadrePersonList   *self,
                                                GArray            *ids);
void             cadre_person_list_set_filter  (CadrePersonList   *self,
                                                const char        *json);
void             cadre_person_list_set_order   (CadrePersonList   *self,
                                                CadrePersonOrder   order,
                                                CadrePersonColumn  column,
                                                gboolean           descending);
void             cadre_person_list_refresh     (CadrePersonList   *self);
void             cadre_person_list_cancel      (CadrePersonList   *self);
gboolean         cadre_person_list_is_loading  (CadrePersonList   *self);
gboolean         cadre_person_list_is_filtered (CadrePersonList   *self);
guint            cadre_person_list_find        (CadrePersonList   *self,
                                                gint64             person_id);
gint64           cadre_person_list_get_id      (CadrePersonList   *self,
                                                guint              position);
guint            cadre_person_list_n_live_rows (CadrePersonList   *self);

GPtrArray       *cadre_person_texts_read       (CadreArchive      *archive,
                                                const gint64      *person_ids,
                                                guint              n_person_ids,
                                                GError           **error);

G_END_DECLS
