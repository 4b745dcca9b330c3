/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-import-row.h"
#include "cadre-session.h"

G_BEGIN_DECLS

/**
 * CadreImporterStage:
 * @CADRE_IMPORTER_EMPTY: no file yet
 * @CADRE_IMPORTER_READING: a plan is being made
 * @CADRE_IMPORTER_FAILED: none could be made; cadre_importer_get_error() says why
 * @CADRE_IMPORTER_READY: a plan to look at and decide on
 * @CADRE_IMPORTER_APPLYING: it is being applied
 * @CADRE_IMPORTER_APPLIED: it was
 */
typedef enum
{
  CADRE_IMPORTER_EMPTY,
  CADRE_IMPORTER_READING,
  CADRE_IMPORTER_FAILED,
  CADRE_IMPORTER_READY,
  CADRE_IMPORTER_APPLYING,
  CADRE_IMPORTER_APPLIED,
} CadreImporterStage;

/**
 * CadreImporter:
 *
 * One file on its way into the archive. The plan is touched by one thread at
 * a time: jobs of the session, one after another, and between them whoever
 * asks cadre_importer_get_plan().
 *
 * Signals: `changed`: the plan's rows are to be read again; `free`: no job has
 * the plan any more; `failed (GError)`: a decision or the application failed.
 *
 * Property: `stage`.
 */
#define CADRE_TYPE_IMPORTER (cadre_importer_get_type ())
G_DECLARE_FINAL_TYPE (CadreImporter, cadre_importer, CADRE, IMPORTER, GObject)

CadreImporter   *cadre_importer_new            (CadreSession        *session);
CadreSession    *cadre_importer_get_session    (CadreImporter       *self);
CadreImporterStage cadre_importer_get_stage    (CadreImporter       *self);
const GError    *cadre_importer_get_error      (CadreImporter       *self);
CadrePlan       *cadre_importer_get_plan       (CadreImporter       *self);
const char      *cadre_importer_get_path       (CadreImporter       *self);
const char      *cadre_importer_get_sheet      (CadreImporter       *self);
const char      *cadre_importer_get_kind       (CadreImporter       *self);
const char * const *cadre_importer_get_sheets  (CadreImporter       *self);
GPtrArray       *cadre_importer_get_kinds      (CadreImporter       *self);
GPtrArray       *cadre_importer_get_remarks    (CadreImporter       *self);
guint            cadre_importer_count          (CadreImporter       *self,
                                                CadrePlanState       states);
gboolean         cadre_importer_has_decisions  (CadreImporter       *self);
const CadrePlanResult *cadre_importer_get_result (CadreImporter     *self);
const char      *cadre_importer_get_action_name (CadreImporter      *self);

void             cadre_importer_set_order      (CadreImporter       *self,
                                                const char * const  *names);
void             cadre_importer_open           (CadreImporter       *self,
                                                const char          *path);
void             cadre_importer_close          (CadreImporter       *self);
void             cadre_importer_choose         (CadreImporter       *self,
                                                const char          *sheet,
                                                const char          *kind);
void             cadre_importer_set_heads      (CadreImporter       *self,
                                                GHashTable          *heads,
                                                gboolean             empty_erases);
gboolean         cadre_importer_get_empty_erases (CadreImporter     *self);
void             cadre_importer_decide         (CadreImporter       *self,
                                                guint                row,
                                                CadrePlanDecision    decision,
                                                gint64               person_id);
void             cadre_importer_mend           (CadreImporter       *self,
                                                guint                row,
                                                guint32              column,
                                                const char          *text);
void             cadre_importer_load_row       (CadreImporter       *self,
                                                guint                row,
                                                GCancellable        *cancellable,
                                                GAsyncReadyCallback  callback,
                                                gpointer             user_data);
CadreImportRow  *cadre_importer_load_row_finish (GAsyncResult       *result,
                                                 GError            **error);
void             cadre_importer_apply          (CadreImporter       *self);
void             cadre_importer_write_refused  (CadreImporter       *self,
                                                const char          *path,
                                                GAsyncReadyCallback  callback,
                                                gpointer             user_data);
gboolean         cadre_importer_write_refused_finish (GAsyncResult  *result,
                                                      GError       **error);

G_END_DECLS
