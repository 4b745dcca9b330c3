/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How one person's scores become a total: what computing a round and
 * explaining one score share, so that the two never differ. */

#pragma once

#include "cadre-scheme.h"

G_BEGIN_DECLS

/* What scorers of one group gave one person on one indicator. */
typedef struct
{
  CadreDecimal sum, lowest, highest;
  guint count;
} CadreScoreCell;

/* What an indicator came to. @value is out of 100 for scores, points for
 * deductions and bonuses; @part is what it adds to its parent. */
typedef struct
{
  gboolean known;
  gboolean open;               /* not known, and waited for */
  CadreDecimal value;
  CadreDecimal part;
} CadreScoreNode;

/* Column 0 holds scores of no group, column i + 1 those of group i. */
#define CADRE_SCORE_N_COLUMNS(scheme) ((scheme)->groups->len + 1)

void     _cadre_score_cell_add (CadreScoreCell       *cell,
                                CadreDecimal          value);
gboolean _cadre_score_cell_get (const CadreScoreCell *cell,
                                gboolean              trim,
                                CadreDecimal         *value);
gboolean _cadre_score_compute  (const CadreScheme    *scheme,
                                const CadreScoreCell *cells,
                                CadreFormulaLookup    lookup,
                                gpointer              user_data,
                                CadreScoreNode       *nodes,
                                CadreDecimal         *total,
                                gboolean             *vetoed);

void     _cadre_score_tell_parts (const CadreScheme   *scheme,
                                  CadreScoreNode      *nodes);

/* The named facts of the archive that formulas may use. */
gboolean _cadre_score_fact_load (CadreArchive        *archive,
                                 const char          *name,
                                 int                  year,
                                 GHashTable          *places,
                                 CadreDecimal        *values,
                                 gboolean            *known,
                                 guint                n,
                                 GError             **error);
gboolean _cadre_score_fact_tell (CadreArchive        *archive,
                                 const char          *name,
                                 int                  year,
                                 gint64               person_id,
                                 GPtrArray           *lines,
                                 GError             **error);

G_END_DECLS
