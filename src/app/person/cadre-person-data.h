/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the page of a person shows, read in one job. */

#pragma once

#include <gdk/gdk.h>

#include "cadre-career.h"
#include "cadre-catalogue.h"
#include "cadre-job.h"

G_BEGIN_DECLS

/* A line of a group of records. */
typedef struct
{
  gint64 id;
  char *title;
  char *subtitle;
  char *trailing;
  gint64 village_id;       /* of a posting: where to; or 0 */
  GPtrArray *lines;        /* CadrePersonLine: what it is made of; or NULL */
} CadrePersonLine;

/* A group on the page: records of a kind, under a tab. */
typedef struct
{
  const char *tab;         /* name of the tab */
  const char *kind;        /* as the catalogue names it */
  const char *title;       /* msgid */
} CadrePersonGroupInfo;

#define CADRE_PERSON_N_GROUPS 12

typedef struct
{
  gint64 person_id;
  CadreDate as_of;
  gboolean is_past;        /* as it was on an earlier date */

  CadreCatalogue *catalogue;
  GHashTable *shown;       /* field key -> as people read it */
  char *age;
  GdkTexture *photo;       /* or NULL */
  GHashTable *warnings;    /* field key -> what is doubtful */
  GPtrArray *career;       /* CadreCareerFact */
  GPtrArray *standings;    /* CadrePersonLine: regimes */
  GPtrArray *groups[CADRE_PERSON_N_GROUPS]; /* CadrePersonLine each */
  GPtrArray *actions;      /* CadrePersonLine: what was done, newest first */
} CadrePersonData;

const CadrePersonGroupInfo *cadre_person_data_get_group (guint group);

CadrePersonData *cadre_person_data_new  (gint64           person_id,
                                         const CadreDate *as_of);
void             cadre_person_data_free (gpointer         data);
gboolean         cadre_person_data_load (CadreJob        *job,
                                         CadreArchive    *archive,
                                         gpointer         data,
                                         GError         **error);

G_END_DECLS
