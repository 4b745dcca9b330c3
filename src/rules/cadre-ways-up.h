/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Ways up, counted: who moved to what in a year, where they came from, over
 * which steps and how long it took. Every count opens to its names. */

#pragma once

#include "cadre-archive.h"
#include "cadre-date.h"

G_BEGIN_DECLS

/**
 * CadreWaySource:
 * @CADRE_WAY_SECRETARY: had been secretary of a village (村支书)
 * @CADRE_WAY_VILLAGE: had held a post in a village (村干部)
 * @CADRE_WAY_POSTED: had been 第一书记
 * @CADRE_WAY_CLASS: had been in a class of young cadres (中青班)
 * @CADRE_WAY_RESERVE: was in the reserve (后备)
 * @CADRE_WAY_KEY_POST: came from a key post (重点岗位)
 *
 * Where someone came from; several may hold of one person.
 */
typedef enum
{
  CADRE_WAY_SECRETARY,
  CADRE_WAY_VILLAGE,
  CADRE_WAY_POSTED,
  CADRE_WAY_CLASS,
  CADRE_WAY_RESERVE,
  CADRE_WAY_KEY_POST,
  CADRE_N_WAY_SOURCES,
} CadreWaySource;

/**
 * CadreWayUp:
 *
 * One move up. Free with cadre_way_up_free().
 */
typedef struct
{
  gint64 appointment_id;
  gint64 person_id;
  char *name;
  int year;
  char *date;               /* ISO */
  char *target;             /* 乡镇领导班子, 招录公务员, 乡科级正职 … */
  char *from_post;          /* the one before, or NULL */
  char *to_post;
  char *steps;              /* all posts up to it, oldest first */
  guint n_steps;
  int months;               /* in the post before; -1 where unknown */
  gboolean sources[CADRE_N_WAY_SOURCES];
} CadreWayUp;

/**
 * CadreWayCount:
 *
 * How many of a source moved to a target in a year.
 */
typedef struct
{
  int year;
  CadreWaySource source;
  const char *target;       /* of one of the moves */
  guint n;
  guint n_known;            /* of them, those whose months in the post before are known */
  double months;            /* of those, on average; 0 where none is known */
} CadreWayCount;

void        cadre_way_up_free         (CadreWayUp       *self);
GPtrArray  *cadre_ways_up_list        (CadreArchive     *archive,
                                       int               first_year,
                                       int               last_year,
                                       GError          **error);
GArray     *cadre_ways_up_count       (GPtrArray        *ways);
const char *cadre_way_source_get_name (CadreWaySource    source);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreWayUp, cadre_way_up_free)

G_END_DECLS
