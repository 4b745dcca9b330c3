/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "cadre-board-data.h"

G_BEGIN_DECLS

/**
 * CadreCandidateCard:
 *
 * A candidate on the board: photo, name, post, what is not met, and how long
 * in the stage. Its check button marks it to be compared, its handle is the
 * whole of it.
 */
#define CADRE_TYPE_CANDIDATE_CARD (cadre_candidate_card_get_type ())
G_DECLARE_FINAL_TYPE (CadreCandidateCard, cadre_candidate_card, CADRE, CANDIDATE_CARD, GtkListBoxRow)

GtkWidget            *cadre_candidate_card_new       (const CadreBoardCard *card);
const CadreBoardCard *cadre_candidate_card_get       (CadreCandidateCard   *self);
gboolean              cadre_candidate_card_is_marked (CadreCandidateCard   *self);

G_END_DECLS
