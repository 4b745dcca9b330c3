/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-people-page"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-column-chooser.h"
#include "cadre-empty-page.h"
#include "cadre-filter-dialog.h"
#include "cadre-filter.h"
#include "cadre-people-page.h"
#include "cadre-person-columns.h"
#include "cadre-person-view.h"
#include "cadre-tags.h"
#include "cadre-unit-picker.h"
#include "cadre-window.h"

struct _CadrePeoplePage
{
  CadrePage parent_instance;

  GCancellable *cancellable;

  GtkWidget *tools;
  GtkEditable *search;
  GtkMenuButton *columns_button;
  GtkStack *stack;
  CadrePersonView *view;
  GtkLabel *unit_label;
  GtkPopover *unit_popover;
  CadreUnitPicker *unit_picker;
  GtkWidget *tag_button;
  GMenu *tag_menu;
  GMenu *column_orders;
  GSimpleActionGroup *actions;
  GtkWidget *only_button;
  GtkLabel *only_label;
  GtkWidget *filter_bar;
  GtkLabel *filter_label;
  GMenu *filter_menu;
  char *filter;            /* JSON of what is shown, or NULL */
};

G_DEFINE_FINAL_TYPE (CadrePeoplePage, cadre_people_page, CADRE_TYPE_PAGE)

static void
search_changed_cb (CadrePeoplePage *self)
{
  cadre_person_view_set_text (self->view, gtk_editable_get_text (self->search));
}

/* Enter opens the first who was found. */
static void
search_activated_cb (CadrePeoplePage *self)
{
  if (cadre_person_selection_get_n (cadre_person_view_get_selection (self->view)) == 0)
    cadre_person_view_select (self->view, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
search_stopped_cb (CadrePeoplePage *self)
{
  gtk_editable_set_text (self->search, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* Down goes from what was typed to what it found. */
static gboolean
search_key_pressed_cb (GtkEventControllerKey *controller,
                       guint                  keyval,
                       guint                  keycode,
                       GdkModifierType        state,
                       CadrePeoplePage       *self)
{
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;

  search_activated_cb (self);
  return GDK_EVENT_STOP;
}

/* ------------------------------------------------------------- a unit, a tag */

static void
show_unit (CadrePeoplePage *self,
           gint64           unit_id,
           const char      *name)
{
  gtk_label_set_label (self->unit_label, name);
  cadre_person_list_set_unit (cadre_person_view_get_list (self->view), unit_id);
  gtk_popover_popdown (self->unit_popover);
}

static void
unit_picked_cb (CadrePeoplePage *self,
                CadreUnit       *unit)
{
  const char *short_name = cadre_unit_get_short_name (unit);

  show_unit (self, cadre_unit_get_id (unit), short_name != NULL ? short_name : cadre_unit_get_name (unit));
}

static void
all_units_clicked_cb (CadrePeoplePage *self)
{
  show_unit (self, 0, _("All Units"));
}

static void
tag_filter_changed (GSimpleAction *action,
                    GVariant      *state,
                    gpointer       data)
{
  CadrePeoplePage *self = data;
  gint64 tag_id = g_variant_get_int64 (state);

  g_simple_action_set_state (action, state);
  cadre_person_list_set_tag (cadre_person_view_get_list (self->view), tag_id);
  if (tag_id != 0)
    gtk_widget_add_css_class (self->tag_button, "accent");
  else
    gtk_widget_remove_css_class (self->tag_button, "accent");
}

/* ----------------------------------------------------------------- some people */

static void
only_clicked_cb (CadrePeoplePage *self)
{
  gtk_widget_set_visible (self->only_button, FALSE);
  cadre_person_list_set_people (cadre_person_view_get_list (self->view), NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* ------------------------------------------------------------------- a sentence */

static void
show_filter (CadrePeoplePage *self,
             const char      *json,
             const char      *sentence)
{
  g_free (self->filter);
  self->filter = g_strdup (json);
  gtk_label_set_label (self->filter_label, sentence);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->filter_label), sentence);
  gtk_widget_set_visible (self->filter_bar, json != NULL);
  cadre_person_list_set_filter (cadre_person_view_get_list (self->view), json);
}

static void
filter_chosen_cb (CadrePeoplePage *self,
                  const char      *json,
                  const char      *sentence)
{
  show_filter (self, json, sentence);
}

static void
open_filter (CadrePeoplePage *self,
             const char      *json)
{
  CadreFilterDialog *dialog = cadre_filter_dialog_new (cadre_window_of (GTK_WIDGET (self)), json);

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (filter_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
new_filter_activated (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       data)
{
  open_filter (data, NULL);
}

static void
change_filter_activated (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       data)
{
  open_filter (data, CADRE_PEOPLE_PAGE (data)->filter);
}

static void
clear_filter_activated (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       data)
{
  CadrePeoplePage *self = data;

  show_filter (self, NULL, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

typedef struct
{
  char *name;
  char *json;
  char *sentence;
  GStrv names;
} SavedFilter;

static void
saved_filter_free (gpointer data)
{
  SavedFilter *saved = data;

  g_free (saved->name);
  g_free (saved->json);
  g_free (saved->sentence);
  g_strfreev (saved->names);
  g_free (saved);
}

static gboolean
load_filter (CadreJob      *job,
             CadreArchive  *archive,
             gpointer       data,
             GError       **error)
{
  SavedFilter *saved = data;
  g_autoptr(CadreCatalogue) catalogue = cadre_catalogue_new (archive, error);
  g_autoptr(CadreFilter) filter = NULL;

  saved->json = catalogue != NULL ? cadre_filter_load (archive, saved->name, error) : NULL;
  filter = saved->json != NULL ? cadre_filter_parse (catalogue, saved->json, error) : NULL;
  if (filter == NULL)
    return FALSE;

  saved->sentence = cadre_filter_to_sentence (filter, archive);
  return TRUE;
}

static void
filter_loaded_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(CadrePeoplePage) self = data;
  g_autoptr(GError) error = NULL;
  SavedFilter *saved = cadre_session_get_data (result);

  if (cadre_session_finish (CADRE_SESSION (source), result, &error))
    show_filter (self, saved->json, saved->sentence);
  else if (cadre_window_of (GTK_WIDGET (self)) != NULL)
    cadre_window_show_error (cadre_window_of (GTK_WIDGET (self)), _("The filter cannot be shown"), error);
}

static void
saved_filter_activated (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       data)
{
  CadrePeoplePage *self = data;
  SavedFilter *saved = g_new0 (SavedFilter, 1);

  saved->name = g_variant_dup_string (parameter, NULL);
  cadre_session_read (cadre_page_get_session (CADRE_PAGE (self)), NULL, load_filter, saved, saved_filter_free, NULL,
                      filter_loaded_cb, g_object_ref (self));
}

static gboolean
list_filters (CadreJob      *job,
              CadreArchive  *archive,
              gpointer       data,
              GError       **error)
{
  SavedFilter *saved = data;

  saved->names = cadre_filter_list (archive, error);
  return saved->names != NULL;
}

static void
filters_listed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  CadrePeoplePage *self = data;
  SavedFilter *saved;

  if (!cadre_session_finish (CADRE_SESSION (source), result, NULL))
    return;

  saved = cadre_session_get_data (result);
  g_menu_remove_all (self->filter_menu);
  for (guint i = 0; saved->names[i] != NULL; i++)
    {
      g_autoptr(GMenuItem) item = g_menu_item_new (NULL, NULL);

      g_menu_item_set_attribute (item, G_MENU_ATTRIBUTE_LABEL, "s", saved->names[i]);
      g_menu_item_set_action_and_target (item, "page.saved-filter", "s", saved->names[i]);
      g_menu_append_item (self->filter_menu, item);
    }
}

static void
refresh_filters (CadrePeoplePage *self)
{
  cadre_session_read (cadre_page_get_session (CADRE_PAGE (self)), NULL, list_filters, g_new0 (SavedFilter, 1),
                      saved_filter_free, self->cancellable, filters_listed_cb, self);
}

/**
 * cadre_people_page_show_only:
 * @what: who they are, for a button that shows all again
 * @ids: (element-type gint64): these people
 *
 * Shows a set of people and nothing but them: what was sought and chosen
 * before is forgotten.
 */
void
cadre_people_page_show_only (CadrePeoplePage *self,
                             const char      *what,
                             GArray          *ids)
{
  g_autofree char *tooltip = g_strdup_printf (_("%s: show all people again"), what);

  g_return_if_fail (CADRE_IS_PEOPLE_PAGE (self));

  gtk_editable_set_text (self->search, "");
  cadre_person_view_set_text (self->view, "");
  show_unit (self, 0, _("All Units"));
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "tag", g_variant_new_int64 (0));

  show_filter (self, NULL, "");

  gtk_label_set_label (self->only_label, what);
  gtk_widget_set_tooltip_text (self->only_button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->only_button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  gtk_widget_set_visible (self->only_button, TRUE);
  cadre_person_list_set_people (cadre_person_view_get_list (self->view), ids);
}

static gboolean
load_tags (CadreJob      *job,
           CadreArchive  *archive,
           gpointer       data,
           GError       **error)
{
  GPtrArray **tags = data;

  *tags = cadre_tags_list (archive, NULL, 0, error);
  return *tags != NULL;
}

static void
free_tags (gpointer data)
{
  GPtrArray **tags = data;

  g_clear_pointer (tags, g_ptr_array_unref);
  g_free (tags);
}

static void
append_tag (GMenu      *menu,
            const char *label,
            gint64      tag_id)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (NULL, NULL);

  g_menu_item_set_attribute (item, G_MENU_ATTRIBUTE_LABEL, "s", label);
  g_menu_item_set_action_and_target (item, "page.tag", "x", tag_id);
  g_menu_append_item (menu, item);
}

static void
tags_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  CadrePeoplePage *self = data;
  GPtrArray *tags;

  if (!cadre_session_finish (CADRE_SESSION (source), result, NULL))
    return;

  tags = *(GPtrArray **) cadre_session_get_data (result);
  g_menu_remove_all (self->tag_menu);
  append_tag (self->tag_menu, _("Everybody"), 0);
  for (guint i = 0; i < tags->len; i++)
    {
      const CadreTag *tag = g_ptr_array_index (tags, i);
      g_autofree char *label = g_strdup_printf ("%s (%u)", tag->name, tag->n_people);

      append_tag (self->tag_menu, label, tag->id);
    }
  gtk_widget_set_visible (self->tag_button, tags->len > 0);
}

static void
refresh_tags (CadrePeoplePage *self)
{
  cadre_session_read (cadre_page_get_session (CADRE_PAGE (self)), NULL, load_tags, g_new0 (GPtrArray *, 1), free_tags,
                      self->cancellable, tags_loaded_cb, self);
}

static void
cadre_people_page_changed (CadrePage           *page,
                           const char * const  *tables)
{
  if (g_strv_contains (tables, "tag") || g_strv_contains (tables, "person_tag"))
    refresh_tags (CADRE_PEOPLE_PAGE (page));
  if (g_strv_contains (tables, "saved_filter"))
    refresh_filters (CADRE_PEOPLE_PAGE (page));
}

/* -------------------------------------------------------------------- the page */

static void
cadre_people_page_find (CadrePage *page)
{
  CadrePeoplePage *self = CADRE_PEOPLE_PAGE (page);

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static GtkWidget *
cadre_people_page_get_focus (CadrePage *page)
{
  return GTK_WIDGET (CADRE_PEOPLE_PAGE (page)->view);
}

static void
loading_changed_cb (CadrePeoplePage *self)
{
  CadrePersonList *list = cadre_person_view_get_list (self->view);
  gboolean empty;

  if (cadre_person_list_is_loading (list))
    return;

  empty = g_list_model_get_n_items (G_LIST_MODEL (list)) == 0 && !cadre_person_list_is_filtered (list);
  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "list");
  gtk_widget_set_visible (self->tools, !empty);
}

static void
cadre_people_page_constructed (GObject *object)
{
  CadrePeoplePage *self = CADRE_PEOPLE_PAGE (object);
  CadreSession *session = cadre_page_get_session (CADRE_PAGE (self));

  G_OBJECT_CLASS (cadre_people_page_parent_class)->constructed (object);

  if (session == NULL)
    return;

  cadre_person_view_set_session (self->view, session);
  cadre_unit_picker_set_session (self->unit_picker, session);
  refresh_tags (self);
  refresh_filters (self);
  g_signal_connect_object (cadre_person_view_get_list (self->view), "notify::loading",
                           G_CALLBACK (loading_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
cadre_people_page_dispose (GObject *object)
{
  CadrePeoplePage *self = CADRE_PEOPLE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (cadre_people_page_parent_class)->dispose (object);
}

static void
cadre_people_page_finalize (GObject *object)
{
  g_free (CADRE_PEOPLE_PAGE (object)->filter);

  G_OBJECT_CLASS (cadre_people_page_parent_class)->finalize (object);
}

static void
cadre_people_page_class_init (CadrePeoplePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CadrePageClass *page_class = CADRE_PAGE_CLASS (klass);

  object_class->constructed = cadre_people_page_constructed;
  object_class->dispose = cadre_people_page_dispose;
  object_class->finalize = cadre_people_page_finalize;
  page_class->changed = cadre_people_page_changed;
  page_class->find = cadre_people_page_find;
  page_class->get_focus = cadre_people_page_get_focus;

  g_type_ensure (CADRE_TYPE_PERSON_VIEW);
  g_type_ensure (CADRE_TYPE_UNIT_PICKER);
  g_type_ensure (CADRE_TYPE_EMPTY_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-people-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CadrePeoplePage, tools);
  gtk_widget_class_bind_template_child (widget_class, CadrePeoplePage, search);
  gtk_widget_class_bind_template_child (widget_class, CadrePeoplePage, columns_button);
  gtk_widget_class_bind_template_child (widget_class, CadrePeoplePage, stack);
  gtk_widget_class_bind_template_child (widget_class, CadrePeoplePage, view);
  gtk_widget_class_bind_template_child (widget_class, CadrePeoplePage, unit_label);
  gtk_widget_class_bind_template_child (widget_class, CadrePeoplePage, unit_popover);
  gtk_widget_class_bind_template_child (widget_class, CadrePeoplePage, unit_picker);
  gtk_widget_class_bind_template_child (widget_class, CadrePeoplePage, tag_button);
  gtk_widget_class_bind_template_child (widget_class, CadrePeoplePage, tag_menu);
  gtk_widget_class_bind_template_child (widget_class, CadrePeoplePage, column_orders);
  gtk_widget_class_bind_template_child (widget_class, CadrePeoplePage, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, CadrePeoplePage, filter_label);
  gtk_widget_class_bind_template_child (widget_class, CadrePeoplePage, filter_menu);
  gtk_widget_class_bind_template_child (widget_class, CadrePeoplePage, only_button);
  gtk_widget_class_bind_template_child (widget_class, CadrePeoplePage, only_label);
  gtk_widget_class_bind_template_callback (widget_class, only_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, unit_picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_units_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_key_pressed_cb);
}

static const GActionEntry entries[] = {
  { "tag", NULL, "x", "int64 0", tag_filter_changed },
  { "new-filter", new_filter_activated },
  { "change-filter", change_filter_activated },
  { "clear-filter", clear_filter_activated },
  { "saved-filter", saved_filter_activated, "s" },
};

static void
cadre_people_page_init (CadrePeoplePage *self)
{
  GtkText *text;

  self->actions = g_simple_action_group_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "page", G_ACTION_GROUP (self->actions));
  gtk_menu_button_set_popover (self->columns_button, cadre_column_chooser_new ());
  gtk_widget_insert_action_group (GTK_WIDGET (self), "people", cadre_person_view_get_actions (self->view));

  text = GTK_TEXT (gtk_editable_get_delegate (self->search));
  gtk_text_set_placeholder_text (text, _("Find by name, pinyin, ID number, unit, post…"));

  /* Headers cannot be pressed from a screen reader before GTK 4.24. */
  for (guint i = 0; i < CADRE_PERSON_N_COLUMNS; i++)
    {
      g_autofree char *action = g_strdup_printf ("people.order::%s", cadre_person_column_get_key (i));

      g_menu_append (self->column_orders, _(cadre_person_columns_get_info (i)->title), action);
    }
}
