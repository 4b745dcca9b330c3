/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadrectl"

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "cadrectl.h"

static const struct
{
  const char *name;
  CadrectlRun run;
  const char *summary;
} commands[] = {
  { "create", cadrectl_create, N_("make an empty archive") },
  { "info", cadrectl_info, N_("say what is in an archive") },
  { "sheet", cadrectl_sheet, N_("print a sheet as it will be read") },
  { "import", cadrectl_import, N_("take in a sheet") },
  { "hours", cadrectl_hours, N_("say how a person or a unit stands by the rules of hours") },
  { "classes", cadrectl_classes, N_("list the classes of a year") },
  { "class", cadrectl_class, N_("show a class, take it a step on, close or re-open it") },
  { "call-up", cadrectl_call_up, N_("list who is short of hours, to chase or call up") },
  { "schemes", cadrectl_schemes, N_("list the schemes of assessment") },
  { "scheme", cadrectl_scheme, N_("show the tree of a scheme, copy or change it") },
  { "rounds", cadrectl_rounds, N_("list the rounds of assessment") },
  { "round", cadrectl_round, N_("make a round of assessment, enter scores, compute, explain, lock it") },
  { "posting", cadrectl_posting, N_("send someone to a village, end a posting, recall, propose a batch") },
  { "presence", cadrectl_presence, N_("say how many days those who were posted spent in the village") },
  { "plan", cadrectl_plan, N_("show the year's plan of training and what was done of it; make a class of a line") },
  { "menu", cadrectl_menu, N_("show the rounds of the menu; give the seats of one; make its classes") },
  { "recognise", cadrectl_recognise, N_("list study that waits for recognition, and recognise its hours") },
  { "coverage", cadrectl_coverage, N_("say which villages are covered, and by whom") },
  { "pipelines", cadrectl_pipelines, N_("list the ways up, and the stages of each") },
  { "promotion-rounds", cadrectl_promotion_rounds, N_("list the rounds of promotion, or add one") },
  { "eligible", cadrectl_eligible, N_("say who fits the rules of a way up, and why not") },
  { "candidates", cadrectl_candidates, N_("list the candidates of a round, or move one") },
  { "ways-up", cadrectl_ways_up, N_("count who moved up, from where and to what") },
  { "sample", cadrectl_sample, N_("fill an archive with invented people") },
  { "find", cadrectl_find, N_("find people by name, pinyin, initials, ID number, unit, post or note") },
  { "show", cadrectl_show, N_("print one person's whole archive") },
  { "form", cadrectl_form, N_("write people's appointment forms") },
  { "report", cadrectl_report, N_("write a report as a workbook, or name them all") },
  { "meeting-pack", cadrectl_meeting_pack, N_("write all reports as one workbook") },
  { "undo", cadrectl_undo, N_("take back the last action, or the last N") },
  { "redo", cadrectl_redo, N_("do again what was undone") },
  { "log", cadrectl_log, N_("list what was done, newest first") },
  { "check", cadrectl_check, N_("look for faults, and mend them") },
  { "backup", cadrectl_backup, N_("make a backup") },
  { "backups", cadrectl_backups, N_("list the backups") },
  { "restore", cadrectl_restore, N_("put a backup in the place of the archive") },
  { "export", cadrectl_export, N_("write everything as open files") },
};

static char *
describe_commands (void)
{
  GString *text = g_string_new (_("Commands:\n"));

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "  %-16s %s\n", commands[i].name, _(commands[i].summary));
  g_string_append (text, _("\n“cadrectl COMMAND --help” tells more about each."));

  return g_string_free (text, FALSE);
}

static int
run_command (Cadrectl *self,
             int       argc,
             char    **argv)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, argv[0]))
      return commands[i].run (self, argc, argv);

  return cadrectl_usage (_("there is no command “%s”; see cadrectl --help"), argv[0]);
}

int
main (int    argc,
      char **argv)
{
  Cadrectl self = { 0 };
  gboolean version = FALSE;
  g_autofree char *description = NULL;
  g_autoptr(GOptionContext) context = NULL;
  g_autoptr(GError) error = NULL;
  const GOptionEntry entries[] = {
    { "archive", 'a', 0, G_OPTION_ARG_FILENAME, &self.archive_path, N_("The archive to work on"), N_("FILE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self.json, N_("Print facts as JSON"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &version, N_("Print the version"), NULL },
    { NULL }
  };
  int status;

  setlocale (LC_ALL, "");
  /* Numbers in files have a point, whatever the user's language: libxlsxwriter
   * prints through the locale. */
  setlocale (LC_NUMERIC, "C");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("cadrectl");

  description = describe_commands ();
  context = g_option_context_new (_("COMMAND [ARGUMENT …]"));
  g_option_context_set_summary (context, _("Keeps the training archives of cadres: imports sheets, answers questions, writes workbooks."));
  g_option_context_set_description (context, description);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  /* What follows the command is the command's own. */
  g_option_context_set_strict_posix (context, TRUE);

  if (!g_option_context_parse (context, &argc, &argv, &error))
    return cadrectl_usage ("%s", error->message);

  if (version)
    {
      g_print ("cadrectl %s\n", PACKAGE_VERSION);
      return 0;
    }

  if (argc < 2)
    {
      g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);

      g_printerr ("%s", help);
      return 2;
    }

  if (self.archive_path == NULL)
    self.archive_path = cadre_archive_default_path ();
  status = run_command (&self, argc - 1, argv + 1);

  g_free (self.archive_path);
  return status;
}
