/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-scheme-editor"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-entry-grid.h"
#include "cadre-page.h"
#include "cadre-scheme-actions.h"
#include "cadre-scheme-ask.h"
#include "cadre-scheme-editor.h"
#include "cadre-window.h"

struct _CadreSchemeEditor
{
  AdwBin parent_instance;

  CadreSchemeData *data;   /* what is shown */
  CadreEntryGrid *grid;

  GtkBox *box;
  GtkWidget *tools;
  GtkLabel *current_label;
  GtkWidget *change_button;
  GtkWidget *up_button;
  GtkWidget *down_button;
  GtkWidget *remove_button;
};

G_DEFINE_FINAL_TYPE (CadreSchemeEditor, cadre_scheme_editor, ADW_TYPE_BIN)

static CadreWindow *
get_window (CadreSchemeEditor *self)
{
  return cadre_window_of (GTK_WIDGET (self));
}

/* The indicator where the keyboard was last. */
static const CadreIndicator *
get_current (CadreSchemeEditor *self)
{
  gint64 id = cadre_entry_grid_get_current (self->grid);

  for (guint i = 0; self->data != NULL && i < self->data->scheme->indicators->len; i++)
    if (((CadreIndicator *) g_ptr_array_index (self->data->scheme->indicators, i))->id == id)
      return g_ptr_array_index (self->data->scheme->indicators, i);

  return NULL;
}

/* Its place among its siblings from 1, and how many there are. */
static guint
find_place (CadreSchemeEditor    *self,
            const CadreIndicator *indicator,
            guint                *n_siblings)
{
  guint place = 0;

  *n_siblings = 0;
  for (guint i = 0; i < self->data->scheme->indicators->len; i++)
    {
      const CadreIndicator *sibling = g_ptr_array_index (self->data->scheme->indicators, i);

      if (sibling->parent != indicator->parent)
        continue;
      *n_siblings += 1;
      if (sibling == indicator)
        place = *n_siblings;
    }

  return place;
}

static void
show_current (CadreSchemeEditor *self)
{
  const CadreIndicator *current = get_current (self);
  guint n = 0;
  guint place = current != NULL ? find_place (self, current, &n) : 0;

  gtk_label_set_label (self->current_label, current != NULL ? current->name : _("Click an indicator to change it"));
  gtk_widget_set_sensitive (self->change_button, current != NULL);
  gtk_widget_set_sensitive (self->remove_button, current != NULL);
  gtk_widget_set_sensitive (self->up_button, place > 1);
  gtk_widget_set_sensitive (self->down_button, current != NULL && place < n);
}

/* ---- changing */

/* What was refused shows again what stands. */
static void
edited_cb (gboolean done,
           gpointer data,
           gpointer user_data)
{
  g_autoptr(CadreSchemeEditor) self = user_data;
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), CADRE_TYPE_PAGE);

  if (!done && page != NULL && get_window (self) != NULL)
    cadre_page_reload (CADRE_PAGE (page));
}

static void
grid_edited_cb (CadreSchemeEditor *self,
                GPtrArray         *edits)
{
  if (get_window (self) != NULL && self->data != NULL)
    cadre_scheme_actions_edit (get_window (self), self->data->scheme->id, edits, edited_cb, g_object_ref (self));
}

static void
add_clicked_cb (CadreSchemeEditor *self)
{
  cadre_scheme_ask_add (get_window (self), self->data, get_current (self));
}

static void
change_clicked_cb (CadreSchemeEditor *self)
{
  if (get_current (self) != NULL)
    cadre_scheme_ask_indicator (get_window (self), self->data, get_current (self));
}

static void
remove_clicked_cb (CadreSchemeEditor *self)
{
  const CadreIndicator *current = get_current (self);
  const char *texts[] = { current != NULL ? current->key : NULL, NULL };

  if (current != NULL)
    cadre_scheme_actions_do (get_window (self), CADRE_SCHEME_DO_REMOVE, self->data->scheme->id, texts, NULL, NULL);
}

static void
move_by (CadreSchemeEditor *self,
         int                by)
{
  const CadreIndicator *current = get_current (self);
  guint n = 0;
  g_autofree char *place = NULL;
  const char *texts[] = { current != NULL ? current->key : NULL, NULL, NULL };

  if (current == NULL)
    return;

  texts[1] = place = g_strdup_printf ("%d", (int) find_place (self, current, &n) + by);
  cadre_scheme_actions_do (get_window (self), CADRE_SCHEME_DO_PLACE, self->data->scheme->id, texts, NULL, NULL);
}

static void
up_clicked_cb (CadreSchemeEditor *self)
{
  move_by (self, -1);
}

static void
down_clicked_cb (CadreSchemeEditor *self)
{
  move_by (self, 1);
}

static void
scorers_clicked_cb (CadreSchemeEditor *self)
{
  cadre_scheme_ask_scorers (get_window (self), self->data);
}

static void
settings_clicked_cb (CadreSchemeEditor *self)
{
  cadre_scheme_ask_settings (get_window (self), self->data);
}

/* ---- the widget */

/**
 * cadre_scheme_editor_show:
 * @data: as read; kept
 * @writable: whether the archive may be changed
 */
void
cadre_scheme_editor_show (CadreSchemeEditor *self,
                          CadreSchemeData   *data,
                          gboolean           writable)
{
  g_clear_pointer (&self->data, cadre_scheme_data_unref);
  self->data = cadre_scheme_data_ref (data);
  gtk_widget_set_visible (self->tools, writable && !data->is_locked);
  cadre_entry_grid_set_columns (self->grid, data->columns);
  cadre_entry_grid_set_rows (self->grid, data->rows);
  show_current (self);
}

static void
cadre_scheme_editor_dispose (GObject *object)
{
  /* The template's child; there is no gtk_widget_dispose_template() yet. */
  adw_bin_set_child (ADW_BIN (object), NULL);

  G_OBJECT_CLASS (cadre_scheme_editor_parent_class)->dispose (object);
}

static void
cadre_scheme_editor_finalize (GObject *object)
{
  g_clear_pointer (&CADRE_SCHEME_EDITOR (object)->data, cadre_scheme_data_unref);

  G_OBJECT_CLASS (cadre_scheme_editor_parent_class)->finalize (object);
}

static void
cadre_scheme_editor_class_init (CadreSchemeEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cadre_scheme_editor_dispose;
  object_class->finalize = cadre_scheme_editor_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-scheme-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreSchemeEditor, box);
  gtk_widget_class_bind_template_child (widget_class, CadreSchemeEditor, tools);
  gtk_widget_class_bind_template_child (widget_class, CadreSchemeEditor, current_label);
  gtk_widget_class_bind_template_child (widget_class, CadreSchemeEditor, change_button);
  gtk_widget_class_bind_template_child (widget_class, CadreSchemeEditor, up_button);
  gtk_widget_class_bind_template_child (widget_class, CadreSchemeEditor, down_button);
  gtk_widget_class_bind_template_child (widget_class, CadreSchemeEditor, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, change_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, up_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, down_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, scorers_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, settings_clicked_cb);
}

static void
cadre_scheme_editor_init (CadreSchemeEditor *self)
{
  GtkWidget *grid;

  gtk_widget_init_template (GTK_WIDGET (self));
  grid = cadre_entry_grid_new (_("Indicators"));
  self->grid = CADRE_ENTRY_GRID (grid);
  gtk_widget_set_vexpand (grid, TRUE);
  g_signal_connect_object (grid, "edited", G_CALLBACK (grid_edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (grid, "moved", G_CALLBACK (show_current), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->box, grid);
}

GtkWidget *
cadre_scheme_editor_new (void)
{
  return g_object_new (CADRE_TYPE_SCHEME_EDITOR, "vexpand", TRUE, NULL);
}
