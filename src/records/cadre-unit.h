/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"

G_BEGIN_DECLS

/**
 * CadreUnit:
 *
 * A unit as lists and the tree show it.
 *
 * Properties: `name`, `short-name`, `kind`, `n-people` (those of units below
 * it too), all told when cadre_unit_update() changes them.
 */
#define CADRE_TYPE_UNIT (cadre_unit_get_type ())
G_DECLARE_FINAL_TYPE (CadreUnit, cadre_unit, CADRE, UNIT, GObject)

gint64      cadre_unit_get_id         (CadreUnit     *self);
gint64      cadre_unit_get_parent_id  (CadreUnit     *self);
const char *cadre_unit_get_name       (CadreUnit     *self);
const char *cadre_unit_get_short_name (CadreUnit     *self);
const char *cadre_unit_get_kind       (CadreUnit     *self);
const char *cadre_unit_get_above      (CadreUnit     *self);
guint       cadre_unit_get_depth      (CadreUnit     *self);
guint       cadre_unit_get_n_people   (CadreUnit     *self);
GListModel *cadre_unit_get_children   (CadreUnit     *self);

GPtrArray  *cadre_units_load          (CadreArchive  *archive,
                                       GError       **error);

/**
 * CadreUnitTree:
 *
 * The units, each with those below it: the model of the topmost ones. Units
 * keep their objects when the tree is filled again, so that a view keeps what
 * is open and selected.
 */
#define CADRE_TYPE_UNIT_TREE (cadre_unit_tree_get_type ())
G_DECLARE_FINAL_TYPE (CadreUnitTree, cadre_unit_tree, CADRE, UNIT_TREE, GObject)

CadreUnitTree *cadre_unit_tree_new       (void);
void           cadre_unit_tree_fill      (CadreUnitTree *self,
                                          GPtrArray     *units);
GListModel    *cadre_unit_tree_get_roots (CadreUnitTree *self);
GListModel    *cadre_unit_tree_get_all   (CadreUnitTree *self);
CadreUnit     *cadre_unit_tree_find      (CadreUnitTree *self,
                                          gint64         id);

G_END_DECLS
