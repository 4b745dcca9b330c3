/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"
#include "cadre-date.h"

G_BEGIN_DECLS

/**
 * CadreCallUpQuery:
 *
 * Whom to look for. With @missing_over and @last_long_before: “last long class
 * before 2021, missing more than 40 hours”; with neither, the list to chase.
 */
typedef struct
{
  CadreDate as_of;
  gint64 unit_id;              /* and those below it; 0 for everybody */
  double missing_over;         /* hours; 0: anything missing */
  const char *last_long_before; /* ISO, a year will do; NULL: whenever */
  double long_days;            /* from how many days a class is long; 0: 15 */
  guint limit;                 /* 0: all */
} CadreCallUpQuery;

/**
 * CadreCallUp:
 *
 * Someone who is short of hours. Free with cadre_call_up_free().
 */
typedef struct
{
  gint64 person_id;
  char *name;
  char *unit;
  char *post;
  char *regime;                /* key of the regime that is not met */
  char *regime_name;
  double required;             /* hours */
  double done;
  double missing;
  double planned;              /* in classes of this year not closed yet, on whose list the person is */
  double forecast;             /* what will be missing at the end of the year */
  char *last_long_title;       /* NULL: never */
  char *last_long_until;
} CadreCallUp;

void       cadre_call_up_free (CadreCallUp             *self);
GPtrArray *cadre_call_up_list (CadreArchive            *archive,
                               const CadreCallUpQuery  *query,
                               GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreCallUp, cadre_call_up_free)

G_END_DECLS
