/* SPDX-License-Identifier: GPL-3.0-or-later */

/* backup, backups, restore. */

#define G_LOG_DOMAIN "cadrectl"

#include "config.h"

#include <glib/gi18n.h>
#include <unistd.h>

#include "cadre-backup.h"
#include "cadrectl-json.h"
#include "cadrectl.h"

static void
show_progress (double   fraction,
               gpointer data)
{
  if (isatty (STDERR_FILENO))
    g_printerr ("\r%3.0f %%%s", fraction * 100, fraction >= 1.0 ? "\n" : "");
}

static char *
pin (char    *path,
     GError **error)
{
  char *pinned = cadre_backup_set_pinned (path, TRUE, error);

  g_free (path);
  return pinned;
}

int
cadrectl_backup (Cadrectl *self,
                 int       argc,
                 char    **argv)
{
  gboolean wants_pin = FALSE;
  const GOptionEntry entries[] = {
    { "pin", 0, 0, G_OPTION_ARG_NONE, &wants_pin, N_("Keep this one when old backups are thinned out"), NULL },
    { NULL }
  };
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;
  int status;

  if (!cadrectl_parse ("backup", _("Copies the archive to FILE, or to the backups beside it."), entries,
                       &argc, &argv, &status))
    return status;
  if (!cadrectl_argument_count ("backup", argc, 0, 1))
    return 2;

  archive = cadrectl_open (self, CADRE_ARCHIVE_READ, &error);
  if (archive == NULL)
    return cadrectl_fail (error);

  if (argc > 1)
    path = cadre_backup_copy_to (archive, argv[1], show_progress, NULL, NULL, &error) ? g_strdup (argv[1]) : NULL;
  else
    path = cadre_backup_make (archive, "manual", show_progress, NULL, NULL, &error);
  if (path != NULL && wants_pin && argc == 1)
    path = pin (g_steal_pointer (&path), &error);
  if (path == NULL)
    return cadrectl_fail (error);

  g_print ("%s\n", path);
  return 0;
}

static void
print_backups_json (GPtrArray *backups)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < backups->len; i++)
    {
      const CadreBackup *backup = g_ptr_array_index (backups, i);

      json_builder_begin_object (builder);
      cadrectl_json_text (builder, "path", backup->path);
      cadrectl_json_text (builder, "made_at", backup->made_at);
      cadrectl_json_text (builder, "reason", backup->reason);
      cadrectl_json_bool (builder, "pinned", backup->pinned);
      cadrectl_json_int (builder, "size", backup->size);
      cadrectl_json_bool (builder, "readable", backup->schema_version > 0);
      cadrectl_json_int (builder, "people", backup->n_people);
      cadrectl_json_int (builder, "study", backup->n_study);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  cadrectl_print_json (builder);
}

static void
print_backups (GPtrArray *backups)
{
  for (guint i = 0; i < backups->len; i++)
    {
      const CadreBackup *backup = g_ptr_array_index (backups, i);
      g_autofree char *size = g_format_size ((guint64) backup->size);

      if (backup->schema_version > 0)
        g_print (_("%s\t%s%s\t%s\tpeople: %ld, study records: %ld\t%s\n"),
                 backup->made_at, backup->reason, backup->pinned ? _(" (pinned)") : "", size,
                 (glong) backup->n_people, (glong) backup->n_study, backup->path);
      else
        g_print (_("%s\t%s\t%s\tcannot be read\t%s\n"), backup->made_at, backup->reason, size, backup->path);
    }
}

int
cadrectl_backups (Cadrectl *self,
                  int       argc,
                  char    **argv)
{
  g_autoptr(GPtrArray) backups = NULL;
  g_autoptr(GError) error = NULL;
  int status;

  if (!cadrectl_parse ("backups", _("Lists the backups of the archive, newest first."), NULL, &argc, &argv, &status))
    return status;
  if (!cadrectl_argument_count ("backups", argc, 0, 0))
    return 2;

  backups = cadre_backup_list (self->archive_path, &error);
  if (backups == NULL)
    return cadrectl_fail (error);

  if (self->json)
    print_backups_json (backups);
  else
    print_backups (backups);
  if (backups->len == 0)
    g_printerr (_("%s: there are no backups\n"), self->archive_path);
  return 0;
}

int
cadrectl_restore (Cadrectl *self,
                  int       argc,
                  char    **argv)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *kept = NULL;
  int status;

  if (!cadrectl_parse ("restore", _("Puts the backup FILE in the place of the archive, whose present state is kept."),
                       NULL, &argc, &argv, &status))
    return status;
  if (!cadrectl_argument_count ("restore", argc, 1, 1))
    return 2;

  if (!cadre_backup_restore (self->archive_path, argv[1], &kept, &error))
    return cadrectl_fail (error);

  g_printerr (_("%s: restored from %s\n"), self->archive_path, argv[1]);
  if (kept != NULL)
    g_printerr (_("the state before is kept as %s\n"), kept);
  return 0;
}
