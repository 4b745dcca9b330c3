/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A plan may be used by one thread at a time. So all work with it waits in
 * one queue, a job at a time, each of which is one of these. */

#pragma once

#include "cadre-import-row.h"
#include "cadre-session.h"

G_BEGIN_DECLS

/**
 * CadreImportWorkKind:
 * @CADRE_IMPORT_READ: reads a file and makes a plan
 * @CADRE_IMPORT_EDIT: makes decisions and corrections in a plan
 * @CADRE_IMPORT_LOAD_ROW: reads what there is to show of a row
 * @CADRE_IMPORT_WRITE_REFUSED: saves what is not taken
 * @CADRE_IMPORT_APPLY: takes the rows in
 */
typedef enum
{
  CADRE_IMPORT_READ,
  CADRE_IMPORT_EDIT,
  CADRE_IMPORT_LOAD_ROW,
  CADRE_IMPORT_WRITE_REFUSED,
  CADRE_IMPORT_APPLY,
} CadreImportWorkKind;

typedef struct
{
  CadreImportWorkKind kind;
  guint generation;
  GCancellable *cancellable;
  GTask *task;               /* of who waits for it, or NULL */
  CadrePlan *plan;           /* in; out of reading */
  CadreCatalogue *catalogue; /* the same */
  GPtrArray *edits;          /* CadreImportEdit */
  guint row;

  /* Reading: in, and what was found. */
  char *path;
  char **order;
  char *sheet;
  char *import_kind;
  GHashTable *heads;
  gboolean empty_erases;
  GPtrArray *kinds;
  char **sheets;
  char *caveat;

  CadreImportRow *found;     /* loading a row */
  CadrePlanResult result;    /* applying */
} CadreImportWork;

/**
 * CadreImportWorkFunc:
 * @error: (nullable): why it was not done
 */
typedef void (*CadreImportWorkFunc) (CadreImportWork *work,
                                     GError          *error,
                                     gpointer         owner);

CadreImportWork  *cadre_import_work_new    (CadreImportWorkKind  kind);
void              cadre_import_work_free   (gpointer             self);
void              cadre_import_work_answer (CadreImportWork     *self,
                                            GError              *error);
void              cadre_import_work_run    (CadreImportWork     *self,
                                            CadreSession        *session,
                                            CadreImportWorkFunc  done,
                                            gpointer             owner);

G_END_DECLS
