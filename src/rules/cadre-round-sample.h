/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"

G_BEGIN_DECLS

gboolean cadre_round_sample_add (CadreArchive  *archive,
                                 GError       **error);

G_END_DECLS
