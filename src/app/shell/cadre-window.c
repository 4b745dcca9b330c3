/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-window"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-job-bar.h"
#include "cadre-pages.h"
#include "cadre-window-private.h"

struct _CadreWindow
{
  AdwApplicationWindow parent_instance;

  char *path;
  char *archive_name;
  CadreSession *session;
  GCancellable *cancellable;
  GSettings *settings;
  GMenu *undo_menu;
  guint settling;   /* the source that drops pages gone by */
  AdwToast *toast;  /* the one that shows */

  AdwToastOverlay *toasts;
  AdwFlap *flap;
  GtkListBox *sidebar;
  AdwLeaflet *deck;
  GtkStack *pages;
  AdwStatusPage *failure;
  GtkInfoBar *read_only_bar;
  GtkLabel *read_only_label;
  GtkWidget *library_button;
  CadreJobBar *job_bar;
  GMenuModel *file_menu;
};

enum
{
  PROP_0,
  PROP_PATH,
  PROP_ARCHIVE_NAME,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CadreWindow, cadre_window, ADW_TYPE_APPLICATION_WINDOW)

/* ---------------------------------------------------------------- the sidebar */

static GtkWidget *
sidebar_row_new (const CadrePageInfo *info)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (info->icon_name));
  gtk_box_append (GTK_BOX (box), gtk_label_new (_(info->title)));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _(info->title), -1);

  return row;
}

static void
fill_sidebar (CadreWindow *self)
{
  guint n_pages;
  const CadrePageInfo *pages = cadre_pages_get (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    gtk_list_box_append (self->sidebar, sidebar_row_new (&pages[i]));
}

static void
sidebar_row_activated_cb (CadreWindow   *self,
                          GtkListBoxRow *row)
{
  guint n_pages;
  const CadrePageInfo *pages = cadre_pages_get (&n_pages);

  cadre_window_show_page (self, pages[gtk_list_box_row_get_index (row)].name);
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
}

static GMenuModel *
main_menu_new (CadreWindow *self)
{
  GMenu *menu = g_menu_new ();

  g_menu_append_section (menu, NULL, G_MENU_MODEL (self->undo_menu));
  for (int i = 0; i < g_menu_model_get_n_items (self->file_menu); i++)
    {
      g_autoptr(GMenuModel) section = g_menu_model_get_item_link (self->file_menu, i, G_MENU_LINK_SECTION);

      g_menu_append_section (menu, NULL, section);
    }
  return G_MENU_MODEL (menu);
}

/* ------------------------------------------------------------------- the pages */

static CadrePage *
page_new (CadreWindow         *self,
          const CadrePageInfo *info)
{
  CadrePage *page = g_object_new (info->get_type (), "session", self->session, NULL);
  g_autoptr(GMenuModel) menu = main_menu_new (self);

  cadre_page_set_title (page, _(info->title));
  cadre_page_set_menu (page, menu);
  gtk_stack_add_named (self->pages, GTK_WIDGET (page), info->name);
  return page;
}

/**
 * cadre_window_show_page:
 * @name: a page of the sidebar; one that is not there is the first
 *
 * Brings a page to the front; it is made when it is shown first.
 */
void
cadre_window_show_page (CadreWindow *self,
                        const char  *name)
{
  guint n_pages, i = 0;
  const CadrePageInfo *pages = cadre_pages_get (&n_pages);
  GtkWidget *page;

  g_return_if_fail (CADRE_IS_WINDOW (self));

  if (self->session == NULL)
    return;

  while (i < n_pages && g_strcmp0 (pages[i].name, name) != 0)
    i++;
  if (i == n_pages)
    i = 0;

  page = gtk_stack_get_child_by_name (self->pages, pages[i].name);
  if (page == NULL)
    page = GTK_WIDGET (page_new (self, &pages[i]));

  gtk_stack_set_visible_child (self->pages, page);
  adw_leaflet_set_visible_child (self->deck, GTK_WIDGET (self->pages));
  gtk_list_box_select_row (self->sidebar, gtk_list_box_get_row_at_index (self->sidebar, (int) i));
  g_settings_set_string (self->settings, "page", pages[i].name);
  g_action_group_change_action_state (G_ACTION_GROUP (self), "page", g_variant_new_string (pages[i].name));
  cadre_page_focus (CADRE_PAGE (page));
}

/**
 * cadre_window_get_page:
 *
 * Returns: (transfer none): the page in front
 */
GtkWidget *
cadre_window_get_page (CadreWindow *self)
{
  GtkWidget *front;

  g_return_val_if_fail (CADRE_IS_WINDOW (self), NULL);

  front = adw_leaflet_get_visible_child (self->deck);
  return front == GTK_WIDGET (self->pages) ? gtk_stack_get_visible_child (self->pages) : front;
}

/**
 * cadre_window_push:
 * @page: (transfer floating): made with `nested` set
 *
 * Opens a page over the one in front. Going back drops it.
 */
void
cadre_window_push (CadreWindow *self,
                   CadrePage   *page)
{
  g_autoptr(GMenuModel) menu = main_menu_new (self);

  g_return_if_fail (CADRE_IS_WINDOW (self));
  g_return_if_fail (CADRE_IS_PAGE (page));

  cadre_page_set_menu (page, menu);
  adw_leaflet_insert_child_after (self->deck, GTK_WIDGET (page), adw_leaflet_get_visible_child (self->deck));
  adw_leaflet_set_visible_child (self->deck, GTK_WIDGET (page));
  _cadre_window_update_actions (self);
  cadre_page_focus (page);
}

/**
 * cadre_window_pop:
 *
 * Goes back to the page below the one in front, if there is one.
 */
void
cadre_window_pop (CadreWindow *self)
{
  g_return_if_fail (CADRE_IS_WINDOW (self));

  if (adw_leaflet_navigate (self->deck, ADW_NAVIGATION_DIRECTION_BACK))
    {
      _cadre_window_update_actions (self);
      cadre_page_focus (CADRE_PAGE (cadre_window_get_page (self)));
    }
}

/* Takes out a page that has nothing to show any more. */
void
_cadre_window_drop (CadreWindow *self,
                    CadrePage   *page)
{
  if (adw_leaflet_get_visible_child (self->deck) == GTK_WIDGET (page))
    cadre_window_pop (self);
  else if (gtk_widget_get_parent (GTK_WIDGET (page)) == GTK_WIDGET (self->deck))
    adw_leaflet_remove (self->deck, GTK_WIDGET (page));
  _cadre_window_update_actions (self);
}

/* What lies over the page in front is gone for good. The leaflet's pages are
 * in their order; its children, as widgets, may be in another. */
static gboolean
drop_covered_cb (gpointer data)
{
  CadreWindow *self = data;
  g_autoptr(GtkSelectionModel) pages = adw_leaflet_get_pages (self->deck);
  GtkWidget *front = adw_leaflet_get_visible_child (self->deck);
  gboolean over = TRUE;

  self->settling = 0;
  if (adw_leaflet_get_child_transition_running (self->deck) || front == NULL)
    return G_SOURCE_REMOVE;

  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (pages)); i > 0 && over; i--)
    {
      g_autoptr(AdwLeafletPage) page = g_list_model_get_item (G_LIST_MODEL (pages), i - 1);

      over = adw_leaflet_page_get_child (page) != front;
      if (over)
        adw_leaflet_remove (self->deck, adw_leaflet_page_get_child (page));
    }
  _cadre_window_update_actions (self);
  return G_SOURCE_REMOVE;
}

/* While it tells that a page has slid out, the leaflet of libadwaita 1.2 still
 * holds it: it is dropped after that. */
static void
deck_settled_cb (CadreWindow *self)
{
  if (self->settling == 0)
    self->settling = g_idle_add (drop_covered_cb, self);
}

/* ------------------------------------------------------------------ the archive */

static void
show_read_only (CadreWindow *self)
{
  const char *reason = cadre_session_get_read_only_reason (self->session);
  g_autofree char *text = NULL;

  if (!cadre_session_is_read_only (self->session))
    return;

  text = g_strdup_printf (_("This archive can only be read: %s"),
                          reason != NULL ? reason : _("it was opened for reading"));
  gtk_label_set_label (self->read_only_label, text);
  gtk_widget_set_visible (self->library_button, _cadre_window_may_bring_in (self));
  gtk_info_bar_set_revealed (self->read_only_bar, TRUE);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(CadreWindow) self = data;
  g_autoptr(CadreSession) session = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *page = NULL;

  session = cadre_session_open_finish (result, &error);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  if (session == NULL)
    {
      adw_status_page_set_description (self->failure, error->message);
      gtk_stack_set_visible_child_name (self->pages, "failed");
      return;
    }

  self->session = g_steal_pointer (&session);
  g_signal_connect_object (self->session, "notify", G_CALLBACK (_cadre_window_update_actions), self, G_CONNECT_SWAPPED);
  cadre_job_bar_set_session (self->job_bar, self->session);
  fill_sidebar (self);
  show_read_only (self);
  _cadre_window_update_actions (self);

  page = g_settings_get_string (self->settings, "page");
  cadre_window_show_page (self, page);
  _cadre_window_import_waiting (self);
}

static void
cadre_window_constructed (GObject *object)
{
  CadreWindow *self = CADRE_WINDOW (object);
  g_autofree char *default_path = cadre_archive_default_path ();

  G_OBJECT_CLASS (cadre_window_parent_class)->constructed (object);

  self->archive_name = g_path_get_basename (self->path);
  if (g_str_has_suffix (self->archive_name, CADRE_ARCHIVE_SUFFIX))
    self->archive_name[strlen (self->archive_name) - strlen (CADRE_ARCHIVE_SUFFIX)] = '\0';
  g_object_notify_by_pspec (object, properties[PROP_ARCHIVE_NAME]);

  cadre_session_open_async (self->path, g_strcmp0 (self->path, default_path) == 0, NULL, opened_cb,
                            g_object_ref (self));
}

/* ------------------------------------------------------------------- its state */

static void
restore_state (CadreWindow *self)
{
  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  adw_flap_set_reveal_flap (self->flap, g_settings_get_boolean (self->settings, "sidebar"));
}

static void
keep_state (CadreWindow *self)
{
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (width >= 360 && height >= 300)
    {
      g_settings_set_int (self->settings, "window-width", width);
      g_settings_set_int (self->settings, "window-height", height);
    }
  g_settings_set_boolean (self->settings, "maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  if (!adw_flap_get_folded (self->flap))
    g_settings_set_boolean (self->settings, "sidebar", adw_flap_get_reveal_flap (self->flap));
}

static gboolean
cadre_window_close_request (GtkWindow *window)
{
  keep_state (CADRE_WINDOW (window));

  return GTK_WINDOW_CLASS (cadre_window_parent_class)->close_request (window);
}

static void
cadre_window_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  CadreWindow *self = CADRE_WINDOW (object);

  switch (prop_id)
    {
    case PROP_PATH:
      g_value_set_string (value, self->path);
      break;
    case PROP_ARCHIVE_NAME:
      g_value_set_string (value, self->archive_name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cadre_window_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  CadreWindow *self = CADRE_WINDOW (object);

  switch (prop_id)
    {
    case PROP_PATH:
      self->path = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cadre_window_dispose (GObject *object)
{
  CadreWindow *self = CADRE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->settling, g_source_remove);
  g_clear_object (&self->session);
  /* It holds the flap, and with it all pages and what reads the archive for them. */
  g_action_map_remove_action (G_ACTION_MAP (self), "sidebar");

  G_OBJECT_CLASS (cadre_window_parent_class)->dispose (object);
}

static void
cadre_window_finalize (GObject *object)
{
  CadreWindow *self = CADRE_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->settings);
  g_clear_object (&self->undo_menu);
  g_free (self->path);
  g_free (self->archive_name);

  G_OBJECT_CLASS (cadre_window_parent_class)->finalize (object);
}

static void
cadre_window_class_init (CadreWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = cadre_window_constructed;
  object_class->get_property = cadre_window_get_property;
  object_class->set_property = cadre_window_set_property;
  object_class->dispose = cadre_window_dispose;
  object_class->finalize = cadre_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = cadre_window_close_request;

  properties[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, NULL,
                                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ARCHIVE_NAME] = g_param_spec_string ("archive-name", NULL, NULL, NULL,
                                                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (CADRE_TYPE_JOB_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, CadreWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, CadreWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, CadreWindow, deck);
  gtk_widget_class_bind_template_child (widget_class, CadreWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, CadreWindow, failure);
  gtk_widget_class_bind_template_child (widget_class, CadreWindow, read_only_bar);
  gtk_widget_class_bind_template_child (widget_class, CadreWindow, read_only_label);
  gtk_widget_class_bind_template_child (widget_class, CadreWindow, library_button);
  gtk_widget_class_bind_template_child (widget_class, CadreWindow, job_bar);
  gtk_widget_class_bind_template_child (widget_class, CadreWindow, file_menu);
  gtk_widget_class_bind_template_callback (widget_class, sidebar_row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, deck_settled_cb);

  /* On the way up: a text entry takes its own undo first. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "win.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_y, GDK_CONTROL_MASK, "win.redo", NULL);
}

static void
cadre_window_init (CadreWindow *self)
{
  g_autoptr(GPropertyAction) sidebar = NULL;

  self->cancellable = g_cancellable_new ();
  self->settings = g_settings_new (CADRE_SETTINGS_ID);
  self->undo_menu = g_menu_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  restore_state (self);
  _cadre_window_add_files (self);
  _cadre_window_add_library (self);
  _cadre_window_add_actions (self);
  sidebar = g_property_action_new ("sidebar", self->flap, "reveal-flap");
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (sidebar));
}

/**
 * cadre_window_new:
 * @path: the archive; the default one is made if it is not there
 *
 * Returns: (transfer none): a window that opens @path
 */
CadreWindow *
cadre_window_new (GtkApplication *application,
                  const char     *path)
{
  return g_object_new (CADRE_TYPE_WINDOW, "application", application, "path", path, NULL);
}

/**
 * cadre_window_of:
 *
 * Returns: (transfer none): the window that a widget, or the dialog it is in,
 *   belongs to
 */
CadreWindow *
cadre_window_of (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  while (GTK_IS_WINDOW (root) && !CADRE_IS_WINDOW (root))
    root = (GtkRoot *) gtk_window_get_transient_for (GTK_WINDOW (root));

  return CADRE_IS_WINDOW (root) ? CADRE_WINDOW (root) : NULL;
}

const char *
cadre_window_get_path (CadreWindow *self)
{
  g_return_val_if_fail (CADRE_IS_WINDOW (self), NULL);

  return self->path;
}

/**
 * cadre_window_get_session:
 *
 * Returns: (transfer none) (nullable): the session; %NULL until it is open
 */
CadreSession *
cadre_window_get_session (CadreWindow *self)
{
  g_return_val_if_fail (CADRE_IS_WINDOW (self), NULL);

  return self->session;
}

GMenu *
_cadre_window_get_undo_menu (CadreWindow *self)
{
  return self->undo_menu;
}

static void
toast_gone_cb (CadreWindow *self,
               AdwToast    *toast)
{
  if (self->toast == toast)
    self->toast = NULL;
}

/* Do both offer the same? Then the older one is given the new text: libadwaita
 * 1.2 frees a toast twice where the next goes while it is still sliding out. */
static gboolean
says_alike (AdwToast *one,
            AdwToast *other)
{
  return g_strcmp0 (adw_toast_get_button_label (one), adw_toast_get_button_label (other)) == 0 &&
         g_strcmp0 (adw_toast_get_action_name (one), adw_toast_get_action_name (other)) == 0 &&
         adw_toast_get_timeout (one) == adw_toast_get_timeout (other) &&
         adw_toast_get_action_target_value (one) == NULL && adw_toast_get_action_target_value (other) == NULL;
}

/* One at a time: what an older one offers is no longer so. */
void
_cadre_window_add_toast (CadreWindow *self,
                         AdwToast    *toast)
{
  if (self->toast != NULL && says_alike (self->toast, toast))
    {
      adw_toast_set_title (self->toast, adw_toast_get_title (toast));
      g_object_unref (toast);
      return;
    }
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);

  self->toast = toast;
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (toast_gone_cb), self, G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (self->toasts, toast);
}
