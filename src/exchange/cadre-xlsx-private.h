/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An Office Open XML workbook: a zip of XML parts that name each other
 * (ECMA-376; package rules in its part 2). */

#pragma once

#include "cadre-xml.h"

G_BEGIN_DECLS

typedef struct _CadreZip CadreZip;

CadreZip   *cadre_zip_open        (const char               *path,
                                   const char               *name,
                                   const CadreSheetLimits   *limits,
                                   GCancellable             *cancellable,
                                   GError                  **error);
void        cadre_zip_free        (CadreZip                 *self);
gboolean    cadre_zip_has         (CadreZip                 *self,
                                   const char               *part);
gboolean    cadre_zip_parse       (CadreZip                 *self,
                                   const char               *part,
                                   const char               *label,
                                   const CadreXmlVisitor    *visitor,
                                   gpointer                  user_data,
                                   GCancellable             *cancellable,
                                   GError                  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreZip, cadre_zip_free)

/**
 * CadreRelation:
 *
 * A part that another one names.
 */
typedef struct
{
  char *id;
  char *type;      /* the last word of its type: worksheet, styles … */
  char *target;    /* the part's full name in the zip */
} CadreRelation;

GPtrArray     *cadre_relations_read (CadreZip      *zip,
                                     const char    *part,
                                     GCancellable  *cancellable,
                                     GError       **error);
CadreRelation *cadre_relations_find (GPtrArray     *relations,
                                     const char    *id,
                                     const char    *type);

/**
 * CadreSharedStrings:
 *
 * The texts that cells share, one after another, each with its NUL.
 */
typedef struct
{
  char *bytes;
  gsize length;
  gsize size;
  guint32 *offsets;
  guint n;
  guint n_allocated;
} CadreSharedStrings;

gboolean    cadre_shared_strings_read  (CadreSharedStrings      *self,
                                        CadreZip                *zip,
                                        const char              *part,
                                        const CadreSheetLimits  *limits,
                                        GCancellable            *cancellable,
                                        GError                 **error);
void        cadre_shared_strings_clear (CadreSharedStrings      *self);

GArray     *cadre_xlsx_styles_read     (CadreZip                *zip,
                                        const char              *part,
                                        const CadreSheetLimits  *limits,
                                        GCancellable            *cancellable,
                                        GError                 **error);

/**
 * CadreXlsxSheet:
 *
 * What it takes to read a sheet's part.
 */
typedef struct
{
  const char *name;                  /* as messages call it: file and sheet */
  const CadreSheetLimits *limits;
  const CadreSharedStrings *strings;
  GArray *styles;                    /* of CadreNumberKind as guint8; or NULL */
  gboolean since_1904;
  const CadreSheetVisitor *visitor;
  gpointer user_data;
} CadreXlsxSheet;

typedef struct _CadreXlsxSheetState CadreXlsxSheetState;

extern const CadreXmlVisitor cadre_xlsx_sheet_visitor;

CadreXlsxSheetState *cadre_xlsx_sheet_begin (const CadreXlsxSheet *sheet);
void                 cadre_xlsx_sheet_end   (CadreXlsxSheetState  *state);

/* A <t> between its tags: what it says, put at the end of @text. */
void        cadre_xlsx_append_text     (GString                 *text,
                                        gsize                    start,
                                        gboolean                 preserve);
gboolean    cadre_xlsx_is_preserved    (const char             **attributes,
                                        int                      n_attributes);

G_END_DECLS
