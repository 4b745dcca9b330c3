/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-lrmx.h"

G_BEGIN_DECLS

GBytes *_cadre_lrmx_load (const char  *path,
                          gsize        max_bytes,
                          GError     **error);

G_END_DECLS
