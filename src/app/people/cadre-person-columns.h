/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-person-list.h"

G_BEGIN_DECLS

/**
 * CadrePersonColumnInfo:
 *
 * How a column of a list of people looks.
 */
typedef struct
{
  const char *title;   /* msgid */
  int width;           /* of a cell, in 汉字; 0: what is left */
} CadrePersonColumnInfo;

const CadrePersonColumnInfo *cadre_person_columns_get_info (CadrePersonColumn  column);
CadrePersonColumn            cadre_person_columns_find     (const char        *key);

G_END_DECLS
