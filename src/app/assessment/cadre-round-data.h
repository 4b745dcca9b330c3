/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the pages of assessment show, each read in one job. */

#pragma once

#include "cadre-catalogue.h"
#include "cadre-job.h"
#include "cadre-round-results.h"
#include "cadre-round-scores.h"
#include "cadre-rounds.h"
#include "cadre-scheme.h"

G_BEGIN_DECLS

/* The rounds and schemes. */
typedef struct
{
  GPtrArray *rounds;       /* CadreRoundInfo, the latest first */
  GPtrArray *schemes;      /* CadreSchemeInfo */
} CadreAssessmentData;

CadreAssessmentData *cadre_assessment_data_new  (void);
void                 cadre_assessment_data_free (gpointer       data);
gboolean             cadre_assessment_data_load (CadreJob      *job,
                                                 CadreArchive  *archive,
                                                 gpointer       data,
                                                 GError       **error);

/* A line of the trials of a round. */
typedef struct
{
  gint64 id;
  char *name;
} CadreRoundTrial;

/* One round; and of its sheets of scores the one that is wanted. */
typedef struct
{
  gint64 round_id;
  gint64 group_id;         /* the sheet wanted */
  char *scorer;

  CadreRoundInfo *info;
  CadreScheme *scheme;
  GPtrArray *faults;       /* char: what the scheme lacks */
  GPtrArray *suggestions;  /* CadreRoundOutside */
  GPtrArray *results;      /* CadreRoundResult */
  GPtrArray *sheets;       /* CadreScoreSheet */
  GPtrArray *columns;      /* CadreGridColumn of the sheet */
  GPtrArray *rows;         /* CadreGridRow, by participant */
  GArray *pools;           /* CadreRoundPool; NULL where there is nothing yet */
  GPtrArray *pool_names;   /* char, as many */
  GPtrArray *trials;       /* CadreRoundTrial */
  GStrv outside_words;     /* 不定等次 …, of the code table */
} CadreRoundData;

CadreRoundData *cadre_round_data_new  (gint64         round_id,
                                       gint64         group_id,
                                       const char    *scorer);
CadreRoundData *cadre_round_data_ref  (CadreRoundData *self);
void            cadre_round_data_unref (gpointer      data);
gboolean        cadre_round_data_load (CadreJob      *job,
                                       CadreArchive  *archive,
                                       gpointer       data,
                                       GError       **error);

/* A scheme as a grid of its indicators; and, of a trial, what it changes. */
typedef struct
{
  gint64 scheme_id;        /* 0: that of the trial */
  gint64 trial_id;         /* 0: only the scheme */

  CadreScheme *scheme;
  CadreCatalogue *catalogue;
  GHashTable *settings;    /* of the scheme: field -> as people read it */
  GPtrArray *shown;        /* the same of each indicator */
  gboolean is_locked;      /* a locked round stands by it */
  guint n_rounds;
  GPtrArray *faults;
  GPtrArray *columns;
  GPtrArray *rows;         /* CadreGridRow, by indicator */
  CadreRoundInfo *info;    /* of the trial */
  CadreRoundInfo *tried;
  GPtrArray *changes;      /* CadreRoundChange; NULL where the scheme has faults */
  guint n_grades_changed;
} CadreSchemeData;

CadreSchemeData *cadre_scheme_data_new  (gint64         scheme_id,
                                         gint64         trial_id);
CadreSchemeData *cadre_scheme_data_ref  (CadreSchemeData *self);
void             cadre_scheme_data_unref (gpointer      data);
gboolean         cadre_scheme_data_load (CadreJob      *job,
                                         CadreArchive  *archive,
                                         gpointer       data,
                                         GError       **error);

char            *cadre_scheme_data_join_faults (const CadreSchemeData *self);

/* Why one total is what it is. */
typedef struct
{
  gint64 participant_id;

  char *name;
  char *round;
  char *scheme;            /* with its version and source */
  char *result;            /* total, rank, grade */
  char *remark;            /* or NULL */
  GPtrArray *reasons;      /* CadreScoreReason */
} CadreScoreData;

CadreScoreData *cadre_score_data_new  (gint64         participant_id);
void            cadre_score_data_free (gpointer       data);
gboolean        cadre_score_data_load (CadreJob      *job,
                                       CadreArchive  *archive,
                                       gpointer       data,
                                       GError       **error);

char           *cadre_round_result_get_remark (const CadreRoundResult *result);

G_END_DECLS
