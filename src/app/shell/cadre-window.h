/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "cadre-page.h"
#include "cadre-session.h"

G_BEGIN_DECLS

/**
 * CadreWindow:
 *
 * One archive in one window: the sidebar, the pages, what is opened over
 * them, toasts, and the jobs that go on.
 */
#define CADRE_TYPE_WINDOW (cadre_window_get_type ())
G_DECLARE_FINAL_TYPE (CadreWindow, cadre_window, CADRE, WINDOW, AdwApplicationWindow)

/**
 * CadreDoneFunc:
 * @done: whether it was done
 * @data: what the job was given, with what it left there
 *
 * Called on the window's thread when an action has ended, after the user was
 * told of it.
 */
typedef void (*CadreDoneFunc) (gboolean done,
                               gpointer data,
                               gpointer user_data);

CadreWindow  *cadre_window_new          (GtkApplication *application,
                                         const char     *path);
CadreWindow  *cadre_window_of           (GtkWidget      *widget);
const char   *cadre_window_get_path     (CadreWindow    *self);
CadreSession *cadre_window_get_session  (CadreWindow    *self);

void          cadre_window_show_page    (CadreWindow    *self,
                                         const char     *name);
GtkWidget    *cadre_window_get_page     (CadreWindow    *self);
void          cadre_window_push         (CadreWindow    *self,
                                         CadrePage      *page);
void          cadre_window_pop          (CadreWindow    *self);

gboolean      cadre_window_is_sheet     (const char     *path);
void          cadre_window_import       (CadreWindow    *self,
                                         const char     *path);

void          cadre_window_toast        (CadreWindow    *self,
                                         const char     *text);
void          cadre_window_toast_done   (CadreWindow    *self,
                                         const char     *name);
void          cadre_window_toast_action (CadreWindow  *self,
                                         const char     *text,
                                         const char     *label,
                                         const char     *action,
                                         GVariant       *target);
void          cadre_window_show_error   (CadreWindow    *self,
                                         const char     *what,
                                         const GError   *error);
void          cadre_window_leave_faults_to (GtkWindow   *dialog);
void          cadre_window_act          (CadreWindow    *self,
                                         const char     *kind,
                                         const char     *name,
                                         CadreJobFunc    func,
                                         gpointer        data,
                                         GDestroyNotify  free_data,
                                         CadreDoneFunc   done,
                                         gpointer        user_data);

G_END_DECLS
