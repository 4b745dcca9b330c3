/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-page.h"

G_BEGIN_DECLS

/**
 * CadreClassPage:
 *
 * One class: where it stands in its life and what its next step lacks, the
 * roll and attendance to type into, timetable, places, marks, certificates.
 */
#define CADRE_TYPE_CLASS_PAGE (cadre_class_page_get_type ())
G_DECLARE_FINAL_TYPE (CadreClassPage, cadre_class_page, CADRE, CLASS_PAGE, CadrePage)

G_END_DECLS
