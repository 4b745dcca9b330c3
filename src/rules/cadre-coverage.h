/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"
#include "cadre-date.h"

G_BEGIN_DECLS

#define CADRE_FIRST_SECRETARY "第一书记"

/* An end is near, and a successor to be thought of, so many days before it. */
#define CADRE_COVERAGE_ENDING_DAYS 90

/* So many days a village may be without anybody before the overview names it:
 * the office's own number, and the one without a setting. */
#define CADRE_COVERAGE_ALLOWED_SETTING "reminder.uncovered-days"
#define CADRE_COVERAGE_ALLOWED_DAYS 30

/**
 * CADRE_POSTING_PLANNED_END:
 *
 * SQL for the planned end of the posting `g`. One tied to the village's status
 * (不脱贫不脱钩) ends with the status for which it began, the last of them if
 * there were several, and has no end while that has none; any other ends when
 * its document says. Where that says nothing, the term does.
 */
#define CADRE_POSTING_PLANNED_END \
  "CASE WHEN g.tied_to_status = 0 THEN ifnull (g.planned_end, cadre_add_years (g.since, g.term_years)) ELSE " \
  "(SELECT CASE WHEN count (t.until) = count (*) THEN max (t.until) END FROM unit_status t " \
  "WHERE t.unit_id = g.unit_id AND t.must_be_covered = 1 AND (t.since IS NULL OR g.since IS NULL OR t.since <= g.since) " \
  "AND (t.until IS NULL OR g.since IS NULL OR t.until >= substr (g.since, 1, length (t.until)))) END"

/**
 * CadreHolder:
 *
 * Someone posted to a unit. Dates of which nothing is known have the year 0.
 */
typedef struct
{
  gint64 posting_id;
  gint64 person_id;
  char *name;
  CadreDate since;
  CadreDate until;          /* the last day, month or year in post */
  CadreDate planned_end;    /* computed, see CADRE_POSTING_PLANNED_END */
  gboolean is_tied;         /* 不脱贫不脱钩 */
  char *end_reason;         /* or NULL */
} CadreHolder;

/**
 * CadreCoverageGap:
 *
 * Days on which a village had to be covered and was not, between two holders.
 */
typedef struct
{
  CadreDate from, to;       /* as exact as the dates of the two postings */
  guint days;
  gboolean is_least;        /* a date is known to the month only: at least so many days */
  gint64 before_id;         /* the posting that ended */
  gint64 after_id;          /* the one that followed */
} CadreCoverageGap;

/**
 * CadreCoverage:
 *
 * A unit that must be covered on a day, and who is there. Free with
 * cadre_coverage_free().
 */
typedef struct
{
  gint64 unit_id;
  char *unit;
  gint64 township_id;       /* the unit above it, or 0 */
  char *township;           /* or NULL */
  char *statuses;           /* those for which it must be covered that day: 脱贫村、软弱涣散村 */
  CadreDate obliged_since;  /* without a break */
  gint64 sender_id;         /* who must send someone, or 0 */
  char *sender;             /* or NULL */

  gboolean is_covered;
  CadreDate since;          /* covered, or uncovered, without a break */
  guint uncovered_days;     /* 0 where it is covered; at least so many */
  gboolean is_double;       /* more than one is there, beyond handing over */
  GPtrArray *holders;       /* CadreHolder: who is there */
  CadreHolder *last;        /* who left last where nobody is there, or NULL */
  GArray *gaps;             /* CadreCoverageGap, oldest first */
} CadreCoverage;

/**
 * CadreCoverageQuery:
 * @as_of: a complete date
 * @unit_id: this unit and those below it; 0: all
 * @status: units that must be covered for this status; %NULL: for any
 * @kind: the kind of posting that covers; %NULL: 第一书记
 */
typedef struct
{
  CadreDate as_of;
  gint64 unit_id;
  const char *status;
  const char *kind;
} CadreCoverageQuery;

/**
 * CadreCoverageCount:
 *
 * What a list of villages comes to.
 */
typedef struct
{
  guint n;
  guint n_covered;
  guint n_uncovered;
  guint n_double;
  guint n_ending;           /* of the covered ones: none stays longer than the days asked for */
} CadreCoverageCount;

void       cadre_coverage_free           (CadreCoverage            *self);
GPtrArray *cadre_coverage_load           (CadreArchive             *archive,
                                          const CadreCoverageQuery *query,
                                          GError                  **error);
gboolean   cadre_coverage_is_ending      (const CadreCoverage      *self,
                                          const CadreDate          *as_of,
                                          guint                     days);
void       cadre_coverage_count          (GPtrArray                *villages,
                                          const CadreDate          *as_of,
                                          guint                     days,
                                          CadreCoverageCount       *count);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreCoverage, cadre_coverage_free)

G_END_DECLS
