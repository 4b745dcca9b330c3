/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "cadre-candidacy.h"
#include "cadre-job.h"

G_BEGIN_DECLS

/**
 * CadreBoardCard:
 *
 * A candidate as the board shows one.
 */
typedef struct
{
  CadreCandidate *candidate;
  guint n_gaps;             /* musts that are not met */
  guint n_marks;            /* other rules that are not */
  char *gaps;               /* which, a line each; or NULL */
  GdkTexture *photo;        /* or NULL */
  int days;                 /* in this stage; -1 where unknown */
} CadreBoardCard;

/**
 * CadreBoard:
 *
 * A round read for the board. Free with cadre_board_free().
 */
typedef struct
{
  gint64 round_id;          /* asked for; 0 for the newest open one */
  GPtrArray *rounds;        /* CadrePromotionRound */
  const CadrePromotionRound *round; /* of these, or NULL without any */
  CadrePipeline *pipeline;
  GPtrArray *cards;         /* CadreBoardCard */
  GStrv levels;             /* of posts and ranks, that one may be appointed to */
  GPtrArray *pipelines;     /* CadrePipeline: all, for a new round */
} CadreBoard;

void     cadre_board_free (gpointer       data);
gboolean cadre_board_job  (CadreJob      *job,
                           CadreArchive  *archive,
                           gpointer       data,
                           GError       **error);

G_END_DECLS
