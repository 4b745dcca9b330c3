/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-import-kind.h"
#include "cadre-table.h"

G_BEGIN_DECLS

/**
 * CadrePlanState:
 * @CADRE_PLAN_NEW: a record that the archive does not have
 * @CADRE_PLAN_CHANGED: one that it has, with other values
 * @CADRE_PLAN_SAME: one that it has just so
 * @CADRE_PLAN_DOUBTFUL: a person must say whose row this is
 * @CADRE_PLAN_REFUSED: a cell cannot be taken
 * @CADRE_PLAN_SKIPPED: left out by a person's decision
 *
 * What applying the plan would do with a row. Also a mask of states.
 */
typedef enum
{
  CADRE_PLAN_NEW = 1 << 0,
  CADRE_PLAN_CHANGED = 1 << 1,
  CADRE_PLAN_SAME = 1 << 2,
  CADRE_PLAN_DOUBTFUL = 1 << 3,
  CADRE_PLAN_REFUSED = 1 << 4,
  CADRE_PLAN_SKIPPED = 1 << 5,
} CadrePlanState;

#define CADRE_PLAN_ALL (CADRE_PLAN_NEW | CADRE_PLAN_CHANGED | CADRE_PLAN_SAME | \
                        CADRE_PLAN_DOUBTFUL | CADRE_PLAN_REFUSED | CADRE_PLAN_SKIPPED)

/**
 * CadrePlanVerdict:
 * @CADRE_VERDICT_UNUSED: its column is not taken
 * @CADRE_VERDICT_EMPTY: nothing typed; what the archive has stays
 * @CADRE_VERDICT_SAME: the archive has this value
 * @CADRE_VERDICT_NEW: the archive has no value here
 * @CADRE_VERDICT_CHANGED: replaces the old value
 * @CADRE_VERDICT_REFUSED: cannot be taken; reason and cure say why and what to do
 */
typedef enum
{
  CADRE_VERDICT_UNUSED,
  CADRE_VERDICT_EMPTY,
  CADRE_VERDICT_SAME,
  CADRE_VERDICT_NEW,
  CADRE_VERDICT_CHANGED,
  CADRE_VERDICT_REFUSED,
} CadrePlanVerdict;

/**
 * CadrePlanDecision:
 * @CADRE_DECISION_NONE: as the plan found
 * @CADRE_DECISION_PERSON: the row is about a certain person
 * @CADRE_DECISION_NEW: the row is about someone the archive does not have
 * @CADRE_DECISION_SKIP: the row is left out
 */
typedef enum
{
  CADRE_DECISION_NONE,
  CADRE_DECISION_PERSON,
  CADRE_DECISION_NEW,
  CADRE_DECISION_SKIP,
} CadrePlanDecision;

/**
 * CadrePlanCell:
 *
 * One cell of a row, for showing. Free with cadre_plan_cell_free(). @head,
 * @field and @part belong to the plan.
 */
typedef struct
{
  char *address;            /* D7 */
  guint32 column;           /* from 0 */
  const char *head;         /* as typed, levels joined with / */
  const CadreField *field;  /* NULL where the column is not taken */
  const char *part;         /* which record of the row: person, posting … */
  char *typed;              /* the cell's text (or what it was filled down from) */
  char *old_value;          /* as shown to people; NULL: none */
  char *new_value;          /* the same; NULL: none */
  CadrePlanVerdict verdict;
  char *reason;             /* of a refusal or a warning, or NULL */
  char *cure;               /* what to do about it, or NULL */
} CadrePlanCell;

void cadre_plan_cell_free (CadrePlanCell *self);

/**
 * CadrePlanCandidate:
 *
 * Someone whom a doubtful row may be about. Free with
 * cadre_plan_candidate_free().
 */
typedef struct
{
  gint64 person_id;
  char *name;
  char *birth;              /* 1985.03, or NULL */
  char *unit;               /* or NULL */
  char *id_number;          /* or NULL */
  char *reason;             /* what agrees and what does not */
} CadrePlanCandidate;

void cadre_plan_candidate_free (CadrePlanCandidate *self);

/**
 * CadrePlanRequest:
 *
 * What to take in and how. Only @path is needed.
 */
typedef struct
{
  const char *path;
  const char *sheet;          /* name or number from 1; NULL: the best */
  const char *kind;           /* NULL or "auto": guessed by the heads */
  GHashTable *heads;          /* head as typed -> field, PART.FIELD, or "" to leave out; or NULL */
  GHashTable *values;         /* field or PART.FIELD -> text, for what no cell says (year, class.name …); or NULL */
  const char * const *order;  /* names of people: a folder's forms come in their order; or NULL */
  gboolean empty_erases;      /* an empty cell erases what the archive has */
} CadrePlanRequest;

/**
 * CadrePlanProgress:
 * @done: from 0 to 1
 *
 * Told now and then how far reading, planning or applying is; runs on the
 * thread that does the work.
 */
typedef void (*CadrePlanProgress) (double   done,
                                   gpointer user_data);

/**
 * CadrePlanColumn:
 *
 * How one column was understood. Owned by the plan.
 */
typedef struct
{
  guint32 column;
  const char *head;           /* as typed */
  const CadreField *field;    /* NULL: not taken */
  const char *part;           /* NULL: not taken */
  const char *source;         /* given, remembered, catalogue, kind, ignored, duplicate, unknown */
} CadrePlanColumn;

#define CADRE_TYPE_PLAN (cadre_plan_get_type ())
G_DECLARE_FINAL_TYPE (CadrePlan, cadre_plan, CADRE, PLAN, GObject)

/* Makes the plan; blocks, so run it on a worker thread with an archive of
 * that thread (cadre_archive_open_reader ()). */
CadrePlan      *cadre_plan_new            (CadreArchive            *archive,
                                           CadreCatalogue          *catalogue,
                                           const CadrePlanRequest  *request,
                                           CadrePlanProgress        progress,
                                           gpointer                 user_data,
                                           GCancellable            *cancellable,
                                           GError                 **error);

const char     *cadre_plan_get_path       (CadrePlan               *self);
const char     *cadre_plan_get_sheet      (CadrePlan               *self);
const CadreImportKind *cadre_plan_get_kind (CadrePlan              *self);
gboolean        cadre_plan_is_guessed     (CadrePlan               *self);
CadreTable     *cadre_plan_get_table      (CadrePlan               *self);
guint           cadre_plan_n_columns      (CadrePlan               *self);
const CadrePlanColumn *cadre_plan_get_column (CadrePlan            *self,
                                              guint                 i);
GPtrArray      *cadre_plan_get_remarks    (CadrePlan               *self);

guint           cadre_plan_n_rows         (CadrePlan               *self);
guint           cadre_plan_count          (CadrePlan               *self,
                                           CadrePlanState           states);
GArray         *cadre_plan_list           (CadrePlan               *self,
                                           CadrePlanState           states);

/* A row is named by its index among the rows to take, from 0. */
guint32         cadre_plan_get_sheet_row  (CadrePlan               *self,
                                           guint                    row);
gboolean        cadre_plan_find_sheet_row (CadrePlan               *self,
                                           guint32                  sheet_row,
                                           guint                   *row);
CadrePlanState  cadre_plan_get_state      (CadrePlan               *self,
                                           guint                    row);
gboolean        cadre_plan_is_hidden      (CadrePlan               *self,
                                           guint                    row);
gboolean        cadre_plan_has_notes      (CadrePlan               *self,
                                           guint                    row);
char           *cadre_plan_dup_label      (CadrePlan               *self,
                                           guint                    row);
const char     *cadre_plan_get_reason     (CadrePlan               *self,
                                           guint                    row);
gint64          cadre_plan_get_person     (CadrePlan               *self,
                                           guint                    row);
GPtrArray      *cadre_plan_get_cells      (CadrePlan               *self,
                                           guint                    row,
                                           GError                 **error);
GPtrArray      *cadre_plan_get_candidates (CadrePlan               *self,
                                           guint                    row,
                                           GError                 **error);

gboolean        cadre_plan_decide         (CadrePlan               *self,
                                           guint                    row,
                                           CadrePlanDecision        decision,
                                           gint64                   person_id,
                                           GError                 **error);
CadrePlanDecision cadre_plan_get_decision (CadrePlan               *self,
                                           guint                    row);
gboolean        cadre_plan_mend           (CadrePlan               *self,
                                           guint                    row,
                                           guint32                  column,
                                           const char              *text,
                                           GError                 **error);

/**
 * CadrePlanResult:
 *
 * What applying a plan did.
 */
typedef struct
{
  guint n_new;
  guint n_changed;
  guint n_same;
  guint n_doubtful;
  guint n_refused;
  guint n_skipped;
  gint64 action_id;           /* 0 where there was nothing to do */
} CadrePlanResult;

gboolean        cadre_plan_apply          (CadrePlan               *self,
                                           CadreArchive            *archive,
                                           CadrePlanResult         *result,
                                           CadrePlanProgress        progress,
                                           gpointer                 user_data,
                                           GCancellable            *cancellable,
                                           GError                 **error);
gboolean        cadre_plan_write_refused  (CadrePlan               *self,
                                           const char              *path,
                                           GError                 **error);
gboolean        cadre_plans_write_refused (GPtrArray               *plans,
                                           const char              *path,
                                           GError                 **error);

G_END_DECLS
