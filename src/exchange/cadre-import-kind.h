/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-catalogue.h"

G_BEGIN_DECLS

/**
 * CadreImportPart:
 *
 * A row of a sheet may say something about several records: a first
 * secretary's row names a township, a village, a person and a posting. Each
 * of these is a part. Declared in data/import/KIND.json.
 */
typedef struct
{
  char *name;               /* what links and heads call it */
  const CadreRecordKind *record;
  GPtrArray *key;           /* (element-type utf8) fields that tell records under one parent apart */
  GPtrArray *needs;         /* (element-type utf8) the part is there when one of these cells is filled; empty: always */
  GPtrArray *links;         /* CadreImportLink */
  GPtrArray *values;        /* CadreImportValue: fixed or from the sheet's title */
  GPtrArray *fill;          /* (element-type utf8) fields filled down */
  gboolean is_person;       /* matched as people are, not by its key */
  gboolean is_unit;         /* looked up by name among units */
  gboolean creates;         /* made where the archive has none */
  gboolean shared;          /* one for the whole sheet: the class of a roll */
  gboolean columns;         /* one record for each column left over: marks */
} CadreImportPart;

/**
 * CadreImportLink:
 *
 * The column @field of a part's record holds the id of the part @part's.
 */
typedef struct
{
  char *field;
  guint part;
} CadreImportLink;

/**
 * CadreImportValue:
 *
 * A value that no cell holds: @text, or with @from "title-year",
 * "title-class", "reporter" what the lines above the table say.
 */
typedef struct
{
  char *field;
  char *text;
  char *from;
} CadreImportValue;

/**
 * CadreImportKind:
 *
 * A kind of sheet that can be taken in.
 */
typedef struct _CadreImportKind CadreImportKind;

GPtrArray       *cadre_import_kinds_load     (CadreCatalogue         *catalogue,
                                              GError                **error);
CadreImportKind *cadre_import_kinds_find     (GPtrArray              *kinds,
                                              const char             *key);

const char      *cadre_import_kind_get_key   (const CadreImportKind  *self);
const char      *cadre_import_kind_get_title (const CadreImportKind  *self);
guint            cadre_import_kind_n_parts   (const CadreImportKind  *self);
const CadreImportPart *cadre_import_kind_get_part (const CadreImportKind *self,
                                                   guint              i);
const CadreImportPart *cadre_import_kind_get_main (const CadreImportKind *self);
double           cadre_import_kind_fit_name  (const CadreImportKind  *self,
                                              const char             *text);

G_END_DECLS
