/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-fact.h"
#include "cadre-window.h"

G_BEGIN_DECLS

/**
 * CadreConditionLine:
 *
 * A condition of a filter as a line of a dialog says it.
 */
typedef struct
{
  gboolean joined_by_or;    /* with the line before it */
  gboolean negated;
  char *subject;            /* key of a field or a fact */
  gboolean is_fact;
  char *comparison;         /* or NULL */
  char *value;              /* or NULL */
  GHashTable *arguments;    /* of a fact: key -> text */
} CadreConditionLine;

GPtrArray *cadre_condition_lines_parse (const char *json);

/**
 * CadreConditionGroup:
 *
 * One condition of a filter: what it looks at, how, and with what it compares.
 *
 * Signals: `changed`, `removed`: its button was pressed.
 */
#define CADRE_TYPE_CONDITION_GROUP (cadre_condition_group_get_type ())
G_DECLARE_FINAL_TYPE (CadreConditionGroup, cadre_condition_group, CADRE, CONDITION_GROUP, AdwPreferencesGroup)

CadreConditionGroup *cadre_condition_group_new              (CadreWindow              *window,
                                                             CadreCatalogue           *catalogue,
                                                             GPtrArray                *facts);
void                 cadre_condition_group_set_first        (CadreConditionGroup      *self,
                                                             gboolean                  first);
gboolean             cadre_condition_group_is_joined_by_or  (CadreConditionGroup      *self);
gboolean             cadre_condition_group_is_complete      (CadreConditionGroup      *self);
gboolean             cadre_condition_group_set_line         (CadreConditionGroup      *self,
                                                             const CadreConditionLine *line);
char                *cadre_condition_group_to_json          (CadreConditionGroup      *self);

G_END_DECLS
