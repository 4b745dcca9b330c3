/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-date.h"
#include "cadre-fact.h"

G_BEGIN_DECLS

/**
 * CadreFilter:
 *
 * Which people: a sentence of conditions, kept as JSON:
 *
 * |[
 * { "and": [ { "field": "sex", "is": "=", "value": "女" },
 *            { "or": [ { "field": "post_level", "is": ">=", "value": "乡科级副职" },
 *                      { "field": "unit_id", "is": "within", "value": "12" } ] },
 *            { "not": { "fact": "under_sanction" } },
 *            { "fact": "hours_in_year", "with": { "year": "2017" }, "is": ">=", "value": "90" } ] }
 * ]|
 *
 * Comparisons: =, <>, <, <=, >, >=, contains, begins, in (of an array), within
 * (a unit and all below it), empty, filled. Fields are the catalogue's, custom
 * ones too; values are as typed or canonical. A code of an ordered table is
 * compared by its order. Facts are those of data/facts. A fact that is true or
 * false needs no comparison.
 */
typedef struct _CadreFilter CadreFilter;

/**
 * CadreFilterTerm:
 *
 * One condition of a filter, as SQL, to ask for it and for what it looks at.
 * Free with cadre_filter_term_free().
 */
typedef struct
{
  char *condition;          /* 0 or 1 */
  char *value;              /* what it compares */
  char *records;            /* the query of a fact's records, or NULL */
  const CadreField *field;  /* of the value: a field of the catalogue … */
  const CadreFact *fact;    /* … or a fact; either is the filter's own */
} CadreFilterTerm;

void         cadre_filter_term_free   (CadreFilterTerm  *self);

CadreFilter *cadre_filter_parse       (CadreCatalogue   *catalogue,
                                       const char       *json,
                                       GError          **error);
void         cadre_filter_free        (CadreFilter      *self);

const char  *cadre_filter_get_json    (CadreFilter      *self);
char        *cadre_filter_to_sql      (CadreFilter      *self,
                                       const char       *person);
GPtrArray   *cadre_filter_list_terms  (CadreFilter      *self,
                                       const char       *person);
void         cadre_filter_bind        (CadreFilter      *self,
                                       CadreStatement   *statement,
                                       const CadreDate  *as_of);
char        *cadre_filter_to_sentence (CadreFilter      *self,
                                       CadreArchive     *archive);
GArray      *cadre_filter_run         (CadreFilter      *self,
                                       CadreArchive     *archive,
                                       const CadreDate  *as_of,
                                       GError          **error);

gboolean     cadre_filter_save        (CadreFilter      *self,
                                       CadreArchive     *archive,
                                       const char       *name,
                                       GError          **error);
char        *cadre_filter_load        (CadreArchive     *archive,
                                       const char       *name,
                                       GError          **error);

gboolean     cadre_filter_delete      (CadreArchive     *archive,
                                       const char       *name,
                                       GError          **error);
GStrv        cadre_filter_list        (CadreArchive     *archive,
                                       GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreFilter, cadre_filter_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreFilterTerm, cadre_filter_term_free)

G_END_DECLS
