/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CADRE_ERROR:
 *
 * What can go wrong in the program's own terms. A message says what, where
 * (file, sheet, cell) and what to do about it; it can be shown as it is.
 */
#define CADRE_ERROR (cadre_error_quark ())

/**
 * CadreError:
 * @CADRE_ERROR_FAILED: anything else
 * @CADRE_ERROR_NOT_FOUND: no such file, person, unit, report …
 * @CADRE_ERROR_NOT_AN_ARCHIVE: the file is something else
 * @CADRE_ERROR_DAMAGED: truncated or corrupt
 * @CADRE_ERROR_NEWER: made by a newer version of the program
 * @CADRE_ERROR_BUSY: another instance holds the archive for writing
 * @CADRE_ERROR_READ_ONLY: opened for reading, or the place cannot be written
 * @CADRE_ERROR_NO_SPACE: the disk is full
 * @CADRE_ERROR_INVALID: a value breaks a rule of the schema or the catalogue
 * @CADRE_ERROR_FORMAT: a file to read is not what it says it is
 * @CADRE_ERROR_ENCRYPTED: a file to read needs a password
 * @CADRE_ERROR_LIMIT: a file to read is larger than any honest one
 * @CADRE_ERROR_AMBIGUOUS: more than one person or unit fits
 * @CADRE_ERROR_NOTHING_TO_DO: nothing to undo, redo …
 *
 * Cancellation is always %G_IO_ERROR_CANCELLED.
 */
typedef enum
{
  CADRE_ERROR_FAILED,
  CADRE_ERROR_NOT_FOUND,
  CADRE_ERROR_NOT_AN_ARCHIVE,
  CADRE_ERROR_DAMAGED,
  CADRE_ERROR_NEWER,
  CADRE_ERROR_BUSY,
  CADRE_ERROR_READ_ONLY,
  CADRE_ERROR_NO_SPACE,
  CADRE_ERROR_INVALID,
  CADRE_ERROR_FORMAT,
  CADRE_ERROR_ENCRYPTED,
  CADRE_ERROR_LIMIT,
  CADRE_ERROR_AMBIGUOUS,
  CADRE_ERROR_NOTHING_TO_DO,
} CadreError;

GQuark cadre_error_quark (void);

G_END_DECLS
