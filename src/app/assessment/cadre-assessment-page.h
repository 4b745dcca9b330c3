/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-page.h"

G_BEGIN_DECLS

/**
 * CadreAssessmentPage:
 *
 * The rounds of assessment by year, and the schemes.
 */
#define CADRE_TYPE_ASSESSMENT_PAGE (cadre_assessment_page_get_type ())
G_DECLARE_FINAL_TYPE (CadreAssessmentPage, cadre_assessment_page, CADRE, ASSESSMENT_PAGE, CadrePage)

G_END_DECLS
