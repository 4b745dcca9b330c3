/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-catalogue.h"

G_BEGIN_DECLS

/**
 * CadreFactParameter:
 *
 * What a fact must be told: the year of the hours, the number of years back.
 */
typedef struct
{
  char *key;
  char *label;
  char *code_set;           /* its values, or NULL */
} CadreFactParameter;

/**
 * CadreFact:
 *
 * Something that the records say of a person as of a date, by name; declared
 * in data/facts/person.json. Free with cadre_fact_free().
 */
typedef struct
{
  char *key;
  char *label;              /* with {parameter} where its value stands */
  char *unit;               /* 学时, 年 …, or NULL */
  CadreFieldKind kind;      /* number, integer, date or bool */
  GPtrArray *parameters;    /* CadreFactParameter */
  char *sql;                /* an expression; @ is the row of person, :as_of the date, :key a parameter */
  char *records;            /* a query of the records behind it: kind, id, text; or NULL */
} CadreFact;

void             cadre_fact_free  (CadreFact  *self);
GPtrArray       *cadre_facts_load (GError    **error);
const CadreFact *cadre_facts_find (GPtrArray  *facts,
                                   const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreFact, cadre_fact_free)

G_END_DECLS
