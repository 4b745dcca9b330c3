/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the page of a class shows, read in one job. */

#pragma once

#include "cadre-catalogue.h"
#include "cadre-class-roll.h"
#include "cadre-job.h"

G_BEGIN_DECLS

/* A group on the page: records of the class, under a tab. */
typedef struct
{
  const char *tab;
  const char *kind;        /* as the catalogue names it */
  const char *title;       /* msgid */
} CadreClassGroupInfo;

#define CADRE_CLASS_N_GROUPS 4

typedef struct
{
  gint64 class_id;

  CadreCatalogue *catalogue;
  GHashTable *shown;       /* field key -> as people read it */
  CadreClassSummary *summary;
  GPtrArray *needs;        /* CadreClassNeed */
  CadreClassRoll *roll;
  GPtrArray *roll_columns; /* CadreGridColumn */
  GPtrArray *roll_rows;    /* CadreGridRow, by enrolment */
  GPtrArray *attendance_columns;
  GPtrArray *attendance_rows;
  GPtrArray *groups[CADRE_CLASS_N_GROUPS]; /* CadreRecordLine each */
  GPtrArray *certificates; /* CadreRecordLine */
} CadreClassData;

const CadreClassGroupInfo *cadre_class_data_get_group (guint group);

CadreClassData *cadre_class_data_new  (gint64         class_id);
void            cadre_class_data_free (gpointer       data);
gboolean        cadre_class_data_load (CadreJob      *job,
                                       CadreArchive  *archive,
                                       gpointer       data,
                                       GError       **error);

G_END_DECLS
