/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What all commands share. */

#define G_LOG_DOMAIN "cadrectl"

#include "config.h"

#include <glib/gi18n.h>

#include "cadrectl.h"

/**
 * cadrectl_open:
 *
 * Opens the archive that the command line named. For writing, an archive
 * that can only be read is an error that says why.
 *
 * Returns: (transfer full): the archive, or %NULL with @error set
 */
CadreArchive *
cadrectl_open (Cadrectl          *self,
               CadreArchiveMode   mode,
               GError           **error)
{
  g_autoptr(CadreArchive) archive = cadre_archive_open (self->archive_path, mode, error);

  if (archive != NULL && mode == CADRE_ARCHIVE_WRITE && cadre_archive_is_read_only (archive))
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_READ_ONLY, _("%s: the archive can only be read: %s"),
                   self->archive_path, cadre_archive_get_read_only_reason (archive));
      return NULL;
    }

  return g_steal_pointer (&archive);
}

/**
 * cadrectl_fail:
 * @error: (nullable): what it says is told
 *
 * Returns: the exit status of a command that could not do its work
 */
int
cadrectl_fail (const GError *error)
{
  g_printerr ("cadrectl: %s\n", error != NULL ? error->message : _("it failed, and nothing says why; please report this"));
  return 1;
}

/**
 * cadrectl_usage:
 *
 * Returns: the exit status of a command that was called wrongly
 */
int
cadrectl_usage (const char *format,
                ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  g_printerr ("cadrectl: %s\n", message);
  return 2;
}

/**
 * cadrectl_parse:
 * @summary: what the command does, translated
 * @entries: its options
 * @status: (out): the exit status if this returns %FALSE
 *
 * Parses a command's own words; what is left in @argv after the name are its
 * arguments.
 */
gboolean
cadrectl_parse (const char         *command,
                const char         *summary,
                const GOptionEntry *entries,
                int                *argc,
                char             ***argv,
                int                *status)
{
  g_autofree char *title = g_strdup_printf ("%s …", command);
  g_autoptr(GOptionContext) context = g_option_context_new (title);
  g_autoptr(GError) error = NULL;

  g_option_context_set_summary (context, summary);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);

  if (g_option_context_parse (context, argc, argv, &error))
    return TRUE;

  *status = cadrectl_usage ("%s: %s", command, error->message);
  return FALSE;
}

/**
 * cadrectl_print_json:
 * @builder: complete
 *
 * Prints what @builder built to standard output.
 */
void
cadrectl_print_json (JsonBuilder *builder)
{
  g_autoptr(JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, TRUE);

  g_print ("%s\n", text);
}

/**
 * cadrectl_argument_count:
 * @argc: as cadrectl_parse() left it
 *
 * Returns: whether the command got between @least and @most arguments; a
 *   message is printed if not
 */
gboolean
cadrectl_argument_count (const char *command,
                         int         argc,
                         int         least,
                         int         most)
{
  if (argc - 1 >= least && argc - 1 <= most)
    return TRUE;

  cadrectl_usage (argc - 1 < least ? _("%s: something is missing; see cadrectl %s --help")
                                   : _("%s: too many arguments; see cadrectl %s --help"), command, command);
  return FALSE;
}
