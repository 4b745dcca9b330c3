/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-application"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-application.h"
#include "cadre-debug-info.h"
#include "cadre-help.h"
#include "cadre-pages.h"
#include "cadre-window.h"

struct _CadreApplication
{
  AdwApplication parent_instance;

  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (CadreApplication, cadre_application, ADW_TYPE_APPLICATION)

static const struct
{
  const char *action;
  const char *accels[3];
} accels[] = {
  { "app.quit", { "<Control>q" } },
  { "app.help", { "F1" } },
  { "window.close", { "<Control>w" } },
  { "win.open-archive", { "<Control>o" } },
  { "win.find", { "<Control>f" } },
  { "win.import-file", { "<Control>i" } },
  { "win.back", { "<Alt>Left" } },
  { "win.sidebar", { "F9" } },
};

static void
quit_activated (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  GList *windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (data)));

  /* Each keeps its state on closing. */
  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
  g_list_free (windows);
}

static void
help_activated (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  cadre_help_show (gtk_application_get_active_window (data), NULL);
}

static void
about_activated (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  GtkWindow *window = gtk_application_get_active_window (data);
  g_autofree char *debug_info = cadre_debug_info_new (window);

  adw_show_about_window (window,
                         "application-name", _("Cadre Archive"),
                         "application-icon", CADRE_APP_ID,
                         "version", PACKAGE_VERSION,
                         "developer-name", _("The Cadre Archive contributors"),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "comments", _("The training archive of a county's cadres: people, hours, assessments, postings "
                                       "and promotions, kept in one file and put on the table as spreadsheets."),
                         "debug-info", debug_info,
                         "debug-info-filename", "cadre-archive-debug-info.txt",
                         "translator-credits", _("translator-credits"),
                         NULL);
}

/* ------------------------------------------------------ from the desktop's menu */

static void
enabled_cb (CadreWindow *window,
            const char  *action,
            gboolean     enabled,
            gpointer     data)
{
  if (!enabled)
    return;

  /* Once; the data is nobody else's. */
  g_signal_handlers_disconnect_matched (window, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, data);
  g_action_group_activate_action (G_ACTION_GROUP (window), action, NULL);
}

/* In the window that there is, or in that of the archive of last time; where
 * its archive is not open yet, as soon as it is. */
static void
activate_in_window (GApplication *application,
                    const char   *action)
{
  g_autofree char *signal = g_strconcat ("action-enabled-changed::", action, NULL);
  GtkWindow *window;

  g_application_activate (application);
  window = gtk_application_get_active_window (GTK_APPLICATION (application));
  if (!CADRE_IS_WINDOW (window))
    return;

  if (g_action_group_get_action_enabled (G_ACTION_GROUP (window), action))
    g_action_group_activate_action (G_ACTION_GROUP (window), action, NULL);
  else
    g_signal_connect (window, signal, G_CALLBACK (enabled_cb), (gpointer) accels);
}

static void
new_archive_activated (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       data)
{
  activate_in_window (data, "new-archive");
}

static void
import_sheet_activated (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       data)
{
  activate_in_window (data, "import-file");
}

static const GActionEntry entries[] = {
  { "quit", quit_activated },
  { "about", about_activated },
  { "help", help_activated },
  { "new-archive", new_archive_activated },
  { "import-sheet", import_sheet_activated },
};

static void
set_page_accels (GtkApplication *application)
{
  guint n_pages;
  const CadrePageInfo *pages = cadre_pages_get (&n_pages);

  for (guint i = 0; i < MIN (n_pages, 10); i++)
    {
      g_autofree char *action = g_strdup_printf ("win.page::%s", pages[i].name);
      g_autofree char *accel = g_strdup_printf ("<Control>%u", (i + 1) % 10); /* the tenth is 0 */

      gtk_application_set_accels_for_action (application, action, (const char *[]) { accel, NULL });
    }
}

static CadreWindow *
find_window (CadreApplication *self,
             const char       *path)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (CADRE_IS_WINDOW (l->data) && g_strcmp0 (cadre_window_get_path (l->data), path) == 0)
      return l->data;

  return NULL;
}

/* So many archives are kept in mind. */
#define MAX_RECENT 8

static void
keep_recent (CadreApplication *self,
             const char       *path)
{
  g_auto(GStrv) old = g_settings_get_strv (self->settings, "recent-archives");
  g_autoptr(GStrvBuilder) recent = g_strv_builder_new ();
  g_auto(GStrv) strv = NULL;

  g_strv_builder_add (recent, path);
  for (guint i = 0, n = 1; old[i] != NULL && n < MAX_RECENT; i++)
    if (!g_str_equal (old[i], path))
      {
        g_strv_builder_add (recent, old[i]);
        n++;
      }
  strv = g_strv_builder_end (recent);
  g_settings_set_strv (self->settings, "recent-archives", (const char * const *) strv);
}

static void
open_archive (CadreApplication *self,
              const char       *path)
{
  CadreWindow *window = find_window (self, path);

  if (window == NULL)
    window = cadre_window_new (GTK_APPLICATION (self), path);
  g_settings_set_string (self->settings, "archive", path);
  keep_recent (self, path);
  gtk_window_present (GTK_WINDOW (window));
}

/* The archive of last time; the one in the data folder where there is none. */
static void
cadre_application_activate (GApplication *application)
{
  CadreApplication *self = CADRE_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));
  g_autofree char *path = g_settings_get_string (self->settings, "archive");

  if (window != NULL)
    {
      gtk_window_present (window);
      return;
    }

  if (*path == '\0')
    {
      g_free (path);
      path = cadre_archive_default_path ();
    }
  open_archive (self, path);
}

/* A sheet goes into the archive one works with. */
static void
open_path (CadreApplication *self,
           const char       *path)
{
  GtkWindow *window;

  if (!cadre_window_is_sheet (path))
    {
      open_archive (self, path);
      return;
    }

  g_application_activate (G_APPLICATION (self));
  window = gtk_application_get_active_window (GTK_APPLICATION (self));
  if (CADRE_IS_WINDOW (window))
    cadre_window_import (CADRE_WINDOW (window), path);
}

static void
cadre_application_open (GApplication  *application,
                        GFile        **files,
                        int            n_files,
                        const char    *hint)
{
  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *path = g_file_get_path (files[i]);

      if (path != NULL)
        open_path (CADRE_APPLICATION (application), path);
    }
}

static void
cadre_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (cadre_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries), application);
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), accels[i].action, accels[i].accels);
  set_page_accels (GTK_APPLICATION (application));
  gtk_window_set_default_icon_name (CADRE_APP_ID);
}

/* The options that are actions of the application. */
static const char * const action_options[] = { "new-archive", "import-sheet" };

static int
run_action_option (GApplication *application,
                   const char   *action)
{
  g_autoptr(GError) error = NULL;

  if (!g_application_register (application, NULL, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  g_action_group_activate_action (G_ACTION_GROUP (application), action, NULL);
  return g_application_get_is_remote (application) ? 0 : -1;
}

static int
cadre_application_handle_local_options (GApplication *application,
                                        GVariantDict *options)
{
  for (guint i = 0; i < G_N_ELEMENTS (action_options); i++)
    if (g_variant_dict_contains (options, action_options[i]))
      return run_action_option (application, action_options[i]);

  if (!g_variant_dict_contains (options, "version"))
    return -1;

  g_print ("%s %s\n", PACKAGE_NAME, PACKAGE_VERSION);
  return 0;
}

static void
cadre_application_finalize (GObject *object)
{
  CadreApplication *self = CADRE_APPLICATION (object);

  g_clear_object (&self->settings);

  G_OBJECT_CLASS (cadre_application_parent_class)->finalize (object);
}

static void
cadre_application_class_init (CadreApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cadre_application_finalize;
  application_class->activate = cadre_application_activate;
  application_class->open = cadre_application_open;
  application_class->startup = cadre_application_startup;
  application_class->handle_local_options = cadre_application_handle_local_options;
}

static const GOptionEntry options[] = {
  { "new-archive", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Ask for the name of a new archive"), NULL },
  { "import-sheet", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Ask for a sheet to import"), NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version and exit"), NULL },
  { NULL },
};

static void
cadre_application_init (CadreApplication *self)
{
  self->settings = g_settings_new (CADRE_SETTINGS_ID);
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _("[ARCHIVE | SHEET]"));
}

CadreApplication *
cadre_application_new (void)
{
  return g_object_new (CADRE_TYPE_APPLICATION,
                       "application-id", CADRE_APP_ID,
                       "resource-base-path", CADRE_RESOURCE_PATH,
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       NULL);
}
