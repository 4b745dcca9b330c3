/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "cadre-archive.h"

G_BEGIN_DECLS

/**
 * Cadrectl:
 *
 * What the global options said; each command gets it.
 */
typedef struct
{
  char *archive_path;   /* --archive, or the default */
  gboolean json;        /* --json: facts as JSON on standard output */
} Cadrectl;

/* A command parses its own words with GOptionContext, prints facts to
 * standard output and messages to standard error, and returns the exit
 * status: 0, 1 for a failure, 2 for wrong usage. */
typedef int (*CadrectlRun) (Cadrectl *self,
                            int       argc,
                            char    **argv);

CadreArchive *cadrectl_open   (Cadrectl          *self,
                               CadreArchiveMode   mode,
                               GError           **error);
int           cadrectl_fail   (const GError      *error);
int           cadrectl_usage  (const char        *format,
                               ...) G_GNUC_PRINTF (1, 2);
gboolean      cadrectl_parse  (const char         *command,
                               const char         *summary,
                               const GOptionEntry *entries,
                               int                *argc,
                               char             ***argv,
                               int                *status);

void          cadrectl_print_json (JsonBuilder   *builder);
gboolean      cadrectl_argument_count (const char *command,
                                       int         argc,
                                       int         least,
                                       int         most);

int cadrectl_create (Cadrectl *self, int argc, char **argv);
int cadrectl_info   (Cadrectl *self, int argc, char **argv);
int cadrectl_find   (Cadrectl *self, int argc, char **argv);
int cadrectl_import (Cadrectl *self, int argc, char **argv);
int cadrectl_sheet  (Cadrectl *self, int argc, char **argv);
int cadrectl_hours  (Cadrectl *self, int argc, char **argv);
int cadrectl_coverage (Cadrectl *self, int argc, char **argv);
int cadrectl_pipelines (Cadrectl *self, int argc, char **argv);
int cadrectl_promotion_rounds (Cadrectl *self, int argc, char **argv);
int cadrectl_eligible (Cadrectl *self, int argc, char **argv);
int cadrectl_candidates (Cadrectl *self, int argc, char **argv);
int cadrectl_ways_up (Cadrectl *self, int argc, char **argv);
int cadrectl_posting (Cadrectl *self, int argc, char **argv);
int cadrectl_presence (Cadrectl *self, int argc, char **argv);
int cadrectl_sample (Cadrectl *self, int argc, char **argv);
int cadrectl_classes (Cadrectl *self, int argc, char **argv);
int cadrectl_class  (Cadrectl *self, int argc, char **argv);
int cadrectl_call_up (Cadrectl *self, int argc, char **argv);
int cadrectl_schemes (Cadrectl *self, int argc, char **argv);
int cadrectl_scheme (Cadrectl *self, int argc, char **argv);
int cadrectl_rounds (Cadrectl *self, int argc, char **argv);
int cadrectl_round  (Cadrectl *self, int argc, char **argv);
int cadrectl_plan   (Cadrectl *self, int argc, char **argv);
int cadrectl_menu   (Cadrectl *self, int argc, char **argv);
int cadrectl_recognise (Cadrectl *self, int argc, char **argv);
int cadrectl_form   (Cadrectl *self, int argc, char **argv);
int cadrectl_show   (Cadrectl *self, int argc, char **argv);
int cadrectl_report (Cadrectl *self, int argc, char **argv);
int cadrectl_meeting_pack (Cadrectl *self, int argc, char **argv);
int cadrectl_undo   (Cadrectl *self, int argc, char **argv);
int cadrectl_redo   (Cadrectl *self, int argc, char **argv);
int cadrectl_log    (Cadrectl *self, int argc, char **argv);
int cadrectl_check  (Cadrectl *self, int argc, char **argv);
int cadrectl_backup (Cadrectl *self, int argc, char **argv);
int cadrectl_backups (Cadrectl *self, int argc, char **argv);
int cadrectl_restore (Cadrectl *self, int argc, char **argv);
int cadrectl_export (Cadrectl *self, int argc, char **argv);

G_END_DECLS
