/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"
#include "cadre-formula.h"

G_BEGIN_DECLS

/**
 * CadreIndicatorNature:
 * @CADRE_INDICATOR_SCORE: counts with its weight among its siblings
 * @CADRE_INDICATOR_DEDUCTION: is taken off its parent's score, at most its cap
 * @CADRE_INDICATOR_BONUS: is added to it, at most its cap
 * @CADRE_INDICATOR_VETO: anything above 0 decides the grade (一票否决)
 */
typedef enum
{
  CADRE_INDICATOR_SCORE,
  CADRE_INDICATOR_DEDUCTION,
  CADRE_INDICATOR_BONUS,
  CADRE_INDICATOR_VETO,
} CadreIndicatorNature;

/**
 * CadreMissing:
 * @CADRE_MISSING_OPEN: there is no result before every score is in
 * @CADRE_MISSING_ZERO: counts as 0
 * @CADRE_MISSING_LEAVE_OUT: its weight goes to its siblings
 */
typedef enum
{
  CADRE_MISSING_OPEN,
  CADRE_MISSING_ZERO,
  CADRE_MISSING_LEAVE_OUT,
} CadreMissing;

/**
 * CadreTieRule:
 * @CADRE_TIE_NONE: who ties at the cap's last place does not get it
 * @CADRE_TIE_ALL: who ties there gets it, and the cap is exceeded
 * @CADRE_TIE_INDICATOR: who has more on one indicator goes before; who still ties does not get it
 */
typedef enum
{
  CADRE_TIE_NONE,
  CADRE_TIE_ALL,
  CADRE_TIE_INDICATOR,
} CadreTieRule;

/* Before the key of the indicator that decides a tie, in what the archive keeps. */
#define CADRE_TIE_BY_INDICATOR "indicator:"

/**
 * CadreIndicator:
 *
 * A node of a scheme's tree. @weight is of 100 among its siblings; a leaf's scores are out of @full. Owned by
 * its scheme.
 */
typedef struct
{
  gint64 id;
  char *key;
  char *name;
  char *clause;
  int parent;                   /* index in the scheme, -1 at the top */
  CadreDecimal weight;
  CadreDecimal full;
  CadreDecimal cap;             /* 0: none */
  CadreIndicatorNature nature;
  CadreMissing missing;
  gboolean is_group;
  gboolean by_scorers;          /* given by each scorer of each group, not once by the office */
  gboolean trim;                /* leave out the highest and the lowest scorer */
  char *formula_text;
  CadreFormula *formula;        /* of a computed one */
} CadreIndicator;

/**
 * CadreScorerGroup:
 *
 * Those who score (上级 同级 群众), with a weight of 100.
 */
typedef struct
{
  gint64 id;
  char *name;
  CadreDecimal weight;
} CadreScorerGroup;

/**
 * CadreGradeLine:
 *
 * From this total on a grade is reached. The first line of a scheme is the
 * grade that is capped, the last one the grade of whoever is vetoed.
 */
typedef struct
{
  CadreDecimal from;
  char *civil_servant;          /* 优秀 称职 基本称职 不称职 */
  char *other;                  /* 优秀 合格 基本合格 不合格 */
} CadreGradeLine;

/**
 * CadreScheme:
 *
 * A version of a tree of indicators, as the archive has it.
 */
typedef struct
{
  gint64 id;
  char *key;
  int version;
  char *name;
  char *source;                 /* the document that it follows, or NULL */
  guint places;                 /* decimals of a total */
  CadreRounding rounding;
  CadreMissing missing;
  CadreTieRule tie_rule;
  char *tie_key;                /* of that indicator */
  int tie_indicator;            /* index of the one that decides, or -1 */
  gboolean into_archive;        /* locked results are the year's assessments */
  GPtrArray *indicators;        /* CadreIndicator, parents before children */
  GPtrArray *groups;            /* CadreScorerGroup */
  GPtrArray *grades;            /* CadreGradeLine, highest first */
} CadreScheme;

const char  *cadre_indicator_nature_get_key (CadreIndicatorNature nature);

CadreScheme *cadre_scheme_load       (CadreArchive       *archive,
                                      gint64              id,
                                      GError            **error);
void         cadre_scheme_free       (CadreScheme        *self);
GPtrArray   *cadre_scheme_find_faults (const CadreScheme *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreScheme, cadre_scheme_free)

G_END_DECLS
