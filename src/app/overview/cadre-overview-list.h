/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-page.h"

G_BEGIN_DECLS

/**
 * CadreOverviewList:
 *
 * What one line of the overview counts where they are not people: villages,
 * classes, reminders. Each opens its record.
 */
#define CADRE_TYPE_OVERVIEW_LIST (cadre_overview_list_get_type ())
G_DECLARE_FINAL_TYPE (CadreOverviewList, cadre_overview_list, CADRE, OVERVIEW_LIST, CadrePage)

CadrePage *cadre_overview_list_new (CadreSession *session,
                                    const char   *title,
                                    const char   *record,
                                    GPtrArray    *lines);

G_END_DECLS
