/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the page of a village shows, read in one job. */

#pragma once

#include "cadre-coverage.h"
#include "cadre-job.h"
#include "cadre-posting-actions.h"
#include "cadre-record-lines.h"

G_BEGIN_DECLS

/* A group on the page: records of the village, or of who is there. */
typedef struct
{
  const char *title;       /* msgid */
  CadreRecordLines lines;
} CadreVillageGroup;

/* What may be decided after a recall, and was not. */
typedef struct
{
  gint64 posting_id;
  char *person;
  char *until;
  CadrePostingConsequence consequence;
} CadreVillageDecision;

#define CADRE_VILLAGE_N_GROUPS 6

typedef struct
{
  gint64 unit_id;

  char *name;
  char *township;          /* or NULL */
  CadreCoverage *coverage; /* today; NULL where it need not be covered */
  gint64 posting_id;       /* of who is there, the longest; or 0 */
  char *holder;            /* or NULL */
  GPtrArray *postings;     /* CadreRecordLine, newest first; the ids are people, 0 for a gap */
  GPtrArray *decisions;    /* CadreVillageDecision */
  GPtrArray *groups[CADRE_VILLAGE_N_GROUPS]; /* CadreRecordLine each */
} CadreVillageData;

const CadreVillageGroup *cadre_village_data_get_group (guint          group);
CadreVillageData        *cadre_village_data_new       (gint64         unit_id);
void                     cadre_village_data_free      (gpointer       data);
gboolean                 cadre_village_data_load      (CadreJob      *job,
                                                       CadreArchive  *archive,
                                                       gpointer       data,
                                                       GError       **error);

G_END_DECLS
