/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-form.h"
#include "cadre-window.h"

G_BEGIN_DECLS

void cadre_field_edit (CadreWindow *window,
                       CadreForm   *form,
                       gint64       id,
                       const char  *key,
                       const char  *text,
                       const char  *name);

G_END_DECLS
