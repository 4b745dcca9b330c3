/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The manual: in the desktop's help browser, or as a web page where there is
 * none. */

#define G_LOG_DOMAIN "cadre-help"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-help.h"
#include "cadre-window.h"

#define MANUAL "cadre-archive"

/* A sandbox's manual is not seen from outside of it. */
static gboolean
has_browser (void)
{
  g_autoptr(GAppInfo) browser = g_app_info_get_default_for_uri_scheme ("help");

  return browser != NULL && !g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

/**
 * cadre_help_get_language:
 *
 * Returns: the language of the manual for this user, as its folder is called.
 *   Whoever reads any Chinese reads this one rather than English.
 */
const char *
cadre_help_get_language (void)
{
  const char * const *languages = g_get_language_names ();

  for (guint i = 0; languages[i] != NULL; i++)
    {
      if (g_str_has_prefix (languages[i], "zh"))
        return "zh_CN";
      if (g_str_has_prefix (languages[i], "en"))
        break;
    }

  return "C";
}

/* The web page in the user's language. */
static char *
find_page (void)
{
  g_autofree char *name = g_strconcat (cadre_help_get_language (), ".html", NULL);

  return g_build_filename (CADRE_DATADIR, MANUAL, "help", name, NULL);
}

/* Where the manual is; its web page has the pages as anchors. */
static char *
make_uri (const char *page)
{
  g_autofree char *path = NULL;
  g_autofree char *uri = NULL;

  if (has_browser ())
    return page != NULL ? g_strconcat ("help:" MANUAL "/", page, NULL) : g_strdup ("help:" MANUAL);

  path = find_page ();
  uri = g_filename_to_uri (path, NULL, NULL);
  return page != NULL ? g_strconcat (uri, "#", page, NULL) : g_steal_pointer (&uri);
}

static void
shown_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GtkWindow) window = data;
  g_autoptr(GError) error = NULL;

  if (!gtk_show_uri_full_finish (window, result, &error) && CADRE_IS_WINDOW (window) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    cadre_window_show_error (CADRE_WINDOW (window), _("The help could not be shown"), error);
}

/**
 * cadre_help_show:
 * @parent: the window that asks
 * @page: (nullable): a page of the manual; %NULL: its contents
 *
 * Opens the manual.
 */
void
cadre_help_show (GtkWindow  *parent,
                 const char *page)
{
  g_autofree char *uri = make_uri (page);

  if (parent != NULL)
    gtk_show_uri_full (parent, uri, GDK_CURRENT_TIME, NULL, shown_cb, g_object_ref (parent));
}
