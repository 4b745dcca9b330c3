/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the readers of the several formats share. */

#pragma once

#include "cadre-sheet-limits.h"
#include "cadre-sheet.h"

G_BEGIN_DECLS

typedef struct _CadreReader CadreReader;

/**
 * CadreReaderClass:
 * @open: reads what sheets there are into self->sheets
 * @read: streams one sheet to the visitor
 * @clear: frees what @open made
 * @caveat: (nullable): untranslated: what the reader does not tell
 *
 * A file format. An instance begins with a #CadreReader.
 */
typedef struct
{
  gsize size;
  gboolean (*open) (CadreReader   *self,
                    GCancellable  *cancellable,
                    GError       **error);
  gboolean (*read) (CadreReader              *self,
                    int                       sheet,
                    const CadreSheetVisitor  *visitor,
                    gpointer                  user_data,
                    GCancellable             *cancellable,
                    GError                  **error);
  void     (*clear) (CadreReader *self);
  const char *caveat;
} CadreReaderClass;

struct _CadreReader
{
  const CadreReaderClass *klass;
  const CadreSheetLimits *limits;
  const char *path;     /* where it is */
  const char *name;     /* how messages call it */
  const char * const *order; /* names of people, or NULL */
  GPtrArray *sheets;    /* of CadreSheetInfo */
};

extern const CadreReaderClass cadre_csv_reader_class;
extern const CadreReaderClass cadre_forms_reader_class;
extern const CadreReaderClass cadre_xls_reader_class;
extern const CadreReaderClass cadre_xlsx_reader_class;

CadreWorkbook          *cadre_workbook_open_with_limits (const char              *path,
                                                         const char * const      *order,
                                                         const CadreSheetLimits  *limits,
                                                         GCancellable            *cancellable,
                                                         GError                 **error);
CadreSheetInfo         *cadre_sheet_info_new            (const char              *name,
                                                         gboolean                 hidden);

/**
 * CadreFileKind:
 *
 * What a file is by its first bytes, whatever its name says.
 */
typedef struct
{
  const CadreReaderClass *klass;  /* NULL where nothing here reads it */
  CadreError code;
  const char *text;               /* untranslated: what it is and the cure */
} CadreFileKind;

GPtrArray              *cadre_forms_find                (const char              *path,
                                                         const char * const      *order);
const CadreFileKind    *cadre_file_kind_of_file         (const char              *path,
                                                         GError                 **error);

/**
 * CadreNumberKind:
 *
 * How a cell's style shows its number.
 */
typedef enum
{
  CADRE_NUMBER_PLAIN,
  CADRE_NUMBER_DATE,     /* to the day */
  CADRE_NUMBER_MONTH,    /* yyyy"年"m"月", yyyy.mm: to the month */
  CADRE_NUMBER_YEAR,     /* yyyy"年" */
  CADRE_NUMBER_TIME,     /* of the day */
  CADRE_NUMBER_ELAPSED,  /* [h]:mm, beyond 24 hours too */
} CadreNumberKind;

#define CADRE_NUMBER_TEXT_SIZE 48

CadreNumberKind  cadre_number_kind_of_format  (const char       *code);
CadreNumberKind  cadre_number_kind_of_builtin (guint             id);
gboolean         cadre_number_parse           (const char       *text,
                                               gsize             length,
                                               double           *value);
const char      *cadre_number_text            (double            value,
                                               char             *buffer);
gboolean         cadre_number_date_text       (double            serial,
                                               CadreNumberKind   kind,
                                               gboolean          since_1904,
                                               char             *buffer);

void             cadre_text_unify_lines       (GString          *text);

G_END_DECLS
