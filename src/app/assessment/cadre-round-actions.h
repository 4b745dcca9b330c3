/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be done to rounds and trials, each an action that Undo names. */

#pragma once

#include "cadre-window.h"

G_BEGIN_DECLS

/**
 * CadreRoundVerb:
 *
 * What is done; the comment says to what, and with which texts.
 */
typedef enum
{
  CADRE_ROUND_DO_CREATE,         /* a scheme: name, year; and people of a category */
  CADRE_ROUND_DO_DELETE,         /* a round */
  CADRE_ROUND_DO_COMPUTE,
  CADRE_ROUND_DO_CAP,            /* percent, approval, down/nearest/up, unit/all */
  CADRE_ROUND_DO_LOCK,           /* document */
  CADRE_ROUND_DO_REOPEN,         /* reason */
  CADRE_ROUND_DO_TAKE_SUGGESTIONS,
  CADRE_ROUND_DO_SET_ASIDE,      /* a participant: as, reason */
  CADRE_ROUND_DO_TAKE_BACK,
  CADRE_ROUND_DO_REMOVE,
  CADRE_ROUND_DO_DECIDE,         /* grade, reason, document */
  CADRE_ROUND_DO_UNDECIDE,
  CADRE_ROUND_DO_TRY,            /* a round: name */
  CADRE_ROUND_DO_KEEP,           /* a trial */
  CADRE_ROUND_DO_DROP,
} CadreRoundVerb;

void   cadre_round_actions_do     (CadreWindow        *window,
                                   CadreRoundVerb      verb,
                                   gint64              id,
                                   const char * const *texts,
                                   CadreDoneFunc       done,
                                   gpointer            user_data);
void   cadre_round_actions_add    (CadreWindow        *window,
                                   gint64              round_id,
                                   GArray             *person_ids);
void   cadre_round_actions_score  (CadreWindow        *window,
                                   gint64              group_id,
                                   const char         *scorer,
                                   GPtrArray          *edits,
                                   CadreDoneFunc       done,
                                   gpointer            user_data);
gint64 cadre_round_actions_get_made (gpointer          data);

G_END_DECLS
