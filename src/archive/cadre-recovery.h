/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "cadre-error.h"

G_BEGIN_DECLS

/**
 * CadreCondition:
 * @CADRE_CONDITION_GOOD: an archive that this program can write
 * @CADRE_CONDITION_MISSING: no such file
 * @CADRE_CONDITION_UNREADABLE: the file may not be read, or is a folder
 * @CADRE_CONDITION_EMPTY: nothing in it
 * @CADRE_CONDITION_NOT_AN_ARCHIVE: another kind of file
 * @CADRE_CONDITION_TRUNCATED: its end is missing
 * @CADRE_CONDITION_DAMAGED: its structure is broken
 * @CADRE_CONDITION_NEWER: an archive of a newer program, to be read only
 *
 * What is the matter with a file that should be an archive.
 */
typedef enum
{
  CADRE_CONDITION_GOOD,
  CADRE_CONDITION_MISSING,
  CADRE_CONDITION_UNREADABLE,
  CADRE_CONDITION_EMPTY,
  CADRE_CONDITION_NOT_AN_ARCHIVE,
  CADRE_CONDITION_TRUNCATED,
  CADRE_CONDITION_DAMAGED,
  CADRE_CONDITION_NEWER,
} CadreCondition;

CadreCondition cadre_recovery_diagnose  (const char  *path,
                                         gboolean     thorough,
                                         GError     **error);
char          *cadre_recovery_set_aside (const char  *path,
                                         GError     **error);

G_END_DECLS
