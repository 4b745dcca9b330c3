/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cadre-error.h"

G_DEFINE_QUARK (cadre-error-quark, cadre_error)
