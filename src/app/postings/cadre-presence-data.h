/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The grid of days in the village: read in one job, and written back in one
 * action. */

#pragma once

#include "cadre-entry-grid.h"
#include "cadre-job.h"
#include "cadre-presence.h"

G_BEGIN_DECLS

typedef struct
{
  int year;
  gint64 unit_id;          /* this unit and those below it; 0: all */
  gboolean open_only;      /* postings of which something is missing or short */

  CadrePresenceRule *rule;
  GPtrArray *rules;        /* CadrePresenceRule: to choose from */
  GPtrArray *columns;      /* CadreGridColumn */
  GPtrArray *rows;         /* CadreGridRow, by posting */
  guint n_postings, n_short, n_missing;
} CadrePresenceData;

CadrePresenceData *cadre_presence_data_new  (int            year,
                                             gint64         unit_id,
                                             gboolean       open_only);
void               cadre_presence_data_free (gpointer       data);
gboolean           cadre_presence_data_load (CadreJob      *job,
                                             CadreArchive  *archive,
                                             gpointer       data,
                                             GError       **error);

/* Cells that were typed or pasted. */
typedef struct
{
  int year;
  GPtrArray *edits;        /* CadreGridEdit */
} CadrePresenceEdit;

CadrePresenceEdit *cadre_presence_edit_new  (int            year,
                                             GPtrArray     *edits);
void               cadre_presence_edit_free (gpointer       data);
gboolean           cadre_presence_edit_job  (CadreJob      *job,
                                             CadreArchive  *archive,
                                             gpointer       data,
                                             GError       **error);

G_END_DECLS
