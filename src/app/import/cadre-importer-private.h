/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-import-work.h"
#include "cadre-importer.h"

G_BEGIN_DECLS

struct _CadreImporter
{
  GObject parent_instance;

  CadreSession *session;
  CadreImporterStage stage;
  GError *error;
  guint generation;         /* of the file and of how it is read */
  GQueue *works;             /* that wait */
  CadreImportWork *running;
  gboolean telling;         /* no job may start: listeners look at the plan */

  char *path;
  char **order;             /* names of people: a folder's forms come in their order; or NULL */
  char *sheet;              /* as chosen, or NULL */
  char *kind;               /* the same */
  GHashTable *heads;        /* head -> PART.FIELD, as chosen */
  gboolean empty_erases;
  GPtrArray *edits;         /* CadreImportEdit */

  CadreCatalogue *catalogue;
  GPtrArray *kinds;         /* CadreImportKind */
  char **sheets;
  char *caveat;
  CadrePlan *plan;
  guint counts[6];
  CadrePlanResult result;
  char *action_name;
};

G_END_DECLS
