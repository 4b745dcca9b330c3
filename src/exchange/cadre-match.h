/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"

G_BEGIN_DECLS

/**
 * CadreMatchClue:
 *
 * What a row says about whose it is, in canonical text; "" where it says
 * nothing. @unit_id is 0 where no unit, and less where a new one, is named.
 */
typedef struct
{
  const char *name;
  const char *birth;
  const char *id_number;
  const char *post;         /* 单位及职务 */
  gint64 unit_id;
} CadreMatchClue;

/**
 * CadreMatchOutcome:
 * @CADRE_MATCH_FOUND: it is about this person
 * @CADRE_MATCH_NOBODY: nobody of that name who could be meant
 * @CADRE_MATCH_DOUBTFUL: somebody must decide
 */
typedef enum
{
  CADRE_MATCH_FOUND,
  CADRE_MATCH_NOBODY,
  CADRE_MATCH_DOUBTFUL,
} CadreMatchOutcome;

/**
 * CadreMatch:
 *
 * @reason is a message of the program and not to be freed; for @CADRE_MATCH_FOUND
 * it says by what.
 */
typedef struct
{
  CadreMatchOutcome outcome;
  gint64 person_id;
  const char *reason;
} CadreMatch;

/**
 * CadreMatchSimilar:
 *
 * Someone of the archive whom a row may be about, and what agrees.
 */
typedef struct
{
  gint64 person_id;
  const char *name;
  const char *birth;
  const char *id_number;
  const char *post;
  gint64 unit_id;
  gboolean same_id;
  gboolean same_name;
  gboolean same_birth;
  gboolean other_birth;
  gboolean other_id;
  gboolean same_unit;
} CadreMatchSimilar;

/**
 * CadreMatcher:
 *
 * The people of the archive whose name or ID number stands in a sheet, by
 * hash. Loaded with two queries, whatever the size of the sheet.
 */
typedef struct _CadreMatcher CadreMatcher;

CadreMatcher *cadre_matcher_new      (CadreArchive          *archive,
                                      const CadreMatchClue  *clues,
                                      guint                  n_clues,
                                      GError               **error);
void          cadre_matcher_free     (CadreMatcher          *self);
CadreMatch    cadre_matcher_match    (CadreMatcher          *self,
                                      const CadreMatchClue  *clue);
GArray       *cadre_matcher_list_similar (CadreMatcher      *self,
                                          const CadreMatchClue *clue);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreMatcher, cadre_matcher_free)

G_END_DECLS
