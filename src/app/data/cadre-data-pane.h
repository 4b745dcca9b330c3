/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "cadre-session.h"

G_BEGIN_DECLS

/**
 * CadreDataPane:
 *
 * A part of the page “Data”: it asks the archive when it comes to sight, and
 * again when the archive has changed and it is in sight.
 *
 * Property: `session`.
 */
#define CADRE_TYPE_DATA_PANE (cadre_data_pane_get_type ())
G_DECLARE_DERIVABLE_TYPE (CadreDataPane, cadre_data_pane, CADRE, DATA_PANE, AdwBin)

/**
 * CadreDataPaneClass:
 * @load: asks the archive
 * @find: (nullable): the user wants to search here
 */
struct _CadreDataPaneClass
{
  AdwBinClass parent_class;

  void (* load) (CadreDataPane *self);
  void (* find) (CadreDataPane *self);
};

CadreSession *cadre_data_pane_get_session     (CadreDataPane *self);
void          cadre_data_pane_set_session     (CadreDataPane *self,
                                               CadreSession  *session);
GCancellable *cadre_data_pane_get_cancellable (CadreDataPane *self);
void          cadre_data_pane_reload          (CadreDataPane *self);
void          cadre_data_pane_find            (CadreDataPane *self);
char         *cadre_data_pane_format_time     (const char    *utc);

G_END_DECLS
