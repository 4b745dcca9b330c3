/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "cadre-session.h"

G_BEGIN_DECLS

/**
 * CadrePane:
 *
 * A part of a page, behind a tab: it asks the archive when it comes to sight, and
 * again when the archive has changed and it is in sight.
 *
 * Property: `session`.
 */
#define CADRE_TYPE_PANE (cadre_pane_get_type ())
G_DECLARE_DERIVABLE_TYPE (CadrePane, cadre_pane, CADRE, PANE, AdwBin)

/**
 * CadrePaneClass:
 * @load: asks the archive
 * @find: (nullable): the user wants to search here
 */
struct _CadrePaneClass
{
  AdwBinClass parent_class;

  void (* load) (CadrePane *self);
  void (* find) (CadrePane *self);
};

CadreSession *cadre_pane_get_session     (CadrePane *self);
void          cadre_pane_set_session     (CadrePane *self,
                                               CadreSession  *session);
GCancellable *cadre_pane_get_cancellable (CadrePane *self);
void          cadre_pane_reload          (CadrePane *self);
void          cadre_pane_find            (CadrePane *self);

G_END_DECLS
