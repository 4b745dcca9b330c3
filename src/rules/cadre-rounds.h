/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rounds of 综合考评 that there are, and who is in them. */

#pragma once

#include "cadre-archive.h"

G_BEGIN_DECLS

/**
 * CadreRoundInfo:
 *
 * A round in a list. Free with cadre_round_info_free().
 */
typedef struct
{
  gint64 id;
  gint64 scheme_id;
  char *name;
  char *scheme;
  int scheme_version;
  int year;
  char *kind;              /* 年度考核 */
  char *as_of;             /* ISO */
  char *state;             /* draft, scoring, computed, locked */
  double cap;
  char *cap_approval;      /* or NULL */
  char *cap_rounding;      /* down, nearest, up */
  char *cap_pool;          /* unit, all */
  char *locked_on;         /* or NULL */
  char *lock_document;
  char *reopened_reason;
  guint n_participants;    /* who take part */
  guint n_outside;
  guint n_graded;
  guint n_excellent;       /* the highest grade of the scheme */
  guint n_capped;
  guint n_decided;         /* by people */
  guint n_trials;
} CadreRoundInfo;

void            cadre_round_info_free   (CadreRoundInfo  *self);

GPtrArray      *cadre_rounds_list       (CadreArchive    *archive,
                                         int              year,
                                         GError         **error);
CadreRoundInfo *cadre_round_get         (CadreArchive    *archive,
                                         gint64           round_id,
                                         GError         **error);
gint64          cadre_round_identify    (CadreArchive    *archive,
                                         const char      *text,
                                         GError         **error);
const char     *cadre_round_state_get_name (const char   *state);

gint64          cadre_round_create      (CadreArchive    *archive,
                                         gint64           scheme_id,
                                         const char      *name,
                                         int              year,
                                         GError         **error);
gboolean        cadre_round_delete      (CadreArchive    *archive,
                                         gint64           round_id,
                                         GError         **error);
gboolean        cadre_round_set_cap     (CadreArchive    *archive,
                                         gint64           round_id,
                                         double           cap,
                                         const char      *approval,
                                         const char      *rounding,
                                         const char      *pool,
                                         GError         **error);

gboolean        cadre_round_add_people  (CadreArchive    *archive,
                                         gint64           round_id,
                                         const gint64    *person_ids,
                                         guint            n_person_ids,
                                         guint           *n_added,
                                         GError         **error);
gboolean        cadre_round_remove_person (CadreArchive  *archive,
                                         gint64           participant_id,
                                         GError         **error);
gboolean        cadre_round_set_outside (CadreArchive    *archive,
                                         gint64           participant_id,
                                         const char      *as,
                                         const char      *reason,
                                         GError         **error);
gint64          cadre_round_find_participant (CadreArchive *archive,
                                         gint64           round_id,
                                         gint64           person_id,
                                         GError         **error);

/**
 * CadreRoundOutside:
 *
 * Somebody who by a rule does not take part, though nobody said so yet. Rules
 * warn, people decide. Free with cadre_round_outside_free().
 */
typedef struct
{
  gint64 participant_id;
  char *name;
  char *as;                /* of the code table assessment-conclusion */
  char *reason;
} CadreRoundOutside;

void            cadre_round_outside_free  (CadreRoundOutside *self);
GPtrArray      *cadre_round_suggest_outside (CadreArchive  *archive,
                                             gint64         round_id,
                                             GError       **error);
gboolean        cadre_round_take_suggestions (CadreArchive *archive,
                                              gint64        round_id,
                                              guint        *n_taken,
                                              GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreRoundInfo, cadre_round_info_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreRoundOutside, cadre_round_outside_free)

G_END_DECLS
