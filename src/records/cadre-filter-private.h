/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A filter taken apart: what parsing makes, and SQL and sentences are made of. */

#pragma once

#include "cadre-filter.h"

G_BEGIN_DECLS

typedef enum
{
  NODE_AND,
  NODE_OR,
  NODE_NOT,
  NODE_LEAF,
} CadreFilterNodeKind;

typedef enum
{
  COMPARISON_EQUAL,
  COMPARISON_NOT_EQUAL,
  COMPARISON_LESS,
  COMPARISON_AT_MOST,
  COMPARISON_MORE,
  COMPARISON_AT_LEAST,
  COMPARISON_CONTAINS,
  COMPARISON_BEGINS,
  COMPARISON_IN,
  COMPARISON_WITHIN,
  COMPARISON_EMPTY,
  COMPARISON_FILLED,
  COMPARISON_TRUE,        /* a fact that is true or false, as it is */
  N_COMPARISONS,
} CadreFilterComparison;

typedef struct
{
  CadreFilterNodeKind kind;
  GPtrArray *of;                      /* nodes, of all but a leaf */
  const CadreField *field;            /* of a leaf: a field … */
  const CadreFact *fact;              /* … or a fact */
  GPtrArray *arguments;               /* texts, one for each parameter of the fact */
  CadreFilterComparison comparison;
  GPtrArray *values;                  /* canonical texts */
} CadreFilterNode;

struct _CadreFilter
{
  CadreCatalogue *catalogue;
  GPtrArray *facts;
  CadreFilterNode *root;
  char *json;
};

CadreFieldKind  _cadre_filter_node_value_kind (const CadreFilterNode *node);

G_END_DECLS
