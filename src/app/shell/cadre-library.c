/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The library: the program's own folder of archives. What came on a disc that
 * cannot be written, or from a place of somebody else, is copied there to be
 * worked on. */

#define G_LOG_DOMAIN "cadre-library"

#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "cadre-backup.h"
#include "cadre-file.h"
#include "cadre-window-private.h"

/* A path in the library that is free: 利川.cadre, 利川 2.cadre … */
static char *
choose_path (const char *path)
{
  g_autofree char *own = cadre_archive_default_path ();
  g_autofree char *folder = g_path_get_dirname (own);
  g_autofree char *base = g_path_get_basename (path);
  char *chosen = g_build_filename (folder, base, NULL);

  if (g_str_has_suffix (base, CADRE_ARCHIVE_SUFFIX))
    base[strlen (base) - strlen (CADRE_ARCHIVE_SUFFIX)] = '\0';
  for (guint i = 2; g_file_test (chosen, G_FILE_TEST_EXISTS); i++)
    {
      g_autofree char *name = g_strdup_printf ("%s %u%s", base, i, CADRE_ARCHIVE_SUFFIX);

      g_free (chosen);
      chosen = g_build_filename (folder, name, NULL);
    }

  return chosen;
}

static void
report_cb (double   fraction,
           gpointer job)
{
  cadre_job_report (job, fraction);
}

static gboolean
copy_archive (CadreJob      *job,
              CadreArchive  *archive,
              gpointer       data,
              GError       **error)
{
  g_autofree char *folder = g_path_get_dirname (data);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return cadre_file_set_error (error, folder, errno);

  return cadre_backup_copy_to (archive, data, report_cb, job, cadre_job_get_cancellable (job), error);
}

static void
copied_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(CadreWindow) self = data;
  GFile *file = g_file_new_for_path (cadre_session_get_data (result));
  GApplication *application = G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
  g_autoptr(GError) error = NULL;

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      cadre_window_show_error (self, _("The archive could not be brought into the library"), error);
    }
  else if (application != NULL)
    {
      g_application_open (application, &file, 1, "");
      gtk_window_close (GTK_WINDOW (self));
    }
  g_object_unref (file);
}

static void
bring_in_activated (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       data)
{
  cadre_session_read (cadre_window_get_session (data), _("Bringing the archive into the library"), copy_archive,
                      choose_path (cadre_window_get_path (data)), g_free, NULL, copied_cb, g_object_ref (data));
}

/*
 * _cadre_window_may_bring_in:
 *
 * Returns: whether the archive's place is what keeps it from being written
 */
gboolean
_cadre_window_may_bring_in (CadreWindow *self)
{
  const char *path = cadre_window_get_path (self);
  g_autofree char *folder = g_path_get_dirname (path);

  return g_access (path, W_OK) != 0 || g_access (folder, W_OK) != 0;
}

static const GActionEntry entries[] = {
  { "bring-in", bring_in_activated },
};

void
_cadre_window_add_library (CadreWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
