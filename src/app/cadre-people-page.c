/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-people-page"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-people-page.h"
#include "cadre-person-columns.h"
#include "cadre-person-view.h"

struct _CadrePeoplePage
{
  CadrePage parent_instance;

  GtkWidget *tools;
  GtkEditable *search;
  GtkMenuButton *columns_button;
  GtkStack *stack;
  CadrePersonView *view;
  GMenu *column_orders;
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
  g_signal_connect_object (cadre_person_view_get_list (self->view), "notify::loading",
                           G_CALLBACK (loading_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
cadre_people_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CADRE_TYPE_PEOPLE_PAGE);

  G_OBJECT_CLASS (cadre_people_page_parent_class)->dispose (object);
}

static void
cadre_people_page_class_init (CadrePeoplePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CadrePageClass *page_class = CADRE_PAGE_CLASS (klass);

  object_class->constructed = cadre_people_page_constructed;
  object_class->dispose = cadre_people_page_dispose;
  page_class->find = cadre_people_page_find;
  page_class->get_focus = cadre_people_page_get_focus;

  g_type_ensure (CADRE_TYPE_PERSON_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-people-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CadrePeoplePage, tools);
  gtk_widget_class_bind_template_child (widget_class, CadrePeoplePage, search);
  gtk_widget_class_bind_template_child (widget_class, CadrePeoplePage, columns_button);
  gtk_widget_class_bind_template_child (widget_class, CadrePeoplePage, stack);
  gtk_widget_class_bind_template_child (widget_class, CadrePeoplePage, view);
  gtk_widget_class_bind_template_child (widget_class, CadrePeoplePage, column_orders);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_key_pressed_cb);
}

static void
cadre_people_page_init (CadrePeoplePage *self)
{
  GtkText *text;

  gtk_widget_init_template (GTK_WIDGET (self));
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
