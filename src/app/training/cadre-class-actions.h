/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be done to a class, each an action that Undo names. */

#pragma once

#include "cadre-window.h"

G_BEGIN_DECLS

/**
 * CadreClassVerb:
 *
 * A step of the class's life or a thing done to all of its students.
 */
typedef enum
{
  CADRE_CLASS_DO_ADVANCE,
  CADRE_CLASS_DO_BACK,
  CADRE_CLASS_DO_CLOSE,
  CADRE_CLASS_DO_REOPEN,
  CADRE_CLASS_DO_COMPUTE,
  CADRE_CLASS_DO_OUTSTANDING,
  CADRE_CLASS_DO_RESUME,
} CadreClassVerb;

void cadre_class_actions_do   (CadreWindow    *window,
                               gint64          class_id,
                               const char     *class_name,
                               CadreClassVerb  verb);
void cadre_class_actions_edit (CadreWindow    *window,
                               gint64          class_id,
                               const char     *class_name,
                               GPtrArray      *edits,
                               CadreDoneFunc   done,
                               gpointer        user_data);
void cadre_class_actions_add  (CadreWindow    *window,
                               gint64          class_id,
                               const char     *class_name,
                               GArray         *person_ids);

void cadre_class_actions_make_of_plan (CadreWindow *window,
                                       gint64       plan_id);

G_END_DECLS
