/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-unit-actions"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-record.h"
#include "cadre-unit-actions.h"
#include "cadre-unit-picker.h"
#include "cadre-units.h"

typedef struct
{
  CadreWindow *window;
  CadreUnit *unit;     /* NULL: none */
  char *name;          /* of a unit to add */
  gint64 other_id;     /* the parent, or the unit that stays */
  gint64 before_id;
} Change;

static Change *
change_new (CadreWindow *window,
            CadreUnit   *unit,
            gint64       other_id,
            gint64       before_id)
{
  Change *change = g_new0 (Change, 1);

  change->window = g_object_ref (window);
  change->unit = unit != NULL ? g_object_ref (unit) : NULL;
  change->other_id = other_id;
  change->before_id = before_id;
  return change;
}

static void
change_free (gpointer data)
{
  Change *change = data;

  g_object_unref (change->window);
  g_clear_object (&change->unit);
  g_free (change->name);
  g_free (change);
}

/* ---------------------------------------------------------------------- adding */

static gboolean
add_unit (CadreJob      *job,
          CadreArchive  *archive,
          gpointer       data,
          GError       **error)
{
  Change *change = data;
  gint64 parent_id = change->unit != NULL ? cadre_unit_get_id (change->unit) : 0;

  return cadre_units_ensure (archive, change->name, parent_id, error) != 0;
}

static void
name_given_cb (AdwMessageDialog *dialog,
               const char       *response,
               Change           *asked)
{
  GtkEditable *entry = GTK_EDITABLE (adw_message_dialog_get_extra_child (dialog));
  g_autofree char *given = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  g_autofree char *name = NULL;
  Change *change;

  if (!g_str_equal (response, "add") || *given == '\0')
    return;

  change = change_new (asked->window, asked->unit, 0, 0);
  name = g_strdup_printf (_("Add %s"), given);
  change->name = g_steal_pointer (&given);
  cadre_window_act (change->window, "edit", name, add_unit, change, change_free, NULL, NULL);
}

static void
free_change_cb (gpointer  data,
                GClosure *closure)
{
  change_free (data);
}

/**
 * cadre_unit_actions_add:
 * @above: (nullable): the unit that the new one will be under
 *
 * Asks for a name and adds a unit.
 */
void
cadre_unit_actions_add (CadreWindow *window,
                        CadreUnit   *above)
{
  g_autofree char *body = above != NULL ? g_strdup_printf (_("It will be under %s."), cadre_unit_get_name (above)) : NULL;
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (window), _("Add a Unit"), body);
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("Full Name"));
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Full Name"), -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "add", _("_Add"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "add", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "add");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (name_given_cb), change_new (window, above, 0, 0),
                         free_change_cb, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}

/* ---------------------------------------------------------------------- moving */

static gboolean
move_unit (CadreJob      *job,
           CadreArchive  *archive,
           gpointer       data,
           GError       **error)
{
  const Change *change = data;

  return cadre_units_move (archive, cadre_unit_get_id (change->unit), change->other_id, change->before_id, error);
}

/**
 * cadre_unit_actions_move:
 * @parent_id: the unit to stand under; 0 for none
 * @before_id: the sibling to stand before; 0 for the end
 */
void
cadre_unit_actions_move (CadreWindow *window,
                         CadreUnit   *unit,
                         gint64       parent_id,
                         gint64       before_id)
{
  g_autofree char *name = g_strdup_printf (_("Move %s"), cadre_unit_get_name (unit));

  cadre_window_act (window, "edit", name, move_unit, change_new (window, unit, parent_id, before_id), change_free,
                    NULL, NULL);
}

static void
parent_picked_cb (CadreUnit *parent,
                  gpointer   data)
{
  const Change *asked = data;

  cadre_unit_actions_move (asked->window, asked->unit, cadre_unit_get_id (parent), 0);
}

/**
 * cadre_unit_actions_under:
 *
 * Asks which unit this one should stand under.
 */
void
cadre_unit_actions_under (CadreWindow *window,
                          CadreUnit   *unit)
{
  g_autofree char *title = g_strdup_printf (_("Move %s Under"), cadre_unit_get_name (unit));

  cadre_unit_picker_ask (GTK_WINDOW (window), cadre_window_get_session (window), title, parent_picked_cb,
                         change_new (window, unit, 0, 0), change_free);
}

/* --------------------------------------------------------------------- merging */

static gboolean
merge_units (CadreJob      *job,
             CadreArchive  *archive,
             gpointer       data,
             GError       **error)
{
  const Change *change = data;

  return cadre_units_merge (archive, cadre_unit_get_id (change->unit), change->other_id, error);
}

static void
target_picked_cb (CadreUnit *target,
                  gpointer   data)
{
  const Change *asked = data;
  g_autofree char *name = g_strdup_printf (_("Merge %s into %s"), cadre_unit_get_name (asked->unit),
                                           cadre_unit_get_name (target));

  cadre_window_act (asked->window, "edit", name, merge_units,
                    change_new (asked->window, asked->unit, cadre_unit_get_id (target), 0), change_free, NULL, NULL);
}

/**
 * cadre_unit_actions_merge:
 *
 * Asks for the unit that this one really is; its people and records go there.
 */
void
cadre_unit_actions_merge (CadreWindow *window,
                          CadreUnit   *unit)
{
  g_autofree char *title = g_strdup_printf (_("Merge %s Into"), cadre_unit_get_name (unit));

  cadre_unit_picker_ask (GTK_WINDOW (window), cadre_window_get_session (window), title, target_picked_cb,
                         change_new (window, unit, 0, 0), change_free);
}

/* -------------------------------------------------------------------- deleting */

static gboolean
delete_unit (CadreJob      *job,
             CadreArchive  *archive,
             gpointer       data,
             GError       **error)
{
  const Change *change = data;
  g_autoptr(CadreCatalogue) catalogue = cadre_catalogue_new (archive, error);

  return catalogue != NULL &&
         cadre_record_delete (archive, cadre_catalogue_get_kind (catalogue, "unit"), cadre_unit_get_id (change->unit),
                              error);
}

/**
 * cadre_unit_actions_delete:
 *
 * A unit that still has people or units under it stays, with a message.
 */
void
cadre_unit_actions_delete (CadreWindow *window,
                           CadreUnit   *unit)
{
  g_autofree char *name = g_strdup_printf (_("Delete %s"), cadre_unit_get_name (unit));

  cadre_window_act (window, "edit", name, delete_unit, change_new (window, unit, 0, 0), change_free, NULL, NULL);
}
