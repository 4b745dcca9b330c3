/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Ways up: pipelines and their stages, a year's rounds with their places, and
 * how many posts a unit may fill. */

#pragma once

#include "cadre-archive.h"
#include "cadre-date.h"

G_BEGIN_DECLS

/**
 * CadreStage:
 *
 * A stage of a pipeline (环节), and what going into it demands. Free with
 * cadre_stage_free().
 */
typedef struct
{
  gint64 id;
  char *name;
  char *clause;             /* or NULL */
  gboolean needs_date;
  gboolean needs_document;
  gboolean needs_votes;
  gboolean needs_attachment;
  gboolean appoints;        /* 任职: the archive is changed */
  int notice_days;          /* working days of public notice, 0 for none */
  int probation_months;     /* 0 for none */
} CadreStage;

/**
 * CadrePipeline:
 *
 * A way up (培养选拔渠道). Free with cadre_pipeline_free().
 */
typedef struct
{
  gint64 id;
  char *key;
  char *name;
  char *source;             /* 村支书 …, or NULL */
  char *target;             /* or NULL */
  gint64 rule_set_id;       /* 0 for none */
  char *rule_set;           /* its name, or NULL */
  GPtrArray *stages;        /* CadreStage, in order */
} CadrePipeline;

/**
 * CadreRounding:
 *
 * What becomes of a part of a place.
 */
typedef enum
{
  CADRE_ROUNDING_DOWN,
  CADRE_ROUNDING_NEAREST,
  CADRE_ROUNDING_UP,
} CadreRounding;

/**
 * CadrePromotionRound:
 *
 * A year's batch of a pipeline (选拔批次), with its figures. Free with
 * cadre_promotion_round_free().
 */
typedef struct
{
  gint64 id;
  gint64 pipeline_id;
  char *pipeline;
  char *name;
  int year;
  CadreDate as_of;          /* 截止日期; year 0 where none is set */
  int places;               /* -1 where not set */
  double quota_share;       /* 0.15; 0 where none is set */
  int quota_base;
  CadreRounding rounding;
  char *document;           /* or NULL */
  gboolean is_open;
  guint n_running;
  guint n_out;
  guint n_appointed;
} CadrePromotionRound;

/**
 * CadrePostSlots:
 *
 * 职数: how many posts of a level a unit may fill and does. Free with
 * cadre_post_slots_free().
 */
typedef struct
{
  gint64 unit_id;
  char *unit;
  char *level;
  int approved;
  int filled;
  char *document;           /* by which it is approved, or NULL */
} CadrePostSlots;

void                 cadre_stage_free           (CadreStage           *self);
void                 cadre_pipeline_free        (CadrePipeline        *self);
void                 cadre_promotion_round_free (CadrePromotionRound  *self);
void                 cadre_post_slots_free      (CadrePostSlots       *self);

GPtrArray           *cadre_pipeline_list        (CadreArchive         *archive,
                                                 GError              **error);
CadrePipeline       *cadre_pipeline_get         (CadreArchive         *archive,
                                                 gint64                id,
                                                 GError              **error);

GPtrArray           *cadre_promotion_round_list (CadreArchive         *archive,
                                                 int                   year,
                                                 GError              **error);
CadrePromotionRound *cadre_promotion_round_get  (CadreArchive         *archive,
                                                 gint64                id,
                                                 GError              **error);
gint64               cadre_promotion_round_add  (CadreArchive         *archive,
                                                 const CadrePromotionRound *round,
                                                 GError              **error);
int                  cadre_promotion_quota      (int                   base,
                                                 double                share,
                                                 CadreRounding         rounding);
int                  cadre_promotion_round_get_places (const CadrePromotionRound *self);

GPtrArray           *cadre_post_slots_list      (CadreArchive         *archive,
                                                 gint64                unit_id,
                                                 const CadreDate      *as_of,
                                                 GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreStage, cadre_stage_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadrePipeline, cadre_pipeline_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadrePromotionRound, cadre_promotion_round_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadrePostSlots, cadre_post_slots_free)

G_END_DECLS
