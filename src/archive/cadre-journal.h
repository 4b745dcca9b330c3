/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"

G_BEGIN_DECLS

/**
 * CadreJournalEntry:
 *
 * An action as the log shows it. Free with cadre_journal_entry_free().
 */
typedef struct
{
  gint64 id;
  char *name;
  char *kind;
  char *actor;
  char *happened_at;   /* UTC, ISO 8601 */
  char *state;         /* done, undone, dropped */
  char *detail;        /* JSON or NULL */
  gint64 n_changes;    /* rows touched */
} CadreJournalEntry;

void       cadre_journal_entry_free (CadreJournalEntry *self);

/**
 * CadreFieldChange:
 *
 * One value that one action replaced. @old_value is what stood before.
 */
typedef struct
{
  gint64 action_id;
  char *action_name;
  char *actor;
  char *happened_at;
  char *table;
  gint64 row_id;
  char *op;            /* I, U or D */
  char *field;         /* NULL for a whole row */
  char *old_value;
  char *new_value;
} CadreFieldChange;

void       cadre_field_change_free  (CadreFieldChange *self);

gboolean   cadre_journal_undo       (CadreArchive  *archive,
                                     char         **name,
                                     GError       **error);
gboolean   cadre_journal_redo       (CadreArchive  *archive,
                                     char         **name,
                                     GError       **error);
gboolean   cadre_journal_undo_one   (CadreArchive  *archive,
                                     gint64         action_id,
                                     char         **name,
                                     GError       **error);
GPtrArray *cadre_journal_list       (CadreArchive  *archive,
                                     gint64         person_id,
                                     guint          limit,
                                     GError       **error);
char      *cadre_journal_format_time (const char   *utc);
GPtrArray *cadre_journal_history    (CadreArchive  *archive,
                                     const char    *table,
                                     gint64         row_id,
                                     const char    *field,
                                     GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreJournalEntry, cadre_journal_entry_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreFieldChange, cadre_field_change_free)

G_END_DECLS
