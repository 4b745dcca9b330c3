/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-catalogue.h"

G_BEGIN_DECLS

/**
 * CadreImportLink:
 *
 * The column @field of a part's record holds the id of the part @part's.
 * Where several links have one field, the first whose part is there holds.
 */
typedef struct
{
  char *field;
  guint part;
} CadreImportLink;

/**
 * CadreImportValue:
 *
 * A value for when no cell holds one: @text, or with @from what the lines
 * above the table say: "title-year", "title-month", "title-class", "title-round", "unit-line",
 * "title-assessment", "round-scheme", "file", "head".
 */
typedef struct
{
  char *field;
  char *text;
  char *from;
} CadreImportValue;

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
  char **key;               /* fields that tell records under one parent apart */
  char **needs;             /* the part is there when one of these is given; empty: always */
  char **look;              /* fields whose heads the catalogue may find; NULL: all */
  char **fill;              /* fields filled down */
  GPtrArray *dated;         /* char **: a date, and what it is the date of: where the
                             * archive has a later one, that stays */
  GPtrArray *links;         /* CadreImportLink */
  GPtrArray *values;        /* CadreImportValue */
  gboolean is_person;       /* matched as people are, not by its key */
  gboolean is_unit;         /* looked up by name among units */
  gboolean creates;         /* made where the archive has none */
  gboolean changes;         /* what the archive has is changed */
  gboolean facts;           /* the lines above the table speak of it: the class of a roll */
  gboolean columns;         /* one record for each column of marks */
  gboolean among;           /* of namesakes the one whom the sheet's round has */
} CadreImportPart;

/**
 * CadreImportTarget:
 * @piece: which piece of the cell's text: education, degree, since …, or %NULL
 *
 * Where a column goes.
 */
typedef struct
{
  guint part;
  const CadreField *field;
  const char *piece;
} CadreImportTarget;

/**
 * CadreImportKind:
 *
 * A kind of sheet that can be taken in.
 */
typedef struct _CadreImportKind CadreImportKind;

GPtrArray       *cadre_import_kinds_load     (CadreCatalogue         *catalogue,
                                              GError                **error);
gboolean         cadre_import_kinds_learn    (GPtrArray              *kinds,
                                              CadreArchive           *archive,
                                              GError                **error);
CadreImportKind *cadre_import_kinds_find     (GPtrArray              *kinds,
                                              const char             *key);

const char      *cadre_import_kind_get_key   (const CadreImportKind  *self);
const char      *cadre_import_kind_get_title (const CadreImportKind  *self);
guint            cadre_import_kind_n_parts   (const CadreImportKind  *self);
const CadreImportPart *cadre_import_kind_get_part (const CadreImportKind *self,
                                                   guint              i);
guint            cadre_import_kind_get_main  (const CadreImportKind  *self);
gboolean         cadre_import_kind_find_part (const CadreImportKind  *self,
                                              const char             *name,
                                              guint                  *part);
const char * const *cadre_import_kind_get_required (const CadreImportKind *self);
guint            cadre_import_kind_fits_name (const CadreImportKind  *self,
                                              const char             *text);
GArray          *cadre_import_kind_find_head (const CadreImportKind  *self,
                                              const char             *leaf,
                                              const char             *above,
                                              const char             *left);
gboolean         cadre_import_kind_ignores   (const CadreImportKind  *self,
                                              const char             *leaf);
gboolean         cadre_import_kind_is_mark   (const CadreImportKind  *self,
                                              const char             *leaf,
                                              const char             *above);
const char      *cadre_import_kind_get_mark  (const CadreImportKind  *self,
                                              const char             *leaf);
gboolean         cadre_import_kind_parse_target (const CadreImportKind *self,
                                                 const char          *text,
                                                 GArray              *targets);

G_END_DECLS
