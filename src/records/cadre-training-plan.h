/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"

G_BEGIN_DECLS

/**
 * CadrePlanLine:
 *
 * A line of the year's plan, and what was done of it. Free with
 * cadre_plan_line_free().
 */
typedef struct
{
  gint64 id;
  char *title;
  char *target;            /* 培训对象 */
  char *period;
  char *organiser;
  guint n_places;
  double days;
  double hours;
  double budget;           /* 万元 */
  guint n_classes;         /* made of it */
  guint n_closed;          /* of these, closed and archived */
  guint n_students;        /* 人次 on their rolls */
  guint n_finished;
} CadrePlanLine;

/**
 * CadreQuotaLine:
 *
 * The places of a class that a unit was given, and whom it named. Free with
 * cadre_quota_line_free().
 */
typedef struct
{
  gint64 id;
  gint64 unit_id;
  char *unit;
  guint n_places;
  guint n_named;           /* of the unit and of those below it that have no places of their own */
  char *replied_on;        /* ISO, or NULL */
} CadreQuotaLine;

void       cadre_plan_line_free          (CadrePlanLine   *self);
GPtrArray *cadre_training_plan_list      (CadreArchive    *archive,
                                          int              year,
                                          GError         **error);
gint64     cadre_training_plan_identify  (CadreArchive    *archive,
                                          int              year,
                                          const char      *text,
                                          GError         **error);
gint64     cadre_training_plan_make_class (CadreArchive   *archive,
                                          gint64           plan_id,
                                          GError         **error);

void       cadre_quota_line_free         (CadreQuotaLine  *self);
GPtrArray *cadre_class_list_quotas       (CadreArchive    *archive,
                                          gint64           class_id,
                                          GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadrePlanLine, cadre_plan_line_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreQuotaLine, cadre_quota_line_free)

G_END_DECLS
