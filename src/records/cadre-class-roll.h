/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-class.h"

G_BEGIN_DECLS

/**
 * CadreMarkPart:
 *
 * A part of the marks: 理论测试, 调研报告 …, with its weight in hundredths of
 * the whole.
 */
typedef struct
{
  gint64 id;
  char *name;
  CadreDecimal weight;     /* 30 for 30%; 0 where none is given */
  CadreDecimal full;       /* full marks */
} CadreMarkPart;

/**
 * CadreMark:
 *
 * A student's mark of one part, as typed: an empty one takes it away.
 */
typedef struct
{
  gint64 enrolment_id;
  gint64 part_id;
  const char *text;
} CadreMark;

/**
 * CadreClassStudent:
 *
 * A line of the roll. Numbers that are not known are NAN.
 */
typedef struct
{
  gint64 enrolment_id;
  gint64 person_id;
  int position;            /* 学号 */
  char *name;
  char *unit;              /* 时任单位, or today's before the roll is settled */
  char *post;
  char *state;             /* as stored */
  char *group_name;
  char *office;
  double leave_hours;      /* by session where that was kept, else the totals */
  double absent_hours;
  double *marks;           /* as many as there are parts */
  double score;            /* as stored */
  char *result;
  char *comment;
  char *certificate;       /* the one in force, or NULL */
  gboolean is_outstanding;
} CadreClassStudent;

/**
 * CadreClassRoll:
 *
 * Everybody in a class, with marks. Free with cadre_class_roll_free().
 */
typedef struct
{
  GPtrArray *parts;        /* CadreMarkPart */
  GPtrArray *students;     /* CadreClassStudent, by 学号 */
} CadreClassRoll;

CadreClassRoll *cadre_class_roll_load         (CadreArchive        *archive,
                                               gint64               class_id,
                                               GError             **error);
void            cadre_class_roll_free         (CadreClassRoll      *self);

gboolean        cadre_class_compose           (CadreClassRoll      *roll,
                                               CadreClassStudent   *student,
                                               CadreDecimal        *score);
char           *cadre_class_find_result_word  (CadreArchive        *archive,
                                               CadreDecimal         score);
gboolean        cadre_class_set_marks         (CadreArchive        *archive,
                                               const CadreMark     *marks,
                                               guint                n_marks,
                                               GError             **error);
gboolean        cadre_class_count_stale_scores (CadreArchive       *archive,
                                               gint64               class_id,
                                               guint               *n_stale,
                                               GError             **error);
gboolean        cadre_class_compute_scores    (CadreArchive        *archive,
                                               gint64               class_id,
                                               guint               *n_changed,
                                               GError             **error);
gboolean        cadre_class_choose_outstanding (CadreArchive       *archive,
                                               gint64               class_id,
                                               guint                percent,
                                               guint               *n_chosen,
                                               GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreClassRoll, cadre_class_roll_free)

G_END_DECLS
