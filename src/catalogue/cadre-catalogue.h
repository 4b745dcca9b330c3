/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"

G_BEGIN_DECLS

/**
 * CadreFieldKind:
 *
 * What a field holds. Canonical text, as passed between layers:
 * @CADRE_FIELD_TEXT: the text, outer spaces gone
 * @CADRE_FIELD_LONG_TEXT: the text exactly (简历)
 * @CADRE_FIELD_NAME: a person's name, normalized
 * @CADRE_FIELD_ID_NUMBER: 18 (or 15) characters
 * @CADRE_FIELD_DATE: partial date, ISO: 1985, 1985-03, 1985-03-07
 * @CADRE_FIELD_CODE: the name of a value of the field's code table
 * @CADRE_FIELD_CONTENT: the name of a kept file, see cadre_content_add()
 * @CADRE_FIELD_NUMBER: a decimal, at most three decimals, "." as the point
 * @CADRE_FIELD_INTEGER: a whole number
 * @CADRE_FIELD_BOOL: "0" or "1"
 * @CADRE_FIELD_UNIT: the id of a unit, as a number
 * @CADRE_FIELD_PERSON: the id of a person, as a number
 * @CADRE_FIELD_RECORD: the id of a record of the kind @record_kind, as a number
 */
typedef enum
{
  CADRE_FIELD_TEXT,
  CADRE_FIELD_LONG_TEXT,
  CADRE_FIELD_NAME,
  CADRE_FIELD_ID_NUMBER,
  CADRE_FIELD_DATE,
  CADRE_FIELD_CODE,
  CADRE_FIELD_CONTENT,
  CADRE_FIELD_NUMBER,
  CADRE_FIELD_INTEGER,
  CADRE_FIELD_BOOL,
  CADRE_FIELD_UNIT,
  CADRE_FIELD_PERSON,
  CADRE_FIELD_RECORD,
} CadreFieldKind;

/**
 * CadreField:
 *
 * One field of one kind of record, declared once in data/catalogue/KIND.json
 * or by the office itself in the table custom_field. Owned by its catalogue.
 */
typedef struct
{
  const char *key;          /* = the column; for a custom field the key in `custom` */
  const char *label;        /* 出生年月: the term of the field, Chinese */
  CadreFieldKind kind;
  const char *code_set;     /* the code table, for CADRE_FIELD_CODE; NULL: @words are all there is */
  const char * const *words; /* value, its word, value, its word …, NULL: states kept in English
                              * (running, 进行中); or NULL */
  const char *record_kind;  /* for CADRE_FIELD_RECORD */
  gboolean open_codes;      /* values outside the code table are allowed, with a warning */
  gboolean required;
  gboolean custom;
  gboolean read_only;       /* derived or frozen: shown, not asked for */
  const char * const *aliases; /* other heads of this column in offices' sheets */
  const char *lrmx;         /* element of the lrmx form, or NULL */
  guint max_length;         /* 汉字 that the official tools take; 0: any */
  double width;             /* of a report column, in 汉字 */
  double minimum, maximum;  /* of numbers; both 0: any */
  const char *glossary;     /* the section of the manual's glossary that explains it, or NULL */
} CadreField;

/**
 * CadreRecordKind:
 *
 * A kind of record: a table and its fields in their order on forms.
 */
typedef struct
{
  const char *key;          /* person, unit, study … = the table */
  const char *label;        /* 人员 */
  const char *label_field;  /* the field that names a record of it */
  GPtrArray *fields;        /* CadreField */
} CadreRecordKind;

/**
 * CadreCode:
 *
 * One value of a code table. Owned by the catalogue.
 */
typedef struct
{
  const char *name;         /* what is stored: 大学 */
  const char *code;         /* in the official table */
  int rank;                 /* of ordered tables: higher is more; 0: none */
} CadreCode;

/**
 * CadreRemarkLevel:
 * @CADRE_REMARK_HINT: unusual, often right (提示)
 * @CADRE_REMARK_WARNING: probably wrong (警告)
 */
typedef enum
{
  CADRE_REMARK_HINT,
  CADRE_REMARK_WARNING,
} CadreRemarkLevel;

/**
 * CadreRemark:
 *
 * What somebody should look at in a record. Free with cadre_remark_free().
 */
typedef struct
{
  const CadreField *field;  /* the catalogue's */
  CadreRemarkLevel level;
  char *text;               /* a sentence: what does not fit; what to do */
} CadreRemark;

void cadre_remark_free (CadreRemark *self);

#define CADRE_TYPE_CATALOGUE (cadre_catalogue_get_type ())
G_DECLARE_FINAL_TYPE (CadreCatalogue, cadre_catalogue, CADRE, CATALOGUE, GObject)

CadreCatalogue        *cadre_catalogue_new          (CadreArchive          *archive,
                                                     GError               **error);
GPtrArray             *cadre_catalogue_get_kinds    (CadreCatalogue        *self);
const CadreRecordKind *cadre_catalogue_get_kind     (CadreCatalogue        *self,
                                                     const char            *key);
const CadreField      *cadre_record_kind_get_field  (const CadreRecordKind *self,
                                                     const char            *key);
const CadreField      *cadre_record_kind_find_head  (const CadreRecordKind *self,
                                                     const char            *head);
const CadreField      *cadre_record_kind_find_normal_head (const CadreRecordKind *self,
                                                     const char            *head);

char                  *cadre_catalogue_parse_value  (CadreCatalogue        *self,
                                                     const CadreField      *field,
                                                     const char            *text,
                                                     char                 **warning,
                                                     GError               **error);
char                  *cadre_catalogue_format_value (CadreCatalogue        *self,
                                                     const CadreField      *field,
                                                     const char            *canonical);
gboolean               cadre_catalogue_same_value   (CadreCatalogue        *self,
                                                     const CadreField      *field,
                                                     const char            *a,
                                                     const char            *b);
gboolean               cadre_catalogue_says_less    (CadreCatalogue        *self,
                                                     const CadreField      *field,
                                                     const char            *text,
                                                     const char            *canonical);

char                  *cadre_catalogue_match_code   (CadreCatalogue        *self,
                                                     const char            *code_set,
                                                     const char            *text);
int                    cadre_catalogue_get_code_rank (CadreCatalogue       *self,
                                                      const char           *code_set,
                                                      const char           *name);
GPtrArray             *cadre_catalogue_get_codes    (CadreCatalogue        *self,
                                                     const char            *code_set);

GPtrArray             *cadre_catalogue_check_record (CadreCatalogue        *self,
                                                     const CadreRecordKind *kind,
                                                     GHashTable            *values);
char                  *cadre_number_format          (double                 number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreRemark, cadre_remark_free)

G_END_DECLS
