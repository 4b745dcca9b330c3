/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"
#include "cadre-date.h"

G_BEGIN_DECLS

/**
 * CadreOverviewPart:
 * @CADRE_OVERVIEW_TASK: what needs a person; shown where there is any
 * @CADRE_OVERVIEW_FIGURE: a figure that leaders ask for
 * @CADRE_OVERVIEW_CHART: figures beside each other
 */
typedef enum
{
  CADRE_OVERVIEW_TASK,
  CADRE_OVERVIEW_FIGURE,
  CADRE_OVERVIEW_CHART,
} CadreOverviewPart;

/**
 * CadreOverviewShows:
 * @CADRE_OVERVIEW_COUNT: how many there are
 * @CADRE_OVERVIEW_OF: how many of how many: 218/220
 * @CADRE_OVERVIEW_SHARE: the same in hundredths
 * @CADRE_OVERVIEW_MEAN: the values summed, by how many
 * @CADRE_OVERVIEW_SUM: the values summed
 */
typedef enum
{
  CADRE_OVERVIEW_COUNT,
  CADRE_OVERVIEW_OF,
  CADRE_OVERVIEW_SHARE,
  CADRE_OVERVIEW_MEAN,
  CADRE_OVERVIEW_SUM,
} CadreOverviewShows;

/**
 * CadreOverviewItem:
 *
 * One line of the overview. @sql gives a row for each thing it counts:
 * `id`; for those shown in groups `label` and `rank` (the order of groups);
 * `value` where values are summed; and `title` and `note` where things are
 * not people. One @sql counts and lists, so that a figure and its names agree.
 * It has the parameter :as_of, and :villages where it asks about those that
 * must be covered: the array of cadre_coverage_load() with `id`, `is_covered`,
 * `days`, `since` and `holders`.
 */
typedef struct
{
  const char *key;
  CadreOverviewPart part;
  CadreOverviewShows shows;
  const char *title;       /* msgid; {year} and {last} are years */
  const char *record;      /* what the ids are: person, unit, class, reminder */
  gboolean needs_hours;    /* reads temp.hours_standing */
  const char *sql;
  const char *base_sql;    /* gives the number to divide by, or NULL */
  const char *glossary;    /* the section of the manual's glossary that explains it, or NULL */
} CadreOverviewItem;

/**
 * CadreOverviewGroup:
 *
 * The things of one label.
 */
typedef struct
{
  char *label;
  gint64 count;
  double value;
} CadreOverviewGroup;

/**
 * CadreOverviewCount:
 *
 * What an item comes to at a date. Free with cadre_overview_count_free().
 */
typedef struct
{
  gint64 count;          /* different things */
  double value;
  gint64 base;           /* 0 where the item has none */
  GPtrArray *groups;     /* CadreOverviewGroup, in order; empty without labels */
} CadreOverviewCount;

/**
 * CadreOverviewLine:
 *
 * One of the things that an item counts. Free with cadre_overview_line_free().
 */
typedef struct
{
  gint64 id;
  char *title;
  char *note;
} CadreOverviewLine;

const CadreOverviewItem *cadre_overview_get_items     (guint                    *n_items);
char                    *cadre_overview_expand_title  (const char               *title,
                                                       const CadreDate          *as_of);
gboolean                 cadre_overview_prepare_hours (CadreArchive             *archive,
                                                       const CadreDate          *as_of,
                                                       GError                  **error);
CadreOverviewCount      *cadre_overview_count         (CadreArchive             *archive,
                                                       const CadreOverviewItem  *item,
                                                       const CadreDate          *as_of,
                                                       GError                  **error);
GArray                  *cadre_overview_list_ids      (CadreArchive             *archive,
                                                       const CadreOverviewItem  *item,
                                                       const char               *label,
                                                       const CadreDate          *as_of,
                                                       GError                  **error);
GPtrArray               *cadre_overview_list_lines    (CadreArchive             *archive,
                                                       const CadreOverviewItem  *item,
                                                       const CadreDate          *as_of,
                                                       GError                  **error);

void                     cadre_overview_count_free    (CadreOverviewCount       *self);
void                     cadre_overview_line_free     (CadreOverviewLine        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreOverviewCount, cadre_overview_count_free)

G_END_DECLS
