/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is asked before a scheme is changed, and then done. */

#pragma once

#include "cadre-round-data.h"
#include "cadre-window.h"

G_BEGIN_DECLS

void cadre_scheme_ask_add       (CadreWindow           *window,
                                 const CadreSchemeData *data,
                                 const CadreIndicator  *current);
void cadre_scheme_ask_indicator (CadreWindow           *window,
                                 const CadreSchemeData *data,
                                 const CadreIndicator  *indicator);
void cadre_scheme_ask_scorers   (CadreWindow           *window,
                                 const CadreSchemeData *data);
void cadre_scheme_ask_settings  (CadreWindow           *window,
                                 const CadreSchemeData *data);

G_END_DECLS
