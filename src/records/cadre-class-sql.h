/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Expressions that the queries over classes share; `c` is the class, `e` an
 * enrolment of it and `p` its person. */

#pragma once

#include "cadre-archive.h"

/* What closing a class wrote, and re-opening takes back. */
#define CADRE_CLASS_SOURCE "结业归档"
#define CADRE_CLASS_TEACHING_SOURCE "上讲台归档"

/* On the roll: those whom the class is for. */
#define CADRE_CLASS_ON_ROLL "('enrolled', 'present', 'left', 'finished', 'void')"

/* The hours of a class: of its segments where it has them, else its own.
 * Days count 8 hours, as the 党员培训 rule has it, where no hours are given. */
#define CADRE_CLASS_HOURS_SQL \
  "coalesce ((SELECT nullif (sum (coalesce (s.hours, s.days * 8, 0)), 0) FROM segment s WHERE s.class_id = c.id), " \
  "c.hours, c.days * 8, 0)"

/* 时任: on the first day of the class. Today's where they were held already
 * then, else what the dated records say. */
#define CADRE_CLASS_THEN_DAY "ifnull (c.since, '9999')"

#define CADRE_CLASS_APPOINTMENT_SQL(what) \
  "(SELECT " what " FROM appointment a LEFT JOIN unit u ON u.id = a.unit_id WHERE a.person_id = p.id " \
  "AND a.since <= " CADRE_CLASS_THEN_DAY " AND (a.until IS NULL OR a.until > " CADRE_CLASS_THEN_DAY ") " \
  "ORDER BY a.is_main DESC, a.since DESC, a.position, a.id LIMIT 1)"

#define CADRE_CLASS_POST_THEN_SQL \
  "CASE WHEN p.post_full IS NOT NULL AND ifnull (p.post_since, '') <= " CADRE_CLASS_THEN_DAY " THEN p.post_full " \
  "ELSE coalesce (" CADRE_CLASS_APPOINTMENT_SQL ("coalesce (u.short_name, u.name, a.unit_name, '') || a.post_name") \
  ", p.post_full) END"

#define CADRE_CLASS_UNIT_THEN_SQL \
  "CASE WHEN ifnull (p.post_since, '') <= " CADRE_CLASS_THEN_DAY " THEN p.unit_id " \
  "ELSE coalesce (" CADRE_CLASS_APPOINTMENT_SQL ("a.unit_id") ", p.unit_id) END"

#define CADRE_CLASS_LEVEL_THEN_SQL \
  "CASE WHEN p.post_level IS NOT NULL AND ifnull (p.post_level_since, '') <= " CADRE_CLASS_THEN_DAY " THEN p.post_level " \
  "ELSE coalesce ((SELECT r.value FROM rank_history r WHERE r.person_id = p.id AND r.scheme = '职务层次' " \
  "AND r.since <= " CADRE_CLASS_THEN_DAY " AND (r.until IS NULL OR r.until > " CADRE_CLASS_THEN_DAY ") " \
  "ORDER BY r.since DESC LIMIT 1), p.post_level) END"

/* Leave and absence of each student, by session where that was kept, else as
 * the sheet's totals say: a table `missed (enrolment_id, leave, absent)`. */
#define CADRE_CLASS_MISSED_CTE \
  "missed (enrolment_id, leave, absent) AS (SELECT e.id, " \
  "CASE WHEN count (t.id) > 0 THEN sum (iif (t.status = '请假', coalesce (t.leave_hours, s.hours, 0), 0)) " \
  "  ELSE e.leave_hours END, " \
  "CASE WHEN count (t.id) > 0 THEN sum (iif (t.status = '缺勤', ifnull (s.hours, 0), 0)) ELSE e.absent_hours END " \
  "FROM enrolment e LEFT JOIN attendance t ON t.enrolment_id = e.id LEFT JOIN session s ON s.id = t.session_id " \
  "WHERE e.class_id = ?1 GROUP BY e.id)"
