/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "cadre-session.h"

G_BEGIN_DECLS

/**
 * CadreStudentPicker:
 *
 * A popover that finds people as one types; and takes all people of a saved
 * list at once.
 *
 * Signal `picked (GArray *person_ids)`: of gint64.
 */
#define CADRE_TYPE_STUDENT_PICKER (cadre_student_picker_get_type ())
G_DECLARE_FINAL_TYPE (CadreStudentPicker, cadre_student_picker, CADRE, STUDENT_PICKER, GtkPopover)

GtkWidget *cadre_student_picker_new (CadreSession *session);

G_END_DECLS
