/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-person-columns"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-person-columns.h"

static const CadrePersonColumnInfo columns[CADRE_PERSON_N_COLUMNS] = {
  [CADRE_PERSON_NAME] = { N_("Name"), 4 },
  [CADRE_PERSON_SEX] = { N_("Sex"), 2 },
  [CADRE_PERSON_BIRTH] = { N_("Born"), 5 },
  [CADRE_PERSON_UNIT] = { N_("Unit"), 8 },
  [CADRE_PERSON_POST] = { N_("Post"), 0 },
  [CADRE_PERSON_LEVEL] = { N_("Level of Post"), 6 },
  [CADRE_PERSON_RANK] = { N_("Rank"), 6 },
  [CADRE_PERSON_EDUCATION] = { N_("Education"), 6 },
  [CADRE_PERSON_ETHNIC_GROUP] = { N_("Ethnic Group"), 6 },
  [CADRE_PERSON_POLITICAL_STATUS] = { N_("Political Status"), 8 },
  [CADRE_PERSON_WORK_START] = { N_("Work Since"), 5 },
  [CADRE_PERSON_CATEGORY] = { N_("Category"), 8 },
  [CADRE_PERSON_ID_NUMBER] = { N_("ID Number"), 11 },
  [CADRE_PERSON_PHONE] = { N_("Phone"), 8 },
};

const CadrePersonColumnInfo *
cadre_person_columns_get_info (CadrePersonColumn column)
{
  g_return_val_if_fail (column < CADRE_PERSON_N_COLUMNS, NULL);

  return &columns[column];
}

/**
 * cadre_person_columns_find:
 * @key: a key of the catalogue
 *
 * Returns: the column, or %CADRE_PERSON_N_COLUMNS if there is none
 */
CadrePersonColumn
cadre_person_columns_find (const char *key)
{
  for (guint i = 0; i < CADRE_PERSON_N_COLUMNS; i++)
    if (g_str_equal (cadre_person_column_get_key (i), key))
      return i;

  return CADRE_PERSON_N_COLUMNS;
}
