/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be done to schemes, each an action that Undo names. */

#pragma once

#include "cadre-window.h"

G_BEGIN_DECLS

/**
 * CadreSchemeVerb:
 *
 * What is done; the comment says with which texts.
 */
typedef enum
{
  CADRE_SCHEME_DO_CREATE,        /* name */
  CADRE_SCHEME_DO_COPY,          /* name */
  CADRE_SCHEME_DO_DELETE,
  CADRE_SCHEME_DO_SET,           /* field, text, … */
  CADRE_SCHEME_DO_ADD,           /* the one above or "", name, field, text, … */
  CADRE_SCHEME_DO_SET_INDICATOR, /* indicator, field, text, … */
  CADRE_SCHEME_DO_REMOVE,        /* indicator */
  CADRE_SCHEME_DO_PLACE,         /* indicator, place from 1 */
  CADRE_SCHEME_DO_SCORERS,       /* name, weight, …; an empty weight takes them away */
} CadreSchemeVerb;

void   cadre_scheme_actions_do       (CadreWindow        *window,
                                      CadreSchemeVerb     verb,
                                      gint64              scheme_id,
                                      const char * const *texts,
                                      CadreDoneFunc       done,
                                      gpointer            user_data);
void   cadre_scheme_actions_edit     (CadreWindow        *window,
                                      gint64              scheme_id,
                                      GPtrArray          *edits,
                                      CadreDoneFunc       done,
                                      gpointer            user_data);
gint64 cadre_scheme_actions_get_made (gpointer            data);

G_END_DECLS
