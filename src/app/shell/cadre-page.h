/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "cadre-session.h"

G_BEGIN_DECLS

/**
 * CadrePage:
 *
 * A page of the window: a header bar, what is above and below its content,
 * and the session it works with. In a template its children have these types:
 * `start` and `end` (of the header bar), `title` (instead of the title),
 * `top`, `bottom`; one without a type is the content.
 *
 * Properties: `title`, `subtitle`, `session` (given when it is made),
 * `nested` (opened over another page: it has a Back button).
 */
#define CADRE_TYPE_PAGE (cadre_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (CadrePage, cadre_page, CADRE, PAGE, AdwBin)

/**
 * CadrePageClass:
 * @changed: the archive changed; @tables are those touched
 * @find: the user wants to search here (Ctrl+F)
 * @get_focus: (nullable): what the keyboard should be on when the page comes
 */
struct _CadrePageClass
{
  AdwBinClass parent_class;

  void       (* changed)   (CadrePage           *self,
                            const char * const  *tables);
  void       (* find)      (CadrePage           *self);
  GtkWidget *(* get_focus) (CadrePage           *self);
};

CadreSession *cadre_page_get_session  (CadrePage  *self);
const char   *cadre_page_get_title    (CadrePage  *self);
void          cadre_page_set_title    (CadrePage  *self,
                                       const char *title);
void          cadre_page_set_subtitle (CadrePage  *self,
                                       const char *subtitle);
void          cadre_page_set_menu     (CadrePage  *self,
                                       GMenuModel *menu);
void          cadre_page_find         (CadrePage  *self);
void          cadre_page_focus        (CadrePage  *self);

G_END_DECLS
