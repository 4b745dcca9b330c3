/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-unit.h"

G_BEGIN_DECLS

struct _CadreUnit
{
  GObject parent_instance;

  gint64 id;
  gint64 parent_id;
  char *name;
  char *short_name;
  char *kind;
  char *above;
  guint depth;
  guint n_people;
  gboolean other_shape;  /* it has got its first child, or lost its last */
  GListStore *children;
};

void _cadre_unit_update (CadreUnit *self,
                         CadreUnit *fresh);

G_END_DECLS
