/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"
#include "cadre-decimal.h"

G_BEGIN_DECLS

/**
 * CadreClassState:
 * @CADRE_CLASS_DRAFT: 草拟
 * @CADRE_CLASS_CALLED: 已发调训通知
 * @CADRE_CLASS_NOMINATED: 名额已报
 * @CADRE_CLASS_ROLLED: 名册已定
 * @CADRE_CLASS_RUNNING: 进行中
 * @CADRE_CLASS_CLOSED: 已结业, the archive is written
 * @CADRE_CLASS_ARCHIVED: 已归档
 *
 * The life of a class, in its order.
 */
typedef enum
{
  CADRE_CLASS_DRAFT,
  CADRE_CLASS_CALLED,
  CADRE_CLASS_NOMINATED,
  CADRE_CLASS_ROLLED,
  CADRE_CLASS_RUNNING,
  CADRE_CLASS_CLOSED,
  CADRE_CLASS_ARCHIVED,
} CadreClassState;

#define CADRE_CLASS_N_STATES (CADRE_CLASS_ARCHIVED + 1)

CadreClassState cadre_class_state_parse    (const char      *key);
const char     *cadre_class_state_get_key  (CadreClassState  state);
const char     *cadre_class_state_get_name (CadreClassState  state);

/**
 * CadreClassNeed:
 *
 * What the next step of a class still lacks. What it must have stops the
 * step; of the rest people are told, and decide.
 */
typedef struct
{
  gboolean must;
  char *text;              /* one sentence, for people */
} CadreClassNeed;

/**
 * CadreClassSummary:
 *
 * A class in a list. Free with cadre_class_summary_free().
 */
typedef struct
{
  gint64 id;
  gint64 plan_id;          /* 0 for none */
  char *name;
  char *term;
  char *class_kind;
  char *since;             /* ISO, or NULL */
  char *until;
  int year;
  double hours;            /* of its segments, or its own; 0 for unknown */
  CadreClassState state;
  guint n_places;          /* 名额 over all units */
  guint n_nominated;       /* named and not yet taken or declined */
  guint n_students;        /* on the roll: enrolled, present, left, finished, void */
  guint n_finished;
  guint n_void;
  guint n_sessions;
  guint n_records;         /* study records that it left */
  gboolean is_long;        /* three months or more: offered as a resume entry */
} CadreClassSummary;

void               cadre_class_need_free      (CadreClassNeed     *self);
void               cadre_class_summary_free   (CadreClassSummary  *self);

gint64             cadre_class_identify       (CadreArchive       *archive,
                                               const char         *text,
                                               GError            **error);
GPtrArray         *cadre_classes_list         (CadreArchive       *archive,
                                               int                 year,
                                               GError            **error);
CadreClassSummary *cadre_class_get            (CadreArchive       *archive,
                                               gint64              class_id,
                                               GError            **error);

GPtrArray         *cadre_class_list_needs     (CadreArchive       *archive,
                                               gint64              class_id,
                                               GError            **error);
gboolean           cadre_class_check_needs    (CadreArchive       *archive,
                                               gint64              class_id,
                                               GError            **error);
gboolean           cadre_class_advance        (CadreArchive       *archive,
                                               gint64              class_id,
                                               GError            **error);
gboolean           cadre_class_step_back      (CadreArchive       *archive,
                                               gint64              class_id,
                                               GError            **error);

gboolean           cadre_class_add_students   (CadreArchive       *archive,
                                               gint64              class_id,
                                               const gint64       *person_ids,
                                               guint               n_person_ids,
                                               guint              *n_added,
                                               GError            **error);
gboolean           cadre_class_offer_resume   (CadreArchive       *archive,
                                               gint64              class_id,
                                               guint              *n_added,
                                               GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreClassNeed, cadre_class_need_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreClassSummary, cadre_class_summary_free)

G_END_DECLS
