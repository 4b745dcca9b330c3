/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of src/archive share. Nothing outside this folder includes
 * it, and nothing outside this folder includes sqlite3.h. */

#pragma once

#include <sqlite3.h>

#include "cadre-archive.h"

G_BEGIN_DECLS

struct _CadreArchive
{
  GObject parent_instance;

  char *path;
  sqlite3 *db;
  CadreArchiveMode mode;
  char *read_only_reason;   /* why a file that was asked for writing is not */
  int schema_version;
  GHashTable *statements;   /* SQL -> idle sqlite3_stmt */
  GCancellable *cancellable;
  int lock_fd;              /* the writer's lock, or -1 */
  gboolean in_action;
  gint64 action_id;         /* what the triggers note changes as done by, or 0 */
  gint64 last_change;       /* the number of its last change */
  GPtrArray *ranges;        /* the tables that the action changed: their rows that are new */
  GHashTable *unindexed;    /* while a bulk runs: table -> the key above which rows are not indexed yet */
  gboolean deletes_noted;   /* the rows that go now are in the journal already */
};

gboolean _cadre_archive_set_error   (CadreArchive  *self,
                                     GError       **error,
                                     int            code);
gboolean _cadre_archive_migrate     (CadreArchive  *self,
                                     GError       **error);
int      _cadre_archive_newest_schema (void);
gboolean _cadre_journal_install_triggers (CadreArchive *self,
                                          GError      **error);
gboolean _cadre_journal_drop_triggers (CadreArchive *self,
                                       GError      **error);
gboolean _cadre_journal_is_noted    (CadreArchive  *self,
                                     const char    *table,
                                     gint64         id,
                                     gboolean       is_new);
gboolean _cadre_journal_note_ranges (CadreArchive  *self,
                                     GError       **error);
char    *_cadre_journal_note_rows_sql (CadreArchive *self,
                                       const char   *table,
                                       GError      **error);
int      _cadre_journal_register    (CadreArchive  *self);
int      _cadre_span_functions_register (CadreArchive *self);
gboolean _cadre_journal_set_action  (CadreArchive  *self,
                                     gint64         action_id,
                                     GError       **error);
void     _cadre_journal_end_action  (CadreArchive  *self);
gboolean _cadre_journal_drop_undone (CadreArchive  *self,
                                     GError       **error);
gboolean _cadre_place_has_wal       (const char    *path);
gboolean _cadre_place_set_journal_mode (CadreArchive *self,
                                        GError      **error);
void     _cadre_archive_roll_back   (CadreArchive  *self);
GPtrArray *_cadre_journal_list_tables    (CadreArchive *self,
                                          GError      **error);
gboolean _cadre_archive_seed_rules  (CadreArchive  *self,
                                     GError       **error);
gboolean _cadre_archive_seed        (CadreArchive  *self,
                                     GError       **error);
gboolean _cadre_archive_lock        (CadreArchive  *self,
                                     char         **holder,
                                     GError       **error);
void     _cadre_archive_unlock      (CadreArchive  *self);

int      _cadre_search_register       (CadreArchive  *archive);
int      _cadre_search_register_tokenizer (sqlite3   *db);
gboolean _cadre_search_index_begin_bulk (CadreArchive *archive,
                                         GError      **error);
gboolean _cadre_search_index_end_bulk (CadreArchive *archive,
                                       GError      **error);

CadreStatement *_cadre_statement_new (CadreArchive *archive,
                                      sqlite3_stmt *stmt);

G_END_DECLS
