/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"
#include "cadre-report-table.h"

G_BEGIN_DECLS

/**
 * CadreReportScopeFlags:
 *
 * What a report asks for. Each has a default; only CLASS and PERSONS may be
 * needed (cadre_report_build() says so).
 */
typedef enum
{
  CADRE_REPORT_SCOPE_UNIT = 1 << 0,
  CADRE_REPORT_SCOPE_AS_OF = 1 << 1,
  CADRE_REPORT_SCOPE_YEAR = 1 << 2,
  CADRE_REPORT_SCOPE_CLASS = 1 << 3,
  CADRE_REPORT_SCOPE_PERSONS = 1 << 4,
} CadreReportScopeFlags;

/**
 * CadreReportScope:
 *
 * Who and when a report is about. All zero: everybody, today, this year.
 */
typedef struct
{
  gint64 unit_id;       /* with all units under it; 0: all */
  const char *as_of;    /* YYYY-MM-DD; NULL: today */
  int year;             /* 0: the year of @as_of */
  gint64 class_id;      /* 0: none */
  const gint64 *persons; /* these people only; NULL: all */
  guint n_persons;
} CadreReportScope;

#define CADRE_TYPE_REPORT (cadre_report_get_type ())
G_DECLARE_FINAL_TYPE (CadreReport, cadre_report, CADRE, REPORT, GObject)

GPtrArray             *cadre_reports_load           (CadreArchive            *archive,
                                                     GError                 **error);
CadreReport           *cadre_reports_find           (GPtrArray               *reports,
                                                     const char              *name,
                                                     GError                 **error);
CadreReport           *cadre_report_new_from_json   (const char              *json,
                                                     const char              *origin,
                                                     GError                 **error);

const char            *cadre_report_get_key         (CadreReport             *self);
const char            *cadre_report_get_name        (CadreReport             *self);
const char            *cadre_report_get_purpose     (CadreReport             *self);
const char            *cadre_report_get_description (CadreReport             *self);
CadreReportScopeFlags  cadre_report_get_scope       (CadreReport             *self);
CadreReportScopeFlags  cadre_report_get_needs       (CadreReport             *self);
gboolean               cadre_report_has_names       (CadreReport             *self);
gboolean               cadre_report_is_custom       (CadreReport             *self);
gboolean               cadre_report_is_personal     (CadreReport             *self);

GPtrArray             *cadre_report_build           (CadreReport             *self,
                                                     CadreArchive            *archive,
                                                     const CadreReportScope  *scope,
                                                     GError                 **error);
GPtrArray             *cadre_report_build_pack      (GPtrArray               *reports,
                                                     CadreArchive            *archive,
                                                     const CadreReportScope  *scope,
                                                     GError                 **error);

G_END_DECLS
