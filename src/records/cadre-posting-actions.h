/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is done to postings, each inside a CadreAction: someone is sent, ends,
 * is recalled; what follows from a recall is proposed and decided on. */

#pragma once

#include "cadre-action.h"

G_BEGIN_DECLS

#define CADRE_POSTING_RECALL "召回"

/**
 * CadrePostingOrder:
 * @kind: 第一书记 …
 * @since: ISO, may be partial
 * @term_years: 0 where none is set
 * @is_tied: 不脱贫不脱钩: until the village's status ends
 * @document: (nullable): by which the person is sent
 *
 * Someone is sent to a unit.
 */
typedef struct
{
  gint64 person_id;
  gint64 unit_id;
  const char *kind;
  const char *since;
  double term_years;
  gboolean is_tied;
  const char *document;
} CadrePostingOrder;

/**
 * CadrePostingEnding:
 * @until: ISO: the last day, or month, in post
 * @reason: 任满, 轮换, 召回, 提拔, 病 …
 * @document: (nullable): by which it ends; a recall needs one
 * @cause: (nullable): of a recall, from the county's own list (recall-cause)
 * @detail: (nullable): what happened
 *
 * A posting ends.
 */
typedef struct
{
  gint64 posting_id;
  const char *until;
  const char *reason;
  const char *document;
  const char *cause;
  const char *detail;
} CadrePostingEnding;

/**
 * CadrePostingConsequence:
 * @CADRE_POSTING_LEAVES_RESERVE: no longer 后备干部
 * @CADRE_POSTING_NOT_COMMENDED: not to be commended this year (当年不得评先评优)
 *
 * What may follow from a recall, if it is so decided.
 */
typedef enum
{
  CADRE_POSTING_LEAVES_RESERVE,
  CADRE_POSTING_NOT_COMMENDED,
} CadrePostingConsequence;

gint64   cadre_posting_begin             (CadreArchive              *archive,
                                          const CadrePostingOrder   *order,
                                          GError                   **error);
gboolean cadre_posting_end               (CadreArchive              *archive,
                                          const CadrePostingEnding  *ending,
                                          GError                   **error);
GArray  *cadre_posting_list_consequences (CadreArchive              *archive,
                                          gint64                     posting_id,
                                          GError                   **error);
gboolean cadre_posting_decide            (CadreArchive              *archive,
                                          gint64                     posting_id,
                                          CadrePostingConsequence    consequence,
                                          GError                   **error);
gint64   cadre_posting_find_current      (CadreArchive              *archive,
                                          gint64                     person_id,
                                          GError                   **error);

G_END_DECLS
