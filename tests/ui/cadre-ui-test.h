/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What tests of windows share. Any warning ends a test: G_DEBUG sees to it. */

#pragma once

#include <adwaita.h>

#include "cadre-session.h"
#include "cadre-test.h"

G_BEGIN_DECLS

void          cadre_ui_test_init         (int          *argc,
                                          char       ***argv);
void          cadre_ui_test_add_people   (CadreArchive *archive,
                                          guint         n_people);
CadreSession *cadre_ui_test_open         (const char   *path);
void          cadre_ui_test_settle       (void);
void          cadre_ui_test_idle         (CadreSession *session);
void          cadre_ui_test_next_frame   (GtkWidget    *widget);
GtkWidget    *cadre_ui_test_find_named   (GtkWidget    *widget,
                                          const char   *name);
GtkWidget    *cadre_ui_test_find_field   (GtkWidget    *widget,
                                          const char   *key);
GtkWidget    *cadre_ui_test_find_dialog  (GtkWindow    *window);

/* Runs the main loop until @condition holds; a test that waits for ever ends
 * by meson's time limit. */
#define cadre_ui_test_wait(condition) \
  while (!(condition)) \
    g_main_context_iteration (NULL, TRUE)

G_END_DECLS
