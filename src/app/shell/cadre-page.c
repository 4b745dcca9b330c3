/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-page"

#include "config.h"

#include "cadre-page.h"
#include "cadre-term.h"
#include "cadre-window-private.h"

typedef struct
{
  char *title;
  char *subtitle;
  CadreSession *session;
  GCancellable *cancellable;  /* of what it asks; cancelled with the page */
  gboolean stale;             /* to be asked for when the page comes to sight */
  gint64 record_id;
  gboolean nested;

  GtkWidget *box;
  AdwHeaderBar *header;
  GtkWidget *sidebar_button;
  GtkMenuButton *menu_button;
  GtkBox *top;
  AdwBin *content;
  GtkBox *bottom;
} CadrePagePrivate;

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_SESSION,
  PROP_NESTED,
  PROP_RECORD_ID,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void buildable_iface_init (GtkBuildableIface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (CadrePage, cadre_page, ADW_TYPE_BIN,
                                  G_ADD_PRIVATE (CadrePage)
                                  G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_iface_init))

static GtkBuildableIface *parent_buildable_iface;

static CadrePagePrivate *
get_private (CadrePage *self)
{
  return cadre_page_get_instance_private (self);
}

static void
load_if_stale (CadrePage *self)
{
  CadrePagePrivate *priv = get_private (self);
  CadrePageClass *klass = CADRE_PAGE_GET_CLASS (self);

  if (klass->load == NULL || priv->session == NULL || !priv->stale || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  priv->stale = FALSE;
  klass->load (self);
}

static void
cadre_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (cadre_page_parent_class)->map (widget);

  load_if_stale (CADRE_PAGE (widget));
}

static void
cadre_page_real_changed (CadrePage          *self,
                         const char * const *tables)
{
  cadre_page_reload (self);
}

static void
session_changed_cb (CadrePage           *self,
                    const char * const  *tables)
{
  CADRE_PAGE_GET_CLASS (self)->changed (self, tables);
}

static void
set_session (CadrePage    *self,
             CadreSession *session)
{
  CadrePagePrivate *priv = get_private (self);

  if (session == NULL)
    return;

  g_assert (priv->session == NULL);
  priv->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
cadre_page_add_child (GtkBuildable *buildable,
                      GtkBuilder   *builder,
                      GObject      *child,
                      const char   *type)
{
  CadrePage *self = CADRE_PAGE (buildable);
  CadrePagePrivate *priv = get_private (self);

  /* Its own template. */
  if (priv->box == NULL)
    {
      parent_buildable_iface->add_child (buildable, builder, child, type);
      return;
    }

  if (g_strcmp0 (type, "start") == 0)
    adw_header_bar_pack_start (priv->header, GTK_WIDGET (child));
  else if (g_strcmp0 (type, "end") == 0)
    adw_header_bar_pack_end (priv->header, GTK_WIDGET (child));
  else if (g_strcmp0 (type, "title") == 0)
    adw_header_bar_set_title_widget (priv->header, GTK_WIDGET (child));
  else if (g_strcmp0 (type, "top") == 0)
    gtk_box_append (priv->top, GTK_WIDGET (child));
  else if (g_strcmp0 (type, "bottom") == 0)
    gtk_box_append (priv->bottom, GTK_WIDGET (child));
  else if (type == NULL && GTK_IS_WIDGET (child))
    adw_bin_set_child (priv->content, GTK_WIDGET (child));
  else
    parent_buildable_iface->add_child (buildable, builder, child, type);
}

static void
buildable_iface_init (GtkBuildableIface *iface)
{
  parent_buildable_iface = g_type_interface_peek_parent (iface);
  iface->add_child = cadre_page_add_child;
}

static void
cadre_page_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  CadrePagePrivate *priv = get_private (CADRE_PAGE (object));

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, priv->title);
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, priv->subtitle);
      break;
    case PROP_SESSION:
      g_value_set_object (value, priv->session);
      break;
    case PROP_NESTED:
      g_value_set_boolean (value, priv->nested);
      break;
    case PROP_RECORD_ID:
      g_value_set_int64 (value, priv->record_id);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cadre_page_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  CadrePage *self = CADRE_PAGE (object);
  CadrePagePrivate *priv = get_private (self);

  switch (prop_id)
    {
    case PROP_TITLE:
      cadre_page_set_title (self, g_value_get_string (value));
      break;
    case PROP_SUBTITLE:
      cadre_page_set_subtitle (self, g_value_get_string (value));
      break;
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    case PROP_NESTED:
      priv->nested = g_value_get_boolean (value);
      break;
    case PROP_RECORD_ID:
      cadre_page_set_record_id (self, g_value_get_int64 (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cadre_page_dispose (GObject *object)
{
  CadrePagePrivate *priv = get_private (CADRE_PAGE (object));

  g_cancellable_cancel (priv->cancellable);
  g_clear_object (&priv->session);

  G_OBJECT_CLASS (cadre_page_parent_class)->dispose (object);
}

static void
cadre_page_finalize (GObject *object)
{
  CadrePagePrivate *priv = get_private (CADRE_PAGE (object));

  g_free (priv->title);
  g_free (priv->subtitle);
  g_clear_object (&priv->cancellable);

  G_OBJECT_CLASS (cadre_page_parent_class)->finalize (object);
}

static void
cadre_page_class_init (CadrePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = cadre_page_get_property;
  object_class->set_property = cadre_page_set_property;
  object_class->dispose = cadre_page_dispose;
  object_class->finalize = cadre_page_finalize;
  widget_class->map = cadre_page_map;
  klass->changed = cadre_page_real_changed;
  g_type_ensure (CADRE_TYPE_TERM);

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, CADRE_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NESTED] = g_param_spec_boolean ("nested", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_RECORD_ID] = g_param_spec_int64 ("record-id", NULL, NULL, 0, G_MAXINT64, 0,
                                                   G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS |
                                                   G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-page.ui");
  gtk_widget_class_bind_template_child_private (widget_class, CadrePage, header);
  gtk_widget_class_bind_template_child_private (widget_class, CadrePage, sidebar_button);
  gtk_widget_class_bind_template_child_private (widget_class, CadrePage, menu_button);
  gtk_widget_class_bind_template_child_private (widget_class, CadrePage, top);
  gtk_widget_class_bind_template_child_private (widget_class, CadrePage, content);
  gtk_widget_class_bind_template_child_private (widget_class, CadrePage, bottom);
  gtk_widget_class_bind_template_child_private (widget_class, CadrePage, box);
}

static void
cadre_page_init (CadrePage *self)
{
  get_private (self)->cancellable = g_cancellable_new ();
  get_private (self)->stale = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_bind_property (self, "nested", get_private (self)->sidebar_button, "visible",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
}

/**
 * cadre_page_get_session:
 *
 * Returns: (transfer none): the archive it shows
 */
CadreSession *
cadre_page_get_session (CadrePage *self)
{
  g_return_val_if_fail (CADRE_IS_PAGE (self), NULL);

  return get_private (self)->session;
}

/**
 * cadre_page_get_cancellable:
 *
 * Returns: (transfer none): for what the page asks; once the page is gone the
 *   answers come as cancelled
 */
GCancellable *
cadre_page_get_cancellable (CadrePage *self)
{
  g_return_val_if_fail (CADRE_IS_PAGE (self), NULL);

  return get_private (self)->cancellable;
}

/**
 * cadre_page_get_record_id:
 *
 * Returns: the key of the record that it shows; 0: it shows none
 */
gint64
cadre_page_get_record_id (CadrePage *self)
{
  g_return_val_if_fail (CADRE_IS_PAGE (self), 0);

  return get_private (self)->record_id;
}

/**
 * cadre_page_set_record_id:
 *
 * Another record is to be shown; cadre_page_reload() then does.
 */
void
cadre_page_set_record_id (CadrePage *self,
                          gint64     record_id)
{
  CadrePagePrivate *priv = get_private (self);

  g_return_if_fail (CADRE_IS_PAGE (self));

  if (priv->record_id == record_id)
    return;

  priv->record_id = record_id;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORD_ID]);
}

/**
 * cadre_page_reload:
 *
 * Asks again, now or when the page comes to sight.
 */
void
cadre_page_reload (CadrePage *self)
{
  g_return_if_fail (CADRE_IS_PAGE (self));

  get_private (self)->stale = TRUE;
  load_if_stale (self);
}

/**
 * cadre_page_load_failed:
 * @page: (type CadrePage): the page; where @error is a cancellation, it may be gone, so that it must not be cast
 * @what: what cannot be shown
 * @error: what cadre_session_finish() told
 *
 * Tells why a page has nothing to show. Where its record is not there any
 * more, deleted here or by Undo, the page goes, wherever it stands.
 */
void
cadre_page_load_failed (gpointer      page,
                        const char   *what,
                        const GError *error)
{
  CadrePage *self;
  CadreWindow *window;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_return_if_fail (CADRE_IS_PAGE (page));

  self = page;
  window = cadre_window_of (GTK_WIDGET (self));
  if (window == NULL)
    return;
  if (get_private (self)->record_id != 0 && g_error_matches (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND))
    _cadre_window_drop (window, self);
  else
    cadre_window_show_error (window, what, error);
}

const char *
cadre_page_get_title (CadrePage *self)
{
  g_return_val_if_fail (CADRE_IS_PAGE (self), NULL);

  return get_private (self)->title;
}

void
cadre_page_set_title (CadrePage  *self,
                      const char *title)
{
  CadrePagePrivate *priv = get_private (self);

  g_return_if_fail (CADRE_IS_PAGE (self));

  if (g_strcmp0 (priv->title, title) == 0)
    return;

  g_free (priv->title);
  priv->title = g_strdup (title);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/**
 * cadre_page_set_subtitle:
 * @subtitle: (nullable): a count, an as-of date …
 */
void
cadre_page_set_subtitle (CadrePage  *self,
                         const char *subtitle)
{
  CadrePagePrivate *priv = get_private (self);

  g_return_if_fail (CADRE_IS_PAGE (self));

  if (g_strcmp0 (priv->subtitle, subtitle) == 0)
    return;

  g_free (priv->subtitle);
  priv->subtitle = g_strdup (subtitle);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUBTITLE]);
}

/**
 * cadre_page_set_menu:
 * @menu: the window's main menu
 */
void
cadre_page_set_menu (CadrePage  *self,
                     GMenuModel *menu)
{
  g_return_if_fail (CADRE_IS_PAGE (self));

  gtk_menu_button_set_menu_model (get_private (self)->menu_button, menu);
}

/**
 * cadre_page_find:
 *
 * Puts the keyboard where one searches on this page, if there is such a place.
 */
void
cadre_page_find (CadrePage *self)
{
  CadrePageClass *klass = CADRE_PAGE_GET_CLASS (self);

  if (klass->find != NULL)
    klass->find (self);
}

/**
 * cadre_page_focus:
 *
 * Puts the keyboard on the content, when the page comes to the front.
 */
void
cadre_page_focus (CadrePage *self)
{
  CadrePageClass *klass = CADRE_PAGE_GET_CLASS (self);
  GtkWidget *focus = klass->get_focus != NULL ? klass->get_focus (self) : NULL;

  if (focus == NULL || !gtk_widget_grab_focus (focus))
    gtk_widget_child_focus (GTK_WIDGET (get_private (self)->content), GTK_DIR_TAB_FORWARD);
}
