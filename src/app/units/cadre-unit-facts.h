/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "cadre-session.h"

G_BEGIN_DECLS

/**
 * CadreUnitFacts:
 *
 * What is recorded of one unit: what it was over time (贫困村, 软弱涣散村 …),
 * its figures year by year, and the files kept with it.
 */
#define CADRE_TYPE_UNIT_FACTS (cadre_unit_facts_get_type ())
G_DECLARE_FINAL_TYPE (CadreUnitFacts, cadre_unit_facts, CADRE, UNIT_FACTS, AdwBin)

void cadre_unit_facts_set_session (CadreUnitFacts *self,
                                   CadreSession   *session);
void cadre_unit_facts_set_unit    (CadreUnitFacts *self,
                                   gint64          unit_id);

G_END_DECLS
