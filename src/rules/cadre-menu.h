/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"

G_BEGIN_DECLS

/**
 * CadreMenuResult:
 *
 * What giving the seats came to.
 */
typedef struct
{
  guint n_given;
  guint n_missed;
  guint n_dropped;         /* courses for which too few people were left */
} CadreMenuResult;

/**
 * CadreMenuRound:
 *
 * A round of the menu. Free with cadre_menu_round_free().
 */
typedef struct
{
  gint64 id;
  char *name;
  char *opens_on;          /* ISO, or NULL */
  char *closes_on;
  guint limit;             /* courses for each person; 0: any number */
  char *state;             /* as stored: draft, open, closed, assigned */
  guint n_offers;
  guint n_classes;         /* made from it */
  guint n_choices;         /* not withdrawn */
  guint n_people;          /* who chose */
  guint n_given;
  guint n_missed;
} CadreMenuRound;

/**
 * CadreMenuOffer:
 *
 * A course of a round. Free with cadre_menu_offer_free().
 */
typedef struct
{
  gint64 id;
  char *course;
  char *kind;
  double hours;
  int seats;               /* -1: any number */
  guint minimum;           /* with fewer it is dropped */
  gint64 class_id;         /* made from it, or 0 */
  char *class_name;
  guint n_choices;
  guint n_first;           /* first choices */
  guint n_given;
  guint n_missed;
} CadreMenuOffer;

/**
 * CadreMenuChoice:
 *
 * A wish of one person. Free with cadre_menu_choice_free().
 */
typedef struct
{
  gint64 id;
  gint64 person_id;
  char *name;
  char *unit;
  char *course;
  guint priority;          /* 志愿顺序, from 1 */
  char *chosen_at;
  char *state;             /* wished, given, missed, withdrawn */
  char *reason;            /* why it was missed, or NULL */
} CadreMenuChoice;

void            cadre_menu_round_free     (CadreMenuRound   *self);
void            cadre_menu_offer_free     (CadreMenuOffer   *self);
void            cadre_menu_choice_free    (CadreMenuChoice  *self);

const char     *cadre_menu_state_get_name (const char       *key);
GPtrArray      *cadre_menu_list_rounds    (CadreArchive     *archive,
                                           GError          **error);
CadreMenuRound *cadre_menu_get_round      (CadreArchive     *archive,
                                           gint64            round_id,
                                           GError          **error);
gint64          cadre_menu_identify       (CadreArchive     *archive,
                                           const char       *text,
                                           GError          **error);
GPtrArray      *cadre_menu_list_offers    (CadreArchive     *archive,
                                           gint64            round_id,
                                           GError          **error);
GPtrArray      *cadre_menu_list_choices   (CadreArchive     *archive,
                                           gint64            round_id,
                                           GError          **error);
gboolean        cadre_menu_set_state      (CadreArchive     *archive,
                                           gint64            round_id,
                                           const char       *state,
                                           GError          **error);

gboolean cadre_menu_assign       (CadreArchive     *archive,
                                  gint64            round_id,
                                  CadreMenuResult  *result,
                                  GError          **error);
gboolean cadre_menu_make_classes (CadreArchive     *archive,
                                  gint64            round_id,
                                  guint            *n_classes,
                                  GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreMenuRound, cadre_menu_round_free)

G_END_DECLS
