/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-pages"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-assessment-page.h"
#include "cadre-data-page.h"
#include "cadre-class-page.h"
#include "cadre-import-page.h"
#include "cadre-menu-page.h"
#include "cadre-overview-page.h"
#include "cadre-pages.h"
#include "cadre-people-page.h"
#include "cadre-person-page.h"
#include "cadre-postings-page.h"
#include "cadre-promotion-page.h"
#include "cadre-reports-page.h"
#include "cadre-round-page.h"
#include "cadre-scheme-page.h"
#include "cadre-score-page.h"
#include "cadre-training-page.h"
#include "cadre-trial-page.h"
#include "cadre-units-page.h"
#include "cadre-village-page.h"

/* In the order of the sidebar. */
static const CadrePageInfo pages[] = {
  { "overview", N_("Overview"), "view-grid-symbolic", cadre_overview_page_get_type },
  { "people", N_("People"), "system-users-symbolic", cadre_people_page_get_type },
  { "units", N_("Units"), "view-list-bullet-symbolic", cadre_units_page_get_type },
  { "training", N_("Training"), "x-office-calendar-symbolic", cadre_training_page_get_type },
  { "assessment", N_("Assessment"), "starred-symbolic", cadre_assessment_page_get_type },
  { "postings", N_("Postings"), "mark-location-symbolic", cadre_postings_page_get_type },
  { "promotion", N_("Promotion"), "go-up-symbolic", cadre_promotion_page_get_type },
  { "import", N_("Import"), "document-open-symbolic", cadre_import_page_get_type },
  { "reports", N_("Reports"), "x-office-spreadsheet-symbolic", cadre_reports_page_get_type },
  { "data", N_("Data"), "drive-harddisk-symbolic", cadre_data_page_get_type },
};

/* Ends with a line of nothing, since there may be none. */
static const CadreDetailInfo details[] = {
  { "open-person", cadre_person_page_get_type },
  { "open-class", cadre_class_page_get_type },
  { "open-round", cadre_round_page_get_type },
  { "open-scheme", cadre_scheme_page_get_type },
  { "open-trial", cadre_trial_page_get_type },
  { "open-score", cadre_score_page_get_type },
  { "open-menu-round", cadre_menu_page_get_type },
  { "open-village", cadre_village_page_get_type },
  { NULL },
};

/**
 * cadre_pages_get:
 * @n_pages: (out): how many
 *
 * Returns: (array length=n_pages): the pages of the sidebar, in its order
 */
const CadrePageInfo *
cadre_pages_get (guint *n_pages)
{
  *n_pages = G_N_ELEMENTS (pages);
  return pages;
}

/**
 * cadre_pages_get_details:
 * @n_details: (out): how many
 *
 * Returns: (array length=n_details): the pages that show one record
 */
const CadreDetailInfo *
cadre_pages_get_details (guint *n_details)
{
  *n_details = G_N_ELEMENTS (details) - 1;
  return details;
}
