/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the page of training shows, read in two jobs: the year, and the list of
 * those to call up, for which everybody's hours are counted. */

#pragma once

#include "cadre-call-up.h"
#include "cadre-job.h"
#include "cadre-record-lines.h"

G_BEGIN_DECLS

/* A class. The line comes first: a list of these is one of CadreRecordLine, too. */
typedef struct
{
  CadreRecordLine line;
  gint64 plan_id;          /* the line of the plan it was made of, or 0 */
} CadreClassLine;

typedef struct
{
  int year;                /* 0: the latest with a class; the one shown is put here */
  GArray *years;           /* int, the latest first */
  GPtrArray *open;         /* CadreClassLine: classes up to running */
  GPtrArray *done;         /* closed and archived */
  GPtrArray *plan;         /* CadrePlanLine */
  GPtrArray *rounds;       /* CadreRecordLine: of the menu */
  GPtrArray *courses;      /* the catalogue that rounds choose from */
  char *figures;           /* 期数, 人次, 人, 人均学时 */
  char *plan_figures;
} CadreTrainingYear;

CadreTrainingYear *cadre_training_year_new  (int            year);
void               cadre_training_year_free (gpointer       data);
gboolean           cadre_training_year_load (CadreJob      *job,
                                             CadreArchive  *archive,
                                             gpointer       data,
                                             GError       **error);

typedef struct
{
  CadreCallUpQuery query;
  char *before;            /* what the query points to */
  GPtrArray *lines;        /* CadreRecordLine, by person */
} CadreTrainingCallUp;

void               cadre_training_call_up_free (gpointer       data);
gboolean           cadre_training_call_up_load (CadreJob      *job,
                                                CadreArchive  *archive,
                                                gpointer       data,
                                                GError       **error);

G_END_DECLS
