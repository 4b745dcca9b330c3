/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a plan is kept, for the files that make, show and apply it. */

#pragma once

#include "cadre-mapping.h"
#include "cadre-match.h"
#include "cadre-plan.h"
#include "cadre-unit-index.h"

G_BEGIN_DECLS

/* A reference from one part of a row to another: the id of a record that the
 * archive has; 0 where there is none; below 0 a record still to be made, of
 * one row (-1 - row) or, from CADRE_SHARED_REF down, shared by rows. */
#define CADRE_SHARED_REF (-(G_GINT64_CONSTANT (1) << 40))

/* Where a value comes from that no cell holds. */
typedef enum
{
  VALUE_NONE,
  VALUE_FIXED,
  VALUE_UNIT_LINE,     /* the unit's name above its people, else 填报单位 */
  VALUE_SINCE_YEAR,    /* the year of the part's own `since` */
  VALUE_REWARD_NATURE, /* 处分 or 奖励, by the name of it */
  VALUE_ROUND_SCHEME,  /* the id of the scheme of the row's round of assessment */
  VALUE_LINK,          /* the id of another part's record */
} CadrePlanValueSource;

/* A value of a part: one column's (or a piece of it), or none's. */
typedef struct
{
  guint part;
  const CadreField *field;
  gint column;              /* -1: none */
  const char *piece;
  gboolean fill;
  gint lead;                /* filled down only where this column is empty; -1: always */
  gboolean is_key;
  CadrePlanValueSource otherwise;
  guint32 fixed;            /* offset, for VALUE_FIXED */
  GHashTable *cache;        /* typed -> guint32 offset + 1; values that repeat */
  guint n_asked, n_hits;    /* of the cache; dropped where it does not help */
} CadrePlanField;

/* A field that a new record must have. */
typedef struct
{
  const CadreField *field;
  gint index;               /* of the plan's fields; -1 where the sheet has none */
} CadrePlanRequired;

typedef struct
{
  const CadreImportPart *def;
  GArray *fields;           /* guint, into the plan's fields */
  GArray *required;         /* CadrePlanRequired */
  GArray *links;            /* guint: for each link of @def the part of the plan */
  GArray *refs;             /* gint64 by row */
  GHashTable *keys;         /* key -> row + 1 of main parts, shared ref of others */
  const char *mark_head;    /* of a column of marks */
  gboolean is_main;
} CadrePlanPart;

typedef struct
{
  guint8 state;
  guint8 decision;
  guint8 doubtful;
  guint8 refused;
  gint64 decided_person;
  const char *reason;
} CadrePlanRow;

/* What is to be said about one cell. */
typedef struct
{
  guint field;
  gboolean refused;
  char *reason;
  char *cure;
} CadrePlanNote;

struct _CadrePlan
{
  GObject parent_instance;

  CadreArchive *archive;
  CadreCatalogue *catalogue;
  GPtrArray *kinds;
  CadreImportKind *kind;
  gboolean guessed;
  gboolean empty_erases;
  char *path;
  char *sheet;
  char **order;
  CadreTable *table;
  GHashTable *given;        /* head -> field by hand, to be remembered */
  GHashTable *values_given;
  GArray *mapped;           /* CadreMappedColumn */
  GArray *columns;          /* CadrePlanColumn */
  GPtrArray *remarks;

  GPtrArray *parts;         /* CadrePlanPart */
  GArray *fields;           /* CadrePlanField */
  const guint32 *sheet_rows;
  guint n_rows;
  CadrePlanRow *rows;
  guint32 *values;          /* [row * n_fields + field]: offsets in @arena */
  guint8 *verdicts;         /* the same */
  GByteArray *arena;
  GStringChunk *texts;
  GHashTable *notes;        /* row -> GPtrArray of CadrePlanNote */
  GHashTable *olds;         /* gint64 cell -> old canonical text */
  CadreUnitIndex *units;
  gint64 stamp;             /* of the archive: its last action when the plan was made */
  gint64 next_shared;
  gint64 scheme_round;      /* whose scheme @scheme_offset is */
  guint32 scheme_offset;
};

#define cadre_plan_part(self, i) ((CadrePlanPart *) g_ptr_array_index ((self)->parts, (i)))
#define cadre_plan_field(self, i) (&g_array_index ((self)->fields, CadrePlanField, (i)))

static inline const char *
cadre_plan_value (CadrePlan *self,
                  guint      row,
                  guint      field)
{
  return (const char *) self->arena->data + self->values[(gsize) row * self->fields->len + field];
}

guint32  _cadre_plan_store        (CadrePlan     *self,
                                   const char    *text);
const char *_cadre_plan_typed     (CadrePlan     *self,
                                   guint          row,
                                   const CadrePlanField *field);
void     _cadre_plan_note         (CadrePlan     *self,
                                   guint          row,
                                   guint          field,
                                   gboolean       refused,
                                   const char    *reason,
                                   const char    *cure);
void     _cadre_plan_note_message (CadrePlan     *self,
                                   guint          row,
                                   guint          field,
                                   gboolean       refused,
                                   const char    *message);
char    *_cadre_plan_dup_title_assessment (CadrePlan *self);
void     _cadre_plan_fill_round_scheme (CadrePlan *self,
                                        guint      row,
                                        guint32   *value);
GHashTable *_cadre_plan_list_among (CadrePlan    *self,
                                    guint         row,
                                    GError      **error);
void     _cadre_plan_check_scores (CadrePlan     *self,
                                   guint          part,
                                   const guint   *rows,
                                   guint          n_rows);
gboolean _cadre_plan_touch_rounds (CadrePlan     *self,
                                   CadreArchive  *archive,
                                   GError       **error);
int      _cadre_plan_find_field   (CadrePlan     *self,
                                   guint          part,
                                   const char    *key);
void     _cadre_plan_clue         (CadrePlan     *self,
                                   guint          row,
                                   CadreMatchClue *clue);
gboolean _cadre_plan_layout       (CadrePlan     *self,
                                   GError       **error);
void     _cadre_plan_parse_row    (CadrePlan     *self,
                                   guint          row);
void     _cadre_plan_fill_late    (CadrePlan     *self,
                                   guint          part,
                                   guint          row);
gboolean _cadre_plan_part_is_there (CadrePlan    *self,
                                    guint         part,
                                    guint         row);
gboolean _cadre_plan_resolve      (CadrePlan     *self,
                                   const guint   *rows,
                                   guint          n_rows,
                                   GCancellable  *cancellable,
                                   GError       **error);
gboolean _cadre_plan_compare_part (CadrePlan     *self,
                                   guint          part,
                                   const guint   *rows,
                                   guint          n_rows,
                                   GCancellable  *cancellable,
                                   GError       **error);
char    *_cadre_plan_key          (CadrePlan     *self,
                                   guint          part,
                                   guint          row);
void     _cadre_plan_judge        (CadrePlan     *self,
                                   guint          row);
gboolean _cadre_plan_renew        (CadrePlan     *self,
                                   CadreArchive  *archive,
                                   GCancellable  *cancellable,
                                   GError       **error);
gboolean _cadre_plan_process      (CadrePlan     *self,
                                   const guint   *rows,
                                   guint          n_rows,
                                   CadrePlanProgress progress,
                                   gpointer       user_data,
                                   GCancellable  *cancellable,
                                   GError       **error);

G_END_DECLS
