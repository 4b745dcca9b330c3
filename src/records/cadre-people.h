/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-record.h"
#include "cadre-units.h"

G_BEGIN_DECLS

gint64   cadre_people_identify      (CadreArchive  *archive,
                                     const char    *text,
                                     GError       **error);
gboolean cadre_people_move          (CadreArchive  *archive,
                                     gint64         person_id,
                                     gint64         unit_id,
                                     gint64         before_id,
                                     GError       **error);
gboolean cadre_people_refresh_summaries (CadreArchive *archive,
                                         gint64        first_id,
                                         gint64        last_id,
                                         GError      **error);

/**
 * CadreDeletedPerson:
 *
 * Someone in the recycle bin. Free with cadre_deleted_person_free().
 */
typedef struct
{
  gint64 person_id;
  char *name;
  char *birth;          /* ISO, or NULL */
  char *post;           /* or NULL */
  gint64 action_id;     /* the action that deleted the person */
  char *action_name;
  char *actor;
  char *happened_at;    /* UTC, ISO 8601 */
} CadreDeletedPerson;

void       cadre_deleted_person_free  (CadreDeletedPerson *self);
GPtrArray *cadre_people_list_deleted  (CadreArchive       *archive,
                                       GError            **error);
gboolean   cadre_people_restore       (CadreArchive       *archive,
                                       gint64              person_id,
                                       GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreDeletedPerson, cadre_deleted_person_free)

G_END_DECLS
