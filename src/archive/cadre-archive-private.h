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
gboolean _cadre_journal_begin_bulk  (CadreArchive  *self,
                                     GError       **error);
gboolean _cadre_journal_end_bulk    (CadreArchive  *self,
                                     gint64         action_id,
                                     GError       **error);
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

int      _cadre_search_register       (sqlite3       *db);
int      _cadre_search_register_tokenizer (sqlite3   *db);
gboolean _cadre_search_index_end_bulk (CadreArchive *archive,
                                       GError      **error);

CadreStatement *_cadre_statement_new (CadreArchive *archive,
                                      sqlite3_stmt *stmt);

G_END_DECLS
