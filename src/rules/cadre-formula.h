/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-decimal.h"
#include "cadre-error.h"

G_BEGIN_DECLS

/**
 * CadreFormula:
 *
 * How a computed indicator follows from named facts of the archive, as people
 * read it: `min (学时 / 90, 1) * 100`. Numbers, names, + - * /, min and max of two,
 * brackets.
 */
typedef struct _CadreFormula CadreFormula;

/**
 * CadreFormulaLookup:
 * @name: a fact
 * @value: (out): its value
 *
 * Returns: %FALSE where the fact is not known of this person
 */
typedef gboolean (*CadreFormulaLookup) (guint         fact,
                                        CadreDecimal *value,
                                        gpointer      user_data);

CadreFormula *cadre_formula_parse    (const char          *text,
                                      GError             **error);
void          cadre_formula_free     (CadreFormula        *self);

guint         cadre_formula_n_facts  (const CadreFormula  *self);
const char   *cadre_formula_get_fact (const CadreFormula  *self,
                                      guint                fact);
gboolean      cadre_formula_evaluate (const CadreFormula  *self,
                                      CadreFormulaLookup   lookup,
                                      gpointer             user_data,
                                      CadreDecimal        *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreFormula, cadre_formula_free)

G_END_DECLS
