/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tables of a round: who is in it, the results, how the cap was shared out. */

#pragma once

#include "cadre-fact-table.h"
#include "cadre-round-data.h"

G_BEGIN_DECLS

void  cadre_round_tables_make          (CadreFactTable       *people,
                                        CadreFactTable       *results,
                                        CadreFactTable       *pools);
void  cadre_round_tables_show_people   (CadreFactTable       *table,
                                        const CadreRoundData *data);
void  cadre_round_tables_show_results  (CadreFactTable       *table,
                                        const CadreRoundData *data);
void  cadre_round_tables_show_pools    (CadreFactTable       *table,
                                        const CadreRoundData *data);
char *cadre_round_tables_tell_cap      (const CadreRoundInfo *info);

G_END_DECLS
