/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-person-actions"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-form-export.h"
#include "cadre-people.h"
#include "cadre-person-actions.h"
#include "cadre-person-columns.h"
#include "cadre-report-viewer.h"
#include "cadre-tag-dialog.h"
#include "cadre-unit-picker.h"
#include "cadre-window.h"

static GArray *
selected_ids (CadrePersonView *view)
{
  return cadre_person_selection_get_ids (cadre_person_view_get_selection (view));
}

static void
open_activated (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  CadrePersonView *view = data;
  guint first = cadre_person_selection_get_first (cadre_person_view_get_selection (view));

  cadre_person_view_open (view, first);
}

/* -------------------------------------------------------------------- deleting */

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
  g_autoptr(CadreCatalogue) catalogue = cadre_catalogue_new (archive, error);
  const CadreRecordKind *kind;
  GArray *ids = data;

  if (catalogue == NULL)
    return FALSE;

  kind = cadre_catalogue_get_kind (catalogue, "person");
  for (guint i = 0; i < ids->len; i++)
    {
      if (!cadre_record_delete (archive, kind, g_array_index (ids, gint64, i), error))
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
  GArray *ids = selected_ids (view);
  g_autofree char *name = g_strdup_printf (ngettext ("Delete %u person", "Delete %u people", ids->len), ids->len);

  cadre_window_act (cadre_window_of (GTK_WIDGET (view)), "edit", name, delete_people, ids, unref_ids, NULL, NULL);
}

/* -------------------------------------------------------------- tags and units */

static void
tag_activated (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  CadrePersonView *view = data;
  g_autoptr(GArray) ids = selected_ids (view);

  cadre_tag_dialog_show (cadre_window_of (GTK_WIDGET (view)), ids);
}

typedef struct
{
  CadreWindow *window;
  GArray *ids;
  gint64 unit_id;
} Move;

static Move *
move_new (CadreWindow *window,
          GArray      *ids,
          gint64       unit_id)
{
  Move *move = g_new0 (Move, 1);

  move->window = g_object_ref (window);
  move->ids = g_array_ref (ids);
  move->unit_id = unit_id;
  return move;
}

static void
move_free (gpointer data)
{
  Move *move = data;

  g_object_unref (move->window);
  g_array_unref (move->ids);
  g_free (move);
}

static gboolean
move_people (CadreJob      *job,
             CadreArchive  *archive,
             gpointer       data,
             GError       **error)
{
  const Move *move = data;

  for (guint i = 0; i < move->ids->len; i++)
    {
      if (!cadre_people_move (archive, g_array_index (move->ids, gint64, i), move->unit_id, 0, error))
        return FALSE;
      cadre_job_report (job, (double) i / move->ids->len);
    }

  return TRUE;
}

static void
unit_picked_cb (CadreUnit *unit,
                gpointer   data)
{
  Move *asked = data;
  Move *move = move_new (asked->window, asked->ids, cadre_unit_get_id (unit));
  g_autofree char *name = g_strdup_printf (ngettext ("Move %u person to %s", "Move %u people to %s", move->ids->len),
                                           move->ids->len, cadre_unit_get_name (unit));

  cadre_window_act (asked->window, "edit", name, move_people, move, move_free, NULL, NULL);
}

static void
move_activated (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  CadrePersonView *view = data;
  CadreWindow *window = cadre_window_of (GTK_WIDGET (view));
  g_autoptr(GArray) ids = selected_ids (view);

  cadre_unit_picker_ask (GTK_WINDOW (window), cadre_person_view_get_session (view), _("Move to Unit"),
                         unit_picked_cb, move_new (window, ids, 0), move_free);
}

/* ---------------------------------------------------------------------- copying */

typedef struct
{
  GdkClipboard *clipboard;
  CadreWindow *window;
  GArray *ids;
  GString *text;
} Copy;

static void
copy_free (gpointer data)
{
  Copy *copy = data;

  g_object_unref (copy->clipboard);
  g_object_unref (copy->window);
  g_array_unref (copy->ids);
  g_string_free (copy->text, TRUE);
  g_free (copy);
}

/* What the table shows, cells parted by tabs as spreadsheets take them. */
static gboolean
copy_people (CadreJob      *job,
             CadreArchive  *archive,
             gpointer       data,
             GError       **error)
{
  Copy *copy = data;
  g_autoptr(GSettings) settings = g_settings_new (CADRE_SETTINGS_ID);
  g_auto(GStrv) keys = g_settings_get_strv (settings, "people-columns");
  g_autoptr(GPtrArray) rows = cadre_person_texts_read (archive, (const gint64 *) (gpointer) copy->ids->data,
                                                       copy->ids->len, error);

  if (rows == NULL)
    return FALSE;

  for (guint r = 0; r < rows->len; r++)
    {
      char **texts = g_ptr_array_index (rows, r);

      for (guint i = 0; keys[i] != NULL; i++)
        {
          CadrePersonColumn column = cadre_person_columns_find (keys[i]);

          if (column < CADRE_PERSON_N_COLUMNS)
            g_string_append_printf (copy->text, "%s%s", i > 0 ? "\t" : "", texts[column]);
        }
      g_string_append_c (copy->text, '\n');
    }

  return TRUE;
}

static void
copied_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Copy *copy = cadre_session_get_data (result);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      cadre_window_show_error (copy->window, _("The people could not be copied"), error);
      return;
    }

  gdk_clipboard_set_text (copy->clipboard, copy->text->str);
  text = g_strdup_printf (ngettext ("%u person copied", "%u people copied", copy->ids->len), copy->ids->len);
  cadre_window_toast (copy->window, text);
}

static void
copy_activated (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  CadrePersonView *view = data;
  Copy *copy = g_new0 (Copy, 1);

  copy->clipboard = g_object_ref (gtk_widget_get_clipboard (GTK_WIDGET (view)));
  copy->window = g_object_ref (cadre_window_of (GTK_WIDGET (view)));
  copy->ids = selected_ids (view);
  copy->text = g_string_new (NULL);
  cadre_session_read (cadre_person_view_get_session (view), _("Copying"), copy_people, copy, copy_free, NULL,
                      copied_cb, NULL);
}

static void
report_activated (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  CadrePersonView *view = data;
  g_autoptr(GArray) ids = selected_ids (view);

  cadre_report_viewer_open (cadre_window_of (GTK_WIDGET (view)), g_variant_get_string (parameter, NULL), NULL, ids);
}

static void
forms_activated (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  CadrePersonView *view = data;
  g_autoptr(GArray) ids = selected_ids (view);

  cadre_form_export_ask (cadre_window_of (GTK_WIDGET (view)), cadre_person_view_get_session (view), ids, NULL);
}

/* ------------------------------------------------------------------- the actions */

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
  { { "copy", copy_activated }, NEEDS_SOME },
  { { "report", report_activated, "s" }, NEEDS_SOME },
  { { "forms", forms_activated }, NEEDS_SOME },
  { { "tag", tag_activated }, NEEDS_SOME | NEEDS_WRITING },
  { { "move", move_activated }, NEEDS_SOME | NEEDS_WRITING },
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
