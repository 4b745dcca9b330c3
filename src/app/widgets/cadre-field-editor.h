/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "cadre-catalogue.h"

G_BEGIN_DECLS

/**
 * CadreFieldEditor:
 *
 * What a form asks of the widget of a field, whatever its looks. A template
 * places it and names its `key`; all else (label, values to choose from,
 * checks) comes from the catalogue. It checks what is typed as it is typed and
 * hands it over by the signal `edited (char *text)` when the user is done with
 * it; a text with a fault stays where it is. Signal `history`: the user
 * wants to see what the field said before.
 */
#define CADRE_TYPE_FIELD_EDITOR (cadre_field_editor_get_type ())
G_DECLARE_INTERFACE (CadreFieldEditor, cadre_field_editor, CADRE, FIELD_EDITOR, GtkWidget)

struct _CadreFieldEditorInterface
{
  GTypeInterface parent_iface;

  void       (* set_field) (CadreFieldEditor *self,
                            CadreCatalogue   *catalogue,
                            const CadreField *field);
  void       (* set_shown) (CadreFieldEditor *self,
                            const char       *text);
  char *     (* get_text)  (CadreFieldEditor *self);
  void       (* set_fault) (CadreFieldEditor *self,
                            const char       *message,
                            gboolean          is_error);
  gboolean   (* commit)    (CadreFieldEditor *self);
  void       (* add_button) (CadreFieldEditor *self,
                             GtkWidget        *button);
};

char     *cadre_field_editor_dup_key   (CadreFieldEditor *self);
void      cadre_field_editor_set_field (CadreFieldEditor *self,
                                        CadreCatalogue   *catalogue,
                                        const CadreField *field);
void      cadre_field_editor_set_shown (CadreFieldEditor *self,
                                        const char       *text);
char     *cadre_field_editor_get_text  (CadreFieldEditor *self);
void      cadre_field_editor_set_fault (CadreFieldEditor *self,
                                        const char       *message,
                                        gboolean          is_error);
gboolean  cadre_field_editor_commit    (CadreFieldEditor *self);
void      cadre_field_editor_add_history (CadreFieldEditor *self,
                                          const char       *label);
char     *cadre_field_editor_dup_title (const CadreField *field,
                                        const char       *message);
void      cadre_field_editor_edited    (CadreFieldEditor *self,
                                        const char       *text);

gboolean  cadre_field_editor_check     (CadreCatalogue   *catalogue,
                                        const CadreField *field,
                                        const char       *text,
                                        char            **message);

G_END_DECLS
