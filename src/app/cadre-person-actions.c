/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-person-actions"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-person-actions.h"
#include "cadre-person-columns.h"
#include "cadre-window.h"

static void
open_activated (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  CadrePersonView *view = data;
  guint first = cadre_person_selection_get_first (cadre_person_view_get_selection (view));

  gtk_widget_activate_action (GTK_WIDGET (view), "win.open-person", "x",
                              cadre_person_list_get_id (cadre_person_view_get_list (view), first));
}

static void
unref_ids (gpointer data)
{
  g_array_unref (data);
}

static gboolean
delete_people (CadreJob      *job,
               CadreArchive  *archive,
               gpointer       data,
               GError       **error)
{
  g_autoptr(CadreStatement) delete = cadre_archive_prepare (archive, "DELETE FROM person WHERE id = ?1", error);
  GArray *ids = data;

  if (delete == NULL)
    return FALSE;

  for (guint i = 0; i < ids->len; i++)
    {
      cadre_statement_bind_int64 (delete, 1, g_array_index (ids, gint64, i));
      if (!cadre_statement_run (delete, error))
        return FALSE;
      cadre_job_report (job, (double) i / ids->len);
    }

  return TRUE;
}

static void
delete_activated (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  CadrePersonView *view = data;
  GArray *ids = cadre_person_selection_get_ids (cadre_person_view_get_selection (view));
  g_autofree char *name = g_strdup_printf (ngettext ("Delete %u person", "Delete %u people", ids->len), ids->len);

  cadre_window_act (cadre_window_of (GTK_WIDGET (view)), "edit", name, delete_people, ids, unref_ids, NULL, NULL);
}

/* In which cases an action makes sense. */
typedef enum
{
  NEEDS_ONE = 1 << 0,
  NEEDS_SOME = 1 << 1,
  NEEDS_WRITING = 1 << 2,
} Needs;

static const struct
{
  GActionEntry entry;
  Needs needs;
} actions_table[] = {
  { { "open", open_activated }, NEEDS_ONE },
  { { "delete", delete_activated }, NEEDS_SOME | NEEDS_WRITING },
};

void
cadre_person_actions_add (GSimpleActionGroup *actions,
                          CadrePersonView    *view)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions_table); i++)
    {
      g_action_map_add_action_entries (G_ACTION_MAP (actions), &actions_table[i].entry, 1, view);
      g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (actions),
                                                                                actions_table[i].entry.name)),
                                   FALSE);
    }
}

/**
 * cadre_person_actions_update:
 *
 * Enables what makes sense with the present selection.
 */
void
cadre_person_actions_update (GSimpleActionGroup *actions,
                             CadrePersonView    *view)
{
  CadreSession *session = cadre_person_view_get_session (view);
  guint n = cadre_person_selection_get_n (cadre_person_view_get_selection (view));
  gboolean writable = !cadre_session_is_read_only (session);

  for (guint i = 0; i < G_N_ELEMENTS (actions_table); i++)
    {
      Needs needs = actions_table[i].needs;
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (actions), actions_table[i].entry.name);

      g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                                   !((needs & NEEDS_ONE) && n != 1) &&
                                   !((needs & NEEDS_SOME) && n == 0) &&
                                   !((needs & NEEDS_WRITING) && !writable));
    }
}
