/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"
#include "cadre-date.h"

G_BEGIN_DECLS

/**
 * CadreWorkdays:
 *
 * The calendar of working days: Monday to Friday, less the public holidays,
 * plus the weekends that are worked in exchange (调休), from the archive's
 * table `holiday`. Free with cadre_workdays_free().
 */
typedef struct _CadreWorkdays CadreWorkdays;

CadreWorkdays *cadre_workdays_load   (CadreArchive         *archive,
                                      GError              **error);
void           cadre_workdays_free   (CadreWorkdays        *self);

gboolean       cadre_workdays_knows  (const CadreWorkdays  *self,
                                      int                   year);
gboolean       cadre_workdays_is     (const CadreWorkdays  *self,
                                      const CadreDate      *day);
guint          cadre_workdays_count  (const CadreWorkdays  *self,
                                      const CadreDate      *first,
                                      const CadreDate      *last);
CadreDate      cadre_workdays_after  (const CadreWorkdays  *self,
                                      const CadreDate      *first,
                                      guint                 n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreWorkdays, cadre_workdays_free)

G_END_DECLS
