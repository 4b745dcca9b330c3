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
 * It asks the archive when it comes to sight, and again when the archive has
 * changed and it is in sight.
 *
 * Properties: `title`, `subtitle`, `session` (given when it is made),
 * `nested` (opened over another page: it has a Back button), `record-id` (of
 * the record that it shows, where it shows one).
 */
#define CADRE_TYPE_PAGE (cadre_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (CadrePage, cadre_page, CADRE, PAGE, AdwBin)

/**
 * CadrePageClass:
 * @load: (nullable): asks for what the page shows, with
 *   cadre_page_get_cancellable()
 * @changed: the archive changed; @tables are those touched. Unless a page says
 *   otherwise, it loads again
 * @find: the user wants to search here (Ctrl+F)
 * @get_focus: (nullable): what the keyboard should be on when the page comes
 */
struct _CadrePageClass
{
  AdwBinClass parent_class;

  void       (* load)      (CadrePage           *self);
  void       (* changed)   (CadrePage           *self,
                            const char * const  *tables);
  void       (* find)      (CadrePage           *self);
  GtkWidget *(* get_focus) (CadrePage           *self);
};

CadreSession *cadre_page_get_session  (CadrePage  *self);
GCancellable *cadre_page_get_cancellable (CadrePage *self);
gint64        cadre_page_get_record_id (CadrePage *self);
void          cadre_page_set_record_id (CadrePage *self,
                                        gint64     record_id);
void          cadre_page_reload       (CadrePage  *self);
void          cadre_page_load_failed  (gpointer    page,
                                       const char *what,
                                       const GError *error);
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
