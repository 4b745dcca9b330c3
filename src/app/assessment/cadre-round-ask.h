/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What has to be asked before something is done to a round: the reason, the
 * document's number, the grade. Each does it once it is answered. */

#pragma once

#include "cadre-round-data.h"
#include "cadre-window.h"

G_BEGIN_DECLS

void cadre_round_ask_cap       (CadreWindow            *window,
                                const CadreRoundInfo   *info);
void cadre_round_ask_lock      (CadreWindow            *window,
                                const CadreRoundData   *data);
void cadre_round_ask_reopen    (CadreWindow            *window,
                                gint64                  round_id);
void cadre_round_ask_trial     (CadreWindow            *window,
                                const CadreRoundData   *data);
void cadre_round_ask_set_aside (CadreWindow            *window,
                                const CadreRoundData   *data,
                                const CadreRoundResult *person);
void cadre_round_ask_decide    (CadreWindow            *window,
                                const CadreRoundData   *data,
                                const CadreRoundResult *person);

G_END_DECLS
