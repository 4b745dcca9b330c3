/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What tests of all suites share: a folder of their own, an archive in it,
 * and cadrectl as a user would run it. */

#pragma once

#include "cadre-action.h"
#include "cadre-archive.h"

G_BEGIN_DECLS

/**
 * CadreTestArchive:
 *
 * A fresh archive in a folder of its own. Use it as the fixture of
 * g_test_add() with cadre_test_set_up() and cadre_test_tear_down().
 */
typedef struct
{
  char *folder;
  char *path;
  CadreArchive *archive;
} CadreTestArchive;

void     cadre_test_set_up     (CadreTestArchive *self,
                                gconstpointer     data);
void     cadre_test_tear_down  (CadreTestArchive *self,
                                gconstpointer     data);
void     cadre_test_reopen     (CadreTestArchive *self);

void     cadre_test_do         (CadreArchive     *archive,
                                const char       *name,
                                const char       *sql);
gint64   cadre_test_int        (CadreArchive     *archive,
                                const char       *sql);
char    *cadre_test_text       (CadreArchive     *archive,
                                const char       *sql);
char    *cadre_test_dump       (CadreArchive     *archive);

char    *cadre_test_folder_new (void);
void     cadre_test_remove     (const char       *folder);

/* Runs $CADRECTL with these words (NULL-terminated) and gives its exit
 * status, and what it printed where asked for. */
int      cadre_test_cadrectl   (char            **out,
                                char            **err,
                                const char       *word,
                                ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
