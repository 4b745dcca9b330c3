/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CADRE_TYPE_APPLICATION (cadre_application_get_type ())
G_DECLARE_FINAL_TYPE (CadreApplication, cadre_application, CADRE, APPLICATION, AdwApplication)

CadreApplication *cadre_application_new (void);

G_END_DECLS
