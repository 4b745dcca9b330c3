/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-plan.h"

G_BEGIN_DECLS

/**
 * CadreImportCandidate:
 *
 * Someone whom a row may be about, with what the archive has for each cell.
 */
typedef struct
{
  gint64 person_id;
  char *name;
  char *birth;       /* or NULL */
  char *unit;        /* or NULL */
  char *post;        /* or NULL */
  char *reason;      /* what agrees and what does not */
  char **values;     /* one for each of the row's cells; empty: none */
} CadreImportCandidate;

/**
 * CadreImportRow:
 *
 * All there is to show of one row. Free with cadre_import_row_free().
 */
typedef struct
{
  guint row;
  guint32 sheet_row;        /* from 0 */
  CadrePlanState state;
  CadrePlanDecision decision;
  char *label;
  char *reason;             /* or NULL */
  gboolean hidden;
  GPtrArray *cells;         /* CadrePlanCell */
  gboolean *mended;         /* one for each of the cells */
  GPtrArray *candidates;    /* CadreImportCandidate; none but for a row that somebody decides */
  gboolean names_people;    /* the row may be about someone new */
} CadreImportRow;

CadreImportRow *cadre_import_row_load (CadrePlan       *plan,
                                       CadreCatalogue  *catalogue,
                                       CadreArchive    *archive,
                                       GPtrArray       *edits,
                                       guint            row,
                                       GError         **error);
void            cadre_import_row_free (CadreImportRow  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreImportRow, cadre_import_row_free)

G_END_DECLS
