/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"

G_BEGIN_DECLS

/**
 * CadreUnitIndex:
 *
 * The units of an archive by name, in memory: a sheet names few units many
 * times.
 */
typedef struct _CadreUnitIndex CadreUnitIndex;

CadreUnitIndex *cadre_unit_index_new      (CadreArchive    *archive,
                                           GError         **error);
void            cadre_unit_index_free     (CadreUnitIndex  *self);
guint           cadre_unit_index_find     (CadreUnitIndex  *self,
                                           const char      *name,
                                           gint64           parent_id,
                                           gint64          *id);
const char     *cadre_unit_index_get_name (CadreUnitIndex  *self,
                                           gint64           id);
void            cadre_unit_index_add      (CadreUnitIndex  *self,
                                           gint64           id,
                                           gint64           parent_id,
                                           const char      *name);
gint64          cadre_unit_index_find_new (CadreUnitIndex  *self,
                                           const char      *name,
                                           gint64           parent_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreUnitIndex, cadre_unit_index_free)

G_END_DECLS
