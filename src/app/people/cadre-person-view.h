/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "cadre-person-list.h"
#include "cadre-person-selection.h"
#include "cadre-session.h"

G_BEGIN_DECLS

/**
 * CadrePersonView:
 *
 * A list of people of any length, with what can be done with those selected.
 * Its actions are a group that who holds the view inserts as `people`:
 * `people.order(s)`, `people.open`, `people.export` …
 */
#define CADRE_TYPE_PERSON_VIEW (cadre_person_view_get_type ())
G_DECLARE_FINAL_TYPE (CadrePersonView, cadre_person_view, CADRE, PERSON_VIEW, AdwBin)

void                  cadre_person_view_set_session   (CadrePersonView *self,
                                                       CadreSession    *session);
CadreSession         *cadre_person_view_get_session   (CadrePersonView *self);
CadrePersonList      *cadre_person_view_get_list      (CadrePersonView *self);
CadrePersonSelection *cadre_person_view_get_selection (CadrePersonView *self);
GActionGroup         *cadre_person_view_get_actions   (CadrePersonView *self);
GtkColumnView        *cadre_person_view_get_columns   (CadrePersonView *self);
void                  cadre_person_view_set_text      (CadrePersonView *self,
                                                       const char      *text);
void                  cadre_person_view_open          (CadrePersonView *self,
                                                       guint            position);
void                  cadre_person_view_scroll_to     (CadrePersonView *self,
                                                       guint            position);
void                  cadre_person_view_select        (CadrePersonView *self,
                                                       guint            position);

G_END_DECLS
