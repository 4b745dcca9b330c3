/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The two sides of a list of people: the model on the window's thread and
 * the worker that alone touches the database. */

#pragma once

#include "cadre-person-list.h"

G_BEGIN_DECLS

/* Rows fetched at once, by row id. */
#define CADRE_PERSON_PAGE_SIZE 128

/* Which people, in which order. Copied into each job. */
typedef struct
{
  char *text;
  gint64 unit_id;
  gint64 tag_id;
  char *people;         /* JSON array of ids, or NULL for all */
  char *filter;         /* JSON of a CadreFilter, or NULL */
  CadrePersonOrder order;
  CadrePersonColumn column;
  gboolean descending;
} CadrePersonQuery;

/* The worker's answers; they run on the main context, newest query only. */
typedef struct
{
  void (*snapshot) (gpointer list, guint generation, GArray *ids, GError *error);
  void (*page)     (gpointer list, guint generation, guint page, GPtrArray *texts);
} CadrePersonWorkerFuncs;

typedef struct _CadrePersonWorker CadrePersonWorker;

CadrePersonWorker *_cadre_person_worker_new      (const char                   *path,
                                                  const CadrePersonWorkerFuncs *funcs,
                                                  GObject                      *list);
void               _cadre_person_worker_stop     (CadrePersonWorker            *self);
void               _cadre_person_worker_snapshot (CadrePersonWorker            *self,
                                                  guint                         generation,
                                                  const CadrePersonQuery       *query);
void               _cadre_person_worker_cancel   (CadrePersonWorker            *self,
                                                  guint                         generation);
void               _cadre_person_worker_page     (CadrePersonWorker            *self,
                                                  guint                         generation,
                                                  guint                         page,
                                                  const gint64                 *ids,
                                                  guint                         n_ids);

CadrePersonRow    *_cadre_person_row_new         (gint64                        id,
                                                  guint                         position);
guint              _cadre_person_row_get_position (CadrePersonRow              *self);
void               _cadre_person_row_set_position (CadrePersonRow              *self,
                                                   guint                        position);
void               _cadre_person_row_fill        (CadrePersonRow               *self,
                                                  char                        **texts);

G_END_DECLS
