/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-date.h"

G_BEGIN_DECLS

/**
 * CadreIdNumberFault:
 * @CADRE_ID_NUMBER_OK: a valid number
 * @CADRE_ID_NUMBER_LENGTH: neither 15 nor 18 characters
 * @CADRE_ID_NUMBER_CHARACTERS: something other than digits and a last X
 * @CADRE_ID_NUMBER_DATE: digits 7–14 are no date
 * @CADRE_ID_NUMBER_CHECKSUM: the check digit does not fit (GB 11643)
 * @CADRE_ID_NUMBER_DAMAGED: a spreadsheet kept it as a number: 4.2E+17, or
 *   18 digits that end in 000 and fail their checksum
 */
typedef enum
{
  CADRE_ID_NUMBER_OK,
  CADRE_ID_NUMBER_LENGTH,
  CADRE_ID_NUMBER_CHARACTERS,
  CADRE_ID_NUMBER_DATE,
  CADRE_ID_NUMBER_CHECKSUM,
  CADRE_ID_NUMBER_DAMAGED,
} CadreIdNumberFault;

CadreIdNumberFault cadre_id_number_check     (const char *text,
                                              char      **canonical);
CadreDate          cadre_id_number_get_birth (const char *canonical);
const char        *cadre_id_number_get_sex   (const char *canonical);
char              *cadre_id_number_to_18     (const char *canonical);

G_END_DECLS
