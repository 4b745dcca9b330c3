/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-archive"

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "cadre-application.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr(CadreApplication) application = NULL;

  setlocale (LC_ALL, "");
  /* Figures in spreadsheets have a point, whatever the desktop writes. */
  setlocale (LC_NUMERIC, "C");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = cadre_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
