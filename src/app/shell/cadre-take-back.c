/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-take-back"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-journal.h"
#include "cadre-take-back.h"

typedef struct
{
  CadreWindow *window;
  char *name;
} TakeBack;

static gboolean
undo_one (CadreJob      *job,
          CadreArchive  *archive,
          gpointer       data,
          GError       **error)
{
  return cadre_journal_undo_one (archive, *(gint64 *) data, NULL, error);
}

static void
undone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  TakeBack *take_back = data;
  g_autoptr(GError) error = NULL;

  if (cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      cadre_window_toast_done (take_back->window, cadre_session_get_undo_name (CADRE_SESSION (source)));
    }
  else
    {
      g_autofree char *what = g_strdup_printf (_("“%s” cannot be taken back"), take_back->name);

      cadre_window_show_error (take_back->window, what, error);
    }
  g_object_unref (take_back->window);
  g_free (take_back->name);
  g_free (take_back);
}

/**
 * cadre_take_back:
 * @action_id: an action, not only the last
 * @name: what it is called
 *
 * Takes one action back, and tells of it or why that cannot be.
 */
void
cadre_take_back (CadreWindow *window,
                 gint64       action_id,
                 const char  *name)
{
  TakeBack *take_back = g_new0 (TakeBack, 1);
  g_autofree char *title = g_strdup_printf (_("Taking back “%s”"), name);

  take_back->window = g_object_ref (window);
  take_back->name = g_strdup (name);
  cadre_session_write (cadre_window_get_session (window), title, undo_one, g_memdup2 (&action_id, sizeof action_id),
                       g_free, NULL, undone_cb, take_back);
}
