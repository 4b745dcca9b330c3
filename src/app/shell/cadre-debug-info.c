/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-debug-info"

#include "config.h"

#include <adwaita.h>

#include "cadre-debug-info.h"
#include "cadre-window.h"

static void
append_settings (GString *text)
{
  g_autoptr(GSettings) settings = g_settings_new (CADRE_SETTINGS_ID);
  g_autoptr(GSettingsSchema) schema = NULL;
  g_auto(GStrv) keys = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  g_string_append (text, "\nSettings\n");
  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autoptr(GVariant) value = g_settings_get_value (settings, keys[i]);
      g_autofree char *printed = g_variant_print (value, FALSE);

      g_string_append_printf (text, "- %s: %s\n", keys[i], printed);
    }
}

/**
 * cadre_debug_info_new:
 * @window: (nullable): whose archive to speak of
 *
 * Returns: (transfer full): what someone who helps needs to know; nothing of
 *   the archive's contents
 */
char *
cadre_debug_info_new (GtkWindow *window)
{
  GString *text = g_string_new (NULL);
  g_autofree char *os = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);

  g_string_append_printf (text, "%s %s\n", PACKAGE_NAME, PACKAGE_VERSION);
  g_string_append_printf (text, "System: %s\n", os != NULL ? os : "?");
  g_string_append_printf (text, "GLib: %u.%u.%u (built with %d.%d.%d)\n",
                          glib_major_version, glib_minor_version, glib_micro_version,
                          GLIB_MAJOR_VERSION, GLIB_MINOR_VERSION, GLIB_MICRO_VERSION);
  g_string_append_printf (text, "GTK: %u.%u.%u (built with %d.%d.%d)\n",
                          gtk_get_major_version (), gtk_get_minor_version (), gtk_get_micro_version (),
                          GTK_MAJOR_VERSION, GTK_MINOR_VERSION, GTK_MICRO_VERSION);
  g_string_append_printf (text, "libadwaita: %u.%u.%u (built with %s)\n",
                          adw_get_major_version (), adw_get_minor_version (), adw_get_micro_version (), ADW_VERSION_S);
  g_string_append_printf (text, "Display: %s\n", G_OBJECT_TYPE_NAME (gdk_display_get_default ()));
  if (window != NULL)
    {
      GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (window));

      g_string_append_printf (text, "Renderer: %s\n", renderer != NULL ? G_OBJECT_TYPE_NAME (renderer) : "?");
    }
  g_string_append_printf (text, "Languages: %s\n", g_get_language_names ()[0]);
  if (CADRE_IS_WINDOW (window))
    {
      CadreSession *session = cadre_window_get_session (CADRE_WINDOW (window));

      g_string_append_printf (text, "Archive: %s%s\n", cadre_window_get_path (CADRE_WINDOW (window)),
                              session == NULL ? " (not open)" : cadre_session_is_read_only (session) ? " (read only)" : "");
    }
  append_settings (text);

  return g_string_free (text, FALSE);
}
