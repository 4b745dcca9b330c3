/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"

G_BEGIN_DECLS

/**
 * CadreCheckLevel:
 * @CADRE_CHECK_ERROR: 错误: cannot be right
 * @CADRE_CHECK_WARNING: 警告: is hardly right
 * @CADRE_CHECK_HINT: 提示: may well be right
 *
 * The three levels of the official tools.
 */
typedef enum
{
  CADRE_CHECK_ERROR,
  CADRE_CHECK_WARNING,
  CADRE_CHECK_HINT,
} CadreCheckLevel;

/**
 * CadreFinding:
 *
 * One fault of one record. Free with cadre_finding_free().
 */
typedef struct
{
  char *check;          /* its key in data/checks */
  CadreCheckLevel level;
  char *title;          /* what kind of fault */
  char *message;        /* whose, and the values that do not fit */
  char *record_kind;    /* the table, NULL for the archive as a whole */
  gint64 record_id;
  gint64 person_id;     /* 0 where it is nobody's */
  gboolean mendable;
} CadreFinding;

void        cadre_finding_free        (CadreFinding     *self);
const char *cadre_check_level_get_name (CadreCheckLevel  level);

GPtrArray  *cadre_check_run           (CadreArchive     *archive,
                                       GError          **error);
gboolean    cadre_check_mend          (CadreArchive     *archive,
                                       GPtrArray        *findings,
                                       guint            *n_mended,
                                       GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreFinding, cadre_finding_free)

G_END_DECLS
